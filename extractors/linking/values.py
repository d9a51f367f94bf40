"""The values that one group's own results consist of, as they stand in the text, before anyone asks what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import regex

from extractors.document import Span
from extractors.rule import Mention, Rule, find
from extractors.rules.group_values import (
    COUNT_OF_TOTAL,
    COUNT_WITH_PERCENT,
    MEAN_DISPERSION,
    PEOPLE_WITH_RESULT,
    PERCENT,
    PERCENT_WITH_COUNT,
    SEX_COUNT,
    VALUE_WITH_BOUNDS,
    VERSUS,
)
from schemas.vocabulary import DispersionType, MeasurementParamType

_BY_TRUST: tuple[Rule, ...] = (
    MEAN_DISPERSION, VALUE_WITH_BOUNDS, PERCENT_WITH_COUNT, COUNT_OF_TOTAL, COUNT_WITH_PERCENT, VERSUS, SEX_COUNT, PEOPLE_WITH_RESULT, PERCENT,
)  # fmt: skip
_NUMBERS = ("param_value", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "numerator", "denominator")


@dataclass(frozen=True)
class Value:
    """One group's value: the places of its digits by column, and what the notation itself settles."""

    rule: str
    start: int
    end: int
    places: dict[str, tuple[int, int]]
    settled: dict[str, Any]
    unit: tuple[int, int] | None
    of_versus: tuple[int, int] | None = None
    """(which, of how many) for a member of "a vs b"."""


def values_in(folded: str, taken: Iterable[Span]) -> list[Value]:
    """All values whose digits nobody has claimed, in order; where notations overlap the one that tells more wins."""
    claimed = sorted((span.start, span.end) for span in taken)
    found: list[Value] = []
    for rule in _BY_TRUST:
        for mention in find(rule, folded):
            for value in _values(mention, folded):
                places = list(value.places.values())
                if not any(start < place[1] and place[0] < end for start, end in claimed for place in places):
                    found.append(value)
                    claimed.extend(places)
    return sorted(found, key=lambda value: value.start)


def _values(mention: Mention, folded: str) -> list[Value]:
    if mention.rule is VERSUS:
        return _versus(mention)
    places = {name: mention.groups[name] for name in _NUMBERS if name in mention.groups}
    settled = dict(mention.rule.values)
    unit = mention.span("unit")
    if mention.rule is MEAN_DISPERSION:
        word = mention.span("dispersion_word")
        is_error = word is not None and regex.match(r"(?:SEM?|s\.e|standard\serror)", folded[slice(*word)], regex.IGNORECASE) is not None
        settled["dispersion_type"] = DispersionType.SE if is_error else DispersionType.SD
    elif mention.rule is VALUE_WITH_BOUNDS:
        bounds = folded[slice(*mention.groups["bounds_word"])].lower()
        settled["dispersion_type"] = DispersionType.RANGE if bounds.startswith(("range", "min")) else DispersionType.IQR
        statistic = mention.span("statistic")
        if statistic is not None:
            settled["param_type"] = MeasurementParamType.MEDIAN if folded[statistic[0]] in "mM" and folded[statistic[0] + 2] == "d" else MeasurementParamType.MEAN
    elif mention.rule is COUNT_OF_TOTAL:
        settled["param_type"] = MeasurementParamType.PERCENT if "param_value" in places else MeasurementParamType.COUNT
    if "param_value" not in places and "numerator" in places:
        places = {"param_value": places["numerator"], **places}
    return [Value(mention.rule.name, min(place[0] for place in places.values()), max(place[1] for place in places.values()), places, settled, unit)]


def _versus(mention: Mention) -> list[Value]:
    names = [name for name in ("first", "second", "third") if name in mention.groups]
    units = [mention.span(f"{name}_unit") for name in names]
    unit = next((place for place in reversed(units) if place is not None), None)
    return [
        Value(mention.rule.name, mention.groups[name][0], mention.groups[name][1], {"param_value": mention.groups[name]}, {}, unit, (which, len(names)))
        for which, name in enumerate(names)
    ]
