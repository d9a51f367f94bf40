"""Rows of `measurements`: one group's own result. What turns out to be a harm becomes a row of `adverse_events`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import regex

from extractors.context.arms import Arm
from extractors.context.outcome import Outcome
from extractors.context.times import BASELINE_FRAME, TimeFrame
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.groups import group_values, own_arm, versus_arms
from extractors.linking.measured_harms import harm_row, tells_a_harm
from extractors.linking.orientation import Orders, oriented
from extractors.linking.scope import Carried, Scope
from extractors.linking.told_outcome import change_noun, measured_outcome, turned
from extractors.linking.told_time import last_time, precedes_a_time, time_of_predicate, time_right_after
from extractors.linking.value_labels import Side
from extractors.linking.value_lists import FROM_TO, distributed_over
from extractors.linking.values import Value, values_in
from extractors.numbers import doubtful_value_of, value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row
from schemas.vocabulary import MeasurementParamType

_CHANGE = compiled(
    r"\b(?:change[sd]?|decrease[sd]?|increase[sd]?|reduction|improvement|declined?|gain(?:ed)?|loss|rose|fell)\b", regex.IGNORECASE
)
_LEADING_GROUP = compiled(
    r"\W{0,4}(?:In|Among)\s(?:the\s)?(?P<label>(?:[\w+-]+\s){1,3}?(?:trials|studies|group|arm|cohort|subgroup))(?:\spatients)?,",
    regex.IGNORECASE,
)
_BEFORE_GROUP = compiled(r"\b(?:in|for|of|with)\s(?:the\s)?$", regex.IGNORECASE)
_IN_BOTH = compiled(
    r"\s*%?\s*(?:[\w/]{1,8}\s)?in\s(?:both|each)\s(?:of\sthe\s)?(?:treatment\s|study\s)?(?:groups?|arms?)\b", regex.IGNORECASE
)
_STATISTIC_WORDS = (
    (MeasurementParamType.MEDIAN, compiled(r"\bmedians?\b", regex.IGNORECASE)),
    (MeasurementParamType.RATE, compiled(r"\brates?\b(?!\s(?:of\s)?(?:response|survival))|\bper\s(?:patient|person|year)\b", regex.IGNORECASE)),
    (MeasurementParamType.MEAN, compiled(r"\b(?:means?|average|least-squares)\b", regex.IGNORECASE)),
)  # fmt: skip
_OF_PEOPLE = frozenset(
    {
        "count_of_total",
        "percent_of_total",
        "count_with_percent",
        "percent_with_count",
        "percent",
        "people_with_result",
        "people_with_event",
        "people_of_two_groups",
        "nobody",
    }
)
_COUNTED_WITHIN = 120
_LONGEST_LABEL = 60
_COUNTED = compiled(
    r"\b(?:deaths?|events?|cases?|recurrences?|relapses?|patients|women|men|participants|fractures|infections|failures|cancers|tumou?rs|number|fewer|occurred|died|developed)\b(?:(?!\b(?:scores?|level|concentration|volume|pain|time)\b).)*$",
    regex.IGNORECASE,
)
_SCALE_IN_PERCENT = compiled(r"\b(?:an?|developed)\s$", regex.IGNORECASE)
_ALL_RESPECTIVELY = compiled(r"\brespectively\b", regex.IGNORECASE)
_STATE = compiled(r"(?:not\s)?(?:improved|worsened|healed|resolved|relapsed)", regex.IGNORECASE)
_YEARS_OLD = compiled(r"\s?(?:\s?(?:years?|months?))?[\s-]?(?:years?[\s-])?old\b|-year-old", regex.IGNORECASE)
_AGE_IS = compiled(
    r"\b(?:(?:age|ages)(?:\s(?:of\s(?:the\s)?(?:patients|participants|subjects|children|women|men)|at\sbaseline))?(?:,?\s(?:was|were|of|is|range[d]?|from))*[:,=]?|aged)\s?$",
    regex.IGNORECASE,
)
_SEX_AFTER = compiled(
    r"\s?%?\s(?:(?:were|was)\s|of\s(?:the\s|all\s)?(?:patients|participants|them)\swere\s)?(?P<sex>(?:fe)?males?|women|men|girls|boys)\b(?!\s(?:with|who|in\b|and\b|had|of|[a-z]+ed\b))",
    regex.IGNORECASE,
)
_SEX_BEFORE = compiled(r"\b(?P<sex>(?:fe)?males?|women|girls|boys)\s?[,:]?\s?[(\[]\s?$", regex.IGNORECASE)
_AVERAGE_AGE = compiled(r"\bage\b|\byears\sold\b", regex.IGNORECASE)


@dataclass(frozen=True)
class _Linked:
    outcome: Outcome | None
    time: TimeFrame | None
    arm: Arm | None
    reasons: tuple[str, ...]


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
    for index in sorted(by_sentence):
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
    previous: _Linked | None = None
    for i, value in enumerate(values):
        scope = Scope.of(reading, index, places, places.index((value.start, value.end)), previous, carried, distributed.get(i))
        reasons: list[str] = []
        outcome = measured_outcome(scope, reasons, of_people=value.rule in _OF_PEOPLE)
        time = (
            time_right_after(reading, scope)
            or time_of_predicate(reading, scope, outcome)
            or scope.time(reasons, None if turned(reading.folded, outcome) else outcome)
        )
        shared = distributed.get(i)
        side = sides[i]
        arm: Arm | None
        if shared is not None and shared.arm is not None:
            arm = shared.arm
        elif side is not None and not (shared is not None and side.reason == "link_order_guessed"):
            arm = side.arm
            if side.reason is not None:
                reasons.append(side.reason)
        else:
            arm = arm_of_list.get(i) or _arm(values, i, scope, reasons)
        if arm is None and previous is not None and value.of_versus is None:
            arm = previous.arm
            reasons += [reason for reason in previous.reasons if reason in ("link_order_guessed", "link_groups_guessed")]
        if arm is None and value.of_versus is None:
            arm = _only_arm_after(reading, scope)
        if (
            arm is None
            and value.of_versus is None
            and (leading := _LEADING_GROUP.match(reading.folded, scope.sentence.start, value.start))
        ):
            arm = Arm(reading.text(leading.span("label")), None, ())
            reasons.append("link_groups_guessed")
        if i + 1 < len(values) and FROM_TO.fullmatch(reading.folded, value.end, values[i + 1].start) and value.of_versus is None:
            time = BASELINE_FRAME
        elif i and FROM_TO.fullmatch(reading.folded, values[i - 1].end, value.start) and (time is None or time.days == 0):
            time = last_time(reading, scope) or carried.time
        elif (
            not reading.times.between(scope.before.start, value.start)
            and precedes_a_time(reading, scope, values, i)
            and (previous is None or previous.time is BASELINE_FRAME)
        ):
            time = BASELINE_FRAME
        previous = _Linked(outcome, time, arm, tuple(reasons))
        rows.extend(
            _row(reading, value, scope, _Linked(outcome, time, each, tuple(reasons)), reasons)
            for each in _each_arm(reading, scope, arm)
        )
        carried.saw(outcome, index)
        carried.set_time(reading, index, time)
    return rows


def _only_arm_after(reading: Reading, scope: Scope) -> Arm | None:
    """The one arm of a sentence that names it after all its values: "was 8 at the start and 7 later in the control group"."""
    following = reading.arms.between(scope.after.start, scope.sentence.end)
    alone = len({mention.arm for mention in reading.arms.between(scope.sentence.start, scope.sentence.end)}) == 1
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


def _row(reading: Reading, value: Value, scope: Scope, linked: _Linked, reasons: list[str]) -> Row:
    folded = reading.folded
    claims: list[Claim] = []
    numbers: dict[str, Any] = {}
    for column, place in value.places.items():
        number = value_of(folded[slice(*place)]) if value.rule != "nobody" else 0.0
        if number is None:
            reasons.append("read_number_format")
            number = doubtful_value_of(folded[slice(*place)])
        if number is None:
            continue
        whole = column in ("numerator", "denominator")
        numbers[column] = int(number) if whole else number
        claims.append(Claim(column, *place))
    # "No patient achieved ..." counts in a word: the word is what its numbers claim.
    claims += [
        Claim(column, value.start, value.end)
        for column in ("param_value", "numerator")
        if column in value.settled and column not in value.places
    ]
    study, guessed = reading.study_at(value.start, value.end)
    if guessed:
        reasons.append("link_study_guessed")
    title = reading.text((linked.outcome.start, linked.outcome.end)) if linked.outcome else None
    if title and tells_a_harm(reading, scope, title) and numbers.keys() <= {"param_value", "numerator", "denominator"}:
        return harm_row(reading, value, linked.arm, linked.time, title, numbers, claims, study, reasons)
    noun = change_noun(folded, value.list_start or value.start, title) if title else None
    before = folded[max(scope.sentence.start, value.start - 70) : value.end + 12]
    values: dict[str, Any] = {**value.settled, **numbers, "study_label": study, "outcome_title": title, **group_values(linked.arm)}
    if value.unit is not None:
        values["unit"] = reading.text(value.unit)
    elif values.get("param_type") is MeasurementParamType.PERCENT:
        values["unit"] = "%"
    if "param_type" not in values and _counts(reading, value, scope):
        values["param_type"], values["numerator"] = MeasurementParamType.COUNT, int(numbers["param_value"])
        claims.append(Claim("numerator", *value.places["param_value"]))
        reasons.append("read_statistic_missing")
    if "param_type" not in values:
        percent = values.get("unit") == "%"
        told = _nearest_statistic(folded[scope.sentence.start : value.end])
        if told is MeasurementParamType.RATE and compiled(r"(?:days?|weeks?|months?|hours?|years?)$").match(
            values.get("unit") or ""
        ):
            told = None
        values["param_type"] = MeasurementParamType.PERCENT if percent else told or MeasurementParamType.OTHER
        if values["param_type"] is MeasurementParamType.OTHER:
            reasons.append("read_statistic_missing")
    if _YEARS_OLD.match(folded, value.end) or _AGE_IS.search(folded, scope.sentence.start, value.start):
        values["outcome_title"] = "age"
        values["time_frame"], values["time_frame_days"] = BASELINE_FRAME.label, BASELINE_FRAME.days
    elif _AVERAGE_AGE.search(before):
        values["time_frame"], values["time_frame_days"] = BASELINE_FRAME.label, BASELINE_FRAME.days
    elif linked.time is not None:
        values["time_frame"], values["time_frame_days"] = linked.time.label, linked.time.days
    sex = _SEX_AFTER.match(folded, value.end) or _SEX_BEFORE.search(folded, scope.sentence.start, value.start)
    if sex and value.rule in _OF_PEOPLE:
        values["outcome_title"], values["time_frame"], values["time_frame_days"] = (
            sex["sex"],
            BASELINE_FRAME.label,
            BASELINE_FRAME.days,
        )
    if value.rule == "sex_count":
        values["time_frame"], values["time_frame_days"] = "baseline", 0.0
        values["outcome_title"] = _sex(folded, value)
        reasons[:] = [reason for reason in reasons if not reason.startswith("link_outcome")]
    if noun:
        values["outcome_title"] = f"{title} {noun}"
    elif title and value.result is not None and _STATE.fullmatch(reading.text(value.result)):
        values["outcome_title"] = f"{title} {reading.text(value.result)}"
    if value.bounds_unnamed:
        reasons.append("read_statistic_missing")
    if value.rule in ("people_with_event", "count_then_label", "count_with_arm"):
        reasons.append("link_outcome_guessed")
    if (
        value.rule == "percent"
        and _SCALE_IN_PERCENT.search(folded, max(0, value.start - 12), value.start)
        and not _CHANGE.match(folded, value.end + 2)
    ):
        reasons.append("read_statistic_missing")
    if (
        scope.share is None
        and value.of_versus is None
        and _ALL_RESPECTIVELY.search(folded, value.end, scope.sentence.end)
        and _of_several_arms(reading, scope)
    ):
        reasons.append("link_order_guessed")
    if linked.arm is None and values.get("time_frame_days") != 0:
        reasons.append("link_groups_missing")
    values["is_change"] = True if noun or (title and _CHANGE.search(title)) else None
    return Row("measurements", value.start, value.end, value.rule, values, tuple(claims), tuple(dict.fromkeys(reasons)))


def _counts(reading: Reading, value: Value, scope: Scope) -> bool:
    """True for a whole number without a unit where the words before name what is counted and no statistic."""
    before = reading.folded[max(scope.sentence.start, value.start - _COUNTED_WITHIN) : value.start]
    return (
        value.rule in ("versus", "values_of_arms", "listed_values")
        and value.unit is None
        and reading.text(value.places["param_value"]).replace(",", "").isdigit()
        and _COUNTED.search(before) is not None
        and _nearest_statistic(before) is None
    )


def _of_several_arms(reading: Reading, scope: Scope) -> bool:
    """True where the sentence names several arms."""
    return len({mention.arm for mention in reading.arms.between(scope.sentence.start, scope.sentence.end)}) > 1


def _nearest_statistic(text: str) -> MeasurementParamType | None:
    """What the last word before a value that names a statistic names."""
    found = [(match.start(), kind) for kind, pattern in _STATISTIC_WORDS for match in pattern.finditer(text)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _sex(folded: str, value: Value) -> str:
    match = compiled(r"\s(men|women|males?|females?|boys|girls)", regex.IGNORECASE).match(folded[value.end :])
    return match[1] if match else "sex"
