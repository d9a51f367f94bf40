"""One part of a run's reports settled: decisions, names of trials, checks and known values. A process of its own may do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from extractors.studies.joining import JoinedStudies
from flows.decisions import Decision
from flows.known_values import unmet
from flows.marking import checked
from flows.reading import counted
from flows.refusal import Refused
from flows.report_files import ReportFile
from flows.settling import ReportRows, apply
from flows.sidecars import KnownValue
from schemas.frames import concat, frame_of
from schemas.tables import FACT_TABLES, TABLE_BY_NAME

FACTS = tuple(table.name for table in FACT_TABLES)


@dataclass(frozen=True)
class Part:
    """Some reports that have nothing to say to the others (`flows.parts`), with all that settling them needs.

    reports: their rows of `reports`; frames: their rows of the fact tables, `claims` and `numbers`; decided: those with decisions.
    """

    reports: list[dict[str, Any]]
    frames: Mapping[str, pl.DataFrame]
    decided: Mapping[str, tuple[ReportFile, Sequence[Decision]]]
    known_values: Mapping[str, Sequence[KnownValue]]
    studies: JoinedStudies


@dataclass(frozen=True)
class SettledPart:
    """Its tables, and what is to be said of known values that are not met."""

    frames: dict[str, pl.DataFrame]
    complaints: list[str]


def settle_part(part: Part, cache: Path | None) -> SettledPart:
    """Settle the part; raises Refused where a decision does not stand."""
    rows = {"reports": part.reports, **{name: part.frames[name].to_dicts() for name in FACTS}}
    evidence = Evidence(rows, part.frames["claims"], part.frames["numbers"])
    _decide(evidence, part, cache)
    _name_studies(evidence, part.studies)
    _check(evidence)
    facts = {name: evidence.rows[name] for name in FACTS}
    complaints = [one for report_id, known in part.known_values.items() for one in unmet(report_id, known, facts)]
    return SettledPart(evidence.frames(), complaints)


@dataclass
class Evidence:
    """The rows of some reports on their way to the tables.

    The fact tables and the small ones are rows, on which decisions and checks work; claims and numbers, by far
    the largest, stay frames.
    """

    rows: dict[str, list[dict[str, Any]]]
    claims: pl.DataFrame
    numbers: pl.DataFrame

    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables as frames."""
        made = {name: frame_of(TABLE_BY_NAME[name], rows) for name, rows in self.rows.items()}
        return {**made, "claims": self.claims, "numbers": self.numbers}


def _decide(evidence: Evidence, part: Part, cache: Path | None) -> None:
    evidence.rows["decisions"] = []
    changed: list[ReportRows] = []
    ruled = dict(sorted(part.decided.items()))
    reasons: list[str] = []
    for file, decisions in ruled.values():
        try:
            changed.append(_decide_report(evidence, file, decisions, cache))
        except Refused as error:
            reasons += error.reasons
    if reasons:
        raise Refused(*reasons)
    if not changed:
        return
    for name in FACTS:
        others = [row for row in evidence.rows[name] if row["report_id"] not in ruled]
        evidence.rows[name] = others + [row for rows in changed for row in rows.tables[name]]
    evidence.rows["decisions"] = [row for rows in changed for row in rows.decisions]
    untouched = ~pl.col("report_id").is_in(list(ruled))
    claims, numbers = TABLE_BY_NAME["claims"], TABLE_BY_NAME["numbers"]
    evidence.claims = concat(
        claims, [evidence.claims.filter(untouched), frame_of(claims, [row for rows in changed for row in rows.claims])]
    )
    evidence.numbers = concat(
        numbers, [evidence.numbers.filter(untouched), frame_of(numbers, [row for rows in changed for row in rows.numbers])]
    )
    recounted = {report_id: counted(rows.numbers) for report_id, rows in zip(ruled, changed, strict=True)}
    for report in evidence.rows["reports"]:
        report.update(recounted.get(report["report_id"], {}))


def _decide_report(evidence: Evidence, file: ReportFile, decisions: Sequence[Decision], cache: Path | None) -> ReportRows:
    document = file.document(cache)
    here = pl.col("report_id") == file.report_id
    rows = ReportRows(
        {name: [row for row in evidence.rows[name] if row["report_id"] == file.report_id] for name in FACTS},
        evidence.claims.filter(here).to_dicts(),
        evidence.numbers.filter(here).to_dicts(),
    )
    return apply(document, rows, decisions)


def _name_studies(evidence: Evidence, joined: JoinedStudies) -> None:
    for name in FACTS:
        for row in evidence.rows[name]:
            row["study_id"] = joined.study_id_of(row["report_id"], row["study_label"])


def _check(evidence: Evidence) -> None:
    claims = evidence.claims.select("row_id", "column", "raw").iter_rows()
    facts = {name: evidence.rows[name] for name in FACTS}
    facts, findings, finding_rows = checked(facts, claims, reports=evidence.rows["reports"])
    evidence.rows.update(facts)
    evidence.rows["findings"], evidence.rows["finding_rows"] = findings, finding_rows
