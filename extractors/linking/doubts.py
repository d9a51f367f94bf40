"""Doubts that come from the sentence around a row, or from what the report says elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.linking.context import Reading
from extractors.linking.sizes_of_arms import SizesOfArms
from extractors.row import Row
from extractors.rules.no_titles import COMPARING_TITLE, FIGURES_IN_TITLE
from extractors.rules.not_of_trial import OTHERS_TOLD, PLAN_TOLD
from extractors.rules.spread_names import DEVIATION_NAMED, ERROR_STATED
from extractors.scanning import finditer
from schemas.vocabulary import DispersionType

_LOOK_BACK = 240
_RESULTS = frozenset({"analyses", "measurements"})


def with_doubts(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those in doubt with the reasons added: no result of this trial, perhaps, or a spread that may be a standard error."""
    gives_errors = any(finditer(ERROR_STATED.compiled, reading.folded))
    rows = list(rows)
    sizes = SizesOfArms(reading, rows)
    for row in rows:
        reasons = list(row.reasons)
        if row.table in _RESULTS and _is_of_others(reading, row):
            reasons.append("link_not_of_trial")
        if _is_no_title(row):
            reasons.append("link_outcome_guessed")
        if sizes.are_of_another(row):
            reasons.append("link_size_of_another")
        if gives_errors and _is_unnamed_deviation(reading, row):
            reasons.append("read_statistic_missing")
        yield row if len(reasons) == len(row.reasons) else replace(row, reasons=tuple(dict.fromkeys(reasons)))


def _is_no_title(row: Row) -> bool:
    """True where what was taken for the outcome is the beginning of a comparison, or holds the figures of a result."""
    title = row.values.get("outcome_title") or row.values.get("adverse_event_term")
    return title is not None and any(rule.compiled.search(str(title)) for rule in (COMPARING_TITLE, FIGURES_IN_TITLE))


def _is_of_others(reading: Reading, row: Row) -> bool:
    """True where the sentence tells of a plan, of animals or of other people's work."""
    sentence = reading.sentences.at(row.start)
    return any(
        match
        for rule in (PLAN_TOLD, OTHERS_TOLD)
        for match in finditer(rule.compiled, reading.folded, sentence.start, sentence.end)
    )


def _is_unnamed_deviation(reading: Reading, row: Row) -> bool:
    """True for a spread taken for a standard deviation that no words near it call so."""
    if row.values.get("dispersion_type") is not DispersionType.SD:
        return False
    return DEVIATION_NAMED.compiled.search(reading.folded, max(0, row.start - _LOOK_BACK), row.end) is None
