"""All reports together: decisions, studies, checks, known values. From shards to the curated tables, or a refusal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from extractors.studies import StudyMention, join
from extractors.studies.joining import JoinedStudies
from flows.batches import SHARD_TABLES, shard_frame, shard_mentions
from flows.decisions import Decision
from flows.inputs import Inputs
from flows.known_values import unmet
from flows.marking import checked
from flows.parts import by_part, parts_of
from flows.reading import counted
from flows.refusal import Refused
from flows.report_files import ReportFile
from flows.settling import ReportRows, apply
from schemas.frames import concat, frame_of
from schemas.tables import FACT_TABLES, TABLE_BY_NAME, TABLES
from schemas.validation import InvalidTable, validate, validate_together
from schemas.vocabulary import ReportStatus

FACTS = tuple(table.name for table in FACT_TABLES)


@dataclass(frozen=True)
class Gathered:
    """What all reports gave, each on its own: frames by table, and the mentions of trials with their report_id."""

    frames: dict[str, pl.DataFrame]
    study_mentions: list[tuple[str, StudyMention]] = field(default_factory=list)


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


def gather(keys: Iterable[str], cache: Path) -> Gathered:
    """The shards of all batches as one."""
    keys = list(keys)
    # Table by table: of all shards' frames at once, twice what they hold is in memory.
    frames = {name: concat(TABLE_BY_NAME[name], [shard_frame(cache, key, name) for key in keys]) for name in SHARD_TABLES}
    return Gathered(frames, [mention for key in keys for mention in shard_mentions(cache, key)])


def settle(inputs: Inputs, gathered: Gathered, cache: Path | None) -> dict[str, pl.DataFrame]:
    """The curated tables, valid, with every decision applied and every known value found; raises Refused.

    Empties `gathered`: every table is there once, as what comes in or as what goes out. Rows are Python objects only while their part is worked on (`flows.parts`): as frames they take a tenth of the memory.
    """
    reports = gathered.frames["reports"].to_dicts()
    _describe_reports(reports, inputs)
    _refuse_damaged(reports, inputs)
    read = {report["report_id"] for report in reports if report["status"] == ReportStatus.READ}
    joined = join([mention for mention in gathered.study_mentions if mention[0] in read], inputs.studies)
    found: dict[str, list[pl.DataFrame]] = {name: [frame] for name, frame in _study_frames(joined, read).items()}
    complaints: list[str] = []
    for evidence in _in_parts(reports, joined, gathered):
        _decide(evidence, inputs, cache)
        _name_studies(evidence, joined)
        _check(evidence)
        facts = {name: evidence.rows[name] for name in FACTS}
        for report in evidence.rows["reports"]:
            complaints += unmet(report["report_id"], inputs.known_values(report["report_id"]), facts)
        for name, frame in evidence.frames().items():
            found.setdefault(name, []).append(frame)
    if complaints:
        raise Refused(*complaints)
    return _valid({table.name: concat(table, found.pop(table.name, [])) for table in TABLES})


def _in_parts(reports: Sequence[dict[str, Any]], joined: JoinedStudies, gathered: Gathered) -> Iterator[Evidence]:
    part_of = parts_of(reports, joined.study_reports)
    empty = {name: gathered.frames[name].clear() for name in (*FACTS, "claims", "numbers")}
    frames = {name: by_part(gathered.frames.pop(name), part_of) for name in empty}
    of_part: dict[int, list[dict[str, Any]]] = {}
    for report in reports:
        of_part.setdefault(part_of[report["report_id"]], []).append(report)
    for part, its_reports in of_part.items():
        own = {name: frames[name].pop(part, empty[name]) for name in frames}
        rows = {"reports": its_reports, **{name: own[name].to_dicts() for name in FACTS}}
        yield Evidence(rows, own["claims"], own["numbers"])


def _valid(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    try:
        for table in TABLES:
            validate(table, frames[table.name])
        validate_together(frames)
    except (InvalidTable, ValueError) as error:
        raise Refused(f"the rows are not valid: {error}") from error
    return frames


def _describe_reports(reports: Iterable[dict[str, Any]], inputs: Inputs) -> None:
    """Add what the sidecars say of the reports, and which text stands here twice."""
    first_of: dict[str, str] = {}
    for report in reports:
        sidecar = inputs.sidecars.get(report["report_id"])
        if sidecar is not None:
            report.update(sidecar.columns)
        report["n_known_values"] = len(inputs.known_values(report["report_id"]))
        if report["text_sha256"] is not None:
            first = first_of.setdefault(report["text_sha256"], report["report_id"])
            report["duplicate_of"] = None if first == report["report_id"] else first


def _refuse_damaged(reports: Iterable[Mapping[str, Any]], inputs: Inputs) -> None:
    reasons = []
    for report in reports:
        report_id, sources = report["report_id"], []
        if report["status"] != ReportStatus.REJECTED:
            continue
        if inputs.known_values(report_id):
            sources.append(f"{len(inputs.known_values(report_id))} known values")
        if inputs.decisions.get(report_id):
            sources.append(f"{len(inputs.decisions[report_id])} decisions")
        if sources:
            reasons.append(damaged(report, " and ".join(sources)))
    if reasons:
        raise Refused(*reasons)


def damaged(report: Mapping[str, Any], lost: str) -> str:
    """The refusal of a rejected report that evidence hangs on."""
    return (
        f"{report['file_name']}: rejected ({report['error']}), but report {report['report_id']} has {lost}; "
        "put the file right, or take it out of the folder together with what was written of it"
    )


def _decide(evidence: Evidence, inputs: Inputs, cache: Path | None) -> None:
    evidence.rows["decisions"] = []
    changed: list[ReportRows] = []
    here = {report["report_id"] for report in evidence.rows["reports"]}
    ruled = {report_id: decisions for report_id, decisions in sorted(inputs.decisions.items()) if decisions and report_id in here}
    files = {report.report_id: report for report in inputs.reports}
    reasons: list[str] = []
    for report_id, decisions in ruled.items():
        try:
            changed.append(_decide_report(evidence, files[report_id], decisions, cache))
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


def _study_frames(joined: JoinedStudies, read: Collection[str]) -> dict[str, pl.DataFrame]:
    # studies.yml may speak of reports that are not in this folder.
    rows = {
        "studies": joined.studies,
        "study_reports": [row for row in joined.study_reports if row["report_id"] in read],
        "study_identifiers": joined.study_identifiers,
    }
    return {name: frame_of(TABLE_BY_NAME[name], found) for name, found in rows.items()}


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
