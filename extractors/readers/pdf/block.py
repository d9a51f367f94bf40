"""A block: lines of a page that belong together."""

from dataclasses import dataclass
from statistics import median

from extractors.document import PieceKind
from extractors.readers.pdf.columns import Line


@dataclass(slots=True)
class Block:
    """Lines that belong together. page: that of its first line."""

    kind: PieceKind
    lines: list[Line]

    @property
    def plain(self) -> str:
        """What it says, for a look at it."""
        return " ".join(line.plain for line in self.lines)

    @property
    def size(self) -> float:
        """Font size of most of its lines."""
        return median(line.size for line in self.lines)
