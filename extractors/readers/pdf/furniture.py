"""What stands on pages beside the running text: running heads and feet, page numbers, line numbers."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.patterns import compiled
from extractors.readers.pdf.glyphs import PageWords, Word
from extractors.readers.pdf.table_lines import TABLE_CAPTION

_DEEPEST = 4
"""Lines from the top or bottom of a page among which heads and feet are looked for."""
_DEPTH = 0.12
"""The part of a page's height, from its edge, in which heads and feet stand."""
_SAME_HEIGHT = 6.0
_DIGITS = compiled(r"\d+")
_ROMAN_OR_NUMBER = compiled(r"(?:\W*(?:[Pp]age\s?)?(?:[eES]?\d{1,6}|[ivxlc]{1,6})\W*)(?:(?:of|/)\s?\d{1,4})?")
_TELLS = compiled(
    r"(?i)\b(?:downloaded\ from|copyright|©|\(c\)\ ?(?:19|20)\d\d|all\ rights\ reserved|for\ personal\ use|author\ manuscript|page\ \d+\ of\ \d+"
    r"|www\.\S+|https?://\S+|doi:?\ ?10\.|issn\b|vol(?:ume)?\.?\ \d|protected\ by\ copyright|open\ access)"
)
_FEWEST_NUMBERS = 5


def split_furniture(pages: Sequence[PageWords]) -> list[tuple[list[Word], list[Word]]]:
    """For each page the words of its text, and those of its heads, feet, page and line numbers.

    A head or foot is what stands at the same height on several pages and reads the same but for its figures, or a
    page number by itself at the very edge.
    """
    rows = [_rows(page.words) for page in pages]
    known: Counter[tuple[str, str, int]] = Counter()
    for page, found in zip(pages, rows, strict=True):
        for side, row in _edges(found):
            for shift in (-1, 0, 1):
                known[side, _shape(row), _band(page, side, row) + shift] += 1
    split = []
    for page, found in zip(pages, rows, strict=True):
        apart: list[Word] = []
        for side in ("top", "bottom"):
            edge = [row for where, row in _edges(found) if where == side]
            apart += _peeled(page, side, edge, known, len(pages))
        apart += line_numbers(page, [word for row in found for word in row])
        taken = set(map(id, apart))
        split.append(([word for word in page.words if id(word) not in taken], apart))
    return split


def _peeled(page: PageWords, side: str, edge: list[list[Word]], known: Counter[tuple[str, str, int]], n_pages: int) -> list[Word]:
    """The rows from the edge inwards that are head or foot; the first that is not ends them, and so does a table's caption.

    Two tables at the top of pages have the same heads at the same height, if they are of the same groups.
    """
    apart: list[Word] = []
    pending: list[list[Word]] = []
    for row in edge:
        if (row[0].y if side == "top" else page.height - row[0].y) > _DEPTH * page.height:
            break
        if TABLE_CAPTION.match(" ".join(word.text for word in row)):
            break
        pending.append(row)
        if _repeats(known[side, _shape(row), _band(page, side, row)], n_pages, row) or _alone(page, side, row):
            apart += [word for each in pending for word in each]
            pending = []
    return apart


def _repeats(count: int, n_pages: int, row: Sequence[Word]) -> bool:
    text = " ".join(word.text for word in row)
    if n_pages < 2 or count < 2:
        return False
    # The head of a table that goes on over pages stands at the top of several too: there have to be more of them.
    return count >= max(2, min(4, n_pages // 4)) and (len(row) < 25 or bool(_TELLS.search(text)))


def _alone(page: PageWords, side: str, row: Sequence[Word]) -> bool:
    """True for a page number by itself, or a copyright line, in the outermost part of the page."""
    text = " ".join(word.text for word in row)
    depth = row[0].y if side == "top" else page.height - row[0].y
    if depth > 0.75 * _DEPTH * page.height:
        return False
    return bool(_ROMAN_OR_NUMBER.fullmatch(text)) or (len(row) <= 30 and bool(_TELLS.search(text)))


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by base line over the whole page, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.y, each.x0)):
        if rows and word.y - rows[-1][0].y <= 2.5:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _edges(rows: Sequence[list[Word]]) -> list[tuple[str, list[Word]]]:
    """The outermost rows, from the edge inwards."""
    half = min(_DEEPEST, len(rows) // 2)
    return [("top", row) for row in rows[:half]] + [("bottom", row) for row in reversed(rows[len(rows) - half :])]


def _shape(row: Sequence[Word]) -> str:
    """What a row says, with every figure alike and without spaces; short forms so that "12 of 30" is the same everywhere."""
    return _DIGITS.sub("#", "".join(word.text for word in row))[:60]


def _band(page: PageWords, side: str, row: Sequence[Word]) -> int:
    depth = row[0].y if side == "top" else page.height - row[0].y
    return round(depth / _SAME_HEIGHT)


def line_numbers(page: PageWords, words: Sequence[Word]) -> list[Word]:
    """Numbers that count the lines, down the margin: whole, alone at one edge, each the same step more than the one above."""
    for left in (True, False):
        edge = min((word.x0 for word in words), default=0.0) if left else max((word.x1 for word in words), default=0.0)
        counting = sorted(
            (
                word
                for word in words
                if word.text.isdigit() and word.text.isascii() and abs((word.x1 if not left else word.x0) - edge) <= 22
            ),
            key=lambda word: word.y,
        )
        runs: list[list[Word]] = []
        for word in counting:
            if (
                runs
                and int(word.text) - int(runs[-1][-1].text) in (1, 5, 10)
                and (len(runs[-1]) < 2 or int(word.text) - int(runs[-1][-1].text) == int(runs[-1][1].text) - int(runs[-1][0].text))
            ):
                runs[-1].append(word)
            else:
                runs.append([word])
        found = [word for run in runs if len(run) >= _FEWEST_NUMBERS for word in run]
        if found and _stands_apart(found, words, left):
            return found
    return []


def _stands_apart(numbers: Sequence[Word], words: Sequence[Word], left: bool) -> bool:
    """True where white space parts the numbers from the text, line after line, as no list's numbers are."""
    taken = set(map(id, numbers))
    others = [word for word in words if id(word) not in taken]
    if not others:
        return False
    inner = min(word.x0 for word in others) if left else max(word.x1 for word in others)
    gap = inner - max(word.x1 for word in numbers) if left else min(word.x0 for word in numbers) - inner
    steps = [below.y - above.y for above, below in pairwise(numbers)]
    return gap >= 3 and max(steps) <= 6 * max(min(steps), 1.0)
