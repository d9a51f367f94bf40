"""Tables that plan, define or cite: what stands in them is no result of the trial."""

from collections.abc import Iterator

from extractors.document import Document, PieceKind, Span
from extractors.patterns import compiled
from extractors.rules.table_words import TABLE_OF_NO_RESULTS

REASON = TABLE_OF_NO_RESULTS.name
"""The reason that `numbers` gives."""
_CITED = compiled(r"\bet\s?al\b|\(\s?(?:19|20)\d\d[a-z]?\s?\)|^[A-Z][\w'-]+,?\s(?:19|20)\d\d[a-z]?$")
_MOSTLY = 0.5


def tables_without_results(document: Document) -> frozenset[int]:
    """The numbers of the tables whose caption says that they hold no results, or whose rows are studies of others."""
    folded = document.folded
    found: set[int] = set()
    labels: dict[int, list[bool]] = {}
    for piece in document.pieces:
        if piece.table is None:
            continue
        if piece.kind is PieceKind.CAPTION and TABLE_OF_NO_RESULTS.compiled.search(folded, piece.start, piece.end):
            found.add(piece.table)
        if piece.kind is PieceKind.CELL and piece.column == 0 and piece.column_heads:
            labels.setdefault(piece.table, []).append(_CITED.search(folded, piece.start, piece.end) is not None)
    found.update(table for table, cited in labels.items() if sum(cited) > _MOSTLY * len(cited))
    return frozenset(found)


def cells_without_results(document: Document) -> Iterator[Span]:
    """The places of all cells of such tables."""
    tables = tables_without_results(document)
    for piece in document.pieces if tables else ():
        if piece.kind is PieceKind.CELL and piece.table in tables:
            yield Span(piece.start, piece.end)
