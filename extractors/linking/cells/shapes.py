"""What a cell's characters are, before anyone asks its heads: the first shape of `extractors.rules.cells` that takes all of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from extractors.document import Span
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Rule
from extractors.rules.cells import CELL_EMPTY, SHAPES

_LONGEST = 90
"""No result takes more characters; a longer cell is prose."""
_MARKS = compiled(
    r"""(?<=[\d)\]%]) \s? (?: [*†‡§¶#‖∥⁎∗⋆♦•$&@Δǂ¥^]{1,5} | \^ (?:\d{1,2}|[a-z]{1,2}|[*†‡§+]) (?:,\s?(?:\d|[a-z]))* ) (?= \s | $ | [)\](,;±/] )
      | (?<=[\d)\]%]) (?: [a-ln-z] (?:\s?,\s?[a-z]){0,4} | [ab][bc] ) \s* (?= $ | [(\[±] )
      | (?<=\d) \s [a-f] \s* $
      | (?<=\.\d{1,6}) \s? \(? (?: V?HS | N\.?S\.? | S (?=\)) ) \)? \s* $
      | ^ \s* [*†‡§¶#]{1,3} (?= \s?[-+<>]?\.?\d )""",
    regex.VERBOSE,
)
"""Footnote marks: what stands raised behind a number, of which a file keeps only the letter. The letter m is a metre."""
_POWER = compiled(r"10\^")


@dataclass(frozen=True, slots=True)
class Shape:
    """A cell's shape: its rule, and where in the document the rule's groups stand."""

    rule: Rule
    places: Mapping[str, tuple[int, int]]
    texts: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """True for a cell that says that there is no number: a dash, "NA", "NS"."""
        return self.rule is CELL_EMPTY

    def number(self, group: str) -> float | None:
        """The number of a group, None where the shape has no such group."""
        text = self.texts.get(group)
        return None if text is None else value_of("".join(text.split()) if text[:1] in "+-" else text)

    def has(self, *groups: str) -> bool:
        """Whether the shape holds all of these groups."""
        return all(group in self.places for group in groups)


def shape_of(folded: str, place: Span) -> Shape | None:
    """The shape of the cell at a place; None for words, and for what is printed in no way that is known."""
    text = folded[place.start : place.end]
    if len(text) > _LONGEST:
        return None
    if not _POWER.search(text):
        text = _MARKS.sub(lambda mark: " " * len(mark[0]), text)
    for rule in SHAPES:
        match = rule.compiled.match(text)
        if match is not None:
            named = {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0}
            places = {name: (place.start + start, place.start + end) for name, (start, end) in named.items()}
            return Shape(rule, places, {name: text[start:end] for name, (start, end) in named.items()})
    return None
