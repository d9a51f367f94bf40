"""Stretches of a text that are taken, asked for often."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Places:
    """Places [start, end) of one text; those that overlap are kept as one, so that a look at them costs a bisection."""

    def __init__(self, places: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in places:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take [start, end) too."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def all(self) -> list[tuple[int, int]]:
        """Every place, in order."""
        return list(zip(self._starts, self._ends, strict=True))

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The places that share a character with [start, end), in order."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return list(zip(self._starts[first:last], self._ends[first:last], strict=True))

    def overlap(self, start: int, end: int) -> bool:
        """True where a place shares a character with [start, end)."""
        first = bisect_right(self._ends, start)
        return first < len(self._starts) and self._starts[first] < end
