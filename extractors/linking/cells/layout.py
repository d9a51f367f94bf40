"""A table as linking reads it: which rows are heads, which columns name the rows, and what heads stand over each cell.

Readers say what is a cell and which heads they know of (`extractors.readers.grid`). What they cannot know without reading the cells is
found here: a row of statistics inside the body ("Mean ± SD", "(n = 26)"), a second column of labels, a label that holds for the
empty cells under it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.document import Document, Piece, PieceKind, Span
from extractors.linking.cells.shapes import Shape, shape_of
from extractors.patterns import compiled

_LETTERS = compiled(r"[^\W\d_]{2}|^[A-Z]$")
_SUB_HEAD = compiled(
    r"\b[nN]\s?=\s?\d|\bmean\b|\bmedian\b|\bSDs?\b|\bSEM?\b|\bn\s?[(,]?\s?%|^%$|^[nN]$|\bNo\.|\b[Pp][-\s]?value", 0
)
_MOST_STUBS = 4
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the body beside its row's label: its place, shape and column, and the heads over it, outermost first."""

    place: Span
    shape: Shape | None
    column: int
    heads: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body. groups: labels of rows of their own above it, outermost first; stub: its own labels."""

    index: int
    groups: tuple[Span, ...]
    stub: tuple[Span, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with what stands over and under it. corner: heads of the columns that hold labels."""

    number: int
    captions: tuple[Span, ...]
    notes: tuple[Span, ...]
    corner: tuple[Span, ...]
    lines: tuple[Line, ...]
    levels: dict[Span, int]
    """For each head, the row in which it stands."""
    column_of: dict[Span, int]
    """For each head over labels and each label, its column."""

    @cached_property
    def columns(self) -> dict[int, tuple[Span, ...]]:
        """The heads of each column that holds a cell, of the first line that has it."""
        found: dict[int, tuple[Span, ...]] = {}
        for line in self.lines:
            for cell in line.cells:
                found.setdefault(cell.column, cell.heads)
        return dict(sorted(found.items()))


def tables_of(document: Document) -> list[Table]:
    """The document's tables of more than one column, in order."""
    pieces: dict[int, list[Piece]] = {}
    for piece in document.pieces:
        if piece.table is not None:
            pieces.setdefault(piece.table, []).append(piece)
    tables = (_table(document.folded, number, found) for number, found in pieces.items())
    return [table for table in tables if table is not None]


def _table(folded: str, number: int, pieces: Sequence[Piece]) -> Table | None:
    cells = [piece for piece in pieces if piece.kind is PieceKind.CELL and piece.row is not None and piece.column is not None]
    if not any(piece.column for piece in cells):
        return None
    builder = _Builder(folded, cells)
    lines = builder.lines()
    if not any(cell.shape is not None for line in lines for cell in line.cells):
        return None
    return Table(
        number,
        _of_kind(pieces, PieceKind.CAPTION),
        _of_kind(pieces, PieceKind.FOOTNOTE),
        tuple(builder.corner),
        tuple(lines),
        builder.levels,
        {span: column for span, column in builder.column_of.items() if column in builder.stubs},
    )


def _of_kind(pieces: Iterable[Piece], kind: PieceKind) -> tuple[Span, ...]:
    return tuple(Span(piece.start, piece.end) for piece in pieces if piece.kind is kind)


