"""Counts of harms find their harm, their arm, and whether people or events are counted; absences are rows of nought."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read

ARMS = "Forty adults were randomised to receive MSC or saline. "


def harms(text: str) -> list[dict[str, Any]]:
    return extract(read(text.encode(), "x")).tables["adverse_events"]


def told(text: str, *columns: str) -> list[tuple[Any, ...]]:
    """The asked columns of each first telling, in the order of the text."""
    return [tuple(row[column] for column in columns) for row in harms(text) if row["repeat_of"] is None]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Two patients (10%) in the MSC group and one (5%) in the saline group had a serious adverse event.",
            [("MSC", 2, 10), ("saline", 1, 5)],
        ),
        (
            "Adverse events were reported by 12 (60%) patients receiving MSC and 9 (45%) receiving saline.",
            [("MSC", 12, 60), ("saline", 9, 45)],
        ),
        ("Adverse events occurred more often with MSC than with saline (45% vs 30%).", [("MSC", None, 45), ("saline", None, 30)]),
        (
            "Rash was more common in the saline group (8% vs 1%), but all adverse events were mild.",
            [("saline", None, 8), ("MSC", None, 1)],
        ),
        (
            "Adverse events were seen in 13% and 17% of patients in the MSC and saline groups, respectively.",
            [("MSC", None, 13), ("saline", None, 17)],
        ),
        ("More people on MSC (13; 3.1%) than saline (10; 2.4%) had side effects.", [("MSC", 13, 3.1), ("saline", 10, 2.4)]),
        ("The side effects were nausea (29%) and rash (17%) in the MSC group.", [("MSC", None, 29), ("MSC", None, 17)]),
    ],
)
def test_each_count_finds_its_arm(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert told(ARMS + sentence, "group_label", "subjects_affected", "percent") == expected


def test_a_second_pair_follows_the_order_of_the_first() -> None:
    text = (
        ARMS
        + "There were serious adverse reactions (6 reactions in 4 people receiving MSC vs two in one person receiving saline) and serious adverse events (9 in 7 people vs 5 in 3 people)."
    )
    assert told(text, "group_label", "event_count", "subjects_affected") == [
        ("MSC", 6, 4),
        ("saline", 2, 1),
        ("MSC", 9, 7),
        ("saline", 5, 3),
    ]


def test_none_in_one_arm_is_a_nought_of_that_arm() -> None:
    text = ARMS + "Adverse events included deaths (two in the MSC group vs none in the saline group)."
    assert told(text, "adverse_event_term", "group_label", "subjects_affected", "explicit_none") == [
        ("death", "MSC", 2, False),
        ("death", "saline", 0, True),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Safety: chills (12 events vs 7 events), rash (5 vs 3).",
            [("chills", None, 12), ("chills", None, 7), ("rash", None, 5), ("rash", None, 3)],
        ),
        ("Six patients had eight episodes of bronchitis.", [("bronchitis", 6, 8)]),
        ("Five serious adverse events in three patients were reported.", [("serious adverse events", 3, 5)]),
        ("One case of phlebitis was noted.", [("phlebitis", 1, None)]),
        ("Another participant developed sepsis.", [("sepsis", 1, None)]),
        ("A total of 31 adverse events were recorded.", [("adverse events", None, 31)]),
    ],
)
def test_people_and_events_are_told_apart(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert told(ARMS + sentence, "adverse_event_term", "subjects_affected", "event_count") == expected


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("No seizures, embolism or tumours were seen.", ["seizures", "embolism", "tumours"]),
        ("No side effects (bruising, abscess, nerve injury) occurred.", ["side effects", "bruising", "abscess", "nerve injury"]),
        ("None of the treated patients experienced dyspnoea.", ["dyspnoea"]),
        ("All finished the trial, and none withdrew because of side effects.", ["withdrew because of side effects"]),
        ("No one died.", ["death"]),
        ("Imaging showed absence of neoplasms or abnormalities.", ["neoplasms or abnormalities"]),
    ],
)
def test_each_harm_said_to_be_absent_is_a_row_of_nought(sentence: str, terms: list[str]) -> None:
    found = harms(ARMS + "The treatment was well tolerated. " + sentence)
    assert [row["adverse_event_term"] for row in found] == terms
    assert {(row["subjects_affected"], row["explicit_none"]) for row in found} == {(0, True)}


@pytest.mark.parametrize(
    "sentence",
    [
        "No difference in adverse events was found.",
        "The toxicity criteria of version 3 were used.",
        "Grade 3 or 4 rash was rare.",
        "A total of 80 breast cancer patients were recruited.",
        "Patients with stroke (n = 58) were included.",
        "The primary endpoint was pneumonia. Pneumonia occurred in 16 (80%) patients versus seven (33%) patients (p < 0.001).",
        "Fatigue was assessed at 2, 24, and 48 hours.",
        "None of the infections was severe.",
    ],
)
def test_what_counts_no_harm_makes_no_row(sentence: str) -> None:
    assert harms(ARMS + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "related"),
    [
        ("One serious adverse event in the MSC group was probably related to the infusion.", True),
        ("One serious adverse event in the MSC group was possibly related to the infusion.", None),
        ("Two patients had seizures, all of which were considered unrelated.", False),
        ("Two patients had seizures. None was considered related to treatment.", False),
        ("No treatment-related adverse events occurred.", True),
        ("Two patients had seizures.", None),
    ],
)
def test_relatedness_is_read_and_possibly_says_nothing(sentence: str, related: bool | None) -> None:
    assert [row["related"] for row in harms(ARMS + sentence)] == [related]


def test_a_bracket_that_names_the_one_event_gives_the_term() -> None:
    [row] = harms(ARMS + "One serious AE (admission after a stroke) was seen in the MSC group.")
    assert (row["adverse_event_term"], row["serious"], row["event_count"], row["group_label"]) == (
        "admission after a stroke",
        True,
        1,
        "MSC",
    )


def test_an_abbreviation_stands_beside_the_name_that_the_report_gives_it() -> None:
    text = ARMS + "Serious adverse events (SAEs) were recorded. SAEs occurred in 3 (15%) patients with MSC and 2 (10%) with saline."
    assert told(text, "adverse_event_term")[0] == ("Serious adverse events (SAEs)",)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Side effects included hives (3 vs 1) with MSC and saline.", "link_harm_uncertain"),
        ("Two patients discontinued treatment because of adverse events.", "link_harm_uncertain"),
        ("Overall survival did not differ. In all, 79 deaths were observed in the MSC group.", "link_harm_uncertain"),
        ("Serious adverse events differed (35 versus 18).", "link_counted_uncertain"),
    ],
)
def test_a_guess_is_a_row_with_its_reason(sentence: str, reason: str) -> None:
    found = harms(ARMS + sentence)
    assert found
    assert all(reason in (row["review_reasons"] or "") for row in found)


def test_an_absence_in_one_person_repeats_no_absence_in_all() -> None:
    text = "RESULTS\nNo complications occurred in this series.\n\nPATIENT 1\nNo complications occurred during the procedure.\n\nPATIENT 2\nNo complications occurred during the procedure.\n"
    assert [row["repeat_of"] for row in harms(text)] == [None] * 3


@pytest.mark.slow
def test_time_grows_with_length_alone() -> None:
    """A long hostile text is read in the time of its length."""
    text = ARMS + "12 (3%) patients in the MSC group and no rash or fever (n=3) vs 4 of 12 " * 300
    assert harms(text) is not None


def test_more_affected_than_at_risk_is_one_doubtful_row_and_not_two_counts() -> None:
    rows = harms(ARMS + "Rash occurred in 25 of 20 patients in the MSC group.")
    assert [(row["subjects_affected"], row["subjects_at_risk"]) for row in rows] == [(25, 20)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hypotension was observed in 7 cases out of 192 shocks.", [("Hypotension", None, 7, None)]),
        ("Bleeding occurred after 7 of 192 cell injections.", [("Bleeding", None, 7, None)]),
        ("Bleeding occurred in 7 of 192 patients after injections.", [("Bleeding", 7, None, 192)]),
    ],
)
def test_what_happens_in_procedures_counts_no_people(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert told(ARMS + sentence, "adverse_event_term", "subjects_affected", "event_count", "subjects_at_risk") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Infections of grade 3 or higher occurred in 9 patients (45%) given MSC and in 8 controls (40%).",
            [("Infections of grade 3 or higher", "MSC", 9, 45), ("Infections of grade 3 or higher", "saline", 8, 40)],
        ),
        (
            "Mild joint swelling or stiffness after the injection was more common with MSC (9 patients, 45%) than with saline (4 patients, 20%).",
            [
                ("Mild joint swelling or stiffness after the injection", "MSC", 9, 45),
                ("Mild joint swelling or stiffness after the injection", "saline", 4, 20),
            ],
        ),
    ],
)
def test_a_harm_keeps_its_whole_name(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    told_rows = told(ARMS + "Safety: " + sentence, "adverse_event_term", "group_label", "subjects_affected", "percent")
    assert told_rows == expected


def test_none_of_those_given_a_treatment_are_no_arm_without_it() -> None:
    text = ARMS + "One patient in the saline group died; no MSC-treated patient died."
    assert told(text, "group_label", "subjects_affected") == [("saline", 1), ("MSC", 0)]
