"""A table as linking reads it: which rows are heads, which columns name the rows, and what heads stand over each cell.

Readers say what is a cell and which heads they know of (`extractors.readers.grid`). What they cannot know without reading the cells is
found here: a row of statistics inside the body ("Mean ± SD", "(n = 26)"), a second column of labels, a label that holds for the
empty cells under it. New heads in the middle of a table ("Outcome | MSC (n = 14) | Placebo (n = 11)") begin a table of their own.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from extractors.document import Document, Piece, PieceKind, Span
from extractors.linking.cells.shapes import Shape, shape_of
from extractors.patterns import compiled
from extractors.rules.cells import CELL_SIZE

_LETTERS = compiled(r"[^\W\d_]{2}|^[A-Z]$")
_LABEL = compiled(r"[^\W\d_]{2}|^\s*(?:[A-Z]\d{0,2}|n)\s*$")
_SUB_HEAD = compiled(
    r"\b[nN]\s?=\s?\d|\bmean\b|\bmedian\b|\bSDs?\b|\bSEM?\b|\bn\s?[(,]?\s?%|^%(?:\s?\(\W\))?$|^[nN](?:\s?\(\W\))?$|\bNo\.|\b[Pp][-\s]?value",
    0,
)
_VALUE_WITH_WORDS = compiled(r"\d\.\d+\s?%?\s?[\[(±]|=\s?-?\d*\.\d")
"""A value that its cell names itself, in a way that no shape has: "mean 4.00 [SD = 2.04]"."""
_FORM = compiled(
    r"[\W_\d]|\b(?:n|nos?|mean|median|sd|sem?|std|dev|deviation|error|iqr|range|ci|percent|value|values|patients|participants|subjects)\b",
    regex.IGNORECASE,
)
"""What a head says of sizes and statistics; one of which nothing else is left names nothing of its own."""
_STATES = compiled(r"%|\b(?:mean|median|n|no\.?|SD|years?|kg)\b", regex.IGNORECASE)
_OF_PEOPLE = compiled(
    r"\W*(?:n|(?:no\.?|number)(?:\sof\s\w+)?|(?:\w+\s)?(?:patients|participants|subjects|population)\b.{0,40})\W*$",
    regex.IGNORECASE,
)
"""The label of a row of sizes, which names no outcome."""
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
    labels_are_centred: bool = False
    """Whether labels stand beside the middle of the rows that they are of, so that the first of these seem to be of the label before."""

    @cached_property
    def heads_by_level(self) -> dict[int, list[Span]]:
        """The heads over columns by the row in which they stand."""
        found: dict[int, list[Span]] = {}
        for span in dict.fromkeys(span for chain in self.columns.values() for span in chain):
            found.setdefault(self.levels.get(span, 0), []).append(span)
        return found

    @cached_property
    def columns(self) -> dict[int, tuple[Span, ...]]:
        """The heads of each column that holds a cell, as most of its cells have them: one over several columns has fewer."""
        found: dict[int, Counter[tuple[Span, ...]]] = {}
        for line in self.lines:
            for cell in line.cells:
                found.setdefault(cell.column, Counter())[cell.heads] += 1
        return {column: chains.most_common(1)[0][0] for column, chains in sorted(found.items())}


def tables_of(document: Document) -> list[Table]:
    """The document's tables of more than one column, in order; one with new heads in its middle is several."""
    pieces: dict[int, list[Piece]] = {}
    for piece in document.pieces:
        if piece.table is not None:
            pieces.setdefault(piece.table, []).append(piece)
    return [table for number, found in pieces.items() for table in _tables(document.folded, number, found)]


