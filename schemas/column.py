"""What a column and a table are. Everything else (validation, files, documentation) is derived from these."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any


class Dtype(StrEnum):
    """The four types of the curated tables; the words are those of Frictionless Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a column's values must satisfy; null always does (whether null may stand is `Column.required`).

    minimum, maximum: inclusive bounds. words: the closed list, joined by `|` where `many`. ctgov: those of them
    that ClinicalTrials.gov has a term for, with the term. pattern: a regular expression that the whole value must
    match. min_length: characters at least.
    """

    minimum: float | None = None
    maximum: float | None = None
    words: tuple[str, ...] = ()
    many: bool = False
    ctgov: tuple[tuple[str, str], ...] = ()
    pattern: str | None = None
    min_length: int | None = None

    def as_pattern(self) -> str | None:
        """The regular expression for the whole value, where the constraint is one on text."""
        if self.words and self.many:
            import re

            one = "(?:" + "|".join(re.escape(word) for word in self.words) + ")"
            return rf"^{one}(?:\|{one})*$"
        return None if self.pattern is None else f"^(?:{self.pattern})$"


def between(minimum: float, maximum: float) -> Constraint:
    """Values from minimum to maximum, both included."""
    return Constraint(minimum=minimum, maximum=maximum)


def at_least(minimum: float) -> Constraint:
    """Values not below minimum."""
    return Constraint(minimum=minimum)


def one_of(words: type[StrEnum]) -> Constraint:
    """One word of a closed list."""
    terms = tuple((str(word), term) for word in words if (term := getattr(word, "ctgov", None)))
    return Constraint(words=tuple(str(word) for word in words), ctgov=terms)


def some_of(words: Sequence[str]) -> Constraint:
    """One or more words of a closed list, joined by `|`."""
    return Constraint(words=tuple(words), many=True)


def matching(pattern: str) -> Constraint:
    """Text that matches `pattern` as a whole."""
    return Constraint(pattern=pattern)


NOT_EMPTY = Constraint(min_length=1)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, declared once, however many tables list it.

    unit is None for text and for pure numbers; aact is the column of AACT (Aggregate Analysis of
    ClinicalTrials.gov) that holds the same thing, as `table.column`. good and bad are values that must
    pass and fail `constraint` or `required`: the tests put each through the validation.
    """

    name: str
    dtype: Dtype
    description: str
    unit: str | None = None
    aact: str | None = None
    required: bool = False
    constraint: Constraint | None = None
    good: tuple[Any, ...] = ()
    bad: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `columns` of this table point at `to_columns` of `to_table`; null points nowhere."""

    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A curated table: what one row is, its columns in file order, its unique key and its sort order."""

    name: str
    one_row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    references: tuple[Reference, ...] = field(default=())

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Names in file order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")
