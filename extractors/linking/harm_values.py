"""Counts and shares in a sentence that names a harm, and which of them stand in one row ("13% versus 15%")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention, Rule
from extractors.rules.harm_counts import (
    BARE_COUNT,
    COUNT_AND_PERCENT,
    EVENTS_IN_PEOPLE,
    N_AFFECTED,
    NONE_OF_ARM,
    OF_PROCEDURES,
    ONE_PERSON,
    PEOPLE_WITH_EVENTS,
    PERCENT_AFFECTED,
    SHARE_OF_PEOPLE,
)
from extractors.rules.harms import HARM_TERM
from extractors.rules.participants import PEOPLE
from extractors.scanning import starts_among

_BY_TRUST = (
    PEOPLE_WITH_EVENTS, EVENTS_IN_PEOPLE, SHARE_OF_PEOPLE, COUNT_AND_PERCENT, N_AFFECTED, PERCENT_AFFECTED, ONE_PERSON, NONE_OF_ARM, BARE_COUNT,
)  # fmt: skip
_STARTS = compiled(
    r"""(?<![\w.,/-])\.?\d | (?<=%\s?/\s?)\d | [(\[,;]\s?n\s?= | (?:\b(?:up\sto|about|approximately|around|roughly|nearly|almost|over|under|less\sthan|more\sthan)\s|~\s?)(?=\d)
        | \b(?:an?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen
            |twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|none|no|nobody|nil|zero)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""Where a count can begin."""
COLUMNS = ("subjects_affected", "event_count", "subjects_at_risk", "percent")
_EVENT_WORD = r"(?:events?|episodes?|reactions?|occurrences?|attacks?)"
_TOKEN = compiled(r"[\w+/.%'-]*\w[\w+/.%'-]*|[,;/]")
_CONNECTORS = frozenset(", ; / and or vs vs. versus v v. than compared against while whereas but".split())
_LEADS_TO_ARM = frozenset(
    "in with on for among of from to by receiving received given taking treated assigned randomised randomized allocated the those a who were all only also".split()
)
_OF_PEOPLE = compiled(rf"(?:{PEOPLE}|{_EVENT_WORD}|controls|groups?|arms?|%)", regex.VERBOSE | regex.IGNORECASE)
_LONGEST_LABEL = 7
_CONNECTS = compiled(r"\b(?:and|or|vs|versus|v|than|to|with|against|while|whereas|but)\b|[,;/]", regex.IGNORECASE)
_BREAKS_RUN = compiled(
    r"\b(?:had|have|has|developed|experienced|reported|suffered|died|was|were|required|showed|occurred|which|that|withdrew|discontinued|completed|received(?=\s\w+\s(?:and|for))|age[ds]?|men|women|male|female|because)\b|%\s?CI|±",
    regex.IGNORECASE,
)
_NO_COUNT_BEFORE = compiled(
    r"(?:\b(?:(?i:grades?|stages?|types?|phase|class|version|CTC\w*|RTOG|score|level|than|least|day|days|week|weeks|month|months|cycles?|visits?|scale)|(?!SAE|AE|TEAE)[A-Z]{2,}[a-z]?)\s(?:of\s|[≥>]\s?)?(?:(?:\d|I{1,3}V?)\s?(?:or|and|to|/|-|and/or)\s?)?|[<>≤≥]\s?(?:or\s=\s?)?|=\s?>\s?|\w\(|\bor\s=\s?)$"
)
"""A number after such a word is a grade, a dose or a bound."""
_NEXT_MEMBER = compiled(r"\s?[)\]]\s?[,;]")
"""The next harm of a list begins: "fever (n=9), and one ..."."""
_NEXT_NAME = compiled(r"\s?[)\]]\s(?:and|or)\s[^()\d]{3,}[(\[]", regex.IGNORECASE)
_OWN_NAME = compiled(r"\s(?:[a-z]+\s)?(?:cases?|episodes?|instances?)\sof\s", regex.IGNORECASE)
_ONLY_COMMA = compiled(r"^[^,;]*[,;]\s(?!and\b|or\b|vs|versus)")
_LONGEST_BETWEEN = 110


@dataclass(frozen=True)
class HarmValue:
    """One count or share: the places of its digits by column; `none` where it is said in a word ("none in ...")."""

    rule: str
    start: int
    end: int
    places: dict[str, tuple[int, int]]
    modifier: tuple[int, int] | None = None
    bare: bool = False
    none: bool = False

    @property
    def counts_events(self) -> bool:
        """True where the notation itself counts events."""
        return "event_count" in self.places


def values_in(folded: str, span: Span, claimed: Sequence[tuple[int, int]]) -> list[HarmValue]:
    """The values of a sentence whose digits are not claimed, in order; where notations overlap the one that tells more wins."""
    taken = [place for place in claimed if place[0] < span.end and place[1] > span.start]
    found: list[HarmValue] = []
    starts = [match.start() for match in _STARTS.finditer(folded, span.start, span.end)]
    of_procedures = [match.span() for match in OF_PROCEDURES.compiled.finditer(folded, span.start, span.end)]
    for rule in _BY_TRUST:
        for mention in _at(rule, folded, starts_among(rule.compiled, folded, starts, span.end), span.end):
            if rule is EVENTS_IN_PEOPLE and not _counts_events(folded, mention.groups["what"]):
                continue
            places = {column: mention.groups[column] for column in COLUMNS if column in mention.groups}
            if any(start <= place[0] < end for start, end in of_procedures for place in places.values()):
                if "subjects_affected" not in places:
                    continue  # a share of procedures is nobody's
                places = {"event_count": places["subjects_affected"]}
            none = mention.span("none")
            every = [*places.values(), *([none] if none else [])]
            if any(start < place[1] and place[0] < end for start, end in taken for place in every) or not _plausible(
                folded, places
            ):
                continue
            if _NO_COUNT_BEFORE.search(folded, max(span.start, mention.start - 24), min(place[0] for place in every)):
                continue
            start, end = (
                min(place[0] for place in every),
                max(mention.end if rule not in (ONE_PERSON, PEOPLE_WITH_EVENTS) else place[1] for place in every),
            )
            found.append(
                HarmValue(
                    rule.name, start, end, places, mention.span("modifier"), rule in (BARE_COUNT, ONE_PERSON), none is not None
                )
            )
            taken.append((start, end))
    return sorted(found, key=lambda value: value.start)


def _at(rule: Rule, folded: str, starts: Sequence[int], end: int) -> Iterator[Mention]:
    """The mentions of `rule` that begin where a count can begin, not overlapping."""
    done = -1
    for start in starts:
        match = rule.compiled.match(folded, start, end) if start >= done else None
        if match is not None:
            done = match.end()
            groups = {name: match.span(name) for name in rule.compiled.groupindex if match.start(name) >= 0}
            yield Mention(rule, match.start(), match.end(), groups)


def _counts_events(folded: str, what: tuple[int, int]) -> bool:
    """True where the words between the two counts say events, name a harm, or say nothing."""
    words = folded[slice(*what)].strip()
    return (
        not words
        or compiled(rf"\b{_EVENT_WORD}\b|hospitali[sz]ations|deaths", regex.IGNORECASE).search(words) is not None
        or HARM_TERM.compiled.search(words) is not None
    )


def _plausible(folded: str, places: dict[str, tuple[int, int]]) -> bool:
    """False where the digits cannot be what their columns hold."""
    for column, place in places.items():
        if compiled(r"0\d").match(folded[slice(*place)]):
            return False
        number = number_at(folded, place)
        if number is None or (column == "percent" and number > 100) or (column != "percent" and number != int(number)):
            return False
    return True  # more affected than at risk is for the check of order to say; two counts of their own would hide it


def number_at(folded: str, place: tuple[int, int]) -> float | None:
    """The number that the digits or words at `place` say; "a participant" is one."""
    word = folded[slice(*place)].lower()
    return 1.0 if compiled(r"an?|another|an\sadditional").fullmatch(word) else value_of(word)


def runs_of(reading: Reading, values: Sequence[HarmValue]) -> list[list[HarmValue]]:
    """Neighbours that stand side by side for several groups: "16 (3%) with A versus seven (1%) with B"."""
    runs: list[list[HarmValue]] = []
    for value in values:
        if runs and _joined(reading, runs[-1], value):
            runs[-1].append(value)
        elif not value.none:
            runs.append([value])
    return runs


def _joined(reading: Reading, run: list[HarmValue], value: HarmValue) -> bool:
    last, folded = run[-1], reading.folded
    gap = folded[last.end : value.start]
    if _NEXT_MEMBER.match(gap) or (_NEXT_NAME.match(gap) and not reading.arms.between(last.end, value.start)):
        return False
    if (
        len(gap) > _LONGEST_BETWEEN
        or HARM_TERM.compiled.search(gap)
        or _BREAKS_RUN.search(gap)
        or "\n" in gap
        or (")" in gap and "(" not in gap and not _closing_arm(gap))
    ):
        return False
    if _CONNECTS.search(gap) is None or (_OWN_NAME.match(folded, value.end) and not compiled(r"\bv(?:s|ersus)?\b").search(gap)):
        return False
    if value.bare and _ONLY_COMMA.search(gap) and not reading.arms.between(last.end, value.start):
        return False
    if not value.none and set(value.places) != set(last.places) and not (value.counts_events and last.counts_events):
        return False
    return _only_names_groups(gap)


def _only_names_groups(gap: str) -> bool:
    """True where the words between two counts say whose the first is and whose the second, joined by "and", "versus" or a comma."""
    connected, label, unknown = False, 0, 0
    for match in _TOKEN.finditer(gap):
        word = match[0].lower()
        if word in _CONNECTORS:
            if unknown:
                return False
            connected, label = True, _LONGEST_LABEL
        elif word in _LEADS_TO_ARM:
            label = _LONGEST_LABEL
        elif _OF_PEOPLE.fullmatch(word):
            unknown = 0
        elif label:
            label -= 1
        elif connected or unknown == 3 or gap[: match.start()].rstrip()[-1:] == ".":
            return False
        elif gap[: match.start()].rstrip()[-1:] not in ("(", "["):
            unknown += 1
    return connected


def _closing_arm(gap: str) -> bool:
    """True where the bracket that closes is that of the value before: "[3%] and three [2%]", "(A 13%) versus (B 15%)"."""
    return (
        compiled(r"\s?[\w\s+/-]{0,30}[)\]]\s?(?:of\s|in\s|and\s|vs|v\b|versus|than|compared|or\s|,)", regex.IGNORECASE).match(gap)
        is not None
    )
