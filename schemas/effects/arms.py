"""Pairs of arms: what escalc takes (m1i sd1i n1i m2i sd2i n2i; ai n1i ci n2i) and what RevMan calls arm-level data.

1 is the experimental arm, 2 the comparator. `ci` is the comparator's number of people with the event, as metafor
names it, and never an interval.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from schemas.checks.check import Row, RowsByTable
from schemas.checks.group_sizes import GroupSizes, group_key, group_sizes
from schemas.checks.students_t import quantile
from schemas.effects.contrasts import PRINTED, RoleOf, other_tellings
from schemas.effects.left_out import LeftOut, unusable
from schemas.vocabulary import DispersionType, GroupRole, MeasurementParamType

FROM_STANDARD_ERROR = "from_standard_error"
FROM_INTERVAL_T = "from_interval_t"
FROM_GROUP_SIZES = "sample_sizes"

_SAME = (
    "report_id",
    "study_id",
    "outcome_title",
    "outcome_id",
    "time_frame",
    "time_frame_days",
    "population",
    "period",
    "unit",
    "is_change",
)
_SAME_HARM = (
    "report_id",
    "study_id",
    "adverse_event_term",
    "time_frame",
    "time_frame_days",
    "population",
    "period",
    "serious",
    "related",
)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm's own result; a mean with its SD, or people with the event among n. n_from and sd_method say where they come from."""

    row: Row
    role: GroupRole
    n: int
    n_from: str
    events: int | None = None
    mean: float | None = None
    sd: float | None = None
    sd_method: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The two arms of one outcome at one time, of table `measurements` or `adverse_events`."""

    table: str
    experimental: Arm
    comparator: Arm

    @property
    def slab(self) -> str:
        """The study's label: its study_id, or where none is known the report's."""
        return str(self.experimental.row.get("study_id") or self.experimental.row["report_id"])

    @property
    def title(self) -> str | None:
        """What is told of both arms: the outcome's title, or the harm."""
        row = self.experimental.row
        return row.get("outcome_title") if self.table == "measurements" else row.get("adverse_event_term")


@dataclass(frozen=True)
class Pairs:
    """What the rows of `measurements` and `adverse_events` give, and what they do not."""

    means: tuple[Pair, ...]
    counts: tuple[Pair, ...]
    left_out: tuple[LeftOut, ...]


def pairs(rows: RowsByTable, role_of: RoleOf) -> Pairs:
    """Every row of `measurements` and `adverse_events` in a pair, or left out with the first reason."""
    sizes = group_sizes(rows)
    left_out: list[LeftOut] = []
    measurements, harms = list(rows.get("measurements", ())), rows.get("adverse_events", ())
    told = (
        ("measurements", [row for row in measurements if _is_mean(row)], _mean, _SAME),
        ("measurements", [row for row in measurements if not _is_mean(row)], _count, _SAME),
        ("adverse_events", harms, _harm, _SAME_HARM),
    )
    means, counts, of_harms = (
        _paired(table, mine, partial(arm_of, sizes=sizes, role_of=role_of), same, left_out) for table, mine, arm_of, same in told
    )
    return Pairs(
        tuple(_once(means, rows, left_out)),
        (*_once(counts, rows, left_out), *_once_harms(of_harms, left_out)),
        tuple(left_out),
    )


def _is_mean(row: Row) -> bool:
    return row.get("param_type") == MeasurementParamType.MEAN


def _paired(
    table: str, rows: Iterable[Row], arm_of: Callable[[Row], "Arm | str"], same: Sequence[str], left_out: list[LeftOut]
) -> list[Pair]:
    told: dict[tuple[Any, ...], list[Arm]] = defaultdict(list)
    for row in rows:
        arm = unusable(row) or arm_of(row)
        if isinstance(arm, str):
            left_out.append(LeftOut(table, row, arm))
        else:
            told[tuple(_key(row.get(name)) for name in same)].append(arm)
    found = []
    for arms in told.values():
        code = _no_pair(arms)
        if code:
            left_out += [LeftOut(table, arm.row, code) for arm in arms]
        else:
            experimental, comparator = sorted(arms, key=lambda arm: arm.role is GroupRole.COMPARATOR)
            found.append(Pair(table, experimental, comparator))
    return found


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _no_pair(arms: Sequence[Arm]) -> str | None:
    names = {(arm.role, group_key(str(arm.row["group_label"]))) for arm in arms}
    if len(names) < len(arms):
        return "several_values"
    if len({role for role, _ in names}) == 1:
        return "no_counterpart"
    return None if len(arms) == 2 else "several_arms"


