"""The statistics that a table's heads, captions and footnotes name: "mean (SD)", "n (%)", "median [IQR]", "HR (95% CI)", "P value".

A head, a row's label or a sentence of a caption is read on its own. `values["says"]` is what the term says of the numbers below it.
"""

from enum import StrEnum

from extractors.rule import Example, Not, Rule
from schemas.vocabulary import ParamType


class Says(StrEnum):
    """What a term of a head says that a number is."""

    MEAN = "mean"
    LEAST_SQUARES_MEAN = "least_squares_mean"
    GEOMETRIC_MEAN = "geometric_mean"
    MEDIAN = "median"
    COUNT = "count"
    PERCENT = "percent"
    RATE = "rate"
    SD = "sd"
    SE = "se"
    IQR = "iqr"
    RANGE = "range"
    CI = "ci"
    P = "p"
    ESTIMATE = "estimate"
    TEST = "test"
    LOWER = "lower"
    UPPER = "upper"
    SIZE = "size"


def _term(
    name: str, says: Says, pattern: str, examples: tuple[Example, ...], refuses: tuple[Not, ...], **values: ParamType
) -> Rule:
    return Rule(f"head_{name}", pattern, examples, refuses, {"says": says, **values})


def _estimate(
    name: str, param_type: ParamType | None, pattern: str, examples: tuple[Example, ...], refuses: tuple[Not, ...]
) -> Rule:
    return Rule(f"head_{name}", f"(?P<raw> {pattern} )", examples, refuses, {"says": Says.ESTIMATE, "param_type": param_type})


HEAD_SIZE = _term(
    "size", Says.SIZE, r"[(\[,:;/-]? \s? (?: (?<!\w) [nN] (?: (?:o\.?)? s? | \d ) | (?-i: (?<= [A-Z\d] ) n ) ) \s? = \s? (?P<n> \d{1,3}(?:,\d{3})+ | \d{1,7} ) (?! [\d.] | \s?% ) (?: \s? (?:patients|participants|subjects|women|men|children|eyes|knees) )? (?: (?: \s? [;,/] \s? (?: \d{1,4} \s? (?:(?:fe)?males?|(?:wo)?men|boys|girls|(?-i:[MF])) | (?:(?:fe)?males?|(?:wo)?men|(?-i:[MF])) \s? [=:]? \s? \d{1,4} ) ){1,2} (?= \s? [)\]] ) )? \s? [)\],]?",
    (Example("MSC (n = 27)", n="27"), Example("Placebo (n = 20; 12 females)", n="20"), Example("MSC (n=20; 5 M/15 F)", n="20"), Example("Placebo n=1,148", n="1,148"), Example("Overall, N = 54", n="54"), Example("Group Pn = 60", n="60"), Example("Completers (n1 = 187)", n="187")),
    (Not("n (%)", why="a statistic"), Not("mean = 5", why="no size")),
)  # fmt: skip

HEAD_P = _term(
    "p", Says.P, r"(?<![\w./+&-]) (?-i:[Pp]|P\s?-?\s?) (?: (?: [-\s]{0,2}(?:values?|vals?\.?|levels?) ) | (?= \s* (?: $ | [)\]*†‡,;=<] | (?<= ^ \W* p ) \s* \( [^()]{1,40} \) \s* $ | \(? (?:for\s|between|within|of\s|vs\.?|two|2(?!\.?\d)|trend|interaction|group|time|adj|unadj|log) ) ) ) | \bprobability\b (?= \s*$ ) | \bsig(?:nificance|\.)? (?= \s*(?:level|\([^)]*\))?\s*$ )",
    (Example("P-value"), Example("p"), Example("P value (two-sided)"), Example("p for interaction"), Example("P (CG vs IG)"), Example("p group"), Example("Diff. (P)"), Example("Significance")),
    (Not("Placebo", why="an arm"), Not("Patients", why="people"), Not("Vitamin P intake", why="a name"), Not("substance P (pg/mL)", why="a name"), Not("mEOC+P group", why="an arm"), Not("Group P2.5", why="an arm")),
)  # fmt: skip

