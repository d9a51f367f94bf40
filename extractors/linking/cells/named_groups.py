"""The groups that a report names, in its prose and in the sized heads of its tables, and which heads name them."""

from collections.abc import Iterable, Sequence

import regex

from extractors.context.arms import Arm, role_of
from extractors.fragments import any_of
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.patterns import compiled
from extractors.vocabulary.arms import COMPARATORS

_NUMBERED = compiled(
    r"(?:[\w-]{1,20}\s){0,2}(?:groups?|arms?|cohort|regimen|sequence|treatment)\s?[-#]?\s?(?:[A-H]|\d{1,2}|I{1,3}|IV|V)\b.{0,40}|(?-i:[A-D])|.{1,60}\s(?:groups?|arms?)",
    regex.IGNORECASE,
)
_COMPARATOR_WORD = compiled(rf"(?:{any_of(COMPARATORS)})s?", regex.IGNORECASE)
_SHORT_ARM = compiled(r"Exp(?:t|er)?\.?|Con(?:t|tr)?\.?|Ctrl?\.?|C[tn]l|Cntl|Interv?\.?|Plac\.?|P[Bb]O|PLA|[CEI]G")
"""An arm's name cut short: "Exp" beside "Con", "IG" beside "CG"."""
_ABBREVIATED = compiled(r"\s[(\[][^()\[\]]{1,12}[)\]]$")
_SMALL = frozenset(
    {
        "group",
        "groups",
        "arm",
        "arms",
        "the",
        "patients",
        "participants",
        "subjects",
        "only",
        "alone",
        "treated",
        "treatment",
        "therapy",
        "a",
        "an",
        "of",
        "in",
    }
)
_WORD = compiled(r"[<>≤≥]|[^\W_]+(?:[.][^\W_]+)*")
_CALLED_SO = compiled(
    r"(?:'s)?(?:\s?\([^()]{1,30}\))?[\s-](?:(?:treatment|study|intervention|therapy|training|diet)\s)?(?:groups?|arms?)\b|\s?\(n\s?=\s?\d",
    regex.IGNORECASE,
)
_GIVEN = compiled(
    r"\b(?:assigned|allocated|randomi[sz]ed|receiv(?:ed?|ing)|treated|given|vs\.?|versus|compared)\s(?:(?:to|with|either)\s){0,2}(?:the\s)?$",
    regex.IGNORECASE,
)
_REACH = 40
_NO_NAMES = frozenset(
    {
        "age",
        "sex",
        "gender",
        "ethnic",
        "risk",
        "weight",
        "patient",
        "patients",
        "study",
        "treatment",
        "diagnostic",
        "muscle",
        "food",
        "blood",
        "racial",
        "income",
        "social",
        "occupational",
        "functional",
    }
)
"""Of which "age group" makes no group that was treated."""
_LONGEST_LABEL = 9
_FEWEST_LETTERS = 4
_LIGHTEST = 8
"""How many times lighter than the heaviest an arm of the prose may be."""
_TWO = 2


def key_of(label: str) -> str:
    """A label's words without those that any group has, for telling whether two labels name one group."""
    words = _WORD.findall(label.lower())
    kept = [word for word in words if word not in _SMALL] or words
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in kept)


