"""What a table's cell holds where its head says what it is: "1.2 (0.9 to 1.6)", "- (−1.84 to 1.22)", "<0.001"."""

from extractors.fragments import SIGNED
from extractors.rule import Example, Not, Rule
from extractors.rules.intervals import LIMITS

CELL_INTERVAL = Rule(
    name="cell_interval",
    pattern=rf"^ \s* (?: (?P<param_value> {SIGNED} ) | - | \.{{2,3}} )? \s* (?: [(\[] \s* {LIMITS} \s* [)\]] | (?<=\d\s*) [,;] \s* {LIMITS} ) \s* $",
    examples=(
        Example("1.2 (0.9 to 1.6)", param_value="1.2", ci_lower_limit="0.9", ci_upper_limit="1.6"),
        Example("- (−1.84 to 1.22)", param_value=None, ci_lower_limit="−1.84", ci_upper_limit="1.22"),
        Example("[0.58, 1.50]", param_value=None, ci_lower_limit="0.58"),
    ),
    refuses=(Not("12 (43)", why="one number in the bracket"), Not("1.2 (0.9 to 1.6) mm", why="more than the cell's value")),
)

CELL_ESTIMATE = Rule(
    name="cell_estimate",
    pattern=rf"^ \s* (?P<param_value> {SIGNED} ) \s* $",
    examples=(Example("0.94", param_value="0.94"), Example(" −16.3 ", param_value="−16.3")),
    refuses=(Not("0.94 (0.58 to 1.50)", why="an interval follows"), Not("n = 12", why="no bare number")),
)

CELL_P_VALUE = Rule(
    name="cell_p_value",
    pattern=r"^ \s* (?:p\s?)? (?P<p_value_modifier> <= | >= | ≤ | ≥ | < | > | = )? \s* (?P<p_value> (?<!\d) (?: 0? \.\d{1,8} | [01](?:\.0{1,8})? ) ) \s* [*†‡]? \s* $",
    examples=(
        Example("0.668", p_value="0.668", p_value_modifier=None),
        Example("<0.001", p_value="0.001", p_value_modifier="<"),
        Example("p=.03", p_value=".03"),
    ),
    refuses=(Not("12.5", why="no probability"), Not("n.s.", why="no number")),
)

HEAD_P_VALUE = Rule(
    name="head_p_value",
    pattern=r"^ \s* p (?: [-\s]? values? )? \s* (?: \(.{0,40}\) )? \s* $",
    examples=(Example("P-value"), Example("p"), Example("P value (two-sided)")),
    refuses=(Not("Placebo", why="an arm"), Not("Patients", why="people")),
)

HEAD_ESTIMATE = Rule(
    name="head_estimate",
    pattern=r"""(?P<param_type_raw> HR\s?/\s?OR | OR\s?/\s?HR | (?<!\w) (?: a?HR | a?OR | a?RR | IRR | GMR | MD | SMD | β | beta | RD ) (?!\w) | hazard\sratio | odds\sratio | risk\sratio | relative\srisk | rate\sratio
        | mean\sdifference | difference | coefficient | effect\ssize ) (?: [^|%]{0,40}? (?P<ci_percent> \d{2}(?:\.\d+)? ) \s?% )?""",
    examples=(
        Example("HR/OR", param_type_raw="HR/OR", ci_percent=None),
        Example("Hazard ratio", param_type_raw="Hazard ratio"),
        Example("HR (95% CI)", param_type_raw="HR", ci_percent="95"),
        Example("Mean difference", param_type_raw="Mean difference"),
    ),
    refuses=(Not("Control", why="an arm"), Not("Mean (SD)", why="a group's own result")),
)
