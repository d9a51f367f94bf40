"""Counts of people that are no sample sizes: results, parts of a whole, words."""

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.size_labels import counts_each_arm, enclosing, label_before, measured_in
from extractors.rule import Mention
from extractors.rules.participants import ALLOCATED, IN_ARM, LABELLED_COUNT, N_EQUALS, PARTICIPANTS, SAMPLE_SIZE_FIELD, SHARE_OF_PARTICIPANTS, STUDIES_COUNTED
from extractors.vocabulary.roles import RESULT_VERBS

_PEOPLE_BEFORE = regex.compile(
    r"\b(?:group|arm|patient|participant|subject|sample(?:\ssize)?|total|placebo|control|child(?:ren)?|wom[ae]n|men|study|cohort|donor|sibling|individual|volunteer|included|people|girl|boy)s?\W*(?:\([^()]*\)\s?)?$",
    regex.IGNORECASE,
)
_RESULT_AFTER = regex.compile(rf"[^.;,()]{{0,12}}?\s?(?:who\s)?\b(?:{'|'.join(RESULT_VERBS)})\b(?!\sbeen\s(?:enrolled|randomi|included|diagnosed))", regex.IGNORECASE)
_ENTERED_LATER = regex.compile(r",?\s?(?:who|whose|that|with)\s[^.;]{0,220}?\b(?:were|was)\s(?:randomly\s|then\s)?(?:randomi[sz]ed|enrol?led|recruited|assigned|allocated|included|divided)\b", regex.IGNORECASE)
_PERCENT_AFTER = regex.compile(r"\s?[(\[]\s?\d{1,3}(?:\.\d+)?\s?%")
_PART_BEFORE = regex.compile(
    r"""(?: (?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|none|all|half|most|some|many|each|any)\s?|%)(?:\s?\(?[\d.]*\s?%?\)?)?\s(?:out\s)?of\s(?:the\s|these\s|our\s|a\stotal\sof\s)?
        | \b(?:remaining|other|another|further|additional)\s | [(\[]including\s )$""", regex.IGNORECASE | regex.VERBOSE
)
_IN_BEFORE = regex.compile(r"\b(?:in|among|for|by|from|per)\s(?:the\s|these\s|only\s|about\s)?$", regex.IGNORECASE)
_AVAILABLE_BEFORE = regex.compile(r"\b(?:available|obtained)\s(?:for|in|from)\s(?:the\s|all\s)?$", regex.IGNORECASE)
_STUDY_BEFORE = regex.compile(r"\b(?:study|studies|trial|trials|cohort|sample|substudy|conducted|population|data)\b[^.;]{0,60}$", regex.IGNORECASE)
_STUDY_OF = regex.compile(r"\b(?:study|studies|trial|trials|cohort|series|total|sample)\sof\s(?:only\s)?$", regex.IGNORECASE)
_OPENED = regex.compile(r"[(\[]\s*$")
_OTHER_SEX = regex.compile(r"(?:\b(?:men|males?|boys)\W{1,3}(?:and\s)?(?:\w+-?\w*\s)?$)|^(?:women|girls)?\W{1,3}(?:and\s)?\w+\s(?:men|males?|boys)\b", regex.IGNORECASE)
_ENTERED = regex.compile(r"\s?(?:who\s)?(?:were\s|was\s|being\s)?(?:randomly\s)?(?:randomi[sz]ed|enrol?led|recruited|assigned|allocated|registered|included|analy[sz]ed|evaluable)\b", regex.IGNORECASE)
_ALLOCATION = regex.compile(r"\b(?:random\w*|allocat\w+|assign\w+|includ\w+|enrol\w+|divid\w+|receiv\w+|recruit\w+|compris\w+|consist\w+)\b", regex.IGNORECASE)
_PEOPLE = regex.compile(r"\b(?:patients|participants|subjects|persons|people|individuals|volunteers|adults|children|infants|women|men|cases)\b", regex.IGNORECASE)
_RESULT = regex.compile(rf"\b(?:{'|'.join(verb for verb in RESULT_VERBS if verb not in ('had', 'have', 'has', 'did', 'met', 'could'))})\b", regex.IGNORECASE)
_HAD_TREATMENT = regex.compile(r"\s?(?:had|underwent|received)\s", regex.IGNORECASE)
_RECEIVED = regex.compile(r"\s?(?:received|underwent|required)\s", regex.IGNORECASE)
_CHAIN = regex.compile(r"(?:\s?(?:,|and|,\sand)\s(?:\d+|\w+)\s(?:[\w/+-]+\s){1,3}(?:patients?|participants?|subjects?)|\s?\([^()]{0,80}\))+", regex.IGNORECASE)
_CHOICE = regex.compile(r"\b(?:either|versus|vs|arms?|regimens?|treated\swith|strategies)\b", regex.IGNORECASE)


