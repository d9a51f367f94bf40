"""All pages of a PDF as words: in processes where it is long, one after the other where processes cannot be had."""

import io
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

import pdfplumber
import pypdfium2
from pdfplumber.page import Page

from extractors.document import Unreadable
from extractors.readers.pdf.glyphs import PageWords, page_words
from extractors.readers.pdf.opening import cause_of, refusal
from extractors.readers.pdf.shapes import PageShapes
from extractors.readers.pdf.streams import limit_streams
from extractors.readers.pdf.visible import layout_of

PROCESSES_FROM = 24
"""Pages from which a PDF pays for processes: each needs half a second to start."""
_MOST_PROCESSES = 4
_STEP = 8
"""Pages that a process reads at a time: few enough that all end together."""
_LONGEST_SIDE = 100_000.0
"""Points; posters have some 4,000, and 14,400 are the most that a page should have (PDF 32000-1, C.2)."""
_REOPENED = 40
"""Pages after which the file is opened anew: pdfminer keeps every object that it has looked at."""


def pages_of(data: bytes, n_pages: int) -> list[PageWords]:
    """The words of every page, in order; raises Unreadable naming the page that cannot be read."""
    workers = min(os.cpu_count() or 1, _MOST_PROCESSES, n_pages // _STEP)
    if n_pages >= PROCESSES_FROM and workers > 1 and not multiprocessing.current_process().daemon:
        # A process that cannot be started, or that the system ends, costs time and not the report.
        with suppress(OSError, BrokenProcessPool, RuntimeError):
            return _in_processes(data, n_pages, workers)
    return [page for first in range(0, n_pages, _REOPENED) for page in _read(data, first, min(first + _REOPENED, n_pages))]


def _in_processes(data: bytes, n_pages: int, workers: int) -> list[PageWords]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(data,)) as pool:
        parts = pool.map(_read_part, range(0, n_pages, _STEP), [n_pages] * len(range(0, n_pages, _STEP)))
        return [page for part in parts for page in part]


_data = b""


def _start(data: bytes) -> None:
    global _data
    _data = data


def _read_part(first: int, n_pages: int) -> list[PageWords]:
    return list(_read(_data, first, min(first + _STEP, n_pages)))


def _read(data: bytes, first: int, end: int) -> Iterator[PageWords]:
    limit_streams()
    try:
        pdf = pdfplumber.open(io.BytesIO(data), pages=list(range(first + 1, end + 1)))
        pages = pdf.pages
    except Exception as error:
        raise refusal(error, data) from None
    drawn = _drawn(data)
    for page in pages:
        try:
            _right_way_round(page)
            layout = layout_of(page)  # first, with limits on what a page unpacks and draws: pdfium has none
            yield page_words(page, layout, _shapes(drawn, page), _told(drawn, page))
        except Exception as error:
            cause = cause_of(error)
            said = " ".join(str(cause).split()).rstrip(".") or type(cause).__name__
            raise Unreadable(
                f"Page {page.page_number} of the PDF cannot be read ({said}); save it from its source again."
            ) from None
        finally:
            page.close()  # else every page stays in memory: some 13 MB each


def _right_way_round(page: Page) -> None:
    """Set the page's boxes by their lower left and upper right corners: a file may name any two (PDF 32000-1, 7.9.5)."""
    found = page.page_obj
    if max(page.width, page.height) > _LONGEST_SIDE:
        raise ValueError(f"it is {page.width:,.0f} points wide and {page.height:,.0f} high")
    for name in ("mediabox", "cropbox"):
        x0, y0, x1, y1 = getattr(found, name)
        setattr(found, name, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _drawn(data: bytes) -> pypdfium2.PdfDocument | None:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None


def _told(drawn: pypdfium2.PdfDocument | None, page: Page) -> str | None:
    """The page's text as pdfium tells it; None where pdfium cannot read it."""
    if drawn is None or page.page_number > len(drawn):
        return None
    try:
        text = drawn[page.page_number - 1].get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        return None
    return str(text)


def _shapes(drawn: pypdfium2.PdfDocument | None, page: Page) -> PageShapes | None:
    """A look at the page's glyphs; None where pdfium cannot open it, or draws it turned."""
    if drawn is None or page.rotation or page.page_number > len(drawn):
        return None
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox or page.page_obj.mediabox
    try:
        return PageShapes(drawn[page.page_number - 1], (float(media[0] - crop[0]), float(media[1] - crop[1])))
    except (pypdfium2.PdfiumError, TypeError):
        return None
