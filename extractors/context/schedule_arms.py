"""Arms that differ in nothing but how often something is given: "every 4 weeks or every 12 weeks", "weekly versus every-3-weeks"."""

from collections import Counter
from collections.abc import Iterator

import regex

from extractors.context.arm_labels import lowered
from extractors.patterns import compiled

_COUNT = r"(?:\d{1,2}|two|three|four|six|eight|twelve|other)"
_SCHEDULE = rf"(?:once[\s-])?every[\s-]{_COUNT}[\s-](?:day|week|month)s?|(?:once[\s-]|twice[\s-]|bi|tri|{_COUNT}-)?(?:weekly|monthly)|(?:once|twice)[\s-]daily"
_EITHER = compiled(
    rf"(?<![\w-])(?P<one>{_SCHEDULE})\s(?:(?!(?:and|or|for|in)\b)[\w-]+\s){{0,2}}?(?:versus|vs\.?|or|than|and|compared\s(?:with|to))\s(?:(?:the|on|a|an|those|with|to|in)\s){{0,3}}(?P<two>{_SCHEDULE})(?![\w-])",
    regex.IGNORECASE,
)
_GROUP = r"[\s-](?:\w+\s)?(?:groups?|arms?|schedules?|regimens?|dosing|administration|patients|treatment)\b"
_NAMED = compiled(rf"(?<![\w-])(?:{_SCHEDULE})(?={_GROUP})", regex.IGNORECASE)
_LEAST = 2


def schedule_arms(folded: str) -> Iterator[tuple[str, int]]:
    """(label, weight) of two schedules that the report sets against each other, where it calls groups so."""
    pairs = Counter(frozenset((lowered(match["one"]), lowered(match["two"]))) for match in _EITHER.finditer(folded))
    named = Counter(lowered(match[0]) for match in _NAMED.finditer(folded))
    for pair, times in pairs.items():
        if len(pair) == _LEAST and (times >= _LEAST or all(named[label] for label in pair)) and any(named[label] for label in pair):
            for label in sorted(pair):
                yield label, 3
