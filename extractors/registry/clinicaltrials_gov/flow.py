"""Participants: how many were enrolled, entered each period, completed it or left it, and why."""

import regex

from extractors.patterns import compiled
from extractors.registry.clinicaltrials_gov.groups import Groups
from extractors.registry.clinicaltrials_gov.words import first
from extractors.registry.draft import Draft
from extractors.registry.record import Field
from extractors.row import Row
from extractors.rule import Example, Not, Rule
from schemas.vocabulary import Role

_DESIGN = "protocolSection/designModule"
_FLOW = "resultsSection/participantFlowModule"
_SAID_TO_BE_RANDOMISED = compiled(
    r"\brandomi[sz]ed\b|\bdouble[\s-]blind|\bblinded\b|\bcrossover\b|\bcross-over\b", regex.IGNORECASE
)
_BEFORE_RANDOMISATION = compiled(
    r"\b(?:run-?\s?in|lead-?\s?in|screening|pre-?random\w*|open[\s-]label|induction|titration|wash-?out)\b", regex.IGNORECASE
)

MILESTONES: tuple[Rule, ...] = (
    Rule("milestone_completed", r"^ completed $", (Example("COMPLETED"),), (Not("NOT COMPLETED", why="the others"), Not("Completed Week 52", why="a part of the way")), {"role": Role.COMPLETED}),
    Rule("milestone_not_completed", r"^ not\ completed $", (Example("NOT COMPLETED"),), (Not("COMPLETED", why="the others"),), {"role": Role.WITHDRAWN}),
    Rule("milestone_treated", r"^ (?: (?:participants\ |subjects\ |patients\ )? (?:treated|dosed) | received\ (?:at\ least\ (?:one|1)\ dose\ of\ |any\ )? (?:the\ )? (?:study\ |assigned\ |allocated\ )? (?:drug|treatment|intervention|medication|product|infusion|therapy) ) $",
         (Example("Treated"), Example("Received Study Drug"), Example("Received at least one dose of study drug"), Example("Received Treatment")),
         (Not("Received OL CZP", why="a later treatment"), Not("Not treated", why="the others")), {"role": Role.TREATED}),
    Rule("milestone_randomised", r"^ randomi[sz]ed $", (Example("Randomized"),), (Not("Randomized to Part 2", why="a part"), Not("Not randomized", why="the others")), {"role": Role.RANDOMISED}),
    Rule("milestone_screened", r"^ screened $", (Example("Screened"),), (Not("Screen failure", why="those who failed"),), {"role": Role.SCREENED}),
    Rule("milestone_enrolled", r"^ enrolled $", (Example("Enrolled"),), (Not("Not enrolled", why="the others"),), {"role": Role.ENROLLED}),
)  # fmt: skip
"""Milestones whose words say the role. STARTED depends on the period and the design; any other is a stage that only its words name."""


def participant_flow(root: Field, study_label: str | None, taken: set[int]) -> list[Row]:
    """Rows of `sample_sizes`. taken: where numbers stand that measurements use as size of their group."""
    found = [*_enrollment(root, study_label), *_denominators(root, study_label, taken)]
    groups = Groups(root.each(f"{_FLOW}/groups"))
    periods = root.each(f"{_FLOW}/periods")
    for number, period in enumerate(periods):
        title = period.at("title").text if len(periods) > 1 else None
        for milestone in period.each("milestones"):
            role, stage, reasons = _role(root, milestone.at("type").folded, number, periods)
            for count in milestone.each("achievements"):
                stage_row = Draft(
                    "sample_sizes",
                    "ctgov_milestone",
                    role=role,
                    population=milestone.at("type").text if stage else None,
                    period=title,
                    study_label=study_label,
                )
                found.append(_counted(stage_row, count, groups, reasons))
        for withdrawal in period.each("dropWithdraws"):
            for count in withdrawal.each("reasons"):
                left = Draft(
                    "sample_sizes",
                    "ctgov_withdrawal",
                    role=Role.WITHDRAWN,
                    population=withdrawal.at("type").text,
                    period=title,
                    study_label=study_label,
                )
                found.append(_counted(left, count, groups, ()))
    return [row for row in found if row is not None]


