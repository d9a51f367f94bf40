"""Words and figures that name no outcome, wherever a title is taken from."""

from extractors.rule import Example, Not, Rule

_FRACTION = r"(?<! [\w./,-] ) \d{1,5} \s? (?: / | \sof\s(?:the\s)? ) \s? \d{1,5} (?! [\w/.,-]*\d | \w )"

COMPARING_TITLE = Rule(
    name="comparing_title",
    pattern=r"^ (?: as \s )? (?: against | opposed | compared | versus | vs\.? | relative \s to | than | (?:below|above) (?! \s (?:the\s)? (?:age|poverty|normal|average)\b ) | whereas | while ) \b",
    examples=(Example("against"), Example("opposed to 32/73"), Example("below the threshold"), Example("than in sham")),
    refuses=(
        Not("antibodies against the donor", why="the comparing word stands inside a name"),
        Not("below the age of 50", why="what people are"),
        Not("comparative satisfaction", why="another word"),
    ),
)
"""A title that begins so was taken from a comparison: it tells of the other group, not of the outcome."""

FIGURES_IN_TITLE = Rule(
    name="figures_in_title",
    pattern=rf"(?: ^ {_FRACTION} | (?<! \b(?:acuity|vision|of|than|or)\s ) {_FRACTION} $ | \b [Pp] \s? [=<>≤] \s? 0?\.\d | \d{{2}} \s? % \s? CI\b | ± )",
    examples=(
        Example("32/73 responders"),
        Example("responders 47/75"),
        Example("9 of 40 women"),
        Example("pain p = 0.02"),
        Example("pain 95% CI"),
    ),
    refuses=(
        Not("visual acuity of 20/40", why="a state of the eye"),
        Not("50% relief of pain", why="a share that was asked for"),
        Not("grade 3/4 in both", why="grades inside a name"),
        Not("HbA1c <7.0%", why="a bound"),
    ),
)
"""A title that holds the figures of a result is a part of a sentence, not the name of an outcome."""
