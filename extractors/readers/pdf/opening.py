"""Opening a PDF: what it says of itself, and what cannot be read, with one sentence."""

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from extractors.document import Unreadable
from extractors.patterns import compiled
from extractors.readers.pdf.streams import limit_streams

# pdfminer warns of every odd font and colour; what matters is looked at here.
for _name in ("pdfminer", "pdfplumber"):
    logging.getLogger(_name).setLevel(logging.ERROR)

MOST_PAGES = 3_000
"""Pages of the longest PDF that is read; the longest monographs on health technology have some 700."""
_AGAIN = "save it from its source again"
_CUT_SHORT = f"The PDF is cut short: its end is missing; {_AGAIN}."
_DOI = compiled(r"10\.\d{4,9}/[^\s\"<>,;]{2,80}")
_NO_TITLE = compiled(
    r"(?i)^(?:untitled|microsoft word|powerpoint|document\d*$|layout\b|doi:|pii:|[\w.-]+\.(?:docx?|pdf|indd|qxd|tex|fm|rtf)$|[\w.-]+$)"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that can be read: how many pages it has and what it says of the report."""

    n_pages: int
    metadata: Mapping[str, str]


def opened(data: bytes) -> Opened:
    """Look at the file's frame; raises Unreadable where it is encrypted, damaged, without pages or with more than any report has."""
    limit_streams()
    try:
        pdf = pdfplumber.open(io.BytesIO(data))  # not as a context, which on leaving makes every page there is
        n_pages = sum(_has_size(page) for page in islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1))
        metadata = _metadata(pdf.metadata)
    except Exception as error:
        raise refusal(error, data) from None
    if n_pages > MOST_PAGES:
        raise Unreadable(f"The PDF has more than {MOST_PAGES:,} pages, and no report has: look what was saved.")
    if n_pages == 0 and not _is_whole(data):
        raise Unreadable(_CUT_SHORT)
    if n_pages == 0:
        raise Unreadable(
            f"The PDF has no pages that can be found (its page tree is empty, runs in a circle, or is not where the file says); {_AGAIN}."
        )
    return Opened(n_pages, metadata)


def _is_whole(data: bytes) -> bool:
    return b"%%EOF" in data[-2048:]


def _has_size(page: PDFPage) -> bool:
    if page.attrs.get("MediaBox") is None:
        raise ValueError("a page has no size")
    return True


def refusal(error: Exception, data: bytes) -> Unreadable:
    """What is raised where the file as a whole cannot be read."""
    return Unreadable(_why(cause_of(error), data))


def cause_of(error: Exception) -> Exception:
    """What pdfplumber has wrapped, with a sentence in place of a recursion without end; raised where it is not the file's structure."""
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, (MemoryError, Unreadable)):
        raise cause from None
    if isinstance(cause, RecursionError):
        return ValueError("its objects refer to one another in a circle, or nest without end")
    return cause if isinstance(cause, Exception) else error


def _why(cause: Exception, data: bytes) -> str:
    if isinstance(cause, (PDFEncryptionError, PDFPasswordIncorrect)):
        return "The PDF is encrypted with a password; save it without one."
    if not _is_whole(data):
        return _CUT_SHORT
    said = " ".join(str(cause).split()).rstrip(".") or type(cause).__name__
    return f"The PDF is damaged ({said}); {_AGAIN}."


def _metadata(info: Mapping[str, Any]) -> dict[str, str]:
    """Title and DOI as the file's own entries say them; a file name in the title's place is no title."""
    told = {str(key).lower(): " ".join(str(value).split()) for key, value in info.items() if isinstance(value, str)}
    found = {}
    title = told.get("title", "")
    if len(title) >= 20 and " " in title and not _NO_TITLE.search(title) and title.isprintable():
        found["title"] = title
    dois = {
        match[0].rstrip(".)]")
        for key in ("doi", "wps-articledoi", "prism:doi", "subject", "title")
        for match in _DOI.finditer(told.get(key, ""))
    }
    if len(dois) == 1:
        found["doi"] = dois.pop().lower()
    return found
