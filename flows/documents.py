"""The cache of documents: a file is read once, by its bytes and by the code that read it. No polars here: `show` reads it too."""

import hashlib
import json
import os
import threading
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import Any

import extractors
from extractors.document import Aside, AsideReason, Box, Document, Piece, PieceKind, Span
from extractors.readers import read


@once
def reader_digest() -> str:
    """A hash of the source that turns bytes into documents."""
    root = Path(extractors.__file__).parent
    digest = hashlib.sha256()
    for path in [root / "document.py", *sorted((root / "readers").rglob("*.py"))]:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def document_of(report_id: str, data: bytes, cache: Path | None) -> Document:
    """The bytes as a document, from the cache where it is known there; raises Unreadable as the readers do.

    Without a cache, or where the cache cannot be written, the file is read each time.
    """
    path = None
    if cache is not None:
        key = hashlib.sha256(hashlib.sha256(data).digest() + reader_digest().encode()).hexdigest()
        path = cache / "documents" / f"{key}.json"
        known = _load(path, report_id)
        if known is not None:
            return known
    document = read(data, report_id)
    if path is not None:
        with suppress(OSError):  # a cache that cannot be written costs time, not the report
            write_atomically(path, json.dumps(_as_json(document), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return document


def write_atomically(path: Path, data: bytes) -> None:
    """Write the whole file or none of it: another process never sees a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    part.write_bytes(data)
    part.replace(path)


def _as_json(document: Document) -> dict[str, Any]:
    return {
        "text": document.text,
        "media_type": document.media_type,
        "reader": document.reader,
        "metadata": dict(document.metadata),
        "pieces": [
            [
                piece.start, piece.end, str(piece.kind), piece.locator, piece.section, piece.page, piece.table, piece.row, piece.column,
                [[span.start, span.end] for span in piece.row_heads], [[span.start, span.end] for span in piece.column_heads],
            ]
            for piece in document.pieces
        ],
        "asides": [[aside.start, aside.end, str(aside.reason)] for aside in document.asides],
        "boxes": [[box.start, box.end, box.page, box.x0, box.y0, box.x1, box.y1] for box in document.boxes],
    }  # fmt: skip


def _load(path: Path, report_id: str) -> Document | None:
    try:
        stored = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
        pieces = tuple(
            Piece(start, end, PieceKind(kind), locator, section, page, table, row, column, _spans(row_heads), _spans(column_heads))
            for start, end, kind, locator, section, page, table, row, column, row_heads, column_heads in stored["pieces"]
        )
        asides = tuple(Aside(start, end, AsideReason(reason)) for start, end, reason in stored["asides"])
        boxes = tuple(Box(*box) for box in stored["boxes"])
        return Document(
            report_id, stored["text"], pieces, stored["media_type"], stored["reader"], stored["metadata"], asides, boxes
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or damaged: it is made again


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
