"""What a group's own value is of: its outcome, its group, its time; and tables that were pasted into text."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read

TRIAL = "Forty patients were randomised to sham (n = 20) or verum (n = 20). The sham group and the verum group were alike. "


def measured(text: str) -> list[dict[str, Any]]:
    """The measurements that a text tells once."""
    return [row for row in extract(read(text.encode(), "t")).tables["measurements"] if row["repeat_of"] is None]


def told(text: str, *columns: str) -> list[tuple[Any, ...]]:
    """The asked columns of each measurement."""
    return [tuple(row[column] for column in columns) for row in measured(text)]


def test_a_table_with_a_cell_a_line() -> None:
    text = "Table 1 Baseline characteristics\nSham (n = 20)\nVerum (n = 20)\nMen (n)\n11\n9\nDiabetes (n)\n2\n3\n"
    assert told(text, "group_label", "outcome_title", "time_frame", "param_type", "param_value") == [
        ("sham", "Men", "baseline", "count", 11.0), ("Verum", "Men", "baseline", "count", 9.0),
        ("sham", "Diabetes", "baseline", "count", 2.0), ("Verum", "Diabetes", "baseline", "count", 3.0),
    ]  # fmt: skip


def test_a_table_whose_cells_are_glued_is_read_where_they_part_in_one_way() -> None:
    text = "Table 2 Baseline data VariableSham (n = 20)Verum (n = 20) p valueScore (points)12.5 ± 3.113.4 ± 2.90.41Sex (M/F)11/99/110.53\n"
    assert told(text, "group_label", "param_value", "dispersion_value") == [
        ("Sham", 12.5, 3.1), ("Verum", 13.4, 2.9), ("Sham", 11.0, None), ("Sham", 9.0, None), ("Verum", 9.0, None), ("Verum", 11.0, None),
    ]  # fmt: skip


def test_bare_numbers_that_are_glued_are_refused() -> None:
    assert told("Sham (n = 200)Verum (n = 200)\nSmokers1123\n", "param_value") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Pain was 8.1 ± 2.2 at the start of the study and 5.0 ± 1.9 at 12 months in the sham group.", [(8.1, "baseline", "sham"), (5.0, "12 months", "sham")]),
        ("At 6 months, 3 of 5 verum patients had declined.", [(3.0, "6 months", "verum")]),
        ("Pain fell in both the sham and verum groups (17.3 ± 1.8 to 7.0 ± 1.0, p = 0.02, and 18.1 ± 2.0 to 8.4 ± 1.1, p = 0.01, respectively).",
         [(17.3, "baseline", "sham"), (7.0, None, "sham"), (18.1, "baseline", "verum"), (8.4, None, "verum")]),
    ],
)  # fmt: skip
def test_times_and_groups(sentence: str, expected: list[tuple[float, str | None, str]]) -> None:
    assert told(TRIAL + sentence, "param_value", "time_frame", "group_label") == expected


def test_nobody_is_a_count_of_nought() -> None:
    assert told(TRIAL + "No patient in the sham group achieved remission.", "param_value", "param_type") == [(0.0, "count")]


def test_a_value_without_a_group_is_doubtful() -> None:
    rows = measured(TRIAL + "After 6 months, the mean score was 14.2 ± 3.3.")
    assert [row["review"] for row in rows] == ["doubtful"]


def test_bounds_joined_by_and_are_doubtful_where_their_sentence_does_not_name_them() -> None:
    text = TRIAL + "The median energy was 180 J (75 and 310 J) with sham."
    assert told(text, "param_type", "param_value", "unit", "dispersion_lower_limit", "dispersion_upper_limit", "review") == [
        ("median", 180.0, "J", 75.0, 310.0, "doubtful")
    ]
    text = TRIAL + "The median number of visits (25- and 75-percentile) was 3 (2 and 5) in the sham group."
    assert told(text, "dispersion_type", "dispersion_lower_limit", "dispersion_upper_limit") == [("iqr", 2.0, 5.0)]


def test_a_value_outside_its_bounds_stays_a_row_and_is_doubted() -> None:
    text = TRIAL + "The relapse rate was 3.16 (0.13-0.21) with verum and 0.17 (0.14-0.21) with sham."
    assert told(text, "param_value", "review") == [(3.16, "doubtful"), (0.17, "doubtful")]


def test_two_figures_joined_by_and_are_no_bounds_where_nothing_says_so() -> None:
    assert all(row["dispersion_lower_limit"] is None for row in measured(TRIAL + "The score was 3 (1 and 4) in the sham group."))


def test_an_arm_after_and_is_that_of_the_next_value() -> None:
    text = TRIAL + "The mean (±SD) impedance was for sham shocks 71±13 Ω and for verum shocks 68±12 Ω."
    assert told(text, "group_label", "param_value") == [("sham", 71.0), ("verum", 68.0)]


def test_levels_before_and_after_are_levels_with_their_unit() -> None:
    text = (
        TRIAL
        + "Mean (SD) protein/creatinine ratio fell from 3.4 (1.5) to 1.3 (0.8) g/g with verum and from 3.1 (1.2) to 1.9 (1.0) g/g with sham."
    )
    rows = told(text, "outcome_title", "param_value", "unit", "is_change", "group_label")
    assert rows == [
        ("protein/creatinine ratio", value, "g/g", None, group)
        for value, group in ((3.4, "verum"), (1.3, "verum"), (3.1, "sham"), (1.9, "sham"))
    ]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Overall survival was 52% in the verum group.", "Overall survival"),
        ("Overall, sleep was good in 52% of the verum group.", "sleep"),
    ],
)
def test_overall_is_kept_where_it_is_a_part_of_the_name(sentence: str, title: str) -> None:
    assert [row["outcome_title"] for row in measured(TRIAL + sentence)][:1] == [title]
