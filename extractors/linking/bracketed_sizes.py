"""The label of a count that stands in a bracket: named in it, or the words that it follows ("zolmidol (n = 30)")."""

import regex

from extractors.context.arm_labels import trimmed
from extractors.context.sized_labels import sized_label
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.rule import Mention
from extractors.rules.participants import ALLOCATED, N_EQUALS, PARTICIPANTS

PEOPLE = r"(?:patients?|survivors?|outpatients?|pts|participants?|subjects?|persons?|people|individuals?|volunteers?|adults?|children|infants?|women|men|cases|students?|girls|boys)"
_ADJACENT = compiled(
    rf"[\s-]*(?:groups?|arms?|{PEOPLE}|treatment|therapy|recipients)?\s?(?:,?\s?(?:mean|median)\s?(?:±\s?S[DE]M?)?)?[\s,:]*",
    regex.IGNORECASE,
)
_WHOLE_HEAD = compiled(
    rf"(?:^|[.;:]\s|\b(?:of|total|all)\s)(?:(?!(?:in|with|of|receiving)\s)[\w-]+\s){{0,9}}{PEOPLE}\s(?:(?!\b(?:receiv|assign|allocat|group|arm|treated|given|taking|random)\w*)[^.;:()]){{0,100}}$",
    regex.IGNORECASE,
)
_SENTENCE_END = compiled(r"(?<=[a-z)])\.\s+[A-Z]")
NO_LABEL = compiled(rf"\b(?:were|was|is|are|had|has|included|performed|reported|study|trial)\b|\b{PEOPLE}$", regex.IGNORECASE)
_PAST = compiled(r"\b(?:past|last|previous|significant)\b|^(?:but|and)\b", regex.IGNORECASE)
_RESULT_GOES_ON = compiled(r"\s?[;,]\s?(?!\d{1,3}(?:\.\d+)?\s?%)(?:[-+]?\d|[\w-]+(?:\s[\w-]+){0,4}:\s?[-+]?\d)")
_MEASURED_IN = compiled(r"\b(?:in|for|with|and|versus|or)\s(?:the\s)?(?P<label>[\w/+-]+(?:\s[\w/+-]+)?)\s?$", regex.IGNORECASE)
_LABEL_BEFORE = 300
_LONGEST_LABEL = 16
_FIRST_OF_GROUPS = compiled(
    r"\s?[(\[]\s?n\s?=\s?[\d,]{1,9}\s?[)\]]\s(?:and|or|versus|vs\.?)\s(?:the\s)?(?:[\w/+-]+\s){1,3}[(\[]\s?n\s?=\s?[\d,]{1,9}\s?[)\]]\s(?:treatment\s|study\s)?(?:groups|arms)\b",
    regex.IGNORECASE,
)
"""After the first label of "the verum (n = 45) and sham (n = 46) groups"."""
_AND_THE = compiled(r"\sand\sthe\s$", regex.IGNORECASE)
_HOW_LONG = compiled(r"\s(?:for|over|during)\s[\w-]+[\s-](?:days?|weeks?|months?|years?)$", regex.IGNORECASE)
_SIZED_BEFORE = compiled(
    r"[(\[][^()\[\]]*(?:\b[Nn]\s?=|\d\s(?:patients|participants|women|men|subjects|children|people)\b)[^()\[\]]*[)\]]\s*(?:groups?\s|arms?\s)?(?:,\s*)?(?:and|or|versus|vs\.?)\s+(?:an?\s+|the\s+)?"
)
"""Another arm with its size: what follows it is a label of its own."""
_OWN_LABEL = compiled(r"[;,]?\s?(?:and\s)?(?P<label>[A-Z][\w/+®-]{0,24}(?:\s[\w/+®-]{1,24}){0,3})\s?[,:]?\s?")
"""Between a bracket or the size before and "n = 65": "AB 50, "."""
_ALLOCATED_NEXT = compiled(
    r"\s?[)\]]\s(?:were|was)\s(?:then\s)?(?:randomly\s)?(?:randomi[sz]ed|assigned|allocated|enrol?led|recruited|included)\b",
    regex.IGNORECASE,
)
_NEXT_ITEM = compiled(r"\s?[;,]\s")
_SIZED = r"[(\[][^()\[\]]{1,30}[)\]]"
_WITH_OR_WITHOUT = compiled(
    rf"\bwith\s(?P<one>{_SIZED})\s(?:or|and)\s(?P<no>without)\s(?:(?P<two>{_SIZED})\s)?(?P<label>[\w/+-]{{3,30}})", regex.IGNORECASE
)
_SUBGROUP = compiled(
    r"\b(?:in|among|for|of)\s(?:the\s|those\s)?(?:[\w-]+\s)?(?:patients|women|men|participants|subjects|children)\s(?:with(?:out)?|who|aged|undergoing)\s[^.;:()]{2,60}$",
    regex.IGNORECASE,
)
"""Before the size of a part of the participants: "among women without prior fractures (n = 162)"."""
_LONGEST_SUBGROUP = 120
_NEAR = 60


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


