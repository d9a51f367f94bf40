"""What the curated tables know of each trial, and what its reports tell side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from flows.changes import published
from flows.refusal import BadUsage
from schemas.checks.against_registry import PRIMARY_OUTCOME
from schemas.checks.arm_names import ArmNames, arm_names
from schemas.checks.harm_totals import total_of
from schemas.checks.sources import Sources, sources
from schemas.checks.told_results import same_results, same_time
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS
from schemas.vocabulary import CheckName, Grade, OutcomeType, ReportStatus, Review, Role, Ruling

Row = Mapping[str, Any]
BETWEEN_REPORTS = (CheckName.ACROSS_REPORTS, CheckName.AGAINST_REGISTRY)
"""Checks whose findings lie between reports: what they find consistent is told as well as what they contradict."""
_TELLING = (Grade.CONTRADICTION, Grade.NOTICE)
_OF_ONE_RESULT = ("report_id", "outcome_title", "time_frame", "param_type")
FACTS = tuple(table.name for table in FACT_TABLES)


@dataclass(frozen=True)
class Told:
    """One fact of a trial: the rows that tell it, at most one of each report, and what the checks find between or in them.

    corroborated_by: the reports that tell it alike without copying each other; none where only one does.
    """

    table: str
    rows: Mapping[str, Row]
    findings: tuple[Row, ...]
    corroborated_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """A trial with its reports and everything that they tell, repeats left out; or what one report tells without naming a trial.

    findings: contradictions, notices and what the checks between reports say besides, each with the reports that it speaks of.
    """

    row: Row
    identifiers: tuple[str, ...]
    reports: tuple[str, ...]
    facts: Mapping[str, tuple[Row, ...]]
    findings: tuple[Row, ...]
    rows_of_finding: Mapping[str, frozenset[str]]
    described: tuple[Row, ...]
    """All rows of `reports`, which say what kind of report each is and who copies whom."""

    @cached_property
    def sources(self) -> Sources:
        """Which of the reports are tellings of their own."""
        return sources({"reports": self.described})

    @property
    def study_id(self) -> str | None:
        """The trial's key; None for what names no trial."""
        return self.row["study_id"]

    @property
    def n(self) -> int | None:
        """Participants randomised: as studies.yml states, else as told of the whole trial by the first report that tells it."""
        if self.row["n_randomised"] is not None:
            return int(self.row["n_randomised"])
        told = [row for row in self.facts["sample_sizes"] if row["role"] == Role.RANDOMISED and row["group_label"] is None]
        return int(told[0]["n"]) if told else None

    @property
    def primary(self) -> tuple[str, tuple[Row, ...]] | None:
        """The result of a primary outcome, a clear one first, with its table: a comparison, else each group's own value.

        None where no report says of a result which outcome is primary.
        """
        named = {
            table: [row for row in self.facts[table] if row["outcome_type"] == OutcomeType.PRIMARY and row["population"] is None]
            for table in ("analyses", "measurements")
        }
        for table, rows in named.items():
            first = min(rows, key=lambda row: row["review"] != Review.CLEAR, default=None)
            if first is not None and table == "analyses":
                return table, (first,)
            if first is not None:
                same = [row for row in rows if all(row[name] == first[name] for name in _OF_ONE_RESULT)]
                return table, tuple({row["group_label"]: row for row in reversed(same)}.values())[::-1]
        return None

    @property
    def open_contradictions(self) -> tuple[Row, ...]:
        """Contradictions with a row on which no curator has decided, be it a fact's first telling or a later one."""
        return tuple(one for one in self.findings if one["grade"] == Grade.CONTRADICTION and one["is_open"])

    def told(self) -> Iterator[Told]:
        """Its facts, table by table, those that several reports tell as one."""
        for table, rows in self.facts.items():
            for lined_up in _lined_up(table, rows, {**self.facts, "reports": self.described}):
                ids = {row["row_id"] for row in lined_up}
                found = [finding for finding in self.findings if self.rows_of_finding[finding["finding_id"]] & ids]
                yield Told(
                    table, {row["report_id"]: row for row in reversed(lined_up)},
                    tuple(finding for finding in found if finding["grade"] in _TELLING), self._corroborated(found),
                )  # fmt: skip

    def _corroborated(self, found: Iterable[Row]) -> tuple[str, ...]:
        """The reports that tell a fact alike without copying each other, where no check between reports objects to any of its rows."""
        between = [
            finding
            for finding in found
            if finding["check"] in BETWEEN_REPORTS and not finding["printed"].startswith(PRIMARY_OUTCOME)
        ]
        if any(finding["grade"] in _TELLING for finding in between):
            return ()
        alike = {report for finding in between if finding["grade"] == Grade.CONSISTENT for report in finding["reports"]}
        independent = self.sources.independent(alike)
        return independent if len(independent) > 1 else ()


