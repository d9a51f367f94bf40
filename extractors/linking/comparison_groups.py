"""Which arms a comparison is of, and which single arm a change within one arm is of."""

from collections.abc import Iterable, Sequence

import regex

from extractors.context.arms import Arm, ordered
from extractors.linking.context import Reading
from extractors.linking.scope import Scope
from extractors.patterns import compiled
from schemas.vocabulary import RATIOS, GroupRole, ParamType

Groups = tuple[Arm, Arm | None]
"""(group, comparator); the comparator is None for a change within one arm."""

_COMPARES = RATIOS | {
    ParamType.BETA,
    ParamType.MEAN_DIFFERENCE,
    ParamType.DIFFERENCE,
    ParamType.STANDARDIZED_MEAN_DIFFERENCE,
    ParamType.NUMBER_NEEDED_TO_TREAT,
}
"""Types that compare two groups by definition."""
_SAID = compiled(
    r"""\b(?: compared | versus | vs\.? | than | difference | differ(?:s|ed)? | (?:between|in\s+both)\s+(?:the\s+)?(?:two\s+)?(?:groups|arms) | relative\s+to | lower | higher | greater | less | more | fewer
        | shorter | longer | better | worse | superior | inferior | larger | smaller )\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
_PREDICTOR = compiled(
    r"\b(?:associated\swith|predict\w*|prognostic|correlat\w+|risk\sfactors?|independent(?:ly)?)\b", regex.IGNORECASE
)
_FROM_BASELINE = compiled(r"\b(?:from|with|to|versus|vs\.?|than)\s(?:the\s)?baseline\b", regex.IGNORECASE)
_SUBGROUPS = compiled(
    r"\b(?:patients|those|women|men|participants|subjects|children)\s(?:with|without|who\s(?:had|did)|in\swhom)\b[^.;]{0,90}\b(?:compared\s(?:with|to)|than|versus|vs\.?)\s(?:in\s|the\s)?(?:patients|those|women|men|participants|subjects|children)\b",
    regex.IGNORECASE,
)
"""A comparison of people by what they are, not by what they were given."""
_IN_ARM = compiled(r"\s*[)\]]*\s*(?:in|for)\s+(?:either\s+)?(?:the\s+)?", regex.IGNORECASE)
_FOR_PAIR = compiled(r"\s*[)\]]*,?\s*(?:for|with|in|favou?ring)\s+(?:the\s+)?", regex.IGNORECASE)
_VERSUS = compiled(
    r"\s*(?:groups?|arms?)?\s*(?:versus|vs\.?|compared\s(?:with|to)|over|than)\s+(?:the\s+|in\s+the\s+)?", regex.IGNORECASE
)
_LABEL_OF_ONE = compiled(r"\s*(?:groups?|arms?)?\s*:\s*", regex.IGNORECASE)


def compared_groups(
    scope: Scope, param_type: ParamType | None, previous: Groups | None, previous_reasons: Sequence[str], reasons: list[str]
) -> Groups | None:
    """The groups of one statistic; None, with `link_groups_missing`, where the text names none."""
    reading, arms = scope.reading, scope.reading.arms
    here = _distinct(mention.arm for mention in arms.between(scope.before.start, scope.before.end))
    said = _SAID.search(reading.folded, scope.before.start, scope.before.end) is not None
    compares = param_type in _COMPARES
    if scope.share is not None and scope.share.arm is not None:
        return scope.share.arm, _comparator_of_list(scope.share.arm, here, said, previous)
    named = _named_after(scope) or _labelled(scope)
    if named is not None:
        return named
    following = arms.between(scope.after.start, scope.after.end)
    if not here and following and _IN_ARM.fullmatch(reading.folded, scope.after.start, following[0].start):
        here = [following[0].arm]
    if len(here) < 2 and scope.last and (said or compares):
        here = _distinct([*here, *(mention.arm for mention in following)])
    if len(here) == 2:
        return ordered(here[0], here[1])
    if len(here) == 1:
        return _with_comparator(reading, here[0], reasons) if compares or said else (here[0], None)
    if _SUBGROUPS.search(reading.folded, scope.sentence.start, scope.before.end):
        reasons.append("link_groups_guessed")
    if not here and previous is not None:
        reasons += [reason for reason in previous_reasons if reason.startswith("link_groups")]
        return previous
    if not here and arms.pair is not None and said and _FROM_BASELINE.search(reading.folded, scope.before.start, scope.before.end):
        reasons.append("link_groups_guessed")
    if not here and arms.pair is not None and not _PREDICTOR.search(reading.folded, scope.sentence.start, scope.before.end):
        return arms.pair
    if len(here) > 2:
        nearest = _distinct(mention.arm for mention in arms.between(scope.before.start, scope.before.end)[-2:])
        reasons.append("link_groups_guessed")
        if len(nearest) == 2:
            return ordered(nearest[0], nearest[1])
    likely = arms.likely_pair
    if not here and likely is not None and not _PREDICTOR.search(reading.folded, scope.sentence.start, scope.before.end):
        reasons.append("link_groups_guessed")
        return likely
    reasons.append("link_groups_missing")
    return None


def _comparator_of_list(arm: Arm, here: list[Arm], said: bool, previous: Groups | None) -> Arm | None:
    """The arm that each of a list of arms is compared with: "A and B compared with placebo (p=… and p=…, respectively)"."""
    others = [other for other in here if other != arm and other.role is GroupRole.COMPARATOR]
    if others and said:
        return others[0]
    return previous[1] if previous is not None and previous[1] != arm and not here else None


def _named_after(scope: Scope) -> Groups | None:
    """The pair in "0.92 (0.63 to 1.34) for A versus B": it follows the value at once."""
    reading = scope.reading
    following = reading.arms.between(scope.after.start, scope.after.end)
    if len(following) < 2 or not _FOR_PAIR.fullmatch(reading.folded, scope.after.start, following[0].start):
        return None
    if not _VERSUS.fullmatch(reading.folded, following[0].end, following[1].start) or following[0].arm == following[1].arm:
        return None
    return following[0].arm, following[1].arm


def _labelled(scope: Scope) -> Groups | None:
    """The arm in "(A: p<0.001; B: p=0.03)": its name labels the value."""
    before = scope.reading.arms.between(scope.before.start, scope.before.end)
    if before and _LABEL_OF_ONE.fullmatch(scope.reading.folded, before[-1].end, scope.before.end):
        return before[-1].arm, None
    return None


def _with_comparator(reading: Reading, arm: Arm, reasons: list[str]) -> Groups:
    """The arm with what the document compares it with."""
    pair = reading.arms.pair
    if pair and arm in pair:
        return pair
    other = next((other for other in reading.arms.arms if other.role is GroupRole.COMPARATOR and other != arm), None)
    if other is None:
        if arm.role is GroupRole.COMPARATOR:
            reasons.append("link_groups_guessed")
        return arm, None
    reasons.append("link_groups_guessed")
    return arm, other


def _distinct(arms: Iterable[Arm]) -> list[Arm]:
    return list(dict.fromkeys(arms))
