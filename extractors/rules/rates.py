"""Rates of so many people: "42.5 per 1000 women", "1.51/1000", "12 events per 10,000 person-years"."""

from extractors.fragments import NUM
from extractors.rule import Example, Not, Rule
from schemas.vocabulary import MeasurementParamType

_BASE = r"1(?:,?000|0,?000|00,?000) (?! [\d,.]*\d )"
_PEOPLE = r"(?: \s (?: people | persons? | patients? | participants? | women | men | children | subjects | examinations | births | (?:person|patient|woman|women)[\s-]?years? ) (?:-years?)? )?"
_EVENTS = r"(?: (?:cases|events|cancers|deaths|fractures|episodes|falls|infections|recurrences) \s )?"

RATE_PER_PEOPLE = Rule(
    name="rate_per_people",
    # "12/1000" is a share as well as a rate: a slash is read only after a figure that counts nobody
    pattern=rf"(?<![\w.,/%-]) (?: (?P<param_value> {NUM} ) \s {_EVENTS} (?P<unit> per \s {_BASE} {_PEOPLE} ) | (?P<param_value> \d{{1,4}}\.\d{{1,3}} ) \s? (?P<unit> / \s? {_BASE} {_PEOPLE} ) ) (?! \w )",
    examples=(
        Example("from 42.5 per 1000 women in the sham group", param_value="42.5", unit="per 1000 women"),
        Example("(1.51/1000) in the verum group", param_value="1.51", unit="/1000"),
        Example("was 12 events per 10,000 person-years", param_value="12", unit="per 10,000 person-years"),
    ),
    refuses=(
        Not("12 per group", why="no whole of people"),
        Not("5 mg per 100 ml", why="a concentration"),
        Not("12/1000 patients", why="a share"),
    ),
    values={"param_type": MeasurementParamType.RATE},
)
