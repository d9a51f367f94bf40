"""The values that one group's own results consist of, as they stand in the text, before anyone asks what they are about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import regex

from extractors.document import Span
from extractors.linking.announced import (
    ANNOUNCED_RULES,
    ANNOUNCED_WITHIN,
    BOUNDS_NAMED,
    BOUNDS_NAMED_HERE,
    IQR_NAMED,
    MEDIAN_NAMED,
    RANGE_NAMED,
    announced,
    last_spread,
)
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.places import Places
from extractors.rule import Mention, Rule, find
from extractors.rules.compared_values import (
    CHANGE_OF_VALUES,
    COUNT_BY_LABEL,
    COUNT_IN_GROUP,
    COUNT_THEN_LABEL,
    COUNT_WITH_ARM,
    EVENTS_AMONG,
    GROUP_THEN_VALUE,
    LISTED_VALUES,
    N_OF_GROUP,
    PEOPLE_OF_ARM,
    PERCENT_WITH_N,
    TWO_MEDIANS,
    VALUE_BY_LABEL,
    VALUE_OF_GROUP,
    VALUE_THEN_LABEL,
    VALUES_OF_ARMS,
)
from extractors.rules.group_counts import (
    AGE_OF_ONE,
    AGE_RANGE,
    AVERAGE_AGE,
    EVENTS_SEEN,
    NOBODY,
    PEOPLE_AFTER_VERB,
    PEOPLE_OF_TWO_GROUPS,
    PEOPLE_WITH_EVENT,
    RANGE_BEFORE_MEAN,
    RANGE_THEN_CENTRE,
    VALUES_OF_TWO,
)
from extractors.rules.group_values import (
    BARE_BOUNDS,
    BARE_DISPERSION,
    COUNT_OF_TOTAL,
    COUNT_WITH_PERCENT,
    MEAN_DISPERSION,
    PEOPLE_WITH_RESULT,
    PERCENT,
    PERCENT_OF_TOTAL,
    PERCENT_WITH_COUNT,
    SEX_COUNT,
    STATISTIC_VALUE,
    VALUE_WITH_BOUNDS,
    VERSUS,
)
from extractors.rules.rates import RATE_PER_PEOPLE
from schemas.vocabulary import DispersionType, MeasurementParamType

_BY_TRUST: tuple[Rule, ...] = (
    RANGE_BEFORE_MEAN, MEAN_DISPERSION, VALUE_WITH_BOUNDS, RANGE_THEN_CENTRE, PERCENT_WITH_COUNT, PERCENT_WITH_N, RATE_PER_PEOPLE, EVENTS_AMONG, COUNT_OF_TOTAL, COUNT_WITH_PERCENT, BARE_BOUNDS, BARE_DISPERSION, VALUES_OF_TWO, TWO_MEDIANS, VERSUS, CHANGE_OF_VALUES, LISTED_VALUES, VALUES_OF_ARMS, SEX_COUNT,
    PEOPLE_OF_TWO_GROUPS, PEOPLE_WITH_RESULT, PEOPLE_WITH_EVENT, PEOPLE_AFTER_VERB, EVENTS_SEEN, NOBODY, PERCENT_OF_TOTAL, AGE_RANGE, AVERAGE_AGE, AGE_OF_ONE, STATISTIC_VALUE, PERCENT, VALUE_OF_GROUP, GROUP_THEN_VALUE, COUNT_IN_GROUP, COUNT_BY_LABEL, VALUE_BY_LABEL, VALUE_THEN_LABEL, COUNT_THEN_LABEL, COUNT_WITH_ARM, PEOPLE_OF_ARM, N_OF_GROUP,
)  # fmt: skip
_BY_LABEL = (COUNT_BY_LABEL, VALUE_BY_LABEL, VALUE_THEN_LABEL, COUNT_THEN_LABEL, COUNT_WITH_ARM, PEOPLE_OF_ARM)
"""Rules whose label must be an arm's."""
_SEVERAL = (VERSUS, CHANGE_OF_VALUES, VALUES_OF_TWO, TWO_MEDIANS, PEOPLE_OF_TWO_GROUPS, LISTED_VALUES, VALUES_OF_ARMS)
"""Rules whose mentions hold a value a group."""
_MEMBERS = ("first", "second", "third", "fourth", "last")
_MAY_BE_COMPARED = frozenset(
    {
        "mean_dispersion",
        "value_with_bounds",
        "bare_bounds",
        "bare_dispersion",
        "count_of_total",
        "count_with_percent",
        "percent_with_count",
    }
)
_VERSUS_GAP = compiled(
    r"\s?%?\s?[)\]]?(?:\s(?!in\b|of\b|for\b|with\b)[a-z/]{1,10})?,?\s(?:vs\.?|versus|v|compared\s(?:with|to))\s[(\[]?",
    regex.IGNORECASE,
)
_COMMA_GAP = compiled(r"\s?%?\s?[)\]]?(?:\s[\w/µ%]{1,8})?(?:,\s(?:and\s)?|\sand\s)", regex.IGNORECASE)
_TO_GAP = compiled(r"\s?[)\]]?\s(?:to|vs\.?|versus)\s")
_ARM_OF_EVENTS = 120
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
    list_start: int | None = None
    """Where the list of values begins that this is a member of."""
    result: tuple[int, int] | None = None
    """The words before a count that say what its people did: "improved in six patients"."""
    bounds_unnamed: bool = False
    """True for "180 (75 and 310)" where its own sentence does not say what the two figures in the bracket are."""


