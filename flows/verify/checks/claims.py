"""Every figure of a row is the one that the report prints where its claim says."""

import json
from collections.abc import Iterator
from typing import Any

from extractors.accounting import counting_word
from extractors.document import fold
from extractors.numbers import doubtful_value_of, value_of, with_decimal_comma
from flows.verify.case import ReportCase, facts_of, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems
from schemas.tables import PRINTED_NUMBERS


def find(case: ReportCase) -> Problems:
    """Each claim whose digits stand elsewhere, that belongs to no row or column, or that says another value than its row."""
    rows = {row["row_id"]: (table, row) for table, row in facts_of(case.rows)}
    for claim in case.rows["claims"]:
        start, end, column = claim["start"], claim["end"], claim["column"]
        there = case.document.text[start:end]
        if there != claim["raw"]:
            said = f"says that {_json(claim['raw'])} is printed at characters {start}-{end} of the report, which are {_json(there)}"
            yield Problem(place(case, "claims", claim), said, CURATE_AGAIN)
        elif claim["row_id"] not in rows:
            yield Problem(place(case, "claims", claim), "no row of this report has that row_id", CURATE_AGAIN)
        elif column not in PRINTED_NUMBERS[rows[claim["row_id"]][0]] or rows[claim["row_id"]][1][column] is None:
            said = f"claims a number for {column}, which its row of {rows[claim['row_id']][0]} does not fill"
            yield Problem(place(case, "claims", claim), said, CURATE_AGAIN)
        else:
            table, row = rows[claim["row_id"]]
            if row["decision"] is None and not _says(claim["raw"], row[column]):
                said = f"{column} is {row[column]!r}, and the report prints {_json(there)} at characters {start}-{end}"
                yield Problem(place(case, table, row), said, CURATE_AGAIN)


def _says(raw: str, value: float) -> bool:
    """Whether the printed characters say the value; where they print no minus, one may stand before them."""
    readings = list(_readings(fold(raw)))
    if not readings:
        return value == 0 and not any(map(str.isdigit, raw))  # a word for none, as "absence"
    return any(one == value or (one > 0 and one == -value) for one in readings)


def _readings(printed: str) -> Iterator[float]:
    for read in (value_of, doubtful_value_of, with_decimal_comma, counting_word):
        found = read(printed)
        if found is not None:
            yield found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


CHECK = Check(90, "every figure of a row is what the report prints at its claim's characters", of_report=find)
