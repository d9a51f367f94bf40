"""A group's own results: "49.43 ± 4.53", "median 10.5 (IQR 9.0–12.0)", "20/21 (95.2%)", "55 [41%] of 135", "33%", "1.1 vs. 0.6"."""

from extractors.fragments import DIGITS, NUM, SIGNED, UNIT_WORD
from extractors.rule import Example, Not, Rule
from extractors.rules.participants import COUNT
from schemas.vocabulary import MeasurementParamType

_WHOLE = rf"(?<![\w.,/·-]) {DIGITS} (?![\w]|[.,]\d)"
_UNIT_AFTER = (
    r"(?: points? | [A-Za-zµμ]{1,5} / [A-Za-z\d]{1,6} (?: / [A-Za-z\d]{1,6} )? | mmHg | mg | mL | ml | mm | cm | kg ) (?! [\w/] )"
)
"""A unit that stands after a value's bracket: none that could be a time or a thing counted."""
_TO = r"(?: \s* (?:to|and) \s* | \s* [-,;] \s* )"

MEAN_DISPERSION = Rule(
    name="mean_dispersion",
    pattern=rf"""(?P<param_value> {SIGNED} ) (?: \s? (?P<unit> {UNIT_WORD} ) )? ,? \s? (?: [(\[] \s* )?
        (?: (?P<dispersion_word> SDs? | SEMs? | SEs? | s\.d\. | s\.e\.(?:m\.)? | standard\s(?:deviation|error(?:\sof\sthe\smean)?) ) \s? [:=,]? \s? (?: ± | \+/?- )? | ± | \+/- | -/\+ | \+- ) \s*
        (?P<dispersion_value> {NUM} ) (?! \d | \.\d | \s?[×x]\s?10 ) (?: \s? (?P<unit> {UNIT_WORD} ) )?""",
    examples=(
        Example("49.43 ± 4.53", param_value="49.43", dispersion_value="4.53"),
        Example("3.7% ± 23.1%", param_value="3.7", dispersion_value="23.1"),
        Example("- 9.2% ± 18.2%", param_value="- 9.2", dispersion_value="18.2"),
        Example("1,907 SD ± 878", param_value="1,907", dispersion_word="SD", dispersion_value="878"),
        Example("placebo 1.1 SD 10.2", param_value="1.1", dispersion_value="10.2"),
        Example("−15·1% (SE 2·1)", param_value="−15·1", dispersion_word="SE", dispersion_value="2·1"),
        Example("241.0-/+63.1", param_value="241.0", dispersion_value="63.1"),
        Example("59 ±13 years", param_value="59", dispersion_value="13", unit="years"),
    ),
    refuses=(
        Not("0.47 ± 0.15 × 10", why="a dose with an exponent"),
        Not("12 (SDMT 30)", why="a test's name"),
        Not("pain was 5,3 ± 1,2", why="decimal commas"),
    ),
    values={"param_type": MeasurementParamType.MEAN},
)

VALUE_WITH_BOUNDS = Rule(
    name="value_with_bounds",
    pattern=rf"""(?: (?P<statistic> medians? | means? | average ) \s (?: (?:of|was|were|value|duration|time|age|score|level|[(\[])\s? ){{0,3}} )? (?P<param_value> {SIGNED} )
        (?: \s? (?P<unit> {UNIT_WORD} ) )? ,? \s? (?: [(\[] \s* )? (?P<bounds_word> IQR | inter-?quartile\s?-?ranges? | range[d]? | quartiles? | Q1\s?-\s?Q3 | min(?:imum)?\s?-\s?max(?:imum)? ) (?: \s? [:=,] | \sfrom )? \s? (?: [(\[] \s* )?
        (?P<dispersion_lower_limit> {SIGNED} ) (?: \s? {UNIT_WORD} )? {_TO} (?P<dispersion_upper_limit> [-+]? (?: \d{{1,3}},\d{{4,7}}(?![\d,]) | {NUM} (?!,\d) ) ) (?! \.\d | \d ) (?: \s? (?P<unit> {UNIT_WORD} ) )?""",
    examples=(
        Example("median 40.5, IQR 12.0, 1,2345", dispersion_lower_limit="12.0", dispersion_upper_limit="1,2345"),
        Example(
            "median 10.5, IQR 9.0, 12.0",
            statistic="median",
            param_value="10.5",
            dispersion_lower_limit="9.0",
            dispersion_upper_limit="12.0",
        ),
        Example("median 11 days, IQR 11.0 to 13.0", param_value="11", unit="days", dispersion_upper_limit="13.0"),
        Example("34.3 years (range, 21 to 44 years)", param_value="34.3", bounds_word="range", dispersion_lower_limit="21"),
        Example("12.0, IQR 11.0, 12.0", param_value="12.0", bounds_word="IQR"),
        Example("76 years (range 66–87 years)", param_value="76", dispersion_upper_limit="87"),
    ),
    refuses=(Not("range 66-87 years", why="no central value"), Not("in a range of 3 to 5", why="no central value")),
)

