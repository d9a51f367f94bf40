"""Words of a table's heads that are no statistics: units, times, changes, totals, and names that only sort rows."""

from extractors.fragments import NUMBER_WORD
from extractors.rule import Example, Not, Rule

_BASE = r"""(?: %(?:\sof\s(?:predicted|baseline|total))? | ‰ | (?:[kcmµμnp]?(?:g|m|L|l|mol|s|Pa|J|W|N|V|Hz|Gy|Ci|Bq|eq|Eq|U|IU|kat|rad) | [mµμn][MA] | k?cal|dL|dl|fL|fl|µ|μ) | mIU | cal | kcal | [kK]cal | Kg | KG | mmHg | mm\sHg | cm\s?H2O | lbs? | IU | AU | a\.?u\.? | EU
    | years?(?:\sold)? | yrs?\.? | y | months? | mos?\.? | weeks? | wks? | days? | d | hours? | hrs? | h | minutes? | mins? | min | seconds? | secs? | sec | msec | bpm | beats | breaths | times | cells? | copies | points? | pts | scores?(?=\s*$) | steps | units?
    | °C? | ° | degrees? | deg | \$ | US\$ | USD | € | EUR | £ | letters | lines | logMAR | diopters? | D | MET(?:-?h|s)? | drinks | cigarettes | packs? | pack[-\s]?years? | episodes | events | participants | patients | fold | ppm | ppb | mol\s?% | log10(?:\s\w+)? | kg | repetitions | reps | attempts | x\s?10\^?\d+ | 10\^\d+ | 10\d )"""
_POWERED = rf"(?: {_BASE} (?: [²³]|\^-?\d|(?<=m)[23] )? (?: -\d )? )"
UNIT_PATTERN = rf"(?: (?: [x×]\s?10\^?\d{{1,2}}\s?(?:/|\sper\s)?\s? )? {_POWERED} (?: (?: \s?/\s? | \s?[·.∙]\s? | \sper\s | \s ) (?: \d{{1,3}}(?:[.,]\d{{1,3}})?\s? )? (?: {_POWERED} | person | patient | [µμ]L | hpf | beat | visit ) (?: \s?m² )? ){{0,4}} )"

HEAD_UNIT = Rule(
    name="head_unit",
    pattern=rf"(?<! ^ \s{{0,2}} ) (?: [(\[] \s? (?: in\s )? (?P<unit> {UNIT_PATTERN} ) \s? [)\]] | ,\s{{1,6}} (?:in\s)? (?! [nN] \s? [\[(] \s? % ) (?P<unit> {UNIT_PATTERN} ) (?= \s*$ | \s?[,;(\[*†‡] ) )",
    examples=(
        Example("Weight (kg)", unit="kg"),
        Example("BMI, kg/m²", unit="kg/m²"),
        Example("Insulin [μmol/L]", unit="μmol/L"),
        Example("Age (years)", unit="years"),
        Example("eGFR (mL/min/1.73 m²)", unit="mL/min/1.73 m²"),
        Example("CD4 (cells/mm³)", unit="cells/mm³"),
        Example("HbA1c (%)", unit="%"),
    ),
    refuses=(
        Not("Pain (VAS)", why="a scale's name"),
        Not("Pain (0-10)", why="a scale's ends"),
        Not("Weight", why="no unit"),
        Not("(A) Change in score", why="a panel's letter"),
    ),
    ignore_case=False,
)

