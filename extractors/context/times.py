"""The time frames that a text names, and how many days they are."""

from bisect import bisect_left
from dataclasses import dataclass

import regex

from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.places import Places
from extractors.rule import find
from extractors.rules.times import AGE, BASELINE, DURATION_AS_RESULT, DURATION_CONTEXT, TIME_POINT

DAYS_PER_MONTH, DAYS_PER_YEAR = 30.44, 365.25
_DAYS = {
    "day": 1.0, "week": 7.0, "wk": 7.0, "month": DAYS_PER_MONTH, "mo": DAYS_PER_MONTH, "year": DAYS_PER_YEAR, "yr": DAYS_PER_YEAR,
    "hour": 1 / 24, "hr": 1 / 24, "h": 1 / 24, "minute": 1 / 1440,
}  # fmt: skip
_FROM_BASELINE = compiled(
    r"\b(?:from|since|for|with|minus|versus|vs\.?|relative\sto|compared\s(?:to|with)|than)\s+(?:the\s+)?$", regex.IGNORECASE
)
_OF_PEOPLE = compiled(
    r"\b(?:patients|participants|subjects|those|individuals|women|men|children)\s(?:with|who|whose)\b[^,;.()]{0,80}$",
    regex.IGNORECASE,
)
_ADJUSTED_FOR = compiled(r"\b(?:adjust\w*|controll\w*|correct\w*)\s+(?:for\s+)?(?:\w+\s+){0,2}$", regex.IGNORECASE)
_DURATION_ENDS = compiled(DURATION_CONTEXT.pattern, DURATION_CONTEXT.compiled.flags | regex.REVERSE)
"""What stands right before a duration, looked for from there on backwards."""
_START = compiled(r"baseline|pre-?treatment|before|entry|enrol|inclusion|admission|randomi|start\sof|beginning|outset")
_CONTEXT_LENGTH = 70
_CUE_REACH = 90
_STANDS_OUT = 2
_CUES_BEFORE = (
    (compiled(r"\bprimary\s(?:efficacy\s)?(?:end-?\s?points?|outcomes?|assessment|measure)\b[^.]*$", regex.IGNORECASE), 3),
    (
        compiled(
            r"\b(?:treated|treatment|received|followed|follow-?up|reassessed|assessed|evaluated|monitored)\b[^.;]{0,60}\b(?:for|at|after|over|up\sto)\s(?:up\sto\s)?$",
            regex.IGNORECASE,
        ),
        1,
    ),
    (compiled(r"\b(?:for|over|during)\s(?:the\s|a\s)?$", regex.IGNORECASE), 1),
)
_CUES_AFTER = (
    (
        compiled(
            r"^[\s-](?:randomi[sz]ed|double|open|multi|study|trial|treatment|course|intervention|period|follow-?up)",
            regex.IGNORECASE,
        ),
        2,
    ),
    (compiled(r"^[\s-](?:after|of\s(?:treatment|follow))", regex.IGNORECASE), 1),
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time frame as printed at text[start:end]; days is None for a name without a number ("baseline" is 0)."""

    start: int
    end: int
    days: float | None


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """When something was measured: the words of the report and the days they are."""

    label: str
    days: float | None


BASELINE_FRAME = TimeFrame("baseline", 0.0)
"""The time of what participants bring along (age, sex), which reports seldom date."""


class Times:
    """The time frames of one document, in order."""

    def __init__(self, folded: str) -> None:
        self.mentions = _time_mentions(folded)
        self._starts = [mention.start for mention in self.mentions]
        weights = _weights(folded, self.mentions)
        self.main = _main(weights, self.mentions)
        """The time that the report says its results are of, where one stands out; else None."""
        ranked = sorted(weights.values(), reverse=True)
        self.main_stands_out = len(ranked) == 1 or (len(ranked) > 1 and ranked[0] >= _STANDS_OUT * ranked[1])
        """True where the report names no other time but its start, or none that comes near it in weight."""

    def between(self, start: int, end: int) -> list[TimeMention]:
        """Mentions inside folded[start:end], in order."""
        first = bisect_left(self._starts, start)
        return [mention for mention in self.mentions[first : bisect_left(self._starts, end)] if mention.end <= end]


def _weights(folded: str, mentions: list[TimeMention]) -> dict[float, int]:
    """How much the words around each time, in days, speak for its being the trial's: a primary outcome's, a follow-up's, its length."""
    weights: dict[float, int] = {}
    for mention in mentions:
        if not mention.days:
            continue
        before, after = folded[max(0, mention.start - _CUE_REACH) : mention.start], folded[mention.end : mention.end + 40]
        weight = sum(points for pattern, points in _CUES_BEFORE if pattern.search(before)) + sum(
            points for pattern, points in _CUES_AFTER if pattern.search(after)
        )
        weights[mention.days] = weights.get(mention.days, 0) + 1 + weight
    return weights


def _main(weights: dict[float, int], mentions: list[TimeMention]) -> TimeMention | None:
    """The first mention of the heaviest time; of times of one weight the longest."""
    if not weights:
        return None
    best = max(weights, key=lambda days: (weights[days], days))
    return next(mention for mention in mentions if mention.days == best)


def _time_mentions(folded: str) -> list[TimeMention]:
    found = []
    taken = Places([(mention.start, mention.end) for rule in (DURATION_AS_RESULT, AGE) for mention in find(rule, folded)])
    for mention in find(TIME_POINT, folded):
        before = folded[max(0, mention.start - _CONTEXT_LENGTH) : mention.start]
        if _DURATION_ENDS.search(before) or taken.overlap(mention.start, mention.end):
            continue
        found.append(TimeMention(mention.start, mention.end, days_of(folded[mention.start : mention.end])))
    for mention in find(BASELINE, folded):
        before = folded[max(0, mention.start - _CONTEXT_LENGTH) : mention.start]
        people = folded[max(0, mention.start - 2 * _CUE_REACH) : mention.start]
        if _FROM_BASELINE.search(before) or _ADJUSTED_FOR.search(before) or _OF_PEOPLE.search(people):
            continue
        found.append(TimeMention(mention.start, mention.end, 0.0))
    return sorted(found, key=lambda time: time.start)


def days_of(printed: str) -> float | None:
    """A time frame in days: a month is 30.44 days, a year 365.25; of several numbers the first; None without one."""
    text = printed.lower()
    if _START.search(text):
        return 0.0
    unit = compiled(r"(day|week|wk|month|mo|year|yr|hour|hr|h|minute)s?\b").search(text)
    numbers = [value_of(word) for word in compiled(r"\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?").findall(text)]
    counts = [number for number in numbers if number is not None]
    if unit is None or not counts:
        return None
    return round(counts[0] * _DAYS[unit[1]], 4)
