"""What a table leaves to others to say: brackets under their values, the report's text, cells that name themselves, names that may be groups."""

import pytest

from test_linking_tables import PROSE, picked, tables

GROUPS = ("outcome_title", "group_label", "comparator_label", "p_value")


def test_brackets_in_a_row_of_their_own_stand_beside_the_values_above() -> None:
    got = tables(
        "Outcome | MSC group | Placebo group\n--\nPain, mean (SD) | 41.0 | 44.2\n | (9.1) | (9.3)\nFever, n (%) | 9 | 12\n | (33) | (40)"
    )
    assert picked(got["measurements"], "outcome_title", "param_type", "param_value", "dispersion_type", "dispersion_value", "numerator", "review")[::2] == [
        ("Pain", "mean", 41.0, "sd", 9.1, None, "clear"), ("Fever", "percent", 33.0, None, None, 9, "clear"),
    ]  # fmt: skip
    got = tables("Outcome | Difference | β\n--\nPain | −3.2 | 0.34\n | (1.5) | (0.12)", caption="Standard errors in parentheses.")
    assert picked(got["analyses"], "param_type", "param_value", "dispersion_type", "dispersion_value") == [
        ("difference", -3.2, "se", 1.5), ("beta", 0.34, "se", 0.12),
    ]  # fmt: skip


def test_errors_in_brackets_need_not_be_those_of_means() -> None:
    rows = "Outcome | MSC group | Placebo group\n--\nPain | 41.0 (1.1) | 44.2 (1.2)"
    assert (
        picked(tables(rows, caption="Standard errors in brackets.")["measurements"], "dispersion_type", "review")
        == [("se", "doubtful")] * 2
    )
    assert (
        picked(tables(rows, caption="Standard deviations in brackets.")["measurements"], "dispersion_type", "review")
        == [("sd", "clear")] * 2
    )
    assert (
        picked(tables(rows, caption="SD, standard deviation.")["measurements"], "dispersion_type", "review")
        == [("sd", "doubtful")] * 2
    )


def test_a_cell_that_calls_its_number_a_p_value_needs_no_head_for_it() -> None:
    got = tables("Outcome | MSC group | Placebo group | \n--\nPain, mean (SD) | 3 (1) | 4 (1) | p = 0.04")
    assert picked(got["analyses"], *GROUPS) == [("Pain", "MSC group", "Placebo group", 0.04)]
    got = tables(
        "Outcome | MSC group | Placebo group | Difference (95% CI)^2\n--\nPain, mean (SD) | 3 (1) | 4 (1) | −1 (−2 to 0) | P = 0.04"
    )
    assert picked(got["analyses"], "param_value", "p_value") == [(-1.0, 0.04)]
    got = tables("Outcome | MSC group | Placebo group\n--\nPain, mean (SD) | 3 (1) | 4 (1)\nFever, mean (SD) | p < 0.05 | ")
    assert picked(got["analyses"], "p_value", "review") == [(0.05, "doubtful")]
    assert not tables("Outcome | MSC group | Placebo group\n--\nCRP, mean | <0.5 | 3.1")["analyses"]


def test_decimal_commas_of_a_table_are_points_and_its_rows_are_doubtful() -> None:
    rows = "Variable | MSC (n = 41) | Placebo (n = 1,035) | p value\n--\nAge, mean ± SD | 60,8 ± 11 | 59,6 ± 12,5 | 0,038\nMale, % | 51,2 | 54,2 | 0,47"
    got = tables(rows)
    assert picked(got["measurements"], "param_value", "dispersion_value", "group_n", "review") == [
        (60.8, 11.0, 41, "doubtful"), (59.6, 12.5, 1035, "doubtful"), (51.2, None, 41, "doubtful"), (54.2, None, 1035, "doubtful"),
    ]  # fmt: skip
    assert picked(got["analyses"], "p_value") == [(0.038,), (0.47,)]
    assert {"60,8", "0,038"} <= {claim["raw"] for claim in got["claims"]}
    listed = tables("Patient | Weeks | Dose, mean\n--\n1 | 2,4 | 1.5\n2 | 2,8 | 2.5\n3 | 4,8 | 3.5\n4 | 2,6 | 4.5")
    assert not {2.4, 2.8} & {row["param_value"] for row in listed["measurements"]}