_LEAD = r"(?: immediately | directly | right | at | after | by | within | over | during | through | until | to | in | for | of | the | post | pre | from | mean | visit\sat | measured | value )"
_UNIT_OF_TIME = r"(?: days? | d | weeks? | wks? | w | months? | mos? | m | years? | yrs? | y | hours? | hrs? | h | minutes? | mins? | min | cycles? | sessions? | visits? | seconds? | º?\s?POD | (?:post-?op(?:erative)?\s)days? )"
_EVENT = r"""(?: baseline | base-?line | pre[-\s]?(?:test|treatment|intervention|training|op(?:erative(?:ly)?)?|surgery|infusion|dose|study|randomi[sz]ation|injection|therapy|exercise|transplantation|supplementation)?(?:\s(?:values?|period|phase))? | post[-\s]?(?:test|treatment|intervention|training|op(?:erative(?:ly)?)?|surgery|infusion|dose|study|injection|therapy|exercise|transplantation|supplementation)?(?:\s(?:values?|period|phase))?
    | (?:before|after)(?:\s(?:the\s)?(?:(?:\w+\s)?(?:treatments?|interventions?|surgery|therapy|training|study|trial|infusions?|injections?|supplementation|exercises?|operation|consumption|meals?|breakfast|lunch|dinner|dos(?:e|ing)|administration|delivery|birth|discharge|admission|challenge|tests?|sessions?|program(?:me)?|course|cycles?|vaccination|transplantation|feeding|an?esthesia|intubation|extubation|induction|incision|stimulation|procedure|randomi[sz]ation|enrol?lment|run-in|washout)))? | (?:(?:office|clinic|telephone|phone|long-?\s?term|short-?\s?term|late|early|final|last|first)\s)?follow[-\s]?up(?:\s\d)? | time\s?-?point\s?\d{1,2} | end\s?-?\s?(?:line|point)? | end\sof\s(?:the\s)?(?:study|treatment|trial|intervention|follow[-\s]?up|therapy)
    | mid-?\s?(?:intervention|treatment|term|point|study|training) | basal | initial | final | (?:study\s)?entry | enrol?lment | randomi[sz]ation | admission | discharge | screening | inclusion | T\s?-?\d{1,3} | (?-i:EO[STI]) | start | immediately\safter | immediate | last\svisit | exit | inter-?im | midline | endline | intra-?operative(?:ly)? | peri-?operative(?:ly)? | at\sbirth | birth
    | (?:pre|post)-?operative\sday | (?:in|post)-?hospital | (?-i:BL) | (?-i:F/?U\s?\d?) | (?:spring|summer|autumn|fall|winter)(?:\sof)?\s(?:19|20)\d\d | (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?\s(?:19|20)\d\d )"""
_SPAN = rf"""(?: (?: \d{{1,3}}(?:\.\d)?(?:\s?(?:-|to|and|or|,|–)\s?\d{{1,3}}){{0,2}} | {NUMBER_WORD} | first | second | third | last ) (?:st|nd|rd|th)? [\s-]{{0,2}} {_UNIT_OF_TIME} | (?: (?:post-?op(?:erative)?\s)?day | POD | week | wk | month | year | visit | hour | cycle | session | phase | period | time | test | hr | min | minute | w | m | d )s? [\s.#-]{{0,2}} \d{{1,3}} (?: \s?(?:-|to|and)\s? (?:(?:day|week|month|year|wk)s?\s?)? \d{{1,3}} )? )"""

HEAD_TIME = Rule(
    name="head_time",
    pattern=rf"^ \W* (?: {_LEAD} \s ){{0,3}} (?P<time> {_SPAN} | (?: (?:T\s?\d{{1,2}} | FU\s?\d) \s?[:,(]?\s? )? {_EVENT} (?: \s?[,(]?\s?{_SPAN}\s?\)? )? ) (?: [\s-] (?: (?:after|before|following|post)\s(?:the\s)?(?!placebo|saline|control|sham|vehicle)[a-z]+ | after | post | of | following | from | since | later | postpartum | follow[-\s]?up | visit | values? | assessment | evaluation | measurements? | score | time\spoint | data | into | old | end | status | level | period | phase | results? | (?:the\s)?(?:treatment|intervention|surgery|randomi[sz]ation|baseline|operation|therapy|injection|infusion|training|study|start|operative(?:ly)?|op|intervention|treatment|discharge|delivery|transplant(?:ation)?|dose|study|vaccination|enrol?lment|supplementation) ) ){{0,4}} \W* $",
    examples=(
        Example("Baseline", time="Baseline"),
        Example("6 months", time="6 months"),
        Example("Week 12", time="Week 12"),
        Example("At 3-month follow-up", time="3-month"),
        Example("Post-treatment", time="Post-treatment"),
        Example("T1", time="T1"),
        Example("After intervention", time="After intervention"),
        Example("12 weeks after surgery", time="12 weeks"),
        Example("Immediately post treatment", time="post treatment"),
        Example("Before consumption", time="Before consumption"),
        Example("T1 pre-training assessment", time="T1 pre-training"),
        Example("FU1 3 months follow-up", time="FU1 3 months"),
        Example("Spring 1999", time="Spring 1999"),
        Example("BL", time="BL"),
        Example("EOS", time="EOS"),
        Example("Oct 2006", time="Oct 2006"),
        Example("Basal", time="Basal"),
        Example("Mid-intervention", time="Mid-intervention"),
        Example("2 min after intubation", time="2 min"),
        Example("Preoperative day", time="Preoperative day"),
        Example("Time point 2", time="Time point 2"),
        Example("Office follow-up", time="Office follow-up"),
    ),
    refuses=(
        Not("Baseline pain", why="an outcome with its time"),
        Not("Follow-up duration", why="an outcome"),
        Not("Disease duration, 6 months", why="an outcome"),
        Not("Post-hoc comparison", why="a test"),
        Not("After adjustment", why="a model"),
        Not("Basal metabolic rate", why="an outcome"),
        Not("Before and after", why="two times"),
    ),
)

