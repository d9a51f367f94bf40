"""Lines as blocks: headings, paragraphs, list items, captions, lines of tables, references."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.document import PieceKind
from extractors.patterns import compiled
from extractors.readers.pdf.columns import Line
from extractors.readers.text import KNOWN_HEADING

_WIDE, _SURE = 1.5, 3.0
_PARAGRAPH_GAP = 1.32
_INDENT = (0.6, 5.0)
_SHORT = 45
_OTHER_SIZE = 0.07
_CAPTION = compiled(
    r"(?:(?:Supplement(?:ary|al)\ )?(?:Table|Figure|FIGURE|TABLE|Fig\.|FIG\.|Fig|Box|Panel)\ ?[SA]?\d{1,2}[A-Z]?\b(?!\ (?:shows|and|presents|lists|gives|summari[sz]es|depicts|illustrates)\b))"
)
_TABLE_CAPTION = compiled(r"(?i)(?:supplementary\ )?table\ ?[SA]?\d{1,2}\b")
_ITEM = compiled(r"(?:[•‣▪◦●○■□–·]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_ENDS = compiled(r"[.?!:;][\"'”’)\]]{0,2}\s*$")
_NUMBERED_HEADING = compiled(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=[A-Z])")
REFERENCES = compiled(
    r"(?i)(?:\d{1,2}\.?\s+)?(?:references?|bibliography|literature\ cited|reference\ list|references\ and\ notes|literature|works\ cited)\s*:?"
)
_REFERENCE = compiled(
    r"(?:\[?\d{1,3}[\].)]?\s{0,3})?(?:[A-Z][\w'’`.-]*,?\s(?:[A-Z]{1,3}\b|[A-Z]\.)|[A-Z][\w'’-]+\s[A-Z][\w'’-]+\s[A-Z]{1,3}\b|.{0,160}\b(?:et\ al|(?:19|20)\d\d\s?;|(?:19|20)\d\d\)|https?:))"
)
_NUMBERED_REFERENCE = compiled(r"\[?\d{1,3}[\].)]?\s{0,3}[A-Z][\w'’-]+(?:,|\s)\s?(?:[A-Z]{1,3}\b|[A-Z]\.)")
_AFTER_REFERENCES = compiled(
    r"(?i)(?:appendi|supplement|supporting|acknowledg|funding|author|conflict|competing|declaration|figure|table|data\ (?:availability|sharing)|abbreviation|publisher|ready\ to\ submit|how\ to\ cite|cite\ this|open\ access)"
)


@dataclass(slots=True)
class Block:
    """Lines that belong together. page: that of its first line."""

    kind: PieceKind
    lines: list[Line]

    @property
    def plain(self) -> str:
        """What it says, for a look at it."""
        return " ".join(line.plain for line in self.lines)

    @property
    def size(self) -> float:
        """Font size of most of its lines."""
        return median(line.size for line in self.lines)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The lines of a whole file, in reading order, as blocks."""
    if not lines:
        return []
    body = body_size(lines)
    tables = _table_lines(lines, body)
    found: list[Block] = []
    for group, is_table in _groups(lines, tables):
        if is_table:
            found += [Block(PieceKind.TABLE_LINE, [line]) for line in group]
        else:
            found += [Block(PieceKind.PARAGRAPH, part) for part in _paragraphs(group)]
    for before, block, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if block.kind is PieceKind.PARAGRAPH:
            block.kind = _kind(block, before, after, body)
    _mark_references(found)
    return found


