"""What must be true of every document and of everything that is extracted from one, whatever the text."""

import itertools
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.accounting import countable
from extractors.deceptive import as_seen
from extractors.document import Document, fold
from extractors.numbers import doubtful_value_of, value_of, with_decimal_comma
from extractors.pipeline import Extraction
from schemas.accepts import broken_rows
from schemas.checks import reasons_of, run_checks
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME

LIMITS = (
    ("ci_lower_limit", "param_value", "ci_upper_limit"),
    ("dispersion_lower_limit", None, "dispersion_upper_limit"),
)  # fmt: skip
"""Columns whose values stand in this order: the first never above the last, and in a clear row the middle between them."""
PARTS = (("numerator", "denominator"), ("subjects_affected", "subjects_at_risk"))
"""In a clear row the first is no more than the second."""
WORDS = frozenset(("a", "an", "another", "single", "no", "none", "nobody", "neither", "without", "absence", "dozen", "all", "both"))

Row = Mapping[str, Any]


def broken_in_document(document: Document) -> Iterator[str]:
    """What is wrong with a reader's document."""
    size = len(document.text)
    bounds = [(piece.start, piece.end) for piece in document.pieces]
    asides = [(aside.start, aside.end) for aside in document.asides]
    for name, places in (("pieces", bounds), ("asides", asides)):
        if not all(0 <= start < end <= size for start, end in places):
            yield f"{name} stand outside the text or are empty"
        if any(one[1] > other[0] for one, other in itertools.pairwise(places)):
            yield f"{name} overlap or are out of order"
    heads = [head for piece in document.pieces for head in (*piece.row_heads, *piece.column_heads)]
    if not all(0 <= head.start < head.end <= size for head in heads):
        yield "heads stand outside the text"
    if len(document.folded) != size or len(document.folded_whole) != size:
        yield "the folded text has another length"
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError:
        yield "the text holds half a character"


def broken_in_extraction(document: Document, extraction: Extraction) -> Iterator[str]:
    """What is wrong with what was extracted from the document."""
    tables = extraction.tables
    for name in (*PRINTED_NUMBERS, "claims", "numbers"):
        wrong = broken_rows(TABLE_BY_NAME[name], tables[name])
        if wrong is not None:
            yield wrong
    for table in FACT_TABLES:
        for row in tables[table.name]:
            yield from _broken_in_row(document, row)
    yield from _broken_in_claims(document, tables)
    yield from _broken_in_numbers(document, tables)
    yield from _broken_in_clear_rows(tables)


def _broken_in_row(document: Document, row: Row) -> Iterator[str]:
    if not 0 <= row["start"] < row["end"] <= len(document.text):
        yield f"{row['rule']}: the quote stands at {row['start']}-{row['end']}"
    elif document.text[row["start"] : row["end"]] != row["quote"]:
        yield f"{row['rule']}: the quote is not at its place"
    if any(isinstance(value, float) and not math.isfinite(value) for value in row.values()):
        yield f"{row['rule']}: a value that is not finite"
    for lower, _, upper in LIMITS:
        if row.get(lower) is not None and row.get(upper) is not None and row[lower] > row[upper]:
            yield f"{row['rule']}: {lower} {row[lower]} above {upper} {row[upper]}"


def _broken_in_claims(document: Document, tables: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    rows = {row["row_id"]: row for name in PRINTED_NUMBERS for row in tables[name]}
    for claim in tables["claims"]:
        row = rows.get(claim["row_id"])
        if row is None:
            yield "a claim of no row"
            continue
        if document.text[claim["start"] : claim["end"]] != claim["raw"] or claim["start"] >= claim["end"]:
            yield f"{row['rule']}: a claim is not at its place"
        value = row[claim["column"]]
        if value is None or not _says(document, claim, value, row):
            yield f"{row['rule']}: {claim['column']} is {value} where {claim['raw']!r} is printed ({row['review']})"


def _says(document: Document, claim: Row, value: float, row: Row) -> bool:
    """Whether the digits of the claim say the value, its sign included."""
    raw = fold(claim["raw"]).strip()
    if row["review"] == "doubtful":
        # Figures of other scripts, and those with characters among them that nobody sees, are read, and their row is in doubt.
        raw = as_seen("".join(character for character in raw if unicodedata.category(character) != "Cf"))
    if raw.lower().split(" ")[0] in WORDS:
        return True
    readings = {value_of(raw), value_of(raw.lstrip("+- "))}
    if row["review"] == "doubtful":
        readings |= {with_decimal_comma(raw), doubtful_value_of(raw), doubtful_value_of(raw.lstrip("+- "))}
    if abs(value) not in {abs(reading) for reading in readings if reading is not None}:
        return False
    return value >= 0 or "-" in document.folded_whole[max(0, claim["start"] - 2) : claim["end"]] or row["review"] == "doubtful"


def _broken_in_numbers(document: Document, tables: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    numbers = tables["numbers"]
    places = [(number["start"], number["end"]) for number in numbers]
    if any(one[1] > other[0] for one, other in itertools.pairwise(places)):
        yield "numbers overlap"
    missing = {(span.start, span.end) for span in countable(document)} - set(places)
    if missing:
        yield f"a number without a status at {min(missing)}"
    claims = [(claim["start"], claim["end"]) for claim in tables["claims"]]
    for number in numbers:
        claimed = any(start < number["end"] and number["start"] < end for start, end in claims)
        if claimed is not (number["status"] == "claimed"):
            yield f"the number {number['raw']!r} is {number['status']} and {'claimed' if claimed else 'claimed by no row'}"
    for start, end in claims:
        if not any(start < number["end"] and number["start"] < end for number in numbers):
            yield f"a claim at {start} covers no number"


def _broken_in_clear_rows(tables: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """The arithmetic runs on whatever comes, and leaves no clear row that contradicts itself."""
    printed: dict[str, dict[str, str]] = {}
    for claim in tables["claims"]:
        printed.setdefault(claim["row_id"], {})[claim["column"]] = claim["raw"]
    checked = {name: [{**row, "printed": printed.get(row["row_id"], {})} for row in tables[name]] for name in PRINTED_NUMBERS}
    doubted = reasons_of(run_checks(checked))
    for rows in checked.values():
        for row in rows:
            if row["review"] == "doubtful" or row["row_id"] in doubted:
                continue
            for lower, middle, upper in LIMITS:
                limits = row.get(lower), row.get(upper)
                if middle and None not in (*limits, row.get(middle)) and not limits[0] <= row[middle] <= limits[1]:
                    yield f"{row['rule']}: {middle} {row[middle]} outside {limits} in a clear row"
            for part, whole in PARTS:
                if row.get(part) is not None and row.get(whole) is not None and row[part] > row[whole]:
                    yield f"{row['rule']}: {part} {row[part]} of {row[whole]} in a clear row"
