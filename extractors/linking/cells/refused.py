"""Tables that plan, define or cite: what stands in them is no result of the trial."""

from collections.abc import Iterable, Iterator

import regex

from extractors.document import Document, PieceKind, Span
from extractors.patterns import compiled
from extractors.rules.table_words import COLUMN_OF_NO_RESULTS, TABLE_OF_HARMS, TABLE_OF_NO_RESULTS

REASON, COLUMN_REASON = TABLE_OF_NO_RESULTS.name, COLUMN_OF_NO_RESULTS.name
"""The reasons that `numbers` gives."""
_CITED = compiled(r"\bet\s?al\b|\(\s?(?:19|20)\d\d[a-z]?\s?\)|^[A-Z][\w'-]+,?\s(?:19|20)\d\d[a-z]?$")
_MOSTLY = 0.5
_DEFINES = compiled(
    r"\b(?:definitions?|criteri(?:a|on)|schedules?|scoring|checklist|glossary|search|modifications?|reductions?|adjustments?|literature|studies)\b",
    regex.IGNORECASE,
)
_P_VALUES = compiled(r"\W*[Pp](?:[-\s]?[Vv]alues?)?\W*(?:\[\w\])?\s*$")


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
    found -= _with_p_values(document, found) | _of_harms(document)
    found.update(table for table, cited in labels.items() if sum(cited) > _MOSTLY * len(cited))
    return frozenset(found)


def _of_harms(document: Document) -> set[int]:
    """Tables of harms: "Adverse events by treatment regimen" plans nothing; "Definitions of adverse events" does."""
    captions = [piece for piece in document.pieces if piece.kind is PieceKind.CAPTION and piece.table is not None]
    return {
        piece.table
        for piece in captions
        if piece.table is not None
        and TABLE_OF_HARMS.compiled.search(document.folded, piece.start, piece.end)
        and not _DEFINES.search(document.folded, piece.start, piece.end)
    }


def _with_p_values(document: Document, tables: Iterable[int]) -> set[int]:
    """Those of the tables that have a column of p-values: "Composition of the diets" as eaten by two groups is a result."""
    heads = {(piece.table, head) for piece in document.pieces if piece.table in set(tables) for head in piece.column_heads}
    return {table for table, head in heads if table is not None and _P_VALUES.match(document.folded, head.start, head.end)}


def cells_without_results(document: Document) -> Iterator[tuple[Span, str]]:
    """The places of all cells of such tables, and of those under such a head in other tables, with the reason."""
    tables = tables_without_results(document)
    folded = document.folded
    for piece in document.pieces:
        if piece.kind is not PieceKind.CELL:
            continue
        if piece.table in tables:
            yield Span(piece.start, piece.end), REASON
        elif any(COLUMN_OF_NO_RESULTS.compiled.match(folded[head.start : head.end]) for head in piece.column_heads[-1:]):
            yield Span(piece.start, piece.end), COLUMN_REASON