LABEL_TIME_BOUND = Rule(
    name="label_time_bound",
    pattern=rf"^ \W* (?: [<>≤≥]{{1,2}} \s? \d | (?:more|less|longer|shorter|fewer|over|under) \s (?:than\s)? \d | .{{0,20}} \b \d{{1,3}} (?:\s?{_UNIT_OF_TIME})? \s or \s (?:more|less|longer) | \d{{1,3}} (?:\s?{_UNIT_OF_TIME})? \s? (?:to|-|and) \s? [<>≤≥] )",
    examples=(Example("<6 months"), Example("More than 10 y"), Example("31 d or more"), Example("6 to <12 months")),
    refuses=(Not("6 months", why="a time"), Not("0-6 d", why="a span without a bound")),
)
"""A label that sorts people by how long something took."""

LABEL_TIME_CATEGORY = Rule(
    name="label_time_category",
    pattern=rf"^ \W* (?: [<>≤≥]{{1,2}} \s? )? (?: (?:more|less|longer|shorter|fewer|over|under) \s (?:than\s)? )? \d{{1,3}} (?:\s?{_UNIT_OF_TIME})? (?: \s? (?:-|to|and) \s? [<>≤≥]{{0,2}} \s? \d{{1,3}} )? (?: \s?{_UNIT_OF_TIME} )? (?: \s or \s (?:more|less|longer) )? \W* $",
    examples=(Example("<6 months"), Example("6 to <12 months"), Example("0-6 d"), Example("13 mo-2 y"), Example("31 d or more")),
    refuses=(Not("Baseline", why="a time"), Not("Week 12", why="a time"), Not("6 months after surgery", why="a time")),
)
"""A length of time and nothing else: a category where one beside it has a bound."""

HEAD_TIME_FIRST = Rule(
    name="head_time_first",
    pattern=rf"^ \W* (?P<time> baseline | before | after | pre | post | follow-?up\s\d | entry (?= \s (?-i:[A-Z]) ) | {_SPAN} ) (?: \s?[:,/]\s? | \s+-\s+ | \s?\( | \s+(?=(?-i:[A-Z])) ) (?! \s*$ )",
    examples=(
        Example("Before: yoga", time="Before"),
        Example("Baseline, MSC", time="Baseline"),
        Example("Week 12 - placebo", time="Week 12"),
        Example("After Means", time="After"),
        Example("Follow-up 1 C2", time="Follow-up 1"),
    ),
    refuses=(
        Not("Before treatment", why="one time"),
        Not("Postoperative pain", why="an outcome"),
        Not("Baseline", why="nothing follows"),
    ),
)
"""A time that opens a head, before what else it names."""

