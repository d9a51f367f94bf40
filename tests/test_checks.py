"""The checks: each holds and fails where its own cases say so, on intervals around the printed digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.checks import Case, Check, Finding, all_checks, finding_tables, reasons_of, run_checks
from schemas.checks.check import number_in
from schemas.checks.printed import plain, printed_number
from schemas.vocabulary import CheckName, Grade

CASES_THAT_HOLD = [(check, case) for check in all_checks() for case in check.holds]
CASES_THAT_FAIL = [(check, case) for check in all_checks() for case in check.fails]


def test_discovery_finds_the_checks() -> None:
    assert {check.name for check in all_checks()} == set(CheckName)
    assert all(check.assumption and check.citation for check in all_checks())


@pytest.mark.parametrize(("check", "case"), CASES_THAT_HOLD, ids=lambda value: getattr(value, "why", None) or str(value.name))
def test_a_case_that_holds_is_consistent(check: Check, case: Case) -> None:
    findings = check.function(case.rows_by_table())
    assert findings, "a check that ran must say so"
    assert {finding.grade for finding in findings} == {Grade.CONSISTENT}


@pytest.mark.parametrize(("check", "case"), CASES_THAT_FAIL, ids=lambda value: getattr(value, "why", None) or str(value.name))
def test_a_case_that_fails_is_contradicted(check: Check, case: Case) -> None:
    findings = check.function(case.rows_by_table())
    assert Grade.CONTRADICTION in {finding.grade for finding in findings}
    assert all(finding.message.strip() and finding.printed for finding in findings)


@pytest.mark.parametrize(
    ("raw", "value", "half_unit"),
    [
        ("-16.03", "-16.03", "0.005"), ("−16·03", "-16.03", "0.005"), ("- 9.2", "-9.2", "0.05"), ("1,011", "1011", "0.5"),
        ("12,345.60", "12345.60", "0.005"), (".03", "0.03", "0.005"), ("3.7%", "3.7", "0.05"), ("0", "0", "0.5"),
        ("3.29×10−6", "0.00000329", "0.000000005"), ("3.29 × 10^-6", "0.00000329", "0.000000005"), ("1×10⁶", "1000000", "500000"),
        ("1e-5", "0.00001", "0.000005"), ("+9.7", "9.7", "0.05"),
    ],
)  # fmt: skip
def test_a_printed_number_stands_for_what_rounds_to_it(raw: str, value: str, half_unit: str) -> None:
    number = printed_number(raw)
    assert number is not None
    assert (number.value, number.half_unit) == (Decimal(value), Decimal(half_unit))
    assert number.range().low == Decimal(value) - Decimal(half_unit)


@pytest.mark.parametrize("raw", ["", "twelve", "1,4542", "NE", "--3", "1.2.3", "%", "5.", "0,94", "-"])
def test_what_is_no_printed_number_is_none(raw: str) -> None:
    assert printed_number(raw) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6))
def test_every_decimal_reads_back(number: Decimal) -> None:
    read = printed_number(format(number, "f"))
    assert read is not None
    assert read.value == number
    assert Decimal(plain(read.value)) == number


def test_no_float_noise_at_the_edge() -> None:
    # 0.1 + 0.2 is not 0.3 in binary: the estimate 0.3 with half a unit must still meet the limit 0.4.
    low, high = printed_number("0.3"), printed_number("0.4")
    assert low
    assert high
    assert low.range().meets(high.range())
    assert not low.range(0).meets(high.range(0))


def test_an_estimate_just_outside_is_a_notice_and_marks_nothing() -> None:
    case = Case("truncated", ("analyses", {"param_value": "0.56", "ci_lower_limit": "0.58", "ci_upper_limit": "1.50"}))
    findings = [finding for finding in run_checks(case.rows_by_table()) if finding.check is CheckName.ORDER]
    assert [finding.grade for finding in findings] == [Grade.NOTICE]
    assert reasons_of(findings) == {}


def test_a_contradiction_names_its_rows_and_the_printed_values() -> None:
    case = Case("reversed", ("analyses", {"param_value": "−0.7", "ci_lower_limit": "−0.2", "ci_upper_limit": "−1.2"}))
    (finding,) = [finding for finding in run_checks(case.rows_by_table()) if finding.check is CheckName.ORDER]
    assert finding.message == "The limits −0.2 to −1.2 are printed upper first."
    assert finding.printed == "−0.7 (−0.2 to −1.2)"
    assert reasons_of([finding]) == {finding.row_ids[0]: {"check_order"}}


def test_a_logarithm_of_a_ratio_cannot_be_checked() -> None:
    case = Case("log", ("analyses", {"param_type_raw": "log OR", "ci_lower_limit": "-0.4", "ci_upper_limit": "0.3"}))
    grades = {finding.check: finding.grade for finding in run_checks(case.rows_by_table())}
    assert grades == {CheckName.LABEL: Grade.CANNOT_CHECK, CheckName.ORDER: Grade.CONSISTENT}


def test_one_sided_limits_are_compared_one_by_one() -> None:
    row = {"param_value": "0.9", "ci_upper_limit": "1.2", "ci_n_sides": "one_sided"}
    (finding,) = run_checks(Case("one-sided", ("analyses", row)).rows_by_table())
    assert finding.grade is Grade.CONSISTENT


def test_the_order_of_the_rows_changes_nothing() -> None:
    tables = Case(
        "two", ("analyses", {"param_value": "1", "ci_lower_limit": "2", "ci_upper_limit": "3"}), ("analyses", {"p_value": "0.04"})
    ).rows_by_table()  # fmt: skip
    backwards = {table: list(reversed(rows)) for table, rows in tables.items()}
    assert run_checks(tables) == run_checks(backwards)


def test_a_row_without_printed_digits_has_the_precision_of_its_value() -> None:
    number = number_in({"param_value": -16.3, "printed": {}}, "param_value")
    assert number is not None
    assert (number.value, number.half_unit) == (Decimal("-16.3"), Decimal("0.05"))
    unsigned = number_in({"param_value": -9.2, "printed": {"param_value": "9.20"}}, "param_value")
    assert unsigned is not None
    assert (unsigned.raw, unsigned.value, unsigned.half_unit) == ("-9.20", Decimal("-9.20"), Decimal("0.005"))
    worded = number_in({"numerator": 12, "printed": {"numerator": "twelve"}}, "numerator")
    assert worded is not None
    assert worded.value == 12


def test_findings_become_rows_of_their_tables() -> None:
    finding = Finding(CheckName.ORDER, Grade.NOTICE, ("b" * 16, "a" * 16), "Look.", "1", None)
    rows, links = finding_tables([finding])
    assert [link["row_id"] for link in links] == ["a" * 16, "b" * 16]
    assert rows[0]["finding_id"] == links[0]["finding_id"] == finding.finding_id
    assert len(finding.finding_id) == 16
    assert rows[0]["check"] == "order"
