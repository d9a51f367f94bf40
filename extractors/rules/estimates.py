"""Estimates that carry their name: "β=-0.31", "hazard ratio (HR) was 1.25", "aHR 0·61", "mean difference of 4.2 points".

What an estimate is follows from its name, except for "RR", which is a risk ratio or a rate ratio by what is
counted (`extractors.linking` decides). Patterns start at the name and look right over a bounded stretch.
"""

from extractors.fragments import SIGNED, UNIT_WORD
from extractors.rule import Example, Not, Rule
from schemas.vocabulary import ParamType

_ADJUSTED = r"(?: (?P<adjusted> (?:(?:multivariabl[ey]|multivariate|fully|covariate|age)[-\s])?adjusted ) \s+ | (?P<adjusted> \ba (?=(?-i:[HOIR]{1,2}R)) ) )?"
_BRACKET = r"(?: \s* [\[(] \s* (?: [A-Za-z]{1,6} | \d{2}(?:\.\d+)?\s?%\s?(?:CI|confidence\sintervals?)(?:\s?\[CI\])? ) \s* [\])] )?"
_ABOUT_WHAT = r"(?: \s (?:for|of|in|between|with|to|from|vs\.?|versus|comparing|compared|on) \s [^.;:()\[\]\d%=<>]{1,80}? )?"
_ABOUT_NUMBERS = r"(?: \s (?:for|of|in|between|comparing) \s (?: [^.;:()\[\]=] | (?<=\d)\.(?=\d) ){1,100}? )"
_WAS = r"(?: \s+ (?:was|were) \s+ )"
_IS = r"(?: \s* [:=,~] \s* | \s+ (?:was|were|is|are|of|being|estimated\ at) \s+ (?:about\ |approximately\ )? )"
_NEXT_TO_IT = r"(?: \s+ (?:about\ |approximately\ )? (?=[-+.\d]) | \s* [(\[] \s* (?=[-+.\d]) )"
_FOR_WHAT = rf"(?: \s (?:for|of) \s [^.;:()\[\]\d%=<>,]{{1,60}}? \s (?= {SIGNED} (?:\s?%)? \s? [,;(\[] \s? (?: 9\d(?:\.\d)?\s?% | CI\b ) ) )"
"""Between an estimate's name and its value that nothing but its interval marks: "hazard ratio for relapse 0.68, 95% CI ..."."""
_VALUE = rf"""(?P<param_value> {SIGNED} ) (?! \d | \.\d | ,\d{{3}}(?!\d) | \s?% \s?-?\s? (?:CI\b|Cr?I|confidence|conf\b|credib|two|one) | \s?[×x]\s?10\b | \s?(?:bpm|beats) | \s?-\s?\.?\d | \s?/\s?\d )
        (?: \s? (?P<unit> {UNIT_WORD} ) )?"""


def _named(name: str, label: str, examples: tuple[Example, ...], refuses: tuple[Not, ...],
           param_type: ParamType | None = None, *, at_most_one: bool = False, alone: bool = False) -> Rule:  # fmt: skip
    """A rule for estimates that are introduced by `label`; abbreviations in it are case-sensitive: (?-i:HR).

    at_most_one: the value lies in [-1, 1]. alone: a second number after "and" or "vs" makes the two the groups' own values.
    """
    bound = r"(?= [-+\s]? (?: 0?\.\d | 1\.0+(?!\d) | [01](?![.\d]) ) )" if at_most_one else ""
    single = (
        r"(?! \s?%? \s? (?: (?:in|with|for|among) \s (?:[\w+/-]+\s){1,5} )? (?:and|or|vs\.?|versus|compared\s(?:with|to)) \s [-+]?\.?\d )"
        if alone
        else ""
    )
    return Rule(
        name=name,
        pattern=rf"(?<![\w-]) {_ADJUSTED} (?P<param_type_raw> {label} ) {_BRACKET} (?: {_ABOUT_WHAT} {_BRACKET} {_IS} | {_FOR_WHAT} | {_ABOUT_NUMBERS} {_WAS} | {_NEXT_TO_IT} ) {bound} {_VALUE} {single}",
        examples=examples,
        refuses=refuses,
        values={} if param_type is None else {"param_type": param_type},
    )


