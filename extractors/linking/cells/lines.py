"""The rows that one row of a table gives: its cells walked from left to right, each with what stands beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractors.document import Span
from extractors.linking.cells.axes import Axes
from extractors.linking.cells.brackets import fit_of
from extractors.linking.cells.columns import PARTS, Column, Role
from extractors.linking.cells.compared import Compared
from extractors.linking.cells.comparisons import Statement, analysis, completed, estimate_in, named_in, p_value_in
from extractors.linking.cells.declared import BOUNDS, SPREADS, Declared, declared_by
from extractors.linking.cells.harms import harm, is_of_harm
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Cell, Line, Table
from extractors.linking.cells.line_roles import is_size_line, role_of_line
from extractors.linking.cells.measured import UNNAMED, Around, Fit, Measured
from extractors.linking.cells.named_groups import Groups
from extractors.linking.cells.notes import Notes
from extractors.linking.cells.outcome_titles import is_answer
from extractors.linking.cells.pairs import both_counts, halves_of
from extractors.linking.cells.results import Beside, measurement, value_of_cell
from extractors.linking.cells.sizes import size_row
from extractors.linking.cells.stacked import parts_of, standing_beside
from extractors.linking.cells.subjects import Subject, Subjects
from extractors.linking.cells.together import (
    Value,
    are_not_told_apart,
    attached,
    is_of_an_effect,
    is_part,
    same_block,
    take_p_before,
)
from extractors.linking.context import Reading
from extractors.linking.modifiers import modifier_of
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Row
from extractors.rules.cells import CELL_BRACKET, CELL_INTERVAL, CELL_NUMBER, CELL_P_VALUE, CELL_PART, CELL_SPREAD_ALONE
from extractors.rules.table_heads import Says
from schemas.vocabulary import MeasurementParamType

_OF_TWO = compiled(
    r"[(\[]\s?(?![nN]\s?/)(?:[A-Z]{1,4}|[A-Z][a-z]+)\s?/\s?(?!n\b|N\b|[Tt]otal\b|[Aa]ll\b)(?:[A-Z]{1,4}|[A-Z][a-z]+)\s?[)\]]"
)


@dataclass(frozen=True)
class TableFacts:
    """What holds for all rows of a table. notes: how caption and footnotes say that values are given."""

    table: Table
    heads: Heads
    axes: Axes
    columns: Mapping[tuple[int, tuple[Span, ...]], Column]
    groups: Groups
    subjects: Subjects
    notes: Notes
    of_harms: bool
    compared: Compared
    study: Mapping[str, Any]
    times_vary: bool


class LineReader:
    """Reads the rows of one table."""

    def __init__(self, facts: TableFacts, reading: Reading) -> None:
        self._facts, self._reading = facts, reading
        self._folded, self._text = reading.folded, reading.document.text
        self._parts = parts_of(facts.table.lines, facts.heads)
        self._told_sizes: dict[tuple[tuple[Span, ...], int], tuple[int, int]] = {}
        self._completing = {part.line.index for parts in self._parts.values() for part in parts}

    def rows(self, line: Line) -> Iterator[Row]:
        """What a row of the table tells."""
        own = [self._facts.heads.at(span) for span in reversed(line.stub)]
        role = None if is_answer(line, self._facts.heads) else role_of_line(own)
        role = Role.SKIPPED if line.index in self._completing else role
        for statement in self._statements(line, role):
            if isinstance(statement, Value):
                yield from self._value_rows(line, statement)
            elif isinstance(statement, Beside):
                yield from self._size_rows(line, statement.cell, self._facts.subjects.of(line, statement.column))
            else:
                row = self._analysis(line, statement)
                if row is not None:
                    yield row

    def _statements(self, line: Line, line_role: Role | None) -> list[Value | Statement | Beside]:
        """The row's values and analyses, each with the cells beside it."""
        found: list[Value | Statement | Beside] = []
        pending: Beside | None = None
        for cell in line.cells:
            column = self._column(line, cell, line_role)
            if cell.shape is None or cell.shape.is_empty:
                continue
            named = named_in(cell, column, self._folded)
            if named is not None:
                found.append(named)
                continue
            if column.role is Role.SIZE:
                pending = Beside(cell, column)
                found += [pending] if self._facts.axes.rows_have_groups else []
                continue
            last = found[-1] if found else None
            if last is not None and not isinstance(last, Beside) and is_part(cell, column, last):
                if isinstance(last, Value) and not column.declared and cell.shape.rule in (CELL_SPREAD_ALONE, CELL_INTERVAL):
                    column = standing_beside(column, self._beside_values(line, column), column.role)
                if attached(last, cell, column):
                    continue
            if cell.shape.rule is CELL_P_VALUE and cell.shape.has("p_name") and column.role in (Role.VALUE, Role.ESTIMATE):
                self._add_p(found, cell, replace(column, role=Role.P), stands_for_values=column.role is Role.VALUE)
                continue
            if column.role is Role.P:
                self._add_p(found, cell, column)
            elif column.role in (Role.ESTIMATE, Role.TEST):
                declared = [*self._declared_of(line, column), *self._facts.notes.errors]
                estimate = estimate_in(cell, column, declared, self._folded)
                if estimate is not None:
                    take_p_before(found, estimate)
                    found.append(estimate)
                    for one in self._stacked(line, column, self._facts.notes.errors):
                        completed(estimate, one.cell, one.column)
            elif column.role is Role.VALUE and cell.shape.rule is not CELL_P_VALUE:
                beside = [pending] if pending is not None and same_block(pending.column, column) else []
                found.append(Value(cell, column, [*beside, *self._stacked(line, column)]))
            if pending is not None and not same_block(pending.column, column):
                pending = None
        for value in found:
            if isinstance(value, Value) and are_not_told_apart(value, found):
                value.reasons = (UNNAMED,)
        return found

    def _stacked(self, line: Line, column: Column, errors: tuple[Declared, ...] = ()) -> Iterator[Beside]:
        """The cells of the same column in the rows that complete this one."""
        for part in self._parts.get(line.index, ()):
            under = part.under(column, self._beside_values(line, column) or errors)
            yield from (Beside(cell, under) for cell in part.line.cells if cell.column == column.index)

    def _beside_values(self, line: Line, column: Column) -> tuple[Declared, ...]:
        """What stands beside values here, as the nearest declaration says, or the only one of caption and footnotes."""
        near = [one for one in self._declared_of(line, column) if one.has(*SPREADS, *BOUNDS, Says.PERCENT)]
        told = [one for one in self._facts.notes.general if one.has(*SPREADS, *BOUNDS, Says.PERCENT)]
        return tuple(near[:1] or (told if len(told) == 1 else ()))

    def _column(self, line: Line, cell: Cell, line_role: Role | None) -> Column:
        column = self._facts.columns[cell.column, cell.heads]
        if line_role is Role.ESTIMATE and any(self._facts.axes.kinds.get(span) is Kind.GROUP for span in column.spans):
            # A difference in one group's column is its change, unless the row says with whom it compares the group.
            return replace(column, role=Role.ESTIMATE) if self._facts.compared.tells_with_whom(line) else column
        if line_role is not None and column.role in (Role.VALUE, Role.SIZE, *PARTS):
            return replace(column, role=line_role)
        return column

    def _add_p(self, found: list[Value | Statement | Beside], cell: Cell, column: Column, stands_for_values: bool = False) -> None:
        """A p-value of the estimate before it in the same block of columns, else one that stands alone.

        stands_for_values: where only the cell says that it is a p-value, its column may be a group's and the p-value of all groups.
        """
        for other in reversed(found):
            if not isinstance(other, Statement):
                break
            of_both = same_block(other.column, column) and not is_of_an_effect(column)
            if "p_value" not in other.places and of_both and completed(other, cell, column):
                return
        alone = p_value_in(cell, column)
        if alone is not None:
            if stands_for_values and any(self._facts.axes.kinds.get(span) is Kind.GROUP for span in column.spans):
                alone.reasons.append("link_groups_guessed")
            found.append(alone)

    def _declared_of(self, line: Line, column: Column, cell: Cell | None = None) -> list[Declared]:
        """What declares the cell's numbers, the nearest first: its note, the row's own labels, its column, rows above it."""
        notes = self._facts.notes
        labels = line.stub[:-1] if is_answer(line, self._facts.heads) else line.stub
        rows = [*self._of_labels(reversed(labels)), *notes.of(reversed(labels))]
        columns = [*column.declared, *(marked := notes.of(reversed(column.spans)))]
        if marked:  # "%[b]" with "[b] Medians": the note says more than the sign
            rows, columns = sorted(rows, key=_is_bare_share), sorted(columns, key=_is_bare_share)
            rows, columns = [one for one in rows if not _is_bare_share(one)], [*columns, *filter(_is_bare_share, rows)]
        of_estimate = (
            column.role in (Role.ESTIMATE, Role.TEST) and column.declared and column.declared[0].says in (Says.ESTIMATE, Says.TEST)
        )
        nearest = [*columns, *rows] if of_estimate else [*rows, *columns]
        own = notes.of([cell.place]) if cell is not None else []
        return [*own, *nearest, *self._of_labels(reversed(line.groups)), *notes.of(reversed(line.groups))]

    def _of_labels(self, spans: Iterable[Span]) -> Iterator[Declared]:
        for span in spans:
            head = self._facts.heads.at(span)
            yield from declared_by(head.terms, head.text, span.start)

    def _around(self, line: Line, column: Column, cell: Cell, subject: Subject) -> Around:
        """What is known of a cell; its row proves what its brackets hold as far as they stand under the same declarations."""
        alike = [
            (other.shape, self._size(self._sized(line, other, self._facts.subjects.of(line, beside))))
            for other in line.cells
            if other.shape is not None
            and other.shape.rule is CELL_BRACKET
            and _forms(beside := self._facts.columns[other.column, other.heads]) == _forms(column)
        ]
        fit = fit_of(alike) if cell.shape is not None and cell.shape.has("inner") else Fit.UNKNOWN
        near = self._declared_of(line, column, cell)
        notes = self._facts.notes
        return Around(
            tuple(near), notes.general, (*notes.stray, *notes.errors), notes.prose, self._size(subject), subject.unit, fit
        )

    def _sized(self, line: Line, cell: Cell, subject: Subject) -> Subject:
        """The subject with the size that a row "n" above gives, under the same label or for a group whose head gives none."""
        told = self._told_sizes.get((line.groups, cell.column)) if line.groups or subject.size is None else None
        return replace(subject, size=told) if told is not None else subject

    def _size(self, subject: Subject) -> float | None:
        return value_of(self._folded[slice(*subject.size)]) if subject.size is not None else None

    def _value_rows(self, line: Line, value: Value) -> Iterator[Row]:
        facts, cell = self._facts, value.cell
        subject = self._sized(line, cell, facts.subjects.of(line, value.column))
        is_size = cell.shape is not None and cell.shape.rule is CELL_NUMBER and not is_answer(line, facts.heads)
        if is_size and cell.shape is not None and any(is_size_line(facts.heads.at(span)) for span in line.stub):
            self._told_sizes[line.groups, cell.column] = cell.shape.places["value"]
            yield from self._size_rows(line, cell, subject)
            return
        halves = halves_of(line.stub, self._folded, self._text)
        counts = list(both_counts(cell.shape)) if halves is not None and cell.shape is not None else []
        if halves is not None and counts:
            for count, half in zip(counts, halves[1], strict=True):
                of_half = replace(subject, outcome=": ".join(part for part in (*self._outer(line), halves[0], half) if part))
                row = measurement(cell, count, of_half, facts.groups, (), facts.study, self._folded)
                yield from [row] if row is not None else []
            return
        around = self._around(line, value.column, cell, subject)
        found = value_of_cell(cell, around, value.beside)
        if found is None or self._says_nothing(found, subject, value.column):
            return
        if self._holds_two_counts(line, value):
            found = found.doubted(UNNAMED)
        found = found.doubted(*value.reasons)
        row = None
        if is_of_harm(line, facts.of_harms, self._folded):
            row = harm(self._reading, facts.table, line, cell, value.column.spans, found, subject, facts.study, facts.heads)
        row = row or measurement(cell, found, subject, facts.groups, around.declared, facts.study, self._folded)
        if row is not None:
            yield row
        if cell.shape is not None and cell.shape.has("p_value"):
            statement = Statement(
                cell, value.column, {"p_value": cell.shape.places["p_value"]}, {"p_value_modifier": _told_modifier(cell)}
            )
            alone = self._analysis(line, statement)
            if alone is not None:
                yield alone

    def _outer(self, line: Line) -> Iterator[str]:
        """The outcomes under which a row's own label stands."""
        for span in (*line.groups, *line.stub[:-1]):
            head = self._facts.heads.at(span)
            if self._facts.axes.kinds.get(span) is Kind.NAME and not head.is_generic:
                yield head.name

    def _size_rows(self, line: Line, cell: Cell, subject: Subject) -> Iterator[Row]:
        """How many participants a row labelled "n" gives for a group."""
        if cell.shape is None or cell.shape.rule is not CELL_NUMBER or cell.shape.has("percent_sign"):
            return
        table = self._facts.table
        told = [*table.captions, *line.groups, *line.stub]
        place = cell.shape.places["value"]
        row = size_row(
            (cell.place.start, cell.place.end), place, (subject.group, subject.population), told, self._folded, self._facts.study
        )
        if row is not None:
            yield row

    def _holds_two_counts(self, line: Line, value: Value) -> bool:
        """Whether "50 / 53" stands under "N (D/L)" or beside "Class (I/II)": two counts, and no part and its whole."""
        told = (*value.column.heads, *(self._facts.heads.at(span) for span in line.stub))
        is_part = value.cell.shape is not None and value.cell.shape.rule is CELL_PART
        return is_part and any(_OF_TWO.search(head.text) for head in told)

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
        groups = facts.compared.of(statement, line, subject, facts.times_vary, reasons)
        row = analysis(statement, subject, groups, facts.study, self._folded, self._text)
        return replace(row, reasons=tuple(dict.fromkeys((*row.reasons, *reasons)))) if row is not None else None


def _is_bare_share(one: Declared) -> bool:
    return one.says is Says.PERCENT and not one.beside


def _forms(column: Column) -> tuple[Role, tuple[tuple[Says | None, tuple[Says, ...]], ...]]:
    return column.role, tuple((one.says, tuple(term.says for term in one.beside)) for one in column.declared)


def _told_modifier(cell: Cell) -> Any:
    text = cell.shape.texts.get("p_value_modifier", "") if cell.shape is not None else ""
    return modifier_of(text, (0, len(text)) if text else None)
