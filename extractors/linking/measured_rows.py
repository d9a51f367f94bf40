"""The row that one group's own value makes, once its outcome, time and arm are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import regex

from extractors.context.arms import Arm
from extractors.context.outcome import Outcome
from extractors.context.times import TimeFrame
from extractors.linking.context import Reading
from extractors.linking.groups import group_values
from extractors.linking.measured_harms import harm_row, tells_a_harm
from extractors.linking.measured_people import settle_baseline
from extractors.linking.measured_statistic import may_be_a_scale, settle_statistic
from extractors.linking.scope import Scope
from extractors.linking.told_outcome import change_noun
from extractors.linking.values import Value
from extractors.numbers import doubtful_value_of, value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row, with_limits_in_order
from extractors.rules.participants import PEOPLE
from schemas.vocabulary import MeasurementParamType

_CHANGE = compiled(
    r"\b(?:change[sd]?|decrease[sd]?|increase[sd]?|reduction|improvement|declined?|gain(?:ed)?|loss|rose|fell)\b", regex.IGNORECASE
)
OF_PEOPLE = frozenset(
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
"""Rules whose values count people or are their share."""
_OUTCOME_UNSURE = frozenset(
    {"people_with_event", "count_then_label", "count_with_arm", "events_seen", "people_of_arm", "n_of_group"}
)
"""Rules that take a count whose outcome any part of the sentence may tell."""
_OF_HARMS = frozenset({"param_value", "numerator", "denominator"})
_ALL = 100
_SHARE_OF_PEOPLE = compiled(
    rf"\s? (?: % | per\s?cent\b ) \s? \)? \s (?: of\s )? (?: the\s | all\s | these\s | our\s )? (?: [a-z-]{{2,20}}\s ){{0,2}}? {PEOPLE} \b",
    regex.VERBOSE | regex.IGNORECASE,
)
_WHOLE = frozenset({"numerator", "denominator"})
_BEHIND_CHANGE = compiled(
    r"\s?(?:%|[A-Za-z/]{1,8})?(?:\sto\s(?:an?\s(?:mean|median|average)\s(?:of\s)?)?[-+]?[\d.]+\s?(?:%|[A-Za-z/]{1,8}(?=\s(?:in|with|for|on|among)\b))?)?\s?[)\]]?\s(?:in|with|for|on|among)\s(?:the\s)?",
    regex.IGNORECASE,
)
_LONGEST_ARM = 60
_ALL_RESPECTIVELY = compiled(r"\brespectively\b", regex.IGNORECASE)
_STATE = compiled(r"(?:not\s)?(?:improved|worsened|healed|resolved|relapsed)", regex.IGNORECASE)


@dataclass(frozen=True)
class Linked:
    """What a value was found to be about; reasons: what was in doubt about it."""

    outcome: Outcome | None
    time: TimeFrame | None
    arm: Arm | None
    reasons: tuple[str, ...]


def measured_row(reading: Reading, value: Value, scope: Scope, linked: Linked) -> Row:
    """The row of `measurements`; of `adverse_events` where the outcome turns out to be a harm."""
    reasons = list(linked.reasons)
    numbers, claims = _numbers(reading.folded, value, reasons)
    study, guessed = reading.study_at(value.start, value.end)
    if guessed:
        reasons.append("link_study_guessed")
    title = reading.text((linked.outcome.start, linked.outcome.end)) if linked.outcome else None
    if title and tells_a_harm(reading, scope, title) and numbers.keys() <= _OF_HARMS:
        return harm_row(reading, value, linked.arm, linked.time, title, numbers, claims, study, reasons)
    values: dict[str, Any] = {**value.settled, **numbers, "study_label": study, "outcome_title": title, **group_values(linked.arm)}
    if value.unit is not None:
        values["unit"] = reading.text(value.unit)
    elif values.get("param_type") is MeasurementParamType.PERCENT:
        values["unit"] = "%"
    exchanged = with_limits_in_order(values, claims, "dispersion_lower_limit", "dispersion_upper_limit")
    if exchanged is not None:
        claims = exchanged
        reasons.append("read_limits_reversed")
    settle_statistic(reading, value, scope, values, claims, reasons)
    settle_baseline(reading.folded, value, scope, linked.time, values, of_people=value.rule in OF_PEOPLE)
    if value.rule == "sex_count":
        reasons = [reason for reason in reasons if not reason.startswith("link_outcome")]
    _settle_change(reading, value, title, values)
    claims = _without_more_than_all(reading.folded, value, values, claims, reasons)
    reasons += _doubts(reading, value, scope, linked, values)
    return Row("measurements", value.start, value.end, value.rule, values, tuple(claims), tuple(dict.fromkeys(reasons)))


def _numbers(folded: str, value: Value, reasons: list[str]) -> tuple[dict[str, Any], list[Claim]]:
    """The numbers of a value by column, and what they claim; digits that had to be guessed add a reason."""
    claims: list[Claim] = []
    numbers: dict[str, Any] = {}
    for column, place in value.places.items():
        number = value_of(folded[slice(*place)]) if value.rule != "nobody" else 0.0
        if number is None:
            reasons.append("read_number_format")
            number = doubtful_value_of(folded[slice(*place)])
        if number is None:
            continue
        numbers[column] = int(number) if column in _WHOLE else number
        claims.append(Claim(column, *place))
    # "No patient achieved ..." counts in a word: the word is what its numbers claim.
    claims += [
        Claim(column, value.start, value.end)
        for column in ("param_value", "numerator")
        if column in value.settled and column not in value.places
    ]
    return numbers, claims


def _without_more_than_all(
    folded: str, value: Value, values: dict[str, Any], claims: list[Claim], reasons: list[str]
) -> list[Claim]:
    """The claims without that of a share over 100 %: no share of people is so great, and no other but a change is sure to be."""
    percent = values.get("param_value")
    if (
        values.get("param_type") is not MeasurementParamType.PERCENT
        or percent is None
        or percent <= _ALL
        or values.get("is_change")
    ):
        return claims
    if "numerator" not in values and _SHARE_OF_PEOPLE.match(folded, value.end) is None:
        reasons.append("read_statistic_missing")
        return claims
    del values["param_value"]
    reasons.append("read_value_impossible")
    return [claim for claim in claims if claim.column != "param_value"]


def _settle_change(reading: Reading, value: Value, title: str | None, values: dict[str, Any]) -> None:
    """Names the change, or the state, that the words beside the value make of the outcome."""
    noun = change_noun(reading.folded, value.list_start or value.start, title) if title else None
    if noun:
        values["outcome_title"] = f"{title} {noun}"
    elif title and value.result is not None and _STATE.fullmatch(reading.text(value.result)):
        values["outcome_title"] = f"{title} {reading.text(value.result)}"
    values["is_change"] = True if noun or (title and _CHANGE.search(title)) else None


def _doubts(reading: Reading, value: Value, scope: Scope, linked: Linked, values: dict[str, Any]) -> Iterable[str]:
    """What the notation and the sentence leave in doubt about the whole row."""
    unnamed = "dispersion_lower_limit" in values and values.get("dispersion_type") is None
    if unnamed or value.bounds_unnamed or may_be_a_scale(reading.folded, value):
        yield "read_statistic_missing"
    if value.rule == "change_of_values" and not _arm_behind(reading, value):
        yield "link_groups_guessed"  # "verum reduced it from 14% to 9%": of two groups, or of one before and after
    if value.rule in _OUTCOME_UNSURE:
        yield "link_outcome_guessed"
    unshared = scope.share is None and value.of_versus is None
    if unshared and _ALL_RESPECTIVELY.search(reading.folded, value.end, scope.sentence.end) and _of_several_arms(reading, scope):
        yield "link_order_guessed"
    if linked.arm is None and values.get("time_frame_days") != 0:
        yield "link_groups_missing"


def _arm_behind(reading: Reading, value: Value) -> bool:
    """True where the arm of a change stands right behind it: "from 6.1 to 3.2 in the verum group"."""
    behind = _BEHIND_CHANGE.match(reading.folded, value.end)
    return behind is not None and any(
        mention.start == behind.end() for mention in reading.arms.between(behind.end(), behind.end() + _LONGEST_ARM)
    )


def _of_several_arms(reading: Reading, scope: Scope) -> bool:
    """True where the sentence names several arms."""
    return len({mention.arm for mention in reading.arms.between(scope.sentence.start, scope.sentence.end)}) > 1
