"""What heads and labels do not tell for sure leaves a table's rows in doubt: who was measured, what a label holds for, what a bracket is."""

import pytest

from test_linking_tables import picked, tables

NAMED = ("group_label", "outcome_title", "time_frame", "population", "review")


def test_a_column_that_adds_to_a_rows_outcome_may_be_something_else() -> None:
    got = tables(
        "Outcome | Upper site^2 | Lower site^2\n | MSC | Placebo | MSC | Placebo\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 3 (1) | 4 (1)"
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}
    got = tables(
        "Event | MSC (n = 40)^2 | Placebo (n = 41)^2\n | Any grade | Grade 3/4 | Any grade | Grade 3/4\n--\nFever, n (%) | 8 (20) | 2 (5) | 4 (10) | 1 (2)",
        caption="Adverse events",
    )
    assert picked(got["adverse_events"], "adverse_event_term", "review")[:2] == [
        ("Fever: Any grade", "clear"),
        ("Fever: Grade 3/4", "clear"),
    ]


def test_sexes_part_the_arms_and_are_none() -> None:
    got = tables("Variable | Boys^2 | Girls^2\n | Exp | Con | Exp | Con\n--\nHeight (cm), mean (SD) | 133 (9) | 130 (9) | 131 (8) | 129 (9)",
                 prose="<p>Boys and girls of the experimental group and of the control group were compared. The boys group did well.</p>")  # fmt: skip
    assert picked(got["measurements"], *NAMED) == [
        (group, "Height", None, sex, "clear") for sex in ("Boys", "Girls") for group in ("Exp", "Con")
    ]


def test_groups_over_columns_and_beside_rows_are_in_doubt() -> None:
    prose = "<p>The fasted group and the fed group were compared with the active arm and the resting arm.</p>"
    got = tables(
        "Outcome | Fasted group | Fed group\n--\nFlow (mL/min), mean (SD)\nActive arm | 3 (1) | 4 (1)\nResting arm | 3 (1) | 4 (1)",
        prose=prose,
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


@pytest.mark.parametrize(
    "label", ["Before consumption", "T1 pre-training assessment", "Preoperative day", "BL", "Spring 1999", "Time point 1"]
)
def test_times_are_no_groups_and_no_outcomes(label: str) -> None:
    got = tables(
        f"Outcome | MSC^2 | Placebo^2\n | {label} | 6 months | {label} | 6 months\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 3 (1) | 4 (1)"
    )
    times = [(row["group_label"], row["outcome_title"], row["time_frame"] == "6 months") for row in got["measurements"]]
    assert times == [("MSC", "Pain", False), ("MSC", "Pain", True), ("Placebo", "Pain", False), ("Placebo", "Pain", True)]
    assert all(row["time_frame"] and row["review"] == "clear" for row in got["measurements"])


@pytest.mark.parametrize(
    ("caption", "time"),
    [("Characteristics of the patients", "baseline"), ("Characteristics of infections among the patients", None)],
)
def test_characteristics_are_of_the_baseline_where_they_are_peoples(caption: str, time: str | None) -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nDuration (days), mean (SD) | 3 (1) | 4 (1)", caption=caption)
    assert {row["time_frame"] for row in got["measurements"]} == {time}


def test_a_label_holds_until_its_shares_add_up() -> None:
    rows = "Variable | MSC group | Placebo group\n--\nAge (years), mean (SD) | 49 (4) | 51 (5)\nSmoking^3\nCurrent, n (%) | 5 (25) | 4 (20)\nPast, n (%) | 5 (25) | 6 (30)\nNever, n (%) | 10 (50) | 10 (50)\nHypertension, n (%) | 7 (35) | 8 (40)"
    got = tables(rows)
    assert picked(got["measurements"], "outcome_title", "review")[2::2] == [
        ("Smoking: Current", "clear"),
        ("Smoking: Past", "clear"),
        ("Smoking: Never", "clear"),
        ("Smoking: Hypertension", "doubtful"),
    ]
    got = tables(
        rows.replace("Hypertension, n (%) | 7 (35) | 8 (40)", "Weight (kg), mean (SD) | 70 (9) | 71 (8)").replace(
            "10 (50)", "9 (45)"
        )
    )
    assert picked(got["measurements"], "outcome_title", "review")[-1] == ("Smoking: Weight", "doubtful")


def test_a_group_in_a_part_of_the_outcomes_name_is_in_doubt() -> None:
    got = tables(
        "Outcome | 4 weeks | 8 weeks\n--\nMSC group^3\nNo pain, n (%) | 7 (8) | 15 (17)\nMild, n (%) | 15 (17) | 24 (28)\nSevere, n (%) | 65 (75) | 48 (55)"
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}
    assert not any("No pain: " in row["outcome_title"] for row in got["measurements"])


def test_an_unread_label_under_group_leaves_the_group_missing() -> None:
    got = tables("Outcome | Group | Mean | SD\n--\nPain | 1.2.3 | 3 | 1\nFever | 1.2.4 | 4 | 1")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}
    got = tables(
        "Outcome | Group | Week 12^2\n | | n | Mean ± SE\n--\nPain | SS | 60 | 71.7 ± 1.3\n | S1 | 55 | 67.2 ± 1.5\n | S2 | 56 | 68.4 ± 1.8"
    )
    assert picked(got["measurements"], "group_label", "outcome_title") == [("SS", "Pain"), ("S1", "Pain"), ("S2", "Pain")]


