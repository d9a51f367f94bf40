"""A page of a PDF as an image, cut to the lines that a row was read from, with a box around them."""

import io
from collections.abc import Sequence

from extractors.document import Box, Document
from flows.report_files import ReportFile

_SCALE = 2.0
"""Pixels a point: sharp on most screens."""
_AROUND = 70
"""Points that are shown above and below the lines."""
_MOST_PIXELS = 16_000_000


def boxes_of(document: Document, start: int, end: int) -> list[Box]:
    """The boxes of the lines that hold text[start:end], on the first of its pages; none where the file has no pages."""
    found = [box for box in document.boxes if box.start < end and start < box.end]
    return [box for box in found if box.page == found[0].page]


def page_image(file: ReportFile, boxes: Sequence[Box]) -> bytes:
    """A PNG of the place; run it in a process of its own, since a damaged file can bring the library down."""
    import pypdfium2
    from PIL import ImageDraw

    pdf = pypdfium2.PdfDocument(file.path)
    try:
        page = pdf[boxes[0].page - 1]
        width, height = page.get_size()
        scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        pdf.close()
    draw = ImageDraw.Draw(image)
    x0, y0 = min(box.x0 for box in boxes), min(box.y0 for box in boxes)
    x1, y1 = max(box.x1 for box in boxes), max(box.y1 for box in boxes)
    draw.rectangle([(x0 - 3) * scale, (y0 - 3) * scale, (x1 + 3) * scale, (y1 + 3) * scale], outline=(176, 66, 20), width=3)
    top, bottom = max(0, int((y0 - _AROUND) * scale)), min(image.height, int((y1 + _AROUND) * scale))
    written = io.BytesIO()
    image.crop((0, top, image.width, max(bottom, top + 1))).save(written, "PNG")
    return written.getvalue()