@pytest.mark.parametrize(
    ("said", "cell", "review"),
    [
        ("Data are presented as mean ± SD.", "49.4 ± 4.5", "clear"),
        ("Continuous variables were summarised as means and standard deviations.", "49.4 (4.5)", "clear"),
        ("Data are presented as mean ± SD.", "49 (4)", "doubtful"),  # 49 people, 4 % of them?
        ("Data are presented as mean ± SD. Values are expressed as mean ± SEM.", "49.4 ± 4.5", "doubtful"),
        ("The mean ± SD was 49.4 ± 4.5.", "49.4 ± 4.5", "doubtful"),
    ],
)
def test_the_text_says_how_all_values_are_given(said: str, cell: str, review: str) -> None:
    got = tables(f"Outcome | MSC group | Placebo group\n--\nPain | {cell} | {cell}", prose=f"{PROSE}<p>{said}</p>")
    assert {row["review"] for row in got["measurements"] if "Pain" in str(row["outcome_title"])} == {review}


def test_columns_are_groups_for_sure_where_the_text_calls_them_groups() -> None:
    rows = "Outcome | Laser | Ice\n--\nPain, mean (SD) | 3 (1) | 4 (1)"
    told = tables(rows, prose="<p>Pain fell in the laser group and in the ice group.</p>")
    assert picked(told["measurements"], "group_label", "review") == [("Laser", "clear"), ("Ice", "clear")]
    assert {row["review"] for row in tables(rows, prose="<p>Laser light and ice were used.</p>")["measurements"]} == {"doubtful"}


def test_columns_and_rows_with_names_and_no_group_are_in_doubt() -> None:
    got = tables(
        "Variable | No relapse, n (%) | Relapse, n (%)\n--\nMarried | 10 (36%) | 8 (50%)", prose="<p>Women were asked.</p>"
    )
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}
    got = tables("Variable | MSC (n = 27), % | Placebo (n = 25), %\n--\nMarried | 36 | 50")
    assert picked(got["measurements"], "group_label", "param_type", "group_n") == [
        ("MSC", "percent", 27),
        ("Placebo", "percent", 25),
    ]


def test_heads_over_sizes_are_groups_and_numbers_are_grades() -> None:
    got = tables(
        "Event | Level 1^2 | Level 2^2\nNo. of patients | n = 7^2 | n = 3^2\nGrade | 1 | 2 | 1 | 2\n--\nFever | 3 | 0 | 1 | 2\nChills | 1 | 0 | 2 | 1",
        caption="Adverse events in patients",
    )
    assert picked(got["adverse_events"], "adverse_event_term", "group_label", "subjects_affected", "subjects_at_risk")[:3] == [
        ("Fever: Grade 1", "Level 1", 3, 7), ("Fever: Grade 2", "Level 1", 0, 7), ("Fever: Grade 1", "Level 2", 1, 3),
    ]  # fmt: skip
    got = tables("Reason | Phase I (N = 510) | Phase 2 (N = 589)\n--\nUnsure | 4% | 2%")
    assert picked(got["measurements"], "group_label", "time_frame") == [("Phase I", None), ("Phase 2", None)]


def test_a_spread_right_under_the_mean_that_an_outcome_s_label_names() -> None:
    got = tables(
        "Variable | MSC group | Placebo group\n--\nAge (mean, years) | 81.1 | 79.2\nSD | 6.5 | 7.6\nWeight (kg), mean | 70.1 | 71.2"
    )
    assert picked(got["measurements"], "param_value", "dispersion_type", "dispersion_value") == [
        (81.1, "sd", 6.5), (79.2, "sd", 7.6), (70.1, None, None), (71.2, None, None),
    ]  # fmt: skip


def test_a_title_over_all_columns_and_a_composition_that_was_measured() -> None:
    got = tables("Results of the intubation^3\nOutcome | MSC group | Placebo group\n--\nPain, mean (SD) | 36.5 (8.9) | 26.8 (5.7)")
    assert {row["outcome_title"] for row in got["measurements"]} == {"Pain"}
    rows = "Nutrient | MSC group | Placebo group | {}\n--\nProtein (g), median | 85 | 74 | 0.21"
    assert tables(rows.format("P-value"), caption="Composition of the diets")["analyses"]
    assert not tables(rows.format("Ref."), caption="Composition of the diets")["measurements"]


