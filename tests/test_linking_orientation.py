"""Which arm a value is of: the direction of a sentence, the order of a comparison, labels that only values name."""

import pytest

from extractors.pipeline import extract
from extractors.readers import read

TRIAL = "Patients were randomised to verum (n = 40) or sham (n = 42). "


def groups(text: str) -> dict[float, str | None]:
    """The group of each value of the measurements that a text makes."""
    rows = extract(read(text.encode(), "report")).tables["measurements"]
    return {row["param_value"]: row["group_label"] for row in rows}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Response was seen in 61% with verum and 47% with sham.", {61: "verum", 47: "sham"}),
        ("Response was higher with verum (61%) than with sham (47%).", {61: "verum", 47: "sham"}),
        ("Response was more common (47% in the sham group, 61% in the verum group).", {47: "sham", 61: "verum"}),
        ("Response was higher in the verum group than in the sham group (61% v 47%).", {61: "verum", 47: "sham"}),
        ("The sham group also responded less than the verum group (47% vs 61%).", {47: "sham", 61: "verum"}),
        ("Compared with sham, verum led to higher response (61% vs 47%).", {61: "verum", 47: "sham"}),
        ("Compared with sham, verum led to higher response (47% vs 61%).", {61: "verum", 47: "sham"}),
        ("Response rates were 61 and 47% in the verum and sham groups, respectively.", {61: "verum", 47: "sham"}),
        ("Median survival was 14.2 months for verum and 11.9 months for sham.", {14.2: "verum", 11.9: "sham"}),
        ("Sleep was better in 21 (53%) and unchanged in 12 (30%) in the verum group.", {53: "verum", 30: "verum"}),
        (
            "Relief and sleep improved in 53% and 54%, respectively, in the verum arm, versus 41% and 37%, respectively, in the sham arm.",
            {53: "verum", 54: "verum", 41: "sham", 37: "sham"},
        ),
        ("The disease control rate was higher with verum than with sham (61% vs 47%).", {61: "verum", 47: "sham"}),
        ("Response was more common (61% vs 47%) in the verum group.", {61: "verum", 47: "sham"}),
        ("Response rose compared with the sham group (61% vs 47%).", {61: "verum", 47: "sham"}),
        ("The verum group had a shorter stay (12.6 ± 1.0) than that of the sham group (17.0 ± 2.5).", {12.6: "verum", 17: "sham"}),
        ("Volume fell by 730, 887 and 958 ml in the sham group.", {730: "sham", 887: "sham", 958: "sham"}),
        ("Delay of healing was shorter (verum, 8.5 months; sham, 7.4 months).", {8.5: "verum", 7.4: "sham"}),
        ("Grade 3 pain was common (35% grade 3/4 in the verum group, 14% in the sham group).", {35: "verum", 14: "sham"}),
        (
            "Rates were 90 and 77% for verum vs 88 and 74% for sham, respectively.",
            {90: "verum", 77: "verum", 88: "sham", 74: "sham"},
        ),
        (
            "Pain rose at both visits with verum compared with sham (66% and 64% versus 12% and 7%).",
            {66: "verum", 64: "verum", 12: "sham", 7: "sham"},
        ),
        ("Compared with those given nothing, people given verum had fewer falls (39% versus 13%).", {39: "sham", 13: "verum"}),
        (
            "Relief was seen in 37 (70%) vs 4 (8%) and sleep in 12 (23%) vs 15 (31%), with sham and verum, respectively.",
            {70: "sham", 8: "verum", 23: "sham", 31: "verum"},
        ),
        ("Pain was lower with verum (mean = 3.2, SD = 1.1) than with sham (mean = 4.1, SD = 1.0).", {3.2: "verum", 4.1: "sham"}),
        ("Pain was 3.2 (95% CI 2.1 to 4.3) with verum vs 4.1 (95% CI 3.0 to 5.2) with sham.", {3.2: "verum", 4.1: "sham"}),
        (
            "Pain decreased from 6.1 to 3.2 in the verum group and from 6.0 to 4.9 in the sham group.",
            {6.1: "verum", 3.2: "verum", 6.0: "sham", 4.9: "sham"},
        ),
        ("Response was higher in verum-treated patients (61%) than in sham-treated patients (47%).", {61: "verum", 47: "sham"}),
        ("Relief was rarer in verum-treated patients (47% with sham versus 41% with verum).", {47: "sham", 41: "verum"}),
        ("The verum arm's response rate of 61% was higher than the sham arm's 47%.", {61: "verum", 47: "sham"}),
        ("Response was 61% and thus higher than in the sham group.", {61: None}),
        ("Pain scores were 3.2 (verum) and 4.1 (sham).", {3.2: "verum", 4.1: "sham"}),
        ("Kendall's tau was higher (verum 0.6; sham 0.7).", {}),
        ("Pain was 20.5 ± 3.1 without verum and 17.5 ± 2.8 with verum.", {20.5: "sham", 17.5: "verum"}),
        ("Survival improved to 28.1 months with verum versus 19.8 months with sham.", {28.1: "verum", 19.8: "sham"}),
        (
            "Falls fell from 42.5 per 1000 women in the sham group to 24.8 per 1000 women in the verum group.",
            {42.5: "sham", 24.8: "verum"},
        ),
        (
            "At a median follow-up of 28 months, we noted 9% relapses in the verum group and 12% in the sham group.",
            {28: None, 9: "verum", 12: "sham"},
        ),
        (
            "Rash was seen in the verum treatment arm (24.3%; 90% confidence interval [CI], 18.6-30.8) and the sham treatment arm (25.2%; 90% CI, 19.4-31.7).",
            {24.3: "verum", 25.2: "sham"},
        ),
        ("Of these, 18 relapsed: 14 in the sham group (25%) and four in the verum group (7%).", {18: None, 25: "sham", 7: "verum"}),
    ],
)
def test_the_sentence_tells_the_arms(sentence: str, expected: dict[float, str | None]) -> None:
    assert groups(TRIAL + sentence) == expected