HEAD_TIME_TO = Rule(
    name="head_time_to",
    pattern=rf"(?: \b(?:from|between)\s )? \b (?: baseline | \d{{1,3}} (?:\s?{_UNIT_OF_TIME})? | {_SPAN} | enrol?lment | randomi[sz]ation | pre-?treatment ) \s? (?: to | and | - | vs\.? | versus ) \s? (?:the\s)? (?P<time> {_SPAN} | end\sof\s(?:study|treatment|trial|follow-?up) | follow-?up ) (?!\w)",
    examples=(
        Example("Change from 0 to 3 months", time="3 months"),
        Example("Change baseline to week 12", time="week 12"),
        Example("from baseline to end of study", time="end of study"),
    ),
    refuses=(Not("0 to 10", why="a scale"), Not("3 months", why="one time")),
)
"""The stretch of time of a change: its end is the time."""

HEAD_CHANGE = Rule(
    name="head_change",
    pattern=r"(?: \b (?:mean\s|absolute\s|relative\s|percent(?:age)?\s|per\scent\s|net\s|%\s)* changes? \b (?!\sscore\sscale) | (?<!\w) [ΔδΔ∆] (?: \s?% )? | \bdelta\b | (?:differences?|decrease|increase|reduction|gain|loss|improvement|decline) \s (?: from | to | vs\.? | versus | compared\s(?:to|with) | relative\sto ) \s (?:the\s)?(?:baseline|pre|before) | (?<! \d | \d\s ) % \s? (?:change|reduction|increase|decrease|improvement) | ^ \W* (?:mean\s)? (?: decrease | increase | reduction | improvement | gain | decline | change ) \W* $ )",
    examples=(
        Example("Change"),
        Example("Δ"),
        Example("Mean change from baseline"),
        Example("% change"),
        Example("Difference from baseline"),
    ),
    refuses=(
        Not("Difference", why="between groups, perhaps"),
        Not("50% reduction in pain", why="a response"),
        Not("Exchange", why="another word"),
        Not("weight loss programme", why="an arm"),
    ),
)

HEAD_TOTAL = Rule(
    name="head_total",
    pattern=r"^ \W* (?:the\s)? (?: total (?:\sstudy)? (?:\s(?:group|sample|population|cohort|patients|participants|subjects))? | overall (?:\s(?:group|sample|population|cohort))? | all (?:\s(?:patients|participants|subjects|women|men|children|groups?|cases|sites|cent(?:re|er)s|arms|randomi[sz]ed(?:\spatients)?|treated\spatients|eligible))? | both(?:\sgroups|\sarms)? | combined(?:\sgroups)? | entire\s(?:cohort|sample|group|population|study\spopulation) | whole\s(?:group|sample|cohort|population) | (?:study\s)?(?:population|sample|patients|participants|subjects) | pooled | value | values | results? | data | statistics? ) \W* $",
    examples=(Example("Total"), Example("All patients"), Example("Overall"), Example("Both groups")),
    refuses=(
        Not("Total cholesterol", why="an outcome"),
        Not("All-cause mortality", why="an outcome"),
        Not("Overall survival", why="an outcome"),
    ),
)

_HALF = r"(?: (?:fe)?males? | (?:wo)?m[ae]n | boys? | girls? | [MFmf] | yes | no | left | right | present | absent | positive | negative | rural | urban | single | married | smokers? | non-?smokers? )"
LABEL_PAIR = Rule(
    name="label_pair",
    pattern=rf"(?<![\w/]) (?P<first> {_HALF} ) \s? [/:] \s? (?P<second> {_HALF} ) (?! [\w/] )",
    examples=(
        Example("Gender (male/female)", first="male", second="female"),
        Example("Sex, F/M", first="F", second="M"),
        Example("Smoking (yes/no)", first="yes", second="no"),
    ),
    refuses=(
        Not("Systolic/diastolic pressure", why="no two kinds of people"),
        Not("Male, n/N", why="a count and its whole"),
        Not("M/F/unknown", why="three"),
    ),
)
"""Two kinds of people that a label names in turn, as its cells count them."""

