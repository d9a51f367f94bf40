"""Values that a person vouches for: each must be told by exactly one row, or nothing is published."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.sidecars import KnownValue


def unmet(report_id: str, known_values: Iterable[KnownValue], facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """One line for each known value that the report's rows do not tell exactly once, repeats left out."""
    found = []
    for known in known_values:
        rows = [row for row in facts[known.table] if row["report_id"] == report_id and row["repeat_of"] is None]
        agreeing = [row for row in rows if agrees(known, row)]
        if len(agreeing) != 1:
            found.append(_complaint(report_id, known, rows, agreeing))
    return found


def agrees(known: KnownValue, row: Mapping[str, Any]) -> bool:
    """True where the row has each of the known columns as vouched for."""
    return all(row[column] == value for column, value in known.values.items())


def _complaint(report_id: str, known: KnownValue, rows: Sequence[Mapping[str, Any]], agreeing: Sequence[Mapping[str, Any]]) -> str:
    expected = _told(known.values)
    head = f"{known.file}:{known.line}: report {report_id}, table {known.table}: expected {expected}; "
    if agreeing:
        places = ", ".join(f"characters {row['start']}-{row['end']}" for row in agreeing)
        return f"{head}found {len(agreeing)} rows that agree ({places}); name more columns, so that one is meant"
    if not rows:
        return f"{head}found no row of this table in the report"
    nearest = max(rows, key=lambda row: _nearness(known, row))
    differing = {column: nearest[column] for column, value in known.values.items() if nearest[column] != value}
    return (
        f"{head}found {_told(differing)} in the nearest row ({json.dumps(nearest['quote'], ensure_ascii=False)}, "
        f"characters {nearest['start']}-{nearest['end']}, which agrees in {len(known.values) - len(differing)} of {len(known.values)} columns)"
    )


def _nearness(known: KnownValue, row: Mapping[str, Any]) -> tuple[int, float, int]:
    same = sum(row[column] == value for column, value in known.values.items())
    apart = 0.0
    for column, value in known.values.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            other = row[column]
            apart += 1.0 if other is None else abs(other - value) / (abs(other) + abs(value) or 1.0)
    return same, -apart, -row["start"]


def _told(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{column}={json.dumps(value, ensure_ascii=False)}" for column, value in values.items())
