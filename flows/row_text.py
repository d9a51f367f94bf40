"""A row, or a change of it, in few words: for summaries and for `diff`. No polars here."""

import json
from collections.abc import Mapping
from typing import Any

from schemas.tables import PRINTED_NUMBERS

AROUND = 30
"""Characters that are shown on either side of a number."""


def short(text: str, width: int = 70) -> str:
    """The text on one line, cut in its middle."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width // 2]} … {line[-width // 2 :]}"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after text[start:end], each on one line and as long as it was."""
    return _flat(text[max(0, start - AROUND) : start]), _flat(text[end : end + AROUND])


def in_context(text: str, start: int, end: int) -> str:
    """A stretch of the text between the words around it: "…at »6« months…"."""
    before, after = around(text, start, end)
    return f"…{before}»{_flat(text[start:end])}«{after}…"


def _flat(text: str) -> str:
    return "".join(" " if character.isspace() else character for character in text)


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
