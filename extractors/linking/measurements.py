"""Rows of `measurements`: one group's own result. What turns out to be a harm becomes a row of `adverse_events`."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.context.arms import Arm
from extractors.context.times import BASELINE_FRAME, TimeFrame
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.groups import is_of_another, other_arm, own_arm, versus_arms
from extractors.linking.measured_rows import OF_PEOPLE, Linked, measured_row
from extractors.linking.orientation import Orders, oriented
from extractors.linking.respectively import Share
from extractors.linking.scope import Carried, Scope
from extractors.linking.told_outcome import measured_outcome, turned
from extractors.linking.told_time import last_time, precedes_a_time, time_of_predicate, time_right_after
from extractors.linking.value_labels import Side
from extractors.linking.value_lists import FROM_TO, distributed_over
from extractors.linking.values import Value, values_in
from extractors.patterns import compiled
from extractors.row import Row

_LEADING_GROUP = compiled(
    r"\W{0,4}(?:In|Among)\s(?:the\s)?(?P<label>(?:[\w+-]+\s){1,3}?(?:trials|studies|group|arm|cohort|subgroup))(?:\spatients)?,",
    regex.IGNORECASE,
)
_BEFORE_GROUP = compiled(r"\b(?:in|for|of|with)\s(?:the\s)?$", regex.IGNORECASE)
_COMPARED_WITH = compiled(
    r"\b(?:than|compared\s(?:with|to)|versus|vs\.?|relative\sto|against)\s(?:(?:with|in|for|that|of|the)\s){0,3}$", regex.IGNORECASE
)
"""Before the one arm of a sentence, that the value is the other's: "was 61%, higher than in the sham group"."""
_IN_BOTH = compiled(
    r"\s*%?\s*[)\]]?\s*(?:[\w/]{1,8}\s)?(?:in|for|of)\s(?:both|each)\s(?:of\sthe\s)?(?:treatment\s|study\s)?(?:groups?|arms?)\b",
    regex.IGNORECASE,
)
_FOLLOWED_FOR = compiled(
    r"\b(?:at|after|with|during|over|following)\s(?:an?\s|the\s)?(?:median|mean|average)\s(?:\w+\s){0,2}?follow-?\s?up(?:\s(?:time|period|duration|interval))?(?:\sof|,|:)?\s(?:only\s|about\s|over\s)?[(\[]?$",
    regex.IGNORECASE,
)
_OWN_FOLLOW_UP = compiled(r"\s?(?:\w+\s)?[)\]]?,?\s?[(\[]?(?:in|for|with|of)\s(?:the\s)?", regex.IGNORECASE)
_WHOSE_FOLLOW_UP = compiled(r"(?:[\s-](?:groups?|arms?|patients|cohort))?\s?", regex.IGNORECASE)
_FOLLOW_UP_REACH = 80
_LONGEST_LABEL = 60
_MOST_VALUES = 80
"""Values of one sentence, which has 800 characters at most; more of them are figures without words that say what they are."""


def link_measurements(reading: Reading, taken: Sequence[Span], statistics: Sequence[Span]) -> list[Row]:
    """A row for each group's value; `taken` are claimed digits, `statistics` whole statements that part values."""
    values = values_in(reading.folded, taken, lambda start, end: _names_arm(reading, start, end))
    by_sentence: dict[int, list[Value]] = {}
    for value in values:
        by_sentence.setdefault(reading.sentences.index_at(value.start), []).append(value)
    fences: dict[int, list[Span]] = {}
    for span in statistics:
        fences.setdefault(reading.sentences.index_at(span.start), []).append(span)
    carried, orders = Carried(), Orders()
    rows: list[Row] = []
    for index in sorted(index for index, found in by_sentence.items() if len(found) <= _MOST_VALUES):
        carried.lead(reading, index)
        sides = oriented(reading, index, [(value.start, value.end) for value in by_sentence[index]], orders)
        rows.extend(_sentence_rows(reading, index, by_sentence[index], fences.get(index, []), carried, sides))
    return rows


def _names_arm(reading: Reading, start: int, end: int) -> bool:
    """True where an arm is named in [start, end) or from `start` on: the label may be longer than what a rule took of it."""
    return bool(reading.arms.between(start, end)) or any(
        mention.start == start for mention in reading.arms.between(start, start + _LONGEST_LABEL)
    )


def _sentence_rows(
    reading: Reading, index: int, values: list[Value], fences: list[Span], carried: Carried, sides: Sequence[Side | None]
) -> list[Row]:
    places = sorted({*((value.start, value.end) for value in values), *((span.start, span.end) for span in fences)})
    distributed, arm_of_list = distributed_over(reading, index, values)
    rows: list[Row] = []
    previous: Linked | None = None
    for i, value in enumerate(values):
        scope = Scope.of(reading, index, places, places.index((value.start, value.end)), previous, carried, distributed.get(i))
        reasons: list[str] = []
        outcome = measured_outcome(scope, reasons, of_people=value.rule in OF_PEOPLE)
        time = (
            time_right_after(reading, scope)
            or time_of_predicate(reading, scope, outcome)
            or scope.time(reasons, None if turned(reading.folded, outcome) else outcome)
        )
        arm: Arm | None = None
        if not _follow_up_of_all(scope):
            arm = _told_arm(distributed.get(i), sides[i], reasons) or arm_of_list.get(i) or _arm(values, i, scope, reasons)
            arm = _carried_arm(arm, value, scope, previous, reasons)
        time = _time_of_change(values, i, scope, time, previous)
        previous = Linked(outcome, time, arm, tuple(reasons))
        rows.extend(measured_row(reading, value, scope, replace(previous, arm=each)) for each in _each_arm(reading, scope, arm))
        carried.saw(outcome, index)
        carried.set_time(reading, index, time)
    return rows