def test_ns_behind_a_p_value_is_a_mark() -> None:
    got = tables(
        "Outcome | MSC group | Placebo group | P value\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 0.06 NS\nFever, mean (SD) | 3 (1) | 4 (1) | 0.0001 (HS)"
    )
    assert picked(got["analyses"], "p_value") == [(0.06,), (0.0001,)]


def test_a_column_beside_groups_that_nothing_calls_a_group_is_in_doubt() -> None:
    got = tables(
        "Costs | MSC group | Placebo group | Total resource use\n--\nDiabetes, mean (SD) | 1948 (73) | 1788 (94) | 160 (26)"
    )
    assert picked(got["measurements"], "param_value", "review") == [(1948.0, "clear"), (1788.0, "clear"), (160.0, "doubtful")]
    got = tables(
        "Costs | MSC group | Placebo group | Incremental cost (95% CI)\n--\nDiabetes, mean (SD) | 1948 (73) | 1788 (94) | 160 (−406 to 726)"
    )
    assert picked(got["analyses"], "param_type", "param_value") == [("difference", 160.0)]


def test_a_head_that_calls_what_stands_under_it_arms_is_no_part_of_their_names() -> None:
    got = tables("Outcome | Trial arm^2\n | Usual care | MSC\n--\nPain, mean (SD) | 3 (1) | 4 (1)")
    assert {row["group_label"] for row in got["measurements"]} == {"Usual care", "MSC"}


def test_a_number_with_a_signed_share_is_no_mean() -> None:
    said = f"{PROSE}<p>Data are presented as mean (SD).</p>"
    got = tables(
        " | MSC group | Placebo group\n--\nSedation depth^3\n1-2 | 0 (0%) | 20.0 (100%)\n3-4 | 13.0 (59.1%) | 0 (0%)", prose=said
    )
    assert picked(got["measurements"], "outcome_title", "param_type", "param_value", "numerator") == [
        ("Sedation depth: 1-2", "percent", 0.0, 0), ("Sedation depth: 1-2", "percent", 100.0, 20), ("Sedation depth: 3-4", "percent", 59.1, 13), ("Sedation depth: 3-4", "percent", 0.0, 0),
    ]  # fmt: skip


def test_times_changes_and_no_are_what_they_say() -> None:
    got = tables(
        "Outcome | MSC group^2 | Placebo group^2\n | Baseline N = 57 | Immediately post treatment N = 44 | Baseline N = 58 | Immediately post treatment N = 40\n--\nPain, median (IQR) | 24 (10–50) | 25 (11–41)** p = 0.40 | 26 (14–51) | 27 (15–58) p = 0.22"
    )
    assert picked(got["measurements"], "group_label", "group_n", "param_value")[1::2] == [
        ("MSC group", 44, 25.0),
        ("Placebo group", 40, 27.0),
    ]
    assert {row["time_frame"] for row in got["measurements"]} == {"baseline", "Immediately post treatment"}
    got = tables("Outcome | MSC group | Placebo group\n--\n50% reduction in pain score, n (%) | 15 (44.1) | 2 (5.1)")
    assert {(row["outcome_title"], row["is_change"]) for row in got["measurements"]} == {("50% reduction in pain score", None)}
    got = tables("Event, n (%) | MSC group | Placebo group\n--\nNo or mild erythema | 9 (90) | 1 (10)", caption="Adverse effects")
    assert {row["adverse_event_term"] for row in got["adverse_events"]} == {"No or mild erythema"}


