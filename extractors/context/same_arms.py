"""Which labels name one arm: what the trial tests and "the intervention", what it compares with and "the controls".

Labels come as counters, one an arm: each spelling with the weight of the places that suggest it.
"""

from collections import Counter
from collections.abc import Sequence

import regex

from extractors.context.arm_labels import lowered
from extractors.context.arm_roles import role_of
from extractors.context.sentence import sentences
from extractors.patterns import compiled
from schemas.vocabulary import GroupRole

_UNNAMED = frozenset(
    {"treatment", "intervention", "experimental", "active", "treated", "study drug", "therapy", "study group", "study arm"}
)
_ALSO_BARE = frozenset({"intervention", "program", "programme"})
_CONTROL = frozenset({"control", "controls"})
_CONTROL_WORD = compiled(r"\bcontrols?\b")
_INERT = compiled(r"\b(?:saline|vehicle|sham|placebo|dummy)\b", regex.IGNORECASE)
_STANDARD = compiled(r"\b(?:standard|conventional|usual|routine|no|without)\b", regex.IGNORECASE)
"""Words of what is compared with, though they make no label a comparator."""
_DOMINANT = 2
"""An arm with so many times the weight of another pushes it aside."""

Labels = Counter[str]


def printed_most(labels: Labels) -> str:
    """The spelling of an arm that the report prints most."""
    return max(sorted(labels), key=labels.__getitem__)


def one_experimental(arms: list[Labels]) -> list[Labels]:
    """ "The treatment group" is the one arm that has a name, where there is one such arm beside the comparator."""
    named = [labels for labels in arms if not _compares(labels) and printed_most(labels).lower() not in _UNNAMED]
    unnamed = [labels for labels in arms if printed_most(labels).lower() in _UNNAMED]
    if len(named) == 1 and not unnamed and len(arms) > 1:
        last = printed_most(named[0]).lower().split()[-1]
        if last in _ALSO_BARE and last != printed_most(named[0]).lower():
            named[0][last] += 0  # "the intervention" beside controls is the one that has a name
    if len(named) != 1 or not unnamed or _STANDARD.search(printed_most(named[0])):
        heaviest = max((labels.total() for labels in named), default=0)
        return [labels for labels in arms if labels not in unnamed or _DOMINANT * labels.total() >= heaviest]
    return _as_one(arms, [named[0], *unnamed])


def one_placebo(arms: list[Labels]) -> list[Labels]:
    """Placebo and what it consists of (saline, vehicle, sham) are one arm where the document has both."""
    same = [labels for labels in arms if any(_INERT.search(label) for label in labels)]
    if len(same) < 2 or not any("placebo" in label.lower() for labels in same for label in labels):
        return arms
    return _as_one(arms, same)


def one_comparator(folded: str, arms: list[Labels]) -> list[Labels]:
    """ "The control group" is the one comparator that has a name, unless a sentence names both."""
    controls = [labels for labels in arms if {label.lower() for label in labels} <= _CONTROL]
    others = [labels for labels in arms if _compares(labels) and labels not in controls]
    if len(controls) != 1 or len(others) != 1 or _with_controls(folded, others[0]):
        return arms
    return _as_one(arms, [others[0], controls[0]])


def _compares(labels: Labels) -> bool:
    return role_of(printed_most(labels)) is GroupRole.COMPARATOR


def _as_one(arms: Sequence[Labels], same: Sequence[Labels]) -> list[Labels]:
    """The arms, `same` as one in the place of its first."""
    merged = sum(same, Counter())
    return [
        merged if labels is same[0] else labels
        for labels in arms
        if labels is same[0] or not any(labels is other for other in same)
    ]


def _with_controls(folded: str, other: Labels) -> bool:
    """True where a sentence names controls beside the other comparator, not as a part of its name."""
    text = lowered(folded)
    for sentence in sentences(folded):
        stretch = text[sentence.start : sentence.end]
        left = stretch
        for label in sorted(other, key=len, reverse=True):
            left = left.replace(label.lower(), "")
        if left != stretch and _CONTROL_WORD.search(left):
            return True
    return False