def test_a_row_without_names_follows_the_sentence_before() -> None:
    text = TRIAL + "Response was higher with verum than with sham (61% vs 47%). Remission rates were 22% vs 13%, respectively."
    assert groups(text) == {61: "verum", 47: "sham", 22: "verum", 13: "sham"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Response was seen in 61% of the verum group, compared with 47% of their relatives.",
        "Response was 61% with verum and 47% with arbetine.",
        "Verum led to relief in both smokers and drinkers (61% vs. 47%).",
    ],
)
def test_who_is_compared_is_in_doubt_where_nobody_knows_the_second(sentence: str) -> None:
    assert reasons(TRIAL + sentence)[47]


def test_a_head_gives_the_order_of_pairs() -> None:
    text = TRIAL + "Harms (verum/sham) included nausea (10.8%/1.1%) and fatigue (10.9%/5.4%)."
    rows = extract(read(text.encode(), "report")).tables["adverse_events"]
    assert {row["percent"]: row["group_label"] for row in rows} == {10.8: "verum", 1.1: "sham", 10.9: "verum", 5.4: "sham"}


def test_labels_that_only_values_name() -> None:
    assert groups("Survival at 5 years was 48.7% for AB120 versus 45.9% for AB-CD.") == {48.7: "AB120", 45.9: "AB-CD"}
    text = "Ratings were 7.2 and 5.1 points by Xa and Yb plus Zc, respectively."
    rows = extract(read(text.encode(), "report")).tables["measurements"]
    assert [row["group_label"] for row in rows] == ["Xa", "Yb plus Zc"]


def test_letters_and_numbers_share_the_words_of_their_list() -> None:
    text = (
        "Children were allocated to group A (n = 20), group B (n = 21) or group C (n = 22). "
        "Fever lasted 2.1, 3.4 and 5.6 days in groups A, B and C, respectively."
    )
    assert groups(text) == {2.1: "group A", 3.4: "group B", 5.6: "group C"}


def test_parts_that_add_up_are_sizes() -> None:
    text = "We randomised 94 women: 31 received verum, 29 received sham and 34 received counselling."
    sizes = {row["n"]: row["group_label"] for row in extract(read(text.encode(), "report")).tables["sample_sizes"]}
    assert sizes == {94: None, 31: "verum", 29: "sham", 34: "counselling"}


def reasons(text: str) -> dict[float, str | None]:
    """Why each value of the measurements is in doubt."""
    rows = extract(read(text.encode(), "report")).tables["measurements"]
    return {row["param_value"]: row["review_reasons"] for row in rows}


def test_two_shares_without_any_name_take_the_order_of_the_report_in_doubt() -> None:
    text = TRIAL + "Complete response rates were 3.8% and 5.9%."
    assert groups(text) == {3.8: "verum", 5.9: "sham"}
    assert all("link_order_guessed" in (reason or "") for reason in reasons(text).values())


def test_counts_beside_an_arm_are_its_own_in_doubt() -> None:
    text = TRIAL + "Recurrences were fewer (67 events with verum vs 110 with sham)."
    assert groups(text) == {67: "verum", 110: "sham"}
    assert all("link_outcome_guessed" in (reason or "") for reason in reasons(text).values())


def test_a_value_takes_the_time_told_after_it_not_that_of_the_value_before() -> None:
    text = TRIAL + "Response was 61% with verum and 47% with sham at 3 months and 51% and 37%, respectively, at 6 months."
    rows = extract(read(text.encode(), "report")).tables["measurements"]
    assert {row["param_value"]: row["time_frame"] for row in rows} == {
        61: "3 months", 47: "3 months", 51: "6 months", 37: "6 months",
    }  # fmt: skip


def test_values_that_follow_two_arms_without_names_of_their_own_are_in_doubt() -> None:
    text = (
        TRIAL
        + "Median pain was 20 (7 to 36) in the verum group and 23 (10 to 43) in the sham group and at night was 1 (0 to 14) and 2 (0 to 11)."
    )
    assert {value: group for value, group in groups(text).items() if value < 3} == {1: "verum", 2: "sham"}
    assert all("link_order_guessed" in (reasons(text)[value] or "") for value in (1, 2))


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("Response was seen in 130% of patients with verum.", None),
        ("Response was seen in 52 patients (130%) with verum.", "read_value_impossible"),
        ("The dose intensity was 130% with verum.", "read_statistic_missing"),
    ],
)
def test_a_share_over_all_is_never_clear(sentence: str, doubt: str | None) -> None:
    rows = extract(read((TRIAL + sentence).encode(), "report")).tables["measurements"]
    assert all(row["review"] == "doubtful" and doubt is not None and doubt in row["review_reasons"] for row in rows)


def test_a_change_that_an_arm_brings_about_may_be_from_the_other_arm() -> None:
    told = reasons(TRIAL + "Relapses were reduced by verum from 14.1% to 8.6%.")
    assert all("link_groups_guessed" in (reason or "") for reason in told.values())
    told = reasons(TRIAL + "Mean pain fell from 6.1 to 3.2 in the verum group.")
    assert not any("link_groups" in (reason or "") for reason in told.values())
