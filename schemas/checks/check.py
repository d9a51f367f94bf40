"""What a check is, and what it says of rows."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.checks.printed import Printed, printed_number
from schemas.vocabulary import CheckName, Grade

Row = Mapping[str, Any]
RowsByTable = Mapping[str, Iterable[Row]]
"""Fact table's name to its rows: all columns, and under "printed" the digits of each filled one as printed. "reports": whose rows they are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of one row or several.

    message: one sentence for the curator, with the printed values. printed: those values; expected: values that
    would be consistent, where the check can tell. spares: those of the rows that a contradiction does not doubt.
    """

    check: CheckName
    grade: Grade
    row_ids: tuple[str, ...]
    message: str
    printed: str | None = None
    expected: str | None = None
    spares: frozenset[str] = frozenset()
    finding_id: str = field(init=False)
    """16 hex digits that depend on check, rows and printed values only."""

    def __post_init__(self) -> None:
        parts = json.dumps([self.check.value, sorted(self.row_ids), self.printed], ensure_ascii=False)
        identity = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        object.__setattr__(self, "finding_id", identity)


@dataclass(frozen=True, slots=True)
class Case:
    """Rows that a check is tried on. rows: (table, columns); a number in a string is a printed one.

    Case("…", ("analyses", {"param_value": "0.94", "ci_lower_limit": "0.58", "ci_upper_limit": "1.50"}))
    """

    why: str
    rows: tuple[tuple[str, Mapping[str, Any]], ...]

    def __init__(self, why: str, *rows: tuple[str, Mapping[str, Any]]) -> None:
        object.__setattr__(self, "why", why)
        object.__setattr__(self, "rows", rows)

    def rows_by_table(self) -> dict[str, list[dict[str, Any]]]:
        """The rows as `run_checks` takes them: printed numbers as values and, under "printed", as printed."""
        tables: dict[str, list[dict[str, Any]]] = {}
        for ordinal, (table, columns) in enumerate(self.rows):
            numbers = {name: printed_number(value) for name, value in columns.items() if isinstance(value, str)}
            printed = {name: columns[name] for name, number in numbers.items() if number is not None}
            values = {name: float(number.value) for name, number in numbers.items() if number is not None}
            row = {"row_id": f"{ordinal:016x}", "report_id": "case", "study_id": None, **columns, **values, "printed": printed}
            tables.setdefault(table, []).append(row)
        return tables


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of arithmetic.

    assumption: when it may be applied. citation: where the rule comes from. holds: cases in which every finding
    is `consistent`; fails: cases in which one is a contradiction.
    """

    name: CheckName
    assumption: str
    citation: str
    function: Callable[[RowsByTable], list[Finding]]
    holds: tuple[Case, ...]
    fails: tuple[Case, ...]

    def __post_init__(self) -> None:
        if not self.holds or not self.fails:
            raise ValueError(f"check {self.name} needs at least one case that holds and one that fails")


def number_in(row: Row, column: str) -> Printed | None:
    """The number in `column` with the precision in which it is printed; None where there is none.

    A value without printed digits (added by a curator, or a word) has the precision of its shortest spelling.
    """
    value = row.get(column)
    if value is None:
        return None
    printed = printed_number((row.get("printed") or {}).get(column) or "")
    if printed is not None and float(printed.value) == float(value):
        return printed
    # "- 9.2%" may be claimed without its sign, "twelve" has no digits: the value itself, in as many digits as it needs.
    shortest = printed_number(repr(float(value)).removesuffix(".0"))
    if shortest is not None and printed is not None and abs(printed.value) == abs(shortest.value):
        sign = "-" if shortest.value < 0 else ""
        return Printed(sign + printed.raw.lstrip("+-− "), shortest.value, printed.half_unit)
    return shortest


def reasons_of(findings: Iterable[Finding]) -> dict[str, set[str]]:
    """For each row that a finding contradicts and does not spare, the codes for its `review_reasons`."""
    reasons: dict[str, set[str]] = {}
    for finding in findings:
        if finding.grade is Grade.CONTRADICTION:
            for row_id in set(finding.row_ids) - finding.spares:
                reasons.setdefault(row_id, set()).add(f"check_{finding.check.value}")
    return reasons


def finding_tables(findings: Iterable[Finding]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of tables `findings` and `finding_rows`."""
    findings = list(findings)
    rows = [
        {
            "finding_id": finding.finding_id, "check": finding.check.value, "grade": finding.grade.value,
            "message": finding.message, "printed": finding.printed, "expected": finding.expected,
        }
        for finding in findings
    ]  # fmt: skip
    return rows, finding_rows(findings)


def finding_rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The rows of table `finding_rows`: each row that a finding speaks of, once."""
    return [
        {"finding_id": finding.finding_id, "row_id": row_id}
        for finding in findings
        for row_id in sorted(set(finding.row_ids))
    ]  # fmt: skip