BETA = _named(
    "beta",
    r"(?: (?:standardi[sz]ed\s|regression\s|unstandardi[sz]ed\s)? β(?:-?\s?coefficient)? | beta(?:[-\s]coefficient)? | (?:regression\s)?coefficient | (?<! \b(?:groups?|arms?|regimens?|cohorts?|treatments?|types?|hepatitis|vitamin)\s ) (?-i:B)(?=\s?=) )",
    (
        Example("latency (β=-0.31; 95% CI", param_value="-0.31", param_type_raw="β"),
        Example("β = −16.3 pg/mL, 95% CI", param_value="−16.3", unit="pg/mL"),
        Example("a regression coefficient of 0.42", param_value="0.42"),
        Example("ß 9.37", param_value="9.37"),
        Example("(B=1.8, 95% CI", param_value="1.8"),
        Example("β = 1.2e-3 (P=0.03)", param_value="1.2e-3"),
    ),
    (
        Not("β2-agonist 15 μg", why="a receptor"),
        Not("TGF-β 12 pg/mL", why="β ends a protein's name"),
        Not("group B = 18 (31.6%)", why="a group's letter"),
        Not("coefficient 95% CI 1 to 2", why="the number is the level of an interval"),
        Not("β was 1.2 × 10-3", why="the exponent is another notation"),
    ),
    ParamType.BETA,
)

HAZARD_RATIO = _named(
    "hazard_ratio",
    r"(?: (?:sub(?:distribution)?[-\s]?)?hazards?\s+ratios? | (?-i:(?:s|cs|c)?HRs?) )",
    (
        Example("aHR=0.70", param_value="0.70", param_type_raw="HR", adjusted="a"),
        Example("HR 0·61 [95% CI 0·40–0·93]", param_value="0·61"),
        Example("the hazard ratio (HR) was 1.25", param_value="1.25"),
        Example("hazard ratio for death, 0.72; 95% CI", param_value="0.72"),
        Example("(hazard ratio for relapse 0.64, 95% CI", param_value="0.64"),
        Example("hazard ratio [HR] 0·95, 95% CI", param_value="0·95"),
        Example("hazard ratios (HRs) for death or an eGFR below 20 mL/min per 1.73 m2 were 0.75", param_value="0.75"),
    ),
    (
        Not("HR 72 bpm", why="heart rate"),
        Not("at 24 hr 3.1 mg", why="hours"),
        Not("Bohr 1913", why="HR must be a word of its own"),
    ),
    ParamType.HAZARD_RATIO,
)

ODDS_RATIO = _named(
    "odds_ratio",
    r"(?: odds\s+ratios? | (?-i:ORs?) )",
    (
        Example("odds ratio, 1.75; 95% CI", param_value="1.75"),
        Example("adjusted OR = 0.38", param_value="0.38", adjusted="adjusted"),
        Example("OR: 2.1 (1.2-3.4)", param_value="2.1"),
    ),
    (
        Not("either 10 mg or 20 mg", why="'or' is no odds ratio"),
        Not("the OR was closed for 3 days", why="an operating room"),
        Not("the odds ratio for death was 0,70", why="a decimal comma"),
    ),
    ParamType.ODDS_RATIO,
)

RISK_RATIO = _named(
    "risk_ratio",
    r"(?: (?:relative\s+risks? | risk\s+ratios?) )",
    (
        Example("relative risk, 0.63", param_value="0.63"),
        Example("risk ratio [RR] 0.86, 95% CI", param_value="0.86"),
    ),
    (
        Not("relative risk reduction of 12%", why="a reduction is another quantity"),
        Not("a low risk ratio was seen in 12 centres", why="no number follows the name"),
    ),
    ParamType.RISK_RATIO,
)

RATE_RATIO = _named(
    "rate_ratio",
    r"(?: (?:incidence[-\s]|event[-\s]|adjusted\s)?(?:rate|density)\s+ratios? | (?-i:a?IRRs?) )",
    (
        Example("rate ratio 0.94,95% CI 0.58-1.50", param_value="0.94"),
        Example("incidence rate ratio [IRR] 0.81", param_value="0.81"),
        Example("IRR=1.30", param_value="1.30"),
    ),
    (
        Not("a rate of 3.2 per year", why="a rate, no ratio"),
        Not("the rate ratio was not estimable in 4 trials", why="no number follows the name"),
    ),
    ParamType.RATE_RATIO,
)

RR = _named(
    "rr",
    r"(?-i:RRs?)",
    (Example("RR 0.94 (95% CI 0.58-1.50)", param_value="0.94", param_type_raw="RR"), Example("RR = 1.2", param_value="1.2")),
    (Not("RR interval of 812 ms", why="the time between heart beats"), Not("RRMS 65%", why="relapsing-remitting MS")),
)

