"""P-values that compare no two arms: of an interaction, of a trend, or of a group with its own baseline."""

from extractors.rule import Example, Not, Rule

INTERACTION_P = Rule(
    name="interaction_p",
    pattern=r"""\b(?: p (?:[\s-]?values?)? \s? (?:for|of) \s (?:the \s)? (?:[\w-]+ \s){0,2}? (?:interaction|heterogeneity|trend) | p \s? [-_]? \s? \(? \s? (?:interaction|heterogeneity|trend) \b
        | p(?:int|het|trend|inter)\b | interaction (?:\s (?:test|term|effect))? [\s,:]* (?: (?:of|was|with) \s )? [(\[]? \s? p (?=\s?[=<>]) )""",
    examples=(
        Example("P for interaction = 0.03"),
        Example("p-interaction=0.4"),
        Example("Pint = 0.2"),
        Example("(interaction p=0.01"),
        Example("p value for the treatment-by-sex interaction"),
    ),
    refuses=(
        Not("p = 0.03", why="of no interaction"),
        Not("an interaction of drugs", why="no p-value"),
        Not("point = 3", why="a word"),
    ),
)

BASELINE_P_AFTER = Rule(
    name="baseline_p_after",
    pattern=r"""^ \s* ,? \s* (?: (?:vs\.?|versus|compared \s (?:with|to)|relative \s to|against|from|for \s (?:the \s)? (?:change|difference) \s from) \s (?:the\s|their\s|its\s)? (?:own\s)? (?:baseline|pre-?treatment|pre-?operative(?:ly)?|before \s treatment)
        | (?:within|intra)[\s-]groups? ) \b""",
    examples=(Example(" vs baseline)"), Example(", compared with pretreatment)"), Example(" within-group")),
    refuses=(
        Not(" vs placebo", why="an arm"),
        Not(" at baseline", why="a time"),
        Not(", adjusted for baseline", why="an adjustment"),
    ),
)
"""Right after a p-value: it compares a group with itself."""

BASELINE_P_BEFORE = Rule(
    name="baseline_p_before",
    pattern=r"""(?: (?:vs\.?|versus|compared \s (?:with|to)|relative \s to|from) \s (?:the\s|their\s|its\s)? (?:own\s)? (?:baseline|pre-?treatment|pre-?operative) (?: \s (?:values?|levels?|scores?) )? | \bwithin[\s-]groups? (?: \s \w+ )? ) \s* ,? \s* [(\[]? \s* $""",
    examples=(
        Example("fell compared with baseline ("),
        Example("rose from baseline ("),
        Example("versus their own baseline values, "),
    ),
    refuses=(Not("change from baseline was greater than with placebo (", why="compares arms"), Not("at baseline (", why="a time")),
)
"""Right before a p-value: it compares a group with itself, unless the sentence compares arms."""

COMPARES_ARMS = Rule(
    name="compares_arms",
    pattern=r"\b(?:than|between|compared\s(?:with|to)\s(?!(?:the\s|their\s|its\s)?(?:own\s)?(?:baseline|pre)) | versus\s(?!(?:the\s|their\s)?baseline) | vs\.?\s(?!(?:the\s|their\s)?baseline) | difference | differed | superior | greater | more \b | less \b | larger | smaller | better | both \s groups )",
    examples=(Example("greater with cells than with placebo"), Example("compared with placebo"), Example("differed")),
    refuses=(Not("compared with baseline", why="a group with itself"), Not("pain fell", why="no arms")),
)