def in_bracket(
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
    behind = next(iter(reading.arms.between(mention.end, min(after.end, mention.end + _NEAR))), None)
    next_item = not within or _NEXT_ITEM.match(folded, within[-1].end, mention.start) is not None
    if next_item and behind is not None and folded[mention.end : behind.start] == " " and mention.rule.name == N_EQUALS.name:
        return behind.arm.label  # "(n = 40 verum; n = 41 sham)"
    if within:
        return within[-1].arm.label
    if not one_of_several and _ALLOCATED_NEXT.match(folded, mention.end):
        return None
    label = None
    if previous_end <= opened:
        label = _with_or_without(reading, sentence, opened) or label_before(reading, sentence, opened)
    own = _OWN_LABEL.fullmatch(folded, begin, mention.start) if mention.rule.name == N_EQUALS.name and label is None else None
    if own is not None and not NO_LABEL.search(own["label"]):
        reasons.append("link_groups_guessed")
        return reading.text(own.span("label"))
    if previous_end > opened:
        return _other_arm(reading, opened, mention, reasons)
    if (
        label is None
        and mention.rule.name in (N_EQUALS.name, PARTICIPANTS.name)
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


def _with_or_without(reading: Reading, sentence: Span, opened: int) -> str | None:
    """ "zolmidol", then "without zolmidol", for the brackets of "rest with (n = 20) or without (n = 21) zolmidol"."""
    for match in _WITH_OR_WITHOUT.finditer(reading.folded, max(sentence.start, opened - _NEAR), sentence.end):
        label = reading.text(match.span("label"))
        if match.start("one") == opened:
            return label
        if match.start("two") == opened:
            return f"{reading.text(match.span('no'))} {label}"
    return None


def subgroup_before(folded: str, sentence: Span, opened: int) -> bool:
    """True where a bracket follows a part of the participants and nothing that is told of them."""
    return _SUBGROUP.search(folded, max(sentence.start, opened - _LONGEST_SUBGROUP), opened) is not None


def _words_before(folded: str, sentence: Span, opened: int) -> str | None:
    """The last words before a bracket, where several sizes stand in a sentence and nothing tells where the label begins."""
    words = folded[max(sentence.start, opened - _NEAR) : opened].split()
    label = trimmed(words[-4:])
    return label if compiled(r"[A-Za-z]{2}").search(label) and not NO_LABEL.search(label) else None


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
    if _FIRST_OF_GROUPS.match(folded, stop, sentence.end):
        named = reading.arms.between(max(begin, stop - _NEAR), stop)
        first = trimmed(folded[begin:stop].split()[-4:])
        return named[-1].arm.label if named and _ADJACENT.fullmatch(folded, named[-1].end, stop) else first or None
    if _WHOLE_HEAD.search(folded[begin:stop].rstrip()):
        return None
    if subgroup_before(folded, sentence, stop) and not reading.arms.between(begin, stop):
        return None
    near = reading.arms.between(max(begin, stop - _NEAR), stop)
    words = sized_label(folded, begin, stop)
    if words is not None:
        words = _SIZED_BEFORE.split(words)[-1]
    if (
        near
        and _ADJACENT.fullmatch(folded, near[-1].end, stop)
        and (
            _AND_THE.search(folded, begin, near[-1].start)
            or not (words and compiled(r"\band\b|\bplus\b|\bfollowed\b").search(words))
        )
    ):
        return near[-1].arm.label
    if words is None:
        return None
    label = _HOW_LONG.sub("", compiled(r"\s+").sub(" ", compiled(r"\s?\([^()]*\)").sub("", words)).strip())
    return label if len(label.split()) <= _LONGEST_LABEL and not (NO_LABEL.search(label) or _PAST.search(label)) else None
