"""Rows of `analyses`: each statistic with its outcome, time frame, groups and study."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.context.outcome import Outcome, led_by_goal, outcome_after
from extractors.context.times import TimeFrame
from extractors.linking.comparison_groups import COMPARES, Groups, compared_groups
from extractors.linking.context import Reading
from extractors.linking.contrasts import Contrast, contrast_of, correlation_of
from extractors.linking.direction import is_turned
from extractors.linking.estimate_types import estimate_type, ratio_of
from extractors.linking.group_intervals import group_interval_row, is_group_result
from extractors.linking.modifiers import modifier_of
from extractors.linking.respectively import Share, compared_values, of_both, runs, shares
from extractors.linking.scope import Carried, Scope
from extractors.numbers import value_of
from extractors.row import Claim, Row, with_limits_in_order
from extractors.rule import Mention
from extractors.rules.comparisons import ASIDE, CHANGE_WORD, COMPARISON_WORD
from extractors.rules.connectives import AND_ONLY, CHANGE_AFTER_P, IN_BOTH_ARMS
from extractors.rules.p_values import UNNAMED_P_VALUE
from extractors.statistic import Statistic
from schemas.vocabulary import RATIOS, ParamType, Sides

_OF_THE_OBJECT = frozenset({ParamType.HAZARD_RATIO, ParamType.ODDS_RATIO})
_OF_THE_SUBJECT = frozenset({ParamType.MEAN_DIFFERENCE, ParamType.DIFFERENCE, ParamType.STANDARDIZED_MEAN_DIFFERENCE})


def link_analyses(reading: Reading, units: Sequence[Statistic]) -> list[Row]:
    """A row for each statistic that compares or estimates."""
    rows: list[Row] = []
    by_sentence: dict[int, list[Statistic]] = {}
    for unit in units:
        by_sentence.setdefault(reading.sentences.index_at(unit.start), []).append(_with_told_change(reading, unit))
    carried = Carried()
    types: dict[int, ParamType | None] = {}
    for index in sorted(by_sentence):
        carried.lead(reading, index)
        rows.extend(_sentence_rows(reading, index, by_sentence[index], carried, types))
    return rows


def _sentence_rows(
    reading: Reading, index: int, units: list[Statistic], carried: Carried, types: dict[int, ParamType | None]
) -> list[Row]:
    sentence = reading.sentences.spans[index]
    distributed: dict[int, Share] = {}
    for first, last in runs(reading.folded, units, sentence.end):
        found = shares(reading, sentence.start, units[first].start, last - first + 1, units[last].end, sentence.end)
        if found is None and len(carried.outcomes) == last - first + 1:
            found = [Share(outcome=outcome) for outcome in carried.outcomes]
        if found:
            distributed.update(zip(range(first, last + 1), found, strict=True))
    distributed = {
        **of_both(reading, units, sentence.start, sentence.end),
        **distributed,
        **compared_values(reading, units, sentence.end),
    }
    rows = []
    previous: _Linked | None = None
    own = False
    for i, unit in enumerate(units):
        scope = Scope.of(reading, index, [(unit.start, unit.end) for unit in units], i, previous, carried, distributed.get(i))
        own = is_group_result(scope, unit, own)
        if own:
            reasons: list[str] = []
            row, outcome, time = group_interval_row(scope, unit, reasons)
            rows.append(row)
            previous = _Linked(outcome, time, None, None, None, None, tuple(reasons))
            carried.saw(outcome, index)
            if unit.p is None:
                continue
            scope = replace(scope, previous=previous)
            unit = replace(unit, start=unit.p.start, value=None, unit=None, interval=None, level=None)
        linked = _Linker(reading, unit, scope, previous, types).linked()
        rows.extend(_row(reading, unit, each) for each in _of_each_arm(reading, unit, linked))
        previous = linked
        carried.saw(linked.outcome, index)
        if not ASIDE.compiled.search(reading.folded, sentence.start, unit.start):
            carried.set_time(reading, index, linked.time)
        if linked.contrast is not None:
            carried.contrast, carried.contrast_sentence = linked.contrast, index
    return rows


def _with_told_change(reading: Reading, unit: Statistic) -> Statistic:
    """The number right before a p-value is what it tests where a change is told of: "12 g (p=0.03) increase in weight"."""
    if unit.bare_value is None:
        return unit
    folded, start = reading.folded, reading.sentences.at(unit.start).start
    before = all(rule.compiled.search(folded, start, unit.bare_value[0]) for rule in (CHANGE_WORD, COMPARISON_WORD))
    if not before and not CHANGE_AFTER_P.after(folded, unit.end, len(folded)):
        return unit
    return replace(unit, start=unit.bare_value[0], value=unit.bare_value, bare_value=None)


def _of_each_arm(reading: Reading, unit: Statistic, linked: "_Linked") -> "list[_Linked]":
    """What "(p<0.001) in both groups" tells of is a change within each arm; anything else stands as it is linked."""
    pair = reading.arms.pair
    if (
        pair is None
        or unit.value is not None
        or unit.interval is not None
        or not IN_BOTH_ARMS.after(reading.folded, unit.end, len(reading.folded))
    ):
        return [linked]
    return [replace(linked, groups=(arm, None)) for arm in pair]


@dataclass(frozen=True)
class _Linked:
    outcome: Outcome | None
    time: TimeFrame | None
    groups: Groups | None
    param_type: ParamType | None
    last_ratio: ParamType | None
    study: str | None
    reasons: tuple[str, ...]
    contrast: Contrast | None = None


@dataclass(frozen=True)
class _Linker:
    """Finds what one statistic is about."""

    reading: Reading
    unit: Statistic
    scope: Scope
    previous: _Linked | None
    carried_types: dict[int, ParamType | None]

    def linked(self) -> _Linked:
        """What the statistic is about, with the reasons to doubt it."""
        reasons: list[str] = []
        param_type, last_ratio = self._type(reasons)
        contrast = self._contrast(param_type, reasons)
        outcome = self._outcome(contrast, reasons)
        time = self.scope.time(reasons, outcome)
        previous = self.previous
        groups = compared_groups(
            self.scope,
            param_type,
            contrast,
            previous.groups if previous is not None else None,
            previous.reasons if previous is not None else (),
            reasons,
        )
        if contrast is None and param_type in COMPARES and groups is not None and is_turned(self.scope, *groups):
            reasons.append("link_direction_guessed")
        study, guessed = self.reading.study_at(self.unit.start, self.unit.end)
        if guessed:
            reasons.append("link_study_guessed")
        alone = self.unit.estimate is not None and self.unit.p is None and self.unit.interval is None
        if self.unit.bare_value is not None or (alone and param_type is ParamType.OTHER):
            reasons.append("read_type_missing")
        ratio = ratio_of(param_type, last_ratio)
        return _Linked(outcome, time, groups, param_type, ratio, study, tuple(dict.fromkeys(reasons)), contrast)

    def _type(self, reasons: list[str]) -> tuple[ParamType | None, ParamType | None]:
        """The type of the estimate, and the ratio that was named last before it."""
        like = self.carried_types.get(self.unit.like.start) if self.unit.like is not None else None
        last_ratio = self.previous.last_ratio if self.previous is not None else None
        param_type = estimate_type(self.scope, self.unit, like, last_ratio, reasons)
        # A guess is not handed on: what shares its kind guesses for itself, and says so.
        self.carried_types[self.unit.start] = param_type if "read_type_missing" not in reasons else None
        return param_type, last_ratio

    def _label_to_value(self) -> tuple[int, int] | None:
        """The stretch between the estimate's name and its value."""
        if self.unit.estimate is None or self.unit.value is None:
            return None
        return self.unit.estimate.groups["param_type_raw"][1], self.unit.value[0]

    def _contrast(self, param_type: ParamType | None, reasons: list[str]) -> Contrast | None:
        """Whom the sentence's own words compare.

        "A was associated with B" may make either the group: a difference is one of A between those with and without B, a
        ratio of hazards or odds is of B with A; with another statistic the first reading is a guess.
        """
        contrast = contrast_of(self.scope, self._label_to_value())
        if contrast is None and param_type in RATIOS and self._goes_on():
            reasons.append("link_groups_guessed")
            carried = self.scope.carried.contrast
            return None if carried is None else Contrast(carried.group, carried.comparator)
        if contrast is None or contrast.other_way is None or param_type in _OF_THE_OBJECT:
            return contrast
        if param_type in _OF_THE_SUBJECT:
            return contrast.other_way
        reasons.append("link_groups_guessed")
        return contrast

    def _goes_on(self) -> bool:
        """True where the sentence before compares people in its own words, and this one names no groups of its own."""
        scope = self.scope
        return (
            scope.carried.contrast is not None
            and scope.index - scope.carried.contrast_sentence == 1
            and self.previous is None
            and not self.reading.arms.between(scope.sentence.start, scope.before.end)
        )

    def _outcome(self, contrast: Contrast | None, reasons: list[str]) -> Outcome | None:
        """The outcome: what is predicted or correlated where the sentence says so, else what the value's place names."""
        label_to_value = self._label_to_value()
        named = outcome_after(self.reading.masked(*label_to_value), label_to_value[0]) if label_to_value is not None else None
        if self.scope.share is None and named is None:
            told = contrast.outcome if contrast is not None else correlation_of(self.scope)
            if told is not None:
                return told
        outcome = self.scope.outcome(reasons, label_to_value, hidden=contrast.places if contrast is not None else ())
        earlier = self.previous.outcome if self.previous is not None else None
        if outcome is not None and earlier is not None:
            folded, start = self.reading.folded, self.scope.before.start
            return led_by_goal(folded, earlier, outcome) if AND_ONLY.fills(folded, start, outcome.start) else outcome
        return outcome


