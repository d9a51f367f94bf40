"""The lines of a table's body as rows: lines that go on with the cells above them, rows that name a group, and rows of values."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median, quantiles

from extractors.patterns import compiled
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import Rule, Word
from extractors.readers.pdf.table_columns import Column, chunks_of
from extractors.readers.pdf.table_parts import PlacedCell, part_of

_TIGHT = 0.93
"""A step to the next line of less than this part of the least step between rows goes on with the row."""
_INDENT = 0.45
"""Font sizes by which a label stands deeper than another."""
_NO_SPACE = 0.45
"""Font sizes that a gap must be wide to be none between words."""
_RAGGED, _FEWEST_FULL, _WIDE_GUTTER = 2.5, 2, 5.0
_OPEN = compiled(r"(?:[(\[,;±–−/-]|\b(?:to|and|or|of|vs|with|the|in|for))$")
_BEGINS = compiled(r"[<>≤≥=~−-]?\d[\d.,·]*(?:[%*†‡§/(\[±].*)?$")
_LETTERS = compiled(r"(?:[^\W\d_][^A-Za-z]*){3}")
_GOES_ON = compiled(r"[\[()\]±–−,;a-z]|to\b")

Cells = dict[int, tuple[int, list[Word]]]
"""By first column the last column and the words of a line's cells."""


def body_rows(
    lines: Sequence[Line], columns: Sequence[Column], size: float, rules: Sequence[Rule]
) -> list[list[PlacedCell]] | None:
    """The rows of the body; None where a word's column cannot be told."""
    told: list[Cells] = []
    for line in lines:
        cells = _cells(line, columns, size)
        if cells is None:
            return None
        told.append(cells)
    begins = _begins(lines, told, columns, size, rules)
    left = min((word.x0 for cells in told if 0 in cells for word in cells[0][1][:1]), default=0.0)
    rows: list[dict[int, PlacedCell]] = []
    for line, cells, begins_row in zip(lines, told, begins, strict=True):
        if begins_row or not rows:
            rows.append({})
        for first, (last, words) in sorted(cells.items()):
            if first not in rows[-1]:
                depth = round((words[0].x0 - left) / (_INDENT * size)) if first == 0 else 0
                rows[-1][first] = PlacedCell(first, last, depth=max(0, depth))
            rows[-1][first].parts.append(part_of(line, words))
    return _with_tall_labels([[row[first] for first in sorted(row)] for row in rows])


def _with_tall_labels(rows: list[list[PlacedCell]]) -> list[list[PlacedCell]]:
    """The rows with labels that stand for several: those below have no label there, but one in the second column, as the first has."""
    tall: PlacedCell | None = None
    for row in rows:
        second = next((cell for cell in row if cell.first == 1), None)
        is_label = second is not None and (second.parts[0].plain.isalpha() or _LETTERS.search(second.parts[0].plain) is not None)
        if row[0].first == 0:
            tall = row[0] if is_label and row[0].last == 0 else None
        elif tall is not None and is_label:
            tall.rows += 1
            row[0].skipped = 1
        else:
            tall = None
    return rows


def _cells(line: Line, columns: Sequence[Column], size: float) -> Cells | None:
    """The line's words by column; None where words stand over a gutter and it is not plain why."""
    chunks = chunks_of(line.words, size)
    if len(chunks) == 1 and (chunks[0][0].x0 < columns[0].right or _over_gutter(chunks[0], columns)):
        x0, x1 = chunks[0][0].x0, chunks[0][-1].x1
        if x0 < columns[0].right or not any(map(str.isdigit, line.plain)):
            return {0: (0, chunks[0])}  # a label, or the name of a group of rows, which may run over all columns
        return _spanning(x0, x1, chunks[0], columns, size)
    found: Cells = {}
    for chunk in chunks:
        for part in _parted(chunk, columns, size):
            home = _home(part, columns, size)
            if home is None:
                spanning = _long_label(part, columns) or _spanning(part[0].x0, part[-1].x1, part, columns, size)
                if spanning is None:
                    return None
                [(first, (last, words))] = spanning.items()
            else:
                first, last, words = home, home, part
            if any(other <= last and first <= found[other][0] and other != first for other in found):
                return None
            if first in found and not _one_cell(found[first][1], words, size):
                return None
            found[first] = (last, [*found[first][1], *words]) if first in found else (last, words)
    return found


def _one_cell(before: Sequence[Word], after: Sequence[Word], size: float) -> bool:
    """Whether two chunks of one column are parts of one cell and not of two columns that were not told apart."""
    return after[0].x0 - before[-1].x1 <= size or after[0].text[0] in "([±"


def _over_gutter(chunk: Sequence[Word], columns: Sequence[Column]) -> bool:
    return any(chunk[0].x0 < column.left < chunk[-1].x1 for column in columns[1:])


def _parted(chunk: list[Word], columns: Sequence[Column], size: float) -> list[list[Word]]:
    """A chunk in parts where a gap between its words, wider than a space, stands at a gutter, or any at a line that is drawn."""
    parts = [[chunk[0]]]
    for before, after in pairwise(chunk):
        gap = after.x0 - before.x1
        for column in columns[1:]:
            at_edge = (
                before.x1 <= column.left + 0.3 * size
                and column.left - 0.3 * size <= after.x0
                and before.x0 < column.left < after.x1
            )
            if at_edge and (gap >= _NO_SPACE * size or (column.drawn and gap > 0)):
                parts.append([])
                break
        parts[-1].append(after)
    return parts