HEAD_POPULATION = Rule(
    name="head_population",
    pattern=r"""^ \W* (?:the\s|all\s)? (?: (?:study\s|trial\s)?completers? | (?:m|modified\s)?(?: ITT | intent(?:ion)?[-\s]to[-\s]treat ) | PP | per[-\s]protocol | as[-\s]treated | on[-\s]treatment | FAS | full\sanalysis | LOCF | BOCF | MMRM | observed\scases? | multiple\simputations? | safety(?=\s(?:population|set|sample)) | (?:non[-\s]?)?responders? | (?:non[-\s]?)?evaluable )
        (?: \s (?:analysis|population|set|cohort|sample|patients|participants|subjects) ){0,2} (?: \s?[(\[](?:m?ITT|PP|FAS|SAF)[)\]] )? \W* $
      | ^ \W* (?: age\sgroups?\s(?:[IVX]{1,4}|\d{1,2}|[A-H]) | (?:fe)?males? | (?:wo)?m[ae]n | boys? | girls? ) (?: \s (?:patients|participants|subjects) )? \W* $
      | ^ \W* (?! p \b ) [A-Za-z][\w\s-]{0,30}? \s? [<>≤≥]{1,2} \s? \d[\d.]* \s? [\w%/]{0,8} (?: \s (?:patients|participants|subjects) )? \W* $""",
    examples=(
        Example("Completers"),
        Example("ITT population"),
        Example("Per-protocol analysis"),
        Example("Full analysis set (FAS)"),
        Example("Age ≥ 65 years"),
        Example("CRP>3 mg/dl"),
        Example("Boys"),
        Example("LOCF"),
        Example("Age group II"),
        Example("Female patients"),
    ),
    refuses=(
        Not("All", why="everybody, unless a head beside it names some of them"),
        Not("Safety", why="a topic"),
        Not("P < 0.05", why="no people"),
        Not("Completed treatment", why="an outcome"),
    ),
)
"""Some of the participants: an analysis set, or those within a bound."""

HEAD_GENERIC = Rule(
    name="head_generic",
    pattern=r"""^ \W* (?:the\s|mean\s)? (?: (?:baseline|clinical|patient|patients'?|demographic|general|study|participant|participants'?|subject|maternal|outcome|main|sample|selected|socio-?demographic|background|disease|personal|treatment|primary|secondary|other|continuous|categorical|laboratory|biochemical|efficacy|key|safety|additional|exploratory|tertiary|descriptive)? (?:\s?(?:and|,|/|&)\s?\w+)? \s? (?: variables? | characteristics? | parameters? | outcomes? | outcome\s(?:measures?|variables?|parameters?) | measures? | measurements? | items? | end-?points? | factors? | covariates? | indicators? | features? | data | demographics? | domains? | tests? | assessments? | criteri(?:a|on) | categor(?:y|ies) | questions? | instruments? | statistics? | values? | scales? | information | findings | results? | history | analys[ei]s )
        | (?:un)?adjusted | crude | univaria(?:te|ble)(?:\sanalysis)? | (?:uni|multi|bi)varia(?:te|ble)(?:\s(?:logistic|cox|linear))?(?:\s(?:regression|analys[ie]s|models?)){1,2} | multivaria(?:te|ble) | model\s?\d? | .{0,30}\bt-?test\b.{0,20} | group\sstatistics | timings? | time(?:\spoints?|\speriod)?s? | follow[-\s]?up\s(?:periods?|times?|visits?) | visits? | days? | weeks? | months? | demographics? | groups? | treatments?(?:\sgroups?)? | arms? | subjects? | patients?(?:\sno\.?|\snumber)? | no\.? | scores? | model | source | events? | comparisons? | contrasts? | studies | study | name | trait | effects? | test | ITT | intention[-\s]to[-\s]treat(?:\sanalysis)? | per[-\s]protocol(?:\sanalysis)? ) \W* $""",
    examples=(
        Example("Characteristic"),
        Example("Outcome measures"),
        Example("Variable"),
        Example("Primary outcome"),
        Example("Demographics"),
        Example("Time point"),
        Example("Follow-up periods"),
        Example("Secondary outcomes"),
    ),
    refuses=(
        Not("Sex", why="an outcome"),
        Not("Pain outcome", why="an outcome's own name"),
        Not("Treatment failure", why="an outcome"),
    ),
)
"""Heads and labels that name no outcome of their own."""

