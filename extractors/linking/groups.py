"""Which arm one group's own value belongs to."""

import regex

from extractors.context.arms import Arm
from extractors.linking.scope import Scope
from extractors.patterns import compiled
from schemas.vocabulary import GroupRole

_IN_ARM = compiled(
    r"[\s)\]]*[\s\w%/µμ,]{0,40}?[)\]]?,?\s*(?:respectively,?\s*)?(?:of\s(?:the\s)?(?:patients|participants|subjects|those|children|women|people)?\s?)?(?:in|for|of|among|with|on|receiving|given|from)?\s*(?:the\s|those\s|patients\s|receiving\s)*$",
    regex.IGNORECASE,
)
_NEXT_ARM = compiled(r"\sand\s(?:for|in|with|among)\s(?:the\s)?$", regex.IGNORECASE)
"""Before an arm whose value comes after it: "for walkers 73 (4) and for controls 72 (5)"."""
_NEXT_VALUE = compiled(r"\b(?:than|compared|versus|vs\.?|v|while|whereas|but|against|relative)\b", regex.IGNORECASE)
"""Before an arm that the value is compared with: "12.6 (1.0) than that of the control group"."""
_REACH = 60


def own_arm(scope: Scope, reasons: list[str]) -> Arm | None:
    """The arm of one value: inside its bracket's lead, right after it, named before it, or as for the value before."""
    if scope.share is not None and scope.share.arm is not None:
        return scope.share.arm
    arms = scope.reading.arms
    before = arms.between(scope.before.start, scope.before.end)
    after = arms.between(scope.after.start, min(scope.after.end, scope.after.start + _REACH))
    lead = scope.reading.folded[scope.after.start : after[0].start] if after else ""
    follows = bool(after) and _IN_ARM.fullmatch(lead) is not None and not _NEXT_VALUE.search(lead)
    if before and _adjacent(scope, before[-1].end):
        return before[-1].arm
    next_one = follows and _NEXT_ARM.search(scope.reading.folded, scope.after.start, after[0].start) is not None
    if follows and not (before and next_one):
        return after[0].arm
    if before:
        if len({mention.arm for mention in before}) > 1:
            reasons.append("link_groups_guessed")
        return before[-1].arm
    return None


def _adjacent(scope: Scope, end: int) -> bool:
    """True where only a bracket or "group" parts the arm from its value: "saline (37%)"."""
    gap = scope.reading.folded[end : scope.before.end]
    return (
        compiled(
            r"[\s-]*(?:groups?|arms?|patients?|cohorts?)?\s*(?:[(\[]|was|were|had|:|,)?\s*(?:mean|median|from)?\s*",
            regex.IGNORECASE,
        ).fullmatch(gap)
        is not None
    )


def versus_arms(scope: Scope, count: int, reasons: list[str]) -> list[Arm] | None:
    """The arms of "a vs b": in the order in which the sentence, or else the document, names them."""
    arms = scope.reading.arms
    inside = arms.between(scope.sentence.start, scope.before.end)
    named = list(dict.fromkeys(mention.arm for mention in inside))
    if len(named) >= count:
        return list(dict.fromkeys(mention.arm for mention in reversed(inside)))[:count][::-1] if len(named) > count else named
    following = list(dict.fromkeys(mention.arm for mention in arms.between(scope.after.start, scope.sentence.end)))
    if not named and len(following) == count:
        return following
    both = list(dict.fromkeys([*named, *following]))
    if len(both) == count:
        return both
    if count == 2 and arms.pair is not None:
        if len(named) == 1:
            other = arms.pair[1] if named[0] == arms.pair[0] else arms.pair[0]
            return [named[0], other]
        reasons.append("link_order_guessed")
        return list(arms.pair)
    reasons.append("link_groups_missing")
    return None


def group_values(arm: Arm | None) -> dict[str, str | None]:
    """The columns that an arm fills in `measurements`."""
    return {
        "group_label": arm.label if arm else None,
        "group_role": (arm.role or GroupRole.EXPERIMENTAL) if arm and arm.role else None,
    }
