"""Studies: where a text names a trial, which trial a row is about, and which mentions are one trial."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import read
from extractors.registry_ids import identified, scheme_of
from extractors.rule import Rule
from extractors.studies import StatedStudy, StudyMention, acronyms, find_studies, join, registry_ids, study_label_at
from extractors.vocabulary import study_names
from extractors.vocabulary.registries import REGISTRIES

RULES = (*REGISTRIES, *study_names.NAMES_BY_ACRONYM, *study_names.NAMES_BY_DESCRIPTION)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_know_their_examples_and_refuse(rule: Rule) -> None:
    for example in rule.examples:
        match = rule.compiled.search(example.text)
        assert match, example.text
        for group, printed in example.groups.items():
            assert match[group] == printed, example.text
    for refused in rule.refuses:
        assert not rule.compiled.search(refused.text), f"{refused.text!r}: {refused.why}"


TWO_TRIALS = """Cells for sclerosis

The STARLIGHT trial enrolled 144 patients with active disease.
The patients were 39 years old. They had relapses.

Other evidence

A 2016 open-label study of 25 patients showed that 4 improved.
Cells slowed progression in a small phase 2 trial (NCT01234567) and 8 relapsed.

Nobody knows what 87% of them did.
"""


def label_at(text: str, place: str) -> tuple[str | None, bool]:
    document = read(text.encode(), "report")
    start = document.text.index(place)
    return study_label_at(document, find_studies(document), start, start + len(place))


@pytest.mark.parametrize(
    ("place", "label", "guessed"),
    [
        ("144 patients", "STARLIGHT", False), ("39 years", "STARLIGHT", False), ("25 patients", "2016 open-label study", False),
        ("4 improved", "2016 open-label study", False), ("8 relapsed", "small phase 2 trial", False), ("87%", "small phase 2 trial", True),
    ],
)  # fmt: skip
def test_a_row_belongs_to_the_trial_named_before_it(place: str, label: str, guessed: bool) -> None:
    assert label_at(TWO_TRIALS, place) == (label, guessed)


def test_a_number_belongs_to_the_trial_of_its_sentence() -> None:
    mentions = find_studies(read(TWO_TRIALS.encode(), "report"))
    given = {mention.label: mention.identifiers for mention in mentions}
    assert given["small phase 2 trial"] == (("nct", "NCT01234567"),)
    assert given["STARLIGHT"] == ()


def test_the_only_trial_of_a_text_is_its_study() -> None:
    text = "Participants in CANGAS were treated. 12 improved.\n\nTrial registration: NCT01234567"
    assert label_at(text, "12 improved") == ("CANGAS", False)
    document = read(text.encode(), "report")
    assert find_studies(document)[-1] == StudyMention("CANGAS", text.index("NCT"), len(text), (("nct", "NCT01234567"),))
    assert (registry_ids(document), acronyms(find_studies(document))) == (["NCT01234567"], ["CANGAS"])


def test_a_number_without_a_name_stands_alone() -> None:
    text = "18 patients were treated. Registered as NCT01234567."
    assert label_at(text, "18 patients") == (None, False)
    (mention,) = find_studies(read(text.encode(), "report"))
    assert (mention.label, mention.identifiers) == (None, (("nct", "NCT01234567"),))


@pytest.mark.parametrize(
    "text",
    [
        "An RCT of MSC therapy with MRI and EDSS. The MSC trial was small. The AHSCT trial too.",
        "Patients included in the Flu-TBI arm of the Flu-TBI study.",
        "Disability Status Scale (EDSS) was measured in the EDSS study.",
        "A Randomized, Placebo-Controlled Clinical Trial of cells. A phase IIb study.",
    ],
)
def test_tests_treatments_and_designs_are_no_trials(text: str) -> None:
    assert acronyms(find_studies(read(text.encode(), "report"))) == []


def test_registry_numbers_in_their_own_spelling() -> None:
    text = "nct 01234567; ISRCTN: 01425573; EudraCT 2010-024081-21; 2023-510228-63-00; ChiCTR-TRC-08000170; IRCT20190101042197N1; KCT 0001894; ACTRN12612000736864"
    assert [(scheme, identifier) for _, _, scheme, identifier in identified(text)] == [
        ("nct", "NCT01234567"), ("isrctn", "ISRCTN01425573"), ("eudract", "2010-024081-21"), ("ctis", "2023-510228-63-00"), ("chictr", "ChiCTR-TRC-08000170"),
        ("irct", "IRCT20190101042197N1"), ("kct", "KCT0001894"), ("actrn", "ACTRN12612000736864"),
    ]  # fmt: skip
    assert scheme_of(" NCT01234567 ") == ("nct", "NCT01234567")
    assert scheme_of("see NCT01234567") is None


def mention(label: str | None, *identifiers: str) -> StudyMention:
    return StudyMention(label, 0, 1, tuple(found for found in map(scheme_of, identifiers) if found))


def test_reports_of_one_trial_are_joined() -> None:
    joined = join(
        [
            ("news", mention("MESEMIX")), ("paper", mention("MesemiX", "NCT01234567")), ("paper", mention(None, "2010-024081-21")), ("late", mention(None, "NCT01234567")),
            ("guide", mention("2016 open-label study")), ("other", mention("2016 open-label study")),
        ]
    )  # fmt: skip
    assert [row["study_id"] for row in joined.studies] == [
        "2010-024081-21",
        "guide.2016-open-label-study",
        "mesemix",
        "other.2016-open-label-study",
    ]
    assert joined.study_id_of("late", None) == joined.study_id_of("news", "mesemix") == "mesemix"
    assert joined.study_id_of("guide", "2016 open-label study") == "guide.2016-open-label-study"
    assert joined.study_id_of("guide", "2016 closed study") is None
    # Two numbers that nothing joins: which of them a row without a label means, nobody knows.
    assert joined.study_id_of("paper", None) is None
    assert {"study_id": "mesemix", "scheme": "nct", "identifier": "NCT01234567"} in joined.study_identifiers
    assert {"study_id": "mesemix", "report_id": "late"} in joined.study_reports


def test_what_a_curator_states_joins_and_names() -> None:
    stated = StatedStudy(
        "smart",
        acronym="STEM-ALS",
        phase="II",
        n_randomised=18,
        identifiers=("NCT01234567", "2010-024081-21"),
        labels=("2016 open-label study",),
        reports=("summary",),
    )
    joined = join(
        [
            ("a", mention(None, "NCT01234567")),
            ("b", mention("Stem-ALS")),
            ("c", mention("2016 open-label study")),
            ("d", mention(None, "2010-024081-21")),
        ],
        [stated],
    )
    assert [(row["study_id"], row["phase"], row["n_randomised"]) for row in joined.studies] == [("smart", "II", 18)]
    assert [row["report_id"] for row in joined.study_reports] == ["a", "b", "c", "d", "summary"]
    assert joined.study_id_of("summary", None) == "smart"


def test_the_order_of_mentions_changes_nothing() -> None:
    pairs = [
        ("a", mention("X-1")),
        ("b", mention("X-1", "NCT01234567")),
        ("c", mention(None, "NCT01234567")),
        ("d", mention("earlier trial")),
    ]
    assert join(pairs) == join(list(reversed(pairs)))


def test_another_report_renames_no_trial() -> None:
    before = join([("b", mention("CANGAS", "NCT01234567"))])
    after = join(
        [("b", mention("CANGAS", "NCT01234567")), ("a", mention("STEM-ALS", "NCT07654321")), ("c", mention(None, "NCT01234567"))]
    )
    assert {row["study_id"] for row in before.studies} <= {row["study_id"] for row in after.studies}


def test_an_acronym_joins_no_trials_that_are_registered_apart() -> None:
    joined = join(
        [
            ("a", mention("CANGAS", "NCT01234567")),
            ("b", mention("Cangas", "NCT07654321")),
            ("c", mention("CANGAS")),
            ("d", mention(None, "NCT01234567")),
        ]
    )
    ids = [joined.study_id_of(report, label) for report, label in (("a", "CANGAS"), ("b", "Cangas"), ("c", "CANGAS"), ("d", None))]
    assert ids == ["nct01234567", "nct07654321", "c.cangas", "nct01234567"]
    # Numbers of two registries do not contradict each other.
    joined = join([("a", mention("CANGAS", "NCT01234567")), ("b", mention("CANGAS", "ISRCTN01425573"))])
    assert [row["study_id"] for row in joined.studies] == ["cangas"]


def test_a_stated_trial_keeps_its_reports_where_another_bears_its_acronym() -> None:
    stated = StatedStudy("first", acronym="CANGAS", identifiers=("NCT01234567",))
    told = [("a", mention("CANGAS")), ("b", mention("CANGAS", "NCT07654321")), ("c", mention("CANGAS", "NCT01234567"))]
    joined = join(told, [stated])
    assert [joined.study_id_of(report, "CANGAS") for report in "abc"] == ["first", "nct07654321", "first"]


def test_ids_that_would_be_the_same_are_told_apart() -> None:
    told = mention("2012 open-label study")
    joined = join([("a-b", told), ("a_b", told), ("исследование", told), ("試験", told), ("plain", told)])
    ids = [row["study_id"] for row in joined.studies]
    assert len(set(ids)) == 5
    assert joined.study_id_of("plain", None) == "plain.2012-open-label-study"
    assert [re.sub("[0-9a-f]{8}$", "HASH", study_id) for study_id in ids] == [
        "a-b.2012-open-label-study-HASH", "a-b.2012-open-label-study-HASH", "plain.2012-open-label-study",
        "unnamed.2012-open-label-study-HASH", "unnamed.2012-open-label-study-HASH",
    ]  # fmt: skip
    # What a curator stated keeps its name.
    joined = join([("a", mention("MESEMIX"))], [StatedStudy("mesemix")])
    assert joined.studies[0]["study_id"] == "mesemix"
    assert joined.study_id_of("a", None) == joined.studies[1]["study_id"] != "mesemix"


def test_a_stated_trial_that_a_report_joins_to_another_leaves_no_id_behind() -> None:
    stated = [StatedStudy("one", identifiers=("NCT01234567",)), StatedStudy("two", identifiers=("NCT07654321",), reports=("b",))]
    joined = join([("a", mention(None, "NCT01234567", "NCT07654321"))], stated)
    assert (
        {row["study_id"] for row in joined.study_reports}
        == {row["study_id"] for row in joined.studies}
        == {joined.study_id_of("b", None)}
    )


TRIALS = tuple((f"TRIAL-{letter}", f"NCT0000000{number}") for number, letter in enumerate("ABCD"))
REPORTS_OF_TRIALS = st.lists(
    st.tuples(st.integers(0, len(TRIALS) - 1), st.sampled_from(["both", "acronym", "number", "other spelling"])),
    min_size=1,
    max_size=8,
)


@given(told=REPORTS_OF_TRIALS, order=st.randoms(use_true_random=False))
def test_adding_a_report_renames_no_trial(told: list[tuple[int, str]], order: random.Random) -> None:
    """In whatever order reports are added: a trial that a curator states, or whose reports print its acronym, keeps its first id.

    The first two trials are stated. One that nobody states and that a report calls by number alone takes its acronym when another
    report brings it: that joins two names, and raw/studies.yml is where an id is kept.
    """
    stated = [StatedStudy(f"trial-{number}", acronym, identifiers=(nct,)) for number, (acronym, nct) in enumerate(TRIALS[:2])]
    reports = [
        (f"report-{position}", number, form if number < len(stated) or form != "number" else "both")
        for position, (number, form) in enumerate(told)
    ]
    order.shuffle(reports)
    given_ids: dict[int, str | None] = {}
    for count in range(1, len(reports) + 1):
        joined = join([(report, mention_of(number, form)) for report, number, form in reports[:count]], stated)
        for report, number, form in reports[:count]:
            label = mention_of(number, form).label
            study_id = joined.study_id_of(report, label)
            assert study_id is not None
            assert given_ids.setdefault(number, study_id) == study_id
        assert len(set(given_ids.values())) == len(given_ids)


def mention_of(number: int, form: str) -> StudyMention:
    """A report's one mention of a trial, by acronym, by number or by both."""
    acronym, nct = TRIALS[number]
    label = None if form == "number" else acronym.lower() if form == "other spelling" else acronym
    return StudyMention(label, 0, 1, (("nct", nct),) if form in ("both", "number") else ())
