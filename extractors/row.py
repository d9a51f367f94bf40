"""A linked fact on its way to a table: its values, its place, and the printed numbers it claims."""

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ahocorasick_rs import AhoCorasick

from extractors.document import Document, fold


@dataclass(frozen=True, slots=True)
class Claim:
    """One use of a printed number: the column of the row that it fills, and where it stands."""

    column: str
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A fact of one of the fact tables, before it has an identity.

    values: by column name, without the columns that place and identity give. start, end: the quote. claims:
    one entry for each filled column that holds a printed number. reasons: codes of `schemas.reasons`; a row
    with a reason is doubtful.
    """

    table: str
    start: int
    end: int
    rule: str
    values: Mapping[str, Any]
    claims: tuple[Claim, ...]
    reasons: tuple[str, ...] = field(default=())


def row_id_of(report_id: str, table: str, quote: str, occurrence: int, ordinal: int) -> str:
    """The row's identity: 16 hex digits that depend on what is said, not on where it stands.

    occurrence counts earlier occurrences of the folded quote in the text, ordinal earlier rows of the same
    table at the same quote.
    """
    parts = json.dumps([report_id, table, fold(quote), occurrence, ordinal], ensure_ascii=False)
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_MANY = 100
"""So many quotes are looked for in one pass over the text; fewer one by one."""


def identified(document: Document, rows: Iterable[Row]) -> list[tuple[str, Row]]:
    """Each row with its row_id, in the order of the text."""
    ordinals: Counter[tuple[str, str, int]] = Counter()
    found = []
    ordered = sorted(rows, key=lambda row: (row.start, row.end, row.table))
    earlier = occurrences_before(document.folded, [(row.start, row.end) for row in ordered])
    for row, occurrence in zip(ordered, earlier, strict=True):
        quote = document.folded[row.start : row.end]
        same = (row.table, quote, occurrence)  # one place, or two of "1 (2) 1 (2) 1" that overlap
        found.append((row_id_of(document.report_id, row.table, quote, occurrence, ordinals[same]), row))
        ordinals[same] += 1
    return found


def occurrences_before(text: str, places: Sequence[tuple[int, int]]) -> list[int]:
    """For each place, how often its characters stand in the text before it, as `str.count` counts: without overlaps, from the left."""
    if len(places) < _MANY:
        return [text.count(text[start:end], 0, end - 1) if start < end else 0 for start, end in places]
    quotes = list(dict.fromkeys(text[start:end] for start, end in places if start < end))
    starts: list[list[int]] = [[] for _ in quotes]
    for number, start, end in AhoCorasick(quotes).find_matches_as_indexes(text, overlapping=True):
        if not starts[number] or start >= starts[number][-1] + end - start:
            starts[number].append(start)
    of_quote = dict(zip(quotes, starts, strict=True))
    return [bisect_left(of_quote[text[start:end]], start) if start < end else 0 for start, end in places]


def with_limits_in_order(values: dict[str, Any], claims: list[Claim], lower: str, upper: str) -> list[Claim] | None:
    """`claims` with the columns `lower` and `upper` exchanged, and so in `values`; None where the limits stand in order or one is missing."""
    first, second = values.get(lower), values.get(upper)
    if first is None or second is None or first <= second:
        return None
    values[lower], values[upper] = second, first
    other = {lower: upper, upper: lower}
    return [replace(claim, column=other.get(claim.column, claim.column)) for claim in claims]
