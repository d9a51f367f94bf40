"""What lies in raw/: the reports, what people wrote beside them, and nothing unexplained."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.decisions import Decision, load_decisions
from flows.output_folder import MANIFEST
from flows.refusal import BadUsage, Refused
from flows.report_files import RECORD_MARK, ReportFile, report_files, stem_of
from flows.row_text import counted
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


def ingest(raw: Path, cache: Path | None = None, curated: Path | None = None) -> Inputs:
    """Read the folder: hash each report, find the records of files that hold many, load each hand-written file.

    curated: the tables of the last run, which say what a file was called that has another name now.
    Raises BadUsage where there is no folder or no report, Refused for what a person must put right first.
    """
    paths = _visible(raw)
    troubles = [*_leading_out(raw, paths), *_badly_named(paths)]
    if troubles:
        raise Refused(*troubles)
    found = [report for path in report_paths(raw) for report in report_files(path, cache)]
    reports = tuple(sorted(found, key=lambda report: report.report_id))
    orphans = _orphans(paths, reports, curated)
    if orphans:
        raise Refused(*orphans)
    sidecars: dict[str, Sidecar] = {}
    decisions: dict[str, tuple[Decision, ...]] = {}
    studies: tuple[Any, ...] = ()
    hand_written = {}
    for path in paths:
        if not path.name.endswith(NOT_REPORTS):
            continue
        hand_written[path.name] = _sha256(path)
        if path.name == STUDIES_FILE:
            studies = load_studies(path)
            continue
        report_id = _told_of(path)
        if path.name.endswith(REVIEW_SUFFIX):
            decisions[report_id] = load_decisions(path)
        else:
            sidecars[report_id] = load_sidecar(path)
    return Inputs(reports, sidecars, decisions, studies, hand_written)


def _told_of(path: Path) -> str:
    """The report that a hand-written file is about, by its name."""
    return path.name.removesuffix(REVIEW_SUFFIX) if path.name.endswith(REVIEW_SUFFIX) else path.stem


def _orphans(paths: Iterable[Path], reports: Sequence[ReportFile], curated: Path | None) -> list[str]:
    """What is wrong with hand-written files that no report of the folder belongs to."""
    found = []
    known = {report.report_id for report in reports}
    for path in paths:
        report_id = _told_of(path)
        if not path.name.endswith(NOT_REPORTS) or path.name == STUDIES_FILE or report_id in known:
            continue
        if any(name.startswith(f"{report_id}{RECORD_MARK}") for name in known):
            found.append(f"{path}: {report_id} holds many records; name the one that is meant: {report_id}{RECORD_MARK}RECORD")
        else:
            remedy = "put the report back, or remove this file"
            for report in reports:
                if report.sha256 == _last_sha256(report_id, curated):
                    suffix = path.name.removeprefix(report_id)
                    remedy = (
                        f"{report.name} holds the same bytes: call this file {report.report_id}{suffix}, or {report.name} as before"
                    )
            found.append(f"{path}: there is no report {report_id} beside it{_resting(path)}; {remedy}")
    return found


def _last_sha256(report_id: str, curated: Path | None) -> str | None:
    """The hash of the report's bytes at the last run, where its manifest can be read."""
    if curated is None:
        return None
    try:
        return str(json.loads((curated / MANIFEST).read_bytes())["reports"][report_id]["sha256"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _resting(path: Path) -> str:
    """What rests on the report that is gone; nothing where the file cannot be read."""
    try:
        if path.name.endswith(REVIEW_SUFFIX):
            return f", and it holds {counted(len(load_decisions(path)), 'decision')}"
        return f", and it holds {counted(len(load_sidecar(path).known_values), 'known value')}"
    except Refused:
        return ""


def report_paths(raw: Path) -> list[Path]:
    """The reports' files, by stem. Raises BadUsage where there is none, Refused for all files that cannot be one."""
    by_stem, troubles = _by_stem(_visible(raw))
    if troubles:
        raise Refused(*troubles)
    if not by_stem:
        raise BadUsage(f"{raw} holds no report: put the reports' files there")
    return [path for _, path in sorted(by_stem.items())]


def _by_stem(paths: Iterable[Path]) -> tuple[dict[str, Path], list[str]]:
    """The reports' files by stem, and what is wrong with the names of the others."""
    by_stem: dict[str, Path] = {}
    troubles = []
    for path in paths:
        if path.name.endswith(NOT_REPORTS):
            continue
        stem = unicodedata.normalize("NFC", stem_of(path.name))  # "é" in one character or two: no person tells these names apart
        if not path.is_file():
            troubles.append(f"{path}: reports are files that stand directly in {path.parent}; move this out of it")
        elif not path.name.isprintable() or stem == Path(STUDIES_FILE).stem or RECORD_MARK in path.name:
            troubles.append(f"{path.parent}: a report cannot be called {path.name!r}; rename it")
        elif stem in by_stem:
            troubles.append(f"{path.parent}: {by_stem[stem].name} and {path.name} would both be report {stem}; rename one of them")
        else:
            by_stem[stem] = path
    return by_stem, troubles


def _badly_named(paths: Sequence[Path]) -> list[str]:
    """Every trouble with a name that can be told without reading a file: a curator renames them all at once."""
    others = [
        f"{path}: call it {path.stem}.yml, the one name under which it is looked for"
        for path in paths
        if path.name.endswith(".yaml")
    ]
    return _by_stem(paths)[1] + others


def _leading_out(raw: Path, paths: Iterable[Path]) -> list[str]:
    """Links to what lies elsewhere: what a run reads must lie in the folder, where version control and colleagues have it too."""
    home = raw.resolve()
    return [
        f"{path}: is a link that leads out of {raw}; put the file itself there"
        for path in paths
        if path.is_symlink() and home not in path.resolve().parents
    ]


def _visible(raw: Path) -> list[Path]:
    if not raw.is_dir():
        raise BadUsage(f"{raw} is not a folder: give the folder that holds the reports")
    return sorted(path for path in raw.iterdir() if not path.name.startswith("."))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
