"""The stretch of a sentence that one value belongs to, and what earlier sentences left to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import regex

from extractors.context.declared_outcomes import primary_outcome
from extractors.context.outcome import Outcome, outcome_after, outcome_in, outcome_of_change_after, predicate_after
from extractors.context.times import BASELINE_FRAME, TimeFrame, TimeMention, days_of
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.respectively import Share
from extractors.patterns import compiled
from extractors.rules.outcomes import PRIMARY_OUTCOME_MENTION

if TYPE_CHECKING:
    from extractors.linking.contrasts import Contrast

_DIRECTLY = compiled(r"\s*(?:percent|%)?\s*[)\]]*\s*(?:(?:at|after|by|over|within|during|in|for|the|a)\s+){0,3}", regex.IGNORECASE)
_LEADING = 12
_MOST_HIDDEN = 6
_UNIT_AHEAD = compiled(
    r"[\s-]*(?:(?:,|and|or|to)\s*-?\s*\d+[\s-]*){1,4}(?P<unit>days?|weeks?|months?|years?|hours?)", regex.IGNORECASE
)
_BROUGHT_ALONG = compiled(
    r"""(?:\w+\s){0,2}(?:age|aged|sex|gender|males?|females?|men|women|boys|girls|race|ethnicity)(?:\s(?:gender|sex|distribution|ratio|participants|patients))?
        | .*\b(?:body\smass\sindex|BMI|disease\sduration|duration\sof\s(?:disease|illness)|years\sold|smokers?|(?:relapsing|progressive|remitting)[-\w\s]{0,24}(?:MS|sclerosis)|history\sof|at\sdiagnosis
        |diabet(?:es|ic)\smellitus|previous(?:ly)?|prior|comorbidit\w+)\b.*""",
    regex.IGNORECASE | regex.VERBOSE | regex.DOTALL,
)
"""Outcomes that describe participants as they come."""
_NEW_CLAUSE = compiled(
    r"[;:]|,?\s(?:but|although|however|whereas|while|which|who|not|nor|though|yet|despite)\b|\)\s*,", regex.IGNORECASE
)
_JOINS = compiled(
    r"\s?[)\]]?,?\s(?:and|but|versus|vs\.?|compared\s(?:with|to))\s(?:(?:from|to|was|were|by|of|an?)\s){0,2}[(\[]?",
    regex.IGNORECASE,
)
"""Between a time and the next value that it does not lead to."""
_CARRY_SENTENCES = 3


class Told(Protocol):
    """What the value before in the same sentence was found to be about."""

    @property
    def outcome(self) -> Outcome | None:
        """Its outcome."""

    @property
    def time(self) -> TimeFrame | None:
        """Its time frame."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """What was in doubt about it: who inherits from it inherits the doubt."""


@dataclass
class Carried:
    """What earlier sentences said, for those that say it no more."""

    outcome: Outcome | None = None
    outcome_sentence: int = -9
    time: TimeFrame | None = None
    section: str | None = None
    seen: int = -1
    contrast: "Contrast | None" = None
    """Whom the sentence `contrast_sentence` compared in its own words."""
    contrast_sentence: int = -9
    outcomes: tuple[Outcome, ...] = ()
    """The distinct outcomes of the last sentence that told of any, in order."""

    def lead(self, reading: Reading, index: int) -> None:
        """A sentence that opens with its time ("At 6 months, ...") sets the time for those after it."""
        for number in range(self.seen + 1, index + 1):
            sentence = reading.sentences.spans[number]
            times = reading.times.between(sentence.start, min(sentence.end, sentence.start + 60))
            if times and times[0].start - sentence.start <= _LEADING:
                label = reading.label(times[0].start, times[0].end)
                self.set_time(reading, number, TimeFrame(label, times[0].days))
        self.seen = index

    def set_time(self, reading: Reading, index: int, time: TimeFrame | None) -> None:
        """Remembers the time frame that the sentence `index` told of last; a baseline lasts no longer than its sentence."""
        if time is not None and time.days != 0:
            self.time = time
            self.section = reading.section_at(reading.sentences.spans[index].start)

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
        cls,
        reading: Reading,
        index: int,
        places: Sequence[tuple[int, int]],
        which: int,
        previous: Told | None,
        carried: Carried,
        share: Share | None,
    ) -> "Scope":
        """The scope of `places[which]`, where `places` are all values of the sentence in order."""
        sentence = reading.sentences.spans[index]
        start, end = places[which]
        last = which + 1 == len(places)
        before = Span(min(start, max(sentence.start, places[which - 1][1] if which else sentence.start)), start)
        after = Span(end, max(end, sentence.end if last else places[which + 1][0]))
        return cls(reading, index, sentence, before, after, previous, carried, share, last)

    def outcome(
        self,
        reasons: list[str],
        label_to_value: tuple[int, int] | None = None,
        *,
        of_people: bool = False,
        hidden: Sequence[tuple[int, int]] = (),
    ) -> Outcome | None:
        """The outcome, from the nearest place that names one; a place too far off adds a reason.

        label_to_value: the stretch between an estimate's name and its value ("hazard ratio for death was").
        of_people: the value counts people or is their share, so that what they did after it is looked at first.
        hidden: places that name something else.
        """
        if self.share is not None and self.share.outcome is not None:
            return self.share.outcome
        if label_to_value is not None:
            about = outcome_after(self.reading.masked(*label_to_value), label_to_value[0])
            if about is not None:
                return about
        before = self.reading.masked(self.before.start, self.before.end, hidden)
        after = self.reading.masked(self.after.start, self.after.end, hidden)
        if of_people:
            found = predicate_after(after, self.after.start)
            if found is not None:
                return found
        places = (
            outcome_in(before, self.before.start),
            outcome_after(after, self.after.start),
            outcome_of_change_after(after, self.after.start),
        )
        for found in places:
            if found is not None and not self._names_an_arm(found):
                return found
        named = [(found.start, found.end) for found in places if found is not None]
        if named and len(hidden) < _MOST_HIDDEN:
            return self.outcome(reasons, label_to_value, of_people=of_people, hidden=(*hidden, *named))
        declared = self._primary_outcome()
        if declared is not None:
            return declared
        if self.previous is not None and self.previous.outcome is not None:
            reasons += [reason for reason in self.previous.reasons if reason.startswith("link_outcome")]
            return self.previous.outcome
        carried = self.carried
        if carried.outcome is not None and 0 < self.index - carried.outcome_sentence <= _CARRY_SENTENCES:
            if self.index - carried.outcome_sentence > 1:
                reasons.append("link_outcome_guessed")
            return carried.outcome
        earlier = self._outcome_of_sentence_before()
        reasons.append("link_outcome_guessed" if earlier is not None else "link_outcome_missing")
        return earlier

    def _primary_outcome(self) -> Outcome | None:
        """What the report declares as its primary outcome, where the value's part of the sentence speaks of it by its rank."""
        folded = self.reading.folded
        start = self.before.start if self.previous is not None else self.sentence.start
        if PRIMARY_OUTCOME_MENTION.compiled.search(folded, start, self.before.end) is None:
            return None
        return primary_outcome(folded)

    def _outcome_of_sentence_before(self) -> Outcome | None:
        """What the sentence before, of the same section, names last: "The difference was not significant (p=0.7)." tells of it."""
        if self.index == 0:
            return None
        before = self.reading.sentences.spans[self.index - 1]
        if self.reading.section_at(before.start) != self.reading.section_at(self.sentence.start):
            return None
        found = outcome_in(self.reading.masked(before.start, before.end), before.start)
        return None if found is not None and self._names_an_arm(found) else found

    def _names_an_arm(self, outcome: Outcome) -> bool:
        """True where the words are an arm's name and no outcome's ("for early and ... for delayed treatment")."""
        words = set(self.reading.folded[outcome.start : outcome.end].lower().split())
        return any(words <= set(spelling.lower().split()) for arm in self.reading.arms.arms for spelling in arm.spellings)

    def time(self, reasons: list[str], outcome: Outcome | None = None) -> TimeFrame | None:
        """The time frame: nearest before, right after, as for the value before, what people bring along, or carried over.

        A time holds in its section until another is named. The trial's own time, where the section names none, adds
        `link_time_guessed` unless no other comes near it.
        """
        if self.share is not None and self.share.time is not None:
            return self._shared_frame(*self.share.time)
        if outcome is not None and outcome.start >= self.after.start:
            told_after = self.reading.times.between(self.after.start, self.sentence.end)
            if told_after and not _NEW_CLAUSE.search(self.reading.folded, self.after.start, told_after[0].start):
                return self._frame(told_after[0].start, told_after[0].end)
        inside = self._own_time() or self._time_of_declared(outcome)
        if inside is not None:
            return inside
        if self.previous is not None and self.previous.time is not None:
            reasons += [reason for reason in self.previous.reasons if reason.startswith("link_time")]
            return self.previous.time
        if outcome is not None and _BROUGHT_ALONG.fullmatch(self.reading.folded, outcome.start, outcome.end):
            return BASELINE_FRAME
        carried = self.carried
        if carried.time is not None and carried.section == self.reading.section_at(self.sentence.start):
            return carried.time
        main = self.reading.times.main
        if main is not None:
            if not self.reading.times.main_stands_out:
                reasons.append("link_time_guessed")
            return self._frame(main.start, main.end)
        return None

    def _time_of_declared(self, outcome: Outcome | None) -> TimeFrame | None:
        """The time at which the report declares its primary outcome to be measured."""
        if outcome is None or outcome != primary_outcome(self.reading.folded):
            return None
        times = self.reading.times.between(outcome.start, self.reading.sentences.at(outcome.start).end)
        return self._frame(times[0].start, times[0].end) if times and times[0].days != 0 else None

    def _own_time(self) -> TimeFrame | None:
        """The time that the value's own part of its sentence names, else one that the rest of its clause names."""
        folded = self.reading.folded
        before = self._times(self.before.start, self.before.end)
        told_after = self._times(self.after.start, self.sentence.end) if before and self._closes_the_one_before(before[-1]) else []
        if told_after and not _NEW_CLAUSE.search(folded, self.after.start, told_after[0].start):
            return self._frame(told_after[0].start, told_after[0].end)
        if before:
            return self._frame(before[-1].start, before[-1].end)
        following = self._times(self.after.start, self.after.end)
        if following and _DIRECTLY.fullmatch(folded[self.after.start : following[0].start]):
            return self._frame(following[0].start, following[0].end)
        if self.previous is not None and self.previous.time is not None:
            return None
        rest = self._times(self.after.start, self.sentence.end)
        if rest and not _NEW_CLAUSE.search(folded, self.after.start, rest[0].start):
            return self._frame(rest[0].start, rest[0].end)
        return None

    def _closes_the_one_before(self, time: TimeMention) -> bool:
        """True for the time of "12% at 3 months and 10% at 6 months": it ends what is told of the value before."""
        return self.previous is not None and _JOINS.fullmatch(self.reading.folded, time.end, self.before.end) is not None

    def _times(self, start: int, end: int) -> list[TimeMention]:
        """The times in [start, end) but for those that an arm is called by: "the 12-month group"."""
        arms = self.reading.arms.between(start, end)
        times = self.reading.times.between(start, end)
        return [time for time in times if not any(arm.start <= time.start and time.end <= arm.end for arm in arms)]

    def _shared_frame(self, start: int, end: int) -> TimeFrame:
        """A member of "6- and 12-month": one that is printed without its unit takes the unit that follows."""
        unit = _UNIT_AHEAD.match(self.reading.folded, end) if self.reading.folded[start:end].strip().isdigit() else None
        if unit is None:
            return self._frame(start, end)
        label = f"{self.reading.text((start, end)).strip()} {unit['unit']}"
        return TimeFrame(label, days_of(label))

    def _frame(self, start: int, end: int) -> TimeFrame:
        if days_of(self.reading.folded[start:end]) == 0:
            return BASELINE_FRAME
        return TimeFrame(self.reading.label(start, end), days_of(self.reading.folded[start:end]))
