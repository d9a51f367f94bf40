"""A PDF's bytes to its document."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.document import AsideReason, Document, PieceKind, Unreadable
from extractors.readers.pdf.blocks import blocks_of
from extractors.readers.pdf.characters import UNKNOWN
from extractors.readers.pdf.columns import Line, gutters, page_lines
from extractors.readers.pdf.furniture import split_furniture
from extractors.readers.pdf.glyphs import PageWords, Word
from extractors.readers.pdf.opening import opened
from extractors.readers.pdf.pages import pages_of
from extractors.readers.pdf.running_text import Text, printed_words
from extractors.readers.pdf.segments import segments_of
from extractors.readers.pdf.writing import document, write

_FEWEST_CHARACTERS = 20
"""Characters a page below which it holds no text: a scan has none, or the stamp of whoever passed it on."""
_MOST_UNKNOWN = 0.2


def read(data: bytes, report_id: str) -> Document:
    """The document of a PDF; raises Unreadable with one sentence."""
    about = opened(data)
    pages = pages_of(data, about.n_pages)
    _refuse_without_text(pages)
    split = split_furniture(pages)
    bare = [_with_words(page, words) for page, (words, _) in zip(pages, split, strict=True)]
    lines = _lines(bare)
    if not lines:
        raise Unreadable("The PDF holds nothing but heads, feet and page numbers.")
    text = Text({page.number: page for page in pages}, printed_words(lines))
    write(blocks_of(lines, bare), text)
    for page, (_, apart) in zip(pages, split, strict=True):
        if apart:
            for line in page_lines(_with_words(page, apart), ()):
                text.block([line], PieceKind.PAGE_FURNITURE, AsideReason.PAGE_FURNITURE)
        for margin in page.margin:
            text.furniture(page.number, margin)
        for hidden in page.hidden:
            text.furniture(page.number, hidden, AsideReason.NOT_VISIBLE)
    disputed = [page.number for page in pages if page.disputed]
    hiding = [page.number for page in pages if page.hidden]
    return document(report_id, text, dict(about.metadata), _notices(text, disputed, hiding), disputed)


def _with_words(page: PageWords, words: Sequence[Word]) -> PageWords:
    return replace(page, words=tuple(words))


def _lines(pages: Sequence[PageWords]) -> list[Line]:
    """The lines of all pages in reading order; a page with few lines takes the columns of the others."""
    edges: Counter[int] = Counter()
    for page in pages:
        segments = segments_of(page.words)
        if segments:
            found = gutters(segments, min(each.x0 for each in segments), max(each.x1 for each in segments))
            edges.update({round(edge) for edge in found})
    usual = [float(edge) for edge, count in sorted(edges.items()) if count >= max(2, len(pages) // 4)]
    return [line for page in pages for line in page_lines(page, usual)]


def _refuse_without_text(pages: Sequence[PageWords]) -> None:
    n_characters = sum(len(word.text) for page in pages for word in page.words)
    if n_characters < _FEWEST_CHARACTERS * len(pages):
        if any(page.n_images for page in pages) and any(page.hidden for page in pages):
            raise Unreadable(
                f"The PDF is a scan: its {len(pages)} pages are pictures over recognised text that nobody sees. Check the figures of "
                "that text against the pictures, and save it as text."
            )
        if any(page.n_images for page in pages):
            raise Unreadable(
                f"The PDF is a scan: its {len(pages)} pages are pictures without text. Run text recognition (OCR) on it, check the "
                "figures, and save what that gives as text."
            )
        raise Unreadable("The PDF holds no text.")
    n_unknown = sum(word.text.count(UNKNOWN) for page in pages for word in page.words)
    if n_unknown > _MOST_UNKNOWN * n_characters:
        raise Unreadable(
            "The PDF's fonts do not say which characters they draw, so that it cannot be read; look for another copy of the report."
        )


def _notices(text: Text, disputed: Sequence[int], hiding: Sequence[int]) -> list[str]:
    written = "".join(text.parts)
    unknown = {box.page for box in text.boxes if UNKNOWN in written[box.start : box.end]}
    found = []
    if unknown:
        found.append(f"Fonts do not say what some characters on page {_listed(unknown)} are; they stand as {UNKNOWN}.")
    if disputed:
        found.append(f"Two libraries find different figures or dashes on page {_listed(disputed)}; rows from there are doubtful.")
    if hiding:
        found.append(f"Text on page {_listed(hiding)} cannot be seen (not drawn, white, tiny or beside the page): it is not read.")
    return found


def _listed(pages: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(pages)))
