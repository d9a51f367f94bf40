"""What a sentence or the whole report says that makes a row's direction, spread or belonging unsure."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read

HEAD = "MSC trial\n\nPatients were randomised to MSC or placebo.\n\n"


def doubts(sentence, table="analyses"):
    rows = extract(read((HEAD + sentence + "\n").encode(), "report")).tables[table]
    assert rows, "the sentence tells a result"
    return [set((row["review_reasons"] or "").split("|")) - {""} for row in rows]


TURNED = (
    "The hazard ratio for death for placebo versus MSC was 1.61 (95% CI 1.06 to 2.44).",
    "Compared with MSC, placebo had a higher risk of relapse (HR 1.61, 95% CI 1.06 to 2.44).",
    "Patients given placebo were more likely to relapse than those given MSC (OR 2.4, 95% CI 1.2 to 4.8).",
    "The odds of response were lower with placebo than with MSC (odds ratio 0.40, 95% CI 0.18 to 0.90).",
    "The odds ratio for non-response, placebo relative to MSC, was 3.2 (95% CI 1.2 to 8.6).",
    "Using MSC as the reference, the hazard ratio for relapse with placebo was 1.8 (95% CI 1.1 to 3.0).",
)
STRAIGHT = (
    "The hazard ratio for death for MSC versus placebo was 0.62 (95% CI 0.41 to 0.94).",
    "Compared with placebo, MSC had a lower risk of relapse (HR 0.62, 95% CI 0.41 to 0.94).",
    "The odds of response were higher with MSC than with placebo (odds ratio 2.50, 95% CI 1.11 to 5.63).",
)


@pytest.mark.parametrize("sentence", TURNED)
def test_an_estimate_told_the_other_way_round_is_in_doubt(sentence):
    assert ["link_direction_guessed" in reasons for reasons in doubts(sentence)] == [True]


@pytest.mark.parametrize("sentence", STRAIGHT)
def test_an_estimate_of_the_experimental_arm_is_clear(sentence):
    assert doubts(sentence) == [set()]


@pytest.mark.parametrize(
    "sentence",
    [
        "The sample size was based on an expected hazard ratio for relapse of 0.60.",
        "The noninferiority margin for pain was a mean difference of 1.5 points.",
        "Meyer et al. reported an odds ratio for response of 3.0 (95% CI 1.1 to 8.2) with MSC.",
        "In animals, the risk ratio for death was 0.4 (95% CI 0.2 to 0.8) with MSC.",
    ],
)
def test_what_may_be_no_result_of_the_trial_is_in_doubt(sentence):
    assert all("link_not_of_trial" in reasons for reasons in doubts(sentence))


@pytest.mark.parametrize(
    ("ending", "is_sure"),
    [
        ("; values are mean ± SEM.", False),
        (".\n\nData are presented as mean ± standard error.", False),
        (".", True),
        ("; values are mean ± SD.", True),
    ],
)
def test_a_report_that_gives_standard_errors_makes_an_unnamed_spread_doubtful(ending, is_sure):
    told = doubts(f"WOMAC was 3.2 ± 0.4 with MSC and 4.8 ± 0.5 with placebo at 3 months{ending}", "measurements")
    assert ["read_statistic_missing" in reasons for reasons in told] == [not is_sure, not is_sure]


_SIZED = "Women were randomised to zolmidol (n = 44) or saline (n = 40). The zolmidol group and the saline group were alike. "


def _told(sentence: str, table: str) -> list[dict[str, Any]]:
    return extract(read((_SIZED + sentence).encode(), "t")).tables[table]


def test_a_value_out_of_another_groups_size_is_in_doubt() -> None:
    rows = _told("At 3 months, 20/40 (50%) of the zolmidol group had slept.", "measurements")
    assert ["link_size_of_another" in (row["review_reasons"] or "") for row in rows] == [True]
    rows = _told("At 3 months, 22/44 (50%) of the zolmidol group had slept.", "measurements")
    assert [row["review"] for row in rows] == ["clear"]


@pytest.mark.parametrize("link", ["as against", "as opposed to", "compared with"])
def test_what_is_set_against_a_count_is_of_the_same_outcome(link: str) -> None:
    sentence = f"At 3 months, 22/44 women (50%) treated with zolmidol were sleepers, {link} 12/40 (30%) given saline (odds ratio 2.33, 95% CI 1.0-5.6)."
    assert {row["outcome_title"] for table in ("measurements", "analyses") for row in _told(sentence, table)} == {"sleepers"}
    assert [row["group_label"] for row in _told(sentence, "measurements")] == ["zolmidol", "saline"]
