"""What is known of an HTML page before its text is read: its encoding, and what its meta tags say of the article."""

from collections.abc import Callable
from typing import Any

import regex

from extractors.document import Unreadable
from extractors.patterns import compiled
from extractors.readers import identity
from extractors.readers.markup import decoded_head

_CHARSET = compiled(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", regex.IGNORECASE)
_META: dict[str, tuple[str, Callable[[str], str | None]]] = {
    "citation_title": ("title", str.strip), "citation_doi": ("doi", identity.doi), "citation_pmid": ("pmid", identity.pmid),
    "citation_pmcid": ("pmcid", identity.pmcid), "citation_publication_date": ("published", identity.published_on),
    "citation_date": ("published", identity.published_on), "citation_online_date": ("published", identity.published_on),
    "dc.identifier": ("doi", identity.doi), "dc.date": ("published", identity.published_on), "dc.title": ("title", str.strip),
}  # fmt: skip
"""What a page's meta tags fill, as publishers write them for search engines; the first that fits counts."""


def decoded(data: bytes) -> str:
    """The page's characters: by its byte order mark, else as UTF-8, else in the encoding that it names itself."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        named = _CHARSET.search(decoded_head(data[:4096]))
        place = error.start
    encoding = named[1].lower() if named else "utf-8"
    # Browsers read Latin-1 as Windows' own superset of it.
    encoding = "cp1252" if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "windows-1252") else encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start
    except LookupError:
        raise Unreadable(f"The page names an encoding that nobody knows: {encoding}.") from None
    raise Unreadable(
        f"The page is not valid {encoding}: byte 0x{data[place]:02x} at offset {place} cannot be read. Save it as UTF-8."
    )


DEEPEST = 400
"""Levels of elements that are read."""
_MOST_OPEN = 10_000
"""Elements open at once for which the parser, whose time grows with the square of their number, takes a fifth of a second."""
_TAG = compiled(r"<(?P<closes>/?)(?P<name>[a-z][a-z0-9]{0,20})", regex.IGNORECASE)
_NEVER_OPEN = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",  # they hold nothing
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",  # the next one ends them
})  # fmt: skip


def refuse_depth(page: str) -> None:
    """Raise Unreadable where so many elements stand open that the parser itself would be brought down."""
    if page.count("<") <= _MOST_OPEN:
        return
    level = 0
    for tag in _TAG.finditer(page):
        if tag["name"].lower() not in _NEVER_OPEN:
            level = max(0, level - 1) if tag["closes"] else level + 1
        if level > _MOST_OPEN:
            raise too_deep()


def too_deep() -> Unreadable:
    """What is raised for a page that nests its elements without end."""
    return Unreadable(f"The page nests elements deeper than {DEEPEST} levels; no article does.")


def metadata(tree: Any) -> dict[str, str]:
    """Columns of `reports` that the page's head fills."""
    found: dict[str, str] = {}
    for element in tree.css("meta[name]"):
        column, spelled = _META.get((element.attributes.get("name") or "").lower(), ("", identity.doi))
        value = spelled(element.attributes.get("content") or "") if column else None
        if value:
            found.setdefault(column, value)
    title = tree.css_first("title")
    if title is not None and "title" not in found and title.text().strip():
        found["title"] = " ".join(title.text().split())
    return found
