"""Bare values of groups that are compared: "8.6 and 8.3 months", "21, 22 and 19%", "6.2 in the sham group", "sham (9.4 months)"."""

from extractors.fragments import NUM, SIGNED
from extractors.rule import Example, Not, Rule
from extractors.rules.participants import COUNT
from extractors.vocabulary.arms import DOSE_UNITS
from schemas.vocabulary import MeasurementParamType

TIME_UNIT = r"(?: months? | mo\b | years? | y\b | yrs?\b | weeks? | wks?\b | days? | hours? | h\b | minutes? | min\b )"
_AMOUNT = r"(?: points? | letters? | mmHg | mm\d? | cm\d? | mL | ml | L\b | [µμ]m | kPa | kg/m2 | g/day | kcal | steps | (?:cells | copies | pg | ng | mmol | [µμ]mol | nmol | U | IU | mg | g | [µμ]g ) \s? / \s? (?!kg|m2|day\b|d\b|week|wk|h\b|mo|cycle)[A-Za-zµμ]{1,6}\d? )"
_VALUE_UNIT = rf"(?: % | per\scent\b | {TIME_UNIT} | {_AMOUNT} )"
_NO_VALUE_BEFORE = r"""(?<! \b(?:between|at|after|within|until|through|from|over|during|aged?|ages|of\sage|day|days|weeks?|months?|years?|hours?|grades?|stages?|phase|types?|levels?|groups?|arms?|cohorts?|than|least|most|every|first|last|cycles?|for|up\sto|past|next|previous|under|above|below|CI|p|P|p\s?[=<>])\s?,?\s? )"""

LISTED_VALUES = Rule(
    name="listed_values",
    pattern=rf"""{_NO_VALUE_BEFORE} (?<![\w.,/%-]) (?P<first> {SIGNED} ) (?: \s?% )? ,\s (?: by\s )? (?P<second> [-+]?{NUM} ) (?: \s?% )? (?: ,\s (?P<third> [-+]?{NUM} ) (?: \s?% )? )? (?: ,\s (?P<fourth> [-+]?{NUM} ) (?: \s?% )? )? ,? \s (?: and | or | vs\.? | versus | v ) \s (?: by\s )? (?P<last> [-+]?{NUM} )
        (?: \s? (?P<unit> {_VALUE_UNIT} ) (?! \s?(?:CI\b|of\sfollow|after\b) ) | (?= (?:[^.;]|\.(?=\d)){{0,80}}? \brespectively\b ) )""",
    examples=(
        Example("response was similar (21, 22, and 19 %)", first="21", second="22", third=None, last="19", unit="%"),
        Example("was 0.9, 1.6, 1.1, and 0.7 days", first="0.9", third="1.1", last="0.7", unit="days"),
        Example("scored 14, 12 and 17 in the three groups, respectively", first="14", last="17", unit=None),
    ),
    refuses=(
        Not("at 3, 6 and 12 months", why="times"),
        Not("30, 40, or 50 mg", why="doses"),
        Not("12, 14 and 15 patients", why="nothing says whose they are"),
        Not("grades 1, 2, and 3 in the groups, respectively", why="grades"),
    ),
)

