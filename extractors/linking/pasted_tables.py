"""Tables that were pasted into running text: heads with their sizes, then labels with one cell for each head.

Cells stand one a line ("Aspirin", "12", "13"), in one line with spaces, or glued to each other
("19.9 ± 2.419.1 ± 2.80.28"). A row is read only where its figures part into exactly one cell for each head in
exactly one way; every other row is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.document import Span
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention, Rule, find
from extractors.rules.pasted_tables import CELL_BOUNDS, CELL_BRACKET, CELL_MEAN, CELL_NUMBER, CELL_P, CELL_SHARE, TABLE_HEAD

_SHAPES = (CELL_MEAN, CELL_BOUNDS, CELL_BRACKET, CELL_SHARE, CELL_NUMBER)
_MOST_HEADS, _LONGEST_CELL, _LONGEST_RUN, _CAPTION = 5, 32, 160, 400
_P_HEAD = compiled(r"[\s|]*(?:P|p)(?:[-\s]?[Vv]alues?)?(?=[\s|]*(?:[A-Z]|\n|$))")
_INLINE_LABEL = compiled(
    r"\s*(?P<label>(?:[A-Z]|[a-z]{1,3}-?[A-Z])[^\d\n().;±]{0,60}?(?:\((?![nN]\s?=)[^()\n]{1,40}\))?)\s*(?=[-<]?[\d.])"
)
_RUN = compiled(r"[\d\s.,;()%±+/<>=\[\]-]{1,160}")
_LINE = compiled(r"[^\n]*")
_LABEL_LINE = compiled(r"(?=[^\n]*[A-Za-z])[^\n]{2,90}")
_TOO_MANY_LABELS = 4
_TABLE_WORD = compiled(r"\bTable\s?\d*\b", regex.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """A column's head: where its label stands, and the size that it prints."""

    label: Span
    n: float


@dataclass(frozen=True)
class TableRow:
    """A label with its cells, one for each head, and the p-value after them; section is the line the label stands under."""

    label: Span
    section: Span | None
    cells: tuple[Mention, ...]
    p: Mention | None


@dataclass(frozen=True)
class PastedTable:
    """A table's place in the text, from its first head to its last row, what stands before it, its heads and rows."""

    start: int
    end: int
    caption: Span
    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]


def pasted_tables(folded: str) -> list[PastedTable]:
    """The pasted tables of a text, in order; a table without a row that can be read is none."""
    found: list[PastedTable] = []
    for heads, body in _heads(folded):
        start = heads[0].label.start
        if found and start < found[-1].end:
            continue
        stacked = _stacked_rows(folded, heads, body)
        rows, end = stacked if stacked[0] else _inline_rows(folded, heads, body)
        if rows:
            captions = [match.start() for match in _TABLE_WORD.finditer(folded, max(0, start - _CAPTION), start)]
            line = folded.rfind("\n", 0, start - 1)
            caption = captions[-1] if captions else max(line, start - _CAPTION, 0)
            found.append(PastedTable(start, end, Span(min(caption, start), start), heads, tuple(rows)))
    return found


def _heads(folded: str) -> Iterator[tuple[tuple[Head, ...], int]]:
    """Runs of two to five heads that stand side by side, and where the table's body begins."""
    mentions = find(TABLE_HEAD, folded)
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if (
            mention is not None
            and run
            and mention.start - run[-1].end <= 3
            and not folded[run[-1].end : mention.start].strip(" \t|\n")
        ):
            run.append(mention)
            continue
        if 2 <= len(run) <= _MOST_HEADS:
            after = _P_HEAD.match(folded, run[-1].end)
            heads = tuple(Head(Span(*one.groups["label"]), value_of(folded[slice(*one.groups["n"])]) or 0) for one in run)
            yield heads, after.end() if after else run[-1].end
        run = [mention] if mention is not None else []


def _stacked_rows(folded: str, heads: tuple[Head, ...], body: int) -> tuple[list[TableRow], int]:
    """Rows of a table that has one cell a line, and where the last one ends."""
    rows: list[TableRow] = []
    section: Span | None = None
    labels: list[Span] = []
    cells: list[Span] = []
    end = body
    for line in [*_lines(folded, body), None]:
        if (
            line is not None
            and (_cell(folded, line) or CELL_P.compiled.fullmatch(folded, line.start, line.end))
            and (labels or cells)
        ):
            cells.append(line)
            continue
        if cells:
            row = _stacked_row(folded, heads, labels[-1], labels[-2] if len(labels) > 1 else section, cells) if labels else None
            section = labels[-2] if len(labels) > 1 else section
            if row is not None:
                rows.append(row)
                end = cells[-1].end
            labels, cells = [], []
        if line is None or not _LABEL_LINE.fullmatch(folded, line.start, line.end) or len(labels) >= _TOO_MANY_LABELS:
            break
        labels.append(line)
    return rows, end


def _lines(folded: str, start: int) -> Iterator[Span]:
    """The lines from `start` on that hold more than spaces, without the spaces around them."""
    while start < len(folded):
        match = _LINE.match(folded, start)
        stop = match.end() if match else len(folded)
        text = folded[start:stop]
        if text.strip():
            begin = start + len(text) - len(text.lstrip())
            yield Span(begin, begin + len(text.strip()))
        start = stop + 1


