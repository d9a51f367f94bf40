"""Reading order: the words of a page as lines, column by column.

Segments (words of one base line without a wide gap) → gutters (an x at which many segments begin and before which
many end) → bands, cut where a segment crosses the gutter → in a band the left column, then the right.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.readers.pdf.glyphs import PageWords, Rule, Word
from extractors.readers.pdf.segments import SAME_LINE, Segment, segment_of, segments_of

_EDGE = 1.6
"""Left edges of one column agree within these points."""
_LEAST_LINES = 6
_NARROWEST = 90
_DEEPEST_HEAD = 90
"""Points between the rules over and under the heads of a table."""


@dataclass(slots=True)
class Line:
    """A line of a column: its segments (more than one where gaps are wide), and the column's edges."""

    page: int
    segments: list[Segment]
    y: float
    size: float
    left: float
    right: float
    band: int
    """Lines of one column of one band share this number."""
    bold: bool = field(default=False)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.segments[-1].x1

    @property
    def words(self) -> list[Word]:
        """All words, from left to right."""
        return [word for segment in self.segments for word in segment.words]

    @property
    def plain(self) -> str:
        """The words with single spaces, for a look at what the line says."""
        return " ".join(word.text for word in self.words)


def gutters(segments: Sequence[Segment], x0: float, x1: float) -> list[float]:
    """Left edges of the columns but the first, from left to right; none for a page of one column."""
    edge = _gutter(segments, x0, x1)
    if edge is None:
        return []
    left = [segment for segment in segments if segment.x1 < edge]
    right = [segment for segment in segments if segment.x0 >= edge - _EDGE]
    return [*gutters(left, x0, edge), edge, *gutters(right, edge, x1)]


def _gutter(segments: Sequence[Segment], x0: float, x1: float) -> float | None:
    """The x at which most lines of a right column begin."""
    if x1 - x0 < 2 * _NARROWEST:
        return None
    starts = sorted(segment.x0 for segment in segments)
    best: tuple[int, float] | None = None
    for edge in sorted({round(start, 1) for start in starts if x0 + _NARROWEST <= start <= x1 - _NARROWEST}):
        count = bisect_left(starts, edge + _EDGE) - bisect_left(starts, edge - 0.1)
        if count < _LEAST_LINES or (best is not None and count <= best[0]):
            continue
        crossing = sum(segment.x0 < edge - 6 and segment.x1 > edge + 6 for segment in segments)
        if (best is None or count - 2 * crossing > best[0]) and _is_text(segments, edge, x1, crossing):
            best = (count - 2 * crossing, edge)
    return None if best is None else best[1]


def _is_text(segments: Sequence[Segment], edge: float, x1: float, crossing: int) -> bool:
    """True where what begins at the edge are lines of text, and lines of text end before it: cells of a table are narrow."""
    right = [segment for segment in segments if -0.1 <= segment.x0 - edge <= _EDGE]
    stop = min((segment.x0 for segment in segments if segment.x0 > edge + _NARROWEST), default=x1)
    long_right = sum(
        segment.x1 - edge >= 0.55 * (min(stop, x1) - edge) or segment.x1 - segment.x0 > 1.5 * _NARROWEST for segment in right
    )
    left = [segment for segment in segments if segment.x0 < edge - 0.6 * _NARROWEST and segment.x1 < edge]
    long_left = sum(edge - segment.x1 <= 4 * segment.size and segment.x1 - segment.x0 >= _NARROWEST for segment in left)
    if len(right) >= 2 * _LEAST_LINES and long_right >= 0.7 * len(right) and crossing <= 0.1 * len(right):
        return True  # text beside a table or figure
    return long_right >= 0.5 * len(right) and long_left >= max(4, 0.3 * len(left)) and len(right) >= 0.35 * crossing


def page_lines(page: PageWords, usual: Sequence[float]) -> list[Line]:
    """The page's lines in reading order. usual: left edges of columns elsewhere in the file, for a page that has few lines itself."""
    segments = segments_of(page.words)
    if not segments:
        return []
    x0, x1 = min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)
    edges = gutters(segments, x0, x1) or [edge for edge in usual if _keeps(segments, edge, x1)][:1]
    lines: list[Line] = []
    _order(page, segments, edges, x0, x1, lines)
    return lines


def _keeps(segments: Sequence[Segment], edge: float, x1: float) -> bool:
    """True where a few lines of text begin at the edge: cells of a table are narrow."""
    right = [segment for segment in segments if abs(segment.x0 - edge) <= _EDGE + 1]
    long_right = sum(segment.x1 - segment.x0 >= 0.55 * (x1 - edge) for segment in right)
    return long_right >= 3 and long_right >= 0.6 * len(right)


