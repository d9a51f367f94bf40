"""Which outcome one group's value is of: what its statistic, its people or its own part of the sentence name."""

import regex

from extractors.context.outcome import Outcome, outcome_in, predicate_after
from extractors.document import Span
from extractors.fragments import UNIT_WORD
from extractors.linking.context import Reading
from extractors.linking.scope import Scope
from extractors.patterns import compiled

_STATISTIC_OF = compiled(
    r"\b(?:medians?|means?|average)\s(?:(?:\(SD\)|±\s?SDs?|values?\sof)\s)?(?:of\sthe\s)?(?P<name>[A-Za-z][^.;,()\[\]]{1,70}?)\s?(?:\swas|\swere|\sof|\sis|=|:)?\s?(?:only\s|about\s|(?:similar\s|comparable\s)?at\s)?[(\[]?\s?$",
    regex.IGNORECASE,
)
_TO_PREDICATE = compiled(
    r"(?:[\s\x00%)\],]|(?:of|in|for|with|among|the|and|or|versus|vs\.?|compared|to|respectively|overall|both|all|those|patients?|participants?|subjects?|children|women|men|controls?|groups?|arms?|early|delayed|late)\b|\d[\d/.,]*|[;:])*",
    regex.IGNORECASE,
)
_TURNED = compiled(
    r"(?P<state>(?:converted|progressed|switched|returned|advanced)\s(?:to|into|from)\s[^\x00,;.()]{3,60}?)(?=\s*(?:[\x00,;.()]|$))",
    regex.IGNORECASE,
)
_WHO = compiled(r"\bwho\s(?:had\s|have\s|were\s|was\s)?(?P<name>[^,;.()]{3,60}?)\s?[(\[]\s?$", regex.IGNORECASE)
_COMPARED = compiled(
    r"\b(?:compared\s(?:with|to)|(?:as\s)?opposed\sto|against|than|versus|vs\.?|relative\sto|and)\s(?:(?:with|in|for|that|those|of|the)\s){0,4}(?:control\s)?[\x00\s]*(?:groups?|arms?)?[\x00\s]*[(\[:,]?\s*$",
    regex.IGNORECASE,
)
_MOVED = compiled(
    r"\s(?:fell|rose|dropped|declined|decreased|increased|improved|worsened|changed|went|remained)(?:\s[a-z]+ly)?(?:\s(?:from|to|by|at))?\s*$",
    regex.IGNORECASE,
)
"""The verb at the end of "mean stiffness fell from": no part of what was measured."""
_UNIT_LEFT = compiled(rf"\s?(?:%|{UNIT_WORD})?[\s)\],]*", regex.VERBOSE | regex.IGNORECASE)
_AFTER_ARM = compiled(r"\x00[\s\x00]*$")
_COMPARISON = compiled(r"\b(?:compared\s(?:with|to)|(?:as\s)?opposed\sto|against|than|versus|relative\sto)\b", regex.IGNORECASE)
_WITH_ARM = compiled(r"[\s)\]]*(?:with|for|in|after)\s[^,;.()]{2,80},\s(?:and\s)?", regex.IGNORECASE)
_RESULT_RIGHT_AFTER = compiled(
    r"\s?%\s(?P<name>(?:[a-z][\w-]{1,24}\s){0,3}(?:survival|response|remission|mortality|recovery|success|healing|adherence|retention))(?:\srates?)?(?=\s?(?:[.,;:)]|$|(?:at|after|in|by|for|with|versus|vs|and|over)\b))",
    regex.IGNORECASE,
)
_WITH = compiled(r"\bwith\s(?:the\s)?$", regex.IGNORECASE)
_REACH = 220
_CHANGED_BY = compiled(
    r"\b(?P<verb>decreased|increased|reduced|improved|declined|fell|rose|dropped)\s(?:by|at)\s*$|\b(?P<noun>decrease|increase|reduction|improvement|decline)s?\sof\s*$",
    regex.IGNORECASE,
)
_AND_BY = compiled(r"\b(?P<verb>decreased|increased|reduced|improved|declined|fell|rose|dropped)\sby\s", regex.IGNORECASE)
_NOUN_OF = {
    "decreased": "decrease",
    "increased": "increase",
    "reduced": "reduction",
    "improved": "improvement",
    "declined": "decline",
    "fell": "decrease",
    "rose": "increase",
    "dropped": "decrease",
}
_SAYS_CHANGE = compiled(r"\b(?:change|decrease|increase|reduction|improvement|decline|difference|gain|loss)", regex.IGNORECASE)