HEAD_LEAST_SQUARES_MEAN = _term(
    "least_squares_mean", Says.LEAST_SQUARES_MEAN, r"\b (?: LS | LSM | least[-\s]squares? | estimated\smarginal | adjusted ) [-\s]? means? (?!\s(?:change\s)?difference) \b",
    (Example("LS mean (SE)"), Example("Adjusted mean"), Example("Estimated marginal means")),
    (Not("Mean", why="a plain mean"), Not("LS", why="no mean"), Not("Adjusted mean difference", why="a comparison")),
)  # fmt: skip

HEAD_GEOMETRIC_MEAN = _term(
    "geometric_mean", Says.GEOMETRIC_MEAN, r"\b (?: geometric[-\s]means? | GM[CT]s? ) \b (?! \s?ratio )",
    (Example("Geometric mean (95% CI)"), Example("GMT")), (Not("Geometric mean ratio", why="a comparison"), Not("Mean", why="a plain mean")),
)  # fmt: skip

HEAD_MEAN = _term(
    "mean", Says.MEAN, r"(?<! geometric[-\s] | squares?[-\s] | \bLS[-\s] | marginal[-\s] | adjusted\s ) (?: \b means? \b (?! \s (?:group\s|between[-\s]group\s|change\s)?differences? | \sarterial | \scorpuscular | \sblood\s(?:pressure|glucose) | \scell\b | \splatelet | \sranks?\b ) | \b averages? \b (?= \s*[(±,] | \s*$ ) | (?-i:\bM\b) (?= \s?[(±] \s?(?:±\s?)?S | \s?,\sSD ) | (?-i:(?<![\w])[xX]\s?[̄¯]) | \barithmetic\smeans?\b )",
    (Example("Mean (SD)"), Example("mean ± SD"), Example("M (SD)"), Example("x¯ ± SD"), Example("Age (mean, years)"), Example("values are means")),
    (Not("Geometric mean", why="another mean"), Not("Mean difference", why="a comparison"), Not("Mean arterial pressure", why="an outcome"), Not("meaning", why="a word")),
)  # fmt: skip

HEAD_MEDIAN = _term(
    "median", Says.MEDIAN, r"\b (?: medians? (?! \s(?:group\s)?differences?|\snerve ) | (?-i:Mdn|Med) (?= \s?[(\[]|$ ) ) \b",
    (Example("Median [IQR]"), Example("age, median (range)")), (Not("median nerve conduction", why="a nerve"), Not("Mean", why="a mean")),
)  # fmt: skip

HEAD_SD = _term(
    "sd", Says.SD, r"(?<![\w]) (?: (?-i:s\.?d\.?|S\.?D\.?s?|Sd|StD|Std) (?![\w]) | std\.?\s?dev(?:iation)?s?\.? | standard\s(?:deviations?|dev\.?) | st\.?\s?dev\.? )",
    (Example("mean (SD)"), Example("± s.d."), Example("standard deviation")), (Not("LSD", why="another word"), Not("standard error", why="the error")),
)  # fmt: skip

HEAD_SE = _term(
    "se", Says.SE, r"(?<![\w]) (?: (?-i:SEMs?|S\.E\.M\.?|SEs?|S\.E\.|s\.e\.(?:m\.?)?|sem|se|SEm) (?![\w]) | standard\serrors?(?:\sof\sthe\smeans?|\sof\smeans?)? | std\.?\s?err(?:or)?s?\.? )",
    (Example("mean ± SEM"), Example("β (SE)"), Example("Standard error of the mean")), (Not("SERVQUAL", why="a name"), Not("SD", why="a deviation")),
)  # fmt: skip

HEAD_IQR = _term(
    "iqr", Says.IQR, r"(?<![\w]) (?: (?-i:IQRs?|I\.Q\.R\.?|IR(?=[)\]])|QR(?=[)\]])) (?!\w) | inter[-\s]?quartile(?:s|\sranges?|\sintervals?)? | (?<= [(\[,;/] | [(\[,;/]\s | \b(?:lower|upper|first|third|and|with)\s | ^ ) quartiles? | (?:25th?|25\s?%) [^\w]{1,4} (?:and\s|to\s)?(?:50th?[^\w]{1,4})? (?:75th?|75\s?%) (?:\spercentiles?|\squartiles?)? | (?-i:P25|Q1|Q25) [^\w]{1,4} (?-i:P75|Q3|Q75) | lower\squartile[^\w]{1,4}(?:and\s)?upper\squartile )",
    (Example("median [IQR]"), Example("median (25th, 75th percentile)"), Example("Interquartile range"), Example("Median (Q1–Q3)")),
    (Not("range", why="the full range"), Not("Quarterly", why="a time"), Not("each altitude quartile", why="a fourth of the people")),
)  # fmt: skip