def _row(reading: Reading, unit: Statistic, linked: _Linked) -> Row:
    """The statistic as a row: its numbers with their claims, and what they are about."""
    numbers = _Numbers(reading.folded, unit)
    numbers.read()
    values: dict[str, Any] = {"param_type": linked.param_type, "study_label": linked.study, **numbers.values}
    if unit.estimate is not None:
        values["param_type_raw"] = reading.text(unit.estimate.groups["param_type_raw"])
        values["adjusted"] = True if unit.estimate.span("adjusted") else None
    if unit.unit is not None:
        values["unit"] = reading.text(unit.unit)
    if linked.outcome is not None:
        values["outcome_title"] = reading.title(linked.outcome)
    if linked.time is not None:
        values["time_frame"], values["time_frame_days"] = linked.time.label, linked.time.days
    if linked.groups is not None:
        group, comparator = linked.groups
        values["group_label"], values["comparator_label"] = group.label, comparator.label if comparator else None
    claims = tuple(numbers.claims)
    starts, ends = [claim.start for claim in claims] + [unit.start], [claim.end for claim in claims] + [unit.end]
    if unit.level_from_header and unit.level is not None:
        starts = [start for start in starts if start != unit.level[0]]
    reasons = tuple(dict.fromkeys((*linked.reasons, *numbers.reasons)))
    return Row("analyses", min(starts), max(ends), unit.rule, values, claims, reasons)


