"""Rows of `sample_sizes`: counts of participants with their arm and their point in the trial."""

from bisect import bisect_right
from dataclasses import replace

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.parts_of_arms import without_parts_of_arms
from extractors.linking.size_labels import labels_of
from extractors.linking.size_refusals import is_no_sample_size
from extractors.linking.size_roles import own_role, role_of
from extractors.linking.size_signs import RESULT
from extractors.linking.values import more_than_all
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.places import Places
from extractors.row import Claim, Row
from extractors.rule import Mention, find
from extractors.rules.group_values import COUNT_OF_TOTAL
from extractors.rules.participants import (
    ALLOCATED,
    BEFORE_LABEL,
    BRACKETED_PART,
    IN_ARM,
    LABELLED_COUNT,
    N_EQUALS,
    PART_GIVEN,
    PARTICIPANTS,
    SAMPLE_SIZE_FIELD,
    SHARE_OF_PARTICIPANTS,
    SIZE_OF_FIRST,
    SIZE_ON_ARM,
    SIZE_THEN_LABEL,
    SIZES_OF_TWO,
    STUDIES_COUNTED,
)
from extractors.vocabulary.roles import RESULT_VERBS
from schemas.vocabulary import Role

_RANDOM = compiled(r"\brandom(?:i[sz]ed|ly)\b|\b(?:assigned|allocated)\b")
_LEAST_WHOLE = 10
_WHOLES = (PARTICIPANTS, ALLOCATED, N_EQUALS, SAMPLE_SIZE_FIELD)
_PARTS = (ALLOCATED, BEFORE_LABEL, BRACKETED_PART, IN_ARM, LABELLED_COUNT, N_EQUALS, PART_GIVEN, SIZE_THEN_LABEL)
_SOMETHING_TOLD = compiled(rf",?\s(?:{'|'.join(RESULT_VERBS)})\b", regex.IGNORECASE)
"""After the parts of a whole, that these people are a result: "Ten patients, 5 for A and 5 for B, suffered ..."."""
_FULL_STOP = compiled(r"(?<=[a-z)])\.\s+(?=[A-Z])")
_RULES = (
    SAMPLE_SIZE_FIELD,
    STUDIES_COUNTED,
    SHARE_OF_PARTICIPANTS,
    SIZES_OF_TWO,
    SIZE_THEN_LABEL,
    SIZE_OF_FIRST,
    IN_ARM,
    N_EQUALS,
    LABELLED_COUNT,
    PARTICIPANTS,
    ALLOCATED,
    BEFORE_LABEL,
    SIZE_ON_ARM,
    PART_GIVEN,
    BRACKETED_PART,
)
"""The rules, those first whose reading of a number stands where two read it."""


_NUMBERS = ("n", "second", "total")


def link_sample_sizes(reading: Reading, taken: list[Span]) -> list[Row]:
    """A row for each count of participants; `taken` are places that other tables have claimed."""
    names = Places((span.start, span.end) for span in reading.numbers_in_names)
    mentions = [mention for mention in _mentions(reading.folded) if not names.overlap(*mention.groups["n"])]
    parts = _parts(reading, mentions)
    starts = [mention.start for mention in mentions]
    claimed = Places((span.start, span.end) for span in taken)
    too_many = Places(
        (share.start, share.end) for share in find(COUNT_OF_TOTAL, reading.folded) if more_than_all(share, reading.folded)
    )
    rows: list[Row] = []
    previous_end = 0
    for mention in mentions:
        place = mention.groups["n"]
        if not claimed.overlap(*place):
            later = mentions[bisect_right(starts, mention.start) :][:6]
            found = _rows(reading, mention, later, previous_end, is_part=mention.start in parts)
            doubted = too_many.overlap(*place)  # "nine of 5 patients": one of the two is wrong
            rows += [replace(row, reasons=(*row.reasons, "link_counted_uncertain")) for row in found] if doubted else found
        previous_end = mention.end
    return list(without_parts_of_arms(reading, rows))


def _mentions(folded: str) -> list[Mention]:
    """Counts of participants in order, no two of one number."""
    mentions: list[Mention] = []
    places: set[int] = set()
    for rule in _RULES:
        for mention in find(rule, folded):
            numbers = [
                mention.groups[name]
                for name in _NUMBERS
                if name in mention.groups and (name != "total" or rule is SHARE_OF_PARTICIPANTS)
            ]
            covered = {offset for start, end in numbers for offset in range(start, end)}
            if not covered & places:
                mentions.append(mention)
                places |= covered
    return sorted(mentions, key=lambda mention: mention.start)