HEAD_CATEGORY = Rule(
    name="head_category",
    pattern=r"^ \W* (?: (?:fe)?males? | (?:wo)?men | boys | girls | yes | no | none | other | others | unknown | missing | never | former | current | (?:very\s)?(?P<severity> mild | moderate | severe | (?:grade|gr\.?|stage|class|type|level)\s?(?:[0-5]|I{1,3}|IV|V)(?:\s?[-–/]\s?(?:[0-5]|I{1,3}|IV|V))? ) | low | medium | high | intermediate | good | fair | poor | excellent | average | weak | strong | past | I{1,3} | IV | left | right | single | married | white | black | asian | caucasian | hispanic | positive | negative | present | absent ) \W* $",
    examples=(
        Example("Male", severity=None),
        Example("Severe", severity="Severe"),
        Example("Grade 3", severity="Grade 3"),
        Example("Yes"),
    ),
    refuses=(Not("Male sex", why="an outcome of its own"), Not("Severe pain", why="an outcome"), Not("No treatment", why="an arm")),
)
"""A label that only sorts people within the outcome of a row above it."""

HEAD_NONE = Rule(
    name="head_none",
    pattern=r"^ \W* (?: no | none | absent | without | normal | not | nil | free\sof ) \b",
    examples=(Example("No pain"), Example("None"), Example("Normal")),
    refuses=(Not("Nodules", why="another word"), Not("Pain", why="a thing of which there may be degrees")),
)
"""The first of several degrees: the label of those who have nothing."""

HEAD_OF_EVENTS = Rule(
    name="head_of_events",
    pattern=r"^ \W* (?: (?:any|all|total|every|each)? \s? (?:(?:CTCAE|NCI|WHO|toxicity)\s)? (?:grades?|gr\.?|severity|intensity|stages?)\b (?: \s? [<>≤≥]{0,2} \s? (?:[0-5]|I{1,3}V?|IV|V) (?: \s?(?:-|/|to|or|and|,)\s? (?:[0-5]|I{1,3}V?|IV|V|higher|worse|more|greater) ){0,3} )? (?:\s(?:adverse\s)?(?:events?|AEs?|toxicit(?:y|ies)))? | (?:any\s|all\s|total\s)?(?:TE)?S?AEs? | (?:any|all|total|treatment-emergent)?\s?(?:serious\s)?adverse\sevents? | (?:very\s)?(?:mild|moderate|severe) (?:\s?(?:/|and|or|to)\s?severe)? | (?:non-?\s?)?serious (?:\s(?:adverse\s)?(?:events?|AEs?))? | (?:treatment-?\s?|drug-?\s?|possibly\s|probably\s)?(?:un)?related | events? | episodes? ) \W* $",
    examples=(
        Example("Any grade"),
        Example("Grade 3/4"),
        Example("Grade ≥3"),
        Example("All grades"),
        Example("Serious"),
        Example("Severe"),
        Example("Treatment-related"),
        Example("TEAEs"),
    ),
    refuses=(Not("Sequence", why="a group"), Not("GI", why="something of its own"), Not("Fall 1998", why="a time")),
)
"""Over columns, which of the events that the labels name: a grade, the serious ones, the related ones."""