def _tables(folded: str, number: int, pieces: Sequence[Piece]) -> Iterator[Table]:
    cells = [piece for piece in pieces if piece.kind is PieceKind.CELL and piece.row is not None and piece.column is not None]
    if not any(piece.column for piece in cells):
        return
    builder = _Builder(folded, cells)
    for corner, lines in builder.sections():
        if not any(cell.shape is not None for line in lines for cell in line.cells):
            continue
        yield Table(
            number,
            _of_kind(pieces, PieceKind.CAPTION),
            _of_kind(pieces, PieceKind.FOOTNOTE),
            corner,
            tuple(lines),
            builder.levels,
            {span: column for span, column in builder.column_of.items() if column in builder.stubs},
            _are_centred(lines, builder.column_of),
        )


def _are_centred(lines: Sequence[Line], column_of: Mapping[Span, int]) -> bool:
    """Whether the first row has a label in the second column and none in the first, in which later rows have theirs."""
    columns = [{column_of.get(span) for span in (*line.groups, *line.stub)} for line in lines]
    return len(columns) > 1 and 0 not in columns[0] and 1 in columns[0] and any({0, 1} <= each for each in columns[1:])


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
        self.told_heads = self.n_head
        self.told_alone: Set[int] = frozenset()
        """The columns in which the last row with one label, in the first column, has numbers."""
        self.replaced: Set[Span] = frozenset()
        """Heads over all columns in whose place a later label stands."""
        while self.n_head > 1 and self._holds_values(self.rows.get(self.n_head - 1, ())):
            self.n_head -= 1
        self.levels = {span: row for span, row in self.row_of.items() if row < self.n_head}
        self.over = self._heads_over(cells)
        alone = {Span(row[0].start, row[0].end) for at, row in self.rows.items() if at < self.n_head and len(row) == 1}
        self.over_all = {head for head in alone if all(head in heads for column, heads in self.over.items() if column)}
        """Heads that stand alone in their row, over all columns of values."""
        self.sub_heads = self._sub_heads()
        self.stubs = self._stub_columns()
        for level, index in enumerate(sorted(self.sub_heads)):
            self.levels.update({Span(cell.start, cell.end): self.n_head + level for cell in self.rows[index]})

    def _holds_values(self, row: Sequence[Piece]) -> bool:
        """True for a row that the file calls a head and that holds values: "Sex (% men) | 38 | 40"."""
        label = next((self._text(cell) for cell in row if not cell.column), "")
        beside = [cell for cell in row if cell.column]
        return bool(beside) and _STATES.search(label) is not None and all(self._is_number(cell) for cell in beside)

    def _heads_over(self, cells: Sequence[Piece]) -> dict[int, tuple[Span, ...]]:
        """The heads of each column, for rows that the file gives none."""
        found: dict[int, tuple[Span, ...]] = {}
        for cell in cells:
            heads = tuple(head for head in cell.column_heads if self.row_of.get(head, 0) < self.n_head)
            if len(heads) > len(found.get(cell.column or 0, ())):
                found[cell.column or 0] = heads
        return found

    def _covered(self, head: Span) -> int:
        """How many columns a head stands over."""
        return sum(head in heads for heads in self.over.values())

    def _body(self) -> list[int]:
        return [index for index in sorted(self.rows) if index >= self.n_head and index not in self.sub_heads]

    def _is_number(self, cell: Piece) -> bool:
        shape = self.shapes[cell.start]
        return shape is not None and not shape.is_empty and shape.rule is not CELL_SIZE

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
            if any(_VALUE_WITH_WORDS.search(self._text(cell)) for cell in beside):
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
                words[column] += shape is None and _LABEL.search(self._text(cell)) is not None
                strong[column] += shape is not None and not shape.is_empty and shape.rule.name != "cell_value"
        found: set[int] = set()
        for column in sorted(filled):
            unnamed = column == 0 and self.n_head > 0 and not self.over.get(column)
            first = not found and (unnamed or strong[column] <= _MOSTLY * filled[column])
            shared = column > 0 and any(self.column_of.get(head) in found for head in self.over.get(column, ()))
            labels = words[column] > _MOSTLY * filled[column] or (shared and words[column] > 0)
            if not (first and column == min(filled)) and not (found and labels):
                break
            found.add(column)
            if len(found) == _MOST_STUBS:
                break
        return found

    def sections(self) -> Iterator[tuple[tuple[Span, ...], list[Line]]]:
        """The rows of the body that hold more than labels, with the heads over their labels, up to each row of new heads."""
        lines: list[Line] = []
        corner = [span for index in range(self.n_head) for span in self._labels_of(index)]
        last: dict[int, Span] = {}
        last_groups: tuple[Span, ...] = ()
        over: list[list[Piece]] = []
        after_sub_head, begins, keeps = False, -1, False
        for before, index in pairwise((-1, *sorted(self.rows))):
            row = self.rows[index]
            if index < self.n_head:
                continue
            if index in self.sub_heads:
                if lines and not after_sub_head:
                    yield tuple(corner), lines
                    lines, corner, last, over, begins = [], self._title_in(before), {}, [], index
                    keeps = any(_OF_PEOPLE.match(self.folded[span.start : span.end]) for span in self._labels_of(index))
                over, after_sub_head = [*over, row], True
                corner += self._labels_of(index)
                continue
            after_sub_head = False
            groups, held = self._outer(row, index)
            if begins >= 0 and not keeps:
                groups = tuple(head for head in groups if self.row_of.get(head, -1) > begins) or tuple(corner)
            if groups != last_groups:
                last, last_groups = {}, groups
            stub = self._stub(row, held, last)
            cells = [cell for cell in row if (cell.column or 0) not in self.stubs]
            if cells:
                lines.append(Line(index, groups, stub, tuple(self._cell(cell, over, begins >= 0) for cell in cells)))
        yield tuple(corner), lines

    def _title_in(self, before: int) -> list[Span]:
        """The label alone in the row before new heads, where one like it stands over the whole table: the part that begins is of it."""
        row = self.rows.get(before, ())
        alone = [Span(cell.start, cell.end) for cell in row if len(row) == 1 and not cell.column]
        self.replaced = self.over_all if alone else frozenset()
        return alone if self.over_all else []

    def _labels_of(self, index: int) -> list[Span]:
        """The cells of a row of heads that stand over labels."""
        return [Span(cell.start, cell.end) for cell in self.rows.get(index, ()) if (cell.column or 0) in self.stubs]

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
        first, numbers = (
            min(own),
            {cell.column or 0 for cell in row if (cell.column or 0) not in self.stubs and self._is_number(cell)},
        )
        # "Total" in the second column is not under "Female", which has values of its own in the same columns.
        kept = {column: span for column, span in last.items() if column < first and not (numbers and numbers <= self.told_alone)}
        self.told_alone = numbers if len(own) == 1 and first == 0 else frozenset()
        last.clear()
        last.update({**kept, **own})
        return tuple(dict.fromkeys((*held, *last.values())))

    def _cell(self, cell: Piece, over: Sequence[Sequence[Piece]], anew: bool) -> Cell:
        """A cell under its heads. anew: whether the rows `over` it begin a table of their own; then they stand in place of what they rename."""
        column = cell.column or 0
        told = cell.column_heads if (cell.row or 0) >= self.told_heads else self.over.get(column, ())
        heads = [head for head in told if self.row_of.get(head, 0) < self.n_head and head not in self.replaced]
        more = [head for row in over if (head := self._above(row, column)) is not None]
        if anew and any(_FORM.sub("", self.folded[head.start : head.end]) for head in more):
            heads = [head for head in heads if self._covered(head) > 1]
        return Cell(Span(cell.start, cell.end), self.shapes[cell.start], column, tuple(dict.fromkeys((*heads, *more))))

    def _above(self, row: Sequence[Piece], column: int) -> Span | None:
        """The head of a row inside the body that stands over a column, or begins left of it."""
        beside = [cell for cell in row if (cell.column or 0) not in self.stubs]
        at = bisect_right([cell.column or 0 for cell in beside], column) - 1
        return Span(beside[at].start, beside[at].end) if at >= 0 else None
