"""What rules for running text may read: the document without the cells that are read as a table, or are too short to be prose."""

from dataclasses import replace

from extractors.document import Aside, AsideReason, Document, Piece, PieceKind, Span
from extractors.linking.cells.refused import tables_without_results
from extractors.linking.cells.shapes import shape_of
from extractors.patterns import compiled

_LABELLED = compiled(
    r"\d{2}\s?%\s?C\.?I|(?<!\w)(?:HR|OR|RR|MD|SMD|β)\s?[:=]?\s?-?\d|(?<!\w)[Pp]\s?[=<>]\s?0?\.\d|confidence\sinterval"
)
_SENTENCE = 12
"""A cell of so many words can be prose."""


def without_tables(document: Document) -> Document:
    """The document, of whose tables no rule reads the heads, labels and numbers; sentences and labelled results in cells stay."""
    cells = [piece for piece in document.pieces if piece.kind is PieceKind.CELL and piece.table is not None]
    wide = {piece.table for piece in cells if piece.column}
    refused = tables_without_results(document)
    heads = {head for piece in cells for head in piece.column_heads}
    hidden = [
        Aside(piece.start, piece.end, AsideReason.TABLE_NOT_READ)
        for piece in cells
        if piece.table in refused
        or (piece.table in wide and (Span(piece.start, piece.end) in heads or not _is_prose(document, piece)))
    ]
    if not hidden:
        return document
    return replace(document, asides=_merged([*document.asides, *hidden]))


def _is_prose(document: Document, piece: Piece) -> bool:
    text = document.folded[piece.start : piece.end]
    if len(text.split()) >= _SENTENCE:
        return True
    return _LABELLED.search(text) is not None and shape_of(document.folded, Span(piece.start, piece.end)) is None


def _merged(asides: list[Aside]) -> tuple[Aside, ...]:
    """In order; one that lies within another goes."""
    kept: list[Aside] = []
    for aside in sorted(asides, key=lambda aside: (aside.start, -aside.end)):
        if not kept or aside.start >= kept[-1].end:
            kept.append(aside)
    return tuple(kept)