_STUDIED = r"(?:patients?|participants?|subjects?|(?:wo)?m[ae]n|children|infants|neonates|babies|mothers|pregnan\w+|adults|adolescents|boys|girls|students|volunteers|people|persons|individuals|residents|families|respondents|workers|population|sample|cohort|groups?|arms?|cases|controls|practices|cent(?:re|er)s|sites|hospitals|schools|villages|clusters|households|clinics|eyes|animals|rats|mice|dogs|pigs|cows|randomi[sz]ed|enrol\w+|recruited|included|samples|trial|study)"
TABLE_OF_BASELINE = Rule(
    name="table_of_baseline",
    pattern=rf"\b(?: baseline | base-?line | demographics? | (?<! \b(?:intubation|operative|operation|operating|surgical|surgery|procedur(?:e|al)|block|response|performance|treatment|kinetic|test|sleep|labou?r|delivery|recovery|exercise|training|dietary|physical|product|wound|pain|outcome|follow-up|session)\s ) characteristics (?! \s (?:of|for) \s (?! (?: (?!(?:among|in|with|at|during|by)\b) [\w'-]+ [\s,]+ ){{0,6}} (?:[\w'-]*-)? {_STUDIED} \b ) ) | at\s(?:study\s)?(?:entry|enrol?lment|inclusion|randomi[sz]ation|admission) | pre-?operative\sdata | pre-?treatment\s(?:characteristics|values|data|variables) )\b (?! \s?(?:,|to|and)\s?(?:after|\d|follow|week|month|post|end|six|three|twelve|at\s) | [^.]{{0,60}} \b(?:follow-?up|changes?|post-?\w+|after|end\sof|\d{{1,2}}[-\s](?:weeks?|months?)|endpoint)\b )",
    examples=(
        Example("Baseline characteristics of the patients"),
        Example("Patient demographics"),
        Example("Characteristics at study entry"),
        Example("Characteristics of the study participants"),
    ),
    refuses=(
        Not("Intubation characteristics", why="of what was done"),
        Not("Characteristics of the infections that occurred", why="of what happened"),
        Not("Characteristics of infections among treated participants", why="of what happened"),
        Not("Pain at baseline, and after 6 weeks", why="more than the baseline"),
        Not("Change from baseline to follow-up", why="a change"),
        Not("Primary outcome", why="results"),
    ),
)

TABLE_OF_HARMS = Rule(
    name="table_of_harms",
    pattern=r"\b(?: (?:adverse|untoward|unwanted|undesirable)\s(?:clinical\s|drug\s|local\s|systemic\s)?(?:events?|effects?|reactions?|experiences?|outcomes?|symptoms) | side[-\s]?effects? | toxicit(?:y|ies) | complications? | (?-i:S?AEs?|TEAEs?|ADRs?) | safety\s(?:outcomes?|data|profile|results|events|end-?points|summary|analysis|assessment) | harms )\b",
    examples=(
        Example("Adverse events by group"),
        Example("Grade 3-4 toxicity"),
        Example("Postoperative complications"),
        Example("Safety summary"),
    ),
    refuses=(Not("Diabetes characteristics", why="no harm"), Not("Safety behaviours scale", why="an outcome")),
)

TABLE_OF_NO_RESULTS = Rule(
    name="table_of_no_results",
    pattern=r"""\b(?: search\s(?:strateg(?:y|ies)|terms?) | (?:included|excluded|identified|eligible|reviewed|previous|published|prior|relevant)\s(?:studies|trials|publications|reports) | characteristics\sof\s(?:the\s)?(?:included\s)?(?:studies|trials) | literature | (?:trial|study|visits?|assessments?|dosage|dosing|treatment|vaccination|titration)\sschedule | schedule\s(?:of|for) | (?:inclusion|exclusion|eligibility|selection|diagnostic|classification|response|stopping|withdrawal|entry)\s(?:and\s(?:exclusion|inclusion)\s)?criteria | study\s(?:design|flow|procedures?|visits?|plan|timeline|centres|centers|sites|protocol) | time\s?(?:line|table)
        | (?<!body\s)composition\sof\s(?!the\sbody) | (?:nutritional|nutrient|chemical|ingredient|supplement|diet|dietary)\scomposition | ingredients? | nutrient\scontent | formulation | dos(?:e|ing|age)\s(?:schedule|regimen|levels?|escalation|adjustments?|modifications?|reductions?)(?!\sand\s) | treatment\s(?:schedule|regimens?|protocol|plan) | primers? | primer\ssequences? | antibodies\sused | definitions? | abbreviations | glossary | power\s(?:calculations?|analysis) | sample[-\s]size\s(?:calculations?|estimat\w+) | calculat\w+\s(?:of\s)?(?:the\s)?sample[-\s]size | randomi[sz]ation\s(?:schedule|scheme|list)
        | exercise\s(?:programme?|protocol|prescription) | (?:programme?|interventions?|treatment|training|course)\s(?:content|components?|outline|elements|ingredients) | content\sof\s(?:the\s)?(?:sessions?|programme?|intervention) | description\sof\s(?:the\s)?(?:intervention|outcome|measures?|sessions?|programme?) | overview\sof\s(?:the\s)?(?:measures?|assessments?|outcomes?|intervention|study|sessions?|instruments?|questionnaires?) | outcome\s(?:measures?\sand\stime|assessments?\sand) | list\sof | summary\sof\s(?:measures|assessments|instruments|the\sliterature) | questionnaire\sitems | items\sof\s(?:the\s)? | scoring | parameters\sof\sthe\smodel | model\s(?:inputs?|parameters|assumptions) | unit\scosts | data\ssources | levels?\sof\sevidence | checklist | allocation\sof\s(?:the\s)?(?:patients|subjects)\sto )\b""",
    examples=(
        Example("Search strategy for MEDLINE"),
        Example("Characteristics of included studies"),
        Example("Inclusion and exclusion criteria"),
        Example("Schedule of visits and assessments"),
        Example("Steps in calculating the sample size"),
        Example("Composition of the study diets"),
        Example("Summary of intervention components"),
    ),
    refuses=(
        Not("Baseline characteristics of the study participants", why="results"),
        Not("Response rates by arm", why="results"),
        Not("Adverse events", why="results"),
        Not("Body composition by group", why="an outcome"),
        Not("Well-being schedule scores", why="an outcome"),
    ),
)
"""Captions of tables that plan, define or cite: their numbers are no results of the trial."""

