"""A block: lines of a page that belong together."""

from dataclasses import dataclass
from statistics import median

from extractors.document import PieceKind
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.table_parts import PlacedTable


@dataclass(slots=True)
class Block:
    """Lines that belong together. table: the number of the table that it is, or whose caption or footnote; placed: its cells."""

    kind: PieceKind
    lines: list[Line]
    table: int | None = None
    placed: PlacedTable | None = None

    @property
    def plain(self) -> str:
        """What it says, for a look at it."""
        return " ".join(line.plain for line in self.lines)

    @property
    def size(self) -> float:
        """Font size of most of its lines."""
        return median(line.size for line in self.lines)
