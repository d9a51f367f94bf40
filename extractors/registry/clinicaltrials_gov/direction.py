"""Whose estimate it is, relative to whom. The order of groupIds is no answer: the registry does not define it.

Answered by the words ("MSC vs. placebo", "placebo minus MSC"), else by arithmetic: a difference or ratio that the groups' own
results give in one order and not in the other. Where neither answers, the experimental arm comes first, and that is a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import regex

from extractors.document import fold
from extractors.registry.clinicaltrials_gov.groups import Arms, Groups
from extractors.registry.clinicaltrials_gov.measurements import param_type_of
from extractors.registry.printed import number_of
from extractors.registry.record import Field
from schemas.vocabulary import GroupRole, MeasurementParamType, ParamType

_OF_THE_ESTIMATE = ("estimateComment", "paramType")
"""Fields that speak of the estimate: "A vs B" there says whose it is."""
_OF_THE_ANALYSIS = ("groupDescription", "otherAnalysisDescription", "statisticalComment")
"""Fields that speak of the test: there only arithmetic in words says so ("A minus B", "A/B")."""

_MINUS = r"\s?(?:-|/|÷|minus|relative\ to|divided\ by)\s?"
_VERSUS = rf"(?:{_MINUS}|\s?[,(]?(?:vs\.?|versus|compared\ (?:to|with)|over|against)\s?)"
_BETWEEN = r"(?:\s?\([^()]{1,40}\))?"
_LEADING = r"(?:the\ |group\ |arm\ )?"

_MUCH_CLOSER = 4.0
"""The groups' own results are this much closer to the estimate in the one order than in the other (adjusted estimates differ from them)."""


@dataclass(frozen=True, slots=True)
class Order:
    """The estimate is `group` relative to `comparator`; is_stated: the record says so, in words or in numbers."""

    group: str
    comparator: str
    is_stated: bool


@dataclass(frozen=True)
class Compared:
    """What an analysis compares: groups of an outcome, in one of its classes where the analysis says in which."""

    outcome: Field
    part: Field | None
    groups: Groups
    arms: Arms

    def order(self, analysis: Field, ids: list[str], param_type: ParamType | None, estimate: float | None) -> Order:
        """The order of two groups in an analysis."""
        first, second = ids
        roles = [self.arms.role(self.groups.title(group_id)) for group_id in ids]
        if roles == [GroupRole.COMPARATOR, GroupRole.EXPERIMENTAL]:
            first, second = second, first
        by_words = _by_words(analysis, self.groups.title(first), self.groups.title(second))
        by_numbers = _by_numbers(_results(self.outcome, self.part), first, second, param_type, estimate)
        if by_words is not None and by_numbers is not None and by_words != by_numbers:
            return Order(first, second, False)
        forward = by_words if by_words is not None else by_numbers
        return Order(second, first, True) if forward is False else Order(first, second, forward is True)


def _by_words(analysis: Field, one: str | None, other: str | None) -> bool | None:
    """True where the words put `one` before `other`, False for the reverse; None where they say neither, or both."""
    if not one or not other:
        return None
    ahead, behind = _names(one, other), _names(other, one)
    if not ahead or not behind:
        return None
    said = set()
    for fields, between in ((_OF_THE_ESTIMATE, _VERSUS), (_OF_THE_ANALYSIS, _MINUS)):
        for name in fields:
            text = analysis.at(name).folded
            for forward, (left, right) in ((True, (ahead, behind)), (False, (behind, ahead))):
                if regex.search(rf"(?<!\w)(?:{left}){_BETWEEN}{between}{_LEADING}(?:{right})(?!\w)", text, regex.IGNORECASE):
                    said.add(forward)
    return said.pop() if len(said) == 1 else None


def _names(title: str, other: str) -> str:
    """How a comment may call the group: by its title, or by the words with which the title begins and which the other's has not."""
    words, others = fold(title).split(), {word.casefold().strip(",;()") for word in fold(other).split()}
    own = []
    for word in words:
        if word.casefold().strip(",;()") in others or word.startswith("("):
            break
        own.append(word.rstrip(",;"))
    names = [regex.escape(fold(title))] + [regex.escape(" ".join(own[:count])) for count in range(len(own), 0, -1)]
    return "|".join(name for name in names if len(name) > 1)


def _by_numbers(
    results: Mapping[str, tuple[float, bool]], one: str, other: str, param_type: ParamType | None, estimate: float | None
) -> bool | None:
    """True where the groups' own results give the estimate as `one` relative to `other`; None where they do not decide."""
    if estimate is None or one not in results or other not in results:
        return None
    (a, share_a), (b, share_b) = results[one], results[other]
    if param_type in (ParamType.MEAN_DIFFERENCE, ParamType.DIFFERENCE):
        # A difference of shares may be printed in points or as a fraction.
        return _closer(estimate, (a - b) * (100 if share_a and abs(estimate) > 1 else 1))
    if param_type not in (ParamType.ODDS_RATIO, ParamType.RISK_RATIO, ParamType.RATE_RATIO) or estimate <= 0 or a <= 0 or b <= 0:
        return None
    if param_type is ParamType.RATE_RATIO:
        return None if share_a or share_b else _closer(log(estimate), log(a / b))
    if not (share_a and share_b) or max(a, b) >= 1:
        return None
    odds = log(a / (1 - a)) - log(b / (1 - b))
    return _closer(log(estimate), odds if param_type is ParamType.ODDS_RATIO else log(a / b))


def _closer(estimate: float, forward: float) -> bool | None:
    ahead, back = abs(estimate - forward), abs(estimate + forward)
    if min(ahead, back) * _MUCH_CLOSER > max(ahead, back) or min(ahead, back) > abs(forward) / 2:
        return None
    return ahead < back


def _results(outcome: Field, part: Field | None) -> dict[str, tuple[float, bool]]:
    """Group id to its one result and whether that is a share of people (0 to 1); empty where there is more than one a group."""
    param_type, counts_people = param_type_of(outcome)
    categories = part.each("categories") if part is not None else []
    if part is None or len(categories) != 1:
        return {}
    sizes = {
        count.at("groupId").text: count.at("value")
        for holder in (outcome, part)
        for denominator in holder.each("denoms")
        for count in denominator.each("counts")
    }
    found = {}
    for measured in categories[0].each("measurements"):
        group_id, leaf = measured.at("groupId").text, measured.at("value").leaf
        value = number_of(leaf) if leaf else None
        if value is None or value.modifier is not None or group_id is None:
            continue
        if counts_people:
            size_leaf = sizes[group_id].leaf if group_id in sizes else None
            size = number_of(size_leaf) if size_leaf else None
            if size is not None and size.value > 0:
                found[group_id] = (value.value / size.value, True)
        else:
            is_share = param_type is MeasurementParamType.PERCENT
            found[group_id] = (value.value / 100 if is_share else value.value, is_share)
    return found