def values_in(folded: str, taken: Iterable[Span], names_arm: Callable[[int, int], bool]) -> list[Value]:
    """All values whose digits nobody has claimed, in order; where notations overlap the one that tells more wins.

    A denominator may be another row's number too: the size of the group."""
    claimed = Places((span.start, span.end) for span in taken)
    found: list[Value] = []
    for rule in _BY_TRUST:
        for mention in find(rule, folded):
            if rule in ANNOUNCED_RULES and not announced(mention, folded):
                continue
            if rule in _BY_LABEL and not names_arm(*mention.groups["label"]):
                continue
            if rule is CHANGE_OF_VALUES and not names_arm(mention.start - _ARM_OF_EVENTS, mention.end + _ARM_OF_EVENTS):
                continue
            if rule is EVENTS_SEEN and not names_arm(mention.end, mention.end + _ARM_OF_EVENTS):
                continue
            if mention.rule is COUNT_OF_TOTAL and more_than_all(mention, folded) and "/" in folded[mention.start : mention.end]:
                # "9/5 patients": a ratio of two other things, or wrong; that five had the event it does not say.
                for place in mention.groups.values():
                    claimed.add(*place)
                continue
            for value in _values(mention, folded):
                own = [place for column, place in value.places.items() if column != "denominator"] or [(value.start, value.end)]
                if not any(claimed.overlap(*place) for place in own):
                    found.append(value)
                    for place in value.places.values():
                        claimed.add(*place)
    return _joined(folded, sorted(found, key=lambda value: value.start))


def _joined(folded: str, values: list[Value]) -> list[Value]:
    """The values, those of a list with its beginning; two that only "versus" parts are a comparison like "a vs b"."""
    done: list[Value] = []
    for value in values:
        if (
            done
            and _VERSUS_GAP.fullmatch(folded, done[-1].end, value.start)
            and done[-1].of_versus is None
            and value.of_versus is None
            and value.rule in _MAY_BE_COMPARED
        ):
            done[-1] = replace(done[-1], of_versus=(0, 2))
            value = replace(value, of_versus=(1, 2))
        elif (
            done and _TO_GAP.fullmatch(folded, done[-1].end, value.start) and done[-1].rule == value.rule and done[-1].unit is None
        ):
            done[-1] = replace(done[-1], unit=value.unit)  # "from 3.2 (1.4) to 1.1 (0.9) g/g"
        elif done and _COMMA_GAP.fullmatch(folded, done[-1].end, value.start):
            value = replace(value, list_start=done[-1].list_start or done[-1].start)
        done.append(value)
    return done


