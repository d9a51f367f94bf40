"""Registry records: a record of the registry's own form, whose every leaf and every row is checked, and the rules one by one."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Workbench
from extractors.document import Document, fold
from extractors.pipeline import Extraction, extract
from extractors.readers import read
from extractors.registry import registries
from extractors.registry.clinicaltrials_gov.estimate_types import ESTIMATE_TYPES
from extractors.registry.clinicaltrials_gov.flow import MILESTONES
from extractors.registry.clinicaltrials_gov.words import DISPERSIONS, UNIT_KINDS, first, method_of
from extractors.registry.printed import number_of
from extractors.registry.record import Leaf
from extractors.registry.times import days_in, time_in
from extractors.row import occurrences_before
from extractors.rule import Example, Not, Rule, find
from schemas.tables import FACT_TABLES

RECORDS = Path(__file__).parent / "records"
NAME = "NCT09900001"
NOT_TOLD = {"row_id", "report_id", "study_id", "study_label", "start", "end", "quote", "locator", "section", "rule", "repeat_of", "review",
            "decision", "outcome_id", "direction_of_benefit", "time_frame_days"}  # fmt: skip
RULES = [*ESTIMATE_TYPES, *DISPERSIONS, *UNIT_KINDS, *MILESTONES]
FIELD_RULES = [rule for registry in registries() for rule in (registry.identifiers, registry.commentary, *registry.not_results)]


def record() -> dict[str, Any]:
    return json.loads((RECORDS / f"{NAME}.json").read_text(encoding="utf-8"))


def document_of(content: dict[str, Any]) -> Document:
    return read(json.dumps(content, ensure_ascii=False).encode(), NAME)


def rows(found: Extraction, table: str, under: str = "") -> list[dict[str, Any]]:
    return [row for row in found.tables[table] if under in row["locator"]]


def told(found: Extraction) -> Iterator[str]:
    """Each row on a line: its table, its field, and every column that is about the fact."""
    for table in FACT_TABLES:
        for row in found.tables[table.name]:
            columns = {name: value for name, value in row.items() if value is not None and name not in NOT_TOLD}
            yield f"{table.name} {row['locator']} {json.dumps(columns, ensure_ascii=False)}"


@pytest.fixture(scope="module")
def found() -> Extraction:
    return extract(read((RECORDS / f"{NAME}.json").read_bytes(), NAME))


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Any]:
    return {outcome["title"]: outcome for outcome in record()["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"]}


def with_outcome(outcome: dict[str, Any], **changes: Any) -> Extraction:
    """What the record says with this outcome alone, changed."""
    content = record()
    content["resultsSection"] = {"outcomeMeasuresModule": {"outcomeMeasures": [{**deepcopy(outcome), **changes}]}}
    return extract(document_of(content))


def with_analysis(outcome: dict[str, Any], drop: tuple[str, ...] = (), **changes: Any) -> dict[str, Any]:
    """The one analysis of an outcome, changed."""
    analysis = {name: value for name, value in {**outcome["analyses"][0], **changes}.items() if name not in drop}
    [row] = with_outcome(outcome, analyses=[analysis]).tables["analyses"]
    return row


def test_every_row_of_the_record_is_as_it_was_read_by_eye(found: Extraction) -> None:
    assert list(told(found)) == (RECORDS / f"{NAME}.rows.txt").read_text(encoding="utf-8").splitlines()


def test_every_number_of_the_record_is_claimed_or_set_aside(found: Extraction) -> None:
    numbers = found.tables["numbers"]
    assert [number["raw"] for number in numbers if number["status"] == "unclaimed"] == []
    claims = {(claim["start"], claim["end"]) for claim in found.tables["claims"]}
    claimed = [number for number in numbers if number["status"] == "claimed"]
    assert all(any(start <= number["start"] and number["end"] <= end for start, end in claims) for number in claimed)


def test_numbers_of_results_are_never_set_aside(found: Extraction) -> None:
    """Of every field that prints a result, the number is a row's; what is set aside names something."""
    document = document_of(record())
    results = ("/value", "/spread", "Limit", "/numSubjects", "NumAffected", "NumAtRisk", "numEvents", "numAffected", "numAtRisk", "/paramValue", "/pValue",
               "/ciPctValue", "/dispersionValue", "/enrollmentInfo/count")  # fmt: skip
    units = "/outcomeMeasures/5/denoms/1/"
    for number in found.tables["numbers"]:
        piece = document.piece_at(number["start"])
        assert piece is not None
        if piece.locator.endswith(results) and units not in piece.locator:
            assert number["status"] == "claimed", piece.locator