VALUES_OF_ARMS = Rule(
    name="values_of_arms",
    pattern=rf"""{_NO_VALUE_BEFORE} (?<![\w.,/%-]) (?P<first> {SIGNED} ) (?: \s? (?P<first_unit> % | {TIME_UNIT} ) )? \s and \s (?: by\s )? (?P<second> [-+]?{NUM} ) \s?
        (?: (?P<second_unit> % | per\scent\b ) (?! \s?(?:CI\b|confidence) ) | (?P<second_unit> {_VALUE_UNIT} )? (?! [.\d] | \s?-?(?:{DOSE_UNITS})\b(?!\s?/) ) (?= (?:[^.;]|\.(?=\d)){{0,80}}? \b(?:respectively | groups\b | arms\b) ) )""",
    examples=(
        Example(
            "survival times were 8.6 and 8.3 months with A and B, respectively", first="8.6", second="8.3", second_unit="months"
        ),
        Example("fell by 39 and 27%", first="39", second="27", second_unit="%"),
        Example("was 12.1 and 13.4 in the two arms", first="12.1", second="13.4", second_unit=None),
    ),
    refuses=(
        Not("between 10 and 20%", why="one range"),
        Not("at 6 and 12 months in both groups", why="times"),
        Not("aged 40 and 70 years in both arms", why="a criterion"),
        Not("12 and 14 patients", why="nothing says whose they are"),
        Not("for the 4.5 and 7.5 MIU dose groups", why="doses"),
        Not("was higher in arm 1 and 83.7% in arm 2", why="an arm's number"),
    ),
)

TWO_MEDIANS = Rule(
    name="two_medians",
    pattern=rf"""\b medians? \s (?: (?!(?:was|were)\b) [A-Za-z][\w/-]{{0,24}} \s ){{1,9}} (?:was|were) \s (?P<first> {NUM} ) (?: \s? {TIME_UNIT} )? \s and \s (?P<second> {NUM} ) \s? (?P<second_unit> {TIME_UNIT} )""",
    examples=(
        Example("Median survival in the verum and sham arms was 14.2 and 11.1 months", first="14.2", second="11.1"),
        Example("The median survival times were 19.3 and 44.1 months, with", first="19.3", second="44.1", second_unit="months"),
    ),
    refuses=(
        Not("median survival was 19.3 months and 44 patients", why="one value"),
        Not("were 19.3 and 44.1 months", why="no median"),
    ),
    values={"param_type": MeasurementParamType.MEDIAN},
)

_NO_LABEL = r"(?:the|both|each|all|either|these|which|whom|this|that|a|an|total|general|days?|weeks?|months?|years?|average|favou?r|addition|contrast|turn|time)"

VALUE_OF_GROUP = Rule(
    name="value_of_group",
    pattern=rf"""(?: \b (?: was | were | is | of | by | at (?= \s [\d.]+ \s? {_AMOUNT} ) | to (?! \s [\d.]+ [\s-]? {TIME_UNIT} ) | (?:improved|increased|prolonged|extended|reduced|decreased|fell|rose|shortened)\s(?:significantly\s)?to | reached | averaged | had ) \s (?: an?\s | only\s | about\s | approximately\s )? (?: [≈~$€£] \s? )? (?P<param_value> {SIGNED} ) (?: \s?-?\s? (?P<unit> {_AMOUNT} | {TIME_UNIT} ) )?
          | (?<= [(\[] \s? ) (?P<param_value> {SIGNED} ) \s? (?P<unit> {_AMOUNT} | {TIME_UNIT} )
          | (?: \b (?: vs\.? | versus | v | than | and | with | compared\s(?:with|to) ) | , ) \s (?: an?\s | only\s | about\s | by\s | approximately\s )? (?: [≈~$€£] \s? )? (?: (?P<param_value> {SIGNED} ) \s?-?\s? (?P<unit> {_AMOUNT} | {TIME_UNIT} ) | (?P<param_value> -? \d{{1,4}}\.\d{{1,4}} ) (?! [.\d] ) ) ) (?: \s \( [^()%\d]{{1,40}} \) )?
        \s (?: for | in | with | on | among ) \s (?: the\s | those\s | patients\s | women\s )? (?: (?! {_NO_LABEL}\b ) [\w+/®-]{{1,24}} \s ){{0,4}}? (?! {_NO_LABEL}\b ) [\w+/®-]{{1,24}} (?= \s? [.,;)(\[] | \s (?: groups?\b | arms?\b | patients\b | and\s | vs\.?\s | versus\s | v\s | compared\b | than\b ) )""",
    examples=(
        Example("pain was 7.7 for the sham group", param_value="7.7", unit=None),
        Example("rose by 9.1 points in the walking group", param_value="9.1", unit="points"),
        Example("survival improved to 28.1 months with verum versus 19", param_value="28.1", unit="months"),
        Example("was 14.3 months for verum and 12.1", param_value="14.3", unit="months"),
        Example("and 6.0 for the verum arm", param_value="6.0"),
        Example("and 11.9 months for sham.", param_value="11.9"),
        Example("(7.5 months with the combination v 7.2", param_value="7.5", unit="months"),
        Example("were alike at 1.9 g/dL for verum and 1.7", param_value="1.9", unit="g/dL"),
    ),
    refuses=(
        Not("was 6.2 in total, ", why="no group"),
        Not("from baseline to 6 months in the verum group", why="a time"),
        Not("of 12 in both groups", why="told of both"),
        Not("to 20 mg in the low-dose group", why="a dose"),
        Not("was 45% in the sham group", why="a share, which its own rule reads"),
    ),
)