HEAD_RANGE = _term(
    "range", Says.RANGE, r"(?<! quartile\s | quartile- | normal\s | reference\s ) \b (?: ranges? (?! \sof\s(?:motion|movement) ) | min(?:imum|\.)?\s?[-,;/–]{1,2}\s?max(?:imum|\.)? | minimum\s(?:and|to)\smaximum | extremes ) (?!\w)",
    (Example("median (range)"), Example("Mean (min, max)"), Example("Min–Max")), (Not("range of motion", why="an outcome"), Not("normal range", why="no result"), Not("interquartile range", why="quartiles")),
)  # fmt: skip

HEAD_CI = _term(
    "ci", Says.CI, r"(?: (?P<ci_percent> \d{2}(?:\.\d{1,2})? ) \s? % \s?-?\s? )? (?<![\w]) (?: (?-i:C\.?I\.?s?|CrI|CL(?=\s*[)\]%,;/]|\s*$)) (?![\w]) | confidence\s(?:intervals?|limits?|ranges?|bounds?) | credible\sintervals? | conf\.?\s?int(?:erval|\.)? ) (?: \s?[,(=]?\s?[(\[]?\s? (?P<ci_percent> \d{2} ) \s?% [)\]]? )? (?: \s?[(\[](?-i:CI)[)\]] )? | (?P<ci_percent> 9[059] ) \s?% (?= \s*$ | \s*[)\]] )",
    (Example("HR (95% CI)", ci_percent="95"), Example("95 % confidence interval", ci_percent="95"), Example("CI (95%)", ci_percent="95"), Example("C.I.", ci_percent=None)),
    (Not("CIMT", why="a name"), Not("95 patients", why="people"), Not("CL diameter", why="an outcome")),
)  # fmt: skip

HEAD_PERCENT = _term(
    "percent", Says.PERCENT, r"(?<! \d | \d\s ) % (?! \s?(?:CI|C\.I|confidence|predicted|of\spredicted|change|reduction|weight|body|fat|increase|decrease|difference|inhibition|improvement|of\b) ) | \b (?: percent(?:age)?s? | per\scent | (?P<of_one> proportions? ) ) \b (?! \s(?:change|reduction|body|fat|predicted|increase|decrease|weight|difference|inhibition) )",
    (Example("n (%)"), Example("Percentage"), Example("No. (percent)"), Example("n (proportion)", of_one="proportion")), (Not("95% CI", why="a level"), Not("% predicted", why="a unit"), Not("percent change", why="a change")),
)  # fmt: skip

_PEOPLE = r"(?:patients|participants|subjects|women|men|children|people|cases|events|deaths|individuals|infants|eyes|respondents|adverse\sevents)"
_AFFECTED = r"(?: \s (?:with|reporting|experiencing|having|affected\sby) \s (?:an?\s|any\s|at\sleast\sone\s)? (?:adverse\s)? (?:events?|(?-i:AEs?)|reactions?|side\seffects?|symptoms?) \b )"
HEAD_COUNT = _term(
    "count", Says.COUNT, rf"""(?<![\w.=]) (?: (?-i:[nN]) (?! \s?=\s?\d | [\w-] | \s?/\s?(?:m|kg|L) | \.\d ) \.? | (?-i:Nos?\.|Nos?(?= \s*(?: $ | [(\[,;/%] | of\s | and\s | {_PEOPLE} ) )|nos?\.|no(?=\s?[(\[]\s?%)|nr\.?) (?! \w ) (?! \s(?:evidence|change|difference|treatment|therapy|history|prior|previous|pain|symptoms?|response) ) (?: \s?of\s {_PEOPLE} {_AFFECTED}? )?
        | numbers? \b (?: \s?of\s (?:(?:randomi[sz]ed|treated|all|affected)\s)? {_PEOPLE} {_AFFECTED}? | (?= \s*(?:$|[(\[,;]) | \s(?:and|or)\s(?:percent|%|\() | \s(?:improving|affected|reporting) ) ) | \# (?!\w) | frequenc(?:y|ies) (?= \s*(?:$|[(\[]) ) | counts? (?= \s*(?:$|[(\[]\s?%) )
        | {_PEOPLE} {_AFFECTED}? (?= \s?[(\[,]\s?% ) | (?<= % \s? [(\[] \s? ) (?:events?|cases|number|frequency) \b )""",
    (Example("n (%)"), Example("No. (%)"), Example("Number (percentage)"), Example("No. of patients"), Example("Patients (%)"), Example("Number of subjects with events (%)"), Example("% (Events)")),
    (Not("n = 27", why="a size"), Not("No treatment", why="an arm"), Not("No depression, %", why="a group"), Not("10 N/m", why="a unit"), Not("number of days", why="an outcome")),
)  # fmt: skip

