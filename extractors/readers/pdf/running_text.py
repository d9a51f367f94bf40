"""Blocks as the text of a document: lines joined, hyphens at line ends undone, paragraphs that a column or page break parts made whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document import Aside, AsideReason, Box, Piece, PieceKind, Span
from extractors.patterns import compiled
from extractors.readers.inline import Level, Run, printed
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import PageWords, Word
from extractors.readers.text import KNOWN_HEADING, labelled

_MARK = "\ue000"
"""Stands where a line begins while a block is written: a private character, which no glyph becomes."""
_TAB = "\ue001"
"""Stands between cells meanwhile: white space is one space to whoever writes a line."""
_WORD = compiled(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_LETTERS = compiled(r"([^\W\d_]+)[-‐]$")
_FIRST_LETTERS = compiled(r"[^\W\d_]+")
_RUN_IN_END = compiled(r"[.:—–-]+\s*$")
_WITH_CELLS = frozenset({PieceKind.TABLE_LINE, PieceKind.PAGE_FURNITURE})
_SPACE = 0.16


@dataclass
class Text:
    """Collects the text of a document with its pieces, asides and boxes."""

    pages: dict[int, PageWords]
    words: Counter[str]
    """How often each word is printed within a line, lower-case; settles whether a hyphen at a line's end belongs to the word."""
    section: str | None = None
    parts: list[str] = field(default_factory=list)
    length: int = 0
    pieces: list[Piece] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def block(self, lines: Sequence[Line], kind: PieceKind, reason: AsideReason | None = None, table: int | None = None) -> None:
        """Write lines as one piece, or several where labels such as "RESULTS:" part it. table: whose caption or footnote it is."""
        text, marks, starts = self.joined(lines, _TAB if kind in _WITH_CELLS else " ")
        if not text.strip():
            return
        begin = self.length
        if kind is PieceKind.HEADING:
            self.section = text.strip().rstrip(": ")
        self.place(lines, text, starts)
        if reason is not None:
            self.asides.append(Aside(begin, begin + len(text), reason))
        else:
            self.asides += [Aside(begin + mark.start, begin + mark.end, AsideReason.REFERENCE_MARK) for mark in marks]
        page = lines[0].page
        for start, stop, label in _cut(text, lines[0] if kind is PieceKind.PARAGRAPH else None):
            self.section = label or self.section
            section = None if kind is PieceKind.PAGE_FURNITURE else self.section
            self.pieces.append(Piece(begin + start, begin + stop, kind, f"page {page}", section, page=page, table=table))
        self.write(text + ("\n" if kind in (PieceKind.TABLE_LINE, PieceKind.REFERENCE, PieceKind.PAGE_FURNITURE) else "\n\n"))

    def furniture(self, page: int, text: str, reason: AsideReason = AsideReason.PAGE_FURNITURE) -> None:
        """Write words from the margin of a page, or others that no rule reads."""
        begin = self.length
        self.asides.append(Aside(begin, begin + len(text), reason))
        self.pieces.append(Piece(begin, begin + len(text), PieceKind.PAGE_FURNITURE, f"page {page}", page=page))
        self.write(text + "\n")

    def end_of_table(self) -> None:
        """An empty line after the last line of a table or list."""
        if self.parts and not self.parts[-1].endswith("\n\n"):
            self.write("\n")

    def place(self, lines: Sequence[Line], text: str, starts: Sequence[int]) -> None:
        """Note where on their pages the lines stand that are about to be written as `text`, each from its start."""
        for start, stop, line in zip(starts, [*starts[1:], len(text)], lines, strict=True):
            stop -= len(text[start:stop]) - len(text[start:stop].rstrip())
            if start < stop:
                self.boxes.append(_box(self.pages[line.page], line, self.length + start, self.length + stop))

    def write(self, text: str) -> None:
        """Write characters that belong to no piece, or to one that the caller notes."""
        self.parts.append(text)
        self.length += len(text)

    def joined(self, lines: Sequence[Line], between_cells: str) -> tuple[str, list[Span], list[int]]:
        """The lines as one, the marks in it, and where each line begins."""
        runs: list[Run] = []
        for index, line in enumerate(lines):
            own = list(runs_of(line, between_cells))
            if index:
                before, after = "".join(run.text for run in runs).replace(_MARK, ""), "".join(run.text for run in own)
                drop, glue = self._at_line_end(before, after)
                if drop:
                    _drop_last(runs, drop)
                runs.append(Run(glue))
            runs += [Run(_MARK), *own]
        told = printed(runs)
        starts: list[int] = []
        text: list[str] = []
        shift: list[int] = []  # for each character of the told text, how many marks stand before it
        for character in told.text:
            shift.append(len(starts))
            if character == _MARK:
                starts.append(len(text))
            else:
                text.append("\t" if character == _TAB else character)
        shift.append(len(starts))
        marks = [Span(mark.start - shift[mark.start], mark.end - shift[mark.end]) for mark in told.marks]
        return "".join(text).rstrip(), [mark for mark in marks if mark.start < mark.end], starts

    def _at_line_end(self, before: str, after: str) -> tuple[int, str]:
        """How many characters at the end of a line to drop, and what to put between it and the next."""
        if before.endswith("\u00ad"):
            return 1, ""
        if not before or not after:
            return 0, " "
        last = before[-1]
        if last in "-‐":
            letters, following = _LAST_LETTERS.search(before), _FIRST_LETTERS.match(after)
            if letters and following:
                return (1, "") if following[0][0].islower() and self._one_word(letters[1], following[0]) else (0, "")
            spaced = len(before) > 1 and before[-2] == " "
            return 0, " " if spaced and not after[0].isdigit() else ""
        if last in "–—−/":
            spaced = len(before) > 1 and before[-2] == " "
            return 0, " " if spaced and not (after[0].isdigit() and last == "−") else ""
        return 0, " "

    def _one_word(self, left: str, right: str) -> bool:
        """True where the hyphen was only put in to break the line: the report prints the word without it, or not with it."""
        left, right = left.lower(), right.lower()
        whole, parted = self.words[left + right], self.words[f"{left}-{right}"]
        if whole or parted:
            return whole >= parted
        return not (len(left) > 2 and len(right) > 3 and self.words[left] and self.words[right])


