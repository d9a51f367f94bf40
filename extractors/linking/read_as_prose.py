"""Rows that rules for running text read in a table's body, where only heads say what a cell is.

Analyses are no such rows: a rule for them needs a label in the cell itself ("HR", "95% CI", "P =").
"""

from collections.abc import Iterable
from dataclasses import replace

from extractors.document import Document, PieceKind
from extractors.row import Row

REASON = "link_heads_unread"


def with_doubt_in_cells(document: Document, rows: Iterable[Row]) -> list[Row]:
    """The rows, doubtful where a number of theirs stands in a cell that has heads: those were not asked."""
    return [replace(row, reasons=(*row.reasons, REASON)) if _in_a_cell(document, row) else row for row in rows]


def _in_a_cell(document: Document, row: Row) -> bool:
    pieces = (document.piece_at(claim.start) for claim in row.claims)
    return any(
        piece is not None and piece.kind is PieceKind.CELL and bool(piece.column_heads or piece.row_heads) for piece in pieces
    )
