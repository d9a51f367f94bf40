"""All reports together: decisions, studies, checks, known values. From shards to the curated tables, or a refusal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from extractors.studies import StudyMention, join
from extractors.studies.joining import JoinedStudies
from flows.batches import SHARD_TABLES, shard_frame, shard_mentions
from flows.in_processes import in_processes
from flows.inputs import Inputs
from flows.part_settling import FACTS, Part, settle_part
from flows.parts import by_part, parts_of
from flows.refusal import Refused
from schemas.frames import concat, frame_of
from schemas.tables import TABLE_BY_NAME, TABLES
from schemas.validation import InvalidTable, validate, validate_together
from schemas.vocabulary import ReportStatus

_WORTH_PROCESSES = 4
"""Parts from which on it pays to start processes for them."""


@dataclass(frozen=True)
class Gathered:
    """What all reports gave, each on its own: frames by table, and the mentions of trials with their report_id."""

    frames: dict[str, pl.DataFrame]
    study_mentions: list[tuple[str, StudyMention]] = field(default_factory=list)


def gather(keys: Iterable[str], cache: Path) -> Gathered:
    """The shards of all batches as one."""
    keys = list(keys)
    # Table by table: of all shards' frames at once, twice what they hold is in memory.
    frames = {name: concat(TABLE_BY_NAME[name], [shard_frame(cache, key, name) for key in keys]) for name in SHARD_TABLES}
    return Gathered(frames, [mention for key in keys for mention in shard_mentions(cache, key)])


def settle(inputs: Inputs, gathered: Gathered, cache: Path | None, processes: int = 1) -> dict[str, pl.DataFrame]:
    """The curated tables, valid, with every decision applied and every known value found; raises Refused.

    Empties `gathered`: every table is there once, as what comes in or as what goes out. Rows are Python objects only while their
    part is worked on (`flows.parts`), as frames they take a tenth of the memory; so many `processes` work on parts side by side.
    """
    reports = gathered.frames["reports"].to_dicts()
    _describe_reports(reports, inputs)
    _refuse_damaged(reports, inputs)
    read = {report["report_id"] for report in reports if report["status"] == ReportStatus.READ}
    joined = join([mention for mention in gathered.study_mentions if mention[0] in read], inputs.studies)
    found: dict[str, list[pl.DataFrame]] = {name: [frame] for name, frame in _study_frames(joined, read).items()}
    complaints: list[str] = []
    part_of = parts_of(reports, joined.study_reports)
    parts = _in_parts(reports, part_of, joined, gathered, inputs)
    many = max(part_of.values(), default=0) + 1 >= _WORTH_PROCESSES
    for settled in in_processes(partial(settle_part, cache=cache), parts, processes if many else 1):
        complaints += settled.complaints
        for name, frame in settled.frames.items():
            found.setdefault(name, []).append(frame)
    if complaints:
        raise Refused(*complaints)
    return _valid({table.name: concat(table, found.pop(table.name, [])) for table in TABLES})


def _in_parts(
    reports: Sequence[dict[str, Any]], part_of: Mapping[str, int], joined: JoinedStudies, gathered: Gathered, inputs: Inputs
) -> Iterator[Part]:
    empty = {name: gathered.frames[name].clear() for name in (*FACTS, "claims", "numbers")}
    frames = {name: by_part(gathered.frames.pop(name), part_of) for name in empty}
    of_part: dict[int, list[dict[str, Any]]] = {}
    for report in reports:
        of_part.setdefault(part_of[report["report_id"]], []).append(report)
    files = {file.report_id: file for file in inputs.reports if inputs.decisions.get(file.report_id)}
    for part, its_reports in of_part.items():
        ids = [report["report_id"] for report in its_reports]
        yield Part(
            its_reports, {name: frames[name].pop(part, empty[name]) for name in frames},
            {report_id: (files[report_id], inputs.decisions[report_id]) for report_id in ids if report_id in files},
            {report_id: inputs.known_values(report_id) for report_id in ids if inputs.known_values(report_id)},
            joined.of_reports(ids),
        )  # fmt: skip


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


def _study_frames(joined: JoinedStudies, read: Collection[str]) -> dict[str, pl.DataFrame]:
    # studies.yml may speak of reports that are not in this folder.
    rows = {
        "studies": joined.studies,
        "study_reports": [row for row in joined.study_reports if row["report_id"] in read],
        "study_identifiers": joined.study_identifiers,
    }
    return {name: frame_of(TABLE_BY_NAME[name], found) for name, found in rows.items()}
