"""Reference lists: after their heading, or a run of entries without one."""

from collections.abc import Sequence

from extractors.document import PieceKind
from extractors.patterns import compiled
from extractors.readers.pdf.block import Block
from extractors.readers.text import KNOWN_HEADING

REFERENCES = compiled(
    r"(?i)(?:\d{1,2}\.?\s+)?(?:references?|bibliography|literature\ cited|reference\ list|references\ and\ notes|literature|works\ cited)\s*:?"
)
_REFERENCE = compiled(
    r"(?:\[?\d{1,3}[\].)]?\s{0,3})?(?:[A-Z][\w'’`.-]*,?\s(?:[A-Z]{1,3}\b|[A-Z]\.)|[A-Z][\w'’-]+\s[A-Z][\w'’-]+\s[A-Z]{1,3}\b|.{0,160}\b(?:et\ al|(?:19|20)\d\d\s?;|(?:19|20)\d\d\)|https?:))"
)
NUMBERED_REFERENCE = compiled(r"\[?\d{1,3}[\].)]?\s{0,3}[A-Z][\w'’-]+(?:,|\s)\s?(?:[A-Z]{1,3}\b|[A-Z]\.)")
_AFTER_REFERENCES = compiled(
    r"(?i)(?:appendi|supplement|supporting|acknowledg|funding|author|conflict|competing|declaration|figure|table|data\ (?:availability|sharing)|abbreviation|publisher|ready\ to\ submit|how\ to\ cite|cite\ this|open\ access)"
)


def is_known(text: str) -> bool:
    """True for what heads a section in most articles; in lower case it is a word of a sentence."""
    return text[:1].isupper() and bool(KNOWN_HEADING.fullmatch(text) or REFERENCES.fullmatch(text))


def mark_references(blocks: Sequence[Block]) -> None:
    """Blocks of a reference list as references: after its heading, or a run of entries without one."""
    inside = False
    size = 0.0
    for index, block in enumerate(blocks):
        text = block.plain.strip()
        if block.kind is PieceKind.HEADING:
            if REFERENCES.fullmatch(text):
                inside, size = True, 0.0
                continue
            inside = inside and not (_AFTER_REFERENCES.match(text) or is_known(text) or not _entries_follow(blocks, index))
        if not inside or block.kind in (PieceKind.CAPTION, PieceKind.HEADING, PieceKind.TABLE_LINE):
            continue
        size = size or block.size
        if _REFERENCE.match(text) or (abs(block.size - size) <= 0.1 * size and not _AFTER_REFERENCES.match(text)):
            block.kind = PieceKind.REFERENCE
    _mark_bare_lists(blocks)


def _entries_follow(blocks: Sequence[Block], index: int) -> bool:
    following = [block.plain for block in blocks[index + 1 : index + 6]]
    return sum(bool(NUMBERED_REFERENCE.match(text)) for text in following) >= 2


_FEWEST_ENTRIES = 5


def _mark_bare_lists(blocks: Sequence[Block]) -> None:
    """Reference lists without a heading: many numbered entries that begin with a name and initials, close to each other."""
    run: list[int] = []
    last = -10
    for index, block in enumerate([*blocks, None]):
        is_entry = (
            block is not None
            and block.kind in (PieceKind.PARAGRAPH, PieceKind.LIST_ITEM, PieceKind.REFERENCE)
            and NUMBERED_REFERENCE.match(block.plain.strip())
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