def _values(mention: Mention, folded: str) -> list[Value]:
    if mention.rule in _SEVERAL:
        return _versus(mention)
    if mention.rule is NOBODY:
        nobody = mention.groups["nobody"]
        return [Value(NOBODY.name, *nobody, {"param_value": nobody, "numerator": nobody}, dict(NOBODY.values), None)]
    places = {name: mention.groups[name] for name in _NUMBERS if name in mention.groups}
    settled = dict(mention.rule.values)
    unit = mention.span("unit")
    if mention.rule is MEAN_DISPERSION:
        word = mention.span("dispersion_word")
        named = (
            folded[slice(*word)]
            if word is not None
            else last_spread(folded[max(0, mention.start - ANNOUNCED_WITHIN) : mention.start])
        )
        is_error = compiled(r"(?:SEM?\b|s\.e|standard\serror)", regex.IGNORECASE).match(named) is not None
        settled["dispersion_type"] = DispersionType.SE if is_error else DispersionType.SD
    elif mention.rule is VALUE_WITH_BOUNDS:
        bounds = folded[slice(*mention.groups["bounds_word"])].lower()
        settled["dispersion_type"] = DispersionType.RANGE if bounds.startswith(("range", "min")) else DispersionType.IQR
        statistic = mention.span("statistic")
        if statistic is not None:
            settled["param_type"] = (
                MeasurementParamType.MEDIAN
                if folded[statistic[0]] in "mM" and folded[statistic[0] + 2] == "d"
                else MeasurementParamType.MEAN
            )
    elif mention.rule in (STATISTIC_VALUE, RANGE_THEN_CENTRE):
        word = mention.groups["statistic"]
        settled["param_type"] = (
            MeasurementParamType.MEDIAN if folded[word[0] : word[1]].lower().startswith("median") else MeasurementParamType.MEAN
        )
    elif mention.rule is BARE_DISPERSION:
        near = folded[max(0, mention.start - ANNOUNCED_WITHIN) : mention.start]
        settled["dispersion_type"] = (
            DispersionType.SE if compiled(r"[(\[]\s?(?:SEM?|s\.e|standard\serror)").search(near) else DispersionType.SD
        )
    elif mention.rule is BARE_BOUNDS:
        near = folded[max(0, mention.start - ANNOUNCED_WITHIN) : mention.start]
        settled["param_type"] = MeasurementParamType.MEDIAN if MEDIAN_NAMED.search(near) else MeasurementParamType.OTHER
        bounds_type = DispersionType.IQR if IQR_NAMED.search(near) else DispersionType.RANGE if RANGE_NAMED.search(near) else None
        settled["dispersion_type"] = bounds_type
        if not BOUNDS_NAMED.search(near):
            del settled["param_type"]  # nothing but the figures says what they are: the row is doubtful
        if not folded[slice(*places["dispersion_upper_limit"])][-1:].isdigit():
            del places["dispersion_upper_limit"]
    elif mention.rule is COUNT_OF_TOTAL:
        settled["param_type"] = MeasurementParamType.PERCENT if "param_value" in places else MeasurementParamType.COUNT
    if "param_value" not in places and "numerator" in places:
        places = {"param_value": places["numerator"], **places}
    return [
        Value(
            mention.rule.name,
            min(place[0] for place in places.values()),
            max(place[1] for place in places.values()),
            places,
            settled,
            unit,
            result=mention.span("result") if mention.rule is PEOPLE_AFTER_VERB else None,
            bounds_unnamed=mention.span("joined_by_and") is not None
            and not BOUNDS_NAMED_HERE.search(folded, max(0, mention.start - ANNOUNCED_WITHIN), mention.start),
        )
    ]


def more_than_all(mention: Mention, folded: str) -> bool:
    """True for "9 of 5": the part is more than its whole."""
    part, whole = (value_of(folded[slice(*mention.groups[name])]) for name in ("numerator", "denominator"))
    return part is not None and whole is not None and part > whole


def _versus(mention: Mention) -> list[Value]:
    names = [name for name in _MEMBERS if name in mention.groups]
    units = [mention.span(f"{name}_unit") for name in names] + [mention.span("unit")]
    unit = next((place for place in reversed(units) if place is not None), None)
    of_versus = mention.rule is VERSUS
    return [
        Value(
            mention.rule.name, *mention.groups[name], {"param_value": mention.groups[name]} | ({"numerator": mention.groups[name]} if mention.rule is PEOPLE_OF_TWO_GROUPS else {}),
            dict(mention.rule.values), unit, (which, len(names)) if of_versus else None,
        )
        for which, name in enumerate(names)
    ]  # fmt: skip
