"""Rows whose printed characters are not sure: a file does not name one beside them, two libraries read their page differently, or
some are not what a reader sees.

What was there may have been a minus, or another figure, so the rows are doubtful.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.deceptive import deceives
from extractors.document import Document
from extractors.row import Row

UNKNOWN = "\ufffd"
_REACH = 2
"""Characters before a number in which a sign of it would stand."""


def with_unsure_characters(document: Document, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, each with the reasons for which its characters are not sure."""
    some_unknown, plain = UNKNOWN in document.text, document.text.isascii()
    for row in rows:
        reasons = []
        if some_unknown and _beside_unknown(document.text, row):
            reasons.append("read_character_unknown")
        if document.disputed_pages and not set(document.disputed_pages).isdisjoint(_pages(document, row)):
            reasons.append("read_characters_disputed")
        if not plain and deceives(document, row):
            reasons.append("read_characters_deceptive")
        yield replace(row, reasons=(*row.reasons, *reasons)) if reasons else row


def _beside_unknown(text: str, row: Row) -> bool:
    """True where the quote holds an unknown character, or one stands right before or after a number of the row."""
    stretches = [(row.start, row.end), *((claim.start - _REACH, claim.end) for claim in row.claims)]
    return any(UNKNOWN in text[max(0, start) : end + 1] for start, end in stretches)


def _pages(document: Document, row: Row) -> set[int]:
    stretches = [(row.start, row.end), *((claim.start, claim.end) for claim in row.claims)]
    return {page for start, end in stretches for page in document.pages_of(start, end)}