def _rows(reading: Reading, mention: Mention, later: list[Mention], previous_end: int, *, is_part: bool) -> list[Row]:
    sentence = _sentence(reading, mention)
    next_start = later[0].start if later else len(reading.folded)
    after = Span(mention.end, min(sentence.end, max(mention.end, next_start)))
    if mention.rule is SIZES_OF_TWO:
        return _two(reading, mention, sentence)
    if not is_part and is_no_sample_size(reading, mention, sentence, after):
        return []
    following = [other for other in later if other.start < sentence.end]
    label_reasons: list[str] = []
    rows: list[Row] = []
    for label in labels_of(reading, mention, sentence, after, following, max(sentence.start, previous_end), label_reasons):
        reasons = list(label_reasons)
        of_arm = label is not None and any(label in (arm.label, *arm.spellings) for arm in reading.arms.arms)
        role = role_of(reading, mention, sentence, after, following, whole=label is None, of_arm=of_arm, reasons=reasons)
        rows += _row(reading, mention, mention.groups["n"], label, role, reasons)
        if mention.rule is SHARE_OF_PARTICIPANTS:
            rows += _row(reading, mention, mention.groups["total"], label, _role_of_whole(reading, mention, reasons), reasons)
    return rows


def _two(reading: Reading, mention: Mention, sentence: Span) -> list[Row]:
    """The sizes of "271 and 278 patients received A and B, respectively"."""
    places = [mention.groups["n"], mention.groups["second"]]
    named = list(dict.fromkeys(item.arm for item in reading.arms.between(places[1][1], sentence.end)))
    arms = named if len(named) == len(places) else [None, None]
    reasons = [] if None not in arms else ["link_groups_missing"]
    random = _RANDOM.search(reading.folded, sentence.start, sentence.end)
    role = (
        Role.RANDOMISED if random else Role.TREATED if "receiv" in reading.folded[mention.start : sentence.end] else Role.ENROLLED
    )
    return [
        row
        for place, arm in zip(places, arms, strict=True)
        for row in _row(reading, mention, place, arm.label if arm else None, role, reasons)
    ]


def _parts(reading: Reading, mentions: list[Mention]) -> set[int]:
    """Starts of the counts of a whole's parts: "94 women: 31 had A, 29 had B and 34 had C" adds up."""
    found: set[int] = set()
    values = [value_of(reading.folded[slice(*mention.groups["n"])]) or 0 for mention in mentions]
    for i, whole in enumerate(values):
        if whole < _LEAST_WHOLE or mentions[i].rule not in _WHOLES:
            continue
        for first in range(i + 1, min(i + 3, len(values))):
            if RESULT.search(reading.folded, mentions[i].end, mentions[first].start):
                continue
            near = reading.sentences.index_at(mentions[first].start) - reading.sentences.index_at(mentions[i].start) <= 1
            for count in (2, 3, 4):
                run = mentions[first : first + count]
                alike = all(mention.rule in _PARTS for mention in run)
                adds_up = len(run) == count and alike and sum(values[first : first + count]) == whole
                if near and adds_up and not _SOMETHING_TOLD.match(reading.folded, run[-1].end):
                    found |= {mention.start for mention in run}
    return found


def _sentence(reading: Reading, mention: Mention) -> Span:
    """The sentence of a count; a full stop inside a bracket that never closes ends one too."""
    sentence = reading.sentences.at(mention.start)
    start = sentence.start
    for match in _FULL_STOP.finditer(reading.folded, start, mention.start):
        start = match.end()
    return Span(start, sentence.end)


def _role_of_whole(reading: Reading, mention: Mention, reasons: list[str]) -> Role:
    """The role of the 184 in "128 of 184 drug A-treated patients contributed data"."""
    origin = mention.span("origin")
    if "label" in mention.groups:
        return Role.TREATED
    if origin is None:
        reasons.append("link_role_guessed")
        return Role.ENROLLED
    word = reading.folded[slice(*origin)]
    if word.lower().startswith(("original", "initial")):
        reasons.append("link_role_guessed")
        return Role.RANDOMISED
    return Role.SCREENED if word.lower().startswith("eligible") else own_role(word) or Role.ENROLLED


def _row(
    reading: Reading, mention: Mention, place: tuple[int, int], label: str | None, role: Role, reasons: list[str]
) -> list[Row]:
    value = value_of(reading.folded[slice(*place)])
    if value is None or value != int(value):
        return []
    study, guessed = reading.study_at(mention.start, mention.end)
    told = (*reasons, "link_study_guessed") if guessed else tuple(reasons)
    values = {"n": int(value), "group_label": label, "role": role, "study_label": study}
    return [
        Row(
            "sample_sizes", mention.start, mention.end, mention.rule.name, values, (Claim("n", *place),), tuple(dict.fromkeys(told))
        )
    ]
