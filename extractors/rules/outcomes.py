"""The outcome that a trial declares as its primary one, and the places that speak of it by that rank alone."""

from extractors.rule import Example, Not, Rule

_RANK = r"(?:primary|principal|main)"
_OUTCOME = r"(?:(?:efficacy|clinical|safety|study|composite)\s)?(?:end-?\s?point|outcome)(?:\s(?:measure|variable))?"
_NAME = r"(?: [^.;:()\[\]\n] | \.(?=\d) | \([^()\n]{1,40}\) ){2,220}?"

DECLARED_OUTCOME = Rule(
    name="declared_outcome",
    pattern=rf"""\b{_RANK} \s {_OUTCOME} (?:\s(?:of|in|for)\s(?:this|the|our)\s(?:[\w-]+\s){{0,2}}(?:study|trial|analysis))? \s? (?: \s(?:was|is|were)\s | :\s? | ,\s ) (?!(?:also|not|met|analy[sz]ed|reached|evaluated|assessed|achieved|similar|similarly)\b)
        (?:defined\sas\s)? (?:the\s|an?\s)? (?P<outcome> {_NAME} )
        (?= \s* (?: [.;:\n] | \( (?![^()\n]{{1,12}}\)) | $ | ,?\s(?:defined|which|who|where|with\sthe\shypothesis|assessed|measured|as\s(?:assessed|measured|determined)|determined|blindly|and\s(?:the\s)?(?:secondary|analysis|method)) | -(?:ie|that\sis) ) )""",
    examples=(
        Example("The primary outcome was loss of sleep.", outcome="loss of sleep"),
        Example(
            "Primary end point: the share with a gout response (GR[2]) at week 9 with less pain.",
            outcome="share with a gout response (GR[2]) at week 9 with less pain",
        ),
        Example("the main outcome was speed (metres a second over the whole day)", outcome="speed"),
        Example("the primary endpoint of this trial was weight, measured by nurses", outcome="weight"),
    ),
    refuses=(
        Not("The primary outcome was met by more of them (", why="a result"),
        Not("The primary outcome was not different (", why="a result"),
        Not("A secondary outcome was weight.", why="no primary outcome"),
    ),
)

DECLARED_OUTCOME_AFTER = Rule(
    name="declared_outcome_after",
    pattern=rf"""(?<= [.;] \s | \n | ^ ) (?:The\s)? (?P<outcome> (?!(?:this|that|it|which)\s) [^.;:\n]{{3,120}}? ) \s (?:was|is|were) \s (?:the|our|a) \s {_RANK} \s {_OUTCOME} \b""",
    examples=(Example("Loss of sleep was the primary endpoint.", outcome="Loss of sleep"),),
    refuses=(
        Not("This was the primary outcome", why="it names nothing"),
        Not("Loss of sleep was a secondary outcome.", why="not primary"),
    ),
)

PRIMARY_OUTCOME_MENTION = Rule(
    name="primary_outcome_mention",
    pattern=rf"\b(?:the|this|our|its|study's|for|in) \s (?:[a-z]+\s)? {_RANK} \s {_OUTCOME} \b",
    examples=(
        Example("the primary end point was met"),
        Example("no difference in the primary outcome ("),
        Example("the composite primary outcome"),
    ),
    refuses=(Not("primary care", why="no outcome"), Not("the secondary outcome", why="another outcome")),
)
"""Speaks of the primary outcome without its name."""