_COUNTED = r"(?: cases? | events? | episodes? | patients? | participants? | subjects? | women | men | children | deaths? | failures? | successes | responders? | relapses? )"
"""What is counted in "7 cases out of 192": no time, dose or score."""

_OF_WHOLE = rf"(?: (?:out\s)?of \s (?: the\s | all\s | these\s | a\stotal\sof\s | \w+\s )? | from \s (?: the\s | all\s | originally\s )? (?= {COUNT} \s (?:patients|women|men|participants|subjects|children)\b ) )"

COUNT_OF_TOTAL = Rule(
    name="count_of_total",
    pattern=rf"""(?: (?<! \b(?:[Gg]rades?|[Pp]hases?|[Tt]oxicity|kinases?) \s ) (?! 0\d ) (?P<numerator> {_WHOLE} ) \s? / \s? (?! 0\d ) (?P<denominator> {DIGITS} ) (?! [\w/] | \.\d | \s?(?:mg|mmHg|mm\sHg|mcg|[µμ]g|ml|IU|HLA|eyes?\b|vision) )
          | (?P<numerator> {COUNT} ) \s {_OF_WHOLE} (?P<denominator> {COUNT} ) (?! -(?:day|week|month|hour|year) )
          | (?P<numerator> {COUNT} ) \s {_COUNTED} \s out\sof \s (?: the\s | all\s )? (?P<denominator> {COUNT} ) )
        (?: \s? = \s? (?P<param_value> {NUM} ) \s?% | (?: \s (?: (?! (?:vs|versus|v|and|or|compared|than|with|in)\b ) [A-Za-z][\w-]* \s? ){{1,3}} )? \s? [(\[,;] {{1,2}} \s? [(\[]? (?P<param_value> {NUM} ) \s?% )?
        | (?P<numerator> {COUNT} ) \s? [(\[] \s? (?P<param_value> {NUM} ) \s?% \s? [)\]] \s {_OF_WHOLE} (?P<denominator> {COUNT} )""",
    examples=(
        Example("20/21 (95.2%)", numerator="20", denominator="21", param_value="95.2"),
        Example("7/18", numerator="7", denominator="18", param_value=None),
        Example("55 [41%] of 135 patients", numerator="55", denominator="135", param_value="41"),
        Example("3 of 5 patients", numerator="3", denominator="5"),
        Example("four out of five patients", numerator="four", denominator="five"),
        Example("Three from 20 women", numerator="Three", denominator="20"),
        Example("28 of 334 (8%)", numerator="28", denominator="334", param_value="8"),
        Example("517 of 2073 patients (25%)", numerator="517", denominator="2073", param_value="25"),
        Example("was rare (9/36 = 25.0%)", numerator="9", denominator="36", param_value="25.0"),
        Example("9 failures out of 150 infusions (6%)", numerator="9", denominator="150", param_value="6"),
        Example("18 (17%) of 103 vs 30 (30%) of 101", numerator="18", denominator="103", param_value="17"),
        Example("18 of 103 vs 30 (30%)", numerator="18", denominator="103", param_value=None),
    ),
    refuses=(
        Not("140/90 mmHg", why="a blood pressure"),
        Not("1,500/75 mg", why="a dose"),
        Not("14/03/2020", why="a date"),
        Not("grant 01/001", why="a number of a file: counts begin with no nought"),
        Not("2 mg/kg", why="a dose"),
        Not("grade 3/4 in arm A, 16%", why="two grades of toxicity"),
        Not("one of the patients", why="no total"),
        Not("3 weeks out of 12", why="a time"),
        Not("on day 2 of each 21-day cycle", why="a day of a cycle"),
        Not("cyclin-dependent kinase 4/6", why="names of two enzymes"),
    ),
    values={},
)

