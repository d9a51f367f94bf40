"""What a format says of itself: how its files begin, and how one of them becomes a document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extractors.document import Document, Unreadable
from extractors.patterns import compiled

HEAD = 65_536
"""Bytes from a file's beginning by which a format is recognised."""
LONGEST = 5_000_000
"""Characters of the longest text that is read; the longest monographs on health technology have two million."""
MOST_LINES = 500_000
"""Lines, or leaves of a record: each costs some 500 bytes while it is read."""
LONGEST_UNBROKEN = 50_000
"""Characters without a space or line break between them; a paragraph of Chinese has a few thousand."""
_UNBROKEN = compiled(rf"(?<!\S)\S{{{LONGEST_UNBROKEN + 1},}}+")


def refuse_endless(text: str) -> None:
    """Raise Unreadable where the text is longer than any report's, or holds a stretch that is no text."""
    if len(text) > LONGEST:
        raise Unreadable(f"The text has {len(text):,} characters; a report has {LONGEST:,} at most.")
    lines = text.count("\n")
    if lines > MOST_LINES:
        raise Unreadable(f"The text has {lines:,} lines; a report has {MOST_LINES:,} at most.")
    found = _UNBROKEN.search(text) if len(text) > LONGEST_UNBROKEN else None
    if found is not None:
        raise Unreadable(
            f"From character {found.start():,} on {len(found[0]):,} characters stand without a space between them, and no report's do: "
            "take out what is no text, such as an embedded file."
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One record in a file of many: bytes start to end of the (unpacked) file.

    record_id: what the record calls itself (its PMID), None where it has no such name. fault: one sentence where
    the record is known to be damaged before it is read. file_name: its name, where the record is a file of its own.
    """

    record_id: str | None
    start: int
    end: int
    sha256: str = ""
    fault: str | None = None
    file_name: str | None = None


@dataclass(frozen=True)
class Format:
    """A format and its reader; a module of `extractors.readers` with such a `FORMAT` is found, nothing registers it.

    name: the module's name, which `reports.reader` gives. printed: the format as a sentence names it ("a PDF").
    suffixes: names of its files, with the dot, lower-case. recognises: whether a file that begins with these
    bytes (`HEAD` at most) is one. read: (bytes, report_id) to the document, raising Unreadable; a heavy library is
    imported in there, not with the module. examples and refuses: beginnings of files that it must and must not
    recognise.

    guarded_from: size in bytes from which a file is read in a process of its own with limits on memory and time,
    since the library that parses it could be brought down; 0 is always, None never. seconds: how long reading
    one file may take there.

    records: for a format that holds many records in a file: yields where each stands in a binary stream, in bounded
    memory; `read` takes the bytes of one record as it takes a whole file.
    """

    name: str
    printed: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]
    examples: tuple[bytes, ...]
    refuses: tuple[bytes, ...]
    guarded_from: int | None = None
    seconds: int = 60
    records: Callable[[BinaryIO], Iterator[Record]] | None = None
