"""The rows of one sentence in order, and which of them a phrase of that sentence belongs to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.row import Row

_ATTACHED = compiled(
    r"(?!.*\b(?:and|or|but)\b) [\s\])%\w/.,]{0,24}? [)\]]? ,? \s* (?: (?:in|for|of|among|within|by|on|using|from) \s (?: (?:the|a|an|this) \s )? (?:prespecified\s|same\s)? | [(\[] \s* )",
    regex.IGNORECASE | regex.VERBOSE,
)
"""What may stand between a value and the phrase that follows it: "5.1 (2.0) in the"."""
_RIGHT_BEHIND = compiled(r"\s?[)\]%]?\s(?:(?:on|in|by|for)\s(?:the\s)?)?", regex.IGNORECASE)
_RESPECTIVELY = compiled(r"\brespectively\b", regex.IGNORECASE)
_BREAK = compiled(r"[;:]|,\s|\b(?:but|whereas|while|although|however|and\s(?:the|in|for|at|by|was|were))\b", regex.IGNORECASE)
"""Between two values, a sign that what is said of the second need not hold for the first."""
_NOT_VERSUS = compiled(
    r"^(?!.*\b(?:vs\.?|versus|compared\s(?:with|to)|against)(?:\s|$))|" + _BREAK.pattern, regex.IGNORECASE | regex.DOTALL
)
"""Between two values, that they are not set against each other."""
_OPENING = 40
_NEW_CLAUSE = compiled(r";|\b(?:but|whereas|while|although|however)\b", regex.IGNORECASE)


@dataclass(frozen=True)
class Clauses:
    """One sentence with its rows, each by its place among them; several rows at one place share it."""

    reading: Reading
    sentence: Span
    places: tuple[tuple[int, int], ...]

    def following(self, phrase: tuple[int, int], barrier: int | None = None) -> Iterator[tuple[int, int]]:
        """Places after a phrase that leads, up to a clause that turns to something else or to `barrier`.

        A phrase that opens its sentence ("In the ITT population, ...") holds for all of it; one within it for the value after it and those joined to that.
        """
        opens = phrase[0] - self.sentence.start <= _OPENING
        last = phrase[1]
        for place in self.places:
            if place[0] < phrase[1]:
                continue
            turned = _NEW_CLAUSE.search(self.reading.folded, phrase[1], place[0])
            parted = not opens and last != phrase[1] and _BREAK.search(self.reading.folded, last, place[0])
            if turned or parted or (barrier is not None and place[0] >= barrier):
                return
            yield place
            last = place[1]

    def preceding(self, phrase: tuple[int, int], barrier: int | None, *, alone: bool) -> list[tuple[int, int]]:
        """Places before a phrase that stands right after a value ("... 0.8 in the ITT population"): that value and those joined to it.

        alone: the sentence has no other such phrase; where it has, only "vs" joins two values.
        """
        before = [place for place in self.places if place[1] <= phrase[0] and (barrier is None or place[0] >= barrier)]
        if not before or not _ATTACHED.fullmatch(self.reading.folded, before[-1][1], phrase[0]):
            return []
        found = [before.pop()]
        while before and not (_BREAK if alone else _NOT_VERSUS).search(self.reading.folded, before[-1][1], found[-1][0]):
            found.append(before.pop())
        return found

    def _opens_a_clause(self, phrase: tuple[int, int]) -> bool:
        """True where a semicolon or "whereas" parts the phrase from the value before it."""
        before = [place[1] for place in self.places if place[1] <= phrase[0]]
        return bool(before) and _NEW_CLAUSE.search(self.reading.folded, before[-1], phrase[0]) is not None

    def of(self, phrases: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """Each place to the number of the phrase that belongs to it; a place that no phrase surely belongs to has none.

        Phrases that lead the sentence's first value hold for the values after them, phrases after it for those before them.
        """
        in_turn = len(phrases) > 1 and _RESPECTIVELY.search(self.reading.folded, self.sentence.start, self.sentence.end)
        if not phrases or not self.places or in_turn:
            return {}
        leads = phrases[0][0] < self.places[0][0]
        found: dict[tuple[int, int], int] = {}
        for number, phrase in enumerate(phrases):
            barrier = phrases[number + 1][0] if number + 1 < len(phrases) else None
            if leads or self._opens_a_clause(phrase):
                places: Iterable[tuple[int, int]] = self.following(phrase, barrier)
            else:
                places = self.preceding(phrase, phrases[number - 1][1] if number else None, alone=len(phrases) == 1)
            for place in places:
                found.setdefault(place, number)
        return {place: number for place, number in found.items() if not self._has_another(place, number, phrases)}

    def _has_another(self, place: tuple[int, int], number: int, phrases: Sequence[tuple[int, int]]) -> bool:
        """True where another phrase stands right behind the value ("only per protocol (p=0.057 mITT)"): then nobody can say."""
        return any(
            other != number and phrase[0] >= place[1] and _RIGHT_BEHIND.fullmatch(self.reading.folded, place[1], phrase[0])
            for other, phrase in enumerate(phrases)
        )


def clauses(reading: Reading, rows: Iterable[Row]) -> Iterator[tuple[Clauses, list[Row]]]:
    """The sentences that hold rows, each with its rows in the order of the text."""
    by_sentence: dict[int, list[Row]] = {}
    for row in rows:
        by_sentence.setdefault(reading.sentences.index_at(row.end - 1), []).append(row)
    for index, found in sorted(by_sentence.items()):
        sentence = reading.sentences.spans[index]
        found.sort(key=lambda row: (place_of(row, sentence), row.table))
        yield Clauses(reading, sentence, tuple(dict.fromkeys(place_of(row, sentence) for row in found))), found


def place_of(row: Row, sentence: Span) -> tuple[int, int]:
    """Where the row's own numbers stand in its sentence: a level or a size in a head far off is left out."""
    here = [claim for claim in row.claims if sentence.start <= claim.start and claim.end <= sentence.end]
    return (min(claim.start for claim in here), max(claim.end for claim in here)) if here else (row.start, row.end)
