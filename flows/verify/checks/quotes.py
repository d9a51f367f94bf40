"""Every row's quote stands at its characters of the report."""

import json

from flows.verify.case import ReportCase, facts_of, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems


def find(case: ReportCase) -> Problems:
    """Each row whose quote is not text[start:end], or whose locator or section is that of another place."""
    for table, row in facts_of(case.rows):
        start, end = row["start"], row["end"]
        there = case.document.text[start:end]
        if there != row["quote"]:
            said = f"its quote is {_json(row['quote'])}, and characters {start}-{end} of the report are {_json(there)}"
            yield Problem(place(case, table, row), said, CURATE_AGAIN)
            continue
        piece = case.document.piece_at(start)
        true = {"locator": case.document.locator_at(start, end), "section": piece.section if piece else None}
        for column, value in true.items():
            if row[column] != value:
                said = f"{column} is {_json(row[column])}, and characters {start}-{end} stand at {_json(value)}"
                yield Problem(place(case, table, row), said, CURATE_AGAIN)


def _json(value: str | None) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:119]}…"


CHECK = Check(80, "every row's quote stands letter for letter at its characters of the report", of_report=find)
