"""The heads of a table's columns: which columns each covers, and which lines of them are one cell.

A head that covers several columns is known by the line under it, by the lines between cells, or by its place: it reaches into
several columns, or is centred over them. Where two readings are left the heads are not told, and the table is not read.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import Rule, Upright, Word
from extractors.readers.pdf.table_columns import Column, chunks_of
from extractors.readers.pdf.table_parts import PlacedCell, part_of

_REACHES = 0.15
"""A chunk that lies in a column by this many font sizes reaches into it."""
_OFF_CENTRE = 0.9
_SAME_MIDDLE = 0.8
_GUTTER_GAP = 1.6
"""A gap at a gutter that is as many times as wide as the usual one of its line parts two heads."""
_MOST_COLUMNS_TO_SEARCH = 16
_OVER_THE_EDGE = 0.12
"""The part of a head that may stand over the words of the column beside its own."""

Chunk = list[Word]
Range = tuple[int, int]


def head_rows(
    lines: Sequence[Line], columns: Sequence[Column], size: float, rules: Sequence[Rule], uprights: Sequence[Upright]
) -> list[list[PlacedCell]] | None:
    """The rows of head cells; None where it cannot be told which columns a head covers."""
    chunks = [_chunks(line, columns, size) for line in lines]
    rows: list[list[PlacedCell]] = []
    lowest: dict[Range, tuple[PlacedCell, Line]] = {}
    for index, line in enumerate(lines):
        below = [_reached(chunk, columns, size) for later in chunks[index + 1 :] for chunk in later]
        wide_above = [
            covers for covers, (_, above) in lowest.items() if covers[0] < covers[1] and not _parted(above, line, None, rules)
        ]
        going_on = _going_on(chunks[index], wide_above, lowest, columns, size)
        ranges = _ranges(
            line, chunks[index], going_on, columns, size, rules, uprights, {each[0] for each in below if len(each) == 1}
        )
        if ranges is None:
            return None
        row: list[PlacedCell] = []
        for chunk, covers in zip(chunks[index], ranges, strict=True):
            above = lowest.get(covers)
            if above is not None and not _parted(above[1], line, chunk, rules):
                cell = above[0]
            else:
                cell = PlacedCell(*covers)
                row.append(cell)
            cell.parts.append(part_of(line, chunk))
            for other in [each for each in lowest if each[0] <= covers[1] and covers[0] <= each[1]]:
                del lowest[other]
            lowest[covers] = (cell, line)
        if row and rows and all(_is_free(cell, rows[-1]) for cell in row):
            rows[-1] = sorted([*rows[-1], *row], key=lambda cell: cell.first)  # set lower, beside a head of several lines
        elif row:
            rows.append(row)
    return rows


def _is_free(cell: PlacedCell, row: Sequence[PlacedCell]) -> bool:
    return all(cell.last < other.first or other.last < cell.first for other in row)


def _chunks(line: Line, columns: Sequence[Column], size: float) -> list[Chunk]:
    """The line's chunks, parted at gutters where their gap is wider than the line's others; those of one column joined."""
    found: list[Chunk] = []
    for chunk in chunks_of(line.words, size):
        gaps = sorted(after.x0 - before.x1 for before, after in pairwise(chunk))
        usual = gaps[len(gaps) // 2] if len(gaps) > 2 else 0.3 * size
        current = [chunk[0]]
        for before, after in pairwise(chunk):
            gap = after.x0 - before.x1
            at_gutter = any(before.x1 - 0.2 * size <= column.left <= after.x0 + 0.2 * size for column in columns[1:])
            if at_gutter and gap >= max(0.33 * size, _GUTTER_GAP * min(usual, 0.3 * size)):
                found.append(current)
                current = []
            current.append(after)
        found.append(current)
    joined: list[Chunk] = []
    for chunk in found:
        inside = _home(chunk, columns)
        if joined and inside is not None and inside == _home(joined[-1], columns):
            joined[-1] = [*joined[-1], *chunk]
        else:
            joined.append(chunk)
    return joined


def _home(chunk: Chunk, columns: Sequence[Column]) -> int | None:
    """The column within whose boundaries all of the chunk stands."""
    x0, x1 = chunk[0].x0, max(word.x1 for word in chunk)
    return next((index for index, column in enumerate(columns) if column.left - 1 <= x0 and x1 <= column.right + 1), None)


def _reached(chunk: Chunk, columns: Sequence[Column], size: float) -> list[int]:
    x0, x1 = chunk[0].x0, max(word.x1 for word in chunk)
    home = _home(chunk, columns)
    if home is not None:
        return [home]
    return [
        index
        for index, column in enumerate(columns)
        if min(x1, column.x1) - max(x0, column.x0) > min(_REACHES * size, column.x1 - column.x0)
    ]


def _going_on(
    chunks: Sequence[Chunk],
    wide_above: Sequence[Range],
    lowest: dict[Range, tuple[PlacedCell, Line]],
    columns: Sequence[Column],
    size: float,
) -> list[Range | None]:
    """For each chunk the wide head above with which it goes on: it alone stands under it, centred as it is."""
    found: list[Range | None] = [None] * len(chunks)
    for first, last in wide_above:
        under = [index for index, chunk in enumerate(chunks) if columns[first].left <= _middle(chunk) <= columns[last].right]
        if len(under) == 1 and abs(_middle(chunks[under[0]]) - _middle_of(lowest[first, last][0].parts[-1])) <= _SAME_MIDDLE * size:
            found[under[0]] = (first, last)
    return found


def _middle(chunk: Chunk) -> float:
    return (chunk[0].x0 + max(word.x1 for word in chunk)) / 2


def _middle_of(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def _ranges(
    line: Line,
    chunks: Sequence[Chunk],
    going_on: Sequence[Range | None],
    columns: Sequence[Column],
    size: float,
    rules: Sequence[Rule],
    uprights: Sequence[Upright],
    below: set[int],
) -> list[Range] | None:
    """Which columns each chunk of a line covers."""
    drawn = [
        _between(line, chunk, columns, uprights) or _under_rule(line, chunk, chunks, columns, rules) or above
        for chunk, above in zip(chunks, going_on, strict=True)
    ]
    taken = {column for covers in drawn if covers for column in range(covers[0], covers[1] + 1)}
    options: list[list[Range]] = []
    for chunk, covers in zip(chunks, drawn, strict=True):
        options.append([covers] if covers else _options(chunk, columns, size, below, taken))
    best = _best(options, chunks, columns)
    if best is None or any(_doubtful(each, best, options[index], below) for index, each in enumerate(best)):
        return None
    return best


def _under_rule(
    line: Line, chunk: Chunk, chunks: Sequence[Chunk], columns: Sequence[Column], rules: Sequence[Rule]
) -> Range | None:
    """The columns over which the line right under a head and no other runs, where it is not as wide as the table."""
    middle = _middle(chunk)
    for rule in sorted(rules, key=lambda each: each.y):
        over = [each for each in chunks if rule.x0 - 1 <= _middle(each) <= rule.x1 + 1]
        if line.y - 1 < rule.y < line.y + 1.9 * line.size and rule.x0 - 1 <= middle <= rule.x1 + 1 and len(over) == 1:
            inside = [index for index, column in enumerate(columns) if _runs_over(rule, column)]
            if inside and len(inside) < len(columns) and not (0 in inside and len(inside) > 1):
                return inside[0], inside[-1]
    return None


def _runs_over(rule: Rule, column: Column) -> bool:
    """Whether a line runs over more than half of a column's words: two that meet in a column's middle are not both over it."""
    return min(rule.x1 + 1, column.x1) - max(rule.x0 - 1, column.x0) > (column.x1 - column.x0) / 2 + 1


def _between(line: Line, chunk: Chunk, columns: Sequence[Column], uprights: Sequence[Upright]) -> Range | None:
    """The columns between the vertical lines at either side of a head."""
    beside = [upright.x for upright in uprights if upright.y0 - 1 <= line.y - 0.3 * line.size <= upright.y1 + 1]
    x0, x1 = chunk[0].x0, max(word.x1 for word in chunk)
    left, right = max((x for x in beside if x <= x0 + 1), default=None), min((x for x in beside if x >= x1 - 1), default=None)
    if left is None or right is None:
        return None
    inside = [index for index, column in enumerate(columns) if left - 1 <= (column.x0 + column.x1) / 2 <= right + 1]
    return (inside[0], inside[-1]) if inside else None


def _options(chunk: Chunk, columns: Sequence[Column], size: float, below: set[int], taken: set[int]) -> list[Range]:
    """The columns that a chunk can cover: those into which it reaches, or more that have heads below and about which it is centred."""
    reached = _reached(chunk, columns, size)
    x0, x1 = chunk[0].x0, max(word.x1 for word in chunk)
    found: list[Range] = [(reached[0], reached[-1])] if reached else []
    found += [(column, column) for column in _mostly_in(chunk, reached, columns)]
    for first in range(1, len(columns)):
        for last in range(first + 1, len(columns)):
            covers = range(first, last + 1)
            if not set(reached) <= set(covers) or not set(covers) <= below or taken & set(covers):
                continue
            middle = (columns[first].left + columns[last].right) / 2
            off = min(abs(middle - (x0 + x1) / 2), abs((columns[first].x0 + columns[last].x1) / 2 - (x0 + x1) / 2))
            # Heads set at the left of what they cover reach into several columns or begin with the first.
            at_left = abs(columns[first].x0 - x0) < 0.5 * size and reached and reached[0] == first
            if off <= _OFF_CENTRE * size + 0.03 * (columns[last].right - columns[first].left) or at_left:
                found.append((first, last))
    return list(dict.fromkeys(found))


def _mostly_in(chunk: Chunk, reached: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """The one of several columns in which nearly all of a chunk stands, the rest of it being over the edge of the next one's words."""
    x0, x1 = chunk[0].x0, max(word.x1 for word in chunk)
    if len(reached) < 2:
        return []
    beside = {
        one: sum(max(0.0, min(x1, columns[other].x1) - max(x0, columns[other].x0)) for other in reached if other != one)
        for one in reached
    }
    return [one for one, over in beside.items() if one and over < _OVER_THE_EDGE * (x1 - x0)]