def test_harms_by_regimen_are_results_and_a_mean_has_its_interval_s_level() -> None:
    rows = "Event, n (%) | MSC (n = 27) | Placebo (n = 30)\n--\nFever | 9 (33) | 12 (40)"
    assert tables(rows, caption="Adverse events under the two treatment regimens")["adverse_events"]
    assert not tables(rows, caption="Definitions of adverse events")["adverse_events"]
    got = tables("Group | Mean duration | 95% CI\n--\nMSC group | 108.8 | 104.3–113.3\nPlacebo group | 77.3 | 72.8–81.8")
    assert picked(got["measurements"], "dispersion_ci_percent", "dispersion_lower_limit") == [(95.0, 104.3), (95.0, 72.8)]
    got = tables("Group | Change, % (95% CI)\n--\nMSC group | 5.0 (−1.3, 11.2)\nPlacebo group | 3.2 (−1.9, 8.3)")
    assert picked(got["measurements"], "param_value", "dispersion_type", "is_change", "review") == [
        (5.0, "ci", True, "doubtful"),
        (3.2, "ci", True, "doubtful"),
    ]


def test_n_before_a_percent_sign_is_no_newton() -> None:
    got = tables("Variable | MSC group | Placebo group\n--\nPrevious therapy, N [%] | 65 [53.3] | 54 [53.4]")
    assert picked(got["measurements"], "param_type", "param_value", "numerator", "review") == [
        ("percent", 53.3, 65, "clear"),
        ("percent", 53.4, 54, "clear"),
    ]


def test_two_values_under_one_head_are_not_told_apart() -> None:
    got = tables("Group | Sex | Mean VAS^2 | n\n--\nMSC group | M | 1.9 | 2.3 | 20\nPlacebo group | M | 2.2 | 2.5 | 20")
    assert {row["review"] for row in got["measurements"] if row["param_value"] != 20} == {"doubtful"}


def test_p_values_of_a_model_s_effects_are_of_no_estimate_beside_them() -> None:
    got = tables(
        "Task | Group | Mean difference (95% CI) | p-value time | p-value group\n--\nSpan | MSC | −0.4 (−0.9; 0.1) | 0.29 | 0.58\n | Placebo | −0.5 (−1.6; 0.6) | |"
    )
    assert (-0.4, None) in picked(got["analyses"], "param_value", "p_value")
    assert {(None, 0.29), (None, 0.58)} <= set(picked(got["analyses"], "param_value", "p_value"))


def test_the_other_one_of_two_groups_and_groups_over_the_same_heads_are_sure() -> None:
    got = tables("Outcome | Usual airway therapy | MSC group | P value\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 0.2")
    assert picked(got["measurements"], "group_label", "review") == [("Usual airway therapy", "clear"), ("MSC group", "clear")]
    got = tables(
        "Outcome | Usual airway therapy^2 | MSC group^2\n | Baseline | 6 months | Baseline | 6 months\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 3 (1) | 2 (1)"
    )
    assert {row["review"] for row in got["measurements"]} == {"clear"}


def test_figures_under_a_group_s_head_are_who_is_in_it() -> None:
    got = tables(
        "Nutrient | TPE group 1 | TPE group 2\n | (<79.0) | (79.0–99.5)\n--\nMeat (g/day), mean (SD) | 138.1 (50.4) | 136.2 (43.9)"
    )
    assert {row["outcome_title"] for row in got["measurements"]} == {"Meat"}


def test_a_sentence_over_all_columns_was_not_asked_for_its_heads() -> None:
    row = "Results | MSC group | Placebo group\n--\nPain at 6 months was 4.1 ± 1.2 in the MSC group and 4.9 ± 1.3 in the placebo group, as measured by telephone^3\nFever, n (%) | 9 (33) | 12 (40)"
    got = tables(row)
    assert {row["review"] for row in got["measurements"] if row["param_value"] in (4.1, 4.9)} <= {"doubtful"}


def test_a_bracket_in_a_column_of_its_own_is_what_the_row_s_label_says() -> None:
    got = tables(
        "Variable | MSC group^2 | Placebo group^2\n--\nAge (years), mean (SD) | 52.1 | (11.7) | 51.6 | (11.6)\nMale, n (%) | 50 | (16.7) | 52 | (17.5)"
    )
    assert picked(got["measurements"], "param_type", "param_value", "dispersion_type", "dispersion_value", "numerator", "review")[::2] == [
        ("mean", 52.1, "sd", 11.7, None, "clear"), ("percent", 16.7, None, None, 50, "clear"),
    ]  # fmt: skip


