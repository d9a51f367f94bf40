"""A document as rules read it, with the way back to its own characters: numbers as a reader sees them, runs of spaces as one space, none
inside brackets, wrapped lines joined.

Rules are written for one space between words. Copied text has more of them, and lines that end where a page did: "95%    CI"
is read as "95% CI". Between two figures a wide gap stays wide, for "12  500" is two numbers where "12 500" may be one, and so do
gaps between columns.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.context.sentence import line_goes_on
from extractors.deceptive import INVISIBLE, as_seen, beside_masked
from extractors.document import SPACES, Document, Piece, PieceKind, Span
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.studies import StudyMention

_SURPLUS = compiled(r" {2,}|(?<=[(\[]) | (?=[)\]])")
_GAP = compiled(r"(?<=\S) {3,}+(?=\S)")
_FEWEST_GAPS = 2
_PLAIN_SPACES = dict.fromkeys(map(ord, SPACES.replace("\t", "")), " ")
_WIDE_GAP = compiled(r" {3,}")
_MOST_WORDS_IN_CELL = 6
_PROSE = compiled(r"[^\n]*?(?:\b[A-Za-z]{2,}|[.;]\s*(?:\n|$))")
"""What a line that goes on with a sentence holds, and a cell with figures alone does not: a word, or the sentence's end."""
_LINE_END = compiled(r"\n")
_FIRST_WORD = compiled(r" *(?![•*|#>]|[-–]\s|\d{1,3}[.)]\s)(\S+)")
_LONGEST_LINE = 800
_WIDEST_WRAP, _WRAPPED_LINES, _LONGEST_WORD = 140, 3, 30


