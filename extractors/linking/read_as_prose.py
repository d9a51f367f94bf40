"""Rows that rules for running text read in a table's body, where only heads say what a cell is.

Estimates are no such rows: a rule for them needs a label in the cell itself ("HR", "95% CI"). A p-value alone is one: of what it is, only
heads say.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

from extractors.document import Document, PieceKind
from extractors.row import Row

REASON = "link_heads_unread"
_OF_MARKED_CELLS = frozenset({"analyses", "measurements"})
_AROUND = frozenset({PieceKind.CAPTION, PieceKind.FOOTNOTE})
"""What stands over and under a table: results in it are of the cells that bear a mark."""


def with_doubt_in_cells(document: Document, rows: Iterable[Row]) -> list[Row]:
    """The rows, doubtful where a number of theirs stands in a cell of a table with heads: those were not asked."""
    headed = {piece.table for piece in document.pieces if piece.table is not None and (piece.column_heads or piece.row_heads)}
    return [replace(row, reasons=(*row.reasons, REASON)) if _in_a_cell(document, row, headed) else row for row in rows]


def _in_a_cell(document: Document, row: Row, headed: Set[int]) -> bool:
    pieces = [piece for claim in row.claims if (piece := document.piece_at(claim.start)) is not None]
    if any(piece.kind is PieceKind.CELL and piece.table in headed for piece in pieces):
        return row.table != "analyses" or row.values.get("param_value") is None
    return row.table in _OF_MARKED_CELLS and any(piece.kind in _AROUND and piece.table is not None for piece in pieces)