GEOMETRIC_MEAN_RATIO = _named(
    "geometric_mean_ratio",
    r"(?: (?:ratio\s+of\s+geometric\s+means | geometric\s+mean\s+ratios?) | (?-i:GMRs?) )",
    (Example("GMR 1.12 (90% CI", param_value="1.12"), Example("geometric mean ratio was 0.87", param_value="0.87")),
    (Not("geometric mean 12.4", why="a group's own mean"), Not("GMR in the 3 arms", why="no value follows")),
    ParamType.GEOMETRIC_MEAN_RATIO,
)

STANDARDIZED_MEAN_DIFFERENCE = _named(
    "standardized_mean_difference",
    r"(?: standardi[sz]ed\s+mean\s+differences? | effect\s+sizes? | (?-i:SMDs?|ES)(?=\W) | Cohen'?s?\s+d | Hedges'?s?\s+g )",
    (
        Example("SMD -0.42 (95% CI", param_value="-0.42"),
        Example("Cohen's d = 0.31", param_value="0.31"),
        Example("Hedges' g of 0.2", param_value="0.2"),
        Example("effect size 0.56", param_value="0.56"),
    ),
    (Not("ESR 12 mm/h", why="a sedimentation rate"), Not("effect sizes in 12 trials", why="no value follows")),
    ParamType.STANDARDIZED_MEAN_DIFFERENCE,
)

MEAN_DIFFERENCE = _named(
    "mean_difference",
    r"""(?: (?:least[-\s]squares?\s+|LS\s+|weighted\s+|estimated\s+|baseline[-\s]adjusted\s+)?
            (?:mean|average)\s+(?:between[-\s]group\s+|group\s+|treatment\s+)?differences? (?:\s+in\s+(?:mean\s+)?change)?
            | mean\s+adjusted\s+differences? | differences?\s+(?:in|of|between)\s+(?:the\s+)?(?:LS\s+|adjusted\s+|least[-\s]squares?\s+)?means? (?:\s+change)?
            | (?:least[-\s]squares?\s+|LS\s+)mean\s+changes?(?:\s+from\s+baseline)?(?=\s(?:vs\.?|versus|compared)\s) | (?-i:W?MDs?|LSMD) )""",
    (
        Example("mean difference -4.2 points", param_value="-4.2", unit="points"),
        Example("adjusted mean difference, 1.9", param_value="1.9", adjusted="adjusted"),
        Example("mean difference between treatment arms (95% confidence interval [CI]) was 1.9", param_value="1.9"),
        Example("MD = 2.40; 95% CI", param_value="2.40"),
        Example("LS mean difference: −0.8", param_value="−0.8"),
        Example("LS mean change vs placebo: 0.3 L", param_value="0.3", unit="L"),
    ),
    (
        Not("12 patients of Mark Smith, MD", why="a doctor"),
        Not("no mean difference in 24 patients", why="the number counts patients"),
        Not("no mean difference compared with the controls (9.7 ± 1.1)", why="the bracket holds a group's own mean"),
    ),
    ParamType.MEAN_DIFFERENCE,
    alone=True,
)

DIFFERENCE = _named(
    "difference",
    r"(?: (?:absolute\s+|risk\s+|estimated\s+|median\s+|percentage\s+|between[-\s]group\s+|treatment\s+){0,3}(?:differences?|risk\s+reduction) | treatment\s+effects? | (?-i:ARD|ARR|RD) )",
    (
        Example("difference −0·5 percentage points, 95% CI", param_value="−0·5", unit="percentage points"),
        Example("risk difference 3.4%", param_value="3.4", unit="%"),
        Example("absolute difference, 12 percentage points", param_value="12"),
        Example("(RD -0.02;", param_value="-0.02"),
        Example("treatment difference 3.1%", param_value="3.1", unit="%"),
        Example("percentage differences of 16.9; 95% CI", param_value="16.9"),
    ),
    (
        Not("the difference in 12 patients", why="the number counts patients"),
        Not("difference 95% CI 1 to 2", why="the number is the level of an interval"),
        Not("a difference of 8/14", why="a share"),
        Not("a difference between the groups, which were 7.3% and 10.5%", why="the groups' own values"),
        Not("no difference in falls: 60 in the splint group versus 48 among controls", why="the groups' own values"),
    ),
    ParamType.DIFFERENCE,
    alone=True,
)

