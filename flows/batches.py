"""Reports in batches: one batch is one task, whose rows go to the cache as one Parquet shard a table.

A shard is known by the reports' bytes and by the code that made it, so that nothing unchanged is made again. Which process
works on a batch is not said here (`flows.workers`).
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from extractors.pipeline import code_digest
from extractors.studies import StudyMention
from flows import progress
from flows.cache_size import used
from flows.disk import writing
from flows.reading import EXTRACTED, ReportResult, project_version, read_report
from flows.report_files import ReportFile
from schemas.files import read_table, write_table
from schemas.frames import frame_of
from schemas.tables import TABLE_BY_NAME
from schemas.vocabulary import ReportStatus

LIGHTEST, HEAVIEST = 50, 200
"""A batch ends at the first fit report once it weighs the one, and at once when it weighs the other. An abstract weighs 1."""
_BYTES = 50_000
"""Bytes of a report for each further unit of its weight."""
_FIT = 50
"""One report id in so many is fit to end a batch."""

ReadReport = Callable[[ReportFile, Path | None], ReportResult]
Done = Callable[[], None]

SHARD_TABLES = ("reports", *EXTRACTED)
_MENTIONS, _SEAL = "study_mentions.json", "seal.json"


class Batch:
    """A contiguous range of the sorted reports. No dataclass: in those, Prefect and Dask look into every field for futures."""

    def __init__(self, reports: Iterable[ReportFile]) -> None:
        self.reports = tuple(reports)

    def __str__(self) -> str:
        return f"{self.reports[0].report_id} to {self.reports[-1].report_id}"

    @property
    def key(self) -> str:
        """What the batch's shard depends on: which reports, their bytes, and the code."""
        reports = [[report.report_id, report.path.name, report.sha256, report.fault] for report in self.reports]
        return hashlib.sha256(json.dumps([reports, code_digest(), flow_digest(), project_version()]).encode()).hexdigest()


def flow_digest() -> str:
    """A hash of the source under flows/ that makes shards."""
    here = Path(__file__).parent
    return hashlib.sha256(
        b"\0".join(
            (here / name).read_bytes()
            for name in ("batches.py", "reading.py", "documents.py", "guarded.py", "records.py", "report_files.py", "time_limit.py")
        )
    ).hexdigest()


def batches(reports: Iterable[ReportFile]) -> list[Batch]:
    """The reports, sorted by id, in contiguous ranges.

    A range ends where the hash of a report's id says so: a report that comes or goes changes its own batch and perhaps the
    next, and all others keep their shards (content-defined chunking, as rsync and restic cut files).
    """
    found: list[Batch] = []
    begun: list[ReportFile] = []
    weight = 0
    for report in sorted(reports, key=lambda report: report.report_id):
        begun.append(report)
        weight += 1 + report.bytes // _BYTES
        if weight >= HEAVIEST or (weight >= LIGHTEST and _is_fit(report.report_id)):
            found.append(Batch(tuple(begun)))
            begun, weight = [], 0
    return [*found, Batch(tuple(begun))] if begun else found


def _is_fit(report_id: str) -> bool:
    return int.from_bytes(hashlib.sha256(report_id.encode()).digest()[:4], "big") % _FIT == 0


def known_shard(batch: Batch, cache: Path) -> dict[str, Any] | None:
    """The key and counts of the batch's shard, where it stands whole in the cache."""
    folder = _folder(cache, batch.key)
    seal = _seal(folder)
    if seal is None:
        return None
    used(folder)
    return {"key": batch.key, **seal["counts"]}


def extract_batch(batch: Batch, cache: Path, read: ReadReport = read_report, done: Done = progress.done) -> dict[str, Any]:
    """Read and extract a batch into its shard, unless that stands already; returns its key and counts.

    read: how one report is read. done: called after each; what it raises ends the work without a shard.
    """
    known = known_shard(batch, cache)
    if known is not None:
        for _ in batch.reports:
            done()
        return known
    results = []
    for report in batch.reports:
        results.append(read(report, cache))
        done()
    return write_shard(batch, cache, results)


def write_shard(batch: Batch, cache: Path, results: Iterable[ReportResult]) -> dict[str, Any]:
    """Write what the batch's reports gave as its shard; returns its key and counts."""
    ordered = sorted(results, key=lambda result: result.report["report_id"])
    return {"key": batch.key, **_write(_folder(cache, batch.key), batch.key, ordered)["counts"]}


def shard_frame(cache: Path, key: str, table: str) -> pl.DataFrame:
    """One table of the shard that `extract_batch` wrote."""
    return read_table(_folder(cache, key) / f"{table}.parquet")


def shard_mentions(cache: Path, key: str) -> list[tuple[str, StudyMention]]:
    """The mentions of trials in that shard, each with its report_id."""
    stored = json.loads((_folder(cache, key) / _MENTIONS).read_text(encoding="utf-8"))
    return [(report_id, StudyMention(label, start, end, tuple(map(tuple, ids)))) for report_id, label, start, end, ids in stored]


def _folder(cache: Path, key: str) -> Path:
    return cache / "shards" / key


def _seal(folder: Path) -> dict[str, Any] | None:
    """The shard's seal, where all of its files stand as they were written."""
    try:
        seal: dict[str, Any] = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        whole = all(_sha256(folder / name) == digest for name, digest in seal["files"].items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return seal if whole else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(folder: Path, key: str, results: Sequence[ReportResult]) -> dict[str, Any]:
    """Write the shard beside its place and move it there as a whole."""
    part = folder.with_name(f".{key}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with writing(folder):
            return _written(folder, part, results)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _written(folder: Path, part: Path, results: Sequence[ReportResult]) -> dict[str, Any]:
    part.mkdir(parents=True)
    rows: dict[str, list[Any]] = {"reports": [result.report for result in results]}
    for name in EXTRACTED:
        rows[name] = [row for result in results for row in result.tables.get(name, ())]
    for name in SHARD_TABLES:
        # n_known_values is required of a published table; here it waits for the sidecars.
        write_table(TABLE_BY_NAME[name], frame_of(TABLE_BY_NAME[name], rows[name]), part / f"{name}.parquet")
    mentions = [[result.report["report_id"], *_plain(mention)] for result in results for mention in result.study_mentions]
    (part / _MENTIONS).write_text(json.dumps(mentions, ensure_ascii=False), encoding="utf-8")
    rejected = sum(result.report["status"] == ReportStatus.REJECTED for result in results)
    counts = {"reports": len(results), "rejected": rejected, "rows": {name: len(rows[name]) for name in EXTRACTED}}
    seal = {"counts": counts, "files": {path.name: _sha256(path) for path in part.iterdir()}}
    (part / _SEAL).write_text(json.dumps(seal), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        part.replace(folder)
    except OSError:
        if _seal(folder) is None:  # else another run wrote the same shard meanwhile
            raise
    return seal


def _plain(mention: StudyMention) -> list[Any]:
    stored = asdict(mention)
    return [stored["label"], stored["start"], stored["end"], [list(pair) for pair in stored["identifiers"]]]
