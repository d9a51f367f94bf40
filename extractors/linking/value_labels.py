"""The labels that stand right beside the values of a sentence, in the one direction in which it tells them."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.context.arms import Arm, ArmMention, role_of
from extractors.document import Span
from extractors.linking.between_values import ASIDE, IN_LIST, LINK, PEOPLE, SAME_ARM, UNIT, VERSUS
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.vocabulary.arms import NOT_A_LABEL

Place = tuple[int, int]

_AFTER = compiled(
    rf"{UNIT}?\s?[)\]]{{0,2}}{ASIDE}{{0,2}},?\s?(?:(?!(?:and|or|vs?|versus|than|while|whereas|compared|relative|against|but|nor|between|over|which)\b)(?:[A-Za-z][\w/+'-]*|(?:grades?\s)?\d\s?(?:[/-]|or|and)\s?\d|grades?\s\d)\s){{0,10}}[(\[]?(?:(?!(?:than|vs?|versus|while|whereas|compared|relative|against|over)\b)[a-z]+\s){{0,2}}",
    regex.IGNORECASE,
)
"""Between a value and the arm that it is of, where the value stands first: "% of patients in the ", " grade 3/4 in "."""
_BEFORE = compiled(
    r"""(?:-treated)?(?:[\s-](?:treatment\s)?(?:groups?|arms?|patients?|participants?|recipients|cohorts?|women|subjects|therapy|users))?(?:\s[(\[][^()\[\]]{1,24}[)\]])?\s?
        (?:[,:=]|-(?=\s?\d))?\s?(?:[(\[]\s?){0,2}(?:n\s?=\s?|=\s?)?(?:(?:was|were|had|is|showed|experienced|reached|achieved|from|to|at|an?|median|mean|average|of|only|about|approximately|by)\s){0,4}(?:[≈~]|=\s)?\s?""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""Between an arm and its value, where the arm stands first: " group (", ": ", " group was "."""
_LOCAL_AFTER = compiled(
    rf"{UNIT}?\s?[)\]]{{0,2}}{ASIDE}{{0,2}}(?:\s(?:of\s(?:the\s)?)?{PEOPLE})?\s(?:in|for|with|on|among|after|receiving)\s(?:the\s)?(?P<label>[A-Za-z][\w+/.®-]{{0,24}}(?:\s(?!and\b|or\b|versus\b|vs?\b|than\b|compared\b|in\b|at\b|group|arm)[\w+/.®-]{{1,20}}){{0,4}}?)(?P<group>\s(?:groups?|arms?|patients|recipients|users))?(?=\s?(?:[,;.)\](\[]|and\b|v\b|vs\b|versus\b|compared\b|than\b|while\b|whereas\b|$))",
    regex.IGNORECASE,
)
_CHANGED_TO = compiled(r"\s?(?:%|[A-Za-z/]{1,8})?\sto\s(?:an?\s(?:mean|median|average)\s(?:of\s)?)?", regex.IGNORECASE)
"""Between the two values of a change, which are one arm's: "from 6.1 to 3.2 with A"."""
_ONLY_COMMA = compiled(r"(?:\s(?:groups?|arms?|patients))?\s?,\s")
_AND_ANOTHER = compiled(
    r"(?:\s(?:groups?|arms?|patients|treatment|therapy))?\s(?:(?:versus|vs\.?|v)\s(?:the\s|with\s|in\s)?(?P<label>[A-Za-z][\w+/-]{1,24})|(?:and|or)\s(?:the\s)?(?P<label>[A-Za-z][\w+/-]{1,24})(?:\s[\w+/-]{1,20}){0,2}?(?:,?\srespectively|\s(?:groups|arms))\b)",
    regex.IGNORECASE,
)
"""After the first of the arms of "a vs b for medial versus lateral sites"."""
_PLAIN_NOUN = compiled(r"[a-z]+")
LOCAL_STOP = compiled(
    r"\b(?:months?|weeks?|days?|years?|hours?|baseline|follow|both|each|all|time|average|total|respectively|addition|contrast|general|patients|women|men|participants|subjects|grade|stage|score|increase|decrease|change)\b|^\d",
    regex.IGNORECASE,
)
FOLLOWING = 120
"""A label stands no further, in characters, from its value."""


@dataclass(frozen=True, slots=True)
class Side:
    """The arm of one value; reason says what had to be guessed about it, if anything."""

    arm: Arm
    reason: str | None = None


def labelled(reading: Reading, sentence: Span, places: Sequence[Place]) -> list[Side | None]:
    """The sides that labels right beside the values tell, all in the one direction of the sentence."""
    inside = [next(iter(reading.arms.between(*place)), None) for place in places]
    after = [mention or _label_after(reading, sentence, places, i) for i, mention in enumerate(inside)]
    before = [_label_before(reading, sentence, places, i) for i in range(len(places))]
    for i in range(len(places) - 1):
        if before[i] is not None and before[i + 1] is None and VERSUS.fullmatch(reading.folded, places[i][1], places[i + 1][0]):
            before[i] = None  # "than with placebo (12% vs 9%)": the order tells, not the label beside
    for i, (led, follows) in enumerate(zip(before, after, strict=True)):
        if led is not None and follows is not None and _named_inside(reading.folded, led, places[i], follows):
            before[i] = None
    local = _local_labels(reading, sentence, places, after, before)
    for i in range(1, len(places)):
        stop = min(sentence.end, places[i][1] + FOLLOWING)
        mention = after[i] or next(iter(reading.arms.between(places[i][1], stop)), None)
        if mention is not None and versus_closed(reading.folded, places[i - 1], places[i], mention.start):
            local[i] = None
            if after[i] is not None and not (after[i - 1] or before[i - 1]):
                after[i - 1] = after[i]
            after[i] = None
    label_first = _label_first(reading, places, after, before)
    sides: list[Side | None] = []
    for i in range(len(places)):
        known = (before[i] or after[i]) if label_first else (after[i] or before[i])
        if (
            known is not None
            and i
            and not label_first
            and after[i] is None
            and _is_label_of(reading, places, after, i - 1, before[i])
        ):
            known = None
        if known is not None and i + 1 < len(places) and label_first and before[i] is None and _leads_next(before, i, after[i]):
            known = None
        sides.append(Side(known.arm) if known is not None else local[i])
    for i in range(len(places) - 2, -1, -1):
        if label_first or sides[i] is not None or sides[i + 1] is None or after[i + 1] is None or before[i] is not None:
            continue
        gap = (places[i][1], places[i + 1][0])
        if _CHANGED_TO.fullmatch(reading.folded, *gap) or (
            SAME_ARM.fullmatch(reading.folded, *gap)
            and not VERSUS.fullmatch(reading.folded, *gap)
            and not reading.arms.between(*gap)
        ):
            sides[i] = sides[i + 1]
    return sides


def versus_closed(folded: str, one: Place, other: Place, stop: int) -> bool:
    """True for "deaths (10 vs 6) in the sham group": the bracket round two compared values closes before `stop`; the arm there is the first's."""
    if not VERSUS.fullmatch(folded, one[1], other[0]):
        return False
    depth = 0
    for character in folded[one[0] : stop]:
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            return True
    return False


def _named_inside(folded: str, led: ArmMention, place: Place, follows: ArmMention) -> bool:
    """True for "more pain in verum-treated people (2% with sham versus": the bracket names whose value it holds."""
    opened, closed = folded[led.end : place[0]], folded[place[1] : follows.start]
    return any(mark in opened for mark in "([") and not any(mark in closed for mark in ")]")


def _is_label_of(
    reading: Reading, places: Sequence[Place], after: Sequence[ArmMention | None], i: int, mention: ArmMention | None
) -> bool:
    return after[i] is not None and after[i] == mention


def _leads_next(before: Sequence[ArmMention | None], i: int, mention: ArmMention | None) -> bool:
    return before[i + 1] is not None and before[i + 1] == mention


def _label_first(
    reading: Reading, places: Sequence[Place], after: Sequence[ArmMention | None], before: Sequence[ArmMention | None]
) -> bool:
    """True where the sentence names each arm before its value: what most values say that have one label only, else the first value.

    Of "... in arm A, 14% in arm B" the comma alone is no sign that arm A leads the 14%.
    """
    only_before = sum(b is not None and a is None for a, b in zip(after, before, strict=True))
    only_after = sum(a is not None and b is None for a, b in zip(after, before, strict=True))
    if only_before != only_after:
        return only_before > only_after
    i = next((i for i, (a, b) in enumerate(zip(after, before, strict=True)) if a or b), None)
    mention = before[i] if i is not None else None
    if i is None or mention is None:
        return False
    return after[i] is None or not _ONLY_COMMA.fullmatch(reading.folded, mention.end, places[i][0])


def _label_after(reading: Reading, sentence: Span, places: Sequence[Place], i: int) -> ArmMention | None:
    end = places[i][1]
    stop = places[i + 1][0] if i + 1 < len(places) else min(sentence.end, end + FOLLOWING)
    mentions = reading.arms.between(end, stop)
    if not mentions or not _AFTER.fullmatch(reading.folded, end, mentions[0].start):
        return None
    if (
        len(mentions) > 1
        and IN_LIST.fullmatch(reading.folded, mentions[0].end, mentions[1].start)
        and mentions[0].arm != mentions[1].arm
    ):
        return None  # a list of arms: it is shared out as a whole
    if i and VERSUS.fullmatch(reading.folded, places[i - 1][1], places[i][0]):
        another = _AND_ANOTHER.match(reading.folded, mentions[0].end, sentence.end)
        if another is not None and not reading.arms.between(*another.span("label")):
            return None  # of this list not all arms are known
    return mentions[0]


def _label_before(reading: Reading, sentence: Span, places: Sequence[Place], i: int) -> ArmMention | None:
    start = places[i][0]
    begin = places[i - 1][1] if i else sentence.start
    mentions = reading.arms.between(max(begin, start - FOLLOWING), start)
    if not mentions or not _BEFORE.fullmatch(reading.folded, mentions[-1].end, start):
        return None
    if (
        len(mentions) > 1
        and IN_LIST.fullmatch(reading.folded, mentions[-2].end, mentions[-1].start)
        and mentions[-2].arm != mentions[-1].arm
    ):
        return None
    return mentions[-1]


def _local_labels(
    reading: Reading,
    sentence: Span,
    places: Sequence[Place],
    after: Sequence[ArmMention | None],
    before: Sequence[ArmMention | None],
) -> list[Side | None]:
    """Labels that only the values' own places call groups: "8% for E120 versus 9% for the other schedule"."""
    found: list[Side | None] = [None] * len(places)
    labels = [_local_after(reading, sentence, places, i) for i in range(len(places))]
    for i in range(len(places) - 1):
        gap = reading.folded[places[i][1] : places[i + 1][0]]
        if len(gap) > FOLLOWING or not LINK.search(gap):
            continue
        one, other = labels[i], labels[i + 1]
        if one and after[i + 1] is not None and not before[i]:
            found[i] = found[i] or one
        elif other and after[i] is not None:
            found[i + 1] = other
        elif (
            one
            and other
            and one.arm.label.lower() != other.arm.label.lower()
            and not (after[i] or after[i + 1] or before[i] or before[i + 1])
        ):
            found[i], found[i + 1] = found[i] or one, other
    return found


def _local_after(reading: Reading, sentence: Span, places: Sequence[Place], i: int) -> Side | None:
    end = places[i][1]
    stop = places[i + 1][0] if i + 1 < len(places) else sentence.end
    match = _LOCAL_AFTER.match(reading.folded, end, min(stop, end + FOLLOWING))
    if match is None:
        return None
    label = reading.text(match.span("label")).strip(" .")
    words = label.split()
    if not words or LOCAL_STOP.search(label) or any(word.lower() in NOT_A_LABEL for word in words[-1:]):
        return None
    if match["group"] is None and all(_PLAIN_NOUN.fullmatch(word) for word in words) and role_of(label) is None:
        return None
    return Side(Arm(label, role_of(label), ()), "link_groups_guessed")