def test_a_row_is_quoted_by_its_leaf_and_its_claims_stand_in_theirs(found: Extraction) -> None:
    document = document_of(record())
    by_pointer = {piece.locator: document.text[piece.start : piece.end] for piece in document.pieces}
    for table in FACT_TABLES:
        for row in found.tables[table.name]:
            assert by_pointer[row["locator"]] == row["quote"]
            assert row["quote"].startswith(row["locator"] + "\t")
    places = {row["row_id"]: row["locator"] for table in FACT_TABLES for row in found.tables[table.name]}
    assert len(places) == sum(len(found.tables[table.name]) for table in FACT_TABLES)
    for claim in found.tables["claims"]:
        piece = document.piece_at(claim["start"])
        assert piece is not None
        assert claim["end"] <= piece.end


def test_the_trial_is_known_by_its_own_numbers(found: Extraction) -> None:
    """Not by those of the trial that the summary speaks of."""
    assert found.registry_ids == ("NCT09900001", "NCT09900000", "2019-004321-17")
    [mention] = found.study_mentions
    assert mention.label == "CROSS-NP"


def test_what_the_commentary_says_and_no_rule_knows_is_unclaimed() -> None:
    content = record()
    content["resultsSection"]["participantFlowModule"]["preAssignmentDetails"] = (
        "Of 31 people who came, 13 went home before week 2."
    )
    numbers = extract(document_of(content)).tables["numbers"]
    here = {number["raw"]: (number["status"], number["reason"]) for number in numbers if number["raw"] in ("31", "13")}
    assert here == {"31": ("unclaimed", "no_rule"), "13": ("unclaimed", "no_rule")}


def test_a_field_that_nobody_knows_is_unclaimed() -> None:
    content = record() | {"newSection": {"score": "17.3"}}
    [number] = [number for number in extract(document_of(content)).tables["numbers"] if number["raw"] == "17.3"]
    assert number["status"] == "unclaimed"


def test_one_row_keeps_its_identity_when_another_part_of_the_record_changes(found: Extraction) -> None:
    content = record()
    content["resultsSection"]["adverseEventsModule"]["eventGroups"][0]["deathsNumAffected"] = 1
    content["protocolSection"]["identificationModule"]["briefTitle"] += ", Part 2"
    changed = extract(document_of(content))
    before, after = ({row["row_id"] for row in one.tables["measurements"]} for one in (found, changed))
    assert before == after


# Analyses


@pytest.mark.parametrize(
    ("printed", "modifier", "value"),
    [("<0.0001", "<", 0.0001), ("=0.247", "=", 0.247), ("0.366", "=", 0.366), ("<.05", "<", 0.05), ("p<0.001", "<", 0.001), ("P = 0.03", "=", 0.03), ("≤0.05", "<=", 0.05),
     (">0.99", ">", 0.99), ("> = 0.5", ">=", 0.5), ("1E-4", "=", 0.0001), ("3 × 10^-6", "=", 3e-6)],
)  # fmt: skip
def test_p_values(outcomes: dict[str, Any], printed: str, modifier: str, value: float) -> None:
    row = with_analysis(outcomes["Time to Relapse"], pValue=printed)
    assert (row["p_value_modifier"], row["p_value"]) == (modifier, value)


