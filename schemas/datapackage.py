"""datapackage.json: a folder of the tables as a Frictionless Data Package (version 1), derived from the declarations.

https://specs.frictionlessdata.io/data-package/ and /table-schema/. Beyond the standard a field has `unit`, `aact` (the column of
AACT that holds the same thing) and `ctgov` (ClinicalTrials.gov's terms for the words of its list).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

from schemas.column import Reference, Table
from schemas.files import SCHEMA_VERSION, column_facts
from schemas.tables import TABLES

DATAPACKAGE = "datapackage.json"

Format = Literal["parquet", "csv"]
_MEDIA_TYPES: Mapping[Format, str] = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_NO_MEANING = frozenset({"title", "description", "ctgov", "aact"})
"""What may be worded better without a reader's program having to change."""


def datapackage(files: Mapping[str, tuple[int, str]], form: Format = "parquet") -> dict[str, Any]:
    """The package; files gives size in bytes and SHA-256 by file name (`TABLE.parquet`, `TABLE.csv`), or by those of the files
    in a folder of that name where a table is cut (`TABLE.parquet/part-00000.parquet`)."""
    return {
        "name": "msc-evidence",
        "title": "Evidence of mesenchymal stromal cell trials, linked to the characters that print it",
        "version": SCHEMA_VERSION,
        "profile": "data-package",
        "licenses": [{"name": "Apache-2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}],
        "resources": [_resource(table, form, files) for table in TABLES],
    }


def schema_digest() -> str:
    """16 hex digits that change with everything in the schema on which a reader's program can depend, and with no mere wording."""
    facts = [{"table": table.name, "sort": list(table.sort), **_schema(table)} for table in TABLES]
    for table in facts:
        table["fields"] = [{name: value for name, value in field.items() if name not in _NO_MEANING} for field in table["fields"]]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _resource(table: Table, form: Format, files: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    whole = f"{table.name}.{form}"
    parts = sorted(name for name in files if name == whole or name.startswith(f"{whole}/"))
    told = {
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "encoding": "utf-8",
    }
    return {
        "name": table.name,
        "title": f"One row is {table.one_row}",
        "path": whole if parts == [whole] else parts,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "bytes": sum(files[name][0] for name in parts),
        **({"hash": f"sha256:{files[whole][1]}"} if parts == [whole] else {}),  # the standard has one for a single file only
        **(told if form == "csv" else {}),
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
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
