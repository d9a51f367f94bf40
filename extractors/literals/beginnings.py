"""How what a pattern matches can begin: sets of literals, and what becomes of them where one part follows another."""

from collections.abc import Iterable
from itertools import product
from typing import TypeAlias

from extractors.literals.spelling import frequency, share

NO_DIGIT_BEFORE, NO_WORD_BEFORE, AT_EDGE = 1, 2, 4
"""What stands before a literal: no digit, nothing that a word is made of, or the beginning or end of a word."""
MOST = 400
"""So many literals are kept apart; of more, only their first characters."""
_MOST_EXACT, _LONGEST = 48, 24
"""So many literals, and so long ones, are joined whole."""
_RARE = 2e-6
"""A literal so rare is not made longer."""

Literal: TypeAlias = tuple[str, int]
"""A string in plain spelling, and what may not stand before it (a sum of NO_DIGIT_BEFORE, NO_WORD_BEFORE)."""
Beginning: TypeAlias = tuple[str, int, bool]
"""A literal with which a part of a pattern can begin, and whether that is all that the part then matches."""
Beginnings: TypeAlias = frozenset[Beginning]
NOTHING: Beginnings = frozenset({("", 0, True)})


def opened(begins: Beginnings) -> Beginnings:
    """The same beginnings of something that may go on."""
    return frozenset((string, before, whole and not string) for string, before, whole in begins)


def shortened(begins: Beginnings, most: int = MOST) -> Beginnings:
    """The beginnings, so short that there are not too many."""
    for length in (12, 8, 6, 5, 4, 3, 2, 1):
        if len(begins) <= most:
            break
        begins = frozenset((string[:length], before, whole and len(string) <= length) for string, before, whole in begins)
    return begins


def joined(parts: Iterable[Beginning]) -> Beginning:
    """One literal after the other."""
    string, before, whole = "", 0, True
    for more, kind, all_of_it in parts:
        before = before if string else before | kind
        string, whole = string + more, whole and all_of_it
    return string, before, whole


def joined_each(first: Beginnings, second: Beginnings) -> Beginnings:
    """Each of the first followed by each of the second."""
    return frozenset(joined(pair) for pair in product(first, second))


def crossed(first: Beginnings, second: Beginnings) -> Beginnings | None:
    """Each of the first followed by each of the second; None where that is too much."""
    crossed = joined_each(first, second) if len(first) * len(second) <= _MOST_EXACT else None
    return crossed if crossed is None or all(len(string) <= _LONGEST for string, _, _ in crossed) else None


def followed(begins: Beginnings, rest: Beginnings | None) -> Beginnings | None:
    """How a match can begin that goes on with `rest` after what a part matches."""
    done, short = set(), set()
    for string, before, whole in begins:
        if whole and (not string or (rest is not None and share(string) >= _RARE)):
            short.add((string, before, whole))
        else:
            done.add((string, before, whole and rest == NOTHING))
    if not short:
        return shortened(frozenset(done))
    if rest is None:
        return None
    return shortened(frozenset(done) | joined_each(frozenset(short), shortened(rest, max(1, MOST // len(short)))))


def often(begins: Beginnings) -> float:
    """How often, roughly, a character of a report begins one of them."""
    return frequency(string for string, _, _ in begins)


def strings_of(begins: Beginnings) -> frozenset[str]:
    """Their strings, whatever stands before them."""
    return frozenset(string for string, _, _ in begins)
