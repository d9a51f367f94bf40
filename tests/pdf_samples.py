"""Small PDFs made for tests: text drawn where a test wants it."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, COLUMN = 50, 310, 235
LEADING = 12

for _name, _file in (("Vera", "Vera.ttf"), ("VeraBold", "VeraBd.ttf")):
    pdfmetrics.registerFont(TTFont(_name, _file))


def pdf(*pages: Callable[[Canvas], None], password: str | None = None, title: str = "") -> bytes:
    """A PDF of pages, each drawn by a function."""
    out = io.BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner", canPrint=0) if password is not None else None
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=encrypt, invariant=True)
    if title:
        canvas.setTitle(title)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    canvas: Canvas, x: float, top: float, texts: Sequence[str], size: float = 10, font: str = "Vera", leading: float = LEADING
) -> None:
    """Draw lines under one another; top is counted from the page's upper edge."""
    canvas.setFont(font, size)
    for index, text in enumerate(texts):
        canvas.drawString(x, HEIGHT - top - index * leading, text)


def runs(canvas: Canvas, x: float, top: float, parts: Sequence[tuple[str, float, float]], font: str = "Vera") -> None:
    """Draw a line of runs (text, size, raise in points) after one another."""
    for text, size, rise in parts:
        canvas.setFont(font, size)
        canvas.drawString(x, HEIGHT - top + rise, text)
        x += canvas.stringWidth(text, font, size)


def filling(words: str, n_lines: int) -> list[str]:
    """Lines of running text about as wide as a column."""
    stock = (words + " ").split() * 200
    found, at = [], 0
    for _ in range(n_lines):
        line = ""
        while pdfmetrics.stringWidth(line + stock[at] + " ", "Vera", 10) < COLUMN - 4:
            line += stock[at] + " "
            at += 1
        found.append(line.rstrip())
    return found
