"""Reports in batches: one batch is one task, whose rows go to the cache as one Parquet shard a table.

A shard is known by the reports' bytes and by the code that made it, so that nothing unchanged is made again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from extractors.pipeline import code_digest
from extractors.studies import StudyMention
from flows import progress
from flows.reading import EXTRACTED, ReportResult, project_version, read_report, rejected_report
from flows.report_files import ReportFile
from schemas.files import read_table, write_table
from schemas.frames import frame_of
from schemas.tables import TABLE_BY_NAME
from schemas.vocabulary import ReportStatus

BATCH_SIZE = 100
POOL_FROM = 40
"""Reports from which a batch pays for worker processes."""

SHARD_TABLES = ("reports", *EXTRACTED)
_MENTIONS, _SEAL = "study_mentions.json", "seal.json"


@dataclass(frozen=True, slots=True)
class Batch:
    """A contiguous range of the sorted reports."""

    reports: tuple[ReportFile, ...]

    def __str__(self) -> str:
        return f"{self.reports[0].report_id} to {self.reports[-1].report_id}"

    @property
    def key(self) -> str:
        """What the batch's shard depends on: which reports, their bytes, and the code."""
        reports = [[report.report_id, report.path.name, report.sha256, report.fault] for report in self.reports]
        return hashlib.sha256(json.dumps([reports, code_digest(), flow_digest(), project_version()]).encode()).hexdigest()


@dataclass(frozen=True)
class Shard:
    """What lies in the cache for one batch."""

    frames: dict[str, pl.DataFrame]
    study_mentions: list[tuple[str, StudyMention]]


def flow_digest() -> str:
    """A hash of the source under flows/ that makes shards."""
    here = Path(__file__).parent
    return hashlib.sha256(
        b"\0".join(
            (here / name).read_bytes()
            for name in ("batches.py", "reading.py", "documents.py", "guarded.py", "records.py", "report_files.py")
        )
    ).hexdigest()


def batches(reports: Sequence[ReportFile], size: int = BATCH_SIZE) -> list[Batch]:
    """The reports, sorted by id, in ranges of `size`."""
    ordered = sorted(reports, key=lambda report: report.report_id)
    return [Batch(tuple(ordered[first : first + size])) for first in range(0, len(ordered), size)]


def extract_batch(batch: Batch, cache: Path) -> dict[str, Any]:
    """Read and extract a batch into its shard, unless that stands already; returns its key and counts."""
    folder = _folder(cache, batch.key)
    seal = _seal(folder)
    if seal is None:
        results = sorted(_results(batch.reports, cache), key=lambda result: result.report["report_id"])
        seal = _write(folder, batch.key, results)
    else:
        progress.done(len(batch.reports))
    return {"key": batch.key, **seal["counts"]}


def load_shard(cache: Path, key: str) -> Shard:
    """The shard that `extract_batch` wrote."""
    folder = _folder(cache, key)
    frames = {name: read_table(folder / f"{name}.parquet") for name in SHARD_TABLES}
    stored = json.loads((folder / _MENTIONS).read_text(encoding="utf-8"))
    mentions = [
        (report_id, StudyMention(label, start, end, tuple(map(tuple, ids)))) for report_id, label, start, end, ids in stored
    ]
    return Shard(frames, mentions)


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
        if _seal(folder) is None:
            raise
        shutil.rmtree(part, ignore_errors=True)  # another run wrote the same shard meanwhile
    return seal


def _plain(mention: StudyMention) -> list[Any]:
    stored = asdict(mention)
    return [stored["label"], stored["start"], stored["end"], [list(pair) for pair in stored["identifiers"]]]


def _results(reports: Sequence[ReportFile], cache: Path) -> Iterator[ReportResult]:
    if len(reports) < POOL_FROM or (os.cpu_count() or 1) < 2:
        for report in reports:
            yield read_report(report, cache)
            progress.done()
        return
    yield from _in_processes(reports, cache)


def _in_processes(reports: Sequence[ReportFile], cache: Path) -> Iterator[ReportResult]:
    """Each report in a worker process. A report that kills its process takes others with it: those are tried alone."""
    lost: list[ReportFile] = []
    with _pool(min(os.cpu_count() or 1, 8)) as pool:
        futures = {pool.submit(read_report, report, cache): report for report in reports}
        for future in as_completed(futures):
            try:
                result = future.result()
            except BrokenProcessPool:
                lost.append(futures[future])
                continue
            yield result
            progress.done()
    for report in sorted(lost, key=lambda report: report.report_id):
        with _pool(1) as alone:
            try:
                yield alone.submit(read_report, report, cache).result()
            except BrokenProcessPool:
                yield rejected_report(report, "could not be read: the process that read it died")
        progress.done()


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: a fork of a process with threads (Prefect's, polars') can hang.
    return ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"))