def _once(found: Sequence[Pair], rows: RowsByTable, left_out: list[LeftOut]) -> list[Pair]:
    """Of a result that several reports tell of one trial, the pair of the first."""
    taken = [arm.row for pair in found for arm in (pair.experimental, pair.comparator)]
    again = other_tellings("measurements", taken, rows)
    return _without(
        found, lambda pair: pair.experimental.row["row_id"] in again and pair.comparator.row["row_id"] in again, left_out
    )


def _once_harms(found: Sequence[Pair], left_out: list[LeftOut]) -> list[Pair]:
    """Of a harm that several reports tell of one trial, the pair of the first; without a study_id no two are one."""
    first: dict[tuple[Any, ...], str] = {}

    def told_before(pair: Pair) -> bool:
        row = pair.experimental.row
        key = tuple(_key(row.get(name)) for name in _SAME_HARM[1:])
        return row.get("study_id") is not None and first.setdefault(key, str(row["report_id"])) != row["report_id"]

    return _without(sorted(found, key=lambda pair: str(pair.experimental.row["report_id"])), told_before, left_out)


def _without(found: Sequence[Pair], drop: Callable[[Pair], bool], left_out: list[LeftOut]) -> list[Pair]:
    kept = []
    for pair in found:
        if drop(pair):
            left_out += [LeftOut(pair.table, arm.row, "other_report") for arm in (pair.experimental, pair.comparator)]
        else:
            kept.append(pair)
    return kept


def _role(row: Row, role_of: RoleOf) -> GroupRole | str:
    if not row.get("group_label"):
        return "no_group"
    said = row.get("group_role")
    return GroupRole(said) if said else role_of(str(row["group_label"])) or "role_unknown"


def _size(row: Row, sizes: GroupSizes, *printed: str) -> tuple[int, str] | None:
    for column in printed:
        if row.get(column) is not None:
            return int(row[column]), column
    known = sizes.of_group(row, str(row["group_label"])) if not row.get("population") else frozenset()
    return (next(iter(known)), FROM_GROUP_SIZES) if len(known) == 1 else None


def _mean(row: Row, sizes: GroupSizes, role_of: RoleOf) -> Arm | str:
    if row.get("param_value") is None:
        return "no_estimate"
    role = _role(row, role_of)
    if not isinstance(role, GroupRole):
        return role
    size = _size(row, sizes, "group_n", "denominator")
    if size is None or size[0] < 1:
        return "no_group_size"
    spread = _standard_deviation(row, size[0])
    if spread is None:
        return "no_standard_deviation"
    return Arm(row, role, *size, mean=float(row["param_value"]), sd=spread[0], sd_method=spread[1])


def _standard_deviation(row: Row, n: int) -> tuple[float, str] | None:
    """As printed, or from a standard error or the mean's own interval (Cochrane Handbook 6.5.2.2)."""
    value = row.get("dispersion_value")
    if row.get("dispersion_type") == DispersionType.SD and value is not None and value > 0:
        return float(value), PRINTED
    if row.get("dispersion_type") == DispersionType.SE and value is not None and value > 0:
        return float(value) * math.sqrt(n), FROM_STANDARD_ERROR
    if row.get("dispersion_type") == DispersionType.CI:
        return _from_interval(row, n)
    return None


def _from_interval(row: Row, n: int) -> tuple[float, str] | None:
    lower, upper, level = (row.get(f"dispersion_{name}") for name in ("lower_limit", "upper_limit", "ci_percent"))
    if lower is None or upper is None or level is None or lower >= upper or n <= 1 or level >= 100:
        return None
    return math.sqrt(n) * (upper - lower) / (2 * quantile(level, n - 1)), FROM_INTERVAL_T


def _count(row: Row, sizes: GroupSizes, role_of: RoleOf) -> Arm | str:
    events = row.get("numerator")
    if events is None and row.get("param_type") == MeasurementParamType.COUNT and row.get("param_value") is not None:
        events = row["param_value"] if float(row["param_value"]).is_integer() else None
    if events is None:
        return "not_mean_nor_count"
    return _arm_of_count(row, int(events), _role(row, role_of), _size_where_named(row, sizes, "denominator", "group_n"))


def _harm(row: Row, sizes: GroupSizes, role_of: RoleOf) -> Arm | str:
    if row.get("subjects_affected") is None:
        return "not_people"
    return _arm_of_count(row, int(row["subjects_affected"]), _role(row, role_of), _size_where_named(row, sizes, "subjects_at_risk"))


def _size_where_named(row: Row, sizes: GroupSizes, *printed: str) -> tuple[int, str] | None:
    return _size(row, sizes, *printed) if row.get("group_label") else None


def _arm_of_count(row: Row, events: int, role: GroupRole | str, size: tuple[int, str] | None) -> Arm | str:
    if not isinstance(role, GroupRole):
        return role
    if size is None or size[0] < 1:
        return "no_group_size"
    return Arm(row, role, *size, events=events) if events <= size[0] else "count_above_size"
