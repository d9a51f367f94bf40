"""A row, or a change of it, in few words: for summaries and for `diff`. No polars here."""

import json
from collections.abc import Mapping
from typing import Any

from schemas.tables import PRINTED_NUMBERS


def short(text: str, width: int = 70) -> str:
    """The text on one line, cut in its middle."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width // 2]} … {line[-width // 2 :]}"


def numbers_of(table: str, row: Mapping[str, Any]) -> str:
    """The printed numbers of a row of a fact table, column by column."""
    told = {name: row[name] for name in PRINTED_NUMBERS[table] if row[name] is not None}
    return " ".join(f"{name}={value:.15g}" for name, value in told.items())


def row_text(table: str, row: Mapping[str, Any]) -> str:
    """What the row is, by its report, numbers and quote, or by its first columns where it has no quote."""
    if "quote" in row:
        return f"{row['report_id']} {numbers_of(table, row)} “{short(row['quote'])}”"
    return " ".join(str(value) for value in list(row.values())[:3] if value is not None)


def differences(values: Mapping[str, tuple[Any, Any]]) -> str:
    """Columns with their old and new value, as "p_value 0.78 → 0.79"."""
    return ", ".join(
        f"{name} {json.dumps(old, ensure_ascii=False)} → {json.dumps(new, ensure_ascii=False)}"
        for name, (old, new) in values.items()
    )


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 report", "2 reports"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
