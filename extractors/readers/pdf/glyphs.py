"""A page's glyphs as words: text with its place, size and font, in the order in which the page draws them.

Works on pdfplumber's page layout, one object a glyph, and not on its dictionaries of characters, which take longer to make than
everything here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTLine, LTPage, LTRect
from pdfplumber.page import Page

from extractors.readers.pdf.characters import UNKNOWN, characters, family
from extractors.readers.pdf.shapes import GlyphPlace, PageShapes
from extractors.readers.pdf.visible import grounds_of, unseen

_SPACE = 0.16
"""A gap of this many font sizes parts words. A space is 0.2 to 0.3 wide, and justified lines squeeze it."""
_SAME_LINE = 0.1
_BOLD = ("bold", "black", "heavy", "semibold", "demi", "-bd", "medi")
_MAY_BE_A_SIGN = frozenset("0123456789.,#$'!oepXabc¼½þÀÆÂÃÿ…~^_")
_HARDLY_LETTERS = 2
_FOR_A_TEXT_CHARACTER = frozenset("−+±×=<>≤≥≈∼")
_LONGEST_THIN = 2.5
"""A rectangle no higher than this many points is a rule."""
_SHORTEST_UPRIGHT = 5


@dataclass(slots=True)
class Word:
    """Glyphs that stand together on one base line; x and y in points from the top left corner of the page as it is read."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    spaced: bool
    """A space was drawn before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line on the page."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line on the page, from y0 down to y1."""

    x: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands on a page. turn: degrees by which its text is turned, 0 but for tables set sideways.

    margin: text that runs in another direction than the page's, as it stands in margins. disputed: whether another library finds
    other figures or dashes on the page. hidden: text that nobody sees (`extractors.readers.pdf.visible`).
    """

    number: int
    width: float
    height: float
    turn: int
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    margin: tuple[str, ...]
    n_images: int
    disputed: bool = False
    hidden: tuple[str, ...] = ()
    uprights: tuple[Upright, ...] = ()


def page_words(page: Page, layout: LTPage, shapes: PageShapes | None = None, told: str | None = None) -> PageWords:
    """The words and horizontal rules of a page, whose layout `layout_of` has made.

    shapes: to look at glyphs that are in doubt. told: the page's text as another library tells it, to hold the figures against.
    """
    width, height = float(page.width), float(page.height)
    by_turn: dict[int, list[LTChar]] = {}
    hidden: dict[int, list[LTChar]] = {}
    leaves = list(_leaves(layout))
    grounds = grounds_of(leaves)
    rules: list[Rule] = []
    uprights: list[Upright] = []
    n_images = 0
    for item in leaves:
        if isinstance(item, LTChar):
            (hidden if unseen(item, width, height, grounds) else by_turn).setdefault(_turn(item), []).append(item)
        elif isinstance(item, (LTLine, LTRect, LTCurve)):
            if item.y1 - item.y0 <= _LONGEST_THIN and item.x1 - item.x0 > 20:
                rules.append(Rule(item.x0, item.x1, height - (item.y0 + item.y1) / 2))
            elif item.x1 - item.x0 <= _LONGEST_THIN and item.y1 - item.y0 > _SHORTEST_UPRIGHT:
                uprights.append(Upright((item.x0 + item.x1) / 2, height - item.y1, height - item.y0))
        else:
            n_images += 1
    not_seen = tuple(
        " ".join(word.text for word in _words(glyphs, other, width, height, {})) for other, glyphs in sorted(hidden.items())
    )
    turn = max(by_turn, key=lambda each: len(by_turn[each]), default=0)
    signs = _seen_signs(by_turn.get(0, ()), shapes) if shapes is not None else {}
    words = tuple(_words(by_turn.get(turn, ()), turn, width, height, signs))
    margin = tuple(
        " ".join(word.text for word in _words(glyphs, other, width, height, signs))
        for other, glyphs in sorted(by_turn.items())
        if other != turn
    )
    if turn in (90, 270):
        width, height, rules, uprights = height, width, [], []
    disputed = told is not None and signs_of(told) != signs_of(_drawn([*by_turn.values(), *hidden.values()]))
    seen_not = tuple(filter(None, not_seen))
    return PageWords(
        page.page_number, width, height, turn, words, tuple(rules), margin, n_images, disputed, seen_not, tuple(uprights)
    )


def _drawn(glyphs: Iterable[Iterable[LTChar]]) -> Iterator[str]:
    """The characters as the font tells them, of glyphs that have a name."""
    for run in glyphs:
        for glyph in run:
            if not glyph._text.startswith("(cid:"):
                yield from glyph._text


_DASHES = frozenset("-−–—‐\u00ad\ufffe\x02")
"""What the two libraries call a dash or a hyphen at a line's end."""


def signs_of(text: Iterable[str]) -> Counter[str]:
    """How often each figure is drawn, and dashes of all kinds together."""
    return Counter("-" if each in _DASHES else each for each in text if each in _DASHES or (each.isascii() and each.isdigit()))


