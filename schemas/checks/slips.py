"""The slip of a pen: which one-digit edit of a printed number would make it admissible."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from schemas.checks.printed import Printed, printed_number

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Slip:
    """`printed`, the `position`-th of the numbers in question, and what was probably meant."""

    position: int
    printed: Printed
    meant: Printed


def likely_slip(
    numbers: Sequence[Printed], admissible: Callable[[Sequence[Printed]], bool], p: Printed | None = None
) -> Slip | None:
    """The one edit of one of `numbers`, or of `p` after them, with which all are admissible; None where none or several equally likely ones are.

    `numbers` have one unit. A lost or added sign, digit or point and two digits exchanged are likelier than another digit
    in a place, and an edit after which all numbers have equally many decimals is likelier than another; one that gives a
    number more decimals than any of them is no slip.
    """
    found: dict[tuple[bool, int], list[Slip]] = {}
    most = max(number.decimals for number in numbers)
    for position, number in enumerate([*numbers, *([p] if p is not None else [])]):
        is_p = position == len(numbers)
        for rank, edited in _edits(number, number.decimals if is_p else most):
            changed = list(numbers) if is_p else [*numbers[:position], edited, *numbers[position + 1 :]]
            if admissible([*changed, *([edited if is_p else p] if p is not None else [])]):
                uneven = len({each.half_unit for each in changed}) > 1
                found.setdefault((uneven, rank), []).append(Slip(position, number, edited))
    if not found:
        return None
    best = found[min(found)]
    return best[0] if len({(slip.position, slip.meant.value) for slip in best}) == 1 else None


def _edits(number: Printed, decimals: int) -> Iterator[tuple[int, Printed]]:
    """Every number one edit away that has at most so many decimals, with the edit's rank; the likeliest edits have the lowest."""
    raw = format(abs(number.value), "f")
    sign = "-" if number.value < 0 else ""
    yield from _numbers(0, ("" if sign else "-") + raw)
    for at, character in enumerate(raw):
        if character == ".":
            continue
        yield from _numbers(1, sign + raw[:at] + raw[at + 1 :])
        if at + 1 < len(raw) and raw[at + 1] not in (".", character):
            yield from _numbers(1, sign + raw[:at] + raw[at + 1] + character + raw[at + 2 :])
        for digit in _DIGITS.replace(character, ""):
            yield from _numbers(2, sign + raw[:at] + digit + raw[at + 1 :])
    whole, _, fraction = raw.partition(".")
    for at in range((len(raw) if len(fraction) < decimals else len(whole)) + 1):
        for digit in _DIGITS:
            yield from _numbers(3, sign + raw[:at] + digit + raw[at:])
    digits = whole + fraction
    for places in (len(whole) - 1, len(whole) + 1):
        if not 1 <= places <= len(digits) or len(digits) - places > decimals:
            continue
        yield from _numbers(1, sign + f"{digits[:places]}.{digits[places:]}".removesuffix("."))


def _numbers(rank: int, raw: str) -> Iterator[tuple[int, Printed]]:
    whole = raw.lstrip("-").partition(".")[0]
    if not whole or (len(whole) > 1 and whole.startswith("0")):
        return
    number = printed_number(raw)
    if number is not None:
        yield rank, number
