"""The arms of a trial as its report names them, and where in the text each is named."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractors.context.arm_candidates import Candidates, candidates
from extractors.context.arm_labels import NOBODY_OF, STRONG, lowered
from extractors.context.arm_roles import role_of as role_of
from extractors.context.implied_arms import implied_arms
from extractors.context.same_arms import one_comparator, one_experimental, one_placebo, printed_most
from extractors.patterns import compiled
from extractors.vocabulary.arms import SUBGROUPS
from schemas.vocabulary import GroupRole

_ADDS_AFTER = compiled(r"\s?(?:[+/&-]|plus\b|and\b|with\b|combined\swith\b|followed\sby\b)")
_ADDS_BEFORE = compiled(r"(?:[+/&]|\bplus|\band|\bwith)\s?$")
_NO_ARM = compiled(
    r"\b(?:disease|tumou?r|local|locoregional|regional|pain|weight|symptom|seizure|birth|emesis|emetic|vomiting|nausea|quality|glyc\w+|infection|positive|negative|historical)\s$",
    regex.IGNORECASE,
)
"""What stands before a "control" that is no arm: "disease control rate"."""
_COUNTED_CONTROLS = compiled(
    r"(?<![\w.,/-])(?:\d{1,5}|two|three|four|five|six|seven|eight|nine|ten)\s(?P<name>controls)(?=\s?[(\[]\s?\d)", regex.IGNORECASE
)
_SUBGROUP = compiled(rf"(?:{'|'.join(SUBGROUPS)})(?:\s(?:patients?|disease))?", regex.IGNORECASE)
_ENDING = compiled(r"(?<=\w{5})(?:e?ment|er|ing|ed|e)$")
_UNTELLING = frozenset({"group", "arm", "treated", "therapy", "treatment", "patient", "alone"})
_WORD = compiled(r"\w")
_ABSENT = compiled(
    r"\b(?P<no>no|without)\s(?:(?:adjuvant|neoadjuvant|further|additional|concurrent|oral|systemic|any)\s)?$", regex.IGNORECASE
)
_LONGEST_ABSENCE = 26
_WITHOUT = compiled(r"(?<!\bwith\s(?:or|and)\s|\bwith/)\bwithout\s(?:the\s)?$", regex.IGNORECASE)
_DIGIT = compiled(r"\d")
_IN_WORD = compiled(r"[\w-]")
_BEFORE_DOSE = compiled(r"(?<![\w-])[A-Za-z]{2,6}-$")
_LONGEST_PREFIX = 7
_PAIR = 2
_DOMINANT = 2
"""An arm with so many times the weight of the next one stands for its side of the trial."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: the label that the report prints most often, its role as far as words say, other spellings.

    weight: how strongly the report suggests that this is an arm.
    """

    label: str
    role: GroupRole | None
    spellings: tuple[str, ...]
    weight: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ArmMention:
    """A place where the text names an arm."""

    start: int
    end: int
    arm: Arm


class Arms:
    """The arms of one document."""

    def __init__(self, folded: str) -> None:
        self.arms = _merged(folded, candidates(folded))
        self.mentions = _mentions(folded, self.arms)
        self.mentions = sorted(
            [*self.mentions, *self._controls(folded), *self._absences(folded)], key=lambda mention: mention.start
        )
        self._starts = [mention.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[ArmMention]:
        """Mentions inside folded[start:end], in order."""
        first = bisect_left(self._starts, start)
        return [mention for mention in self.mentions[first : bisect_left(self._starts, end)] if mention.end <= end]

    def _controls(self, folded: str) -> list[ArmMention]:
        """ "16 controls": those who got what the trial's pair compares with, where no arm is called so."""
        pair = self.pair
        if pair is None or any("control" in spelling.lower() for arm in self.arms for spelling in (arm.label, *arm.spellings)):
            return []
        return [ArmMention(match.start("name"), match.end("name"), pair[1]) for match in _COUNTED_CONTROLS.finditer(folded)]

    def _absences(self, folded: str) -> list[ArmMention]:
        """ "without zolmidol": those who got what the trial's pair compares with, where no arm is called so."""
        pair = self.pair
        if pair is None or pair[1].role is not GroupRole.COMPARATOR:
            return []
        spellings = {spelling.lower() for arm in self.arms for spelling in (arm.label, *arm.spellings)}
        found: dict[int, ArmMention] = {}
        for spelling in sorted({spelling.lower() for spelling in (pair[0].label, *pair[0].spellings)}):
            for start, whole, _, end, _ in _places(folded, spelling, 0):
                absence = _WITHOUT.search(folded, max(0, start - _LONGEST_ABSENCE), start) if whole else None
                if absence is not None and f"without {spelling}" not in spellings and not NOBODY_OF.match(folded, end):
                    found[absence.start()] = ArmMention(absence.start(), end, pair[1])
        return list(found.values())

    @property
    def pair(self) -> tuple[Arm, Arm] | None:
        """(experimental, comparator) where one of each stands out, or the only two in the order of the text; else None."""
        arms = [arm for arm in self.arms if not _SUBGROUP.fullmatch(arm.label)]
        comparator = _dominant([arm for arm in arms if arm.role is GroupRole.COMPARATOR], 1)
        others = [arm for arm in arms if arm.role is not GroupRole.COMPARATOR]
        if comparator:
            other = _dominant(others, 1)
            return (other[0], comparator[0]) if other else None
        both = _dominant(others, 2) if len(others) == len(arms) else ()
        if not both:
            return None
        first = next((mention.arm for mention in self.mentions if mention.arm in both), both[0])
        return first, both[1] if first == both[0] else both[0]

    @property
    def several(self) -> bool:
        """True where more than two arms stand out: a test between "the groups" is then of no pair."""
        arms = [arm for arm in self.arms if not _SUBGROUP.fullmatch(arm.label)]
        return sum(_DOMINANT * arm.weight >= arms[0].weight for arm in arms) > 2 if arms else False

    @property
    def likely_pair(self) -> tuple[Arm, Arm] | None:
        """(experimental, comparator): `pair`, or the heaviest arm of each side where others come near them; a guess."""
        if self.pair is not None:
            return self.pair
        arms = [arm for arm in self.arms if not _SUBGROUP.fullmatch(arm.label)]
        comparator = next((arm for arm in arms if arm.role is GroupRole.COMPARATOR), None)
        others = [arm for arm in arms if arm.role is not GroupRole.COMPARATOR]
        if comparator is not None:
            return (others[0], comparator) if others else None
        if len(others) < _PAIR:
            return None
        first = next((mention.arm for mention in self.mentions if mention.arm in others[:_PAIR]), others[0])
        return first, others[1] if first == others[0] else others[0]


