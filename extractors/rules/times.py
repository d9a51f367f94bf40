"""When something was measured: "at 6 months", "at week 24", "12-month", "after four weeks", "baseline".

Durations that are no time frame (a disease's, a course of treatment, an age) are refused by what stands around them.
"""

from extractors.fragments import NUM, NUMBER_WORD
from extractors.rule import Example, Not, Rule

_UNIT = r"(?: days? | weeks? | wks? | months? | mos? | years? | yrs? | hours? | hrs? | h | minutes? )"
_COUNT = rf"(?: {NUM} | {NUMBER_WORD} )"

TIME_POINT = Rule(
    name="time_point",
    pattern=rf"""(?: (?<![\w.%-]) (?<!±\s?) (?<!\d\s?-\s?) (?: (?P<first> (?:first|second|last|next) \s+ ) )? (?P<count> {_COUNT} ) (?: \s?-?\s? (?:and|or|to)? \s? -? {_COUNT} )? [\s-]{{1,2}}
            (?P<unit> {_UNIT} ) (?![\w/]) (?! \s?[(\[](?:mean|median|range|SD|IQR)\b ) (?! [\s-](?:old|duration|course|history|experience|intervals?|apart|younger|older|of\sage|walk|run|delay|time\swindow|half-life) )
        | \b end \s of \s (?:the\s)? (?P<unit> study | trial | treatment | therapy | follow-?up | intervention ) (?: \s (?:course|period|phase)\b )? (?! \s(?:group|arm|drug|medication) )
        | \b (?:first|second|third|fourth|final|last) \s (?P<unit> (?:study\s|follow-?up\s)?visit ) \b
        | (?<![\w-]) (?P<unit> day | weeks? | months? | years? | visit ) \s (?P<count> \d{{1,4}} ) (?![\w%]|\.\d) )""",
    examples=(
        Example("at 6 months after treatment", count="6", unit="months"),
        Example("at week 24", count="24", unit="week"),
        Example("the 12-month follow-up", count="12", unit="month"),
        Example("within four weeks", count="four", unit="weeks"),
        Example("during the first six months", count="six", first="first "),
        Example("Twelve months after", count="Twelve"),
        Example("at the second visit", unit="visit"),
        Example("at the end of the treatment period", unit="treatment"),
    ),
    refuses=(
        Not("a 53-year-old woman", why="an age"),
        Not("40 mg/day", why="a dose"),
        Not("the 6-minute walk", why="a test"),
        Not("59±14 years", why="an age"),
        Not("given on days 1 and 8", why="a schedule"),
        Not("12.5 week/kg", why="no time"),
    ),
)

DURATION_CONTEXT = Rule(
    name="duration_context",
    pattern=r"""(?: \bage[ds]?\b (?:\s(?:of|range|between|from|was|were|under|over|above))* | \bolder\sthan | \byounger\sthan | \bevery | \beach | \bper
        | \b(?:disease|symptom|treatment|illness)\sduration (?:\s(?:of|was|less\sthan|more\sthan))? | \bduration\s(?:of|was) | \bhistory\sof | \bat\sleast | [<>≥≤] | [<>]\s?or\s?= | \bmore\sthan
        | \bless\sthan | \bwithin\sthe\s(?:last|past|previous) | \bprevious | \bpast | \bmedian\sfollow-?\s?up (?:\s(?:of|was|time|duration|period|for))* | \bmean\sfollow-?\s?up (?:\s(?:of|was|time|period))*
        | \bfollow-?\s?up\s(?:of|was) | \bfor\sa\s(?:total|mean|median)\sof | \bmedian(?:\s(?:of|time))? | \bmean(?:\s(?:of|time))? | \blasted | \blasting | \bscore\sof | \bby\sa\smean\sof
        | \b(?:delay|stay|duration|interval)\b [^.;,]{0,30}? \b(?:was|were) | \b(?:survival|time|TTP|duration|PFS|OS|stay|delay)\b[^.;,()]{0,40}\b(?:was|were) | \b(?:daily|weekly|monthly|times|doses?)\s(?:for|over) | \bdelayed\sby | \bdiagnosed\swithin ) \s* (?:a\s|an\s|the\s)? $""",
    examples=(
        Example("patients aged "),
        Example("every "),
        Example("disease duration of "),
        Example("the median time to relapse was "),
        Example("≥"),
        Example("the delay from onset to surgery was "),
    ),
    refuses=(Not("measured at ", why="a time point follows"), Not("after ", why="a time point follows")),
)

_NOT_LED = r"(?<! \b(?:at|after|by|within|over|during|through|until|to|for|in|first|from|every|about\sto) \s (?:the\s|a\s|about\s)? ) (?<![\w.-])"

DURATION_AS_RESULT = Rule(
    name="duration_as_result",
    pattern=rf"""{_NOT_LED} (?P<duration> \d{{1,3}}\.\d{{1,2}} \s? {_UNIT} \b
          | (?: {NUM} \s (?:and|versus|vs\.?|v) \s )? {NUM} \s {_UNIT} \b
            (?= \s (?:in|for|with|among) \s (?:the\s|those\s)? (?:[\w+/-]+\s){{1,6}} (?:groups?|arms?)\b | \s (?:[(\[][^()\[\]]{{1,40}}[)\]]\s)? (?:versus|vs\.?|v|compared\swith|than) \s (?:[a-z]+\s)? \d )
          | (?<= \b(?:versus|vs|vs\.|v|than) \s) {NUM} \s {_UNIT} \b )""",
    examples=(
        Example("median survival 26.6 months", duration="26.6 months"),
        Example("relief lasted 6 months in the vehicle group", duration="6 months"),
        Example("delays of 9 days vs 14 days", duration="9 days"),
        Example("6 and 12 months in the short and long groups", duration="6 and 12 months"),
        Example("(open label, 9 days v 14 days)", duration="9 days"),
    ),
    refuses=(
        Not("at 6 months in the vehicle group", why="a time point"),
        Not("from baseline to 6 months in the high-dose group", why="a time point"),
        Not("the 12-month survival in the vehicle group", why="a time point"),
        Not("at 2.5 years", why="a time point"),
    ),
)
"""A length of time that is itself the result: its decimal shows it, or the groups and the other value beside it."""

AGE = Rule(
    name="age",
    pattern=rf"""(?<![\w.-]) (?P<age> (?:1[6-9]|[2-9]\d) \s? (?:-|to) \s? [2-9]\d \s years?\b | {NUM} (?: \s?-\s?{NUM} )? [\s-] years? \s (?:of\sage|old|or\s(?:older|younger|over|more)|and\s(?:older|over|younger)) \b )""",
    examples=(
        Example("women of 40-70 years", age="40-70 years"),
        Example("those 65 years or older", age="65 years or older"),
        Example("50 years of age", age="50 years of age"),
    ),
    refuses=(Not("at 4-6 years", why="a time point"), Not("followed for 20 years", why="a time point")),
)
"""Years that are people's age."""

BASELINE = Rule(
    name="baseline",
    pattern=r"(?: \b(?: at\s(?:study\s)?(?:baseline|entry|enrolment|enrollment|inclusion|admission|randomi[sz]ation) | baseline | (?:at|before)\sthe\s(?:start|beginning|outset)\sof\s(?:the\s)?(?:study|trial|treatment|therapy) | before\s(?:treatment|therapy|infusion|transplantation) | pre-?treatment ) \b )",
    examples=(
        Example("at baseline"),
        Example("the pretreatment score"),
        Example("before treatment"),
        Example("at the start of the trial"),
    ),
    refuses=(Not("the base line was drawn", why="no time"), Not("entry criteria", why="no time")),
)
