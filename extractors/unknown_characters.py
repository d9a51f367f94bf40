"""Rows beside a character that a file does not name: what was there may have been a minus, so they are doubtful."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.document import Document
from extractors.row import Row

UNKNOWN = "\ufffd"
_REACH = 2
"""Characters before a number in which a sign of it would stand."""


def with_unknown_characters(document: Document, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those doubtful whose quote holds an unknown character or that claim a number right after one."""
    text = document.text
    if UNKNOWN not in text:
        yield from rows
        return
    for row in rows:
        stretches = [(row.start, row.end), *((claim.start - _REACH, claim.end) for claim in row.claims)]
        if any(UNKNOWN in text[max(0, start) : end + 1] for start, end in stretches):
            row = replace(row, reasons=(*row.reasons, "read_character_unknown"))
        yield row