def test_a_difference_below_two_groups_is_nobodys_change() -> None:
    got = tables(
        "Outcome | Treatment | n | Mean | 95% CI\n--\nPain | Placebo | 107 | 0.10 | −0.06, 0.26\n | MSC | 115 | −0.03 | −0.19, 0.13\n | Δ | 222 | −0.13 | −0.35, 0.10"
    )
    assert [row["review"] for row in got["measurements"] if row["group_label"] is None] == ["doubtful"]


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("Mean ± SD or % (n)", "17.4 (46)", ("percent", 17.4, 46, "clear")),
        ("Mean (SD) or % (n)", "17.4 (46)", ("percent", 17.4, 46, "clear")),  # 46 of 264 are 17.4 %
        ("Mean (SD) or % (n)", "17.0 (46)", ("percent", 17.0, 46, "doubtful")),
        ("Mean (SD) or % (n)", "52.4 (15.6)", ("mean", 52.4, None, "clear")),
        ("Mean (SD) or n (%)", "28.5%", ("percent", 28.5, None, "clear")),
        ("Mean (SD) or n (%)", "28", ("mean", 28.0, None, "doubtful")),
    ],
)  # fmt: skip
def test_a_head_that_offers_two_forms_is_read_by_what_the_cell_is(head: str, cell: str, expected: tuple[object, ...]) -> None:
    got = tables(f"Variable | MSC group (n = 264) | Placebo group (n = 264)\n | {head} | {head}\n--\nThing | {cell} | NA")
    assert picked(got["measurements"], "param_type", "param_value", "numerator", "review") == [expected]


def test_fits_of_the_data_are_no_groups() -> None:
    got = tables("Factor | Model 1 (n = 837) | Model 2 (n = 837)\n--\nAIC | 385.9 | 383.1\nAge | t = 0.17 | t = 0.16")
    assert not [row for row in got["analyses"] if "Model" in str(row["group_label"]) or row["param_value"] == 385.9]


def test_a_mean_of_some_of_the_people_is_of_an_unnamed_outcome() -> None:
    got = tables("Population | MSC group | Placebo group\n--\nAge ≥35 years, mean (SD) | 3.3 (2.7) | 3.6 (2.9)")
    assert picked(got["measurements"], "outcome_title", "time_frame", "review") == [("Age ≥35 years", None, "doubtful")] * 2


