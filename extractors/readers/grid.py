"""A table's cells put into rows and columns, and the heads that say what each of them is about."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Unreadable
from extractors.patterns import compiled
from extractors.readers.inline import Line

MOST_COLUMNS = 300
"""Columns that a cell may span, or in which heads are looked for; more is a mistake or malice."""
MOST_PLACES = 1_000_000
"""Rows times columns of the largest table; a cell that spans all of them costs as much as so many cells."""

_INDENT = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000 "
_WORD = compiled(r"[^\W\d_]{2}|[A-Z]\d|^\s*\(?[A-Za-z]\)\s*$")
"""What names a group of rows: a word, a short name such as "C3", or a panel's letter."""
_FIGURE = compiled(r"[<>≤≥=~≈±+−–-]?\s?\.?\d")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file has it; the spaces in front of its text show how deep a row's label stands."""

    line: Line
    locator: str
    colspan: int = 1
    rowspan: int = 1
    is_head: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class Heads:
    """The places of the cells that say what a cell is about, outermost first."""

    row: tuple[Place, ...] = ()
    column: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row's cells with the column in which each begins."""

    index: int
    cells: tuple[tuple[int, Cell], ...]


@dataclass(frozen=True)
class Grid:
    """A table in its rows; heads by (row, column) of the cells in its body."""

    rows: tuple[Row, ...]
    heads: dict[Place, Heads] = field(default_factory=dict)


def heads_of(rows: Sequence[Sequence[Cell]], head_rows: int | None) -> Grid:
    """The cells placed, spans honoured, and the heads of every cell of the body.

    head_rows: how many rows the file itself calls heads; None where it does not say, and then rows of head cells
    are, or else a first row that has words in all its columns and no figure at a cell's beginning.

    A row of the body with nothing but its first cell names the group of the rows below it: as long as they stand
    deeper, where the file indents them, or up to the next such row.
    """
    placed, owner, wide = _placed(rows)
    n_head = _head_rows(placed) if head_rows is None else min(head_rows, len(placed))
    heads: dict[Place, Heads] = {}
    groups: list[_Group] = []
    after_group = False
    for row in placed[n_head:]:
        filled = [(column, cell) for column, cell in row.cells if cell.text.strip()]
        if not filled:
            continue
        column, label = filled[0]
        depth = _depth(label) if column == 0 else None
        names_group = column == 0 and len(filled) == 1 and wide > 1 and _WORD.search(label.text) is not None
        if depth is not None:
            groups = [group for group in groups if group.holds(depth, after_group if names_group else not group.indents)]
        stub = _stub(row.index, owner)
        for column, cell in filled:
            outer = tuple(group.place for group in groups) + tuple(place for place in stub if place[1] < column)
            heads[row.index, column] = Heads(outer, _column_heads(owner, n_head, column, cell))
        if names_group and depth is not None:
            groups.append(_Group((row.index, 0), depth, _indents(placed, row.index)))
        after_group = names_group
    return Grid(tuple(placed), heads)


@dataclass(frozen=True, slots=True)
class _Group:
    """A row that names the rows below it; indents where those stand deeper than the name."""

    place: Place
    depth: int
    indents: bool

    def holds(self, depth: int, if_level: bool) -> bool:
        """Whether a row of that depth stands in the group."""
        return self.depth < depth or (self.depth == depth and if_level)


def _placed(rows: Sequence[Sequence[Cell]]) -> tuple[list[Row], dict[Place, tuple[Place, Cell]], int]:
    """The rows with each cell in its column; which cell covers a place; how many columns there are."""
    owner: dict[Place, tuple[Place, Cell]] = {}
    placed: list[Row] = []
    wide = 0
    for index, cells in enumerate(rows):
        column, found = 0, []
        for cell in cells:
            while (index, column) in owner:
                column += 1
            if column >= MOST_COLUMNS:
                found.append((column, cell))  # its text stays, and has no heads
                column += 1
                continue
            across = max(1, min(cell.colspan, MOST_COLUMNS - column))
            down = max(1, min(cell.rowspan or len(rows), len(rows) - index))
            if len(owner) + across * down > MOST_PLACES:
                raise Unreadable(
                    f"A table has more than {MOST_PLACES:,} places, counting those that its cells span; no report's table has."
                )
            for below in range(index, index + down):
                for beside in range(column, column + across):
                    owner.setdefault((below, beside), ((index, column), cell))
            found.append((column, cell))
            column += across
            wide = max(wide, column)
        placed.append(Row(index, tuple(found)))
    return placed, owner, wide


def _head_rows(placed: Sequence[Row]) -> int:
    count = 0
    for row in placed:
        if not row.cells or not all(cell.is_head for _, cell in row.cells):
            break
        count += 1
    if count or len(placed) < 2:
        return count if count < len(placed) else 0
    first = [cell.text.strip() for _, cell in placed[0].cells]
    named = [text for text in first[1:] if text]
    return int(len(first) > 1 and len(named) == len(first) - 1 and not any(_FIGURE.match(text) for text in named))


def _column_heads(owner: dict[Place, tuple[Place, Cell]], n_head: int, column: int, cell: Cell) -> tuple[Place, ...]:
    """The head cells that cover all columns of the cell."""
    last = column + max(1, min(cell.colspan, MOST_COLUMNS - column)) - 1
    found: dict[Place, None] = {}
    for row in range(n_head):
        left, right = owner.get((row, column)), owner.get((row, last))
        if left is not None and right is not None and left[0] == right[0] and left[1].text.strip():
            found[left[0]] = None
    return tuple(found)


def _stub(row: int, owner: dict[Place, tuple[Place, Cell]]) -> list[Place]:
    """The cells on the left that name the row: the first one, head cells after it, and labels after one for several rows."""
    found: list[Place] = []
    column, goes_on = 0, True
    while goes_on and (covering := owner.get((row, column))) is not None:
        place, cell = covering
        if column and not cell.is_head and _FIGURE.match(cell.text.strip()):
            break
        if cell.text.strip():
            found.append(place)
        column = place[1] + max(1, min(cell.colspan, MOST_COLUMNS))
        following = owner.get((row, column))
        goes_on = cell.rowspan > 1 or (following is not None and following[1].is_head)
    return found


def _depth(cell: Cell) -> int:
    return len(cell.text) - len(cell.text.lstrip(_INDENT))


def _indents(placed: Sequence[Row], group_row: int) -> bool:
    """Whether the row under a group's name stands deeper than the name."""
    after = placed[group_row + 1 :]
    if after and _is_labelled_beside(after[0]):
        return True
    below = next((row for row in after if row.cells and row.cells[0][1].text.strip()), None)
    return below is not None and below.cells[0][0] == 0 and _depth(below.cells[0][1]) > _depth(placed[group_row].cells[0][1])


def _is_labelled_beside(row: Row) -> bool:
    """Whether a row's label stands in the second column, below nothing in the first: deeper than a label in the first."""
    cells = dict(row.cells)
    return 0 in cells and not cells[0].text.strip() and 1 in cells and _WORD.search(cells[1].text) is not None
