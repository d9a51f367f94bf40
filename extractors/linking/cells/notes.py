"""Footnotes of a table that hold for what bears their mark: "Age[a]" with "[a] Median (interquartile range)" under the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Span
from extractors.linking.cells.declared import CENTRES, Declared, declarations_of, declared_in, errors_in_brackets
from extractors.linking.cells.layout import Table
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

_MARK = compiled(
    r"\[(?P<mark>[a-z]{1,2}|\d{1,2}|[*†‡§¶#‖]{1,3})(?:,[a-z\d])*\]|\^(?P<mark>[a-z]{1,2}|[*†‡§¶#‖]{1,3})(?!\w)|(?P<mark>[*†‡§¶#‖]{1,3})"
)
"""A mark as readers write it: raised letters in brackets, signs as they are."""
_OPENS = compiled(
    r"(?:^|(?<=[.;,:)\]\n]\s?\s?))(?:\[(?P<mark>[a-z]{1,2}|\d{1,2}|[*†‡§¶#‖]{1,3})\]\s?|\^?(?P<mark>[*†‡§¶#‖]{1,3})\s?|\^?(?P<mark>\d{1,2}|[a-z])[):.]?\s?(?=[A-Z(]))"
)
"""Where a note begins: its mark, at the beginning of the footnote or behind the end of the note before it."""
_SHORT = 60
"""A note of so few characters that names a statistic says nothing else: "[b] Median"."""


@dataclass(frozen=True)
class Notes:
    """What the footnotes of a table declare: `general` for all of it, `marked` for what bears a mark.

    stray: of notes whose mark nothing in the table bears: they hold for something, and nobody knows for what. errors: standard errors
    in brackets, of estimates or of means. prose: what the report's text declares of all its values.
    """

    general: tuple[Declared, ...] = ()
    marked: Mapping[str, tuple[Declared, ...]] = field(default_factory=dict)
    stray: tuple[Declared, ...] = ()
    errors: tuple[Declared, ...] = ()
    prose: tuple[Declared, ...] = ()
    text: str = ""

    def of(self, spans: Iterable[Span]) -> list[Declared]:
        """What the notes say whose marks these heads, labels or cells bear, the first first."""
        if not self.marked:
            return []
        return [one for span in spans for mark in marks_in(self.text[span.start : span.end]) for one in self.marked.get(mark, ())]


def marks_in(text: str) -> list[str]:
    """The reference marks in a head, a label or a cell, as printed."""
    return [match["mark"] for match in _MARK.finditer(text)]


def notes_of(table: Table, folded: str, text: str) -> Notes:
    """The declarations in the table's caption and footnotes."""
    used = {mark for span in _places(table) for mark in marks_in(text[span.start : span.end])}
    in_caption = {mark for span in table.captions for mark in marks_in(text[span.start : span.end])}
    general = declarations_of(table.captions, folded)
    stray: list[Declared] = []
    marked: dict[str, list[Declared]] = {}
    for footnote in table.notes:
        for mark, part in _parts(footnote, text):
            if mark in used:
                marked.setdefault(mark, []).extend(_of_note(part, folded))
            else:
                (general if mark is None or mark in in_caption else stray).extend(declarations_of((part,), folded))
    errors = errors_in_brackets((*table.captions, *table.notes), folded)
    declared = {mark: tuple(found) for mark, found in marked.items() if found}
    return Notes(tuple(general), declared, tuple(stray), tuple(errors), text=text)


def _places(table: Table) -> Iterable[Span]:
    yield from table.levels
    yield from table.corner
    for line in table.lines:
        yield from (*line.groups, *line.stub, *(cell.place for cell in line.cells))


def _parts(footnote: Span, text: str) -> Iterable[tuple[str | None, Span]]:
    """The notes of a footnote with their marks, in order; what stands before the first mark has none."""
    opened = list(_OPENS.finditer(text, footnote.start, footnote.end))
    begins = [footnote.start, *(match.end() for match in opened)]
    ends = [*(match.start() for match in opened), footnote.end]
    for mark, start, end in zip([None, *(match["mark"] for match in opened)], begins, ends, strict=True):
        yield mark, Span(start, end)


def _of_note(part: Span, folded: str) -> Sequence[Declared]:
    found = declarations_of((part,), folded)
    if not found and part.end - part.start <= _SHORT:
        found = [
            one
            for one in declared_in(folded[part.start : part.end], part.start)
            if one.says in CENTRES or one.says in (Says.COUNT, Says.PERCENT)
        ]
    centres = [one for one in found if one.says in CENTRES]
    if centres and any(one.says is Says.PERCENT for one in found):  # "percentages are medians over the schools"
        return [replace(one, in_percent=True) for one in centres]
    return found