def studies_of(curated: Path) -> list[Study]:
    """Every trial of a curated folder, by study_id, then each report that tells something without naming its trial.

    Raises BadUsage and Refused as `published` does.
    """
    frames = published(curated)
    facts = {name: [row for row in with_printed(frames, name) if row["repeat_of"] is None] for name in FACTS}
    reports = tuple(frames["reports"].to_dicts())
    findings = _findings(frames)
    found = [_study(row, frames, facts, findings, reports) for row in frames["studies"].iter_rows(named=True)]
    named = set(frames["study_reports"].get_column("report_id"))
    for report in reports:
        here = {name: tuple(row for row in rows if row["report_id"] == report["report_id"] and row["study_id"] is None)
                for name, rows in facts.items()}  # fmt: skip
        if report["status"] == ReportStatus.READ and (any(here.values()) or report["report_id"] not in named):
            found.append(_told_of(dict.fromkeys(frames["studies"].columns), (), (report["report_id"],), here, findings, reports))
    return found


def study_of(curated: Path, study_id: str) -> Study:
    """The one trial; raises BadUsage where the folder knows none of that id."""
    found = studies_of(curated)
    known = [study for study in found if study.study_id == study_id]
    if not known:
        ids = ", ".join(study.study_id for study in found if study.study_id)
        raise BadUsage(f"{curated} knows no study {study_id!r}; there are {ids or 'none'}")
    return known[0]


_Findings = Sequence[tuple[Row, frozenset[str]]]
"""Findings, each with the rows that it speaks of."""


def _findings(frames: Mapping[str, pl.DataFrame]) -> _Findings:
    """Contradictions and notices, and all that the checks between reports say; each with the reports and trials of its rows.

    is_open: whether nobody has decided on one of the rows, later tellings of a fact included.
    """
    columns = ("row_id", "report_id", "study_id", "decision")
    of_row = {row[0]: row[1:] for name in FACTS for row in frames[name].select(columns).iter_rows()}
    rows_of: dict[str, set[str]] = {}
    for finding_id, row_id in frames["finding_rows"].iter_rows():
        rows_of.setdefault(finding_id, set()).add(row_id)
    telling = pl.col("grade").is_in([str(grade) for grade in _TELLING]) | pl.col("check").is_in(
        [str(name) for name in BETWEEN_REPORTS]
    )
    found = []
    for finding in frames["findings"].filter(telling).iter_rows(named=True):
        rows = frozenset(rows_of.get(finding["finding_id"], ()))
        told = [of_row[row_id] for row_id in rows if row_id in of_row]
        found.append(
            (
                {
                    **finding, "reports": sorted({report for report, _, _ in told}), "study_ids": {study for _, study, _ in told},
                    "is_open": any(decision is None for _, _, decision in told),
                },
                rows,
            )
        )  # fmt: skip
    return found


def _study(
    row: Row, frames: Mapping[str, pl.DataFrame], facts: Mapping[str, Sequence[Row]], findings: _Findings, reports: tuple[Row, ...]
) -> Study:
    study_id = row["study_id"]
    here = {name: tuple(fact for fact in rows if fact["study_id"] == study_id) for name, rows in facts.items()}

    def column(table: str, name: str) -> tuple[str, ...]:
        return tuple(frames[table].filter(pl.col("study_id") == study_id).get_column(name).to_list())

    return _told_of(row, column("study_identifiers", "identifier"), column("study_reports", "report_id"), here, findings, reports)


