"""Whether a value may stand in its column, in plain Python: for what people write by hand, and for one report's rows.

Whole tables go through `schemas.validation`; the tests hold both to the same good and bad values.
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from schemas.column import Column, Constraint, Dtype, Table

_TYPES: dict[Dtype, tuple[type, ...]] = {
    Dtype.STRING: (str,), Dtype.INTEGER: (int,), Dtype.NUMBER: (int, float), Dtype.BOOLEAN: (bool,),
}  # fmt: skip
_SHOWN_WORDS = 16
_SHOWN_LENGTH = 60
_LARGEST = 2**63 - 1
"""What an integer of the files can hold."""
_TYPE_WORDS = {Dtype.STRING: "text", Dtype.INTEGER: "a whole number", Dtype.NUMBER: "a number", Dtype.BOOLEAN: "true or false"}


def broken_rule(column: Column, value: Any) -> str | None:
    """What the value should have been ("a number", "between 0 and 1"), or None where it may stand."""
    if value is None:
        return "given: it cannot be empty" if column.required else None
    is_truth = isinstance(value, bool)
    if is_truth is not (column.dtype is Dtype.BOOLEAN) or not isinstance(value, _TYPES[column.dtype]):
        return _TYPE_WORDS[column.dtype]
    if isinstance(value, int) and abs(value) > _LARGEST:
        return f"at most {_LARGEST}"
    if isinstance(value, float) and not math.isfinite(value):
        return "a finite number"
    if column.constraint is not None and not _satisfies(column.constraint, value):
        return in_words(column.constraint)
    return None


def broken_rows(table: Table, rows: Iterable[Mapping[str, Any]]) -> str | None:
    """The first thing that keeps these rows out of the table, in words for a curator; None where all may stand."""
    seen = set()
    for row in rows:
        undeclared = sorted(set(row) - set(table.column_names))
        if undeclared:
            return f"table {table.name} has no column {', '.join(undeclared)}"
        for column in table.columns:
            rule = broken_rule(column, row.get(column.name))
            if rule is not None:
                return f"{table.name}.{column.name}={_shown(row.get(column.name))} must be {rule}"
        key = tuple(row.get(name) for name in table.key)
        if key in seen:
            return f"two rows of {table.name} have the same {', '.join(table.key)}: {', '.join(map(_shown, key))}"
        seen.add(key)
    return None


def _shown(value: Any) -> str:
    text = f"{value:.15g}" if isinstance(value, float) else "nothing" if value is None else str(value)
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


def _satisfies(constraint: Constraint, value: Any) -> bool:
    if constraint.minimum is not None and value < constraint.minimum:
        return False
    if constraint.maximum is not None and value > constraint.maximum:
        return False
    if constraint.words and not constraint.many and value not in constraint.words:
        return False
    if constraint.min_length is not None and len(value) < constraint.min_length:
        return False
    pattern = _pattern(constraint)
    return pattern is None or pattern.fullmatch(value) is not None


@cache
def _pattern(constraint: Constraint) -> re.Pattern[str] | None:
    pattern = constraint.as_pattern()
    # Python's "$" also stands before a last line break; the whole value must match.
    return None if pattern is None else re.compile(pattern.removeprefix("^").removesuffix("$"))


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
