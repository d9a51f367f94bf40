"""Which arm a count of participants belongs to."""

import regex

from extractors.document import Span
from extractors.linking.bracketed_sizes import NO_LABEL, PEOPLE, enclosing, in_bracket
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

_EITHER_ARM = compiled(r"\breceived?\b[^.;]{0,200}?\bor\b", regex.IGNORECASE)
_TO_EITHER = compiled(r"[^.;]{0,60}?\b(?:to|into|between)\s(?:either\b|(?:one\sof\s)?(?:two|three|four)\b)", regex.IGNORECASE)
_RECEIVING = compiled(
    r"\b(?:(?<!(?:planning|planned|scheduled|eligible|about|candidates)\s)to\sreceive|received|receiving|(?:assigned|allocated|randomi[sz]ed)\sto(?:\sreceive)?|treated\swith)\s+(?:an?\s|the\s)?(?P<label>[^.;,()]{2,60}?)(?=\s*(?:[.;,()]|$|\b(?:and|with|for|at|in|over|during|once|twice|every|group|arm|or|followed)\b))",
    regex.IGNORECASE,
)
_TO_LABEL = compiled(
    r"\s(?:the\s)?(?P<label>[^.;,()]{2,60}?)(?=\s*(?:[.;,()]|$|\b(?:and|with|for|at|in|over|during|group|arm|or|after|before)\b))",
    regex.IGNORECASE,
)
_REGION_END = compiled(
    r"[.;(]|\bwho\b|\bwe\b|\bwas\b|\bwhether\b|\beither\b|\binto\b(?!\sthe\s(?:[\w/+-]+\s){1,3}(?:group|arm)\b)|\band\s(?=\d|[a-z-]+\s(?:patients|were|in|to)\b)|\bor\s|\bversus\b",
    regex.IGNORECASE,
)
_OR_ANOTHER = compiled(r"\([^()\n]{1,60}\)\s*(?:or|versus|vs\.?)\s", regex.IGNORECASE)
"""After an arm in "48 patients to cells (MSC) or placebo": the count is of both."""
_UP_TO_PEOPLE = compiled(
    rf"[-\s]?(?:treated|groups?|arms?|recipients?|treatment|allocated|assigned)?\s?(?:groups?\s|arms?\s)?(?:{PEOPLE})?\s?",
    regex.IGNORECASE,
)
_LED = compiled(
    r"[\s-]*(?:groups?|arms?|cohort)?\s*(?:,|:|comprised|included|consisted\sof|contained|with|had)\s*(?:a\stotal\sof\s)?$",
    regex.IGNORECASE,
)
_GROUP_LEADS = compiled(
    r"[\s-](?:groups?|arms?|cohort)(?:\s(?:comprised|included|consisted\sof|contained|of|there\swere|numbered|was|had))?\s(?:(?:a\stotal\sof|only)\s)?",
    regex.IGNORECASE,
)
_GIVEN_LEADS = compiled(r"\s(?:(?:was|were)\s(?:administered|given|offered)\s)?to\s(?:a\stotal\sof\s)?", regex.IGNORECASE)
_EACH_BEFORE = compiled(
    r"\beach\s(?:group|arm)\s(?:contained|included|comprised|had|consisted\sof|with)\s(?:a\stotal\sof\s)?$", regex.IGNORECASE
)
_EACH = compiled(
    r"[^.;,()\d]{0,30}?\b(?:in|per|to|for)\s(?:each|either)\s(?:of\sthe\s(?:two\s)?)?(?:treatment\s|study\s)?(?:groups?|arms?)\b|\s?/\s?(?:group|arm)\b|\sper\s(?:group|arm)\b",
    regex.IGNORECASE,
)
_GENERIC_STUDY = compiled(
    r"(?:eligible |included |relevant |published )?(?:manuscripts?|articles?|publications?|papers?|studies)", regex.IGNORECASE
)
_SPLIT = compiled(
    r"\b(?:random\w*|assign\w*|allocat\w*|divid\w*|receiv\w*)\b[^.;]{2,260}?(?<joined>\b(?:or|versus|vs|and)\b|,)", regex.IGNORECASE
)
_NO_LABEL_HOLDS = compiled(
    r"\b(?:were|was|did|not|between|past|significant|recruited|enrolled|study|trial|months?|years?|weeks?|but|and\s\d+)\b",
    regex.IGNORECASE,
)
_GIVEN_TO = compiled(r"\b(?:administered|given|offered|delivered|assigned|provided)\sto\s(?:a\stotal\sof\s)?$", regex.IGNORECASE)
"""Before people of one arm, whatever it is called: "weekly baths were given to 127 patients"."""
_BRACKET_NAMES = compiled(
    r"(?:(?!\beither\b)[^.;()\d]){0,140}?\((?:the\s)?(?P<label>[\w+/-]+(?:\s[\w+/-]+){0,3}?)(?:\s(?:groups?|arms?))?\)(?!\s(?:or|versus|vs\.?)\b)",
    regex.IGNORECASE,
)
"""Behind people, what made them an arm and in brackets which."""
_ALL_ALLOCATED = compiled(
    r"\s(?:receiving|with|planning|planned|scheduled|undergoing)\s[^.;()]{3,120}?\b(?:were|was)\s(?:then\s)?(?:randomly\s)?(?:randomi[sz]ed|assigned|allocated)\b(?!\sto\s(?:the\s)?[\w+/-]+(?:\s[\w+/-]+)?\s(?:group|arm)\b)",
    regex.IGNORECASE,
)
"""After people of whom all are allocated, whatever they got before: "95 patients receiving chemotherapy were randomised"."""
_LEADING = compiled(r"\W{0,3}(?:in|among|of|for)\s(?:the\s|these\s|all\s|a\stotal\sof\s)?", regex.IGNORECASE)
_ANY_ALLOCATION = compiled(r"\b(?:random|assign|allocat)\w*", regex.IGNORECASE)
_TO = compiled(r"\s(?:to|between|into)\s", regex.IGNORECASE)
_OR = compiled(r"\b(?:or|versus|vs)\b", regex.IGNORECASE)
_ARM_AFTER = 100
_LONGEST_GIVEN = 5
_NEAR = 60


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
    named: str | None = _named_in_bracket(reading, mention, after) if rule in (PARTICIPANTS.name, ALLOCATED.name) else None
    if named is not None:
        return named
    if rule == PARTICIPANTS.name and _ALL_ALLOCATED.match(folded, mention.end, clause_end):
        return None
    opened = enclosing(folded, sentence.start, mention.start)
    if opened is not None:
        return in_bracket(reading, mention, sentence, after, opened, previous_end, reasons, one_of_several=one_of_several)
    tail = folded[mention.end : min(clause_end, mention.end + 260)]
    if (rule == PARTICIPANTS.name and _EITHER_ARM.search(tail)) or (
        rule in (ALLOCATED.name, PARTICIPANTS.name) and _TO_EITHER.match(tail)
    ):
        return None
    if rule == PARTICIPANTS.name and (
        _leads_a_clause(reading, mention, sentence, after) or _is_shared_out(reading, mention, sentence, clause_end)
    ):
        return None
    led = _led_by(reading, mention, sentence, previous_end)
    if led is not None:
        return led
    found = _after(reading, mention, after, one_of_several=one_of_several) or _before(reading, mention, sentence, previous_end)
    if found is None and _GIVEN_TO.search(folded, max(sentence.start, mention.start - _NEAR), mention.start):
        reasons.append("link_groups_missing")
    return found


