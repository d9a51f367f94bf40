"""Comparisons with their standard errors: what generic inverse-variance methods take (metafor's yi and sei, RevMan's GIV).

Ratios are on the log scale (Cochrane Handbook, version 6.5, 10.3.3). The estimate is that of the experimental group
relative to the comparator; one that is told the other way round is left out, not turned.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemas.checks.check import Row, RowsByTable
from schemas.checks.estimates import Scale, estimate_of
from schemas.checks.group_sizes import GroupSizes, group_sizes
from schemas.checks.told_results import same_results
from schemas.effects.left_out import LeftOut, unusable
from schemas.vocabulary import DispersionType, GroupRole, StandardErrorMethod

PRINTED = "printed"
"""The method of a standard error that the report itself prints."""

RoleOf = Callable[[str], GroupRole | None]
"""The role that the words of a group's label give it."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One comparison. yi and sei are on the log scale where is_log; ni is None where the size is not known."""

    row: Row
    yi: float
    sei: float
    sei_method: str
    is_log: bool
    ni: int | None

    @property
    def slab(self) -> str:
        """The study's label: its study_id, or where none is known the report's."""
        return str(self.row.get("study_id") or self.row["report_id"])


def contrasts(rows: RowsByTable, role_of: RoleOf) -> tuple[list[Contrast], list[LeftOut]]:
    """Every row of `analyses`, as a contrast or as left out with the first reason; of a result that several reports tell, one."""
    sizes = group_sizes(rows)
    taken: list[Contrast] = []
    left_out: list[LeftOut] = []
    for row in rows.get("analyses", ()):
        code = unusable(row) or _not_a_contrast(row, role_of)
        error = None if code else _standard_error(row)
        if error is not None:
            taken.append(_contrast(row, *error, sizes))
        else:
            left_out.append(LeftOut("analyses", row, code or "no_standard_error"))
    told_again = other_tellings("analyses", [one.row for one in taken], rows)
    left_out += [LeftOut("analyses", one.row, "other_report") for one in taken if one.row["row_id"] in told_again]
    return [one for one in taken if one.row["row_id"] not in told_again], left_out


def other_tellings(table: str, taken: Sequence[Row], rows: RowsByTable) -> set[str]:
    """row_ids of those results taken from `table` that an earlier report, by report_id, tells of the same trial."""
    found: set[str] = set()
    for result in same_results(table, {**rows, table: taken}):
        first = min(str(row["report_id"]) for row in result)
        found |= {str(row["row_id"]) for row in result if row["report_id"] != first}
    return found


def _not_a_contrast(row: Row, role_of: RoleOf) -> str | None:
    if row.get("param_value") is None:
        return "no_estimate"
    estimate = estimate_of(row)
    if estimate.scale is None or not estimate.type_is_sure:
        return "no_effect_scale"
    if estimate.scale is Scale.LOG and row["param_value"] <= 0:
        return "ratio_not_positive"
    if not row.get("group_label") or not row.get("comparator_label"):
        return "no_comparator"
    roles = [role_of(str(row[label])) for label in ("group_label", "comparator_label")]
    return "comparator_first" if roles[0] is GroupRole.COMPARATOR and roles[1] is not GroupRole.COMPARATOR else None


def _standard_error(row: Row) -> tuple[float, str] | None:
    """From the interval, else as printed beside a difference, else from the p-value. A printed one beside a ratio has no known scale."""
    derived, method = row.get("standard_error"), row.get("standard_error_method")
    from_p = method in (StandardErrorMethod.FROM_P_VALUE_NORMAL, StandardErrorMethod.FROM_P_VALUE_T)
    if derived and not from_p:
        # A curator who fills in the error alone names no method.
        return float(derived), str(method or "curator")
    beside = row.get("dispersion_value")
    if row.get("dispersion_type") == DispersionType.SE and beside and beside > 0 and estimate_of(row).scale is Scale.LINEAR:
        return float(beside), PRINTED
    return (float(derived), str(method)) if derived else None


def _contrast(row: Row, error: float, method: str, sizes: GroupSizes) -> Contrast:
    is_log = estimate_of(row).scale is Scale.LOG
    value = float(row["param_value"])
    return Contrast(row, math.log(value) if is_log else value, error, method, is_log, _size(row, sizes))


def _size(row: Row, sizes: GroupSizes) -> int | None:
    """The participants compared, where one size of each group is printed, or one of the whole trial."""
    groups = sizes.of_comparison(row)
    if all(len(each) == 1 for each in groups):
        return sum(next(iter(each)) for each in groups)
    whole = sizes.of_whole(row)
    return next(iter(whole)) if len(whole) == 1 and not row.get("population") else None
