"""Figures of speech and of categories: "three times more common", "a two-fold rise", "moderate (50–69%)"."""

from extractors.no_result import NoResult
from extractors.number_spans import WHOLE
from extractors.rule import Example, Not

MULTIPLE = NoResult(
    name="multiple",
    pattern=rf"""
        (?P<aside> (?<![\d.]) \d{{1,3}}\.\d{{1,2}} | {WHOLE} ) [ ] times [ ] (?: more | less | as | higher | lower | greater | larger | smaller | likelier | the ) \b
      | (?P<aside> (?<![\d.]) \d{{1,3}}\.\d{{1,2}} | {WHOLE} ) \s? -? \s? fold \b
    """,
    examples=(Example("about 3 times more common"), Example("a 2-fold rise", aside="2"), Example("1.5 times as likely")),
    refuses=(Not("three times a week", why="a schedule"), Not("12 folds", why="another word")),
)  # fmt: skip

CATEGORY_BOUNDS = NoResult(
    name="category_bounds",
    # The bounds that make a category: "moderate stenosis (50–69%)", "Mild (11–20%)". A result of that form has its centre before it.
    pattern=r"(?<= \b [A-Za-z]{3,20} [ ] ) [(\[] \s? (?P<aside> \d{1,2} \s?-\s? \d{2,3} ) \s? % \s? [)\]]",
    examples=(Example("moderate stenosis (50–69%)", aside="50-69"), Example("Mild (11–20%)", aside="11-20")),
    refuses=(Not("survival was 62 (50–69%)", why="an interval with its centre"), Not("range (50-69)", why="no share")),
)  # fmt: skip

DURATION_RANGE = NoResult(
    name="duration_range",
    pattern=rf"\b (?:for|over|lasting|every) [ ] (?P<aside> {WHOLE} \s? (?:to|-|or) \s? {WHOLE} ) [ ] (?:days|weeks|months|years|hours|minutes) \b",
    examples=(Example("infused for 8 to 21 days", aside="8 to 21"), Example("every 3-4 weeks", aside="3-4")),
    refuses=(Not("for 8 of 21 days", why="a share"), Not("8 to 21 patients", why="people")),
)  # fmt: skip
