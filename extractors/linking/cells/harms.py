"""Rows of `adverse_events` from a table's cells: what a count under a harm's name says of its group."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

import regex

from extractors.document import Span
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Cell, Line, Table
from extractors.linking.cells.measured import UNNAMED, Measured
from extractors.linking.cells.subjects import Subject
from extractors.linking.context import Reading
from extractors.linking.harm_terms import heads_related, is_serious
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rules.table_words import TABLE_OF_HARMS
from schemas.vocabulary import MeasurementParamType

NAMES_EVENTS = compiled(r"\b(?:events|episodes|occurrences|deaths|reactions)\b", regex.IGNORECASE)
"""Words for what happens to people, and may happen to one of them twice."""
_EVENTS_COUNTED = compiled(
    r"(?:\b(?:no\.?|number|n|total(?:\snumber)?|count|frequency)|#)\s(?:of\s)?(?:[\w-]+\s){0,3}(?:events|episodes|occurrences|reactions|(?-i:S?AEs?|TEAEs?|ADRs?))\b|^\W*(?:events|episodes)(?:\s?,?\s?n)?\W*$",
    regex.IGNORECASE,
)
_PEOPLE = compiled(r"\b(?:patients?|participants?|subjects?|people|individuals|women|men|children|persons?)\b", regex.IGNORECASE)
_NO_HARM = compiled(
    r"\b(?:hospital\sstay|duration|length\sof|time\sto|dose|age|score|treated|randomi[sz]ed|enrolled|analy[sz]ed)\b",
    regex.IGNORECASE,
)
_ONLY_GENERAL = compiled(
    r"\W*(?:number\sof\s|type\sof\s|any\s)?(?:adverse\s(?:events?|effects?|reactions?)|side[-\s]effects?|complications?|toxicit(?:y|ies)|symptoms?|events?|(?:AE|SAE)s?)\W*",
    regex.IGNORECASE,
)
_COUNTED = frozenset({MeasurementParamType.COUNT, MeasurementParamType.PERCENT})


def tells_harms(table: Table, folded: str) -> bool:
    """Whether the table's caption says that it tells of harms."""
    return any(TABLE_OF_HARMS.compiled.search(folded, span.start, span.end) for span in table.captions)


def is_of_harm(line: Line, of_harms: bool, folded: str) -> bool:
    """Whether a row is of a harm: by its table's caption, or by the row's own labels."""
    labels = [folded[span.start : span.end] for span in (*line.groups, *line.stub)]
    if any(TABLE_OF_HARMS.compiled.search(label) for label in labels):
        return True
    return of_harms and not any(_NO_HARM.search(label) for label in labels)


def harm(
    reading: Reading,
    table: Table,
    line: Line,
    cell: Cell,
    columns: Sequence[Span],
    found: Measured,
    subject: Subject,
    study: Mapping[str, Any],
    heads: Heads,
) -> Row | None:
    """The value as a harm; None where it counts nobody or its harm has no name."""
    term = _term(subject.outcome, {heads.at(span).name for span in line.groups}) or _general(reading.folded, table)
    if term is None or cell.shape is None:
        return None
    labels = [*line.groups, *line.stub, *columns]
    reasons = [*found.reasons, *(reason for reason in subject.reasons if reason != "link_outcome_missing")]
    places = _places(
        found, [heads.at(span).text for span in labels], [reading.folded[span.start : span.end] for span in table.captions], reasons
    )
    if places is None:
        return None
    if subject.size is not None and "subjects_at_risk" not in places and "event_count" not in places:
        places["subjects_at_risk"] = subject.size
    numbers = {column: value_of("".join(reading.folded[slice(*place)].split())) for column, place in places.items()}
    if any(number is None or number < 0 or (column != "percent" and number != int(number)) for column, number in numbers.items()):
        return None
    values: dict[str, Any] = {
        **dict(study), "adverse_event_term": term, "group_label": subject.group, "population": subject.population,
        "serious": is_serious(" ".join([subject.outcome or "", *(reading.folded[span.start : span.end] for span in table.captions)])),
        "related": True if any(heads_related(reading, span.start, span.end) for span in labels) else None,
    }  # fmt: skip
    values |= {column: number if column == "percent" else int(number or 0) for column, number in numbers.items()}
    values["explicit_none"] = (
        next(iter(numbers[column] for column in ("subjects_affected", "event_count", "percent") if column in numbers)) == 0
    )
    if subject.time is not None and subject.time.days != 0:
        values["time_frame"], values["time_frame_days"] = subject.time.label, subject.time.days
    claims = tuple(Claim(column, *place) for column, place in places.items())
    return Row(
        "adverse_events", cell.place.start, cell.place.end, cell.shape.rule.name, values, claims, tuple(dict.fromkeys(reasons))
    )


def _term(outcome: str | None, above: Set[str]) -> str | None:
    """The harm's name; a word for harms in general that only stands above the name of one is left out."""
    parts = (outcome or "").split(": ")
    kept = [part for part in parts if part not in above or not _ONLY_GENERAL.fullmatch(part)] or parts[-1:]
    return ": ".join(kept) or None


def _general(folded: str, table: Table) -> str | None:
    """The caption's word for harms in general, for a row that only counts them: "No. of events"."""
    found = (TABLE_OF_HARMS.compiled.search(folded, span.start, span.end) for span in table.captions)
    return next((match[0] for match in found if match is not None), None)


def _places(
    found: Measured, labels: Sequence[str], captions: Sequence[str], reasons: list[str]
) -> dict[str, tuple[int, int]] | None:
    """Where people, events, those at risk and percent stand; None for what is no count."""
    kind = found.settled.get("param_type")
    if (
        "dispersion_value" in found.places
        or "dispersion_lower_limit" in found.places
        or not (kind in _COUNTED or kind is MeasurementParamType.OTHER)
    ):
        return None
    places: dict[str, tuple[int, int]] = {}
    if kind is MeasurementParamType.PERCENT:
        places["percent"] = found.places["param_value"]
        if "numerator" in found.places:
            places["subjects_affected"] = found.places["numerator"]
    else:
        said = any(_EVENTS_COUNTED.search(text) for text in labels)
        people = any(_PEOPLE.search(text) for text in (*labels, *captions))
        places["event_count" if said else "subjects_affected"] = found.places["param_value"]
        if not said and not people and "denominator" not in found.places:
            reasons.append("link_counted_uncertain")
        if UNNAMED in reasons:
            reasons.remove(UNNAMED)
    if "denominator" in found.places:
        places["subjects_at_risk"] = found.places["denominator"]
    return places
