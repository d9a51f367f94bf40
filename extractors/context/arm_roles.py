"""The role that the words of an arm's label give it."""

import regex

from extractors.fragments import any_of
from extractors.patterns import compiled
from extractors.vocabulary.arms import COMPARATORS, EXPERIMENTALS
from schemas.vocabulary import GroupRole

_COMPARATOR = compiled(rf"\b(?:{any_of(COMPARATORS)})\b", regex.IGNORECASE)
_EXPERIMENTAL = compiled(rf"\b(?:{any_of(EXPERIMENTALS)})\b", regex.IGNORECASE)


def role_of(label: str) -> GroupRole | None:
    """The role that the words of a label give it."""
    if _COMPARATOR.search(label):
        return GroupRole.COMPARATOR
    return GroupRole.EXPERIMENTAL if _EXPERIMENTAL.search(label) else None
