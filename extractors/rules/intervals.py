"""Confidence and credible intervals: "95% CI -1.84 to 1.22", "(95% confidence interval 0·58–1·50)", "CI1.11–5.30".

The lower limit is what is printed first: limits printed upper first are put in order by linking, which says
so. A dash between the limits that may be the sign of the second is reported by the group `sign_ambiguous`.
"""

from extractors.fragments import NUM, SIGNED, UNIT_WORD
from extractors.rule import Example, Not, Rule

_CI = r"(?: (?-i:CIs?|CrIs?|C\.I\.|CL) | confidence[-\s]+(?:intervals?|limits?) | credib(?:le|ility)\s+intervals? | conf\.?\s+int(?:erval)?\. )"
_LEVEL = rf"(?P<ci_percent> (?= [5-9]\d (?!\d) ) {NUM} ) \s? (?:%|per\s?cent) \s? -? \s? (?: two-sided\s | 2-sided\s | Bayesian\s | bootstrap\s )?"
_ABBREVIATION = r"(?: \s* [\[(] \s* (?: [5-9]\d\s?%\s )? C(?:r)?I s? \s* [\])] )?"
_GAP = r"""(?: \s* (?:for|of|around)\s+(?:the\s+)?[^\d.;()\[\]]{1,40}?[,:]? )? \s*
        (?: [:=,(\[] | \s(?:was|is|of|from|between|range[sd]?(?:\sfrom)?) \s )? \s* (?: from\s | between\s | [(\[] \s* )?"""
_UNIT = rf"(?: \s? (?P<unit> {UNIT_WORD} ) )?"
LIMITS = rf"""(?P<ci_lower_limit> {SIGNED} ) (?: \s? {UNIT_WORD} )?
        (?: \s* (?:to|through|and|until) \s+ | \s* [,;/] \s* | (?P<sign_ambiguous> \s+ (?=-\d) ) | \s* - \s* )
        (?P<ci_upper_limit> [-+]? {NUM} ) (?! [\d]*\.?\d | \.\s\d{{1,3}}\s?[)\];,] )"""

INTERVAL = Rule(
    name="interval",
    pattern=rf"(?<![\d.]) {_LEVEL} {_CI} {_ABBREVIATION} {_GAP} {LIMITS} {_UNIT}",
    examples=(
        Example("95% CI -1.84 to 1.22", ci_percent="95", ci_lower_limit="-1.84", ci_upper_limit="1.22", sign_ambiguous=None),
        Example("0.94,95% CI 0.58-1.50", ci_percent="95", ci_lower_limit="0.58", ci_upper_limit="1.50"),
        Example("95% CI −33.0 to 0.3", ci_lower_limit="−33.0", ci_upper_limit="0.3"),
        Example("[95% CI 0·40–0·93]", ci_lower_limit="0·40", ci_upper_limit="0·93"),
        Example("(95% confidence interval [CI], 1.2, 3.4)", ci_lower_limit="1.2", ci_upper_limit="3.4"),
        Example("(95% confidence interval [95% CI], 23.6-49.1%)", ci_percent="95", ci_lower_limit="23.6", ci_upper_limit="49.1"),
        Example("95.66% CI: −39.27; −6.13", ci_percent="95.66", ci_lower_limit="−39.27", ci_upper_limit="−6.13"),
        Example("95% CI for difference, 51.3–181.2 cells/mm3", ci_lower_limit="51.3", ci_upper_limit="181.2", unit="cells/mm3"),
        Example("95% CI = +2.6 to +9.7%", ci_lower_limit="+2.6", ci_upper_limit="+9.7"),
        Example("95% CI1.11–5.30", ci_lower_limit="1.11", ci_upper_limit="5.30"),
        Example("95% CrI 0.2 to 0.9", ci_lower_limit="0.2"),
        Example("95% CI -8.2 - -1.5", ci_lower_limit="-8.2", ci_upper_limit="-1.5", sign_ambiguous=None),
        Example("95% CI −8.2 −1.5", ci_lower_limit="−8.2", ci_upper_limit="−1.5", sign_ambiguous=" "),
    ),
    refuses=(
        Not("95% of 12 to 14", why="no interval is named"),
        Not("the 95% CI was wide in 3 trials", why="no limits follow"),
        Not("95% CIs of the 3 to come", why="words stand between"),
        Not("5% CI 0.21 to 0.87", why="no interval has that level: a digit is lost"),
        Not("95% CI = 0.46-0. 92)", why="a space stands in the upper limit"),
    ),
)

