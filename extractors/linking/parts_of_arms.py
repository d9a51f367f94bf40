"""Counts of an arm's people that are no size of it: its size is told before, and is greater.

"Verum (n = 140) ... 12 patients in the verum group had relapsed": where no word says that people were taken in or analysed, so few
are a result, and somewhat fewer are a size only perhaps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.row import Row
from schemas.vocabulary import Role

_TAKEN_IN = compiled(
    r"\b(?:random|allocat|assign|enrol|recruit|includ|divid|compris|consist|contain|analy[sz]ed|evaluable|assessable|available|eligible|complet|data)\w*",
    regex.IGNORECASE,
)
_HALF = 2


def without_parts_of_arms(reading: Reading, rows: Sequence[Row]) -> Iterator[Row]:
    """The sizes, without those of at most half an arm's; what else is less than its arm is doubtful."""
    greatest: dict[str, int] = {}
    for row in rows:
        label, n = row.values["group_label"], row.values["n"]
        whole = greatest.get(label.lower(), 0) if label is not None else 0
        if n >= whole or row.values["role"] is not Role.ENROLLED or _tells_of_entry(reading, row):
            yield row
        elif n * _HALF > whole:
            yield replace(row, reasons=(*row.reasons, "link_role_guessed"))
        if label is not None and row.values["role"] not in (Role.WITHDRAWN, Role.SCREENED, Role.PLANNED, Role.STUDIES):
            greatest[label.lower()] = max(whole, n)


def _tells_of_entry(reading: Reading, row: Row) -> bool:
    sentence = reading.sentences.at(row.start)
    return _TAKEN_IN.search(reading.folded, sentence.start, sentence.end) is not None
