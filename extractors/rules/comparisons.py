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

IN_BOTH_ARMS = Rule(
    name="in_both_arms",
    pattern=r"\G \s*[)\]]*\s*in\s(?:both|each\sof\sthe|either)\s(?:two\s)?(?:treatment\s|study\s)?(?:groups?|arms?)\b",
    examples=(Example(") in both groups"), Example(" in each of the two arms")),
    refuses=(Not(") in both eyes", why="no arms"), Not("). In both groups", why="another sentence")),
)
"""Follows a value that is told of a change within each arm."""

AND_ONLY = Rule(
    name="and_only",
    pattern=r"\G [^a-z.]{0,4} \s* (?:and|or|,) \s* (?:the\s)? $",
    examples=(Example(") and "), Example("), ")),
    refuses=(Not(") and fewer ", why="words stand between"), Not("). And ", why="another sentence")),
)
"""What stands between a value and the second of two names that share their lead."""

ASIDE = Rule(
    name="aside",
    pattern=r"\b(?:despite|although|whereas|except)\b",
    examples=(Example("despite a lower dose at the end"),),
    refuses=(Not("and a lower dose", why="the sentence goes on"),),
)
"""Opens a remark: a time named in it holds no longer than it."""

FOR_ARM = Rule(
    name="for_arm",
    pattern=r"\G \s* for \s (?:the\s)? (?=\S|$)",
    examples=(Example(" for "), Example(" for the ")),
    refuses=(Not(") and for ", why="words stand between"), Not(". For ", why="another sentence")),
)
"""What stands between a value and the arm that it is of: "P=0.01 for 300 mg and P=0.06 for 1,000 mg"."""

IN_ARM = Rule(
    name="within_arm",
    pattern=r"\G \s*[)\]]*\s*(?:in|for)\s+(?:either\s+)?(?:the\s+)? (?=\S|$)",
    examples=(Example(") in the "), Example(" for "), Example(") in either ")),
    refuses=(Not(", with the ", why="another part"), Not(" and in ", why="another value's")),
)
"""What stands between a value and the arm within which it changed: "(p=0.01) in the splint group"."""

FOR_PAIR = Rule(
    name="for_pair",
    pattern=r"\G (?: \s*[)\]]*,?\s*(?:for|with|in|favou?ring)\s+(?:the\s+)? | \s*[,;]\s* ) (?=\S|$)",
    examples=(Example(") for "), Example(", favouring the "), Example(") in the "), Example("; ")),
    refuses=(Not(" and the ", why="another value's"), Not(". For ", why="another sentence")),
)
"""What stands between a value and the first of the two arms that it compares."""

VERSUS = Rule(
    name="arm_versus_arm",
    pattern=r"\G \s*(?:groups?|arms?)?\s*(?:versus|vs\.?|compared\s(?:with|to)|over|than)\s+(?:the\s+|in\s+the\s+)? (?=\S|$)",
    examples=(Example(" versus "), Example(" group compared with the "), Example(" arm than in the ")),
    refuses=(Not(" and ", why="no comparison"), Not(" group, ", why="no comparison")),
)
"""What stands between two arms that are compared."""

COMPARED_TO_ARM = Rule(
    name="compared_to_arm",
    pattern=r"\b(?:versus|vs\.?|compared\s(?:with|to)|relative\sto|than)\s(?:(?:in|with|for|the|those|on|receiving|given|patients|participants)\s){0,4} $",
    examples=(Example("lower than with "), Example("compared with "), Example("versus the ")),
    refuses=(Not("splint and ", why="no comparison"), Not("compared with baseline in ", why="one group at two times")),
)
"""Stands right before the arm that others are compared with."""

CHANGE_AFTER_P = Rule(
    name="change_after_p",
    pattern=r"\G [)\]]? \s (?:absolute\s|mean\s|further\s)? (?:increases?|decreases?|reductions?|improvements?|rise|fall|gain|loss|decline|differences?) \s (?:in|of) \b",
    examples=(Example(") increase in weight"), Example(") mean reduction in pain")),
    refuses=(Not("). Increases in weight", why="another sentence"), Not(") and increase in weight", why="another result")),
)
"""Follows "12 g (p=0.03": the number before the p-value is a change."""

BOTH = Rule(
    name="both",
    pattern=r"\bboth\s(?:of\s)?(?:the\s)?(?!groups|arms|sexes|eyes|sides)\S",
    examples=(Example("in both the 10 mg and 20 mg groups"), Example("both gel and cream")),
    refuses=(Not("in both groups", why="the arms are not named"), Not("bothered", why="another word")),
)
"""Leads a list of two."""

FIRST_OF_COMPARED = Rule(
    name="first_of_compared",
    pattern=r"(?<![\w.]) [-+]?\d[\d.,]*\s?%? \s (?:versus|vs\.?|v|compared\swith) \s [-+]?\d[\d.,]*\s?%? \s? [(\[] \s* $",
    examples=(Example("40.2% versus 62.6% ["), Example("4 vs 6 (")),
    refuses=(Not("40.2% versus 62.6% in gout (", why="words stand between"), Not("62.6% [", why="one value")),
)
"""Stands before the p-value of the second of two values."""

NEXT_OF_COMPARED = Rule(
    name="next_of_compared",
    pattern=r"\G \s* [)\]] \s? (?: ,?\sand\s | ,\s | \s? versus\s ) [-+]?\d[\d.,]*\s?%? \s? [(\[] \s* $",
    examples=(Example("] and 53.8% ["), Example("), 9 (")),
    refuses=(Not("] and in gout 53.8% [", why="words stand between"), Not("]. 53.8% [", why="another sentence")),
)
"""Stands between that p-value and the one of the next value, which is compared with the first too."""

CHANGE_WORD = Rule(
    name="change_word",
    pattern=r"\b(?:increases?|decreases?|reductions?|improvements?|differences?|gains?|changes?)\b",
    examples=(Example("larger increases in weight"), Example("the change vs placebo: ")),
    refuses=(Not("weight increased", why="a verb may tell of one group"), Not("exchanged", why="another word")),
)
"""With a comparison it makes the number right before a p-value a difference."""

OTHER_P_VALUES = Rule(
    name="other_p_values",
    pattern=r"\G (?: [\s,;]{1,3} (?:and\s)? p \s? [<>=≤≥] \s? [\d.]{1,8} ){1,9}",
    examples=(Example(", p<0.05, and p = 0.2"), Example(" and p<.05")),
    refuses=(Not("). p<0.05", why="another sentence"), Not(", gout p<0.05", why="it is told of something of its own")),
)
"""The rest of a list of p-values: what follows it is told of each."""

LABELS_VALUE = Rule(
    name="labels_value",
    pattern=r"\G \s*(?:groups?|arms?)?\s*:\s*",
    examples=(Example(": "), Example(" group: ")),
    refuses=(Not(", ", why="no label"), Not(" fell by: ", why="words stand between")),
)
"""What stands between an arm that labels a value and the value: "(A: p<0.001; B: p=0.03)"."""
