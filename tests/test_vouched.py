"""A published row that a person vouches for does not change unseen."""

import polars as pl
import pytest

from flows.refusal import Refused
from schemas.files import read_table, write_table
from schemas.tables import TABLE_BY_NAME
from tests.test_decisions import ruling

KNOWN = "known_values:\n  - {table: analyses, param_value: -0.31}\n"
TEXT = "At 6 months the latency did not differ between MSC and placebo (β=-0.31; 95% CI -1.84 to 1.22; P=0.668). A scale of 7 was used.\n"


@pytest.fixture
def published(bench):
    """One report, published; and a function that makes its row stand otherwise there, as an older rule had read it."""
    bench.write("latency.txt", TEXT)

    def published_with(**columns):
        bench.curate()
        path = bench.curated / "analyses.parquet"
        frame = read_table(path).with_columns(
            pl.lit(value, dtype=pl.Float64 if isinstance(value, float) else pl.String).alias(name)
            for name, value in columns.items()
        )
        write_table(TABLE_BY_NAME["analyses"], frame, path)
        return bench

    return published_with


def test_a_row_that_nobody_vouches_for_may_change(published):
    published(outcome_title="delay").curate()


@pytest.mark.parametrize("column", ["outcome_title", "comparator_label", "time_frame"])
def test_a_known_row_may_not_change_in_another_column(published, bench, column):
    bench.write("latency.yml", KNOWN)
    with pytest.raises(Refused, match=rf"latency\.yml:2 vouches for would change: .*{column} \"delay\" → .*vouch for it anew"):
        published(**{column: "delay"}).curate()
    assert bench.table("analyses")[column].to_list() == ["delay"]


def test_a_known_value_that_names_the_column_vouches_for_the_new_value(published, bench):
    bench.write("latency.yml", KNOWN.replace("-0.31}", "-0.31, comparator_label: placebo}"))
    published(comparator_label="saline").curate()
    assert bench.table("analyses")["comparator_label"].to_list() == ["placebo"]


def test_what_was_empty_may_be_filled(published, bench):
    bench.write("latency.yml", KNOWN)
    published(comparator_label=None).curate()
    assert bench.table("analyses")["comparator_label"].to_list() == ["placebo"]


def test_what_is_derived_may_change(published, bench):
    bench.write("latency.yml", KNOWN)
    published(time_frame_days=1.0).curate()


def test_an_accepted_row_may_not_change_until_it_is_decided_again(published, bench):
    accepted = ruling("accepted", text=TEXT)
    bench.decide("latency", accepted)
    published(outcome_title="delay")
    with pytest.raises(Refused, match=r"the row that ab accepted would change: "):
        bench.curate()
    bench.decide("latency", accepted, accepted | {"when": "2026-11-23T10:00:00Z"})
    bench.curate()
    assert bench.table("analyses")["outcome_title"].to_list() != ["delay"]


def test_a_new_decision_may_change_a_known_row(published, bench):
    bench.write("latency.yml", KNOWN)
    published()
    bench.decide("latency", ruling("corrected", text=TEXT, column="comparator_label", becomes="saline"))
    bench.curate()
    assert bench.table("analyses")["comparator_label"].to_list() == ["saline"]
