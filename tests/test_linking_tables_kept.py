"""What doubts and words for times, fits and totals must leave alone: names of outcomes and arms, and rows that are plainly right."""

import pytest

from test_linking_tables import picked, tables

HEADS = "Variable | MSC (n = 20) | Placebo (n = 20)\n--\n"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ("Glucose metabolism^3\nHomeostasis model assessment, mean (SD) | 3 (1) | 4 (1)", "Glucose metabolism: Homeostasis model assessment"),
        ("Response^3\nTumor regression, n (%) | 4 (20) | 5 (25)", "Response: Tumor regression"),
        ("Clearance^3\nRelative to body weight, mean (SD) | 3 (1) | 4 (1)", "Clearance: Relative to body weight"),
        ("Haematology^3\nEOS (%), mean (SD) | 3 (1) | 4 (1)", "Haematology: EOS"),
        ("Crohn^3\nDisease score, mean (SD) | 3 (1) | 4 (1)", "Crohn: Disease score"),
    ],
)  # fmt: skip
def test_names_of_outcomes_stay(rows: str, title: str) -> None:
    got = tables(HEADS + rows)["measurements"]
    assert {(row["outcome_title"], row["time_frame"]) for row in got} == {(title, None)}


def test_an_arm_that_is_a_model_of_care_stays() -> None:
    got = tables("Outcome | Chronic care model (n = 50) | Usual care (n = 50)\n--\nPain, mean (SD) | 3 (1) | 4 (1)")
    assert picked(got["measurements"], "group_label", "review") == [("Chronic care model", "clear"), ("Usual care", "clear")]


@pytest.mark.parametrize("said", ["P for interaction", "P for trend"])
def test_the_p_value_of_an_effect_is_not_for_sure_that_of_the_groups(said: str) -> None:
    got = tables(f"Outcome | MSC vs placebo\n--\nDeath^2\nOR (95% CI) | 0.8 (0.5 to 1.2)\n{said} | 0.30")
    assert {row["review"] for row in got["analyses"] if row["param_value"] is None} <= {"doubtful"}


def test_a_difference_of_times_is_no_time() -> None:
    got = tables(
        "Outcome | MSC^3 | Placebo^3\n | T0 | T1 | T1-T0 | T0 | T1 | T1-T0\n--\nPain, mean (SD) | 3.0 (1) | 2.1 (1) | −0.9 (0.4) | 3 (1) | 2 (1) | −1 (0.4)"
    )
    assert not [row for row in got["measurements"] if row["param_value"] == -0.9 and row["review"] == "clear"]


def test_after_an_arm_is_no_time() -> None:
    got = tables("Outcome | After placebo | After caffeine\n--\nPain, mean (SD) | 3 (1) | 4 (1)", prose="<p>All came twice.</p>")
    assert {row["review"] for row in got["measurements"]} == {"doubtful"}
    got = tables(HEADS.replace("Variable", "Glucose, mean (SD)") + "Before meal | 5 (1) | 6 (1)")
    assert "baseline" not in {row["time_frame"] for row in got["measurements"]}


def test_a_cell_left_empty_under_heads_of_changes_compares_nobody() -> None:
    got = tables(
        "Outcome | MSC | Placebo\n | Mean difference (95% CI) | Mean difference (95% CI)\n--\nPain | −1.0 (−2.0 to −0.1) | −0.5 (−1.5 to 0.5)\nEffusion | −1.1 (−2.0 to −0.5) | –"
    )
    assert {row["comparator_label"] for row in got["analyses"]} == {None}


def test_a_caption_may_tell_of_the_follow_up_beside_the_baseline() -> None:
    got = tables(
        HEADS + "Age, mean (SD) | 50 (8) | 51 (9)", caption="Patients with follow-up at 12 months: baseline characteristics"
    )
    assert {row["time_frame"] for row in got["measurements"]} == {"baseline"}


def test_a_total_that_stands_twice_is_a_total() -> None:
    got = tables(
        "Outcome | Before^3 | After^3\n | MSC (n = 20) | Placebo (n = 20) | Total (n = 40) | MSC (n = 20) | Placebo (n = 20) | Total (n = 40)\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 3 (1) | 2 (1) | 4 (1) | 3 (1)"
    )
    assert "Total" not in {row["group_label"] for row in got["measurements"]}


@pytest.mark.parametrize(
    "rows",
    [
        "Week 6^3\nPain, mean (SD) | 3 (1) | 4 (1)\nStiffness, mean (SD) | 3 (1) | 4 (1)\nWeek 12^3\nPain, mean (SD) | 2 (1) | 3 (1)\nStiffness, mean (SD) | 2 (1) | 3 (1)",
        "Blood group, n (%)^3\nA | 8 (40) | 9 (45)\nB | 4 (20) | 3 (15)\nO | 8 (40) | 8 (40)",
        "Pain, mean (SD)^3\nPer protocol | 3 (1) | 4 (1)\nITT | 3 (1) | 4 (1)",
    ],
    ids=["outcomes under times", "blood groups", "analysis sets"],
)
def test_rows_that_are_plainly_right_stay_clear(rows: str) -> None:
    assert {row["review"] for row in tables(HEADS + rows)["measurements"]} == {"clear"}


def test_the_depth_of_pockets_is_no_progression() -> None:
    got = tables(
        "Group | PD^2 | CAL^2\n | Mean | SD | Mean | SD\n--\nMSC group | 3.1 | 0.2 | 4.1 | 0.3\nPlacebo group | 3.3 | 0.3 | 4.4 | 0.2"
    )
    assert picked(got["measurements"], "param_value", "dispersion_value") == [(3.1, 0.2), (4.1, 0.3), (3.3, 0.3), (4.4, 0.2)]


def test_a_whole_mean_with_its_spread_below_is_a_mean() -> None:
    got = tables("Variable | MSC, mean (SD) | Placebo, mean (SD)\n--\nAge | 34 | 35\n | (5) | (6)")
    assert picked(got["measurements"], "param_value", "dispersion_value", "review") == [(34.0, 5.0, "clear"), (35.0, 6.0, "clear")]


def test_a_part_of_a_total_is_one() -> None:
    got = tables("Outcome | MSC (Events/Total) | Placebo (Events/Total)\n--\nRelapse | 3/20 | 5/20")
    assert {row["denominator"] for row in got["measurements"]} == {20}


def test_a_numbered_p_is_a_p_value() -> None:
    got = tables(HEADS.replace("\n--", " | P2\n--") + "Pain, mean (SD) | 3 (1) | 4 (1) | 0.04")
    assert picked(got["analyses"], "p_value") == [(0.04,)]
