"""What a reader of the curated files can rely on: types, metadata, the same bytes, whatever reads them."""

import hashlib
import json

import duckdb
import pandas
import polars as pl
import pyarrow.parquet
import pytest

from schemas.column import Dtype
from schemas.datapackage import datapackage
from schemas.files import METADATA_KEY, read_table, write_table
from schemas.frames import frame_of
from schemas.tables import FACT_TABLES, TABLES

by_name = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
_DUCKDB = {Dtype.STRING: "VARCHAR", Dtype.INTEGER: "BIGINT", Dtype.NUMBER: "DOUBLE", Dtype.BOOLEAN: "BOOLEAN"}


def sample(table):
    """A row of good values, and one of nulls wherever null may stand."""
    full = {column.name: column.good[0] for column in table.columns}
    empty = {column.name: full[column.name] if column.required else None for column in table.columns}
    return frame_of(table, [full, empty])


@pytest.fixture(params=TABLES, ids=lambda table: table.name)
def written(request, tmp_path):
    path = tmp_path / f"{request.param.name}.parquet"
    write_table(request.param, sample(request.param), path)
    return request.param, path


def test_polars_reads_back_what_was_written(written):
    table, path = written
    assert read_table(path).equals(sample(table))


def test_pyarrow_finds_description_unit_and_aact_name(written):
    table, path = written
    schema = pyarrow.parquet.read_schema(path)
    assert schema.names == list(table.column_names)
    for column in table.columns:
        told = {
            key.decode(): value.decode()
            for key, value in schema.field(column.name).metadata.items()
            if not key.startswith(b"PARQUET")
        }
        stated = {"description": column.description, "unit": column.unit, "aact": column.aact}
        assert told == {name: value for name, value in stated.items() if value is not None}


def test_duckdb_reads_rows_types_and_the_metadata(written):
    table, path = written
    described = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [(column.name, _DUCKDB[column.dtype]) for column in table.columns]
    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(2,)]
    [(stored,)] = duckdb.sql(f"SELECT value FROM parquet_kv_metadata('{path}') WHERE key = '{METADATA_KEY}'").fetchall()
    facts = json.loads(stored)
    assert (facts["table"], facts["one_row"], facts["key"]) == (table.name, table.one_row, list(table.key))
    assert [column["name"] for column in facts["columns"]] == list(table.column_names)
    assert all(column["description"] for column in facts["columns"])


def test_pandas_reads_every_table(written):
    table, path = written
    frame = pandas.read_parquet(path)
    assert list(frame.columns) == list(table.column_names)
    assert len(frame) == 2


@by_name
def test_the_same_rows_make_the_same_bytes(table, tmp_path):
    frame = sample(table)
    write_table(table, frame, tmp_path / "one")
    write_table(table, pl.concat([frame[1:], frame[:1]]), tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_the_datapackage_says_what_the_declarations_say():
    digest = hashlib.sha256(b"").hexdigest()
    package = datapackage({f"{table.name}.parquet": (7, digest) for table in TABLES})
    assert json.loads(json.dumps(package)) == package
    for table, resource in zip(TABLES, package["resources"], strict=True):
        assert (resource["name"], resource["path"], resource["bytes"]) == (table.name, f"{table.name}.parquet", 7)
        assert resource["hash"] == f"sha256:{digest}"
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == list(table.column_names)
        for column in table.columns:
            constraints = fields[column.name].get("constraints", {})
            assert fields[column.name]["type"] == column.dtype
            assert constraints.get("required", False) is column.required
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schemas["analyses"]["primaryKey"] == ["row_id"]
    assert schemas["decisions"]["uniqueKeys"] == [["report_id", "start", "end", "row_id", "column", "when"]]
    assert {"fields": ["report_id"], "reference": {"resource": "reports", "fields": ["report_id"]}} in schemas["claims"][
        "foreignKeys"
    ]


def test_published_files_are_read_the_same_by_all(two_reports):
    two_reports.curate()
    for table in TABLES:
        path = two_reports.curated / f"{table.name}.parquet"
        heights = {
            read_table(path).height,
            pyarrow.parquet.read_table(path).num_rows,
            len(pandas.read_parquet(path)),
            duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0],
        }
        assert len(heights) == 1
    texts = {path.stem: path.read_text(encoding="utf-8") for path in two_reports.raw.glob("*.txt")}
    for table in FACT_TABLES:
        for row in two_reports.table(table.name).iter_rows(named=True):
            assert texts[row["report_id"]][row["start"] : row["end"]] == row["quote"]
    for claim in two_reports.table("claims").iter_rows(named=True):
        assert texts[claim["report_id"]][claim["start"] : claim["end"]] == claim["raw"]
    package = json.loads((two_reports.curated / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (two_reports.curated / resource["path"]).read_bytes()
        assert (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") == (resource["bytes"], resource["hash"])
