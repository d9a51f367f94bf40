"""Tables whose figures have decimal commas: "60,8 ± 11,2" is read as 60.8 ± 11.2, and each row of such a table is doubtful.

A comma followed by one or two figures parts no thousands. Where a good part of a table's cells print one and no cell prints a decimal
point, the comma is the point; a list ("2,4" for weeks 2 and 4) and degrees of freedom ("2,38") stand among other numbers.
"""

from dataclasses import replace

from extractors.document import Document, Piece, PieceKind
from extractors.patterns import compiled

REASON = "read_number_format"
_DECIMAL = compiled(r"(?<![\d.,])\d{1,9},\d{1,6}(?![\d.,]*\d)")
_SURELY = compiled(r"(?<![\d.,])(?:\d{1,9},\d{1,2}|0,\d{1,6})(?![\d.,]*\d)")
_POINT = compiled(r"\d\.\d")
_FEWEST, _PART = 4, 0.4


def with_decimal_points(document: Document) -> tuple[Document, frozenset[int]]:
    """The document with points for the decimal commas of such tables, character for character, and the numbers of these tables."""
    if "," not in document.text:
        return document, frozenset()
    heads = {head.start for piece in document.pieces for head in piece.column_heads}
    cells: dict[int, list[Piece]] = {}
    for piece in document.pieces:
        if piece.kind is not PieceKind.CELL or piece.table is None or not piece.column or piece.start in heads:
            continue
        if any(map(str.isdigit, _text(document, piece))):
            cells.setdefault(piece.table, []).append(piece)
    found = {number: pieces for number, pieces in cells.items() if _has_decimal_commas(document, pieces)}
    if not found:
        return document, frozenset()
    letters = list(document.text)
    for pieces in found.values():
        for piece in pieces:
            for match in _DECIMAL.finditer(document.folded, piece.start, piece.end):
                letters[match.start() + match[0].index(",")] = "."
    return replace(document, text="".join(letters)), frozenset(found)


def _has_decimal_commas(document: Document, cells: list[Piece]) -> bool:
    texts = [_text(document, piece) for piece in cells]
    printed = sum(_SURELY.search(text) is not None for text in texts)
    return printed >= max(_FEWEST, _PART * len(texts)) and not any(_POINT.search(text) for text in texts)


def _text(document: Document, piece: Piece) -> str:
    return document.folded[piece.start : piece.end]
