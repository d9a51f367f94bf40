"""Statistical analyses of outcome measures: estimates with interval, spread and p-value, and the groups that they compare."""

import regex

from extractors.patterns import compiled
from extractors.registry.clinicaltrials_gov.direction import Compared
from extractors.registry.clinicaltrials_gov.estimate_types import BY_LETTERS_ONLY, ESTIMATE_TYPES
from extractors.registry.clinicaltrials_gov.groups import Arms, Groups
from extractors.registry.clinicaltrials_gov.measurements import BETWEEN_TITLES
from extractors.registry.clinicaltrials_gov.words import (
    DISPERSIONS,
    NON_INFERIORITY_TYPES,
    OUTCOME_TYPES,
    SIDES,
    first,
    method_of,
)
from extractors.registry.draft import Draft
from extractors.registry.record import Field
from extractors.registry.times import days_in, time_in
from extractors.row import Row
from schemas.vocabulary import ParamType, Sides

NUMBERS = {
    "param_value": "paramValue", "ci_percent": "ciPctValue", "ci_lower_limit": "ciLowerLimit", "ci_upper_limit": "ciUpperLimit",
    "dispersion_value": "dispersionValue",
}  # fmt: skip
"""Column to field of the numbers of an analysis; the p-value brings its modifier along and is read apart."""

ANCHORS = ("paramValue", "ciLowerLimit", "ciUpperLimit", "pValue", "dispersionValue", "ciPctValue")
"""The field whose line is the row's quote: the first of these that prints a number."""

_ADJUSTED = compiled(r"(?<!un)(?<!non-)\badjusted\b", regex.IGNORECASE)
_TELLING = 4
"""Characters of a class's title from which a comment that holds it is about it: "Yes" is in many."""
_SAID_IN = ("groupDescription", "estimateComment", "otherAnalysisDescription", "statisticalComment", "pValueComment")


def analyses(root: Field, study_label: str | None, arms: Arms) -> list[Row]:
    """Rows of `analyses`: one for each analysis that prints an estimate, a limit or a p-value."""
    found = [
        _analysis(analysis, outcome, Groups(outcome.each("groups")), arms, study_label)
        for outcome in root.each("resultsSection/outcomeMeasuresModule/outcomeMeasures")
        for analysis in outcome.each("analyses")
    ]
    return [row for row in found if row is not None]


def _analysis(analysis: Field, outcome: Field, groups: Groups, arms: Arms, study_label: str | None) -> Row | None:
    frame = outcome.at("timeFrame").text
    draft = Draft(
        "analyses", "ctgov_analysis", study_label=study_label, population=outcome.at("populationDescription").text,
        outcome_title=outcome.at("title").text, outcome_type=OUTCOME_TYPES.get(outcome.at("type").text), time_frame=frame, time_frame_days=days_in(frame),
        method=method_of(analysis.at("statisticalMethod").text), method_raw=analysis.at("statisticalMethod").text,
        non_inferiority_type=NON_INFERIORITY_TYPES.get(analysis.at("nonInferiorityType").text),
    )  # fmt: skip
    for column, name in NUMBERS.items():
        draft.number(column, analysis.at(name))
    draft.p_value(analysis.at("pValue"))
    if "outcome_title" not in draft.values:
        draft.doubt("link_outcome_missing")
    _name_type(draft, analysis, outcome)
    _name_interval(draft, analysis)
    part = _part(analysis, outcome)
    _name_groups(draft, analysis, Compared(outcome, part, groups, arms))
    _name_part(draft, outcome, part)
    anchor = next(
        (analysis.at(name).leaf for name in ANCHORS if analysis.at(name).leaf and _claims(draft, analysis.at(name))), None
    )
    return draft.row(anchor)


def _claims(draft: Draft, field: Field) -> bool:
    return field.leaf is not None and any(field.leaf.start <= claim.start < field.leaf.end for claim in draft.claims)


