"""What kind of estimate a value is, where its name does not settle it."""

import regex

from extractors.linking.scope import Scope
from extractors.patterns import compiled
from extractors.statistic import Statistic
from schemas.vocabulary import RATIOS, ParamType

_RR_WORDS = (
    (ParamType.RATE_RATIO, compiled(r"\b(?:rate\s+ratios?|incidence\s+rates?|annuali[sz]ed|person-years?|per\s+(?:person|patient|year|\d))", regex.IGNORECASE)),
    (ParamType.RISK_RATIO, compiled(r"\b(?:relative\s+risks?|risk\s+ratios?|risks?|proportions?)\b", regex.IGNORECASE)),
    (ParamType.RATE_RATIO, compiled(r"\b(?:episodes?|exacerbations?|relapses|lesions?|admissions|hospitali[sz]ations|visits|falls|seizures|events)\b", regex.IGNORECASE)),
    (ParamType.RISK_RATIO, compiled(r"\b(?:patients|participants|women|men|children)\b", regex.IGNORECASE)),
)  # fmt: skip
"""What "RR" is by the words of its sentence, in order of weight: what is counted over time has a rate, what people have a risk."""
_NAMED_BEFORE = (
    (ParamType.HAZARD_RATIO, compiled(r"\bhazards?\s+ratio|(?-i:\bHR\b)", regex.IGNORECASE)),
    (ParamType.ODDS_RATIO, compiled(r"\bodds\s+ratio|(?-i:\bOR\b)", regex.IGNORECASE)),
    (ParamType.RATE_RATIO, compiled(r"\brate\s+ratio|(?-i:\bIRR\b)", regex.IGNORECASE)),
    (ParamType.RISK_RATIO, compiled(r"\b(?:risk\s+ratio|relative\s+risk)", regex.IGNORECASE)),
)
"""Names of ratios that stand before a value, but not beside it: "the odds ratio for stroke (0.80; ...)"."""
_DIFFERENCE = compiled(
    r"\b(?:differences?|changes?|between|lower|higher|greater|less|more|increase[sd]?|reduced?|reductions?|decrease[sd]?|improved|improvements?)\b",
    regex.IGNORECASE,
)
_ONLY_DIFFERENCE = compiled(r"\bdifferences?\b", regex.IGNORECASE)
_MEAN = compiled(r"\b(?:means?|average|least[-\s]squares?|LS)\b", regex.IGNORECASE)
_AFTER = 48


def estimate_type(
    scope: Scope, unit: Statistic, like: ParamType | None, last_ratio: ParamType | None, reasons: list[str]
) -> ParamType | None:
    """The type of the unit's estimate; None without one, or where nothing tells it.

    like: type of the statistic whose kind the unit shares. last_ratio: the ratio named last in the sentence, which a bare
    "(0.62, 95% CI 0.43 to 0.89)" after it repeats. A type read from the words around adds `read_type_missing`.
    """
    if unit.value is None:
        return None
    if unit.estimate is not None:
        named: ParamType | None = unit.estimate.rule.values.get("param_type")
        return named if named is not None else _rr(scope, reasons)
    if unit.like is not None and like is not None:
        return like
    folded = scope.reading.folded
    before, after = folded[scope.sentence.start : unit.start], folded[unit.end : min(scope.sentence.end, unit.end + _AFTER)]
    own = folded[scope.before.start : unit.start]
    named_before = next((kind for kind, words in _NAMED_BEFORE if words.search(own)), None)
    if named_before is not None:
        reasons.append("read_type_missing")
        return named_before
    if last_ratio is not None and unit.unit is None and unit.interval is not None and not _ONLY_DIFFERENCE.search(before):
        return last_ratio
    reasons.append("read_type_missing")
    if _DIFFERENCE.search(before) or _DIFFERENCE.search(after):
        return ParamType.MEAN_DIFFERENCE if _MEAN.search(before) else ParamType.DIFFERENCE
    return None


def _rr(scope: Scope, reasons: list[str]) -> ParamType:
    text = scope.reading.folded[scope.sentence.start : scope.sentence.end]
    for param_type, words in _RR_WORDS:
        if words.search(text):
            return param_type
    reasons.append("read_rr_ambiguous")
    return ParamType.RISK_RATIO


def ratio_of(param_type: ParamType | None, earlier: ParamType | None) -> ParamType | None:
    """The ratio named last, after a value of `param_type`."""
    return param_type if param_type in RATIOS else earlier
