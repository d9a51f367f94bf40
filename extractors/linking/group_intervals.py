"""A group's own value with its own interval: "75·6% (95% CI 73·7–77·5) of patients". It is no comparison."""

from typing import Any

import regex

from extractors.context.arms import Arm
from extractors.context.outcome import Outcome
from extractors.context.times import TimeFrame
from extractors.linking.groups import group_values, own_arm
from extractors.linking.orientation import Orders, oriented
from extractors.linking.scope import Scope
from extractors.linking.told_outcome import measured_outcome
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row, with_limits_in_order
from extractors.statistic import Statistic
from schemas.vocabulary import DispersionType, MeasurementParamType

_COMPARISON = compiled(
    r"\b(?:differences?|ratio|hazard|odds|relative|reduc\w+|increas\w+|lower|higher|greater|effect|slope|coefficient|change)\b[^,;]*$|\bratios?\s?[,;]\s?$",
    regex.IGNORECASE,
)
_OWN = compiled(
    r"\b(?:survival|incidences?|prevalence|rates?|proportion|probability|mean|median|average|time\sto|response|sensitivity|specificity|frequency)\b",
    regex.IGNORECASE,
)
_OF_GROUP = compiled(
    r"\s*[)\]]*\s*(?:per\s(?:\w+\s){1,4})?(?:of\s(?:the\s)?(?:patients|participants|subjects|children|women|men|controls|cases)|in\s(?:the\s)?[\w+/-]+(?:\s[\w+/-]+){0,3}\s(?:groups?|arms?)|with\s[a-z]|(?:and|vs\.?|versus)\s[-\d])",
    regex.IGNORECASE,
)
_PAIRED = compiled(
    r"\s*[)\]]*\s*(?:and|vs\.?|versus|than|compared\s(?:with|to))\s(?:with\s|in\s)?(?:the\s)?(?:[\w+/-]+\s){1,3}[(\[]\s*[-+]?\d",
    regex.IGNORECASE,
)
"""The other arm's value follows in a bracket of its own: no difference stands in either."""
_ARM_BRACKET = compiled(
    r"[\s-]*(?:(?:treatment|study)\s)?(?:groups?|arms?|patients|recipients)?\s*[(\[]\s*(?:(?:mean|median)\s)?", regex.IGNORECASE
)
"""Between an arm and its value: " treatment arm (", " group [median "."""
_IN_ARM = compiled(r"\s?[)\]]?\s(?:for|in|with|on|among)\s(?:the\s)?", regex.IGNORECASE)
_NEXT_VALUE = compiled(
    r"(?:[\s-](?:groups?|arms?|patients))?,?\s(?:vs\.?|versus|and|compared\s(?:with|to)|than)\s[-+]?\d", regex.IGNORECASE
)
_NEXT_ARM_WITHIN = 40
_REST_OF_BRACKET = compiled(r";[^()\[\]]{1,40}(?=[)\]])")
_SEEN_IN = compiled(
    r"\b(?:noted|seen|observed|found|reported|occurred|achieved|developed|present|recorded)\s(?:in|by)\s$", regex.IGNORECASE
)
_STATISTICS = (
    (MeasurementParamType.MEDIAN, compiled(r"\bmedian\b", regex.IGNORECASE)),
    (MeasurementParamType.MEAN, compiled(r"\b(?:mean|average)\b", regex.IGNORECASE)),
    (MeasurementParamType.RATE, compiled(r"\b(?:incidence|rate|per\s(?:child|patient|person|year))\b", regex.IGNORECASE)),
)


def is_group_result(scope: Scope, unit: Statistic, previous_was: bool) -> bool:
    """True where an interval without a named estimate belongs to one group's own value."""
    if unit.estimate is not None or unit.interval is None or unit.value is None:
        return False
    if unit.like is not None and previous_was:
        return True
    folded = scope.reading.folded
    before, after = folded[scope.before.start : scope.before.end], folded[unit.end : min(len(folded), unit.end + 70)]
    if previous_was and compiled(
        r"[)\]\s]*(?:days?|months?|weeks?|years?)?.{0,60}?\b(?:and|vs\.?|versus|compared\s(?:to|with)\s\w+)\s*[(\[]?", regex.DOTALL
    ).fullmatch(before):
        return True
    arms = scope.reading.arms.between(scope.before.start, scope.before.end)
    in_arm_bracket = bool(arms) and _ARM_BRACKET.fullmatch(folded, arms[-1].end, scope.before.end) is not None
    if _COMPARISON.search(before):
        return in_arm_bracket and _PAIRED.match(after) is not None
    percent = unit.unit is not None and folded[slice(*unit.unit)] == "%"
    told_of_people = _told_of_the_next_too(scope, unit.end) or (
        percent and (_names_an_arm_next(scope, unit.end) or _SEEN_IN.search(before) is not None)
    )
    return (
        in_arm_bracket
        or told_of_people
        or (
            (percent or _OWN.search(before) is not None) and (_OF_GROUP.match(after) is not None or _OWN.search(before) is not None)
        )
    )


