"""The standard error that an interval or a p-value stands on (Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, chapter 6).

6.3.1: of a difference or slope (U - L) / 2q; 6.3.2: of a ratio (ln U - ln L) / 2q, on the log scale; 6.5.2.3: where a group has
fewer than 60 participants q is that of t with n1 + n2 - 2 degrees of freedom, else of the normal. q is that of the printed level.
Without an interval, from an exact two-sided p-value: |estimate| / q, where q is the quantile that p leaves on both sides.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.checks.check import Row, RowsByTable
from schemas.checks.estimates import Estimate, Scale, estimate_of
from schemas.checks.group_sizes import GroupSizes, group_sizes
from schemas.checks.students_t import quantile
from schemas.vocabulary import Modifier, Sides, StandardErrorMethod

SMALL_GROUP = 60
"""Participants of a group from which the normal will do."""
COARSEST = 1.1
"""A standard error from a p-value is given where all that the printed digits can stand for lie within this ratio."""
_DIGITS = 6


NOTHING: Mapping[str, Any] = {"standard_error": None, "standard_error_method": None}


def with_standard_errors(rows: RowsByTable) -> list[dict[str, Any]]:
    """The rows of `analyses` with `standard_error` and `standard_error_method`, both null where nothing can be derived.

    A standard error that a curator filled in stays.
    """
    sizes = group_sizes(rows)
    return [
        {**row, **(standard_error(row, sizes) if row.get("standard_error") is None else {})} for row in rows.get("analyses", ())
    ]


def standard_error(row: Row, sizes: GroupSizes) -> Mapping[str, Any]:
    """The two columns of one analysis.

    Null for an interval that is one-sided, whose level is not printed, or of which it is not sure that it is symmetric: see
    `Estimate.not_symmetric_because`. A p-value serves only where no interval is printed.
    """
    estimate = estimate_of(row)
    return _from_p_value(row, estimate, sizes) if not estimate.has_interval else _from_interval(row, estimate, sizes)


def _from_interval(row: Row, estimate: Estimate, sizes: GroupSizes) -> Mapping[str, Any]:
    if estimate.numbers is None or estimate.level is None or row.get("ci_n_sides") != Sides.TWO_SIDED:
        return NOTHING
    if estimate.scale is None or estimate.not_symmetric_because or not estimate.type_is_sure:
        return NOTHING
    lower, upper = (float(limit.value) for limit in estimate.numbers[1:])
    if lower >= upper or (estimate.scale is Scale.LOG and lower <= 0):
        return NOTHING
    if estimate.scale is Scale.LOG:
        width, df, method = math.log(upper / lower), math.inf, StandardErrorMethod.FROM_LOG_INTERVAL_NORMAL
    else:
        width, df = upper - lower, _degrees_of_freedom(row, sizes)
        small = math.isfinite(df)
        method = StandardErrorMethod.FROM_INTERVAL_T if small else StandardErrorMethod.FROM_INTERVAL_NORMAL
    return _given(width / (2 * quantile(estimate.level, df)), method)


def _from_p_value(row: Row, estimate: Estimate, sizes: GroupSizes) -> Mapping[str, Any]:
    """Null for a bound, for a p-value that need not be of this estimate, and where rounding leaves too much room."""
    value, p = estimate.value, estimate.p
    if value is None or p is None or estimate.modifier is not Modifier.EQUAL or estimate.scale is None or not estimate.type_is_sure:
        return NOTHING
    if estimate.not_symmetric_because or estimate.other_p_because or (estimate.scale is Scale.LOG and value.range().low <= 0):
        return NOTHING
    df = math.inf if estimate.scale is Scale.LOG else _degrees_of_freedom(row, sizes)
    ends = [_effect(float(end), estimate.scale) for end in (value.range().low, value.value, value.range().high)]
    chances = [float(end) for end in (p.range().low, p.value, p.range().high)]
    if ends[0] * ends[2] <= 0 or not 0 < chances[0] <= chances[2] < 1:
        return NOTHING
    sizes_of_effect = sorted(map(abs, ends))
    quantiles = [quantile(100 * (1 - chance), df) for chance in chances]
    if (sizes_of_effect[2] / quantiles[2]) / (sizes_of_effect[0] / quantiles[0]) > COARSEST:
        return NOTHING
    method = StandardErrorMethod.FROM_P_VALUE_T if math.isfinite(df) else StandardErrorMethod.FROM_P_VALUE_NORMAL
    return _given(abs(ends[1]) / quantiles[1], method)


def _effect(value: float, scale: Scale) -> float:
    return math.log(value) if scale is Scale.LOG else value


def _given(error: float, method: StandardErrorMethod) -> Mapping[str, Any]:
    return {"standard_error": float(f"{error:.{_DIGITS}g}"), "standard_error_method": str(method)}


def _degrees_of_freedom(row: Row, sizes: GroupSizes) -> float:
    """n1 + n2 - 2 where a group is small, else infinity; of the whole trial where only that is known. The largest sizes printed count."""
    known: Sequence[frozenset[int]] = sizes.of_comparison(row)
    if all(known):
        groups = [max(each) for each in known]
    elif sizes.of_whole(row) and not row.get("population"):
        whole = max(sizes.of_whole(row))
        groups = [whole // 2, whole - whole // 2]
    else:
        return math.inf
    df = sum(groups) - 2
    return df if min(groups) < SMALL_GROUP and df > 0 else math.inf
