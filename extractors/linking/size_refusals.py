"""Counts of people that are no sample sizes: results, parts of a whole, words."""

import regex

from extractors.document import Span
from extractors.linking.bracketed_sizes import enclosing, label_before, measured_in, subgroup_before
from extractors.linking.context import Reading
from extractors.linking.size_signs import ANY_ALLOCATION, RESULT, Counted, deciding_sign
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention
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
    STUDIES_COUNTED,
)

_PEOPLE_BEFORE = compiled(
    r"\b(?:group|arm|patient|participant|subject|sample(?:\ssize)?|total|placebo|control|child(?:ren)?|wom[ae]n|men|study|cohort|donor|sibling|individual|volunteer|included|people|girl|boy|survivor|carrier|volunteer|resident|veteran|subsample|randomi[sz]ed|enrol?led|recruited)s?\W*(?:\([^()]*\)\s?)?$",
    regex.IGNORECASE,
)
_PART_BEFORE = compiled(
    r"""(?: (?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|none|all|half|most|some|many|each|any)\s?|%)(?:\s?\(?[\d.]*\s?%?\)?)?\s(?:out\s)?of\s(?:the\s|these\s|our\s|a\stotal\sof\s)?
        | \b(?:remaining|other|another|further|additional)\s | [(\[]including\s )$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_SHARE_BEFORE = compiled(
    r"(?:\b(?:was|were|is|of|in|by|to|and|or|vs\.?|versus|v|than|with|had|only|about|approximately)\s|[(\[;:,]\s?)[\d.]+\s?%\s?[(\[,]\s?$"
)
_OPENED = compiled(r"[(\[]\s*$")
_FEW = 10
_HAPPENED = compiled(
    r"\b(?:fewer|observed|occurr\w+|developed|reported|seen|rare|diagnosed|experienced|incidence|infections?|recurrences?|deaths?|events?|complications?)\b",
    regex.IGNORECASE,
)
"""Beside a size of under ten, that this is how many had something."""
_DATE_BEFORE = compiled(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s(?:\d{1,2},?\s|of\s)?$|\b(?:19|20)\d\d\s?(?:and|to|-|until)\s?$|\b(?:since|until|during|between)\s$",
    regex.IGNORECASE,
)
_PHASE_BEFORE = compiled(r"\bphases?\s(?:[1-4I]+\s?(?:and|/|-)\s?)?$", regex.IGNORECASE)
_ALLOCATION = compiled(
    r"\b(?:random\w*|allocat\w+|assign\w+|includ\w+|enrol\w+|divid\w+|receiv\w+|recruit\w+|compris\w+|consist\w+|analy[sz]ed|evaluable)\b",
    regex.IGNORECASE,
)
_PEOPLE = compiled(
    r"\b(?:patients|participants|subjects|persons|people|individuals|volunteers|adults|children|infants|women|men|cases)\b",
    regex.IGNORECASE,
)
_DID = compiled(r"\b(?:had|have|has|were|was|did|occurred|reported|seen|observed)\b", regex.IGNORECASE)
_CHOICE = compiled(r"\b(?:either|versus|vs|arms?|regimens?|treated\swith|strategies)\b", regex.IGNORECASE)


def is_no_sample_size(reading: Reading, mention: Mention, sentence: Span, after: Span) -> bool:
    """True for counts that are results, parts of a whole, or words ("one of the patients")."""
    folded, name = reading.folded, mention.rule.name
    before = folded[max(sentence.start, mention.start - 120) : mention.start]
    word = folded[slice(*mention.groups["n"])].lower()
    if name == STUDIES_COUNTED.name:
        text = folded[sentence.start : sentence.end]
        year = word.isdigit() and 1900 <= int(word) <= 2100
        return year or not compiled(
            r"\b(?:review|meta-analys[ei]s|search|identified|systematic|included)\b", regex.IGNORECASE
        ).search(text)
    if name in (PART_GIVEN.name, BRACKETED_PART.name):
        return True
    if name == SIZE_ON_ARM.name:
        return not _parts_people(reading, mention, sentence)
    if name in (SAMPLE_SIZE_FIELD.name, SHARE_OF_PARTICIPANTS.name):
        return False
    if _is_year(word, before) or _PHASE_BEFORE.search(before):
        return True
    if word in ("one", "a", "1") or _PART_BEFORE.search(before):
        return True
    if name == N_EQUALS.name and _SHARE_BEFORE.search(before):
        return True  # "23% (n = 45)": how many that share is
    if name == SIZE_THEN_LABEL.name:
        return not _ALLOCATION.search(folded, sentence.start, mention.start)
    if name == N_EQUALS.name and _is_count_of_few(reading, mention, sentence):
        return True
    if name == N_EQUALS.name:
        return _OPENED.search(before) is not None and _names_no_people(reading, mention, sentence)
    if name == IN_ARM.name:
        return (
            RESULT.search(before) is not None
            or not _ALLOCATION.search(folded, sentence.start, sentence.end)
            or _counts_events(before)
        )
    if name == SIZE_OF_FIRST.name:
        return _labels_no_arm(reading, mention)
    if name == BEFORE_LABEL.name:
        return _labels_no_arm(reading, mention) or _counts_events(before)
    if name == LABELLED_COUNT.name:
        return _labels_no_size(reading, mention, before)
    if name == ALLOCATED.name:
        return _is_part(reading, mention, after)
    if name != PARTICIPANTS.name:
        return False
    sign = deciding_sign(Counted(reading, mention, before, after))
    return sign is not None and not sign.is_size


def _is_count_of_few(reading: Reading, mention: Mention, sentence: Span) -> bool:
    """True for "fewer infections in the drug A group (n = 1) than in the placebo group (n = 4)"."""
    folded = reading.folded
    value = value_of(folded[slice(*mention.groups["n"])])
    return (
        value is not None
        and value < _FEW
        and _HAPPENED.search(folded, sentence.start, mention.start) is not None
        and not _ALLOCATION.search(folded, sentence.start, sentence.end)
    )


def _is_year(word: str, before: str) -> bool:
    """True for the 1995 of "between May 1991 and March 1995 were randomised"."""
    return compiled(r"(?:19|20)\d\d").fullmatch(word) is not None and _DATE_BEFORE.search(before) is not None


def _labels_no_size(reading: Reading, mention: Mention, before: str) -> bool:
    """True for "(drug A 34, placebo 36" after a result: without a colon the label must be an arm's, of people allocated or analysed."""
    mark = mention.span("mark")
    if mark and reading.folded[mark[0]] == ":":
        return not compiled(r"\b(?:random\w*|patients|participants|women|subjects|original|included)\b", regex.IGNORECASE).search(
            before
        )
    named = bool(reading.arms.between(mention.start, mention.groups["n"][0]))
    return not (
        named and compiled(r"\b(?:random|assign|allocat|enrol|includ)\w*\b[^.;()]{0,60}\(?[^()]*$", regex.IGNORECASE).search(before)
    )


def _labels_no_arm(reading: Reading, mention: Mention) -> bool:
    """True for "(12 vomiting, 9 rash)": a count that stands bare before a label needs an arm's."""
    arms = reading.arms.between(*mention.groups["label"])
    return not arms or arms[0].start != mention.groups["label"][0]


def _parts_people(reading: Reading, mention: Mention, sentence: Span) -> bool:
    """True where the bracket of "women without fractures (607 on A versus 602 on B)" follows people of whom nothing is told yet."""
    opened = enclosing(reading.folded, sentence.start, mention.start)
    if opened is None or not reading.arms.between(*mention.groups["label"]):
        return False
    lead = compiled(r"[;.:,]").split(reading.folded[sentence.start : opened])[-1]
    return _PEOPLE.search(lead) is not None and not RESULT.search(lead) and not _DID.search(lead)


def _counts_events(before: str) -> bool:
    """True for "deaths (three in the": before the bracket no people are named and nobody is allocated."""
    opened = max(before.rfind("("), before.rfind("["))
    if opened < 0 or ")" in before[opened:]:
        return False
    clause = compiled(r"[;.]").split(before[:opened])[-1]
    return not (
        _PEOPLE.search(clause) or compiled(r"\brandom|\bassign|\ballocat|\bmethod\b|\bgroups\b", regex.IGNORECASE).search(clause)
    )


def _is_part(reading: Reading, mention: Mention, after: Span) -> bool:
    """True for "12 received antibiotics": no arm, and no group of a trial, is what they received."""
    verb = mention.span("verb")
    if verb is None:
        return False
    word = reading.folded[slice(*verb)].lower()
    if word in ("to", "into"):
        sentence = reading.sentences.at(mention.start)
        return not ANY_ALLOCATION.search(reading.folded, sentence.start, mention.start)
    if not word.startswith(("receiv", "to receive")):
        return False
    return (
        not reading.arms.between(after.start, min(after.end, after.start + 60))
        and reading.folded[verb[0] : verb[1]].lower() != "to receive"
    )


def _names_no_people(reading: Reading, mention: Mention, sentence: Span) -> bool:
    """True for "fever (n=9)": what stands before the bracket is neither an arm, nor people, nor a time, nor a label given."""
    folded = reading.folded
    opened = enclosing(folded, sentence.start, mention.start)
    if opened is None:
        return False
    cut = max(folded.rfind(mark, max(sentence.start, opened - 60), opened) for mark in ",;:")
    begin = max(sentence.start, opened - 60, cut + 1)
    if reading.arms.between(begin, opened) or reading.times.between(begin, opened) or _PEOPLE_BEFORE.search(folded[begin:opened]):
        return False
    if subgroup_before(folded, sentence, opened) and not RESULT.search(folded, begin, opened):
        return False
    if label_before(reading, sentence, opened) and (
        _ALLOCATION.search(folded, sentence.start, sentence.end) or _CHOICE.search(folded, sentence.start, opened)
    ):
        return False
    return not (_listed(folded, opened, sentence) or measured_in(folded, sentence, opened, mention))


def _listed(folded: str, opened: int, sentence: Span) -> bool:
    """True for an item of a numbered list, "1) drug A (n=15); 2) drug B (n=39)"."""
    return compiled(r"\b\d\)\s[^.;:()]{3,120}$").search(folded[max(sentence.start, opened - 140) : opened]) is not None
