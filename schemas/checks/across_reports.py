"""What two reports of one study tell of one result: values that cannot both be the rounding of one number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.checks.check import Case, Check, Finding, Row, RowsByTable, number_in
from schemas.checks.estimates import estimate_of
from schemas.checks.group_sizes import GroupSizes, group_key, group_sizes
from schemas.checks.midpoint import is_centre
from schemas.checks.p_range import fit
from schemas.checks.printed import Printed, with_minus
from schemas.vocabulary import CheckName, Grade, Modifier, Role

_MOST_RESULTS = 300
"""So many results of one study, type and time are told apart; more of them are a data set and no report."""
_NO_NAME = frozenset("the and for with from change changes changed mean score scores level levels rate rates value total difference reduced improved "
                     "lower higher less more better worse".split())  # fmt: skip
_ENDING = re.compile(r"(?:ies|es|s|y)$")


_CALLED = {"param_value": "the value", "ci_lower_limit": "the lower limit", "ci_upper_limit": "the upper limit", "p_value": "the p-value",
           "dispersion_value": "the spread", "dispersion_lower_limit": "the lower end", "dispersion_upper_limit": "the upper end",
           "numerator": "the count", "denominator": "the number counted"}  # fmt: skip
"""What a message calls a column."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is compared in one table. kind: columns that must be equal; numbers: columns that are compared, first the one that a result is known by."""

    kind: tuple[str, ...]
    numbers: tuple[str, ...]


_TABLES: Mapping[str, _Told] = {
    "analyses": _Told(("param_type", "population", "period"), ("param_value", "ci_lower_limit", "ci_upper_limit", "p_value")),
    "measurements": _Told(
        ("param_type", "dispersion_type", "population", "period"),
        ("param_value", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "numerator", "denominator"),
    ),
}


def check_across_reports(rows: RowsByTable) -> list[Finding]:
    """One finding for each number of a result that two reports of a study tell, and for each size of a study that they tell."""
    sizes = group_sizes(rows)
    found = [
        finding
        for table, told in _TABLES.items()
        for result in same_results(table, rows.get(table, ()))
        for finding in _compared(result, told, sizes)
    ]
    return found + list(_sizes(rows.get("sample_sizes", ())))


