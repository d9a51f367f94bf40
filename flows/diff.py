"""What differs between two curated folders, row by row and value by value, as text or as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flows.changes import TableChanges, change_counts, change_lines, compare, published
from flows.row_text import differences, row_text
from schemas.columns import FACT_TAIL
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import Grade

Row = Mapping[str, Any]

_TOLD = (str(Grade.CONTRADICTION), str(Grade.NOTICE))
_FINDINGS = ("findings", "finding_rows")
_DERIVED = ("standard_error", "standard_error_method")
_FACTS = frozenset(table.name for table in FACT_TABLES)


@dataclass(frozen=True)
class Difference:
    """All changes between two curated folders.

    replaced: by table, the pairs of a row that went and a row that came which say the same thing (report, outcome,
    groups, time …) with other numbers, where there is one such row on either side. findings_new and
    findings_resolved hold contradictions and notices only.
    """

    changes: tuple[TableChanges, ...]
    replaced: Mapping[str, tuple[tuple[Row, Row], ...]]
    findings_new: tuple[Row, ...]
    findings_resolved: tuple[Row, ...]


def diff(old: Path, new: Path, as_json: bool) -> None:
    """Print it; raises BadUsage where a folder holds no tables, Refused where one of its tables cannot be read."""
    found = difference(old, new)
    print(json.dumps(_as_json(found), ensure_ascii=False, indent=1) if as_json else "\n".join(_as_text(found, old, new)))


def difference(old: Path, new: Path) -> Difference:
    """The changes from `old` to `new`."""
    before, after = published(old), published(new)
    changes = tuple(compare(before, after))
    told_before, told_after = (
        {row["finding_id"]: row for row in frames["findings"].iter_rows(named=True) if row["grade"] in _TOLD}
        for frames in (before, after)
    )
    return Difference(
        changes,
        {change.table: pairs for change in changes if change.table in _FACTS and (pairs := _replaced(change))},
        tuple(row for key, row in told_after.items() if key not in told_before),
        tuple(row for key, row in told_before.items() if key not in told_after),
    )


def _replaced(change: TableChanges) -> tuple[tuple[Row, Row], ...]:
    """Rows that went, each with the row that came in its place."""
    gone, added = _by_subject(change.table, change.gone), _by_subject(change.table, change.added)
    return tuple(
        (rows[0], added[subject][0]) for subject, rows in gone.items() if len(rows) == 1 and len(added.get(subject, ())) == 1
    )


def _by_subject(table: str, rows: Iterable[Row]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    names = _subject_columns(table)
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found


def _subject_columns(table: str) -> tuple[str, ...]:
    """What a row of the table is about: its columns but for its keys, its place and its numbers."""
    others = {"row_id", "study_id", *PRINTED_NUMBERS[table], *_DERIVED, *(column.name for column in FACT_TAIL)}
    return tuple(name for name in TABLE_BY_NAME[table].column_names if name not in others)


def _values(old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    """The columns in which the two rows differ, key and place left out."""
    place = {"row_id", *(column.name for column in FACT_TAIL)}
    return {name: (old[name], new[name]) for name in old if name not in place and old[name] != new[name]}


def _as_text(found: Difference, old: Path, new: Path) -> list[str]:
    if not found.changes:
        return [f"{old} and {new} hold the same rows."]
    lines = []
    for change in found.changes:
        pairs = found.replaced.get(change.table, ())
        lines.append(f"{change.table}: {change_counts(change)}{f' ({len(pairs)} replaced)' if pairs else ''}")
        if change.table in _FINDINGS:
            continue
        lines += [f"  ~ {row_text(change.table, gone)}: {differences(_values(gone, come))}" for gone, come in pairs]
        lines += [f"  {line}" for line in change_lines(_without(change, pairs))]
    lines += [f"new {_finding_line(row)}" for row in found.findings_new]
    return lines + [f"resolved {_finding_line(row)}" for row in found.findings_resolved]


def _without(change: TableChanges, pairs: Sequence[tuple[Row, Row]]) -> TableChanges:
    """The change without the rows that are told in pairs."""
    told = {row["row_id"] for pair in pairs for row in pair}
    return replace(
        change,
        added=tuple(row for row in change.added if row.get("row_id") not in told),
        gone=tuple(row for row in change.gone if row.get("row_id") not in told),
    )


def _finding_line(row: Row) -> str:
    return f"{row['grade']}, {row['check']}: {row['message']}"


def _as_json(found: Difference) -> dict[str, Any]:
    return {
        "tables": {change.table: _table_as_json(change, found.replaced.get(change.table, ())) for change in found.changes},
        "findings_new": found.findings_new,
        "findings_resolved": found.findings_resolved,
    }


def _table_as_json(change: TableChanges, pairs: Sequence[tuple[Row, Row]]) -> dict[str, Any]:
    """Counts, and the rows themselves: a replaced row is among those added and gone too."""
    key = TABLE_BY_NAME[change.table].key
    return {
        "n_added": change.n_added, "n_gone": change.n_gone, "n_changed": change.n_changed, "n_moved": change.n_moved,
        "added": change.added, "gone": change.gone,
        "changed": [{"key": {name: row[name] for name in key}, "columns": _columns(values)} for row, values in change.changed],
        "replaced": [
            {"gone": gone["row_id"], "added": come["row_id"], "columns": _columns(_values(gone, come))} for gone, come in pairs
        ],
    }  # fmt: skip


def _columns(values: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    return {name: {"old": old, "new": new} for name, (old, new) in values.items()}
