"""JSON Schemas for what people write in raw/: `python -m flows.editor_schemas [--write]`.

Editors complete and check NAME.yml, studies.yml and NAME.review.jsonl by them while one types. They are made from the
declarations by which `flows.sidecars` and `flows.decisions` read those files, and say no more than those refuse: what takes
more than one value to see (a name that two studies claim, a date that does not exist, a quote that the report lacks) only the
run sees.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows import decisions, sidecars
from schemas.column import Column, Dtype
from schemas.decisions import DECISIONS
from schemas.files import SCHEMA_VERSION
from schemas.reports import REPORTS
from schemas.studies import STUDIES
from schemas.tables import FACT_TABLES
from schemas.vocabulary import Ruling

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_JSON_TYPES = {Dtype.STRING: "string", Dtype.INTEGER: "integer", Dtype.NUMBER: "number", Dtype.BOOLEAN: "boolean"}

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """Each schema by the name of its file."""
    return {"report.schema.json": report(), "studies.schema.json": studies(), "decision.schema.json": decision()}


def report() -> Schema:
    """NAME.yml: the report's source and its known values."""
    source: Schema = {name: _written_as_text(REPORTS.column(name)) for name in sidecars.SOURCE_COLUMNS}
    source |= {name: _TEXT_OR_NULL | {"description": "For people; fills no column."} for name in sidecars.SOURCE_NOTES}
    known = {
        "type": "object",
        "description": "A table with any of its columns; it holds when exactly one row that is no repeat agrees in all of them.",
        "required": ["table"],
        "minProperties": 2,
        "properties": {"table": {"enum": [table.name for table in FACT_TABLES]}},
        "allOf": [
            {
                "if": {"properties": {"table": {"const": table.name}}, "required": ["table"]},
                "then": {
                    "properties": {"table": True, **{column.name: _value(column) for column in table.columns}},
                    "additionalProperties": False,
                },
            }
            for table in FACT_TABLES
        ],
    }
    return _schema(
        "A report's source and known values",
        {"source": _mapping(source), "known_values": {"type": ["array", "null"], "items": known}},
    )


def studies() -> Schema:
    """studies.yml: the trials that a curator knows."""
    columns = {name: _study_column(STUDIES.column(name)) for name in sidecars.STUDY_COLUMNS}
    lists: Schema = {name: {"type": ["array", "null"], "items": _TEXT} for name in sidecars.STUDY_LISTS}
    study = {"type": "object", "required": ["study_id"], "properties": {**columns, **lists}, "additionalProperties": False}
    return _schema("What a curator knows of trials", {"studies": {"type": ["array", "null"], "items": study}})


def decision() -> Schema:
    """One line of NAME.review.jsonl: a ruling, or the taking back of an earlier line."""
    facts = [table.name for table in FACT_TABLES]
    text, whole = {"type": "string"}, {"type": ["integer", "null"], "minimum": 0}
    ours = {name: _json_value(DECISIONS.column(name)) for name in ("decision", "column", "reason", "who", "when")}
    ruling: Schema = {
        **dict.fromkeys(decisions.KEYS, True), **ours, "table": {"enum": [*facts, None]}, "quote": {**text, "minLength": 1},
        "before": text, "after": text, "occurrence": whole, "ordinal": whole,
        "printed": {"type": ["object", "null"], "additionalProperties": text},
    }  # fmt: skip
    no_row = {"properties": {"decision": {"const": str(Ruling.NOT_A_RESULT)}}, "required": ["decision"]}
    undoing: Schema = {
        **dict.fromkeys(decisions.UNDO_KEYS, True), **{name: ours[name] for name in ("reason", "who", "when")},
        "decision": {"const": decisions.UNDONE}, "undoes": text,
    }  # fmt: skip
    return {
        **_head("A line of NAME.review.jsonl"),
        "oneOf": [
            {
                "type": "object", "required": list(decisions.NEEDED), "properties": ruling, "additionalProperties": False,
                "if": no_row, "then": {"properties": {"table": {"const": None}}},
                "else": {"properties": {"table": {"enum": facts}}, "required": ["table"]},
            },
            {
                "type": "object", "required": ["decision", *decisions.UNDO_NEEDED], "properties": undoing, "additionalProperties": False,
            },
        ],
    }  # fmt: skip


_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""What YAML calls a number or a truth value stands for its own characters where text is asked for."""
_TEXT_OR_NULL: Schema = {"type": ["string", "number", "boolean", "null"]}


def _head(title: str) -> Schema:
    return {"$schema": _DRAFT, "title": title, "$comment": f"Made by make docs; schema {SCHEMA_VERSION}."}


def _schema(title: str, properties: Mapping[str, Any]) -> Schema:
    return {**_head(title), **_mapping(properties)}


def _mapping(properties: Mapping[str, Any]) -> Schema:
    return {"type": ["object", "null"], "properties": dict(properties), "additionalProperties": False}


def _rules(column: Column) -> Schema:
    constraint = column.constraint
    if constraint is None:
        return {}
    stated = {
        "enum": list(constraint.words) if constraint.words and not constraint.many else None, "minimum": constraint.minimum,
        "maximum": constraint.maximum, "pattern": constraint.as_pattern(), "minLength": constraint.min_length,
    }  # fmt: skip
    return {name: value for name, value in stated.items() if value is not None}


def _json_value(column: Column) -> Schema:
    """What JSON may hold there; null where the column may be empty."""
    rules = _rules(column)
    empty = [] if column.required else [None]
    if "enum" in rules:
        return {"description": column.description, "enum": [*rules["enum"], *empty]}
    return {"description": column.description, "type": [_JSON_TYPES[column.dtype], *(["null"] if empty else [])], **rules}


def _value(column: Column) -> Schema:
    """What a known value may say of the column: a value of it, or that it is empty."""
    rules = _rules(column)
    if column.dtype is Dtype.STRING:
        return {"description": column.description, **_text(rules)}
    return {"description": column.description, "type": [_JSON_TYPES[column.dtype], "null"], **rules}


def _written_as_text(column: Column) -> Schema:
    return {"description": column.description, **_text(_rules(column))}


def _study_column(column: Column) -> Schema:
    if column.dtype is not Dtype.STRING:
        return _json_value(column)
    return {"description": column.description, **_text(_rules(column), may_be_null=not column.required)}


def _text(rules: Schema, may_be_null: bool = True) -> Schema:
    """Text by its rules. Of a number only YAML's characters could tell, which JSON Schema does not see: it may stand unless words are listed."""
    others = ["number", "boolean", *(["null"] if may_be_null else [])]
    if "enum" in rules:
        return {"enum": [*rules["enum"], *([None] if may_be_null else [])]}
    return {"anyOf": [{"type": "string", **rules}, {"type": others}]}


def main(arguments: list[str]) -> int:
    """Print the schemas, or write them to docs/schemas/ with --write."""
    if arguments not in ([], ["--write"]):
        print("usage: python -m flows.editor_schemas [--write]", file=sys.stderr)
        return 2
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        if arguments:
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        else:
            print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
