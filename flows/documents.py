"""The cache of documents: a file is read once, by its bytes and by the code that read it. No polars here: `show` reads it too."""

import hashlib
import json
import os
import threading
from contextlib import suppress
from functools import cache as once
from pathlib import Path

import extractors
from extractors.document import Document
from flows.cache_size import used
from flows.disk import writing
from flows.document_json import as_json, from_json
from flows.guarded import read


@once
def reader_digest() -> str:
    """A hash of the source that turns bytes into documents."""
    root = Path(extractors.__file__).parent
    digest = hashlib.sha256()
    for path in [root / "document.py", *sorted((root / "readers").rglob("*.py")), *sorted((root / "registry").rglob("*.py"))]:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def document_of(report_id: str, data: bytes, cache: Path | None) -> Document:
    """The bytes as a document, from the cache where it is known there; raises Unreadable as the readers do.

    Without a cache, or where the cache cannot be written, the file is read each time.
    """
    known = known_document(report_id, data, cache)
    if known is not None:
        return known
    document = read(data, report_id)
    if cache is not None:
        with suppress(OSError):  # a cache that cannot be written costs time, not the report
            write_atomically(_kept(data, cache), json.dumps(as_json(document), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return document


def known_document(report_id: str, data: bytes, cache: Path | None) -> Document | None:
    """The document as the cache has it; None where it is not there."""
    return None if cache is None else _load(_kept(data, cache), report_id)


def _kept(data: bytes, cache: Path) -> Path:
    key = hashlib.sha256(hashlib.sha256(data).digest() + reader_digest().encode()).hexdigest()
    return cache / "documents" / f"{key}.json"


def write_atomically(path: Path, data: bytes) -> None:
    """Write the whole file or none of it: another process never sees a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with writing(path):
            part.write_bytes(data)
            part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _load(path: Path, report_id: str) -> Document | None:
    try:
        document = from_json(report_id, json.loads(path.read_bytes().decode("utf-8", "surrogatepass")))
        used(path)
        return document
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or damaged: it is made again
