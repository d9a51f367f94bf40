"""How often a harm was seen: "16 reactions in 14 participants", "251 (73%) of 345 patients", "13; 3.1%", "none in the sham group"."""

from extractors.fragments import DIGITS, NUM
from extractors.rule import Example, Not, Rule
from extractors.rules.participants import COUNT, PEOPLE

_QUALIFIERS = r"(?: (?!of\b|in\b|to\b|and\b|or\b|on\b|with\b|vs\b|versus\b)[A-Za-z][\w+/.-]{0,20}\s ){0,3}?"
_PERCENT_SIGN = r"\s?(?:%|per\s?cent\b)"
_SHARE = rf"[(\[,;]\s?(?P<percent> {NUM} ){_PERCENT_SIGN}(?:\s?[)\]])?"
_NOT_A_TIME = r"(?! [\s-]?(?:days?|weeks?|months?|years?|hours?|h|mg|g|kg|ml|mL|µg|μg|IU|mm|cm|cycles?|courses?|doses?|arms?|groups?|centres?|centers?|sites?|times|-?fold|points?|trials?|studies)\b )"

EVENTS_IN_PEOPLE = Rule(
    name="events_in_people",
    pattern=rf"""(?P<event_count> {COUNT} ) (?P<what> (?:\sof\sthe|\sof\sthese)? (?: \s (?!in\b|and\b|or\b|vs\b|versus\b|had\b|were\srandom|patients\b|participants\b)[A-Za-z][\w+-]{{0,20}} ){{0,6}}? )
        \s (?:in|among|by|from) \s (?P<subjects_affected> {COUNT} ) (?: \s?{_SHARE} )? (?: \s?(?:of|/)\s?(?:the\s)?(?P<subjects_at_risk> {COUNT} ) )? \s {_QUALIFIERS} {PEOPLE} \b (?: \s?{_SHARE} )?""",
    examples=(
        Example("16 reactions in 14 participants", event_count="16", subjects_affected="14"),
        Example("ten in nine patients", event_count="ten", subjects_affected="nine"),
        Example("Two of the admissions were reported in one patient", event_count="Two", subjects_affected="one"),
        Example("12 events occurred in 9 (8%) patients", event_count="12", subjects_affected="9", percent="8"),
    ),
    refuses=(Not("3 weeks in 5.5 patients", why="no whole number"), Not("16 patients in 14 centres", why="people come first")),
)

PEOPLE_WITH_EVENTS = Rule(
    name="people_with_events",
    pattern=rf"""(?P<subjects_affected> {COUNT} ) (?: \s?{_SHARE} )? \s {_QUALIFIERS} {PEOPLE} \b (?: \s in\sthe\s(?:[\w+/-]+\s){{1,4}}?(?:group|arm) )? \s (?:had|experienced|reported|suffered|developed|with)\s(?:a\stotal\sof\s)?
        (?P<event_count> {COUNT} ) (?= \s (?! of\b | out\sof\b | or\smore\b | \( | {_QUALIFIERS}{PEOPLE}\b | days?\b | weeks?\b | months?\b | years?\b) [a-z] )""",
    examples=(
        Example("seven patients had nine episodes of fever", subjects_affected="seven", event_count="nine"),
        Example(
            "5 (10%) patients in the sham group experienced 8 infections", subjects_affected="5", percent="10", event_count="8"
        ),
    ),
    refuses=(Not("seven patients had pain for 3 days", why="a time"), Not("5 patients had 3 months of pain", why="a time")),
)

