"""Rows of `analyses`: each statistic with its outcome, time frame, groups and study."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from extractors.context.arms import Arm, ordered
from extractors.context.outcome import Outcome
from extractors.context.times import TimeFrame
from extractors.linking.context import Reading
from extractors.linking.group_intervals import group_interval_row, is_group_result
from extractors.linking.modifiers import modifier_of
from extractors.linking.respectively import Share, runs, shares
from extractors.linking.scope import Carried, Scope
from extractors.matching import Statistic
from extractors.numbers import value_of
from extractors.row import Claim, Row
from schemas.vocabulary import RATIOS, ParamType, Sides

_RR_WORDS = (
    (ParamType.RATE_RATIO, regex.compile(r"\b(?:rate\s+ratios?|incidence\s+rates?|annuali[sz]ed|person-years?|per\s+(?:person|patient|year|\d))", regex.IGNORECASE)),
    (ParamType.RISK_RATIO, regex.compile(r"\b(?:relative\s+risks?|risk\s+ratios?|risks?|proportions?)\b", regex.IGNORECASE)),
    (ParamType.RATE_RATIO, regex.compile(r"\b(?:episodes?|exacerbations?|relapses|lesions?|admissions|hospitali[sz]ations|visits|falls|seizures|events)\b", regex.IGNORECASE)),
    (ParamType.RISK_RATIO, regex.compile(r"\b(?:patients|participants|women|men|children)\b", regex.IGNORECASE)),
)  # fmt: skip
"""What "RR" is by the words of its sentence, in order of weight: what is counted over time has a rate, what people have a risk."""
_COMPARATIVE = regex.compile(
    r"\b(?:compared|versus|vs\.?|than|difference|differ(?:s|ed)?|(?:between|in\s+both)\s+(?:the\s+)?(?:two\s+)?(?:groups|arms)|relative\s+to|lower|higher|greater|less|more|fewer|shorter|longer|better|worse|superior|inferior|larger|smaller)\b",
    regex.IGNORECASE,
)
_IN_ARM = regex.compile(r"\s*[)\]]*\s*(?:in|for)\s+(?:either\s+)?(?:the\s+)?", regex.IGNORECASE)
_PREDICTOR = regex.compile(r"\b(?:associated\swith|predict\w*|prognostic|correlat\w+|risk\sfactors?|independent(?:ly)?)\b", regex.IGNORECASE)
"""Words for what makes no comparison of arms."""
_MEAN = regex.compile(r"\b(?:mean|means|average|least[-\s]squares?|LS)\b", regex.IGNORECASE)


def link_analyses(reading: Reading, units: Sequence[Statistic]) -> list[Row]:
    """A row for each statistic that compares or estimates."""
    rows: list[Row] = []
    by_sentence: dict[int, list[Statistic]] = {}
    for unit in units:
        by_sentence.setdefault(reading.sentences.index_at(unit.start), []).append(unit)
    carried = Carried()
    for index in sorted(by_sentence):
        carried.lead(reading, index)
        rows.extend(_sentence_rows(reading, index, by_sentence[index], carried))
    return rows


def _sentence_rows(reading: Reading, index: int, units: list[Statistic], carried: Carried) -> list[Row]:
    sentence = reading.sentences.spans[index]
    distributed: dict[int, Share] = {}
    for first, last in runs(reading.folded, units, sentence.end):
        found = shares(reading, sentence.start, units[first].start, last - first + 1, units[last].end, sentence.end)
        if found is None and len(carried.outcomes) == last - first + 1:
            found = [Share(outcome=outcome) for outcome in carried.outcomes]
        if found:
            distributed.update(zip(range(first, last + 1), found, strict=True))
    rows = []
    previous: _Linked | None = None
    own = False
    for i, unit in enumerate(units):
        scope = Scope.of(reading, index, [(unit.start, unit.end) for unit in units], i, previous, carried, distributed.get(i))
        own = is_group_result(scope, unit, own)
        if own:
            row, outcome, time = group_interval_row(scope, unit, [])
            rows.append(row)
            previous = _Linked(outcome, time, None, None, None, ())
            carried.saw(outcome, index)
            if unit.p is None:
                continue
            scope = replace(scope, previous=previous)
            unit = replace(unit, start=unit.p.start, value=None, unit=None, interval=None, level=None)
        linked = _Linker(reading, unit, scope, previous).linked()
        rows.append(_row(reading, unit, linked))
        previous = linked
        carried.saw(linked.outcome, index)
        carried.set_time(reading, index, linked.time)
    return rows


@dataclass(frozen=True)
class _Linked:
    outcome: Outcome | None
    time: TimeFrame | None
    groups: tuple[Arm, Arm | None] | None
    param_type: ParamType | None
    study: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Linker:
    """Finds what one statistic is about."""

    reading: Reading
    unit: Statistic
    scope: Scope
    previous: _Linked | None

    def linked(self) -> _Linked:
        reasons: list[str] = []
        estimate = self.unit.estimate
        label_end = estimate.groups["param_type_raw"][1] if estimate is not None else None
        value_start = self.unit.value[0] if self.unit.value is not None else None
        outcome = self.scope.outcome(reasons, (label_end, value_start) if label_end is not None and value_start is not None else None)
        time = self.scope.time(reasons, outcome)
        param_type = self._param_type(reasons)
        groups = self._groups(param_type, reasons)
        study, guessed = self.reading.study_at(self.unit.start, self.unit.end)
        if guessed:
            reasons.append("link_study_guessed")
        return _Linked(outcome, time, groups, param_type, study, tuple(dict.fromkeys(reasons)))

    def _param_type(self, reasons: list[str]) -> ParamType | None:
        unit = self.unit
        if unit.value is None:
            return None
        if unit.estimate is not None:
            named = unit.estimate.rule.values.get("param_type")
            return named if named is not None else self._rr(reasons)
        if unit.like is not None and self.previous is not None and self.previous.param_type is not None:
            return self.previous.param_type
        text = self.reading.folded[self.scope.sentence.start : unit.start]
        if self.previous is not None and self.previous.param_type in RATIOS and unit.unit is None and unit.interval is not None and not regex.search(r"\bdifferences?\b", text, regex.IGNORECASE):
            return self.previous.param_type
        reasons.append("read_type_missing")
        if regex.search(r"\bdifferences?\b|\bchanges?\b|\bbetween\b", text, regex.IGNORECASE):
            return ParamType.MEAN_DIFFERENCE if _MEAN.search(text) else ParamType.DIFFERENCE
        return None

    def _rr(self, reasons: list[str]) -> ParamType:
        """'RR' by what is counted: rates where the text speaks of events over time, else risks."""
        text = self.reading.folded[self.scope.sentence.start : self.scope.sentence.end]
        for param_type, words in _RR_WORDS:
            if words.search(text):
                return param_type
        reasons.append("read_rr_ambiguous")
        return ParamType.RISK_RATIO

    def _groups(self, param_type: ParamType | None, reasons: list[str]) -> tuple[Arm, Arm | None] | None:
        arms = self.reading.arms
        here = _distinct(mention.arm for mention in arms.between(self.scope.before.start, self.scope.before.end))
        comparative = param_type is not None and param_type not in (ParamType.CORRELATION, ParamType.AUC, ParamType.R_SQUARED)
        said = _COMPARATIVE.search(self.reading.folded, self.scope.before.start, self.scope.before.end) is not None
        if self.scope.share is not None and self.scope.share.arm is not None:
            others = [arm for arm in here if arm != self.scope.share.arm and arm.role is not None and arm.role.value == "comparator"]
            return (self.scope.share.arm, others[0]) if others and said else (self.scope.share.arm, None)
        following = arms.between(self.scope.after.start, self.scope.after.end)
        if not here and following and _IN_ARM.fullmatch(self.reading.folded[self.scope.after.start : following[0].start]):
            here = [following[0].arm]
        if len(here) < 2:
            here = _distinct([*here, *(mention.arm for mention in arms.between(self.scope.after.start, self.scope.after.end))]) if self.scope.last and (said or comparative) else here
        if len(here) == 2:
            return ordered(here[0], here[1])
        if len(here) == 1:
            if comparative or said:
                pair = arms.pair
                if pair and here[0] in pair:
                    return pair
                other = next((arm for arm in arms.arms if arm.role is not None and arm.role.value == "comparator" and arm != here[0]), None)
                if other is not None:
                    reasons.append("link_groups_guessed")
                    return here[0], other
            return here[0], None
        if not here and self.previous is not None and self.previous.groups is not None:
            return self.previous.groups
        if not here and arms.pair is not None and not _PREDICTOR.search(self.reading.folded, self.scope.sentence.start, self.unit.start):
            return arms.pair
        if len(here) > 2:
            nearest = arms.between(self.scope.before.start, self.scope.before.end)
            last_two = _distinct(mention.arm for mention in nearest[-2:])
            reasons.append("link_groups_guessed")
            if len(last_two) == 2:
                return ordered(last_two[0], last_two[1])
        reasons.append("link_groups_missing")
        return None


def _distinct(arms: Any) -> list[Arm]:
    return list(dict.fromkeys(arms))


def _row(reading: Reading, unit: Statistic, linked: _Linked) -> Row:
    """The statistic as a row: its numbers with their claims, and what they are about."""
    folded = reading.folded
    values: dict[str, Any] = {"param_type": linked.param_type, "study_label": linked.study}
    claims: list[Claim] = []
    reasons = list(linked.reasons)

    def number(column: str, place: tuple[int, int] | None) -> float | None:
        if place is None:
            return None
        value = value_of(folded[slice(*place)])
        if value is None:
            reasons.append("read_number_format")
            return None
        claims.append(Claim(column, *place))
        values[column] = value
        return value

    number("param_value", unit.value)
    if unit.interval is not None:
        number("ci_percent", unit.level)
        lower = number("ci_lower_limit", unit.interval.span("ci_lower_limit"))
        upper = number("ci_upper_limit", unit.interval.span("ci_upper_limit"))
        if lower is not None and upper is not None:
            values["ci_n_sides"] = Sides.TWO_SIDED
            if lower > upper:
                reasons.append("read_limits_reversed")
                values["ci_lower_limit"], values["ci_upper_limit"] = upper, lower
                other = {"ci_lower_limit": "ci_upper_limit", "ci_upper_limit": "ci_lower_limit"}
                claims = [Claim(other.get(claim.column, claim.column), claim.start, claim.end) for claim in claims]
        if unit.level is None:
            reasons.append("read_level_missing")
        if unit.interval.span("sign_ambiguous"):
            reasons.append("read_sign_ambiguous")
    if unit.p is not None and number("p_value", unit.p_place) is not None:
        values["p_value_modifier"] = modifier_of(folded, unit.p.span("p_value_modifier"))
        if values["p_value"] > 1:
            del values["p_value"], values["p_value_modifier"]
            claims = [claim for claim in claims if claim.column != "p_value"]
            reasons.append("read_number_format")
    if unit.estimate is not None:
        values["param_type_raw"] = reading.text(unit.estimate.groups["param_type_raw"])
        values["adjusted"] = True if unit.estimate.span("adjusted") else None
    if unit.unit is not None:
        values["unit"] = reading.text(unit.unit)
    if linked.outcome is not None:
        values["outcome_title"] = reading.text((linked.outcome.start, linked.outcome.end))
    if linked.time is not None:
        values["time_frame"], values["time_frame_days"] = linked.time.label, linked.time.days
    if linked.groups is not None:
        group, comparator = linked.groups
        values["group_label"], values["comparator_label"] = group.label, comparator.label if comparator else None
    starts, ends = [claim.start for claim in claims] + [unit.start], [claim.end for claim in claims] + [unit.end]
    if unit.level_from_header and unit.level is not None:
        starts = [start for start in starts if start != unit.level[0]]
    return Row("analyses", min(starts), max(end for end in ends), unit.rule, values, tuple(claims), tuple(dict.fromkeys(reasons)))
