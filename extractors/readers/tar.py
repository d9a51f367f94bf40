"""Tar archives: each file in them is a report, as PubMed Central's bulk packages hold articles."""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from extractors.document import Document, Unreadable
from extractors.readers.format import Format, Record

_MAGIC = 257
"""Where a tar header says what it is."""
_STEP = 1 << 20


def records(stream: BinaryIO) -> Iterator[Record]:
    """Where each file stands, by the stem of its name; hidden files, links and folders are left out.

    One more record with a fault, and no bytes, says so where the archive ends before its end.
    """
    position = 0
    try:
        with tarfile.open(fileobj=stream, mode="r:") as archive:
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # it would keep the header of every file
                name = PurePosixPath(member.name)
                position = member.offset_data + member.size
                if member.isreg() and not name.name.startswith(".") and not member.issparse():
                    yield _record(stream, name, member.offset_data, position)
    except (tarfile.TarError, EOFError) as error:
        yield Record(None, position, position, fault=f"The tar archive is damaged ({error}); fetch it again.")


def _record(stream: BinaryIO, name: PurePosixPath, start: int, end: int) -> Record:
    digest = hashlib.sha256()
    stream.seek(start)
    left = end - start
    while left and (chunk := stream.read(min(left, _STEP))):
        digest.update(chunk)
        left -= len(chunk)
    fault = f"The archive ends within {name.name}; fetch it again." if left else None
    return Record(record_id(name.name), start, end, digest.hexdigest(), fault, name.name)


def record_id(file_name: str) -> str:
    """What a file in an archive is called: its stem, with "_" for what no report_id may hold."""
    stem = file_name.removesuffix(".gz").rpartition(".")[0] or file_name
    return "".join(character if character.isprintable() and character not in "#/\\" else "_" for character in stem)


def read(data: bytes, report_id: str) -> Document:
    """Raises Unreadable: an archive is a list of reports and none itself."""
    raise Unreadable("This is a tar archive with no file in it that could be a report.")


FORMAT = Format(
    name="tar",
    printed="a tar archive",
    suffixes=(".tar", ".tgz"),
    recognises=lambda head: head[_MAGIC : _MAGIC + 5] == b"ustar",
    read=read,
    examples=(b"PMC1.nxml".ljust(_MAGIC, b"\0") + b"ustar\x0000", b"a/b.txt".ljust(_MAGIC, b"\0") + b"ustar  \0"),
    refuses=(b"ustar", b"an ustar is a format of archives".ljust(_MAGIC, b".") + b"tar"),
    records=records,
)
