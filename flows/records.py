"""Files of many records: where each record stands, and its bytes. Everything is streamed: such a file may be larger than memory."""

import gzip
import json
import os
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import BinaryIO

from extractors.document import Unreadable
from extractors.readers import GZIP, format_of, unpacked
from extractors.readers.format import HEAD, Record
from flows.disk import writing
from flows.documents import reader_digest, write_atomically

_STEP = 1 << 20
_MOST_UNPACKED = 8_000_000_000
_DENSEST = 200
"""How many times its size an archive may unpack to, beyond the first 64 MB: PubMed's files are some ten times smaller packed."""
_ANYWAY = 64_000_000


def records_in(path: Path, sha256: str, cache: Path | None) -> tuple[Record, ...]:
    """The records of a file, each under an id of its own; none for a file that is one report.

    sha256: of the file. Records that are the same byte for byte are one. Of records that have one id and differ, none
    can be read, and the fault says where they stand. The index is kept in the cache.
    """
    with path.open("rb") as file:
        head = file.read(4 * HEAD)
    try:
        find = format_of(unpacked(head, HEAD, whole=False)).records
    except Unreadable:
        return ()
    if find is None:
        return ()
    kept = None if cache is None else cache / "records" / f"{sha256}.{reader_digest()[:16]}.json"
    if kept is not None and kept.is_file():
        try:
            return tuple(Record(**stored) for stored in json.loads(kept.read_bytes()))
        except (ValueError, TypeError):
            pass  # damaged: it is made again
    try:
        with _opened(path, sha256, cache) as stream:
            found = _named(list(find(stream)))
    except Unreadable as error:
        found = (Record(None, 0, 0, fault=str(error)),)
    if len(found) == 1 and found[0].fault is None and found[0].file_name is None:
        found = ()  # the file itself is that one report
    if kept is not None:
        with suppress(OSError):  # it is made again where it is wanted
            write_atomically(kept, json.dumps([asdict(record) for record in found]).encode())
    return found


def record_bytes(path: Path, file_sha256: str, record: Record, cache: Path | None) -> bytes:
    """The bytes of one record."""
    with _opened(path, file_sha256, cache) as stream:
        stream.seek(record.start)
        return stream.read(record.end - record.start)


def _named(found: Sequence[Record]) -> tuple[Record, ...]:
    by_id: dict[str, list[tuple[int, Record]]] = {}
    for number, record in enumerate(found, 1):
        if record.record_id or record.start < record.end:
            by_id.setdefault(record.record_id or f"record-{number}", []).append((number, record))
    named = []
    for record_id, same in by_id.items():
        number, record = same[0]
        named.append(replace(record, record_id=record_id))
        if len({one.sha256 for _, one in same}) > 1:
            places = ", ".join(str(number) for number, _ in same)
            fault = f"Records {places} of the file all have the id {record_id} and differ; keep one of them."
            named[-1] = replace(named[-1], fault=fault)
    return (*named, *(record for record in found if not record.record_id and record.start == record.end))


@contextmanager
def _opened(path: Path, sha256: str, cache: Path | None) -> Iterator[BinaryIO]:
    """The file's bytes, out of gzip where they stand in it: unpacked once into the cache, else on the fly."""
    with path.open("rb") as file:
        if file.read(2) != GZIP:
            file.seek(0)
            yield file
            return
    if cache is None:
        with gzip.open(path) as stream:
            yield stream  # type: ignore[misc]  # reads and seeks as a binary file does
        return
    plain = cache / "records" / f"{sha256}.data"
    if not plain.is_file():
        _unpack(path, plain)
    with plain.open("rb") as file:
        yield file


def _unpack(path: Path, plain: Path) -> None:
    plain.parent.mkdir(parents=True, exist_ok=True)
    part = plain.with_name(f".{plain.name}.{os.getpid()}.{threading.get_ident()}.part")
    packed, size = path.stat().st_size, 0
    try:
        with writing(plain), gzip.open(path) as stream, part.open("wb") as file:
            while chunk := stream.read(_STEP):
                size += len(chunk)
                if size > _MOST_UNPACKED or size > max(_ANYWAY, _DENSEST * packed):
                    raise Unreadable(
                        f"The gzip archive of {packed:,} bytes unpacks to more than {size - len(chunk):,}: no list of records does."
                    )
                file.write(chunk)
        part.replace(plain)
    except EOFError:
        raise Unreadable("The gzip archive ends before its end; fetch it again.") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"The gzip archive is damaged ({error}); fetch it again.") from None
    finally:
        part.unlink(missing_ok=True)