COUNT_WITH_PERCENT = Rule(
    name="count_with_percent",
    pattern=rf"(?<! \b(?:months?|weeks?|days?|years?|visits?|cycles?|grades?|stages?)\s ) (?P<numerator> {COUNT} ) \s (?: (?:[a-zA-Z+/-]+\s){{0,4}} )? [(\[] \s? (?P<param_value> {NUM} ) \s?% \s? [)\];,]",
    examples=(
        Example("12 [43%]", numerator="12", param_value="43"),
        Example("seven (33%) patients", numerator="seven", param_value="33"),
        Example("Twelve patients (2.9%)", numerator="Twelve", param_value="2.9"),
    ),
    refuses=(
        Not("12 (43)", why="nothing says percent"),
        Not("at month 6 (61%)", why="a time"),
        Not("6.5 (12%)", why="no whole number"),
    ),
    values={"param_type": MeasurementParamType.PERCENT},
)

PERCENT_WITH_COUNT = Rule(
    name="percent_with_count",
    pattern=rf"(?P<param_value> {NUM} ) \s? % \s? [(\[] \s? (?:n\s?=\s?)? (?P<numerator> {DIGITS} ) \s? (?: / | \sof\s ) \s? (?P<denominator> {DIGITS} ) \s? [)\]]",
    examples=(
        Example("57% (8/14)", param_value="57", numerator="8", denominator="14"),
        Example("8.4% (23 of 274)", numerator="23"),
    ),
    refuses=(Not("57% (SD 8)", why="a dispersion"), Not("8% (95% CI)", why="a level")),
    values={"param_type": MeasurementParamType.PERCENT},
)

PERCENT_OF_TOTAL = Rule(
    name="percent_of_total",
    pattern=rf"(?P<param_value> {NUM} ) \s? % \s of \s (?: the\s | all\s )? (?P<denominator> {DIGITS} ) (?! [\w%] | [.,]\d )",
    examples=(Example("(34.3% of 99 for the lower dose", param_value="34.3", denominator="99"),),
    refuses=(Not("34% of patients", why="no total"), Not("5% of 2.5 mg", why="no whole number")),
    values={"param_type": MeasurementParamType.PERCENT},
)

PERCENT = Rule(
    name="percent",
    pattern=rf"(?<! [<>≤≥Δ]\s? ) (?<! (?:[<>≤≥]|Δ\s?=)\s ) (?<! \d\s?- ) (?<! [<>] \s? or \s? = \s? ) (?<! [a-z]caine \s [(\[] ) (?P<param_value> {SIGNED} ) \s? (?P<unit> % | per\s?cent\b ) (?! \s?-\s?\d | \s (?:or|and)\s(?:more|greater|less|higher|lower|above|over) | \s?(?:of\sthe\splanned|was\sset|was\sconsidered|threshold|cut-?off|margin|sample) | \s?-?\s? (?: [\[(]?CI\b|C\.I|CrI|confidence|credib|power|conf\b|saline|dextrose|NaCl|sodium|ethanol|DMSO|albumin|glycer|formalin|[a-z]{{2,14}}caine\b|pure|purity|solution|cream|gel|w/|v/) | \s?± | \s?\)\s (?:patients\s|participants\s)? (?:in\s(?:each|both)\s(?:groups?|arms?)\s)? (?: completed\s(?:the\s)?(?:study|trial) | entered\s | (?:were|was)\s(?:included\sin | randomi[sz]ed | enrolled | recruited | eligible | available) ) )",
    examples=(
        Example("in 33% of patients", param_value="33"),
        Example("65 percent of them", param_value="65"),
        Example("(–15·1%)", param_value="–15·1"),
    ),
    refuses=(
        Not("95% CI 1 to 2", why="a level"),
        Not("0.9% saline", why="a concentration"),
        Not("0.25% ropivacaine", why="a concentration"),
        Not("levobupivacaine (0.25%)", why="a concentration"),
        Not("> or =85% of the dose", why="a threshold"),
        Not("95% [CI] 1 to 2", why="a level"),
        Not("80% power", why="a design figure"),
        Not("stenosis (≥70%)", why="a threshold"),
        Not("50% or more", why="a threshold"),
        Not("31 (84%) completed the trial", why="how many stayed in the trial"),
    ),
    values={"param_type": MeasurementParamType.PERCENT},
)

