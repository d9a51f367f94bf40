"""What all cells of a row are, where its label names a statistic and nothing else."""

from collections.abc import Sequence

import regex

from extractors.linking.cells.columns import Role
from extractors.linking.cells.harms import NAMES_EVENTS
from extractors.linking.cells.heads import Head
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

_AFFECTED = compiled(
    r"\b(?:with|having|who|reporting|experiencing|affected|improving|cases|respond\w+)\b|^\s*no\s*$", regex.IGNORECASE
)
"""Words that count some of a group; "No" is an answer."""


def role_of_line(own: Sequence[Head]) -> Role | None:
    """What all cells of a row are, where its own label names nothing but a p-value, an estimate or a spread."""
    for head in own:
        if head.says(Says.P) and not head.says(Says.MEAN, Says.MEDIAN, Says.COUNT, Says.ESTIMATE):
            return Role.P
        if head.says(Says.ESTIMATE) and not head.is_change:
            return Role.ESTIMATE
        if head.is_statistic and not head.says(
            Says.MEAN, Says.MEDIAN, Says.COUNT, Says.PERCENT, Says.GEOMETRIC_MEAN, Says.LEAST_SQUARES_MEAN, Says.RATE
        ):
            return Role.TEST if head.says(Says.TEST) else Role.SKIPPED
    return None


def is_size_line(head: Head) -> bool:
    """True for a row labelled "n" or "No. of patients": it counts the group, and is no result of it."""
    return (
        head.is_statistic
        and not NAMES_EVENTS.search(head.text)
        and not _AFFECTED.search(head.text)
        and all(term.says is Says.COUNT for term in head.terms)
    )
