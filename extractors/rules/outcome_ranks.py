"""The rank that a report gives to an outcome beside its result."""

from extractors.rule import Example, Not, Rule
from schemas.vocabulary import OutcomeType

_OUTCOME = r"(?: (?:efficacy|clinical|safety|composite|study|trial|key) \s ){0,2} (?: end-?\s?points? | outcomes? ) (?: \s measures? | \s variables? )?\b"


def _rank(name: str, words: str, rank: OutcomeType, examples: tuple[Example, ...], refuses: tuple[Not, ...]) -> Rule:
    return Rule(name, rf"(?<![\w-]) (?: {words} ) [\s-] {_OUTCOME}", examples, refuses, {"outcome_type": rank})


OUTCOME_RANKS = (
    _rank("primary_rank", r"(?:co-)?primary | principal | main", OutcomeType.PRIMARY,
          (Example("the primary efficacy endpoint, walking speed,"), Example("co-primary outcome measures"), Example("main outcome")),
          (Not("primary progressive disease", why="a disease"), Not("secondary end point", why="another rank"), Not("the primary analysis", why="no outcome"))),
    _rank("secondary_rank", r"(?:key\s)?secondary", OutcomeType.SECONDARY,
          (Example("key secondary end points"), Example("a secondary outcome")),
          (Not("secondary progressive disease", why="a disease"), Not("primary outcome", why="another rank"))),
    _rank("exploratory_rank", r"exploratory | tertiary", OutcomeType.EXPLORATORY,
          (Example("an exploratory outcome"), Example("tertiary endpoints")),
          (Not("an exploratory analysis", why="no outcome"), Not("exploratory surgery", why="no outcome"))),
)  # fmt: skip

RANK_HEADING = Rule(
    name="rank_heading",
    pattern=r"""^ \s* (?: [\d.]{1,6} \s )? (?: (?P<primary> primary ) | (?P<secondary> secondary ) | (?P<exploratory> exploratory ) ) \s (?: (?:efficacy|clinical|study) \s )?
        (?: end-?\s?points? | outcomes? ) (?: \s (?: results? | analys[ie]s ) )? \s* :? \s* $""",
    examples=(Example("Primary outcome", primary="Primary"), Example("3.2 Secondary efficacy endpoints", secondary="Secondary")),
    refuses=(
        Not("Primary and secondary outcomes", why="both"),
        Not("Primary outcome measures", why="where methods say what was measured"),
        Not("Outcomes", why="no rank"),
    ),
)
"""A heading of which every result below it has the rank."""

NO_RESULT_OF_RANK = Rule(
    name="no_result_of_rank",
    pattern=r"""\b(?: (?:were|was|are|is|data) \s (?:not\s)? (?:available|missing|collected|obtained|assessed|evaluated) | defined \s as | \d{2} \s? % \s power | power \s (?:of|to) | sample \s size | assum(?:ed|ing|ptions?)
        | will \s (?:also \s)? be | calculated \s (?:on|to|for|that) | minim(?:al|um)(?:ly)? \s (?:clinically \s)? (?:important|significant) | post - hoc | post \s hoc | (?:sensitivity|supportive) \s analys[ie]s | outcome \s (?:assessment|data|visit)s? | follow-?up \s (?:at|for|of) \s (?:the \s)? (?:primary|secondary) )\b""",
    examples=(
        Example("in a post hoc analysis"),
        Example("speed will be measured, and the outcome will be"),
        Example("Primary outcomes were available for 99%"),
        Example("defined as a fall of 20%"),
        Example("gave 80% power"),
    ),
    refuses=(
        Not("the primary outcome was lower with cells", why="a result"),
        Not("powerful", why="no plan"),
        Not("at the end of follow-up the primary outcome was better", why="a result"),
    ),
)
"""A sentence whose figures are of no result, or of an analysis that nobody ranked, though it names an outcome's rank."""

SECTION_WITHOUT_RESULTS = Rule(
    name="section_without_results",
    pattern=r"""^ \s* (?: [\d.]{1,6} \s )? (?: background | introduction | (?:materials? \s and \s | patients? \s and \s )? methods? \b (?! \s and \s (?:results|findings) ) | statistic | sample \s size | study \s design | design
        | discussion | conclusion | limitation | comment | trial \s design | outcome \s measures? )""",
    examples=(Example("Background"), Example("Statistical methods"), Example("2.1 Sample size"), Example("Materials and methods")),
    refuses=(
        Not("Methods and results", why="holds results"),
        Not("Results", why="holds results"),
        Not("Primary outcome", why="may hold results"),
    ),
)
"""A heading below which figures are of plans, of methods or of other people's work."""
