"""datapackage.json: the curated folder as a Frictionless Data Package, derived from the declarations."""

from collections.abc import Mapping
from typing import Any

from schemas.column import Reference, Table
from schemas.files import SCHEMA_VERSION, column_facts
from schemas.tables import TABLES


def datapackage(files: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """The package; files gives size in bytes and SHA-256 by file name (`TABLE.parquet`)."""
    return {
        "name": "msc-evidence",
        "title": "Evidence of mesenchymal stromal cell trials, linked to the characters that print it",
        "version": SCHEMA_VERSION,
        "profile": "data-package",
        "resources": [_resource(table, *files[f"{table.name}.parquet"]) for table in TABLES],
    }


def _resource(table: Table, size: int, sha256: str) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": f"One row is {table.one_row}",
        "path": f"{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [column_facts(column) for column in table.columns], "missingValues": [""]}
    # A primary key may hold no null; a key with columns that can be empty is unique all the same.
    if all(table.column(name).required for name in table.key):
        schema["primaryKey"] = list(table.key)
    else:
        schema["uniqueKeys"] = [list(table.key)]
    if table.references:
        schema["foreignKeys"] = [_foreign_key(reference) for reference in table.references]
    return schema


def _foreign_key(reference: Reference) -> dict[str, Any]:
    return {"fields": list(reference.columns), "reference": {"resource": reference.to_table, "fields": list(reference.to_columns)}}