def same_results(table: str, rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows of `analyses` or `measurements` that tell one result of one study, of at least two reports; repeats are left out."""
    told = _TABLES[table]
    kinds: dict[tuple[Any, ...], list[list[Row]]] = defaultdict(list)
    for row in rows:
        if row.get("study_id") is None or row.get("repeat_of") is not None or row.get(told.numbers[0]) is None:
            continue
        results = kinds[(row["study_id"], *(row.get(column) for column in told.kind))]
        same = next((result for result in results if _same_result(result[0], row, told)), None)
        if same is not None:
            same.append(row)
        elif len(results) < _MOST_RESULTS:
            results.append([row])
    for results in kinds.values():
        yield from (result for result in results if len({row["report_id"] for row in result}) > 1)


def _same_result(one: Row, other: Row, told: _Told) -> bool:
    """True where time, groups and outcome agree as far as both are told, and outcome or numbers say that it is one result."""
    for column in ("time_frame_days", "adjusted", "outcome_type"):
        if one.get(column) is not None and other.get(column) is not None and one.get(column) != other.get(column):
            return False
    groups = [
        {group_key(str(row[label])) for label in ("group_label", "comparator_label") if row.get(label)} for row in (one, other)
    ]
    if groups[0] and groups[1] and not groups[0] & groups[1]:
        return False
    named = _alike(one, other)
    if named is False:
        return False
    agreeing = sum(_agree(one, other, column) for column in told.numbers)
    return agreeing >= 2 or (named is True and one.get("time_frame_days") == other.get("time_frame_days"))


def _alike(one: Row, other: Row) -> bool | None:
    """Whether two outcomes are one; None where one of them is not told."""
    if one.get("outcome_id") and other.get("outcome_id"):
        return one["outcome_id"] == other["outcome_id"]
    words = [_words(str(row["outcome_title"])) if row.get("outcome_title") else frozenset() for row in (one, other)]
    if not words[0] or not words[1]:
        return None
    return 2 * len(words[0] & words[1]) >= min(map(len, words))


def _words(title: str) -> frozenset[str]:
    found = (word for word in re.findall(r"\w+", title.lower()) if len(word) > 2 and word not in _NO_NAME)
    return frozenset(_ENDING.sub("", word) for word in found)


def _agree(one: Row, other: Row, column: str) -> bool:
    """True where both tell this number and it can be one; a bound of p is no number."""
    numbers = number_in(one, column), number_in(other, column)
    if numbers[0] is None or numbers[1] is None:
        return False
    if column == "p_value" and any(row.get("p_value_modifier") not in (None, Modifier.EQUAL) for row in (one, other)):
        return False
    return numbers[0].range().meets(numbers[1].range())


def _compared(result: Sequence[Row], told: _Told, sizes: GroupSizes) -> Iterator[Finding]:
    """A finding for each number that at least two of the reports tell."""
    for column in told.numbers:
        bound = column == "p_value" and any(row.get("p_value_modifier") not in (None, Modifier.EQUAL) for row in result)
        telling = [(row, number) for row in result if (number := number_in(row, column)) is not None]
        if bound or len({row["report_id"] for row, _ in telling}) < 2:
            continue
        others = [other for other in told.numbers if other != column]
        sure = any(_agree(telling[0][0], row, other) for row, _ in telling[1:] for other in others)
        yield _finding(column, telling, sure, sizes)


def _finding(column: str, telling: Sequence[tuple[Row, Printed]], sure: bool, sizes: GroupSizes) -> Finding:
    rows = [row for row, _ in telling]
    ids = tuple(str(row["row_id"]) for row in rows)
    printed = "; ".join(f"{number.raw} ({row['report_id']})" for row, number in telling)
    what = f"{_CALLED[column]} of {rows[0].get('outcome_title') or 'one result'}"
    study = rows[0]["study_id"]

    def said(grade: Grade, message: str, expected: str | None = None, spares: Sequence[Row] = ()) -> Finding:
        spared = frozenset(str(row["row_id"]) for row in spares)
        return Finding(CheckName.ACROSS_REPORTS, grade, ids, with_minus(message), f"{column}: {printed}", expected, spared)

    if _can_be_one([number for _, number in telling], 1):
        return said(Grade.CONSISTENT, f"Reports of {study} agree on {what}: {printed}.")
    if _can_be_one([number for _, number in telling], 2):
        return said(Grade.NOTICE, f"Reports of {study} agree on {what} only if digits were cut off instead of rounded: {printed}.")
    if not sure:
        return said(Grade.NOTICE, f"Reports of {study} tell {what} with other numbers: {printed}. They may be of two analyses.")
    favoured, why = _favoured(column, telling, sizes)
    if not favoured:
        return said(
            Grade.CONTRADICTION, f"Reports of {study} differ on {what}: {printed}; nothing tells which of them is the slip."
        )
    right = next(number for row, number in telling if row in favoured)
    return said(Grade.CONTRADICTION, f"Reports of {study} differ on {what}: {printed}; {why}.", right.raw, favoured)


def _can_be_one(numbers: Sequence[Printed], k: int) -> bool:
    return max(number.range(k).low for number in numbers) <= min(number.range(k).high for number in numbers)


def _favoured(column: str, telling: Sequence[tuple[Row, Printed]], sizes: GroupSizes) -> tuple[list[Row], str]:
    """The rows that tell the number rightly, and why; none where nothing tells."""
    verdicts = [_stands(row, sizes) for row, _ in telling]
    if True in verdicts and False in verdicts:
        good = [pair for pair, verdict in zip(telling, verdicts, strict=True) if verdict is True]
        bad = next(pair for pair, verdict in zip(telling, verdicts, strict=True) if verdict is False)
        if _can_be_one([number for _, number in good], 1) and not _can_be_one([good[0][1], bad[1]], 1):
            estimate = estimate_of(bad[0])
            why = f"{bad[1].raw} cannot stand beside {estimate.told if column == 'p_value' else estimate.interval_told}"
            if column == "param_value":
                why = f"{bad[1].raw} cannot be the centre of {estimate.interval_told}"
            return [row for row, _ in good], f"{why}; {good[0][1].raw}, printed by {good[0][0]['report_id']}, can"
    for _, number in telling:
        same = [other for other, printed in telling if _can_be_one([number, printed], 1)]
        reports = {other["report_id"] for other in same}
        if len(reports) > 1 and 2 * len(reports) > len({other["report_id"] for other, _ in telling}):
            return same, f"{number.raw} is printed by {len(reports)} of them"
    return [], ""


def _stands(row: Row, sizes: GroupSizes) -> bool | None:
    """Whether a row's own arithmetic holds; None where it cannot be checked."""
    estimate = estimate_of(row)
    if estimate.numbers is None or estimate.scale is None or estimate.not_symmetric_because or not estimate.type_is_sure:
        return None
    if not is_centre(estimate.scale, estimate.numbers, k=2):
        return False
    if estimate.p is None or estimate.other_p_because:
        return True
    level = estimate.level or 95.0
    return fit(estimate.numbers, estimate.scale, level, estimate.p, estimate.modifier, sizes.degrees_of_freedom(row)) is not None


def _sizes(rows: Iterable[Row]) -> Iterator[Finding]:
    """The number randomised, of a study and of its arms, as far as no rule had to guess it."""
    studies: dict[tuple[Any, ...], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if (
            row.get("study_id")
            and row.get("role") == Role.RANDOMISED
            and row.get("repeat_of") is None
            and not row.get("population")
        ):
            label = group_key(str(row["group_label"])) if row.get("group_label") else None
            studies[(row["study_id"], label)].setdefault(str(row["report_id"]), row)
    for (study, label), told in studies.items():
        if len(told) < 2:
            continue
        found = list(told.values())
        printed = "; ".join(f"{row['n']} ({row['report_id']})" for row in found)
        what = f"how many were randomised{f' to {label}' if label else ''}"
        ids = tuple(str(row["row_id"]) for row in found)
        if len({row["n"] for row in found}) == 1:
            yield Finding(
                CheckName.ACROSS_REPORTS, Grade.CONSISTENT, ids, f"Reports of {study} agree on {what}: {printed}.", f"n: {printed}"
            )
        else:
            grade = Grade.CONTRADICTION if not any(row.get("review_reasons") for row in found) else Grade.NOTICE
            yield Finding(CheckName.ACROSS_REPORTS, grade, ids, f"Reports of {study} differ on {what}: {printed}.", f"n: {printed}")


def _row(report_id: str, **columns: str | float | None) -> tuple[str, dict[str, str | float | None]]:
    return ("analyses", {"study_id": "smart-ms", "report_id": report_id, "param_type": "beta", "outcome_title": "serum GFAP", "time_frame_days": 182.64,
                         "ci_percent": 95.0, **columns})  # fmt: skip


ACROSS_REPORTS = Check(
    name=CheckName.ACROSS_REPORTS,
    assumption="Rows of one study, not of one report, with the same type, time, population and, as far as both name them, outcome and groups tell one "
               "result where another of their numbers agrees; where none does, they may be two analyses, and a difference is a notice. Harms are not "
               "compared: reports tell a selection of them.",
    citation="INSPECT-SR items 4.6 and 4.9 (consistency of published results); Cochrane Handbook 4.6.2 (several reports of one study)",
    function=check_across_reports,
    holds=(
        Case("one rounded more", _row("a", param_value="−16.31", ci_lower_limit="−33.0", ci_upper_limit="0.3"), _row("b", param_value="−16.3", ci_lower_limit="−33.0", ci_upper_limit="0.3")),
        Case("as many randomised", ("sample_sizes", {"study_id": "x", "report_id": "a", "n": 18, "role": "randomised"}),
             ("sample_sizes", {"study_id": "x", "report_id": "b", "n": 18, "role": "randomised"})),
    ),
    fails=(
        Case("a digit too many in one of them", _row("a", param_value="−16.03", ci_lower_limit="−33.0", ci_upper_limit="0.3", p_value="0.054"),
             _row("b", param_value="−16.3", ci_lower_limit="−33.0", ci_upper_limit="0.3", p_value="0.054")),
        Case("another p-value", _row("a", param_value="9.37", p_value="0.044"), _row("b", param_value="9.37", p_value="0.440")),
        Case("another limit, and no outcome in one of them", _row("a", param_value="9.37", ci_lower_limit="0.29", ci_upper_limit="18.45", outcome_title=None),
             _row("b", param_value="9.37", ci_lower_limit="0.29", ci_upper_limit="14.85")),
        Case("more randomised", ("sample_sizes", {"study_id": "x", "report_id": "a", "n": 18, "role": "randomised"}),
             ("sample_sizes", {"study_id": "x", "report_id": "b", "n": 17, "role": "randomised"})),
    ),
)  # fmt: skip
