"""Rows of `adverse_events`: harms with their counts, and their stated absence."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.harm_absences import absences_in
from extractors.linking.harm_groups import Order, arms_of, person_of_section
from extractors.linking.harm_names import name_of
from extractors.linking.harm_terms import Harms, Named, heads_related, is_serious, relatedness
from extractors.linking.harm_values import HarmValue, number_at, runs_of, values_in
from extractors.patterns import compiled
from extractors.places import Places
from extractors.row import Claim, Row
from schemas.vocabulary import PercentModifier

_MODIFIERS = {
    "up to": PercentModifier.UP_TO, "about": PercentModifier.ABOUT, "approximately": PercentModifier.ABOUT, "around": PercentModifier.ABOUT,
    "roughly": PercentModifier.ABOUT, "nearly": PercentModifier.ABOUT, "almost": PercentModifier.ABOUT, "~": PercentModifier.ABOUT,
    "over": PercentModifier.OVER, "more than": PercentModifier.OVER, "under": PercentModifier.UNDER, "less than": PercentModifier.UNDER,
}  # fmt: skip
_EVENTS_AFTER = compiled(r"\s(?:of\sthe\s)?(?:events?|episodes?|reactions?|occurrences?)\b", regex.IGNORECASE)
_NAMES_EVENTS = compiled(
    r"\b(?:events?|episodes?|reactions?|hospitali[sz]ations|experiences|effects|complications|toxicities|infections|(?-i:(?:TE-?)?S?AEs?|TEAEs?|ADRs?|SUSARs?|DLTs?))$",
    regex.IGNORECASE,
)
_CLAUSE_END = compiled(
    r";|\.\s|,\s(?:and|but)\s(?=\d|[a-z]+\s(?:patients|participants|subjects))|,\s(?:although|however|whereas|while)\b"
)
_THE_REST = compiled(r"\b(?:remaining|other)\s", regex.IGNORECASE)
_LONGEST_CLAUSE = 260


def link_adverse_events(reading: Reading, taken: Sequence[Span]) -> list[Row]:
    """A row for each harm that is counted or said to be absent; `taken` are digits that other tables claim."""
    harms, order = Harms(reading), Order()
    claimed = Places((span.start, span.end) for span in taken)
    rows: list[Row] = []
    for index, sentence in enumerate(reading.sentences.spans):
        if not harms.between(sentence.start, sentence.end) and not _goes_on(reading, harms, index):
            continue
        absent = absences_in(reading, harms, index, order)
        rows.extend(absent)
        spans = [(row.start, row.end) for row in absent]
        last: Named | None = None
        runs = runs_of(reading, values_in(reading.folded, sentence, [*claimed.within(sentence.start, sentence.end), *spans]))
        for which, run in enumerate(runs):
            named = name_of(reading, harms, run, index, last)
            if named is None:
                continue
            last = replace(named, until=run[-1].end)
            near = Span(
                runs[which - 1][-1].end if which else sentence.start,
                runs[which + 1][0].start if which + 1 < len(runs) else sentence.end,
            )
            rows.extend(_rows(reading, run, named, near, index, order))
    return rows


def _goes_on(reading: Reading, harms: Harms, index: int) -> bool:
    """True where the sentence tells the rest of the counts of a harm that the one before names."""
    sentence = reading.sentences.spans[index]
    return _THE_REST.search(reading.folded, sentence.start, sentence.end) is not None and bool(
        harms.between(reading.sentences.spans[max(0, index - 1)].start, sentence.start)
    )


def _rows(reading: Reading, run: list[HarmValue], named: Named, near: Span, index: int, order: Order) -> list[Row]:
    clause = _clause(reading, run, named, index)
    reasons = list(named.reasons)
    arms = [None] if named.part else arms_of(reading, run, clause, near, index, order, reasons)
    person = person_of_section(reading, run[0].start)
    after = _said_next(reading, clause, index)
    told = Span(max(clause.start, min(near.start, named.start)), max(run[-1].end, named.end, min(clause.end, near.end)))
    related = relatedness(reading, told, after)
    if related is None:
        related = heads_related(reading, clause.start, run[0].start)
    events = _counts_events(reading, run, named, reasons)
    study, study_guessed = reading.study_at(run[0].start, run[-1].end)
    if study_guessed:
        reasons.append("link_study_guessed")
    rows = []
    for value, arm in zip(run, arms, strict=True):
        values: dict[str, Any] = {
            "adverse_event_term": named.term, "group_label": person or (arm.label if arm else None), "study_label": study, "explicit_none": value.none,
            "serious": is_serious(f"{named.term} {named.kind}"), "related": related,
        }  # fmt: skip
        claims = []
        for column, place in value.places.items():
            number = number_at(reading.folded, place)
            assert number is not None
            filled = "event_count" if events and column == "subjects_affected" and "event_count" not in value.places else column
            values[filled] = number if filled == "percent" else int(number)
            claims.append(Claim(filled, *place))
        if value.none:
            filled = "event_count" if events else "subjects_affected"
            values[filled] = 0
            claims.append(Claim(filled, value.start, value.end))
        if value.modifier is not None:
            values["percent_modifier"] = _MODIFIERS[" ".join(reading.folded[slice(*value.modifier)].lower().split())]
        _time(reading, values, clause)
        start, end = _quote(value, run, named)
        rows.append(Row("adverse_events", start, end, value.rule, values, tuple(claims), tuple(dict.fromkeys(reasons))))
    return rows


def _clause(reading: Reading, run: list[HarmValue], named: Named, index: int) -> Span:
    """The run's part of its sentence, as far as it says of whom and by what."""
    sentence = reading.sentences.spans[index]
    start, end = min(run[0].start, named.start), max(run[-1].end, named.end)
    begin = sentence.start
    for match in _CLAUSE_END.finditer(reading.folded, sentence.start, start):
        begin = match.end()
    stop = _CLAUSE_END.search(reading.folded, end, sentence.end)
    return Span(min(begin, start), max(end, stop.start() if stop else sentence.end))


def _said_next(reading: Reading, clause: Span, index: int) -> str:
    """The rest of the sentence after the clause, else the next sentence of the section."""
    spans = reading.sentences.spans
    if clause.end < spans[index].end - 3:
        return reading.folded[clause.end : spans[index].end]
    following = spans[index + 1] if index + 1 < len(spans) else None
    return reading.folded[following.start : min(following.end, following.start + _LONGEST_CLAUSE)] if following else ""


def _counts_events(reading: Reading, run: list[HarmValue], named: Named, reasons: list[str]) -> bool:
    """True where the bare counts of the run are counts of events, not of people."""
    if any(value.counts_events for value in run) or "subjects_affected" not in run[0].places or len(run[0].places) > 1:
        return False
    folded = reading.folded
    if any(_EVENTS_AFTER.match(folded, value.end) for value in run) or named.counts == "events":
        return True
    if named.counts == "people":
        return False
    if _NAMES_EVENTS.search(named.term):
        if not named.direct:
            reasons.append("link_counted_uncertain")
        return True
    return False


def _time(reading: Reading, values: dict[str, Any], clause: Span) -> None:
    times = reading.times.between(clause.start, clause.end)
    if len({time.days for time in times}) == 1:
        values["time_frame"], values["time_frame_days"] = reading.text((times[0].start, times[0].end)), times[0].days


def _quote(value: HarmValue, run: list[HarmValue], named: Named) -> tuple[int, int]:
    """The value, and the harm's name where it stands beside it."""
    if len(run) > 1 or named.start > value.end + 60 or named.end < value.start - 60:
        return value.start, value.end
    return min(value.start, named.start), max(value.end, named.end)