GROUP_THEN_VALUE = Rule(
    name="group_then_value",
    pattern=rf"""(?<= [\w%)] \s ) [(\[] \s? (?: (?:median|mean) \s )? (?P<param_value> {SIGNED} ) \s? (?P<unit> {_AMOUNT} | {TIME_UNIT} ) \s? [)\]]""",
    examples=(
        Example("longer with verum (9.4 months) than", param_value="9.4", unit="months"),
        Example("sham (12.5 points)", param_value="12.5"),
    ),
    refuses=(Not("verum (40 mg)", why="a dose"), Not("sham (12 patients)", why="people")),
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
COUNT_IN_GROUP = Rule(
    name="count_in_group",
    pattern=rf"""(?<! \b(?:{_MONTH}|grades?|days?|weeks?|months?|years?|hours?|stages?|phase|score|of|to|by|than|age|cycles?|at|per|over|for)\s ) (?P<numerator> {COUNT} ) \s
        (?: (?: (?! (?:in|on|with|for|among|and|or|of|to|the|days?|weeks?|months?|years?|hours?|minutes?|mins?|h|hrs?|mg|kg|points?|percent|times|mm|cm|ml|mL|mmHg|pg|ng|cycles?|doses?|arms?|groups?|centers?|centres?|studies|trials?|vs|versus|v|were|was)\b ) [A-Za-z][\w/-]{{1,20}} \s ){{0,4}} | (?:were|was|occurred)\s )
        (?: in | on | with | for | among ) \s (?: the \s )? (?: (?! (?:the|both|each|all|either|two|three|these)\b ) [\w+/®-]{{1,24}} \s ){{1,5}}? (?: groups?\b | arms?\b )""",
    examples=(
        Example("There were 69 improvers in the walking group", numerator="69"),
        Example("and 21 in the usual care group", numerator="21"),
        Example("five were in the verum group", numerator="five"),
        Example("events (145 in the A plus B group", numerator="145"),
    ),
    refuses=(
        Not("after 12 weeks in the sham group", why="a time"),
        Not("score of 12 in the sham group", why="a score"),
        Not("12 patients in both groups", why="told of both"),
        Not("grade 3 pain in the sham group", why="a grade"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)

EVENTS_AMONG = Rule(
    name="events_among",
    pattern=rf"""(?P<numerator> {COUNT} ) \s (?: [A-Za-z][\w/-]{{1,20}} \s ){{0,3}}? (?: events? | cases? | deaths? | recurrences? | relapses? | failures? | fractures? | infections? | cancers? | episodes? ) \s (?: occurred\s | were\sseen\s )? (?: among | in ) \s (?: the\s )? (?P<denominator> {COUNT} ) \s (?: [a-z-]+\s )? (?: patients | women | men | participants | subjects | children | people | recipients )\b""",
    examples=(Example("saw 352 survival events among 2,463 women", numerator="352", denominator="2,463"),),
    refuses=(Not("352 events among women", why="no total"), Not("12 women among 40 patients", why="no events")),
    values={"param_type": MeasurementParamType.COUNT},
)

PERCENT_WITH_N = Rule(
    name="percent_with_n",
    pattern=rf"(?<= \b(?:was|were|is|of|in|by|to|and|or|vs\.?|versus|v|than|with|had|only|about|approximately)\s | [(\[;:,]\s? ) (?P<param_value> {NUM} ) \s? % \s? [(\[,] \s? n \s? = \s? (?P<numerator> {COUNT} ) (?! \s?/ )",
    examples=(Example("was 23% (n = 45) in the sham group", param_value="23", numerator="45"),),
    refuses=(
        Not("23% (n = 45/60)", why="its total follows"),
        Not("verum (n = 45)", why="a size"),
        Not("saline 0.9% (n = 45)", why="a concentration"),
    ),
    values={"param_type": MeasurementParamType.PERCENT},
)

COUNT_BY_LABEL = Rule(
    name="count_by_label",
    pattern=rf"""(?<= [(\[;,:] \s? ) (?! (?:CI|CrI|HR|OR|RR|IQR|SD|SE|range|mean|median|p|P|grade|day|week|month|year|age|aged|phase|stage)\b ) (?P<label> [A-Za-z][\w+/®-]{{0,24}} (?: \s [\w+/®-]{{1,24}} ){{0,3}}? ) (?: \s? [,:=] \s? (?: n \s? = \s? )? | \s n \s? = \s? | \s (?= {COUNT} [;,]\s(?:and\s)?[A-Za-z][\w\s/+-]{{0,30}}\s\d ) | (?<= \d[;,]\s [\w\s/+-]{{1,50}} ) \s ) (?P<numerator> {COUNT} ) (?= \s? (?: [;,)\]] | \s(?:and|vs\.?|versus|v)\s ) )""",
    examples=(
        Example("(verum 34, sham 36", label="verum", numerator="34"),
        Example("(group A = 5, group B = 2)", label="group A", numerator="5"),
        Example("(arm A, n = 1; arm B", label="arm A", numerator="1"),
    ),
    refuses=(Not("(verum 34%, sham 36%)", why="shares"), Not("(range 5, 12)", why="limits")),
    values={"param_type": MeasurementParamType.COUNT},
)

_NO_ARM_WORD = r"(?:CI|CrI|HR|OR|RR|IQR|SD|SE|range|mean|median|p|P|grade|day|week|month|year|age|aged|phase|stage)"

VALUE_BY_LABEL = Rule(
    name="value_by_label",
    pattern=rf"""(?<= [(\[;:] \s? ) (?! {_NO_ARM_WORD}\b ) (?P<label> [A-Za-z][\w+/®-]{{1,24}} (?: \s (?!(?:was|were|in|at|of|to)\b) [\w+/®-]{{1,24}} ){{0,4}}? ) ,? \s (?: n \s? = \s? )? (?: (?P<param_value> {SIGNED} ) \s? (?P<unit> {_AMOUNT} | {TIME_UNIT} ) | (?P<param_value> [-+]?\d{{1,4}}\.\d{{1,4}} ) ) (?= \s? [;,)\]] | \s (?:and|vs\.?|versus|v)\s )""",
    examples=(
        Example("(zolmidol, -3.2; sham", label="zolmidol", param_value="-3.2", unit=None),
        Example("(zolmidol, 8.5 months; sham, 7.4 months;", label="zolmidol", param_value="8.5", unit="months"),
        Example("; sham, 7.4 months)", label="sham", param_value="7.4"),
    ),
    refuses=(Not("(range, 5 months)", why="a range"), Not("(zolmidol, 40 mg)", why="a dose")),
)

VALUE_THEN_LABEL = Rule(
    name="value_then_label",
    pattern=rf"""(?<= \b(?:was|were|of|and|vs\.?|versus|v|than|with|to)\s | [,;]\s ) (?P<param_value> {SIGNED} ) (?: \s? (?P<unit> {_AMOUNT} | {TIME_UNIT} ) )? \s [(\[] (?P<label> [A-Za-z][\w+/®-]{{1,24}} (?: \s [\w+/®-]{{1,24}} ){{0,3}} ) [)\]]""",
    examples=(
        Example("was 53.7 months (zolmidol) versus", param_value="53.7", unit="months", label="zolmidol"),
        Example("was 1.7 (zolmidol) and", param_value="1.7", unit=None, label="zolmidol"),
    ),
    refuses=(Not("was 53.7 (12.1)", why="a figure in the bracket"), Not("at 12 months (zolmidol)", why="a time")),
)

COUNT_THEN_LABEL = Rule(
    name="count_then_label",
    pattern=rf"""(?<= [(\[;:] \s? | \d\s[\w\s/®+-]{{2,60}}(?:,|\sand|\svs\.?|\sversus|\sv|,\sand)\s ) (?P<numerator> {COUNT} ) \s (?: (?: events?|deaths?|cases?|patients?|women|recurrences?|relapses? ) \s )? (?: (?:in|for|with|on|receiving) \s (?:the\s)? )? (?P<label> (?! (?:of|and|or|to|by)\b ) [A-Za-z][\w+/®-]{{1,24}} (?: \s (?!(?:and|vs|versus|v)\b) [\w+/®-]{{1,24}} ){{0,3}}? ) (?= \s? (?: [;,)\]] | \s(?:and|vs\.?|versus|v)\s{COUNT}\s ) )""",
    examples=(
        Example("(164 zolmidol and 235 sham)", numerator="164", label="zolmidol"),
        Example("(67 events with zolmidol vs 110 with sham,", numerator="67", label="zolmidol"),
    ),
    refuses=(Not("(12 of 40)", why="a share"), Not("(2.5 zolmidol, 3.5 sham)", why="no whole numbers")),
    values={"param_type": MeasurementParamType.COUNT},
)

COUNT_WITH_ARM = Rule(
    name="count_with_arm",
    pattern=rf"""(?<= [,;:(\[]\s? | \b(?:and|vs\.?|versus|v|than|were|was|with|only|and\sin)\s ) (?<! \b(?:days?|weeks?|months?|years?|hours?|visits?|cycles?)\s[\d,\s]{{1,12}}(?:and|or)\s ) (?P<numerator> {COUNT} ) \s
        (?: (?: (?! (?:in|on|with|for|among|and|or|of|to|the|days?|weeks?|months?|years?|hours?|minutes?|mins?|h|hrs?|mg|kg|points?|percent|times|mm|cm|ml|mL|mmHg|pg|ng|cycles?|doses?|arms?|groups?|centers?|centres?|studies|trials?|vs|versus|v|were|was)\b ) [A-Za-z][\w/-]{{1,20}} \s ){{0,4}} (?:were\s|was\s|occurred\s)? )
        (?: in | on | with | for | among | after | following | receiving | given ) \s (?: the \s )? (?P<label> (?! (?:the|both|each|all|either|two|three|these)\b ) [\w+/®-]{{2,24}} )""",
    examples=(
        Example("Ten patients, 5 for zolmidol and 6", numerator="5", label="zolmidol"),
        Example("and five with sham.", numerator="five", label="sham"),
        Example("in 5 patients after verum and 6 after sham", numerator="6", label="sham"),
        Example("and in one patient after sham", numerator="one", label="sham"),
    ),
    refuses=(
        Not("and 12 weeks in sham", why="a time"),
        Not("on days 3 and 6 after sham", why="days"),
        Not("grade 3 pain in zolmidol", why="a grade"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)

CHANGE_OF_VALUES = Rule(
    name="change_of_values",
    pattern=rf"""(?<= \b (?: increas | decreas | reduc | improv | declin | fell | rose | dropp | chang | went | lower | rais | worsen ) \w{{0,5}} (?: \s (?!from\b)[A-Za-z][\w-]{{0,20}} ){{0,8}}? ,? \s from \s (?:an?\s(?:mean|median|average)\s(?:of\s)?)? | \d [^.;()]{{0,60}} \s (?:and|versus|vs\.?) \s from \s ) (?! (?:19|20)\d\d\s ) (?P<first> {SIGNED} ) (?! \s?-\s?\d ) (?: \s? (?P<first_unit> % | {_AMOUNT} | {TIME_UNIT} ) )?
        \s to \s (?: an?\s(?:mean|median|average)\s(?:of\s)? )? (?P<second> [-+]?{NUM} ) (?! [\d.]*\d | \s?± | \s?[(\[]\s?(?: [-+±\d] | SD | SE | IQR | range ) ) (?: \s? (?P<second_unit> % | {_AMOUNT} | {TIME_UNIT} ) )?""",
    examples=(
        Example("Pain decreased from 6.1 to 3.2 in the verum group", first="6.1", second="3.2"),
        Example("and reduced the delay from 7.0 to 9.8 months (p", first="7.0", second="9.8", second_unit="months"),
        Example("(6.1 to 3.2 with verum and from 6.0 to 4.9 with sham", first="6.0", second="4.9"),
        Example("increased significantly from 51% to 70%", first="51", second="70", second_unit="%"),
    ),
    refuses=(
        Not("followed from 6 to 12 months", why="times"),
        Not("aged from 18 to 65", why="a criterion"),
        Not("increased from 2006 to 2013", why="years"),
        Not("decreased from 6.1 (2.0) to 3.2 (1.1)", why="means with their dispersion"),
    ),
)
"""The start and the end of a change within one group."""

PEOPLE_OF_ARM = Rule(
    name="people_of_arm",
    pattern=rf"""(?<! %\s(?:in|of|among)\s ) (?<! \b(?:grades?|of|than|least|age|aged|every|per|the|all|these|those|remaining)\s ) (?P<numerator> {COUNT} ) \s (?: [\w/+-]{{2,24}} \s ){{0,2}}? (?: patients | participants | subjects | women | men | children | people ) \s (?: with\s(?:an?\s)?[a-z-]{{3,24}}\s )?
        (?: in | on | with | from | receiving | given | after | treated\swith | allocated\sto | assigned\sto ) \s (?: the \s )? (?P<label> (?! (?:the|both|each|all|either|two|three|these|an?)\b ) [\w+/®-]{{2,24}} )
      | (?P<numerator> {COUNT} ) \s (?P<label> [\w+/®-]{{2,24}} ) \s (?: patients | participants | subjects | women | men | children | recipients ) \b""",
    examples=(
        Example("There were 12 patients with relapse in the verum group", numerator="12", label="verum"),
        Example("obtained by 12 patients in the verum arm", numerator="12", label="verum"),
        Example("and 20 sham patients died", numerator="20", label="sham"),
    ),
    refuses=(
        Not("12.5 patients in the verum group", why="no whole number"),
        Not("12 patients in both groups", why="told of both"),
        Not("in the 10 patients in the verum group", why="all of them"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)
"""Read last, of what is no size: the label must be an arm's."""

N_OF_GROUP = Rule(
    name="n_of_group",
    pattern=rf"(?<= \b(?:groups?|arms?|patients|recipients)\s ) [(\[] \s? n \s? = \s? (?P<numerator> {COUNT} ) \s? [)\]]",
    examples=(Example("More people in the verum group (n = 42) than", numerator="42"),),
    refuses=(Not("fever (n = 9)", why="no group"), Not("verum group (n = 9/20)", why="a share")),
    values={"param_type": MeasurementParamType.COUNT},
)
"""Read last, of what is no size."""
