"""Each column's good and bad values, and what only several tables can show, through the validation."""

import math
import subprocess
import sys

import polars as pl
import pytest

from schemas.accepts import broken_rows, broken_rule
from schemas.column import Column, Dtype, Table
from schemas.frames import frame_of
from schemas.tables import ANALYSES, NUMBERS, TABLE_BY_NAME, TABLES
from schemas.validation import InvalidTable, validate, validate_together

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
ROW_ID = "0123456789abcdef"
NUMBER = {"report_id": "a", "start": 0, "end": 1, "raw": "1", "value": 1.0, "status": "claimed", "reason": "analyses"}


def alone(column: Column) -> Table:
    """A table of this one column."""
    return Table("one", "a value", (column,), (), (column.name,))


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value.name)
def test_good_values_pass_and_bad_ones_fail(table, column):
    for value in column.good:
        validate(alone(column), frame_of(alone(column), [{column.name: value}]))
        assert broken_rule(column, value) is None
    for value in column.bad:
        with pytest.raises(InvalidTable, match=f"column {column.name}"):
            validate(alone(column), frame_of(alone(column), [{column.name: value}]))
        assert broken_rule(column, value) is not None


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value.name)
def test_every_column_says_what_is_good_and_what_its_rule_forbids(table, column):
    assert column.good, "give a value that must pass"
    assert column.bad or not (column.required or column.constraint), "give a value that must fail"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([NUMBER], None),
        ([NUMBER, NUMBER], "two rows of numbers have the same report_id, start: a, 0"),
        ([NUMBER | {"x": 1}], "table numbers has no column x"),
        ([NUMBER | {"raw": None}], "numbers.raw=nothing must be given: it cannot be empty"),
        ([NUMBER | {"end": 10**30}], f"numbers.end={10**30} must be at most {2**63 - 1}"),
    ],
)
def test_what_keeps_rows_out_of_their_table(rows, says):
    assert broken_rows(NUMBERS, rows) == says


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (frame_of(NUMBERS, [NUMBER, NUMBER]), "table numbers, key report_id, start: must be unique; report_id='a' start=0"),
        (frame_of(NUMBERS, [NUMBER]).drop("raw"), "its declared columns in their order; missing raw"),
        (frame_of(NUMBERS, [NUMBER]).with_columns(x=1), "its declared columns in their order; not declared x"),
        (frame_of(NUMBERS, [NUMBER]).select(reversed(NUMBERS.column_names)), "its declared columns in their order; .*out-of-order"),
        (
            frame_of(NUMBERS, [NUMBER]).with_columns(pl.col("start").cast(pl.Int32)),
            "column start: must be of type integer, not Int32",
        ),
        (frame_of(NUMBERS, [NUMBER | {"value": math.nan}]), "column value: must be a finite number; value=nan report_id='a'"),
        (frame_of(NUMBERS, [NUMBER | {"value": math.inf}]), "column value: must be a finite number"),
        (frame_of(NUMBERS, [NUMBER | {"status": None}]), "column status: cannot be empty; status=None report_id='a'"),
    ],
)
def test_the_message_names_table_column_rule_and_rows(frame, says):
    with pytest.raises(InvalidTable, match=says) as caught:
        validate(NUMBERS, frame)
    assert "\n" not in str(caught.value)


def test_many_offending_rows_are_counted():
    frame = frame_of(NUMBERS, [NUMBER | {"start": start, "end": start + 1, "status": "ignored"} for start in range(5)])
    with pytest.raises(InvalidTable, match=r"(status='ignored' report_id='a'; ){2}status='ignored' report_id='a' … and 2 more"):
        validate(NUMBERS, frame)


def test_a_lazy_frame_is_refused():
    # pandera looks at names and types only there: p = 1.1 would pass.
    with pytest.raises(TypeError):
        validate(NUMBERS, frame_of(NUMBERS, [NUMBER]).lazy())


def test_a_value_of_another_type_is_refused_in_words():
    column = Column("n", Dtype.INTEGER, "A count.")
    assert broken_rule(column, True) == broken_rule(column, 1.0) == broken_rule(column, "1") == "a whole number"
    assert broken_rule(Column("x", Dtype.NUMBER, "A number."), math.nan) == "a finite number"


def report(report_id):
    return {"report_id": report_id, "status": "read", "file_name": f"{report_id}.txt", "sha256": "0" * 64, "bytes": 1, "n_known_values": 0,
            "version": "0.1.0"}  # fmt: skip


def together(**rows):
    """Frames of one report with one p-value, with other rows where they are given."""
    analysis = {"row_id": ROW_ID, "report_id": "a", "start": 0, "end": 6, "quote": "p=0.03", "locator": "line 1", "rule": "p_value",
                "review": "clear", "p_value": 0.03, "p_value_modifier": "="}  # fmt: skip
    claim = {"row_id": ROW_ID, "column": "p_value", "report_id": "a", "start": 2, "end": 6, "raw": "0.03"}
    given = {"reports": [report("a")], "analyses": [analysis], "claims": [claim]} | {
        name: [base | change for base, change in zip([analysis] if name == "analyses" else [claim], changes, strict=True)]
        if name in ("analyses", "claims") else changes
        for name, changes in rows.items()
    }  # fmt: skip
    return {table.name: frame_of(table, given.get(table.name, [])) for table in TABLES}


def test_tables_that_agree_pass():
    validate_together(together())


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"reports": [report("b")]}, "table analyses, column report_id: must stand in reports; report_id='a' quote='p=0.03'"),
        ({"analyses": [{"study_id": "s"}]}, "table analyses, column study_id: must stand in studies; study_id='s'"),
        ({"claims": [{"row_id": "f" * 16}]}, "table claims, column row_id: must stand in a fact table; row_id='ffffffffffffffff'"),
        ({"claims": [{"column": "param_value"}]}, "table analyses, column p_value: must have its entry in claims"),
        ({"analyses": [{"end": 7}]}, "table analyses, column quote: must be as long as end - start"),
        ({"claims": [{"raw": "0.0300"}]}, "table claims, column raw: must be as long as end - start"),
        ({"study_reports": [{"study_id": "s", "report_id": "a"}]}, "table study_reports, column study_id: must stand in studies"),
    ],
)
def test_tables_that_disagree_are_named(rows, says):
    with pytest.raises(InvalidTable, match=says):
        validate_together(together(**rows))


def test_a_value_that_a_curator_gave_needs_no_claim():
    frames = together(claims=[{"column": "param_value"}], analyses=[{"decision": "corrected", "param_value": 1.0}])
    decision = {"row_id": ROW_ID, "report_id": "a", "start": 0, "end": 6, "decision": "corrected", "column": "p_value", "was": "0.3",
                "becomes": "0.03", "who": "ab", "when": "2026-11-22T10:00:00Z"}  # fmt: skip
    frames["decisions"] = frame_of(TABLE_BY_NAME["decisions"], [decision])
    validate_together(frames)
    validate_together(together(claims=[{"column": "ci_percent"}], analyses=[{"decision": "added"}]))


def test_quotes_are_measured_in_characters():
    quote = "β = −1\u2009·\u20093 😀"
    frames = together(analyses=[{"quote": quote, "end": len(quote)}])
    validate_together(frames)
    validate(ANALYSES, frames["analyses"])


def test_pandera_comes_without_pandas():
    code = (
        "import sys; from schemas.tables import TABLES; from schemas.frames import frame_of; from schemas.validation import validate;"
        "[validate(table, frame_of(table, [])) for table in TABLES];"
        "print(*sorted({'pandas', 'hypothesis'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [], "")
