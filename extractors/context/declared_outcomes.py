"""The primary outcome that a report declares, for the sentences that speak of it by its rank alone."""

from functools import lru_cache

from extractors.context.outcome import Outcome
from extractors.rule import find
from extractors.rules.outcomes import DECLARED_OUTCOME, DECLARED_OUTCOME_AFTER


@lru_cache(maxsize=8)
def primary_outcome(folded: str) -> Outcome | None:
    """The one outcome that the text declares as its primary one; None without one, or where it declares several."""
    found = []
    for rule in (DECLARED_OUTCOME, DECLARED_OUTCOME_AFTER):
        for mention in find(rule, folded):
            start, end = mention.groups["outcome"]
            found.append(Outcome(start, start + len(folded[start:end].rstrip(" ,"))))
    names = {folded[outcome.start : outcome.end].lower() for outcome in found}
    return found[0] if len(names) == 1 else None
