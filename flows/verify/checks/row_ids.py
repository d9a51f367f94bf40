"""Every row_id is the hash of what its row says, and every repeat names a row of its own report."""

from extractors.document import Span
from flows.places import row_id_at
from flows.settling import ADDED_FROM
from flows.verify.case import ReportCase, facts_of, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems
from schemas.vocabulary import Ruling


def find(case: ReportCase) -> Problems:
    """Each row whose row_id belongs to another statement, and each repeat_of that leads out of the report's table."""
    at_place: dict[tuple[str, int, int], int] = {}
    for table, row in facts_of(case.rows):
        key = (table, row["start"], row["end"])
        at_place[key] = at_place.get(key, 0) + 1
    rejected = sum(ruling["decision"] == Ruling.REJECTED for ruling in case.rows["decisions"])
    rows = {(table, row["row_id"]) for table, row in facts_of(case.rows)}
    for table, row in facts_of(case.rows):
        # Rows that a curator rejected have taken their ordinals with them.
        most = at_place[table, row["start"], row["end"]] + rejected
        first = ADDED_FROM if row["decision"] == Ruling.ADDED else 0
        place_of_row = Span(row["start"], row["end"])
        if not any(row["row_id"] == row_id_at(case.document, table, place_of_row, first + ordinal) for ordinal in range(most)):
            yield Problem(place(case, table, row), "its row_id is not that of its quote", CURATE_AGAIN)
        if row["repeat_of"] is not None and (table, row["repeat_of"]) not in rows:
            said = f"repeat_of is {row['repeat_of']}, and the report has no such row of {table}"
            yield Problem(place(case, table, row), said, CURATE_AGAIN)


CHECK = Check(110, "every row_id is the hash of its row's report, table, quote and place", of_report=find)