def _told_of(
    row: Row, identifiers: tuple[str, ...], reports: tuple[str, ...], facts: Mapping[str, tuple[Row, ...]], findings: _Findings,
    described: tuple[Row, ...],
) -> Study:  # fmt: skip
    study_id = row["study_id"]
    ours = [
        (finding, rows)
        for finding, rows in findings
        if study_id in finding["study_ids"] and (study_id is not None or set(finding["reports"]) & set(reports))
    ]
    return Study(
        row, identifiers, reports, facts, tuple(finding for finding, _ in ours),
        {finding["finding_id"]: rows for finding, rows in ours}, described,
    )  # fmt: skip


def with_printed(frames: Mapping[str, pl.DataFrame], table: str) -> list[dict[str, Any]]:
    """The rows with the digits of their numbers as printed, by column, as the checks read them."""
    printed: dict[str, dict[str, str]] = {}
    ours = frames["claims"].join(frames[table].select("row_id"), on="row_id", how="semi")
    for row_id, name, raw in ours.select("row_id", "column", "raw").iter_rows():
        printed.setdefault(row_id, {})[name] = raw
    return [{**row, "printed": printed.get(row["row_id"], {})} for row in frames[table].iter_rows(named=True)]


def _lined_up(table: str, rows: Sequence[Row], facts: Mapping[str, Sequence[Row]]) -> list[list[Row]]:
    """The rows, those of several reports that tell one fact together, in the order of their first telling."""
    if table in ("analyses", "measurements"):
        groups = [list(result) for result in same_results(table, facts)]
    else:
        groups = _alike(table, rows, facts)
    taken = {row["row_id"] for group in groups for row in group}
    groups += [[row] for row in rows if row["row_id"] not in taken]
    order = {row["row_id"]: position for position, row in enumerate(rows)}
    return sorted(groups, key=lambda group: min(order[row["row_id"]] for row in group))


def _alike(table: str, rows: Sequence[Row], facts: Mapping[str, Sequence[Row]]) -> list[list[Row]]:
    """Sizes or harms of different reports that are of one stage or harm, group and time; a report's second such row stays alone."""
    arms = arm_names(facts)
    found: dict[tuple[Any, ...], list[list[Row]]] = {}
    for row in rows:
        lines = found.setdefault(_of_what(table, row), [])
        same = next((line for line in lines if all(_is_one(one, row, arms) for one in line)), None)
        if same is not None:
            same.append(row)
        else:
            lines.append([row])
    return [line for lines in found.values() for line in lines]


def _of_what(table: str, row: Row) -> tuple[Any, ...]:
    what = row["role"] if table == "sample_sizes" else total_of(row) or row["adverse_event_term"].casefold()
    return (what, *((row[column] or "").casefold() for column in ("population", "period")))


def _is_one(one: Row, row: Row, arms: ArmNames) -> bool:
    """True for rows of two reports that name no other group, time or gravity than each other."""
    if one["report_id"] == row["report_id"] or same_time(one, row) is False:
        return False
    if None not in (one.get("serious"), row.get("serious")) and one["serious"] != row["serious"]:
        return False
    return arms.same(one, row) is True or (one["group_label"] is None and row["group_label"] is None)


def values_told(table: str, row: Row) -> dict[str, str]:
    """The printed numbers of a row by column: in the digits as printed, where it was digits that were printed."""
    told = {name: row["printed"].get(name, "") for name in PRINTED_NUMBERS[table] if row[name] is not None}
    return {name: raw if any(map(str.isdigit, raw)) else f"{row[name]:.15g}" for name, raw in told.items()}


def is_settled(row: Row) -> bool:
    """True where the row is clear or a curator has ruled on it."""
    return row["review"] == Review.CLEAR or row["decision"] in (Ruling.ACCEPTED, Ruling.CORRECTED, Ruling.ADDED)
