"""A percentage and the counts beside it: n of N is P %, and no count of people is a fraction."""

import math
from collections.abc import Iterable
from decimal import Decimal

from schemas.checks.check import Case, Check, Finding, Row, RowsByTable, number_in
from schemas.checks.group_sizes import GroupSizes, group_sizes
from schemas.checks.printed import Printed, Range, told
from schemas.vocabulary import CheckName, Grade, MeasurementParamType, PercentModifier

_LOOSE = frozenset({PercentModifier.UP_TO, PercentModifier.ABOUT, PercentModifier.OVER, PercentModifier.UNDER})
_ALL = Decimal(100)


def check_percent_count(rows: RowsByTable) -> list[Finding]:
    """One finding for each percentage of people that stands beside a count or whose group's size is known."""
    sizes = group_sizes(rows)
    found = []
    for row in rows.get("measurements", ()):
        if row.get("param_type") == MeasurementParamType.PERCENT:
            found.append(
                _finding(row, number_in(row, "param_value"), number_in(row, "numerator"), number_in(row, "denominator"), sizes)
            )
    for row in rows.get("adverse_events", ()):
        found.append(
            _finding(row, number_in(row, "percent"), number_in(row, "subjects_affected"), number_in(row, "subjects_at_risk"), sizes)
        )
    return [finding for finding in found if finding is not None]


def _finding(row: Row, percent: Printed | None, count: Printed | None, whole: Printed | None, sizes: GroupSizes) -> Finding | None:
    if percent is None:
        return None
    if count is not None and whole is not None and whole.value > 0:
        return _of_whole(row, percent, count, whole)
    if count is not None and count.value > 0:
        return _of_unknown_whole(row, percent, count)
    known = sorted(sizes.of_group(row, row.get("group_label"))) if row.get("group_label") else []
    return _bare(row, percent, known) if known and count is None else None


def _of_whole(row: Row, percent: Printed, count: Printed, whole: Printed) -> Finding:
    exact = _ALL * count.value / whole.value
    printed = f"{count.raw}/{whole.raw} ({percent.raw} %)"
    expected = told(Range(exact, exact), percent.decimals + 1)
    if row.get("percent_modifier") in _LOOSE:
        return _said(row, Grade.CANNOT_CHECK, f"'{row['percent_modifier']} {percent.raw} %' is no exact percentage.", printed)
    off = abs(exact - percent.value)
    if off <= percent.half_unit:
        return _said(row, Grade.CONSISTENT, f"{count.raw} of {whole.raw} is {percent.raw} %.", printed, expected)
    message = f"{count.raw} of {whole.raw} is {exact:.{percent.decimals + 1}f} %, not {percent.raw} %"
    if off <= 2 * percent.half_unit:
        return _said(row, Grade.NOTICE, f"{message}, unless digits were cut off instead of rounded.", printed, expected)
    return _said(row, Grade.CONTRADICTION, f"{message}.", printed, expected)


def _of_unknown_whole(row: Row, percent: Printed, count: Printed) -> Finding:
    """A count and its percentage leave room for few sizes of the whole; there must be one."""
    printed = f"{count.raw} ({percent.raw} %)"
    if row.get("percent_modifier") in _LOOSE:
        return _said(row, Grade.CANNOT_CHECK, f"'{row['percent_modifier']} {percent.raw} %' is no exact percentage.", printed)
    for k, grade in ((1, Grade.CONSISTENT), (2, Grade.NOTICE)):
        wholes = _wholes(percent.range(k), count.value)
        if wholes is not None:
            message = f"{count.raw} can be {percent.raw} % of {_wholes_told(wholes)}"
            ending = "" if grade is Grade.CONSISTENT else ", but only if digits were cut off instead of rounded"
            return _said(row, grade, f"{message}{ending}.", printed, _wholes_told(wholes))
    return _said(row, Grade.CONTRADICTION, f"There is no group of which {count.raw} people are {percent.raw} %: it would have "
                 f"{_ALL * count.value / percent.value if percent.value else Decimal(0):.1f}.", printed)  # fmt: skip