SHARE_OF_PEOPLE = Rule(
    name="share_of_people",
    pattern=rf"""(?P<subjects_affected> {COUNT} ) \s? (?: / \s? (?P<subjects_at_risk> {DIGITS} )(?![\w/]|\.\d) | (?:out\s)?of\s(?:the\s|all\s|these\s)? (?P<subjects_at_risk> {COUNT} ) ) (?: \s {_QUALIFIERS} {PEOPLE} )? (?: \s? =? \s? (?: {_SHARE} | (?<==\s?)(?P<percent> {NUM} ){_PERCENT_SIGN} ) )?
        | (?P<subjects_affected> {COUNT} ) (?: \s {_QUALIFIERS} {PEOPLE} )? \s?{_SHARE} (?: \s {_QUALIFIERS} {PEOPLE} )? \s(?:out\s)?of\s(?:the\s)?(?P<subjects_at_risk> {COUNT} ) (?: \s {_QUALIFIERS} {PEOPLE} )?
        | (?P<percent> {NUM} ){_PERCENT_SIGN} \s?[(\[]\s? (?:n\s?=\s?)? (?P<subjects_affected> {COUNT} ) (?: \s?/\s? (?P<subjects_at_risk> {DIGITS} ) | \s(?:out\s)?of\s (?P<subjects_at_risk> {COUNT} ) ) (?: \s {_QUALIFIERS} {PEOPLE} )? \s?[)\]]""",
    examples=(
        Example("5/107 (5%)", subjects_affected="5", subjects_at_risk="107", percent="5"),
        Example("44 patients (13%) of 345", subjects_affected="44", subjects_at_risk="345", percent="13"),
        Example("three of 12 patients", subjects_affected="three", subjects_at_risk="12", percent=None),
        Example("13% (34 of 269 patients)", percent="13", subjects_affected="34", subjects_at_risk="269"),
        Example("173/703 = 24.6%", subjects_affected="173", percent="24.6"),
    ),
    refuses=(
        Not("2 mg/kg", why="a dose"),
        Not("one of the patients", why="no total"),
        Not("14/03/2020", why="a date"),
        Not("12% of them", why="a share without counts"),
    ),
)

COUNT_AND_PERCENT = Rule(
    name="count_and_percent",
    pattern=rf"""(?P<subjects_affected> {COUNT} ) (?: \s (?: {_QUALIFIERS} {PEOPLE} | controls ) )? \s?{_SHARE}
        | (?P<percent> {NUM} ){_PERCENT_SIGN} \s?[(\[,;]\s? (?: n\s?=\s?(?P<subjects_affected> {DIGITS} ) | (?P<subjects_affected> {COUNT} ) (?=\s?[)\]]|\s{_QUALIFIERS}{PEOPLE}) ) (?: \s {_QUALIFIERS} {PEOPLE} )? \s?[)\]]?""",
    examples=(
        Example("12 (3%)", subjects_affected="12", percent="3"),
        Example("13; 3.1%", subjects_affected="13", percent="3.1"),
        Example("seven patients (6%)", subjects_affected="seven", percent="6"),
        Example("nine controls (5%)", subjects_affected="nine", percent="5"),
        Example("9% [n=1]", percent="9", subjects_affected="1"),
    ),
    refuses=(Not("12 (3)", why="nothing says percent"), Not("6.5 (12%)", why="no whole number")),
)

N_AFFECTED = Rule(
    name="n_affected",
    pattern=rf"[(\[,;]\s?n\s?=\s?(?P<subjects_affected> {DIGITS} )(?! [\w%] | [.,]\d )(?:\s?/\s?(?P<subjects_at_risk> {DIGITS} ))?(?: [,;]?\s?[(\[]?(?P<percent> {NUM} ){_PERCENT_SIGN} )?",
    examples=(Example("fever (n=9)", subjects_affected="9"), Example("rash [n = 3, 12%]", subjects_affected="3", percent="12")),
    refuses=(Not("(p=0.03)", why="a p-value"), Not("mean = 9", why="another letter")),
)

PERCENT_AFFECTED = Rule(
    name="percent_affected",
    pattern=rf"""(?: (?P<modifier> up\sto | about | approximately | around | roughly | nearly | almost | over | under | less\sthan | more\sthan | ~ ) \s? )? (?P<percent> {NUM} ){_PERCENT_SIGN} (?! \s?-?\s?(?:CI|C\.I|CrI|confidence|credib|power|or\s(?:more|less|greater|higher)|lower|higher|reduc|increas|decreas|saline|dextrose) )""",
    examples=(
        Example("Up to 8%", modifier="Up to", percent="8"),
        Example("59 percent", percent="59"),
        Example("(18.75%)", percent="18.75", modifier=None),
    ),
    refuses=(Not("95% CI", why="a level"), Not("50% lower", why="a difference"), Not("70% or more", why="a threshold")),
)

