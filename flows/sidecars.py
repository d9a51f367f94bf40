"""What people write in raw/ by hand: NAME.yml beside a report, and studies.yml. Every mistake is named with file and line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from extractors.registry_ids import scheme_of
from extractors.studies import StatedStudy, study_key
from flows.likely import likely
from flows.strict_yaml import composed, entries, is_null, mapping, refused, sequence, shown, text_of
from schemas.accepts import broken_rule
from schemas.column import Column, Dtype
from schemas.reports import REPORTS
from schemas.studies import STUDIES
from schemas.tables import FACT_TABLES

SOURCE_COLUMNS = ("title", "kind", "doi", "pmid", "pmcid", "published")
"""Keys of `source` that fill columns of `reports`; the others are for people."""
SOURCE_NOTES = ("venue", "url", "note")

STUDY_COLUMNS = ("study_id", "acronym", "phase", "design", "n_randomised")
STUDY_LISTS = ("identifiers", "labels", "reports")
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_PLAIN = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|nan)", re.I | re.A)
_FACTS = {table.name: table for table in FACT_TABLES}


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A row that a person vouches for: a table with some of its columns, and where that is written."""

    file: str
    line: int
    table: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """NAME.yml: the report's source, as columns of `reports`, and its known values."""

    columns: Mapping[str, str] = field(default_factory=dict)
    known_values: tuple[KnownValue, ...] = ()


def load_sidecar(path: Path) -> Sidecar:
    """Read NAME.yml; raises Refused with file and line."""
    top = mapping(path, composed(path), {"source", "known_values"}, "this file")
    columns: dict[str, str] = {}
    if "source" in top:
        for key, node in mapping(path, top["source"], {*SOURCE_COLUMNS, *SOURCE_NOTES}, "source").items():
            # The characters as written: "2026" and 38783390 are names here, not numbers.
            text = None if is_null(node) else text_of(path, node, key)
            if key == "published" and text is not None and not _is_date(text):
                raise refused(
                    path, node, f"published must be a date that exists, as 2024, 2024-05 or 2024-05-23, not {shown(text)}"
                )
            if key in SOURCE_COLUMNS and text is not None:
                columns[key] = _checked(path, node, REPORTS.column(key), text)
    known = [_known_value(path, node) for node in sequence(path, top.get("known_values"), "known_values")]
    return Sidecar(columns, tuple(known))


def load_studies(path: Path) -> tuple[StatedStudy, ...]:
    """Read studies.yml; raises Refused with file and line."""
    top = mapping(path, composed(path), {"studies"}, "this file")
    studies = []
    seen: set[str] = set()
    owner: dict[tuple[str, ...], str] = {}
    for entry in sequence(path, top.get("studies"), "studies"):
        given = mapping(path, entry, {*STUDY_COLUMNS, *STUDY_LISTS}, "a study")
        values: dict[str, Any] = {}
        for name in STUDY_COLUMNS:
            column = STUDIES.column(name)
            node = given.get(name)
            if node is None:
                values[name] = _checked(path, entry, column, None)
            elif column.dtype is Dtype.STRING and not is_null(node):
                values[name] = _checked(path, node, column, text_of(path, node, name))
            else:
                values[name] = _checked(path, node, column, _scalar(path, node, column))
        if values["study_id"] in seen:
            raise refused(path, entry, f"study {values['study_id']} stands here a second time; keep one entry")
        seen.add(values["study_id"])
        for name, node in given.items():
            nodes = [node] if name == "acronym" else sequence(path, node, name) if name in ("labels", "identifiers") else []
            for one in nodes:
                _claim_name(path, one, name, values["study_id"], owner)
        lists: dict[str, Any] = {
            name: tuple(text_of(path, node, name) for node in sequence(path, given.get(name), name)) for name in STUDY_LISTS
        }
        for node in sequence(path, given.get("reports"), "reports"):
            if set("/\\") & set(text_of(path, node, "reports")):
                raise refused(path, node, f"reports must be named by their report_id, which is no path, not {shown(node.value)}")
        studies.append(StatedStudy(**values, **lists))
    return tuple(studies)


def _claim_name(path: Path, node: yaml.Node, kind: str, study_id: str, owner: dict[tuple[str, ...], str]) -> None:
    """Note that this acronym, label or identifier is the study's; another study may not have it."""
    if is_null(node):
        return
    text = text_of(path, node, kind)
    key: tuple[str, ...] | None = scheme_of(text) if kind == "identifiers" else ("name", study_key(text))
    if key is None:
        raise refused(
            path, node, f"{shown(text)} is not a registry's number as any registry writes it; correct it, or leave it out"
        )
    if owner.setdefault(key, study_id) != study_id:
        raise refused(path, node, f"{shown(text)} is a name of study {owner[key]} too; say which of the two it is")


def _is_date(text: str) -> bool:
    """Whether this day exists; a year or a month stands for its first day."""
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _known_value(path: Path, node: yaml.Node) -> KnownValue:
    if not isinstance(node, yaml.MappingNode):
        raise refused(path, node, "a known value is a table with some of its columns, as 'table: analyses'")
    given = dict(entries(path, node))
    if "table" not in given:
        raise refused(path, node, "this known value does not say its table")
    name = text_of(path, given.pop("table"), "table")
    if name not in _FACTS:
        raise refused(
            path, node, f"there is no table {shown(name)} of known values; there are {', '.join(_FACTS)}{likely(name, _FACTS)}"
        )
    table = _FACTS[name]
    unknown = [key for key in given if key not in table.column_names]
    if unknown:
        raise refused(
            path, given[unknown[0]], f"table {name} has no column {shown(unknown[0])}{likely(unknown[0], table.column_names)}"
        )
    if not given:
        raise refused(path, node, "this known value names no column")
    values = {
        key: _checked(path, value, table.column(key), _scalar(path, value, table.column(key)), empty=True)
        for key, value in given.items()
    }
    return KnownValue(str(path), node.start_mark.line + 1, name, values)


def _scalar(path: Path, node: yaml.Node, column: Column) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise refused(path, node, f"{column.name} must be one value")
    if column.dtype is Dtype.STRING and not is_null(node):
        return node.value
    if node.tag in _NUMBERS and not _PLAIN.fullmatch(node.value):
        # YAML 1.1 reads 010 as eight and 1:30 as ninety.
        raise refused(path, node, f"{column.name} must be written in plain decimal digits, not {shown(node.value)}")
    loader = yaml.SafeLoader("")
    try:
        value = loader.construct_object(node)
        # YAML 1.1 reads a plain 1e-6 as text, for want of a point.
        is_number = column.dtype is Dtype.NUMBER and not node.style and isinstance(value, str) and _PLAIN.fullmatch(value)
        return float(value) if is_number else value
    except (ValueError, yaml.YAMLError):
        return node.value
    finally:
        loader.dispose()


def _checked(path: Path, node: yaml.Node, column: Column, value: Any, empty: bool = False) -> Any:
    """The value, where the column takes it; `empty` lets a known value say that a column must be null."""
    rule = None if empty and value is None else broken_rule(column, value)
    if rule is not None:
        raise refused(path, node, f"{column.name} must be {rule}, not {shown(value)}")
    return float(value) if column.dtype is Dtype.NUMBER and value is not None else value
