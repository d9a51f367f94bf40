"""What a table's cell can hold, by its shape alone: "49.4 ± 4.5", "12 (43)", "9.0 [3-12]", "0.94 (0.58 to 1.50; P = .03)".

A cell is read on its own and whole, in the order of `SHAPES`, after `extractors.linking.cells.shapes` has covered footnote marks.
What a number is called is settled by the table's heads; here the groups say where it stands: `value`, what follows ± or stands in the
bracket (`spread`, `inner`), bounds (`low`, `high`), a part of a whole (`part`, `whole`), a p-value.
"""

from extractors.rule import Example, Not, Rule

_N = r"(?: \d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,6})? | \d{1,3}(?:\ \d{3}){1,3}(?!\d) | \d{1,9}(?:\.\d{1,8})? | \.\d{1,8} )"
_TIGHT = r"(?: \d{1,9}(?:\.\d{1,8})? | \.\d{1,8} )"
"""A number without commas: for bounds that are parted by one."""
_S = rf"(?: [-+]?\s? {_N} )"
_ST = rf"(?: [-+]?\s? {_TIGHT} )"
_WHOLE = r"(?: \d{1,3}(?:,\d{3}){1,3} | \d{1,8} )"
_UNIT = (
    r"(?: \s? (?: kg|g|mg|mL|ml|mm|cm|m|s|sec|min|h|hrs?|days?|d|weeks?|months?|mo|years?|yrs?|y|points?|°|mmHg|bpm ) (?![\w/]) )"
)
_TO = r"(?: \s*[-~]\s* | \s*(?:to|and|/|\.{2,3})\s+ | \s*;\s* | \s*,\s+ | \s+,\s* | \s*:\s* )"
_BETWEEN = rf"(?: (?P<low> {_S} ) \s?%? (?: {_TO} ) (?P<high> {_S} ) \s?%? | (?! \d{{1,3}},\d{{3}} (?![\d.]) ) (?P<low> {_ST} ) \s?%? , (?P<high> {_ST} ) \s?%? )"
_P = r"(?: \b[Pp](?:[-\s]?[Vv]alue)?\s?(?P<p_value_modifier> [<>=≤≥]{1,2} )\s?(?P<p_value> (?:0|1)?\.\d{1,8} | [01] ) (?:[eE]-?\d{1,3})? )"
_NAMED = r"(?P<inner_name> (?: \d{2}(?:\.\d)?\s?%\s?)? C\.?I\.? | IQR | interquartile\srange | (?:full\s)?range | SD | S\.D\. | SEM? | S\.E\. ) \s?[:=,]?\s?"
_SIZE = r"(?P<size_before> [(\[]?\s?[nN]\s?=\s?(?P<n> \d{1,6} )\s?[)\]]?\s?[:,;]?\s )"
_SIZE_AFTER = r"(?: ,?\s?[(\[]?\s?[nN]\s?=\s?(?P<n> \d{1,6} )\s?[)\]]? )"
_PLUS = r"(?: ± | \+\s?/\s?- | \+- )"

CELL_EMPTY = Rule(
    name="cell_empty",
    pattern=r"^ \s* (?: [-.·*]{0,6} | n\.?\s?/?\s?a\.? | n\.?s\.? | n\.?d\.? | n\.?r\.? | n\.?e\.? | n\.?c\.? | none | nil | not\s(?:applicable|available|significant|reported|done|estimable|tested|measured|assessed|calculated) | ref(?:erence|\.)? | missing | unknown | yes | no ) \s* $",
    examples=(Example("NS"), Example("—"), Example("n/a"), Example("Reference"), Example("…".replace("…", "..."))),
    refuses=(Not("0", why="a number"), Not("No pain", why="a label")),
)

CELL_P_VALUE = Rule(
    name="cell_p_value",
    pattern=r"^ \s* (?P<p_name> p (?:[-\s]?values?)? \s? (?=[<>=≤≥]) )? \s? (?P<p_value_modifier> <= | >= | ≤ | ≥ | < | > | = ) \s? (?P<p_value> [01]?\.\d{1,8}(?:[eE]-?\d{1,3})? | [01](?!\d) | 1\.0{1,8} | \d(?:\.\d{1,3})?\s?[x×]\s?10\s?\^?-\s?\d{1,3} | \d(?:\.\d{1,3})?[eE]-\d{1,3} ) \s* (?:\(?N\.?S\.?\)?)? $",
    examples=(
        Example("<0.001", p_name=None, p_value="0.001", p_value_modifier="<"),
        Example("p=.03", p_name="p", p_value=".03", p_value_modifier="="),
        Example("P ≥ 0.05", p_value="0.05"),
        Example("> .99", p_value=".99"),
    ),
    refuses=(
        Not("<12.5", why="no probability"),
        Not("n.s.", why="no number"),
        Not("0.03", why="nothing but the head calls it a p-value"),
    ),
)

