"""Doubts that come from the sentence around a row, or from what the report says elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.row import Row
from extractors.rules.not_of_trial import ERROR_STATED, OTHERS_TOLD, PLAN_TOLD
from schemas.vocabulary import DispersionType

_LOOK_BACK = 240
_SD_NAMED = compiled(r"\b(?:SDs?|s\.d|standard\sdeviations?)\b")
_DOUBTED = frozenset({"analyses", "measurements"})


def with_doubts_of_the_whole(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; those of a plan, of animals or of other people's work, and spreads that may be standard errors, in doubt."""
    folded = reading.folded
    gives_errors = ERROR_STATED.compiled.search(folded) is not None
    for row in rows:
        reasons = list(row.reasons)
        if row.table in _DOUBTED:
            sentence = reading.sentences.at(row.start)
            if any(rule.compiled.search(folded, sentence.start, sentence.end) for rule in (PLAN_TOLD, OTHERS_TOLD)):
                reasons.append("link_not_of_trial")
        is_sd = row.values.get("dispersion_type") is DispersionType.SD
        if gives_errors and is_sd and _SD_NAMED.search(folded, max(0, row.start - _LOOK_BACK), row.end) is None:
            reasons.append("read_statistic_missing")
        yield row if len(reasons) == len(row.reasons) else replace(row, reasons=tuple(dict.fromkeys(reasons)))
