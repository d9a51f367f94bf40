"""Where the numbers of a row that a person added stand in its quote."""

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.document import Document, fold
from extractors.numbers import value_of
from flows.decisions import Decision
from schemas.tables import PRINTED_NUMBERS


def added_claims(document: Document, decision: Decision, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The claims of an added row, one for each number that the decision says is printed.

    Raises Refused where the quote does not print it, or prints another value than the row holds. Two columns with the
    same digits ("12 of 12") claim them one after the other.
    """
    taken: set[int] = set()
    for column, raw in decision.printed.items():
        if column not in PRINTED_NUMBERS[decision.table or ""] or row[column] is None:
            raise decision.refused(f"says that {column} is printed as {raw!r}, but 'becomes' does not fill that column")
        starts = list(_standing_alone(document, fold(raw), row["start"], row["end"]))
        if not starts:
            raise decision.refused(f"says that {column} is printed as {raw!r}, which its quote does not hold")
        value = value_of(fold(raw))
        if value is not None and abs(value) != abs(row[column]):
            raise decision.refused(f"says that {column} is printed as {raw!r}, but sets it to {row[column]!r}")
        start = next((start for start in starts if start not in taken), starts[0])
        taken.add(start)
        end = start + len(raw)
        yield {"row_id": row["row_id"], "column": column, "report_id": document.report_id, "start": start, "end": end,
               "raw": document.text[start:end]}  # fmt: skip


def _standing_alone(document: Document, raw: str, start: int, end: int) -> Iterator[int]:
    """Where `raw` stands in the quote and is no part of a longer number: "5" is not in "95"."""
    text = document.folded_whole
    at = text.find(raw, start, end) if raw else -1
    while at >= 0:
        before, after = text[max(0, at - 2) : at], text[at + len(raw) : at + len(raw) + 2]
        inside = (before[-1:].isdigit() and raw[:1].isdigit()) or (
            len(before) == 2 and before[1] in ".," and before[0].isdigit() and raw[:1].isdigit()
        )
        more = after[:1].isdigit() or (after[:1] in (".", ",") and after[1:2].isdigit())
        if not inside and not (more and raw[-1:].isdigit()):
            yield at
        at = text.find(raw, at + 1, end)