class _Builder:
    """Makes the lines of one table from its cells."""

    def __init__(self, folded: str, cells: Sequence[Piece]) -> None:
        self.folded = folded
        self.rows: dict[int, list[Piece]] = {}
        for cell in cells:
            assert cell.row is not None
            self.rows.setdefault(cell.row, []).append(cell)
        self.column_of = {Span(cell.start, cell.end): cell.column or 0 for cell in cells}
        self.row_of = {Span(cell.start, cell.end): cell.row or 0 for cell in cells}
        self.shapes = {cell.start: shape_of(folded, Span(cell.start, cell.end)) for cell in cells}
        heads = {head for cell in cells for head in cell.column_heads}
        self.n_head = 1 + max((self.row_of[head] for head in heads if head in self.row_of), default=-1)
        self.levels = {span: row for span, row in self.row_of.items() if row < self.n_head}
        self.sub_heads = self._sub_heads()
        self.stubs = self._stub_columns()
        self.corner = [
            Span(cell.start, cell.end)
            for index, row in sorted(self.rows.items())
            for cell in row
            if (cell.column or 0) in self.stubs and (index < self.n_head or index in self.sub_heads)
        ]

    def _body(self) -> list[int]:
        return [index for index in sorted(self.rows) if index >= self.n_head and index not in self.sub_heads]

    def _is_number(self, cell: Piece) -> bool:
        shape = self.shapes[cell.start]
        return shape is not None and not shape.is_empty

    def _sub_heads(self) -> set[int]:
        """Rows of the body that hold no number and name statistics or sizes, or stand above all numbers."""
        found: set[int] = set()
        seen_numbers = False
        for index, row in sorted(self.rows.items()):
            if index < self.n_head:
                continue
            beside = [cell for cell in row if cell.column]
            if any(self._is_number(cell) for cell in beside):
                seen_numbers = True
                continue
            words = [cell for cell in beside if _LETTERS.search(self._text(cell)) or _SUB_HEAD.search(self._text(cell).strip())]
            if not words or len(words) < _MOSTLY * len(beside) or any(self._is_empty(cell) for cell in beside):
                continue
            if any(_SUB_HEAD.search(self._text(cell).strip()) for cell in words) or not seen_numbers:
                found.add(index)
        return found

    def _is_empty(self, cell: Piece) -> bool:
        shape = self.shapes[cell.start]
        return shape is not None and shape.is_empty

    def _text(self, cell: Piece) -> str:
        return self.folded[cell.start : cell.end]

    def _stub_columns(self) -> set[int]:
        """The columns on the left that hold labels: the first, and those beside it with words in most of their cells."""
        words, filled = Counter[int](), Counter[int]()
        strong = Counter[int]()
        for index in self._body():
            for cell in self.rows[index]:
                column = cell.column or 0
                filled[column] += 1
                shape = self.shapes[cell.start]
                words[column] += shape is None and _LETTERS.search(self._text(cell)) is not None
                strong[column] += shape is not None and not shape.is_empty and shape.rule.name != "cell_value"
        found: set[int] = set()
        for column in sorted(filled):
            first = not found and strong[column] <= _MOSTLY * filled[column]
            if not (first and column == min(filled)) and not (found and words[column] > _MOSTLY * filled[column]):
                break
            found.add(column)
            if len(found) == _MOST_STUBS:
                break
        return found

    def lines(self) -> list[Line]:
        """The rows of the body that hold more than labels."""
        found: list[Line] = []
        last: dict[int, Span] = {}
        last_groups: tuple[Span, ...] = ()
        over: list[list[Piece]] = []
        top, after_sub_head = True, False
        for index in sorted(self.rows):
            row = self.rows[index]
            if index < self.n_head:
                continue
            if index in self.sub_heads:
                over = [*over, row] if top or after_sub_head else [row]
                after_sub_head = True
                continue
            groups, held = self._outer(row, index)
            if groups != last_groups:
                last, last_groups = {}, groups
            stub = self._stub(row, held, last)
            cells = [cell for cell in row if (cell.column or 0) not in self.stubs]
            after_sub_head = False
            if cells:
                top = False
                found.append(Line(index, groups, stub, tuple(self._cell(cell, over) for cell in cells)))
        for level, rows in enumerate(sorted(self.sub_heads)):
            self.levels.update({Span(cell.start, cell.end): self.n_head + level for cell in self.rows[rows]})
        return found

    def _outer(self, row: Sequence[Piece], index: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Labels from rows above that hold for this one: of rows of their own, and of cells that cover several rows."""
        heads = dict.fromkeys(head for cell in row for head in cell.row_heads if self.row_of.get(head, index) != index)
        alone = tuple(head for head in heads if len(self.rows[self.row_of[head]]) == 1)
        return alone, tuple(head for head in heads if head not in alone)

    def _stub(self, row: Sequence[Piece], held: tuple[Span, ...], last: dict[int, Span]) -> tuple[Span, ...]:
        """The row's own labels; where the first is empty and a later one is not, the one above holds on."""
        own = {cell.column or 0: Span(cell.start, cell.end) for cell in row if (cell.column or 0) in self.stubs}
        if not own:
            return tuple(dict.fromkeys((*held, *last.values())))
        first = min(own)
        kept = {column: span for column, span in last.items() if column < first}
        last.clear()
        last.update({**kept, **own})
        return tuple(dict.fromkeys((*held, *last.values())))

    def _cell(self, cell: Piece, over: Sequence[Sequence[Piece]]) -> Cell:
        column = cell.column or 0
        more = (head for row in over if (head := self._above(row, column)) is not None)
        heads = tuple(dict.fromkeys((*cell.column_heads, *more)))
        return Cell(Span(cell.start, cell.end), self.shapes[cell.start], column, heads)

    def _above(self, row: Sequence[Piece], column: int) -> Span | None:
        """The head of a row inside the body that stands over a column, or begins left of it."""
        beside = [cell for cell in row if (cell.column or 0) not in self.stubs]
        at = bisect_right([cell.column or 0 for cell in beside], column) - 1
        return Span(beside[at].start, beside[at].end) if at >= 0 else None
