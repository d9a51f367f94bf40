"""Which lines are those of tables: lines with cells, that is with wide gaps, and what stands between them or under a caption."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractors.patterns import compiled
from extractors.readers.pdf.columns import Line

_WIDE, _SURE = 1.5, 3.0
_SHORT = 45
OTHER_SIZE = 0.07
"""Sizes of type that differ by less than this part are one."""
TABLE_CAPTION = compiled(r"(?i)(?:supplementary\ )?table\ ?[SA]?\d{1,2}\b")


def table_lines(lines: Sequence[Line], body: float) -> list[bool]:
    """For each line whether it is one of a table: it has cells, or stands between lines that have."""
    cells = [_has_cells(line) for line in lines]
    near = [sum(cells[max(0, index - 5) : index + 6]) for index in range(len(lines))]
    table = [has and count >= 3 for has, count in zip(cells, near, strict=True)]
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for index in order:
            near_table = any(table[other] and _one_column(lines[other], lines[index]) for other in _around(index, 2, len(lines)))
            table[index] = table[index] or (near_table and cells[index])
    _take_between(lines, cells, table, body)
    for index, line in enumerate(lines):
        if TABLE_CAPTION.match(line.plain) and not table[index]:
            _take_heads(lines, table, index)
    return table


_MOST_BETWEEN = 6
"""Lines without cells that a table may have under one another: a long label, the name of a group, the end of a figure."""


def _take_between(lines: Sequence[Line], cells: Sequence[bool], table: list[bool], body: float) -> None:
    """Mark lines that stand between two lines of a table and are neither running text nor a caption."""
    above: int | None = None
    for index, line in enumerate(lines):
        if table[index]:
            between = range(index if above is None else above + 1, index)
            if cells[index] and len(between) <= _MOST_BETWEEN and all(_one_column(lines[other], line) for other in between):
                for other in between:
                    table[other] = True
            above = index
        elif _is_prose(line, body) or TABLE_CAPTION.match(line.plain):
            above = None


_MOST_HEAD_LINES = 12


def _take_heads(lines: Sequence[Line], table: list[bool], caption: int) -> None:
    """Mark the lines between a caption and the first line of cells: heads of columns, set one under another."""
    last = min(caption + 1 + _MOST_HEAD_LINES, len(lines))
    first = next((index for index in range(caption + 1, last) if table[index]), None)
    if first is None or lines[first].page != lines[caption].page:
        return
    begins = caption + 1
    while (
        begins < first
        and abs(lines[begins].x0 - lines[caption].x0) < 1
        and lines[begins].y - lines[begins - 1].y < 1.5 * lines[begins].size
    ):
        begins += 1  # the caption's own next lines
    for index in range(begins, first):
        table[index] = True


def _around(index: int, reach: int, length: int) -> Iterable[int]:
    return (other for other in range(max(0, index - reach), min(length, index + reach + 1)) if other != index)


def _one_column(one: Line, other: Line) -> bool:
    return (one.page, one.band) == (other.page, other.band)


def _is_prose(line: Line, body: float) -> bool:
    """True for a line of running text: as wide as its column, set as most of the file is."""
    wide = line.x1 - line.x0 > 0.8 * (line.right - line.left) and line.plain.strip("._- ") != ""
    return wide and abs(line.size - body) <= OTHER_SIZE * body and len(line.plain) > _SHORT


def _has_cells(line: Line) -> bool:
    if len(line.segments) < 2:
        return False
    words = line.words
    gaps = [max(0.0, after.x0 - before.x1) / line.size for before, after in pairwise(words)]
    widest = max(gaps)
    return (
        widest >= _SURE
        or (widest >= _WIDE and widest >= 2.5 * median(gaps))
        or (len(line.segments) >= 3 and widest >= 2 * median(gaps))
    )
