"""Whether a sentence measures its arms the other way round than a row is told."""

from itertools import pairwise

from extractors.context.arms import Arm, ArmMention
from extractors.linking.scope import Scope
from extractors.rules.connectives import AGAINST_FIRST, AS_REFERENCE, MEASURED_AGAINST

_LOOK_BACK = 60


def is_turned(scope: Scope, group: Arm, comparator: Arm | None) -> bool:
    """True where the sentence measures `comparator` against `group`; the direction of an estimate told so is not sure.

    "The hazard ratio for placebo versus MSC", "Compared with MSC, placebo ...", "with MSC as the reference".
    """
    if comparator is None:
        return False
    folded = scope.reading.folded
    mentions = scope.reading.arms.between(scope.sentence.start, scope.sentence.end)
    if any(mention.arm == group and AS_REFERENCE.after(folded, mention.end, scope.sentence.end) for mention in mentions):
        return True
    return any(_turns(folded, scope.sentence.start, one, other, group, comparator) for one, other in pairwise(mentions))


def _turns(folded: str, sentence_start: int, one: ArmMention, other: ArmMention, group: Arm, comparator: Arm) -> bool:
    if one.arm == comparator and other.arm == group:
        return MEASURED_AGAINST.fills(folded, one.end, other.start)
    if one.arm != group or other.arm != comparator:
        return False
    return AGAINST_FIRST.before(folded, max(sentence_start, one.start - _LOOK_BACK), one.start)
