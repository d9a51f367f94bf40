"""P-values: "P=0.668", "p<.001", "p = 3.29×10−6", "P for trend 0.03", "P < or = .003", "p-values of .35, .20 and .02"."""

from extractors.fragments import NUM
from extractors.rule import Example, Not, Rule

_MODIFIER = r"(?: <\ ?or\ ?= | >\ ?or\ ?= | <= | >= | =< | => | ≤ | ≥ | < | > | = | ≈ )"
_VALUE = rf"(?: {NUM} (?: \s?[×x]\s?10\s?\^?\s?-\s?\d{{1,3}} | [eE]-\d{{1,3}} )? )"
_WORDS = r"""(?: \s* (?:for|of)\s+(?:the\s+)?(?:trend|interaction|difference|heterogeneity|superiority|non-?inferiority|overall)(?:\s+(?:test|analysis))?
        | [-_\s]?(?:trend|interaction|log-?rank|heterogeneity|diff(?:erence)?|adj(?:usted)?|corr(?:ected)?|nominal) )?"""

P_VALUE = Rule(
    name="p_value",
    pattern=rf"""(?<![\w]) (?P<how_many> (?:both|all|each) \s+ )? p (?: \s?-?\s? values? )? {_WORDS} \s*
        (?: (?P<p_value_modifier> {_MODIFIER} ) | :\s | ,\s | (?:was|of|were|is|at)\s (?:(?P<p_value_modifier> {_MODIFIER} )\s?)? | (?<=\s)(?=0?\.\d) | (?<=[pP])(?=0?\.\d) ) \s*
        (?P<p_value> {_VALUE} ) (?! \s?% | \d | \.\d | \s?-\s?0?\.\d | \s\d{{1,3}}[)\]] )""",
    examples=(
        Example("P=0.668", p_value="0.668", p_value_modifier="="),
        Example("p<.001", p_value=".001", p_value_modifier="<"),
        Example("p=0·042", p_value="0·042"),
        Example("p = 3.29×10−6", p_value="3.29×10−6"),
        Example("P < or = .003", p_value=".003", p_value_modifier="< or ="),
        Example("P for trend = 0.03", p_value="0.03"),
        Example("a p-value of 0.21", p_value="0.21", p_value_modifier=None),
        Example("both p = 0.03", how_many="both ", p_value="0.03"),
        Example("P ≤ 0.05", p_value_modifier="≤"),
        Example("(p 0.03)", p_value="0.03"),
        Example("P-value was <0.001", p_value="0.001", p_value_modifier="<"),
    ),
    refuses=(
        Not("P = n.s.", why="no number"),
        Not("group 0.5", why="p ends a word"),
        Not("p53 in 3 of 12", why="a protein"),
        Not("p = 12%", why="a percentage"),
        Not("p=0.002-0.006", why="the range of several"),
        Not("(P<0.000 1)", why="a space stands in the number"),
    ),
)

UNNAMED_P_VALUE = Rule(
    name="unnamed_p_value",
    pattern=r"""(?<= [(\[] ) \s? (?: (?P<how_many> both | all | each ) \s? )? (?P<p_value_modifier> < ) \s? (?P<p_value> 0?\.0{0,4}[15] ) (?= \s? [;,)\]] ) (?<= \. 0{2,4} 1 | (?:both|all|each) \s? < \s? 0? \. 0{1,4} [15] )""",
    examples=(
        Example("rose in the walkers (all <0.001; Table 3)", how_many="all", p_value_modifier="<", p_value="0.001"),
        Example("was lower (<0.0001)", how_many=None, p_value="0.0001"),
        Example("both fell (both <.05)", p_value=".05"),
    ),
    refuses=(
        Not("below the limit (<0.01)", why="may be a threshold"),
        Not("was low (<0.001 ng/mL)", why="a unit follows"),
        Not("was lower (p<0.001)", why="it is named"),
        Not("all <0.001", why="no bracket"),
    ),
)
"""A p-value by its look and place alone: no "P" is printed, so its row is doubtful."""

P_VALUE_LIST = Rule(
    name="p_value_list",
    pattern=rf"""(?<![\w]) p [-\s]?values? \s* (?: (?:was|were|of|are)\s+ | = \s? | :\s? ) (?P<first> {_VALUE} )
        (?: , \s? {_VALUE} ){{0,8}} ,? \s (?:and|or) \s (?P<last> {_VALUE} )""",
    examples=(Example("p-values of .35, .20 and .02, respectively", first=".35", last=".02"),),
    refuses=(Not("a p-value of 0.21", why="one value"), Not("p values were high", why="no number")),
)

SIGNIFICANCE_THRESHOLD = Rule(
    name="significance_threshold",
    pattern=rf"""(?: (?<![\w]) p (?:[-\s]?values?)? \s* (?:{_MODIFIER}|of|less\sthan|below|lower\sthan|under)(?:\s(?:less\sthan|below))? \s* (?P<threshold> {_VALUE} ) \s*
            (?: \([^()]{{1,30}}\)\s )? (?:(?:was|were|is|are|being)\s+)? (?:considered|deemed|taken|regarded|defined|set|accepted|used|assumed|chosen|indicat\w+)
        | (?: significance | α | alpha ) [^.;()\d]{{0,60}}? (?: (?:set|defined|fixed|level|threshold|tested|accepted|error)\s(?:at|as|of|to|was|for) | level | at | = ) \s*
          (?:(?:a|an|the)\s)? (?:two-sided\s|2-sided\s)? (?:level\s(?:of\s)?)? (?:p\s?)? (?:{_MODIFIER})? \s* (?P<threshold> {_VALUE} ) (?=[\s.,;)]|$)
        | (?: indicates? | denotes? | represents? ) \s (?:a\s)?p \s* {_MODIFIER} \s* (?P<threshold> {_VALUE} )
        | \* {{1,4}} \s? p \s* {_MODIFIER} \s* (?P<threshold> {_VALUE} ) )""",
    examples=(
        Example("p < 0.05 was considered significant", threshold="0.05"),
        Example("statistical significance was set at p<0.05", threshold="0.05"),
        Example("* indicates p ≤ .05", threshold=".05"),
        Example("P values less than 0.05 were considered", threshold="0.05"),
    ),
    refuses=(
        Not("significantly lower (p<0.05)", why="a result"),
        Not("the trend did not reach significance (p=0.06)", why="a result"),
        Not("the difference was significant (P = 0.03)", why="a result"),
    ),
)
