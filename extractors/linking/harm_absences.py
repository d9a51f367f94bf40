"""Harms that a text says were absent: "no fever, rash or seizures occurred" makes three rows of nought."""

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.harm_groups import Order, carried_arm, person_of_section
from extractors.linking.harm_terms import Harm, Harms, is_serious, relatedness
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rule import Mention, find
from extractors.rules.harms import ABSENCE, PEOPLE_SHOWED
from extractors.vocabulary.harms import COMPLETES_A_TERM

_BEFORE_TERM = compiled(r"\s?(?:(?:any|an?|the|other|further|additional|new)\s){0,2}", regex.IGNORECASE)
_BECAUSE = compiled(r"\b(?:withdrew|withdrawn|discontinued|stopped|dropped)\b", regex.IGNORECASE)
_LIST_GAP = compiled(r"(?:,\s(?:or\s|and\s|nor\s)?|\s(?:or|and|nor)\s(?:no\s)?)(?:any\s|other\s|of\s)?", regex.IGNORECASE)
_BRACKET = compiled(r"\s?[(\[](?:e\.g\.,?\s|such\sas\s|including\s|i\.e\.,?\s)?(?P<list>[^()\[\]\d]{4,160})[)\]]", regex.IGNORECASE)
_NO_ABSENCE = compiled(
    r"\s(?:differences?|profiles?|rates?|monitoring|assessments?|scores?|grad(?:e|ing)|scales?|status|patients|prophylaxis|more|occurring\smore|that\swere\smore|on)\b|\s?-",
    regex.IGNORECASE,
)
_HAPPENED_AFTER = compiled(
    r"\b(?:was|were|occurred|observed|reported|developed|seen|detected|noted|recorded|found)\b", regex.IGNORECASE
)
_CONDITION = compiled(
    r"\b(?:eligib\w+|inclusion|exclusion|criteri\w+|history|prior\sto\senrol\w+|previous|known|contraindicat\w+|if\b|aged\b|diagnosed\b|with\sor\swithout)",
    regex.IGNORECASE,
)
_ABSENT_VERBS = {"died": "death", "deaths": "death", "hospitalized": "hospitalization", "hospitalised": "hospitalisation"}
_REACH = 120


def absences_in(reading: Reading, harms: Harms, index: int, order: Order) -> list[Row]:
    """The rows of one sentence, in order."""
    sentence = reading.sentences.spans[index]
    rows: list[Row] = []
    done = sentence.start
    for mention in find(ABSENCE, reading.folded, sentence.start, sentence.end):
        if mention.start < done or _CONDITION.search(reading.folded, max(sentence.start, mention.start - 120), mention.start):
            continue
        named = _named(reading, harms, mention, sentence)
        if named is None or not _told(reading, harms, mention, named[0], index):
            continue
        places = _listed(reading, harms, named[0], named[1], sentence)
        done = places[-1][1]
        rows.extend(_rows(reading, mention, places, index, order))
    return rows


def _word(reading: Reading, mention: Mention) -> str:
    return reading.folded[slice(*mention.groups["none"])].lower()


def _told(reading: Reading, harms: Harms, mention: Mention, harm: Harm, index: int) -> bool:
    """True where a result is told: not what was asked of people, a definition in a bracket, or a share of people."""
    folded, sentence = reading.folded, reading.sentences.spans[index]
    safety = harms.talks_of_safety(index)
    rest = folded[harm.word_end : min(sentence.end, harm.word_end + 80)]
    if (
        compiled(r"[^.;]{0,40}?\bin\s\d+(?:\.\d+)?\s?%").match(rest)
        or harms.describes(harm)
        or compiled(r"[(\[]\s?(?:ie|i\.e\.|defined)[^()]{0,30}$").search(folded[sentence.start : mention.start])
    ):
        return False
    if harm.general:
        return True
    if harms.is_endpoint(harm) and not harms.says_safety(index):
        return False
    happened = _HAPPENED_AFTER.search(rest) is not None or mention.span("people") is not None
    return (
        safety
        or (happened and _word(reading, mention) != "without")
        or compiled(r"no\sone|absence", regex.IGNORECASE).match(folded[mention.start : mention.end]) is not None
    )


def _named(reading: Reading, harms: Harms, mention: Mention, sentence: Span) -> tuple[Harm, int] | None:
    """The first harm that the word of absence denies, and where its name begins; None where it denies something else."""
    following = harms.between(mention.end, min(sentence.end, mention.end + _REACH))
    if not following:
        return None
    harm, folded = following[0], reading.folded
    if _NO_ABSENCE.match(folded, harm.word_end):
        return None
    if mention.span("people") is None and _word(reading, mention) != "none":
        lead = _BEFORE_TERM.match(folded, mention.end)
        begins = lead.end() if lead else mention.end
        return (harm, harm.start) if harm.start <= begins + 1 else _verb_of(reading, mention, harm)
    return _verb_of(reading, mention, harm)


