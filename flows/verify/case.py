"""What `verify` looks at: a curated folder as it stands, and the raw/ that it claims to be made of, read again."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from extractors.document import Document, Unreadable
from flows.assembly import gather, settle
from flows.inputs import Inputs, ingest
from flows.output_folder import MANIFEST
from flows.part_settling import FACTS
from flows.parts import PART_SIZE, by_part
from flows.refusal import Refused
from flows.report_files import ReportFile
from flows.steps import Run, extracted, plan
from schemas.files import read_table
from schemas.frames import dtypes_of
from schemas.tables import TABLE_BY_NAME, TABLES
from schemas.vocabulary import ReportStatus

UNREADABLE = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What polars raises of a file that is no Parquet, is cut short or has been written over."""

_OF_REPORTS = (*FACTS, "claims", "numbers", "decisions")

Row = dict[str, Any]


@dataclass(frozen=True)
class ReportCase:
    """One report whose file is the one that was curated: its text, read again, and its rows as they stand, by table."""

    curated: Path
    file: ReportFile
    document: Document
    report: Row
    rows: Mapping[str, Sequence[Row]]


class Case:
    """A curated folder beside its raw/. Everything is read when it is first asked for.

    cache: where documents and rows lie that are known already; what is read again goes there too.
    """

    def __init__(self, raw: Path, curated: Path, cache: Path) -> None:
        self.raw, self.curated, self.cache = raw, curated, cache

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """manifest.json as far as it is an object; check `manifest` says where it is not."""
        try:
            found = json.loads((self.curated / MANIFEST).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def listed(self, key: str) -> Mapping[str, Any]:
        """What the manifest lists under that key, by name; empty where it lists nothing of the kind."""
        found = self.manifest.get(key)
        return found if isinstance(found, dict) else {}

    @cached_property
    def frames(self) -> Mapping[str, pl.DataFrame]:
        """The tables that can be read and have their declared columns; check `schema` names the others."""
        found = {}
        for table in TABLES:
            try:
                frame = read_table(self.curated / f"{table.name}.parquet")
            except UNREADABLE:
                continue
            if dict(frame.schema) == dtypes_of(table):
                found[table.name] = frame
        return found

    @cached_property
    def inputs(self) -> Inputs | Refused:
        """What lies in raw/ now, or why that cannot be read."""
        try:
            return ingest(self.raw, self.cache)
        except Refused as error:
            return error

    @cached_property
    def files(self) -> Mapping[str, ReportFile]:
        """The reports that lie in raw/ now, by report_id."""
        return {} if isinstance(self.inputs, Refused) else {report.report_id: report for report in self.inputs.reports}

    @cached_property
    def made(self) -> Mapping[str, pl.DataFrame] | Refused:
        """The tables that this code makes of raw/, or why it makes none."""
        if isinstance(self.inputs, Refused):
            return self.inputs
        run = Run(self.raw, self.curated, self.cache)
        shards = [result["key"] for result in extracted(plan(self.inputs), run)]
        try:
            return settle(self.inputs, gather(shards, self.cache), self.cache)
        except Refused as error:
            return error

    def reports(self) -> Iterator[ReportCase]:
        """Each report that stands as read and whose file is still the one that was curated, with its rows; a part in memory at a time."""
        known = self.frames.get("reports")
        if known is None:
            return
        standing = {row["report_id"]: row for row in known.iter_rows(named=True)}
        same = [name for name, row in standing.items() if row["status"] == ReportStatus.READ and self._is_same(row)]
        part_of = {report_id: number // PART_SIZE for number, report_id in enumerate(same)}
        parts = {
            table: by_part(self.frames[table].filter(pl.col("report_id").is_in(same)), part_of)
            for table in _OF_REPORTS
            if table in self.frames
        }
        for first in range(0, len(same), PART_SIZE):
            rows = {table: _by_report(found.pop(first // PART_SIZE, None)) for table, found in parts.items()}
            for report_id in same[first : first + PART_SIZE]:
                try:
                    document = self.files[report_id].document(self.cache)
                except (Unreadable, OSError):
                    continue  # `made_again` says that it is rejected now
                its_rows = {table: rows.get(table, {}).get(report_id, []) for table in _OF_REPORTS}
                yield ReportCase(self.curated, self.files[report_id], document, standing[report_id], its_rows)

    def _is_same(self, report: Mapping[str, Any]) -> bool:
        file = self.files.get(report["report_id"])
        return file is not None and file.sha256 == report["sha256"]


def _by_report(frame: pl.DataFrame | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True) if frame is not None else ():
        found.setdefault(row["report_id"], []).append(row)
    return found


def place(case: Case | ReportCase, table: str, row: Mapping[str, Any]) -> str:
    """Where a row stands: its file, its report and its key."""
    key = ", ".join(f"{name} {row[name]}" for name in TABLE_BY_NAME[table].key if name != "report_id" and row.get(name) is not None)
    of_report = f"report {row['report_id']}" if row.get("report_id") else ""
    return ", ".join(part for part in (f"{case.curated / table}.parquet", of_report, key) if part)


def facts_of(rows: Mapping[str, Sequence[Row]]) -> Iterable[tuple[str, Row]]:
    """The rows of the fact tables, each with its table."""
    return ((table, row) for table in FACTS for row in rows[table])