def test_a_proportion_of_one_is_no_percentage() -> None:
    got = tables(
        "Outcome | MSC group | Placebo group\n--\nMean proportion with fever | 0.56 | 0.67\nFever, n (proportion) | 7 (0.14) | 8 (0.15)\nFever, proportion | 14 | 15"
    )
    assert picked(got["measurements"], "param_type", "param_value", "numerator")[2::2] == [
        ("count", 7.0, 7),
        ("percent", 14.0, None),
    ]
    assert {row["param_type"] for row in got["measurements"] if row["param_value"] < 1} <= {"mean", "other"}


def test_two_times_that_a_head_compares_are_no_groups() -> None:
    got = tables(
        "Outcome | MSC group^2 | Placebo group^2 | P value\n | Pre | Post | Pre | Post | Pre vs. Post\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 3 (1) | 2 (1) | 0.012"
    )
    assert picked(got["analyses"], "group_label", "comparator_label", "p_value", "review") == [(None, None, 0.012, "doubtful")]


def test_labels_under_each_outcome_whose_head_calls_them_groups() -> None:
    got = tables(
        "Group | Day 0 | Day 7\n--\nPlaque index^3\nSP | 7.9 (3.9) | 8.9 (4.5)\nSS | 6.0 (0.4) | 5.6 (0.5)\nBleeding index^3\nSP | 1.9 (0.7) | 2.5 (1.1)\nSS | 1.7 (0.9) | 2.0 (0.8)"
    )
    assert {(row["group_label"], row["outcome_title"]) for row in got["measurements"]} == {
        ("SP", "Plaque index"), ("SS", "Plaque index"), ("SP", "Bleeding index"), ("SS", "Bleeding index"),
    }  # fmt: skip


def test_a_label_in_the_second_column_is_not_under_a_row_that_has_values_itself() -> None:
    got = tables(
        "Variable | | MSC group | Placebo group\n--\nSex^4\nMale, n | | 10 | 12\nFemale, n | | 20 | 22\n | Missing, n | 30 | 34"
    )
    assert [row["outcome_title"] for row in got["measurements"]][-2:] == ["Sex: Missing"] * 2
    got = tables("Variable | | MSC group | Placebo group\n--\nSex, n | Male | 10 | 12\n | Female | 20 | 22")
    assert [row["outcome_title"] for row in got["measurements"]][-2:] == ["Sex: Female"] * 2


def test_a_test_with_its_degrees_of_freedom_is_no_outcome() -> None:
    got = tables("Variable | MSC (n = 21) | Placebo (n = 20) | Differences\n--\nPain, mean (SD) | 3 (1) | 4 (1) | t38=−0.29; P=.78")
    assert picked(got["analyses"], "outcome_title", "param_value", "p_value") == [("Pain", -0.29, 0.78)]


def test_what_a_head_compares_a_group_with_is_its_comparator() -> None:
    got = tables(
        "Outcome | Placebo group^1 | MSC group^2\n | Change from baseline | Change from baseline | Difference from placebo group\n--\nMemory, mean (SE) | −6.3 (0.6) | −8.9 (0.5) | −2.6"
    )
    assert picked(got["analyses"], "group_label", "comparator_label", "param_value") == [("MSC group", "Placebo group", -2.6)]
    got = tables(
        "Dose | Mean change (90% CI) | Mean % change vs placebo (90% CI)\n--\nMSC | 1.6 (−3.4, 6.7) | 15.2 (7.7, 22.8)\nPlacebo | 1.5 (−2.2, 9.3) |"
    )
    assert {row["review"] for row in got["measurements"] if row["param_value"] == 15.2} <= {"doubtful"}


def test_labels_under_a_head_that_calls_them_drugs_are_groups_beside_one_column_of_an_arm_s_name() -> None:
    got = tables("Drug | MSC group, mean (SD) | p-value\n--\nPlacebo | 1.25 (0.14) | 0.001\nBaclofen | 1.15 (0.52) | 0.34")
    assert {row["group_label"] for row in got["measurements"]} == {"Placebo", "Baclofen"}


