"""Student's t and the normal distribution, as far as intervals and p-values need them.

scipy.special has both, but its import alone takes longer than `msc-evidence show` may take for everything; the tests
hold these functions to it. Degrees of freedom are any number above 0, `math.inf` for the normal.
"""

import math
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
_CLOSE = 1e-15
_MOST_TERMS = 20_000
_MOST_STEPS = 200
_AS_NORMAL_FROM = 1e7
"""Degrees of freedom from which t differs from the normal by less than a p-value's seventh digit."""


def two_sided_p(t: float, df: float) -> float:
    """The probability of a value at least as far from 0 as `t`: 2·sf(|t|)."""
    t = abs(t)
    if df >= _AS_NORMAL_FROM:
        return math.erfc(t / math.sqrt(2))
    if t > 1e150:
        return 0.0
    whole = df + t * t
    return _incomplete_beta(df / whole, t * t / whole, df / 2, 0.5)


@lru_cache(maxsize=4096)
def quantile(level_percent: float, df: float) -> float:
    """The t beyond which, on both sides together, lies what an interval of this level leaves out: 1.96 for 95 % and inf.

    Raises ValueError where the level is not between 0 and 100.
    """
    if not 0 < level_percent < 100:
        raise ValueError(f"an interval of {level_percent} % has no quantile")
    outside = 1 - level_percent / 100
    normal = NormalDist().inv_cdf(1 - outside / 2)
    if df >= _AS_NORMAL_FROM:
        return normal
    low = normal
    # The tail is convex there, so that Newton's steps from the left stay on the left and only come closer.
    log_constant = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
    for _ in range(_MOST_STEPS):
        density = math.exp(log_constant - (df + 1) / 2 * math.log1p(low * low / df))
        step = (two_sided_p(low, df) - outside) / (2 * density)
        low += step
        if abs(step) < 1e-14 * low:
            break
    return low


def _incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), rest = 1 - x (DLMF 8.17.22, the continued fraction by Lentz's method)."""
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest))
    if x > (a + 1) / (a + b + 2):
        return 1 - front * _continued_fraction(rest, b, a) / b
    return front * _continued_fraction(x, a, b) / a


def _continued_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or _TINY)
    total = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d, c = 1 / (1 + step * d or _TINY), 1 + step / c or _TINY
            total *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return total
