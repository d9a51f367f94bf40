"""The p-values that an estimate and its interval leave room for, whatever stood behind the rounded digits."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from schemas.checks.estimates import Numbers, Scale
from schemas.checks.group_sizes import DegreesOfFreedom
from schemas.checks.printed import Printed, Range
from schemas.checks.students_t import quantile, two_sided_p
from schemas.vocabulary import Modifier

NORMAL = math.inf
_NOISE = 1e-9
"""What floating-point arithmetic may add or take, relative to the value."""


@dataclass(frozen=True, slots=True)
class PRange:
    """From low to high, both included."""

    low: float
    high: float

    def holds(self, p: Printed, modifier: Modifier, k: int) -> bool:
        """True where the printed p-value, with what stands before it, can be one of these."""
        printed = p.range(k)
        # A bound is exact at k = 1; at k = 2 it may be a value that was itself rounded.
        slack = float(p.half_unit) * (k - 1)
        if modifier in (Modifier.LESS, Modifier.LESS_OR_EQUAL):
            return self.low <= (float(p.value) + slack) * (1 + _NOISE)
        if modifier in (Modifier.GREATER, Modifier.GREATER_OR_EQUAL):
            return self.high >= (float(p.value) - slack) * (1 - _NOISE)
        return self.low <= float(printed.high) * (1 + _NOISE) and float(printed.low) * (1 - _NOISE) <= self.high


@dataclass(frozen=True, slots=True)
class Distance:
    """How far an estimate lies from no effect, in widths of its interval: from low to high over all that the digits can stand for."""

    low: float
    high: float

    def p(self, level: float, df: float, slack: float = 0.0) -> PRange:
        """The p-values of a t-test with so many degrees of freedom, NORMAL for the normal.

        slack: by how much, relatively, another test's statistic may differ from that of the interval.
        """
        return _p_of(self, level, df, slack)


@lru_cache(maxsize=4096)
def _p_of(apart: Distance, level: float, df: float, slack: float) -> PRange:
    twice_q = 2 * quantile(level, df)
    return PRange(two_sided_p(twice_q * apart.high * (1 + slack), df), two_sided_p(twice_q * apart.low / (1 + slack), df))


def distance(scale: Scale, value: Printed, lower: Printed, upper: Printed, k: int = 1) -> Distance | None:
    """The distance of the estimate in widths of its interval; None where the limits may stand upside down at this precision."""
    ranges = [number.range(k) for number in (value, lower, upper)]
    if scale is Scale.LINEAR:
        effect, low, high = ((float(each.low), float(each.high)) for each in ranges)
    else:
        effect, low, high = (_logs(each) for each in ranges)
    narrow, wide = high[0] - low[1], high[1] - low[0]
    if wide <= 0 or not math.isfinite(narrow + effect[1]):
        return None
    nearest = 0.0 if effect[0] <= 0 <= effect[1] else min(abs(effect[0]), abs(effect[1]))
    farthest = max(abs(effect[0]), abs(effect[1]))
    return Distance(nearest / wide, farthest / narrow if narrow > 0 else math.inf)


def _logs(values: Range) -> tuple[float, float]:
    return tuple(math.log(float(end)) if end > 0 else -math.inf for end in (values.low, values.high))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Fit:
    """Under which distribution a printed p-value follows from estimate and interval. df is None for the normal."""

    k: int
    df: tuple[int, int] | None


def fit(numbers: Numbers, scale: Scale, level: float, p: Printed, modifier: Modifier,
        df: DegreesOfFreedom) -> Fit | None:  # fmt: skip
    """The best fit: at k = 1 before k = 2, under the normal before a t-distribution; None where there is none."""
    for k in (1, 2):
        apart = distance(scale, *numbers, k=k)
        if apart is None:
            continue
        if apart.p(level, NORMAL).holds(p, modifier, k):
            return Fit(k, None)
        fitting = _fitting_df(apart, level, p, modifier, df, k)
        if fitting is not None:
            return Fit(k, fitting)
    return None


def _fitting_df(
    apart: Distance, level: float, p: Printed, modifier: Modifier, df: DegreesOfFreedom, k: int
) -> tuple[int, int] | None:
    """The whole degrees of freedom that fit.

    With the distance given, p moves one way with the degrees of freedom: it falls where the interval excludes no effect
    and rises where it does not. So those that fit stand in one row, and its ends are found by halving.
    """
    low, high = math.ceil(df.low), math.floor(min(df.high, 10_000))
    if low > high:
        return None

    def side(at: int) -> int:
        """-1 where p is too small with so many degrees of freedom, 1 where it is too large, else 0."""
        possible = apart.p(level, at)
        if possible.holds(p, modifier, k):
            return 0
        return 1 if possible.low > float(p.value) else -1

    sides = side(low), side(high)
    if sides[0] == sides[1] != 0:
        return None
    first = low if sides[0] == 0 else _first(lambda at: side(at) != sides[0], low, high)
    last = high if sides[1] == 0 else _first(lambda at: side(at) == sides[1], first, high) - 1
    return (first, last) if first <= last else (last, first)


def _first(true_from: Callable[[int], bool], low: int, high: int) -> int:
    """The first of low..high from which on `true_from` holds; high + 1 where it never does."""
    high += 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if true_from(middle) else (middle + 1, high)
    return low
