"""Adverse events: totals of each group, and each serious or other event by group."""

from extractors.registry.clinicaltrials_gov.flow import name_group
from extractors.registry.clinicaltrials_gov.groups import Groups
from extractors.registry.draft import Draft
from extractors.registry.record import Field, Leaf
from extractors.registry.times import days_in
from extractors.row import Row

_MODULE = "resultsSection/adverseEventsModule"

COUNTS = {"subjects_affected": "numAffected", "event_count": "numEvents", "subjects_at_risk": "numAtRisk"}
"""Column to field of one group's count of one event: people with it, events, people who could have had it."""

TOTALS = (
    ("death", None, {"subjects_affected": "deathsNumAffected", "subjects_at_risk": "deathsNumAtRisk"}),
    ("serious adverse events", True, {"subjects_affected": "seriousNumAffected", "subjects_at_risk": "seriousNumAtRisk"}),
    ("other (not including serious) adverse events", False, {"subjects_affected": "otherNumAffected", "subjects_at_risk": "otherNumAtRisk"}),
)  # fmt: skip
"""What an event group counts in all: the term, whether it is serious, column to field. Deaths are of any cause."""

KINDS = (("seriousEvents", True), ("otherEvents", False))


def adverse_events(root: Field, study_label: str | None) -> list[Row]:
    """Rows of `adverse_events`: one for each total of a group, one for each event and group."""
    module = root.at(_MODULE)
    groups = Groups(module.each("eventGroups"))
    frame = module.at("timeFrame").text
    when = {"time_frame": frame, "time_frame_days": days_in(frame), "study_label": study_label}
    found: list[Row | None] = []
    for group in module.each("eventGroups"):
        for term, serious, columns in TOTALS:
            total = Draft("adverse_events", "ctgov_event_total", adverse_event_term=term, serious=serious, **when)
            found.append(_counted(total, group, columns, groups, group.at("id").text))
    for kind, serious in KINDS:
        for event in module.each(kind):
            for count in event.each("stats"):
                draft = Draft(
                    "adverse_events",
                    "ctgov_event",
                    adverse_event_term=event.at("term").text or "(no term)",
                    serious=serious,
                    **when,
                )
                if event.at("term").text is None:
                    draft.doubt("link_harm_uncertain")
                found.append(_counted(draft, count, COUNTS, groups, count.at("groupId").text))
    return [row for row in found if row is not None]


def _counted(draft: Draft, count: Field, columns: dict[str, str], groups: Groups, group_id: str | None) -> Row | None:
    anchor: Leaf | None = None
    for column, name in columns.items():
        if draft.number(column, count.at(name)) is not None and anchor is None:
            anchor = count.at(name).leaf
    name_group(draft, groups, group_id)
    affected, events = draft.values.get("subjects_affected"), draft.values.get("event_count")
    draft.values["explicit_none"] = affected == 0 or (affected is None and events == 0)
    return draft.row(anchor)
