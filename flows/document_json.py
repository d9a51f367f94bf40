"""A document as JSON and back: how it lies in the cache, and how it comes out of the process that read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from extractors.document import Aside, AsideReason, Box, Document, Piece, PieceKind, Span


def as_json(document: Document) -> dict[str, Any]:
    """Everything of the document but its report_id."""
    return {
        "text": document.text,
        "media_type": document.media_type,
        "reader": document.reader,
        "metadata": dict(document.metadata),
        "notices": list(document.notices),
        "disputed_pages": list(document.disputed_pages),
        "pieces": [
            [
                piece.start, piece.end, str(piece.kind), piece.locator, piece.section, piece.page, piece.table, piece.row, piece.column,
                [[span.start, span.end] for span in piece.row_heads], [[span.start, span.end] for span in piece.column_heads],
            ]
            for piece in document.pieces
        ],
        "asides": [[aside.start, aside.end, str(aside.reason)] for aside in document.asides],
        "boxes": [[box.start, box.end, box.page, box.x0, box.y0, box.x1, box.y1] for box in document.boxes],
    }  # fmt: skip


def from_json(report_id: str, stored: Mapping[str, Any]) -> Document:
    """The document that `as_json` wrote; raises KeyError, TypeError or ValueError for anything else."""
    pieces = tuple(
        Piece(start, end, PieceKind(kind), locator, section, page, table, row, column, _spans(row_heads), _spans(column_heads))
        for start, end, kind, locator, section, page, table, row, column, row_heads, column_heads in stored["pieces"]
    )
    asides = tuple(Aside(start, end, AsideReason(reason)) for start, end, reason in stored["asides"])
    boxes = tuple(Box(*box) for box in stored["boxes"])
    return Document(
        report_id, stored["text"], pieces, stored["media_type"], stored["reader"], stored["metadata"], asides, boxes,
        tuple(stored["notices"]), tuple(stored["disputed_pages"]),
    )  # fmt: skip


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
