"""Which contrast of the sentence's own words a statistic is of: people with and without a trait, an exposure, "A versus B".

The arms of the trial come first: a contrast that names two of them is theirs, and `comparison_groups` finds it.
"""

from dataclasses import dataclass

from extractors.context.arms import Arm
from extractors.context.outcome import Outcome, outcome_in
from extractors.linking.scope import Scope
from extractors.rule import Mention, Rule, find
from extractors.rules.contrasts import COMPARED_WITH, CORRELATED, EXPOSURE, PAIR_AFTER, PAIR_BEFORE, PEOPLE_CONTRAST
from extractors.vocabulary.phrases import ADVERBS, EMPTY_SUBJECTS

_SAYS_NOTHING = frozenset(
    (*ADVERBS, *EMPTY_SUBJECTS, "intervention", "drug", "arm", "placebo", "factor", "factors", "variable", "variables")
)
_EDGE_WORDS = frozenset(
    "a an the and or but that while whereas of in on for to with both this these those only also however".split()
)
"""Small words that a label neither begins nor ends with."""
_REACH = 160
"""How far before a value, in characters, "(A versus B: " may begin."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Who is compared with whom.

    outcome: what the sentence says it is in, None where the value's own place does. other_way: the reading in which what is
    called the outcome is the group, where "associated with" allows both. places: where the groups are named, so that no
    outcome is looked for there.
    """

    group: Arm
    comparator: Arm | None
    outcome: Outcome | None = None
    other_way: "Contrast | None" = None
    places: tuple[tuple[int, int], ...] = ()


def contrast_of(scope: Scope, label_to_value: tuple[int, int] | None) -> Contrast | None:
    """The contrast of the value of `scope`, None where its sentence tells none but that of the trial's arms.

    label_to_value: the stretch between an estimate's name and its value ("hazard ratio for A versus B was").
    """
    start, value = scope.sentence.start, scope.before.end
    if label_to_value is not None and (inside := _last(scope, PEOPLE_CONTRAST, *label_to_value)):
        return _paired(scope, inside)
    for rule, begin, end in (
        (PAIR_BEFORE, max(scope.before.start, value - _REACH), value),
        (PAIR_AFTER, scope.after.start, scope.sentence.end),
        (PEOPLE_CONTRAST, scope.before.start if scope.previous is not None else start, value),
    ):
        found = _first_at_once(scope) if rule is PAIR_AFTER else _last(scope, rule, begin, end)
        if found is not None and (contrast := _paired(scope, found)) is not None:
            return contrast
    return _exposure(scope)


def _exposure(scope: Scope) -> Contrast | None:
    """ "A was a predictor of B (": the contrast is of those with A, and B is its outcome."""
    found = _last(scope, EXPOSURE, scope.before.start, scope.before.end)
    if found is None:
        return None
    group = _label(scope, found.span("group"))
    if group is None or scope.reading.arms.between(found.start, found.groups["group"][1]):
        return None
    begin, folded = found.groups["outcome"][0], scope.reading.folded
    compared = COMPARED_WITH.compiled.search(folded, begin, scope.before.end)
    end = compared.start() if compared is not None else scope.before.end
    outcome = outcome_in(scope.reading.masked(begin, end), begin) if begin < end else None
    other_way = None
    if found.span("symmetric") is not None and outcome is not None:
        other = _label(scope, (outcome.start, outcome.end))
        swapped = outcome_in(scope.reading.masked(*found.groups["group"]), found.groups["group"][0])
        other_way = None if other is None else Contrast(other, None, swapped)
    return Contrast(group, _compared_with(scope, begin), outcome, other_way)


def _compared_with(scope: Scope, begin: int) -> Arm | None:
    """The comparator that "compared with" names after `begin`: before the value, or after the bracket of the sentence's last one."""
    folded = scope.reading.folded
    for mention in find(COMPARED_WITH, folded, begin, scope.sentence.end):
        lead = folded[scope.after.start : mention.start].rstrip(" ,")
        if mention.start < scope.before.end or lead.endswith((")", "]")) or not lead:
            return _arm_in(scope, mention.span("comparator")) or _label(scope, mention.span("comparator"))
    return None


