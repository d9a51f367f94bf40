"""A trial's registry record held against what its other reports tell: same, differs, or missing on one side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from schemas.checks.arm_names import ArmNames, arm_names
from schemas.checks.check import Case, Check, Finding, Row, RowsByTable
from schemas.checks.group_sizes import group_sizes
from schemas.checks.registered_sizes import compare_sizes
from schemas.checks.sources import Sources, sources
from schemas.checks.told_harms import compare_totals, totals_told
from schemas.checks.told_results import RESULTS, same_outcome, same_results, same_time
from schemas.checks.told_values import compared, corroborated, turned_round
from schemas.vocabulary import CheckName, Grade, OutcomeType

_CHECK = CheckName.AGAINST_REGISTRY
PRIMARY_OUTCOME = "primary outcome"
"""How `printed` begins where a finding is on which outcome is primary, and on no number of it."""


def check_against_registry(rows: RowsByTable) -> list[Finding]:
    """For each study with a registry record and another report: sizes, primary outcome and its time, values, serious events, deaths."""
    origin = sources(rows)
    studies = _with_both(rows, origin.registries)
    if not studies:
        return []
    ours = {table: [row for row in found if table == "reports" or row.get("study_id") in studies] for table, found in rows.items()}
    arms = arm_names(ours)
    return [
        *_sizes(ours, studies, arms, origin), *_values(ours, origin), *_harms(ours, arms, origin),
        *(finding for study in sorted(studies) for finding in _primary(study, ours, origin)),
    ]  # fmt: skip


def _with_both(rows: RowsByTable, registries: frozenset[str]) -> set[str]:
    """Studies that a registry record and another report tell of."""
    reports: dict[str, set[bool]] = defaultdict(set)
    for table in ("sample_sizes", "analyses", "measurements", "adverse_events"):
        for row in rows.get(table, ()):
            if row.get("study_id"):
                reports[str(row["study_id"])].add(row.get("report_id") in registries)
    return {study for study, kinds in reports.items() if len(kinds) > 1}


def _sizes(rows: RowsByTable, studies: Iterable[str], arms: ArmNames, origin: Sources) -> Iterator[Finding]:
    found: dict[str, dict[str, list[Row]]] = {study: defaultdict(list) for study in studies}
    for row in rows.get("sample_sizes", ()):
        found[str(row["study_id"])][str(row["report_id"])].append(row)
    for _, reports in sorted(found.items()):
        for record in sorted(reports.keys() & origin.registries):
            for report in sorted(reports.keys() - origin.registries):
                yield from compare_sizes(reports[record], reports[report], arms, origin)


def _values(rows: RowsByTable, origin: Sources) -> Iterator[Finding]:
    """The numbers of results that the registry and a report tell at one time."""
    sizes = group_sizes(rows)
    for table in RESULTS:
        lines = [line for line in same_results(table, rows) if len({row["report_id"] in origin.registries for row in line}) > 1]
        for line in lines:
            yield from compared(_CHECK, table, line, sizes, origin)
        if table == "measurements":
            yield from turned_round(_CHECK, lines)


def _harms(rows: RowsByTable, arms: ArmNames, origin: Sources) -> Iterator[Finding]:
    """Deaths and people with serious adverse events."""
    for (study, what), told in totals_told(rows.get("adverse_events", ())).items():
        records, reports = sorted(told.keys() & origin.registries), sorted(told.keys() - origin.registries)
        for record in records:
            for report in reports:
                yield from compare_totals(_CHECK, what, told[report], told[record], arms, origin)
        if not records or not reports:
            rows_told = [row for report in sorted(told) for row in told[report].rows()]
            yield _missing(study, f"the number with {what}", rows_told, "the registry" if records else ", ".join(reports))


def _primary(study: str, rows: RowsByTable, origin: Sources) -> Iterator[Finding]:
    """The outcome that the registry calls primary, and its time, against those that the reports call so."""
    told = [
        row
        for table in ("analyses", "measurements")
        for row in rows.get(table, ())
        if row.get("study_id") == study and row.get("outcome_type") and row.get("outcome_title") and row.get("repeat_of") is None
    ]
    registered = [row for row in told if row["report_id"] in origin.registries]
    primary = [row for row in registered if row["outcome_type"] == OutcomeType.PRIMARY]
    reported: dict[str, list[Row]] = defaultdict(list)
    for row in told:
        if row["report_id"] not in origin.registries and row["outcome_type"] == OutcomeType.PRIMARY:
            reported[str(row["report_id"])].append(row)
    if primary and not reported:
        yield _missing(study, "the primary outcome", primary, "the registry")
    if reported and not primary:
        yield _missing(
            study, "the primary outcome", [row for rows in reported.values() for row in rows], ", ".join(sorted(reported))
        )
    if primary:
        for _, named in sorted(reported.items()):
            yield from _primary_of(named, registered, primary, origin)


def _primary_of(reported: Sequence[Row], registered: Sequence[Row], primary: Sequence[Row], origin: Sources) -> Iterator[Finding]:
    same = [(row, other) for row in reported for other in primary if same_outcome(row, other)]
    if not same:
        yield _other_primary(reported, registered, primary)
        return
    rows = list({str(row["row_id"]): row for pair in same for row in pair}.values())
    times = [same_time(row, other) for row, other in same]
    printed = f"{_told(same[0][0])}; {_told(same[0][1])}"
    ids = tuple(str(row["row_id"]) for row in rows)
    if True in times or all(time is None for time in times):
        reports = [str(row["report_id"]) for row in same[0]]
        what = f"Of {reported[0]['study_id']}, the primary outcome"
        yield Finding(_CHECK, Grade.CONSISTENT, ids, corroborated(what, printed, reports, origin), f"{PRIMARY_OUTCOME}: {printed}")
    else:
        message = f"Reports of {reported[0]['study_id']} tell the primary outcome at another time than the registry: {printed}."
        yield Finding(_CHECK, Grade.NOTICE, ids, message, f"time of the primary outcome: {printed}")


def _other_primary(reported: Sequence[Row], registered: Sequence[Row], primary: Sequence[Row]) -> Finding:
    """What a report calls primary is no primary outcome of the registry: another one, or the same in words that nothing joins."""
    rows = [reported[0], primary[0]]
    ids = tuple(str(row["row_id"]) for row in rows)
    printed = f"{_told(reported[0])}; {_told(primary[0])}"
    study = reported[0]["study_id"]
    lower = next((row for row in registered if row["outcome_type"] != OutcomeType.PRIMARY and same_outcome(reported[0], row)), None)
    both_known = all(row.get("outcome_id") for row in rows)
    if lower is None and not both_known:
        message = (
            f"Whether {study} has one primary outcome in its registry and in the report cannot be told from the words: {printed}."
        )
        return Finding(_CHECK, Grade.CANNOT_CHECK, ids, message, f"{PRIMARY_OUTCOME}: {printed}")
    rank = f", which the registry calls {lower['outcome_type'].replace('_', ' ')}" if lower is not None else ""
    message = f"Reports of {study} call another outcome primary than the registry{rank}: {printed}."
    return Finding(_CHECK, Grade.NOTICE, ids, message, f"{PRIMARY_OUTCOME}: {printed}")


def _told(row: Row) -> str:
    when = f" at {row['time_frame']}" if row.get("time_frame") else ""
    return f"{row['outcome_title']}{when} ({row['report_id']})"


def _missing(study: str, what: str, rows: Sequence[Row], teller: str) -> Finding:
    ids = tuple(str(row["row_id"]) for row in rows)
    where = "reports do" if teller == "the registry" else "registry does"
    return Finding(
        _CHECK, Grade.CANNOT_CHECK, ids, f"Of {study}, {teller} tells {what}; its {where} not.", f"{what}: {teller} only"
    )


def _record(table: str, **columns: Any) -> tuple[str, dict[str, Any]]:
    return (table, {"study_id": "x", "report_id": "record", **columns})


def _paper(table: str, **columns: Any) -> tuple[str, dict[str, Any]]:
    return (table, {"study_id": "x", "report_id": "paper", **columns})


_REPORTS = (("reports", {"report_id": "record", "reader": "registry"}), ("reports", {"report_id": "paper", "kind": "full-text"}))
_STARTED = (
    _record("sample_sizes", n=30, role="randomised", group_label="Cells"),
    _record("sample_sizes", n=30, role="randomised", group_label="Sham"),
)
_PRIMARY = {"param_type": "mean", "outcome_type": "primary", "outcome_title": "Pain on a Visual Analogue Scale"}

AGAINST_REGISTRY = Check(
    name=_CHECK,
    assumption="A registry's record and another report tell of one study. Compared are how many were randomised, enrolled and completed, in all and by arm; the "
               "primary outcome and its time; numbers of one result at one time; deaths and people with serious adverse events. Stages are not mixed: fewer "
               "randomised than enrolled is no disagreement. Another time frame, other wording, 12 months for 52 weeks and another name for an arm are none either; "
               "an outcome called primary at another time, or in place of the registered one, is a notice, and what one side does not tell cannot be checked.",
    citation="Hartung et al., Ann Intern Med 2014;160:477-483 (results in ClinicalTrials.gov and in publications); CONSORT 2025 items 2 and 14; INSPECT-SR item 4.6",
    function=check_against_registry,
    holds=(
        Case("as many randomised, and fewer than enrolled", *_REPORTS, *_STARTED, _record("sample_sizes", n=66, role="enrolled"),
             _paper("sample_sizes", n=60, role="randomised")),
        Case("a year and 12 months, and a rounded value", *_REPORTS,
             _record("measurements", **_PRIMARY, param_value="-21.84", group_label="Stromal Cells", time_frame="1 year", time_frame_days=365.25),
             _paper("measurements", **_PRIMARY, param_value="-21.8", group_label="MSC", time_frame="12 months", time_frame_days=365.28)),
        Case("one death in all", *_REPORTS, _record("adverse_events", adverse_event_term="death", subjects_affected="1", group_label="Cells", explicit_none=False),
             _record("adverse_events", adverse_event_term="death", subjects_affected="0", group_label="Sham", explicit_none=True),
             _paper("adverse_events", adverse_event_term="deaths", subjects_affected="1", explicit_none=False)),
    ),
    fails=(
        Case("more randomised than in the registry", *_REPORTS, *_STARTED, _paper("sample_sizes", n=62, role="randomised")),
        Case("another count of serious events", *_REPORTS,
             _record("adverse_events", adverse_event_term="serious adverse events", serious=True, subjects_affected="5", subjects_at_risk="30", group_label="Stromal Cells"),
             _paper("adverse_events", adverse_event_term="serious adverse events", serious=True, subjects_affected="3", subjects_at_risk="30", group_label="MSC")),
        Case("a death that the report does not tell", *_REPORTS, _record("adverse_events", adverse_event_term="death", subjects_affected="1", group_label="Cells"),
             _record("adverse_events", adverse_event_term="death", subjects_affected="0", group_label="Sham"),
             _paper("adverse_events", adverse_event_term="deaths", subjects_affected="0", explicit_none=True)),
    ),
)  # fmt: skip
