"""The rows that one row of a table gives: its cells walked from left to right, each with what stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.linking.cells.axes import Axes, Groups, Kind
from extractors.linking.cells.columns import PARTS, Column, Role
from extractors.linking.cells.comparisons import Compared, Statement, analysis, completed, estimate_in, p_value_in
from extractors.linking.cells.declared import Declared, declared_by
from extractors.linking.cells.harms import NAMES_EVENTS, harm, is_of_harm
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Cell, Line, Table
from extractors.linking.cells.measured import Measured
from extractors.linking.cells.results import Beside, measurement, value_of_cell
from extractors.linking.cells.subjects import Subject, Subjects
from extractors.linking.context import Reading
from extractors.linking.modifiers import modifier_of
from extractors.numbers import value_of
from extractors.row import Row
from extractors.rules.cells import CELL_INTERVAL, CELL_NUMBER, CELL_P_VALUE, CELL_SPREAD_ALONE
from extractors.rules.table_heads import Says
from schemas.vocabulary import MeasurementParamType


@dataclass(frozen=True)
class TableFacts:
    """What holds for all rows of a table. declared: how caption and footnotes say that values are given."""

    table: Table
    heads: Heads
    axes: Axes
    columns: Mapping[int, Column]
    groups: Groups
    subjects: Subjects
    declared: tuple[Declared, ...]
    of_harms: bool
    compared: Compared
    study: Mapping[str, Any]
    times_vary: bool


@dataclass
class _Value:
    """One group's value with the cells that complete it."""

    cell: Cell
    column: Column
    beside: list[Beside] = field(default_factory=list)


class LineReader:
    """Reads the rows of one table."""

    def __init__(self, facts: TableFacts, reading: Reading) -> None:
        self._facts, self._reading = facts, reading
        self._folded, self._text = reading.folded, reading.document.text

    def rows(self, line: Line) -> Iterator[Row]:
        """What a row of the table tells."""
        own = [self._facts.heads.at(span) for span in reversed(line.stub)]
        role = _role_of_line(own)
        for statement in self._statements(line, role):
            if isinstance(statement, _Value):
                yield from self._value_rows(line, statement)
            else:
                row = self._analysis(line, statement)
                if row is not None:
                    yield row

    def _statements(self, line: Line, line_role: Role | None) -> list[_Value | Statement]:
        """The row's values and analyses, each with the cells beside it."""
        found: list[_Value | Statement] = []
        pending: Beside | None = None
        for cell in line.cells:
            column = self._column(cell, line_role)
            if cell.shape is None or cell.shape.is_empty:
                continue
            if column.role is Role.SIZE:
                pending = Beside(cell, column)
                continue
            last = found[-1] if found else None
            if last is not None and _is_part(cell, column, last) and _attached(last, cell, column):
                continue
            if column.role is Role.P:
                self._add_p(found, cell, column)
            elif column.role in (Role.ESTIMATE, Role.TEST):
                estimate = estimate_in(cell, column, self._declared_of(line, column), self._folded)
                if estimate is not None:
                    _take_p_before(found, estimate)
                    found.append(estimate)
            elif column.role is Role.VALUE and cell.shape.rule is not CELL_P_VALUE:
                beside = [pending] if pending is not None and pending.column.block == column.block else []
                found.append(_Value(cell, column, beside))
            pending = None
        return found

    def _column(self, cell: Cell, line_role: Role | None) -> Column:
        column = self._facts.columns[cell.column]
        if line_role is Role.ESTIMATE and any(self._facts.axes.kinds.get(span) is Kind.GROUP for span in column.spans):
            return column  # a difference in one group's column is its change
        if line_role is not None and column.role in (Role.VALUE, Role.SIZE, *PARTS):
            return replace(column, role=line_role)
        return column

    def _add_p(self, found: list["_Value | Statement"], cell: Cell, column: Column) -> None:
        """A p-value of the estimate before it in the same block of columns, else one that stands alone."""
        for other in reversed(found):
            if isinstance(other, _Value):
                break
            if "p_value" not in other.places and _same_block(other.column, column) and completed(other, cell, column):
                return
        alone = p_value_in(cell, column)
        found += [alone] if alone is not None else []

    def _declared_of(self, line: Line, column: Column) -> list[Declared]:
        """What declares the cell's numbers, the nearest first: the row's own labels, its column, rows above it, the caption."""
        rows = [
            declared_by(head.terms, head.text, span.start)
            for span in reversed(line.stub)
            if (head := self._facts.heads.at(span)).terms
        ]
        above = [
            declared_by(head.terms, head.text, span.start)
            for span in reversed(line.groups)
            if (head := self._facts.heads.at(span)).terms
        ]
        first, second = (
            (list(column.declared), [one for row in rows for one in row])
            if column.role in (Role.ESTIMATE, Role.TEST)
            and column.declared
            and column.declared[0].says in (Says.ESTIMATE, Says.TEST)
            else ([one for row in rows for one in row], list(column.declared))
        )
        return [*first, *second, *(one for row in above for one in row)]

    def _value_rows(self, line: Line, value: _Value) -> Iterator[Row]:
        facts, cell = self._facts, value.cell
        subject = facts.subjects.of(line, value.column)
        declared = self._declared_of(line, value.column)
        size = value_of(self._folded[slice(*subject.size)]) if subject.size is not None else None
        found = value_of_cell(cell, declared, facts.declared, subject, size, value.beside)
        if found is None or self._says_nothing(found, subject, value.column):
            return
        if not any(_is_size_line(self._facts.heads.at(span)) for span in line.stub):
            row = None
            if is_of_harm(line, facts.of_harms, self._folded):
                row = harm(self._reading, facts.table, line, cell, value.column.spans, found, subject, facts.study, facts.heads)
            row = row or measurement(cell, found, subject, facts.groups, [*declared, *facts.declared], facts.study, self._folded)
            if row is not None:
                yield row
        if cell.shape is not None and cell.shape.has("p_value"):
            statement = Statement(
                cell, value.column, {"p_value": cell.shape.places["p_value"]}, {"p_value_modifier": _told_modifier(cell)}
            )
            alone = self._analysis(line, statement)
            if alone is not None:
                yield alone

    def _says_nothing(self, found: Measured, subject: Subject, column: Column) -> bool:
        """True for a bare number of which no head tells group, time, unit or statistic: it may be a rank, a code, a place."""
        if (
            found.settled["param_type"] is not MeasurementParamType.OTHER
            or len(found.places) > 1
            or subject.group is not None
            or subject.unit is not None
        ):
            return False
        axes = self._facts.axes
        return not any(axes.kinds.get(span) in (Kind.TIME, Kind.TOTAL) for span in column.spans) and subject.size is None

    def _analysis(self, line: Line, statement: Statement) -> Row | None:
        facts = self._facts
        subject = facts.subjects.of(line, statement.column)
        reasons: list[str] = []
        groups = facts.compared.of(statement, subject, facts.times_vary, reasons)
        row = analysis(statement, subject, groups, facts.study, self._folded, self._text)
        return replace(row, reasons=tuple(dict.fromkeys((*row.reasons, *reasons)))) if row is not None else None


