"""Times that the place of a value in its sentence settles: the second of two, the end of "from ... to ...", what people did by when."""

from collections.abc import Sequence

import regex

from extractors.context.outcome import Outcome
from extractors.context.times import BASELINE_FRAME, TimeFrame
from extractors.linking.context import Reading
from extractors.linking.scope import Scope
from extractors.linking.values import Value
from extractors.patterns import compiled

_AT_TIME = compiled(r"\s*(?:%|[\w/]{1,8})?[)\]]?\s*(?:(?:at|after|before|by|in|on)\s)?(?:the\s)?", regex.IGNORECASE)
_BY_TIME = compiled(r"\s(?:at|by|after|within)\s(?:the\s)?", regex.IGNORECASE)
_LATER_PART = compiled(r";\s(?:at\s|after\s)?")
_LEAD = 4


def precedes_a_time(reading: Reading, scope: Scope, values: Sequence[Value], i: int) -> bool:
    """True where a later part of the sentence opens with a time and gives values of its own: those before it are of the start."""
    opened = _LATER_PART.search(reading.folded, values[i].end, scope.sentence.end)
    if opened is None or not any(value.start > opened.end() for value in values[i + 1 :]):
        return False
    times = reading.times.between(opened.end(), scope.sentence.end)
    return bool(times) and times[0].days != 0 and times[0].start - opened.end() <= _LEAD


def time_right_after(reading: Reading, scope: Scope) -> TimeFrame | None:
    """The second time of "8.7 at the start and 7.2 at 12 months", where the first stands right after the first value."""
    before, after = (
        reading.times.between(scope.before.start, scope.before.end),
        reading.times.between(scope.after.start, scope.after.end),
    )
    if scope.previous is None or len(before) != 1 or not after:
        return None
    if not _AT_TIME.fullmatch(reading.folded, scope.before.start, before[0].start) or not _AT_TIME.fullmatch(
        reading.folded, scope.after.start, after[0].start
    ):
        return None
    return BASELINE_FRAME if after[0].days == 0 else TimeFrame(reading.folded[after[0].start : after[0].end], after[0].days)


def time_of_predicate(reading: Reading, scope: Scope, outcome: Outcome | None) -> TimeFrame | None:
    """The time right after what people did: "3 of 5 had declined by 48 weeks"."""
    if outcome is None or outcome.start < scope.after.start:
        return None
    times = reading.times.between(outcome.end, scope.sentence.end)
    if not times or not _BY_TIME.fullmatch(reading.folded, outcome.end, times[0].start):
        return None
    return BASELINE_FRAME if times[0].days == 0 else TimeFrame(reading.folded[times[0].start : times[0].end], times[0].days)


def last_time(reading: Reading, scope: Scope) -> TimeFrame | None:
    """The last time after the start that the sentence names: the one that "from ... to ..." ends at."""
    times = [time for time in reading.times.between(scope.sentence.start, scope.sentence.end) if time.days != 0]
    return TimeFrame(reading.folded[times[-1].start : times[-1].end], times[-1].days) if times else None
