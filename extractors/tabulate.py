"""Rows of one document as dicts with every column of their table."""

from collections.abc import Iterable
from typing import Any

from extractors.derived import name_outcome
from extractors.document import Document
from extractors.row import Row
from schemas.reasons import REVIEW_REASONS
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import Review


class BadRow(ValueError):
    """A row that its table cannot take; the message says which rule made it and what is wrong."""


def tabulate(document: Document, rows: Iterable[tuple[str, Row]], repeats: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Table name to rows, for the four fact tables and `claims`.

    rows come with their row_id; repeats maps a row_id to the row_id of the first telling. `study_id` is
    null here: reports are joined to studies later. Raises BadRow for a column or reason nobody declared, and for a printed
    number without its claim.
    """
    tables: dict[str, list[dict[str, Any]]] = {table.name: [] for table in FACT_TABLES}
    tables["claims"] = []
    for row_id, row in rows:
        table = TABLE_BY_NAME[row.table]
        unknown = set(row.values) - set(table.column_names) | set(row.reasons) - set(REVIEW_REASONS)
        if unknown:
            raise BadRow(f"rule {row.rule} fills or names what is not declared: {', '.join(sorted(unknown))}")
        claimed = {claim.column for claim in row.claims}
        unclaimed = [
            column for column in PRINTED_NUMBERS[row.table] if row.values.get(column) is not None and column not in claimed
        ]
        if unclaimed:
            raise BadRow(f"rule {row.rule} fills {', '.join(unclaimed)} without claiming the number")
        piece = document.piece_at(row.start)
        record: dict[str, Any] = dict.fromkeys(table.column_names)
        record.update(row.values)
        record.update(
            row_id=row_id, report_id=document.report_id, start=row.start, end=row.end, quote=document.text[row.start : row.end],
            locator=document.locator_at(row.start, row.end), section=piece.section if piece else None, rule=row.rule,
            repeat_of=repeats.get(row_id), review=Review.DOUBTFUL if row.reasons else Review.CLEAR,
            review_reasons="|".join(sorted(set(row.reasons))) or None,
        )  # fmt: skip
        name_outcome(record)
        tables[row.table].append(record)
        tables["claims"].extend(
            {"row_id": row_id, "column": claim.column, "report_id": document.report_id, "start": claim.start, "end": claim.end,
             "raw": document.text[claim.start : claim.end]}
            for claim in row.claims
        )  # fmt: skip
    return tables
