"""Readers: bytes of a file to a `Document`. One file a format; the content says which reads it, not the name."""

import json
import pkgutil
import zlib
from importlib import import_module
from pathlib import PurePath

from extractors.document import Document, Unreadable
from extractors.readers.format import HEAD, Format, refuse_endless
from extractors.readers.markup import first_element

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive (also .xlsx, .epub)"),
    (b"PK\x05\x06", "an empty zip archive"),
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
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file (.doc, .xls, a .docx with a password)"),
    (b"{\\rtf", "an RTF file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
"""First bytes of formats that no reader here reads, each with its name for the message."""

GZIP = b"\x1f\x8b"
_WEB_SPACE = b" \t\r\n\f"
LARGEST = 100_000_000
"""Bytes of the largest report that is read, packed or unpacked; no article comes near it."""
_STEP = 1 << 20


def _discovered() -> tuple[Format, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(found for module in modules if isinstance(found := getattr(module, "FORMAT", None), Format))


FORMATS: tuple[Format, ...] = _discovered()
"""Every format that is read, in the order of their names."""

_TEXT = next(found for found in FORMATS if found.name == "text")


def format_of(data: bytes) -> Format:
    """The format of an unpacked file, by its first `HEAD` bytes; raises Unreadable for a known one without a reader.

    What nothing else recognises is for the text reader, which refuses what is no text.
    """
    head = data[:HEAD]
    found = next((known for known in FORMATS if known.recognises(head)), None)
    if found is not None:
        return found
    for magic, printed in _OTHERS:
        if head.startswith(magic):
            raise Unreadable(f"This is {printed}; no reader for it yet.")
    if head.lstrip(_WEB_SPACE).startswith((b"<?xml", b"\xef\xbb\xbf<?xml")):
        raise Unreadable(f"This is an XML file of another kind (it begins with <{first_element(head)}>); no reader for it yet.")
    return _TEXT


def refuse_misnamed(name: str, data: bytes) -> None:
    """Raise Unreadable where the file's name says one format and its content is another: a log-in page saved as .pdf.

    A name that says nothing (.nxml.download, no suffix) is no reason; nor is .txt, which any text may be called.
    """
    path = PurePath(name)
    suffix = PurePath(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    claiming = [known for known in FORMATS if suffix.lower() in known.suffixes]
    if not data or not claiming or _TEXT in claiming:
        return
    found = format_of(unpacked(data[: 4 * HEAD], HEAD, whole=False))
    if found not in claiming:
        printed = "JSON without a registry's record in it" if found is _TEXT and _is_json(data) else found.printed
        raise Unreadable(
            f"The name says {suffix}, but the content is {printed}: look what was saved, and rename it if that is meant."
        )


def _is_json(data: bytes) -> bool:
    """Whether it is JSON of any kind: a list of numbers is, and still no report."""
    try:
        json.loads(unpacked(data))
    except (ValueError, RecursionError):  # Unreadable is a ValueError
        return False
    return True


def unpacked(data: bytes, limit: int = LARGEST, whole: bool = True) -> bytes:
    """The bytes, out of gzip where they stand in it; raises Unreadable beyond `limit` bytes and, if `whole`, for a damaged archive."""
    if not data.startswith(GZIP):
        return data
    parts: list[bytes] = []
    size = 0
    while data:
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof and size <= limit:
            try:
                part = stream.decompress(data, _STEP)
            except zlib.error as error:
                raise Unreadable(f"The gzip archive is damaged ({error}); fetch it again.") from None
            data = stream.unconsumed_tail
            parts.append(part)
            size += len(part)
            if not part and not data and not stream.eof:
                if whole:
                    raise Unreadable("The gzip archive ends before its end; fetch it again.")
                return b"".join(parts)
        if size > limit:
            if whole:
                raise Unreadable(f"The gzip archive unpacks to more than {limit:,} bytes, the most that a report may have.")
            return b"".join(parts)
        data = stream.unused_data.lstrip(b"\0")
    return b"".join(parts)


def read(data: bytes, report_id: str) -> Document:
    """The document that the bytes hold; raises `Unreadable` with one sentence where they hold none."""
    if not data:
        raise Unreadable("The file is empty.")
    if len(data) > LARGEST:
        raise Unreadable(f"The file has {len(data):,} bytes; a report has {LARGEST:,} at most.")
    plain = unpacked(data)
    document = format_of(plain).read(plain, report_id)
    refuse_endless(document.text)
    return document
