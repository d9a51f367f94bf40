"""Rows that a person vouches for, by a known value or a decision, may not change unseen."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from flows.inputs import Inputs
from flows.known_values import agrees
from flows.row_text import differences, row_text
from schemas.columns import FACT_TAIL
from schemas.tables import FACT_TABLES, TABLE_BY_NAME
from schemas.vocabulary import Ruling

Row = Mapping[str, Any]

_NOT_VOUCHED = frozenset(
    {"row_id", "study_id", "outcome_id", "time_frame_days", "standard_error", "standard_error_method"}
    | {column.name for column in FACT_TAIL}
)
"""Columns that no person reads in the report: keys, the place, what is derived, and what the review itself says."""


def changed_unseen(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame], inputs: Inputs) -> list[str]:
    """One line for each published row that a person vouches for and that would be published with another value.

    A column that was null and is filled now takes nothing back and is no change. A known value that names the
    changed column vouches for the new value; a decision made since the last run was made on the new row.
    """
    return [
        f"{row['report_id']}, table {table}: the row {by} would change: {row_text(table, row)}: {differences(changed)}; "
        "look at it again and vouch for it anew (name the column in the known value, or decide on the row again)"
        for table, before, row in _in_both(old, new)
        if (changed := _taken_back(table, before, row)) and (by := _vouched_by(table, before, row, changed, old, new, inputs))
    ]


def _in_both(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, Row, Row]]:
    """The rows that stand in both with different values, table by table."""
    for table in (table.name for table in FACT_TABLES):
        before, after = old.get(table), new[table]
        if before is None or before.schema != after.schema:
            continue  # another schema: its rows cannot be compared column by column
        names = [name for name in TABLE_BY_NAME[table].column_names if name not in _NOT_VOUCHED]
        same = ["row_id", *names]
        differing = after.join(before, on=same, how="anti", nulls_equal=True)
        earlier = {
            row["row_id"]: row for row in before.filter(pl.col("row_id").is_in(differing["row_id"].implode())).iter_rows(named=True)
        }
        for row in differing.iter_rows(named=True):
            if row["row_id"] in earlier:
                yield table, earlier[row["row_id"]], row


def _taken_back(table: str, before: Row, row: Row) -> dict[str, tuple[Any, Any]]:
    names = [name for name in TABLE_BY_NAME[table].column_names if name not in _NOT_VOUCHED]
    return {name: (before[name], row[name]) for name in names if before[name] is not None and before[name] != row[name]}


def _vouched_by(
    table: str, before: Row, row: Row, changed: Iterable[str],
    old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame], inputs: Inputs,
) -> str | None:  # fmt: skip
    """Who vouched for the row as it was and has not yet for the row as it is; None where nobody did."""
    earlier, later = _decisions(old, row["row_id"]), _decisions(new, row["row_id"])
    if earlier != later:
        return None
    if earlier:
        return f"that {earlier[-1]['who']} {earlier[-1]['decision']}"
    for known in inputs.known_values(row["report_id"]):
        if known.table == table and agrees(known, before) and agrees(known, row) and not set(changed) & set(known.values):
            return f"that {known.file}:{known.line} vouches for"
    return None


def _decisions(frames: Mapping[str, pl.DataFrame], row_id: str) -> list[dict[str, Any]]:
    if "decisions" not in frames:
        return []
    ruled = frames["decisions"].filter((pl.col("row_id") == row_id) & (pl.col("decision") != str(Ruling.REJECTED)))
    return ruled.select("decision", "column", "becomes", "who", "when").to_dicts()
