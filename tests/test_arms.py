"""The arms that a report names, and words before "group" or "versus" that name none."""

import pytest

from extractors.context.arms import Arms
from extractors.context.sides import Sides
from extractors.document import fold
from schemas.vocabulary import GroupRole


def labels(text: str) -> set[str]:
    return {arm.label for arm in Arms(fold(text)).arms}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The zolmidol group and the placebo group were alike.", {"zolmidol", "placebo"}),
        ("Patients were randomised to zolmidol 20 mg daily or placebo.", {"zolmidol", "placebo"}),
        (
            "Patients were randomised to warm baths [9 points; n = 20] or usual care [8 points; n = 22].",
            {"warm baths", "usual care"},
        ),
        (
            "They were allocated to active heat+rest (AH+R) or sham heat+rest (SH+R). AH+R did better; SH+R did not. AH+R won.",
            {"AH+R", "SH+R"},
        ),
        (
            "Zolmidol 10 mg and 20 mg were tested against placebo; zolmidol 20 mg was better.",
            {"placebo", "Zolmidol 10 mg", "Zolmidol 20 mg"},
        ),
        ("Three diets: 1) rice only (n=15); 2) rice and fish (n=39); 3) bread (n=34).", {"rice only", "rice and fish", "bread"}),
        ("The 100M-group and the 200M-group were compared with the placebo group.", {"100M", "200M", "placebo"}),
        ("Group A had surgery. Group B had none; group A and group B were alike.", {"group A", "group B"}),
        ("The T-arm had rest. The C-arm had none; the T-arm slept.", {"T-arm", "C-arm"}),
        ("Ninety adults (ZB 50, n = 45; ZB 100, n = 45) took part. ZB 100 and ZB 50 were alike.", {"ZB 50", "ZB 100"}),
        ("The ZOL + BRE arm slept, the PBO + BRE arm did not: ZOL + BRE is better than PBO + BRE.", {"ZOL + BRE", "PBO + BRE"}),
        ("The non-ZT group lost 3 kg; those of ZT lost 4 kg.", {"non-ZT", "ZT"}),
        (
            "Patients were randomised to zolmidol 5 mg plus brelizine placebo or brelizine 9 mg plus zolmidol placebo. Zolmidol did better.",
            {"zolmidol", "brelizine"},
        ),
        (
            "Zolmidol every 4 weeks versus every 12 weeks. The every 12 weeks group slept; the every 4 weeks schedule kept them awake.",
            {"every 4 weeks", "every 12 weeks"},
        ),
        (
            "After treatment with either zolmidol or brelizine, zolmidol slept and brelizine did not: zolmidol, brelizine.",
            {"zolmidol", "brelizine"},
        ),
        (
            "Rash was seen in 75% (18/24) of cases and 35% (7/20) of controls. Age of cases and controls was alike.",
            {"cases", "controls"},
        ),
        (
            "Eighty people were randomised: 40 women received zolmidol and 41 received brelizine. All slept.",
            {"zolmidol", "brelizine"},
        ),
        ("Infections were few: 9.3% (switched) versus 9.9% (kept). The switched slept; the kept did not.", {"switched", "kept"}),
        ("Ninety women (44 control and 46 zolmidol) took part. The zolmidol group slept.", {"control", "zolmidol"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_the_arms(text: str, expected: set[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zolmidol was more efficient than placebo in the placebo group.",
        "Strength of the left arm was compared with the placebo group.",
        "The Northern Gout Assessment Group met; the placebo group did not.",
        "Doses were adjusted for pain. Treated groups and the placebo group met.",
    ],
)
def test_names_no_other(text: str) -> None:
    assert labels(text) <= {"placebo", "Zolmidol", "zolmidol", "Treated"}


def test_a_bracket_gives_an_arm_its_short_name() -> None:
    arms = Arms(
        "We randomised 90 people to either weekly phone calls (intervention) or usual care (control). The intervention group did better."
    )
    assert {arm.label for arm in arms.arms} == {"intervention", "usual care"}
    assert any("phone calls" in spelling for arm in arms.arms for spelling in arm.spellings)


def test_the_pair_is_the_dominant_one_of_each_side() -> None:
    text = "The zolmidol group and the placebo group were alike in every way: zolmidol 3, placebo 4. The zolmidol group lost. High-risk groups were few."
    pair = Arms(text).pair
    assert pair is not None
    assert (pair[0].label, pair[1].label, pair[1].role) == ("zolmidol", "placebo", GroupRole.COMPARATOR)


def test_without_a_comparator_the_arm_named_first_comes_first() -> None:
    pair = Arms(
        "Patients were assigned to zolmidol or arbetine. The arbetine group slept; the arbetine group ate; the zolmidol group did not."
    ).pair
    assert pair is not None
    assert [arm.label for arm in pair] == ["zolmidol", "arbetine"]


def sides(text: str) -> dict[str, GroupRole | None]:
    folded = fold(text)
    arms = Arms(folded)
    told = Sides(folded, arms)
    return {arm.label: told.of(arm.label) for arm in arms.arms}


TESTED, COMPARED = GroupRole.EXPERIMENTAL, GroupRole.COMPARATOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zolmidol versus brelizine for gout. The brelizine group did well; the zolmidol group did better.",
            {"brelizine": COMPARED, "zolmidol": TESTED},
        ),
        (
            "Zolmidol acetate versus brelizine for gout. Patients received brelizine (BRE, n = 20) or zolmidol acetate (ZA, n = 21). "
            "Pain fell in the BRE group and in the ZA group.",
            {"BRE": COMPARED, "ZA": TESTED},
        ),
        (
            "Patients were randomised to brelizine (BR) or brelizine plus zolmidol (BRZ). The BR group (n = 20) and the BRZ group (n = 21).",
            {"BR": COMPARED, "BRZ": TESTED},
        ),
        (
            "Group A (rest alone, n = 20) and group B (rest plus zolmidol, n = 21). Group A and group B were alike.",
            {"group A": COMPARED, "group B": TESTED},
        ),
        ("The delayed group (n = 20) and the upfront group (n = 21).", {"delayed": COMPARED, "upfront": TESTED}),
        ("The placebo group (n = 20) and the zolmidol group (n = 21).", {"placebo": COMPARED, "zolmidol": TESTED}),
        (
            "They were to receive either placebo (group P; n = 34) or zolmidol (group Z; n = 37). Group P slept, group Z did not.",
            {"group P": COMPARED, "group Z": TESTED},
        ),
        ("The ZB group (n = 20) and the ZBC group (n = 21). ZB slept; ZBC did not.", {"ZB": COMPARED, "ZBC": TESTED}),
        (
            "Brelizine (BRE) with placebo (PBO) or zolmidol (ZOL). PBO + BRE slept; ZOL + BRE did not: PBO + BRE, ZOL + BRE.",
            {"PBO + BRE": COMPARED, "ZOL + BRE": TESTED},
        ),
        ("Ninety people will get magnesium or placebo (n = 45). The placebo group waits.", {"placebo": COMPARED}),
        (
            "Deeper cuts (group-B) or shallow cuts (group-A). Group-A (n = 20) and group-B (n = 21).",
            {"group-A": COMPARED, "group-B": TESTED},
        ),
    ],
)  # fmt: skip
def test_a_trial_has_two_sides(text: str, expected: dict[str, GroupRole]) -> None:
    told = sides(text)
    assert {label: told.get(label) for label in expected} == expected


def test_the_side_of_a_label_that_no_arm_has() -> None:
    folded = fold("Zolmidol versus brelizine for gout. The brelizine group did well; the zolmidol group did better.")
    told = Sides(folded, Arms(folded))
    assert told.of("brelizine 40 mg weekly") is COMPARED
    assert told.of("placebo") is COMPARED
    assert told.of("surgery") is None
    assert told.of(None) is None