def _order(page: PageWords, segments: Sequence[Segment], edges: Sequence[float], x0: float, x1: float, lines: list[Line]) -> None:
    """Append the lines of a region: bands from top to bottom, in a band column by column."""
    if not edges:
        _append(page, segments, x0, x1, lines)
        return
    # The gutter that most lines respect parts first; the others part its sides.
    edge = min(edges, key=lambda each: sum(_crosses(segment, each) for segment in segments))
    parts = [part for segment in segments for part in _parted(segment, edge)]
    full = _full_width(parts, edge, page.rules)
    band: list[Segment] = []
    wide: list[Segment] = []
    inner_left = [each for each in edges if each < edge]
    inner_right = [each for each in edges if each > edge]

    def close_band() -> None:
        left = [segment for segment in band if segment.x0 < edge - _EDGE - 1]
        right = [segment for segment in band if segment.x0 >= edge - _EDGE - 1]
        if left:
            _order(page, left, inner_left, min(segment.x0 for segment in left), edge, lines)
        if right:
            _order(page, right, inner_right, edge, max(x1, edge + 1), lines)
        band.clear()

    for segment, is_full in sorted(zip(parts, full, strict=True), key=lambda pair: (pair[0].y, pair[0].x0)):
        if is_full:
            close_band()
            wide.append(segment)
        else:
            if wide:
                _append(page, wide, x0, x1, lines)
                wide = []
            band.append(segment)
    close_band()
    if wide:
        _append(page, wide, x0, x1, lines)


def _crosses(segment: Segment, edge: float) -> bool:
    return segment.x0 < edge - 6 and segment.x1 > edge + 6


def _parted(segment: Segment, edge: float) -> list[Segment]:
    """The segment, in two where a word of the right column was taken for the next word of the left one."""
    if not _crosses(segment, edge):
        return [segment]
    for index in range(1, len(segment.words)):
        before, word = segment.words[index - 1], segment.words[index]
        if abs(word.x0 - edge) <= _EDGE and word.x0 - max(each.x1 for each in segment.words[:index]) >= 0.5 * before.size:
            return [segment_of(segment.words[:index]), segment_of(segment.words[index:])]
    return [segment]


def _full_width(segments: Sequence[Segment], edge: float, rules: Sequence[Rule]) -> list[bool]:
    """For each segment whether it runs over the gutter, or stands in a row or a ruled table that does."""
    crossing = [_crosses(segment, edge) for segment in segments]
    ys = sorted(segment.y for segment, crosses in zip(segments, crossing, strict=True) if crosses)
    tables = _ruled_tables(segments, edge, rules)
    return [
        crosses or _near(ys, segment.y, 0.25 * segment.size) or any(top <= segment.y <= bottom for top, bottom in tables)
        for segment, crosses in zip(segments, crossing, strict=True)
    ]


def _near(ys: Sequence[float], y: float, reach: float) -> bool:
    index = bisect_left(ys, y - reach)
    return index < len(ys) and ys[index] <= y + reach


def _ruled_tables(segments: Sequence[Segment], edge: float, rules: Sequence[Rule]) -> list[tuple[float, float]]:
    """Stretches between rules over the gutter in which cells stand beside each other, not lines of two columns; their heads too."""
    ys = sorted({rule.y for rule in rules if rule.x0 < edge - 30 and rule.x1 > edge + 30})
    stretches = list(pairwise(ys))
    tables = [
        _is_ruled_table([segment for segment in segments if top < segment.y <= bottom + 1], edge) for top, bottom in stretches
    ]
    for index, (top, bottom) in enumerate(stretches):
        # Heads are few, and may be but two beside each other.
        if not tables[index] and bottom - top < _DEEPEST_HEAD and tables[index + 1 : index + 2] == [True]:
            tables[index] = any(top < segment.y <= bottom + 1 for segment in segments)
    return [(top, bottom + 1) for (top, bottom), is_table in zip(stretches, tables, strict=True) if is_table]


def _is_ruled_table(inside: Sequence[Segment], edge: float) -> bool:
    rows: Counter[int] = Counter(round(segment.y) for segment in inside)
    beside = sum(count for count in rows.values() if count >= 3)
    return bool(inside) and (beside >= 0.5 * len(inside) or (len(rows) <= 3 and any(_crosses(segment, edge) for segment in inside)))


def _append(page: PageWords, segments: Sequence[Segment], x0: float, x1: float, lines: list[Line]) -> None:
    """Append the segments of one column as lines."""
    band = lines[-1].band + 1 if lines else 0
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda each: (each.y, each.x0)):
        if row and abs(segment.y - row[0].y) > SAME_LINE * min(segment.size, row[0].size):
            lines.append(_line(page, row, x0, x1, band))
            row = []
        row.append(segment)
    if row:
        lines.append(_line(page, row, x0, x1, band))


def _line(page: PageWords, row: list[Segment], x0: float, x1: float, band: int) -> Line:
    row = sorted(row, key=lambda each: each.x0)
    main = max(row, key=lambda each: each.x1 - each.x0)
    words = [word for segment in row for word in segment.words]
    heavy = sum(len(word.text) for word in words if word.bold)
    return Line(page.number, row, main.y, main.size, x0, x1, band, heavy >= 0.8 * sum(len(word.text) for word in words))
