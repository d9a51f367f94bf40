"""From what a curator does on the page to the lines of NAME.review.jsonl that say it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from extractors.document import Document, Span, fold
from flows.decisions import CONTEXT, UNDONE, Decision
from flows.places import places_between, row_id_at
from flows.settling import ADDED_FROM
from schemas.vocabulary import Ruling

_MOST_ROWS_AT_A_PLACE = 200


def now() -> str:
    """The time as decisions write it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def on_row(document: Document, table: str, row: Mapping[str, Any], claims: Mapping[str, str], decision: Ruling, who: str,
           when: str, **more: Any) -> dict[str, Any]:  # fmt: skip
    """The decision on one of the machine's rows. claims: its digits as printed, by column. more: column, becomes, reason."""
    span = Span(row["start"], row["end"])
    ordinals = (n for n in range(_MOST_ROWS_AT_A_PLACE) if row_id_at(document, table, span, n) == row["row_id"])
    return _line(document, table, span, next(ordinals, 0), claims, decision, who, when, **more)


def on_number(document: Document, span: Span, who: str, when: str, **more: Any) -> dict[str, Any]:
    """The decision that a number is no result."""
    return _line(document, None, span, 0, {}, Ruling.NOT_A_RESULT, who, when, **more)


def on_stretch(document: Document, table: str, span: Span, values: Mapping[str, Any], printed: Mapping[str, str],
               taken: frozenset[str], who: str, when: str, **more: Any) -> dict[str, Any]:  # fmt: skip
    """The decision that adds a row. printed: digits by column; taken: row ids that stand, since one place can hold several rows."""
    free = (n for n in range(_MOST_ROWS_AT_A_PLACE) if row_id_at(document, table, span, ADDED_FROM + n) not in taken)
    return _line(document, table, span, next(free, 0), printed, Ruling.ADDED, who, when, becomes=dict(values), **more)


def undoing(decision: Decision, who: str, when: str) -> dict[str, Any]:
    """The line that takes a decision back."""
    return {
        "decision": UNDONE,
        "undoes": decision.line_id,
        "table": decision.table,
        "quote": decision.quote,
        "who": who,
        "when": when,
    }


def as_line(given: Mapping[str, Any]) -> str:
    """The decision as a line of the file, without its end."""
    line = json.dumps(given, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, as a registry's JSON can hold it
        line = json.dumps(given)
    return line


def _line(document: Document, table: str | None, span: Span, ordinal: int, printed: Mapping[str, str], decision: Ruling, who: str,
          when: str, *, column: str | None = None, becomes: Any = None, reason: str | None = None) -> dict[str, Any]:  # fmt: skip
    start, end = span.start, span.end
    quote, before, after = (
        document.text[start:end],
        document.text[max(0, start - CONTEXT) : start],
        document.text[end : end + CONTEXT],
    )
    if fold(before + quote + after) != document.folded_whole[start - len(before) : end + len(after)]:
        # A middle dot at the very edge is a decimal point only by what stands beyond: written as folded, it stays one.
        before, after = document.folded_whole[start - len(before) : start], document.folded_whole[end : end + len(after)]
    places = places_between(document, quote, before, after)
    return {
        "table": table, "quote": quote, "before": before, "after": after,
        **({"occurrence": places.index(span)} if len(places) > 1 else {}),
        "ordinal": ordinal, "printed": dict(printed), "decision": str(decision), "column": column, "becomes": becomes,
        "reason": reason, "who": who, "when": when,
    }  # fmt: skip
