"""Rows of `sample_sizes`: counts of participants with their arm and their point in the trial."""

from bisect import bisect_right

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.numbers import value_of
from extractors.row import Claim, Row
from extractors.rule import Mention, find
from extractors.rules.participants import (
    ALLOCATED,
    IN_ARM,
    LABELLED_COUNT,
    N_EQUALS,
    PARTICIPANTS,
    SAMPLE_SIZE_FIELD,
    STUDIES_COUNTED,
)
from extractors.vocabulary.roles import RESULT_VERBS, ROLE_WORDS
from schemas.vocabulary import Role

_RESULT_AFTER = regex.compile(rf"[^.;,()]{{0,12}}?\s?(?:who\s)?\b(?:{'|'.join(RESULT_VERBS)})\b(?!\sbeen\s(?:enrolled|randomi|included|diagnosed))", regex.IGNORECASE)
_PERCENT_AFTER = regex.compile(r"\s?[(\[]\s?\d{1,3}(?:\.\d+)?\s?%")
_PART_BEFORE = regex.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|none|all|half|most|some|many|each|any)\s?|%)(?:\s?\(?[\d.]*\s?%?\)?)?\s(?:out\s)?of\s(?:the\s|these\s|our\s|a\stotal\sof\s)?$", regex.IGNORECASE
)
_IN_BEFORE = regex.compile(r"\b(?:in|among|for|by|from|per)\s(?:the\s|these\s|only\s|about\s)?$", regex.IGNORECASE)
_STUDY_BEFORE = regex.compile(r"\b(?:study|studies|trial|trials|cohort|sample|substudy|conducted|population|data)\b[^.;]{0,60}$", regex.IGNORECASE)
_STUDY_OF = regex.compile(r"\b(?:study|studies|trial|trials|cohort|series|total|sample)\sof\s(?:only\s)?$", regex.IGNORECASE)
_OPENED = regex.compile(r"[(\[]\s*$")
_OTHER_SEX = regex.compile(r"(?:\b(?:men|males?|boys)\W{1,3}(?:and\s)?(?:\w+-?\w*\s)?$)|^(?:women|girls)?\W{1,3}(?:and\s)?\w+\s(?:men|males?|boys)\b", regex.IGNORECASE)
_ENTERED = regex.compile(r"\s?(?:who\s)?(?:were\s|was\s|being\s)?(?:randomly\s)?(?:randomi[sz]ed|enrolled|recruited|assigned|allocated|registered|included)\b", regex.IGNORECASE)
_CHOSEN = regex.compile(r"\b(?:either|to\sreceive|receive|received)\s+(?P<label>[^.;()]{3,120}?)\s*$|\bor\s+(?P<label>[^.;()]{3,120}?)\s*$", regex.IGNORECASE)
_RECEIVING = regex.compile(r"\b(?:to\sreceive|received|receiving|assigned\sto|allocated\sto)\s+(?:an?\s|the\s)?(?P<label>[^.;,()]{2,60}?)(?=\s*(?:[.;,()]|$|\b(?:and|with|for|at|in|over|during|once|twice|every|group|arm|or|followed)\b))", regex.IGNORECASE)
_REGION_END = regex.compile(r"[.;(]|\bwho\b|\beither\b|\binto\b|\band\s(?=\d|[a-z-]+\s(?:patients|were|in|to)\b)|\bor\s|\bversus\b", regex.IGNORECASE)
_RELATIVE = regex.compile(r"\bwho\s[^.;]{0,160}?(?=\b(?:were|was)\s(?:included|enrolled|randomi|recruited|analy|evaluated|assigned|allocated))", regex.IGNORECASE)
_ALLOCATION = regex.compile(r"\b(?:random\w*|allocat\w+|assign\w+|includ\w+|enrol\w+|divid\w+|receiv\w+|recruit\w+|compris\w+|consist\w+)\b", regex.IGNORECASE)
_RESULT = regex.compile(rf"\b(?:{'|'.join(verb for verb in RESULT_VERBS if verb not in ('had', 'have', 'has', 'did', 'met', 'could'))})\b", regex.IGNORECASE)
_HAD_TREATMENT = regex.compile(r"\s?(?:had|underwent|received)\s", regex.IGNORECASE)
_EITHER_ARM = regex.compile(r"\breceived?\b[^.;]{0,200}?\bor\b", regex.IGNORECASE)
_RANDOM = regex.compile(r"\brandomi[sz]ed\b|\brandomly\b", regex.IGNORECASE)
_ARM_AFTER = 100


