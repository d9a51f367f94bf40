"""What a JATS article says of itself: its numbers, title and date."""

from typing import Any

from extractors.readers import identity
from extractors.readers.jats_lines import Lines
from extractors.readers.markup import children, local_name

_IDENTIFIERS = {
    "doi": ("doi", identity.doi), "pmid": ("pmid", identity.pmid), "pmc": ("pmcid", identity.pmcid), "pmcid": ("pmcid", identity.pmcid),
}  # fmt: skip
"""What an `article-id` of this kind fills, and how it is spelled."""


def metadata(root: Any) -> dict[str, str]:
    """Columns of `reports` that the front matter fills; of several dates the first, as exactly as it is told."""
    meta = next((found for found in root.iter() if local_name(found) == "article-meta"), None)
    if meta is None:
        return {}
    found: dict[str, str | None] = {}
    for child, _ in children(meta):
        name = local_name(child)
        if name == "article-id" and child.get("pub-id-type") in _IDENTIFIERS:
            column, spelled = _IDENTIFIERS[child.get("pub-id-type")]
            found[column] = found.get(column) or spelled("".join(child.itertext()))
        elif name == "title-group":
            title = next((part for part in child if local_name(part) == "article-title"), None)
            if title is not None:
                found["title"] = Lines([]).line(title).text.strip()
    dates = [_date(child) for child, _ in children(meta) if local_name(child) == "pub-date"]
    published = min((date for date in dates if date), key=lambda date: (date[:4], -len(date), date), default=None)
    if published:
        found["published"] = published
    return {name: value for name, value in found.items() if value}


def _date(element: Any) -> str | None:
    parts = {local_name(child): "".join(child.itertext()) for child in element}
    return identity.published(parts.get("year", ""), parts.get("month", ""), parts.get("day", ""))
