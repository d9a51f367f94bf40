"""ClinicalTrials.gov's words in the words of the tables. Lists as data: what is in no list is not guessed."""

from extractors.rule import Example, Not, Rule
from schemas.vocabulary import (
    DispersionType,
    GroupRole,
    MeasurementParamType,
    NonInferiorityType,
    OutcomeType,
    Sides,
)

OUTCOME_TYPES = {word.ctgov: word for word in OutcomeType}
SIDES = {word.ctgov: word for word in Sides}
NON_INFERIORITY_TYPES = {word.ctgov: word for word in NonInferiorityType} | {
    "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY": NonInferiorityType.NON_INFERIORITY_OR_EQUIVALENCE,
    "SUPERIORITY_OR_OTHER_LEGACY": NonInferiorityType.SUPERIORITY_OR_OTHER,
}
"""Records from before 2017 have the same words with LEGACY behind them."""

GROUP_ROLES = {
    "EXPERIMENTAL": GroupRole.EXPERIMENTAL, "ACTIVE_COMPARATOR": GroupRole.COMPARATOR, "PLACEBO_COMPARATOR": GroupRole.COMPARATOR,
    "SHAM_COMPARATOR": GroupRole.COMPARATOR, "NO_INTERVENTION": GroupRole.COMPARATOR,
}  # fmt: skip
"""Arm types. "OTHER" is neither."""

PARAM_TYPES = {
    "MEAN": MeasurementParamType.MEAN, "LEAST_SQUARES_MEAN": MeasurementParamType.LEAST_SQUARES_MEAN, "MEDIAN": MeasurementParamType.MEDIAN,
    "GEOMETRIC_MEAN": MeasurementParamType.GEOMETRIC_MEAN, "GEOMETRIC_LEAST_SQUARES_MEAN": MeasurementParamType.GEOMETRIC_MEAN,
    "LOG_MEAN": MeasurementParamType.OTHER, "COUNT_OF_PARTICIPANTS": MeasurementParamType.COUNT, "COUNT_OF_UNITS": MeasurementParamType.COUNT,
}  # fmt: skip
"""paramType of outcome and baseline measures. NUMBER is settled by the unit: see `UNIT_KINDS`."""

UNIT_KINDS: tuple[Rule, ...] = (
    Rule(
        "unit_percent", r"^ (?: % | percent(?:age)?\b | proportion\ \(%\) ) (?! .* \b(?:change|inhibition|predicted)\b )",
        (Example("percentage of participants"), Example("% of subjects"), Example("Percent")),
        (Not("participants", why="a count"), Not("percent change", why="no share of people"), Not("% predicted", why="no share of people")),
        {"param_type": MeasurementParamType.PERCENT},
    ),
    Rule(
        "unit_people", r"^ (?:number\ of\ |count\ of\ )? (?:participants?|subjects?|patients?|people|persons?|individuals|women|men|children|adults) (?:\ with\ [\w\s-]{1,60})? $",
        (Example("Participants"), Example("number of subjects"), Example("participants with relapse")),
        (Not("participants per site", why="a rate"), Not("patient-years", why="no people"), Not("percentage of participants", why="a share")),
        {"param_type": MeasurementParamType.COUNT},
    ),
    Rule(
        "unit_rate", r"(?: \b(?:events?|relapses?|attacks?|episodes?|infections?|cases|exacerbations?|hospitali[sz]ations?|seizures?|lesions?|deaths?) \s? (?:/|\bper\b) )",
        (Example("relapses per patient-year"), Example("events/100 participant-years"), Example("lesions per scan")),
        (Not("lesions", why="a count"), Not("mg per day", why="a dose")),
        {"param_type": MeasurementParamType.RATE},
    ),
    Rule(
        "unit_things", r"^ (?:number\ of\ |count\ of\ )? (?:adverse\ |new\ |serious\ |total\ |treatment-emergent\ ){0,3} (?:events?|relapses?|attacks?|episodes?|infections?|lesions?|deaths?|cases|exacerbations?|hospitali[sz]ations?|seizures?|eyes|joints) $",
        (Example("lesions"), Example("Adverse events"), Example("number of relapses")),
        (Not("lesions per scan", why="a rate"), Not("units on a scale", why="a score")),
        {"param_type": MeasurementParamType.COUNT},
    ),
)  # fmt: skip
"""What a NUMBER is, by its unit: a share, people, a rate, a count of things; by any other unit it is `other`."""

