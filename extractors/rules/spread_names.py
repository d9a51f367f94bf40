"""What a report says that its spreads are: an unnamed "±" can stand before either."""

from extractors.rule import Example, Not, Rule

ERROR_STATED = Rule(
    name="error_stated",
    pattern=r"(?: (?:±|\+/-) \s? (?:SEM?\b|s\.e\.|standard\serrors?) | \b(?:means?|values?|data|results?) \s [^.;]{0,40}? \(? \b(?:SEM|standard\serrors?(?:\sof\sthe\smean)?)\b )",
    examples=(Example("values are mean ± SEM"), Example("means with standard errors"), Example("data are mean (SEM)")),
    refuses=(
        Not("values are mean ± SD", why="a standard deviation"),
        Not("seminal results", why="an ordinary word"),
        Not("2.1 ± 0.3", why="does not say what follows the sign"),
    ),
)
"""The report gives standard errors somewhere: what an unnamed "±" stands before is then not sure."""

DEVIATION_NAMED = Rule(
    name="deviation_named",
    pattern=r"\b(?:SDs?|s\.d|standard\sdeviations?)\b",
    examples=(Example("mean (SD)"), Example("with standard deviations of")),
    refuses=(Not("mean (SE)", why="a standard error"), Not("SDMT", why="a test")),
    ignore_case=False,
)
"""Names the spread of the values themselves."""
