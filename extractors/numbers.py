"""What printed digits and number words say. Reads folded text only."""

import math

from extractors.patterns import compiled

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

_LONGEST = 400
"""More characters than any finite number or number word has: what is longer is not looked at."""
_GROUPED = compiled(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = compiled(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
_MISPLACED_COMMA = compiled(r"[-+]?\s?\d{1,7}(?:,\d{1,7}){1,3}(?:\.\d+)?")
_DECIMAL_COMMA = compiled(r"[-+]?\s?\d{1,15},\d{1,15}")
_POWER = compiled(r"([-+]?[\d.]+)\s*[×x*]\s*10\s*\^?\s*(-?\s*\d{1,3})")
_E_NOTATION = compiled(r"[-+]?(?:\d+\.?\d*|\.\d+)[eE][-+]?\d{1,3}")


def value_of(printed: str) -> float | None:
    """The number that folded `printed` says, in digits or in words; None where it says none or no finite one.

    "1,011" is 1011, "- 9.2" is -9.2, ".03" is 0.03, "3.29×10-6" is 3.29e-6, "forty-one" is 41. A comma
    counts only before groups of three digits: "1,4542" is not a number here.
    """
    text = printed.strip()
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.replace(".", "", 1).isdigit():  # most numbers are no more than this
        return _finite(text)
    power = _POWER.fullmatch(text)
    if power:
        base, exponent = value_of(power[1]), value_of(power[2])
        return None if base is None or exponent is None else _finite(f"{base!r}e{int(exponent)}")
    sign = 1.0
    if text and text[0] in "+-":
        sign, text = (-1.0 if text[0] == "-" else 1.0), text[1:].lstrip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    elif _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    if text[:1].isascii() and (text[:1].isdigit() or text[:1] == "."):
        if not (_E_NOTATION.fullmatch(text) or text.replace(".", "", 1).isdigit()):
            return None
        number = _finite(text)
        return None if number is None else sign * number + 0.0
    word = words_value(text)
    return None if word is None else float(word)


def doubtful_value_of(printed: str) -> float | None:
    """What folded `printed` probably says where `value_of` refuses it: "1,4542" with its comma out of place is 14542."""
    text = printed.strip()
    return value_of(text.replace(",", "")) if _MISPLACED_COMMA.fullmatch(text) else None


def with_decimal_comma(printed: str) -> float | None:
    """What folded `printed` says where its comma is a decimal point: "0,94" is 0.94; None where it holds no one comma between digits."""
    text = printed.strip()
    return value_of(text.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(text) else None


def _finite(digits: str) -> float | None:
    try:
        number = float(digits)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def words_value(text: str) -> int | None:
    """The whole number below one million that English words say ("one hundred and twelve"), else None."""
    words = text.lower().replace("-", " ").split()
    if not words:
        return None
    total = current = 0
    for word in words:
        if word in UNITS:
            current += UNITS[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = max(1, current) * 100
        elif word == "thousand":
            total, current = total + max(1, current) * 1000, 0
        elif word not in ("and", "a"):
            return None
    return total + current
