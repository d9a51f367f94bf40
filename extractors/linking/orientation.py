"""Which arm each value of a sentence is of, decided once for all of them.

A sentence tells its values in one direction: each before its arm ("12% with A and 9% with B") or each after it
("A (12%) ... B (9%)"), and "12% v 9%" follows the order in which the sentence, or the one that it goes on from, names the
arms. A rule that looks at one value at a time takes the label of its neighbour for its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.context.arms import Arm
from extractors.document import Span
from extractors.linking.arm_lists import distinct, listed_after, local_list, one_after
from extractors.linking.between_values import LISTED, VERSUS
from extractors.linking.context import Reading
from extractors.linking.value_labels import FOLLOWING, Place, Side, labelled
from extractors.patterns import compiled

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
_SET_AGAINST = compiled(
    r"(?:when\s|as\s)?(?:compared\s(?:with|to)|in\scomparison\s(?:with|to)|relative\sto|in\scontrast\s(?:with|to))\s[^,;]{3,80},",
    regex.IGNORECASE,
)
"""Opens a sentence with what its subject is compared with."""
_OF_OTHERS = compiled(
    r"\b(?:in\sboth|between)\s(?!(?:the\s)?(?:two\s)?(?:groups|arms))[^.;()]{2,60}?\sand\s|\b(?:than|versus|vs\.?|compared\s(?:with|to)|relative\sto)\s(?:in\s|with\s|the\s|that\s|of\s|those\s){0,3}(?!(?:baseline|before|(?:the\s)?(?:other|group|arm))\b)[A-Za-z]",
    regex.IGNORECASE,
)
"""Between an arm and two values, that they may be those of others: "in both smokers and non-smokers (67% vs 71%)"."""
_FIRST_NUMBER = compiled(r"-?\d+(?:\.\d+)?")
_TWO_SHARES = compiled(r"\s?%?\s?and\s-?[\d.]+\s?%?")
_SECOND_REACH = 60
_PAIR = 2
_CARRY = 2
"""So many sentences further a row of values without names follows the order of the last row."""


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
    sides = labelled(reading, sentence, places)
    for first, middle, last in _nested(reading, places):
        sides[first : last + 1] = _of_nested(reading, sentence, places, first, middle, last) or sides[first : last + 1]
    rows = _rows(reading, sentence, places, sides)
    closing = _closing_list(reading, sentence, places, rows)
    for first, last in rows:
        told = closing if closing is not None and last - first + 1 == len(closing) and not any(sides[first : last + 1]) else None
        told = told or _of_row(reading, sentence, places, sides, first, last, index, orders)
        if told is not None:
            sides[first : last + 1] = told
            if all(side is not None and side.reason is None for side in told):
                orders.told([side.arm for side in told if side is not None], index)
    return sides


def _nested(reading: Reading, places: Sequence[Place]) -> list[tuple[int, int, int]]:
    """(first, first after the link, last) of each "a and b versus c and d": as many values on either side of it."""
    found = []
    for middle in range(_PAIR, len(places) - 1):
        if not VERSUS.fullmatch(reading.folded, places[middle - 1][1], places[middle][0]):
            continue
        listed = [LISTED.fullmatch(reading.folded, places[i][1], places[i + 1][0]) is not None for i in (middle - _PAIR, middle)]
        if all(listed):
            found.append((middle - _PAIR, middle, middle + 1))
    return found


def _of_nested(reading: Reading, sentence: Span, places: Sequence[Place], first: int, middle: int, last: int) -> list[Side] | None:
    """The arms of "(66% and 64% versus 12% and 7%)": the first two of one arm, the others of the other."""
    between = distinct(reading.arms.between(places[middle - 1][1], places[middle][0]))
    named = between + distinct(reading.arms.between(places[last][1], min(sentence.end, places[last][1] + FOLLOWING)))[:1]
    if not between:
        difference = _difference(reading, places[first], places[middle])
        named = _order_before(reading, sentence, places[first][0], difference)
    if len(set(named)) != _PAIR or len(named) != _PAIR:
        return None
    return [Side(named[0])] * (middle - first) + [Side(named[1])] * (last - middle + 1)


def _rows(reading: Reading, sentence: Span, places: Sequence[Place], sides: Sequence[Side | None]) -> list[tuple[int, int]]:
    """(first, last) of the rows of values that are shared out together: linked by "versus", or a list that an order is told of."""
    rows: list[tuple[int, int]] = []
    first = 0
    while first < len(places):
        last, versus = first, False
        while last + 1 < len(places):
            gap = (reading.folded, places[last][1], places[last + 1][0])
            if VERSUS.fullmatch(*gap):
                if last > first and not versus:
                    break
                versus = True
            elif versus or not LISTED.fullmatch(*gap):
                break
            last += 1
        if last > first and any(side is None for side in sides[first : last + 1]):
            rows.append((first, last))
        first = last + 1
    return rows


def _closing_list(
    reading: Reading, sentence: Span, places: Sequence[Place], rows: Sequence[tuple[int, int]]
) -> Sequence[Side | None] | None:
    """The arms of "37 vs 4 had pain and 12 vs 15 slept, with A and B, respectively": the list behind the last row is every row's.

    None where a row is of another length, or where the sentence names an arm before the list.
    """
    if len(rows) < _PAIR or len({last - first for first, last in rows}) > 1:
        return None
    first, last = rows[-1]
    listed = listed_after(reading, places[last][1], sentence.end, last - first + 1)
    if listed is None or _RESPECTIVELY.match(reading.folded, places[last][1], sentence.end) is None:
        return None
    return None if reading.arms.between(sentence.start, places[last][1]) else [Side(arm) for arm in listed]


def _of_row(
    reading: Reading,
    sentence: Span,
    places: Sequence[Place],
    sides: Sequence[Side | None],
    first: int,
    last: int,
    index: int,
    orders: Orders,
) -> Sequence[Side | None] | None:
    """The arms of one row of values, or None where nothing tells their order."""
    count = last - first + 1
    versus = VERSUS.fullmatch(reading.folded, places[first][1], places[first + 1][0]) is not None
    own = list(sides[first : last + 1])
    listed = listed_after(reading, places[last][1], sentence.end, count)
    if listed is not None:
        return [Side(arm) for arm in listed]
    alone = None if versus else one_after(reading, places[last][1], places[last + 1][0] if last + 1 < len(places) else sentence.end)
    if alone is not None and all(side is None or side.arm == alone for side in own):
        return [Side(alone)] * count
    local = local_list(reading, places[last][1], sentence.end, count)
    if local is not None and not any(own):
        return local
    if any(own):
        return _completed(reading, own, orders) if versus and count == _PAIR else None
    bracketed = reading.folded[max(0, places[first][0] - 3) : places[first][0]].rstrip()[-1:] in ("(", "[", ",", ":")
    respectively = _RESPECTIVELY.match(reading.folded, places[last][1], sentence.end) is not None
    if not (versus or respectively or bracketed):
        shares = count == _PAIR and _TWO_SHARES.match(reading.folded, places[first][1], places[last][1] + 2) is not None
        return (_guessed(reading, sentence, index) if shares else None) or _as_named(reading, sentence, places[first][0], count)
    named = _order_before(
        reading, sentence, places[first][0], _difference(reading, places[first], places[last]) if count == _PAIR else 0
    )
    if len(named) == count:
        return [Side(arm) for arm in named]
    if len(named) > count and versus:
        return [Side(arm, "link_groups_guessed") for arm in named[-count:]]
    told = len(orders.arms) == count and index - orders.sentence <= _CARRY
    if not (versus or respectively):
        return [Side(arm, "link_order_guessed") for arm in orders.arms] if told and not named else None
    if len(named) == 1 and count == _PAIR:
        return _with_the_other(reading, sentence, places[first], places[last], named[0], orders)
    next_value = places[last + 1][0] if last + 1 < len(places) else sentence.end
    following = distinct(reading.arms.between(places[last][1], next_value))
    if not named and len(following) == count:
        return [Side(arm) for arm in following]
    if told:
        return [Side(arm, None if orders.sentence == index else "link_order_guessed") for arm in orders.arms]
    return _in_order(reading, index, count)


def _with_the_other(reading: Reading, sentence: Span, one: Place, last: Place, named: Arm, orders: Orders) -> list[Side | None]:
    """Two values after the one arm that the sentence names: its own first, unless it is the one that is compared with.

    "Compared with rest, those given A had fewer falls (a vs b)" follows either order: what its "fewer" agrees with. An arm
    that a semicolon parts from the values need not be theirs.
    """
    mentions = reading.arms.between(sentence.start, one[0])
    both = [Side(named), _other(reading, named, orders)]
    if _is_compared_with(reading, sentence, one[0]):
        return both[::-1]
    if _SET_AGAINST.match(reading.folded, sentence.start, mentions[0].start):
        told = list(_DIRECTION.finditer(reading.folded, mentions[-1].end, one[0]))
        difference = _difference(reading, one, last)
        if told and difference:
            return both if (1 if told[-1]["more"] else -1) == difference else both[::-1]
        return [side and replace(side, reason="link_order_guessed") for side in both]
    gap = reading.folded[mentions[-1].end : one[0]]
    if ";" in gap or _OF_OTHERS.search(gap):
        return [side and replace(side, reason="link_groups_guessed") for side in both]
    return both


def _guessed(reading: Reading, sentence: Span, index: int) -> list[Side | None] | None:
    """The sides of "3.8% and 5.9%" in a sentence that names no arm and no times that the two could be of."""
    if reading.arms.between(sentence.start, sentence.end) or len(reading.times.between(sentence.start, sentence.end)) > 1:
        return None
    return _in_order(reading, index, _PAIR)


def _as_named(reading: Reading, sentence: Span, stop: int, count: int) -> list[Side | None] | None:
    """As many values as the sentence names arms before them, "for A 20 and for B 23, and later 0 and 1": their order is a guess."""
    mentions = reading.arms.between(sentence.start, stop)
    named = distinct(mentions)
    compared = any(
        _SECOND.search(reading.folded, max(sentence.start, mention.start - _SECOND_REACH), mention.start) for mention in mentions
    )
    if compared or len(named) != count or len(reading.times.between(sentence.start, sentence.end)) >= count:
        return None
    return [Side(arm, "link_order_guessed") for arm in named]


def _in_order(reading: Reading, index: int, count: int) -> list[Side | None] | None:
    """Two values without any name, in the order in which the report has its two arms in mind: a guess."""
    likely = _named_together_before(reading, index) or reading.arms.likely_pair
    return [Side(arm, "link_order_guessed") for arm in likely] if count == _PAIR and likely is not None else None


def _named_together_before(reading: Reading, index: int) -> tuple[Arm, Arm] | None:
    """The two arms of the nearest earlier sentence that names two, in its order: the order that the report has in mind."""
    for earlier in reversed(reading.sentences.spans[:index]):
        named = distinct(reading.arms.between(earlier.start, earlier.end))
        if len(named) == _PAIR:
            return named[0], named[1]
    return None


def _difference(reading: Reading, one: Place, other: Place) -> int:
    """1 where the first of two values is the greater, -1 where the second is, else 0."""
    first, second = (_FIRST_NUMBER.search(reading.folded, *place) for place in (one, other))
    if first is None or second is None:
        return 0
    a, b = float(first[0]), float(second[0])
    return (a > b) - (a < b)


def _order_before(reading: Reading, sentence: Span, stop: int, difference: int) -> list[Arm]:
    """The arms named in the sentence before `stop`, in order.

    "Compared with A, B was higher (a vs b)" follows either order: the one that its "higher" agrees with, else the arm that is
    compared with comes second. difference: 1 where a is greater than b, -1 where b is, 0 where that is not known.
    """
    mentions = reading.arms.between(sentence.start, stop)
    named = distinct(mentions)
    if len(named) != 2 or not _SECOND.search(
        reading.folded, max(sentence.start, mentions[0].start - _SECOND_REACH), mentions[0].start
    ):
        return named
    subject = next(mention for mention in mentions if mention.arm == named[1])
    told = list(_DIRECTION.finditer(reading.folded, subject.end, stop))
    if told and difference:
        wanted = 1 if told[-1]["more"] else -1
        return [named[1], named[0]] if wanted == difference else named
    return [named[1], named[0]]


def _is_compared_with(reading: Reading, sentence: Span, stop: int) -> bool:
    """True where every arm named before `stop` is one that is compared with: "lower compared with the sham group (a vs b)"."""
    mentions = reading.arms.between(sentence.start, stop)
    return all(
        _SECOND.search(reading.folded, max(sentence.start, mention.start - _SECOND_REACH), mention.start) for mention in mentions
    )


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
