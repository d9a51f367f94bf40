"""Which sign a glyph is by how it looks, for glyphs whose font does not say, or says a figure where it draws an operator.

The glyph is drawn by pdfium and compared with the strokes of the signs that change a number's meaning: minus, plus, ±, ×, =, <, >,
≤, ≥, ~, ≈, a raised point. What looks like none of them stays what the font says.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2

_PIXELS = 40.0
"""Pixels a font size is drawn with."""
_BASE = 0.3
"""How far below the base line the drawing begins, in font sizes."""
_STROKE, _REACH, _SHARE = 0.17, 0.13, 0.9
"""Nine tenths of the ink lie this near to a stroke, and nine tenths of the strokes this near to ink, in boxes of the glyph."""

# Strokes in a unit square, y downwards.
_STROKES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "+": ((0.03, 0.5, 0.97, 0.5), (0.5, 0.03, 0.5, 0.97)),
    "×": ((0.06, 0.06, 0.94, 0.94), (0.06, 0.94, 0.94, 0.06)),
    "<": ((0.94, 0.06, 0.06, 0.5), (0.06, 0.5, 0.94, 0.94)),
    ">": ((0.06, 0.06, 0.94, 0.5), (0.94, 0.5, 0.06, 0.94)),
}
_OVER_A_BAR = {"+": "±", "<": "≤", ">": "≥"}

Bitmap = Any


@dataclass(frozen=True, slots=True)
class GlyphPlace:
    """Where a glyph stands in PDF coordinates of the page: y is the base line's distance from the lower edge."""

    x0: float
    x1: float
    y: float
    size: float


class PageShapes:
    """Looks at glyphs of one page."""

    def __init__(self, page: pypdfium2.PdfPage, offset: tuple[float, float]) -> None:
        """offset: what to add to a place's x and y to get to the page's drawn area."""
        self._page = page
        self._offset = offset

    def sign(self, place: GlyphPlace) -> str | None:
        """The sign that the glyph looks like, or None."""
        scale = _PIXELS / place.size
        width, height = self._page.get_size()
        left, bottom = place.x0 + self._offset[0], place.y + self._offset[1] - _BASE * place.size
        right, top = place.x1 + self._offset[0], bottom + 1.25 * place.size
        crop = (left, bottom, width - right, height - top)
        if min(crop) < 0 or right - left < 0.1 * place.size:
            return None
        drawn = self._page.render(scale=scale, crop=crop, grayscale=True, no_smoothtext=False).to_numpy()
        return sign_of(drawn.reshape(drawn.shape[0], -1) < 140)


def sign_of(ink: Bitmap) -> str | None:
    """The sign that a drawing shows: True is ink, a font size is 40 pixels, the base line stands 12 above the lower edge."""
    glyph, bottom = _trimmed(_without_neighbours(ink))
    if glyph is None:
        return None
    height, width = glyph.shape
    middle = (bottom + height / 2) / _PIXELS - _BASE
    if height <= 0.42 * width and height <= 0.16 * _PIXELS and glyph.mean() > 0.75:
        return "−" if 0.08 < middle < 0.55 else None
    if 0.7 <= height / width <= 1.4 and glyph.mean() > 0.7 and height < 0.45 * _PIXELS:
        return None if middle < 0.1 else ("•" if height > 0.22 * _PIXELS else "·")
    bars = _level(glyph)
    if height < 0.2 * _PIXELS or not 0.25 <= height / width <= 2:
        return None
    if _is_equals(glyph, bars):
        return "="
    if height <= 0.9 * width and _waves(glyph):
        return "∼" if _waves(glyph) == 1 else "≈"
    if bars[-1] and not bars[: len(bars) // 4].any():
        top = int(np.flatnonzero(~bars)[-1]) + 1
        upper, _ = _trimmed(glyph[:top])
        return _OVER_A_BAR.get(_strokes_of(upper) or "") if upper is not None else None
    return _strokes_of(glyph)


def _without_neighbours(ink: Bitmap) -> Bitmap:
    """The ink without what reaches in from the lines above and below."""
    blank = np.flatnonzero(~ink.any(axis=1))
    if not len(blank):
        return ink
    kept = ink.copy()
    kept[: blank[0]] = False
    kept[blank[-1] :] = False
    return kept


def _trimmed(ink: Bitmap) -> tuple[Bitmap | None, int]:
    """The ink without the empty rows and columns around it, and how many empty rows lay below; None without ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None, 0
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], ink.shape[0] - int(rows[-1]) - 1


def _level(glyph: Bitmap) -> Bitmap:
    """Which rows are inked over the whole width."""
    return glyph.mean(axis=1) >= 0.85


def _is_equals(glyph: Bitmap, bars: Bitmap) -> bool:
    """True where level bars are at the top and the bottom and nothing between them: a box, which stands for no glyph, has sides."""
    blank = np.flatnonzero(glyph.mean(axis=1) <= 0.03)
    return bool(bars[0] and bars[-1] and len(blank) >= 0.2 * len(bars) and np.all(np.diff(blank) == 1))


def _strokes_of(glyph: Bitmap) -> str | None:
    """The sign of whose strokes the ink is made."""
    height, width = glyph.shape
    if not 0.5 <= height / width <= 1.6:
        return None
    y, x = np.nonzero(glyph)
    points = np.column_stack([(x + 0.5) / width, (y + 0.5) / height])
    for name, strokes in _STROKES.items():
        along = np.concatenate([np.linspace((ax, ay), (bx, by), 20) for ax, ay, bx, by in strokes])
        apart = np.sqrt(((points[:, None, :] - along[None, :, :]) ** 2).sum(axis=2))
        if (apart.min(axis=1) <= _STROKE).mean() >= _SHARE and (apart.min(axis=0) <= _REACH).mean() >= _SHARE:
            return name
    return None


def _waves(glyph: Bitmap) -> int:
    """How many wavy lines lie over one another: each column has that many strokes, which rise, fall and rise; 0 for anything else."""
    above = np.vstack([np.zeros((1, glyph.shape[1]), dtype=int), glyph.astype(int)])
    strokes = (np.diff(above, axis=0) == 1).sum(axis=0)
    count = int(np.median(strokes))
    if count not in (1, 2) or (strokes == count).mean() < 0.8:
        return 0
    quarters = [part.mean() for part in np.array_split(glyph.argmax(axis=0), 4)]
    rises, falls = quarters[0] - quarters[1] > 0.5, quarters[2] - quarters[1] > 0.3
    return count if rises and falls and quarters[2] - quarters[3] > 0.5 else 0
