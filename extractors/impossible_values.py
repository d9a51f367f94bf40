"""Numbers that no column of their kind can hold, such as a p-value over 1: they are left out of their row, which is doubtful.

A report prints what it prints: "5% CI" for "95% CI" must neither reach a table nor keep the rest of the report out of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.row import Row
from schemas.accepts import broken_rule
from schemas.tables import PRINTED_NUMBERS, TABLE_BY_NAME


def without_impossible_values(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without values that their columns cannot hold; such a number is claimed by none. A row without any number left is none."""
    for row in rows:
        table = TABLE_BY_NAME[row.table]
        out = {
            column
            for column in PRINTED_NUMBERS[row.table]
            if row.values.get(column) is not None and broken_rule(table.column(column), row.values[column]) is not None
        }
        if all(row.values.get(column) is None or column in out for column in PRINTED_NUMBERS[row.table]):
            continue
        if not out:
            yield row
        else:
            yield replace(
                row, values={name: value for name, value in row.values.items() if name not in out},
                claims=tuple(claim for claim in row.claims if claim.column not in out), reasons=(*row.reasons, "read_value_impossible"),
            )  # fmt: skip
