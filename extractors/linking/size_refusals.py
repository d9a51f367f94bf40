"""Counts of people that are no sample sizes: results, parts of a whole, words."""

import regex

from extractors.document import Span
from extractors.linking.bracketed_sizes import enclosing, label_before, measured_in, subgroup_before
from extractors.linking.context import Reading
from extractors.linking.size_labels import counts_each_arm
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
    SIZE_ON_ARM,
    SIZE_THEN_LABEL,
    STUDIES_COUNTED,
)
from extractors.vocabulary.roles import RESULT_VERBS

_PEOPLE_BEFORE = compiled(
    r"\b(?:group|arm|patient|participant|subject|sample(?:\ssize)?|total|placebo|control|child(?:ren)?|wom[ae]n|men|study|cohort|donor|sibling|individual|volunteer|included|people|girl|boy|survivor|carrier|volunteer|resident|veteran|subsample|randomi[sz]ed|enrol?led|recruited)s?\W*(?:\([^()]*\)\s?)?$",
    regex.IGNORECASE,
)
_RESULT_AFTER = compiled(
    rf"[^.;,()]{{0,12}}?\s?(?:who\s)?\b(?:{'|'.join(RESULT_VERBS)})\b(?!\sbeen\s(?:enrolled|randomi|included|diagnosed))",
    regex.IGNORECASE,
)
_ENTERED_LATER = compiled(
    r",?\s?(?:who|whose|that|with|had|met)\s[^.;]{0,220}?\b(?:(?:were|was)\s(?:randomly\s|then\s)?(?:randomi[sz]ed|enrol?led|recruited|assigned|allocated|included|divided)|took\spart|participated)\b",
    regex.IGNORECASE,
)
_PERCENT_AFTER = compiled(
    r"(?:\s(?:(?:who\s)?receiv(?:ing|ed)|given|treated\swith|on|in\sthe|with)(?:\s(?!(?:and|or|were|was)\b)[\w/+-]{1,24}){1,3})?\s?[(\[]\s?\d{1,3}(?:\.\d+)?\s?%"
)
_OUT_OF = compiled(r"\s?out\sof\s(?:the\s|all\s)?\d", regex.IGNORECASE)
_PART_BEFORE = compiled(
    r"""(?: (?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|none|all|half|most|some|many|each|any)\s?|%)(?:\s?\(?[\d.]*\s?%?\)?)?\s(?:out\s)?of\s(?:the\s|these\s|our\s|a\stotal\sof\s)?
        | \b(?:remaining|other|another|further|additional)\s | [(\[]including\s )$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_IN_BEFORE = compiled(r"\b(?:in|among|for|by|from|per)\s(?:the\s|these\s|only\s|about\s)?$", regex.IGNORECASE)
_AVAILABLE_BEFORE = compiled(r"\b(?:available|obtained)\s(?:for|in|from|on)\s(?:the\s|all\s)?$", regex.IGNORECASE)
_STUDY_BEFORE = compiled(
    r"\b(?:study|studies|trial|trials|cohort|sample|substudy|conducted|population|data)\b[^.;]{0,60}$", regex.IGNORECASE
)
_STUDY_OF = compiled(r"\b(?:study|studies|trial|trials|cohort|series|total|sample)\sof\s(?:only\s)?$", regex.IGNORECASE)
_SHARE_BEFORE = compiled(
    r"(?:\b(?:was|were|is|of|in|by|to|and|or|vs\.?|versus|v|than|with|had|only|about|approximately)\s|[(\[;:,]\s?)[\d.]+\s?%\s?[(\[,]\s?$"
)
_OPENED = compiled(r"[(\[]\s*$")
_AND_CONTROLS = compiled(r"[^.;]{0,60}?\bcontrols\b", regex.IGNORECASE)
_COMPARED_BEFORE = compiled(r"\b(?:versus|vs\.?|v|(?:as\s)?compared\s(?:with|to)|than)\s(?:in\s|only\s)?$", regex.IGNORECASE)
"""Before the second of two results: "in 24 patients with A versus 25 patients with B"."""
_FEW = 10
_HAPPENED = compiled(
    r"\b(?:fewer|observed|occurr\w+|developed|reported|seen|rare|diagnosed|experienced|incidence|infections?|recurrences?|deaths?|events?|complications?)\b",
    regex.IGNORECASE,
)
"""Beside a size of under ten, that this is how many had something."""
_OTHER_SEX = compiled(
    r"(?:\b(?:men|males?|boys)\W{1,3}(?:and\s)?(?:\w+-?\w*\s)?$)|^(?:women|girls)?\W{1,3}(?:and\s)?\w+\s(?:men|males?|boys)\b",
    regex.IGNORECASE,
)
_ENTERED = compiled(
    r"\s?(?:who\s)?(?:were\s|was\s|being\s)?(?:then\s|subsequently\s|prospectively\s|consecutively\s)?(?:randomly\s)?(?:randomi[sz]ed|enrol?led|recruited|assigned|allocated|registered|included|analy[sz]ed|evaluable|screened|approached)\b|\s?(?:met|fulfilled)\s(?:the\s)?(?:\w+\s)?criteria\b|\s?completed\s",
    regex.IGNORECASE,
)
_TAKEN_BEFORE = compiled(
    r"\b(?:recruited|enrol?led|randomi[sz]ed|included|including|assigned|allocated|screened|involving|involved|enrolling|accrued|comprised|studied)\s(?:a\stotal\sof\s|only\s)?$",
    regex.IGNORECASE,
)
_DATE_BEFORE = compiled(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s(?:\d{1,2},?\s|of\s)?$|\b(?:19|20)\d\d\s?(?:and|to|-|until)\s?$|\b(?:since|until|during|between)\s$",
    regex.IGNORECASE,
)
_PHASE_BEFORE = compiled(r"\bphases?\s(?:[1-4I]+\s?(?:and|/|-)\s?)?$", regex.IGNORECASE)
_ASIDE = compiled(r"\s?\([^()]{1,80}\)")
_OPENS = compiled(
    r"(?:^|[.:]\s)(?:overall,\s|in\stotal,\s)?(?:of|among|from|in\stotal,?)\s(?:the\s|all\s|these\s)?$", regex.IGNORECASE
)
_AIM = compiled(
    r"\b(?:compar|evaluat|assess|investigat|examin|determin|stud(?:y|ied)|conduct|random|trial|assign|aim)\w*\b[^.;%]*\b(?:in|among)\s$",
    regex.IGNORECASE,
)
_AIMS_AT_LEAST = 20
_ALLOCATION = compiled(
    r"\b(?:random\w*|allocat\w+|assign\w+|includ\w+|enrol\w+|divid\w+|receiv\w+|recruit\w+|compris\w+|consist\w+|analy[sz]ed|evaluable)\b",
    regex.IGNORECASE,
)
_ANY_ALLOCATION = compiled(r"\b(?:random|assign|allocat)\w*", regex.IGNORECASE)
_PEOPLE = compiled(
    r"\b(?:patients|participants|subjects|persons|people|individuals|volunteers|adults|children|infants|women|men|cases)\b",
    regex.IGNORECASE,
)
RESULT = compiled(
    rf"\b(?:{'|'.join(verb for verb in RESULT_VERBS if verb not in ('had', 'have', 'has', 'did', 'met', 'could'))})\b",
    regex.IGNORECASE,
)
_DID = compiled(r"\b(?:had|have|has|were|was|did|occurred|reported|seen|observed)\b", regex.IGNORECASE)
_EVALUABLE = compiled(r"\b(?:evaluable|assessable|analysable|analyzable|randomi[sz]ed|enrolled|eligible)\b", regex.IGNORECASE)
_OPENS_WITH_IN = compiled(r"(?:^|[.:]\s)(?:overall,\s)?(?:in|among)\s(?:the\s|all\s)?$", regex.IGNORECASE)
_NAMED_IN_BRACKET = compiled(
    r"[^.;()]{0,140}?\((?:the\s)?(?:(?:control|intervention|experimental|treatment|study|comparison)\s(?:group|arm)|(?:group|arm)\s[A-Z\d])\)",
    regex.IGNORECASE,
)
"""What people got, and in brackets which arm that made them: "57 patients had rest alone (the control group)"."""
_HAD_TREATMENT = compiled(r"\s?(?:had|underwent|received)\s", regex.IGNORECASE)
_RECEIVED = compiled(r"\s?(?:received|underwent|required)\s", regex.IGNORECASE)
_CHAIN = compiled(
    r"(?:\s?(?:,|and|,\sand)\s(?:\d+|\w+)\s(?:[\w/+-]+\s){1,3}(?:patients?|participants?|subjects?)|\s?\([^()]{0,80}\))+",
    regex.IGNORECASE,
)
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
    if name == BEFORE_LABEL.name:
        return _labels_no_arm(reading, mention) or _counts_events(before)
    if name == LABELLED_COUNT.name:
        return _labels_no_size(reading, mention, before)
    if name == ALLOCATED.name:
        return _is_part(reading, mention, after)
    return name == PARTICIPANTS.name and _is_result(reading, mention, before, after)


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
        return not _ANY_ALLOCATION.search(reading.folded, sentence.start, mention.start)
    if not word.startswith(("receiv", "to receive")):
        return False
    return (
        not reading.arms.between(after.start, min(after.end, after.start + 60))
        and reading.folded[verb[0] : verb[1]].lower() != "to receive"
    )


def _is_result(reading: Reading, mention: Mention, before: str, after: Span) -> bool:
    """True for people of whom something is told: "48 patients improved", "in 7 patients", "12 patients (3%)"."""
    folded = reading.folded
    sentence_end = reading.sentences.at(mention.start).end
    aside = _ASIDE.match(folded, mention.end, sentence_end)
    tail = folded[after.start : min(after.end, after.start + 60)]
    people = folded[slice(*mention.groups["people"])].lower()
    if (people in ("women", "girls") and _OTHER_SEX.search(before[-24:])) or _OTHER_SEX.match(folded, mention.groups["people"][0]):
        return True
    if counts_each_arm(reading, mention):
        return _RESULT_AFTER.match(tail) is not None
    if aside and _ENTERED.match(folded, aside.end()):
        return False
    if people == "cases" and not (_ENTERED.match(tail) or _TAKEN_BEFORE.search(before) or _AND_CONTROLS.match(folded, mention.end)):
        return True  # events: "238 cases (0.30% a year)"
    if _COMPARED_BEFORE.search(before) and not _ANY_ALLOCATION.search(
        folded, reading.sentences.at(mention.start).start, sentence_end
    ):
        return True
    if (
        _TAKEN_BEFORE.search(before)
        or _AVAILABLE_BEFORE.search(before)
        or _ENTERED.match(tail)
        or _STUDY_OF.search(before)
        or _ENTERED_LATER.match(folded, mention.end)
    ):
        return False
    if mention.span("percent"):
        return True
    if _HAD_TREATMENT.match(tail) and any(item.start - after.start < 30 for item in reading.arms.between(after.start, after.end)):
        return False
    if _named_inside(reading, mention) and _gets_something_else(reading, mention, after):
        return True
    if _PERCENT_AFTER.match(tail) or _RESULT_AFTER.match(tail):
        return True
    if _OPENS.search(before) and compiled(r"\s?(?:,|\(|who|with|enrol|random|referred|undergoing|scheduled)").match(tail):
        return False
    if _EVALUABLE.search(folded[slice(*mention.groups["qualifier"])]) and not before.strip("(").strip().endswith(
        ("in", "In", "of")
    ):
        return False
    if _OPENS_WITH_IN.search(before) and _EVALUABLE.search(folded[slice(*mention.groups["qualifier"])]):
        return False
    if _NAMED_IN_BRACKET.match(folded, mention.end, sentence_end):
        return False
    value = value_of(folded[slice(*mention.groups["n"])])
    if value is not None and value >= _AIMS_AT_LEAST and _AIM.search(before) and not RESULT.search(before):
        return False
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