def _names_an_arm_next(scope: Scope, end: int) -> bool:
    """True where right behind the interval its arm is named: "6% (95% CI 1-11) for drug A"."""
    mentions = scope.reading.arms.between(end, min(scope.sentence.end, end + _NEXT_ARM_WITHIN))
    return bool(mentions) and _IN_ARM.fullmatch(scope.reading.folded, end, mentions[0].start) is not None


def _told_of_the_next_too(scope: Scope, end: int) -> bool:
    """True for "3.2 (95% CI 2.1 to 4.3) with A vs 4.1 (...": its arm stands behind it, and then the other arm's value."""
    mentions = scope.reading.arms.between(end, min(scope.sentence.end, end + _NEXT_ARM_WITHIN))
    return (
        bool(mentions)
        and _IN_ARM.fullmatch(scope.reading.folded, end, mentions[0].start) is not None
        and _NEXT_VALUE.match(scope.reading.folded, mentions[0].end, scope.sentence.end) is not None
    )


def _arm(scope: Scope, unit: Statistic, reasons: list[str]) -> Arm | None:
    """The arm whose label stands beside the value and its interval, else the nearest."""
    assert unit.value is not None
    end = unit.interval.end if unit.interval is not None else unit.end
    closed = _REST_OF_BRACKET.match(scope.reading.folded, end, scope.after.end)
    place = (unit.value[0], closed.end() if closed else end)
    side = oriented(scope.reading, scope.index, [place], Orders())[0]
    if side is None:
        return own_arm(scope, reasons)
    if side.reason is not None:
        reasons.append(side.reason)
    return side.arm


def group_interval_row(scope: Scope, unit: Statistic, reasons: list[str]) -> tuple[Row, Outcome | None, TimeFrame | None]:
    """The value as a row of `measurements`, its interval as dispersion, with what it was found to be about."""
    reading, folded = scope.reading, scope.reading.folded
    assert unit.interval is not None
    places = {
        "param_value": unit.value, "dispersion_ci_percent": unit.level, "dispersion_lower_limit": unit.interval.span("ci_lower_limit"),
        "dispersion_upper_limit": unit.interval.span("ci_upper_limit"),
    }  # fmt: skip
    percent = unit.unit is not None and folded[slice(*unit.unit)] == "%"
    outcome, arm = measured_outcome(scope, reasons, of_people=percent, with_is_arm=True), _arm(scope, unit, reasons)
    time = scope.time(reasons, outcome)
    study, study_guessed = reading.study_at(unit.start, unit.end)
    if study_guessed:
        reasons.append("link_study_guessed")
    values: dict[str, Any] = {"study_label": study, "dispersion_type": DispersionType.CI, **group_values(arm)}
    claims = []
    for column, place in places.items():
        number = value_of(folded[slice(*place)]) if place is not None else None
        if place is not None and number is not None:
            values[column] = number
            claims.append(Claim(column, *place))
    exchanged = with_limits_in_order(values, claims, "dispersion_lower_limit", "dispersion_upper_limit")
    if exchanged is not None:
        reasons.append("read_limits_reversed")
        claims = exchanged
    if arm is None:
        reasons.append("link_groups_missing")
    if unit.level is None:
        reasons.append("read_level_missing")
    if unit.unit is not None:
        values["unit"] = reading.text(unit.unit)
    words = folded[scope.sentence.start : unit.end + 40]
    told = next((kind for kind, pattern in _STATISTICS if pattern.search(words)), MeasurementParamType.OTHER)
    values["param_type"] = MeasurementParamType.PERCENT if values.get("unit") == "%" else told
    if outcome is not None:
        values["outcome_title"] = reading.text((outcome.start, outcome.end))
    if time is not None:
        values["time_frame"], values["time_frame_days"] = time.label, time.days
    end = unit.interval.end if unit.p is None else min(unit.end, unit.interval.end)
    row = Row(
        "measurements",
        min(claim.start for claim in claims),
        end,
        "group_interval",
        values,
        tuple(claims),
        tuple(dict.fromkeys(reasons)),
    )
    return row, outcome, time
