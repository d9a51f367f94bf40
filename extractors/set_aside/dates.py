"""Years and dates."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
# Up to 2039: "2073" and "2089" are counts of women, not years.
_YEAR = r"(?:19[4-9]\d|20[0-3]\d)"

DATE = NoResult(
    name="date",
    pattern=rf"""
        \b {_YEAR} [-/] (?:0?[1-9]|1[0-2]) [-/] \d{{1,2}} (?!\d)
      | \b \d{{1,2}} [-/.] \d{{1,2}} [-/.] {_YEAR} (?!\d)
      | \b \d{{1,2}} (?:st|nd|rd|th)? (?: \s?-\s? \d{{1,2}} )? \s{{1,2}} (?:of\s)? {_MONTH} (?: ,? \s{{1,3}} {_YEAR} )? (?!\w)
      | \b {_MONTH} \s{{1,2}} \d{{1,2}} (?:st|nd|rd|th)? (?: \s?-\s? \d{{1,2}} )? , \s? {_YEAR} \b
      | \b {_MONTH} ,? \s{{1,2}} (?:of\s)? {_YEAR} \b
      | \b {_YEAR} \s {_MONTH} \s \d{{1,2}} \b
    """,
    examples=(
        Example("recruited from 3 May 2012 on"), Example("between June 17, 2010, and"), Example("by July 2007"), Example("on 2021-03-04"),
        Example("24-26 September  2025"), Example("registered 06 April 2010"),
    ),
    refuses=(Not("may 12 patients", why="a verb, no month"), Not("1.2-3.4", why="an interval")),
)  # fmt: skip

YEAR = NoResult(
    name="year",
    pattern=rf"""
        {_YEAR} (?<! (?: [\d.,$£€] | \b[Nn]\s?=\s? | [=<>±+] | \d\s ) \d{{4}} ) (?! \d | [.,]\d | \s?% | \s?(?:mg|kg|ml|g|patients?|participants?|subjects?
        |women|men|children|people|persons?|individuals?|adults?|controls?|cells?|cases?|events?|infants?|pregnan\w*|eligible|consecutive
        |were|healthy|randomi[sz]ed|in\sthe|units?|IU)\b | \s?[±/] )
    """,
    examples=(Example("In 2012, a study"), Example("the ECTRIMS 2025 congress"), Example("(2019-2021)"), Example("©2025 Publisher")),
    refuses=(
        Not("2018 patients", why="a count"), Not("n=2073", why="a count"), Not("2,182 people", why="a count"), Not("517 of 2089", why="")
    ),
)  # fmt: skip
