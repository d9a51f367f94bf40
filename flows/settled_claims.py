"""Where the numbers of a row that a person added or corrected stand in its quote."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.document import Document, fold
from extractors.number_spans import number_spans
from extractors.numbers import value_of, with_decimal_comma
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
        starts = list(standing_alone(document, fold(raw), row["start"], row["end"]))
        if not starts:
            raise decision.refused(f"says that {column} is printed as {raw!r}, which its quote does not hold")
        values = [value for value in (value_of(fold(raw)), with_decimal_comma(fold(raw))) if value is not None]
        if values and abs(row[column]) not in map(abs, values):
            raise decision.refused(f"says that {column} is printed as {raw!r}, but sets it to {row[column]!r}")
        start = next((start for start in starts if start not in taken), starts[0])
        taken.add(start)
        end = start + len(raw)
        yield {"row_id": row["row_id"], "column": column, "report_id": document.report_id, "start": start, "end": end,
               "raw": document.text[start:end]}  # fmt: skip


def corrected_claim(
    document: Document, row: Mapping[str, Any], column: str, claims: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """The claim of a field that a person corrected: the digits in the row's quote that say its new value; None where none do.

    claims: the row's claims before the correction. What the field claimed already comes first, so that a mere sign or unit
    moves nothing; then a number that no other field of the row has claimed.
    """
    value = row[column]
    if value is None:
        return None
    own = [(claim["start"], claim["end"]) for claim in claims if claim["column"] == column]
    others = {(claim["start"], claim["end"]) for claim in claims if claim["column"] != column}
    start = row["start"]
    printed = [(start + span.start, start + span.end) for span in number_spans(document.folded_whole[start : row["end"]])]
    for left, right in (*own, *(place for place in printed if place not in others), *printed):
        digits = document.folded_whole[left:right].lstrip("-").strip()
        if value_of(digits.removesuffix("%").rstrip()) != abs(value):
            continue
        left = right - len(document.folded_whole[left:right].lstrip("-").lstrip())
        if value < 0 and document.folded_whole[left - 1 : left] == "-" and left > start:
            left -= 1
        return {"row_id": row["row_id"], "column": column, "report_id": document.report_id, "start": left, "end": right,
                "raw": document.text[left:right]}  # fmt: skip
    return None


def standing_alone(document: Document, raw: str, start: int, end: int) -> Iterator[int]:
    """Where folded `raw` stands in text[start:end] and is no part of a longer number: "5" is not in "95"."""
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
