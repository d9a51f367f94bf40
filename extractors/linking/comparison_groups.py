"""Which arms a comparison is of, and which single arm a change within one arm is of."""

from collections.abc import Iterable, Sequence

from extractors.context.arms import Arm, ArmMention, ordered, stands_out
from extractors.linking.context import Reading
from extractors.linking.contrasts import Contrast, comparator_in_words
from extractors.linking.scope import Scope
from extractors.rule import Rule
from extractors.rules.comparisons import (
    ALL_GROUPS,
    BETWEEN_GROUP,
    BETWEEN_GROUPS,
    COMPARED_TO_ARM,
    COMPARISON_WORD,
    FROM_START,
    PREDICTION_WORD,
)
from extractors.rules.connectives import FOR_ARM, FOR_PAIR, IN_ARM, LABELS_VALUE, OTHER_P_VALUES, VERSUS
from schemas.vocabulary import RATIOS, GroupRole, ParamType

Groups = tuple[Arm, Arm | None]
"""(group, comparator); the comparator is None for a change within one arm."""

COMPARES = RATIOS | {
    ParamType.BETA,
    ParamType.MEAN_DIFFERENCE,
    ParamType.DIFFERENCE,
    ParamType.STANDARDIZED_MEAN_DIFFERENCE,
    ParamType.NUMBER_NEEDED_TO_TREAT,
}
"""Types that compare two groups by definition."""


def compared_groups(
    scope: Scope,
    param_type: ParamType | None,
    contrast: Contrast | None,
    previous: Groups | None,
    previous_reasons: Sequence[str],
    reasons: list[str],
) -> Groups | None:
    """The groups of one statistic; None, with `link_groups_missing`, where the text names none.

    contrast: whom the sentence's own words compare, where these are not the trial's arms.
    """
    here = _arms_before(scope, previous)
    said = _in(COMPARISON_WORD, scope, scope.before.start)
    if scope.share is not None and scope.share.arm is not None and scope.share.comparator is not None:
        return scope.share.arm, scope.share.comparator
    if scope.share is not None and scope.share.arm is not None:
        return scope.share.arm, _comparator_of_list(scope.share.arm, here, said, previous)
    told = _named_after(scope) or _labelled(scope) or _told_of_one(scope, reasons)
    if told is not None:
        return told
    if contrast is not None:
        return contrast.group, contrast.comparator
    following = scope.reading.arms.between(scope.after.start, scope.after.end)
    if not here and following and IN_ARM.fills(scope.reading.folded, scope.after.start, following[0].start):
        here = [following[0].arm]
    compares = param_type in COMPARES
    if len(here) < 2 and scope.last and (said or compares):
        here = _distinct([*here, *(mention.arm for mention in following)])
    if len(here) == 1 and not compares and _in(FROM_START, scope, scope.before.start):
        return here[0], None
    if len(here) == 2:
        return ordered(here[0], here[1])
    if len(here) == 1:
        return _with_comparator(scope, here[0], reasons) if compares or said else (here[0], None)
    if not here and previous is not None and previous[1] is None and _is_between_groups(scope, param_type):
        return _unnamed(scope, param_type, said, reasons)
    if not here and previous is not None:
        if previous[1] is None and param_type in COMPARES:
            reasons.append("link_groups_guessed")
        reasons += [reason for reason in previous_reasons if reason.startswith("link_groups")]
        return previous
    return _nearest_two(scope, reasons) if here else _unnamed(scope, param_type, said, reasons)


def _is_between_groups(scope: Scope, param_type: ParamType | None) -> bool:
    """True for a ratio, and for what is told as a difference between the groups: no change within the arm of the value before."""
    between = (BETWEEN_GROUPS, BETWEEN_GROUP)
    return param_type in RATIOS or any(
        rule.compiled.search(scope.reading.folded, scope.before.start, scope.after.start) for rule in between
    )


def _arms_before(scope: Scope, previous: Groups | None) -> list[Arm]:
    """The arms named between the value before and this one, but for one that belongs to the former: "(p=0.3) in A or B (p=0.1)"."""
    mentions = scope.reading.arms.between(scope.before.start, scope.before.end)
    told = len(mentions) > 1 and previous == (mentions[0].arm, None)
    if told and IN_ARM.fills(scope.reading.folded, scope.before.start, mentions[0].start):
        mentions = mentions[1:]
    return _distinct(mention.arm for mention in mentions)


