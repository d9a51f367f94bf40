"""Rows become frames of the declared types and order."""

import polars as pl
import pytest

from schemas.frames import concat, dtypes_of, frame_of
from schemas.tables import NUMBERS, TABLES

ROW = {"report_id": "a", "start": 0, "end": 1, "raw": "1", "value": 1, "status": "claimed", "reason": "analyses"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_empty_table_has_its_columns(table):
    frame = frame_of(table, [])
    assert dict(frame.schema) == dtypes_of(table)
    assert frame.height == 0


def test_rows_are_sorted_and_whole_numbers_fill_number_columns():
    frame = frame_of(NUMBERS, [ROW | {"start": 7, "end": 8}, ROW, ROW | {"report_id": "A"}])
    assert frame.select("report_id", "start").rows() == [("A", 0), ("a", 0), ("a", 7)]
    assert frame.schema["value"] == pl.Float64


def test_a_column_that_a_row_lacks_is_null():
    assert frame_of(NUMBERS, [{"report_id": "a", "start": 0}]).row(0, named=True)["raw"] is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (ROW | {"valeu": 1}, "table numbers has no column valeu"),
        (ROW | {"start": "0"}, "table numbers, column start: a value is not integer"),
        (ROW | {"start": 0.5}, "table numbers, column start: a value is not integer"),
        (ROW | {"raw": 1}, "table numbers, column raw: a value is not string"),
        (ROW | {"start": 2**80}, "table numbers, column start: a value is not integer"),
    ],
)
def test_what_does_not_fit_is_named(row, says):
    with pytest.raises(ValueError, match=says):
        frame_of(NUMBERS, [row])


def test_the_order_of_shards_changes_nothing():
    one, other = frame_of(NUMBERS, [ROW]), frame_of(NUMBERS, [ROW | {"report_id": "b"}])
    assert concat(NUMBERS, [one, other]).equals(concat(NUMBERS, [other, one]))
    assert concat(NUMBERS, [one, other]).n_chunks() == 1
    assert concat(NUMBERS, []).equals(frame_of(NUMBERS, []))