def test_heads_in_the_wrong_order_name_no_group_for_sure() -> None:
    got = tables("Placebo group | Both | MSC group | Parameter\n--\nVolume (ml), mean (SD) | 5.4 (1.1) | 5.7 (1.1) | 4.9 (1.0)")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_all_participants_are_no_side_of_a_comparison_and_the_corner_names_what_statistics_are_of() -> None:
    got = tables(
        "Outcome | Overall (n = 45) | BMI < 40 (n = 23) | BMI ≥ 40 (n = 22) | p value\n--\nFatigue, mean (SD) | 37.9 (9.7) | 40.2 (9.7) | 36.2 (9.8) | 0.19"
    )
    assert picked(got["analyses"], "group_label", "comparator_label") == [("BMI < 40", "BMI ≥ 40")]
    got = tables("Heart rate (bpm) | MSC group | Placebo group\n--\nMean (SD) | 72 (13) | 76 (16)\nMedian | 71 | 75")
    assert {row["outcome_title"] for row in got["measurements"]} == {"Heart rate"}


def test_a_p_value_after_the_values_of_each_group_is_of_that_group() -> None:
    got = tables(
        "Outcome | MSC group^2 | p-value | Placebo group^2 | p-value\n | Rest | Load | | Rest | Load | \n--\nPulse, mean (SD) | 72 (13) | 76 (16) | 0.03 | 72 (9) | 78 (9) | 0.01"
    )
    assert picked(got["analyses"], "group_label", "comparator_label", "p_value") == [
        ("MSC group", None, 0.03),
        ("Placebo group", None, 0.01),
    ]


def test_what_names_no_outcome_gives_none() -> None:
    got = tables(
        " | Follow-up periods | | P value\n | Baseline | 2 weeks | P1\n--\nMSC group | 7.1 ± 1.2 | 7.8 ± 1.1 | 0.88\nPlacebo group | 7.3 ± 1.5 | 7.4 ± 1.4 | 0.96",
        caption="Values are mean ± SD.",
    )
    rows = [*got["measurements"], *got["analyses"]]
    assert {row["outcome_title"] for row in rows}.isdisjoint({"Follow-up periods", "P1"})
    assert {row["review"] for row in rows} == {"doubtful"}
    got = tables("Group | Eyes | Age (mean ± SD)\n--\nMSC group | 18 eyes | 8.3 ± 2.1\nPlacebo group | 17 eyes | 7.9 ± 2.4")
    assert set(picked(got["measurements"], "outcome_title")) == {("Age",)}


def test_what_an_estimate_is_adjusted_for_is_no_outcome() -> None:
    got = tables(
        " | Age-sex adjusted hazard ratio (95% CI)\n--\nMSC group (n = 40) | 0.71 (0.54 to 0.94)\nPlacebo group (n = 41) | 1.2 (0.8 to 1.9)"
    )
    assert {row["outcome_title"] for row in got["analyses"]}.isdisjoint({"Age-sex", "Age-sex adjusted"})


def test_a_label_of_bounds_alone_leaves_its_outcome_in_doubt() -> None:
    got = tables("Characteristic | MSC group (n = 44) | Placebo group (n = 49)\n--\n≥70, n (%) | 6 (13.6) | 5 (10.2)")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}


def test_a_column_that_may_be_a_group_beside_groups_is_in_doubt() -> None:
    got = tables("Outcome | Treatment | Placebo group\n--\nResponse | 15/33 | 11/29")
    assert [row["review"] for row in got["measurements"] if row["group_label"] is None] in ([], ["doubtful"])


def test_a_bare_figure_is_no_sure_group() -> None:
    got = tables("Treatment | Lead A | Lead B\nTime (hours) | Mean | Mean\n--\n6 | −1.4 | −1.5\n12 | −2.2 | −1.8")
    assert {row["review"] for row in got["measurements"]} <= {"doubtful"}


def test_places_of_a_map_are_no_test_statistics() -> None:
    got = tables("Region | x | y | z | T-score\n--\nPrecuneus | 12 | −51 | 32 | 4.82\nCingulum | 6 | −38 | 24 | 3.07")
    assert set(picked(got["analyses"], "param_value")) <= {(4.82,), (3.07,)}
