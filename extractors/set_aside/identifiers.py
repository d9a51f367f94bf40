"""Numbers of registries, grants, protocols and products."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not
from extractors.vocabulary.registries import REGISTRIES

REGISTRY_NUMBER = NoResult(
    name="registry_number",
    pattern=" | ".join(f"(?: {rule.pattern.replace('(?P<identifier>', '(?:')} )" for rule in REGISTRIES),
    examples=tuple(Example(rule.examples[0].text) for rule in REGISTRIES),
    refuses=(Not("NCT0474966", why="seven digits"), Not("2,012 patients", why="a count")),
)  # fmt: skip

IDENTIFIER = NoResult(
    name="identifier",
    # Letters and figures in one word, with six figures or more in a row, or marked as a number of something.
    pattern=r"""
        (?<!\d) \d{5,14} (?<= [A-Za-z]{2,12}[-/]?\d{5,14} ) (?:[-/]\w{1,12}){0,4} \b
      | (?<!\d) \d{2,6}/\d{2,6} (?<= \b (?-i:[A-Z]{3,10}) \s? \d{2,6}/\d{2,6} ) \b
      | \b (?: grant | award | contract | protocol | registration | registered | reference | approval | ethics | accession | catalog(?:ue)? | project | licen[cs]e | patent
        | identifier | Dnr | IND | IRB | ID ) \s? (?: numbers?\b | nos?\b\.? | id\b | code\b | identifier\b | is | under | as | with )? [\s:#(]{0,3}
        (?P<aside> [A-Za-z]{0,8}[-/#]?\d[\w./-]{2,30} ) (?! \s?(?:%|patients|participants|subjects|women|men|children|adults) )
      | \b (?: No | Nos | Nr ) \. \s? (?P<aside> [A-Za-z]{0,8}[-/]?\d[\w./-]{1,30} )
    """,
    examples=(
        Example("CRUK01/001"), Example("grant number R01-HL1234"), Example("protocol no. 2010/123"), Example("AB1234567"), Example("Award 098532"),
        Example("(No. 12-345)"),
    ),
    refuses=(Not("registered 239 patients", why="a count"), Not("n=100000", why="a count"), Not("IND 5 mg", why="a dose")),
)  # fmt: skip
