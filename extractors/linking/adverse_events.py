"""Rows of `adverse_events`: harms with their counts, and their stated absence."""

from collections.abc import Sequence
from typing import Any

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.numbers import value_of
from extractors.row import Claim, Row
from extractors.rule import Mention, find
from extractors.rules.harms import COUNT_OF_HARMS, HARM_PERCENT, HARM_TERM, HARM_WITH_COUNT, NO_HARM, PEOPLE_WITH_HARM
from extractors.vocabulary.harms import GENERAL
from schemas.vocabulary import PercentModifier

_SERIOUS = regex.compile(r"\bserious\b|(?-i:\b(?:TE-?)?SAEs?\b)", regex.IGNORECASE)
_UNRELATED = regex.compile(r"\b(?:unrelated|not\s(?:\w+\s)?related|none\s(?:\w+\s){0,3}related|were\sdetermined\sto\sbe\sunrelated)\b", regex.IGNORECASE)
_RELATED = regex.compile(r"\b(?:(?:probably|likely|definitely|certainly)\s(?:treatment-)?related|(?<!un)(?<!possibly\s)(?<!not\s)(?:treatment|therapy|drug|cell|procedure)-related|(?:deemed|considered)\srelated|related\sto\s(?:the\s)?(?:treatment|study\sdrug|infusion|injection))\b", regex.IGNORECASE)
_NEXT_NONE = regex.compile(r",?\s*(?:or|and|nor|,)\s+(?P<term>(?:[a-zA-Z][\w-]*\s){0,3}?[a-zA-Z][\w-]*)(?=\s*(?:,|or\b|and\b|nor\b|\.|;|\)|$|were\b|was\b|occurred\b|during\b|in\b|at\b))", regex.IGNORECASE)
_LISTED = regex.compile(r"\s*[(\[](?P<list>[^()\[\]\d]{4,120})[)\]]")
_GENERAL = regex.compile(rf"\b(?:{'|'.join(map(regex.escape, GENERAL))})\b", regex.IGNORECASE)
_MODIFIERS = {
    "up to": PercentModifier.UP_TO, "about": PercentModifier.ABOUT, "approximately": PercentModifier.ABOUT, "around": PercentModifier.ABOUT,
    "over": PercentModifier.OVER, "more than": PercentModifier.OVER, "under": PercentModifier.UNDER, "less than": PercentModifier.UNDER,
}  # fmt: skip
_DEATH = regex.compile(r"^(?:died|fatal)$", regex.IGNORECASE)
_BY_TRUST = (NO_HARM, PEOPLE_WITH_HARM, HARM_WITH_COUNT, HARM_PERCENT, COUNT_OF_HARMS)
_EVENTS = regex.compile(r"\b(?:events|SAEs?|AEs?|TEAEs?|episodes?|reactions|hospitali[sz]ations|event)$", regex.IGNORECASE)


def link_adverse_events(reading: Reading, taken: Sequence[Span]) -> list[Row]:
    """A row for each harm that is counted or said to be absent; `taken` are digits that other tables claim."""
    claimed = [(span.start, span.end) for span in taken]
    rows: list[Row] = []
    for rule in _BY_TRUST:
        for mention in find(rule, reading.folded):
            places = [mention.groups[name] for name in ("none", "count", "percent", "at_risk", "events") if name in mention.groups]
            if any(start < place[1] and place[0] < end for start, end in claimed for place in places):
                continue
            found = _absent(reading, mention) if rule is NO_HARM else _counted(reading, mention)
            rows.extend(found)
            if found:
                claimed.extend(places)
    return rows


def _term(reading: Reading, mention: Mention) -> str:
    place = mention.groups["term"]
    text = reading.text(place).strip()
    return "death" if not text or _DEATH.match(text) else text


