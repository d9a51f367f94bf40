"""What a row says of its people, its period, its outcome's rank and its group, as far as its own sentence does."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read

HEAD = "MSC trial\n\nPatients were randomised to MSC or placebo.\n\n"


def told(text: str, column: str, table: str = "analyses", head: str = HEAD) -> list[Any]:
    return [row[column] for row in extract(read((head + text + "\n").encode(), "report")).tables[table]]


POPULATIONS = (
    ("In the intention-to-treat population, the odds ratio for relapse with MSC compared with placebo was 0.52 (95% CI 0.31 to 0.88).", ["intention-to-treat population"]),
    ("The odds ratio for relapse was 0.52 (95% CI 0.31 to 0.88) in the ITT population and 0.44 (95% CI 0.21 to 0.92) in the per-protocol population.",
     ["ITT population", "per-protocol population"]),
    ("The odds ratio for relapse was 0.52 (95% CI 0.31 to 0.88) overall; in the subgroup of younger women, it was 0.44 (95% CI 0.21 to 0.92).",
     [None, "subgroup of younger women"]),
    ("The odds ratio for relapse was 0.52 (95% CI 0.31 to 0.88), and fever was as frequent (p=0.62) in the safety population.", [None, "safety population"]),
    ("By intention to treat, the odds ratio for relapse with MSC compared with placebo was 0.52 (95% CI 0.31 to 0.88).", [None]),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "populations"), POPULATIONS)
def test_a_population_belongs_to_the_values_that_it_stands_beside(sentence: str, populations: list[str | None]) -> None:
    assert told(sentence, "population") == populations


def test_who_was_randomised_is_everybody() -> None:
    assert told("Of 60 patients randomised, 57 were analysed in the ITT population.", "population", "sample_sizes") == [
        None,
        "ITT population",
    ]


def test_a_period_needs_a_crossover() -> None:
    sentence = "During period 2, the odds ratio for relapse with MSC compared with placebo was 0.52 (95% CI 0.31 to 0.88)."
    assert told(sentence, "period", head=HEAD.replace("MSC trial", "A crossover trial of MSC")) == ["period 2"]
    assert told(sentence, "period") == [None]


RANKS = (
    ("The primary outcome, pain, was lower with MSC than with placebo (p=0.03).", ["primary"]),
    ("The secondary outcomes did not differ between MSC and placebo (p=0.40).", ["secondary"]),
    ("The primary outcome was pain at week 8.\n\nPain at week 8 was lower with MSC than with placebo (p=0.03).", ["primary"]),
    ("The primary outcome was pain at week 8.\n\nPain at week 20 was lower with MSC than with placebo (p=0.03).", [None]),
    ("The primary outcome was pain at week 8.\n\nSleep at week 8 was better with MSC than with placebo (p=0.03).", [None]),
    ("In a post hoc analysis of the primary outcome, MSC was better than placebo (p=0.03).", [None]),
)


@pytest.mark.parametrize(("text", "ranks"), RANKS)
def test_a_rank_is_told_beside_the_result_or_declared(text: str, ranks: list[str | None]) -> None:
    assert told(text, "outcome_type") == ranks


def test_a_group_has_the_size_that_stands_beside_its_name() -> None:
    sentence = "The mean pain score was 5.1 (SD 2.0) in the MSC group (n = 27) and 6.2 (SD 2.1) in the placebo group (n = 26)."
    assert told(sentence, "group_n", "measurements") == [27, 26]
    assert told(sentence, "group_role", "measurements") == ["experimental", "comparator"]
    assert told(
        "Fever occurred in the MSC group (n = 4) and pain was 5.1 (SD 2.0) in the placebo group.", "group_n", "measurements"
    ) == [None]


def test_a_change_is_one_for_both_arms() -> None:
    sentence = "Pain had decreased by 3.1 (SD 1.0) in the MSC group and 1.2 (SD 1.1) in the placebo group."
    assert told(sentence, "is_change", "measurements") == [True, True]
    sentence = "The mean change in pain was -3.1 (SD 1.0) in the MSC group, whereas weight was 62 (SD 11) kg in the placebo group."
    assert told(sentence, "is_change", "measurements")[1] is None


SUBJECTS = (
    ("Pain was lower with MSC than with placebo (p=0.03).", [("MSC", "placebo")]),
    ("The effect of MSC compared with placebo was the same in men and women (P for interaction = 0.61).", [(None, None)]),
    ("In the MSC group, pain fell (p=0.03 vs baseline).", [("MSC", None)]),
    ("With MSC, pain was lower than with placebo (p=0.03), adjusted for baseline.", [("MSC", "placebo")]),
)


@pytest.mark.parametrize(("sentence", "groups"), SUBJECTS)
def test_a_p_value_that_compares_no_arms_names_none(sentence: str, groups: list[tuple[str | None, str | None]]) -> None:
    found = list(zip(told(sentence, "group_label"), told(sentence, "comparator_label"), strict=True))
    assert found == groups
