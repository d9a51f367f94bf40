"""A table as a Parquet file that carries its own meaning, the same bytes for the same rows.

Column descriptions, units, AACT names and constraints travel twice: as metadata of the Arrow fields, and as
JSON under `msc_evidence` in the file's metadata, the only place where DuckDB looks.
"""

import io
import json
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

import polars as pl
import pyarrow

from schemas.column import Column, Constraint, Dtype, Table
from schemas.frames import POLARS_DTYPES, ordered

SCHEMA_VERSION = "1.2.0"
"""Version of the contract: the first number rises with a column or word changed or gone, the second with one added, the third with
a bound or key told more exactly. CHANGELOG.md has an entry for each, with the digest of the schema (`schemas/datapackage.py`)."""

ROWS_A_FILE = 10_000_000
"""Rows from which a table is cut into several files: about a gigabyte of the longest, `numbers`, and half a million abstracts."""

METADATA_KEY = "msc_evidence"

_ARROW = {Dtype.STRING: "large_string", Dtype.INTEGER: "int64", Dtype.NUMBER: "float64", Dtype.BOOLEAN: "bool_"}
_ROW_GROUP = 100_000
_ZSTD_LEVEL = 3


def constraint_of(column: Column) -> dict[str, Any]:
    """The column's constraints in Frictionless Table Schema's words."""
    constraint = column.constraint or Constraint()
    stated = {
        "required": column.required or None,
        "minimum": constraint.minimum,
        "maximum": constraint.maximum,
        "enum": list(constraint.words) if constraint.words and not constraint.many else None,
        "pattern": constraint.as_pattern(),
        "minLength": constraint.min_length,
    }
    return {name: value for name, value in stated.items() if value is not None}


def column_facts(column: Column) -> dict[str, Any]:
    """Everything declared of a column, without what is not stated; ctgov: the words of its list in ClinicalTrials.gov's terms."""
    stated: dict[str, Any] = {
        "name": column.name, "type": str(column.dtype), "description": column.description, "unit": column.unit, "aact": column.aact,
        "ctgov": dict(column.constraint.ctgov) or None if column.constraint else None,
        "constraints": constraint_of(column) or None,
    }  # fmt: skip
    return {name: value for name, value in stated.items() if value is not None}


def table_facts(table: Table) -> dict[str, Any]:
    """Everything declared of a table, as the file's metadata holds it."""
    return {
        "table": table.name,
        "one_row": table.one_row,
        "schema_version": SCHEMA_VERSION,
        "key": list(table.key),
        "columns": [column_facts(column) for column in table.columns],
    }


@cache
def _arrow_schema(table: Table) -> pyarrow.Schema:
    fields = []
    for column in table.columns:
        told = {"description": column.description, "unit": column.unit, "aact": column.aact}
        metadata = {name: value for name, value in told.items() if value is not None}
        fields.append(pyarrow.field(column.name, getattr(pyarrow, _ARROW[column.dtype])(), metadata=metadata))
    return pyarrow.schema(fields)


def write_table(table: Table, frame: pl.DataFrame, path: Path) -> list[Path]:
    """Write the frame, sorted, to `path`; the same rows make the same bytes. Returns the files written.

    A table of more than ROWS_A_FILE rows becomes a folder of that name with files part-00000.parquet, part-00001.parquet, …
    in the order of the table, as Spark, pyarrow and DuckDB read and write them.
    """
    rows = ordered(table, frame.select(table.column_names))
    if rows.height <= ROWS_A_FILE:
        _write(table, rows, path)
        return [path]
    path.mkdir()
    parts = []
    for number, first in enumerate(range(0, rows.height, ROWS_A_FILE)):
        parts.append(path / f"part-{number:05}.parquet")
        _write(table, rows.slice(first, ROWS_A_FILE), parts[-1])
    return parts


def _facts(table: Table) -> str:
    return json.dumps(table_facts(table), ensure_ascii=False, sort_keys=True)


def _write(table: Table, rows: pl.DataFrame, path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        sink = _Sink(file)
        try:
            _write_parquet(table, rows, sink)
        except pl.exceptions.PolarsError:
            if sink.failed is None:
                raise
            raise OSError(sink.failed.errno, sink.failed.strerror, str(path)) from None


class _Sink(io.RawIOBase):
    """A file that keeps what the disk refused: polars tells of it as of a fault in the table ("Invalid thrift")."""

    def __init__(self, file: io.RawIOBase) -> None:
        self._file = file
        self.failed: OSError | None = None

    def writable(self) -> bool:
        """It is written only."""
        return True

    def write(self, data: Any) -> int:
        """All of the bytes, or OSError."""
        left = memoryview(data).cast("B")
        size = len(left)
        try:
            while left:
                left = left[self._file.write(left) or 0 :]
        except OSError as error:
            self.failed = error
            raise
        return size

    def tell(self) -> int:
        """How much is written."""
        return self._file.tell()


def _write_parquet(table: Table, rows: pl.DataFrame, sink: _Sink) -> None:
    rows.write_parquet(
        cast(IO[bytes], sink), compression="zstd", compression_level=_ZSTD_LEVEL, row_group_size=_ROW_GROUP, statistics=True,
        metadata={METADATA_KEY: _facts(table)}, arrow_schema=_arrow_schema(table),
    )  # fmt: skip


def files_of(path: Path) -> list[Path]:
    """The file, or the files of a table that is cut, in order."""
    return sorted(path.iterdir()) if path.is_dir() else [path]


def foreign_schema(table: Table, path: Path) -> str | None:
    """How a Parquet file's own schema is not the table's, in a few words; None where it is. Raises what reading raises."""
    from pyarrow.parquet import read_schema

    found = pl.read_parquet_schema(path)
    missing = [name for name in table.column_names if name not in found]
    extra = [name for name in found if name not in table.column_names]
    if missing or extra:
        return f"has another schema than table {table.name}: " + "; ".join(
            f"{said} {', '.join(names)}" for said, names in (("without", missing), ("not declared are", extra)) if names
        )
    for column in table.columns:
        if found[column.name] != POLARS_DTYPES[column.dtype]:
            return f"has another schema than table {table.name}: {column.name} is {found[column.name]}, not {column.dtype}"
    if list(found) != list(table.column_names):
        return f"has the columns of table {table.name} in another order"
    if pl.read_parquet_metadata(path).get(METADATA_KEY) != _facts(table):
        return f"says of its columns, under {METADATA_KEY} in its metadata, what table {table.name} does not declare"
    if not all(one.equals(other, check_metadata=True) for one, other in zip(read_schema(path), _arrow_schema(table), strict=True)):
        return f"has other Arrow types or descriptions than table {table.name}"
    return None


def read_table(path: Path) -> pl.DataFrame:
    """The rows of a file, or a folder of files, that `write_table` made."""
    if path.is_dir():
        return pl.concat([pl.read_parquet(part, glob=False) for part in files_of(path)], rechunk=True)
    return pl.read_parquet(path, glob=False)
