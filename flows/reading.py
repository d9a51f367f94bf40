"""One report, from its bytes to its rows; whatever goes wrong with it stays with it. No polars here: workers and `show` import it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extractors.document import Document, Unreadable
from extractors.pipeline import extract
from extractors.studies import StudyMention, acronyms
from extractors.tabulate import BadRow
from flows.report_files import ReportFile
from flows.time_limit import seconds_for, time_limit
from schemas.accepts import broken_rows
from schemas.tables import FACT_TABLES, TABLE_BY_NAME
from schemas.vocabulary import NumberStatus, ReportStatus

EXTRACTED = (*(table.name for table in FACT_TABLES), "claims", "numbers")
"""Tables whose rows come out of one report alone."""

_METADATA = ("title", "kind", "doi", "pmid", "pmcid", "published")


@dataclass(frozen=True)
class ReportResult:
    """What one report gave: its row of `reports` as far as the file says it, its rows, the studies that it names."""

    report: dict[str, Any]
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    study_mentions: tuple[StudyMention, ...] = ()


@once
def project_version() -> str:
    """The version that pyproject.toml states."""
    return version("msc-evidence")


def read_report(file: ReportFile, cache: Path | None) -> ReportResult:
    """The report read and extracted; one that cannot be is rejected with a sentence, and never raises."""
    try:
        data = file.data(cache)
        with time_limit(seconds_for(len(data))):
            return _read(file.document(cache, data), file, data)
    except Unreadable as error:
        return rejected_report(file, str(error))
    except BadRow as error:
        return rejected_report(file, f"its rows do not hold: {error}")
    except Exception as error:  # one bad report must not stop the others
        return rejected_report(file, f"could not be read: {one_line(error)}")


def rejected_report(file: ReportFile, why: str) -> ReportResult:
    """The report rejected, for what is wrong with it or, as when the process that read it died, outside of it."""
    facts = _file_facts(file, file.sha256, file.bytes)
    return ReportResult(facts | {"status": str(ReportStatus.REJECTED), "error": why})


def one_line(error: Exception) -> str:
    """What the error says, with its kind, on one line."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _read(document: Document, file: ReportFile, data: bytes) -> ReportResult:
    extraction = extract(document)
    tables = {name: extraction.tables[name] for name in EXTRACTED}
    for name, rows in tables.items():
        column = "raw" if name in ("claims", "numbers") else "quote"
        for row in rows:
            if document.text[row["start"] : row["end"]] != row[column]:
                raise ValueError(
                    f"a row of {name} says {row[column]!r} stands at {row['start']}-{row['end']}, where other characters stand"
                )
    report = _file_facts(file, hashlib.sha256(data).hexdigest(), len(data)) | {
        "status": str(ReportStatus.READ),
        "text_sha256": hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
        "media_type": document.media_type,
        "registry_ids": "|".join(extraction.registry_ids) or None,
        "acronyms": "|".join(acronyms(extraction.study_mentions)) or None,
        "notices": "|".join(document.notices) or None,
        "n_characters": len(document.text),
        "reader": document.reader,
        **counted(tables["numbers"]),
        **{name: document.metadata.get(name) for name in _METADATA},
    }
    # How many known values there are, the sidecars say later.
    for name, rows in {"reports": [report | {"n_known_values": 0}], **tables}.items():
        broken = broken_rows(TABLE_BY_NAME[name], rows)
        if broken is not None:
            raise BadRow(broken)
    return ReportResult(report, tables, tuple(extraction.study_mentions))


def counted(numbers: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The columns of `reports` that count a report's numbers."""
    unclaimed = sum(number["status"] == NumberStatus.UNCLAIMED for number in numbers)
    return {"n_numbers": len(numbers), "n_unclaimed": unclaimed}


def _file_facts(file: ReportFile, sha256: str, size: int) -> dict[str, Any]:
    return {
        "report_id": file.report_id, "file_name": file.path.name, "sha256": sha256, "bytes": size, "version": project_version(),
    }  # fmt: skip
