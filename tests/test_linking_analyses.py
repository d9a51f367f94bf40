"""What statistics are about: whole texts in, rows of `analyses` out."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read


def analyses(text: str) -> list[dict[str, Any]]:
    """The rows that the text gives, in its order."""
    return extract(read(text.encode(), "report")).tables["analyses"]


def told(row: dict[str, Any], *columns: str) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)


NUMBERS = ("param_value", "ci_percent", "ci_lower_limit", "ci_upper_limit", "p_value_modifier", "p_value")
TRIAL = "Forty patients were randomised to receive MSC or placebo. "


def test_an_estimate_with_its_interval_and_p_value() -> None:
    (row,) = analyses(
        TRIAL
        + "At 6 months the MSC group had a shorter walking time than the placebo group (β=-1.20; 95% CI -2.10 to -0.30; P=0.012)."
    )
    assert told(row, *NUMBERS) == (-1.2, 95.0, -2.1, -0.3, "=", 0.012)
    assert told(row, "param_type", "param_type_raw", "ci_n_sides") == ("beta", "β", "two_sided")
    assert told(row, "time_frame", "time_frame_days") == ("6 months", 182.64)
    assert told(row, "group_label", "comparator_label") == ("MSC", "placebo")
    assert "walking time" in row["outcome_title"]
    assert row["review"] == "clear"


def test_the_quote_is_the_text_and_every_number_is_claimed() -> None:
    text = TRIAL + "Relapse was rarer with MSC than with placebo (HR 0·61 [95% CI 0·40–0·93], p=0·02)."
    tables = extract(read(text.encode(), "report")).tables
    (row,) = tables["analyses"]
    assert text[row["start"] : row["end"]] == row["quote"]
    claims = {claim["column"]: claim["raw"] for claim in tables["claims"] if claim["row_id"] == row["row_id"]}
    assert claims == {
        "param_value": "0·61",
        "ci_percent": "95",
        "ci_lower_limit": "0·40",
        "ci_upper_limit": "0·93",
        "p_value": "0·02",
    }


@pytest.mark.parametrize(
    ("sentence", "param_type"),
    [
        ("Relapses were fewer with MSC than with placebo: RR 0.70 (95% CI 0.50 to 0.98).", "rate_ratio"),
        ("The risk of hospital admission differed, RR 0.70 (95% CI 0.50 to 0.98).", "risk_ratio"),
        ("The hazard ratio for death was 0.70 (95% CI 0.50 to 0.98).", "hazard_ratio"),
    ],
)
def test_rr_is_named_by_what_is_counted(sentence: str, param_type: str) -> None:
    (row,) = analyses(TRIAL + sentence)
    assert row["param_type"] == param_type


def test_rr_without_a_word_for_what_is_counted_is_doubtful() -> None:
    (row,) = analyses("Treatment did better (RR 0.70, 95% CI 0.50 to 0.98).")
    assert "read_rr_ambiguous" in row["review_reasons"]


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Pain was 3.1 points lower with MSC than with placebo (95% CI 0.5 to 5.7).", 3.1, "points"),
        ("They walked 32 m more (95% CI 12 to 52; p=0.03).", 32, "m"),
    ],
)
def test_how_much_more_one_group_had_is_the_estimate_of_the_interval(sentence: str, value: float, unit: str) -> None:
    (row,) = analyses(TRIAL + sentence)
    assert told(row, "param_value", "unit", "ci_lower_limit") == (value, unit, row["ci_lower_limit"])


def test_a_time_holds_until_another_comes() -> None:
    rows = analyses(
        TRIAL + "At 3 months, fatigue was lower with MSC than with placebo (p=0.04). Pain did not differ between groups (p=0.30). "
        "At 12 months, fatigue did not differ between groups (p=0.51)."
    )
    assert [row["time_frame"] for row in rows] == ["3 months", "3 months", "12 months"]


def test_a_time_after_the_result_is_not_its_time() -> None:
    (row,) = analyses(
        TRIAL
        + "At 6 months atrophy was slower with MSC than with placebo (β=4.1; 95% CI 0.2-8.0; P=0.04), but this was not so at 12 months."
    )
    assert row["time_frame"] == "6 months"


def test_respectively_gives_each_value_its_outcome() -> None:
    rows = analyses(
        TRIAL
        + "Walking speed and grip strength were better in the MSC group than in the placebo group (p = 0.010 and p = 0.020, respectively)."
    )
    assert [(row["p_value"], row["outcome_title"]) for row in rows] == [(0.01, "Walking speed"), (0.02, "grip strength")]


def test_a_p_value_within_one_arm_names_that_arm_only() -> None:
    rows = analyses(TRIAL + "Serum IL-6 fell in the MSC group (p = .011) and in the placebo group (p = .263).")
    assert [told(row, "group_label", "comparator_label") for row in rows] == [("MSC", None), ("placebo", None)]


def test_a_level_declared_once_serves_bare_brackets() -> None:
    rows = analyses(TRIAL + "The mean difference (95% CI) was 1.9 (0.7 to 3.2) for pain and 6.5 (2.5 to 10.5) for function.")
    assert [told(row, *NUMBERS[:4]) for row in rows] == [(1.9, 95.0, 0.7, 3.2), (6.5, 95.0, 2.5, 10.5)]


def test_a_groups_own_interval_is_a_measurement() -> None:
    tables = extract(
        read((TRIAL + "Survival was 71% (95% CI 58–85) in the MSC group and 57% (44–70) in the placebo group.").encode(), "report")
    ).tables
    assert not tables["analyses"]
    assert [told(row, "param_value", "dispersion_type", "dispersion_lower_limit", "dispersion_upper_limit", "group_label") for row in tables["measurements"]] == [
        (71.0, "ci", 58.0, 85.0, "MSC"), (57.0, "ci", 44.0, 70.0, "placebo"),
    ]  # fmt: skip


def test_limits_printed_upper_first_are_ordered_and_doubted() -> None:
    (row,) = analyses(TRIAL + "The difference was -2.0 (95% CI -0.5 to -3.5).")
    assert told(row, "ci_lower_limit", "ci_upper_limit") == (-3.5, -0.5)
    assert "read_limits_reversed" in row["review_reasons"]


def test_a_dash_that_may_be_a_sign_is_doubted() -> None:
    (row,) = analyses(TRIAL + "The difference was -4.8 (95% CI −8.2 −1.5).")
    assert "read_sign_ambiguous" in row["review_reasons"]


def test_a_second_telling_points_at_the_first() -> None:
    rows = analyses(
        TRIAL + "Atrophy was slower with MSC than with placebo at 6 months (β = 9.4, 95% CI 0.3 to 18.5, p = 0.044).\n\n"
        "Conclusion\nSlower atrophy at 6 months in the MSC group (β = 9.4, p = 0.044) needs confirmation."
    )
    assert [row["repeat_of"] for row in rows] == [None, rows[0]["row_id"]]


@pytest.mark.parametrize(
    "text",
    [
        "P values below 0.05 were considered significant.",
        "Significance was set at p<0.05.",
        "Changes were not significant (P = n.s.).",
    ],
)
def test_thresholds_and_words_make_no_row(text: str) -> None:
    assert analyses(text) == []


def test_a_ratio_head_over_a_negative_limit_stays_a_doubtful_row() -> None:
    text = (
        TRIAL
        + "The latency did not differ (β=-0.31; 95% CI -1.84 to 1.22; P=0.668).\n\n| Control | HR/OR | P-value |\n|---|---|---|\n| placebo | - (−1.84 to 1.22) | 0.668 |\n"
    )
    rows = analyses(text)
    table_rows = [row for row in rows if row["locator"].count("column")]
    assert [told(row, "ci_lower_limit", "ci_upper_limit", "p_value") for row in table_rows] == [(-1.84, 1.22, 0.668)]
    assert table_rows[0]["repeat_of"] == rows[0]["row_id"]
    assert table_rows[0]["param_type_raw"] == "HR/OR"


def test_an_interval_before_an_estimate_that_has_its_own_is_another_values() -> None:
    rows = analyses(
        TRIAL
        + "Walking time fell more with MSC (42.1 s, 95% CI 40.0 to 44.2 s; mean difference -6.3, 95% CI -8.1 to -4.5, p<0.001)."
    )
    assert told(rows[-1], *NUMBERS) == (-6.3, 95.0, -8.1, -4.5, "<", 0.001)


def test_a_difference_with_its_spread_keeps_its_interval() -> None:
    (row,) = analyses(TRIAL + "The mean difference in walking time between MSC and placebo was 0.4 ± 1.7 s (95% CI -0.2 to 1.0).")
    assert told(row, *NUMBERS[:4]) == (0.4, 95.0, -0.2, 1.0)


def test_a_ratio_per_so_much_keeps_its_interval() -> None:
    (row,) = analyses(TRIAL + "Relapse was rarer with a higher dose (odds ratio 0.71 per 2 mg/kg increase, 95% CI 0.52 to 0.97).")
    assert told(row, *NUMBERS[:4]) == (0.71, 95.0, 0.52, 0.97)


def test_years_before_a_bracket_are_no_estimate() -> None:
    rows = analyses(
        TRIAL
        + "Relapse differed between MSC and placebo at 1 year (absolute difference 9·1%, 95% CI 2·0–16·2) and 3 years (12·4%, 4·1–20·7)."
    )
    assert [row["param_value"] for row in rows] == [9.1, 12.4]
    assert [row["ci_percent"] for row in rows] == [95.0, 95.0]


def test_a_guessed_type_is_not_handed_on_as_known() -> None:
    rows = analyses(TRIAL + "MSC and placebo differed in gait (2.1, 95% CI 1.1 to 3.1) and in balance (1.9 (0.7 to 3.1)).")
    assert all("read_type_missing" in row["review_reasons"] for row in rows)


@pytest.mark.parametrize(
    ("sentence", "group", "comparator", "title"),
    [
        (
            "Falls were commoner in women with gout than in those without (HR 2.1, 95% CI 1.2 to 3.4).",
            "gout",
            "without gout",
            "Falls",
        ),
        (
            "People in the MSC group who were given gels (n=9) had fewer falls compared with those given creams (HR 0.6, 95% CI 0.4 to 0.9).",
            "gels",
            "creams",
            "falls",
        ),
        (
            "Gout at entry was an independent predictor of falls (HR 2.1, 95% CI 1.2 to 3.4).",
            "Gout at entry",
            None,
            "falls",
        ),
        ("Falls differed (never versus ever smokers: HR 0.6, 95% CI 0.4 to 0.9).", "never", "ever smokers", "Falls"),
        ("The MSC group was superior to brisk walks for pain (p=0.03).", "MSC", "placebo", "pain"),
    ],
)
def test_groups_in_the_sentences_own_words(sentence: str, group: str, comparator: str | None, title: str) -> None:
    (row,) = analyses(TRIAL + sentence)
    assert told(row, "group_label", "comparator_label", "outcome_title") == (group, comparator, title)


def test_an_association_is_of_a_difference_the_other_way() -> None:
    (row,) = analyses(TRIAL + "Higher lactate was associated with gout (mean difference 1.2 mmol/L; 95% CI 0.5 to 1.8).")
    assert told(row, "group_label", "outcome_title") == ("gout", "lactate")


def test_the_sentence_after_a_contrast_goes_on_with_it_in_doubt() -> None:
    rows = analyses(
        TRIAL + "Gout was a predictor of falls (HR 2.1, 95% CI 1.2 to 3.4). The estimate for death was HR 1.3 (95% CI 0.5 to 3.1)."
    )
    assert [row["group_label"] for row in rows] == ["Gout", "Gout"]
    assert "link_groups_guessed" in rows[1]["review_reasons"]


def test_correlations_of_one_with_several_have_no_groups() -> None:
    rows = analyses("Loss of sleep correlated with weight (r=0.31; p=0.02) and pain (r=0.22; p=0.04).")
    assert [told(row, "outcome_title", "group_label", "review") for row in rows] == [
        ("Loss of sleep correlated with weight", None, "clear"),
        ("Loss of sleep pain", None, "clear"),
    ]


def test_the_primary_outcome_is_what_the_report_declares() -> None:
    (row,) = analyses(
        TRIAL + "The primary outcome was loss of sleep at week 9. The primary outcome did not differ between groups (p=0.40)."
    )
    assert told(row, "outcome_title", "time_frame") == ("loss of sleep at week 9", "week 9")


def test_lengths_of_time_that_are_results_date_nothing() -> None:
    (row,) = analyses(TRIAL + "Relief lasted 17.6 months in the MSC group and 8 months in the placebo group (p=0.02).")
    assert row["time_frame"] is None


def test_arms_of_p_values_in_lists() -> None:
    doses = "Adults were randomised to the gel group (n = 20), the balm group (n = 20) or the placebo group (n = 20). "
    one = analyses(doses + "Pain fell (P=0.01 for gel and P=0.06 for balm, versus placebo).")
    two = analyses(
        doses + "Relief was had by more (40% versus 63% [P<0.001] and 54% [P=0.04] with placebo, gel and balm, respectively)."
    )
    both = analyses(doses + "Falls in both gel and balm were large compared with placebo (p=0.01 and p=0.02).")
    for rows in (one, two, both):
        assert [told(row, "group_label", "comparator_label") for row in rows] == [
            ("gel", "placebo"),
            ("balm", "placebo"),
        ]


def test_a_test_of_three_arms_names_no_pair() -> None:
    doses = "Adults were randomised to the gel group (n = 20), the balm group (n = 20) or the placebo group (n = 20). "
    (row,) = analyses(doses + "Pain was alike among the three groups (p=0.40).")
    assert told(row, "group_label", "comparator_label", "review") == (None, None, "clear")


def test_a_change_around_its_p_value_is_a_difference() -> None:
    (row,) = analyses(TRIAL + "Compared with placebo, MSC gave larger increases in weight: 12.4 kg (p = 0.008).")
    assert told(row, "param_value", "param_type", "p_value") == (12.4, "difference", 0.008)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Fifty of the patients in the MSC arm had a new fracture (p=0.03).", "new fracture"),
        ("Fewer women intended to walk with MSC than with placebo (40% vs 50%; p=0.03).", "intended to walk"),
        ("The sleep diary showed a reduced number of naps in the MSC group (p=0.03).", "number of naps"),
        ("Sleep, appetite, and gait speed improved in the MSC group (p=0.03).", "Sleep, appetite, and gait speed"),
        ("The MSC group had a significantly (p=0.03) greater fall in serum urea than the placebo group.", "fall in serum urea"),
    ],
)
def test_what_people_are_is_no_outcome(sentence: str, title: str) -> None:
    (row,) = analyses(TRIAL + sentence)
    assert row["outcome_title"] == title


def test_a_difference_told_apart_from_its_interval_is_read_as_doubtful() -> None:
    (row,) = analyses(
        TRIAL
        + "Peak flow was increased by 2.4 L/min with MSC compared to the placebo group (95% confidence intervals: 1.1–3.7 L/min)."
    )
    assert told(row, *NUMBERS) == (2.4, 95.0, 1.1, 3.7, None, None)
    assert (row["param_type"], row["review"]) == ("difference", "doubtful")


def test_a_p_value_without_its_letter_is_doubtful() -> None:
    (row,) = analyses(TRIAL + "Walking time and power rose with MSC (all <0.001; Table 2).")
    assert told(row, "p_value_modifier", "p_value", "review") == ("<", 0.001, "doubtful")
    assert "read_statistic_missing" in row["review_reasons"]


def test_a_ratio_after_two_groups_values_is_of_both() -> None:
    (row,) = analyses(
        TRIAL + "The success rate with MSC was 21% and 35% for the placebo group (ratio; 1.6, 95% CI 0.9–2.8, P=0.1)."
    )
    assert told(row, *NUMBERS) == (1.6, 95.0, 0.9, 2.8, "=", 0.1)
    assert row["review"] == "doubtful"


def test_a_difference_between_groups_is_not_of_the_arm_that_was_named_last() -> None:
    rows = analyses(
        TRIAL
        + "Walking speed rose in the MSC group (p<0.001) but not in the placebo group (p=0.31); between-group difference 0.4 m/s (95% CI 0.1 to 0.7)."
    )
    assert told(rows[-1], "group_label", "comparator_label", "param_value") == ("MSC", "placebo", 0.4)


def test_a_hazard_ratio_that_only_its_interval_marks() -> None:
    (row,) = analyses(TRIAL + "Survival was longer with MSC than with placebo (hazard ratio for death 0.64, 95% CI 0.44-0.93).")
    assert told(row, "outcome_title", "param_type", "review") == ("death", "hazard_ratio", "clear")
