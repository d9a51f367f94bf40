"""Which arm a count of participants belongs to."""

import regex

from extractors.context.arm_labels import trimmed
from extractors.context.sized_labels import sized_label
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention
from extractors.rules.participants import (
    ALLOCATED,
    N_EQUALS,
    PARTICIPANTS,
    SAMPLE_SIZE_FIELD,
    SHARE_OF_PARTICIPANTS,
    STUDIES_COUNTED,
)

_PEOPLE = r"(?:patients?|survivors?|outpatients?|pts|participants?|subjects?|persons?|people|individuals?|volunteers?|adults?|children|infants?|women|men|cases|students?|girls|boys)"
_EITHER_ARM = compiled(r"\breceived?\b[^.;]{0,200}?\bor\b", regex.IGNORECASE)
_TO_EITHER = compiled(r"[^.;]{0,60}?\b(?:to|into|between)\s(?:either\b|(?:one\sof\s)?(?:two|three|four)\b)", regex.IGNORECASE)
_RECEIVING = compiled(
    r"\b(?:to\sreceive|received|receiving|(?:assigned|allocated|randomi[sz]ed)\sto(?:\sreceive)?|treated\swith)\s+(?:an?\s|the\s)?(?P<label>[^.;,()]{2,60}?)(?=\s*(?:[.;,()]|$|\b(?:and|with|for|at|in|over|during|once|twice|every|group|arm|or|followed)\b))",
    regex.IGNORECASE,
)
_TO_LABEL = compiled(
    r"\s(?:the\s)?(?P<label>[^.;,()]{2,60}?)(?=\s*(?:[.;,()]|$|\b(?:and|with|for|at|in|over|during|group|arm|or|after|before)\b))",
    regex.IGNORECASE,
)
_REGION_END = compiled(
    r"[.;(]|\bwho\b|\beither\b|\binto\b|\band\s(?=\d|[a-z-]+\s(?:patients|were|in|to)\b)|\bor\s|\bversus\b", regex.IGNORECASE
)
_UP_TO_PEOPLE = compiled(
    rf"[-\s]?(?:treated|groups?|arms?|recipients?|treatment|allocated|assigned)?\s?(?:groups?\s|arms?\s)?(?:{_PEOPLE})?\s?",
    regex.IGNORECASE,
)
_LED = compiled(
    r"[\s-]*(?:groups?|arms?|cohort)?\s*(?:,|:|comprised|included|consisted\sof|contained|with|had)\s*(?:a\stotal\sof\s)?$",
    regex.IGNORECASE,
)
_ADJACENT = compiled(
    rf"[\s-]*(?:groups?|arms?|{_PEOPLE}|treatment|therapy|recipients)?\s?(?:,?\s?(?:mean|median)\s?(?:±\s?S[DE]M?)?)?[\s,:]*",
    regex.IGNORECASE,
)
_EACH_BEFORE = compiled(
    r"\beach\s(?:group|arm)\s(?:contained|included|comprised|had|consisted\sof|with)\s(?:a\stotal\sof\s)?$", regex.IGNORECASE
)
_EACH = compiled(
    r"[^.;,()\d]{0,30}?\b(?:in|per|to|for)\s(?:each|either)\s(?:of\sthe\s(?:two\s)?)?(?:treatment\s|study\s)?(?:groups?|arms?)\b|\s?/\s?(?:group|arm)\b|\sper\s(?:group|arm)\b",
    regex.IGNORECASE,
)
_WHOLE_HEAD = compiled(
    rf"(?:^|[.;:]\s|\b(?:of|total|all)\s)(?:(?!(?:in|with|of|receiving)\s)[\w-]+\s){{0,9}}{_PEOPLE}\s(?:(?!\b(?:receiv|assign|allocat|group|arm|treated|given|taking|random)\w*)[^.;:()]){{0,100}}$",
    regex.IGNORECASE,
)
_GENERIC_STUDY = compiled(
    r"(?:eligible |included |relevant |published )?(?:manuscripts?|articles?|publications?|papers?|studies)", regex.IGNORECASE
)
_SENTENCE_END = compiled(r"(?<=[a-z)])\.\s+[A-Z]")
_SPLIT = compiled(
    r"\b(?:random\w*|assign\w*|allocat\w*|divid\w*|receiv\w*)\b[^.;]{2,260}?(?<joined>\b(?:or|versus|vs|and)\b|,)", regex.IGNORECASE
)
_NO_LABEL = compiled(rf"\b(?:were|was|is|are|had|has|included|performed|reported|study|trial)\b|\b{_PEOPLE}$", regex.IGNORECASE)
_PAST = compiled(r"\b(?:past|last|previous|significant)\b|^(?:but|and)\b", regex.IGNORECASE)
_NO_LABEL_HOLDS = compiled(
    r"\b(?:were|was|did|not|between|past|significant|recruited|enrolled|months?|years?|weeks?|but|and\s\d+)\b", regex.IGNORECASE
)
_RESULT_GOES_ON = compiled(r"\s?[;,]\s?(?!\d{1,3}(?:\.\d+)?\s?%)(?:[-+]?\d|[\w-]+(?:\s[\w-]+){0,4}:\s?[-+]?\d)")
_MEASURED_IN = compiled(r"\b(?:in|for|with|and|versus|or)\s(?:the\s)?(?P<label>[\w/+-]+(?:\s[\w/+-]+)?)\s?$", regex.IGNORECASE)
_ARM_AFTER = 100
_LABEL_BEFORE = 300
_LONGEST_LABEL = 16
_LONGEST_GIVEN = 5
_NEAR = 60
_SIZED_BEFORE = compiled(
    r"[(\[][^()\[\]]*\b[Nn]\s?=[^()\[\]]*[)\]]\s*(?:groups?\s|arms?\s)?(?:,\s*)?(?:and|or|versus|vs\.?)\s+(?:an?\s+|the\s+)?"
)
"""Another arm with its size: what follows it is a label of its own."""