def _home(part: Sequence[Word], columns: Sequence[Column], size: float) -> int | None:
    """The column in which a part stands: within its boundaries, or out of them by no more than a mark."""
    x0, x1 = part[0].x0, max(word.x1 for word in part)
    slack = 0.4 * size
    if x0 < columns[0].right and x1 < columns[0].right + slack:
        return 0
    return next((index for index, column in enumerate(columns) if column.left - slack <= x0 and x1 <= column.right + slack), None)


def _long_label(part: list[Word], columns: Sequence[Column]) -> Cells | None:
    """A label that runs on over columns that are empty in its line."""
    if part[0].x0 >= columns[0].right or not part[0].text[:1].isalpha():
        return None
    return {0: (max(index for index, column in enumerate(columns) if column.left < part[-1].x1), part)}


def _spanning(x0: float, x1: float, words: list[Word], columns: Sequence[Column], size: float) -> Cells | None:
    """A value over several columns, centred about them."""
    fits = [
        (first, last)
        for first in range(1, len(columns))
        for last in range(first + 1, len(columns))
        if columns[first].left - 1 <= x0 and x1 <= columns[last].right + 1
        and abs((columns[first].left + columns[last].right) - (x0 + x1)) / 2 <= size
    ]  # fmt: skip
    if not fits:
        return None
    narrowest = min(fits, key=lambda each: each[1] - each[0])
    if [each for each in fits if each[1] - each[0] == narrowest[1] - narrowest[0]] != [narrowest]:
        return None
    return {narrowest[0]: (narrowest[1], words)}


def _begins(
    lines: Sequence[Line], told: Sequence[Cells], columns: Sequence[Column], size: float, rules: Sequence[Rule]
) -> list[bool]:
    """For each line whether it begins a row."""
    ruled = _ruled(lines, rules)
    if ruled is not None:
        return ruled
    steps = [below.y - above.y for above, below in pairwise(lines)]
    to_rows = [
        step for step, above, cells in zip(steps, told, told[1:], strict=False) if _is_full(cells) and _has_own_values(cells, above)
    ]
    usual = (quantiles(to_rows, n=4)[0] if len(to_rows) > 4 else median(to_rows)) if to_rows else 1.2 * size
    tight = [False, *(step < _TIGHT * usual for step in steps), False]
    found = [True] * len(lines)
    labels_fill = _labels_fill(told, columns, size)
    for index in range(1, len(lines)):
        if tight[index]:
            found[index] = False
        elif any(tight) and not _is_full(told[index]) and 0 not in told[index]:
            found[index] = True
        elif not any(tight):
            found[index] = not _continues(index, told, columns, size, labels_fill)
    return found


def _has_own_values(cells: Cells, above: Cells) -> bool:
    """Whether a line's figures begin cells, and do not end those that the line above begins: "(4.5)", "to 3.2"."""
    values = [words for first, (_, words) in cells.items() if first]
    return any(_BEGINS.match(words[0].text) for words in values) or not (above.keys() & cells.keys()) - {0}


def _is_full(cells: Cells) -> bool:
    return 0 in cells and len(cells) > 1


def _ruled(lines: Sequence[Line], rules: Sequence[Rule]) -> list[bool] | None:
    """Rows between lines that are drawn, where about every row has one."""
    ys = sorted({round(rule.y, 1) for rule in rules if lines[0].y < rule.y < lines[-1].y})
    merged = [y for index, y in enumerate(ys) if index == 0 or y - ys[index - 1] > 2]
    if len(merged) < 0.4 * len(lines):
        return None
    return [index == 0 or any(lines[index - 1].y - 1 < y < line.y for y in merged) for index, line in enumerate(lines)]


def _continues(index: int, told: Sequence[Cells], columns: Sequence[Column], size: float, labels_fill: bool) -> bool:
    """Whether a line goes on with the row above, where lines of one row stand as far apart as rows do."""
    above, cells = told[index - 1], told[index]
    if 0 not in cells:
        return set(cells) <= set(above) and all(
            _OPEN.search(above[column][1][-1].text) or _GOES_ON.match(words[0].text) for column, (_, words) in cells.items()
        )
    if not labels_fill:
        return False
    if len(cells) > 1 or 0 not in above:
        # A label whose figures stand beside its last line.
        return (
            len(above) == 1 and 0 in above and len(cells) > 1 and 0 in cells and _full_label(above, cells, columns, size)
            and _GOES_ON.match(cells[0][1][0].text) is not None
        )  # fmt: skip
    return _full_label(above, cells, columns, size) and (
        _GOES_ON.match(cells[0][1][0].text) is not None or cells[0][1][0].x0 > above[0][1][0].x0 + _INDENT * size
    )


def _full_label(above: Cells, cells: Cells, columns: Sequence[Column], size: float) -> bool:
    """Whether the next line's first word would not have fitted at the end of the label above."""
    word = cells[0][1][0]
    return above[0][1][-1].x1 + 0.25 * size + (word.x1 - word.x0) > columns[0].x1 - 0.1 * size


def _labels_fill(told: Sequence[Cells], columns: Sequence[Column], size: float) -> bool:
    """Whether labels are as long as their column lets them be: several end at about the same place."""
    if len(columns) > 1 and columns[1].x0 - columns[0].x1 > _WIDE_GUTTER * size:
        return False
    ends = [cells[0][1][-1].x1 for cells in told if 0 in cells and cells[0][0] == 0]
    return sum(abs(columns[0].x1 - end) < _RAGGED * size for end in ends) >= _FEWEST_FULL
