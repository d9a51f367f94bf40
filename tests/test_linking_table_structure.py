"""What the structure of a table says: parts with heads of their own, statistics under one another, groups in rows, marked footnotes."""

import pytest

from extractors.pipeline import extract
from extractors.readers import read
from test_linking_tables import PROSE, picked, tables

VALUE = ("group_label", "outcome_title", "param_type", "param_value", "dispersion_type", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit")  # fmt: skip
GROUPS = ("outcome_title", "group_label", "comparator_label", "p_value")


def test_a_marked_footnote_holds_for_what_bears_its_mark_and_for_nothing_else() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (("Stay, days<sup>a</sup>", "9 (3–12)"), ("Age, years", "50 (8)"), ("Trust (1–5)<sup>b</sup>", "87.5"))
    )
    article = f"""<article><body><table-wrap><label>Table 1</label><caption><p>Values are mean (SD).</p></caption>
        <table><thead><tr><th>Variable</th><th>MSC (n = 27), %</th></tr></thead><tbody>{rows}</tbody></table>
        <table-wrap-foot><fn><p><sup>a</sup>Median (interquartile range). <sup>b</sup>Percentages are medians over the schools.</p></fn></table-wrap-foot>
        </table-wrap></body></article>"""
    got = extract(read(article.encode(), "r")).tables
    assert picked(got["measurements"], *VALUE[2:], "group_n", "review") == [
        ("median", 9.0, "iqr", None, 3.0, 12.0, 27, "clear"),
        ("mean", 50.0, "sd", 8.0, None, None, 27, "clear"),
        ("median", 87.5, None, None, None, None, None, "clear"),
    ]


def test_a_count_is_printed_without_a_point() -> None:
    got = tables(
        "Scale | MSC (n = 300) | Placebo (n = 403)\n--\nSupport | 13.8 (3.4) | 14.0 (3.6)",
        caption="Data are number (percent) or mean (SD).",
    )
    assert picked(got["measurements"], "param_type", "param_value", "dispersion_value") == [
        ("mean", 13.8, 3.4),
        ("mean", 14.0, 3.6),
    ]


@pytest.mark.parametrize(
    ("cells", "kind", "review"),
    [
        ("9 (33) | 12 (40)", "percent", "clear"),  # 9 of 27 and 12 of 30
        ("9 (33) | 12 (47)", "percent", "doubtful"),  # one agrees, one does not
        ("7 (3) | 8 (4)", "mean", "clear"),  # no share of either
    ],
)
def test_all_groups_of_a_row_prove_what_a_bracket_is(cells: str, kind: str, review: str) -> None:
    got = tables(f"Variable | MSC (n = 27) | Placebo (n = 30)\n--\nPain | {cells}", caption="Values are mean (SD) or number (%).")
    assert picked(got["measurements"], "param_type", "review") == [(kind, review)] * 2


def test_statistics_under_one_another_are_one_value_with_its_spread() -> None:
    rows = "Age, years | | \nMean | 50.6 | 48.1\nStandard deviation | 13.1 | 12.1\nMinimum value | 27 | 30\nMedian | 49 | 50.5\nMaximum value | 69 | 68"
    got = tables(f"Variable | MSC group | Placebo group\n--\n{rows}")
    assert picked(got["measurements"], *VALUE)[::2] == [
        ("MSC group", "Age", "mean", 50.6, "sd", 13.1, None, None),
        ("MSC group", "Age", "median", 49.0, "range", None, 27.0, 69.0),
    ]  # fmt: skip
    assert all(row["review"] == "clear" for row in got["measurements"])


