"""Words of a page as segments: words of one base line without a wide gap, raised and lowered ones with those they stand at."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.readers.pdf.glyphs import Word

_WIDE_GAP = 0.85
"""A gap of this many font sizes ends a segment: two columns or two cells, seldom a justified line's space."""
SAME_LINE = 0.28
"""Base lines that differ by less than this many font sizes are one."""


@dataclass(slots=True)
class Segment:
    """Words of one base line without a wide gap between them."""

    words: list[Word]
    y: float
    size: float

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words[-3:])


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """Words of one base line in segments, from top to bottom and left to right; raised and lowered words join those they stand at."""
    rows = _rows(words)
    found = []
    for row in rows:
        current: list[Word] = []
        for word in sorted(row, key=lambda each: each.x0):
            if current and word.x0 - current[-1].x1 > _WIDE_GAP * max(word.size, current[-1].size):
                found.append(segment_of(current))
                current = []
            current.append(word)
        found.append(segment_of(current))
    return sorted(found, key=lambda segment: (segment.y, segment.x0))


def segment_of(words: list[Word]) -> Segment:
    """Words of one line, from left to right, as a segment."""
    sizes: Counter[tuple[float, float]] = Counter()
    for word in words:
        sizes[(round(word.size, 1), round(word.y, 1))] += len(word.text)
    # The base line is that of the larger type; raised marks and capitals before small capitals do not move it.
    (size, y), _ = max(sizes.items(), key=lambda item: (item[1], item[0]))
    return Segment(words, y, size)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words by base line over the width of the page; raised and lowered ones with the larger word that they touch."""
    rows: list[tuple[float, float, list[Word]]] = []  # base line, size, words; by base line
    small: list[Word] = []
    common = _common_size(words := list(words))
    for word in sorted(words, key=lambda each: (each.y, each.x0)):
        if word.size < 0.82 * common:
            small.append(word)
            continue
        if rows and abs(word.y - rows[-1][0]) <= SAME_LINE * min(word.size, rows[-1][1]):
            rows[-1][2].append(word)
        else:
            rows.append((word.y, word.size, [word]))
    left: list[tuple[float, float, list[Word]]] = []
    bases = [row[0] for row in rows]
    by_row = [sorted(row[2], key=lambda each: each.x0) for row in rows]
    edges = [([each.x0 for each in row], [each.x1 for each in row]) for row in by_row]
    for word in small:
        row = _touching(word, bases, by_row, edges)
        if row is not None:
            rows[row][2].append(word)
        elif left and abs(word.y - left[-1][0]) <= SAME_LINE * min(word.size, left[-1][1]):
            left[-1][2].append(word)
        else:
            left.append((word.y, word.size, [word]))
    return [row[2] for row in rows] + _small_rows(left)


def _small_rows(rows: list[tuple[float, float, list[Word]]]) -> list[list[Word]]:
    """Rows of small type, with the marks that are raised in them: "*P < 0.05" below a table."""
    found: list[list[Word]] = []
    for y, size, words in rows:
        if found and abs(y - found[-1][0].y) <= 0.5 * size and any(_beside(word, other) for word in words for other in found[-1]):
            found[-1].extend(words)
        else:
            found.append(list(words))
    return found


def _beside(one: Word, other: Word) -> bool:
    return min(abs(one.x0 - other.x1), abs(other.x0 - one.x1)) <= 0.3 * max(one.size, other.size) and (
        abs(one.size - other.size) > 0.1 * max(one.size, other.size)
    )


def _common_size(words: Sequence[Word]) -> float:
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _touching(word: Word, bases: list[float], rows: list[list[Word]], edges: list[tuple[list[float], list[float]]]) -> int | None:
    """The row with a larger word that the small one touches: a raised or lowered mark."""
    for index in range(bisect_left(bases, word.y - 0.35 * word.size), len(bases)):
        if bases[index] - word.y > 0.75 * word.size:
            break
        starts, _ = edges[index]
        after = bisect_left(starts, word.x0 + 0.5)
        for neighbour in rows[index][max(0, after - 1) : after + 1]:
            if (
                word.size < 0.85 * neighbour.size
                and -0.3 * word.size <= max(word.x0 - neighbour.x1, neighbour.x0 - word.x1) <= 0.3 * neighbour.size
            ):
                return index
    return None
