"""Which arm each value of a sentence is of, decided once for all of them.

A sentence tells its values in one direction: each before its arm ("12% with A and 9% with B") or each after it
("A (12%) ... B (9%)"), and "12% v 9%" follows the order in which the sentence, or the one that it goes on from, names the
arms. A rule that looks at one value at a time takes the label of its neighbour for its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extractors.context.arms import Arm, ArmMention, role_of
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.vocabulary.arms import NOT_A_LABEL

Place = tuple[int, int]

_UNIT = r"(?:\s?(?:%|per\scent|percent)|\s?[A-Za-zµμ][\w/µμ²³]{0,9}(?:\s/\s?\w{1,8})?)"
_PEOPLE = r"(?:patients?|participants?|subjects?|women|men|children|people|cases|events?|those|eyes|individuals?|infants|recipients|deaths?|episodes?|recurrences?|relapses?|reactions?)"
_ASIDE = r"(?:\s?[(\[][^()\[\]]{1,70}[)\]])"
_TO_ARM = r"(?:in|for|with|on|among|of|from|to|after|by|receiving|received|given|taking|treated\swith|assigned(?:\sto)?|randomi[sz]ed\sto|allocated(?:\sto)?|under|undergoing|using)"
_ARTICLES = r"(?:(?:the|those|a|an|all|patients|women|participants|subjects|children|people|group|arm|who|were|was|receiving|received|given|assigned|allocated|randomi[sz]ed|to|treated|with|in|on|of)\s){0,6}"
_AFTER = compiled(
    rf"{_UNIT}?\s?[)\]]{{0,2}}{_ASIDE}{{0,2}},?\s?(?:(?!(?:and|or|vs?|versus|than|while|whereas|compared|relative|against|but|nor|between|over|which)\b)[A-Za-z][\w/+'-]*\s){{0,10}}[(\[]?(?:[a-z]+\s){{0,2}}",
    regex.IGNORECASE,
)
"""Between a value and the arm that it is of, where the value stands first: "% of patients in the "."""
_BEFORE = compiled(
    r"""(?:[\s-](?:treatment\s)?(?:groups?|arms?|patients?|participants?|recipients|cohorts?|women|subjects|therapy|users))?(?:\s[(\[][^()\[\]]{1,24}[)\]])?\s?
        (?:[,:=]|-(?=\s?\d))?\s?(?:[(\[]\s?){0,2}(?:n\s?=\s?|=\s?)?(?:(?:was|were|had|is|showed|experienced|reached|achieved|from|to|at|an?|median|mean|average|of|only|about|approximately|by)\s){0,4}[≈~]?\s?""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""Between an arm and its value, where the arm stands first: " group (", ": ", " group was "."""
_SAME_ARM = compiled(
    rf"{_UNIT}?[\s)\]]{{0,3}}{_ASIDE}?(?:\s(?:(?!(?:vs?|versus|than|while|whereas|compared|respectively|but|against|in|for|with|on|among|by|after)\b)[A-Za-z][\w/'-]*\s){{1,4}}and\s|,?\s(?:and\s)?)(?:(?!(?:vs?|versus|than|while|whereas|compared)\b)[A-Za-z][\w/'-]*\s){{1,5}}[(\[]?|\s?%?\s?[(\[,]\s?",
    regex.IGNORECASE,
)
"""Between two results of one arm, named after the last: "improved in 21 and unchanged in 12 in the "."""
_LINK = compiled(
    r"(?:^|[\s,;)\]])(?:v|vs\.?|versus|than|compared\s(?:with|to)|as\sopposed\sto|against|whereas|while|and|or)(?=[\s(])|[,;/]",
    regex.IGNORECASE,
)
_VERSUS = compiled(
    rf"{_UNIT}?{_ASIDE}{{0,2}}[\s)\]]{{0,3}}(?:\s?{_PEOPLE})?(?:\s(?!in\b|of\b|for\b|with\b)[a-z]{{2,14}})?{_ASIDE}?,?\s(?:v|vs\.?|versus|compared\s(?:with|to)|as\sopposed\sto|against)\s(?:(?:a|an|only|with|to|in)\s){{0,2}}[(\[]?\s?[$€£]?",
    regex.IGNORECASE,
)
_LISTED = compiled(
    rf"{_UNIT}?{_ASIDE}{{0,2}}[\s)\]]{{0,3}}(?:{_PEOPLE})?,?\s?(?:and|or|,\sand|,)\s(?:in\s|by\s)?[(\[]?\s?[$€£]?", regex.IGNORECASE
)
_RESPECTIVELY = compiled(r"(?:[^.;]|\.(?=\d)){0,110}?\brespectively\b", regex.IGNORECASE)
_SECOND = compiled(
    r"\b(?:compared\s(?:with|to)|than|versus|vs\.?|v|relative\sto|over|against|as\sopposed\sto)\s+(?:(?:the|with|in|for|those|that|patients|women|receiving|given|of|on|a|an|who|received)\s+){0,5}$",
    regex.IGNORECASE,
)
"""Before an arm that is compared with: it comes second wherever it stands."""
_DIRECTION = compiled(
    r"\b(?:(?P<more>higher|more|greater|longer|increased|larger|better|improved|superior)|(?:lower|fewer|less|shorter|reduced|decreased|smaller))\b",
    regex.IGNORECASE,
)
_FIRST_NUMBER = compiled(r"-?\d+(?:\.\d+)?")
_IN_LIST = compiled(
    r"(?:[\s-](?:treatment\s)?(?:groups?|arms?|patients|recipients|therapy))?\s?(?:\([^()]{1,40}\))?\s?(?:,\s?(?:and\s|or\s)?|\s?(?:and|or|v|vs\.?|versus)\s)?(?:(?:the|in|with|for|those|on|to|patients|receiving|women)\s){0,4}",
    regex.IGNORECASE,
)
_LIST_LEAD = compiled(
    rf"{_UNIT}?{_ASIDE}{{0,2}}[\s)\]]{{0,3}},?\s?(?:respectively,?\s)?(?:(?:of\s(?:the\s)?)?{_PEOPLE}\s)?(?:(?:were\s|was\s)?(?:[a-z]+ed\s)?{_TO_ARM}\s){_ARTICLES}(?:[a-z-]{{2,16}}\s)?|\s?[)\]],?\s(?:between|for|in|with)\s(?:the\s)?",
    regex.IGNORECASE,
)
_LOCAL_AFTER = compiled(
    rf"{_UNIT}?\s?[)\]]{{0,2}}{_ASIDE}{{0,2}}(?:\s(?:of\s(?:the\s)?)?{_PEOPLE})?\s(?:in|for|with|on|among|after|receiving)\s(?:the\s)?(?P<label>[A-Za-z][\w+/.®-]{{0,24}}(?:\s(?!and\b|or\b|versus\b|vs?\b|than\b|compared\b|in\b|at\b|group|arm)[\w+/.®-]{{1,20}}){{0,4}}?)(?P<group>\s(?:groups?|arms?|patients|recipients|users))?(?=\s?(?:[,;.)\](\[]|and\b|v\b|vs\b|versus\b|compared\b|than\b|while\b|whereas\b|$))",
    regex.IGNORECASE,
)
_ITEM = r"[A-Za-z][\w+/.®™-]{0,24}(?:\s(?!and\b|or\b|versus\b|vs?\b|groups?\b|arms?\b|respectively\b)[\w+/.®()-]{1,20}){0,3}"
_LOCAL_LIST = compiled(
    rf"{_UNIT}?[\s)\]]{{0,3}}(?:of\s(?:the\s)?{_PEOPLE}\s)?(?:in|for|with|on|by|among|of|receiving)\s(?:the\s)?(?P<first>{_ITEM})(?:,\s(?:the\s|with\s)?(?P<other>{_ITEM})){{0,3}}?,?\s(?:and|or|versus|vs\.?|v)\s(?:the\s|with\s|for\s)?(?P<other>{_ITEM}?)(?:(?P<groups>\s(?:treatment\s)?(?:groups|arms|patients))(?:,?\srespectively)?|,?\srespectively)",
    regex.IGNORECASE,
)
_CAPITAL = compiled(r"[A-Z\d]")
_PLAIN_NOUN = compiled(r"[a-z]+")
_LOCAL_STOP = compiled(
    r"\b(?:months?|weeks?|days?|years?|hours?|baseline|follow|both|each|all|time|average|total|respectively|addition|contrast|general|patients|women|men|participants|subjects|grade|stage|score|increase|decrease|change)\b|^\d",
    regex.IGNORECASE,
)
_FOLLOWING = 120
_PAIR = 2
_CARRY = 2
"""So many sentences further a row of values without names follows the order of the last row."""


@dataclass(frozen=True, slots=True)
class Side:
    """The arm of one value; reason says what had to be guessed about it, if anything."""

    arm: Arm
    reason: str | None = None


@dataclass
class Orders:
    """The order in which the last row of values took its arms."""

    arms: tuple[Arm, ...] = ()
    sentence: int = -9

    def told(self, arms: Sequence[Arm], sentence: int) -> None:
        """Remembers the arms of a row of values."""
        self.arms, self.sentence = tuple(arms), sentence


def oriented(reading: Reading, index: int, places: Sequence[Place], orders: Orders) -> list[Side | None]:
    """The arm of each of the values at `places` of sentence `index`, None where the sentence does not tell it."""
    sentence = reading.sentences.spans[index]
    sides = _labelled(reading, sentence, places)
    for first, last in _rows(reading, sentence, places, sides):
        told = _of_row(reading, sentence, places, sides, first, last, index, orders)
        if told is not None:
            sides[first : last + 1] = told
            if all(side is not None and side.reason is None for side in told):
                orders.told([side.arm for side in told if side is not None], index)
    return sides


def _labelled(reading: Reading, sentence: Span, places: Sequence[Place]) -> list[Side | None]:
    """The sides that labels right beside the values tell, all in the one direction of the sentence."""
    after = [_label_after(reading, sentence, places, i) for i in range(len(places))]
    before = [_label_before(reading, sentence, places, i) for i in range(len(places))]
    for i in range(len(places) - 1):
        if before[i] is not None and before[i + 1] is None and _VERSUS.fullmatch(reading.folded, places[i][1], places[i + 1][0]):
            before[i] = None  # "than with placebo (12% vs 9%)": the order tells, not the label beside
    local = _local_labels(reading, sentence, places, after, before)
    label_first = _label_first(after, before)
    sides: list[Side | None] = []
    for i in range(len(places)):
        known = (before[i] or after[i]) if label_first else (after[i] or before[i])
        if known is not None and i and not label_first and after[i] is None and _is_label_of(reading, places, after, i - 1, before[i]):
            known = None
        if known is not None and i + 1 < len(places) and label_first and before[i] is None and _leads_next(before, i, after[i]):
            known = None
        sides.append(Side(known.arm) if known is not None else local[i])
    for i in range(len(places) - 2, -1, -1):
        if label_first or sides[i] is not None or sides[i + 1] is None or after[i + 1] is None or before[i] is not None:
            continue
        gap = (places[i][1], places[i + 1][0])
        if _SAME_ARM.fullmatch(reading.folded, *gap) and not _VERSUS.fullmatch(reading.folded, *gap) and not reading.arms.between(*gap):
            sides[i] = sides[i + 1]
    return sides


def _is_label_of(reading: Reading, places: Sequence[Place], after: Sequence[ArmMention | None], i: int, mention: ArmMention | None) -> bool:
    return after[i] is not None and after[i] == mention


def _leads_next(before: Sequence[ArmMention | None], i: int, mention: ArmMention | None) -> bool:
    return before[i + 1] is not None and before[i + 1] == mention


def _label_first(after: Sequence[ArmMention | None], before: Sequence[ArmMention | None]) -> bool:
    """True where the sentence names each arm before its value: what most values say that have one label only, else the first value."""
    only_before = sum(b is not None and a is None for a, b in zip(after, before, strict=True))
    only_after = sum(a is not None and b is None for a, b in zip(after, before, strict=True))
    if only_before != only_after:
        return only_before > only_after
    first = next(((a, b) for a, b in zip(after, before, strict=True) if a or b), (None, None))
    return first[1] is not None


def _label_after(reading: Reading, sentence: Span, places: Sequence[Place], i: int) -> ArmMention | None:
    end = places[i][1]
    stop = places[i + 1][0] if i + 1 < len(places) else min(sentence.end, end + _FOLLOWING)
    mentions = reading.arms.between(end, stop)
    if not mentions or not _AFTER.fullmatch(reading.folded, end, mentions[0].start):
        return None
    if len(mentions) > 1 and _IN_LIST.fullmatch(reading.folded, mentions[0].end, mentions[1].start) and mentions[0].arm != mentions[1].arm:
        return None  # a list of arms: it is shared out as a whole
    return mentions[0]


def _label_before(reading: Reading, sentence: Span, places: Sequence[Place], i: int) -> ArmMention | None:
    start = places[i][0]
    begin = places[i - 1][1] if i else sentence.start
    mentions = reading.arms.between(max(begin, start - _FOLLOWING), start)
    if not mentions or not _BEFORE.fullmatch(reading.folded, mentions[-1].end, start):
        return None
    if len(mentions) > 1 and _IN_LIST.fullmatch(reading.folded, mentions[-2].end, mentions[-1].start) and mentions[-2].arm != mentions[-1].arm:
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
        if len(gap) > _FOLLOWING or not _LINK.search(gap):
            continue
        one, other = labels[i], labels[i + 1]
        if one and after[i + 1] is not None and not before[i]:
            found[i] = found[i] or one
        elif other and after[i] is not None:
            found[i + 1] = other
        elif one and other and one.arm.label.lower() != other.arm.label.lower() and not (after[i] or after[i + 1] or before[i] or before[i + 1]):
            found[i], found[i + 1] = found[i] or one, other
    return found


def _local_after(reading: Reading, sentence: Span, places: Sequence[Place], i: int) -> Side | None:
    end = places[i][1]
    stop = places[i + 1][0] if i + 1 < len(places) else sentence.end
    match = _LOCAL_AFTER.match(reading.folded, end, min(stop, end + _FOLLOWING))
    if match is None:
        return None
    label = reading.text(match.span("label")).strip(" .")
    words = label.split()
    if not words or _LOCAL_STOP.search(label) or any(word.lower() in NOT_A_LABEL for word in words[-1:]):
        return None
    if match["group"] is None and all(_PLAIN_NOUN.fullmatch(word) for word in words) and role_of(label) is None:
        return None
    return Side(Arm(label, role_of(label), ()), "link_groups_guessed")


def _rows(reading: Reading, sentence: Span, places: Sequence[Place], sides: Sequence[Side | None]) -> list[tuple[int, int]]:
    """(first, last) of the rows of values that are shared out together: linked by "versus", or a list that an order is told of."""
    rows: list[tuple[int, int]] = []
    first = 0
    while first < len(places):
        last, versus = first, False
        while last + 1 < len(places):
            gap = (reading.folded, places[last][1], places[last + 1][0])
            if _VERSUS.fullmatch(*gap):
                if last > first and not versus:
                    break
                versus = True
            elif versus or not _LISTED.fullmatch(*gap):
                break
            last += 1
        if last > first and any(side is None for side in sides[first : last + 1]):
            rows.append((first, last))
        first = last + 1
    return rows


def _of_row(
    reading: Reading, sentence: Span, places: Sequence[Place], sides: Sequence[Side | None], first: int, last: int, index: int, orders: Orders
) -> list[Side | None] | None:
    """The arms of one row of values, or None where nothing tells their order."""
    count = last - first + 1
    versus = _VERSUS.fullmatch(reading.folded, places[first][1], places[first + 1][0]) is not None
    own = list(sides[first : last + 1])
    listed = _listed_after(reading, places[last][1], sentence.end, count)
    if listed is not None:
        return [Side(arm) for arm in listed]
    local = _local_list(reading, places[last][1], sentence.end, count)
    if local is not None and not any(own):
        return local
    if any(own):
        return _completed(reading, own, orders) if versus and count == _PAIR else None
    bracketed = reading.folded[max(0, places[first][0] - 3) : places[first][0]].rstrip()[-1:] in ("(", "[", ",", ":")
    respectively = _RESPECTIVELY.match(reading.folded, places[last][1], sentence.end) is not None
    if not (versus or respectively or (bracketed and count > 1)):
        return None
    named = _order_before(reading, sentence, places[first][0], _difference(reading, places[first], places[last]) if count == 2 else 0)
    if len(named) == count:
        return [Side(arm) for arm in named]
    if len(named) > count and versus:
        return [Side(arm, "link_groups_guessed") for arm in named[-count:]]
    if not (versus or respectively):
        return None
    if len(named) == 1 and count == 2:
        return [Side(named[0]), _other(reading, named[0], orders)]
    following = _distinct(reading.arms.between(places[last][1], sentence.end))
    if not named and len(following) == count:
        return [Side(arm) for arm in following]
    if len(orders.arms) == count and index - orders.sentence <= _CARRY:
        return [Side(arm, None if orders.sentence == index else "link_order_guessed") for arm in orders.arms]
    likely = reading.arms.likely_pair
    if count == _PAIR and likely is not None:
        return [Side(arm, "link_order_guessed") for arm in likely]
    return None


def _listed_after(reading: Reading, end: int, stop: int, count: int) -> list[Arm] | None:
    """The arms of "13% and 17% in the A and B groups"."""
    mentions = reading.arms.between(end, min(stop, end + 2 * _FOLLOWING))
    if len(mentions) < count or not _LIST_LEAD.fullmatch(reading.folded, end, mentions[0].start):
        return None
    listed = mentions[:1]
    for mention in mentions[1:]:
        if not _IN_LIST.fullmatch(reading.folded, listed[-1].end, mention.start):
            break
        listed.append(mention)
    named = _distinct(listed)
    return named if len(named) == count else None


def _difference(reading: Reading, one: Place, other: Place) -> int:
    """1 where the first of two values is the greater, -1 where the second is, else 0."""
    first, second = (_FIRST_NUMBER.search(reading.folded, *place) for place in (one, other))
    if first is None or second is None:
        return 0
    a, b = float(first[0]), float(second[0])
    return (a > b) - (a < b)


def _local_list(reading: Reading, end: int, stop: int, count: int) -> list[Side] | None:
    """The labels of "3.0 and 2.4% by PBI and WBI, respectively" where not all of them are known arms."""
    match = _LOCAL_LIST.match(reading.folded, end, min(stop, end + 2 * _FOLLOWING))
    if match is None:
        return None
    spans = [match.span("first"), *match.spans("other")]
    if len(spans) != count:
        return None
    sides = []
    for span in spans:
        known = reading.arms.between(*span)
        label = reading.text(span)
        if not known and (_LOCAL_STOP.search(label) or not _CAPITAL.search(label) and match["groups"] is None):
            return None
        sides.append(Side(known[0].arm) if known and known[0].start == span[0] else Side(Arm(label, role_of(label), ()), "link_groups_guessed"))
    return sides if len({side.arm.label.lower() for side in sides}) == count else None


def _order_before(reading: Reading, sentence: Span, stop: int, difference: int) -> list[Arm]:
    """The arms named in the sentence before `stop`, in order.

    "Compared with A, B was higher (a vs b)" follows either order: the one that its "higher" agrees with, else the arm that is
    compared with comes second. difference: 1 where a is greater than b, -1 where b is, 0 where that is not known.
    """
    mentions = reading.arms.between(sentence.start, stop)
    named = _distinct(mentions)
    if len(named) != 2 or not _SECOND.search(reading.folded, max(sentence.start, mentions[0].start - 60), mentions[0].start):
        return named
    subject = next(mention for mention in mentions if mention.arm == named[1])
    told = list(_DIRECTION.finditer(reading.folded, subject.end, stop))
    if told and difference:
        wanted = 1 if told[-1]["more"] else -1
        return [named[1], named[0]] if wanted == difference else named
    return [named[1], named[0]]


def _completed(reading: Reading, own: Sequence[Side | None], orders: Orders) -> list[Side | None]:
    """Both sides of two values of which one names its arm."""
    known = next(side for side in own if side is not None)
    other = _other(reading, known.arm, orders)
    return [side or other for side in own]


def _other(reading: Reading, arm: Arm, orders: Orders) -> Side | None:
    """The other arm of the trial, or of the last row of values."""
    pair = reading.arms.pair
    if pair is not None and arm in pair:
        return Side(pair[1] if arm == pair[0] else pair[0])
    likely = orders.arms if len(orders.arms) == _PAIR and arm in orders.arms else reading.arms.likely_pair
    if likely is not None and arm in likely:
        return Side(likely[1] if arm == likely[0] else likely[0], "link_groups_guessed")
    return None


def _distinct(mentions: Sequence[ArmMention]) -> list[Arm]:
    return list(dict.fromkeys(mention.arm for mention in mentions))
