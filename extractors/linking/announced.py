"""Whether the words before figures call them results, and what they say that a bracket or a ± holds."""

import regex

from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention
from extractors.rules.compared_values import (
    CHANGE_OF_VALUES,
    GROUP_THEN_VALUE,
    LISTED_VALUES,
    TIME_UNIT,
    VALUE_BY_LABEL,
    VALUE_OF_GROUP,
    VALUE_THEN_LABEL,
    VALUES_OF_ARMS,
)
from extractors.rules.group_values import BARE_BOUNDS, BARE_DISPERSION

ANNOUNCED_WITHIN = 240
_SPREAD_NAMED = compiled(
    r"[(\[]\s?(?:SDs?|SEM?|s\.d\.|standard\s(?:deviation|error))\b(?:[^.;]|\.(?=\d)){0,140}$|\bmeans?\s[(\[]\s?(?:SD|SEM?|±)(?:[^.;]|\.(?=\d)){0,160}$"
)
BOUNDS_NAMED = compiled(
    r"\b(?:medians?|IQR|interquartile|ranges?|quartiles?|percentile|aged?|years|Age)\b(?:[^.]|\.(?=\d)){0,200}$", regex.IGNORECASE
)
IQR_NAMED = compiled(
    r"\b(?:IQR|interquartile|quartiles?|Q1,?\s?-?\s?Q3|25th|25-?\s(?:and|to)\s75-?\s?percentiles?)\b", regex.IGNORECASE
)
_CENTRE_OR_QUARTILES_NAMED = compiled(
    r"\b(?:medians?|IQR|interquartile|quartiles?|percentiles?)\b(?:[^.]|\.(?=\d)){0,200}$", regex.IGNORECASE
)
"""What must be said before two figures that only "and" joins are taken as bounds."""
BOUNDS_NAMED_HERE = compiled(
    r"\b(?:IQR|interquartile|quartiles?|percentiles?|ranges?)\b(?:[^.]|\.(?=\d)){0,200}$", regex.IGNORECASE
)
RANGE_NAMED = compiled(r"\branges?\b", regex.IGNORECASE)
MEDIAN_NAMED = compiled(r"\bmedians?\b", regex.IGNORECASE)
ANNOUNCED_RULES = (
    BARE_DISPERSION,
    BARE_BOUNDS,
    LISTED_VALUES,
    VALUES_OF_ARMS,
    VALUE_OF_GROUP,
    GROUP_THEN_VALUE,
    VALUE_BY_LABEL,
    VALUE_THEN_LABEL,
    CHANGE_OF_VALUES,
)
"""Rules whose figures are results only where the words before call them so."""
_TIME_UNIT = compiled(TIME_UNIT, regex.VERBOSE)
_DURATION_NAMED = compiled(
    r"\b(?:medians?|means?|average[d]?|survival|durations?|time\s(?:to|until|was|were|of)|times|m?(?:PFS|OS|DFS|TTP|TTF|EFS|RFS|DSN|LOS)|stay|length|half-life|interval|delay|latency|lasted)\b(?:[^.;]|\.(?=\d)){0,200}$",
    regex.IGNORECASE,
)
_NO_RESULT_OF_ONE = compiled(
    r"\b(?:correlat\w*|tau|rho|coefficients?|kappa|ratios?|HRs?|ORs?|RRs?|AUC|r|p)\b(?:[^.]|\.(?=\d)){0,80}$", regex.IGNORECASE
)
"""Before "(A 0.6; B 0.7)", that the figures are estimates and no values of groups."""


def last_spread(before: str) -> str:
    """What the text last called the figure after ±, in the sentence before it: "mean ± SEM", "plus or minus standard error"."""
    found = compiled(
        r"(?:(?:±|\+/-|plus\sor\sminus|\(|\[)\s?)((?-i:SEM?|SDs?)\b|standard\s(?:errors?|deviations?))(?=(?:[^.]|\.(?=\d))*$)",
        regex.IGNORECASE,
    ).findall(before)
    return found[-1] if found else "SD"


def announced(mention: Mention, folded: str) -> bool:
    """True where the text just before says what brackets hold: "564.0 [SD 241.9] ... vs 587.0 [226.2]", "median 931 [253, 3,296]"."""
    before = folded[max(0, mention.start - ANNOUNCED_WITHIN) : mention.start]
    if mention.rule is BARE_BOUNDS and _shaped_as_bounds(mention, folded):
        return True
    if mention.span("joined_by_and") is not None:
        return _CENTRE_OR_QUARTILES_NAMED.search(before) is not None
    if mention.rule in (BARE_DISPERSION, BARE_BOUNDS):
        return (_SPREAD_NAMED if mention.rule is BARE_DISPERSION else BOUNDS_NAMED).search(before) is not None
    unit = mention.span("unit") or mention.span("second_unit")
    if mention.rule is VALUE_BY_LABEL and unit is None and _NO_RESULT_OF_ONE.search(before):
        return False
    if mention.rule is not GROUP_THEN_VALUE and (unit is None or not _TIME_UNIT.fullmatch(folded, *unit)):
        return True
    if mention.rule is VALUE_BY_LABEL:
        before = before.replace(";", ",")  # of "(zolmidol, 8 months; sham, 7 months)" the second is told of the same
    return _DURATION_NAMED.search(before) is not None


def _shaped_as_bounds(mention: Mention, folded: str) -> bool:
    """True for "0.16 (0.13-0.21)": three figures with decimals, and the value between the others or all as finely told.

    A slip of a digit puts the value outside its limits; the row must stand then, for the check of their order to tell of it."""
    printed = [folded[slice(*mention.groups[name])] for name in ("dispersion_lower_limit", "param_value", "dispersion_upper_limit")]
    if mention.span("unit") is not None or mention.span("joined_by_and") is not None or not all("." in text for text in printed):
        return False
    low, value, high = (value_of(text) for text in printed)
    held = low is not None and value is not None and high is not None and low < value < high
    return held or len({len(text) - text.index(".") for text in printed}) == 1
