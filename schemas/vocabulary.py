"""The closed word lists of the curated tables.

Each word is what stands in the Parquet file. Where ClinicalTrials.gov has a term for the same thing, the
word carries it as `ctgov` (lists of the Protocol Registration and Results System, as used by AACT's
`outcome_analyses.param_type`, `outcomes.param_type` and `outcomes.dispersion_type`).
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a closed list; `ctgov` is ClinicalTrials.gov's term for it, or None where it has none."""

    ctgov: str | None

    def __new__(cls, value: str, ctgov: str | None = None) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.ctgov = ctgov
        return word


class ParamType(Word):
    """What an estimate in `analyses` is. The letters "RR" alone decide nothing: see `extractors/rules`."""

    BETA = "beta", "Slope"
    MEAN_DIFFERENCE = "mean_difference", "Mean Difference (Final Values)"
    DIFFERENCE = "difference", "Risk Difference (RD)"
    STANDARDIZED_MEAN_DIFFERENCE = "standardized_mean_difference", "Other"
    HAZARD_RATIO = "hazard_ratio", "Hazard Ratio (HR)"
    ODDS_RATIO = "odds_ratio", "Odds Ratio (OR)"
    RISK_RATIO = "risk_ratio", "Risk Ratio (RR)"
    RATE_RATIO = "rate_ratio", "Other"
    GEOMETRIC_MEAN_RATIO = "geometric_mean_ratio", "Other"
    CORRELATION = "correlation", "Other"
    TEST_STATISTIC = "test_statistic", "Other"
    AUC = "auc", "Other"
    R_SQUARED = "r_squared", "Other"
    NUMBER_NEEDED_TO_TREAT = "number_needed_to_treat", "Other"
    OTHER = "other", "Other"


RATIOS = frozenset({
    ParamType.HAZARD_RATIO, ParamType.ODDS_RATIO, ParamType.RISK_RATIO, ParamType.RATE_RATIO,
    ParamType.GEOMETRIC_MEAN_RATIO,
})  # fmt: skip
"""Types that are positive by definition and whose intervals are symmetric on the log scale, if at all."""


class MeasurementParamType(Word):
    """What a group's own result in `measurements` is."""

    MEAN = "mean", "MEAN"
    LEAST_SQUARES_MEAN = "least_squares_mean", "LEAST_SQUARES_MEAN"
    GEOMETRIC_MEAN = "geometric_mean", "GEOMETRIC_MEAN"
    MEDIAN = "median", "MEDIAN"
    PERCENT = "percent", "NUMBER"
    COUNT = "count", "COUNT_OF_PARTICIPANTS"
    RATE = "rate", "NUMBER"
    OTHER = "other", "NUMBER"


class DispersionType(Word):
    """What stands beside a group's own result."""

    SD = "sd", "STANDARD_DEVIATION"
    SE = "se", "STANDARD_ERROR"
    IQR = "iqr", "INTER_QUARTILE_RANGE"
    RANGE = "range", "FULL_RANGE"
    CI = "ci", "CONFIDENCE_95"
    GEOMETRIC_CV = "geometric_cv", "GEOMETRIC_COEFFICIENT"


class Role(Word):
    """At which point of a trial participants are counted (CONSORT flow); `studies` counts studies of a review."""

    SCREENED = "screened"
    PLANNED = "planned", "ESTIMATED"
    ENROLLED = "enrolled", "ACTUAL"
    RANDOMISED = "randomised", "STARTED"
    TREATED = "treated"
    ANALYSED = "analysed"
    COMPLETED = "completed", "COMPLETED"
    WITHDRAWN = "withdrawn", "NOT COMPLETED"
    STUDIES = "studies"


class Modifier(Word):
    """What stands between "p" and its value."""

    EQUAL = "=", "="
    LESS = "<", "<"
    GREATER = ">", ">"
    LESS_OR_EQUAL = "<=", "<="
    GREATER_OR_EQUAL = ">=", ">="