HEAD_RATE = _term(
    "rate", Says.RATE, r"\b (?: (?:incidence|event)\s(?:density|rates?) | rates? (?= \s?[(\[]?\s?(?:per|/) ) | per\s(?:\d{1,3}[,\s]?)?\d{0,3}\s?(?:person|patient)[-\s]?(?:years?|months?|days?|time) )",
    (Example("Incidence rate"), Example("Rate (per 100 person-years)")), (Not("heart rate", why="an outcome"), Not("live birth rate", why="a share")),
)  # fmt: skip

HEAD_TEST = _term(
    "test", Says.TEST, r"^ \s* (?: (?-i:[tTFfZzUHWQ]|χ²|χ2|X²|X2|x²|df|d\.f\.|DF|LR)(?:[-\s]?(?:values?|statistics?|tests?|ratios?|scores?(?=\s*$)))? (?: \s?[(\[](?: (?P<p_beside> p(?:[-\s]value)? ) | (?:df|d\.f\.)?[^)\]]{0,12} )[)\]] )? | chi[-\s]?squared?(?:\stest|\sstatistic)? | wald(?:\sχ²|\schi-square|\stest)? | test\sstatistics? | degrees\sof\sfreedom | (?:estimated\s)?power | (?-i:ICC) ) \s* $",
    (Example("t"), Example("F value"), Example("χ²"), Example("df"), Example("Chi-square"), Example("t(P)", p_beside="P")), (Not("T0", why="a time"), Not("Treatment", why="an arm"), Not("t1/2 (h)", why="an outcome")),
)  # fmt: skip

HEAD_LOWER = _term(
    "lower", Says.LOWER, r"^ \W* (?: lower | low | inferior | lcl | LL | (?:95\s?%\s?)?CI\s?-?\slow(?:er)? | (?P<extreme> minimum | min\.? ) ) (?: \s(?:limit|bound|ci|value|95\s?%\sci|(?:95\s?%\s)?confidence\slimit) )? \W* $",
    (Example("Lower"), Example("lower limit"), Example("Minimum value", extreme="Minimum")), (Not("Lower limb strength", why="an outcome"), Not("Low dose", why="an arm")),
)  # fmt: skip

HEAD_UPPER = _term(
    "upper", Says.UPPER, r"^ \W* (?: upper | high(?:er)? | superior | ucl | UL | (?:95\s?%\s?)?CI\s?-?\s(?:upper|high) | (?P<extreme> maximum | max\.? ) ) (?: \s(?:limit|bound|ci|value|95\s?%\sci|(?:95\s?%\s)?confidence\slimit) )? \W* $",
    (Example("Upper"), Example("upper limit"), Example("Max.", extreme="Max.")), (Not("Upper limb strength", why="an outcome"), Not("High dose", why="an arm")),
)  # fmt: skip