CORRELATION = _named(
    "correlation",
    r"""(?: (?:Pearson'?s?|Spearman'?s?|Kendall'?s?|intraclass|rank|partial)?\s?(?:correlation(?:\s+coefficients?)?)(?:\s+(?-i:r|rho|ρ|τ))?
            | (?:Pearson|Spearman|Kendall)(?:'s)?\s+(?:r|rho|ρ|tau|τ|coefficient) | (?-i:r_?s?|ρ|rho|τ)(?=\s?=) )""",
    (
        Example("(r = -0.45, p", param_value="-0.45"),
        Example("Spearman's rho = 0.31", param_value="0.31"),
        Example("correlation coefficient of 0.52", param_value="0.52"),
    ),
    (
        Not("for = 12", why="r ends a word"),
        Not("correlated with 12 items", why="no coefficient follows"),
        Not("r=0.26-0.28", why="a range of several"),
    ),
    ParamType.CORRELATION,
    at_most_one=True,
)

TEST_STATISTIC = _named(
    "test_statistic",
    r"""(?: (?-i:[tFZzUWHQ])\s?(?:\(\s?\d{1,5}(?:\.\d+)?(?:\s?,\s?\d{1,5}(?:\.\d+)?)?\s?\))?(?=\s?=) | (?:χ\s?[2²]?|chi[-\s]?squared?)\s?(?:\(\s?\d{1,4}\s?\))? )""",
    (
        Example("t(34) = 2.10", param_value="2.10"),
        Example("F(2, 57) = 4.31", param_value="4.31"),
        Example("χ2 = 5.2", param_value="5.2"),
        Example("Z = -1.96", param_value="-1.96"),
    ),
    (Not("at = 3", why="t ends a word"), Not("a chi-square test on 12 patients", why="no value follows")),
    ParamType.TEST_STATISTIC,
)

AUC = _named(
    "auc",
    r"(?: (?-i:AUROC|AUC|ROC[-\s]AUC|C[-\s](?:statistic|index)) | area\s+under\s+the\s+(?:receiver[-\s]operating[-\s](?:characteristic\s)?|ROC\s)curve )",
    (Example("AUC = 0.81", param_value="0.81"), Example("C-statistic 0.72", param_value="0.72")),
    (
        Not("AUC through 24 wk was 129 cells", why="an exposure over time, not a ROC area"),
        Not("mean AUC 564.0 [SD 21]", why="an area of another curve: a ROC area is at most 1"),
    ),
    ParamType.AUC,
    at_most_one=True,
)

R_SQUARED = _named(
    "r_squared",
    r"(?-i:R(?:2|²|\^2))",
    (Example("R2 = 0.34", param_value="0.34"), Example("adjusted R² was 0.21", param_value="0.21")),
    (Not("R2 receptors", why="no value follows"), Not("TNFR2 = 12", why="a receptor")),
    ParamType.R_SQUARED,
    at_most_one=True,
)

NUMBER_NEEDED_TO_TREAT = _named(
    "number_needed_to_treat",
    r"(?: numbers?[-\s]needed[-\s]to[-\s](?:treat|benefit|harm) | (?-i:NNTB?|NNH|NNTH) )",
    (Example("number needed to treat was 14", param_value="14"), Example("NNT = 8 (95% CI", param_value="8")),
    (Not("NNT could not be given", why="no value follows"), Not("the number needed was 14", why="needed for what is not said")),
    ParamType.NUMBER_NEEDED_TO_TREAT,
)

ETA_SQUARED = _named(
    "eta_squared",
    r"(?: partial\s+(?:η|eta)[-\s]?(?:2|²|\^2|squared) | (?:η|eta)\s?(?:2|²|\^2|squared) )",
    (Example("partial η2 = 0.55", param_value="0.55"), Example("partial eta squared = 0.18", param_value="0.18")),
    (Not("η2 receptors in 12", why="no value follows"), Not("beta2 = 0.5", why="another letter")),
    ParamType.OTHER,
    at_most_one=True,
)

RELATIVE_CHANGE = Rule(
    name="relative_change",
    pattern=rf"""(?P<param_value> {SIGNED} ) \s? (?P<unit> % ) \s (?P<param_type_raw> (?:relative\s)? (?:lower|higher|greater|reduced|increased|lesser) \s (?=(?:(?:relative\s)?risks?|odds|hazards?|with|in|for)\b)
        | (?:relative\s)?(?:risk|hazard|odds)\s(?:reduction|increase) | (?:relative\s)?(?:reduction|increase) \s in \s (?:the\s)? (?:relative\s)? (?:risks?|odds|hazards?) )""",
    examples=(
        Example("a 40% lower risk of death", param_value="40", unit="%"),
        Example("was 50% lower with the drug", param_value="50"),
        Example("a 22% reduction in the risk of relapse", param_value="22"),
    ),
    refuses=(Not("40% lower limb injuries", why="a part of the body"), Not("a 25% increase in height", why="a group's own change")),
    values={"param_type": ParamType.OTHER},
)