def _about(reading: Reading, mention: Mention, term: str) -> dict[str, Any]:
    """Seriousness, relatedness, arm and study of the harm, from its own sentence."""
    sentence = reading.sentences.at(mention.start)
    clause_end = min(sentence.end, mention.end + 90)
    stop = regex.search(r"[;.]|,\s(?:and|but)\s", reading.folded[mention.end : clause_end])
    clause = reading.folded[mention.start : mention.end + stop.start() if stop else clause_end]
    arms = reading.arms.between(mention.start, mention.end + stop.start() if stop else clause_end) or reading.arms.between(sentence.start, mention.start)
    distinct = list(dict.fromkeys(arm.arm for arm in arms))
    related: bool | None = None
    if _UNRELATED.search(clause):
        related = False
    elif _RELATED.search(clause):
        related = True
    study, _ = reading.study_at(mention.start, mention.end)
    return {
        "serious": True if _SERIOUS.search(term) else None, "related": related, "study_label": study,
        "group_label": distinct[0].label if len(distinct) == 1 else None,
    }  # fmt: skip


def _absent(reading: Reading, mention: Mention) -> list[Row]:
    """A row of 0 for the harm that is said to be absent, and for each further one of its list."""
    claim = Claim("subjects_affected", *mention.groups["none"])
    terms = [(mention.groups["term"], _term(reading, mention))]
    position = mention.end
    listed = _LISTED.match(reading.folded, position)
    if listed:
        start = listed.start("list")
        for part in regex.finditer(r"[^,;]+", listed["list"]):
            text = regex.sub(r"^\s*(?:and|or|such\sas|e\.g\.|including)\s+", "", part[0]).strip()
            if text:
                begin = start + part.start() + part[0].index(text)
                terms.append(((begin, begin + len(text)), reading.text((begin, begin + len(text)))))
    while following := _NEXT_NONE.match(reading.folded, position):
        if not HARM_TERM.compiled.search(following["term"]):
            break
        terms.append((following.span("term"), reading.text(following.span("term"))))
        position = following.end("term")
    rows = []
    for place, term in terms:
        values = {"adverse_event_term": term, "subjects_affected": 0, "explicit_none": True, **_about(reading, mention, term)}
        rows.append(Row("adverse_events", mention.start, max(mention.end, place[1]), mention.rule.name, values, (claim,)))
    return rows


def _counted(reading: Reading, mention: Mention) -> list[Row]:
    folded = reading.folded
    term = _term(reading, mention)
    values: dict[str, Any] = {"adverse_event_term": term, "explicit_none": False, **_about(reading, mention, term)}
    claims: list[Claim] = []
    reasons: list[str] = []
    counts_people = mention.rule in (PEOPLE_WITH_HARM, HARM_WITH_COUNT) or mention.span("cases") is not None or not _EVENTS.search(term)
    columns = {"count": "subjects_affected" if counts_people else "event_count", "at_risk": "subjects_at_risk", "percent": "percent", "events": "event_count"}
    for group, column in columns.items():
        place = mention.span(group)
        if place is None:
            continue
        word = folded[slice(*place)].lower()
        number = 1.0 if word in ("a", "an", "another") else value_of(word)
        if number is None or (column != "percent" and number != int(number)) or (column == "percent" and number > 100):
            return []
        values[column] = number if column == "percent" else int(number)
        claims.append(Claim(column, *place))
    if not claims or (mention.rule is COUNT_OF_HARMS and not _plausible_count(reading, mention)):
        return []
    if mention.rule is COUNT_OF_HARMS and mention.span("cases") is None and not _EVENTS.search(term):
        reasons.append("link_counted_uncertain")
    modifier = mention.span("modifier")
    if modifier is not None:
        values["percent_modifier"] = _MODIFIERS[" ".join(folded[slice(*modifier)].lower().split())]
    return [Row("adverse_events", mention.start, mention.end, mention.rule.name, values, tuple(claims), tuple(reasons))]


def _plausible_count(reading: Reading, mention: Mention) -> bool:
    """False where the number before a harm's name counts something else ("grade 3 fever", "type 2 diabetes")."""
    before = reading.folded[max(0, mention.start - 24) : mention.start]
    return regex.search(r"(?:grade|type|phase|class|stage|level|day|week|month|version|than|CI|[=<>±(]|\d[.,]?|vs\.?|versus|of|-)\s*$", before, regex.IGNORECASE) is None
