"""What people of a group did, counted; ranges without a centre; pairs of bare values: "12 patients achieved remission", "1–6 days (mean 3.7)"."""

from extractors.fragments import NUM, SIGNED, UNIT_WORD
from extractors.rule import Example, Not, Rule
from extractors.rules.participants import COUNT
from schemas.vocabulary import DispersionType, MeasurementParamType

_PEOPLE = r"(?: patients? | participants? | subjects? | children | women | men | individuals? | infants | recipients | of\sthem | of\sthese | others )"
_DID = r"(?: had | experienced | achieved | reached | attained | met | showed | developed | required | needed | reported | maintained | lost | gained | converted\sto | became | underwent )"
_EVENTS = r"(?: responses? | remissions? | recurrences? | relapses? | stabili[sz]ations? | progressions? | failures? | cancers? | tumou?rs? | metastas[ei]s | fractures? | deaths? | events? | cases? )"
_MEASURED = r"(?: % | points? | letters? | mmHg | mm | cm | kPa | (?:cells | copies | log10\scopies | pg | ng | mmol | [µμ]mol | nmol | U | IU | events? | episodes?) \s?/\s? [A-Za-zµμ]{1,6}\d? )"

PEOPLE_WITH_EVENT = Rule(
    name="people_with_event",
    pattern=rf"""(?P<numerator> {COUNT} ) \s (?: (?: (?! (?:of|in|to|and|or|with|than|from|at|per|percent|days?|weeks?|months?|years?|study|trials?)\b ) [A-Za-z][\w+/-]{{1,20}} \s ){{0,2}} {_PEOPLE} \s | (?=had\b) )
        (?: [(\[] [^()\[\]]{{1,60}} [)\]] \s )? (?: in\s(?:the|each)\s (?:[\w+/-]+\s){{1,3}} )? (?P<result> {_DID} ) \s (?! (?:no|not)\b | been\b | a\s(?:mean|median)\b )""",
    examples=(
        Example("Twelve patients achieved remission", numerator="Twelve", result="achieved"),
        Example("Of these, 41 had a relapse", numerator="41", result="had"),
        Example("three sham participants developed antibodies", numerator="three"),
    ),
    refuses=(
        Not("12.5 patients had", why="no whole number"),
        Not("65 percent of them had relapses", why="a share"),
        Not("6 months patients had", why="a time"),
        Not("10 patients had no relapse", why="what they did not have is told by its own rule"),
        Not("8 patients had a mean age of 40", why="a sample size"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)

PEOPLE_AFTER_VERB = Rule(
    name="people_after_verb",
    pattern=rf"(?P<result> (?:not\s)? (?: improved | worsened | healed | resolved | achieved | recurred | observed | performed | relapsed | seen | experienced | noted | detected | documented | diagnosed | found | occurred | appeared | developed ) ) \s (?: in | by ) \s (?: all\s | only\s )? (?P<numerator> {COUNT} ) \s (?:[a-z-]+\s)?? {_PEOPLE} \b",
    examples=(
        Example("fistulas improved in five patients in the verum group", numerator="five", result="improved"),
        Example("Biopsy was performed in 36 patients", numerator="36"),
        Example("Seroma occurred in 5 patients after", numerator="5", result="occurred"),
        Example("Dizziness was experienced by seven patients after", numerator="seven", result="experienced"),
    ),
    refuses=(Not("improved in 12 weeks", why="a time"), Not("improved in 12 of 40 patients", why="a share")),
    values={"param_type": MeasurementParamType.COUNT},
)

EVENTS_SEEN = Rule(
    name="events_seen",
    pattern=rf"""(?P<numerator> {COUNT} ) \s (?: (?! (?:of|in|to|and|or|with|days?|weeks?|months?|years?|patients?|women|men)\b ) [A-Za-z][\w-]{{1,20}} \s ){{0,3}}? {_EVENTS}
        (?= (?: \s [(\[] [^()\[\]]{{1,30}} [)\]] )? (?: \s and \s {COUNT} \s (?: (?!(?:of|in|to|and|or)\b) [A-Za-z][\w-]{{1,20}} \s ){{0,3}}? {_EVENTS} )? \s (?: (?:were|was) \s (?: seen | observed | noted | recorded | reported | found | achieved | detected | diagnosed ) | occurred ) \b )
        | (?<= {_EVENTS} \s and \s ) (?P<numerator> {COUNT} ) \s (?: (?! (?:of|in|to|and|or|with|days?|weeks?|months?|years?|patients?|women|men)\b ) [A-Za-z][\w-]{{1,20}} \s ){{0,3}}? {_EVENTS} (?= \s (?: (?:were|was) \s (?: seen | observed | noted | recorded | reported ) | occurred ) \b )""",
    examples=(
        Example("Two partial responses and two stabilisations were seen", numerator="Two"),
        Example("three local recurrences occurred in", numerator="three"),
    ),
    refuses=(
        Not("two centres with responses were seen", why="no events are counted"),
        Not("12 weeks of response were seen", why="a time"),
        Not("two responses per patient", why="nothing says that they occurred"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)

NOBODY = Rule(
    name="nobody",
    pattern=r"\b (?P<nobody> no | none\sof\sthe ) \s (?: patients? | participants? | subjects? ) \s (?: in\s(?:the|either)\s (?:[\w+/-]+\s){1,3} )? (?P<result> achieved | reached | attained | responded | relapsed | converted\sto | met | progressed )\b",
    examples=(Example("No participant achieved a complete response", nobody="No", result="achieved"),),
    refuses=(
        Not("no patients were lost to follow-up", why="no result"),
        Not("No difference was achieved", why="nobody is counted"),
    ),
    values={"param_type": MeasurementParamType.COUNT},
)

PEOPLE_OF_TWO_GROUPS = Rule(
    name="people_of_two_groups",
    pattern=rf"""(?P<first> {COUNT} ) \s (?: (?!(?:of|in|to|and|or)\b) [\w+/-]{{2,24}} \s ){{1,2}} (?: patients? | participants? | subjects? | recipients? ) \s and \s
        (?P<second> {COUNT} ) \s (?: (?!(?:of|in|to|and|or)\b) [\w+/-]{{2,24}} \s ){{1,2}} (?: patients? | participants? | subjects? | recipients? ) \s (?: [(\[] [^()\[\]]{{1,80}} [)\]] \s )?
        (?= (?: {_DID} | received | responded | relapsed | died | improved ) \b )""",
    examples=(Example("Six sham patients and 9 MSC patients received rescue treatment", first="Six", second="9"),),
    refuses=(Not("6 patients and 9 controls received", why="no arm's name before the people"),),
    values={"param_type": MeasurementParamType.COUNT},
)

RANGE_THEN_CENTRE = Rule(
    name="range_then_centre",
    pattern=rf"""(?P<dispersion_lower_limit> {SIGNED} ) (?: \s?% )? (?: \s?-\s? | \sto\s ) (?P<dispersion_upper_limit> {NUM} ) (?: \s? (?P<unit> {UNIT_WORD} ) )? \s? [(\[] \s?
        (?P<statistic> mean | median | average ) (?: \sof | : | , | \s=)? \s? (?P<param_value> {SIGNED} ) (?: \s? {UNIT_WORD} )? \s? [)\]]""",
    examples=(
        Example(
            "lasted 2–9 days (mean 4.1)",
            dispersion_lower_limit="2",
            dispersion_upper_limit="9",
            statistic="mean",
            param_value="4.1",
            unit="days",
        ),
        Example("12 to 30 points (median 21)", param_value="21"),
    ),
    refuses=(Not("20%–90% (mean 55% ± 4%)", why="the mean has its own dispersion"), Not("2 days (mean 4.1)", why="no range")),
    values={"dispersion_type": DispersionType.RANGE},
)

RANGE_BEFORE_MEAN = Rule(
    name="range_before_mean",
    pattern=rf"(?P<dispersion_lower_limit> {SIGNED} ) (?: \s?% )? (?: \s?-\s? | \sto\s ) (?P<dispersion_upper_limit> {NUM} ) (?: \s? (?P<unit> {UNIT_WORD} ) )? (?= \s? [(\[] \s? (?:mean|average) \s (?:of\s)? {SIGNED} \s?%? \s? (?:±|SD|\(SD) )",
    examples=(Example("20.5%–90% (mean 55% ± 4%)", dispersion_lower_limit="20.5", dispersion_upper_limit="90", unit="%"),),
    refuses=(Not("2–9 days (mean 4.1)", why="the mean has no dispersion of its own"),),
    values={"param_type": MeasurementParamType.OTHER, "dispersion_type": DispersionType.RANGE},
)

AGE_RANGE = Rule(
    name="age_range",
    pattern=rf"""(?: (?:fe)?males?,?\s | boys,?\s | girls,?\s ) aged? \s (?:from\s|between\s)? (?P<dispersion_lower_limit> {NUM} ) \s? (?: - | to | and ) \s? (?P<dispersion_upper_limit> {NUM} ) \s (?P<unit> years | months )
        | (?: \b ages?\s(?:\w+\s){{0,4}}?ranged | \b ranged\sin\sage | \b age\srange[,:]? ) \s (?:was\s)? (?:from\s|between\s)? (?P<dispersion_lower_limit> {NUM} ) \s? (?: - | to | and ) \s? (?P<dispersion_upper_limit> {NUM} ) \s (?P<unit> years | months )""",
    examples=(
        Example(
            "(9 male and 4 female, aged 6.5–17.1 years)", dispersion_lower_limit="6.5", dispersion_upper_limit="17.1", unit="years"
        ),
        Example("The ages of the girls ranged from 51 to 139 months", dispersion_lower_limit="51"),
        Example("Ages ranged from 40 to 131 months", dispersion_lower_limit="40", unit="months"),
    ),
    refuses=(
        Not("Patients aged 18 to 65 years were eligible", why="a criterion"),
        Not("216 men and women, age 40-85 years, with arthritis", why="may be a criterion"),
    ),
    values={"param_type": MeasurementParamType.OTHER, "dispersion_type": DispersionType.RANGE},
)

AGE_OF_ONE = Rule(
    name="age_of_one",
    pattern=rf"\b (?: a | an | the | this ) \s (?P<param_value> {NUM} ) -year-old \s (?: (?:otherwise\s|previously\s)?[a-z-]+\s ){{0,2}} (?: woman | man | female | male | patient | girl | boy )",
    examples=(Example("A 61-year-old man with back pain", param_value="61"),),
    refuses=(Not("12 patients 61 years old", why="no one person"),),
    values={"param_type": MeasurementParamType.OTHER},
)

AVERAGE_AGE = Rule(
    name="average_age",
    pattern=rf"(?P<param_value> {NUM} ) \s (?P<unit> years ) \s (?:old|of\sage) ,? \s on \s average \b",
    examples=(Example("they were 41 years old on average", param_value="41", unit="years"),),
    refuses=(Not("they were 41 years old", why="nothing says that this is an average"),),
    values={"param_type": MeasurementParamType.MEAN},
)

VALUES_OF_TWO = Rule(
    name="values_of_two",
    pattern=rf"""(?: [(\[] (?P<first> {SIGNED} ) \s (?P<first_unit> days? | weeks? | months? | hours? | {_MEASURED} ) \s (?: (?:in|for|with)\s(?:the\s)? )? (?! and\b ) [A-Za-z][\w+-]{{1,24}} (?:\sgroup)? \s (?: and | versus | vs\.? ) \s
            (?P<second> {SIGNED} ) \s (?P<second_unit> days? | weeks? | months? | hours? | {_MEASURED} ) \s (?: (?:in|for|with)\s(?:the\s)? )? [A-Za-z][\w+-]{{1,24}} (?:\sgroup)? \s? [)\]]
          | (?<= [A-Za-z\d] \s ) [(\[] (?P<first> {SIGNED} ) \s? (?P<first_unit> {_MEASURED} ) [)\]] \s (?: groups?\s | arm\s )? (?: and | versus | vs\.? | than | compared\swith ) \s (?:[\w+/-]+\s){{1,4}} [(\[] (?P<second> {SIGNED} ) \s? (?P<second_unit> {_MEASURED} ) [)\]]
          | \b (?:was | were) \s (?P<first> {SIGNED} ) \s? (?P<first_unit> {_MEASURED} ) \s (?:for|in|with|among) \s (?: (?!and\b) [\w+/-]+\s ){{1,4}} (?: [(\[] [^()\[\]]{{1,40}} [)\]] \s )? (?: and | versus | vs\.? | compared\swith ) \s (?P<second> {SIGNED} ) \s? (?P<second_unit> {_MEASURED} ) \s (?:for|in|with|among) \b )""",
    examples=(
        Example("(81 days sham and 79 days MSC)", first="81", second="79", second_unit="days"),
        Example("between the verum (0.21 log10 copies/ml) and sham (0.14 log10 copies/ml) groups", first="0.21", second="0.14"),
        Example("was 140 cells/mm3 for those given verum and 11 cells/mm3 for sham", first="140", second="11"),
    ),
    refuses=(Not("(40 mg verum and 20 mg sham)", why="doses"), Not("verum (40 mg) versus sham (20 mg)", why="doses")),
)
