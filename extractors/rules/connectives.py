"""What stands between a value and the groups that it compares, tried at that place only."""

from extractors.connective import Connective
from extractors.rule import Not

IN_BOTH_ARMS = Connective(
    name="in_both_arms",
    pattern=r"\s*[)\]]*\s*in\s(?:both|each\sof\sthe|either)\s(?:two\s)?(?:treatment\s|study\s)?(?:groups?|arms?)\b",
    examples=(") in both groups", " in each of the two arms"),
    refuses=(Not(") in both eyes", why="no arms"), Not("). In both groups", why="another sentence")),
)
"""Follows a value that is told of a change within each arm."""

AND_ONLY = Connective(
    name="and_only",
    pattern=r"[^a-z.]{0,4} \s* (?:and|or|,) \s* (?:the\s)?",
    examples=(") and ", "), "),
    refuses=(Not(") and fewer ", why="words stand between"), Not("). And ", why="another sentence")),
)
"""What stands between a value and the second of two names that share their lead."""

FOR_ARM = Connective(
    name="for_arm",
    pattern=r"\s* for \s (?:the\s)?",
    examples=(" for ", " for the "),
    refuses=(Not(") and for ", why="words stand between"), Not(". For ", why="another sentence")),
)
"""What stands between a value and the arm that it is of: "P=0.01 for 300 mg and P=0.06 for 1,000 mg"."""

IN_ARM = Connective(
    name="within_arm",
    pattern=r"\s*[)\]]*\s*(?:in|for)\s+(?:either\s+)?(?:the\s+)?",
    examples=(") in the ", " for ", ") in either "),
    refuses=(Not(", with the ", why="another part"), Not(" and in ", why="another value's")),
)
"""What stands between a value and the arm within which it changed: "(p=0.01) in the splint group"."""

FOR_PAIR = Connective(
    name="for_pair",
    pattern=r"(?: \s*[)\]]*,?\s*(?:for|with|in|favou?ring)\s+(?:the\s+)? | \s*[,;]\s* )",
    examples=(") for ", ", favouring the ", ") in the ", "; "),
    refuses=(Not(" and the ", why="another value's"), Not(". For ", why="another sentence")),
)
"""What stands between a value and the first of the two arms that it compares."""

VERSUS = Connective(
    name="arm_versus_arm",
    pattern=r"\s*(?:groups?|arms?)?\s*(?:versus|vs\.?|compared\s(?:with|to)|over|than)\s+(?:the\s+|in\s+the\s+)?",
    examples=(" versus ", " group compared with the ", " arm than in the "),
    refuses=(Not(" and ", why="no comparison"), Not(" group, ", why="no comparison")),
)
"""What stands between two arms that are compared."""

MEASURED_AGAINST = Connective(
    name="measured_against",
    pattern=r"[^.;:?!\d]{0,60}? \b (?:versus|vs\.?|v\.?|against|compared\s(?:with|to)|in\scomparison\s(?:with|to)|relative\sto|minus|over|than) \s [^.;:,?!\d]{0,40}",
    examples=(" versus ", " were more likely to relapse than those given ", ", relative to ", " group minus the "),
    refuses=(Not(" and ", why="no comparison"), Not(". Compared with ", why="another sentence")),
)
"""What stands between an arm and the arm that it is measured against, whichever of the two is the trial's comparator."""

AGAINST_FIRST = Connective(
    name="against_first",
    pattern=r"(?:compared|comparison|relative|contrast) \s (?:with|to) \s (?:the\s|those\s(?:given|receiving|on)\s|patients\s(?:given|receiving|on)\s)?",
    examples=("Compared with ", "relative to the "),
    refuses=(Not("Patients given ", why="no comparison"),),
)
"""What stands before the arm that another, named after it, is measured against."""

AS_REFERENCE = Connective(
    name="as_reference",
    pattern=r"\s (?:group\s|arm\s)? (?:as|was|is) \s (?:the\s|a\s)? (?:reference|comparator|baseline\sgroup)",
    examples=(" as the reference", " group was the comparator"),
    refuses=(Not(" as the first line", why="no comparison"),),
)
"""What follows an arm that the others are measured against."""

CHANGE_AFTER_P = Connective(
    name="change_after_p",
    pattern=r"[)\]]? \s (?:absolute\s|mean\s|further\s)? (?:increases?|decreases?|reductions?|improvements?|rise|fall|gain|loss|decline|differences?) \s (?:in|of) \b",
    examples=(") increase in", ") mean reduction in"),
    refuses=(Not("). Increases in weight", why="another sentence"), Not(") and increase in weight", why="another result")),
)
"""Follows "12 g (p=0.03": the number before the p-value is a change."""

NEXT_OF_COMPARED = Connective(
    name="next_of_compared",
    pattern=r"\s* [)\]] \s? (?: ,?\sand\s | ,\s | \s? versus\s ) [-+]?\d[\d.,]{0,15}\s?%? \s? [(\[] \s*",
    examples=("] and 53.8% [", "), 9 ("),
    refuses=(Not("] and in gout 53.8% [", why="words stand between"), Not("]. 53.8% [", why="another sentence")),
)
"""Stands between that p-value and the one of the next value, which is compared with the first too."""

OTHER_P_VALUES = Connective(
    name="other_p_values",
    pattern=r"(?: [\s,;]{1,3} (?:and\s)? p \s? [<>=≤≥] \s? [\d.]{1,8} ){1,9}",
    examples=(", p<0.05, and p = 0.2", " and p<.05"),
    refuses=(Not("). p<0.05", why="another sentence"), Not(", gout p<0.05", why="it is told of something of its own")),
)
"""The rest of a list of p-values: what follows it is told of each."""

LABELS_VALUE = Connective(
    name="labels_value",
    pattern=r"\s*(?:groups?|arms?)?\s*:\s*",
    examples=(": ", " group: "),
    refuses=(Not(", ", why="no label"), Not(" fell by: ", why="words stand between")),
)
"""What stands between an arm that labels a value and the value: "(A: p<0.001; B: p=0.03)"."""