class _Numbers:
    """The printed numbers of one statistic: columns with their values, claims, and what is doubtful about them."""

    def __init__(self, folded: str, unit: Statistic) -> None:
        self.folded, self.unit = folded, unit
        self.values: dict[str, Any] = {}
        self.claims: list[Claim] = []
        self.reasons: list[str] = []

    def read(self) -> None:
        """Read estimate, interval and p-value."""
        self._number("param_value", self.unit.value)
        if self.unit.interval is not None:
            self._interval(self.unit.interval)
        if self.unit.p is not None:
            self._p_value(self.unit.p)

    def _number(self, column: str, place: tuple[int, int] | None) -> float | None:
        if place is None:
            return None
        value = value_of(self.folded[slice(*place)])
        if value is None:
            self.reasons.append("read_number_format")
            return None
        self.claims.append(Claim(column, *place))
        self.values[column] = value
        return value

    def _interval(self, interval: Mention) -> None:
        self._number("ci_percent", self.unit.level)
        lower = self._number("ci_lower_limit", interval.span("ci_lower_limit"))
        upper = self._number("ci_upper_limit", interval.span("ci_upper_limit"))
        if lower is not None and upper is not None:
            self.values["ci_n_sides"] = Sides.TWO_SIDED
            exchanged = with_limits_in_order(self.values, self.claims, "ci_lower_limit", "ci_upper_limit")
            if exchanged is not None:
                self.reasons.append("read_limits_reversed")
                self.claims = exchanged
        if self.unit.level is None:
            self.reasons.append("read_level_missing")
        if interval.span("sign_ambiguous"):
            self.reasons.append("read_sign_ambiguous")

    def _p_value(self, p: Mention) -> None:
        value = self._number("p_value", self.unit.p_place)
        if value is None:
            return
        if value > 1:
            del self.values["p_value"]
            self.claims = [claim for claim in self.claims if claim.column != "p_value"]
            self.reasons.append("read_number_format")
        else:
            self.values["p_value_modifier"] = modifier_of(self.folded, p.span("p_value_modifier"))
            if p.rule is UNNAMED_P_VALUE:
                self.reasons.append("read_statistic_missing")
