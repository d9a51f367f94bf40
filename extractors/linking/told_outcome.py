"""Which outcome one group's value is of: what its statistic, its people or its own part of the sentence name."""

import regex

from extractors.context.outcome import Outcome, outcome_in, predicate_after
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.scope import Scope

_STATISTIC_OF = regex.compile(
    r"\b(?:medians?|means?|average)\s(?:(?:\(SD\)|±\s?SDs?|values?\sof)\s)?(?:of\sthe\s)?(?P<name>[A-Za-z][^.;,()\[\]]{1,70}?)\s?(?:\swas|\swere|\sof|\sis|=|:)?\s?(?:only\s|about\s)?[(\[]?\s?$", regex.IGNORECASE
)
_TO_PREDICATE = regex.compile(
    r"(?:[\s\x00%)\],]|(?:of|in|for|with|among|the|and|or|versus|vs\.?|compared|to|respectively|overall|both|all|those|patients?|participants?|subjects?|children|women|men|controls?|groups?|arms?|early|delayed)\b|[;:])*",
    regex.IGNORECASE,
)
_REACH = 220
_CHANGED_BY = regex.compile(r"\b(?P<verb>decreased|increased|reduced|improved|declined|fell|rose|dropped)\s(?:by|at)\s*$|\b(?P<noun>decrease|increase|reduction|improvement|decline)s?\sof\s*$", regex.IGNORECASE)
_NOUN_OF = {"decreased": "decrease", "increased": "increase", "reduced": "reduction", "improved": "improvement", "declined": "decline", "fell": "decrease", "rose": "increase", "dropped": "decrease"}
_SAYS_CHANGE = regex.compile(r"\b(?:change|decrease|increase|reduction|improvement|decline|difference|gain|loss)", regex.IGNORECASE)


def measured_outcome(scope: Scope, reasons: list[str], *, of_people: bool) -> Outcome | None:
    """The outcome of the value of `scope`; of_people: it counts people or is their share, so what they did comes first."""
    if scope.share is not None and scope.share.outcome is not None:
        return scope.share.outcome
    reading = scope.reading
    if of_people:
        found = predicate_after(reading.masked(scope.after.start, scope.after.end), scope.after.start) or joint_predicate(reading, scope.after.start, scope.sentence.end)
        if found is not None:
            return found
    return _of_statistic(reading, scope.before) or _of_last_part(reading, scope.before) or scope.outcome(reasons, of_people=of_people)


def joint_predicate(reading: Reading, start: int, stop: int) -> Outcome | None:
    """What people did, told after the values of several groups: "20% of A and 30% of B patients were alive"."""
    masked = reading.masked(start, min(stop, start + _REACH))
    skipped = _TO_PREDICATE.match(masked)
    if skipped is None or skipped.end() == 0 or not masked[skipped.end() :].strip():
        return None
    return predicate_after(masked[skipped.end() :], start + skipped.end())


def _of_statistic(reading: Reading, before: Span) -> Outcome | None:
    """The name between a statistic and its value: "the median stay in hospital was"."""
    match = _STATISTIC_OF.search(reading.folded, before.start, before.end)
    if match is None:
        return None
    start, end = match.span("name")
    masked = reading.masked(start, end)
    found = outcome_in(masked, start)
    if found is None:
        return None
    return Outcome(start, end) if "\x00" not in masked and len(masked.split()) <= 8 else found


def _of_last_part(reading: Reading, before: Span) -> Outcome | None:
    """The name in the part after the last semicolon, where there is one."""
    masked = reading.masked(before.start, before.end)
    cut = masked.rfind(";") + 1
    return outcome_in(masked[cut:], before.start + cut) if cut else None


def change_noun(folded: str, start: int, title: str) -> str | None:
    """The noun that makes the title of a change out of that of a state: "... decreased by 12.5" is a decrease."""
    match = _CHANGED_BY.search(folded, max(0, start - 40), start)
    if match is None or _SAYS_CHANGE.search(title):
        return None
    return _NOUN_OF[match["verb"].lower()] if match["verb"] else match["noun"].lower()
