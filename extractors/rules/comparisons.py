"""Words around a value that say whether it compares, with what, and which arm it is of. No numbers are read here."""

from extractors.rule import Example, Not, Rule

COMPARISON_WORD = Rule(
    name="comparison_word",
    pattern=r"""\b(?: compared | versus | vs\.? | than | difference | differ(?:s|ed)? | (?:between|in\s+both)\s+(?:the\s+)?(?:two\s+)?(?:groups|arms) | relative\s+to | lower | higher | greater | less | more
        | fewer | shorter | longer | better | worse | superior | inferior | larger | smaller )\b""",
    examples=(
        Example("pain was lower ("),
        Example("no difference ("),
        Example("between the two groups"),
        Example("splints versus none"),
    ),
    refuses=(Not("pain fell (", why="one group's own change"), Not("lowered by 3 points", why="one group's own change")),
)

PREDICTION_WORD = Rule(
    name="prediction_word",
    pattern=r"\b(?:associated\swith|predict\w*|prognostic|correlat\w+|risk\sfactors?|independent(?:ly)?)\b",
    examples=(Example("age predicted falls"), Example("a risk factor for falls"), Example("gout was associated with falls")),
    refuses=(Not("falls were rarer with splints", why="arms are compared"), Not("the association of nurses", why="no result")),
)
"""Says that something other than the arms is compared."""

FROM_START = Rule(
    name="from_start",
    pattern=r"""\b(?: (?:from|with|to|versus|vs\.?|than|over) \s (?:(?:the|that|those|their|values?|at|their\sown|data)\s){0,3} (?:baseline|pre-?treatment|pre-?operative(?:ly)?)
        | than \s (?:(?:that|those|the\sscore|values)\s)? before (?:\s(?:the\s)?\w+)? | before \s and \s after | compared\s(?:with|to) \s (?:(?:that|those|values)\s)? before )\b""",
    examples=(
        Example("fell compared with those at baseline"),
        Example("higher than before dosing"),
        Example("changes from baseline"),
        Example("differences before and after dosing"),
    ),
    refuses=(Not("alike at baseline", why="groups at the start"), Not("before the visit", why="a time")),
)
"""A comparison of one group at two times."""

ALL_GROUPS = Rule(
    name="all_groups",
    pattern=r"\b(?:between|among|across|in|of)\s(?:the\s|all\s|any\sof\sthe\s){0,2}(?:three|four|five|six|[3-6])\s(?:(?:treatment|study|dose|trial)\s)?(?:groups|arms)\b",
    examples=(Example("alike among the three groups"), Example("no difference between all four study arms")),
    refuses=(Not("between the two groups", why="a pair"), Not("between groups", why="how many is not said")),
)
"""A test of more than two arms at once: no pair of them is compared."""

BETWEEN_GROUPS = Rule(
    name="between_groups",
    pattern=r"\b(?:between|among|across)\s(?:the\s)?(?:(?:study|treatment|trial)\s)?(?:groups|arms)\b",
    examples=(Example("no difference between groups"), Example("alike across the study arms")),
    refuses=(Not("between the two groups", why="a pair"), Not("between age groups", why="no arms")),
)
"""Compares the arms of the trial without naming them."""

BETWEEN_GROUP = Rule(
    name="between_group",
    pattern=r"\b(?:between|inter)-?\s?(?:group|arm|treatment)s?\s(?:mean\s)?(?:difference|effect|comparison)",
    examples=(Example("; between-group difference 2.5"), Example("the intergroup difference was")),
    refuses=(Not("between groups of women", why="no difference is told of"), Not("within-group difference", why="of one arm")),
)
"""A difference told so is never a change within the arm that the sentence named last."""

ASIDE = Rule(
    name="aside",
    pattern=r"\b(?:despite|although|whereas|except)\b",
    examples=(Example("despite a lower dose at the end"),),
    refuses=(Not("and a lower dose", why="the sentence goes on"),),
)
"""Opens a remark: a time named in it holds no longer than it."""

COMPARED_TO_ARM = Rule(
    name="compared_to_arm",
    pattern=r"\b(?:versus|vs\.?|compared\s(?:with|to)|relative\sto|than)\s(?:(?:in|with|for|the|those|on|receiving|given|patients|participants)\s){0,4} $",
    examples=(Example("lower than with "), Example("compared with "), Example("versus the ")),
    refuses=(Not("splint and ", why="no comparison"), Not("compared with baseline in ", why="one group at two times")),
)
"""Stands right before the arm that others are compared with."""

BOTH = Rule(
    name="both",
    pattern=r"\bboth\s(?:of\s)?(?:the\s)?(?!groups|arms|sexes|eyes|sides)\S",
    examples=(Example("in both the 10 mg and 20 mg groups"), Example("both gel and cream")),
    refuses=(Not("in both groups", why="the arms are not named"), Not("bothered", why="another word")),
)
"""Leads a list of two."""

FIRST_OF_COMPARED = Rule(
    name="first_of_compared",
    pattern=r"(?<![\w.]) [-+]?\d[\d.,]{0,15}\s?%? \s (?:versus|vs\.?|v|compared\swith) \s [-+]?\d[\d.,]{0,15}\s?%? \s? [(\[] \s* $",
    examples=(Example("40.2% versus 62.6% ["), Example("4 vs 6 (")),
    refuses=(Not("40.2% versus 62.6% in gout (", why="words stand between"), Not("62.6% [", why="one value")),
)
"""Stands before the p-value of the second of two values."""

CHANGE_WORD = Rule(
    name="change_word",
    pattern=r"\b(?:increases?|decreases?|reductions?|improvements?|differences?|gains?|changes?)\b",
    examples=(Example("larger increases in weight"), Example("the change vs placebo: ")),
    refuses=(Not("weight increased", why="a verb may tell of one group"), Not("exchanged", why="another word")),
)
"""With a comparison it makes the number right before a p-value a difference."""
