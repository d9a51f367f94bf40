"""Time points, durations and schedules, where they stand as such and not as a result."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not

_UNIT = r"(?:days?|weeks?|months?|years?|hours?|minutes?|wks?|mos?|yrs?|hrs?|mins?|decades?|h|d)"
_NUMBER = r"(?: (?<![\d.,]) (?: \d{1,4} (?:\.5)? | 0{5,40} ) (?! \d | [.,]\d ) )"
# "3", "3 and 6", "4-6", "3, 10, and 20", "3 months, and 6"
_NUMBERS = rf"(?: {_NUMBER} (?: (?: [\s-]? {_UNIT} )? \s? (?: ,\s(?:and|or)\s | [,/-] | \b(?:and|to|or|through)\b | \+/-|± ) \s? {_NUMBER} ){{0,7}} )"
_FILLERS = r"(?: (?:the|a|an|its|their|about|approximately|nearly|almost|least|first|last|next|further|additional|another|second|initial|once|twice|every) \s ){0,3}"

COMPOUND_TIME = NoResult(
    name="time_compound",
    # "6-month", "3- and 6-month", "3-6-mo", "Two-year survival", "24-months"
    pattern=rf"(?P<aside> (?: {_NUMBER} (?: -\s (?:and|to|or)\s | -\s?,\s? | -\sto\s | \s?(?:-|to)\s? ) )? {_NUMBER} ) [\s]? - [\s]? {_UNIT} (?! [a-z] | -old )",
    examples=(Example("the 6-month visit", aside="6"), Example("Two-year survival", aside="Two"), Example("3- and 6-month data"), Example("a 3-6-mo course", aside="3-6")),
    refuses=(Not("12 months", why="no compound"), Not("7.85-month", why="a value")),
)  # fmt: skip

TIME_POINT = NoResult(
    name="time_point",
    # "week 24", "days 3, 10, and 20", "months 3 and 6", "day -14"
    pattern=rf"\b (?: weeks? | days? | months? | years? | hours? | D | W ) \s -? (?P<aside> {_NUMBERS} ) (?! \s?% | \s?(?:patients|participants|subjects|women|men|children|versus|vs)\b | \s?± )",
    examples=(Example("at week 24", aside="24"), Example("on days 3, 10, and 20", aside="3, 10, and 20"), Example("Month 6", aside="6")),
    refuses=(Not("that day 12 patients", why="a count"), Not("weeks, 12", why="a new clause")),
)  # fmt: skip

TIME_AFTER_PREPOSITION = NoResult(
    name="time",
    # "at 6 and 12 months", "for 6 weeks", "within the first 3 days", "up to 60 days", "every 4 weeks", "baseline, 3 months"
    pattern=rf"""
        \b (?: at | by | after | within | over | during | until | till | through(?:out)? | every | up\sto | first | second | third | next | previous | past | preceding | beyond | baseline(?:,|\sand|\sto|\s-) | as\s(?:early|late|long)\sas
        | over\sa\s(?:period|course)\sof | period\sof | course\sof | effect\sof | (?<!median\s)(?<!mean\s)(?:duration|follow-?up)(?:\speriod)?(?:\sof|\swas|:|\s{{0,2}}\n\s?-) )
        \s {_FILLERS} (?P<aside> {_NUMBERS} ) [\s-]? (?:consecutive\s|calendar\s|full\s)? {_UNIT} (?![a-z\d]) (?! \s? (?: ± | \(9\d | \[9\d ) )
      | (?: \b (?: for | in | last | initial | following | before | lasting | lasted | since | each | at\sleast | (?:more|less|longer|shorter|fewer|greater)\sthan | minimum\sof | maximum\sof | total\sof
        | about | approximately | around | roughly | between | (?<!rang(?:ed|ing)\s)from | planned ) | [≥≤<>] )
        \s? {_FILLERS} (?P<aside> {_NUMBERS} ) [\s-]? {_UNIT} (?![a-z\d])
        (?! \s? (?: [±(\[=] | vs | versus | [\w-]{{2,15}} \s (?:versus|vs)\b | CI | in\sthe | for\sthe | faster | longer | shorter | less | more | earlier | with\scontrol ) )
      | \b volume\s(?:in|after)\s (?P<aside> 1 ) \s? s(?:ec(?:ond)?)?\b
    """,
    examples=(
        Example("at 6 and 12 months", aside="6 and 12"), Example("for 6 weeks", aside="6"), Example("within the first 3 days", aside="3"), Example("every four weeks", aside="four"),
        Example("over 2 h at baseline", aside="2"), Example("up to 60 days", aside="60"),
    ),
    refuses=(Not("in 12 patients", why="a count"), Not("for 12 (95% CI 9-15) days", why="a result"), Not("was 14.2 ± 3 days", why="a result"), Not("fell to 12 versus 15 days", why="a result")),
)  # fmt: skip

TIME_BEFORE_EVENT = NoResult(
    name="time_since",
    # "Twelve months after treatment", "4-6 years post infusion", "12 months of follow-up", "(2 weeks)", "one week later"
    pattern=rf"""
        (?<! ±\s? | =\s? | \b(?:was|were|median|mean)\s | [(\[]\d{{1,3}}- ) (?P<aside> {_NUMBERS} ) [\s-]? {_UNIT} \s?
        (?: after | before | post\w* | pre\w{{0,14}} | later | prior | following | of\s(?:follow-?up|treatment|therapy|age|intervention|study|observation|life|gestation) | follow-?up | from | apart | period | gestation\w*
        | or\s(?:older|over|more|longer|less|younger|above) | and\s(?:older|over|above) | into | duration | course | intervals? | daily | on\streatment | ago | blinded | open-label )
        (?! \w )
      | [(\[] (?P<aside> {_NUMBERS} ) [\s-]? {_UNIT} [)\]]
      | (?<= ,\s | ;\s ) (?P<aside> {_NUMBERS} ) \s {_UNIT} (?= , | \sand\s\d )
    """,
    examples=(
        Example("Twelve months after treatment", aside="Twelve"), Example("4-6 years post infusion", aside="4-6"), Example("short studies (2 weeks)", aside="2"), Example("18 years or older", aside="18"),
        Example("one week later", aside="one"),
    ),
    refuses=(Not("lasted 12 days in controls", why="a result"), Not("= 12 months after", why="a result"), Not("12 patients after", why="a count")),
)  # fmt: skip

ORDINAL = NoResult(
    name="ordinal",
    # "the 12th month", "the 95th percentile"
    pattern=r"(?<![\w.,]) (?P<aside> \d{1,3} ) (?: st | nd | rd | th ) \b",
    examples=(Example("At the 12th month", aside="12"), Example("the 95th percentile", aside="95")),
    refuses=(Not("12 thousand", why="apart"), Not("3rds", why="a longer word")),
)  # fmt: skip

SCHEDULE = NoResult(
    name="schedule",
    # "4 times daily", "three times a week", "2 x daily", "four cycles", "twice-daily for 2 days"
    pattern=rf"""
        (?P<aside> {_NUMBER} ) [\s-]? (?: times | x | × | doses? | tablets? | capsules? | drops? | puffs? | injections? | infusions? | sessions? | cycles? | courses? | applications? ) \s?
        (?: (?:/|per|a|each|every)\s?(?:day|week|month|year|hour|d|wk)\b | daily | weekly | monthly | yearly | nightly | of | at | given | every | per | followed | for | in\stotal ) (?! \w )
      | \b q (?P<aside> \d{{1,2}} ) [hdwm]? \b
    """,
    examples=(Example("drops 4 times daily", aside="4"), Example("three times a week", aside="three"), Example("six cycles of chemotherapy", aside="six"), Example("two injections per knee", aside="two")),
    refuses=(Not("3 times more common", why="a ratio"), Not("12 doses", why="bare")),
)  # fmt: skip