CELL_SIZE = Rule(
    name="cell_size",
    pattern=r"^ \s* [(\[]? \s? [nN] \s? = \s? (?P<n> \d{1,3}(?:,\d{3}){1,2} | \d{1,7} ) \s? [)\]]? \s* $",
    examples=(Example("(N = 162)", n="162"), Example("n=1,204", n="1,204")),
    refuses=(Not("n (%)", why="a statistic"), Not("3.1 (n = 12)", why="a value with its size")),
)

CELL_NAMED_VALUE = Rule(
    name="cell_named_value",
    pattern=rf"^ \s* (?P<name> r | rho | ρ | t | F | χ² | χ2 | z | Z | U | β | OR | RR | HR | SMD | MD ) (?: \s? \( [\d., ]{{1,14}} \) | (?<= [tF²] | χ2 ) _? \d{{1,4}} (?: , \s? \d{{1,4}} )? )? \s? = \s? (?P<value> {_S} ) (?: \s? [,;(]? \s? {_P} \s? \)? )? \s* $",
    examples=(
        Example("r = 0.35", name="r", value="0.35"),
        Example("t = −2.85, p = 0.016", name="t", value="−2.85", p_value="0.016"),
        Example("F(1, 38) = 4.12", name="F", value="4.12"),
        Example("t38=−0.29; P=.78", name="t", value="−0.29", p_value=".78"),
        Example("χ²_2=1.7; P=.44", name="χ²", value="1.7", p_value=".44"),
    ),
    refuses=(Not("n = 12", why="a size"), Not("p = 0.03", why="a p-value"), Not("r2 = 0.35", why="its square")),
    ignore_case=False,
)

CELL_PART = Rule(
    name="cell_part",
    pattern=rf"^ \s* (?P<part> {_WHOLE} ) \s? (?: / | \sof\s | \sout\sof\s ) \s? (?P<whole> {_WHOLE} ) (?: \s? [(\[=,] \s? (?P<percent> {_N} ) \s? (?P<percent_sign> % )? \s? [)\]]? )? \s* $",
    examples=(
        Example("12/30 (40%)", part="12", whole="30", percent="40", percent_sign="%"),
        Example("12/30", part="12", whole="30", percent=None),
        Example("3 of 27", part="3", whole="27"),
    ),
    refuses=(Not("120/80/60", why="three numbers"), Not("1.5/30", why="no count")),
)

CELL_PERCENT_PART = Rule(
    name="cell_percent_part",
    pattern=rf"^ \s* (?P<percent> {_N} ) \s? (?P<percent_sign> % )? \s? [(\[] \s? (?P<part> {_WHOLE} ) \s? (?: / | \sof\s ) \s? (?P<whole> {_WHOLE} ) \s? [)\]] \s* $",
    examples=(
        Example("40% (12/30)", percent="40", part="12", whole="30"),
        Example("40.0 (12/30)", percent="40.0", percent_sign=None),
    ),
    refuses=(Not("40% (12)", why="no whole"), Not("12/30 (40%)", why="the other order")),
)

CELL_TWO_SHARES = Rule(
    name="cell_two_shares",
    pattern=rf"^ \s* (?P<value> {_WHOLE} ) \s? [(\[] \s? (?P<inner> {_N} ) \s?%? \s? [)\]] \s? [/:] \s? (?P<other> {_WHOLE} ) \s? [(\[] \s? (?P<other_inner> {_N} ) \s?%? \s? [)\]] \s* $",
    examples=(Example("17 (48.6)/18 (51.4)", value="17", inner="48.6", other="18", other_inner="51.4"),),
    refuses=(Not("17/35 (48.6)", why="one share"), Not("17 (48.6) 18 (51.4)", why="nothing says that both are counted alike")),
)