def stands_out(arms: Sequence[Arm]) -> bool:
    """True where the first of `arms`, heaviest first, has no other near it in weight."""
    return bool(_dominant(arms, 1))


def _dominant(arms: Sequence[Arm], count: int) -> tuple[Arm, ...]:
    """The first `count` arms where no other comes near them in weight, else none."""
    if len(arms) < count or (len(arms) > count and arms[count - 1].weight < _DOMINANT * arms[count].weight):
        return ()
    return tuple(arms[:count])


def ordered(first: Arm, second: Arm) -> tuple[Arm, Arm]:
    """(group, comparator): the comparator second where words say which it is, else as given."""
    if first.role is GroupRole.COMPARATOR and second.role is not GroupRole.COMPARATOR:
        return second, first
    return first, second


def _key(label: str) -> str:
    """What two spellings of one arm share: words without plurals and endings ("case managers", "case management")."""
    words = (compiled(r"s$").sub("", word) for word in compiled(r"[\w+]+").findall(label.lower()))
    return " ".join(_ENDING.sub("", word) for word in words if word not in _UNTELLING) or label.lower()


def _merged(folded: str, found: Candidates) -> tuple[Arm, ...]:
    """One arm for the labels that differ in spelling only, heaviest first; weak candidates give way to strong ones."""
    same_as = _aliased(found)
    by_key: dict[frozenset[str], Counter[str]] = {}
    for label, weight in found.weights.items():
        key = frozenset(_key(label).split())
        by_key.setdefault(same_as.get(key, key), Counter())[label] += weight
    for one, other in found.aliases:
        key = frozenset(_key(one).split())
        if (labels_of_one := by_key.get(same_as.get(key, key))) is not None:  # else no place but the bracket suggests it
            labels_of_one[other] += 0
    ranked = sorted(by_key.values(), key=lambda labels: (-sum(labels.values()), min(labels)))
    strong = [labels for labels in ranked if sum(labels.values()) >= STRONG] or ranked
    if all(_arm(labels).role is GroupRole.COMPARATOR for labels in strong):
        strong += [
            labels for labels in ranked if sum(labels.values()) == STRONG - 1 and _arm(labels).role is not GroupRole.COMPARATOR
        ][:1]
    return _with_what_is_added([_arm(labels) for labels in one_experimental(one_comparator(folded, one_placebo(strong)))])