class PercentModifier(Word):
    """What a text says of a percentage beside its value ("up to 8%", "about 53%")."""

    UP_TO = "up to"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class OutcomeType(Word):
    """The rank that a report gives to an outcome."""

    PRIMARY = "primary", "PRIMARY"
    SECONDARY = "secondary", "SECONDARY"
    EXPLORATORY = "exploratory", "OTHER_PRE_SPECIFIED"
    POST_HOC = "post_hoc", "POST_HOC"


class Direction(Word):
    """Which change of an outcome is good for the patient."""

    HIGHER = "higher"
    LOWER = "lower"


class GroupRole(Word):
    """What an arm is in its trial."""

    EXPERIMENTAL = "experimental", "EXPERIMENTAL"
    COMPARATOR = "comparator", "PLACEBO_COMPARATOR"


class Sides(Word):
    """How many sides an interval has."""

    ONE_SIDED = "one_sided", "ONE_SIDED"
    TWO_SIDED = "two_sided", "TWO_SIDED"


class NonInferiorityType(Word):
    """What hypothesis an analysis tests; with the interval's limits, what a significant result means."""

    SUPERIORITY = "superiority", "SUPERIORITY"
    NON_INFERIORITY = "non_inferiority", "NON_INFERIORITY"
    EQUIVALENCE = "equivalence", "EQUIVALENCE"
    NON_INFERIORITY_OR_EQUIVALENCE = "non_inferiority_or_equivalence", "NON_INFERIORITY_OR_EQUIVALENCE"
    SUPERIORITY_OR_OTHER = "superiority_or_other", "SUPERIORITY_OR_OTHER"
    OTHER = "other", "OTHER"


class StandardErrorMethod(Word):
    """How `standard_error` was derived from printed numbers (Cochrane Handbook, chapter 6)."""

    FROM_INTERVAL_NORMAL = "from_interval_normal"
    FROM_INTERVAL_T = "from_interval_t"
    FROM_LOG_INTERVAL_NORMAL = "from_log_interval_normal"
    FROM_P_VALUE_NORMAL = "from_p_value_normal"
    FROM_P_VALUE_T = "from_p_value_t"


class Review(Word):
    """Whether a row may be used without a person looking at it."""

    CLEAR = "clear"
    DOUBTFUL = "doubtful"


class Ruling(Word):
    """What a curator decided of a row, or of a number that no row uses."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"
    NOT_A_RESULT = "not_a_result"


class NumberStatus(Word):
    """What became of a number printed in a report."""

    CLAIMED = "claimed"
    SET_ASIDE = "set_aside"
    UNCLAIMED = "unclaimed"


class Grade(Word):
    """What a check found."""

    CONSISTENT = "consistent"
    NOTICE = "notice"
    CONTRADICTION = "contradiction"
    CANNOT_CHECK = "cannot_check"


class CheckName(Word):
    """The checks of `schemas/checks`."""

    ORDER = "order"
    LABEL = "label"
    MIDPOINT = "midpoint"
    P_FROM_INTERVAL = "p_from_interval"
    SIGNIFICANCE = "significance"
    PERCENT_COUNT = "percent_count"
    BOOKKEEPING = "bookkeeping"
    GRIM = "grim"
    ACROSS_REPORTS = "across_reports"
    AGAINST_REGISTRY = "against_registry"


class ReportStatus(Word):
    """Whether a file became a document."""

    READ = "read"
    REJECTED = "rejected"


class ReportKind(Word):
    """What sort of text a report is, as its sidecar says."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"
    CONFERENCE_REPORT = "conference-report"
    SUMMARY = "summary"
    NEWS = "news"
    GUIDELINE = "guideline"
    REGISTRY = "registry"
    TABLE = "table"


class IdentifierScheme(Word):
    """Where an identifier of a trial or report is registered."""

    NCT = "nct", "NCT"
    EUDRACT = "eudract", "EUDRACT_NUMBER"
    CTIS = "ctis", "CTIS"
    ISRCTN = "isrctn", "REGISTRY"
    CHICTR = "chictr", "REGISTRY"
    IRCT = "irct", "REGISTRY"
    JRCT = "jrct", "REGISTRY"
    CTRI = "ctri", "REGISTRY"
    KCT = "kct", "REGISTRY"
    ACTRN = "actrn", "REGISTRY"
    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    ACRONYM = "acronym"
