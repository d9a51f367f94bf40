"""The period of a crossover trial that a result is told of."""

from extractors.rule import Example, Not, Rule

CROSSOVER = Rule(
    name="crossover",
    pattern=r"\bcross(?:ed)?[-\s]?over\b",
    examples=(Example("a crossover trial"), Example("who crossed over"), Example("cross-over design")),
    refuses=(Not("crossing over the road", why="no design"), Not("parallel groups", why="another design")),
)

CROSSOVER_PERIOD = Rule(
    name="crossover_period",
    pattern=r"""\b(?: (?:in|during|of|for|at \s the \s end \s of|after|from) \s (?:the \s)? )
        (?P<period> (?:first|second|third|1st|2nd) \s (?:treatment \s | study \s | intervention \s | cross-?over \s )? (?:period|phase) | (?:treatment \s|study \s)? period \s [123AB] )\b
        | \b(?P<period> (?:before|prior \s to|after) \s (?:the \s)? cross-?over )\b""",
    examples=(
        Example("in the first treatment period", period="first treatment period"),
        Example("during period 2", period="period 2"),
        Example("Before crossover, 4 relapsed", period="Before crossover"),
    ),
    refuses=(
        Not("in the first postoperative period", why="no period of the design"),
        Not("the second phase 3 trial", why="a trial"),
        Not("at crossover", why="a moment"),
    ),
)
