"""Lines as blocks: headings, paragraphs, list items, captions, lines of tables, references."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractors.document import PieceKind
from extractors.patterns import compiled
from extractors.readers.pdf.block import Block
from extractors.readers.pdf.columns import Line
from extractors.readers.pdf.glyphs import PageWords
from extractors.readers.pdf.references import NUMBERED_REFERENCE, is_known, mark_references
from extractors.readers.pdf.table_lines import OTHER_SIZE, table_lines
from extractors.readers.pdf.tables import mark_tables

_PARAGRAPH_GAP = 1.32
_INDENT = (0.6, 5.0)
_CAPTION = compiled(
    r"(?:(?:Supplement(?:ary|al)\ )?(?:Table|Figure|FIGURE|TABLE|Fig\.|FIG\.|Fig|Box|Panel)\ ?[SA]?\d{1,2}[A-Z]?\b(?!\ (?:shows|and|presents|lists|gives|summari[sz]es|depicts|illustrates)\b))"
)
_ITEM = compiled(r"(?:[•‣▪◦●○■□–·]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_ENDS = compiled(r"[.?!:;][\"'”’)\]]{0,2}\s*$")
_NUMBERED_HEADING = compiled(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=[A-Z])")


def blocks_of(lines: Sequence[Line], pages: Sequence[PageWords]) -> list[Block]:
    """The lines of a whole file, in reading order, as blocks; tables whose columns can be told as one block each."""
    if not lines:
        return []
    body = body_size(lines)
    tables = table_lines(lines, body)
    found: list[Block] = []
    for group, is_table in _groups(lines, tables):
        if is_table:
            found.append(Block(PieceKind.TABLE_LINE, group))
        else:
            found += [Block(PieceKind.PARAGRAPH, part) for part in _paragraphs(group)]
    for before, block, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if block.kind is PieceKind.PARAGRAPH:
            block.kind = _kind(block, before, after, body)
    mark_references(found)
    mark_tables(found, pages)
    return [each for block in found for each in _line_by_line(block)]


def _line_by_line(block: Block) -> list[Block]:
    """A table that is not told apart as a block a line."""
    return [Block(block.kind, [line]) for line in block.lines] if block.kind is PieceKind.TABLE_LINE else [block]


def body_size(lines: Iterable[Line]) -> float:
    """The font size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += sum(len(word.text) for word in line.words)
    return sizes.most_common(1)[0][0]


def _groups(lines: Sequence[Line], tables: Sequence[bool]) -> Iterable[tuple[list[Line], bool]]:
    """Runs of lines of one column that are all a table's or all not."""
    group: list[Line] = []
    for index, line in enumerate(lines):
        if group and ((line.page, line.band) != (group[-1].page, group[-1].band) or tables[index] != tables[index - 1]):
            yield group, tables[index - 1]
            group = []
        group.append(line)
    if group:
        yield group, tables[-1]


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one column as paragraphs."""
    leading = _leading(lines)
    parts: list[list[Line]] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not parts or _begins(parts[-1], line, following, leading):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of base lines, in font sizes."""
    steps = [
        (below.y - above.y) / above.size
        for above, below in pairwise(lines)
        if 0.8 * above.size < below.y - above.y < 3 * above.size
    ]
    return median(steps) if steps else 1.2


def _begins(part: Sequence[Line], line: Line, following: Line | None, leading: float) -> bool:
    """True where the line begins a paragraph after those of `part`."""
    above = part[-1]
    text = line.plain
    step = (line.y - above.y) / max(line.size, above.size)
    if abs(line.size - above.size) > OTHER_SIZE * max(line.size, above.size) or step < 0:
        return True
    if step > max(_PARAGRAPH_GAP * leading, leading + 0.2) or line.bold != above.bold:
        return True
    if _CAPTION.match(text) and _ENDS.search(above.plain):
        return True
    if is_known(text) or is_known(above.plain):
        return True
    left = min(each.x0 for each in part)
    shift = (line.x0 - left) / line.size
    hanging = len(part) > 1 and part[0].x0 < min(each.x0 for each in part[1:]) - _INDENT[0] * line.size
    if hanging:
        return line.x0 <= part[0].x0 + 0.3 * line.size
    if len(part) == 1:
        # The second line of an indented paragraph returns to the left; of a hanging one it is indented, as the third is.
        if _INDENT[0] <= shift <= _INDENT[1]:
            return not (
                NUMBERED_REFERENCE.match(above.plain)
                or _ITEM.match(above.plain)
                or (
                    following is not None
                    and abs(following.x0 - line.x0) < 0.3 * line.size
                    and above.x1 > line.left + 0.75 * (line.right - line.left)
                )
            )
        if _ITEM.match(text) or NUMBERED_REFERENCE.match(text):
            return True
    elif _INDENT[0] <= shift <= _INDENT[1]:
        return True
    short = above.x1 < max(each.x1 for each in part) - 3 * line.size or (
        len(part) == 1 and above.x1 < line.right - 0.25 * (line.right - line.left)
    )
    return (short and bool(_ENDS.search(above.plain)) and text[:1].isupper()) or bool(
        _ITEM.match(text) and _ENDS.search(above.plain)
    )


def _kind(block: Block, before: Block | None, after: Block | None, body: float) -> PieceKind:
    text = block.plain.strip()
    if _CAPTION.match(text):
        return PieceKind.CAPTION
    if _is_heading(block, text, after, body):
        return PieceKind.HEADING
    if _ITEM.match(text):
        return PieceKind.LIST_ITEM
    return PieceKind.PARAGRAPH


def _is_heading(block: Block, text: str, after: Block | None, body: float) -> bool:
    if len(block.lines) > 3 or len(text) > 140 or not any(character.isalpha() for character in text):
        return False
    bare = _NUMBERED_HEADING.sub("", text)
    if is_known(bare):
        return True
    if text[-1:] in ".,;" or after is None or len(block.lines) > 2 or text[:1].islower() or "@" in text:
        return False
    stands_out = (
        all(line.bold for line in block.lines) or block.size > (1 + OTHER_SIZE) * body or (text.isupper() and len(text) > 6)
    )
    follows = after.kind is PieceKind.PARAGRAPH and not (after.lines[0].bold and after.size >= block.size)
    return (stands_out and follows and len(text.split()) <= 16 and not text[:1].isdigit()) or (
        stands_out and bool(_NUMBERED_HEADING.match(text)) and len(text.split()) <= 16
    )
