"""Which statistic one group's own value is, where its notation does not say: a mean, a median, a rate, a share, a count."""

from typing import Any

import regex

from extractors.linking.context import Reading
from extractors.linking.scope import Scope
from extractors.linking.values import Value
from extractors.patterns import compiled
from extractors.row import Claim
from schemas.vocabulary import MeasurementParamType

_OF_FOLLOW_UP = r"(?!\s(?:\w+\s){0,2}?follow-?\s?up(?:\s(?:time|period|duration))?(?:\sof|\swas|,|:)?\s[(\[]?[\d.]+\s(?:days|weeks|months|years)\b)"
"""Not in "at a median follow-up of 28 months, 85 vs 165 cases": the word is the follow-up's."""
_STATISTIC_WORDS = (
    (MeasurementParamType.MEDIAN, compiled(rf"\bmedians?\b{_OF_FOLLOW_UP}|\b(?-i:m(?:PFS|OS|DFS|TTP|TTF|EFS|RFS|DOR|DoR))\b", regex.IGNORECASE)),
    (MeasurementParamType.RATE, compiled(r"\brates?\b(?!\s(?:of\s)?(?:response|survival))|\bper\s(?:patient|person|year)\b", regex.IGNORECASE)),
    (MeasurementParamType.MEAN, compiled(rf"\b(?:means?|average|least-squares)\b{_OF_FOLLOW_UP}", regex.IGNORECASE)),
)  # fmt: skip
_COUNTED_WITHIN = 120
_COUNTED = compiled(
    r"\b(?:deaths?|events?|cases?|recurrences?|relapses?|patients|women|men|participants|fractures|infections|failures|cancers|tumou?rs|number|fewer|occurred|died|developed)\b(?:(?!\b(?:scores?|level|concentration|volume|pain|time)\b).)*$",
    regex.IGNORECASE,
)
_NUMBER_OF = compiled(r"\bnumber\sof\b|\ba\stotal\sof\s$", regex.IGNORECASE)
_COUNTED_AFTER = compiled(
    r"(?:\s(?:vs\.?|versus|v)\s[\d,]+)?\s(?:new\s|first\s)?(?:cases|deaths|events|recurrences|relapses|cancers|fractures|infections|failures)\b",
    regex.IGNORECASE,
)
_CHANGE_NAMED = compiled(
    r"\b(?P<statistic>mean|median|average)\s(?:(?!(?:and|of|in|was|were|follow-?up)\b)[a-z][\w/-]{1,20}\s){0,3}?(?:change|loss|reduction|increase|decrease|gain|improvement)s?\b(?:[^.;]|\.(?=\d)){0,100}$",
    regex.IGNORECASE,
)
"""Before the per cents of a measured quantity: "mean weight loss was 5.3% v 0.7%"; a share of people is no mean."""
_PEOPLE_NEXT = compiled(
    r"\s?%\s(?:of\s)?(?:(?:the|all|these)\s)?(?:[\w-]{2,20}\s)?(?:patients|participants|subjects|women|men|children|people|cases|those)\b",
    regex.IGNORECASE,
)
_COUNTS = {"numerator", "denominator"}
_TIME_UNIT = compiled(r"(?:days?|weeks?|months?|hours?|years?)$")
_SCALE_IN_PERCENT = compiled(r"\b(?:an?|developed)\s$", regex.IGNORECASE)
_CHANGE_AFTER = compiled(
    r"\b(?:change[sd]?|decrease[sd]?|increase[sd]?|reduction|improvement|declined?|gain(?:ed)?|loss|rose|fell)\b", regex.IGNORECASE
)


def settle_statistic(
    reading: Reading, value: Value, scope: Scope, values: dict[str, Any], claims: list[Claim], reasons: list[str]
) -> None:
    """Fills `param_type` (and the numerator of a bare count) where the notation left it open; a guess adds its reason."""
    if "param_type" not in values and _counts(reading, value, scope):
        values["param_type"], values["numerator"] = MeasurementParamType.COUNT, int(values["param_value"])
        claims.append(Claim("numerator", *value.places["param_value"]))
        reasons.append("read_statistic_missing")
    change = _CHANGE_NAMED.search(reading.folded, max(scope.sentence.start, value.start - _COUNTED_WITHIN), value.start)
    may_be_mean = (
        values.get("param_type", MeasurementParamType.PERCENT) is MeasurementParamType.PERCENT and not values.keys() & _COUNTS
    )
    if change is not None and may_be_mean and _PEOPLE_NEXT.match(reading.folded, value.end) is None:
        values["param_type"] = MeasurementParamType.MEDIAN if change["statistic"].lower() == "median" else MeasurementParamType.MEAN
    if "param_type" in values:
        return
    told = _nearest_statistic(reading.folded[scope.sentence.start : value.end])
    if told is MeasurementParamType.RATE and _TIME_UNIT.match(values.get("unit") or ""):
        told = None
    percent = values.get("unit") == "%"
    values["param_type"] = MeasurementParamType.PERCENT if percent else told or MeasurementParamType.OTHER
    if values["param_type"] is MeasurementParamType.OTHER:
        reasons.append("read_statistic_missing")


def may_be_a_scale(folded: str, value: Value) -> bool:
    """True for "developed a 20% ...", a percentage that may be a score and no share of people."""
    return (
        value.rule == "percent"
        and _SCALE_IN_PERCENT.search(folded, max(0, value.start - 12), value.start) is not None
        and _CHANGE_AFTER.match(folded, value.end + 2) is None
    )


def _counts(reading: Reading, value: Value, scope: Scope) -> bool:
    """True for a whole number without a unit where the words before name what is counted and no statistic."""
    before = reading.folded[max(scope.sentence.start, value.start - _COUNTED_WITHIN) : value.start]
    return (
        (
            value.rule in ("versus", "values_of_arms", "listed_values")
            or (value.rule == "value_of_group" and _NUMBER_OF.search(before))
        )
        and (value.unit is None or reading.text(value.unit) in ("case", "cases"))
        and reading.text(value.places["param_value"]).replace(",", "").isdigit()
        and (_COUNTED.search(before) or _COUNTED_AFTER.match(reading.folded, value.end, scope.sentence.end)) is not None
        and _nearest_statistic(before) is None
    )


def _nearest_statistic(text: str) -> MeasurementParamType | None:
    """What the last word before a value that names a statistic names."""
    found = [(match.start(), kind) for kind, pattern in _STATISTIC_WORDS for match in pattern.finditer(text)]
    return max(found, key=lambda pair: pair[0])[1] if found else None
