"""How literals are spelled: whatever a pattern may read alike (A and a, digits, spaces) is one character."""

from collections.abc import Iterable
from functools import cache

import regex

DIGIT, SPACE, LETTER, OTHER = "0", " ", "\x01", "\x02"
"""How `plain` writes every digit, every space, and what is not ASCII."""
_ASCII = {code: chr(code).lower() for code in range(128)}
_ASCII |= {ord(digit): DIGIT for digit in "0123456789"} | {ord(space): SPACE for space in "\t\n\v\f\r\x1c\x1d\x1e\x1f "}
_LIKE_ASCII = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}
"""What stands for an ASCII letter where capitals do not count."""
_WORD = regex.compile(r"\w")
_SPACE = regex.compile(r"\s")
_DECIMAL = regex.compile(r"\d")
WORD_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz_" + DIGIT + LETTER)


def plain(text: str) -> str:
    """`text` in the spelling of literals, character for character."""
    if not text.isascii():
        for character in set(text):
            if character > "\x7f":
                text = text.replace(character, _plain_character(character))
    return text.translate(_ASCII)


def _plain_character(character: str) -> str:
    if character in _LIKE_ASCII:
        return _LIKE_ASCII[character]
    if _SPACE.match(character):
        return SPACE
    return OTHER if not _WORD.match(character) else DIGIT if _DECIMAL.match(character) else LETTER


def frequency(strings: Iterable[str]) -> float:
    """How often, roughly, a character of a report begins one of the strings."""
    return sum(sorted(map(share, strings)))


@cache
def share(string: str) -> float:
    """How often, roughly, a character of a report begins the string."""
    share = 1.0
    for character in string:
        share *= 0.05 if character == DIGIT else 0.15 if character == SPACE else 0.04 if character.isalpha() else 0.01
    return share
