"""Each group's own results: baseline measures and outcome measures, which have one form."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.context.times import BASELINE_FRAME
from extractors.patterns import compiled
from extractors.registry.clinicaltrials_gov.flow import name_group
from extractors.registry.clinicaltrials_gov.groups import Arms, Groups
from extractors.registry.clinicaltrials_gov.words import DISPERSIONS, OUTCOME_TYPES, PARAM_TYPES, UNIT_KINDS, first
from extractors.registry.draft import Draft
from extractors.registry.printed import holds_digits
from extractors.registry.record import Field
from extractors.registry.times import days_in, time_in
from extractors.row import Row
from schemas.vocabulary import DispersionType, MeasurementParamType

BETWEEN_TITLES = " | "
"""What stands between the titles of measure, class and category in an outcome's title."""

_PERIOD = compiled(
    r"(?:(?:first|second|third|fourth)\s(?:\w+\s)?period|period\s(?:\d|I{1,3}|IV|[A-D]|one|two|three))\b.{0,60}", regex.IGNORECASE
)
_CHANGE = compiled(r"\bchange[sd]?\b|\bdifference\sfrom\sbaseline\b", regex.IGNORECASE)
_RATIO_TO_BASELINE = compiled(r"\bratio\sto\sbaseline\b|\bfold\b", regex.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What a measure, class and category together say that their values are about."""

    outcome_title: str | None
    time_frame: str | None
    time_frame_days: float | None
    period: str | None


def measurements(root: Field, study_label: str | None, arms: Arms) -> list[Row]:
    """Rows of `measurements` for everything that the record reports by group."""
    periods = frozenset(
        title.casefold()
        for period in root.each("resultsSection/participantFlowModule/periods")
        if (title := period.at("title").text)
    )
    baseline = root.at("resultsSection/baselineCharacteristicsModule")
    found: list[Row | None] = []
    for measure in baseline.each("measures"):
        groups = Groups(baseline.each("groups"))
        found.extend(_measure(measure, groups, arms, periods, "ctgov_baseline", baseline, study_label))
    for outcome in root.each("resultsSection/outcomeMeasuresModule/outcomeMeasures"):
        groups = Groups(outcome.each("groups"))
        found.extend(_measure(outcome, groups, arms, periods, "ctgov_outcome", outcome, study_label))
    return [row for row in found if row is not None]


def _measure(
    measure: Field, groups: Groups, arms: Arms, periods: frozenset[str], rule: str, whole: Field, study_label: str | None
) -> Iterator[Row | None]:
    """The rows of one measure. whole: the field whose denominators and population hold where the measure has none of its own."""
    is_baseline = rule == "ctgov_baseline"
    for part in measure.each("classes"):
        sizes = next((sizes for holder in (part, measure, whole) if (sizes := _sizes(holder))), {})
        for category in part.each("categories"):
            about = told(measure, part, category, periods, is_baseline)
            for measured in category.each("measurements"):
                group_id = measured.at("groupId").text
                draft = Draft(
                    "measurements", rule, outcome_title=about.outcome_title, time_frame=about.time_frame, time_frame_days=about.time_frame_days,
                    period=about.period, unit=measure.at("unitOfMeasure").text, study_label=study_label, group_role=arms.role(groups.title(group_id)),
                    population=measure.at("populationDescription").text or whole.at("populationDescription").text,
                    outcome_type=None if is_baseline else OUTCOME_TYPES.get(measure.at("type").text),
                )  # fmt: skip
                name_group(draft, groups, group_id)
                if about.outcome_title is None:
                    draft.doubt("link_outcome_missing")
                if is_change(measure, about.outcome_title):
                    draft.values["is_change"] = True
                size = sizes.get(group_id or "")
                if size is not None:
                    draft.number("group_n", size)
                _fill_value(draft, measure, measured, size)
                _fill_dispersion(draft, measure, measured)
                yield draft.row(measured.at("value").leaf or next(measured.leaves(), None))


def told(measure: Field, part: Field, category: Field, periods: frozenset[str], is_baseline: bool) -> Told:
    """What the titles say: a class that names a time says when, one that names a period says in which; the others name the outcome."""
    names, period = [measure.at("title").text], None
    frame = BASELINE_FRAME.label if is_baseline else measure.at("timeFrame").text
    days = BASELINE_FRAME.days if is_baseline else days_in(frame)
    for title in (part.at("title").text, category.at("title").text):
        if title is None:
            continue
        if period is None and (title.casefold() in periods or _PERIOD.fullmatch(title)):
            period = title
            continue
        time = None if is_baseline else time_in(title)
        if time is not None:
            frame, days = time.label, time.days
        if time is None or not time.alone:
            names.append(title)
    return Told(BETWEEN_TITLES.join(name for name in names if name) or None, frame, days, period)


def is_change(measure: Field, outcome_title: str | None) -> bool:
    """Whether the record says that the values are changes from earlier ones."""
    said = f"{outcome_title or ''} {measure.at('unitOfMeasure').text or ''}"
    return _CHANGE.search(said) is not None and _RATIO_TO_BASELINE.search(said) is None


def _sizes(holder: Field) -> dict[str, Field]:
    """Group id to the field that prints how many participants of the group were analysed; other units are no participants."""
    return {
        group_id: count.at("value")
        for denominator in holder.each("denoms")
        if denominator.at("units").folded.casefold() == "participants"
        for count in denominator.each("counts")
        if (group_id := count.at("groupId").text) is not None
    }


def param_type_of(measure: Field) -> tuple[MeasurementParamType | None, bool]:
    """What the measure's values are, and whether they count participants."""
    printed = measure.at("paramType").text
    if printed == "NUMBER":
        rule = first(UNIT_KINDS, measure.at("unitOfMeasure").folded)
        return (rule.values["param_type"], rule.name == "unit_people") if rule else (MeasurementParamType.OTHER, False)
    return (PARAM_TYPES.get(printed, MeasurementParamType.OTHER) if printed else None), printed == "COUNT_OF_PARTICIPANTS"


def _fill_value(draft: Draft, measure: Field, measured: Field, size: Field | None) -> None:
    param_type, counts_people = param_type_of(measure)
    if param_type is None or (
        param_type is MeasurementParamType.OTHER and measure.at("paramType").text not in (*PARAM_TYPES, "NUMBER")
    ):
        draft.doubt("read_statistic_missing")
    if param_type is not None:
        draft.values["param_type"] = param_type
    draft.number("param_value", measured.at("value"))
    if counts_people and "param_value" in draft.values:
        draft.number("numerator", measured.at("value"))
        if size is not None:
            draft.number("denominator", size)


def _fill_dispersion(draft: Draft, measure: Field, measured: Field) -> None:
    printed = measure.at("dispersionType")
    rule = first(DISPERSIONS, printed.folded)
    spread, lower, upper = (measured.at(name) for name in ("spread", "lowerLimit", "upperLimit"))
    if not any(field.leaf and holds_digits(field.leaf) for field in (spread, lower, upper)):
        return
    draft.number("dispersion_value", spread)
    draft.number("dispersion_lower_limit", lower)
    draft.number("dispersion_upper_limit", upper)
    if rule is None:
        draft.doubt("read_statistic_missing")
        return
    kind: DispersionType = rule.values["dispersion_type"]
    draft.values["dispersion_type"] = kind
    takes_limits = kind in (DispersionType.IQR, DispersionType.RANGE, DispersionType.CI)
    if takes_limits == ("dispersion_value" in draft.values):
        # One number for a spread that has two ends, or two ends for one that is a number.
        draft.doubt("read_statistic_missing")
    if kind is DispersionType.CI:
        _fill_level(draft, printed, rule.compiled.search(printed.folded))


def _fill_level(draft: Draft, printed: Field, match: "regex.Match[str] | None") -> None:
    assert printed.leaf is not None
    level = match["level"] if match else None
    if level is None:
        draft.doubt("read_level_missing")
        return
    # CONFIDENCE_975 is 97.5 %.
    value = float(level) if float(level) <= 100 else float(level) / 10
    start = printed.leaf.start + printed.leaf.folded.index(level)
    draft.claim("dispersion_ci_percent", value, start, start + len(level))