STATISTIC_VALUE = Rule(
    name="statistic_value",
    pattern=rf"""\b (?P<statistic> medians? | means? | average ) \s (?: (?!±|\(SD) [A-Za-z][\w/-]{{0,24}} \s ){{0,5}}? (?: (?:was|were|of|is|=|:|\() \s? (?:about\s|only\s)? )? (?<! \b(?:at|through|after|from|to|within|over|until|day|week|month|year|the|and|grade|type|phase)\s ) (?P<param_value> {SIGNED} ) (?! \s?% | \.\d | \d | [A-Z] | \s?[±(\[/-] | \s?(?:vs|versus|to\s\d) )
        (?: \s? (?P<unit> {UNIT_WORD} ) )? (?! \s?(?: ± | [(\[]\s?(?:[-+<>]?\d|SD|SE|IQR|range|interq|standard|95) ) | ,?\s(?:IQR|range|SD|SE)\b )""",
    examples=(
        Example("the mean stay was 12 days (sham 13)", param_value="12", unit="days"),
        Example("the median delay was 56 hours", statistic="median", param_value="56", unit="hours"),
        Example("(mean 3.7)", statistic="mean", param_value="3.7"),
        Example("median PSA at biopsy was 0.5 ng/ml", param_value="0.5", unit="ng/ml"),
    ),
    refuses=(
        Not("mean 49.4 ± 4.5", why="its dispersion follows"),
        Not("means were compared", why="no number"),
        Not("mean volume through 24 weeks", why="a time"),
        Not("median score in the 50M group", why="an arm"),
    ),
)

BARE_DISPERSION = Rule(
    name="bare_dispersion",
    pattern=rf"(?P<param_value> {SIGNED} ) (?: \s? (?P<unit> {UNIT_WORD} ) )? \s? [(\[] \s? (?P<dispersion_value> {NUM} ) \s?%? \s? [)\]] (?: \s (?P<unit> {_UNIT_AFTER} ) )?",
    examples=(
        Example("1.1 (0.9) g/g with cells", param_value="1.1", dispersion_value="0.9", unit="g/g"),
        Example("−14·6% (2·0) for the late group", param_value="−14·6", dispersion_value="2·0"),
        Example("587·0 [226·2]", dispersion_value="226·2"),
    ),
    refuses=(Not("12 (SD 3)", why="the dispersion is named"), Not("3.2 (1.1 to 4.5)", why="two limits")),
    values={"param_type": MeasurementParamType.MEAN},
)

BARE_BOUNDS = Rule(
    name="bare_bounds",
    pattern=rf"""(?P<param_value> {SIGNED} ) (?: \s? (?P<unit> {UNIT_WORD} | k?J\b ) )? \s? [(\[] \s* (?P<dispersion_lower_limit> {SIGNED} ) \s? (?: - | to\s | , | ; | (?P<joined_by_and> and\s ) ) \s?
        (?P<dispersion_upper_limit> [-+]? {NUM} | not\s(?:reached|estimable|evaluable) | NR | NE ) (?! ,\d{{4}} | \.\d ) (?: \s? (?: % | (?P=unit) ) )? \s? [)\]]""",
    examples=(
        Example("57 (37–69)", param_value="57", dispersion_lower_limit="37", dispersion_upper_limit="69"),
        Example("931 [253, 3,296]", param_value="931", dispersion_lower_limit="253", dispersion_upper_limit="3,296"),
        Example("1,888 [540, not reached]", dispersion_lower_limit="540", dispersion_upper_limit="not reached"),
        Example("26.1 months (11.2-not estimable)", param_value="26.1", dispersion_lower_limit="11.2"),
        Example("180 J (75 and 310 J)", unit="J", dispersion_lower_limit="75", joined_by_and="and ", dispersion_upper_limit="310"),
    ),
    refuses=(
        Not("12 (43%)", why="one number"),
        Not("5 (p 0.1 to 0.2)", why="a word in the bracket"),
        Not("8% (48–64 mmol/mol)", why="the bracket has a unit of its own"),
    ),
)