DISPERSIONS: tuple[Rule, ...] = (
    Rule("dispersion_sd", r"^ standard[_\ ]deviation $", (Example("STANDARD_DEVIATION"), Example("Standard Deviation")),
         (Not("STANDARD_ERROR", why="another"),), {"dispersion_type": DispersionType.SD}),
    Rule("dispersion_se", r"^ standard[_\ ]error (?:[_\ ]of[_\ ](?:the[_\ ])?mean)? $", (Example("STANDARD_ERROR"), Example("Standard Error"), Example("STANDARD_ERROR_OF_MEAN")),
         (Not("STANDARD_DEVIATION", why="another"),), {"dispersion_type": DispersionType.SE}),
    Rule("dispersion_iqr", r"^ inter-?[_\ ]?quartile[_\ ]range $", (Example("INTER_QUARTILE_RANGE"), Example("Inter-Quartile Range")),
         (Not("FULL_RANGE", why="another"),), {"dispersion_type": DispersionType.IQR}),
    Rule("dispersion_range", r"^ full[_\ ]range $", (Example("FULL_RANGE"), Example("Full Range")),
         (Not("INTER_QUARTILE_RANGE", why="another"),), {"dispersion_type": DispersionType.RANGE}),
    Rule("dispersion_cv", r"^ geometric[_\ ]coefficient (?:[_\ ]of[_\ ]variation)? $", (Example("GEOMETRIC_COEFFICIENT"), Example("Geometric Coefficient of Variation")),
         (Not("GEOMETRIC_MEAN", why="the value itself"),), {"dispersion_type": DispersionType.GEOMETRIC_CV}),
    Rule("dispersion_ci", r"^ (?: confidence_ (?P<level> \d{2,3} ) | (?P<level> \d{2}(?:\.\d{1,2})? ) \s?%\ confidence\ interval | confidence_other | other\ confidence\ interval\ level | confidence\ interval ) $",
         (Example("CONFIDENCE_95", level="95"), Example("95% Confidence Interval", level="95"), Example("97.5% Confidence Interval", level="97.5"),
          Example("CONFIDENCE_OTHER", level=None)), (Not("STANDARD_ERROR", why="another"),), {"dispersion_type": DispersionType.CI}),
)  # fmt: skip
"""dispersionType: codes in baseline measures and analyses, the words shown on the page in outcome measures."""

METHODS = (
    "ANCOVA", "ANOVA", "Chi-Squared", "Chi-Squared, Corrected", "Cochran-Mantel-Haenszel", "Fisher Exact", "Kruskal-Wallis", "Log Rank",
    "Mantel Haenszel", "McNemar", "Mixed Models Analysis", "Regression, Cox", "Regression, Linear", "Regression, Logistic", "Sign Test",
    "t-Test, 1-Sided", "t-Test, 2-Sided", "Wilcoxon (Mann-Whitney)",
)  # fmt: skip
"""statisticalMethod as it can be selected; whatever else stands there was typed in, and is "Other"."""

_METHOD_BY_KEY = {"".join(filter(str.isalnum, method.casefold())): method for method in METHODS}


def method_of(printed: str | None) -> str | None:
    """ClinicalTrials.gov's name of a statistical method: "t-test, 2 sided" is "t-Test, 2-Sided", "Van Elteren test" is "Other"."""
    return _METHOD_BY_KEY.get("".join(filter(str.isalnum, printed.casefold())), "Other") if printed else None


def first(rules: tuple[Rule, ...], folded: str) -> Rule | None:
    """The first rule that matches the words; None where none does."""
    return next((rule for rule in rules if rule.compiled.search(folded)), None)