def _leads_a_clause(reading: Reading, mention: Mention, sentence: Span, after: Span) -> bool:
    """True for the 183 of "In 183 evaluable patients, the verum group did better": no arm is named before the comma."""
    folded = reading.folded
    if _LEADING.fullmatch(folded, sentence.start, mention.start) is None:
        return False
    comma = folded.find(",", mention.end, after.end)
    return comma >= 0 and not reading.arms.between(mention.end, comma)


def _is_shared_out(reading: Reading, mention: Mention, sentence: Span, clause_end: int) -> bool:
    """True for "to randomise 72 patients to A or B": the two arms stand behind the count, and nothing but "or" parts them."""
    folded = reading.folded
    if _ANY_ALLOCATION.search(folded, sentence.start, mention.start) is None or _TO.match(folded, mention.end) is None:
        return False
    named = reading.arms.between(mention.end, clause_end)
    arms = [named[0], *(item for item in named if item.arm != named[0].arm)][:2] if named else []
    return len(arms) > 1 and _OR.search(folded, arms[0].end, arms[1].start) is not None


def _named_in_bracket(reading: Reading, mention: Mention, after: Span) -> str | None:
    """The arm of "57 patients had rest alone (the control group)"."""
    match = _BRACKET_NAMES.match(reading.folded, mention.end, after.end)
    named = reading.arms.between(*match.span("label")) if match else []
    return named[0].arm.label if named and match is not None and named[0].start == match.start("label") else None


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
    return label if label and len(label.split()) <= _LONGEST_GIVEN and not NO_LABEL.search(label) else None


def _after(reading: Reading, mention: Mention, after: Span, *, one_of_several: bool) -> str | None:
    """The one arm named after the count and before the next clause; else the words after "received"."""
    folded = reading.folded
    stop = min(after.end, after.start + _ARM_AFTER)
    cut = _REGION_END.search(folded, after.start, stop)
    stop = cut.start() if cut else stop
    arms = list(dict.fromkeys(item.arm for item in reading.arms.between(after.start, stop)))
    if cut and _OR_ANOTHER.match(folded, cut.start()):
        return None
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


def _led_by(reading: Reading, mention: Mention, sentence: Span, previous_end: int) -> str | None:
    """The arm of "the verum group consisted of 45 women and the sham group of 46", "in the verum group there were 45", "sham to 46":
    it leads its count, whatever arm follows."""
    near = reading.arms.between(max(sentence.start, previous_end, mention.start - _NEAR), mention.start)
    led = near and (
        _GROUP_LEADS.fullmatch(reading.folded, near[-1].end, mention.start)
        or _GIVEN_LEADS.fullmatch(reading.folded, near[-1].end, mention.start)
    )
    return near[-1].arm.label if led else None


def _before(reading: Reading, mention: Mention, sentence: Span, previous_end: int) -> str | None:
    """The arm of "the control group included 20 patients"."""
    near = reading.arms.between(max(sentence.start, previous_end, mention.start - _NEAR), mention.start)
    if near and _LED.fullmatch(reading.folded, near[-1].end, mention.start):
        return near[-1].arm.label
    return None
