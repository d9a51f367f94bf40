"""Bare brackets "1.9 (0.7 to 3.2)" that are intervals because something before them says so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from extractors.context.sentence import Sentences
from extractors.patterns import compiled
from extractors.places import Places
from extractors.rule import Mention, find
from extractors.rules.intervals import BRACKETED_LIMITS, UNLABELLED_LIMITS
from extractors.statistic import Place, Statistic

_HEADER_LEVEL = compiled(
    r"(?P<level>\d{2}(?:\.\d+)?)\s?%\s?-?\s?(?:CIs?\b|CrIs?\b|confidence\sintervals?|credible\sintervals?)(?:\s?[\[(]\s?CIs?\s?[\])])?(?!\s*[,:=]?\s*[(\[]?\s*[-+]?\.?\d)",
    regex.IGNORECASE,
)
_NOT_AN_INTERVAL = compiled(
    r"\b(?:median|range[ds]?|IQR|interquartile|quartiles?|aged?|min(?:imum)?|SD|years?\sold)\b", regex.IGNORECASE
)
_CLAUSE = 60
_EARLIER = 600
"""How far back, in characters, the kind of "(2.32, 1.19-4.54)" may have been named."""


def with_declared_limits(folded: str, statistics: Sequence[Statistic]) -> list[Statistic]:
    """The statistics, in order, with the intervals whose level a head or an earlier interval of their sentence declares.

    An interval joins the statistic whose estimate stands before it; where there is none it is one of its own.
    """
    found = list(statistics)
    taken = Places((one.start, one.end) for one in statistics)
    sentences = Sentences(folded)
    for mention in [*find(BRACKETED_LIMITS, folded), *find(UNLABELLED_LIMITS, folded)]:
        place = mention.groups["param_value"]
        owner = next((i for i, one in enumerate(found) if one.value == place and one.interval is None), None)
        begin = sentences.at(mention.start).start
        if _is_no_interval(folded, mention, begin) or (owner is None and taken.overlap(mention.start, mention.end)):
            continue
        unlabelled = mention.rule is UNLABELLED_LIMITS
        like = _like(found, max(0, begin - _EARLIER) if unlabelled else begin, mention.start)
        printed = mention.span("ci_percent")
        level = printed or _declared_level(folded, begin, mention.start) or (like.level if like else None)
        from_header = level is not None and printed is None
        if owner is not None and (level is not None or unlabelled or found[owner].estimate is not None):
            end = max(found[owner].end, mention.end)
            found[owner] = replace(found[owner], end=end, interval=mention, level=level, level_from_header=from_header)
        elif owner is None and level is not None:
            found.append(
                Statistic(
                    mention.start, mention.end, value=place, unit=mention.span("unit"), interval=mention, level=level, like=like,
                    level_from_header=from_header,
                )
            )  # fmt: skip
            found.sort(key=lambda one: one.start)
    return found


def _is_no_interval(folded: str, mention: Mention, begin: int) -> bool:
    """True where the clause calls the bracket something else, or its figures are the parts of a name or date."""
    clause = folded[max(begin, mention.start - _CLAUSE) : mention.start]
    return _NOT_AN_INTERVAL.search(clause) is not None or folded[mention.start : mention.end].count("-") > 3


def _declared_level(folded: str, start: int, end: int) -> Place | None:
    """The last level that folded[start:end] declares without an interval of its own: "odds ratio (95% CI) for"."""
    levels = [match.span("level") for match in _HEADER_LEVEL.finditer(folded, start, end)]
    return levels[-1] if levels else None


def _like(statistics: Iterable[Statistic], start: int, end: int) -> Statistic | None:
    """The last statistic within [start, end) whose interval has a level: what follows it in the same form is of its kind."""
    found = [one for one in statistics if start <= one.start < end and one.interval is not None and one.level is not None]
    return found[-1] if found else None
