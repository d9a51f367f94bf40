"""Quotes that can be told apart: two statements of one wording are quoted with the words before them."""

from dataclasses import replace

from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.row import Row

_WORD_BEFORE = compiled(r"(?r)\S+\s*$")
_LONGEST_LEAD = 90


def distinct_quotes(reading: Reading, rows: list[Row]) -> list[Row]:
    """The rows; where a row's quote stands word for word at an earlier row of its table, its own begins earlier.

    It grows word by word, inside its sentence, until it is the only one or `_LONGEST_LEAD` characters longer.
    """
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in sorted(rows, key=lambda row: (row.table, row.start, row.end)):
        start, sentence = row.start, reading.sentences.at(row.start)
        while seen.get((row.table, reading.folded[start : row.end]), start) != start and row.start - start < _LONGEST_LEAD:
            word = _WORD_BEFORE.search(reading.folded, max(sentence.start, start - _LONGEST_LEAD), start)
            if word is None:
                break
            start = word.start()
        seen.setdefault((row.table, reading.folded[start : row.end]), start)
        found.append(row if start == row.start else replace(row, start=start))
    return found