def counts_each_arm(reading: Reading, mention: Mention) -> bool:
    """True for "60 patients in each group"."""
    return (
        _EACH.match(reading.folded, mention.end) is not None
        or _EACH_BEFORE.search(reading.folded, max(0, mention.start - _NEAR), mention.start) is not None
    )


def labels_of(
    reading: Reading, mention: Mention, sentence: Span, after: Span, following: list[Mention], previous_end: int, reasons: list[str]
) -> list[str | None]:
    """The label of each row that one count makes: one as a rule, one an arm for "60 in each group", [None] for the whole study."""
    if mention.rule.name in (PARTICIPANTS.name, N_EQUALS.name, ALLOCATED.name) and counts_each_arm(reading, mention):
        pair = reading.arms.pair
        if pair is not None:
            return [arm.label for arm in pair]
        reasons.append("link_groups_missing")
        return [None]
    if mention.rule.name in (PARTICIPANTS.name, ALLOCATED.name) and _is_split(reading, mention, sentence, following):
        return [None]
    clause_end = _clause_end(reading.folded, sentence, following)
    several = bool(following) or previous_end > sentence.start
    return [_label(reading, mention, sentence, after, previous_end, reasons, one_of_several=several, clause_end=clause_end)]


def _clause_end(folded: str, sentence: Span, following: list[Mention]) -> int:
    """Where the next count stands that is in no bracket, or the sentence ends."""
    return next((other.start for other in following if enclosing(folded, sentence.start, other.start) is None), sentence.end)


def _is_split(reading: Reading, mention: Mention, sentence: Span, following: list[Mention]) -> bool:
    """True for "61 patients were randomised to A (n = 30) or B (n = 31)": the next counts add up to this one, or both arms follow."""
    folded = reading.folded
    sizes = [value_of(folded[slice(*other.groups["n"])]) or 0 for other in following]
    value = value_of(folded[slice(*mention.groups["n"])])
    if any(value == sum(sizes[:count]) for count in range(2, len(sizes) + 1)):
        return True
    if enclosing(folded, sentence.start, mention.start) is not None:
        return False
    unbracketed = _clause_end(folded, sentence, following)
    tail = folded[mention.end : unbracketed]
    split = _SPLIT.search(tail)
    if split is None:
        return False
    joined = split.group("joined").lower()
    if joined not in ("and", ","):
        return True
    return len({item.arm for item in reading.arms.between(mention.end + split.start(), unbracketed)}) > 1


