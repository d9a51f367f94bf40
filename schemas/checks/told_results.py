"""Results lined up: which rows of several reports tell one result of one study."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from schemas.checks.arm_names import ArmNames, arm_names
from schemas.checks.check import Row, RowsByTable, number_in
from schemas.checks.group_sizes import group_key
from schemas.checks.printed import Printed
from schemas.checks.sources import sources
from schemas.vocabulary import MeasurementParamType, Modifier

_MOST_RESULTS = 300
"""So many results of one study and type are told apart; more of them are a data set and no report."""
_NO_NAME = frozenset("the and for with from change changes changed mean score scores level levels rate rates value total difference reduced improved "
                     "lower higher less more better worse participants patients percentage number proportion any baseline".split())  # fmt: skip
_ENDING = re.compile(r"(?:ies|es|s|y)$")
_STEM = 6
"""So many letters of a word tell it: "hospitalised" and "hospitalisation" are one, "intrathecal" and "intravenous" are not."""
_SAME_TIME, _NEAR_TIME = 1.02, 1.10
"""Twelve months are 52 weeks and a year; whether 3 months are 12 weeks, only other numbers can say."""

_TIME_TO = re.compile(r"\b(?:time (?:to|until)|duration of)\b", re.IGNORECASE)
"""How long something took: the time frame is that of the whole follow-up, whatever time stands near."""
_INTENTION_TO_TREAT = re.compile(
    r"\b(?:m?itt|intention[- ]to[- ]treat|intent[- ]to[- ]treat|full analysis set|fas|all (?:randomi[sz]ed|participants|patients|subjects))\b",
    re.IGNORECASE,
)
_PER_PROTOCOL = re.compile(r"\b(?:per[- ]protocol|pp(?:s| set| population| analysis)|completers?|evaluable)\b", re.IGNORECASE)
_AS_TREATED = re.compile(r"\b(?:safety (?:set|population|analysis)|as[- ]treated)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared in one table. kind: columns that must be equal; numbers: columns that are compared, first the one that a result is known by."""

    kind: tuple[str, ...]
    numbers: tuple[str, ...]


RESULTS: Mapping[str, Told] = {
    "analyses": Told(("param_type", "period"), ("param_value", "ci_lower_limit", "ci_upper_limit", "p_value")),
    "measurements": Told(
        ("param_type", "period"),
        ("param_value", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "numerator", "denominator"),
    ),
}


def same_results(table: str, rows: RowsByTable) -> Iterator[list[Row]]:
    """Rows of `analyses` or `measurements` that tell one result of one study, of at least two reports; repeats are left out."""
    told, arms, registries = RESULTS[table], arm_names(rows), sources(rows).registries
    kinds: dict[tuple[Any, ...], list[list[Row]]] = defaultdict(list)
    for row in rows.get(table, ()):
        if row.get("study_id") is None or row.get("repeat_of") is not None or row.get(told.numbers[0]) is None:
            continue
        results = kinds[(row["study_id"], *(row.get(column) for column in told.kind))]
        same = next((result for result in results if all(is_same_result(one, row, told, arms, registries) for one in result)), None)
        if same is not None:
            same.append(row)
        elif len(results) < _MOST_RESULTS:
            results.append([row])
    for results in kinds.values():
        yield from (result for result in results if len({row["report_id"] for row in result}) > 1)


def is_same_result(one: Row, other: Row, told: Told, arms: ArmNames, registries: frozenset[str]) -> bool:
    """True where time, people, groups and outcome agree as far as both are told, and outcome or numbers say that it is one result."""
    for column in ("adjusted", "outcome_type"):
        if one.get(column) is not None and other.get(column) is not None and one.get(column) != other.get(column):
            return False
    until_it_happens = all(_TIME_TO.search(str(row.get("outcome_title"))) for row in (one, other))
    when = True if until_it_happens else same_time(one, other)
    groups, named = _same_groups(one, other, arms), same_outcome(one, other)
    spreads = {row.get("dispersion_type") for row in (one, other)} - {None}
    if (
        when is False
        or groups is False
        or named is False
        or len(spreads) > 1
        or population_of(one, registries) != population_of(other, registries)
    ):
        return False
    agreeing = sum(agrees(one, other, column) for column in told.numbers)
    if agreeing >= 2:
        return True
    when_is_told = when is True or (one.get("time_frame_days") is None and other.get("time_frame_days") is None)
    alike = (one.get("is_change") is True) == (other.get("is_change") is True)
    return named is True and when_is_told and groups is True and (alike or agreeing > 0)


def told_number(row: Row, column: str) -> Printed | None:
    """The number in a column with its precision; people are counted, not rounded."""
    number = number_in(row, column)
    counted = column in ("numerator", "denominator") or (
        column == "param_value" and row.get("param_type") == MeasurementParamType.COUNT
    )
    return Printed(number.raw, number.value, Decimal(0)) if number is not None and counted else number


def agrees(one: Row, other: Row, column: str) -> bool:
    """True where both tell this number and it can be one; a bound of p is no number."""
    numbers = told_number(one, column), told_number(other, column)
    if numbers[0] is None or numbers[1] is None:
        return False
    if column == "p_value" and any(row.get("p_value_modifier") not in (None, Modifier.EQUAL) for row in (one, other)):
        return False
    return numbers[0].range().meets(numbers[1].range())


def same_time(one: Row, other: Row) -> bool | None:
    """Whether two rows tell of one time; None where one of them tells none, or where they lie so near that visits could be one."""
    days = [row.get("time_frame_days") for row in (one, other)]
    if days[0] is None or days[1] is None:
        return None
    early, late = sorted(map(float, days))  # type: ignore[arg-type]
    if late <= early * _SAME_TIME:
        return True
    return None if late <= early * _NEAR_TIME else False


def same_outcome(one: Row, other: Row) -> bool | None:
    """Whether two outcomes are one; None where one of them is not told."""
    if one.get("outcome_id") and other.get("outcome_id"):
        return bool(one["outcome_id"] == other["outcome_id"])
    words = [_words(str(row["outcome_title"])) if row.get("outcome_title") else frozenset() for row in (one, other)]
    if not words[0] or not words[1]:
        return None
    return 2 * len(words[0] & words[1]) > min(map(len, words))


def _words(title: str) -> frozenset[str]:
    found = (word for word in re.findall(r"\w+", title.lower()) if len(word) > 2 and word not in _NO_NAME)
    return frozenset(_ENDING.sub("", word)[:_STEM] for word in found)


def _same_groups(one: Row, other: Row, arms: ArmNames) -> bool | None:
    """Whether the groups are the same ones in the same order; None where a row names none."""
    said = [arms.same(one, other, column) for column in ("group_label", "comparator_label")]
    if False in said:
        return False
    keys = [{group_key(str(row[label])) for label in ("group_label", "comparator_label") if row.get(label)} for row in (one, other)]
    if not keys[0] or not keys[1]:
        return None if keys[0] or keys[1] else True
    return True if True in said else bool(keys[0] & keys[1])


def population_of(row: Row, registries: frozenset[str]) -> str | None:
    """The analysis set or subgroup of a row in one word, or as printed; None for everybody, whom an intention-to-treat analysis takes.

    A registry describes under `population` whoever was analysed: words that name no set are no subgroup there.
    """
    printed = row.get("population")
    if not printed:
        return None
    if _PER_PROTOCOL.search(str(printed)):
        return "per-protocol"
    if _AS_TREATED.search(str(printed)):
        return "as treated"
    if _INTENTION_TO_TREAT.search(str(printed)) or row.get("report_id") in registries:
        return None
    return str(printed).casefold()