CELL_SPREAD = Rule(
    name="cell_spread",
    pattern=rf"^ \s* (?: {_SIZE} )? (?P<value> {_S} ) (?P<percent_sign> \s?% )? {_UNIT}? \s? [(\[]? {_PLUS} \s? (?P<spread> {_N} ) \s?%? {_UNIT}? [)\]]? (?: \s? [(\[]? \s? {_BETWEEN} \s? [)\]] )? (?: {_SIZE_AFTER} )? (?: \s? [(\[,;]? \s? {_P} \s? [)\]]? )? \s* $",
    examples=(
        Example("49.4 ± 4.5", value="49.4", spread="4.5"),
        Example("−0.5±1.2", value="−0.5", spread="1.2"),
        Example("27.4 (±4.8)", value="27.4", spread="4.8"),
        Example("94.2 ± 14.5 (67.6, 136.3)", value="94.2", spread="14.5", low="67.6", high="136.3"),
        Example("3.1 +/- 0.4 (n = 12)", value="3.1", n="12"),
    ),
    refuses=(Not("49.4 (4.5)", why="a bracket says nothing of a spread"), Not("4.5 ± 1.2 vs 3.1 ± 0.9", why="two values")),
)

CELL_NAMED_BRACKET = Rule(
    name="cell_named_bracket",
    pattern=rf"^ \s* (?P<value> {_S} ) (?P<percent_sign> \s?% )? {_UNIT}? ,?\s? [(\[] \s? {_NAMED} [(\[]? (?: {_BETWEEN} | (?P<inner> {_N} ) ) {_UNIT}? [)\]]? \s? (?: [;,] \s? {_P} )? [)\]] \s* $",
    examples=(
        Example("0.94 (95% CI 0.58 to 1.50)", value="0.94", inner_name="95% CI", low="0.58", high="1.50"),
        Example("52 (SD 6)", value="52", inner_name="SD", inner="6"),
        Example("9 [range: 3–12]", value="9", low="3", high="12"),
    ),
    refuses=(
        Not("52 (6)", why="the bracket has no name"),
        Not("HR 0.94 (95% CI 0.58 to 1.50)", why="the value has a name of its own"),
    ),
)

CELL_BOUNDED = Rule(
    name="cell_bounded",
    pattern=rf"^ \s* (?: {_SIZE} )? (?P<value> {_S} ) (?P<percent_sign> \s?% )? {_UNIT}? \s? [(\[] \s? (?P<low> {_S} ) {_TO} (?: N\.?[ER]\.? | NA | ∞ | not\sreached ) \s? [)\]] \s* $ | ^ \s* (?: {_SIZE} )? (?P<value> {_S} ) (?P<percent_sign> \s?% )? {_UNIT}? \s? ,? \s? (?: (?P<opening> [(\[{{] ) \s? {_BETWEEN} {_UNIT}? \s? (?: [;,] \s? {_P} \s? )? [)\]}}] | \s {_BETWEEN} ) (?: {_SIZE_AFTER} )? (?: \s{{0,4}} [(\[,;]? \s? {_P} \s? [)\]]? )? \s* $",
    examples=(
        Example("0.94 (0.58, 1.50)", value="0.94", low="0.58", high="1.50"),
        Example("9.0 [3–12]", value="9.0", low="3", high="12"),
        Example("0.94 (0.58 to 1.50; P = .03)", value="0.94", high="1.50", p_value=".03", p_value_modifier="="),
        Example("−1.6 (−2.1 – −0.4)", value="−1.6", low="−2.1", high="−0.4"),
        Example("2.3 (1.06,2.96)", low="1.06", high="2.96"),
        Example("14.8 [5.5–NE]", value="14.8", low="5.5", high=None),
        Example("14% (8%–21%)", value="14", percent_sign="%", low="8", high="21"),
    ),
    refuses=(Not("12 (43)", why="one number in the bracket"), Not("12 (1,234)", why="one number with its comma")),
)

CELL_TWO_BRACKETS = Rule(
    name="cell_two_brackets",
    pattern=rf"^ \s* (?P<value> {_S} ) \s? [(\[] \s? ±?\s? (?P<inner> {_N} ) \s? (?P<inner_sign> % )? \s? (?: [)\]] \s? [,;]?\s? [(\[] | [;,]\s ) \s? {_BETWEEN} \s? [)\]] \s* $",
    examples=(
        Example("61.2 (8.4) [45–78]", value="61.2", inner="8.4", low="45", high="78"),
        Example("61.2 (8.4, 45 to 78)", value="61.2", inner="8.4", low="45", high="78"),
    ),
    refuses=(Not("61.2 (8.4)", why="one bracket"), Not("61.2 (45, 78)", why="two numbers")),
)

