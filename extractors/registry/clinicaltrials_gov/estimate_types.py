"""What an estimate is, by the words of analyses[].paramType: a list to choose from, and free text. The first rule that matches counts.

Letters alone decide nothing ("RR" may be a ratio of risks or of rates), and a logarithm is no ratio: it stands as `other`,
with the words as printed beside it.
"""

from extractors.rule import Example, Not, Rule
from schemas.vocabulary import ParamType

_MEANS = r"(?: (?:least[\s-]squares? | LS ) (?:\s\(LS\))? \s )? (?:adjusted\s)? (?:change\s)? means?"


def _type(name: str, param_type: ParamType, pattern: str, examples: tuple[str, ...], refuses: tuple[Not, ...]) -> Rule:
    return Rule(f"estimate_{name}", pattern, tuple(map(Example, examples)), refuses, {"param_type": param_type})


ESTIMATE_TYPES: tuple[Rule, ...] = (
    _type("logarithm", ParamType.OTHER, r"\b (?: log | ln | log10 | log2 ) \b | \b log-?transformed",
          ("Hazard Ratio, Log", "Odds Ratio, Log", "Log odds ratio", "Difference in log means"),
          (Not("Hazard Ratio (HR)", why="no logarithm"), Not("Logistic regression coefficient", why="the model, not the estimate"))),
    _type("standardized_mean_difference", ParamType.STANDARDIZED_MEAN_DIFFERENCE,
          r"standardi[sz]ed\ (?:mean|effect)\ (?:difference|size) | \bcohen'?s\ d\b | \bhedges'?\ g\b",
          ("Standardized mean difference", "Cohen's d", "Effect size (Hedges' g)"), (Not("Mean Difference (Net)", why="on the outcome's own scale"),)),
    _type("geometric_mean_ratio", ParamType.GEOMETRIC_MEAN_RATIO, r"geometric\s(?:LS\s|least[\s-]squares?\s)?means?\s(?:titers?\s|titres?\s)?ratio | ratio\sof\s(?:the\s)?(?:adjusted\s)?geometric",
          ("Geometric mean ratio", "Ratio of geometric LS means"), (Not("Geometric mean", why="no ratio"), Not("Ratio of means", why="not said to be geometric"))),
    _type("hazard_ratio", ParamType.HAZARD_RATIO, r"\bhazards?\sratio | ^cox\ proportional\ hazards?$",
          ("Hazard Ratio (HR)", "Cox Proportional Hazard", "Adjusted hazard ratio"), (Not("Hazard rate", why="no ratio"), Not("HR", why="also a heart rate"))),
    _type("odds_ratio", ParamType.ODDS_RATIO, r"\bodds\sratio", ("Odds Ratio (OR)", "Adjusted odds ratio", "common odds ratio"), (Not("Odds", why="no ratio"), Not("OR", why="a word"))),
    _type("rate_ratio", ParamType.RATE_RATIO, r"\b(?:rate|incidence|incidence\srate|event\srate|relapse\srate|incidence\sdensity)\sratio|\bratio\sof\s(?:\w+\s){0,2}rates?\b",
          ("Rate ratio", "Incidence rate ratio", "Annualised relapse rate ratio", "Ratio of relapse rates"), (Not("Relative risk", why="of risks"), Not("RR", why="risk or rate"))),
    _type("risk_ratio", ParamType.RISK_RATIO, r"\b(?:risk\sratio|relative\srisk)\b(?!\sreduction)", ("Risk Ratio (RR)", "Relative risk"),
          (Not("Relative risk reduction", why="another quantity"), Not("RR", why="risk or rate"))),
    _type("mean_difference", ParamType.MEAN_DIFFERENCE,
          rf"\bmean\s(?:treatment\s|change\s)?difference | \bdifferences?\s(?:in|of|between)\s(?:the\s)?(?:adjusted\s)?{_MEANS}\b | \b(?:LS|least[\s-]squares?)(?:\s\(LS\))?\s(?:mean\s)?difference | \bLSMD?\sdifference | \bdifference\sin\sLSMs?\b",
          ("Mean Difference (Final Values)", "Mean Difference (Net)", "LS Mean Difference", "Difference of Least Squares (LS) Mean", "Difference in LS Means",
           "Adjusted mean difference", "Difference of LS Mean"),
          (Not("Median Difference (Net)", why="of medians"), Not("Risk Difference (RD)", why="of risks"), Not("Mean", why="one group's"))),
    _type("difference", ParamType.DIFFERENCE,
          r"\b(?:risk|rate|median|percent|percentage|proportion|treatment)\s(?:points?\s)?difference | \bdifferences?\s(?:in|of|between)\s(?:the\s)?(?:\w+\s){0,2}(?:medians?|percent\w*|proportions?|rates?|risks?|treatments?|groups?|arms?)\b | ^(?:estimated\s|absolute\s|adjusted\s)?differences?$",
          ("Risk Difference (RD)", "Median Difference (Final Values)", "Percentage Difference", "Difference in proportions", "Treatment difference", "Difference"),
          (Not("Mean Difference (Net)", why="of means"), Not("Percent change", why="one group's"))),
    _type("correlation", ParamType.CORRELATION, r"\bcorrelation | \b(?:spearman|pearson)'?s?\s(?:r|rho)\b", ("Pearson correlation", "Spearman's rho", "Correlation coefficient"),
          (Not("Regression coefficient", why="a slope"),)),
    _type("beta", ParamType.BETA, r"^slopes?$ | \bregression\scoefficient | \bbeta\b(?!\scell) | \bslope\sdifference | \bdifference\sin\sslopes?\b",
          ("Slope", "Regression coefficient", "Beta", "Difference in slopes"), (Not("Beta cell function", why="an outcome"), Not("Mean", why="no slope"))),
    _type("number_needed_to_treat", ParamType.NUMBER_NEEDED_TO_TREAT, r"\bnumber\sneeded\sto\streat", ("Number needed to treat",), (Not("Number", why="of what?"),)),
    _type("auc", ParamType.AUC, r"\barea\sunder\s(?:the\s)?(?:ROC|receiver)", ("Area under the ROC curve",), (Not("Area under the concentration-time curve", why="an exposure to a drug"),)),
    _type("test_statistic", ParamType.TEST_STATISTIC, r"\b(?:t|f|z|u|chi-?squared?)[\s-](?:statistic|value|score)\b | \btest\sstatistic", ("t statistic", "F-value", "Chi-square statistic", "test statistic"),
          (Not("t-test", why="a test"),)),
)  # fmt: skip

BY_LETTERS_ONLY = frozenset({"rr"})
"""Two quantities go by these letters."""