BARE_COUNT = Rule(
    name="bare_count",
    pattern=rf"""(?<!no\s) (?<! \b(?:grades?|types?|phase|class|stage|level|day|days|week|weeks|month|months|visit|cycle|version|than|least|every|aged?|age|CI|factor|interleukin|toxicity|score|group|arm|patient|case|table|figure|fig\.|ref\.)\s ) (?<! \d\s?(?:-|to|or|and/or|/)\s? ) (?<![=<>±≥≤]\s?)
        (?! (?:19|20)\d\d\b ) (?P<subjects_affected> {COUNT} ) {_NOT_A_TIME} (?! -[A-Za-z] | (?:,\s(?:\d{{1,3}}|[a-z]{{3,9}})){{0,5}},?\s(?:and|or)\s(?:\d{{1,3}}|[a-z]{{3,9}})\s(?:hours?|h|days?|weeks?|months?|years?|minutes?|min)\b | \s?(?: - | to | or | and/or ) \s?\d | \s?[-/]\s?\d | \s?: | \s?=\s? )""",
    examples=(Example("four in the sham group", subjects_affected="four"), Example("three deaths", subjects_affected="three")),
    refuses=(
        Not("grade 3 rash", why="a grade"), Not("grade 3 or 4 events", why="two grades"), Not("3 months", why="a time"), Not("no one died", why="an absence"),
        Not("3.5 deaths", why="no whole number"), Not("grade 3-4 events", why="a span of grades"), Not("between 2008 and 2010", why="years"), Not("5-fluorouracil", why="a name"), Not("at 2, 24, and 48 hours", why="times"), Not("after three, six and 12 months", why="times"),
    ),
)  # fmt: skip

ONE_PERSON = Rule(
    name="one_person",
    pattern=rf"\b(?P<subjects_affected> an? | another | an\sadditional ) (?= \s {_QUALIFIERS} (?:patient|participant|subject|person|woman|man|child|recipient|volunteer)\b )",
    examples=(
        Example("A participant developed rash", subjects_affected="A"),
        Example("Another treated patient died", subjects_affected="Another"),
    ),
    refuses=(Not("a patients' association", why="several"), Not("an event", why="an event is counted")),
)

NONE_OF_ARM = Rule(
    name="none_of_arm",
    pattern=r"\b(?P<none> none | no\sone | nobody | nil | no\spatients? | no\sparticipants? | zero )\b (?: \sof\s(?:the\s)?(?P<subjects_at_risk> \d{1,5} )\b )? (?= \s?(?:\( | in\b | on\b | with\b | of\sthose | receiving | given | [);,.] ) )",
    examples=(
        Example("vs none in the sham group", none="none"),
        Example("and none of 20 in the sham group", none="none", subjects_at_risk="20"),
        Example("two and none, respectively", none="none"),
    ),
    refuses=(Not("none died", why="a statement of its own"), Not("nonetheless", why="the word goes on")),
)
"""A member of a list of counts that is nought: only ever read after another count."""

_DONE_TO_PEOPLE = r"(?: (?:in|re-?in)?fusions? | injections? | shocks? | sessions? | procedures? | cycles? | catheters? | doses? | treatments? | implantations? | transfusions? | courses? | administrations? | applications? | aspirations? | operations? | punctures? | biops(?:y|ies) | visits? | samples? | scans? | cannulations? | deliver(?:y|ies) | blocks? | insertions? | exposures? )"

OF_PROCEDURES = Rule(
    name="of_procedures",
    pattern=rf"""(?P<count> {COUNT} ) (?: \s (?:cases?|events?|episodes?|times) )? (?: \s?{_SHARE} )? \s (?: (?:out\s)?of | in | after | during | following ) \s (?: (?:the|all|a\stotal\sof) \s )?
        (?P<whole> {COUNT} ) \s (?: (?!(?:patients|participants|subjects|people|women|men|children|and|or|in|with)\b) [A-Za-z][\w-]{{0,20}} \s ){{0,2}}? {_DONE_TO_PEOPLE} \b (?! \s? - | \s (?:arm|group)\b ) (?: \s?{_SHARE} )?""",
    examples=(
        Example("in 7 cases out of 192 shocks", count="7", whole="192"),
        Example("after 7 of 192 cell injections (3.6%)", count="7", whole="192", percent="3.6"),
    ),
    refuses=(
        Not("7 of 192 patients after injections", why="people"),
        Not("7 of 92 treatment group patients", why="people of a group"),
    ),
)
"""Counts of what happened in so many things done: no people are counted, and the whole is nobody at risk."""
