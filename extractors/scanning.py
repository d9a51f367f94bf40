"""All matches of a pattern in a text, as `finditer` finds them, tried only where the pattern's own literals allow one.

One pass over a text tells where each literal of all patterns stands (Aho-Corasick); the positions are kept for the few
texts in work. A pattern whose literals the text lacks then costs a look at a set. The matches are the same, and so is
their order: `tests/test_scanning.py` holds both ways against each other.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs
import regex

from extractors.literals import NO_WORD_BEFORE, WORD_CHARACTERS, Anchors, Core, Literal, plain
from extractors.patterns import anchors

_DENSE = 4
"""Where a pattern would be tried at more than one character in so many, plain search is faster."""


class Literals:
    """The literals of all patterns seen so far, looked for together; each text is searched for those known at the time."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.strings: list[str] = []
        self._automaton: ahocorasick_rs.AhoCorasick | None = None

    def add(self, found: Anchors) -> None:
        """Look for the literals of one more pattern, too."""
        strings = {string for string, _ in found.starts or ()}
        for core in found.cores:
            strings |= core.strings
        for string in sorted(strings - self.known.keys()):
            self.known[string] = len(self.strings)
            self.strings.append(string)
            self._automaton = None

    def places(self, text: str) -> dict[str, list[int]]:
        """Where each literal begins in a text in plain spelling; those that do not occur are left out."""
        if self._automaton is None:
            self._automaton = ahocorasick_rs.AhoCorasick(self.strings)
        found: dict[int, list[int]] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(index, []).append(start)
        strings = self.strings
        return {strings[index]: places for index, places in found.items()}


_LITERALS = Literals()


class Scan:
    """One text with the places of the literals in it."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self.known = len(_LITERALS.strings)
        self.places = _LITERALS.places(self.text)
        self.present = self.places.keys()
        self._edged: dict[Literal, list[int]] = {}

    def places_of(self, literal: Literal) -> list[int]:
        """Where a literal stands with nothing before it that may not."""
        string, before = literal
        places = self.places.get(string, [])
        if not before or not places:
            return places
        found = self._edged.get(literal)
        if found is None:
            text, barred = self.text, WORD_CHARACTERS if before == NO_WORD_BEFORE else "0"
            found = self._edged[literal] = [place for place in places if place == 0 or text[place - 1] not in barred]
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """How one pattern is looked for: its anchors, sorted for quick looks."""

    required: tuple[frozenset[str], ...]
    starts: dict[str, tuple[Literal, ...]] | None
    near: tuple[Core, ...]
    """The cores that stand within a known distance of a match's beginning."""


_plans: dict["regex.Pattern[str]", Plan | None] = {}


def _plan(pattern: "regex.Pattern[str]") -> Plan | None:
    found = anchors(pattern)
    plan = None
    if found is not None:
        _LITERALS.add(found)
        starts: dict[str, tuple[Literal, ...]] | None = None
        if found.starts is not None:
            starts = {}
            for literal in sorted(found.starts):
                starts[literal[0]] = (*starts.get(literal[0], ()), literal)
        near = tuple(core for core in found.cores if core.high is not None)
        required = tuple(core.strings for core in found.cores)
        plan = Plan((*required, frozenset(starts)) if starts is not None else required, starts, near)
        if starts is None and not near:
            plan = Plan(required, None, ())
    _plans[pattern] = plan
    return plan


@lru_cache(maxsize=4)
def _scan(text: str, known: int) -> Scan:
    return Scan(text)


def finditer(pattern: "regex.Pattern[str]", text: str, start: int = 0, end: int | None = None) -> "Iterator[regex.Match[str]]":
    """The matches that `pattern.finditer(text, start, end)` gives."""
    stop = len(text) if end is None else end
    plan = _plans[pattern] if pattern in _plans else _plan(pattern)
    if plan is None:
        return pattern.finditer(text, start, stop)
    scan = _scan(text, len(_LITERALS.strings))
    for required in plan.required:
        if scan.present.isdisjoint(required):
            return iter(())
    candidates = _candidates(plan, scan, start, stop)
    if candidates is None:
        return pattern.finditer(text, start, stop)
    return _tried(pattern, text, candidates, start, stop)


def _tried(pattern: "regex.Pattern[str]", text: str, candidates: list[int], start: int, stop: int) -> "Iterator[regex.Match[str]]":
    match, done = pattern.match, start
    for place in candidates:
        if place >= done:
            found = match(text, place, stop)
            if found is not None:
                yield found
                done = found.end()


def _candidates(plan: Plan, scan: Scan, start: int, stop: int) -> list[int] | None:
    """Where a match may begin, in order; None where that is nearly everywhere."""
    places = _starts(plan, scan)
    if places is None and not plan.near:
        return None
    if places is not None and (start > 0 or stop < len(scan.text)):
        places = places[bisect_left(places, start) : bisect_left(places, stop)]
    if places is not None and len(places) < 4:
        return places
    for core in plan.near:
        windows = _windows(core, scan, start, stop)
        if places is None:
            if sum(last - first for first, last in windows) * _DENSE > len(scan.text):
                return None
            places = [place for first, last in windows for place in range(first, last)]
        elif len(windows) * 8 < len(places) + 8:
            places = [place for first, last in windows for place in places[bisect_left(places, first) : bisect_left(places, last)]]
    return places


def _starts(plan: Plan, scan: Scan) -> list[int] | None:
    if plan.starts is None:
        return None
    lists = [
        places
        for string in scan.present & plan.starts.keys()
        for literal in plan.starts[string]
        if (places := scan.places_of(literal))
    ]
    if len(lists) == 1:
        return lists[0]
    return sorted({place for places in lists for place in places})


def _windows(core: Core, scan: Scan, start: int, stop: int) -> list[tuple[int, int]]:
    """The stretches in which matches that hold the core begin, in order and apart."""
    assert core.high is not None
    merged: list[tuple[int, int]] = []
    for place in sorted({place for string in scan.present & core.strings for place in scan.places[string]}):
        first, last = max(start, place - core.high), min(stop, place - core.low + 1)
        if first >= last:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged
