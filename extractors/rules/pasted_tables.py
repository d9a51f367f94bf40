"""What is left of a table in running text: its heads with their sizes, and its cells, which may be glued to each other.

A cell's pattern has no look behind it, so that it can be tried at any place of "19.9 ± 2.419.1 ± 2.8".
"""

from extractors.rule import Example, Not, Rule

_N = r"(?: (?: 0 | [1-9]\d{0,2}(?:,\d{3}){1,3} | [1-9]\d{0,6} ) (?: \.\d{1,3} )? | \.\d{1,3} )"
_WHOLE = r"(?: 0 | [1-9]\d{0,5} )"
_TO = r"(?: \s*-\s* | \s+to\s+ | \s*[,;]\s* )"

TABLE_HEAD = Rule(
    name="table_head",
    pattern=r"(?<! [A-Za-z] | \b(?:and|or|to|in|of|versus|vs|with|the|for|by|than|from|while)\s ) (?P<label> (?! (?:and|or|to|in|of|versus|vs|with|the|for|by|than|from|while)\b ) [A-Za-z][^()\[\]\n;:.,=|]{0,70}[^()\[\]\n;:.,=|\s] ) \s{0,2} [(\[] \s{0,2} [Nn] \s{0,2} = \s{0,2} (?P<n> \d{1,6} ) \s{0,2} [)\]]",
    examples=(
        Example("Control mean ± SD (n = 12)MSC mean ± SD (n = 14)Age", label="Control mean ± SD", n="12"),
        Example("Low-dose ( N  = 10) High-dose ( N  = 10)", label="Low-dose", n="10"),
    ),
    refuses=(Not("and placebo (n = 12)", why="a list in a sentence"), Not("Control (12)", why="nothing says that this is a size")),
    ignore_case=False,
)

CELL_MEAN = Rule(
    name="cell_mean",
    pattern=rf"(?P<param_value> [-+]? {_N} ) (?P<unit> % )? \s? (?: ± | \+/- ) \s? (?P<dispersion_value> {_N} ) %?",
    examples=(
        Example("3.7 ± 4.4", param_value="3.7", dispersion_value="4.4"),
        Example("59 ±13", param_value="59", dispersion_value="13"),
    ),
    refuses=(Not("3.7 (4.4)", why="a bracket says nothing of a dispersion"),),
)

CELL_BRACKET = Rule(
    name="cell_bracket",
    pattern=rf"(?P<param_value> [-+]? {_N} ) \s? [(\[] \s? (?P<inner> {_N} ) \s? (?P<percent> % )? \s? [)\]]",
    examples=(
        Example("25 (83.3%)", param_value="25", inner="83.3", percent="%"),
        Example("57.1 [12.3]", inner="12.3", percent=None),
    ),
    refuses=(Not("57 (37-69)", why="two numbers in the bracket"),),
)

CELL_BOUNDS = Rule(
    name="cell_bounds",
    pattern=rf"(?P<param_value> [-+]? {_N} ) \s? [(\[] \s? (?P<dispersion_lower_limit> [-+]? {_N} ) {_TO} (?P<dispersion_upper_limit> [-+]? {_N} ) \s? [)\]]",
    examples=(
        Example("57 (37–69)", param_value="57", dispersion_lower_limit="37", dispersion_upper_limit="69"),
        Example("4.1 [2.0, 6.5]", dispersion_upper_limit="6.5"),
    ),
    refuses=(Not("25 (83.3)", why="one number in the bracket"),),
)

CELL_SHARE = Rule(
    name="cell_share",
    pattern=rf"(?P<numerator> {_WHOLE} ) \s?/\s? (?P<denominator> {_WHOLE} ) (?: \s? [(\[] \s? (?P<param_value> {_N} ) \s?% \s? [)\]] )?",
    examples=(Example("19/11", numerator="19", denominator="11"), Example("7/18 (38.9%)", param_value="38.9")),
    refuses=(Not("19 of 30", why="a phrase, no cell"),),
)

CELL_NUMBER = Rule(
    name="cell_number",
    pattern=rf"(?P<param_value> [-+]? {_N} ) (?P<unit> \s?% )?",
    examples=(Example("13", param_value="13"), Example("33.5%", param_value="33.5", unit="%")),
    refuses=(Not("NA", why="no number"),),
)

CELL_P = Rule(
    name="cell_p",
    pattern=r"(?P<p_value_modifier> [<>=≤≥] )? \s? (?P<p_value> 0?\.\d{1,4} | 1\.0{1,3} )",
    examples=(Example("0.15", p_value="0.15"), Example("<.001", p_value_modifier="<", p_value=".001")),
    refuses=(Not("12", why="no probability"),),
)
