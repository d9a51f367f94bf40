"""Rows to polars frames: the table's dtypes, its column order, its sort order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from schemas.column import Dtype, Table

POLARS_DTYPES: dict[Dtype, type[pl.DataType]] = {
    Dtype.STRING: pl.String, Dtype.INTEGER: pl.Int64, Dtype.NUMBER: pl.Float64, Dtype.BOOLEAN: pl.Boolean,
}  # fmt: skip


def dtypes_of(table: Table) -> dict[str, type[pl.DataType]]:
    """Column name to polars dtype, in file order."""
    return {column.name: POLARS_DTYPES[column.dtype] for column in table.columns}


def frame_of(table: Table, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The rows as the table's frame, sorted; a row that lacks a column is null there.

    Raises ValueError for a column that the table does not have and for a value that is not of the column's type.
    """
    unknown = sorted({name for row in rows for name in row} - set(table.column_names))
    if unknown:
        raise ValueError(f"table {table.name} has no column {', '.join(unknown)}")
    series = [_series(table, name, dtype, [row.get(name) for row in rows]) for name, dtype in dtypes_of(table).items()]
    return ordered(table, pl.DataFrame(series))


def _series(table: Table, name: str, dtype: type[pl.DataType], values: list[Any]) -> pl.Series:
    if dtype == pl.Float64:
        values = [float(value) if type(value) is int else value for value in values]
    elif dtype == pl.String:
        values = [str(value) if isinstance(value, str) else value for value in values]  # words of a StrEnum
    try:
        return pl.Series(name, values, dtype=dtype, strict=True)
    except (TypeError, pl.exceptions.PolarsError, OverflowError, UnicodeEncodeError) as error:
        wanted = table.column(name).dtype
        raise ValueError(f"table {table.name}, column {name}: a value is not {wanted} ({str(error).splitlines()[0]})") from error


def ordered(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the table's sort order, ties broken by the key and then by every other column, in one chunk."""
    by = list(dict.fromkeys((*table.sort, *table.key, *table.column_names)))
    if frame.height > 1:
        frame = frame.sort(by, nulls_last=False, maintain_order=True)
    return frame.rechunk()


def concat(table: Table, frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All frames of one table as one, sorted; no frame at all makes the empty table."""
    found = [frame for frame in frames if frame.height]
    if not found:
        return frame_of(table, [])
    return ordered(table, pl.concat(found, how="vertical"))
