"""What glyphs say: names that fonts give wrongly or not at all, and the shapes that tell better."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.document import Document
from extractors.pipeline import extract
from extractors.readers.pdf.characters import UNKNOWN, characters
from extractors.readers.pdf.shapes import sign_of


@pytest.mark.parametrize(
    ("told", "font", "said"),
    [
        ("ﬁ", "ABCDEF+Times", "fi"), ("ﬄ", "Times", "ffl"), ("\uf0b1", "Symbol", "±"), ("\uf02d", "SymbolMT", "−"), ("\uf0a3", "Wingdings", "≤"), ("b", "ABCDEF+Symbol", "β"),
        ("£", "Symbol", "≤"), ("£", "Times", "£"), ("2", "MathematicalPi-One", "−"), ("6", "ABCDEF+UniversalGreekwithMathPi", "±"), (",", "Mathematical-Pi", "<"),
        ("2", "Times", "2"), ("¼", "AdvP4C4E74", "="), ("À", "AdvPSMP10", "−"), ("¼", "Times", "¼"), ("(cid:3)", "Times", UNKNOWN), ("\x03", "Times", UNKNOWN),
        ("\ue123", "Times", UNKNOWN), ("\u200b", "Times", ""), ("\u2009", "Times", " "), ("\u00ad", "Times", "\u00ad"), ("β", "Times", "β"),
    ],
)  # fmt: skip
def test_what_a_glyph_says(told: str, font: str, said: str) -> None:
    assert characters(told, font) == said


def drawing(*strokes: tuple[float, ...], width: int = 3) -> np.ndarray:
    """A glyph of 40 pixels a font size, drawn with strokes in font sizes; y is counted upwards from the base line."""
    image = Image.new("L", (34, 50), 255)
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in strokes:
        pen.line((4 + 40 * x0, 38 - 40 * y0, 4 + 40 * x1, 38 - 40 * y1), fill=0, width=width)
    return np.asarray(image) < 128


BAR = (0.0, 0.3, 0.6, 0.3)


@pytest.mark.parametrize(
    ("strokes", "sign"),
    [
        ([BAR], "−"), ([(0, 0.4, 0.6, 0.4), (0, 0.2, 0.6, 0.2)], "="), ([BAR, (0.3, 0, 0.3, 0.6)], "+"), ([(0, 0.4, 0.6, 0.4), (0.3, 0.15, 0.3, 0.65), (0, 0, 0.6, 0)], "±"),
        ([(0.55, 0.6, 0, 0.35), (0, 0.35, 0.55, 0.1)], "<"), ([(0, 0.6, 0.55, 0.35), (0.55, 0.35, 0, 0.1)], ">"), ([(0.55, 0.7, 0, 0.45), (0, 0.45, 0.55, 0.2), (0, 0, 0.55, 0)], "≤"),
        ([(0, 0.7, 0.55, 0.45), (0.55, 0.45, 0, 0.2), (0, 0, 0.55, 0)], "≥"), ([(0, 0.05, 0.5, 0.55), (0, 0.55, 0.5, 0.05)], "×"),
        ([(0, -0.05, 0.6, -0.05)], None), ([(0.2, 0, 0.2, 0.7)], None), ([(0, 0, 0.4, 0), (0.4, 0, 0.4, 0.6), (0.4, 0.6, 0, 0.6), (0, 0.6, 0, 0)], None),
        ([(0, 0.7, 0.45, 0.7), (0.45, 0.7, 0.15, 0)], None), ([(0.35, 0, 0.35, 0.7), (0.35, 0.7, 0, 0.2), (0, 0.2, 0.5, 0.2)], None), ([], None),
    ],
    ids=["minus", "equals", "plus", "plus-minus", "less", "greater", "at-most", "at-least", "times", "underscore", "one", "box", "seven", "four", "nothing"],
)  # fmt: skip
@pytest.mark.parametrize("width", [2, 4])
def test_a_glyph_is_the_sign_that_it_looks_like(strokes: list[tuple[float, ...]], sign: str | None, width: int) -> None:
    assert sign_of(drawing(*strokes, width=width)) == sign


def test_what_reaches_in_from_the_line_above_is_not_the_glyph() -> None:
    ink = drawing(BAR)
    ink[0:2, 5:20] = True
    assert sign_of(ink) == "−"


def test_a_row_beside_an_unknown_character_is_doubtful() -> None:
    def reasons(text: str) -> list[str | None]:
        return [row["review_reasons"] for row in extract(Document("r", text, (), "application/pdf", "pdf")).tables["analyses"]]

    assert all(
        "read_character_unknown" in (each or "")
        for each in reasons(f"The mean difference was {UNKNOWN}0.31 (95% CI 0.10 to 0.50; P = 0.04).")
    )
    assert reasons("The hazard ratio was 0.31 (95% CI 0.10 to 0.50; P = 0.04).") != []
    assert not any(
        "read_character_unknown" in (each or "")
        for each in reasons(f"{UNKNOWN} The hazard ratio was 0.31 (95% CI 0.10 to 0.50; P = 0.04).")
    )