def _cell(folded: str, line: Span) -> Mention | None:
    """The line as one cell of whatever shape."""
    return next((mention for shape in _SHAPES if (mention := _whole(shape, folded, line.start, line.end)) is not None), None)


def _whole(rule: Rule, folded: str, start: int, end: int) -> Mention | None:
    match = rule.compiled.fullmatch(folded, start, end)
    if match is None:
        return None
    return Mention(rule, start, end, {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0})


def _stacked_row(folded: str, heads: tuple[Head, ...], label: Span, section: Span | None, cells: list[Span]) -> TableRow | None:
    p = _whole(CELL_P, folded, cells[-1].start, cells[-1].end) if len(cells) == len(heads) + 1 else None
    if len(cells) - (p is not None) != len(heads):
        return None
    read = [cell for line in cells[: len(heads)] if (cell := _cell(folded, line)) is not None]
    return TableRow(label, section, tuple(read), p) if len(read) == len(heads) else None


def _inline_rows(folded: str, heads: tuple[Head, ...], body: int) -> tuple[list[TableRow], int]:
    """Rows that follow each other in one line, and where the last one ends; two that cannot be read end the table."""
    rows: list[TableRow] = []
    position = end = body
    unread = 0
    while unread < 2:
        label = _INLINE_LABEL.match(folded, position)
        run = _RUN.match(folded, label.end()) if label else None
        if label is None or run is None:
            break
        stop = run.end() - (len(run[0]) - len(run[0].rstrip(" \n(<[;,.")))
        parted = _parted(folded, label.end(), stop, heads, folded[slice(*label.span("label"))])
        position = run.end() if stop == run.end() else max(stop, run.end() - 1)
        if parted is None:
            unread += 1
            continue
        unread = 0
        rows.append(TableRow(Span(*label.span("label")), None, *parted))
        end = stop
    return rows, end


def _parted(
    folded: str, start: int, stop: int, heads: tuple[Head, ...], label: str
) -> tuple[tuple[Mention, ...], Mention | None] | None:
    """The one way in which folded[start:stop] is a cell for each head and perhaps a p-value; None where there are none or several."""
    if stop - start > _LONGEST_RUN:
        return None
    for shape in _SHAPES:
        ways = [way for way in _ways(folded, start, stop, shape, len(heads)) if _plausible(folded, way[0], heads, label)]
        zero = [way for way in ways if way[1] is None or folded[way[1].groups["p_value"][0]] in "01"]
        if zero or ways:
            return (zero or ways)[0] if len(zero or ways) == 1 else None
    return None


def _ways(folded: str, start: int, stop: int, shape: Rule, count: int) -> Iterator[tuple[tuple[Mention, ...], Mention | None]]:
    """Every way to read `count` cells of one shape and an optional p-value from all of folded[start:stop]."""
    while start < stop and folded[start] in " \n|":
        start += 1
    if count == 0:
        if start == stop:
            yield (), None
        elif (p := _whole(CELL_P, folded, start, stop)) is not None:
            yield (), p
        return
    for end in range(start + 1, min(stop, start + _LONGEST_CELL) + 1):
        cell = _whole(shape, folded, start, end)
        if cell is not None:
            for rest, p in _ways(folded, end, stop, shape, count - 1):
                yield (cell, *rest), p


def _plausible(folded: str, cells: tuple[Mention, ...], heads: tuple[Head, ...], label: str) -> bool:
    """True where the cells are printed alike and are no more than their group or a hundred per cent."""
    glued = any(one.end == other.start and folded[one.end - 1] not in ")]%" for one, other in pairwise(cells))
    bare = all(cell.rule is CELL_NUMBER and "unit" not in cell.groups for cell in cells)
    if glued and bare and "%" not in label:
        return False
    if glued and len({_decimals(folded, cell) for cell in cells}) > 1:
        return False
    for cell, head in zip(cells, heads, strict=True):
        numbers = {
            name: value_of(folded[slice(*place)]) or 0 for name, place in cell.groups.items() if name not in ("unit", "percent")
        }
        value = numbers.get("param_value", 0)
        if cell.rule is CELL_NUMBER and (
            value > 100 if "%" in label else compiled(r"\bn\b").search(label) is not None and value > head.n
        ):
            return False
        if cell.rule is CELL_SHARE and "param_value" not in numbers:
            whole = (
                numbers["numerator"] + numbers["denominator"] == head.n
                if parts_of(label)
                else numbers["numerator"] <= numbers["denominator"] <= head.n
            )
            if not whole:
                return False
    return True


def _decimals(folded: str, cell: Mention) -> tuple[int, ...]:
    numbers = [folded[slice(*place)] for name, place in sorted(cell.groups.items()) if name not in ("unit", "percent")]
    return tuple(len(number.partition(".")[2]) for number in numbers)


def parts_of(label: str) -> tuple[str, str] | None:
    """The two names of "Gender (M/F)" or "Male/female", whose cells count both."""
    match = compiled(r"(?P<first>[A-Za-z]+)\s?/\s?(?P<second>[A-Za-z]+)").search(label)
    return (match["first"], match["second"]) if match and match["first"].lower() not in ("n", "no") else None
