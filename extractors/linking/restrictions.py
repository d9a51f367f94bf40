"""What a row is restricted to, or ranked as, in its own sentence: analysis set or subgroup, period of a crossover, rank of the outcome."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.context.declared_outcomes import primary_outcome
from extractors.context.times import days_of
from extractors.document import PieceKind, fold
from extractors.linking.clauses import Clauses, clauses, place_of
from extractors.linking.context import Reading
from extractors.outcomes import outcome_of
from extractors.patterns import compiled
from extractors.row import Row
from extractors.rule import Rule, find
from extractors.rules.crossover_periods import CROSSOVER, CROSSOVER_PERIOD
from extractors.rules.outcome_ranks import NO_RESULT_OF_RANK, OUTCOME_RANKS, RANK_HEADING, SECTION_WITHOUT_RESULTS
from extractors.rules.populations import ANALYSIS_SET, EVERYBODY, SUBGROUP
from extractors.scanning import finditer
from schemas.vocabulary import OutcomeType, Role

_PROSE = frozenset({PieceKind.PARAGRAPH, PieceKind.LIST_ITEM})
_RANKED = frozenset({"analyses", "measurements"})
_WORD = compiled(r"[a-z0-9]{3,}")
_CUT = compiled(r"\s(?:at|after|between|from|over|during|within|by|through|until|for|assessed|measured|defined)\s|,")
_NO_NAME = frozenset(
    "the and for with from mean change changes difference rate rates score scores level levels value values total overall".split()
)
_SAME_TIME = 1.02
_OUTCOME_UNSURE = ("link_outcome", "link_heads", "link_order")
"""Beginnings of reasons with which a row's outcome may be another one."""


def with_restrictions(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with `population`, `period` and `outcome_type` filled where their sentence, or the heading above it, surely says so."""
    crossover = CROSSOVER.compiled.search(reading.folded) is not None
    declared = _Declared(reading)
    for clause, found in clauses(reading, rows):
        people = _told(clause, (ANALYSIS_SET, SUBGROUP, EVERYBODY), "population")
        periods = _told(clause, (CROSSOVER_PERIOD,), "period") if crossover else {}
        of_results = _is_of_results(clause)
        ranks = _ranks(clause) if of_results else {}
        for row in found:
            place = place_of(row, clause.sentence)
            told: dict[str, str | None] = {"period": periods.get(place)}
            # Who was randomised is everybody, whatever set the sentence goes on to.
            if row.table != "sample_sizes" or row.values.get("role") == Role.ANALYSED:
                told["population"] = people.get(place)
            if of_results and row.table in _RANKED and row.values.get("time_frame_days") != 0:
                told["outcome_type"] = ranks.get(place) or declared.rank(row) or _rank_of_section(reading, row)
            fresh = {name: value for name, value in told.items() if value is not None and row.values.get(name) is None}
            yield replace(row, values={**row.values, **fresh}) if fresh else row


def _is_of_results(clause: Clauses) -> bool:
    """False where the sentence, or the heading above it, tells of plans, methods or other people's work."""
    reading, sentence = clause.reading, clause.sentence
    if NO_RESULT_OF_RANK.compiled.search(reading.folded, sentence.start, sentence.end):
        return False
    return SECTION_WITHOUT_RESULTS.compiled.search(fold(reading.section_at(sentence.start) or "")) is None


def _told(clause: Clauses, rules: Sequence[Rule], group: str) -> dict[tuple[int, int], str]:
    """What the phrases of these rules say of each place; a rule that has no such group says nothing of what follows it."""
    reading, sentence = clause.reading, clause.sentence
    found = sorted(
        ((mention.start, mention.end), mention.span(group))
        for rule in rules
        for mention in find(rule, reading.folded, sentence.start, sentence.end)
    )
    belongs = clause.of([place for place, _ in found])
    return {
        place: reading.label(*span) for place, number in belongs.items() if (span := found[number][1]) is not None
    }  # fmt: skip


def _ranks(clause: Clauses) -> dict[tuple[int, int], OutcomeType]:
    """The rank that the sentence itself gives to the outcome of each place."""
    reading, sentence = clause.reading, clause.sentence
    found = sorted(
        (match.span(), rule.values["outcome_type"])
        for rule in OUTCOME_RANKS
        for match in finditer(rule.compiled, reading.folded, sentence.start, sentence.end)
    )
    return {place: found[number][1] for place, number in clause.of([span for span, _ in found]).items()}


def _rank_of_section(reading: Reading, row: Row) -> OutcomeType | None:
    """The rank in the heading right above the row ("Primary outcome")."""
    piece = reading.document.piece_at(row.start)
    if piece is None or piece.kind not in _PROSE:
        return None  # a table stands in a section, but shows what it likes
    match = RANK_HEADING.compiled.search(fold(piece.section or ""))
    if match is None:
        return None
    return next(OutcomeType(name) for name in ("primary", "secondary", "exploratory") if match[name])


class _Declared:
    """The primary outcome that the report declares, and its time where one is declared with it."""

    def __init__(self, reading: Reading) -> None:
        outcome = primary_outcome(reading.folded)
        self._title = reading.folded[outcome.start : outcome.end].lower() if outcome is not None else ""
        self._outcome = outcome_of(self._title) if self._title else None
        self._words = _words(_CUT.split(self._title)[0])
        sentence = reading.sentences.at(outcome.start) if outcome is not None else None
        times = reading.times.between(sentence.start, sentence.end) if sentence is not None else []
        self._days = {days for time in times if (days := days_of(reading.folded[time.start : time.end]))}

    def rank(self, row: Row) -> OutcomeType | None:
        """`primary` where the row's outcome is the declared one, at its time; what is told of another time is not it."""
        if any(reason.startswith(_OUTCOME_UNSURE) for reason in row.reasons):
            return None
        title = str(row.values.get("outcome_title") or "").lower()
        if not title or not self._words or not self._is_named(title):
            return None
        days = row.values.get("time_frame_days")
        if days and self._days and not any(max(days, one) <= min(days, one) * _SAME_TIME for one in self._days):
            return None
        return OutcomeType.PRIMARY

    def _is_named(self, title: str) -> bool:
        outcome = outcome_of(title)
        if outcome is not None and self._outcome is not None and (outcome != self._outcome or title.strip() in outcome.names):
            return outcome == self._outcome
        words = _words(title)
        return bool(words) and words <= _words(self._title) and 2 * len(words & self._words) > len(self._words)


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(title) if word not in _NO_NAME)