def test_two_counts_that_the_label_names_in_turn() -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nSex (male/female) | 9/11 | 12/8")
    assert picked(got["measurements"], "group_label", "outcome_title", "param_type", "param_value", "denominator") == [
        ("MSC group", "Sex: male", "count", 9.0, None), ("MSC group", "Sex: female", "count", 11.0, None),
        ("Placebo group", "Sex: male", "count", 12.0, None), ("Placebo group", "Sex: female", "count", 8.0, None),
    ]  # fmt: skip
    got = tables("Variable | MSC group | Placebo group\n--\nF/M, n (%) | 9 (45)/11 (55) | 12 (60)/8 (40)")
    assert picked(got["measurements"], "outcome_title", "param_value", "numerator")[:2] == [("F", 45.0, 9), ("M", 55.0, 11)]


def test_new_heads_in_the_middle_of_a_table_name_other_groups() -> None:
    got = tables(
        "Flow, mean (SD) | Patients (n = 26) | Controls (n = 10) | P value\n--\nRest | 25.7 (3.8) | 22.8 (2.9) | 0.02\n"
        "Flow after treatment, mean (SD) | MSC (n = 14) | Placebo (n = 11) | P value\nRest | −2.3 (3.7) | 1.1 (4.2) | 0.05"
    )
    assert picked(got["measurements"], "group_label", "group_n", "param_value") == [
        ("Patients", 26, 25.7), ("Controls", 10, 22.8), ("MSC", 14, -2.3), ("Placebo", 11, 1.1),
    ]  # fmt: skip
    assert picked(got["analyses"], "group_label", "comparator_label", "p_value") == [
        ("Patients", "Controls", 0.02),
        ("MSC", "Placebo", 0.05),
    ]
    assert picked(got["sample_sizes"], "group_label", "n") == [("Patients", 26), ("Controls", 10), ("MSC", 14), ("Placebo", 11)]


def test_a_head_over_groups_that_names_some_of_the_participants() -> None:
    got = tables(
        "Variable | All^2 | Completers^2\n | MSC (n = 25) | Placebo (n = 25) | MSC (n = 18) | Placebo (n = 14)\n--\nWomen | 22 (88%) | 20 (80%) | 14 (78%) | 11 (79%)"
    )
    assert picked(got["measurements"], "group_label", "population", "group_n", "param_value") == [
        ("MSC", "All", 25, 88.0), ("Placebo", "All", 25, 80.0), ("MSC", "Completers", 18, 78.0), ("Placebo", "Completers", 14, 79.0),
    ]  # fmt: skip


def test_dose_groups_that_part_the_participants_of_every_treatment() -> None:
    got = tables(
        "Event, n (%) | Dose group 1^2 | Dose group 2^2\n | MSC (n = 32) | Placebo (n = 32) | MSC (n = 6) | Placebo (n = 5)\n--\nFever | 8 (25) | 4 (12) | 3 (50) | 1 (20)",
        caption="Adverse events",
    )
    assert picked(got["adverse_events"], "group_label", "population", "subjects_affected") == [
        ("MSC", "Dose group 1", 8), ("Placebo", "Dose group 1", 4), ("MSC", "Dose group 2", 3), ("Placebo", "Dose group 2", 1),
    ]  # fmt: skip


def test_groups_in_rows_under_each_outcome_and_a_p_value_for_both() -> None:
    prose = "<p>Patients were randomised to the enteral feeding group (n = 20) or to the parenteral feeding group (n = 20).</p>"
    rows = "Albumin^5\nEnteral F | 4.2 ± 0.6 | 0.7 | 3.1 ± 0.7 | 0.08\nParenteral F | 4.3 ± 0.5 | | 3.3 ± 0.5 |\nC3^5\nEnteral F | 122 ± 40 | 0.8 | 88 ± 33 | 0.09\nParenteral F | 127 ± 54 | | 82 ± 35 |"
    got = tables(f"Protein | Day 0 | P-value | Day 3 | P-value\n--\n{rows}", prose=prose)
    assert picked(got["measurements"], "group_label", "outcome_title", "time_frame", "param_value")[:4] == [
        ("Enteral F", "Albumin", "Day 0", 4.2), ("Enteral F", "Albumin", "Day 3", 3.1), ("Parenteral F", "Albumin", "Day 0", 4.3), ("Parenteral F", "Albumin", "Day 3", 3.3),
    ]  # fmt: skip
    assert picked(got["analyses"], *GROUPS, "time_frame")[:2] == [
        ("Albumin", "Enteral F", "Parenteral F", 0.7, "Day 0"), ("Albumin", "Enteral F", "Parenteral F", 0.08, "Day 3"),
    ]  # fmt: skip