_LINK = r"(?: vs\.? | versus | v\.? | compared\s(?:with|to) | as\sopposed\sto )"

VERSUS = Rule(
    name="versus",
    pattern=rf"""(?<![\w.%/-]) (?<!±\s?) (?<! \b(?:groups?|arms?|cohorts?)\s ) (?P<first> {SIGNED} ) (?: \s? (?P<first_unit> {UNIT_WORD} ) )? (?: ,? \s (?:(?!(?:for|in|with|on|among|of)\b)[A-Za-z-]+\s){{0,2}}? | \s? ) {_LINK} \s (?: only\s | an?\s )? (?P<second> [-+]?\s? {NUM} ) (?! \.\d | \s?± | \s?[(\[]\s?(?: [-+±\d] | S\.?[DE]\b | SDs?\b | SEM\b | IQR | inter | range | CI\b ) )
        (?: \s? (?P<second_unit> {UNIT_WORD} ) )? (?: ,? \s (?: vs\.? | versus | v | and ) \s (?P<third> [-+]?\s? {NUM} ) (?! \.\d | \s?± ) (?: \s? (?P<third_unit> % ) )? )?""",
    examples=(
        Example("(1.1 vs. 0.6)", first="1.1", second="0.6"),
        Example("-5.2 vs. -3.3,", first="-5.2", second="-3.3"),
        Example("was 3.2 versus 4.1 (p=0.02)", first="3.2", second="4.1"),
        Example("9.5% vs 15.0%", first="9.5", second="15.0", first_unit="%"),
        Example("937 events vs 797 events", first="937", second="797"),
        Example("(9.4 v 7.7 months; P = .04)", first="9.4", second="7.7", second_unit="months"),
        Example("a score of 14.2 compared with 9.8 points", first="14.2", second="9.8"),
        Example("9.1 points compared to only 0.3 points", first="9.1", second="0.3"),
        Example("was 3.8 months, compared with 9.7 months for", first="3.8", second="9.7"),
    ),
    refuses=(
        Not("IL-2 vs 3 others", why="the first figure is part of a name"),
        Not("12 ± 3 vs 14 ± 2", why="means with their dispersion"),
        Not("12 vs 14 (2.1)", why="the second has its dispersion"),
        Not("stage 3 v stage 4", why="the second is no value"),
        Not("29% of Group 2 vs. 13% of Group 1", why="a group's number"),
        Not("7.6 for verum vs 8.8 and 9.1 for sham", why="the first is the last of verum's own"),
    ),
)

PEOPLE_WITH_RESULT = Rule(
    name="people_with_result",
    pattern=rf"""(?P<numerator> {COUNT} ) \s (?: (?:of\sthem|patients?|participants?|subjects?|children|women|individuals?|others)\s )? (?:had\s|have\s|has\s)? (?P<result> improved | worsened | deteriorated | declined | relapsed
        | responded | remained\s(?:stable|unchanged) | stabili[sz]ed | progressed | (?:had\s|showed\s)?no\schange | recovered | survived | (?<=had\s)no\schange )\b""",
    examples=(
        Example("48 patients improved", numerator="48", result="improved"),
        Example("16 worsened", numerator="16", result="worsened"),
        Example("39 remained stable", numerator="39"),
        Example("12 had no change", numerator="12"),
    ),
    refuses=(Not("at 4.5 improved", why="no whole number"), Not("improved in 12", why="the verb stands before")),
    values={"param_type": MeasurementParamType.COUNT},
)

SEX_COUNT = Rule(
    name="sex_count",
    pattern=rf"(?P<numerator> {COUNT} ) \s (?P<sex> men | women | males? | females? | boys | girls ) \b (?! \s? (?:and\swomen|with|aged|who|were|in\sthe|or|on|from|receiving|received|given|treated|allocated|assigned|randomi[sz]ed|became|underwent|completed) \b )",
    examples=(
        Example("24 men and 17 women", numerator="24", sex="men"),
        Example("(11 male and 7 female", numerator="11", sex="male"),
    ),
    refuses=(
        Not("216 men and women", why="one count of both"),
        Not("843 men with cancer", why="participants"),
        Not("12 women on verum", why="an arm's people"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)
