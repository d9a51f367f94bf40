"""The columns of a table's body: white space that goes on from line to line, or lines that are drawn between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import Upright, Word

_CHUNK_GAP = 0.6
"""Words with a gap of more than this many font sizes between them are two chunks."""
_NARROWEST_GUTTER = 0.15
_LEAST_USUAL_GAP = 0.75
"""What the gap at a gutter must be in half of the lines: the space in "12 (43)" stands at one place in many lines too."""
_OVERFLOWING = 0.04
"""The part of the lines that may run over a gutter."""
_ALIGNED_GAP = 1.6
"""Parts of one cell that are set one under another, "12" and "(43)", stand no further apart than this many font sizes."""
_FEWEST_LINES = 2


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's words cover, and the boundaries between it and its neighbours. drawn: whether these are lines on the page."""

    x0: float
    x1: float
    left: float
    right: float
    drawn: bool = False

    @property
    def middle(self) -> float:
        """Between the boundaries."""
        return (self.left + self.right) / 2


def chunks_of(words: Sequence[Word], size: float) -> list[list[Word]]:
    """Words of a line, from left to right, in runs without a wide gap."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.x0):
        if found and word.x0 - max(each.x1 for each in found[-1]) <= _CHUNK_GAP * size:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def columns_of(lines: Sequence[Line], size: float, uprights: Sequence[Upright]) -> list[Column] | None:
    """The columns of lines of a table's body, from left to right; None where they cannot be told."""
    data = [line for line in lines if len(chunks_of(line.words, size)) > 1]
    if len(data) < _FEWEST_LINES:
        return None
    x0, x1 = min(line.x0 for line in data), max(line.x1 for line in data)
    drawn = _drawn(uprights, data, x0, x1)
    edges = _without_aligned(data, drawn or _with_cells(data, _gutters(data, size, x0, x1), size), size)
    if not edges:
        return None
    # Labels alone in their line may begin left of those, centred, that have figures beside them.
    bounds = [min(x0, *(line.x0 for line in lines)) - size, *edges, x1 + size]
    columns = []
    for left, right in pairwise(bounds):
        inside = [word for line in data for word in line.words if left <= (word.x0 + word.x1) / 2 < right]
        if not inside:
            return None
        columns.append(
            Column(
                max(left, min(word.x0 for word in inside)), min(right, max(word.x1 for word in inside)), left, right, bool(drawn)
            )
        )
    return _with_even_ends(columns)


def _with_even_ends(columns: Sequence[Column]) -> list[Column]:
    """The columns with the last one's boundary as far from its words as the boundary before it is."""
    last = columns[-1]
    return [*columns[:-1], Column(last.x0, last.x1, last.left, last.x1 + last.x0 - last.left, last.drawn)]


def _drawn(uprights: Sequence[Upright], data: Sequence[Line], x0: float, x1: float) -> list[float]:
    """The places of vertical lines inside of the table that run by most of its lines."""
    found: list[float] = []
    for x in sorted({round(upright.x, 1) for upright in uprights if x0 < upright.x < x1}):
        beside = sum(any(abs(each.x - x) < 1 and each.y0 <= line.y <= each.y1 + line.size for each in uprights) for line in data)
        if beside >= 0.8 * len(data) and (not found or x - found[-1] > 3):
            found.append(x)
    return found


def _gutters(data: Sequence[Line], size: float, x0: float, x1: float) -> list[float]:
    """The middles of stretches that hardly a line's words cover, and at which most lines have a wide gap."""
    covered = sorted(
        [(word.x0, 1) for line in data for word in line.words] + [(word.x1, -1) for line in data for word in line.words]
    )
    most = int(_OVERFLOWING * len(data))
    found = []
    depth, begin = 0, x1
    for x, step in covered:
        if depth <= most < depth + step and x - begin >= _NARROWEST_GUTTER * size:
            middle = (begin + x) / 2
            if median(_gaps_at(data, middle) or [0.0]) >= _LEAST_USUAL_GAP * size:
                found.append(middle)
        if depth > most >= depth + step:
            begin = x
        depth += step
    return found


def _with_cells(data: Sequence[Line], edges: Sequence[float], size: float) -> list[float]:
    """The gutters after which cells stand: words that a wide gap parts from what is before them, not the next words of a label."""
    kept: list[float] = []
    stop = float("inf")
    for edge in reversed(edges):
        gaps = [gap for line in data if any(edge <= word.x0 < stop for word in line.words) for gap in _gaps_at([line], edge)]
        if len(gaps) >= _FEWEST_LINES and median(gaps) >= _LEAST_USUAL_GAP * size:
            kept.insert(0, edge)
            stop = edge
    return kept


def _gaps_at(data: Sequence[Line], x: float) -> list[float]:
    """How far apart the words at either side of x are, in lines that have some at both."""
    found = []
    for line in data:
        before = [word.x1 for word in line.words if word.x1 <= x]
        after = [word.x0 for word in line.words if word.x0 >= x]
        if before and after:
            found.append(min(after) - max(before))
    return found


def _without_aligned(data: Sequence[Line], edges: Sequence[float], size: float) -> list[float]:
    """The gutters without those inside of cells whose parts are aligned: "12  (43)", "5.1  ± 0.3"."""
    kept = []
    for index, edge in enumerate(edges):
        begin = edges[index - 1] if index else float("-inf")
        stop = edges[index + 1] if index + 1 < len(edges) else float("inf")
        # A "0" that stands alone in the middle of such cells is neither of their parts.
        both = [line for line in data if any(begin <= word.x0 < edge for word in line.words)]
        after = [min((w for w in line.words if edge <= w.x0 < stop), key=lambda w: w.x0, default=None) for line in both]
        texts = [word.text for word in after if word is not None]
        opening = sum(text[0] in "([±" for text in texts)
        if not (texts and opening >= 0.9 * len(texts) and median(_gaps_at(both, edge) or [size * 9]) <= _ALIGNED_GAP * size):
            kept.append(edge)
    return kept