def _enrollment(root: Field, study_label: str | None) -> list[Row | None]:
    info = root.at(f"{_DESIGN}/enrollmentInfo")
    role = {"ACTUAL": Role.ENROLLED, "ESTIMATED": Role.PLANNED}.get(info.at("type").text or "", Role.PLANNED)
    draft = Draft("sample_sizes", "ctgov_enrollment", role=role, study_label=study_label)
    draft.number("n", info.at("count"))
    if info.at("type").text is None:
        draft.doubt("link_role_guessed")
    return [draft.row(info.at("count").leaf)]


def _role(root: Field, milestone: str, number: int, periods: list[Field]) -> tuple[Role, bool, tuple[str, ...]]:
    """The role that a milestone gives, whether its words must be told as stage beside it, and what is in doubt.

    In the first period STARTED counts those assigned to the group, in later ones those who entered the period. Where several periods
    are not said to be blind or randomised, the first may be a run-in.
    """
    if milestone.upper() != "STARTED":
        rule = first(MILESTONES, milestone)
        return (rule.values["role"], False, ()) if rule else (Role.ENROLLED, True, ("link_role_guessed",))
    if number > 0 or root.at(f"{_DESIGN}/designInfo/allocation").text != "RANDOMIZED":
        return Role.ENROLLED, False, ()
    title = periods[0].at("title").folded
    if len(periods) > 1 and _BEFORE_RANDOMISATION.search(title):
        return Role.ENROLLED, False, ("link_role_guessed",)
    sure = (
        len(periods) == 1
        or root.at(f"{_DESIGN}/designInfo/interventionModel").text == "CROSSOVER"
        or _SAID_TO_BE_RANDOMISED.search(title) is not None
    )
    return Role.RANDOMISED, False, () if sure else ("link_role_guessed",)


def _counted(draft: Draft, count: Field, groups: Groups, reasons: tuple[str, ...]) -> Row | None:
    draft.number("n", count.at("numSubjects"))
    name_group(draft, groups, count.at("groupId").text)
    for reason in reasons:
        draft.doubt(reason)
    return draft.row(count.at("numSubjects").leaf)


def name_group(draft: Draft, groups: Groups, group_id: str | None) -> None:
    """Fill `group_label` with the group's title; a group that is declared nowhere is in doubt."""
    title = groups.title(group_id)
    if title is not None:
        draft.values["group_label"] = title
    elif not groups.is_known(group_id):
        draft.doubt("link_groups_missing")


def _denominators(root: Field, study_label: str | None, taken: set[int]) -> list[Row | None]:
    """Numbers analysed that no measurement uses, as where a group has nobody to measure."""
    found = []
    baseline = root.at("resultsSection/baselineCharacteristicsModule")
    places = [(baseline, Groups(baseline.each("groups")), part) for part in (baseline, *baseline.each("measures"))]
    for outcome in root.each("resultsSection/outcomeMeasuresModule/outcomeMeasures"):
        places.append((outcome, Groups(outcome.each("groups")), outcome))
    for whole, groups, part in places:
        for holder in (part, *part.each("classes")):
            for denominator in holder.each("denoms"):
                if denominator.at("units").folded.casefold() != "participants":
                    continue
                for count in denominator.each("counts"):
                    draft = Draft("sample_sizes", "ctgov_denominator", role=Role.ANALYSED, study_label=study_label,
                                  population=part.at("populationDescription").text or whole.at("populationDescription").text)  # fmt: skip
                    draft.number("n", count.at("value"))
                    name_group(draft, groups, count.at("groupId").text)
                    if draft.claims and draft.claims[0].start not in taken:
                        found.append(draft.row(count.at("value").leaf))
    return found
