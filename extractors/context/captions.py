"""Where the captions of figures stand in running text."""

from collections.abc import Callable

from extractors.context.sentence import Sentences
from extractors.document import Document
from extractors.patterns import compiled
from extractors.row import Row

_CAPTION = compiled(r"(?:Fig(?:ure)?s?\.?\s?\d+[A-Za-z]?\s?[.:|]|\([A-H]\)\s)")
_REACH = 4
_DEEPEST = 400
_LONGEST_MARK = 20


def captions(document: Document) -> Callable[[Row], bool]:
    """A function that tells of a row whether it stands in a caption: its sentence opens with a figure's number or a panel's letter."""
    lookup = Sentences(document.folded)

    def in_caption(row: Row) -> bool:
        sentence = lookup.at(row.start)
        head = _CAPTION.match(document.folded, sentence.start) or _CAPTION.search(
            document.folded, sentence.start, min(sentence.end, row.start, sentence.start + _DEEPEST + _LONGEST_MARK)
        )
        return (
            head is not None
            and head.start() - sentence.start < _DEEPEST
            and _panel_or_figure(document.folded, head.start(), sentence.start)
        )

    return in_caption


def _panel_or_figure(folded: str, start: int, sentence_start: int) -> bool:
    """True where the mark opens a sentence or a line's part, not where the text refers to a figure in brackets."""
    return start == sentence_start or folded[max(0, start - _REACH) : start].strip(" ") in ("", ".")
