"""What a head or a label names, by its own words."""

from enum import StrEnum

import regex

from extractors.linking.cells.heads import Head
from extractors.linking.cells.named_groups import Groups
from extractors.patterns import compiled
from extractors.rules.table_words import HEAD_POPULATION

_FIT = compiled(
    r"models?\s(?:\d{1,2}|[A-H]|[IVX]{1,4})\b.*|(?:(?:cox|logistic|linear|poisson|mixed|proportional|hazards|uni\w+|multi\w+|(?:un)?adjusted)[\s-]){1,4}(?:regressions?|models?)\b.*",
    regex.IGNORECASE,
)
"""A fit of the data over a column, which is no group though its head may say of how many people it is."""
_EFFECT = compiled(r".{1,40}\s[*×x∗]\s(?:time|group|treatment|visit|sex|age)\b.*", regex.IGNORECASE)
"""An effect in a fit: "Intervention × time"."""


class Kind(StrEnum):
    """What a head names, beside its statistics."""

    GROUP = "group"
    TIME = "time"
    TOTAL = "total"
    POPULATION = "population"
    """Some of the participants of every group: completers, an analysis set, a dose group of which each group has its part."""
    COMPARISON = "comparison"
    """Two groups, in the label of a row of estimates: "MSC vs. placebo"."""
    NAME = "name"
    """An outcome, or what only the heads beside it can tell."""
    NOTHING = "nothing"


def kind_of(head: Head, groups: Groups, sized: bool) -> Kind:
    """What the head names; sized: whether it stands over a column, where a size makes a name a group's."""
    if head.is_total:
        return Kind.TOTAL
    if sized and HEAD_POPULATION.compiled.match(head.bare) is not None:
        return Kind.POPULATION
    if not head.name:
        return Kind.TIME if head.time is not None else Kind.NOTHING
    if _EFFECT.fullmatch(head.name) is not None or (sized and _FIT.fullmatch(head.name) is not None):
        return Kind.NOTHING
    if head.is_generic and head.size is None:
        return Kind.NOTHING
    if groups.names(head):
        return Kind.GROUP
    if sized and head.size is not None and head.unit in (None, "%") and not head.is_generic:
        return Kind.GROUP if head.time is None or head.is_change else Kind.TIME
    return Kind.NOTHING if head.is_generic else Kind.NAME
