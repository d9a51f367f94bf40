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
_BLOCK = 512
_STEP = 1 << 20
_LARGEST_HEAD = 16_384
"""Bytes of a head that goes on in a block of its own, as a long name does; paths have 4,096 at most."""
_LARGEST = 1 << 50
"""Bytes of a file, beyond which no stream can be told where to read."""
_ON_ITS_OWN = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


class _Head(tarfile.TarInfo):
    """A file's head that leads `tarfile` nowhere: a size below nought would take it back to the same head for ever (CVE-2025-8194),
    and it searches long heads in quadratic time (CVE-2024-6232).
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Head":
        """As TarInfo's; raises ReadError too."""
        head = super().frombuf(buf, encoding, errors)
        if not 0 <= head.size <= _LARGEST or (head.type in _ON_ITS_OWN and head.size > _LARGEST_HEAD):
            raise tarfile.ReadError(f"a head says that it has {head.size:,} bytes")
        return head


def records(stream: BinaryIO) -> Iterator[Record]:
    """Where each file stands, by the stem of its name; hidden files, links, devices and folders are left out.

    One more record with a fault, and no bytes, says so where the archive does not end as an archive does: files may be missing.
    """
    position = 0
    try:
        with tarfile.open(fileobj=stream, mode="r:", tarinfo=_Head) as archive:
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # it would keep the header of every file
                name = PurePosixPath(member.name)
                position = member.offset_data
                if member.isreg() and not name.name.startswith("."):
                    yield _sparse(member, name) if member.issparse() else _record(stream, name, position, position + member.size)
            position = archive.offset
        fault = _missing_end(stream, position)
    # A size of 10^18, a name that is no text, ten thousand heads of heads: tarfile lets pass what those raise.
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
        said = "heads of heads and no file" if isinstance(error, RecursionError) else " ".join(str(error).split()).rstrip(".")
        fault = f"The tar archive is damaged ({said}); fetch it again."
    if fault is not None:
        yield Record(None, position, position, fault=fault)


def _missing_end(stream: BinaryIO, end: int) -> str | None:
    """What is wrong where the last file has been read: `tarfile` takes whatever is no head for the end."""
    stream.seek(end)
    block = stream.read(_BLOCK)
    if not block:
        return "The tar archive ends without a mark of its end: files may be missing; fetch it again."
    if block.strip(b"\0"):
        return f"The tar archive is damaged at byte {end:,}: no file begins there, and it does not end there; fetch it again."
    while chunk := stream.read(_STEP):
        if chunk.strip(b"\0"):
            return f"The tar archive ends at byte {end:,}, but more stands after its end; unpack it, and keep what is a report."
    return None


def _record(stream: BinaryIO, name: PurePosixPath, start: int, end: int) -> Record:
    digest = hashlib.sha256()
    stream.seek(start)
    left = end - start
    while left and (chunk := stream.read(min(left, _STEP))):
        digest.update(chunk)
        left -= len(chunk)
    fault = f"The archive ends within {_printable(name.name)}; fetch it again." if left else None
    return Record(record_id(name.name), start, end, digest.hexdigest(), fault, name.name)


def _sparse(member: tarfile.TarInfo, name: PurePosixPath) -> Record:
    fault = f"{_printable(name.name)} is a sparse file, whose bytes the archive does not hold one after the other; pack it anew without --sparse."
    return Record(record_id(name.name), member.offset_data, member.offset_data, fault=fault, file_name=name.name)


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "_" for character in name)


def record_id(file_name: str) -> str:
    """What a file in an archive is called: its stem, with "_" for what no report_id may hold."""
    stem = file_name.removesuffix(".gz").rpartition(".")[0] or file_name
    return "".join("_" if character in "#/\\" else character for character in _printable(stem))


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
