"""A trial keeps the study_id under which it was published: systems join on it, and decisions in other places rest on it."""

from collections.abc import Collection, Mapping

import polars as pl


def renamed(old: Mapping[str, pl.DataFrame], frames: Mapping[str, pl.DataFrame], stated: Collection[str]) -> list[str]:
    """A refusal for each published study_id that is gone while the trial's number or acronym stands under another one.

    stated: ids that raw/studies.yml states; a trial may take one of those, since a person chose it.
    """
    if "study_identifiers" not in old or "studies" not in old:
        return []
    columns = ("study_id", "scheme", "identifier")
    now = {(scheme, identifier): study for study, scheme, identifier in frames["study_identifiers"].select(columns).iter_rows()}
    kept = set(frames["studies"].get_column("study_id"))
    refused: dict[str, str] = {}
    for study, scheme, identifier in old["study_identifiers"].select(columns).sort(columns).iter_rows():
        after = now.get((scheme, identifier))
        if study not in kept and after is not None and after not in stated:
            refused.setdefault(
                study,
                f"study {study} would be renamed to {after} ({identifier}); state the trial in raw/studies.yml, with "
                f"'study_id: {study}' to keep its id, or with 'study_id: {after}' to choose the new one",
            )
    return [refused[study] for study in sorted(refused)]