@pytest.mark.parametrize(
    ("field", "printed", "column"),
    [("pValue", "44", "p_value"), ("pValue", "0,04", "p_value"), ("pValue", "0.04 (one-sided)", "p_value"), ("ciPctValue", "0.95", "ci_percent"), ("paramValue", "0.62 (HR)", "param_value")],
)  # fmt: skip
def test_what_cannot_be_its_column_is_left_open_and_unclaimed(
    outcomes: dict[str, Any], field: str, printed: str, column: str
) -> None:
    outcome = outcomes["Time to Relapse"]
    analysis = {**outcome["analyses"][0], field: printed}
    found = with_outcome(outcome, analyses=[analysis])
    [row] = found.tables["analyses"]
    assert row[column] is None
    assert "read_number_format" in row["review_reasons"]
    status = [
        number["status"] for number in found.tables["numbers"] if number["raw"] in printed and number["status"] == "unclaimed"
    ]
    assert status


@pytest.mark.parametrize("printed", ["NA", "NE", "Not estimable", ""])
def test_a_limit_that_is_none_is_open(outcomes: dict[str, Any], printed: str) -> None:
    row = with_analysis(outcomes["Time to Relapse"], ciUpperLimit=printed)
    assert (row["ci_upper_limit"], row["ci_lower_limit"], row["ci_n_sides"]) == (None, 0.31, "two_sided")
    assert row["review_reasons"] == "link_direction_guessed"


