"""All matches of a pattern in a text, as `finditer` finds them, tried only where the pattern's own literals allow one.

One pass over a text tells where each literal of all patterns stands (Aho-Corasick); that is kept for the few texts in
work. A pattern whose literals the text lacks then costs a look-up, any other one attempt for each place where it can
begin. The matches and their order are those of `finditer`: `tests/test_scanning.py` holds both ways against each other.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs
import regex

from extractors.literals import NO_WORD_BEFORE, WORD_CHARACTERS, Anchors, Literal, plain
from extractors.patterns import anchors, stored_anchors

_FEW = 4
"""So few places are tried without a look at what else a match must hold."""
_DENSE = 4
"""Where a pattern would be tried at more than one character in so many, plain search is faster."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A group of literals of which every match holds one `low` to `high` characters after its beginning."""

    group: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one pattern is looked for: groups of literals of which the text must hold one each, that a match begins with, and
    of which one ends where it begins; and what stands before no match.
    """

    required: tuple[int, ...]
    starts: int | None
    near: tuple[_Near, ...]
    behind: int | None
    not_before: int


class _Known:
    """The literals of all patterns seen so far, and the groups of them that plans ask for, each known by its number."""

    def __init__(self) -> None:
        self.strings: dict[str, int] = {}
        self.groups: dict[frozenset[Literal], int] = {}
        self.members: list[dict[int, int]] = []
        """For each group its strings, and what may not stand before each."""
        self.groups_of: list[list[int]] = []
        """For each string the groups that hold it."""
        self.spelled: list[str] = []
        self._automaton: tuple[int, ahocorasick_rs.AhoCorasick] | None = None

    def group(self, literals: frozenset[Literal]) -> int:
        """The number of a group."""
        if literals in self.groups:
            return self.groups[literals]
        number = self.groups[literals] = len(self.groups)
        members: dict[int, int] = {}
        for string, before in sorted(literals, reverse=True):
            index = self.strings.setdefault(string, len(self.strings))
            if index == len(self.groups_of):
                self.groups_of.append([])
                self.spelled.append(string)
            members[index] = before  # of two ways to begin, sorted last, the one that bars less
        for index in members:
            self.groups_of[index].append(number)
        self.members.append(members)
        return number

    def plan(self, found: Anchors) -> _Plan:
        """The plan for a pattern with these anchors."""
        starts = None if found.starts is None else self.group(found.starts)
        cores = [(self.group(frozenset((string, 0) for string in core.strings)), core) for core in found.cores]
        near = tuple(_Near(group, core.low, core.high) for group, core in cores if core.high is not None)
        behind = None if found.ends_before is None else self.group(frozenset((string, 0) for string in found.ends_before))
        required = [group for group, _ in cores] + [group for group in (starts, behind) if group is not None]
        return _Plan(tuple(dict.fromkeys(required)), starts, near, behind, found.not_before)

    def places(self, text: str) -> dict[int, list[int]]:
        """Where each string begins in a text in plain spelling; those that do not occur are left out."""
        if self._automaton is None or self._automaton[0] != len(self.strings):
            self._automaton = len(self.strings), ahocorasick_rs.AhoCorasick(self.spelled)
        found: dict[int, list[int]] = defaultdict(list)
        for index, start, _ in self._automaton[1].find_matches_as_indexes(text, overlapping=True):
            found[index].append(start)
        return found


_KNOWN = _Known()
_plans: dict["regex.Pattern[str]", _Plan | None] = {}


class _Scan:
    """One text with the places of the literals in it."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self._places = _KNOWN.places(self.text)
        self._strings, self._groups = len(_KNOWN.strings), len(_KNOWN.groups)
        self.present: dict[int, list[int]] = defaultdict(list)
        """For each group the strings of it that the text holds; groups without any are left out."""
        for index in self._places:
            for group in _KNOWN.groups_of[index]:
                self.present[group].append(index)
        self._starts: dict[int, list[int]] = {}
        self._ends: dict[int, list[int]] = {}
        self._windows: dict[_Near, list[tuple[int, int]]] = {}

    def holds(self, groups: tuple[int, ...]) -> bool:
        """True where the text holds a literal of each group."""
        for group in groups:  # noqa: SIM110  (this is asked most often, and a generator is slower)
            if group not in self.present and (group < self._groups or not self._holds_late(group)):
                return False
        return True

    def _holds_late(self, group: int) -> bool:
        """Looks for a group that became known after the text was scanned."""
        for index, string in enumerate(_KNOWN.spelled[self._strings :], self._strings):
            at = self.text.find(string)
            while at >= 0:
                self._places[index].append(at)
                at = self.text.find(string, at + 1)
        self._strings = len(_KNOWN.strings)
        for late in range(self._groups, len(_KNOWN.groups)):
            if found := [index for index in _KNOWN.members[late] if index in self._places]:
                self.present[late] = found
        self._groups = len(_KNOWN.groups)
        return group in self.present

    def starts(self, group: int) -> list[int]:
        """Where a literal of the group stands with nothing before it that may not."""
        found = self._starts.get(group)
        if found is None:
            lists = [self._edged(index, _KNOWN.members[group][index]) for index in self.present[group]]
            found = self._starts[group] = lists[0] if len(lists) == 1 else sorted(set().union(*lists))
        return found

    def ends(self, group: int) -> list[int]:
        """Where a literal of the group ends."""
        found = self._ends.get(group)
        if found is None:
            found = self._ends[group] = sorted(
                {place + len(_KNOWN.spelled[index]) for index in self.present[group] for place in self._places[index]}
            )
        return found

    def _edged(self, index: int, before: int) -> list[int]:
        return self.allowed(self._places[index], before)

    def allowed(self, places: list[int], before: int) -> list[int]:
        """Those of the places before which nothing stands that may not."""
        if not before:
            return places
        text, barred = self.text, WORD_CHARACTERS if before == NO_WORD_BEFORE else "0"
        return [place for place in places if place == 0 or text[place - 1] not in barred]

    def windows(self, near: _Near) -> list[tuple[int, int]]:
        """The stretches in which matches begin that hold one of the group's literals, in order and apart."""
        found = self._windows.get(near)
        if found is None:
            found = []
            for place in self.starts(near.group):
                first, last = max(0, place - near.high), place - near.low + 1
                if found and first <= found[-1][1]:
                    found[-1] = (found[-1][0], last)
                elif last > 0:
                    found.append((first, last))
            self._windows[near] = found
        return found