INTERVAL_LEVEL_AFTER = Rule(
    name="interval_level_after",
    pattern=rf"(?<![\w]) {_CI} {_ABBREVIATION} \s* [,:(\[]? \s* {_LEVEL} \s* [\])]? \s* [:=,]? \s* [(\[]? {LIMITS} {_UNIT}",
    examples=(
        Example("CI 95%: 0.5 to 0.9", ci_percent="95", ci_lower_limit="0.5", ci_upper_limit="0.9"),
        Example("confidence interval (95%) 1.2-3.4", ci_percent="95", ci_upper_limit="3.4"),
    ),
    refuses=(Not("CI 0.5 to 0.9", why="no level"), Not("confidence interval 95%", why="no limits")),
)

INTERVAL_WITHOUT_LEVEL = Rule(
    name="interval_without_level",
    pattern=rf"(?<![\w%]) (?<!\d\s?%\s?-?\s?) {_CI} {_ABBREVIATION} {_GAP} {LIMITS} (?!\s?%\s?[,:)]?\s?[-\d]) {_UNIT}",
    examples=(
        Example("(CI 0.44 to 8.13)", ci_lower_limit="0.44", ci_upper_limit="8.13"),
        Example("OR 2.4, CI1.11–5.30", ci_lower_limit="1.11", ci_upper_limit="5.30"),
    ),
    refuses=(Not("95% CI 0.5 to 0.9", why="its level is printed"), Not("CI was narrow", why="no limits")),
)

BRACKETED_LIMITS = Rule(
    name="bracketed_limits",
    pattern=rf"""(?P<param_value> {SIGNED} ) (?: \s? (?P<unit> {UNIT_WORD} ) )? \s? [(\[] \s*
        (?: (?: (?P<ci_percent> (?= [5-9]\d (?!\d) ) {NUM} ) \s?% \s? CI\b | (?P<ci_percent> 9(?:0|5|7\.5|8|9) ) \s?% ) [\s,:;]* )? {LIMITS} \s?%? \s* [)\]]""",
    examples=(
        Example("1.75 (0.44 to 8.13)", param_value="1.75", ci_lower_limit="0.44", ci_upper_limit="8.13"),
        Example("6.5 (2.5 to 10.5),", param_value="6.5", ci_lower_limit="2.5", ci_upper_limit="10.5"),
        Example("1.9 (95%, 0.7 to 3.2)", param_value="1.9", ci_percent="95", ci_lower_limit="0.7"),
        Example("74·3% (72·3–76·2)", param_value="74·3", unit="%", ci_lower_limit="72·3", ci_upper_limit="76·2"),
    ),
    refuses=(
        Not("in 12 (57%)", why="one number in the bracket"),
        Not("at 5 years (16·5%, 12·5–20·4)", why="a value in the bracket, which is no level"),
        Not("45 (p 0.1)", why="a p-value in the bracket"),
    ),
)

UNLABELLED_LIMITS = Rule(
    name="unlabelled_limits",
    pattern=rf"(?<=[(\[,;:\s]) (?P<param_value> {SIGNED} ) (?: (?P<unit> % ) (?=[^)\]]{{1,24}}[)\]]) )? , \s? (?P<ci_lower_limit> {SIGNED} ) \s?-\s? (?P<ci_upper_limit> {NUM} ) (?! [\d.]*\d ) (?= \s*[)\];,] )",
    examples=(
        Example("(1·30, 1·05–1·61)", param_value="1·30", ci_lower_limit="1·05", ci_upper_limit="1·61"),
        Example("(16·5%, 12·5–20·4)", param_value="16·5", unit="%", ci_lower_limit="12·5"),
    ),
    refuses=(Not("1.30, 1.05 or 1.61", why="no limits"), Not("12, 14", why="a list")),
)