def _with_what_is_added(arms: list[Arm]) -> tuple[Arm, ...]:
    """Of "A" and "A plus B", of "B" and "no B", one is what the other is compared with, where words call no arm so."""
    if any(arm.role is GroupRole.COMPARATOR for arm in arms):
        return tuple(arms)
    return tuple(replace(arm, role=GroupRole.COMPARATOR) if sum(_lacks(arm, other) for other in arms) == 1 else arm for arm in arms)


def _lacks(arm: Arm, other: Arm) -> bool:
    """True where `arm` is `other` without what `other` adds, or its absence."""
    one, more = arm.label.lower(), other.label.lower()
    return one != more and (
        one.removeprefix("no").removeprefix("n-").strip(" -") == more
        or (_ADDS_AFTER.match(more.removeprefix(one)) is not None and more.startswith(one))
        or (_ADDS_BEFORE.search(more.removesuffix(one)) is not None and more.endswith(one))
    )


def _aliased(found: Candidates) -> dict[frozenset[str], frozenset[str]]:
    """The words of a label to the words of the first label that names the same arm."""
    same_as: dict[frozenset[str], frozenset[str]] = {}
    for one, other in found.aliases:
        key, alias = frozenset(_key(one).split()), frozenset(_key(other).split())
        if same_as.get(key, key) != alias:
            same_as[alias] = same_as.get(key, key)
    return same_as


def _arm(labels: Counter[str]) -> Arm:
    """The arm of some spellings. "Group P" that is also called "placebo" is the comparator: a letter says nothing of its own."""
    label = printed_most(labels)
    roles = [role_of(label), *(role_of(spelling) for spelling in sorted(labels) if role_of(label) is None)]
    role = roles[0] or (GroupRole.COMPARATOR if GroupRole.COMPARATOR in roles else None)
    return Arm(label=label, role=role, spellings=tuple(sorted(labels)), weight=sum(labels.values()))


def _mentions(folded: str, arms: tuple[Arm, ...]) -> list[ArmMention]:
    spellings: dict[str, Arm] = {}
    for arm in arms:
        for spelling in (*arm.spellings, arm.label):
            spellings.setdefault(spelling.lower(), arm)
    if not spellings:
        return []
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    places = (place for rank, spelling in enumerate(longest_first) for place in _places(folded, spelling, rank))
    found: list[ArmMention] = []
    for start, _, _, end, spelling in sorted(places):
        if not found or start >= found[-1].end:
            if spelling == "control" and _NO_ARM.search(folded, max(0, start - 20), start):
                continue
            named: Arm | None = spellings[spelling]
            absence = _ABSENT.search(folded, max(0, start - _LONGEST_ABSENCE), start)
            if absence is not None and not NOBODY_OF.match(
                folded, end
            ):  # "no adjuvant zolmidol" is no mention of the arm that gets it
                named = spellings.get(f"{absence['no'].lower()} {spelling}")
            if named is not None:
                found.append(ArmMention(start, end, named))
    taken = {mention.start for mention in found}
    implied = implied_arms(folded, [(mention.start, mention.end) for mention in found], spellings)
    found += [ArmMention(start, end, spellings[label]) for start, end, label in implied if start not in taken]
    return sorted(found, key=lambda mention: mention.start)


def _places(folded: str, spelling: str, rank: int) -> Iterator[tuple[int, bool, int, int, str]]:
    """Where a text prints a spelling as words of their own, in capitals or not, in the plural or not, or after "UC-" where it begins with a dose."""
    text = lowered(folded)
    at = text.find(spelling)
    while at >= 0:
        end = at + len(spelling)
        end += text[end : end + 1] == "s"
        if not _WORD.match(text, end):
            if at == 0 or not _IN_WORD.match(text, at - 1):
                yield at, True, rank, end, spelling
            elif _DIGIT.match(text, at) and (prefix := _BEFORE_DOSE.search(folded, max(0, at - _LONGEST_PREFIX), at)):
                yield prefix.start(), False, rank, end, spelling
        at = text.find(spelling, at + 1)
