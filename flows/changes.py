"""What a run changes: the rows of two curated folders compared by key, value by value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.refusal import BadUsage, Refused
from flows.row_text import differences, row_text
from schemas.column import Table
from schemas.columns import PLACE
from schemas.files import read_table
from schemas.tables import TABLES

_IN_BULK = frozenset({"claims", "numbers", "finding_rows"})
"""Tables whose rows follow from the others': counted, not listed."""

_PLACE = frozenset(column.name for column in PLACE)


@dataclass(frozen=True)
class TableChanges:
    """Rows of one table that came, went or changed; n_moved counts rows of which only the place in the report differs.

    Of a table that is counted only, the lists stay empty.
    """

    table: str
    n_added: int
    n_gone: int
    n_changed: int
    n_moved: int
    listed: bool
    added: tuple[dict[str, Any], ...] = ()
    gone: tuple[dict[str, Any], ...] = ()
    changed: tuple[tuple[dict[str, Any], dict[str, tuple[Any, Any]]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.n_added or self.n_gone or self.n_changed or self.n_moved)


def load(curated: Path) -> dict[str, pl.DataFrame]:
    """The tables that stand in a curated folder, as far as they can be read."""
    found = {}
    for table in TABLES:
        try:
            found[table.name] = read_table(curated / f"{table.name}.parquet")
        except (OSError, pl.exceptions.PolarsError):
            continue  # none yet, or damaged: publishing replaces it
    return found


def published(folder: Path) -> dict[str, pl.DataFrame]:
    """All tables of a curated folder; raises BadUsage where it holds none, Refused where one of them cannot be read."""
    if not folder.is_dir():
        raise BadUsage(f"{folder} is not a folder: give one that `msc-evidence curate` wrote")
    frames = load(folder)
    if not frames:
        raise BadUsage(f"{folder} holds no curated tables: give a folder that `msc-evidence curate` wrote")
    missing = [table.name for table in TABLES if table.name not in frames]
    if missing:
        raise Refused(f"{folder / missing[0]}.parquet: is not there or cannot be read; curate into that folder again")
    return frames


def compare(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> list[TableChanges]:
    """The changes of each table that has some, in the tables' order."""
    found = []
    for table in TABLES:
        before, after = old.get(table.name), new[table.name]
        if before is not None and before.equals(after):
            continue
        changes = _counted(table, before, after) if table.name in _IN_BULK else _listed(table, *_differing(table, before, after))
        if changes:
            found.append(changes)
    return found


def _counted(table: Table, old: pl.DataFrame | None, new: pl.DataFrame) -> TableChanges:
    """The counts alone, without a Python object a row: these tables are the largest."""
    if old is None or old.schema != new.schema:
        return TableChanges(table.name, new.height, 0 if old is None else old.height, 0, 0, listed=False)
    key = list(table.key)
    added = new.join(old, on=key, how="anti", nulls_equal=True).height
    gone = old.join(new, on=key, how="anti", nulls_equal=True).height
    same = new.join(old, on=new.columns, how="semi", nulls_equal=True).height
    return TableChanges(table.name, added, gone, new.height - added - same, 0, listed=False)


_Rows = dict[tuple[Any, ...], dict[str, Any]]


def _differing(table: Table, old: pl.DataFrame | None, new: pl.DataFrame) -> tuple[_Rows, _Rows]:
    """The rows of either frame, by key, without those that stand in both just so: most do, and a Python object each is a lot."""
    if old is not None and old.schema == new.schema:
        every = new.columns
        old, new = (
            old.join(new, on=every, how="anti", nulls_equal=True, maintain_order="left"),
            new.join(old, on=every, how="anti", nulls_equal=True, maintain_order="left"),
        )
    return _rows(table, old), _rows(table, new)


def _rows(table: Table, frame: pl.DataFrame | None) -> _Rows:
    if frame is None or not set(table.key) <= set(frame.columns):
        return {}
    return {tuple(row[name] for name in table.key): row for row in frame.iter_rows(named=True)}


def _listed(table: Table, old: _Rows, new: _Rows) -> TableChanges:
    changed = []
    moved = 0
    for key, row in new.items():
        before = old.get(key)
        if before is None or before == row:
            continue
        names = dict.fromkeys((*before, *row))
        values = {name: (before.get(name), row.get(name)) for name in names if before.get(name) != row.get(name)}
        if set(values) <= _PLACE:
            moved += 1
        else:
            changed.append((row, values))
    added = tuple(row for key, row in new.items() if key not in old)
    gone = tuple(row for key, row in old.items() if key not in new)
    return TableChanges(table.name, len(added), len(gone), len(changed), moved, True, added, gone, tuple(changed))


def change_counts(change: TableChanges) -> str:
    """The counts in a few signs: "+1 -1 ~2 3 moved"."""
    counts = {"+": change.n_added, "-": change.n_gone, "~": change.n_changed}
    parts = [f"{sign}{count}" for sign, count in counts.items() if count]
    return " ".join([*parts, *([f"{change.n_moved} moved"] if change.n_moved else [])])


def change_lines(change: TableChanges) -> Iterator[str]:
    """A line for each row that came (+), went (-) or changed (~); none for a table that is only counted."""
    yield from (f"+ {change.table}: {row_text(change.table, row)}" for row in change.added)
    yield from (f"- {change.table}: {row_text(change.table, row)}" for row in change.gone)
    yield from (f"~ {change.table}: {row_text(change.table, row)}: {differences(values)}" for row, values in change.changed)
