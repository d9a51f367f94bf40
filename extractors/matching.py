"""Mentions joined into statistics: which estimate, interval and p-value were printed as one statement."""

from collections.abc import Iterable
from dataclasses import replace

import regex

from extractors.declared_limits import with_declared_limits
from extractors.fragments import NUM, SIGNED, UNIT_WORD
from extractors.patterns import compiled
from extractors.places import Places
from extractors.rule import Mention, find
from extractors.rules import rules_of
from extractors.rules.intervals import INTERVAL, INTERVAL_LEVEL_AFTER, INTERVAL_WITHOUT_LEVEL
from extractors.rules.p_values import P_VALUE, P_VALUE_LIST, SIGNIFICANCE_THRESHOLD, UNNAMED_P_VALUE
from extractors.statistic import Place, Statistic

_GLUE = compiled(
    r"""[\s,;:()\[\]|]* (?: (?:and|with|for\s(?:the\s)?(?:difference|trend|comparison)|(?:two|one|2|1)-sided|adjusted|unadjusted|nominal|log-?rank(?:\stest)?|corresponding\sto|a|an)
        [\s,;:()\[\]]* ){0,3}""",
    regex.VERBOSE | regex.IGNORECASE,
)
_THAN = compiled(r"[^\d.;()\[\]]{0,80}[(\[]\s*")
"""What may stand between "50% lower" and its p-value: "with the drug than with placebo ("."""
_LONGEST_GLUE = 40
_ANY_UNIT = r"(?: [A-Za-zµμ][A-Za-zµμ/%.²³\d]{0,9} (?:\s [A-Za-zµμ][A-Za-zµμ/²³\d]{0,7}){0,3} )"
_VALUE_BEFORE = compiled(
    rf"(?<! ±\s? | \bper\s | \^-? ) (?P<param_value> {SIGNED} ) (?: \s?±\s?{NUM} )? (?: \s? (?P<unit> {UNIT_WORD} | {_ANY_UNIT} ) )? \s* (?:[\[(,;:]\s*)* (?:(?:2|two)-sided\s)? $",
    regex.VERBOSE,
)
_BARE_BEFORE_P = compiled(
    rf"(?: [:;(\[] | \b(?:of|by|was|were|and) ) \s* (?P<value> {SIGNED} ) (?! \s?% ) (?: \s? / \s? \w{{1,8}} | \s? (?:{UNIT_WORD}) ) \s* [,(\[] \s* [(\[]? $",
    regex.VERBOSE | regex.IGNORECASE,
)
_PER_GLUE = compiled(rf"\s* per \s {NUM} \s? [^\d.;()\[\]]{{1,24}} (?:2\s)? [^\d.;()\[\]]{{0,24}} [,;]\s*", regex.VERBOSE)
"""What an odds ratio is of: "0.65 per 5 kg/m2 increase, 95% CI"."""
_UNIT_GLUE = compiled(rf"(?: \s?±\s?{NUM} )? \s? (?P<unit> {UNIT_WORD} | {_ANY_UNIT} )? [\s,;(\[]*", regex.VERBOSE)
_CHANGED_BY = compiled(
    rf"""\b (?: increased | decreased | reduced | improved | lowered | raised | higher | lower | greater | smaller ) \s by \s (?P<param_value> {SIGNED} ) (?! [\d.,]*\d ) \s? (?P<unit> {UNIT_WORD} | {_ANY_UNIT}?? (?= \s (?:in|with|for|among|compared|than|versus|vs\.?)\b ) )?
        [^\d.;()\[\]]{{0,60}} \b (?: compared\s(?:with|to) | than | versus | vs\.? | relative\sto ) \s [^\d.;()\[\]]{{1,60}} [(\[] \s* $""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""The difference of two groups, told apart from its interval: "was increased by 2.7 points in A compared to B (95% CI"."""
_MORE_THAN = compiled(
    rf"""(?<! [\d.,\w] ) (?P<param_value> {SIGNED} ) (?! [\d.,]*\d | \s?(?:%|per\s?cent|times|-?fold) ) (?: \s? (?P<unit> {UNIT_WORD} | {_ANY_UNIT}?? ) )? \s
        (?: lower | higher | more | less | fewer | greater | better | worse | longer | shorter | larger | smaller | further | faster | slower ) \b [^\d.;()\[\]]{{0,90}} [(\[] \s* $""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""The difference of two groups before its interval: "3.1 points lower with A than with B (95% CI", "32 m more (95% CI"."""
_CHANGED_WINDOW = 200
_LEFT_WINDOW = 48


def statistics(folded: str) -> list[Statistic]:
    """All statistics of a text, in order, no two sharing a number."""
    thresholds = [(mention.start, mention.end) for mention in find(SIGNIFICANCE_THRESHOLD, folded)]
    p_values = _without(thresholds, _p_values(folded))
    intervals = _disjoint(
        mention for rule in (INTERVAL, INTERVAL_LEVEL_AFTER, INTERVAL_WITHOUT_LEVEL) for mention in find(rule, folded)
    )
    estimates = _disjoint(mention for rule in rules_of("estimates") for mention in find(rule, folded))
    taken = Places((mention.start, mention.end) for mention in (*intervals, *p_values))
    estimates = [mention for mention in estimates if not taken.overlap(*mention.groups["param_value"])]
    units = _chained(folded, sorted([*estimates, *intervals, *p_values], key=lambda mention: (mention.start, mention.end)))
    units = [_with_bare_value(folded, _with_value_before(folded, unit)) for unit in units]
    units = _with_following_p(folded, with_declared_limits(folded, units))
    return sorted(units, key=lambda unit: unit.start)


def _p_values(folded: str) -> list[Mention]:
    """Single p-values, and the members of printed lists one by one."""
    lists = find(P_VALUE_LIST, folded)
    singles = _without([(mention.start, mention.end) for mention in lists], find(P_VALUE, folded))
    for mention in lists:
        first = mention.span("first")
        assert first is not None
        for match in compiled(rf"{SIGNED}", regex.VERBOSE).finditer(folded, pos=first[0], endpos=mention.end):
            singles.append(Mention(P_VALUE, match.start(), match.end(), {"p_value": match.span()}))
    singles.extend(find(UNNAMED_P_VALUE, folded))
    return sorted(singles, key=lambda mention: mention.start)


def _without(places: list[Place], mentions: list[Mention]) -> list[Mention]:
    taken = Places(places)
    return [mention for mention in mentions if not taken.overlap(mention.start, mention.end)]


def _disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """Of mentions that overlap, the one that begins first, and of those the longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _chained(folded: str, mentions: list[Mention]) -> list[Statistic]:
    """Neighbours with nothing but glue between them become one statistic; each part occurs once in it."""
    units: list[Statistic] = []
    for at, mention in enumerate(mentions):
        part = _part(mention)
        if part in ("estimate", "interval") and units and mention.start < units[-1].end:
            continue
        last = units[-1] if units else None
        gap = folded[last.end : mention.start] if last else ""
        fits = (
            last is not None
            and getattr(last, part) is None
            and len(gap) <= _LONGEST_GLUE
            and _GLUE.fullmatch(gap)
            and not _closes_list(gap, last, part)
            and not (part == "estimate" and last.interval is not None and _has_own_interval(folded, mentions, at))
        )
        unit_between = None
        if (
            last is not None
            and not fits
            and part == "interval"
            and last.interval is None
            and last.estimate is not None
            and last.end == last.estimate.end
        ):
            unit_between = _UNIT_GLUE.fullmatch(gap) if len(gap) <= _LONGEST_GLUE else None
            fits = _PER_GLUE.fullmatch(gap)
        if (
            last is not None
            and part == "p"
            and last.p is None
            and last.estimate is not None
            and last.estimate.rule.name == "relative_change"
        ):
            fits = fits or _THAN.fullmatch(gap)
        if last is not None and (fits or unit_between):
            units[-1] = _joined(last, mention, part)
            if unit_between and unit_between["unit"]:
                units[-1] = replace(units[-1], unit=(last.end + unit_between.start("unit"), last.end + unit_between.end("unit")))
        else:
            units.append(
                _joined(
                    Statistic(mention.start, mention.end, bracketed=folded[: mention.start].rstrip()[-1:] in ("(", "[")),
                    mention,
                    part,
                )
            )
    return units


def _has_own_interval(folded: str, mentions: list[Mention], at: int) -> bool:
    """True where an interval follows the estimate, so that the one before it is another's: "24 (95% CI 21 to 35; HR 0.9; 95% CI 0.6 to 1.2"."""
    if at + 1 == len(mentions) or _part(mentions[at + 1]) != "interval":
        return False
    gap = folded[mentions[at].end : mentions[at + 1].start]
    return len(gap) <= _LONGEST_GLUE and _GLUE.fullmatch(gap) is not None


def _closes_list(gap: str, last: Statistic, part: str) -> bool:
    """True where the gap parts two statements rather than joining one: "(p=0.03) and HR 1.2", "(95% CI 1 to 2), a difference of 3"."""
    if part == "estimate" and ")" in gap:
        return True
    return ")" in gap and compiled(r"\b(?:and|with)\b").search(gap) is not None and last.bracketed


def _part(mention: Mention) -> str:
    if "p_value" in mention.groups:
        return "p"
    return "estimate" if "param_type_raw" in mention.groups else "interval"


def _joined(unit: Statistic, mention: Mention, part: str) -> Statistic:
    start, end = min(unit.start, mention.start), max(unit.end, mention.end)
    if part == "p":
        return replace(unit, start=start, end=end, p=mention, p_place=mention.span("p_value"))
    if part == "estimate":
        return replace(unit, start=start, end=end, estimate=mention, value=mention.span("param_value"), unit=mention.span("unit"))
    unit_place = unit.unit or mention.span("unit")
    return replace(unit, start=start, end=end, interval=mention, level=mention.span("ci_percent"), unit=unit_place)


def _with_value_before(folded: str, unit: Statistic) -> Statistic:
    """An interval without a named estimate takes the number right before it: "0·95, 95% CI 0·85–1·08"."""
    if unit.interval is None or unit.value is not None:
        return unit
    begin, window = max(0, unit.start - _LEFT_WINDOW), max(0, unit.start - _CHANGED_WINDOW)
    match = _VALUE_BEFORE.search(folded, begin, unit.start)
    cut_off = match is not None and match.start() == begin and begin > 0 and folded[begin - 1].isdigit()
    match = _MORE_THAN.search(folded, window, unit.start) or match or _CHANGED_BY.search(folded, window, unit.start)
    if match is None or (cut_off and match.start() == begin):
        return unit
    place = match.span("param_value")
    unit_place = match.span("unit") if match.start("unit") >= 0 else unit.unit
    return replace(unit, start=place[0], value=place, unit=unit_place)


def _with_bare_value(folded: str, unit: Statistic) -> Statistic:
    if unit.p is None or unit.value is not None or unit.interval is not None:
        return unit
    match = _BARE_BEFORE_P.search(folded, max(0, unit.start - _LEFT_WINDOW), unit.start)
    return replace(unit, bare_value=match.span("value")) if match else unit


def _with_following_p(folded: str, units: list[Statistic]) -> list[Statistic]:
    """A p-value that follows a late-found interval joins it: "1.9 (0.7 to 3.2), p=0.03"."""
    joined: list[Statistic] = []
    for unit in units:
        last = joined[-1] if joined else None
        alone = unit.p is not None and unit.estimate is None and unit.interval is None
        if last is not None and alone and last.p is None and last.interval is not None:
            gap = folded[last.end : unit.start]
            if len(gap) <= _LONGEST_GLUE and _GLUE.fullmatch(gap):
                joined[-1] = replace(last, end=unit.end, p=unit.p, p_place=unit.p_place)
                continue
        joined.append(unit)
    return joined