def measured_outcome(scope: Scope, reasons: list[str], *, of_people: bool, with_is_arm: bool = False) -> Outcome | None:
    """The outcome of the value of `scope`; of_people: it counts people or is their share, so what they did comes first.

    with_is_arm: "with ..." after the value names its arm ("44% with drug A"), no state of people.
    """
    if scope.share is not None and scope.share.outcome is not None:
        return scope.share.outcome
    reading = scope.reading
    if of_people:
        direct = _RESULT_RIGHT_AFTER.match(reading.folded, scope.after.start)
        if direct is not None:
            return Outcome(*direct.span("name"))
        who = _WHO.search(reading.folded, scope.before.start, scope.before.end)
        if who is not None:
            return Outcome(*who.span("name"))
        found = predicate_after(reading.masked(scope.after.start, scope.after.end), scope.after.start) or joint_predicate(
            reading, scope.after.start, scope.sentence.end
        )
        if found is not None and not (with_is_arm and _WITH.search(reading.folded, scope.after.start, found.start)):
            return found
    before = reading.masked(scope.before.start, scope.before.end)
    if (
        scope.previous is not None
        and scope.previous.outcome is not None
        and (_COMPARED.search(before) or _compared_with_arm(reading, scope.before, before))
    ):
        return scope.previous.outcome
    if (
        with_is_arm
        and scope.previous is not None
        and scope.previous.outcome is not None
        and _WITH_ARM.fullmatch(reading.folded, scope.before.start, scope.before.end)
    ):
        return scope.previous.outcome
    return (
        _of_statistic(reading, scope.before)
        or _of_last_part(before, scope)
        or scope.outcome(reasons, of_people=of_people and not with_is_arm)
    )


def _compared_with_arm(reading: Reading, place: Span, masked: str) -> bool:
    """True where "compared with" and an arm alone stand between the last words and the value."""
    found = [match.start() for match in _COMPARISON.finditer(reading.folded, place.start, place.end)]
    return bool(found) and not masked[found[-1] - place.start :].strip("\x00 ([:,")


def joint_predicate(reading: Reading, start: int, stop: int) -> Outcome | None:
    """What people did, told after the values of several groups: "20% of A and 30% of B patients were alive"."""
    masked = reading.masked(start, min(stop, start + _REACH))
    skipped = _TO_PREDICATE.match(masked)
    if skipped is None or skipped.end() == 0 or not masked[skipped.end() :].strip():
        return None
    turned = _TURNED.match(masked, skipped.end())
    if turned is not None:
        return Outcome(start + turned.start("state"), start + turned.end("state"))
    return predicate_after(masked[skipped.end() :], start + skipped.end())


def _of_statistic(reading: Reading, before: Span) -> Outcome | None:
    """The name between a statistic and its value: "the median stay in hospital was"."""
    match = _STATISTIC_OF.search(reading.folded, before.start, before.end)
    if match is None:
        return None
    start, end = match.span("name")
    moved = _MOVED.search(reading.folded, start, end)
    if moved is not None:
        end = moved.start()
    masked = reading.masked(start, end)
    found = outcome_in(masked, start)
    if found is None:
        return None
    return Outcome(start, end) if "\x00" not in masked and len(masked.split()) <= 8 else found


def _of_last_part(before: str, scope: Scope) -> Outcome | None:
    """The name in the part after the last semicolon, before an arm's bracket the part after the last comma, else what the unit before leaves."""
    cut = before.rfind(";") + 1
    if _AFTER_ARM.search(before):
        cut = max(cut, before.rfind(",") + 1)
    if cut and (found := outcome_in(before[cut:], scope.before.start + cut)) is not None:
        return found
    if scope.before.start > scope.sentence.start:
        left = _UNIT_LEFT.match(scope.reading.folded, scope.before.start, scope.before.end)
        if left is not None and left.end() > scope.before.start:
            return outcome_in(before[left.end() - scope.before.start :], left.end())
    return None


def turned(folded: str, outcome: Outcome | None) -> bool:
    """True where the outcome is a turn that people took ("converted to ..."), whatever they turned to."""
    return outcome is not None and _TURNED.match(folded, outcome.start) is not None


def change_noun(folded: str, start: int, title: str) -> str | None:
    """The noun that makes the title of a change out of that of a state: "... decreased by 12.5" is a decrease."""
    match = _CHANGED_BY.search(folded, max(0, start - 40), start) or (
        _AND_BY.search(folded, max(0, start - _REACH), start) if folded[:start].rstrip()[-3:] == " by" else None
    )
    if match is None or _SAYS_CHANGE.search(title):
        return None
    named = match.groupdict()
    return _NOUN_OF[named["verb"].lower()] if named.get("verb") else named["noun"].lower()
