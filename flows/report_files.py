"""A report as it lies in raw/: a file of its own, or a record in a file of many."""

import builtins
import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from extractors.document import Document, Unreadable
from extractors.readers import LARGEST, refuse_misnamed
from extractors.readers.format import Record
from flows.documents import document_of
from flows.records import record_bytes, records_in
from flows.refusal import BadUsage

RECORD_MARK = "#"
"""Between a file's stem and its record in a report_id."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report and where its bytes are. sha256, bytes: of the record, where it is one; file_sha256: of the whole file then."""

    report_id: str
    path: Path
    sha256: str
    bytes: int
    record: Record | None = None
    file_sha256: str | None = None

    @property
    def name(self) -> str:
        """How a message names it: "trials.nbib", or "trials.nbib#38783390" for a record."""
        record = self.report_id.partition(RECORD_MARK)[2]
        return f"{self.path.name}{RECORD_MARK}{record}" if record else self.path.name

    @property
    def fault(self) -> str | None:
        """Why it cannot be read, where that is known before it is."""
        return self.record.fault if self.record else None

    def data(self, cache: Path | None) -> builtins.bytes:
        """Its bytes; raises Unreadable where they are known to be damaged or are more than any report has."""
        if self.fault is not None:
            raise Unreadable(self.fault)
        if self.bytes > LARGEST:
            raise Unreadable(f"The file has {self.bytes:,} bytes; a report has {LARGEST:,} at most.")
        if self.record is None:
            return self.path.read_bytes()
        return record_bytes(self.path, self.file_sha256 or "", self.record, cache)

    def document(self, cache: Path | None, data: builtins.bytes | None = None) -> Document:
        """Its document; raises Unreadable as the readers do. data: its bytes, where they are at hand."""
        data = self.data(cache) if data is None else data
        refuse_misnamed((self.record and self.record.file_name) or self.path.name, data)
        return document_of(self.report_id, data, cache)


def stem_of(name: str) -> str:
    """The report_id that a file's name gives: "a" for a.txt, and for a.xml.gz."""
    path = PurePath(name)
    return PurePath(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def report_files(path: Path, cache: Path | None) -> list[ReportFile]:
    """The reports in a file: one, or its records by their ids; what is missing of a damaged list stands under the file's own."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    stem = stem_of(path.name)
    records = records_in(path, sha256, cache)
    if not records:
        return [ReportFile(stem, path, sha256, path.stat().st_size)]
    return [
        ReportFile(
            f"{stem}{RECORD_MARK}{record.record_id}" if record.record_id else stem, path, record.sha256 or sha256,
            record.end - record.start if record.record_id else path.stat().st_size, record, sha256,
        )
        for record in records
    ]  # fmt: skip


def named_file(path: Path) -> tuple[Path, str | None]:
    """The file that a person named and the record in it, if one is: "trials.nbib#38783390"; raises BadUsage where there is none."""
    if path.is_file():
        return path, None
    name, mark, record = path.name.rpartition(RECORD_MARK)
    if mark and path.with_name(name).is_file():
        return path.with_name(name), record
    raise BadUsage(f"{path} is not a file: give a report, such as raw/NAME.txt")


def named_report(path: Path, cache: Path | None) -> ReportFile:
    """The report that a person named; raises BadUsage where there is none, or where a file of many records needs one named."""
    file, record = named_file(path)
    found = report_files(file, cache)
    if record is None and len(found) == 1:
        return found[0]
    chosen = [report for report in found if record is not None and report.report_id == f"{stem_of(file.name)}{RECORD_MARK}{record}"]
    if chosen:
        return chosen[0]
    if len(found) == 1 and RECORD_MARK not in found[0].report_id:
        raise BadUsage(f"{file} is one report and holds no records: leave out {RECORD_MARK}{record}")
    known = ", ".join(report.report_id.partition(RECORD_MARK)[2] for report in found[:5]) + (", …" if len(found) > 5 else "")
    raise BadUsage(
        f"{file} holds {len(found)} records ({known}): name one of them, as in {file}{RECORD_MARK}{known.partition(',')[0]}"
    )
