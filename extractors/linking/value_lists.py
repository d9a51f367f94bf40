"""Lists of values: which of their outcomes, arms or times each is of, as "respectively" or the list's length says."""

from collections.abc import Sequence

import regex

from extractors.context.arms import Arm
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.respectively import Share, shares
from extractors.linking.values import Value
from extractors.patterns import compiled

FROM_TO = compiled(r"\s*(?:%|[\w/]{1,8})?[)\]]?\s+to\s+(?:a\s)?", regex.IGNORECASE)
"""What stands between the two values of a change."""
_RESPECTIVELY = compiled(r"(?:[^.;]|\.(?=\d)){0,90}?\brespectively\b", regex.IGNORECASE)
_RESPECTIVE = compiled(r"\brespective\s(?:\w+\s){1,2}of\s*$", regex.IGNORECASE)
_P_BRACKET = compiled(r"\s?%?\s?[(\[]\s?p\b[^()\[\]]{1,24}[)\]]", regex.IGNORECASE)
_AFTER_LIST = compiled(
    r"\s*(?:%|[\w/]{1,8})?[)\]]*,?\s*(?:respectively,?)?\s*(?:in|for|with|among|of)\s+(?:the\s+)?", regex.IGNORECASE
)
_LIST_GAP = compiled(
    r"[\s%)\]]*(?:[(\[]\s?p\b[^()\[\]]{1,24}[)\]]\s*)?(?:(?!to\b)[\w/µ%]+\s)?,?\s*(?:and\s+|or\s+|versus\s+|vs\.?\s+)?(?:by\s+)?[(\[]?\s*",
    regex.IGNORECASE,
)


def distributed_over(reading: Reading, index: int, values: Sequence[Value]) -> tuple[dict[int, Share], dict[int, Arm | None]]:
    """Values of a 'respectively' list, or of a bare list as long as the list of names before it, and the arm of a list of outcomes."""
    sentence = reading.sentences.spans[index]
    found: dict[int, Share] = {}
    arms: dict[int, Arm | None] = {}
    first = 0
    last_arms: list[Share] = []
    while first < len(values):
        last = first
        while last + 1 < len(values) and _listed(reading, values[last], values[last + 1]):
            last += 1
        if last > first:
            count = last - first + 1
            bracket = _P_BRACKET.match(reading.folded, values[last].end)
            end = bracket.end() if bracket else values[last].end
            respectively = _RESPECTIVELY.match(reading.folded, end, sentence.end) or _RESPECTIVE.search(
                reading.folded, sentence.start, values[first].start
            )
            bracketed = reading.folded[: values[first].start].rstrip()[-1:] in ("(", "[")
            retold = bool(last_arms) and len(last_arms) == count and respectively is not None
            shared = last_arms if retold else shares(reading, sentence.start, values[first].start, count, end, sentence.end)
            sure = respectively or (
                shared is not None and (shared[0].arm is not None or (bracketed and shared[0].outcome is not None))
            )
            if shared and sure:
                found.update(zip(range(first, last + 1), shared, strict=True))
                if shared[0].arm is not None:
                    last_arms = shared
                elif shared[0].outcome is not None:
                    arms.update(dict.fromkeys(range(first, last + 1), _arm_of_list(reading, sentence, values[first], end)))
        first = last + 1
    found.update(_changes_of_arms(reading, sentence, values))
    return found, arms


def _changes_of_arms(reading: Reading, sentence: Span, values: Sequence[Value]) -> dict[int, Share]:
    """ "in both A and B (17 to 7 and 18 to 8, respectively)": the arms of several changes, each of two values."""
    pairs = [i for i in range(len(values) - 1) if FROM_TO.fullmatch(reading.folded, values[i].end, values[i + 1].start)]
    if len(pairs) < 2 or not _RESPECTIVELY.match(reading.folded, values[pairs[-1] + 1].end, sentence.end):
        return {}
    shared = shares(reading, sentence.start, values[pairs[0]].start, len(pairs), values[pairs[-1] + 1].end, sentence.end)
    if not shared or any(share.arm is None for share in shared):
        return {}
    return {i + step: share for i, share in zip(pairs, shared, strict=True) for step in (0, 1)}


def _arm_of_list(reading: Reading, sentence: Span, first: Value, end: int) -> Arm | None:
    """The one arm that a list of several outcomes' values is of: named right after it, else before it."""
    following = reading.arms.between(end, min(sentence.end, end + 60))
    if following and _AFTER_LIST.fullmatch(reading.folded, end, following[0].start):
        return following[0].arm
    before = reading.arms.between(sentence.start, first.start)
    return before[-1].arm if before else None


def _listed(reading: Reading, one: Value, other: Value) -> bool:
    """True where the two are neighbours in one list: "(3.7 ± 23.1 and -9.2 ± 18.2)"."""
    return _LIST_GAP.fullmatch(reading.folded, one.end, other.start) is not None