def body_size(lines: Iterable[Line]) -> float:
    """The font size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += sum(len(word.text) for word in line.words)
    return sizes.most_common(1)[0][0]


def _table_lines(lines: Sequence[Line], body: float) -> list[bool]:
    """For each line whether it is one of a table: it has cells, or stands between lines that have."""
    cells = [_has_cells(line) for line in lines]
    near = [sum(cells[max(0, index - 5) : index + 6]) for index in range(len(lines))]
    table = [has and count >= 3 for has, count in zip(cells, near, strict=True)]
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for index in order:
            near_table = any(table[other] and _one_column(lines[other], lines[index]) for other in _around(index, 2, len(lines)))
            table[index] = table[index] or (near_table and cells[index])
    for index, line in enumerate(lines):
        if table[index] or _is_prose(line, body):
            continue
        above = any(table[other] and _one_column(lines[other], line) for other in _around(index, 3, len(lines)) if other < index)
        below = any(
            cells[other] and table[other] and _one_column(lines[other], line)
            for other in _around(index, 3, len(lines))
            if other > index
        )
        table[index] = above and below
    for index, line in enumerate(lines):
        if _TABLE_CAPTION.match(line.plain) and not table[index]:
            _take_heads(lines, table, index)
    return table


_MOST_HEAD_LINES = 12


def _take_heads(lines: Sequence[Line], table: list[bool], caption: int) -> None:
    """Mark the lines between a caption and the first line of cells: heads of columns, set one under another."""
    last = min(caption + 1 + _MOST_HEAD_LINES, len(lines))
    first = next((index for index in range(caption + 1, last) if table[index]), None)
    if first is None or lines[first].page != lines[caption].page:
        return
    begins = caption + 1
    while (
        begins < first
        and abs(lines[begins].x0 - lines[caption].x0) < 1
        and lines[begins].y - lines[begins - 1].y < 1.5 * lines[begins].size
    ):
        begins += 1  # the caption's own next lines
    for index in range(begins, first):
        table[index] = True


def _around(index: int, reach: int, length: int) -> Iterable[int]:
    return (other for other in range(max(0, index - reach), min(length, index + reach + 1)) if other != index)


def _one_column(one: Line, other: Line) -> bool:
    return (one.page, one.band) == (other.page, other.band)


def _is_prose(line: Line, body: float) -> bool:
    """True for a line of running text: as wide as its column, set as most of the file is."""
    wide = line.x1 - line.x0 > 0.8 * (line.right - line.left) and line.plain.strip("._- ") != ""
    return wide and abs(line.size - body) <= _OTHER_SIZE * body and len(line.plain) > _SHORT


def _has_cells(line: Line) -> bool:
    if len(line.segments) < 2:
        return False
    words = line.words
    gaps = [max(0.0, after.x0 - before.x1) / line.size for before, after in pairwise(words)]
    widest = max(gaps)
    return (
        widest >= _SURE
        or (widest >= _WIDE and widest >= 2.5 * median(gaps))
        or (len(line.segments) >= 3 and widest >= 2 * median(gaps))
    )


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
    if abs(line.size - above.size) > _OTHER_SIZE * max(line.size, above.size) or step < 0:
        return True
    if step > max(_PARAGRAPH_GAP * leading, leading + 0.2) or line.bold != above.bold:
        return True
    if _CAPTION.match(text) and _ENDS.search(above.plain):
        return True
    if _is_known(text) or _is_known(above.plain):
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
                _NUMBERED_REFERENCE.match(above.plain)
                or _ITEM.match(above.plain)
                or (
                    following is not None
                    and abs(following.x0 - line.x0) < 0.3 * line.size
                    and above.x1 > line.left + 0.75 * (line.right - line.left)
                )
            )
        if _ITEM.match(text) or _NUMBERED_REFERENCE.match(text):
            return True
    elif _INDENT[0] <= shift <= _INDENT[1]:
        return True
    short = above.x1 < max(each.x1 for each in part) - 3 * line.size or (
        len(part) == 1 and above.x1 < line.right - 0.25 * (line.right - line.left)
    )
    return (short and bool(_ENDS.search(above.plain)) and text[:1].isupper()) or bool(
        _ITEM.match(text) and _ENDS.search(above.plain)
    )


def _is_known(text: str) -> bool:
    """True for what heads a section in most articles; in lower case it is a word of a sentence."""
    return text[:1].isupper() and bool(KNOWN_HEADING.fullmatch(text) or REFERENCES.fullmatch(text))


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
    if _is_known(bare):
        return True
    if text[-1:] in ".,;" or after is None or len(block.lines) > 2 or text[:1].islower() or "@" in text:
        return False
    stands_out = (
        all(line.bold for line in block.lines) or block.size > (1 + _OTHER_SIZE) * body or (text.isupper() and len(text) > 6)
    )
    follows = after.kind is PieceKind.PARAGRAPH and not (after.lines[0].bold and after.size >= block.size)
    return (stands_out and follows and len(text.split()) <= 16 and not text[:1].isdigit()) or (
        stands_out and bool(_NUMBERED_HEADING.match(text)) and len(text.split()) <= 16
    )


def _mark_references(blocks: Sequence[Block]) -> None:
    """Blocks of a reference list as references: after its heading, or a run of entries without one."""
    inside = False
    size = 0.0
    for index, block in enumerate(blocks):
        text = block.plain.strip()
        if block.kind is PieceKind.HEADING:
            if REFERENCES.fullmatch(text):
                inside, size = True, 0.0
                continue
            inside = inside and not (_AFTER_REFERENCES.match(text) or _is_known(text) or not _entries_follow(blocks, index))
        if not inside or block.kind in (PieceKind.CAPTION, PieceKind.HEADING, PieceKind.TABLE_LINE):
            continue
        size = size or block.size
        if _REFERENCE.match(text) or (abs(block.size - size) <= 0.1 * size and not _AFTER_REFERENCES.match(text)):
            block.kind = PieceKind.REFERENCE
    _mark_bare_lists(blocks)


def _entries_follow(blocks: Sequence[Block], index: int) -> bool:
    following = [block.plain for block in blocks[index + 1 : index + 6]]
    return sum(bool(_NUMBERED_REFERENCE.match(text)) for text in following) >= 2


_FEWEST_ENTRIES = 5


def _mark_bare_lists(blocks: Sequence[Block]) -> None:
    """Reference lists without a heading: many numbered entries that begin with a name and initials, close to each other."""
    run: list[int] = []
    last = -10
    for index, block in enumerate([*blocks, None]):
        is_entry = (
            block is not None
            and block.kind in (PieceKind.PARAGRAPH, PieceKind.LIST_ITEM, PieceKind.REFERENCE)
            and _NUMBERED_REFERENCE.match(block.plain.strip())
        )
        if is_entry and index - last <= 3:
            run.append(index)
        elif is_entry or block is None:
            if len(run) >= _FEWEST_ENTRIES:
                for each in range(run[0], run[-1] + 1):
                    if blocks[each].kind in (PieceKind.PARAGRAPH, PieceKind.LIST_ITEM):
                        blocks[each].kind = PieceKind.REFERENCE
            run = [index]
        if is_entry:
            last = index
