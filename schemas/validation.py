"""Every table against its declaration, by pandera; the only module that knows pandera.

Frames are validated collected: on a LazyFrame pandera looks at names and types only.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import polars as pl

from schemas.accepts import in_words
from schemas.column import Column, Dtype, Table
from schemas.frames import POLARS_DTYPES
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import Ruling

SHOWN = 3
"""Offending rows that a message names."""


class InvalidTable(ValueError):
    """A table that breaks its declaration; the message is one line: table, column, rule, first offending rows."""


class _Absent:
    """An import finder for which some packages are not installed."""

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """Refuse the packages; say nothing of any other."""
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@contextmanager
def _as_if_absent(*names: str) -> Iterator[None]:
    finder = _Absent(*(name for name in names if name not in sys.modules))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@cache
def _pandera() -> ModuleType:
    """pandera.polars, with its polars backend only.

    pandera imports pandas and hypothesis wherever they are installed, which costs 4 s and serves no polars
    frame; without them it takes its documented polars-only way (0.4 s). The first validation still looks
    for pandas, once, so it happens here.
    """
    with _as_if_absent("pandas", "numpy", "hypothesis"):
        import pandera.polars as pandera

        first = pandera.DataFrameSchema({"a": pandera.Column(pl.Int64, checks=[pandera.Check.ge(0)], nullable=True)})
        first.validate(pl.DataFrame({"a": [0]}), lazy=True)
    return pandera


def _rules(table: Table) -> list[tuple[Column, pl.Expr, str]]:
    """What the columns' declarations ask of each value: the column, an expression that is true or null, and words for it."""
    rules: list[tuple[Column, pl.Expr, str]] = []
    for column in table.columns:
        value = pl.col(column.name)
        if column.dtype is Dtype.NUMBER:
            rules.append((column, value.is_finite(), "a finite number"))
        constraint = column.constraint
        if constraint is None:
            continue
        parts = []
        if constraint.minimum is not None:
            parts.append(value >= constraint.minimum)
        if constraint.maximum is not None:
            parts.append(value <= constraint.maximum)
        if constraint.words and not constraint.many:
            parts.append(value.is_in(list(constraint.words)))
        if constraint.min_length is not None:
            parts.append(value.str.len_chars() >= constraint.min_length)
        pattern = constraint.as_pattern()
        if pattern is not None:
            parts.append(value.str.contains(pattern))
        rules.append((column, pl.all_horizontal(parts), in_words(constraint)))
    return rules


@cache
def schema_of(table: Table) -> Any:
    """The pandera schema of a table: its columns and no others, in their order, with types, constraints and unique key.

    The constraints of all columns are one check: pandera spends 3 ms on each check, however few the rows.
    """
    pandera = _pandera()
    columns = {column.name: pandera.Column(POLARS_DTYPES[column.dtype], nullable=not column.required) for column in table.columns}
    kept = pl.all_horizontal([rule.fill_null(True) for _, rule, _ in _rules(table)] or [pl.lit(True)])
    constraints = pandera.Check(lambda data: data.lazyframe.select(kept), name="constraints")
    return pandera.DataFrameSchema(
        columns, checks=[constraints], name=table.name, strict=True, ordered=True, unique=list(table.key) or None
    )


