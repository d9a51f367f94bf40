"""What the curated tables know of each trial, and what its reports tell side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.changes import published
from flows.refusal import BadUsage
from schemas.checks.across_reports import same_results
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS
from schemas.vocabulary import Grade, OutcomeType, Review, Role, Ruling

Row = Mapping[str, Any]
FACTS = tuple(table.name for table in FACT_TABLES)

_SAME_SIZE = ("role", "group_label", "population", "period")
_SAME_HARM = ("adverse_event_term", "group_label", "time_frame_days", "population", "period", "serious", "explicit_none")


@dataclass(frozen=True)
class Told:
    """One fact of a trial: the rows that tell it, at most one of each report, and what the checks find between or in them."""

    table: str
    rows: Mapping[str, Row]
    findings: tuple[Row, ...]


@dataclass(frozen=True)
class Study:
    """A trial with its reports and everything that they tell, repeats left out. findings: contradictions and notices."""

    row: Row
    identifiers: tuple[str, ...]
    reports: tuple[str, ...]
    facts: Mapping[str, tuple[Row, ...]]
    findings: tuple[Row, ...]
    rows_of_finding: Mapping[str, frozenset[str]]

    @property
    def study_id(self) -> str:
        """The trial's key."""
        return str(self.row["study_id"])

    @property
    def n(self) -> int | None:
        """Participants randomised: as studies.yml states, else as told of the whole trial by the first report that tells it."""
        if self.row["n_randomised"] is not None:
            return int(self.row["n_randomised"])
        told = [row for row in self.facts["sample_sizes"] if row["role"] == Role.RANDOMISED and row["group_label"] is None]
        return int(told[0]["n"]) if told else None

    @property
    def primary(self) -> Row | None:
        """The result of a primary outcome, a clear one first; None where no report says which outcome is primary."""
        named = [row for row in self.facts["analyses"] if row["outcome_type"] == OutcomeType.PRIMARY]
        return min(named, key=lambda row: row["review"] != Review.CLEAR, default=None)

    @property
    def open_contradictions(self) -> tuple[Row, ...]:
        """Contradictions on whose rows no curator has decided."""
        undecided = {row["row_id"] for rows in self.facts.values() for row in rows if row["decision"] is None}
        return tuple(
            finding for finding in self.findings
            if finding["grade"] == Grade.CONTRADICTION and self.rows_of_finding[finding["finding_id"]] & undecided
        )  # fmt: skip

    def told(self) -> Iterator[Told]:
        """Its facts, table by table, those that several reports tell as one."""
        for table, rows in self.facts.items():
            for lined_up in _lined_up(table, rows):
                ids = {row["row_id"] for row in lined_up}
                yield Told(
                    table, {row["report_id"]: row for row in reversed(lined_up)},
                    tuple(finding for finding in self.findings if self.rows_of_finding[finding["finding_id"]] & ids),
                )  # fmt: skip


def studies_of(curated: Path) -> list[Study]:
    """Every trial of a curated folder, by study_id; raises BadUsage and Refused as `published` does."""
    frames = published(curated)
    facts = {name: [row for row in _with_printed(frames, name) if row["repeat_of"] is None] for name in FACTS}
    told = frames["findings"].filter(pl.col("grade").is_in([str(Grade.CONTRADICTION), str(Grade.NOTICE)])).to_dicts()
    rows_of: dict[str, set[str]] = {}
    for finding_id, row_id in frames["finding_rows"].iter_rows():
        rows_of.setdefault(finding_id, set()).add(row_id)
    return [_study(row, frames, facts, told, rows_of) for row in frames["studies"].iter_rows(named=True)]


def study_of(curated: Path, study_id: str) -> Study:
    """The one trial; raises BadUsage where the folder knows none of that id."""
    found = studies_of(curated)
    known = [study for study in found if study.study_id == study_id]
    if not known:
        ids = ", ".join(study.study_id for study in found)
        raise BadUsage(f"{curated} knows no study {study_id!r}; there are {ids or 'none'}")
    return known[0]


def _study(row: Row, frames: Mapping[str, pl.DataFrame], facts: Mapping[str, Sequence[Row]], told: Iterable[Row],
           rows_of: Mapping[str, set[str]]) -> Study:  # fmt: skip
    study_id = row["study_id"]
    here = {name: tuple(fact for fact in rows if fact["study_id"] == study_id) for name, rows in facts.items()}
    ids = {fact["row_id"] for rows in here.values() for fact in rows}
    findings = tuple(finding for finding in told if rows_of.get(finding["finding_id"], set()) & ids)

    def column(table: str, name: str) -> tuple[str, ...]:
        return tuple(frames[table].filter(pl.col("study_id") == study_id).get_column(name).to_list())

    return Study(
        row, column("study_identifiers", "identifier"), column("study_reports", "report_id"), here, findings,
        {finding["finding_id"]: frozenset(rows_of[finding["finding_id"]]) for finding in findings},
    )  # fmt: skip


def _with_printed(frames: Mapping[str, pl.DataFrame], table: str) -> list[dict[str, Any]]:
    """The rows with the digits of their numbers as printed, by column, as the checks read them."""
    printed: dict[str, dict[str, str]] = {}
    ours = frames["claims"].join(frames[table].select("row_id"), on="row_id", how="semi")
    for row_id, name, raw in ours.select("row_id", "column", "raw").iter_rows():
        printed.setdefault(row_id, {})[name] = raw
    return [{**row, "printed": printed.get(row["row_id"], {})} for row in frames[table].iter_rows(named=True)]


def _lined_up(table: str, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows, those of several reports that tell one fact together, in the order of their first telling."""
    if table in ("analyses", "measurements"):
        groups = [list(result) for result in same_results(table, rows)]
    else:
        groups = list(_equal(rows, _SAME_SIZE if table == "sample_sizes" else _SAME_HARM))
    taken = {row["row_id"] for group in groups for row in group}
    groups += [[row] for row in rows if row["row_id"] not in taken]
    order = {row["row_id"]: position for position, row in enumerate(rows)}
    return sorted(groups, key=lambda group: min(order[row["row_id"]] for row in group))


def _equal(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[list[Row]]:
    """Rows of different reports that are equal in these columns, words without regard to capitals; a report's second such row stays alone."""
    found: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in rows:
        key = tuple(value.casefold() if isinstance(value := row[name], str) else value for name in columns)
        found.setdefault(key, {}).setdefault(row["report_id"], row)
    return (list(of_report.values()) for of_report in found.values())


def values_told(table: str, row: Row) -> dict[str, str]:
    """The printed numbers of a row by column: in the digits as printed, where it was digits that were printed."""
    told = {name: row["printed"].get(name, "") for name in PRINTED_NUMBERS[table] if row[name] is not None}
    return {name: raw if any(map(str.isdigit, raw)) else f"{row[name]:.15g}" for name, raw in told.items()}


def is_settled(row: Row) -> bool:
    """True where the row is clear or a curator has ruled on it."""
    return row["review"] == Review.CLEAR or row["decision"] in (Ruling.ACCEPTED, Ruling.CORRECTED, Ruling.ADDED)