def _wholes(percent: Range, count: Decimal) -> tuple[int, int | None] | None:
    """The smallest and the largest group of which `count` people are so many percent; the largest is None where there is no bound."""
    if percent.high <= 0:
        return None
    smallest = max(math.ceil(_ALL * count / percent.high), math.ceil(count))
    if percent.low <= 0:
        return smallest, None
    largest = math.floor(_ALL * count / percent.low)
    return (smallest, largest) if smallest <= largest else None


def _wholes_told(wholes: tuple[int, int | None]) -> str:
    smallest, largest = wholes
    return f"{smallest} or more" if largest is None else str(smallest) if smallest == largest else f"{smallest} to {largest}"


def _bare(row: Row, percent: Printed, known: Iterable[int]) -> Finding:
    """A percentage alone. Which of the group it is a share of, nobody says: where none fits it is no contradiction."""
    group = row.get("group_label")
    printed = f"{percent.raw} % of {', '.join(map(str, known))}"
    for size in known:
        count = _count(percent.range(), size)
        if count is not None:
            return _said(
                row, Grade.CONSISTENT, f"{percent.raw} % can be {count} of the {size} in {group}.", printed, f"{count}/{size}"
            )
    return _said(row, Grade.CANNOT_CHECK, f"No count of the {' or '.join(map(str, known))} in {group} is {percent.raw} %: it is a share of others, "
                 "or no share of people.", printed)  # fmt: skip


def _count(percent: Range, size: int) -> int | None:
    """A count that is so many percent of `size`, rounded up or down at the half."""
    lowest = max(0, math.ceil(percent.low * size / _ALL))
    return lowest if lowest <= min(size, math.floor(percent.high * size / _ALL)) else None


def _said(row: Row, grade: Grade, message: str, printed: str, expected: str | None = None) -> Finding:
    return Finding(CheckName.PERCENT_COUNT, grade, (str(row["row_id"]),), message, printed, expected)


def _harm(**columns: str) -> tuple[str, dict[str, str]]:
    return ("adverse_events", columns)


def _share(**columns: str) -> tuple[str, dict[str, str]]:
    return ("measurements", {"param_type": "percent", **columns})


PERCENT_COUNT = Check(
    name=CheckName.PERCENT_COUNT,
    assumption="The percentage is a share of people, printed beside its count; of 'about 8 %' nothing can be said. A percentage alone is compared with "
               "the sizes of its group that the report prints: where no count of them gives it, it can be a share of those evaluated or a "
               "Kaplan-Meier estimate, so that it is never contradicted.",
    citation="INSPECT-SR item 4.6 (numbers of participants); half-up and half-even rounding are both admitted",
    function=check_percent_count,
    holds=(
        Case("seven of eighteen", _harm(subjects_affected="7", subjects_at_risk="18", percent="39")),
        Case("2 of 16, rounded up", _harm(subjects_affected="2", subjects_at_risk="16", percent="13")),
        Case("2 of 16, rounded to even", _harm(subjects_affected="2", subjects_at_risk="16", percent="12")),
        Case("nine of a group of 27", ("sample_sizes", {"n": 27, "role": "randomised", "group_label": "MSC-NP"}), _share(param_value="33", group_label="MSC-NP")),
        Case("of those treated, where those randomised do not fit", ("sample_sizes", {"n": 69, "role": "randomised", "group_label": "MSC"}),
             ("sample_sizes", {"n": 75, "role": "treated", "group_label": "MSC"}), _share(param_value="53", group_label="MSC")),
        Case("a whole that fits", _share(numerator="3", param_value="6.5")),
        Case("none", _harm(subjects_affected="0", subjects_at_risk="18", percent="0")),
    ),
    fails=(
        Case("another percentage", _share(numerator="17", denominator="95", param_value="19")),
        Case("two digits exchanged", _share(numerator="106", denominator="149", param_value="17")),
        Case("of no whole number of people", _harm(subjects_affected="2", percent="57")),
    ),
)  # fmt: skip