def _follow_up_of_all(scope: Scope) -> bool:
    """True for the 28 of "At a median follow-up of 28 months, ...": how long all were followed, unless an arm is named right beside it."""
    reading, sentence = scope.reading, scope.sentence
    begin = max(sentence.start, scope.before.end - _FOLLOW_UP_REACH)
    told = _FOLLOWED_FOR.search(reading.folded, begin, scope.before.end)
    if told is None:
        return False
    before = reading.arms.between(sentence.start, told.start())
    after = reading.arms.between(scope.after.start, scope.after.end)
    return not (
        (before and _WHOSE_FOLLOW_UP.fullmatch(reading.folded, before[-1].end, told.start()))
        or (after and _OWN_FOLLOW_UP.fullmatch(reading.folded, scope.after.start, after[0].start))
    )


def _told_arm(shared: Share | None, side: Side | None, reasons: list[str]) -> Arm | None:
    """The arm that the sentence as a whole gives a value: by "respectively", else by its direction."""
    if shared is not None and shared.arm is not None:
        return shared.arm
    if side is None or (shared is not None and side.reason == "link_order_guessed"):
        return None
    if side.reason is not None:
        reasons.append(side.reason)
    return side.arm


def _carried_arm(arm: Arm | None, value: Value, scope: Scope, previous: Linked | None, reasons: list[str]) -> Arm | None:
    """`arm`, else that of the value before, the only one named after it, or the group that the sentence opens with."""
    if arm is not None or value.of_versus is not None:
        return arm
    reading = scope.reading
    if previous is not None and previous.arm is not None:
        if is_of_another(scope):
            return other_arm(scope, previous.arm, reasons)
        reasons += [reason for reason in previous.reasons if reason in ("link_order_guessed", "link_groups_guessed")]
        return previous.arm
    only = _only_arm_after(reading, scope)
    leading = _LEADING_GROUP.match(reading.folded, scope.sentence.start, value.start) if only is None else None
    if leading is None:
        return only
    reasons.append("link_groups_guessed")
    return Arm(reading.text(leading.span("label")), None, ())


def _time_of_change(values: list[Value], i: int, scope: Scope, time: TimeFrame | None, previous: Linked | None) -> TimeFrame | None:
    """The time of a value that is the start or the end of a change ("from 12 to 9 at month 6"), else `time`."""
    reading, value = scope.reading, values[i]
    if i + 1 < len(values) and FROM_TO.fullmatch(reading.folded, value.end, values[i + 1].start) and value.of_versus is None:
        return BASELINE_FRAME
    if i and FROM_TO.fullmatch(reading.folded, values[i - 1].end, value.start) and (time is None or time.days == 0):
        return last_time(reading, scope) or scope.carried.time
    if (
        not reading.times.between(scope.before.start, value.start)
        and precedes_a_time(reading, scope, values, i)
        and (previous is None or previous.time is BASELINE_FRAME)
    ):
        return BASELINE_FRAME
    return time


def _only_arm_after(reading: Reading, scope: Scope) -> Arm | None:
    """The one arm of a sentence that names it after all its values: "was 8 at the start and 7 later in the control group"."""
    following = reading.arms.between(scope.after.start, scope.sentence.end)
    alone = len({mention.arm for mention in reading.arms.between(scope.sentence.start, scope.sentence.end)}) == 1
    if following and _COMPARED_WITH.search(reading.folded, scope.after.start, following[0].start):
        return None
    if not alone or not following or not _BEFORE_GROUP.search(reading.folded, max(0, following[0].start - 16), following[0].start):
        return None
    return following[0].arm


def _arm(values: list[Value], i: int, scope: Scope, reasons: list[str]) -> Arm | None:
    value = values[i]
    if value.of_versus is None:
        return own_arm(scope, reasons)
    which, count = value.of_versus
    first, last = values[max(0, i - which)], values[min(len(values), i - which + count) - 1]
    start, end = first.start, last.end
    whole = Scope(
        scope.reading,
        scope.index,
        scope.sentence,
        Span(min(scope.sentence.start, start), start),
        Span(end, max(end, scope.sentence.end)),
        None,
        scope.carried,
        None,
        True,
    )
    arms = versus_arms(whole, count, reasons)
    return arms[which] if arms else None


def _each_arm(reading: Reading, scope: Scope, arm: Arm | None) -> tuple[Arm | None, ...]:
    """Both arms where one value is told of both ("100% in both groups"), else the one that was found."""
    pair = reading.arms.pair
    if pair is not None and _IN_BOTH.match(reading.folded, scope.after.start, scope.after.end):
        return pair
    return (arm,)
