"""Clinical scales whose scores are whole steps between two ends, in every version that is in use. A mean of such scores tells how it came about.

Left out on purpose: scales that are printed in several versions or normalised to 100 (WOMAC, UPDRS, HAM-D), and visual analogue
scales, which are measured.
"""

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class StepScale:
    """Scores from low to high by `step`. pattern finds its name in an outcome; examples must be found, refuses must not."""

    name: str
    pattern: str
    low: Decimal
    high: Decimal
    step: Decimal
    examples: tuple[str, ...]
    refuses: tuple[str, ...] = ()

    def is_named_in(self, outcome: str) -> bool:
        """True where the outcome is a score on this scale and no part, time or number of patients of it."""
        return re.search(self.pattern, outcome) is not None and _NO_SCORE.search(outcome) is None


_NO_SCORE = re.compile(
    r"\b(?:plus|sub-?scales?|sub-?scores?|items?|domains?|time to|rates?|patients|participants|proportion|percent\w*|relative|z-?scores?|normali[sz]ed|log|"
    r"progression|responders?|average|weekly|daily|slope|per)\b|%",
    re.IGNORECASE,
)


def _scale(name: str, pattern: str, low: str, high: str, step: str, *examples: str, refuses: tuple[str, ...] = ()) -> StepScale:
    return StepScale(name, pattern, Decimal(low), Decimal(high), Decimal(step), examples, refuses)


STEP_SCALES: tuple[StepScale, ...] = (
    _scale("Expanded Disability Status Scale", r"\bEDSS\b|(?i:\bexpanded disability status scale\b)", "0", "10", "0.5", "EDSS", "EDSS score at entry",
           "Expanded Disability Status Scale", refuses=("EDSS Plus improvement", "EDSS progression", "time to EDSS worsening")),
    _scale("modified Rankin Scale", r"\bmRS\b|(?i:\bmodified Rankin\b)", "0", "6", "1", "mRS score", "modified Rankin Scale", refuses=("Rankine cycle",)),
    _scale("National Institutes of Health Stroke Scale", r"\bNIHSS\b", "0", "42", "1", "NIHSS score"),
    _scale("Mini-Mental State Examination", r"\bMMSE\b|(?i:\bmini[- ]mental\b)", "0", "30", "1", "MMSE", "mini-mental state"),
    _scale("Montreal Cognitive Assessment", r"\bMoCA\b", "0", "30", "1", "MoCA score"),
    _scale("ALS Functional Rating Scale, revised", r"\bALSFRS-R\b", "0", "48", "1", "ALSFRS-R", refuses=("ALSFRS-R slope",)),
    _scale("Child-Pugh score", r"\bChild[-–]Pugh score", "5", "15", "1", "Child-Pugh score", refuses=("Child-Pugh class",)),
    _scale("Beck Depression Inventory", r"\bBDI\b|(?i:\bBeck depression inventory\b)", "0", "63", "1", "BDI score"),
    _scale("Patient Health Questionnaire 9", r"\bPHQ-?9\b", "0", "27", "1", "PHQ-9"),
    _scale("Glasgow Coma Scale", r"\bGCS\b|(?i:\bGlasgow coma\b)", "3", "15", "1", "GCS", "Glasgow Coma Scale score"),
    _scale("Apgar score", r"(?i:\bApgar\b)", "0", "10", "1", "Apgar score"),
    _scale("Quantitative Myasthenia Gravis score", r"\bQMG\b", "0", "39", "1", "QMG score"),
    _scale("Functional Independence Measure", r"\bFIM\b", "18", "126", "1", "FIM score"),
    _scale("Montgomery-Åsberg Depression Rating Scale", r"\bMADRS\b", "0", "60", "1", "MADRS total score"),
    _scale("Positive and Negative Syndrome Scale", r"\bPANSS total\b", "30", "210", "1", "PANSS total score", refuses=("PANSS positive",)),
    _scale("Tegner activity scale", r"(?i:\bTegner\b)", "0", "10", "1", "Tegner activity score"),
)  # fmt: skip


def scale_named_in(outcome: str | None) -> StepScale | None:
    """The scale that an outcome is a score on; None where none or more than one is named."""
    found = [scale for scale in STEP_SCALES if outcome and scale.is_named_in(outcome)]
    return found[0] if len(found) == 1 else None