def _leaves(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    for item in container._objs:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _turn(glyph: LTChar) -> int:
    a, b, c, d, _, _ = glyph.matrix
    if abs(b) < 0.2 * abs(a) or (a and not b and not c):
        return 0 if a > 0 or d < 0 else 180
    return 90 if b > 0 else 270


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str


def _seen_signs(glyphs: Iterable[LTChar], shapes: PageShapes) -> dict[tuple[str, str], str]:
    """By what a glyph tells and its font, the sign that it looks like, for glyphs whose font cannot be trusted.

    Those are glyphs without a name, and what a font draws that has hardly a letter on the page: operators at the places
    of figures and points.
    """
    first: dict[tuple[str, str], LTChar] = {}
    letters: dict[str, set[str]] = {}
    for glyph in glyphs:
        key = (glyph._text, glyph.fontname)
        if key not in first:
            first[key] = glyph
            if glyph._text.isalpha() and glyph._text.isascii():
                letters.setdefault(glyph.fontname, set()).add(glyph._text)
    seen = {}
    for (text, font), glyph in first.items():
        said = characters(text, font)
        if UNKNOWN not in said and (text not in _MAY_BE_A_SIGN or len(letters.get(font, ())) > _HARDLY_LETTERS):
            continue
        size = glyph.y1 - glyph.y0
        sign = shapes.sign(GlyphPlace(glyph.x0, glyph.x1, glyph.matrix[5], size)) if size > 0 else None
        if sign is not None and (UNKNOWN in said or sign in _FOR_A_TEXT_CHARACTER):
            seen[text, font] = sign
    return seen


def _words(glyphs: Iterable[LTChar], turn: int, width: float, height: float, signs: dict[tuple[str, str], str]) -> Iterator[Word]:
    """Words of glyphs that run in one direction, in drawing order."""
    told = dict(signs)
    placed = list(_placed(list(glyphs), turn, width, height))
    bold: dict[str, bool] = {}
    seen: set[tuple[str, int, int]] = set()
    word: Word | None = None
    spaced = False
    for glyph in placed:
        key = (glyph.text, glyph.font)
        text = told.get(key)
        if text is None:
            text = told[key] = characters(*key)
        if text == " " or not text:
            spaced = spaced or bool(text)
            continue
        if _drawn_before(seen, text, glyph):
            continue
        if glyph.font not in bold:
            bold[glyph.font] = any(mark in family(glyph.font).lower() for mark in _BOLD)
        if word is not None and not spaced and _goes_on(word, glyph):
            word.text += text
            word.x1 = max(word.x1, glyph.x1)
            continue
        if word is not None:
            yield word
        word = Word(text, glyph.x0, glyph.x1, glyph.y, glyph.size, bold[glyph.font], spaced)
        spaced = False
    if word is not None:
        yield word


def _goes_on(word: Word, glyph: _Glyph) -> bool:
    size = max(word.size, glyph.size)
    return (
        abs(glyph.y - word.y) <= _SAME_LINE * size
        and -0.35 * size <= glyph.x0 - word.x1 <= _SPACE * size
        and 0.75 <= glyph.size / word.size <= 1.35
    )


def _drawn_before(seen: set[tuple[str, int, int]], text: str, glyph: _Glyph) -> bool:
    """True where the same character stands at the same place already: bold type made by drawing twice."""
    column, row = int(glyph.x0 * 2), int(glyph.y)
    known = any((text, column + dx, row + dy) in seen for dx in (0, -1, 1) for dy in (0, -1, 1))
    seen.add((text, column, row))
    return known


def _placed(glyphs: list[LTChar], turn: int, width: float, height: float) -> Iterator[_Glyph]:
    """Glyphs with their base line, which is not their box's lower edge: fonts reach below it by different amounts."""
    drop = _descents(glyphs) if turn == 0 else {}
    for glyph in glyphs:
        if turn == 0:
            size = glyph.y1 - glyph.y0
            if size <= 0:
                continue
            base = glyph.y0 - drop.get(glyph.fontname, 0.0) * size
            yield _Glyph(glyph._text, glyph.x0, glyph.x1, height - base, size, glyph.fontname)
        elif turn == 90:
            yield _Glyph(glyph._text, glyph.y0, glyph.y1, glyph.matrix[4], glyph.x1 - glyph.x0, glyph.fontname)
        elif turn == 270:
            yield _Glyph(
                glyph._text, height - glyph.y1, height - glyph.y0, width - glyph.matrix[4], glyph.x1 - glyph.x0, glyph.fontname
            )
        else:
            yield _Glyph(glyph._text, width - glyph.x1, width - glyph.x0, glyph.matrix[5], glyph.y1 - glyph.y0, glyph.fontname)


def _descents(glyphs: Iterable[LTChar]) -> dict[str, float]:
    """By font, how far its box's lower edge lies below the base line, in font sizes; what is usual in the font, so that
    a glyph that is raised by the text rise is seen to be raised."""
    counts: dict[str, Counter[float]] = {}
    for glyph in glyphs:
        size = glyph.y1 - glyph.y0
        if size > 0:
            counts.setdefault(glyph.fontname, Counter())[round((glyph.y0 - glyph.matrix[5]) / size, 2)] += 1
    return {font: found.most_common(1)[0][0] for font, found in counts.items()}
