"""How a report's text says that its values are given: "Data are presented as mean ± SD"; it holds where a table says nothing itself."""

from collections.abc import Iterator

import regex

from extractors.document import Document, PieceKind, Span
from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared, declarations_of, declared_in
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

_TOLD = compiled(
    r"\b(?:data|values|variables|results|measure(?:s|ments)|characteristics|statistics|scores|outcomes|figures|numbers|parameters)\b[^.;\n]{0,90}?"
    r"\b(?:are|were|is|was|been|be)\s(?:\w{1,20}\s){0,2}?(?:expressed|presented|given|reported|shown|summari[sz]ed|described|displayed|indicated|represented|quoted)\b"
    r"(?P<form>[^;\n]{0,300}?)(?=[;\n]|\.(?:\s|$)|$)",
    regex.IGNORECASE,
)
_PROSE = frozenset({PieceKind.PARAGRAPH, PieceKind.LIST_ITEM})
_BELOW = frozenset({PieceKind.CAPTION, PieceKind.FOOTNOTE})


def told_in_prose(document: Document) -> tuple[Declared, ...]:
    """What the text says of means and medians, each with its spread; nothing where it, or any caption, says two things of them."""
    told = [one for one in _told(document) if one.says in CENTRES and one.has(*SPREADS, *BOUNDS)]
    if not told:
        return ()
    captions = [Span(piece.start, piece.end) for piece in document.pieces if piece.kind in _BELOW]
    every = [*told, *declarations_of(captions, document.folded)]
    spreads = {term.says for one in every for term in one.beside if term.says in SPREADS}
    bounds = {term.says for one in every if one.says is Says.MEDIAN for term in one.beside if term.says in BOUNDS}
    return tuple(
        one
        for one in told
        if len(one.beside) == 1 and (len(spreads) == 1 if one.has(*SPREADS) else one.says is Says.MEDIAN and len(bounds) == 1)
    )


def _told(document: Document) -> Iterator[Declared]:
    for piece in document.pieces:
        if piece.kind in _PROSE:
            for match in _TOLD.finditer(document.folded, piece.start, piece.end):
                yield from declared_in(match["form"], match.start("form"))