def comparator_in_words(scope: Scope) -> Arm | None:
    """What an arm is compared with where the text does not name it as an arm: "superior to usual walks (", "than with bed rest ("."""
    for place in (scope.before, scope.after):
        for mention in reversed(find(COMPARED_WITH, scope.reading.folded, place.start, place.end)):
            span = mention.span("comparator")
            if span is not None and not scope.reading.arms.between(*span):
                return _label(scope, span)
    return None


def correlation_of(scope: Scope) -> Outcome | None:
    """What correlates with what: "A correlated with B (r=0.3) and C (r=0.2)" tells of A with B, then of A with C."""
    found = _last(scope, CORRELATED, scope.sentence.start, scope.before.end)
    if found is None:
        return None
    first, second = found.groups["first"], found.groups["second"]
    if found.end > scope.before.start:
        return Outcome(first[0], second[1])
    other = outcome_in(scope.reading.masked(scope.before.start, scope.before.end), scope.before.start)
    return None if other is None else Outcome(other.start, other.end, lead=first)


def _first_at_once(scope: Scope) -> Mention | None:
    """The pair that follows the value with nothing but a bracket between."""
    folded, start = scope.reading.folded, scope.after.start
    for mention in find(PAIR_AFTER, folded, start, scope.sentence.end)[:1]:
        if not folded[start : mention.start].strip(" )],"):
            return mention
    return None


def _last(scope: Scope, rule: Rule, begin: int, end: int) -> Mention | None:
    return next(reversed(find(rule, scope.reading.folded, begin, end)), None) if begin < end else None


def _paired(scope: Scope, found: Mention) -> Contrast | None:
    """The two groups of a mention; None where both are arms, or where its words name no group."""
    group = found.span("group")
    group_arm, group_label = _arm_in(scope, group), _label(scope, group)
    comparator = found.span("comparator")
    if comparator is not None:
        comparator = _as_far_as(scope, group, comparator)
        comparator_arm, comparator_label = _arm_in(scope, comparator), _label(scope, comparator)
    else:
        comparator_arm, comparator_label = None, None if group_label is None else Arm(f"without {group_label.label}", None, ())
    if group_arm is not None and comparator_arm is not None:
        return None
    if group is None or group_label is None or comparator_label is None:
        return None
    against = found.span("against") or (found.start, found.end)
    places = (found.start, group[1]), (against[0], comparator[1] if comparator is not None else found.end)
    return Contrast(group_arm or group_label, comparator_arm or comparator_label, places=places)


def _as_far_as(scope: Scope, group: tuple[int, int] | None, comparator: tuple[int, int]) -> tuple[int, int]:
    """The comparator without "in ...": what it is compared in, where the group's own name holds no such words."""
    folded = scope.reading.folded
    cut = folded.find(" in ", *comparator)
    return comparator if cut < 0 or (group is not None and " in " in folded[slice(*group)]) else (comparator[0], cut)


def _arm_in(scope: Scope, span: tuple[int, int] | None) -> Arm | None:
    mentions = scope.reading.arms.between(*span) if span is not None else []
    return mentions[0].arm if mentions else None


def _label(scope: Scope, span: tuple[int, int] | None) -> Arm | None:
    """The words at `span` as a group's label, without small words at their ends; None where no word names anything."""
    if span is None:
        return None
    words = scope.reading.text(span).split()
    while words and words[0].lower() in _EDGE_WORDS and not words[0].isupper():
        words.pop(0)
    while words and words[-1].lower() in _EDGE_WORDS:
        words.pop()
    if (
        "±" in words
        or (words and words[-1].endswith("ly"))
        or not any(any(char.isalpha() for char in word) and word.lower() not in _SAYS_NOTHING for word in words)
    ):
        return None
    return Arm(" ".join(words), None, ())
