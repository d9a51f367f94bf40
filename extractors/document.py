"""What a reader makes of a file: one text that never changes, and pieces that say where its parts stand.

Offsets count Unicode code points of `Document.text`. Whatever changes the length of the text (entities,
ligatures, hyphenation, cells) happens in the reader, before the text exists. `fold` is 1:1, so an offset
in the folded text is the same offset in the text.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from extractors.patterns import compiled


class Unreadable(ValueError):
    """A file that cannot become a document; the message is one sentence for the curator."""


class PieceKind(StrEnum):
    """What a stretch of text is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    FIELD = "field"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """text[start:end] of one document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with its place in the file.

    locator: where in the file ("line 12", "page 3: x0,y0,x1,y1", an XPath, a JSON pointer). section: the
    heading it stands under. row_heads, column_heads: for a cell, the spans of the text that say what it
    is about, outermost first; table: a number the cells of one table share.
    """

    start: int
    end: int
    kind: PieceKind
    locator: str
    section: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_heads: tuple[Span, ...] = ()
    column_heads: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Document:
    """A report's text with its pieces, in order and not overlapping.

    metadata holds what the file itself says of the report, by column name of `reports` (title, doi, pmid,
    pmcid, published).
    """

    report_id: str
    text: str
    pieces: tuple[Piece, ...]
    media_type: str
    reader: str
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def folded(self) -> str:
        """The text as rules read it; the same length, character for character."""
        return fold(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def piece_at(self, offset: int) -> Piece | None:
        """The piece that holds the character at `offset`; None between pieces."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.pieces[index].end:
            return None
        return self.pieces[index]


_MINUS = "−‐‑‒–—―﹣－⁃"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_QUOTES = {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'"}
_FOLD = str.maketrans({
    **dict.fromkeys(_MINUS, "-"), **dict.fromkeys(_SPACES, " "), **_QUOTES,
    "＝": "=", "＜": "<", "＞": ">", "﹤": "<", "﹥": ">", "％": "%", "⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥",
    "［": "[", "］": "]", "（": "(", "）": ")", "ß": "β", "×": "×", "✕": "×", "⨯": "×", "∼": "~", "～": "~",
})  # fmt: skip
_MIDDLE_DOT = compiled(r"(?<=\d)[·∙⋅•‧](?=\d)|(?<![\d\w])[·∙⋅‧](?=\d)")


def fold(text: str) -> str:
    """`text` with dashes, spaces, quotes and middle dots in one spelling; len(fold(text)) == len(text).

    "0·94" becomes "0.94", "−1.8" and "–1.8" become "-1.8", every kind of space but the line break becomes
    " ". The German ß becomes β, for which fonts and typists often use it.
    """
    return _MIDDLE_DOT.sub(".", text.translate(_FOLD))
