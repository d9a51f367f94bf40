"""Blocks written in reading order: a paragraph that a column or page break parts is made whole, and what stood between follows it."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.document import AsideReason, Document, Piece, PieceKind
from extractors.patterns import compiled
from extractors.readers.pdf.block import Block
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.running_text import Text
from extractors.readers.pdf.table_text import write_table

_SENTENCE_END = compiled(r"[.?!:][\"'”’)\]]{0,2}(?:\[[\d,–-]{1,20}\])?\s*$")
_LOOK_AHEAD = 14
_FLOATS = frozenset({PieceKind.CAPTION, PieceKind.TABLE_LINE, PieceKind.CELL, PieceKind.FOOTNOTE})
_NOT_READ = {PieceKind.REFERENCE: AsideReason.REFERENCE_LIST, PieceKind.TABLE_LINE: AsideReason.TABLE_NOT_READ}
"""What rules must not read as sentences: "55 (100) 55 (98)" is no mean with its SD."""


def write(blocks: Sequence[Block], text: Text) -> None:
    """Write the blocks; a paragraph that goes on after a column's or page's end is one piece, and what stood between follows it."""
    done: set[int] = set()
    for index, block in enumerate(blocks):
        if index in done:
            continue
        lines = list(block.lines)
        if block.kind in (PieceKind.PARAGRAPH, PieceKind.LIST_ITEM):
            following = index
            while (following := _continuation(blocks, following, lines, done)) >= 0:
                done.add(following)
                lines += blocks[following].lines
        if (
            block.kind is not PieceKind.TABLE_LINE
            and index
            and blocks[index - 1].kind in (PieceKind.TABLE_LINE, PieceKind.REFERENCE)
        ):
            text.end_of_table()
        if block.placed is not None:
            write_table(text, block.placed)
        else:
            text.block(lines, block.kind, _NOT_READ.get(block.kind), block.table)
    text.end_of_table()


def _continuation(blocks: Sequence[Block], index: int, lines: Sequence[Line], done: set[int]) -> int:
    """The block that goes on with a sentence that the lines leave open at the end of their column; -1 for none."""
    last = lines[-1]
    said = last.plain
    if _SENTENCE_END.search(said):
        return -1
    hyphen = said.endswith(("-", "‐", "\u00ad"))
    looked_at = 0
    for other in range(index + 1, len(blocks)):
        block = blocks[other]
        if other in done or block.kind in _FLOATS:
            continue
        looked_at += 1
        if looked_at > _LOOK_AHEAD:
            break
        first = block.lines[0]
        same_column = (first.page, first.band) == (last.page, last.band)
        if block.kind is PieceKind.PARAGRAPH and abs(first.size - last.size) <= 0.06 * last.size and not same_column:
            start = first.plain[:1]
            goes_on = start.islower() or (
                not hyphen and (start.isdigit() or start in "(+<>=≤≥−±[" or not _begins_sentence(first, said))
            )
            if first.page - last.page <= 2 and goes_on:
                return other
            return -1
        if block.kind is PieceKind.PARAGRAPH and same_column:
            return -1
    return -1


def _begins_sentence(first: Line, said: str) -> bool:
    """False where a capital begins no sentence: the line before ends with a word that cannot stand last."""
    return first.plain[:1].isupper() and not said.endswith(
        (",", " the", " of", " and", " or", " in", " with", " to", " a", " by", " for", "=")
    )


def document(
    report_id: str, text: Text, metadata: dict[str, str], notices: Sequence[str], disputed_pages: Sequence[int]
) -> Document:
    """The document of all that was written."""
    return Document(
        report_id, "".join(text.parts).rstrip("\n") + "\n", _with_boxes(text), "application/pdf", "pdf", metadata,
        asides=tuple(text.asides), boxes=tuple(text.boxes), notices=tuple(notices), disputed_pages=tuple(disputed_pages),
    )  # fmt: skip


def _with_boxes(text: Text) -> tuple[Piece, ...]:
    """The pieces with the place of their own lines in the locator."""
    whole = Document("", "", (), "", "", boxes=tuple(text.boxes))
    return tuple(
        replace(piece, locator=place) if (place := whole.locator_at(piece.start, piece.end)).startswith("page") else piece
        for piece in text.pieces
    )