def _drop_last(runs: list[Run], count: int) -> None:
    for index in range(len(runs) - 1, -1, -1):
        if runs[index].text and runs[index].text != _MARK:
            runs[index] = Run(runs[index].text[:-count], runs[index].level)
            return


def printed_words(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands within lines; what a line's end cuts is left out."""
    found: Counter[str] = Counter()
    cut = False
    for line in lines:
        text = line.plain.lower()
        if cut:
            text = text.partition(" ")[2]
        cut = text.endswith(("-", "‐", "\u00ad"))
        if cut:
            text = text.rpartition(" ")[0]
        for word in _WORD.findall(text):
            found[word] += 1
            if "-" in word:
                found.update(word.split("-"))
    return found


def runs_of(line: Line, between_cells: str = " ") -> Iterator[Run]:
    """The line's characters with their level."""
    before: Word | None = None
    for segment in line.segments:
        for position, word in enumerate(segment.words):
            level = _level(word, line, segment.size, segment.y)
            if before is not None:
                if position == 0:
                    yield Run(between_cells)
                elif _parted(before, word, level):
                    yield Run(" ")
            yield Run(word.text, level)
            before = word


def _parted(before: Word, word: Word, level: Level) -> bool:
    gap = word.x0 - before.x1
    if level is Level.SUPER:
        return gap > 0.3 * before.size
    return (word.spaced and gap > 0.02 * word.size) or gap > _SPACE * max(word.size, before.size)


def _level(word: Word, line: Line, size: float, y: float) -> Level:
    if word.size >= 0.88 * size:
        return Level.BASE
    raised = (y - word.y) / size
    if raised > 0.12:
        return Level.SUPER
    return Level.SUB if raised < -0.05 else Level.BASE


def _box(page: PageWords, line: Line, start: int, end: int) -> Box:
    x0, x1, top, bottom = line.x0, line.x1, line.y - 0.8 * line.size, line.y + 0.25 * line.size
    # page.width and height are those of the page as it is read: turned back where its text is set sideways.
    if page.turn == 90:
        x0, top, x1, bottom = top, page.width - x1, bottom, page.width - x0
    elif page.turn == 270:
        x0, top, x1, bottom = page.height - bottom, x0, page.height - top, x1
    elif page.turn == 180:
        x0, top, x1, bottom = page.width - x1, page.height - bottom, page.width - x0, page.height - top
    return Box(start, end, line.page, *(round(value, 1) for value in (x0, top, x1, bottom)))


def _cut(text: str, first: Line | None) -> Iterator[tuple[int, int, str | None]]:
    """A paragraph in parts, each with the label that it begins with ("RESULTS:", or a known heading in bold type)."""
    parts = [(0, len(text), None)] if first is None else labelled(text)
    for start, stop, label in parts:
        end = start + len(text[start:stop].rstrip())
        if start < end:
            yield start, end, label or (_bold_label(first) if first is not None and start == 0 else None)


def _bold_label(line: Line) -> str | None:
    """The known heading in bold type with which a line of plain type begins."""
    words = line.words
    count = next((index for index, word in enumerate(words) if not word.bold), len(words))
    label = _RUN_IN_END.sub("", " ".join(word.text for word in words[:count]))
    return label if count < len(words) and label[:1].isupper() and KNOWN_HEADING.fullmatch(label) else None
