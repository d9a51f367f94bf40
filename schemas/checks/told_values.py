"""The numbers of one result as several reports tell them: whether they can be one number, and which of them is the slip."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.checks.check import Finding, Row, number_in
from schemas.checks.estimates import estimate_of
from schemas.checks.group_sizes import GroupSizes
from schemas.checks.midpoint import is_centre
from schemas.checks.p_range import fit
from schemas.checks.printed import Printed, with_minus
from schemas.checks.sources import Sources
from schemas.checks.told_results import RESULTS, agrees, same_outcome, same_time, told_number
from schemas.vocabulary import CheckName, Grade, Modifier

_CALLED = {"param_value": "the value", "ci_lower_limit": "the lower limit", "ci_upper_limit": "the upper limit", "p_value": "the p-value",
           "dispersion_value": "the spread", "dispersion_lower_limit": "the lower end", "dispersion_upper_limit": "the upper end",
           "numerator": "the count", "denominator": "the number counted"}  # fmt: skip
"""What a message calls a column."""
_OTHER_PEOPLE = 1.5
"""So many times as many participants are no slip of a report: a substudy or a follow-up counts fewer."""


def compared(check: CheckName, table: str, result: Sequence[Row], sizes: GroupSizes, origin: Sources) -> Iterator[Finding]:
    """A finding for each number of one result that at least two of the reports tell."""
    numbers = RESULTS[table].numbers
    for column in numbers:
        bound = column == "p_value" and any(row.get("p_value_modifier") not in (None, Modifier.EQUAL) for row in result)
        telling = [(row, number) for row in result if (number := told_number(row, column)) is not None]
        counted_already = column == "numerator" and all(row.get("param_value") == row.get(column) for row in result)
        if (
            bound
            or counted_already
            or len({row["report_id"] for row, _ in telling}) < 2
            or not _one_spread(column, [row for row, _ in telling])
        ):
            continue
        others = [other for other in numbers if other != column]
        sure = any(agrees(telling[0][0], row, other) for row, _ in telling[1:] for other in others)
        yield _finding(check, column, telling, sure, sizes, origin)


def corroborated(what: str, told: str, report_ids: Iterable[str], origin: Sources) -> str:
    """The sentence for tellings that agree: who tells the same independently, or that one only copies the other."""
    independent = origin.independent(report_ids)
    if len(independent) > 1:
        return f"{what} is corroborated by {len(independent)} reports that do not copy each other: {told}."
    return f"{what} is told alike, but by reports that copy or retell one source, so that none corroborates the other: {told}."


def differing_sizes(rows: Sequence[Row], grade: Grade, message: str, counted: Sequence[int] = ()) -> tuple[Grade, str]:
    """The grade of sizes that differ, with the message: far apart they count other people, and in doubt they are a notice at most."""
    sizes = counted or [int(row["n"]) for row in rows]
    if max(sizes) > min(sizes) * _OTHER_PEOPLE:
        return Grade.CANNOT_CHECK, f"{message} They lie so far apart that one of them counts a part, or other people."
    return (Grade.NOTICE if any(row.get("review_reasons") for row in rows) else grade), message


def _one_spread(column: str, rows: Sequence[Row]) -> bool:
    """True where the column is no spread, or every row says which spread it is, and the same one."""
    return not column.startswith("dispersion") or len({row.get("dispersion_type") for row in rows}) == 1


def _finding(
    check: CheckName, column: str, telling: Sequence[tuple[Row, Printed]], sure: bool, sizes: GroupSizes, origin: Sources
) -> Finding:
    rows = [row for row, _ in telling]
    ids = tuple(str(row["row_id"]) for row in rows)
    printed = "; ".join(f"{number.raw} ({row['report_id']})" for row, number in telling)
    what = f"{_CALLED[column]} of {rows[0].get('outcome_title') or 'one result'}"
    study = rows[0]["study_id"]

    def said(grade: Grade, message: str, expected: str | None = None, spares: Sequence[Row] = ()) -> Finding:
        spared = frozenset(str(row["row_id"]) for row in spares)
        return Finding(check, grade, ids, with_minus(message), f"{column}: {printed}", expected, spared)

    if _can_be_one([number for _, number in telling], 1):
        reports = [str(row["report_id"]) for row in rows]
        return said(Grade.CONSISTENT, corroborated(f"Of {study}, {what}", printed, reports, origin))
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


def turned_round(check: CheckName, lines: Sequence[Sequence[Row]]) -> Iterator[Finding]:
    """Two arms whose values stand the other way round in another report. lines: results of one outcome and time, an arm each."""
    for position, one in enumerate(lines):
        for other in lines[position + 1 :]:
            if _of_one_outcome(one[0], other[0]):
                yield from _turned(check, one, other)


def _of_one_outcome(one: Row, other: Row) -> bool:
    same = all(one.get(column) == other.get(column) for column in ("study_id", "param_type", "is_change", "population", "period"))
    return (
        same
        and one.get("group_label") != other.get("group_label")
        and bool(same_outcome(one, other))
        and same_time(one, other) is not False
    )


def _turned(check: CheckName, one: Sequence[Row], other: Sequence[Row]) -> Iterator[Finding]:
    first, second = ({str(row["report_id"]): row for row in reversed(line)} for line in (one, other))
    both = sorted(first.keys() & second.keys())
    for position, report in enumerate(both):
        for later in both[position + 1 :]:
            rows = [first[report], second[report], first[later], second[later]]
            crossed = agrees(rows[0], rows[3], "param_value") and agrees(rows[1], rows[2], "param_value")
            straight = agrees(rows[0], rows[2], "param_value") or agrees(rows[1], rows[3], "param_value")
            if crossed and not straight:
                told = [number.raw for row in rows if (number := number_in(row, "param_value")) is not None]
                printed = f"{told[0]} and {told[1]} ({report}); {told[2]} and {told[3]} ({later})"
                yield Finding(
                    check, Grade.CONTRADICTION, tuple(str(row["row_id"]) for row in rows),
                    with_minus(f"Reports of {rows[0]['study_id']} tell {rows[0].get('outcome_title') or 'one result'} of "
                               f"{rows[0].get('group_label')} and {rows[1].get('group_label')} the other way round: {printed}."),
                    f"arms: {printed}",
                )  # fmt: skip