def _label(
    reading: Reading,
    mention: Mention,
    sentence: Span,
    after: Span,
    previous_end: int,
    reasons: list[str],
    *,
    one_of_several: bool,
    clause_end: int,
) -> str | None:
    folded, rule = reading.folded, mention.rule.name
    if rule == STUDIES_COUNTED.name:
        label = reading.text(mention.groups["label"])
        return None if _GENERIC_STUDY.fullmatch(label) else label
    if "label" in mention.groups:
        return compiled(r"[-\s](?:treated|group|arm)$", regex.IGNORECASE).sub("", reading.text(mention.groups["label"]).strip())
    if mention.span("total") or rule in (SAMPLE_SIZE_FIELD.name, SHARE_OF_PARTICIPANTS.name):
        return None
    inside = [
        item for item in reading.arms.between(mention.start, mention.end) if _UP_TO_PEOPLE.fullmatch(folded, item.end, mention.end)
    ]
    if inside:
        return inside[-1].arm.label
    given = _given(reading, mention, after)
    if given is not None and one_of_several:
        return given
    opened = enclosing(folded, sentence.start, mention.start)
    if opened is not None:
        return _in_bracket(reading, mention, sentence, after, opened, previous_end, reasons, one_of_several=one_of_several)
    tail = folded[mention.end : min(clause_end, mention.end + 260)]
    if (rule == PARTICIPANTS.name and _EITHER_ARM.search(tail)) or (
        rule in (ALLOCATED.name, PARTICIPANTS.name) and _TO_EITHER.match(tail)
    ):
        return None
    return _after(reading, mention, after, one_of_several=one_of_several) or _before(reading, mention, sentence, previous_end)


def _given(reading: Reading, mention: Mention, after: Span) -> str | None:
    """What "(41 to A and 39 to B)" and "115 received A" call the arm that no other place names."""
    verb = mention.span("verb")
    if verb is None or reading.arms.between(mention.end, min(after.end, mention.end + _ARM_AFTER)):
        return None
    word = reading.folded[slice(*verb)].lower()
    if word not in ("to", "into", "received", "to receive"):
        return None
    match = _TO_LABEL.match(reading.folded, mention.end, min(after.end, after.start + _ARM_AFTER))
    label = reading.text(match.span("label")) if match else None
    return label if label and len(label.split()) <= _LONGEST_GIVEN and not _NO_LABEL.search(label) else None


def _after(reading: Reading, mention: Mention, after: Span, *, one_of_several: bool) -> str | None:
    """The one arm named after the count and before the next clause; else the words after "received"."""
    folded = reading.folded
    stop = min(after.end, after.start + _ARM_AFTER)
    cut = _REGION_END.search(folded, after.start, stop)
    stop = cut.start() if cut else stop
    arms = list(dict.fromkeys(item.arm for item in reading.arms.between(after.start, stop)))
    if len(arms) == 1 and not (cut and compiled(r"or\s|versus", regex.IGNORECASE).match(cut[0])):
        return arms[0].label
    verb = mention.span("verb")
    if not arms and verb and folded[slice(*verb)].lower() in ("to", "into"):
        given = _TO_LABEL.match(folded, mention.end, min(after.end, after.start + _ARM_AFTER))
        return reading.text(given.span("label")) if given else None
    received = _RECEIVING.search(folded, mention.start, min(after.end, after.start + _ARM_AFTER))
    if (
        not arms
        and received
        and received.start() <= stop
        and (one_of_several or len(reading.arms.arms) > 1)
        and not compiled(r"\s*\bor\b").match(folded[received.end() :])
    ):
        label = reading.text(received.span("label"))
        return None if _NO_LABEL_HOLDS.search(label) else label
    return None


def _before(reading: Reading, mention: Mention, sentence: Span, previous_end: int) -> str | None:
    """The arm of "the control group included 20 patients"."""
    near = reading.arms.between(max(sentence.start, previous_end, mention.start - _NEAR), mention.start)
    if near and _LED.fullmatch(reading.folded, near[-1].end, mention.start):
        return near[-1].arm.label
    return None


