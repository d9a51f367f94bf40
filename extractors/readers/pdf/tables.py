"""Tables: lines of cells under a caption as rows and columns with heads, where both can be told safely.

Lines of one column of a page, right under a caption "Table 2", are a table. Its head is parted from its body by a line drawn over its
width, by bold type, or by where figures begin; columns come from the body (`table_columns`), heads and rows are placed in them
(`table_heads`, `table_rows`). Whatever is not plain leaves the table as lines that no rule reads: a wrong column is worse than none.
"""

from collections.abc import Iterator, Sequence
from statistics import median

from extractors.document import PieceKind
from extractors.patterns import compiled
from extractors.readers.pdf.block import Block
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import PageWords, Rule, Word
from extractors.readers.pdf.table_columns import chunks_of, columns_of
from extractors.readers.pdf.table_heads import head_rows
from extractors.readers.pdf.table_lines import TABLE_CAPTION
from extractors.readers.pdf.table_parts import TABLE_KINDS, PlacedCell, PlacedTable, part_of
from extractors.readers.pdf.table_rows import body_rows

_VALUE = compiled(
    r"(?:[<>≤≥=~≈±+−–-]\s?)?[(\[]?\s?[<>≤≥=−–-]?\s?\d?[\d.,·]*\d(?:\s?%)?(?:[a-z*†‡§]{0,3}$|\s{0,2}(?:[(\[\])*†‡§,;/±×^–−-]|to\b))"
)
_NO_VALUE = compiled(r"(?:[-–—−]+|N/?[ARES]|n/?[as]|N\.S\.|n\.s\.)")
_WORD = compiled(r"\p{L}{3}")
_MOST_HEAD_LINES = 14
_LONGEST_MARK = 8
_SMALL, _LOWERED, _RAISED = 0.88, 0.4, 0.7
_CAPTION_BLOCKS = 2
_NOTE_GAP = 2.6
_WIDE_RULE = 0.7
"""A line drawn over this part of the table's width parts head and body."""


def table_of(lines: Sequence[Line], page: PageWords, number: int) -> PlacedTable | None:
    """The table that lines under one another make; None where its columns or heads cannot be told."""
    size = median(line.size for line in lines)
    lines = _with_marks(lines, size)
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = lines[0].y - 2 * size, lines[-1].y + 2 * size
    rules = [rule for rule in page.rules if top < rule.y < bottom and rule.x1 > x0 and rule.x0 < x1]
    uprights = [upright for upright in page.uprights if upright.y1 > top and upright.y0 < bottom]
    wide = [rule for rule in rules if min(rule.x1, x1) - max(rule.x0, x0) >= _WIDE_RULE * (x1 - x0)]
    begin = _body_begins(lines, wide, size)
    if not 0 < begin < len(lines) - 1:
        return None
    columns = columns_of(lines[begin:], size, uprights)
    if columns is None:
        return None
    heads = head_rows(lines[:begin], columns, size, [rule for rule in rules if rule not in wide], uprights)
    body = body_rows(lines[begin:], columns, size, rules)
    if heads is None or body is None or not _has_values(body):
        return None
    return PlacedTable(tuple(tuple(row) for row in (*heads, *body)), len(heads), number)


def _with_marks(lines: Sequence[Line], size: float) -> list[Line]:
    """The lines with raised and lowered marks, which may stand a space apart from what they mark, in the line that they stand at."""
    found: list[Line] = []
    raised: list[Word] = []
    for line in lines:
        is_mark = len(line.plain) <= _LONGEST_MARK and all(word.size < _SMALL * size for word in line.words)
        if is_mark and found and line.y - found[-1].y < _LOWERED * size:
            found[-1] = part_of(found[-1], [*found[-1].words, *line.words])
        elif is_mark:
            raised += line.words
        else:
            near = [word for word in raised if line.y - word.y < _RAISED * size]
            found.append(part_of(line, [*line.words, *near]) if near else line)
            raised = []
    return found


