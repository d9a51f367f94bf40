"""Readers: bytes of a file to a `Document`. One file a format; the content says which reads it, not the name."""

from extractors.document import Document, Unreadable
from extractors.readers import text

_KNOWN_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (also .docx, .xlsx, .epub)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
"""First bytes of formats that no reader here reads, each with its name for the message."""

_WEB_SPACE = b" \t\r\n\f"


def read(data: bytes, report_id: str) -> Document:
    """The document that the bytes hold; raises `Unreadable` with one sentence where they hold none."""
    if not data:
        raise Unreadable("The file is empty.")
    for magic, name in _KNOWN_BINARY:
        if data.startswith(magic):
            raise Unreadable(f"This is {name}; no reader for it yet.")
    # Some producers put white space or a few stray bytes before the PDF's head; viewers accept 1,024 of them.
    if b"%PDF-" in data[:1024] and b"\x00" in data:
        raise Unreadable("This is a PDF; no reader for it yet.")
    head = data[:256].lstrip(_WEB_SPACE).lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise Unreadable("This is an HTML page; no reader for it yet.")
    if head.startswith(b"<?xml"):
        raise Unreadable("This is an XML file; no reader for it yet.")
    return text.read(data, report_id)