def enclosing(folded: str, begin: int, stop: int) -> int | None:
    """Where the innermost bracket that is still open at `stop` opens, in folded[begin:stop]."""
    depth = 0
    for index in range(stop - 1, max(begin, stop - _LABEL_BEFORE) - 1, -1):
        if folded[index] == "." and _SENTENCE_END.match(folded, index):
            return None
        if folded[index] in ")]":
            depth += 1
        elif folded[index] in "([":
            if depth == 0:
                return index
            depth -= 1
    return None


def _in_bracket(
    reading: Reading,
    mention: Mention,
    sentence: Span,
    after: Span,
    opened: int,
    previous_end: int,
    reasons: list[str],
    *,
    one_of_several: bool,
) -> str | None:
    """The arm named in the bracket beside the count, else the label that the bracket follows."""
    folded = reading.folded
    begin = max(opened + 1, previous_end)
    if mention.rule.name in (PARTICIPANTS.name, ALLOCATED.name):
        close = compiled(r"[)\];,]").search(folded, pos=mention.end, endpos=after.end)
        following = reading.arms.between(mention.end, close.start() if close else after.end)
        if following:
            return following[0].arm.label
    within = reading.arms.between(begin, mention.start)
    if within:
        return within[-1].arm.label
    if previous_end > opened:
        return _other_arm(reading, opened, mention, reasons)
    label = label_before(reading, sentence, opened)
    if (
        label is None
        and mention.rule.name == N_EQUALS.name
        and one_of_several
        and not _WHOLE_HEAD.search(folded[max(sentence.start, opened - _LABEL_BEFORE) : opened].rstrip())
    ):
        label = _words_before(folded, sentence, opened)
        if label is not None:
            reasons.append("link_groups_guessed")
            return label
    if label is None and measured_in(folded, sentence, opened, mention) is not None:
        reasons.append("link_role_guessed")
        return measured_in(folded, sentence, opened, mention)
    return label


def _words_before(folded: str, sentence: Span, opened: int) -> str | None:
    """The last words before a bracket, where several sizes stand in a sentence and nothing tells where the label begins."""
    words = folded[max(sentence.start, opened - _NEAR) : opened].split()
    label = trimmed(words[-4:])
    return label if compiled(r"[A-Za-z]{2}").search(label) and not _NO_LABEL.search(label) else None


def measured_in(folded: str, sentence: Span, opened: int, mention: Mention) -> str | None:
    """The subgroup of "pressure fell in inoperable (n=80; mean difference -2.1)": a bracket that goes on with a result."""
    if mention.rule.name != N_EQUALS.name or not _RESULT_GOES_ON.match(folded, mention.end):
        return None
    found = _MEASURED_IN.search(folded[max(sentence.start, opened - _NEAR) : opened])
    return found["label"] if found else None


def _other_arm(reading: Reading, opened: int, mention: Mention, reasons: list[str]) -> str | None:
    """The arm that the first of two counts in a bracket leaves."""
    pair = reading.arms.pair
    named = {item.arm for item in reading.arms.between(opened, mention.start)}
    if pair is None or len(named) != 1 or not named & set(pair):
        return None
    reasons.append("link_groups_guessed")
    return pair[1].label if pair[0] in named else pair[0].label


def label_before(reading: Reading, sentence: Span, stop: int) -> str | None:
    """The label that ends at an opening bracket: a known arm, else the words since "either", "or", "to receive", ":"."""
    folded = reading.folded
    begin = max(sentence.start, stop - _LABEL_BEFORE)
    if _WHOLE_HEAD.search(folded[begin:stop].rstrip()):
        return None
    near = reading.arms.between(max(begin, stop - _NEAR), stop)
    words = sized_label(folded, begin, stop)
    if words is not None:
        words = _SIZED_BEFORE.split(words)[-1]
    if (
        near
        and _ADJACENT.fullmatch(folded, near[-1].end, stop)
        and not (words and compiled(r"\band\b|\bplus\b|\bfollowed\b").search(words))
    ):
        return near[-1].arm.label
    if words is None:
        return None
    label = compiled(r"\s+").sub(" ", compiled(r"\s?\([^()]*\)").sub("", words)).strip()
    return label if len(label.split()) <= _LONGEST_LABEL and not (_NO_LABEL.search(label) or _PAST.search(label)) else None
