""" "A and B were 0.1 and 0.2, respectively": which of several values belongs to which of several names."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.context.arms import Arm
from extractors.context.outcome import Outcome, outcome_in
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.rules.comparisons import BOTH, FIRST_OF_COMPARED
from extractors.rules.connectives import NEXT_OF_COMPARED
from extractors.statistic import Statistic

_SEPARATOR = compiled(
    r"[\s,;()\[\]]*(?:(?:and|or|vs\.?|versus)\s+|,\s*and\s+)?(?:[-+]?\d[\d.,]{0,15}\s?(?:%|[A-Za-z/]{1,8})?,?\s?)?[\s(\[]*",
    regex.IGNORECASE,
)
_RESPECTIVELY = compiled(r"(?:[^.;]|\.(?=\d)|;(?=[^()\[\].]{0,60}[)\]])){0,90}?\brespectively\b", regex.IGNORECASE)
_ITEM = r"[^\s,;:.()\[\]\x00][^,;:.()\[\]\x00]{0,60}?(?:\s?\([^()\x00]{1,20}\))?"
_NUMBERS_IN_TIME = compiled(r"\d+(?:\.\d+)?")
_STOP = compiled(
    r"\b(?:in|of|on|for|was|were|is|are|had|has|have|the|between|both|by|with|at|to|from|than|improved|improvement|reduced|increased|decreased|both)\s+",
    regex.IGNORECASE,
)
_FIGURE_BETWEEN = compiled(r"(?<![\w-])\d")
_IN_BRACKETS = compiled(r"[(\[][^()\[\]]*[)\]]")
_PAIR = (0, 1)
_FIRST_VALUES = 60
"""How far before the first p-value, in characters, the two values that it compares may begin."""
_ARMS_AFTER = 110
_IN_ARMS = compiled(
    r"\s*(?:%|[\w/]{1,8})?[)\]]*,?\s*(?:(?:of\s)?(?:the\s)?(?:patients|participants|subjects|children|women|men)\s)?(?:in|for|with|among|of|on|receiving)\s+(?:the\s+)?",
    regex.IGNORECASE,
)
_COMPARED = compiled(r"\b(?:compared\s(?:with|to)|than|versus|vs\.?|relative\sto|over)\s+(?:the\s+)?$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """What one value of a 'respectively' list is about: its outcome, its time or its arm, this perhaps with its comparator."""

    outcome: Outcome | None = None
    arm: Arm | None = None
    comparator: Arm | None = None
    time: tuple[int, int] | None = None


def runs(folded: str, units: Sequence[Statistic], stop: int) -> list[tuple[int, int]]:
    """(first, last) indexes of neighbouring statistics that one 'respectively' before `stop` distributes."""
    found = []
    first = 0
    while first < len(units):
        last = first
        while last + 1 < len(units) and _SEPARATOR.fullmatch(folded, units[last].end, units[last + 1].start):
            last += 1
        if last > first and _RESPECTIVELY.match(folded, units[last].end, stop):
            found.append((first, last))
        first = last + 1
    return found


def of_both(reading: Reading, units: Sequence[Statistic], begin: int, stop: int) -> dict[int, Share]:
    """The arms of two p-values after "both A and B": "in both A and B pain fell compared with placebo (p=0.1 and p=0.2)"."""
    found: dict[int, Share] = {}
    for i in range(len(units) - 1):
        one, two = units[i], units[i + 1]
        alone = one.value is None and two.value is None and one.interval is None and two.interval is None
        if not alone or not _SEPARATOR.fullmatch(reading.folded, one.end, two.start):
            continue
        listed = i > 0 and _SEPARATOR.fullmatch(reading.folded, units[i - 1].end, one.start)
        both = BOTH.compiled.search(reading.folded, units[i - 1].end if i else begin, one.start)
        if listed or both is None or _RESPECTIVELY.match(reading.folded, two.end, stop):
            continue
        arms = list(dict.fromkeys(mention.arm for mention in reading.arms.between(both.start(), one.start)))[:2]
        if len(arms) == len(_PAIR):
            found.update({i: Share(arm=arms[0]), i + 1: Share(arm=arms[1])})
    return found


def compared_values(reading: Reading, units: Sequence[Statistic], stop: int) -> dict[int, Share]:
    """The arms of p-values in brackets after values that a 'respectively' gives to arms: each is of its value's arm with the first.

    "40% versus 63% [P<0.001] and 54% [P=0.04] with placebo, A and B, respectively": A with placebo, then B with placebo.
    """
    found: dict[int, Share] = {}
    first = 0
    while first < len(units):
        last = first
        while last + 1 < len(units) and NEXT_OF_COMPARED.fills(reading.folded, units[last].end, units[last + 1].start):
            last += 1
        begin, end = max(0, units[first].start - _FIRST_VALUES), units[last].end
        closing = _RESPECTIVELY.match(reading.folded, end, stop)
        if closing is not None and FIRST_OF_COMPARED.compiled.search(reading.folded, begin, units[first].start):
            arms = _arms(reading, end, closing.end(), last - first + 2)
            if arms is not None:
                control, *others = arms[1]
                found.update((first + i, Share(arm=share.arm, comparator=control.arm)) for i, share in enumerate(others))
        first = last + 1
    return found


def shares(reading: Reading, begin: int, run_start: int, count: int, run_end: int, stop: int) -> list[Share] | None:
    """What the `count` values in text[run_start:run_end] are about.

    The list of names between them and the 'respectively' that follows before `stop`, else the nearest list of
    that length before them, else None.
    """
    closing = _RESPECTIVELY.match(reading.folded, run_end, stop)
    following = reading.arms.between(run_end, min(stop, run_end + _ARMS_AFTER))
    if len(following) >= count and _IN_ARMS.fullmatch(reading.folded, run_end, following[0].start):
        arms = _arms(reading, run_end, following[count - 1].end, count)
        if arms:
            return arms[1]
    if closing:
        after = (
            _arms(reading, run_end, closing.end(), count)
            or _times(reading, run_end, closing.end(), count)
            or _names(reading, run_end, closing.end(), count)
        )
        if after:
            return after[1]
    candidates: list[tuple[int, list[Share]]] = []
    times = _times(reading, begin, run_start, count)
    if times:
        candidates.append(times)
    arms = _arms(reading, begin, run_start, count)
    if arms:
        candidates.append(arms)
    names = _names(reading, begin, run_start, count)
    if names:
        candidates.append(names)
    return max(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def _times(reading: Reading, begin: int, stop: int, count: int) -> tuple[int, list[Share]] | None:
    mentions = reading.times.between(begin, stop)
    for mention in reversed(mentions):
        numbers = [match.span() for match in _NUMBERS_IN_TIME.finditer(reading.folded, mention.start, mention.end)]
        if len(numbers) == count:
            places = [(start, mention.end if index == count - 1 else end) for index, (start, end) in enumerate(numbers)]
            return mention.end, [Share(time=place) for place in places]
    if len(mentions) >= count:
        last = mentions[-count:]
        gaps = [reading.folded[a.end : b.start] for a, b in itertools.pairwise(last)]
        if all(compiled(r"[\s,]*(?:and\s+)?(?:(?:at|after|the|in)\s+)*").fullmatch(gap) for gap in gaps):
            return last[-1].end, [Share(time=(mention.start, mention.end)) for mention in last]
    return None


def _arms(reading: Reading, begin: int, stop: int, count: int) -> tuple[int, list[Share]] | None:
    """The last `count` arms before the values, unless the list is closed by a comparison."""
    mentions = [
        mention for mention in reading.arms.between(begin, stop)
        if not _COMPARED.search(reading.folded[max(begin, mention.start - 30) : mention.start])
    ]  # fmt: skip
    if len(mentions) < count:
        return None
    last = mentions[-count:]
    if len({mention.arm for mention in last}) != count:
        return None
    gaps = [reading.folded[a.end : b.start] for a, b in itertools.pairwise(last)]
    if not all(compiled(r"\band\b|,|\bvs\b|\bversus\b|\bor\b").search(gap) and len(gap) < 40 for gap in gaps):
        return None
    if any(_FIGURE_BETWEEN.search(_IN_BRACKETS.sub("", gap)) for gap in gaps):
        return None  # "7 and 9% for A vs 8 and 10% for B": no list of arms
    return last[-1].end, [Share(arm=mention.arm) for mention in last]


def _names(reading: Reading, begin: int, stop: int, count: int) -> tuple[int, list[Share]] | None:
    """The last list of exactly `count` names before the values."""
    masked = reading.masked(begin, stop)
    pattern = (
        rf"(?<![\w])({_ITEM})"
        + rf",\s+({_ITEM})" * (count - 2)
        + rf",?\s+(?:and|or)\s+({_ITEM})(?=[\s]*(?:[\x00,;:.(]|$|\b(?:was|were|in|of|between|at|for|had|are|is|on|by|compared|than)\b))"
    )
    matches = list(compiled(pattern, regex.IGNORECASE).finditer(masked, overlapped=True))
    # Latest list first; of matches that end alike the longest, whose first item is then cut at its last small word.
    for match in sorted(matches, key=lambda match: (-match.end(), match.start())):
        names: list[Outcome] = []
        for group in range(1, count + 1):
            start, end = match.span(group)
            if group == 1:
                cuts = [cut.end() for cut in _STOP.finditer(masked, start, end)]
                start = cuts[-1] if cuts else start
            name = outcome_in(masked[start:end], begin + start)
            if name is None:
                break
            names.append(name)
        if len(names) == count:
            return names[-1].end, [Share(outcome=name) for name in names]
    return None