def _unnamed(scope: Scope, param_type: ParamType | None, said: bool, reasons: list[str]) -> Groups | None:
    """The groups where the statistic's part of the sentence names none: the trial's two, unless it speaks of others."""
    arms = scope.reading.arms
    if param_type is ParamType.CORRELATION or _in(ALL_GROUPS, scope, scope.sentence.start):
        return None
    if arms.several and _in(BETWEEN_GROUPS, scope, scope.sentence.start):
        return None
    from_start = _in(FROM_START, scope, scope.before.start)
    predicts = _in(PREDICTION_WORD, scope, scope.sentence.start)
    if not arms.arms and from_start and not predicts:
        return None
    if arms.pair is not None and said and from_start:
        reasons.append("link_groups_guessed")
    if not predicts and arms.likely_pair is not None:
        if arms.pair is None:
            reasons.append("link_groups_guessed")
        return arms.likely_pair
    reasons.append("link_groups_missing")
    return None


def _nearest_two(scope: Scope, reasons: list[str]) -> Groups | None:
    """Of more than two arms the two that the text names last, a guess; None, with `link_groups_missing`, where these are one."""
    nearest = _distinct(mention.arm for mention in scope.reading.arms.between(scope.before.start, scope.before.end)[-2:])
    reasons.append("link_groups_guessed")
    if len(nearest) == 2:
        return ordered(nearest[0], nearest[1])
    reasons.append("link_groups_missing")
    return None


def _comparator_of_list(arm: Arm, here: list[Arm], said: bool, previous: Groups | None) -> Arm | None:
    """The arm that each of a list of arms is compared with: "A and B compared with placebo (p=… and p=…, respectively)"."""
    others = [other for other in here if other != arm and other.role is GroupRole.COMPARATOR]
    if others and said:
        return others[0]
    return previous[1] if previous is not None and previous[1] != arm and not here else None


def _named_after(scope: Scope) -> Groups | None:
    """The pair in "0.92 (0.63 to 1.34) for A versus B": it follows the value, or the list of p-values that it opens, at once."""
    reading = scope.reading
    others = OTHER_P_VALUES.after(reading.folded, scope.after.start, scope.sentence.end)
    start, end = (others.end(), scope.sentence.end) if others is not None else (scope.after.start, scope.after.end)
    following = reading.arms.between(start, end)
    if len(following) < 2 or not FOR_PAIR.fills(reading.folded, start, following[0].start):
        return None
    if not VERSUS.fills(reading.folded, following[0].end, following[1].start) or following[0].arm == following[1].arm:
        return None
    return following[0].arm, following[1].arm


def _labelled(scope: Scope) -> Groups | None:
    """The arm in "(A: p<0.001; B: p=0.03)": its name labels the value."""
    before = scope.reading.arms.between(scope.before.start, scope.before.end)
    if before and LABELS_VALUE.fills(scope.reading.folded, before[-1].end, scope.before.end):
        return before[-1].arm, None
    return None


def _told_of_one(scope: Scope, reasons: list[str]) -> Groups | None:
    """The arm in "(p=0.01 for 300 mg and p=0.06 for 1,000 mg, versus placebo)", with what it is compared with."""
    reading = scope.reading
    following = reading.arms.between(scope.after.start, scope.after.end)
    if not following or not FOR_ARM.fills(reading.folded, scope.after.start, following[0].start):
        return None
    arm = following[0].arm
    mentions = reading.arms.between(scope.sentence.start, scope.sentence.end)
    stated = [mention.arm for mention in mentions if mention.arm != arm and _is_compared_to(reading, mention)]
    return (arm, stated[-1]) if stated else _with_comparator(scope, arm, reasons)


def _is_compared_to(reading: Reading, mention: ArmMention) -> bool:
    return COMPARED_TO_ARM.compiled.search(reading.folded, max(0, mention.start - 60), mention.start) is not None


def _with_comparator(scope: Scope, arm: Arm, reasons: list[str]) -> Groups:
    """The arm with what it is compared with: in the sentence's words, in the trial's pair, as its only comparator; else a guess."""
    arms = scope.reading.arms
    if arms.pair and arm in arms.pair:
        return arms.pair
    in_words = comparator_in_words(scope)
    if in_words is not None:
        return arm, in_words
    comparators = [other for other in arms.arms if other.role is GroupRole.COMPARATOR and other != arm]
    if not stands_out(comparators) or arm.role is GroupRole.COMPARATOR:
        if comparators or arm.role is GroupRole.COMPARATOR:
            reasons.append("link_groups_guessed")
        return arm, comparators[0] if comparators else None
    return arm, comparators[0]


def _in(rule: Rule, scope: Scope, start: int) -> bool:
    """True where the rule finds something between `start` and the value."""
    return rule.compiled.search(scope.reading.folded, start, scope.before.end) is not None


def _distinct(arms: Iterable[Arm]) -> list[Arm]:
    return list(dict.fromkeys(arms))