def is_no_sample_size(reading: Reading, mention: Mention, sentence: Span, after: Span) -> bool:
    """True for counts that are results, parts of a whole, or words ("one of the patients")."""
    folded, name = reading.folded, mention.rule.name
    before = folded[max(sentence.start, mention.start - 120) : mention.start]
    word = folded[slice(*mention.groups["n"])].lower()
    if name == STUDIES_COUNTED.name:
        text = folded[sentence.start : sentence.end]
        year = word.isdigit() and 1900 <= int(word) <= 2100
        return year or not regex.search(r"\b(?:review|meta-analys[ei]s|search|identified|systematic|included)\b", text, regex.IGNORECASE)
    if name in (SAMPLE_SIZE_FIELD.name, SHARE_OF_PARTICIPANTS.name):
        return False
    if word in ("one", "a", "1") or _PART_BEFORE.search(before):
        return True
    if name == N_EQUALS.name:
        return _OPENED.search(before) is not None and _names_no_people(reading, mention, sentence)
    if name == IN_ARM.name:
        return _RESULT.search(before) is not None or not _ALLOCATION.search(folded, sentence.start, sentence.end) or _counts_events(before)
    if name == LABELLED_COUNT.name:
        return not regex.search(r"\b(?:random\w*|patients|participants|women|subjects|original|included)\b", before, regex.IGNORECASE)
    if name == ALLOCATED.name:
        return _is_part(reading, mention, after)
    return name == PARTICIPANTS.name and _is_result(reading, mention, before, after)


def _counts_events(before: str) -> bool:
    """True for "deaths (three in the": before the bracket no people are named and nobody is allocated."""
    opened = max(before.rfind("("), before.rfind("["))
    if opened < 0 or ")" in before[opened:]:
        return False
    clause = regex.split(r"[;.]", before[:opened])[-1]
    return not (_PEOPLE.search(clause) or regex.search(r"\brandom|\bassign|\ballocat|\bmethod\b|\bgroups\b", clause, regex.IGNORECASE))


def _is_part(reading: Reading, mention: Mention, after: Span) -> bool:
    """True for "12 received antibiotics": no arm, and no group of a trial, is what they received."""
    verb = mention.span("verb")
    if verb is None or not regex.match(r"receiv|to\sreceive", reading.folded[verb[0] : verb[1]], regex.IGNORECASE):
        return False
    return not reading.arms.between(after.start, min(after.end, after.start + 60)) and reading.folded[verb[0] : verb[1]].lower() != "to receive"


def _is_result(reading: Reading, mention: Mention, before: str, after: Span) -> bool:
    """True for people of whom something is told: "48 patients improved", "in 7 patients", "12 patients (3%)"."""
    folded = reading.folded
    tail = folded[after.start : min(after.end, after.start + 60)]
    people = folded[slice(*mention.groups["people"])].lower()
    if (people in ("women", "girls") and _OTHER_SEX.search(before[-24:])) or _OTHER_SEX.match(folded, mention.groups["people"][0]):
        return True
    if counts_each_arm(reading, mention):
        return _RESULT_AFTER.match(tail) is not None
    if _ENTERED.match(tail) or _STUDY_OF.search(before) or _ENTERED_LATER.match(folded, mention.end):
        return False
    if mention.span("percent"):
        return True
    if _HAD_TREATMENT.match(tail) and any(item.start - after.start < 30 for item in reading.arms.between(after.start, after.end)):
        return False
    if _named_inside(reading, mention) and _gets_something_else(reading, mention, after):
        return True
    if _PERCENT_AFTER.match(tail) or _RESULT_AFTER.match(tail):
        return True
    return _IN_BEFORE.search(before) is not None and not (_STUDY_BEFORE.search(before) or _AVAILABLE_BEFORE.search(before))


def _named_inside(reading: Reading, mention: Mention) -> bool:
    return bool(reading.arms.between(mention.start, mention.end))


def _gets_something_else(reading: Reading, mention: Mention, after: Span) -> bool:
    """True for "5 drug A patients and 10 drug B patients received transfusions"."""
    folded = reading.folded
    sentence = reading.sentences.at(mention.start)
    chain = _CHAIN.match(folded, mention.end, sentence.end)
    verb = _RECEIVED.match(folded, chain.end() if chain else mention.end, sentence.end)
    return verb is not None and not reading.arms.between(verb.end(), min(sentence.end, verb.end() + 40))


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
    if label_before(reading, sentence, opened) and (_ALLOCATION.search(folded, sentence.start, sentence.end) or _CHOICE.search(folded, sentence.start, opened)):
        return False
    return not (_listed(folded, opened, sentence) or measured_in(folded, sentence, opened, mention))


def _listed(folded: str, opened: int, sentence: Span) -> bool:
    """True for an item of a numbered list, "1) drug A (n=15); 2) drug B (n=39)"."""
    return regex.search(r"\b\d\)\s[^.;:()]{3,120}$", folded[max(sentence.start, opened - 140) : opened]) is not None
