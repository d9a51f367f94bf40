"""The two sides of a trial: what it tests, and what it compares that with.

Decided once for a report, and the same for every row: a placebo, a control or usual care is what is compared with; of "A"
and "A plus B", of "B" and "no B" it is the one without; of two treatments like any others the one that the report, title
first, names second. Where a report has more arms than two, what its words do not call a comparator is tested.
"""

from collections.abc import Sequence

import regex

from extractors.context.arm_labels import lowered
from extractors.context.arm_words import ArmWords, numbered, telling_words, words_of
from extractors.context.arms import Arm, Arms, role_of
from extractors.patterns import compiled
from schemas.vocabulary import GroupRole

_LIGHT = 4
"""A comparator by its words that weighs so many times less than two other arms is another name of one of them."""
_PAIR = 2
_SHORT = 4
"""Words of fewer letters begin too many others."""
_LESSER = compiled(
    r"\b(?:no|non|without|delayed|deferred|standard|conventional|usual|routine|monotherapy|alone|reference|comparison)\b",
    regex.IGNORECASE,
)
"""Words that make an arm the one that is compared with where the other arm has none of them."""
_ABSENCE = compiled(r"(?:no|not|without)\b|non-", regex.IGNORECASE)
_UNTELLING = compiled(r"\s(?:alone|only|groups?|arms?)$", regex.IGNORECASE)


class Sides:
    """Which side of its trial each arm of a report is on."""

    def __init__(self, folded: str, arms: Arms) -> None:
        self._words = {arm: words_of(folded, arm) for arm in arms.arms}
        self._by_label = {spelling.lower(): arm for arm in arms.arms for spelling in (arm.label, *arm.spellings)}
        self._roles = _roles(folded, arms.arms, self._words)

    def of(self, label: str | None) -> GroupRole | None:
        """The side of the arm that a row calls `label`; None where the row is no arm's or nothing tells."""
        if label is None:
            return None
        bare = _UNTELLING.sub("", label.lower())
        arm = self._by_label.get(label.lower()) or self._by_label.get(bare) or self._nearest(label)
        if arm is not None:
            return self._roles[arm]
        lesser = _ABSENCE.match(label) or (_LESSER.search(label) and GroupRole.EXPERIMENTAL in self._roles.values())
        return GroupRole.COMPARATOR if lesser else role_of(label)

    def _nearest(self, label: str) -> Arm | None:
        """The one arm that shares most words with a label that is none of the report's own spellings."""
        if role_of(label) is GroupRole.COMPARATOR or _ABSENCE.match(label):
            return None
        words = frozenset(telling_words(label))
        ranked = sorted(
            ((len(words & told.names), -len(told.names - words), arm) for arm, told in self._words.items()),
            key=lambda rank: rank[:2],
            reverse=True,
        )
        if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            return None
        return ranked[0][2]


def _roles(folded: str, arms: Sequence[Arm], words: dict[Arm, ArmWords]) -> dict[Arm, GroupRole]:
    """The side of each arm; of a report with a group A and a group B these two are the arms."""
    lettered = [arm for arm in arms if numbered(arm.label)]
    if len(lettered) == _PAIR:
        told = dict.fromkeys(arms, GroupRole.EXPERIMENTAL) | _roles_of(folded, lettered, words)
        return told | {arm: GroupRole.COMPARATOR for arm in arms if arm.role is GroupRole.COMPARATOR}
    return _roles_of(folded, arms, words)


def _roles_of(folded: str, arms: Sequence[Arm], words: dict[Arm, ArmWords]) -> dict[Arm, GroupRole]:
    """The side of each of `arms`: by words, else as `_of_likes` says."""
    comparators = [arm for arm in arms if words[arm].role is GroupRole.COMPARATOR]
    others = [arm for arm in arms if arm not in comparators]
    if (not others and len(comparators) >= _PAIR) or (
        len(others) >= _PAIR and comparators and comparators[0].weight * _LIGHT <= others[1].weight
    ):
        comparators, others = [], list(arms)
    if not comparators:
        comparators = _of_likes(folded, others, words)
    told = {arm: GroupRole.COMPARATOR if arm in comparators else GroupRole.EXPERIMENTAL for arm in arms}
    if any(role is GroupRole.EXPERIMENTAL and not _ABSENCE.match(arm.label) for arm, role in told.items()):
        told |= {arm: GroupRole.COMPARATOR for arm in arms if _ABSENCE.match(arm.label)}
    return told


def _of_likes(folded: str, arms: Sequence[Arm], words: dict[Arm, ArmWords]) -> list[Arm]:
    """The arms that are compared with, where no words call one so: all but the one of the two heaviest that is tested."""
    if len(arms) < _PAIR:
        return []
    one, other = sorted(arms, key=lambda arm: -arm.weight)[:_PAIR]
    first = _more(one, other, words) or _named_first(folded, one, other, words)
    return [arm for arm in arms if arm != first and (arm in (one, other) or not _part_of(arm, first, words))]


def _part_of(arm: Arm, first: Arm, words: dict[Arm, ArmWords]) -> bool:
    """True where a lighter arm is another name of the first: it has its words, or its label is a part of the other's."""
    return words[arm].consists_of >= words[first].consists_of or arm.label.lower() in first.label.lower()


def _more(one: Arm, other: Arm, words: dict[Arm, ArmWords]) -> Arm | None:
    """The arm that has what the other has and more, or that no word calls the lesser one while one calls the other so."""
    if words[one].consists_of < words[other].consists_of and words[one].consists_of:
        return other
    if words[other].consists_of < words[one].consists_of and words[other].consists_of:
        return one
    lesser = [arm for arm in (one, other) if any(_LESSER.search(label) for label in (arm.label, *arm.spellings))]
    return (other if lesser == [one] else one) if len(lesser) == 1 else None


def _named_first(folded: str, one: Arm, other: Arm, words: dict[Arm, ArmWords]) -> Arm:
    """The arm that the text names first, by any word that the other does not have; "group A" and "group B" by their letters alone."""
    if numbered(one.label) and numbered(other.label):
        text = lowered(folded)
        return other if text.find(other.label.lower()) < text.find(one.label.lower()) else one
    shared = words[one].names & words[other].names
    places = [_first_place(folded, words[arm].names - shared) for arm in (one, other)]
    return other if places[1] < places[0] else one


def _first_place(folded: str, words: frozenset[str]) -> int:
    """Where the first of the words stands in the text."""
    text = lowered(folded)
    return min((at for word in words if (at := _begins_a_word(text, word)) >= 0), default=len(text))


def _begins_a_word(text: str, word: str) -> int:
    """Where a word of the text first begins with `word`, or -1; a short word must be the whole of it."""
    at = text.find(word)
    while at >= 0 and (text[at - 1 : at].isalnum() or (len(word) < _SHORT and text[at + len(word) : at + len(word) + 1].isalnum())):
        at = text.find(word, at + 1)
    return at