def validate(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame itself where it keeps the table's declaration; raises InvalidTable otherwise."""
    if not isinstance(frame, pl.DataFrame):
        raise TypeError("validate takes a collected frame: on a LazyFrame pandera looks at names and types only")
    pandera = _pandera()
    try:
        schema_of(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        raise InvalidTable(_message(table, frame, errors)) from None
    return frame


def _message(table: Table, frame: pl.DataFrame, errors: Any) -> str:
    first = errors.schema_errors[0]
    reason = first.reason_code.name
    if reason == "DUPLICATES":
        repeated = frame.filter(pl.struct(table.key).is_duplicated())
        return f"table {table.name}, key {', '.join(table.key)}: must be unique; {_rows(repeated, table.key)}"
    if reason == "DATAFRAME_CHECK":
        for column, rule, words in _rules(table):
            broken = frame.filter(~rule.fill_null(True))
            if broken.height:
                return f"table {table.name}, column {column.name}: must be {words}; {_rows(broken, (column.name,))}"
    if first.schema.name == table.name:
        missing = [name for name in table.column_names if name not in frame.columns]
        extra = [name for name in frame.columns if name not in table.column_names]
        detail = (
            f"missing {', '.join(missing)}"
            if missing
            else f"not declared {', '.join(extra)}"
            if extra
            else str(first).splitlines()[0]
        )
        return f"table {table.name}: must have exactly its declared columns in their order; {detail}"
    column = table.column(first.schema.name)
    if reason == "WRONG_DATATYPE":
        return f"table {table.name}, column {column.name}: must be of type {column.dtype}, not {frame.schema[column.name]}"
    if reason == "SERIES_CONTAINS_NULLS":
        return f"table {table.name}, column {column.name}: cannot be empty; {_rows(frame.filter(pl.col(column.name).is_null()), (column.name,))}"
    return f"table {table.name}, column {column.name}: {str(first).splitlines()[0]}"


def _rows(frame: pl.DataFrame, columns: tuple[str, ...]) -> str:
    """The first offending rows, each with its value, its report and its quote, and how many more there are."""
    shown = []
    for row in frame.head(SHOWN).iter_rows(named=True):
        place = {name: row[name] for name in ("report_id", "quote") if row.get(name) is not None and name not in columns}
        words = [f"{name}={row[name]!r}" for name in columns] + [f"{name}={_short(value)}" for name, value in place.items()]
        shown.append(" ".join(words))
    more = frame.height - len(shown)
    return "; ".join(shown) + (f" … and {more} more" if more > 0 else "")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:119] + "…"


def validate_together(frames: Mapping[str, pl.DataFrame]) -> None:
    """What no table can say alone: references, claims and the lengths of quotes. Raises InvalidTable."""
    for _, said in broken_together(frames):
        raise InvalidTable(said)


def broken_together(frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, str]]:
    """Each rule between the tables that is broken: the table, and a line that says how."""
    for name, frame in frames.items():
        for reference in TABLE_BY_NAME[name].references:
            target = frames[reference.to_table].select(pl.col(reference.to_columns).name.keep())
            here = frame.drop_nulls(list(reference.columns))
            lost = here.join(
                target, left_on=list(reference.columns), right_on=list(reference.to_columns), how="anti", maintain_order="left"
            )
            if lost.height:
                yield (
                    name,
                    f"table {name}, column {', '.join(reference.columns)}: must stand in {reference.to_table}; {_rows(lost, reference.columns)}",
                )
    facts = {table.name: frames[table.name] for table in FACT_TABLES}
    for name, text in [*((name, "quote") for name in facts), ("claims", "raw"), ("numbers", "raw")]:
        wrong = frames[name].filter(pl.col("end") - pl.col("start") != pl.col(text).str.len_chars().cast(pl.Int64))
        if wrong.height:
            yield (
                name,
                f"table {name}, column {text}: must be as long as end - start; {_rows(wrong, ('start', 'end', text))}",
            )
    yield from _broken_claims(facts, frames["claims"], frames["decisions"])


def _broken_claims(facts: Mapping[str, pl.DataFrame], claims: pl.DataFrame, decisions: pl.DataFrame) -> Iterator[tuple[str, str]]:
    rows = pl.concat([frame.select("row_id") for frame in facts.values()])
    lost = claims.join(rows, on="row_id", how="anti", maintain_order="left")
    if lost.height:
        yield "claims", f"table claims, column row_id: must stand in a fact table; {_rows(lost, ('row_id', 'column', 'raw'))}"
    corrected = decisions.filter(pl.col("decision") == Ruling.CORRECTED).select("row_id", "column").drop_nulls()
    covered = pl.concat([claims.select("row_id", "column"), corrected])
    for name, frame in facts.items():
        printed = frame.filter(pl.col("decision").is_null() | (pl.col("decision") != Ruling.ADDED))
        for column in PRINTED_NUMBERS[name]:
            claimed = covered.filter(pl.col("column") == column).select("row_id")
            bare = printed.filter(pl.col(column).is_not_null()).join(claimed, on="row_id", how="anti", maintain_order="left")
            if bare.height:
                yield name, f"table {name}, column {column}: must have its entry in claims; {_rows(bare, ('row_id', column))}"
