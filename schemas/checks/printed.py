"""Printed numbers as what they can stand for: "-16.03" is anything that rounds to it.

Decimal arithmetic throughout: 0.1 + 0.2 must not differ from 0.3 where half a unit of the last digit decides.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Self

_SPELLING = str.maketrans({
    **dict.fromkeys("−‐‑‒–—―﹣－⁃", "-"), **dict.fromkeys("·∙⋅•‧", "."), "×": "x", "✕": "x", "⨯": "x", "*": "x", "⁺": "+", "⁻": "-",
    **{superscript: str(digit) for digit, superscript in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
})  # fmt: skip
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,6}|\d{1,30})?(?:\.(?P<fraction>\d{1,30}))?"
    r"(?:(?:e|x10\^?)(?P<exponent>[-+]?\d{1,3}))?%?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from low to high, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Self) -> bool:
        """True where one number lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its value and half a unit of its last printed digit."""

    raw: str
    value: Decimal
    half_unit: Decimal

    @property
    def decimals(self) -> int:
        """Digits after the point, 0 where there are none."""
        exponent = self.half_unit.as_tuple().exponent
        return max(0, -exponent - 1) if isinstance(exponent, int) else 0

    def range(self, k: int = 1) -> Range:
        """What the digits can stand for: [x - k·h, x + k·h]; k = 1 is rounding, k = 2 also admits truncation."""
        return Range(self.value - k * self.half_unit, self.value + k * self.half_unit)


@lru_cache(maxsize=65_536)  # every check asks for the numbers of every row
def printed_number(raw: str) -> Printed | None:
    """The number that digits as printed say, else None.

    Reads minus signs and middle dots of every kind, thousands separators, "%" and powers: "−16·03", "1,011",
    "3.29×10−6", "- 9.2", ".03". A word or a comma that groups no thousands says no number here.
    """
    compact = "".join(raw.translate(_SPELLING).split())
    match = _NUMBER.fullmatch(compact)
    if match is None or not (match["digits"] or match["fraction"]):
        return None
    fraction = match["fraction"] or ""
    scale = int(match["exponent"] or 0) - len(fraction)
    try:
        value = Decimal((match["digits"] or "0").replace(",", "") + fraction).scaleb(scale)
        half_unit = Decimal(5).scaleb(scale - 1)
    except InvalidOperation:
        return None
    return Printed(raw, -value if match["sign"] == "-" else value, half_unit)


def plain(number: Decimal) -> str:
    """The number without exponent or needless zeros: 16.30 is "16.3"."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def told(values: Range, decimals: int | None = None, at_least: int = 0) -> str:
    """'-16.40 to -16.30': both ends rounded to so many decimals, or, without `decimals`, exactly.

    Exactly means as many decimals as the longer one needs, and `at_least` so many.
    """
    if decimals is None:
        exponents = [number.normalize().as_tuple().exponent for number in (values.low, values.high)]
        decimals = max(at_least, *(-exponent for exponent in exponents if isinstance(exponent, int)))
    unit = Decimal(1).scaleb(-decimals)
    low = values.low.quantize(unit)
    high = values.high.quantize(unit)
    return f"{low:f} to {high:f}" if low != high else f"{low:f}"


def with_minus(text: str) -> str:
    """The text with the typographic minus before its negative numbers; a hyphen within a name stays."""
    return re.sub(r"(?<![\w)])-(?=[\d.])", "−", text)
