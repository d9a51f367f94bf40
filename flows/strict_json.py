"""JSON as strictly as a file that decides about evidence deserves: nothing in it is read two ways, or dropped in silence."""

import json
from collections.abc import Sequence
from typing import Any


class NotStrict(ValueError):
    """Why the text is not taken; the message is part of one line."""


def loaded(text: str) -> Any:
    """The value that the text holds; raises NotStrict.

    Refused beyond what is no JSON: a key that stands twice in an object, where `json` would keep the last one; NaN and
    Infinity, which are no JSON; numbers that no double holds (1e999); half a character (a lone surrogate), which no file in
    UTF-8 can hold; and nesting so deep that no reader could take it.
    """
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except NotStrict:
        raise
    except RecursionError:
        raise NotStrict("nests its parts deeper than can be read") from None
    except UnicodeEncodeError:
        raise NotStrict("holds half a character (a lone surrogate)") from None
    except json.JSONDecodeError as error:
        raise NotStrict(f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:  # an integer of thousands of digits
        raise NotStrict(str(error).partition(";")[0]) from None
    return value


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotStrict(f"the key {key!r} stands twice; keep one of them")
        found[key] = value
    return found


def _no_number(word: str) -> Any:
    raise NotStrict(f"{word} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise NotStrict(f"{digits} is larger than any number that can be kept")
    return number