def link_sample_sizes(reading: Reading, taken: list[Span]) -> list[Row]:
    """A row for each count of participants; `taken` are places that other tables have claimed."""
    folded = reading.folded
    mentions: list[Mention] = []
    for rule in (SAMPLE_SIZE_FIELD, STUDIES_COUNTED, IN_ARM, N_EQUALS, LABELLED_COUNT, PARTICIPANTS, ALLOCATED):
        for mention in find(rule, folded):
            place = mention.span("n")
            assert place is not None
            if not any(other.groups["n"][0] < place[1] and place[0] < other.groups["n"][1] for other in mentions):
                mentions.append(mention)
    mentions.sort(key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    rows = []
    for mention in mentions:
        place = mention.groups["n"]
        if any(span.start < place[1] and place[0] < span.end for span in taken):
            continue
        following = bisect_right(starts, mention.start)
        next_start = starts[following] if following < len(starts) else len(folded)
        row = _row(reading, mention, next_start)
        if row is not None:
            rows.append(row)
    return rows


def _row(reading: Reading, mention: Mention, next_start: int) -> Row | None:
    folded, place = reading.folded, mention.groups["n"]
    sentence = reading.sentences.at(mention.start)
    after = Span(mention.end, min(sentence.end, max(mention.end, next_start)))
    if _is_no_sample_size(reading, mention, sentence, after):
        return None
    value = value_of(folded[slice(*place)])
    if value is None or value != int(value):
        return None
    reasons: list[str] = []
    label = _label(reading, mention, sentence, after)
    study, guessed = reading.study_at(mention.start, mention.end)
    if guessed:
        reasons.append("link_study_guessed")
    values = {"n": int(value), "group_label": label, "role": _role(reading, mention, sentence, after, label), "study_label": study}
    return Row("sample_sizes", mention.start, mention.end, mention.rule.name, values, (Claim("n", *place),), tuple(reasons))


def _is_no_sample_size(reading: Reading, mention: Mention, sentence: Span, after: Span) -> bool:
    """True for counts that are results, parts of a whole, or words ("one of the patients")."""
    folded, name = reading.folded, mention.rule.name
    before = folded[max(sentence.start, mention.start - 120) : mention.start]
    word = folded[slice(*mention.groups["n"])].lower()
    if name == STUDIES_COUNTED.name:
        text = folded[sentence.start : sentence.end]
        year = word.isdigit() and 1900 <= int(word) <= 2100
        return year or not regex.search(r"\b(?:review|meta-analys[ei]s|search|identified|systematic|included)\b", text, regex.IGNORECASE)
    if name == SAMPLE_SIZE_FIELD.name:
        return False
    if word in ("one", "a") or _PART_BEFORE.search(before):
        return True
    if name == N_EQUALS.name:
        return _OPENED.search(before) is not None and _names_no_people(reading, mention, sentence)
    if name == IN_ARM.name:
        return _RESULT.search(before) is not None or not _ALLOCATION.search(folded, sentence.start, sentence.end)
    if name == LABELLED_COUNT.name:
        return not regex.search(r"\b(?:random\w*|patients|participants|women|subjects|original|included)\b", before, regex.IGNORECASE)
    if name != PARTICIPANTS.name:
        return False
    return _is_result(reading, mention, before, after)


def _is_result(reading: Reading, mention: Mention, before: str, after: Span) -> bool:
    """True for people of whom something is told: "48 patients improved", "in 7 patients", "12 patients (3%)"."""
    folded = reading.folded
    tail = folded[after.start : min(after.end, after.start + 60)]
    people = folded[slice(*mention.groups["people"])].lower()
    if (people == "women" and _OTHER_SEX.search(before[-24:])) or _OTHER_SEX.match(folded, mention.groups["people"][0]):
        return True
    if _ENTERED.match(tail) or _STUDY_OF.search(before):
        return False
    if _HAD_TREATMENT.match(tail) and any(item.start - after.start < 30 for item in reading.arms.between(after.start, after.end)):
        return False
    if _PERCENT_AFTER.match(tail) or _RESULT_AFTER.match(tail):
        return True
    return _IN_BEFORE.search(before) is not None and not _STUDY_BEFORE.search(before)


def _names_no_people(reading: Reading, mention: Mention, sentence: Span) -> bool:
    """True for "fever (n=9)": what stands before the bracket is neither an arm, nor people, nor a time."""
    folded = reading.folded
    opened = max(folded.rfind("(", 0, mention.start), folded.rfind("[", 0, mention.start))
    cut = max(folded.rfind(mark, max(sentence.start, opened - 60), opened) for mark in ",;:")
    begin = max(sentence.start, opened - 60, cut + 1)
    if reading.arms.between(begin, opened) or reading.times.between(begin, opened):
        return False
    if _CHOSEN.search(folded[max(sentence.start, opened - 140) : opened]):
        return False
    return not regex.search(
        r"\b(?:group|arm|patient|participant|subject|sample(?:\ssize)?|total|placebo|control|child(?:ren)?|wom[ae]n|men|study|cohort|donor|sibling|individual|volunteer|included|people)s?\W*(?:\([^()]*\)\s?)?$",
        folded[begin:opened], regex.IGNORECASE,
    )  # fmt: skip


def _label(reading: Reading, mention: Mention, sentence: Span, after: Span) -> str | None:
    """The arm counted: named inside the mention, before a bracket that holds the count, or right after it."""
    folded = reading.folded
    if mention.rule.name == STUDIES_COUNTED.name:
        label = reading.text(mention.groups["label"])
        return None if regex.fullmatch(r"(?:eligible |included |relevant |published )?(?:manuscripts?|articles?|publications?|papers?|studies)", label) else label
    if mention.rule.name == PARTICIPANTS.name and _EITHER_ARM.search(folded, mention.end, min(sentence.end, mention.end + 260)):
        return None
    if "label" in mention.groups:
        return reading.text(mention.groups["label"]).strip()
    if mention.span("total") or mention.rule.name == SAMPLE_SIZE_FIELD.name:
        return None
    inside = list(dict.fromkeys(item.arm for item in reading.arms.between(mention.start, mention.end)))
    if len(inside) == 1:
        return inside[0].label
    begin = max(sentence.start, mention.start - 60)
    opened = max(folded.rfind("(", begin, mention.start), folded.rfind("[", begin, mention.start))
    if opened >= 0 and not regex.search(r"[)\]]", folded[opened : mention.start]):
        within = reading.arms.between(opened, mention.start)
        return within[-1].arm.label if within else _label_before(reading, sentence, opened)
    stop = min(after.end, after.start + _ARM_AFTER)
    cut = _REGION_END.search(folded, after.start, stop)
    stop = cut.start() if cut else stop
    arms = list(dict.fromkeys(item.arm for item in reading.arms.between(after.start, stop)))
    if len(arms) == 1 and not (cut and regex.match(r"or\s|versus", cut[0], regex.IGNORECASE)):
        return arms[0].label
    received = _RECEIVING.search(folded, mention.start, min(after.end, after.start + _ARM_AFTER))
    if not arms and received and received.start() <= stop and not regex.match(r"\s*\bor\b", folded[received.end() :]):
        return reading.text(received.span("label"))
    return None


def _label_before(reading: Reading, sentence: Span, stop: int) -> str | None:
    """The label that ends at an opening bracket: a known arm, else the words since "either", "or", "to receive"."""
    folded = reading.folded
    begin = max(sentence.start, stop - 140)
    near = reading.arms.between(max(begin, stop - 60), stop)
    if near and regex.fullmatch(r"[\s-]*(?:groups?|arms?|patients?|participants?|subjects?)?[\s,:]*", folded[near[-1].end : stop], regex.IGNORECASE):
        return near[-1].arm.label
    chosen = _CHOSEN.search(folded[begin:stop])
    if chosen:
        label = chosen["label"].strip()
        cut = max((match.end() for match in regex.finditer(r"\b(?:either|or|to\sreceive|receive)\s+", label, flags=regex.IGNORECASE)), default=0)
        label = regex.sub(r"^(?:an?|the)\s+", "", label[cut:])
        if label and len(label.split()) <= 14:
            return label
    return None


def _role(reading: Reading, mention: Mention, sentence: Span, after: Span, label: str | None) -> Role:
    """The point of the trial, by the first word that tells one: in the count, after it, then before it."""
    folded = reading.folded
    if mention.rule.name == STUDIES_COUNTED.name:
        return Role.STUDIES
    rest = _RELATIVE.sub(" ", folded[mention.end : sentence.end])
    before = folded[sentence.start : mention.start]
    if label is None and mention.rule.name == PARTICIPANTS.name and _EITHER_ARM.search(rest[:260]) and _RANDOM.search(folded):
        return Role.RANDOMISED
    bracketed = before.count("(") > before.count(")")
    if bracketed and (times := reading.times.between(max(sentence.start, mention.start - 30), mention.start)) and mention.start - times[-1].end <= 3:
        return Role.ANALYSED
    near = _RELATIVE.sub(" ", folded[mention.start : after.end])
    for text in (before, rest) if bracketed else (near, before, rest):
        hits = [(match.start(), role) for role, words in ROLE_WORDS[:-1] if (match := regex.search(words, text, regex.IGNORECASE))]
        if hits:
            role = min(hits)[1] if text is not before else max(hits)[1]
            return Role.RANDOMISED if role is Role.TREATED and _RANDOM.search(folded, sentence.start, sentence.end) else role
    return Role.ENROLLED