def test_kinds_need_the_name_of_what_they_are_kinds_of() -> None:
    got = tables("Knowledge level | MSC group | Placebo group\n--\nLow, n (%) | 4 (20) | 5 (25)")
    assert picked(got["measurements"], "outcome_title", "review")[0] == ("Knowledge level: Low", "clear")
    got = tables("Variable | MSC group | Placebo group\n--\nLow, n (%) | 4 (20) | 5 (25)\nFemale, n (%) | 4 (20) | 5 (25)")
    assert picked(got["measurements"], "outcome_title", "review")[::2] == [("Low", "doubtful"), ("Female", "clear")]


def test_deaths_of_those_whom_labels_name_are_no_outcome_of_the_label() -> None:
    got = tables("Characteristic | Number of deaths/N | Odds ratio (95% CI)\n--\nMale | 10/964 | 0.9 (0.4, 2.3)")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_p_values_under_a_time_that_stands_over_both_groups_compare_these() -> None:
    got = tables(
        "Outcome | In hospital^3 | Office follow-up^3\n | MSC (n = 100) | Placebo (n = 100) | P | MSC (n = 95) | Placebo (n = 96) | P\n--\nFever, n (%) | 19 (19) | 20 (20) | 0.88 | 8 (8.4) | 8 (8.3) | 0.98"
    )
    assert picked(got["analyses"], "group_label", "comparator_label", "review")[1:] == [("MSC", "Placebo", "clear")]


def test_a_head_tells_the_sexes_of_its_group_beside_its_size() -> None:
    got = tables("Measure | Placebo (n = 20; 12 females) | MSC (n = 21; 11 females)\n--\nPain, mean (SE) | 3.1 (1.5) | 4.2 (1.4)")
    assert picked(got["measurements"], "group_label", "group_n", "review") == [("Placebo", 20, "clear"), ("MSC", 21, "clear")]


def test_a_small_letter_beside_groups_is_none_of_them() -> None:
    got = tables("Item | Placebo, M (SD) | MSC, M (SD) | p | d\n--\nPain | 2.42 (1.08) | 2.96 (1.01) | .021 | 0.52")
    assert picked(got["analyses"], "group_label", "comparator_label") == [("MSC", "Placebo")]


def test_a_change_in_percent_has_no_other_unit() -> None:
    got = tables(
        "Outcome | MSC^2 | Placebo^2\n | Baseline, mean | Mean change, % (95% CI) | Baseline, mean | Mean change, % (95% CI)\n--\nCRP (mg/L) | 2.3 | −2.5 (−7.0 to 2.1) | 2.2 | −1.5 (−6.0 to 3.1)"
    )
    assert picked(got["measurements"], "unit")[:2] == [("mg/L",), ("%",)]


def test_two_groups_numbers_in_one_cell_are_no_part_and_whole() -> None:
    got = tables("Variable | N (D/L) | Mean (D/L)\n--\nAge | 50 / 53 | 64.1 / 65.0")
    assert {row["review"] for row in got["measurements"]} <= {"doubtful"}


def test_labels_that_recur_under_every_outcome_are_no_parts_of_it() -> None:
    rows = "Parameter | {} | n | Mean | SD\n--\nWeight (kg) | BE | 20 | 68.3 | 10.7\n | EA | 20 | 67.7 | 9.5\nHeight (cm) | BE | 20 | 170.3 | 10.7\n | EA | 20 | 168.7 | 9.5"
    got = tables(rows.format("Sequence"))
    assert picked(got["measurements"], "group_label", "outcome_title")[:2] == [("BE", "Weight"), ("EA", "Weight")]
    assert {row["review"] for row in tables(rows.format("Way"))["measurements"]} == {"doubtful"}


def test_a_covariate_of_the_baseline_is_no_time() -> None:
    got = tables("Scale | Adjusted for^2\n | Baseline score^2\n | Difference (95% CI) | P\n--\nPain | 0.10 (−0.10, 0.30) | 0.23")
    assert {row["time_frame"] for row in got["analyses"]} == {None}


def test_visits_with_sizes_are_times() -> None:
    got = tables("Variable | Entry E (n = 87) | Follow-up 1 C2 (n = 87)\n--\nFever, % | 14.9 | 28.7", prose="<p>All got cells.</p>")
    assert picked(got["measurements"], "group_label", "time_frame") == [(None, "baseline"), (None, "Follow-up 1")]