def test_letters_and_unknown_words_name_no_type(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["Time to Relapse"]
    assert with_analysis(outcome, paramType="RR")["review_reasons"] == "link_direction_guessed|read_rr_ambiguous"
    unknown = with_analysis(outcome, paramType="Win ratio")
    assert (unknown["param_type"], unknown["param_type_raw"]) == ("other", "Win ratio")
    assert "read_type_unknown" in unknown["review_reasons"]
    missing = with_analysis(outcome, drop=("paramType",))
    assert (missing["param_type"], missing["review_reasons"]) == (None, "link_direction_guessed|read_type_missing")


def test_a_bound_is_no_value(outcomes: dict[str, Any]) -> None:
    assert "read_bound" in with_analysis(outcomes["Time to Relapse"], paramValue="<0.62")["review_reasons"]


def test_an_interval_without_level_is_in_doubt(outcomes: dict[str, Any]) -> None:
    assert "read_level_missing" in with_analysis(outcomes["Time to Relapse"], drop=("ciPctValue",))["review_reasons"]


@pytest.mark.parametrize(
    ("comment", "order", "sure"),
    [
        ("MSC-NP vs. Saline", ("MSC-NP", "Saline"), True), ("Saline versus MSC-NP", ("Saline", "MSC-NP"), True), ("saline / MSC-NP", ("Saline", "MSC-NP"), True),
        ("MSC-NP relative to the saline", ("MSC-NP", "Saline"), True), ("MSC-NP and Saline were compared", ("MSC-NP", "Saline"), False), ("", ("MSC-NP", "Saline"), False),
        ("MSC-NP vs Saline, Saline vs MSC-NP", ("MSC-NP", "Saline"), False),
    ],
)  # fmt: skip
def test_whose_estimate_it_is_in_words(outcomes: dict[str, Any], comment: str, order: tuple[str, str], sure: bool) -> None:
    row = with_analysis(outcomes["Time to Relapse"], estimateComment=comment)
    assert (row["group_label"], row["comparator_label"]) == order
    assert (row["review_reasons"] is None) is sure


def test_a_test_that_names_its_groups_says_not_whose_estimate_it_is(outcomes: dict[str, Any]) -> None:
    row = with_analysis(outcomes["Time to Relapse"], groupDescription="Saline vs MSC-NP, stratified by site")
    assert row["review_reasons"] == "link_direction_guessed"


@pytest.mark.parametrize(
    ("title", "param_type", "value", "order"),
    [
        ("Change in Evoked Potential Latency", "LS Mean Difference", "-0.31", ("MSC-NP", "Saline")), ("Change in Evoked Potential Latency", "LS Mean Difference", "0.31", ("Saline", "MSC-NP")),
        ("Participants With Confirmed Improvement", "Risk Ratio (RR)", "3.94", ("MSC-NP", "Saline")), ("Participants With Confirmed Improvement", "Risk Ratio (RR)", "0.25", ("Saline", "MSC-NP")),
        ("Participants With Confirmed Improvement", "Odds Ratio (OR)", "6.2", ("MSC-NP", "Saline")), ("Participants With Confirmed Improvement", "Risk Difference (RD)", "32.6", ("MSC-NP", "Saline")),
        ("Participants With Confirmed Improvement", "Risk Difference (RD)", "-0.326", ("Saline", "MSC-NP")),
    ],
)  # fmt: skip
def test_whose_estimate_it_is_in_numbers(
    outcomes: dict[str, Any], title: str, param_type: str, value: str, order: tuple[str, str]
) -> None:
    row = with_analysis(outcomes[title], drop=("estimateComment",), paramType=param_type, paramValue=value)
    assert (row["group_label"], row["comparator_label"], row["review_reasons"]) == (*order, None)


@pytest.mark.parametrize("value", ["0.02", "4.4", "-2.9"])
def test_numbers_that_fit_neither_order_decide_nothing(outcomes: dict[str, Any], value: str) -> None:
    row = with_analysis(outcomes["Change in Evoked Potential Latency"], drop=("estimateComment",), paramValue=value)
    assert row["review_reasons"] == "link_direction_guessed"


def test_words_against_numbers_are_in_doubt(outcomes: dict[str, Any]) -> None:
    row = with_analysis(outcomes["Change in Evoked Potential Latency"], estimateComment="Saline minus MSC-NP")
    assert row["review_reasons"] == "link_direction_guessed"


def test_one_group_has_no_comparator_and_a_p_value_no_direction(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["Time to Relapse"]
    alone = with_analysis(outcome, groupIds=["OG001"])
    assert (alone["group_label"], alone["comparator_label"], alone["review_reasons"]) == ("Saline", None, None)
    p_only = with_analysis(outcome, drop=("paramType", "paramValue", "ciPctValue", "ciNumSides", "ciLowerLimit", "ciUpperLimit"))
    assert (p_only["p_value"], p_only["param_type"], p_only["review_reasons"]) == (0.26, None, None)
    assert "link_groups_missing" in with_analysis(outcome, groupIds=["OG007"])["review_reasons"]


def test_an_analysis_of_an_outcome_with_parts_says_which_part_or_is_in_doubt(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["Neurofilament Light in Serum"]
    named = with_analysis(outcome)
    assert (named["time_frame"], named["time_frame_days"]) == ("Week 4", 28.0)
    unnamed = with_analysis(outcome, drop=("groupDescription",))
    assert "link_outcome_guessed" in unnamed["review_reasons"]
    assert unnamed["time_frame"] == "Weeks 4 and 12"


# Measurements, participants, harms


@pytest.mark.parametrize(
    ("unit", "param_type", "numerator"),
    [("Percentage of participants", "percent", None), ("participants", "count", 7), ("Relapses per patient-year", "rate", None), ("Lesions", "count", None), ("units on a scale", "other", None)],
)  # fmt: skip
def test_what_a_number_is_its_unit_says(outcomes: dict[str, Any], unit: str, param_type: str, numerator: int | None) -> None:
    found = with_outcome(outcomes["Participants With Confirmed Improvement"], paramType="NUMBER", unitOfMeasure=unit)
    row = rows(found, "measurements", "/outcomeMeasures/")[0]
    assert (row["param_type"], row["numerator"], row["review"]) == (param_type, numerator, "clear")


def test_an_unknown_param_type_is_other_and_in_doubt(outcomes: dict[str, Any]) -> None:
    row = rows(with_outcome(outcomes["Walking Speed"], paramType="MODE"), "measurements", "/outcomeMeasures/")[0]
    assert (row["param_type"], row["review_reasons"]) == ("other", "read_statistic_missing")


@pytest.mark.parametrize(
    ("dispersion", "reasons"),
    [("Standard Deviation", None), ("Inter-Quartile Range", "read_statistic_missing"), ("Mad Deviation", "read_statistic_missing"), ("Not Applicable", "read_statistic_missing")],
)  # fmt: skip
def test_a_spread_that_its_name_does_not_fit_is_in_doubt(outcomes: dict[str, Any], dispersion: str, reasons: str | None) -> None:
    row = rows(with_outcome(outcomes["Walking Speed"], dispersionType=dispersion), "measurements", "/outcomeMeasures/")[0]
    assert (row["dispersion_value"], row["review_reasons"]) == (1.1, reasons)


@pytest.mark.parametrize(
    ("dispersion", "percent", "reasons"),
    [("95% Confidence Interval", 95.0, None), ("97.5% Confidence Interval", 97.5, None), ("CONFIDENCE_975", 97.5, None), ("Other Confidence Interval Level", None, "read_level_missing")],
)  # fmt: skip
def test_levels_of_a_groups_own_interval(
    outcomes: dict[str, Any], dispersion: str, percent: float | None, reasons: str | None
) -> None:
    row = rows(with_outcome(outcomes["Time to Relapse"], dispersionType=dispersion), "measurements", "/outcomeMeasures/")[1]
    assert (row["dispersion_type"], row["dispersion_ci_percent"], row["review_reasons"]) == ("ci", percent, reasons)


@pytest.mark.parametrize(
    ("allocation", "model", "titles", "roles"),
    [
        ("RANDOMIZED", "PARALLEL", ["Overall Study"], [("randomised", None)]), ("NA", "SINGLE_GROUP", ["Overall Study"], [("enrolled", None)]),
        ("RANDOMIZED", "CROSSOVER", ["Period 1", "Period 2"], [("randomised", None), ("enrolled", None)]),
        ("RANDOMIZED", "PARALLEL", ["Open-label run-in", "Treatment"], [("enrolled", "link_role_guessed"), ("enrolled", None)]),
        ("RANDOMIZED", "PARALLEL", ["Part A", "Part B"], [("randomised", "link_role_guessed"), ("enrolled", None)]),
        ("RANDOMIZED", "PARALLEL", ["Double-Blind Period", "Extension"], [("randomised", None), ("enrolled", None)]),
    ],
)  # fmt: skip
def test_who_started_a_period(allocation: str, model: str, titles: list[str], roles: list[tuple[str, str | None]]) -> None:
    content = record()
    content["protocolSection"]["designModule"]["designInfo"] = {"allocation": allocation, "interventionModel": model}
    flow = content["resultsSection"]["participantFlowModule"]
    flow["periods"] = [{**flow["periods"][min(index, 1)], "title": title} for index, title in enumerate(titles)]
    started = rows(extract(document_of(content)), "sample_sizes", "/milestones/0/achievements/0/")
    assert [(row["role"], row["review_reasons"]) for row in started] == roles
    assert [row["period"] for row in started] == (titles if len(titles) > 1 else [None])


def test_a_group_that_is_declared_nowhere_is_in_doubt() -> None:
    content = record()
    content["resultsSection"]["adverseEventsModule"]["otherEvents"][0]["stats"][0]["groupId"] = "EG009"
    row = rows(extract(document_of(content)), "adverse_events", "/otherEvents/0/stats/0/")[0]
    assert (row["group_label"], row["review_reasons"]) == (None, "link_groups_missing")


def test_planned_participants_are_planned() -> None:
    content = record()
    del content["resultsSection"]
    content["protocolSection"]["designModule"]["enrollmentInfo"]["type"] = "ESTIMATED"
    [row] = extract(document_of(content)).tables["sample_sizes"]
    assert (row["n"], row["role"], row["review"]) == (18, "planned", "clear")


@pytest.mark.parametrize(
    "module", ["participantFlowModule", "baselineCharacteristicsModule", "outcomeMeasuresModule", "adverseEventsModule"]
)
@pytest.mark.parametrize("broken", ["text", 7, [["x"]], {"groups": "OG000", "periods": [3], "measures": {"0": {}}}], ids=repr)
def test_a_module_of_another_shape_gives_no_row_and_no_crash(module: str, broken: Any) -> None:
    content = record()
    content["resultsSection"][module] = broken
    assert extract(document_of(content)).tables["numbers"]


@pytest.mark.parametrize(
    ("text", "days"),
    [("Week 16", 112.0), ("Baseline to Week 16", 112.0), ("From Baseline up to Week 4", 28.0), ("6 months", 182.64), ("2-year", 730.5), ("Baseline", 0.0), ("Day 1", 1.0),
     ("Weeks 4, 8 and 12", None), ("Baseline, 3 months, 6 months", None), ("through study completion", None), (None, None)],
)  # fmt: skip
def test_days_of_a_time_frame(text: str | None, days: float | None) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "told"),
    [("Week 4", ("Week 4", 28.0, True)), ("At 6 months", ("6 months", 182.64, True)), ("Change at Week 12", ("Week 12", 84.0, False)), ("Female", None), ("Weeks 4, 8", None),
     ("12 participants", None), ("Baseline", ("Baseline", 0.0, True)),
     ("2 hour glucose", None), ("24-hour urine protein", None), ("Relapse free at 2 years", ("2 years", 730.5, False)), ("Pain, Month 6", ("Month 6", 182.64, False)), ("2 hours", None)],
)  # fmt: skip
def test_a_title_that_names_a_time(text: str, told: tuple[str, float, bool] | None) -> None:
    found = time_in(text)
    assert (None if found is None else (found.label, found.days, found.alone)) == told


@pytest.mark.parametrize(
    ("printed", "value"),
    [("12", 12.0), ("-0.31", -0.31), ("−0.31", -0.31), ("1,011", 1011.0), (".5", 0.5), ("45%", 45.0), ("+3", 3.0), ("1e3", 1000.0), ("< 0.5", 0.5), ("0,54", None), ("3 (12%)", None), ("NA", None),
     ("", None), ("1.2.3", None), ("12 of 30", None), ("1,01", None), ("p", None), ("-", None), ("9" * 400, None)],
)  # fmt: skip
def test_numbers_of_a_field(printed: str, value: float | None) -> None:
    found = number_of(Leaf("/x", 0, 2, 2 + len(printed), printed, fold(printed)))
    assert (None if found is None else found.value) == value


def test_methods_in_the_registrys_words() -> None:
    assert [method_of(text) for text in ("t-test, 2 sided", "ANCOVA", "Van Elteren test", None)] == [
        "t-Test, 2-Sided",
        "ANCOVA",
        "Other",
        None,
    ]


# Rules


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in RULES for example in rule.examples], ids=str)
def test_a_word_rule_reads_its_examples(rule: Rule, example: Example) -> None:
    [mention, *_] = find(rule, fold(example.text))
    got = {name: example.text[slice(*place)] if (place := mention.span(name)) else None for name in example.groups}
    assert got == dict(example.groups)


