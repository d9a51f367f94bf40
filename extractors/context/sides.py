"""The two sides of a trial: what it tests, and what it compares that with.

Decided once for a report, and the same for every row: a placebo, a control or usual care is what is compared with; of "A"
and "A plus B", of "B" and "no B" it is the one without; of two treatments like any others the one that is found no better, else
the one that the title, or the allocation, or the report, names second. Where a report has more arms than two, what its words do not call a comparator is tested.
"""

from collections.abc import Sequence

import regex

from extractors.context.arm_labels import cleaned, lowered
from extractors.context.arm_words import ArmWords, numbered, telling_words, words_of
from extractors.context.arms import Arm, Arms, role_of
from extractors.context.double_dummy import is_double_dummy, without_dummy
from extractors.context.sentence import sentences
from extractors.patterns import compiled
from schemas.vocabulary import GroupRole

_LIGHT = 4
"""A comparator by its words that weighs so many times less than two other arms is another name of one of them."""
_PAIR = 2
_CAPITALS = compiled(r"[A-Z]{2,8}")
_SHORT = 4
"""Words of fewer letters begin too many others."""
_LESSER = compiled(
    r"\b(?:no|non|without|delayed|deferred|standard|conventional|usual|routine|monotherapy|alone|reference|comparison)\b",
    regex.IGNORECASE,
)
"""Words that make an arm the one that is compared with where the other arm has none of them."""
_ALLOCATION = compiled(r"\b(?:random(?:i[sz]ed|ly)|assigned|allocated|received|receiving)\b", regex.IGNORECASE)
_BETTER = compiled(
    r"\b(?:superior\sto|better\sthan|more\seffective\sthan|more\sefficacious\sthan|non-?inferior\sto|equivalent\sto|as\seffective\sas|(?:improve[sd]?|reduce[sd]?|prolong(?:s|ed)?)\b[^.;]{3,80}?\b(?:compared\swith|compared\sto|over|versus|than|relative\sto))\s",
    regex.IGNORECASE,
)
_BETTER_REACH = 90
_OR = compiled(r"\bor\b", regex.IGNORECASE)
_AGAINST = compiled(r"\b(?:versus|vs|compared|than|over)\b", regex.IGNORECASE)
_ABSENCE = compiled(r"(?:no|not|without)\b|non-", regex.IGNORECASE)
_UNTELLING = compiled(r"\s(?:alone|only|groups?|arms?)$", regex.IGNORECASE)


class Sides:
    """Which side of its trial each arm of a report is on."""

    def __init__(self, folded: str, arms: Arms) -> None:
        self._double_dummy = is_double_dummy(folded)
        self._words = {arm: words_of(folded, arm) for arm in arms.arms}
        self._by_label = {spelling.lower(): arm for arm in arms.arms for spelling in (arm.label, *arm.spellings)}
        self._roles = _roles(folded, arms, self._words)

    def of(self, label: str | None) -> GroupRole | None:
        """The side of the arm that a row calls `label`; None where the row is no arm's or nothing tells."""
        if label is None:
            return None
        if self._double_dummy:
            label = without_dummy(label)
        bare = _UNTELLING.sub("", label.lower())
        plain = (cleaned(label) or label).lower()
        arm = self._by_label.get(label.lower()) or self._by_label.get(bare) or self._by_label.get(plain) or self._nearest(label)
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


def _roles(folded: str, named: Arms, words: dict[Arm, ArmWords]) -> dict[Arm, GroupRole]:
    """The side of each arm; of a report with a group A and a group B these two are the arms."""
    arms = named.arms
    lettered = [arm for arm in arms if numbered(arm.label)]
    if len(lettered) == _PAIR:
        told = dict.fromkeys(arms, GroupRole.EXPERIMENTAL) | _roles_of(folded, named, lettered, words)
        return told | {arm: GroupRole.COMPARATOR for arm in arms if arm.role is GroupRole.COMPARATOR}
    return _roles_of(folded, named, arms, words)