class Groups:
    """The groups that a report's prose and the sized heads of its tables name."""

    def __init__(self, arms: Iterable[Arm], tables: Iterable[Table], heads: Heads, prose: str) -> None:
        self._prose = prose.lower()
        self._arms: dict[str, Arm] = {}
        arms = list(arms)
        heaviest = max((arm.weight for arm in arms), default=0)
        for arm in arms:
            if _LIGHTEST * arm.weight < heaviest:
                continue  # "the dietary group" once, in an article that speaks of its arms fifty times
            for label in (arm.label, *arm.spellings):
                self._arms.setdefault(key_of(label), arm)
        self._sized: set[str] = set()
        for table in tables:
            by_level: dict[int, set[str]] = {}
            for span in {span for chain in table.columns.values() for span in chain}:
                head = heads.at(span)
                if head.size is not None and head.name and not head.is_total and head.time is None and head.unit is None:
                    by_level.setdefault(table.levels.get(span, 0), set()).add(key_of(head.name))
            self._sized.update(*(names for names in by_level.values() if len(names) > 1))

    @property
    def are_several(self) -> bool:
        """Whether the report's prose tells of more than one arm."""
        return len({arm.label for arm in self._arms.values()}) > 1

    def arm_of(self, label: str) -> Arm | None:
        """The arm of the prose that a label names."""
        return self._arms.get(key_of(label))

    def knows(self, label: str) -> bool:
        """Whether a label is an arm's, a sized group's or a comparator's."""
        return (
            self.arm_of(label) is not None or self.is_sized(label) or _COMPARATOR_WORD.fullmatch(label.lower().strip()) is not None
        )

    def is_sized(self, label: str) -> bool:
        """Whether a head of the report's tables gives the size of a group of this name."""
        return key_of(label) in self._sized

    def are_told_of(self, label: str) -> bool:
        """Whether the report's text calls what the label names a group, or something given: "the laser group", "received laser"."""
        words = " ".join(label.lower().split())
        if len(words) < _TWO or words in _NO_NAMES:
            return False
        at = self._prose.find(words)
        while at >= 0:
            end = at + len(words)
            whole = not (self._prose[max(0, at - 1) : at].isalnum() or self._prose[end : end + 1].isalnum())
            if whole and (_CALLED_SO.match(self._prose, end) or _GIVEN.search(self._prose[max(0, at - _REACH) : at])):
                return True
            at = self._prose.find(words, at + 1)
        return False

    def alike(self, label: str) -> bool:
        """Whether a label is a known group's, each of its words cut short: "Enteral F" for the "enteral feeding group"."""
        words = key_of(label).split()
        known = (key.split() for key in (*self._arms, *self._sized))
        return len("".join(words)) >= _FEWEST_LETTERS and any(
            len(words) == len(other) and len(words) > 1 and all(map(str.startswith, other, words)) and other[0] == words[0]
            for other in known
        )

    def surely(self, head: Head) -> bool:
        """Whether a head names a group that the report names elsewhere, or says its size: more than a letter."""
        return len(head.name) > 1 and self.names(head)

    def is_told(self, head: Head) -> bool:
        """Whether a head names a group that the report tells of, or that a number or letter marks ("Group 2"), and no kind ("Blood group")."""
        return len(head.name) > 1 and (self.knows(head.name) or (self.names(head) and not _is_of_a_kind(head.name)))

    def is_arm(self, head: Head) -> bool:
        """Whether the prose tells of an arm of this name, or it is what others are compared with."""
        return self.arm_of(head.name) is not None or _COMPARATOR_WORD.fullmatch(head.name.lower()) is not None

    def names(self, head: Head) -> bool:
        """Whether a head's own words say that it names a group."""
        name = _ABBREVIATED.sub("", head.name)
        words = name.split()
        if not words or len(words) > _LONGEST_LABEL or head.unit is not None:
            return False
        keys = {key_of(name), key_of(head.name)}
        if not keys.isdisjoint(self._arms) or not keys.isdisjoint(self._sized):
            return True
        if _NUMBERED.fullmatch(name) or _SHORT_ARM.fullmatch(name):
            return True
        return _COMPARATOR_WORD.fullmatch(" ".join(word for word in name.lower().split() if word not in _SMALL)) is not None


def _is_of_a_kind(label: str) -> bool:
    """Whether a label calls a sort of people or things a group: "Blood group"."""
    return compiled(r"\sgroups?$").sub("", label.lower()) in _NO_NAMES


def comparator_last(labels: Sequence[str], groups: Groups) -> tuple[tuple[str, str] | None, bool]:
    """(group, comparator) of two labels, and whether words say which is which."""
    if len(labels) != _TWO:
        return None, False
    first, second = labels
    roles = [arm.role if (arm := groups.arm_of(label)) is not None and arm.role is not None else role_of(label) for label in labels]
    is_comparator = [role is not None and role.value == "comparator" for role in roles]
    if is_comparator == [True, False]:
        return (second, first), True
    return (first, second), is_comparator == [False, True]
