"""How many participants stand behind a row, as far as its report prints it: every size that can be meant, none that is guessed."""

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from schemas.checks.check import Row, RowsByTable
from schemas.vocabulary import Role

_TRIAL_ROLES = frozenset({Role.ENROLLED, Role.RANDOMISED, Role.TREATED, Role.ANALYSED, Role.COMPLETED})
_NOT_A_WORD = re.compile(r"[^\w+/]+")
_FILLER = frozenset("the a an group groups arm arms patients participants of in with receiving treated".split())

_Key = TypeVar("_Key", bound=Hashable)
Place = tuple[str, str | None]
"""A report and the trial that it tells of."""


@dataclass(frozen=True, slots=True)
class DegreesOfFreedom:
    """From low to high; the normal is always plausible beside them. told: what was known, for the message."""

    low: float
    high: float
    told: str


@dataclass(frozen=True, slots=True)
class GroupSizes:
    """Sizes of whole trials and of their groups, by report and trial, and by the group's name."""

    totals: Mapping[Place, frozenset[int]]
    groups: Mapping[tuple[Place, str], frozenset[int]]
    with_groups: frozenset[Place]

    def of_whole(self, row: Row) -> frozenset[int]:
        """Sizes of the row's whole trial; empty where none is printed."""
        return self.totals.get(place_of(row), frozenset())

    def of_group(self, row: Row, label: str | None) -> frozenset[int]:
        """Sizes of the group called `label` in the row's report; those of the whole trial where label is None."""
        if label is None:
            return self.of_whole(row)
        return self.groups.get((place_of(row), group_key(label)), frozenset())

    def of_comparison(self, row: Row) -> tuple[frozenset[int], frozenset[int]]:
        """Sizes of the two groups that an analysis compares."""
        group, comparator = row.get("group_label"), row.get("comparator_label")
        if not group or not comparator or row.get("population"):
            return frozenset(), frozenset()
        return self.of_group(row, str(group)), self.of_group(row, str(comparator))

    def degrees_of_freedom(self, row: Row) -> DegreesOfFreedom:
        """Those that a t-based interval of this analysis can have.

        From min(n1, n2) - 1 to N - 1 where both groups' sizes are known (Welch's test at the one end, a paired design at
        the other), from N/2 - 1 to N - 1 where only N is, else from 4 upwards.
        """
        one, other = self.of_comparison(row)
        if one and other:
            low, high = min(one | other) - 1, max({max(one) + max(other)} | self.of_whole(row)) - 1
            return DegreesOfFreedom(max(1, low), max(1, high), f"groups of {min(one)} and {min(other)}")
        whole = self.of_whole(row)
        if whole and not row.get("population") and place_of(row) not in self.with_groups:
            return DegreesOfFreedom(max(1, min(whole) // 2 - 1), max(1, max(whole) - 1), f"N = {max(whole)}")
        return DegreesOfFreedom(4, float("inf"), "no group sizes known")


def group_sizes(rows: RowsByTable) -> GroupSizes:
    """What `sample_sizes` and the `group_n` of `measurements` print."""
    totals: dict[Place, set[int]] = defaultdict(set)
    groups: dict[tuple[Place, str], set[int]] = defaultdict(set)
    for row in rows.get("sample_sizes", ()):
        if row.get("role") not in _TRIAL_ROLES or row.get("population") or not row.get("n"):
            continue
        if row.get("group_label"):
            groups[place_of(row), group_key(str(row["group_label"]))].add(int(row["n"]))
        else:
            totals[place_of(row)].add(int(row["n"]))
    for row in rows.get("measurements", ()):
        if row.get("group_label") and row.get("group_n") and not row.get("population"):
            groups[place_of(row), group_key(str(row["group_label"]))].add(int(row["group_n"]))
    return GroupSizes(_frozen(totals), _frozen(groups), frozenset(place for place, _ in groups))


def _frozen(sizes: Mapping[_Key, set[int]]) -> dict[_Key, frozenset[int]]:
    return {key: frozenset(values) for key, values in sizes.items()}


@lru_cache(maxsize=65_536)
def group_key(label: str) -> str:
    """The name of a group without what does not tell groups apart: "the MSC group" and "MSC" are one."""
    words = [word for word in _NOT_A_WORD.split(label.casefold()) if word and word not in _FILLER]
    return " ".join(words) or label.casefold().strip()


def place_of(row: Row) -> Place:
    """The report, and the trial that the row tells of there."""
    study = row.get("study_id") or row.get("study_label")
    return str(row.get("report_id")), str(study) if study else None
