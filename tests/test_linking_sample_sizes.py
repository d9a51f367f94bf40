"""Counts of participants find their arm and their point in the trial; counts of anything else make no row."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read


def sizes(text: str) -> list[dict[str, Any]]:
    return extract(read(text.encode(), "note")).tables["sample_sizes"]


def told(text: str) -> list[tuple[int, str | None, str]]:
    return [(row["n"], row["group_label"], str(row["role"])) for row in sizes(text) if not row["repeat_of"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Sixty adults with gout were enrolled.", [(60, None, "enrolled")]),
        ("We recruited 39 women who had survived a stroke.", [(39, None, "enrolled")]),
        ("A total of 13 207 women were randomised to screening or usual care.", [(13207, None, "randomised")]),
        ("In this trial 80 bladder cancer patients were randomly assigned.", [(80, None, "randomised")]),
        ("Ninety people were screened and 61 were randomised.", [(90, None, "screened"), (61, None, "randomised")]),
        ("Of 90 people with fever, 61 were enrolled.", [(90, None, "screened"), (61, None, "enrolled")]),
        (
            "Forty (70%) entered randomisation and 33 (82%) completed the trial.",
            [(40, None, "randomised"), (33, None, "completed")],
        ),
        ("Three patients dropped out in the placebo group.", [(3, "placebo", "withdrawn")]),
        ("88 were included in the per-protocol analysis.", [(88, None, "analysed")]),
        (
            "In 183 evaluable patients, the zolmidol group slept better than the placebo group.",
            [(183, None, "analysed")],
        ),
        (
            "We planned to randomise 72 patients to zolmidol or brelizine. Zolmidol was better; brelizine was worse.",
            [(72, None, "planned")],
        ),
        ("In all, 48 patients in the zolmidol group had pain. The zolmidol group and the placebo group slept.", []),
        ("A total of 60 patients (30%) in the zolmidol group and 53 (27%) in the placebo group slept.", []),
        ("A total of 18 patients with rash were seen.", []),
        ("The leaflet had two patient domains.", []),
        ("With a median age of 70 were randomly assigned 12 patients.", [(12, None, "randomised")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_whole_study_and_its_points(text: str, rows: list[tuple[int, str | None, str]]) -> None:
    assert told(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Patients were randomised to zolmidol (n = 30) or placebo (n = 31). The zolmidol group and the placebo group did not differ.",
            [(30, "zolmidol", "randomised"), (31, "placebo", "randomised")],
        ),
        (
            "61 patients were randomised to zolmidol (n = 30) or placebo (n = 31). The zolmidol group improved more than placebo.",
            [(61, None, "randomised"), (30, "zolmidol", "randomised"), (31, "placebo", "randomised")],
        ),
        (
            "Of 61 patients, 30 were assigned to receive zolmidol and 31 to receive placebo.",
            [(61, None, "randomised"), (30, "zolmidol", "randomised"), (31, "placebo", "randomised")],
        ),
        (
            "A total of 66 patients were randomly assigned to zolmidol and 63 to arbetine.",
            [(66, "zolmidol", "randomised"), (63, "arbetine", "randomised")],
        ),
        (
            "194 people were enrolled, with 98 people randomised into the zolmidol arm and 96 into the brelizine arm.",
            [(194, None, "enrolled"), (98, "zolmidol", "randomised"), (96, "brelizine", "randomised")],
        ),
        (
            "A total of 164 people were randomised to rest with (n = 85) or without (n = 79) zolmidol.",
            [(164, None, "randomised"), (85, "zolmidol", "randomised"), (79, "without zolmidol", "randomised")],
        ),
        (
            "Of 99 women 87 finished (n=44 and n=43 for the zolmidol group and the placebo group, respectively). The zolmidol group slept.",
            [(99, None, "enrolled"), (44, "zolmidol", "enrolled"), (43, "placebo", "enrolled")],
        ),
        (
            "580 zolmidol and 655 placebo women completed the interviews. The zolmidol group and the placebo group slept.",
            [(580, "zolmidol", "completed"), (655, "placebo", "completed")],
        ),
        (
            "They were randomised to control (5 minutes per week; 41 patients) or zolmidol (9 minutes per week; 38 patients). The zolmidol group slept.",
            [(41, "control", "randomised"), (38, "zolmidol", "randomised")],
        ),
        (
            "Ninety people were randomised to zolmidol for 6 weeks (n = 45) or placebo for 6 weeks (n = 45). The zolmidol group slept.",
            [(90, None, "randomised"), (45, "zolmidol", "randomised"), (45, "placebo", "randomised")],
        ),
        (
            "Ninety people were randomised into two groups: zolmidol (45 patients) and control (44 patients).",
            [(90, None, "randomised"), (45, "zolmidol", "randomised"), (44, "control", "randomised")],
        ),
        (
            "In the zolmidol group there were 45 patients, and in the placebo group 46 patients.",
            [(45, "zolmidol", "enrolled"), (46, "placebo", "enrolled")],
        ),
        (
            "The zolmidol group consisted of 45 women and the control group of 46 women.",
            [(45, "zolmidol", "enrolled"), (46, "control", "enrolled")],
        ),
        (
            "91 patients (zolmidol group, n = 45; placebo group, n = 46) were analysed.",
            [(91, None, "analysed"), (45, "zolmidol", "analysed"), (46, "placebo", "analysed")],
        ),
        (
            "People were randomised 1:1 to zolmidol 20 mg per day [n = 45] or placebo [n = 46].",
            [(45, "zolmidol 20 mg per day", "randomised"), (46, "placebo", "randomised")],
        ),
        (
            "Ninety women were randomised to (1) baths (n = 45), (2) walks (n = 46) or (3) usual care (n = 44).",
            [(90, None, "randomised"), (45, "baths", "randomised"), (46, "walks", "randomised"), (44, "usual care", "randomised")],
        ),
        (
            "The study group (45 women) received zolmidol and the control group (46 women) received nothing.",
            [(45, "study group", "treated"), (46, "control", "treated")],
        ),
        (
            "Women in the intervention (n = 45) and control (n = 46) groups were alike.",
            [(45, "intervention", "enrolled"), (46, "control", "enrolled")],
        ),
        (
            "299 women were randomised to zolmidol (149) or controls (150).",
            [(299, None, "randomised"), (149, "zolmidol", "randomised"), (150, "controls", "randomised")],
        ),
        (
            "Two strategies were compared: 1) early feeding (n=15); 2) late feeding with broth (n=39).",
            [(15, "early feeding", "enrolled"), (39, "late feeding with broth", "enrolled")],
        ),
        (
            "Participants were randomly assigned to receive drug X at 10 mg per day (12 participants) or no treatment (14 participants).",
            [(12, "drug X at 10 mg per day", "randomised"), (14, "no treatment", "randomised")],
        ),
        (
            "Patients were randomised to the zolmidol group or the sham group. 50 patients in each group were analysed.",
            [(50, "zolmidol", "analysed"), (50, "sham", "analysed")],
        ),
        (
            "A randomised study compared drug A plus heat (heat arm; n = 20) with drug A alone (cold arm; n = 22).",
            [(20, "heat", "randomised"), (22, "cold", "randomised")],
        ),
        (
            "Overall, 90 of 101 zolmidol-treated and 88 of 99 placebo-treated patients contributed data at year 2.",
            [(90, "zolmidol", "analysed"), (101, "zolmidol", "treated"), (88, "placebo", "analysed"), (99, "placebo", "treated")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_arms(text: str, rows: list[tuple[int, str | None, str]]) -> None:
    assert told(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Death occurred in 12 patients.",
        "Forty patients improved.",
        "One of the patients was a nurse.",
        "The remaining three patients belonged to the placebo group.",
        "Deaths were rare (three in the zolmidol group, none in the placebo group).",
        "Patients treated from March 1995 to May 1997 were followed.",
        "Rash (n=9) was mild.",
        "A total of 31 cases (4.2%) had a heart disorder.",
        "The risk of failure was for the zolmidol group 9 cases out of 150 infusions.",
        "A phase 2 randomized trial of zolmidol was begun.",
        "Five zolmidol patients and ten placebo patients received transfusions. The zolmidol group and the placebo group were alike.",
    ],
)
def test_results_are_no_sample_sizes(text: str) -> None:
    assert told(text) == []


def test_a_label_that_had_to_be_guessed_is_doubtful() -> None:
    (first, second) = sizes(
        "Biopsies were taken (30 control patients and 28 patients with a catheter). The zolmidol group and the control group were alike."
    )
    assert (first["group_label"], first["review"]) == ("control", "clear")
    assert (second["group_label"], second["review_reasons"]) == ("zolmidol", "link_groups_guessed")


def test_a_second_telling_says_so() -> None:
    first, second = sizes("We enrolled 48 adults with gout. At the end 48 adults were included.")
    assert second["repeat_of"] == first["row_id"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Ninety-four women entered the trial: 31 had zolmidol, 29 had sham and 34 had no treatment.",
            {(31, "zolmidol"), (29, "sham"), (34, "no treatment")},
        ),
        ("In all, 195 patients were randomised (Zol, 100; Sham, 95).", {(100, "Zol"), (95, "Sham")}),
        ("Three hundred women (140 control and 160 intervention) took part.", {(140, "control"), (160, "intervention")}),
    ],
)
def test_parts_that_add_up_to_a_whole_are_sizes(text: str, rows: set[tuple[int, str]]) -> None:
    assert rows <= {(n, label) for n, label, _ in told(text)}


def test_parts_that_add_up_to_no_whole_are_none() -> None:
    assert told("Ninety women took part: 31 had zolmidol, 29 had sham and 34 had pain.") == [(90, None, "enrolled")]


_SIZED = (
    "Patients were randomised to zolmidol (n = 140) or placebo (n = 142). The zolmidol group and the placebo group slept alike. "
)


@pytest.mark.parametrize(
    "sentence",
    [
        "There were 12 patients with relapse in the zolmidol group and 20 patients in the placebo group.",
        "Relief was noted in the zolmidol group (n = 12) and the placebo group (n = 20).",
        "Relapse developed in 12 zolmidol patients and 20 placebo patients.",
        "A complete response was obtained by 12 patients in the zolmidol arm and by 20 patients in the placebo arm.",
    ],
)
def test_far_fewer_than_an_arm_has_are_a_result_of_it_in_doubt(sentence: str) -> None:
    tables = extract(read((_SIZED + sentence).encode(), "note")).tables
    assert [row["n"] for row in tables["sample_sizes"]] == [140, 142]
    rows = {row["numerator"]: row["group_label"] for row in tables["measurements"]}
    assert rows == {12: "zolmidol", 20: "placebo"}


def test_somewhat_fewer_than_an_arm_has_may_be_a_size() -> None:
    rows = sizes(
        _SIZED + "Pain at month 3 was 4.1 ± 1.2 in the zolmidol group (n = 120) and 4.9 ± 1.1 in the placebo group (n = 118)."
    )
    assert [row["review_reasons"] for row in rows if row["n"] < 130] == ["link_role_guessed"] * 2