def _body_begins(lines: Sequence[Line], wide: Sequence[Rule], size: float) -> int:
    """The first line under the heads; 0 where there are none, or none can be told."""
    left = min(line.x0 for line in lines)
    data = [_has_data(line, left, size) and not (index and _breaks(lines[index - 1], size)) for index, line in enumerate(lines)]
    first_data = next((index for index, has in enumerate(data[: _MOST_HEAD_LINES + 1]) if has), 0)
    ys = sorted({round(rule.y) for rule in wide if lines[0].y < rule.y < lines[-1].y})
    if ys and len(ys) <= max(2, len(lines) // 4):
        for y in ys:
            after = next(index for index, line in enumerate(lines) if line.y > y)
            until = next((index for index, line in enumerate(lines) if len(ys) > 1 and line.y > ys[-1]), len(lines))
            if after <= _MOST_HEAD_LINES and any(data[after : max(until, after + 6)]):
                return after if not any(data[:after]) else first_data
    bold = next((index for index, line in enumerate(lines) if not line.bold), 0)
    if 0 < bold <= first_data:
        return bold
    # Lines right above the first figures that hold a label only name a group of rows.
    begin = first_data
    while begin > 1 and _is_label(lines[begin - 1], left, size):
        begin -= 1
    return begin


def _has_data(line: Line, left: float, size: float) -> bool:
    """Whether a line has a label and figures, or marks for none, in most of its other cells."""
    chunks = chunks_of(line.words, size)
    if len(chunks) < 2:
        return False
    label = " ".join(word.text for word in chunks[0])
    if chunks[0][0].x0 > left + 4 * size and (any(map(str.isdigit, label)) or not _WORD.search(label)):
        return False  # figures in the middle of a line are another column's, words are a label that is centred
    texts = [" ".join(word.text for word in chunk) for chunk in chunks[1:]]
    values = sum(bool((_VALUE.match(text) and not _closes(text)) or _NO_VALUE.fullmatch(text)) for text in texts)
    return 2 * values >= len(chunks) - 1


def _breaks(line: Line, size: float) -> bool:
    """Whether a cell of a line of heads breaks off before its figure: "MSC (n =" over "32"."""
    return any(chunk[-1].text.endswith("=") for chunk in chunks_of(line.words, size))


def _closes(text: str) -> bool:
    """Whether a text closes a bracket that it does not open: "47)" below "(n =" ends a head and is no value."""
    return text.count(")") > text.count("(") and "[" not in text


def _is_label(line: Line, left: float, size: float) -> bool:
    return len(chunks_of(line.words, size)) == 1 and line.x0 <= left + 4 * size


def _has_values(rows: Sequence[Sequence[PlacedCell]]) -> bool:
    """Whether two rows at least have figures beside their label."""
    return sum(any(any(map(str.isdigit, part.plain)) for part in cell.parts) for row in rows for cell in row if cell.first) >= 2


def mark_tables(blocks: Sequence[Block], pages: Sequence[PageWords]) -> None:
    """Blocks of table lines under a caption as tables, where they can be told; the caption and the notes below get the table's number."""
    page_of = {page.number: page for page in pages}
    number = 0
    for index, block in enumerate(blocks):
        if block.kind is not PieceKind.TABLE_LINE:
            continue
        caption = _caption_above(blocks, index)
        placed = table_of(block.lines, page_of[block.lines[0].page], number) if caption is not None else None
        if caption is None or placed is None:
            continue
        block.kind, block.placed, block.table, caption.table = PieceKind.CELL, placed, number, number
        for note in _notes_below(blocks, index):
            note.kind, note.table = PieceKind.FOOTNOTE, number
        number += 1


def _caption_above(blocks: Sequence[Block], index: int) -> Block | None:
    """The caption of a table right above its lines; its title may be a block of its own."""
    page = blocks[index].lines[0].page
    for above in reversed(blocks[max(0, index - _CAPTION_BLOCKS) : index]):
        if above.kind in TABLE_KINDS or above.lines[0].page != page or above.table is not None:
            return None
        if above.kind is PieceKind.CAPTION:
            return above if TABLE_CAPTION.match(above.plain) else None
    return None


def _notes_below(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """Paragraphs in small type right below a table."""
    above = blocks[index].lines[-1]
    size = median(line.size for line in blocks[index].lines)
    for block in blocks[index + 1 :]:
        first = block.lines[0]
        if (
            block.kind not in (PieceKind.PARAGRAPH, PieceKind.LIST_ITEM)
            or first.page != above.page
            or not 0 < first.y - above.y < _NOTE_GAP * size
            or block.size > 1.02 * size
        ):
            return
        yield block
        above = block.lines[-1]
