"""The stretch of a sentence that one value belongs to, and what earlier sentences left to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import regex

from extractors.context.outcome import Outcome, outcome_after, outcome_in, predicate_after
from extractors.context.times import TimeMention
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.respectively import Share

_DIRECTLY = regex.compile(r"\s*(?:percent|%)?\s*[)\]]*\s*(?:(?:at|after|by|over|within|during|in|for|the|a)\s+){0,3}", regex.IGNORECASE)
_LEADING = 12
_NEW_CLAUSE = regex.compile(r"[;:]|,?\s(?:but|although|however|whereas|while|which|who|not|nor|though|yet|despite)\b|\)\s*,", regex.IGNORECASE)
_CARRY_SENTENCES = 3


class Told(Protocol):
    """What the value before in the same sentence was found to be about."""

    @property
    def outcome(self) -> Outcome | None:
        """Its outcome."""

    @property
    def time(self) -> tuple[int, int] | None:
        """Where its time frame stands."""


@dataclass
class Carried:
    """What earlier sentences said, for those that say it no more."""

    outcome: Outcome | None = None
    outcome_sentence: int = -9
    time: TimeMention | None = None
    time_sentence: int = -9
    seen: int = -1
    outcomes: tuple[Outcome, ...] = ()
    """The distinct outcomes of the last sentence that told of any, in order."""

    def lead(self, reading: Reading, index: int) -> None:
        """A sentence that opens with its time ("At 6 months, ...") sets the time for those after it."""
        for number in range(self.seen + 1, index + 1):
            sentence = reading.sentences.spans[number]
            times = reading.times.between(sentence.start, min(sentence.end, sentence.start + 60))
            if times and times[0].start - sentence.start <= _LEADING:
                self.time, self.time_sentence = times[0], number
        self.seen = index

    def saw(self, outcome: Outcome | None, index: int) -> None:
        """Remembers the outcome that the sentence `index` told of last."""
        if outcome is None:
            return
        earlier = self.outcomes if index == self.outcome_sentence else ()
        self.outcomes = earlier if outcome in earlier else (*earlier, outcome)
        self.outcome, self.outcome_sentence = outcome, index


@dataclass(frozen=True)
class Scope:
    """One value's part of its sentence: from the value before it (`before`), to the one after it (`after`)."""

    reading: Reading
    index: int
    sentence: Span
    before: Span
    after: Span
    previous: Told | None
    carried: Carried
    share: Share | None
    last: bool

    @classmethod
    def of(
        cls, reading: Reading, index: int, places: Sequence[tuple[int, int]], which: int, previous: Told | None, carried: Carried, share: Share | None
    ) -> "Scope":
        """The scope of `places[which]`, where `places` are all values of the sentence in order."""
        sentence = reading.sentences.spans[index]
        start, end = places[which]
        last = which + 1 == len(places)
        before = Span(min(start, max(sentence.start, places[which - 1][1] if which else sentence.start)), start)
        after = Span(end, max(end, sentence.end if last else places[which + 1][0]))
        return cls(reading, index, sentence, before, after, previous, carried, share, last)

    def outcome(self, reasons: list[str], label_to_value: tuple[int, int] | None = None, *, of_people: bool = False) -> Outcome | None:
        """The outcome, from the nearest place that names one; a place too far off adds a reason.

        label_to_value: the stretch between an estimate's name and its value ("hazard ratio for death was").
        of_people: the value counts people or is their share, so that what they did after it is looked at first.
        """
        if self.share is not None and self.share.outcome is not None:
            return self.share.outcome
        if label_to_value is not None:
            about = outcome_after(self.reading.masked(*label_to_value), label_to_value[0])
            if about is not None:
                return about
        before = self.reading.masked(self.before.start, self.before.end)
        after = self.reading.masked(self.after.start, self.after.end)
        if of_people:
            found = predicate_after(after, self.after.start)
            if found is not None:
                return found
        found = outcome_in(before, self.before.start) or outcome_after(after, self.after.start)
        if found is not None:
            return found
        if self.previous is not None and self.previous.outcome is not None:
            return self.previous.outcome
        carried = self.carried
        if carried.outcome is not None and 0 < self.index - carried.outcome_sentence <= _CARRY_SENTENCES:
            if self.index - carried.outcome_sentence > 1:
                reasons.append("link_outcome_guessed")
            return carried.outcome
        reasons.append("link_outcome_missing")
        return None

    def time(self, reasons: list[str]) -> tuple[int, int] | None:
        """Where the time frame stands: nearest before, right after, as for the value before, or carried over."""
        if self.share is not None and self.share.time is not None:
            return self.share.time
        times = self.reading.times.between(self.before.start, self.before.end)
        if times:
            return times[-1].start, times[-1].end
        following = self.reading.times.between(self.after.start, self.after.end)
        if following and _DIRECTLY.fullmatch(self.reading.folded[self.after.start : following[0].start]):
            return following[0].start, following[0].end
        if self.previous is not None and self.previous.time is not None:
            return self.previous.time
        rest = self.reading.times.between(self.after.start, self.sentence.end)
        if rest and not _NEW_CLAUSE.search(self.reading.folded, self.after.start, rest[0].start):
            return rest[0].start, rest[0].end
        carried = self.carried
        if carried.time is not None and 0 <= self.index - carried.time_sentence <= _CARRY_SENTENCES:
            if self.index != carried.time_sentence:
                reasons.append("link_time_guessed")
            return carried.time.start, carried.time.end
        return None