HEAD_SEVERAL = _estimate(
    "several", None, r"HR\s?/\s?OR | OR\s?/\s?HR | OR\s?/\s?RR | RR\s?/\s?OR | effect\s(?:sizes?|estimates?) (?! \s?\(?d\b) | (?<!\w)(?-i:ES)(?!\w) | (?:treatment|intervention)\seffects? | ^\s*(?:point\s)?estimates?\s*(?=$|[(\[,]) | parameter\sestimates?",
    (Example("HR/OR", raw="HR/OR"), Example("Effect size"), Example("Estimate (SE)")), (Not("HR", why="one kind"), Not("Estimated blood loss", why="an outcome")),
)  # fmt: skip
HEAD_HAZARD_RATIO = _estimate(
    "hazard_ratio", ParamType.HAZARD_RATIO, r"(?<![\w/]) (?-i:[ac]?HRs?|SHR)(?![\w/]) (?! \s?\(?\s?(?:bpm|beats|/\s?min) | \s(?:recovery|peak|max|rest|reserve|variab|respons|at\b|during|after|before|increas|decreas|chang) ) | (?:adjusted\s|unadjusted\s|crude\s)?hazards?\sratios?(?:\s?\(HR\))?",
    (Example("HR (95% CI)", raw="HR"), Example("Adjusted hazard ratio")), (Not("HR (bpm)", why="the heart's rate"), Not("HR recovery 1st min", why="the heart's rate"), Not("HRQoL", why="a name")),
)  # fmt: skip
HEAD_ODDS_RATIO = _estimate(
    "odds_ratio", ParamType.ODDS_RATIO, r"(?<![\w/]) (?-i:[ac]?ORs?|AOR|COR|Exp\s?\(B\))(?![\w/]) (?! \s(?:not|the|a|any)\b ) | (?:adjusted\s|unadjusted\s|crude\s)?odds[-\s]ratios?(?:\s?\(OR\))?",
    (Example("OR (95% CI)", raw="OR"), Example("aOR"), Example("Odds ratio")), (Not("men or women", why="a word"), Not("ORR", why="a response rate")),
)  # fmt: skip
HEAD_RISK_RATIO = _estimate(
    "risk_ratio", ParamType.RISK_RATIO, r"(?<![\w/]) (?-i:[ac]?RRs?|ARR(?=\s?\())(?![\w/]) (?! \s?\(?\s?(?:mmHg|bpm|breaths|/\s?min|interval) ) | (?:adjusted\s|unadjusted\s|crude\s)?(?:risk\sratios?|relative\srisks?|prevalence\sratios?)(?:\s?\(RR\))?",
    (Example("RR (95% CI)", raw="RR"), Example("Relative risk")), (Not("RR interval", why="of the heart"), Not("RR (breaths/min)", why="breathing")),
)  # fmt: skip
HEAD_RATE_RATIO = _estimate(
    "rate_ratio", ParamType.RATE_RATIO, r"(?<!\w) (?-i:a?IRRs?)(?!\w) | (?:incidence\s)?rate\sratios?(?:\s?\(I?RR\))?",
    (Example("IRR", raw="IRR"), Example("Rate ratio (95% CI)", raw="Rate ratio")), (Not("Rate", why="a rate"), Not("Ratio", why="of what?")),
)  # fmt: skip
HEAD_MEAN_RATIO = _estimate(
    "mean_ratio", ParamType.GEOMETRIC_MEAN_RATIO, r"(?<!\w) (?-i:GMRs?)(?!\w) | (?:geometric\s)?mean\sratios?|ratios?\sof\s(?:the\s)?(?:adjusted\s)?geometric\s(?:LS\s)?means?",
    (Example("GMR (90% CI)", raw="GMR"), Example("Geometric mean ratio")), (Not("Geometric mean", why="one group's"), Not("GMFM", why="a scale")),
)  # fmt: skip
HEAD_STANDARDIZED_DIFFERENCE = _estimate(
    "standardized_difference", ParamType.STANDARDIZED_MEAN_DIFFERENCE, r"(?<!\w) (?-i:SMDs?)(?!\w) | standardi[sz]ed\s(?:mean\s)?differences? | (?:cohen'?s|hedges'?)\s(?-i:[dg])(?!\w) | effect\ssize\s?\(?(?:cohen'?s\s)?(?-i:d)\b\)?",
    (Example("SMD", raw="SMD"), Example("Cohen's d")), (Not("Mean difference", why="not standardised"), Not("standardised score", why="an outcome")),
)  # fmt: skip
HEAD_MEAN_DIFFERENCE = _estimate(
    "mean_difference", ParamType.MEAN_DIFFERENCE, r"(?<!\w) (?-i:MDs?|WMD)(?!\w) (?= \s?[(\[,] | \s*$ ) | (?:adjusted\s|unadjusted\s|crude\s|LS\s|least[-\s]squares?\s|estimated\s|weighted\s)* mean\s(?:between[-\s]group\s|group\s|treatment\s|change\s|intergroup\s)?differences?(?!\sfrom\sbaseline) | differences?\s(?:in|between|of)\s(?:the\s)?(?:group\s|adjusted\s|LS\s|least[-\s]squares\s)?means?",
    (Example("Mean difference (95% CI)", raw="Mean difference"), Example("MD"), Example("Difference between means"), Example("Adjusted mean difference")),
    (Not("Mean", why="one group's"), Not("MDA (nmol/L)", why="an outcome"), Not("mean difference from baseline", why="a change")),
)  # fmt: skip
HEAD_DIFFERENCE = _estimate(
    "difference", ParamType.DIFFERENCE, r"(?<! mean\s | group\s | change\s | treatment\s | standardised\s | standardized\s | median\s ) (?<!\w) (?: (?-i:RDs?|ARD)(?!\w) | (?:absolute\s|adjusted\s|unadjusted\s|crude\s|net\s|estimated\s|risk\s|treatment\s|between[-\s]?groups?\s|inter-?group\s|group\s|median\s)* (?:differences?|diff\.?(?![a-z])|incremental\s(?:costs?|effects?|benefits?|utilit(?:y|ies)|QALYs?)(?!-)) (?! \s?(?:from|to|vs\.?|versus)\s(?:the\s)?(?:baseline|pre) | \s(?:in|between|of)\s(?:the\s)?(?:group\s)?means? | \sbetween\s(?:pre|baseline|before) ) )",
    (Example("Difference (95% CI)", raw="Difference"), Example("Risk difference"), Example("Between-group difference"), Example("Treatment difference"), Example("Incremental cost")),
    (Not("Incremental cost-effectiveness ratio", why="a ratio"), Not("difference from baseline", why="a change"), Not("Indifference", why="another word"), Not("differential count", why="another word")),
)  # fmt: skip
HEAD_BETA = _estimate(
    "beta", ParamType.BETA, r"(?<![\w-]) (?: (?: (?-i:[βΒ]) | (?<= ^ \s* )(?-i:[Bb]) ) (?![\w-]) (?= \s*$ | \s?[(\[,] | \scoef | \sestimate ) | beta (?! \s?[-]?\s?(?:blockers?|cells?|agonists?|carotene|hCG|thalass) | -? ) (?= \s*$|\s?[(\[,]|\scoef ) | (?:standardi[sz]ed\s|unstandardi[sz]ed\s|adjusted\s|regression\s)*coeff?(?:icients?|\.)?(?:\s?\([βbB]\))? (?! \sof\svariation ) | slope (?=\s*$|\s?[(\[]) )",
    (Example("β", raw="β"), Example("B (SE)", raw="B"), Example("Regression coefficient"), Example("Coefficient (95% CI)")),
    (Not("Beta-blockers", why="a drug"), Not("Arm B (n = 62)", why="an arm"), Not("B12 (pg/mL)", why="a vitamin")),
)  # fmt: skip
HEAD_CORRELATION = _estimate(
    "correlation", ParamType.CORRELATION, r"^ \s* (?-i:[rRρ]|rho|Rho|rs) (?: \s?[-]?\s?values? )? \s* $ | (?:pearson'?s?|spearman'?s?)\s(?:\w+\s){0,2}(?-i:[rρ]|rho|correlation|coefficient)(?!\w) | correlation\scoefficients?",
    (Example("r", raw="r"), Example("Pearson r"), Example("Correlation coefficient")), (Not("R2", why="its square"), Not("rate", why="another word")),
)  # fmt: skip

TERMS = (
    HEAD_SIZE, HEAD_P, HEAD_SEVERAL, HEAD_HAZARD_RATIO, HEAD_ODDS_RATIO, HEAD_RISK_RATIO, HEAD_RATE_RATIO, HEAD_MEAN_RATIO, HEAD_STANDARDIZED_DIFFERENCE,
    HEAD_MEAN_DIFFERENCE, HEAD_DIFFERENCE, HEAD_BETA, HEAD_CORRELATION, HEAD_TEST, HEAD_LOWER, HEAD_UPPER, HEAD_LEAST_SQUARES_MEAN, HEAD_GEOMETRIC_MEAN,
    HEAD_MEAN, HEAD_MEDIAN, HEAD_SD, HEAD_SE, HEAD_IQR, HEAD_RANGE, HEAD_CI, HEAD_COUNT, HEAD_RATE, HEAD_PERCENT,
)  # fmt: skip
"""All terms; where two overlap the one that begins first counts, of those the longer one."""
