"""What people write in raw/ by hand: NAME.yml beside a report, and studies.yml. Every mistake is named with file and line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from extractors.registry_ids import scheme_of
from extractors.studies import StatedStudy, study_key
from flows.refusal import Refused
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
    top = _mapping(path, _compose(path), {"source", "known_values"}, "this file")
    columns: dict[str, str] = {}
    if "source" in top:
        for key, node in _mapping(path, top["source"], {*SOURCE_COLUMNS, *SOURCE_NOTES}, "source").items():
            # The characters as written: "2026" and 38783390 are names here, not numbers.
            text = None if _is_null(node) else _text(path, node, key)
            if key == "published" and text is not None and not _is_date(text):
                raise _refused(path, node, f"published must be a date that exists, as 2024, 2024-05 or 2024-05-23, not {text!r}")
            if key in SOURCE_COLUMNS and text is not None:
                columns[key] = _checked(path, node, REPORTS.column(key), text)
    known = [_known_value(path, node) for node in _sequence(path, top.get("known_values"), "known_values")]
    return Sidecar(columns, tuple(known))


def load_studies(path: Path) -> tuple[StatedStudy, ...]:
    """Read studies.yml; raises Refused with file and line."""
    top = _mapping(path, _compose(path), {"studies"}, "this file")
    studies = []
    seen: set[str] = set()
    owner: dict[tuple[str, ...], str] = {}
    for entry in _sequence(path, top.get("studies"), "studies"):
        given = _mapping(path, entry, {*STUDY_COLUMNS, *STUDY_LISTS}, "a study")
        values: dict[str, Any] = {}
        for name in STUDY_COLUMNS:
            column = STUDIES.column(name)
            node = given.get(name)
            if node is None:
                values[name] = _checked(path, entry, column, None)
            elif column.dtype is Dtype.STRING and not _is_null(node):
                values[name] = _checked(path, node, column, _text(path, node, name))
            else:
                values[name] = _checked(path, node, column, _scalar(path, node, column))
        if values["study_id"] in seen:
            raise _refused(path, entry, f"study {values['study_id']} stands here a second time; keep one entry")
        seen.add(values["study_id"])
        for name, node in given.items():
            nodes = [node] if name == "acronym" else _sequence(path, node, name) if name in ("labels", "identifiers") else []
            for one in nodes:
                _claim_name(path, one, name, values["study_id"], owner)
        lists: dict[str, Any] = {
            name: tuple(_text(path, node, name) for node in _sequence(path, given.get(name), name)) for name in STUDY_LISTS
        }
        studies.append(StatedStudy(**values, **lists))
    return tuple(studies)


def _claim_name(path: Path, node: yaml.Node, kind: str, study_id: str, owner: dict[tuple[str, ...], str]) -> None:
    """Note that this acronym, label or identifier is the study's; another study may not have it."""
    if _is_null(node):
        return
    text = _text(path, node, kind)
    key: tuple[str, ...] | None = scheme_of(text) if kind == "identifiers" else ("name", study_key(text))
    if key is None:
        raise _refused(path, node, f"{text!r} is not a registry's number as any registry writes it; correct it, or leave it out")
    if owner.setdefault(key, study_id) != study_id:
        raise _refused(path, node, f"{text!r} is a name of study {owner[key]} too; say which of the two it is")


def _is_date(text: str) -> bool:
    """Whether this day exists; a year or a month stands for its first day."""
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _known_value(path: Path, node: yaml.Node) -> KnownValue:
    if not isinstance(node, yaml.MappingNode):
        raise _refused(path, node, "a known value is a table with some of its columns, as 'table: analyses'")
    entries = dict(_entries(path, node))
    if "table" not in entries:
        raise _refused(path, node, "this known value does not say its table")
    name = _text(path, entries.pop("table"), "table")
    if name not in _FACTS:
        raise _refused(path, node, f"there is no table {name!r} of known values; there are {', '.join(_FACTS)}")
    table = _FACTS[name]
    unknown = [key for key in entries if key not in table.column_names]
    if unknown:
        raise _refused(path, entries[unknown[0]], f"table {name} has no column {unknown[0]!r}")
    if not entries:
        raise _refused(path, node, "this known value names no column")
    values = {
        key: _checked(path, value, table.column(key), _scalar(path, value, table.column(key)), empty=True)
        for key, value in entries.items()
    }
    return KnownValue(str(path), node.start_mark.line + 1, name, values)


def _compose(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise Refused(f"{path}: not UTF-8 text at byte {error.start}; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise Refused(f"{path}{line}: not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise Refused(f"{path}: not YAML: {' '.join(str(error).split())}") from None


def _entries(path: Path, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    """The mapping's entries; a key that stands twice is refused, where YAML would keep the last one in silence."""
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(path, key, "a key must be a word")
        if key.value in seen:
            raise _refused(path, key, f"the key {key.value!r} stands twice; keep one of them")
        seen.add(key.value)
        yield key.value, value


def _mapping(path: Path, node: yaml.Node | None, allowed: set[str], what: str) -> dict[str, yaml.Node]:
    if node is None or _is_null(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise _refused(path, node, f"{what} must be keys with values: {', '.join(sorted(allowed))}")
    found: dict[str, yaml.Node] = {}
    for key, value in _entries(path, node):
        if key not in allowed:
            raise _refused(path, value, f"{what} has no key {key!r}; there are {', '.join(sorted(allowed))}")
        found[key] = value
    return found


def _sequence(path: Path, node: yaml.Node | None, what: str) -> list[yaml.Node]:
    if node is None or _is_null(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise _refused(path, node, f"{what} must be a list")
    return list(node.value)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _text(path: Path, node: yaml.Node, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _refused(path, node, f"{what} must be text")
    return str(node.value)


def _scalar(path: Path, node: yaml.Node, column: Column) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise _refused(path, node, f"{column.name} must be one value")
    if column.dtype is Dtype.STRING and node.tag != "tag:yaml.org,2002:null":
        return node.value
    loader = yaml.SafeLoader("")
    try:
        value = loader.construct_object(node)
        # YAML 1.1 reads a plain 1e-6 as text, for want of a point.
        return float(value) if column.dtype is Dtype.NUMBER and not node.style and isinstance(value, str) else value
    except (ValueError, yaml.YAMLError):
        return node.value
    finally:
        loader.dispose()


def _checked(path: Path, node: yaml.Node, column: Column, value: Any, empty: bool = False) -> Any:
    """The value, where the column takes it; `empty` lets a known value say that a column must be null."""
    rule = None if empty and value is None else broken_rule(column, value)
    if rule is not None:
        raise _refused(path, node, f"{column.name} must be {rule}, not {value!r}")
    return float(value) if column.dtype is Dtype.NUMBER and value is not None else value


def _refused(path: Path, node: yaml.Node, what: str) -> Refused:
    return Refused(f"{path}:{node.start_mark.line + 1}: {what}")