def _told_modifier(cell: Cell) -> Any:
    text = cell.shape.texts.get("p_value_modifier", "") if cell.shape is not None else ""
    return modifier_of(text, (0, len(text)) if text else None)


def _role_of_line(own: Sequence[Head]) -> Role | None:
    """What all cells of a row are, where its own label names nothing but a p-value, an estimate or a spread."""
    for head in own:
        if head.says(Says.P) and not head.says(Says.MEAN, Says.MEDIAN, Says.COUNT, Says.ESTIMATE):
            return Role.P
        if head.says(Says.ESTIMATE) and not head.is_change:
            return Role.ESTIMATE
        if head.is_statistic and not head.says(
            Says.MEAN, Says.MEDIAN, Says.COUNT, Says.PERCENT, Says.GEOMETRIC_MEAN, Says.LEAST_SQUARES_MEAN, Says.RATE
        ):
            return Role.TEST if head.says(Says.TEST) else Role.SKIPPED
    return None


def _is_size_line(head: Head) -> bool:
    """True for a row labelled "n" or "No. of patients": it counts the group, and is no result of it."""
    return head.is_statistic and not NAMES_EVENTS.search(head.text) and all(term.says is Says.COUNT for term in head.terms)


def _is_part(cell: Cell, column: Column, last: "_Value | Statement") -> bool:
    """Whether a cell completes the statement before it: by its column's role, or by its shape under the same heads."""
    if column.role in PARTS:
        return _same_block(last.column, column)
    if cell.shape is None:
        return False
    alone = cell.shape.rule in (CELL_INTERVAL, CELL_SPREAD_ALONE)
    if (
        isinstance(last, _Value)
        and last.column.spans == column.spans
        and cell.shape.rule is CELL_NUMBER
        and cell.shape.has("percent_sign")
    ):
        return last.cell.shape is not None and last.cell.shape.rule is CELL_NUMBER and not last.cell.shape.has("percent_sign")
    return alone and (last.column.spans == column.spans or (column.role is Role.ESTIMATE and _same_block(last.column, column)))


def _take_p_before(found: list["_Value | Statement"], estimate: Statement) -> None:
    """A p-value in the column before an estimate of the same block is the estimate's, where no other one has it."""
    last = found[-1] if found else None
    if (
        isinstance(last, Statement)
        and not last.has_estimate
        and "p_value" not in estimate.places
        and _same_block(last.column, estimate.column)
    ):
        estimate.places["p_value"] = last.places["p_value"]
        estimate.values["p_value_modifier"] = last.values["p_value_modifier"]
        found.pop()


def _same_block(one: Column, other: Column) -> bool:
    """Whether two columns stand under the same outer heads: the shorter of the two lists of heads begins the other."""
    shorter, longer = sorted((one.block, other.block), key=len)
    return longer[: len(shorter)] == shorter


def _attached(last: "_Value | Statement", cell: Cell, column: Column) -> bool:
    if isinstance(last, _Value):
        last.beside.append(Beside(cell, column))
        return True
    return completed(last, cell, column)