def _roles_of(folded: str, named: Arms, arms: Sequence[Arm], words: dict[Arm, ArmWords]) -> dict[Arm, GroupRole]:
    """The side of each of `arms`: by words, else as `_of_likes` says."""
    comparators = [arm for arm in arms if words[arm].role is GroupRole.COMPARATOR]
    others = [arm for arm in arms if arm not in comparators]
    if (not others and len(comparators) >= _PAIR) or (
        len(others) >= _PAIR and comparators and comparators[0].weight * _LIGHT <= others[1].weight
    ):
        comparators, others = [], list(arms)
    if not comparators:
        comparators = _of_likes(folded, named, others, words)
    told = {arm: GroupRole.COMPARATOR if arm in comparators else GroupRole.EXPERIMENTAL for arm in arms}
    if any(role is GroupRole.EXPERIMENTAL and not _ABSENCE.match(arm.label) for arm, role in told.items()):
        told |= {arm: GroupRole.COMPARATOR for arm in arms if _ABSENCE.match(arm.label)}
    return told


def _of_likes(folded: str, named: Arms, arms: Sequence[Arm], words: dict[Arm, ArmWords]) -> list[Arm]:
    """The arms that are compared with, where no words call one so: all but the one of the two heaviest that is tested."""
    if len(arms) < _PAIR:
        return []
    one, other = sorted(arms, key=lambda arm: -arm.weight)[:_PAIR]
    first = (
        _found_better(named, one, other, folded)
        or _more(one, other, words)
        or _first_of_title(folded, one, other, words)
        or _allocated_first(folded, named, one, other)
        or _named_first(folded, one, other, words)
    )
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
    longer = _longer_abbreviation(one, other)
    if longer is not None:
        return longer
    lesser = [arm for arm in (one, other) if any(_LESSER.search(label) for label in (arm.label, *arm.spellings))]
    return (other if lesser == [one] else one) if len(lesser) == 1 else None


def _longer_abbreviation(one: Arm, other: Arm) -> Arm | None:
    """The arm whose abbreviation is the other's with letters added: "EDC" beside "ED", "PTM" beside "PT"."""
    short, long = sorted((one, other), key=lambda arm: len(arm.label))
    if not all(_CAPITALS.fullmatch(arm.label) for arm in (short, long)) or short.label == long.label:
        return None
    return long if long.label.startswith(short.label) or long.label.endswith(short.label) else None


def _found_better(named: Arms, one: Arm, other: Arm, folded: str) -> Arm | None:
    """The arm that the report asks or finds to be better than the other: "whether A is superior to B", "A improved sleep compared with B"."""
    votes = {one: 0, other: 0}
    for match in _BETTER.finditer(folded):
        before = named.between(max(0, match.start() - _BETTER_REACH), match.start())
        after = named.between(match.end(), match.end() + _BETTER_REACH)
        if before and after and {before[-1].arm, after[0].arm} == {one, other}:
            votes[before[-1].arm] += 1
    return None if votes[one] == votes[other] else max(votes, key=votes.__getitem__)


def _first_of_title(folded: str, one: Arm, other: Arm, words: dict[Arm, ArmWords]) -> Arm | None:
    """The arm that a title names first, where it sets both against each other; "A or B" puts neither first."""
    if numbered(one.label) and numbered(other.label):
        return None
    end = sentences(folded)[0].end
    shared = words[one].names & words[other].names
    places = {arm: _first_place(folded, words[arm].names - shared) for arm in (one, other)}
    first, second = sorted(places.values())
    if second >= end or (_OR.search(folded, first, second) and not _AGAINST.search(folded, first, second)):
        return None
    return min(places, key=places.__getitem__)


def _allocated_first(folded: str, named: Arms, one: Arm, other: Arm) -> Arm | None:
    """The arm that the report names first where it first tells of the allocation of both."""
    for sentence in sentences(folded):
        if _ALLOCATION.search(folded, sentence.start, sentence.end) is None:
            continue
        mentions = named.between(sentence.start, sentence.end)
        told = list(dict.fromkeys(mention.arm for mention in mentions if mention.arm in (one, other)))
        if len(told) == _PAIR:
            return told[0]
    return None


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
