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
_COMPARED_WITH = compiled(
    r"\b(?:than|compared\s(?:with|to)|as\sopposed\sto|versus|vs\.?|v|against|relative\sto)\s(?:(?:with|to|in|for|of|only|about|approximately|just|an?|the|at|was|were|that)\s){0,4}[(\[]?\s?$",
    regex.IGNORECASE,
)
"""Right before a value that something told before is compared with: it is not that one's arm's."""
_COMPARED_REACH = 50
_TIME_REACH = 30
_OWN_AFTER = compiled(
    r"\s?%?\s?[)\]]?,?\s(?:(?:in|for|with|on|among|of|receiving)\s)?(?:(?:the|those|patients)\s){0,2}", regex.IGNORECASE
)
"""Between a value and the arm right after it."""
_LABEL_FOLLOWS = compiled(
    r"\s?%?\s?[)\]]?(?:,\s(?!(?:and|but|or|p|P|n|respectively|which|with|while|whereas)\b)[A-Za-z]|\s(?:in|for|with|of|receiving)\s(?!(?:the\s)?(?:patients|women|cases|participants|subjects|those|whom|them|total|all|both|each)\b)(?:the\s)?[\w-])",
    regex.IGNORECASE,
)
"""After a value, what looks like a label of its own."""
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
        if is_of_another(scope):
            return other_arm(scope, before[-1].arm, reasons)
        if len({mention.arm for mention in before}) > 1:
            reasons.append("link_groups_guessed")
        return before[-1].arm
    return None


def is_of_another(scope: Scope) -> bool:
    """True for the second value of "58% with A, compared to 87% of the others" and of "20% with A and 46% with what nobody knows".

    The arm that is named before it is the first one's.
    """
    folded = scope.reading.folded
    begin = max(scope.before.start, scope.before.end - _COMPARED_REACH)
    if _COMPARED_WITH.search(folded, begin, scope.before.end):
        return True
    before = scope.reading.arms.between(scope.before.start, scope.before.end)
    return (
        scope.before.start > scope.sentence.start
        and len(before) == 1
        and _OWN_AFTER.fullmatch(folded, scope.before.start, before[0].start) is not None
        and _LABEL_FOLLOWS.match(folded, scope.after.start, scope.after.end) is not None
        and not scope.reading.times.between(scope.after.start, min(scope.after.end, scope.after.start + _TIME_REACH))
    )


def other_arm(scope: Scope, arm: Arm, reasons: list[str]) -> Arm | None:
    """The other arm of the trial: a guess, as a third group may be meant; None where the report has no two."""
    pair = scope.reading.arms.pair
    if pair is None or arm not in pair:
        return None
    reasons.append("link_groups_guessed")
    return pair[1] if arm == pair[0] else pair[0]


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
