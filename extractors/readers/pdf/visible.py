"""Which of a page's glyphs a reader sees. What nobody sees is no part of what the report says, whatever a library finds there.

Not seen is text in rendering mode 3 or 7 (PDF 32000-1, 9.3.6), such as the recognised text under a scan's picture; text in the
colour of the paper where nothing darker lies under it; type too small for any eye; and what stands beside the page.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pdfminer.layout import LTChar, LTCurve, LTImage, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from extractors.document import Unreadable

_NOT_DRAWN = frozenset({3, 7})
"""Text rendering modes that neither fill nor outline a glyph."""
_SMALLEST = 1.0
"""Points: type of this height is a tenth of what a page is set in."""
_BESIDE = 5.0
"""Points beyond the page's edge at which a glyph cannot be seen any more."""
_PAPER = 0.97
"""From this share of white on a colour is taken for the paper's."""


_MOST_DRAWINGS = 100_000
"""Drawings that a page may call up, such as the points of a plot; thirty that each call up the next one twice are a thousand million."""


class _Device(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's device, which notes on each glyph whether it is drawn at all, and in the paper's colour."""

    _mode = 0
    drawings = 0

    def render_string(self, textstate: Any, *rest: Any) -> None:
        self._mode = textstate.render
        super().render_string(textstate, *rest)

    def render_char(self, *given: Any, **named: Any) -> float:
        width: float = super().render_char(*given, **named)
        glyph: Any = self.cur_item._objs[-1]
        glyph.drawn = self._mode not in _NOT_DRAWN
        # Now: the state of graphics goes on changing after the glyph is made.
        glyph.like_paper = self._mode == 0 and is_paper(glyph.graphicstate.ncolor)
        return width


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, which knows of circles but not of drawings that draw others without end."""

    def do_Do(self, xobjid_arg: Any) -> None:
        device: Any = self.device
        device.drawings += 1
        if device.drawings > _MOST_DRAWINGS:
            raise Unreadable(
                f"A page of the PDF calls up drawings more than {_MOST_DRAWINGS:,} times: it is made to do harm, or damaged."
            )
        super().do_Do(xobjid_arg)


def layout_of(page: Page) -> LTPage:
    """The page's layout as pdfplumber makes it, each glyph with what `unseen` needs; raises what pdfplumber raises."""
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    try:
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as error:
        raise PdfminerException(error) from error
    layout: LTPage = device.get_result()
    return layout


def is_paper(colour: object) -> bool:
    """Whether a colour without a pattern is white: one number of grey, three of red, green and blue, four of printing inks."""
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return False
    inks = len(values) == 4
    return all(value <= 1 - _PAPER if inks else value >= _PAPER for value in values)


def unseen(glyph: LTChar, width: float, height: float, grounds: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether nobody sees the glyph. grounds: x0, y0, x1, y1 of pictures and coloured surfaces, on which white type is read."""
    inside = -_BESIDE <= glyph.x0 <= width + _BESIDE and -_BESIDE <= glyph.y0 <= height + _BESIDE
    type_size = glyph.y1 - glyph.y0 if abs(glyph.matrix[0]) >= abs(glyph.matrix[1]) else glyph.x1 - glyph.x0
    if not getattr(glyph, "drawn", True) or not inside or type_size < _SMALLEST:
        return True
    if not getattr(glyph, "like_paper", False):
        return False
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return not any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in grounds)


def grounds_of(items: Iterable[object]) -> list[tuple[float, float, float, float]]:
    """Where a page has pictures and surfaces in a colour of their own."""
    return [
        item.bbox
        for item in items
        if isinstance(item, LTImage) or (isinstance(item, LTCurve) and item.fill and not is_paper(item.non_stroking_color))
    ]
