"""PDF: pages as running text in reading order, with page and box of every line.

glyphs (what stands where) → furniture (heads, feet, line numbers apart) → columns (reading order) → blocks (headings,
paragraphs, lines of tables, references) → tables (cells with heads, where these can be told) → text. Heavy libraries are
imported when the first PDF is read.
"""

from extractors.document import Document
from extractors.readers.format import Format


def read(data: bytes, report_id: str) -> Document:
    """The document of a PDF; raises `Unreadable` where it is encrypted, damaged, without pages or without text."""
    from extractors.readers.pdf.reading import read as read_pdf

    return read_pdf(data, report_id)


FORMAT = Format(
    name="pdf",
    printed="a PDF",
    suffixes=(".pdf",),
    # Some producers put white space or a few stray bytes before the head; viewers accept 1,024 of them.
    recognises=lambda head: head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b"\x00" in head),
    read=read,
    examples=(b"%PDF-1.7\n", b"\r\n%PDF-1.4\n\x00"),
    refuses=(b"The file format %PDF-1.7 is old.", b"<html>"),
    guarded_from=0,
    seconds=300,
)
