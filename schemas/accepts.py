"""Whether one value may stand in one column, in plain Python: for sidecars and decisions, which people write by hand.

Whole tables go through `schemas.validation`; the tests hold both to the same good and bad values.
"""

import math
import re
from typing import Any

from schemas.column import Column, Constraint, Dtype

_TYPES: dict[Dtype, tuple[type, ...]] = {
    Dtype.STRING: (str,), Dtype.INTEGER: (int,), Dtype.NUMBER: (int, float), Dtype.BOOLEAN: (bool,),
}  # fmt: skip
_SHOWN_WORDS = 16
_TYPE_WORDS = {Dtype.STRING: "text", Dtype.INTEGER: "a whole number", Dtype.NUMBER: "a number", Dtype.BOOLEAN: "true or false"}


def broken_rule(column: Column, value: Any) -> str | None:
    """What the value should have been ("a number", "between 0 and 1"), or None where it may stand."""
    if value is None:
        return "given: it cannot be empty" if column.required else None
    is_truth = isinstance(value, bool)
    if is_truth is not (column.dtype is Dtype.BOOLEAN) or not isinstance(value, _TYPES[column.dtype]):
        return _TYPE_WORDS[column.dtype]
    if isinstance(value, float) and not math.isfinite(value):
        return "a finite number"
    if column.constraint is not None and not _satisfies(column.constraint, value):
        return in_words(column.constraint)
    return None


def _satisfies(constraint: Constraint, value: Any) -> bool:
    if constraint.minimum is not None and value < constraint.minimum:
        return False
    if constraint.maximum is not None and value > constraint.maximum:
        return False
    if constraint.words and not constraint.many and value not in constraint.words:
        return False
    if constraint.min_length is not None and len(value) < constraint.min_length:
        return False
    pattern = constraint.as_pattern()
    # Python's "$" also stands before a last line break; the whole value must match.
    return pattern is None or re.fullmatch(pattern.removeprefix("^").removesuffix("$"), value) is not None


def in_words(constraint: Constraint) -> str:
    """The constraint as a person reads it."""
    parts = []
    if constraint.minimum is not None and constraint.maximum is not None:
        parts.append(f"between {constraint.minimum:g} and {constraint.maximum:g}")
    elif constraint.minimum is not None:
        parts.append(f"at least {constraint.minimum:g}")
    elif constraint.maximum is not None:
        parts.append(f"at most {constraint.maximum:g}")
    if constraint.words:
        shown = constraint.words if len(constraint.words) <= _SHOWN_WORDS else (*constraint.words[:3], "…")
        parts.append(("some of " if constraint.many else "one of ") + ", ".join(shown))
    elif constraint.pattern is not None:
        parts.append(f"of the form {constraint.pattern}")
    if constraint.min_length is not None:
        parts.append("not empty" if constraint.min_length == 1 else f"at least {constraint.min_length} characters long")
    return " and ".join(parts)