@pytest.mark.parametrize(("rule", "refusal"), [(rule, refusal) for rule in RULES for refusal in rule.refuses], ids=str)
def test_a_word_rule_refuses_what_it_must(rule: Rule, refusal: Not) -> None:
    assert not find(rule, fold(refusal.text)), refusal.why


@pytest.mark.parametrize(
    ("family", "rule"),
    [(family, rule) for family in (ESTIMATE_TYPES, DISPERSIONS, UNIT_KINDS, MILESTONES) for rule in family],
    ids=str,
)
def test_the_first_rule_that_matches_is_the_one_whose_example_it_is(family: tuple[Rule, ...], rule: Rule) -> None:
    for example in rule.examples:
        assert first(family, fold(example.text)) is rule, example


@pytest.mark.parametrize("rule", FIELD_RULES, ids=lambda rule: rule.name)
def test_a_field_rule_knows_its_examples_and_refuses_the_others(rule: Any) -> None:
    assert [pointer for pointer in rule.examples if not rule.knows(pointer)] == []
    assert [refusal.text for refusal in rule.refuses if rule.knows(refusal.text)] == []


# The way to the tables


def test_a_record_goes_through_curate_and_duckdb_reads_it(bench: Workbench) -> None:
    bench.write(f"{NAME}.json", (RECORDS / f"{NAME}.json").read_bytes())
    bench.write("note.txt", "CROSS-NP (NCT09900001) compared MSC-NP with saline: hazard ratio 0.62, 95% CI 0.31 to 1.24.\n")
    bench.curate()
    [report] = bench.table("reports").filter(pl.col("report_id") == NAME).to_dicts()
    assert (report["status"], report["kind"], report["title"], report["published"], report["media_type"], report["reader"]) == (
        "read", "registry", "Intrathecal MSC-NP Cells in Progressive Multiple Sclerosis", "2025-03-04", "application/json", "registry",
    )  # fmt: skip
    assert (report["registry_ids"], report["acronyms"], report["n_unclaimed"]) == (
        "NCT09900001|NCT09900000|2019-004321-17",
        "CROSS-NP",
        0,
    )
    identifiers = bench.table("study_identifiers").filter(pl.col("scheme") != "acronym")["identifier"].to_list()
    assert identifiers == ["2019-004321-17", "NCT09900000", "NCT09900001"]
    assert bench.table("study_reports")["report_id"].to_list() == [NAME, "note"]
    query = f"SELECT count(*), count(DISTINCT row_id), count(DISTINCT study_id) FROM '{bench.curated}/adverse_events.parquet' WHERE report_id = '{NAME}'"
    assert duckdb.sql(query).fetchall() == [(10, 10, 1)]