def _name_type(draft: Draft, analysis: Field, outcome: Field) -> None:
    """What the estimate is. Words that no rule knows are `other` and in doubt; so are letters that mean two things."""
    printed = analysis.at("paramType")
    spread = first(DISPERSIONS, analysis.at("dispersionType").folded)
    if "dispersion_value" in draft.values:
        if spread is not None:
            draft.values["dispersion_type"] = spread.values["dispersion_type"]
        else:
            draft.doubt("read_statistic_missing")
    if not {"param_value", "ci_lower_limit", "ci_upper_limit"} & set(draft.values):
        return
    if printed.text is None:
        draft.doubt("read_type_missing")
        return
    rule = first(ESTIMATE_TYPES, printed.folded)
    draft.values.update(param_type=rule.values["param_type"] if rule else ParamType.OTHER, param_type_raw=printed.text)
    if rule is None:
        draft.doubt("read_rr_ambiguous" if printed.folded.casefold() in BY_LETTERS_ONLY else "read_type_unknown")
    if _ADJUSTED.search(printed.folded):
        draft.values["adjusted"] = True
    unit = outcome.at("unitOfMeasure").text
    of_counts = (outcome.at("paramType").text or "").startswith(("COUNT", "NUMBER"))
    # A difference of means has the outcome's unit; a difference of shares of participants is not in participants.
    if unit and not of_counts and draft.values["param_type"] in (ParamType.MEAN_DIFFERENCE, ParamType.DIFFERENCE):
        draft.values["unit"] = unit


def _name_interval(draft: Draft, analysis: Field) -> None:
    """How many sides the interval has, and whether its level is missing. An upper limit of "NA" leaves a two-sided interval two-sided."""
    limits = [name for name in ("ci_lower_limit", "ci_upper_limit") if name in draft.values]
    if not limits:
        return
    sides = SIDES.get(analysis.at("ciNumSides").text)
    if sides is None and len(limits) == 2:
        sides = Sides.TWO_SIDED
    if sides is not None:
        draft.values["ci_n_sides"] = sides
    if "ci_percent" not in draft.values:
        draft.doubt("read_level_missing")


def _name_groups(draft: Draft, analysis: Field, among: Compared) -> None:
    """Who is compared with whom. Where the record does not say whose estimate it is, relative to whom, the order is in doubt."""
    groups = among.groups
    ids = [item.text for item in analysis.each("groupIds") if item.text]
    titles = [groups.title(group_id) for group_id in ids]
    if not ids or not all(groups.is_known(group_id) for group_id in ids):
        draft.doubt("link_groups_missing")
        return
    has_estimate = bool({"param_value", "ci_lower_limit", "ci_upper_limit"} & set(draft.values))
    if len(ids) == 1:
        draft.values["group_label"] = titles[0]
    elif len(ids) == 2:
        order = among.order(analysis, ids, draft.values.get("param_type"), draft.values.get("param_value"))
        draft.values.update(group_label=groups.title(order.group), comparator_label=groups.title(order.comparator))
        if has_estimate and not order.is_stated:
            draft.doubt("link_direction_guessed")
    else:
        draft.values["group_label"] = "|".join(title or "" for title in titles)
        if has_estimate:
            draft.doubt("link_direction_guessed")
    draft.values = {name: value for name, value in draft.values.items() if value is not None}


def _part(analysis: Field, outcome: Field) -> Field | None:
    """The class of the outcome (a time point, a sub-score) that the analysis is of: the only one, or the one that its words name."""
    classes = outcome.each("classes")
    if len(classes) < 2:
        return classes[0] if classes else None
    said = " ".join(analysis.at(name).folded for name in _SAID_IN).casefold()
    titles = [(part, part.at("title").folded.casefold()) for part in classes]
    named = [
        part for part, title in titles if len(title) >= _TELLING and regex.search(rf"(?<!\w){regex.escape(title)}(?!\w)", said)
    ]
    return named[0] if len(named) == 1 else None


def _name_part(draft: Draft, outcome: Field, part: Field | None) -> None:
    """Add what the class says to the outcome's title or time; an analysis of one of several that does not say which is in doubt."""
    if len(outcome.each("classes")) < 2:
        return
    title = part.at("title").text if part is not None else None
    if title is None:
        draft.doubt("link_outcome_guessed")
        return
    time = time_in(title)
    if time is not None:
        draft.values.update(time_frame=time.label, time_frame_days=time.days)
    if time is None or not time.alone:
        draft.values["outcome_title"] = BETWEEN_TITLES.join(filter(None, (draft.values.get("outcome_title"), title)))