COLUMN_OF_NO_RESULTS = Rule(
    name="column_of_no_results",
    pattern=r"^ \W* (?: (?:mean\s|average\s|sum\sof\s)ranks? | items?(?:\s(?:no\.?|numbers?))? | (?:no\.?|number)\sof\sitems | question\s(?:no\.?|number) | (?:assessment\s)?time[-\s]?points?(?:\s?\([^()]{1,20}\))? | ref(?:erence)?s?\.?(?:\sno\.?)? | citations? | pages? | (?:score|possible|normal|reference)\sranges? | ranges?\sof\s(?:possible\s)?scores? | publication\syear | year\sof\spublication | accession(?:\s(?:no\.?|number))? | cat(?:alog(?:ue)?)?\.?\s(?:no\.?|number) | chr(?:omosome)? | rs\s?(?:id|number) | unit\s(?:costs?|prices?) ) \W* $",
    examples=(
        Example("Mean rank"),
        Example("Item no."),
        Example("Time point (weeks)"),
        Example("Possible range"),
        Example("Unit cost"),
    ),
    refuses=(
        Not("Range", why="a spread"),
        Not("Cost", why="an outcome"),
        Not("Reference group", why="a group"),
        Not("Items recalled", why="an outcome"),
    ),
)
"""Heads of columns that plan, define or cite: numbers under them are no results."""

TABLE_OF_SUBGROUPS = Rule(
    name="table_of_subgroups",
    pattern=r"\b (?: sub-?groups? | sub-?populations? | stratifi(?:ed|cation) | by\s(?:patient|participant|baseline|demographic)\s(?:characteristics?|factors?|features?|variables?) ) \b",
    examples=(
        Example("Diarrhoea in the whole cohort and in subgroups"),
        Example("Subgroup analysis of the primary outcome"),
        Example("Response stratified by sex"),
    ),
    refuses=(
        Not("Response by group", why="the groups that are compared"),
        Not("Response by treatment group", why="the groups that are compared"),
    ),
)
"""Captions of tables whose labels say whom a value is of, while only the caption says what it is."""

TABLE_OF_PREDICTORS = Rule(
    name="table_of_predictors",
    pattern=r"\b(?: regressions? | predict(?:ors?|ing|ion|ive) | prognostic | risk\sfactors? | associat(?:ed|ions?) | correlat(?:ed|ions?) | univaria(?:te|ble) | multivaria(?:te|ble) | determinants? | odds\sratios?\s(?:of|for) | cox | mediat(?:ion|ors?) | moderat(?:ion|ors?) | interactions? )\b",
    examples=(
        Example("Multivariate analysis of survival"),
        Example("Predictors of relapse"),
        Example("Factors associated with adherence"),
    ),
    refuses=(Not("Primary outcome by group", why="a comparison"), Not("Baseline characteristics", why="no estimate")),
)
"""Captions of tables whose rows are what an outcome depends on, rather than outcomes."""
