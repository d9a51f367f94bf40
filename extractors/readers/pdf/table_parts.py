"""What a table of a PDF is put together from: cells with the lines of words that they hold."""

from dataclasses import dataclass, field

from extractors.document import PieceKind
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.segments import segment_of


@dataclass(slots=True)
class PlacedCell:
    """A cell over the columns first to last. parts: its words, line by line; depth: how far a row's label is indented.

    rows: how many rows a label stands for. skipped: in the first cell of a row, how many columns such a label above takes.
    """

    first: int
    last: int
    parts: list[Line] = field(default_factory=list)
    depth: int = 0
    rows: int = 1
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The rows of a table, each with its cells from left to right; n_head: how many of them are heads of columns."""

    rows: tuple[tuple[PlacedCell, ...], ...]
    n_head: int
    number: int


def part_of(line: Line, words: list[Word]) -> Line:
    """A line with some of its words only, as one segment."""
    words = sorted(words, key=lambda each: each.x0)
    return Line(line.page, [segment_of(words)], line.y, line.size, line.left, line.right, line.band, line.bold)


TABLE_KINDS = frozenset({PieceKind.TABLE_LINE, PieceKind.CELL})