def test_a_curator_rules_on_one_of_many_like_leaves(bench: Workbench) -> None:
    bench.write(f"{NAME}.json", (RECORDS / f"{NAME}.json").read_bytes())
    document = document_of(record())
    row = rows(extract(document), "adverse_events", "/otherEvents/0/stats/1/")[0]
    start, end = row["start"], row["end"]
    bench.decide(NAME, {"table": "adverse_events", "quote": row["quote"], "before": document.text[start - 30 : start], "after": document.text[end : end + 30],
                        "ordinal": 0, "printed": {"subjects_affected": "4", "subjects_at_risk": "18"}, "decision": "rejected", "reason": "counted twice",
                        "who": "M", "when": "2026-01-05T10:00:00Z"})  # fmt: skip
    bench.curate()
    assert row["row_id"] not in bench.table("adverse_events")["row_id"]
    assert bench.table("adverse_events").height == 9


@given(st.text(alphabet="ab\n", min_size=1, max_size=60), st.integers(0, 2**32))
@settings(max_examples=60)
def test_many_quotes_are_counted_as_one_by_one(text: str, seed: int) -> None:
    choice = Random(seed)  # a hundred places drawn one by one by the strategy take longer than the test
    places = [(choice.randint(0, 60), choice.randint(0, 6)) for _ in range(choice.randint(100, 110))]
    within = [(min(start, len(text)), min(start + length, len(text))) for start, length in places]
    assert occurrences_before(text, within) == [text.count(text[a:b], 0, b - 1) if a < b else 0 for a, b in within]
