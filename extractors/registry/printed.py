"""What the value of a field says where it should be a number."""

from dataclasses import dataclass

import regex

from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.registry.record import Leaf

_NUMBER = compiled(
    r"""\s* (?: p (?:[\s-]?values?)? \s? (?= [<>=≤≥\d.] ) )? (?P<modifier> [<>]\s?= | =\s?[<>] | [<>=≤≥] )? \s*
        (?P<number> [-+]?\s? (?: \d{1,3} (?: ,\d{3} ){1,5} | \d{1,15} )? (?: \.\d{1,20} )? (?: [eE][-+]?\d{1,3} | \s?[×x*]\s?10\s?\^?\s?-?\d{1,3} )? )
        (?<=\d) \s* %? \s* """,
    regex.VERBOSE | regex.IGNORECASE,
)
_DIGIT = compiled(r"\d")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as a field prints it: its value, where its characters stand, and the "<" or "≥" before it."""

    value: float
    start: int
    end: int
    modifier: str | None = None


def number_of(leaf: Leaf) -> PrintedNumber | None:
    """The one number that the field's value is; None where it is none ("NA", "") or cannot be read ("0,54", "3 (12%)")."""
    match = _NUMBER.fullmatch(leaf.folded)
    value = value_of(match["number"]) if match else None
    if match is None or value is None:
        return None
    start, end = match.span("number")
    modifier = "".join(match["modifier"].split()) if match["modifier"] else None
    return PrintedNumber(value, leaf.start + start, leaf.start + end, modifier)


def holds_digits(leaf: Leaf) -> bool:
    """Whether the value prints figures at all: "NA", "Not estimable" and "" do not."""
    return _DIGIT.search(leaf.folded) is not None