CELL_BRACKET = Rule(
    name="cell_bracketed",
    pattern=rf"^ \s* (?: {_SIZE} )? (?P<value> {_S} ) (?P<percent_sign> \s?% )? {_UNIT}? \s? ,?\s? [(\[] \s? (?P<inner_modifier> < )? \s? (?P<inner> {_S} ) \s? (?P<inner_sign> % )? {_UNIT}? \s? [)\]] (?: {_SIZE_AFTER} )? (?: \s? [,;] \s? {_P} )? \s* $",
    examples=(
        Example("12 (43)", value="12", inner="43", inner_sign=None),
        Example("0.7 (5.9)", value="0.7", inner="5.9"),
        Example("1,204 (61.3 %)", value="1,204", inner="61.3", inner_sign="%"),
        Example("43% [12]", value="43", percent_sign="%", inner="12"),
        Example("n = 19: 4.09 (2.32)", n="19", value="4.09", inner="2.32"),
    ),
    refuses=(Not("57 (37-69)", why="two numbers in the bracket"), Not("12", why="no bracket")),
)

CELL_VALUE_WITH_P = Rule(
    name="cell_value_with_p",
    pattern=rf"^ \s* (?P<value> {_S} ) (?P<percent_sign> \s?% )? {_UNIT}? \s? [(\[,;]? \s? {_P} \s? [)\]]? \s* $",
    examples=(
        Example("1.7 (P = 0.56)", value="1.7", p_value="0.56"),
        Example("−0.41 (p<0.001)", value="−0.41", p_value="0.001", p_value_modifier="<"),
    ),
    refuses=(Not("1.7 (0.56)", why="nothing calls it a p-value"), Not("P = 0.56", why="a p-value alone")),
)

CELL_INTERVAL = Rule(
    name="cell_interval",
    pattern=rf"^ \s* (?: - \s+ | \.{{2,3}} \s? )? (?: [(\[{{] \s? (?: {_NAMED} )? {_BETWEEN} \s? [)\]}}] | {_BETWEEN} ) \s* $",
    examples=(
        Example("- (−1.84 to 1.22)", low="−1.84", high="1.22"),
        Example("[0.58, 1.50]", low="0.58", high="1.50"),
        Example("-0.33, 1.02", low="-0.33", high="1.02"),
        Example("5.0–6.2", low="5.0", high="6.2"),
    ),
    refuses=(Not("12 (43)", why="a value with its bracket"), Not("1.2 (0.9 to 1.6) mm", why="more than the interval")),
)

CELL_NUMBER = Rule(
    name="cell_value",
    pattern=rf"^ \s* (?: {_SIZE} )? (?P<value> {_S} | [-+]?\d(?:\.\d{{1,4}})?[eE][-+]?\d{{1,3}} ) (?P<percent_sign> \s?% )? {_UNIT}? (?: {_SIZE_AFTER} )? \s* $",
    examples=(
        Example("45.2", value="45.2"),
        Example(" −16.3 ", value="−16.3"),
        Example("33.5 %", value="33.5", percent_sign=" %"),
        Example("94 321", value="94 321"),
    ),
    refuses=(
        Not("0.94 (0.58 to 1.50)", why="an interval follows"),
        Not("n = 12", why="a size"),
        Not("5,3", why="a decimal comma, or a list"),
    ),
)

CELL_SPREAD_ALONE = Rule(
    name="cell_spread_alone",
    pattern=rf"^ \s* (?: [(\[] \s? {_PLUS}? | {_PLUS} ) \s? (?P<inner> {_N} ) \s? (?P<inner_sign> % )? \s? [)\]]? \s* $",
    examples=(Example("±0.6", inner="0.6"), Example("(43%)", inner="43", inner_sign="%"), Example("(5.9)", inner="5.9")),
    refuses=(Not("0.6", why="a value"), Not("12 (43)", why="a value with its bracket")),
)

SHAPES = (
    CELL_EMPTY, CELL_P_VALUE, CELL_SIZE, CELL_NAMED_VALUE, CELL_PART, CELL_PERCENT_PART, CELL_TWO_SHARES, CELL_NUMBER, CELL_SPREAD, CELL_NAMED_BRACKET, CELL_TWO_BRACKETS, CELL_BRACKET,
    CELL_BOUNDED, CELL_VALUE_WITH_P, CELL_SPREAD_ALONE, CELL_INTERVAL,
)  # fmt: skip
"""All shapes, in the order in which a cell is tried for them."""