@lru_cache(maxsize=4)
def _scan(text: str) -> _Scan:
    return _Scan(text)


def _planned(pattern: "regex.Pattern[str]") -> _Plan | None:
    if not _plans:
        for known, found in stored_anchors():
            _plans[known] = None if found is None else _KNOWN.plan(found)
    if pattern not in _plans:
        found = anchors(pattern)
        _plans[pattern] = None if found is None else _KNOWN.plan(found)
    return _plans[pattern]


def finditer(pattern: "regex.Pattern[str]", text: str, start: int = 0, end: int | None = None) -> "Iterable[regex.Match[str]]":
    """The matches that `pattern.finditer(text, start, end)` gives."""
    stop = len(text) if end is None else end
    plan = _plans[pattern] if pattern in _plans else _planned(pattern)
    if plan is None:
        return pattern.finditer(text, start, stop)
    scan = _scan(text)
    if not scan.holds(plan.required):
        return ()
    places = _candidates(plan, scan, start, stop)
    if places is None:
        return pattern.finditer(text, start, stop)
    found, match, done = [], pattern.match, start
    for place in places:
        if place >= done and (one := match(text, place, stop)) is not None:
            found.append(one)
            done = one.end()
    return found


def starts_among(pattern: "regex.Pattern[str]", text: str, places: Sequence[int], end: int) -> Sequence[int]:
    """Those of the sorted `places`, all before `end`, from which the pattern may match."""
    plan = _plans[pattern] if pattern in _plans else _planned(pattern)
    if plan is None or not places:
        return places
    scan = _scan(text)
    if not scan.holds(plan.required):
        return ()
    found = _candidates(plan, scan, places[0], end)
    return places if found is None else sorted(set(found).intersection(places))


def _candidates(plan: _Plan, scan: _Scan, start: int, stop: int) -> list[int] | None:
    """Where a match may begin, in order; None where that is nearly everywhere."""
    if plan.starts is not None:
        places = scan.starts(plan.starts)
    elif plan.behind is not None:
        places = scan.allowed(scan.ends(plan.behind), plan.not_before)
    else:
        return _anywhere_near(plan, scan, start, stop)
    if start > 0 or stop < len(scan.text):
        places = places[bisect_left(places, start) : bisect_left(places, stop)]
    if plan.starts is not None and plan.behind is not None and len(places) >= _FEW:
        places = sorted(set(places).intersection(scan.ends(plan.behind)))
    for near in plan.near:
        if len(places) < _FEW:
            break
        windows = scan.windows(near)
        if len(windows) * _FEW < len(places) + _FEW:
            places = [place for first, last in windows for place in places[bisect_left(places, first) : bisect_left(places, last)]]
    return places


def _anywhere_near(plan: _Plan, scan: _Scan, start: int, stop: int) -> list[int] | None:
    """Every place that is as far before a literal as the pattern says; None where it says no distance, or that is nearly everywhere."""
    if not plan.near:
        return None
    windows = [(max(start, first), min(stop, last)) for first, last in scan.windows(plan.near[0])]
    if sum(max(0, last - first) for first, last in windows) * _DENSE > stop - start:
        return None
    return scan.allowed([place for first, last in windows for place in range(first, last)], plan.not_before)
