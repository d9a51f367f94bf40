"""curated/ as a whole: the new files stand beside it before they take its place, so a crash leaves the old or the new."""

import ctypes
import filecmp
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from extractors.pipeline import code_digest
from flows.assembly import damaged
from flows.disk import writing
from flows.documents import reader_digest
from flows.inputs import Inputs
from flows.output_folder import MANIFEST, files_in, refuse_foreign_files
from flows.reading import project_version
from flows.refusal import Refused
from schemas.datapackage import DATAPACKAGE, datapackage
from schemas.files import SCHEMA_VERSION, write_table
from schemas.tables import FACT_TABLES, TABLES
from schemas.vocabulary import ReportStatus

_MAKERS = ("pandera", "polars", "pyarrow", "regex")
"""Packages whose versions can change the bytes."""


def publish(frames: Mapping[str, pl.DataFrame], inputs: Inputs, curated: Path, old: Mapping[str, pl.DataFrame]) -> bool:
    """Put the tables in the place of the old ones; returns whether a byte has changed. Raises Refused.

    old: the tables that stand there now. A rejected report whose rows are published stops the run: a damaged
    file must not delete evidence.
    """
    _refuse_lost_reports(frames["reports"], old)
    curated = curated.resolve()
    recover(curated)
    refuse_foreign_files(curated)
    part = _beside(curated, "new")
    part.mkdir(parents=True)
    try:
        with writing(curated):
            _write(part, frames, inputs)
        if _same(part, curated):
            return False
        _swap(part, curated)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return True


def recover(curated: Path) -> None:
    """Clean up what a run that died left beside the folder; where it died between two renames, put the old one back.

    The caller holds the folder (`flows.alone`), as that of `publish` does.
    """
    curated = curated.resolve()
    old, part = _beside(curated, "old"), _beside(curated, "new")
    if old.is_dir() and not curated.exists():
        old.rename(curated)
    for leftover in (old, part):
        shutil.rmtree(leftover, ignore_errors=True)


def _beside(curated: Path, what: str) -> Path:
    return curated.with_name(f".{curated.name}.{what}")


def _refuse_lost_reports(reports: pl.DataFrame, old: Mapping[str, pl.DataFrame]) -> None:
    published = {report_id for table in FACT_TABLES if table.name in old for report_id in old[table.name].get_column("report_id")}
    rejected = reports.filter(pl.col("status") == str(ReportStatus.REJECTED))
    reasons = [damaged(report, "published rows") for report in rejected.iter_rows(named=True) if report["report_id"] in published]
    if reasons:
        raise Refused(*reasons)


def _write(folder: Path, frames: Mapping[str, pl.DataFrame], inputs: Inputs) -> None:
    files: dict[str, tuple[int, str]] = {}
    for table in TABLES:
        for path in write_table(table, frames[table.name], folder / f"{table.name}.parquet"):
            files[path.relative_to(folder).as_posix()] = _sealed(path)
    _write_json(folder / DATAPACKAGE, datapackage(files))
    files[DATAPACKAGE] = _sealed(folder / DATAPACKAGE)
    hashes = {name: sha256 for name, (_, sha256) in files.items()}
    _write_json(folder / MANIFEST, manifest_of(frames["reports"], inputs, hashes))
    _sealed(folder / MANIFEST)
    _sync(folder)


def manifest_of(reports: pl.DataFrame, inputs: Inputs, files: Mapping[str, str]) -> dict[str, Any]:
    """What the files were made of, so that anyone can make them again: no clock, no host, no path.

    reports: table `reports`. files: the SHA-256 of every other file of the folder, by name.
    """
    reports = reports.select("report_id", "file_name", "status", "sha256", "text_sha256", "n_known_values")
    return {
        "code_digest": code_digest(),
        "files": dict(files),
        "hand_written": dict(inputs.hand_written),
        "known_values_checked": sum(len(inputs.known_values(report.report_id)) for report in inputs.reports),
        "reader_digest": reader_digest(),
        "reports": {row.pop("report_id"): row for row in reports.to_dicts()},
        "schema_version": SCHEMA_VERSION,
        "versions": makers(),
    }


@once
def makers() -> dict[str, str]:
    """The versions of the packages that can change the bytes."""
    return {"msc-evidence": project_version(), **{name: version(name) for name in _MAKERS}}


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json_text(value), encoding="utf-8")


def json_text(value: Any) -> str:
    """How a JSON file of the folder is laid out."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _sealed(path: Path) -> tuple[int, str]:
    """The file's size and SHA-256, once it is on the disk."""
    _sync(path)
    return path.stat().st_size, sha256_of(path)


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _same(new: Path, old: Path) -> bool:
    if not old.is_dir() or files_in(new) != files_in(old):
        return False
    return all(filecmp.cmp(new / name, old / name, shallow=False) for name in files_in(new))


def _swap(new: Path, curated: Path) -> None:
    """Exchange the two folders in one step where the system can, else in two renames that `recover` can end."""
    if curated.exists() and not _exchange(new, curated):
        curated.rename(_beside(curated, "old"))
        new.rename(curated)
    elif new.exists() and not curated.exists():
        new.rename(curated)
    _sync(curated.parent)
    shutil.rmtree(_beside(curated, "old"), ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Linux's renameat2 with RENAME_EXCHANGE: both names change in one step, or neither does."""
    if not sys.platform.startswith("linux"):
        return False
    current_folder, exchange = -100, 2
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return int(rename(current_folder, os.fsencode(one), current_folder, os.fsencode(other), exchange)) == 0