def test_a_label_says_from_whom_the_rows_under_it_differ() -> None:
    got = tables(
        "Trough FEV1 | Placebo (n = 77) | 200 mcg (n = 92) | 400 mcg (n = 103)\n--\nLS mean (SE) | 2.2 (0.05) | 2.3 (0.04) | 2.4 (0.04)\nDifference from placebo^4\nDifference | | 0.124 | 0.240\n95% CI | | 0.010, 0.238 | 0.129, 0.351\np value | | 0.033 | <0.001"
    )
    assert picked(got["analyses"], "group_label", "comparator_label", "param_value", "ci_lower_limit") == [
        ("200 mcg", "Placebo", 0.124, 0.01),
        ("400 mcg", "Placebo", 0.24, 0.129),
    ]
    assert not any("from placebo" in str(row["outcome_title"]) for row in got["analyses"])


def test_a_later_label_over_the_whole_table_stands_in_place_of_the_first() -> None:
    got = tables(
        "Evening FEV1 (L)^3\n | Placebo (n = 101) | MSC (n = 103)\n--\nMean (SE) | 2.1 (0.05) | 2.3 (0.04)\nMorning FEV1 (L)^3\n | Placebo (n = 101) | MSC (n = 105)\nMean (SE) | 2.0 (0.04) | 2.2 (0.04)"
    )
    assert picked(got["measurements"], "outcome_title", "param_value") == [
        ("Evening FEV1", 2.1), ("Evening FEV1", 2.3), ("Morning FEV1", 2.0), ("Morning FEV1", 2.2),
    ]  # fmt: skip


@pytest.mark.parametrize(("label", "kind"), [("Difference", "difference"), ("HR", "hazard_ratio")])
def test_an_estimate_its_interval_and_its_p_value_in_rows_under_one_another_are_one(label: str, kind: str) -> None:
    got = tables(
        f"Trough FEV1 | Placebo (n = 77) | 200 mcg (n = 92) | 400 mcg (n = 103)\n--\nMean (SE) | 2.2 (0.05) | 2.3 (0.04) | 2.4 (0.04)\n{label} | | 0.124 | 0.240\n95% CI | | 0.010, 0.238 | 0.129, 0.351\np value | | 0.033 | <0.001"
    )
    columns = ("group_label", "comparator_label", "param_type", "param_value", "ci_percent", "ci_upper_limit", "p_value", "review")
    assert picked(got["analyses"], *columns) == [
        ("200 mcg", "Placebo", kind, 0.124, 95.0, 0.238, 0.033, "clear"),
        ("400 mcg", "Placebo", kind, 0.240, 95.0, 0.351, 0.001, "clear"),
    ]


def test_differences_in_all_groups_are_their_changes() -> None:
    got = tables("Outcome | Placebo (n = 77) | MSC (n = 92)\n--\nMean (SD) | 2.2 (0.5) | 2.3 (0.4)\nMean difference | 0.1 | 0.3")
    assert not [row for row in got["analyses"] if row["review"] == "clear"]


def test_a_bracket_with_size_and_statistic_keeps_the_groups_name() -> None:
    got = tables("Scale | MSC [n = 30, M (SD)] | Waiting list [n = 32, M (SD)]\n--\nPain | 28.69 (10.12) | 26.69 (10.60)")
    assert picked(got["measurements"], "group_label", "group_n", "review") == [("MSC", 30, "clear"), ("Waiting list", 32, "clear")]


def test_a_range_of_figures_names_no_outcome() -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nNo. (%)^3\n20–35 | 8 (20) | 9 (22)\n36–45 | 32 (80) | 31 (78)")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_p_values_that_are_one_fewer_than_the_groups_are_no_tests_within_them() -> None:
    got = tables("Outcome | A, mean (SD) | B, mean (SD) | P | C, mean (SD) | P\n--\nPain | 3 (1) | 4 (1) | 0.80 | 5 (1) | 0.53")
    assert picked(got["measurements"], "group_label", "param_value") == [("A", 3.0), ("B", 4.0), ("C", 5.0)]
    assert {row["review"] for row in got["analyses"]} == {"doubtful"}


