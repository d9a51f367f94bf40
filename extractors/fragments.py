"""Named pieces that patterns are built of. All read folded text, in regex's verbose mode.

Every quantifier is bounded and every number begins where no digit stands before it, so that patterns stay
linear on any input.
"""

from collections.abc import Iterable

import regex


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words as they stand, the longest first so that "usual care" is not read as "usual"; it is not bracketed."""
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


DIGITS = r"(?: \d{1,3}(?:,\d{3}){1,4}(?!\d) | \d{1,12} (?! \d | ,\d{1,2}(?!\d) | ,\d{4} ) )"
"""Whole digits: "1,011", "27". A comma before one or two digits ("5,3") is a decimal comma or a list: neither is read."""

_AFTER_COMMA = r"(?<! (?<![\d.,])\d{1,6}, )"
NUM = rf"(?: (?<![\d.]){_AFTER_COMMA}{DIGITS}(?:\.\d{{1,10}})? (?:[eE][-+]?\d{{1,3}}(?!\w))? | (?<![\d.])\.\d{{1,10}} (?:[eE][-+]?\d{{1,3}}(?!\w))? )"
"""A number without sign: "1,011", "0.94", ".03", "1.2e-3"; never a part of "5,3"."""

SIGN = r"(?: (?<![\w)\]%])[-+]\s? )"
"""A plus or minus that belongs to the number after it: nothing that could be a left end stands before it."""

SIGNED = rf"(?: {SIGN}? {NUM} )"
"""A number with its sign, if any: "-0.31", "- 9.2"."""

PERCENT = r"(?: \s?% | \s?per\s?cent\b | \s?percent\b )"

UNIT_WORD = r"""(?:
    percentage\ points? | points? | % | per\s?cent | (?:pg|ng|mg|µg|μg|g|kg|ml|mL|L|l|dl|dL|mm|cm|m|s|sec|seconds?|minutes?|min|h|hours?
    |days?|weeks?|months?|years?|mmol|µmol|μmol|nmol|pmol|U|IU|kPa|Pa|mmHg|bpm|cells?|copies|letters?|cases?)(?:\s?/\s?[A-Za-zµμ\d]{1,8}){0,2}(?![\w])
)"""
"""A unit after a value: "pg/mL", "points", "%", "mg/day"."""


UNIT_NUMBER_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine)"
TEEN_NUMBER_WORD = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
TENS_NUMBER_WORD = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_BELOW_HUNDRED = rf"(?: {TENS_NUMBER_WORD}(?:[-\s]{UNIT_NUMBER_WORD})? | {TEEN_NUMBER_WORD} | {UNIT_NUMBER_WORD} )"
_BELOW_THOUSAND = rf"(?: (?:{UNIT_NUMBER_WORD}|a)[-\s]hundred(?:[-\s](?:and\s)?{_BELOW_HUNDRED})? | {_BELOW_HUNDRED} )"
NUMBER_WORD = (
    rf"(?: (?<![\w-]) (?: {_BELOW_THOUSAND}[-\s]thousand(?:[-\s](?:and\s)?{_BELOW_THOUSAND})? | {_BELOW_THOUSAND} ) (?![\w]) )"
)
"""A number in words up to the thousands: "Forty-one", "one hundred and twelve"."""