@dataclass(frozen=True)
class AsRead:
    """A document to be read, and for each of its characters the offset in the original; `kept` is None where both are the same."""

    document: Document
    kept: "array[int] | None" = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] of the document to be read stands in the original; start < end."""
        return (start, end) if self.kept is None else (self.kept[start], self.kept[end - 1] + 1)

    def row(self, row: Row) -> Row:
        """The row with its quote and claims where they stand in the original, in doubt beside a number that is not what it looks like."""
        if beside_masked(self.document.folded, row):
            row = replace(row, reasons=(*row.reasons, "read_characters_deceptive"))
        if self.kept is None:
            return row
        start, end = self.place(row.start, row.end)
        claims = tuple(Claim(claim.column, *self.place(claim.start, claim.end)) for claim in row.claims)
        return replace(row, start=start, end=end, claims=claims)

    def study(self, mention: StudyMention) -> StudyMention:
        """The mention of a trial where it stands in the original."""
        start, end = self.place(mention.start, mention.end)
        return replace(mention, start=start, end=end)

    def span(self, span: Span) -> Span:
        """Where a span of the original stands here; empty where nothing of it was kept."""
        return span if self.kept is None else _forward(self.kept, span.start, span.end)


def as_read(document: Document) -> AsRead:
    """The document as rules read it: itself, where it has nothing that is read otherwise."""
    read = AsRead(document)
    if not document.folded.isascii():
        read = _without(read, (match.span() for match in INVISIBLE.finditer(document.folded)))
    read = replace(read, document=_as_seen(read.document))
    breaks = list(_breaks_within_sentences(read.document)) if document.reader == "text" else []
    read = replace(read, document=_with_spaces_at(read.document, breaks))
    return _without(read, _surplus(read.document.text, read.document.folded)) if _SURPLUS.search(read.document.folded) else read


def _as_seen(document: Document) -> Document:
    """The document with its numbers as a reader sees them, and every space but tabs a plain one, so that labels are printed alike."""
    folded, seen = document.folded, as_seen(document.folded)
    text = document.text if document.text.isascii() else document.text.translate(_PLAIN_SPACES)
    if seen != folded:
        text = "".join(one if one != other else printed for printed, other, one in zip(text, folded, seen, strict=True))
    return document if text == document.text else replace(document, text=text)


def _without(read: AsRead, spans: Iterable[tuple[int, int]]) -> AsRead:
    """The document without the characters of these spans, which stand in order."""
    document, earlier = read.document, read.kept
    kept: array[int] = array("q")
    parts, done = [], 0
    for start, end in spans:
        kept.extend(range(done, start))
        parts.append(document.text[done:start])
        done = end
    if not done:
        return read
    kept.extend(range(done, len(document.text)))
    asides = [(aside, _forward(kept, aside.start, aside.end)) for aside in document.asides]
    shorter = replace(
        document, text="".join([*parts, document.text[done:]]), boxes=(), pieces=tuple(_pieces(document, kept)),
        asides=tuple(replace(aside, start=span.start, end=span.end) for aside, span in asides if span.start < span.end),
    )  # fmt: skip
    return AsRead(shorter, kept if earlier is None else array("q", (earlier[at] for at in kept)))


def _surplus(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """The spaces that are left out: those inside brackets, and of each gap all but one, or all but two between figures."""
    columns = list(_column_lines(folded)) if "   " in folded else []
    for match in _SURPLUS.finditer(folded):
        start, end = match.span()
        line = bisect_left(columns, start, key=lambda span: span[1])
        marked = text[start:end].strip()  # a reference mark, of which tables ask what its footnote declares
        if marked or "\t" in text[start:end] or (line < len(columns) and columns[line][0] <= start):
            continue
        before, after = folded[start - 1 : start], folded[end : end + 1]
        kept = 0 if before in ("(", "[") or after in (")", "]") else 2 if before.isdigit() and after.isdigit() else 1
        if start + kept < end:
            yield start + kept, end


def _column_lines(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in folded.split("\n"):
        if "   " in line and _has_columns(line):
            yield start, start + len(line)
        start += len(line) + 1


def _has_columns(line: str) -> bool:
    """Whether the line has gaps as wide as those between columns, and few words between them."""
    return len(_GAP.findall(line)) >= _FEWEST_GAPS and len(line.split()) <= _MOST_WORDS_IN_CELL * (len(_WIDE_GAP.findall(line)) + 1)


def _breaks_within_sentences(document: Document) -> Iterator[int]:
    """The line breaks at which a wrapped sentence goes on; what may be the cells of a table, one a line, is none.

    A line that plainly goes on is known by itself. Where there are several of those the text is wrapped, and so is every line that
    the next word would have made longer than they are.
    """
    folded = document.folded
    ends = [
        match.start()
        for match in _LINE_END.finditer(folded)
        if _of_prose(document, match.start()) and _PROSE.match(folded, match.end())
    ]
    going_on, begin, previous = set(), 0, -1
    for at in ends:
        begin = begin if folded.rfind("\n", 0, at) == previous else folded.rfind("\n", 0, at) + 1
        if line_goes_on(folded, max(begin, at - _LONGEST_LINE), at):
            going_on.add(at)
            previous = at
        else:
            begin, previous = at + 1, at
    lengths = [length for at in going_on if (length := at - folded.rfind("\n", 0, at) - 1) <= _WIDEST_WRAP]
    width = max(lengths) if len(lengths) >= _WRAPPED_LINES else None
    yield from (at for at in ends if at in going_on or (width is not None and _is_full(folded, at, width)))


def _is_full(folded: str, at: int, width: int) -> bool:
    """True where the line that ends at `at` has no room for the next one's first word, and looks like no end of a sentence."""
    line = folded[folded.rfind("\n", 0, at) + 1 : at].rstrip()
    word = _FIRST_WORD.match(folded, at + 1)
    return (
        bool(line)
        and word is not None
        and line[-1] not in ".?!:;|"
        and width < len(line) + 1 + len(word[1]) <= width + _LONGEST_WORD
    )


def _of_prose(document: Document, at: int) -> bool:
    following = at + 1
    while following < len(document.folded) and document.folded[following] == " ":
        following += 1
    piece = document.piece_at(following)
    return piece is None or piece.kind is PieceKind.PARAGRAPH


def _with_spaces_at(document: Document, places: list[int]) -> Document:
    parts, done = [], 0
    for place in places:
        parts += [document.text[done:place], " "]
        done = place + 1
    return replace(document, text="".join([*parts, document.text[done:]])) if places else document


def _forward(kept: "array[int]", start: int, end: int) -> Span:
    return Span(bisect_left(kept, start), bisect_left(kept, end))


def _pieces(document: Document, kept: "array[int]") -> Iterator[Piece]:
    """The pieces with themselves and their heads where they stand among the characters kept; one of which nothing stays is none."""
    for piece in document.pieces:
        place = _forward(kept, piece.start, piece.end)
        if place.start < place.end:
            yield replace(
                piece, start=place.start, end=place.end, row_heads=_heads(piece.row_heads, kept), column_heads=_heads(piece.column_heads, kept)
            )  # fmt: skip


def _heads(heads: tuple[Span, ...], kept: "array[int]") -> tuple[Span, ...]:
    return tuple(span for head in heads if (span := _forward(kept, head.start, head.end)).start < span.end)
