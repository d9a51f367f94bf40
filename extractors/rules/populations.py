"""The people that a result is restricted to: an analysis set or a subgroup."""

from extractors.rule import Example, Not, Rule

_SET = r"""(?: (?:modified|strict)\s )? (?: intention - to - treat | intention\sto\streat | intent - to - treat | intent\sto\streat | per - protocol | per\sprotocol | as - treated )
        (?: \s \( (?:m?ITT|PP|AT) \) )? | \b(?:m?ITT|PP)\b | full \s analysis | completer s? | safety (?= [\s-] (?:analysis\s)? (?:population|set|cohort|sample) )"""

ANALYSIS_SET = Rule(
    name="analysis_set",
    pattern=rf"""\b(?P<population> (?: {_SET} ) (?: \s|- ) (?: analysis \s )? (?: population | set | cohort | sample | analys[ie]s (?! \s (?: plan | was \s (?:performed|used|done|conducted|planned) )) ) \b (?! \s (?:sets|populations)\b ) (?: \s \( [A-Z]{{2,4}} \) )?
        | (?<= \b(?:in|by|for|on)\s | \d\s ) (?:m?ITT|PP)\b (?! \s (?:analys|popul|set|cohort|sample|use|dose) | - ) )""",
    examples=(
        Example("in the intention-to-treat population", population="intention-to-treat population"),
        Example(
            "in the modified ITT (mITT) analysis, modified intention-to-treat set", population="modified intention-to-treat set"
        ),
        Example("by per-protocol analysis", population="per-protocol analysis"),
        Example("the PP set", population="PP set"),
        Example("80% in ITT and", population="ITT"),
        Example("in the full analysis set (FAS)", population="full analysis set (FAS)"),
    ),
    refuses=(
        Not("safety was good", why="no set of people"),
        Not("returned for safety analyses", why="no set of people"),
        Not("an intention-to-treat analysis was performed", why="says how, of no result"),
        Not("treated per protocol with cells", why="no set of people"),
        Not("the study population", why="everybody"),
        Not("the PP interval", why="no set of people"),
        Not("the ITT and safety analysis sets", why="two sets"),
    ),
)

SUBGROUP = Rule(
    name="subgroup",
    pattern=r"""\b (?: (?: (?:the|a|this|our) \s )? (?:prespecified|pre-specified|predefined|exploratory|post-hoc) | the | a | this | our ) \s
            (?P<population> (?! (?:each|every|any|no|larger|smaller|other|same|first|second|relevant|following|important|certain|small|large|this|that|all|one|given|particular|specific|the|a|our)\b ) (?: (?! (?:in|of|for|with|by|among|to|from|between|and|or|than|was|were|each)\s ) [\w.<>=≥≤%+-]{1,24} \s ){1,4} (?<! \b(?:prespecified|predefined|exploratory|control|comparison|comparator|placebo|treatment|specified|planned)\s ) (?:subgroup|sub-group|subset|stratum) )\b (?! \s (?: [\dA-Z]\b | analys ) )
        | \b(?P<population> (?:subgroup|sub-group|subset) \s of \s (?: (?:the|those) \s )? (?! \d | (?:analys[ie]s|patients?|participants?|subjects?)\s(?:and|was|were|is|are|showed|had|in\sthe)\b )
            [^,;:.()\[\]\n]{3,70}? (?= \s* (?: [,;:(\[)\]] | \.(?:\s|$) | $ | \s(?: was|were|had|showed|did|the|there|and\sin|MSCs?|cells|treatment )\b ) ) )""",
    examples=(
        Example(
            "in the subgroup of patients with EDSS 5 or more, speed rose", population="subgroup of patients with EDSS 5 or more"
        ),
        Example("in the prespecified low-ejection-fraction subgroup", population="low-ejection-fraction subgroup"),
        Example("In a subset of younger women, pain fell", population="subset of younger women"),
    ),
    refuses=(
        Not("subgroup analyses were planned", why="names no subgroup"),
        Not("in each subgroup", why="names none"),
        Not("the incidence in subgroup 1", why="a number is no name"),
        Not("in the prespecified subgroup analyses", why="names none"),
        Not("compared with a control subgroup", why="what others are compared with"),
        Not("a subset of 12 patients had biopsies", why="a number of people, not who they are"),
    ),
)

EVERYBODY = Rule(
    name="everybody",
    pattern=r"\b(?: overall | (?:whole|entire|total|full|overall|study) \s (?:study\s)? (?:population|cohort|sample|group) | all \s (?:randomi[sz]ed\s)? (?:patients|participants|subjects) )\b",
    examples=(Example("overall, 12 improved"), Example("in the whole cohort"), Example("in all patients")),
    refuses=(Not("in the subgroup of women", why="some of them"), Not("in all groups", why="groups")),
)
"""Ends a restriction: what follows is told of everybody again."""