def test_a_p_value_against_placebo_is_of_the_column_before_it() -> None:
    got = tables(
        "Outcome | Placebo (n = 9) | Low dose MSC (n = 9) | P vs placebo | High dose MSC (n = 9) | P vs placebo\n--\nPain, mean (SD) | 6 (1) | 5 (1) | 0.3 | 4 (1) | 0.02"
    )
    assert picked(got["analyses"], *GROUPS) == [
        ("Pain", "Low dose MSC", "Placebo", 0.3),
        ("Pain", "High dose MSC", "Placebo", 0.02),
    ]


def test_a_row_labelled_with_a_comparison() -> None:
    got = tables(
        "Comparison | Hazard ratio | 95% CI | P\n--\nMSC vs. saline | 1.32 | 1.22–1.44 | 0.001",
        caption="Table 2. Time to pain relief.",
    )
    [row] = got["analyses"]
    assert (row["group_label"], row["comparator_label"], row["outcome_title"]) == ("MSC", "saline", "Time to pain relief")
    assert "link_outcome_guessed" in row["review_reasons"]


def test_a_p_value_of_all_categories_is_of_what_they_sort() -> None:
    got = tables(
        "Variable | MSC group | Placebo group | P\n--\nStage, n (%)^4\nI | 2 (10%) | 3 (15%) | 0.6\nII | 18 (90%) | 17 (85%) |"
    )
    assert picked(got["analyses"], "outcome_title", "p_value") == [("Stage", 0.6)]


def test_lengths_of_time_that_sort_people_are_no_times() -> None:
    got = tables(
        "Variable, n (%) | MSC group | Placebo group\n--\nDuration^3\n<6 months | 2 (10%) | 3 (15%)\n6 to <12 months | 18 (90%) | 17 (85%)"
    )
    assert picked(got["measurements"], "outcome_title", "time_frame")[::2] == [
        ("Duration: <6 months", None),
        ("Duration: 6 to <12 months", None),
    ]


def test_answers_that_read_as_statistics() -> None:
    got = tables(
        "Response, n (%) | MSC (n = 50) | Placebo (n = 50)\n--\nPR | 12 (24) | 4 (8)\nSD | 18 (36) | 16 (32)\nNo | 20 (40) | 30 (60)"
    )
    assert picked(got["measurements"], "outcome_title", "param_type", "param_value")[2:5] == [
        ("SD", "percent", 36.0),
        ("SD", "percent", 32.0),
        ("Response: No", "percent", 40.0),
    ]


def test_rows_and_columns_of_sizes_are_sizes() -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nNumber of patients | 27 | 30\nAge, mean (SD) | 50 (8) | 51 (9)")
    assert picked(got["sample_sizes"], "group_label", "n") == [("MSC group", 27), ("Placebo group", 30)]
    got = tables("Group | n | Pain, mean (SD)\n--\nMSC | 27 | 3.1 (1.2)\nPlacebo | 30 | 4.0 (1.1)")
    assert picked(got["sample_sizes"], "group_label", "n") == [("MSC", 27), ("Placebo", 30)]
    assert not [row for row in got["measurements"] if row["param_value"] in (27.0, 30.0)]


def test_a_head_is_no_prose() -> None:
    got = tables(
        "Outcome | Difference in means between MSC at a dose of 0.77% of the whole bag versus placebo at every visit\n--\nRedness | −1.01",
    )
    assert not [row for row in got["measurements"] if row["param_value"] == 0.77]


