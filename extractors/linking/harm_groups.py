"""Which arm each count of a harm belongs to: the one beside it, a list after them all, or the order in which the text names arms."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extractors.context.arms import Arm
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.harm_values import HarmValue
from extractors.linking.orientation import Orders, oriented
from extractors.linking.value_labels import versus_closed
from extractors.patterns import compiled

_BESIDE = compiled(
    r"""\s?[)\]]?(?:\s(?:of\s)?(?:the\s|all\s|those\s)?(?:[\w-]{1,20}\s){0,2}?(?:patients?|participants?|subjects?|people|children|women|men|persons?|individuals?|cases|events?|episodes?|reactions?|recipients))?
        \s?(?:who\s(?:were\s)?|that\s)?(?:in|with|on|for|among|of|from|after|following|receiving|received|given|taking|treated\swith|treated|assigned\sto|randomi[sz]ed\sto|allocated\sto|[(\[])?\s?(?:the\s|those\s|a\s)?(?:[\w-]+\s){0,1}""",
    regex.VERBOSE | regex.IGNORECASE,
)
_LEADS = compiled(
    r"(?:\s?-?\s?(?:treatment\s)?(?:groups?|arms?|patients?|participants?|recipients|cohorts?))?\s?[,:=]?\s?(?:\(\s?)?\[?\s?(?:n\s?=\s?|was\s|were\s|had\s|to\s)?",
    regex.IGNORECASE,
)
_LIST_LEAD = compiled(
    r"[^.;]{0,60}?(?:in|with|for|on|among|of|between|receiving|and|,)\s(?:the\s)?(?:[\w-]+\s){0,3}?|\s?[)\]]?,?\s?(?:in|with|for|on)?\s?(?:the\s)?",
    regex.IGNORECASE,
)
_IN_LIST = compiled(
    r"(?:\s?-?(?:treatment\s)?(?:groups?|arms?|patients|participants|recipients))?\s?(?:\([^()]{1,40}\))?\s?(?:,\s?(?:and\s|or\s)?|\s(?:and|or|vs\.?|versus)\s)?(?:the\s|in\s|with\s|for\s){0,2}",
    regex.IGNORECASE,
)
_LIST_THEN_ARM = compiled(
    r"\s?[)\]](?:,?\s(?:and\s)?(?!in\b|with\b|of\b)[\w/'-]+(?:\s[\w/'-]+){0,4}\s?[(\[][^()\[\]]{1,30}[)\]]){0,9},?\s(?:in|with|for|among|on|of|receiving)\s(?:the\s)?",
    regex.IGNORECASE,
)
_GOES_ON = compiled(r"(?:additionally|also|furthermore|moreover|in\saddition|they|these|the\sremaining)\b", regex.IGNORECASE)
_AFTER_TREATMENT = compiled(
    r"\b(?:after|following|post)[-\s]?(?:the\s)?(?:[\w-]+\s){0,3}?(?:infusions?|injections?|transplant(?:ation)?|implantation|cell|therapy)\b|\bpost-?(?:infusion|injection)",
    regex.IGNORECASE,
)
_SECTION_PERSON = compiled(r"\b(patient|case|subject|participant)\s(?:no\.?\s)?(\d{1,2})\b", regex.IGNORECASE)
_REACH = 70


@dataclass
class Order:
    """The arms of the last row of values that named them, in order, and the arm of the last single count."""

    arms: list[Arm] = field(default_factory=list)
    sentence: int = -9
    single: Arm | None = None
    single_sentence: int = -9


def arms_of(
    reading: Reading, run: Sequence[HarmValue], clause: Span, near: Span, index: int, order: Order, reasons: list[str]
) -> list[Arm | None]:
    """An arm, or None, for each value of the run; what had to be guessed adds its reason.

    clause: what is said of the run; near: from the counts before it to those after it.
    """
    sides = oriented(reading, index, [(value.start, value.end) for value in run], Orders())
    told = [side for side in sides if side is not None]
    if len(told) == len(run) > 1 and all(side.reason is None for side in told):
        order.arms, order.sentence = [side.arm for side in told], index
        return list(order.arms)
    own: list[Arm | None] = [_beside(reading, run, i, clause) for i in range(len(run))]
    if len(run) == 1:
        return [own[0] or _of_single(reading, run[0], clause, near, index, order, reasons)]
    if len({arm for arm in own if arm}) == len(run):
        order.arms, order.sentence = [arm for arm in own if arm], index
        return own
    own = [_after_it(reading, run, i, clause) for i in range(len(run))]
    listed = _rest_after_all(reading, run, own, clause) or _after_all(reading, run, clause)
    if listed is None and any(own) and not (len(run) == 2 and own[0] is None):
        listed = _completed(reading, own)
    if listed is None:
        listed = _ordered(reading, run, clause, index, order, reasons)
    if listed is not None:
        order.arms, order.sentence = listed, index
        return list(listed)
    reasons.append("link_groups_missing")
    return own


def _beside(reading: Reading, run: Sequence[HarmValue], i: int, clause: Span) -> Arm | None:
    """The arm that stands right before the value as its label, or right after it."""
    value, folded = run[i], reading.folded
    start = run[i - 1].end if i else max(clause.start, value.start - _REACH)
    before = reading.arms.between(start, value.start)
    if (
        before
        and _LEADS.fullmatch(folded, before[-1].end, value.start)
        and (i == 0 or not _is_after(folded, run[i - 1].end, before[-1].start))
    ):
        return before[-1].arm
    return _after_it(reading, run, i, clause)


def _after_it(reading: Reading, run: Sequence[HarmValue], i: int, clause: Span) -> Arm | None:
    """The arm that stands right after the value and is not the label of the next one."""
    value, folded = run[i], reading.folded
    stop = run[i + 1].start if i + 1 < len(run) else min(clause.end, value.end + _REACH)
    after = reading.arms.between(value.end, stop)
    if (
        after
        and _is_after(folded, value.end, after[0].start)
        and not (i and versus_closed(folded, (run[i - 1].start, run[i - 1].end), (value.start, value.end), after[0].start))
        and not (i + 1 < len(run) and _LEADS.fullmatch(folded, after[0].end, stop) and folded[stop - 1] in "([:")
    ):
        return after[0].arm
    return None


def _is_after(folded: str, end: int, start: int) -> bool:
    return _BESIDE.fullmatch(folded, end, start) is not None


def _distinct(mentions: Sequence[object]) -> list[Arm]:
    return list(dict.fromkeys(mention.arm for mention in mentions))  # type: ignore[attr-defined]


def _after_all(reading: Reading, run: Sequence[HarmValue], clause: Span) -> list[Arm] | None:
    """ "13% and 17% in the A and B groups, respectively"."""
    following = reading.arms.between(run[-1].end, clause.end)
    if not following or _LIST_LEAD.fullmatch(reading.folded, run[-1].end, following[0].start) is None:
        return None
    listed = following[:1]
    for mention in following[1:]:
        if _IN_LIST.fullmatch(reading.folded, listed[-1].end, mention.start) is None:
            break
        listed.append(mention)
    named = _distinct(listed)
    return named if len(named) == len(run) else None


def _rest_after_all(reading: Reading, run: Sequence[HarmValue], own: list[Arm | None], clause: Span) -> list[Arm] | None:
    """ "2% with A versus 5% and 9% with B and C": the first values name their arms, the others share a list."""
    named = 0
    while named < len(own) and own[named] is not None:
        named += 1
    rest = _after_all(reading, run[named:], clause) if 0 < named < len(run) - 1 else None
    return [*(arm for arm in own[:named] if arm), *rest] if rest else None


def _completed(reading: Reading, own: list[Arm | None]) -> list[Arm] | None:
    """Both arms of a pair where one of the two values names its own."""
    pair = reading.arms.pair
    if pair is None or len(own) != 2 or not any(arm in pair for arm in own if arm):
        return None
    known = own[0] or own[1]
    other = pair[1] if known == pair[0] else pair[0]
    return [arm or other for arm in own]


def _ordered(
    reading: Reading, run: Sequence[HarmValue], clause: Span, index: int, order: Order, reasons: list[str]
) -> list[Arm] | None:
    """The arms in the order of the last row of values, else in that of the sentence, else of the report."""
    if order.sentence == index and len(order.arms) == len(run):
        return order.arms
    sentence = reading.sentences.at(run[0].start)
    named = _distinct(reading.arms.between(sentence.start, run[0].start))
    if len(named) == len(run):
        return named
    pair = reading.arms.pair
    if len(named) == 1 and len(run) == 2 and pair is not None and named[0] in pair:
        return [named[0], pair[1] if named[0] == pair[0] else pair[0]]
    if index - order.sentence <= 1 and len(order.arms) == len(run):
        return order.arms
    following = _distinct(reading.arms.between(run[-1].end, sentence.end))
    if len(following) == len(run) and not named:
        return following
    if len(run) == 2 and pair is not None:
        reasons.append("link_order_guessed")
        return list(pair)
    return None


def _of_single(
    reading: Reading, value: HarmValue, clause: Span, near: Span, index: int, order: Order, reasons: list[str]
) -> Arm | None:
    """The one arm that the clause names, first among what is nearest; else that of the sentence before where this one goes on."""
    listed = _LIST_THEN_ARM.match(reading.folded, value.end, clause.end)
    after = reading.arms.between(listed.end(), min(clause.end, listed.end() + 60)) if listed else []
    if after and compiled(r"(?:[\w+-]+\s){0,2}").fullmatch(reading.folded[listed.end() : after[0].start]):
        return after[0].arm
    for start, end in ((value.end, near.end), (near.start, value.start), (clause.start, near.start)):
        named = _distinct(reading.arms.between(max(clause.start, start), min(clause.end, end)))
        if len(named) == 1:
            order.single, order.single_sentence = named[0], index
            return named[0]
        if len(named) > 1:
            reasons.append("link_groups_guessed")
            return named[-1] if end <= value.start else named[0]
    return carried_arm(reading, clause, index, order, reasons)


def carried_arm(reading: Reading, clause: Span, index: int, order: Order, reasons: list[str]) -> Arm | None:
    """The arm of a statement that names none: of the sentence that it goes on from, or the one arm that was treated."""
    if order.single is not None and index - order.single_sentence <= 1 and _GOES_ON.match(reading.folded, clause.start):
        order.single_sentence = index
        return order.single
    pair = reading.arms.pair
    if pair is not None and _AFTER_TREATMENT.search(reading.folded, clause.start, clause.end):
        reasons.append("link_groups_guessed")
        return pair[0]
    return None


def person_of_section(reading: Reading, start: int) -> str | None:
    """ "Patient 2" where the section is about one person."""
    match = _SECTION_PERSON.search(reading.section_at(start) or "")
    return f"{match[1].capitalize()} {match[2]}" if match else None
