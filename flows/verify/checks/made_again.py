"""The tables are, row by row and value by value, what this code makes of raw/ now."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from flows.refusal import Refused
from flows.verify.case import Case, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems
from schemas.column import Table
from schemas.tables import TABLES

Row = Mapping[str, Any]


def find(case: Case) -> Problems:
    """Each row that is missing, that raw/ does not give, or that has another value."""
    if isinstance(case.made, Refused):
        for reason in case.made.reasons:
            yield Problem(f"{case.raw}", f"the tables cannot be made again: {reason}", "put that right first")
        return
    for table in TABLES:
        if table.name in case.frames:
            yield from _differences(case, table, case.frames[table.name], case.made[table.name])


def _differences(case: Case, table: Table, standing: pl.DataFrame, made: pl.DataFrame) -> Iterator[Problem]:
    if standing.equals(made):
        return
    every = list(table.column_names)
    wrong, right = (
        {
            tuple(row[name] for name in table.key): row
            for row in one.join(other, on=every, how="anti", nulls_equal=True).iter_rows(named=True)
        }
        for one, other in ((standing, made), (made, standing))
    )
    for key, row in wrong.items():
        if key not in right:
            yield Problem(place(case, table.name, row), f"stands here, and {case.raw} does not give it", CURATE_AGAIN)
            continue
        for column in every:
            if row[column] != right[key][column]:
                said = f"{column} is {_json(row[column])}, and made again from {case.raw} it is {_json(right[key][column])}"
                yield Problem(place(case, table.name, row), said, CURATE_AGAIN)
    for key, row in right.items():
        if key not in wrong:
            yield Problem(place(case, table.name, row), f"is missing, and {case.raw} gives it", CURATE_AGAIN)
    if not wrong and not right:
        yield Problem(
            f"{case.curated / table.name}.parquet",
            f"has {standing.height} rows, and made again {made.height}, or in another order",
            CURATE_AGAIN,
        )


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:119]}…"


CHECK = Check(140, "made again from raw/, every row of every table is the same", of_folder=find)