def test_a_share_with_its_interval_in_a_second_bracket() -> None:
    got = tables(
        "Outcome | MSC (n = 47) | Placebo (n = 50)\n--\nResponse [95% CI], n (%) | 13 (27.7) [15.6–42.6] | 5 (10.0) [3.3–21.8]",
        prose=PROSE,
    )
    assert picked(got["measurements"], "param_type", "param_value", "numerator", "dispersion_lower_limit", "dispersion_ci_percent")[
        0
    ] == ("percent", 27.7, 13, 15.6, 95.0)


def test_an_n_before_times_is_a_size_and_a_count_has_no_spread() -> None:
    got = tables("Scale, mean ± SD | MSC (n = 14)^3\n | n | Baseline | Endpoint\n--\nPain | 8 | 5.4 ± 1.7 | 3.0 ± 1.5")
    assert picked(got["measurements"], "group_n", "time_frame", "param_value")[0] == (8, "baseline", 5.4)
    assert not [row for row in got["measurements"] if row["param_value"] == 8.0]
    got = tables("Measure | N | Minimum | Maximum | Mean | SD\n--\nPaO2 (mmHg) | 15 | 43 | 86 | 65.6 | 37,403")
    [row] = got["measurements"]
    assert (row["param_type"], row["param_value"]) == ("mean", 65.6)
    assert "read_number_format" in row["review_reasons"]


def test_the_size_that_a_row_gives_under_its_label_is_that_of_the_rows_below() -> None:
    got = tables(
        "Preference, n (%) | MSC (N = 418) | Placebo (N = 451)\n--\nEase of use^3\nn | 404 | 434\nInhaler A | 268 (66) | 256 (59)"
    )
    assert picked(got["measurements"], "group_n", "numerator", "param_value") == [(404, 268, 66.0), (434, 256, 59.0)]


@pytest.mark.parametrize(
    ("cell", "kind", "value", "p_value"),
    [("r = 0.35", "correlation", 0.35, None), ("t = −2.85, p = 0.016", "test_statistic", -2.85, 0.016)],
)
def test_a_cell_that_names_its_statistic(cell: str, kind: str, value: float, p_value: float | None) -> None:
    got = tables(f"Outcome | MSC group | Placebo group | Test\n--\nPain, mean (SD) | 3 (1) | 4 (1) | {cell}")
    assert picked(got["analyses"], "param_type", "param_value", "p_value") == [(kind, value, p_value)]


def test_a_limit_that_was_not_reached_and_a_share_under_a_bound() -> None:
    got = tables(
        "Outcome | MSC (n = 300) | Placebo (n = 300)\n--\nMedian survival [95% CI], months | 14.8 [5.5–NE] | 9.1 [3.3–12.0]\nFever, n (%) | 2 (<1) | 6 (2)"
    )
    assert picked(got["measurements"], "param_value", "dispersion_lower_limit", "dispersion_upper_limit", "numerator") == [
        (14.8, 5.5, None, None), (9.1, 3.3, 12.0, None), (2.0, None, None, 2), (2.0, None, None, 6),
    ]  # fmt: skip


def test_columns_that_plan_or_cite_are_set_aside() -> None:
    got = tables("Scale | Item no. | MSC group | Placebo group\n--\nPain, mean (SD) | 7 | 3 (1) | 4 (1)")
    assert {row["reason"] for row in got["numbers"] if row["raw"] == "7"} == {"column_of_no_results"}
    assert len(got["measurements"]) == 2


def test_heads_under_one_that_calls_them_groups() -> None:
    got = tables("Variable | Treatment group^2 | P\n | Walking | Stretching |\n--\nStage, mean (SD) | 1.6 (0.6) | 1.8 (0.5) | 0.4")
    assert picked(got["measurements"], "group_label", "outcome_title") == [("Walking", "Stage"), ("Stretching", "Stage")]
