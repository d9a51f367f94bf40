"""What lies in raw/: the reports, what people wrote beside them, and nothing unexplained."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.decisions import Decision, load_decisions
from flows.refusal import BadUsage, Refused
from flows.report_files import RECORD_MARK, ReportFile, report_files, stem_of
from flows.sidecars import KnownValue, Sidecar, load_sidecar, load_studies

STUDIES_FILE = "studies.yml"
REVIEW_SUFFIX = ".review.jsonl"
NOT_REPORTS = (".yml", ".yaml", REVIEW_SUFFIX)


@dataclass(frozen=True)
class Inputs:
    """Everything that a run is made of: the same inputs and the same code make the same files.

    hand_written holds the SHA-256 of each file that a person wrote, by name.
    """

    reports: tuple[ReportFile, ...]
    sidecars: Mapping[str, Sidecar]
    decisions: Mapping[str, tuple[Decision, ...]]
    studies: tuple[Any, ...]
    hand_written: Mapping[str, str]

    def known_values(self, report_id: str) -> tuple[KnownValue, ...]:
        """What a person vouches for in that report."""
        sidecar = self.sidecars.get(report_id)
        return () if sidecar is None else sidecar.known_values


def ingest(raw: Path, cache: Path | None = None) -> Inputs:
    """Read the folder: hash each report, find the records of files that hold many, load each hand-written file.

    Raises BadUsage where there is no folder or no report, Refused for what a person must put right first.
    """
    paths = _visible(raw)
    found = [report for path in report_paths(raw) for report in report_files(path, cache)]
    reports = tuple(sorted(found, key=lambda report: report.report_id))
    known = {report.report_id for report in reports}
    sidecars: dict[str, Sidecar] = {}
    decisions: dict[str, tuple[Decision, ...]] = {}
    studies: tuple[Any, ...] = ()
    hand_written = {}
    for path in paths:
        if not path.name.endswith(NOT_REPORTS):
            continue
        if path.name.endswith(".yaml"):
            raise Refused(f"{path}: call it {path.stem}.yml, the one name under which it is looked for")
        hand_written[path.name] = _sha256(path)
        if path.name == STUDIES_FILE:
            studies = load_studies(path)
            continue
        report_id = path.name.removesuffix(REVIEW_SUFFIX) if path.name.endswith(REVIEW_SUFFIX) else path.stem
        if report_id not in known and any(name.startswith(f"{report_id}{RECORD_MARK}") for name in known):
            raise Refused(f"{path}: {report_id} holds many records; name the one that is meant: {report_id}{RECORD_MARK}RECORD")
        if report_id not in known:
            raise Refused(f"{path}: there is no report {report_id} beside it; put the report back, or remove this file")
        if path.name.endswith(REVIEW_SUFFIX):
            decisions[report_id] = load_decisions(path)
        else:
            sidecars[report_id] = load_sidecar(path)
    return Inputs(reports, sidecars, decisions, studies, hand_written)


def report_paths(raw: Path) -> list[Path]:
    """The reports' files, by stem. Raises BadUsage where there is none, Refused for a file that cannot be one."""
    by_stem: dict[str, Path] = {}
    for path in _visible(raw):
        if path.name.endswith(NOT_REPORTS):
            continue
        stem = stem_of(path.name)
        if not path.is_file():
            raise Refused(f"{path}: reports are files that stand directly in {path.parent}; move this out of it")
        if not path.name.isprintable() or stem == Path(STUDIES_FILE).stem or RECORD_MARK in path.name:
            raise Refused(f"{path.parent}: a report cannot be called {path.name!r}; rename it")
        if stem in by_stem:
            raise Refused(f"{path.parent}: {by_stem[stem].name} and {path.name} would both be report {stem}; rename one of them")
        by_stem[stem] = path
    if not by_stem:
        raise BadUsage(f"{raw} holds no report: put the reports' files there")
    return [path for _, path in sorted(by_stem.items())]


def _visible(raw: Path) -> list[Path]:
    if not raw.is_dir():
        raise BadUsage(f"{raw} is not a folder: give the folder that holds the reports")
    return sorted(path for path in raw.iterdir() if not path.name.startswith("."))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
