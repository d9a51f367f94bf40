"""Totals of harms: how many people died or had a serious adverse event, and whether its terms agree with a total."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from schemas.checks.check import Finding, Row
from schemas.checks.group_sizes import place_of
from schemas.checks.parts import said
from schemas.vocabulary import Grade

ANY_HARM = re.compile(
    r"(?:any |all |total )?(?:treatment[- ]emergent )?(?:adverse (?:events?|effects?|reactions?)|AEs?|TEAEs?)", re.IGNORECASE
)
SERIOUS_HARM = re.compile(
    r"(?:any |all )?(?:serious (?:treatment[- ]emergent )?adverse (?:events?|effects?|reactions?)|SAEs?)", re.IGNORECASE
)
_DEATH = re.compile(
    r"(?:any |all[- ]cause )?(?:deaths?|died|mortality|fatalit(?:y|ies))(?: (?:of|from) any cause)?|patient deaths?", re.IGNORECASE
)
_MOST_TERMS = 2
"""A total counts people: it is at least what its most frequent term counts; with fewer terms there is nothing to hold against it."""


def total_of(row: Row) -> str | None:
    """What total a row of `adverse_events` is: "deaths" or "serious adverse events"; None for a single harm or a part of one."""
    term = str(row.get("adverse_event_term") or "").strip()
    if row.get("repeat_of") is not None or row.get("related") is not None or row.get("population") or row.get("period"):
        return None
    if _DEATH.fullmatch(term):
        return "deaths"
    if SERIOUS_HARM.fullmatch(term) or (row.get("serious") is True and ANY_HARM.fullmatch(term)):
        return "serious adverse events"
    return None


def people_of(row: Row) -> int | None:
    """People with the harm; None where the row counts events or gives a share."""
    if row.get("subjects_affected") is not None:
        return int(row["subjects_affected"])
    return 0 if row.get("explicit_none") and row.get("event_count") is None else None


def terms_within_total(harms: Iterable[Row], registries: frozenset[str]) -> Iterator[Finding]:
    """Of one group and time: each serious event's people are among those with any, and a registry's terms together are no fewer."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in harms:
        if (
            row.get("serious") is True
            and row.get("repeat_of") is None
            and row.get("related") is None
            and people_of(row) is not None
        ):
            groups[(place_of(row), row.get("group_label"), row.get("time_frame"))].append(row)
    for group in groups.values():
        totals = [row for row in group if total_of(row) == "serious adverse events"]
        terms = [row for row in group if row not in totals]
        if len(totals) == 1 and len(terms) >= _MOST_TERMS:
            yield _within(totals[0], terms, totals[0].get("report_id") in registries)


def _within(total: Row, terms: Sequence[Row], lists_all: bool) -> Finding:
    whole, most = people_of(total) or 0, max(terms, key=lambda row: people_of(row) or 0)
    largest = people_of(most) or 0
    together = sum(people_of(row) or 0 for row in terms)
    group = f" in {total['group_label']}" if total.get("group_label") else ""
    printed = f"{whole} in all; largest {largest}, together {together}"
    if largest > whole:
        message = (
            f"{largest} people with {most['adverse_event_term']}{group} are more than the {whole} with any serious adverse event."
        )
        return said(Grade.CONTRADICTION, [total, most], message, printed, f"at least {largest}")
    if lists_all and together < whole:
        message = f"The serious adverse events{group} count {together} people together, fewer than the {whole} with any."
        return said(Grade.NOTICE, [total, *terms], message, printed, f"at most {together}")
    return said(Grade.CONSISTENT, [total, *terms], f"The serious adverse events{group} agree with their total of {whole}.", printed)