def _verb_of(reading: Reading, mention: Mention, harm: Harm) -> tuple[Harm, int] | None:
    """ "None of the patients developed ..." names the harm after its verb; "withdrew because of ..." is part of the name."""
    folded = reading.folded
    gap = folded[mention.end : harm.word_start]
    if compiled(r"\s|\s(?:was|were)\s|\s(?:in|receiving|on)\s[^.;,()]{1,40}?\s(?:(?:was|were)\s)?").fullmatch(gap) and compiled(
        r"(?:died|hospitali)", regex.IGNORECASE
    ).match(folded[harm.word_start : harm.word_end]):
        return harm, harm.word_start
    because = _BECAUSE.search(gap)
    if because:
        return harm, mention.end + because.start()
    if (
        mention.span("people") is None
        and _word(reading, mention) != "none"
        and not compiled(r"\sone\b").match(folded[mention.end - 4 : mention.end])
    ):
        return None
    verb = PEOPLE_SHOWED.compiled.search(gap)
    return (
        (harm, harm.start)
        if verb is not None and verb[0].lower() != "with" and not compiled(r"[;:]").search(gap) and len(gap) < 100
        else None
    )


def _listed(reading: Reading, harms: Harms, first: Harm, begin: int, sentence: Span) -> list[tuple[int, int]]:
    """The places of all names of the list that begins with `first`, and of those in a bracket after it."""
    folded = reading.folded
    _, end = harms.printed(first)
    places = [(begin, end)]
    bracket = _BRACKET.match(folded, end, sentence.end)
    if bracket is not None and (compiled(r",| (?:or|and) ").search(bracket["list"]) or harms.between(*bracket.span("list"))):
        for part in compiled(r"[^,;]+").finditer(bracket["list"]):
            text = compiled(r"^\s*(?:and|or|such\sas|e\.g\.|including)\s+").sub("", part[0]).strip()
            if len(text) > 2 and not compiled(r"[A-Z]{2,5}s?").fullmatch(text):
                start = bracket.start("list") + part.start() + part[0].index(text)
                places.append((start, start + len(text)))
        end = bracket.end()
    while True:
        gap = _LIST_GAP.match(folded, end, sentence.end)
        following = harms.between(end, min(sentence.end, end + 70))
        if gap is None or not following or following[0].start > gap.end():
            break
        harm = following[0]
        if folded[harm.word_start : harm.word_end].lower() in COMPLETES_A_TERM and "or" in gap[0]:
            _, end = harms.printed(harm)
            places[-1] = (places[-1][0], end)
            continue
        _, end = harms.printed(harm)
        places.append((max(harm.start, gap.end()), end))
    return places


def _rows(reading: Reading, mention: Mention, places: list[tuple[int, int]], index: int, order: Order) -> list[Row]:
    sentence = reading.sentences.spans[index]
    stop = compiled(r";|,\s(?:and|but)\s(?:no\b|the\b|\d)|\sand\sno\s").search(reading.folded, places[-1][1], sentence.end)
    clause = Span(mention.start, stop.start() if stop else sentence.end)
    study, study_guessed = reading.study_at(mention.start, mention.end)
    reasons = ["link_study_guessed"] if study_guessed else []
    named = list(dict.fromkeys(arm.arm for arm in reading.arms.between(clause.start, clause.end)))
    if not named and mention.start - sentence.start > 4:
        named = list(dict.fromkeys(arm.arm for arm in reading.arms.between(sentence.start, mention.start)))
    arm = named[0] if len(named) == 1 else carried_arm(reading, clause, index, order, reasons) if not named else None
    person = person_of_section(reading, mention.start)
    rows = []
    for start, end in places:
        term = _ABSENT_VERBS.get(reading.folded[start:end].lower()) or reading.text((start, end))
        values = {
            "adverse_event_term": term, "subjects_affected": 0, "explicit_none": True, "serious": is_serious(term), "related": relatedness(reading, clause, ""),
            "group_label": person or (arm.label if arm else None), "study_label": study,
        }  # fmt: skip
        claim = Claim("subjects_affected", *mention.groups["none"])
        rows.append(Row("adverse_events", mention.start, end, ABSENCE.name, values, (claim,), tuple(reasons)))
    return rows
