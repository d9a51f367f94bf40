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
        (?: end-?\s?points? | outcomes? ) (?: \s measures? )? (?: \s (?: results? | analys[ie]s ) )? \s* :? \s* $""",
    examples=(Example("Primary outcome", primary="Primary"), Example("3.2 Secondary efficacy endpoints", secondary="Secondary")),
    refuses=(Not("Primary and secondary outcomes", why="both"), Not("Outcomes", why="no rank")),
)
"""A heading of which every result below it has the rank."""