def _best(options: Sequence[Sequence[Range]], chunks: Sequence[Chunk], columns: Sequence[Column]) -> list[Range] | None:
    """The choice, one range a chunk from left to right without overlap, that covers most columns, and is nearest to their middles."""
    if len(columns) > _MOST_COLUMNS_TO_SEARCH * 2:
        return None
    states: dict[int, tuple[int, float, list[Range]]] = {-1: (0, 0.0, [])}
    for chunk, ranges in zip(chunks, options, strict=True):
        middle = _middle(chunk)
        following: dict[int, tuple[int, float, list[Range]]] = {}
        for end, (covered, off, chosen) in states.items():
            for first, last in ranges:
                if first <= end:
                    continue
                away = abs((columns[first].left + columns[last].right) / 2 - middle) if last > first else 0.0
                state = (covered + last - first + 1, off - away, [*chosen, (first, last)])
                if last not in following or state[:2] > following[last][:2]:
                    following[last] = state
        states = following
    return max(states.values(), key=lambda state: state[:2])[2] if states else None


def _doubtful(covers: Range, chosen: Sequence[Range], options: Sequence[Range], below: set[int]) -> bool:
    """True where a head could as well stand over one column alone: it is over the middle of several, and nothing else tells."""
    alone = [each for each in options if each[0] == each[1]]
    if covers[0] == covers[1] or not alone:
        return False
    wide = [each for each in chosen if each[0] < each[1]]
    return len(wide) < 2 or not below - {0} <= {column for first, last in wide for column in range(first, last + 1)}


def _parted(above: Line, line: Line, chunk: Chunk | None, rules: Sequence[Rule]) -> bool:
    """Whether a line is drawn between two lines of heads: over a chunk, or anywhere."""
    return any(
        above.y < rule.y < line.y - 0.3 * line.size and (chunk is None or rule.x0 <= _middle(chunk) <= rule.x1) for rule in rules
    )