def test_mean_ranks_are_no_means() -> None:
    got = tables("Groups | Median | Mean rank | Min–Max\n--\nControl group | 2 | 20.80 | 0–2\nMSC group | 3 | 21.50 | 0–5")
    assert not {20.8, 21.5} & {row["param_value"] for row in got["measurements"]}


def test_a_second_label_without_a_head_leaves_the_outcome_in_doubt() -> None:
    got = tables(
        "APGAR scores | | N | Mean ± SD\n--\nAge | ≤19 | 53 | 8.60 ± 1.10\n | 20–30 | 232 | 8.41 ± 1.28\n | ≥31 | 93 | 8.10 ± 1.43\nJob | Employed | 272 | 8.32 ± 1.32"
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_a_whole_number_alone_under_mean_and_sd_may_be_a_count() -> None:
    got = tables("Characteristic | MSC group, mean (SD) | Placebo group, mean (SD)\n--\nStage 1 | 1 | 2\nWeight (kg) | 61.5 | 60.2")
    assert picked(got["measurements"], "param_value", "review")[::2] == [(1.0, "doubtful"), (61.5, "clear")]


def test_two_times_of_a_caption_are_none_of_its_cells() -> None:
    got = tables("Outcome | MSC group | Placebo group\n--\nPain, mean (SD) | 3 (1) | 4 (1)", caption="Pain after 4 and 8 weeks")
    assert {row["time_frame"] for row in got["measurements"]} == {None}


def test_tests_over_times_in_rows_of_groups_do_not_compare_the_groups() -> None:
    got = tables(
        "Group | | Baseline | After 1 w\n--\nMSC group | Mean (SD) | 4.6 (0.5) | 3.8 (0.8)\n | P value | | χ² = 96.4, P < 0.0001\nPlacebo group | Mean (SD) | 4.2 (1.1) | 4.2 (1.1)\n | P value | | χ² = 99.8, P < 0.0001"
    )
    assert not [row for row in got["analyses"] if row["comparator_label"] is not None and row["review"] == "clear"]


def test_n_after_mean_and_sd_is_how_many_the_mean_is_of() -> None:
    got = tables("Outcome | MSC^3 | Placebo^3\n | M | SD | n | M | SD | n\n--\nPHQ9 | 11.5 | 6.72 | 301 | 10.8 | 6.84 | 273")
    assert picked(got["measurements"], "group_label", "param_value", "dispersion_value", "group_n", "review") == [
        ("MSC", 11.5, 6.72, 301, "clear"), ("Placebo", 10.8, 6.84, 273, "clear"),
    ]  # fmt: skip


def test_a_length_of_time_that_is_looked_back_on_is_no_time() -> None:
    got = tables("Outcome | MSC group | Placebo group\n--\nHours worked in the past 4 weeks, mean (SD) | 199 (18) | 190 (17)")
    assert picked(got["measurements"], "outcome_title", "time_frame")[0] == ("Hours worked in the past 4 weeks", None)


def test_a_caption_of_before_and_after_is_not_of_the_baseline() -> None:
    got = tables(
        "Outcome | MSC group | Placebo group\n--\nPain, mean (SD) | 3 (1) | 4 (1)",
        caption="Pain before and after treatment in patients with high baseline CRP",
    )
    assert {row["time_frame"] for row in got["measurements"]} == {None}


def test_labels_three_deep_are_in_doubt() -> None:
    got = tables(
        "Variable | MSC group | Placebo group\n--\nSubjective^3\nPain scores^3\nEase^3\nOf fellow, mean (SD) | 2.6 (2.6) | 5.0 (2.8)"
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_nobodys_values_in_a_report_of_two_arms_are_in_doubt() -> None:
    rows = "Measurement | Before | After\n--\nPain, mean (SD) | 3 (1) | 4 (1)"
    assert {row["review"] for row in tables(rows)["measurements"]} == {"doubtful"}
    assert {row["review"] for row in tables(rows, prose="<p>All were treated.</p>")["measurements"]} == {"clear"}


def test_names_of_groups_under_the_head_of_values_leave_the_group_missing() -> None:
    got = tables(
        "Measurement | Baseline^2 | 1 month\n--\nPain, mean (SD) | Placebo group | 73 (9) | 74 (9)\n | 400 mg | 75 (8) | 76 (8)"
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_minutes_after_something_are_a_time() -> None:
    got = tables(
        "Timing | MSC group (n = 29) | Placebo group (n = 30)\n--\n2 min after intubation, mean (SD) | 86 (10) | 106 (28)",
        caption="Pulse in both groups",
    )
    assert picked(got["measurements"], "outcome_title", "time_frame")[0] == ("Pulse in both groups", "2 min after intubation")


def test_heads_under_a_sized_group_are_no_groups_although_it_is_called_intervention() -> None:
    got = tables(
        "Resource | Intervention (n = 152)^2 | Controls (n = 149)^2\n | Mean visits | SD | Mean visits | SD\n--\nCounsellor | 2.5 | 2.1 | 2.4 | 1.9",
        prose="<p>The intervention group and the control group were compared.</p>",
    )
    assert picked(got["measurements"], "group_label", "population", "dispersion_value") == [
        ("Intervention", None, 2.1),
        ("Controls", None, 1.9),
    ]


def test_models_over_columns_are_no_groups() -> None:
    got = tables(
        "Variable | Cox regression model of deaths | p Value | Cox regression model of strokes | p Value\n--\nAge | 1.01 (1.00–1.02) | 0.12 | 1.05 (1.03–1.07) | <0.001"
    )
    assert not any("model" in str(row["group_label"]) for row in got["analyses"])


def test_a_share_under_a_median_may_be_no_median() -> None:
    got = tables(
        "Parameter | MSC | Placebo\n | Median (Q1, Q3) | Median (Q1, Q3)\n--\nChol (mg/dL) | 11 (−4, 29) | 18 (1, 31)\nLow HDL | 27% | 28%"
    )
    assert picked(got["measurements"], "param_value", "review")[2:] == [(27.0, "doubtful"), (28.0, "doubtful")]


def test_rows_of_a_table_of_subgroups_are_people_and_no_outcomes() -> None:
    got = tables("Smoker | MSC | Placebo\n--\nEver | 76/443 | 46/443", caption="Diarrhoea in the whole cohort and in subgroups")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_a_bound_with_a_unit_names_no_outcome() -> None:
    got = tables("Characteristic | MSC | Placebo\n--\n≤ 35 kg/m², n (%) | 17 (43) | 18 (45)")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_labels_beside_the_middle_of_their_rows_are_in_doubt() -> None:
    got = tables(
        "Variable | Group | 4 w | 8 w\n--\n | MSC group | 4.9 ± 2.0 | 4.0 ± 2.3\nVAS | Placebo group | 4.9 ± 2.1 | 4.1 ± 2.4\n | P values | 0.89 | 0.67\n | MSC group | 5.9 ± 2.0 | 5.0 ± 2.3\nSF-36 | Placebo group | 5.9 ± 2.1 | 5.1 ± 2.4",
        caption="Values are mean ± SD.",
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_one_column_without_a_head_does_not_say_whose_values_it_holds() -> None:
    got = tables(" | \n--\nElbow band | 4.1 ± 2.1\nWrist splint | 5.3 ± 1.6", caption="Pain, mean ± SD")
    assert {row["review"] for row in got["measurements"]} <= {"doubtful"}


def test_a_letter_and_a_figure_in_a_groups_name_are_no_p_value() -> None:
    got = tables(
        "Time after surgery | Group P2.5 (n=43) | Group P7.5 (n=43) | P-value\n--\n0–24 h | 21 (49) | 29 (67) | 0.003",
        caption="Responders, n (%)",
    )
    assert picked(got["measurements"], "group_label", "outcome_title", "time_frame") == [
        ("Group P2.5", "Responders, n (%)", "0–24 h"), ("Group P7.5", "Responders, n (%)", "0–24 h"),
    ]  # fmt: skip


def test_names_over_groups_that_do_not_all_recur_are_parts_of_the_groups_names() -> None:
    got = tables(
        "Variable | Oral palonosetron^2 | IV palonosetron\n | 0.25 mg (N = 155) | 0.50 mg (N = 160) | 0.25 mg (N = 162)\n--\nAge (years), mean (SD) | 55 (9) | 56 (8) | 57 (9)"
    )
    assert picked(got["measurements"], "group_label", "outcome_title") == [
        ("Oral palonosetron 0.25 mg", "Age"), ("Oral palonosetron 0.50 mg", "Age"), ("IV palonosetron 0.25 mg", "Age"),
    ]  # fmt: skip


def test_a_unit_alone_names_no_outcome() -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nAt the end, mean (SD)^3\nmg/dL | 121 (22) | 124 (27)")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_a_table_of_what_an_intervention_is_made_of_holds_no_results() -> None:
    got = tables("Component | MSC group | Placebo group\n--\nMost calls, n | 3 | 6", caption="Summary of intervention components")
    assert not got["measurements"]


def test_the_hearts_rate_is_no_hazard_ratio() -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nHR recovery, mean (SD) | 147 (11) | 159 (13)")
    assert picked(got["measurements"], "outcome_title", "review")[0] == ("HR recovery", "clear")


def test_a_head_over_times_names_no_outcome() -> None:
    rows = "{} | MSC group | Placebo group\n--\nT1 | 47.3 ± 3.6 | 48.1 ± 3.4\nT2 | 46.8 ± 3.2 | 47.4 ± 3.2"
    told = "Values are mean ± SD."
    assert {row["review"] for row in tables(rows.format("Operation time-point"), caption=told)["measurements"]} == {"doubtful"}
    assert {row["review"] for row in tables(rows.format("QOL score"), caption=told)["measurements"]} == {"clear"}


def test_two_tables_side_by_side_are_in_doubt() -> None:
    got = tables(
        "Shift | MSC group | Placebo group | | MSC group | Placebo group\n--\nSix weeks | 1 (2) | 2 (2) | Six weeks | 1 (3) | 2 (3)\nFive years | 3 (2) | 4 (2) | Five years | 3 (3) | 4 (3)",
        caption="Mean (SD)",
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_stable_disease_is_no_standard_deviation() -> None:
    got = tables(
        "Group | n | CR | PR | MR | SD | PD\n--\nMSC group | 69 | 1 | 12 | 11 | 27 | 18\nPlacebo group | 36 | 0 | 1 | 4 | 19 | 12"
    )
    assert not [row for row in got["measurements"] if row["dispersion_value"] is not None]


def test_a_total_of_fewer_than_its_groups_have_together_is_a_group() -> None:
    got = tables("Scale | Control N=94 | Exercise N=92 | Combined N=93\n--\nPain, mean (SD) | 36 (7) | 34 (8) | 33 (8)")
    assert picked(got["measurements"], "group_label")[2] == ("Combined",)
    got = tables("Scale | Control N=94 | Exercise N=92 | Combined N=186\n--\nPain, mean (SD) | 36 (7) | 34 (8) | 35 (8)")
    assert picked(got["measurements"], "group_label")[2] == (None,)


def test_two_counts_beside_a_label_of_two_kinds_are_no_part_and_whole() -> None:
    got = tables("Variable | MSC (n = 47) | Placebo (n = 47)\n--\nASA class (I/II) | 12/35 | 21/26")
    assert not [row for row in got["measurements"] if row["denominator"] is not None and row["review"] == "clear"]


def test_an_effect_of_a_model_is_no_group() -> None:
    got = tables("Parameter | B | SE | P\n--\nIntervention × time | −29.4 | 1.1 | <0.001\nIntervention | −3.1 | 1.2 | 0.01")
    assert not any("time" in str(row["group_label"]) for row in got["analyses"])
