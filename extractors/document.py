"""What a reader makes of a file: one text that never changes, and pieces that say where its parts stand.

Offsets count Unicode code points of `Document.text`. Whatever changes the length of the text (entities,
ligatures, hyphenation, cells) happens in the reader, before the text exists. `fold` is 1:1, so an offset
in the folded text is the same offset in the text.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
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
    TABLE_LINE = "table_line"
    """A row of a table whose cells are not told apart: parts with wide gaps between them, joined by tabs."""
    REFERENCE = "reference"
    """An entry of the reference list."""
    PAGE_FURNITURE = "page_furniture"
    """A running head or foot, a page number, a line number, a note in the margin."""
    CAPTION = "caption"
    """What stands over or under a table or figure."""
    FOOTNOTE = "footnote"


class AsideReason(StrEnum):
    """Why a stretch of the text is no part of what the report says; the reason that `numbers` gives."""

    PAGE_FURNITURE = "page_furniture"
    REFERENCE_LIST = "reference_list"
    REFERENCE_MARK = "reference_mark"
    TABLE_NOT_READ = "table_not_read"
    """Its numbers are results, but which is what is not known: they stay unclaimed."""
    NOT_VISIBLE = "not_visible"
    """Drawn so that no reader sees it: what a library finds there is not what the report says."""
    EMPHASIS = "emphasis"
    """The stars and lines around a word in Markdown, which hold no number."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """text[start:end] of one document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aside:
    """text[start:end] is kept, but no rule reads it: a running head, a reference list, a raised reference mark."""

    start: int
    end: int
    reason: AsideReason


@dataclass(frozen=True, slots=True)
class Box:
    """Where text[start:end] stands on its page, in points from the page's top left corner."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with its place in the file.

    locator: where in the file ("line 12", "page 3: x0,y0,x1,y1", an XPath, a JSON pointer). section: the
    heading it stands under. row_heads, column_heads: for a cell, the spans of the text that say what it
    is about, outermost first; table: a number that the cells of one table share with its captions and
    footnotes.
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
    pmcid, published). asides: what no rule may read, in order and not overlapping. boxes: for a paged file, the
    place of each line, in order and not overlapping. notices: a sentence for each thing that the reader could not
    read, such as a table that is an image, or that users of the report must know, such as its retraction. disputed_pages:
    pages on which two libraries find different figures or dashes.
    """

    report_id: str
    text: str
    pieces: tuple[Piece, ...]
    media_type: str
    reader: str
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    asides: tuple[Aside, ...] = ()
    boxes: tuple[Box, ...] = ()
    notices: tuple[str, ...] = ()
    disputed_pages: tuple[int, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The text as rules read it, asides blank; the same length, character for character."""
        if not self.asides:
            return fold(self.text)
        parts, done = [], 0
        for aside in self.asides:
            parts += [self.text[done : aside.start], _blank(self.text[aside.start : aside.end])]
            done = aside.end
        return fold("".join([*parts, self.text[done:]]))

    @cached_property
    def folded_whole(self) -> str:
        """All of the text folded, asides too: for finding again what a person has quoted."""
        return fold(self.text) if self.asides else self.folded

    def locator_at(self, start: int, end: int) -> str:
        """Where in the file text[start:end] stands: its lines' boxes if the file has pages, else its piece's place.

        "page 3: 56,120,290,144", in whole points; a stretch over a column or page break has a box for each part, with
        "; " between them.
        """
        first = bisect_right(self._box_ends, start)
        last = bisect_left(self._box_starts, end)
        if first < last:
            return "; ".join(_places(self.boxes[first:last]))
        piece = self.piece_at(start)
        return piece.locator if piece else f"character {start}"

    def pages_of(self, start: int, end: int) -> set[int]:
        """The pages on which text[start:end] stands; none for a file without pages."""
        return {box.page for box in self.boxes[bisect_right(self._box_ends, start) : bisect_left(self._box_starts, end)]}

    @cached_property
    def _box_starts(self) -> list[int]:
        return [box.start for box in self.boxes]

    @cached_property
    def _box_ends(self) -> list[int]:
        return [box.end for box in self.boxes]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def piece_at(self, offset: int) -> Piece | None:
        """The piece that holds the character at `offset`; None between pieces."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.pieces[index].end:
            return None
        return self.pieces[index]


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text)


def _places(boxes: Iterable[Box]) -> Iterator[str]:
    """Boxes of lines under one another as one box each, as a locator writes them."""
    page, x0, y0, x1, y1 = 0, 0.0, 0.0, 0.0, 0.0
    for box in boxes:
        if page == box.page and box.y0 >= y0 and box.x0 < x1 and x0 < box.x1:
            x0, x1, y1 = min(x0, box.x0), max(x1, box.x1), max(y1, box.y1)
            continue
        if page:
            yield _place(page, x0, y0, x1, y1)
        page, x0, y0, x1, y1 = box.page, box.x0, box.y0, box.x1, box.y1
    yield _place(page, x0, y0, x1, y1)


def _place(page: int, x0: float, y0: float, x1: float, y1: float) -> str:
    return f"page {page}: {math.floor(x0)},{math.floor(y0)},{math.ceil(x1)},{math.ceil(y1)}"


_MINUS = "−‐‑‒–—―﹣－⁃"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_QUOTES = {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'"}
_FOLD = str.maketrans({
    **dict.fromkeys(_MINUS, "-"), **dict.fromkeys(SPACES, " "), **_QUOTES,
    "＝": "=", "＜": "<", "＞": ">", "﹤": "<", "﹥": ">", "％": "%", "⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥",
    "［": "[", "］": "]", "（": "(", "）": ")", "ß": "β", "×": "×", "✕": "×", "⨯": "×", "∼": "~", "～": "~",
})  # fmt: skip
_SPACES_IN_ASCII = ("\t", "\v", "\f")
_MIDDLE_DOTS = frozenset("·∙⋅•‧")
_MIDDLE_DOT = compiled(r"(?<=\d)[·∙⋅•‧](?=\d)|(?<![\d\w])[·∙⋅‧](?=\d)")


def fold(text: str) -> str:
    """`text` with dashes, spaces, quotes and middle dots in one spelling; len(fold(text)) == len(text).

    "0·94" becomes "0.94", "−1.8" and "–1.8" become "-1.8", every kind of space but the line break becomes
    " ". The German ß becomes β, for which fonts and typists often use it.
    """
    if text.isascii():
        for space in _SPACES_IN_ASCII:
            text = text.replace(space, " ")
        return text
    printed = set(text)
    for character in printed:  # fewer than there are characters in the text, each of which `translate` would look up
        if (plain := _FOLD.get(ord(character))) is not None:
            text = text.replace(character, plain)
    return text if printed.isdisjoint(_MIDDLE_DOTS) else _MIDDLE_DOT.sub(".", text)
