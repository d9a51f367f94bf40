"""Parts and their whole, as far as `bookkeeping` asks: what became of everybody, shares of 100 %, and who is not told of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from schemas.checks.check import Finding, Row, number_in
from schemas.checks.group_sizes import GroupSizes, place_of
from schemas.vocabulary import CheckName, Grade, MeasurementParamType

TOO_FAR = 1.25
"""Counts that differ by more than this factor count different people, and no slip of a digit in the flow of one group."""
_CLOSE = 160
"""Characters within which the parts of one whole are told."""
_COURSE = (
    re.compile(r"\b(?:improv\w*|better|responded|recover\w*)\b", re.IGNORECASE),
    re.compile(r"\b(?:wors\w*|deteriorat\w*|declin\w*|progress\w*|relaps\w*)\b", re.IGNORECASE),
    re.compile(r"\b(?:stable|stabili[sz]ed|unchanged|no change|not change\w*|same|constant)\b", re.IGNORECASE),
)
"""What can become of a patient: better, worse, unchanged. Together they are everybody."""


def said(grade: Grade, rows: Iterable[Row], message: str, printed: str, expected: str | None = None) -> Finding:
    """A finding of `bookkeeping`."""
    return Finding(CheckName.BOOKKEEPING, grade, tuple(str(row["row_id"]) for row in rows), message, printed, expected)


def _runs(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows of one report, trial, group and time that stand close together."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(place_of(row), row.get("group_label"), row.get("time_frame"))].append(row)
    for group in groups.values():
        run: list[Row] = []
        for row in sorted(group, key=lambda row: (row.get("start") or 0, row["row_id"])):
            if run and (row.get("start") or 0) - (run[-1].get("end") or 0) > _CLOSE:
                yield run
                run = []
            run.append(row)
        yield run


def _course(row: Row) -> int | None:
    title = str(row.get("outcome_title") or "")
    found = [index for index, words in enumerate(_COURSE) if words.search(title)]
    return found[0] if len(found) == 1 else 2 if 2 in found else None


def courses(measured: Sequence[Row], sizes: GroupSizes) -> Iterator[Finding]:
    """'4 improved, 6 deteriorated and 12 had no change' are all the patients there are."""
    counts = [row for row in measured if row.get("param_type") == MeasurementParamType.COUNT and row.get("repeat_of") is None
              and row.get("param_value") is not None and row.get("denominator") is None]  # fmt: skip
    for run in _runs(counts):
        told = {course: row for row in run if (course := _course(row)) is not None}
        if len(told) < 3 or len(run) != 3:
            continue
        wholes = sizes.of_group(run[0], run[0].get("group_label"))
        added = int(sum(row["param_value"] for row in run))
        printed = " + ".join(f"{row['param_value']:g}" for row in run)
        if not wholes:
            yield said(Grade.CANNOT_CHECK, run, f"{printed} = {added}: of how many is not printed.", printed)
        elif added in wholes:
            yield said(Grade.CONSISTENT, run, f"Everybody is accounted for: {printed} = {added}.", f"{printed} of {added}")
        elif added > max(wholes):
            yield said(
                Grade.CONTRADICTION,
                run,
                f"{printed} = {added} are more than the {max(wholes)} participants.",
                f"{printed} of {max(wholes)}",
                f"at most {max(wholes)}",
            )
        else:
            whole = min(size for size in wholes if size > added)
            yield said(Grade.NOTICE, run, f"Unaccounted: {printed} = {added} of {whole}; of {whole - added} nothing is told.", f"{printed} of {whole}", str(whole))  # fmt: skip


def shares(measured: Sequence[Row]) -> Iterator[Finding]:
    """Three or more shares in a row that come near 100 % are the parts of one whole, and must reach it within rounding."""
    told = [row for row in measured if row.get("param_type") == MeasurementParamType.PERCENT and row.get("repeat_of") is None
              and row.get("param_value") is not None and row.get("dispersion_type") is None and not row.get("is_change")]  # fmt: skip
    for run in _runs(told):
        numbers = [number for row in run if (number := number_in(row, "param_value")) is not None]
        added = sum((number.value for number in numbers), Decimal(0))
        if (
            len(numbers) < 3
            or any(number.value <= 0 for number in numbers)
            or len({row.get("outcome_title") for row in run}) < len(run)
        ):
            continue
        room, printed = sum((number.half_unit for number in numbers), Decimal(0)), " + ".join(number.raw for number in numbers)
        if abs(added - 100) <= room:
            yield said(Grade.CONSISTENT, run, f"The shares add up to 100 % within rounding: {printed} = {added}.", printed, "100")
        elif abs(added - 100) <= max(Decimal(2), 2 * room):
            yield said(
                Grade.NOTICE,
                run,
                f"The shares add up to {added} % ({printed}); as parts of one whole they would reach 100 %.",
                printed,
                "100",
            )


def unaccounted(measured: Sequence[Row], sizes: GroupSizes) -> Iterator[Finding]:
    """'3 of 5' of a group of 7: two are not told of."""
    smallest: dict[tuple[Any, ...], Row] = {}
    for row in measured:
        whole = row.get("denominator")
        wholes = sizes.of_group(row, row.get("group_label"))
        if not whole or not wholes or row.get("population") or not min(wholes) * 2 / 3 <= whole <= max(wholes) * TOO_FAR:
            continue
        key = (place_of(row), row.get("group_label"))
        if key not in smallest or whole < smallest[key]["denominator"]:
            smallest[key] = row
    for row in smallest.values():
        whole, wholes = int(row["denominator"]), sizes.of_group(row, row.get("group_label"))
        of = f" in {row['group_label']}" if row.get("group_label") else ""
        printed = f"{whole} of {min(wholes)}"
        if whole in wholes:
            yield said(Grade.CONSISTENT, [row], f"The {whole}{of} are all that are counted there.", printed)
        elif whole < min(wholes):
            yield said(Grade.NOTICE, [row], f"Unaccounted: of {min(wholes)} participants{of} the result tells of {whole}, {min(wholes) - whole} "
                        "fewer.", printed, str(min(wholes)))  # fmt: skip
