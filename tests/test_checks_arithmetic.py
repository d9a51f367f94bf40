"""What the checks stand on: Student's t, p-values from intervals, slips of a digit, sizes, and what cannot be checked."""

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from scipy import special

from growth import calls
from schemas.checks import Case, Finding, reasons_of, run_checks
from schemas.checks.estimates import Scale
from schemas.checks.group_sizes import group_key, group_sizes
from schemas.checks.midpoint import is_centre
from schemas.checks.p_range import Distance
from schemas.checks.printed import Printed, printed_number, with_minus
from schemas.checks.slips import likely_slip
from schemas.checks.students_t import quantile, two_sided_p
from schemas.scales import STEP_SCALES, scale_named_in
from schemas.standard_errors import with_standard_errors
from schemas.vocabulary import CheckName, Grade

DF = (1, 2, 3, 4, 8, 13, 17, 60, 500, 100_000)


def number(raw: str) -> Printed:
    found = printed_number(raw)
    assert found is not None
    return found


def findings(check: CheckName, *rows: tuple[str, dict[str, Any]]) -> list[Finding]:
    return [finding for finding in run_checks(Case("rows", *rows).rows_by_table()) if finding.check is check]


def analysis(**columns: Any) -> tuple[str, dict[str, Any]]:
    return ("analyses", {"ci_percent": 95.0, "ci_n_sides": "two_sided", **columns})


@pytest.mark.parametrize("df", DF)
def test_students_t_is_that_of_scipy(df: float) -> None:
    for t in (0.0, 1e-6, 0.3, 1.0, 1.96, 2.3, 5.0, 9.0):
        assert two_sided_p(t, df) == pytest.approx(2 * special.stdtr(df, -t), rel=1e-9)
        assert two_sided_p(-t, df) == two_sided_p(t, df)
    for level in (50, 80, 90, 95, 99, 99.9):
        assert quantile(level, df) == pytest.approx(special.stdtrit(df, 0.5 + level / 200), rel=1e-8)


def test_the_normal_is_that_of_scipy() -> None:
    assert quantile(95, math.inf) == pytest.approx(special.ndtri(0.975), rel=1e-12)
    assert two_sided_p(2.5, math.inf) == pytest.approx(2 * special.ndtr(-2.5), rel=1e-12)
    assert two_sided_p(1e200, 3) == 0
    with pytest.raises(ValueError, match="no quantile"):
        quantile(100, 5)


@pytest.mark.parametrize("far", [0.01, 0.2, 0.4, 0.499, 0.501, 0.7, 1.5])
def test_p_moves_one_way_with_the_degrees_of_freedom(far: float) -> None:
    """On this rests that the degrees of freedom that fit stand in one row, whose ends are found by halving."""
    values = [Distance(far, far).p(95, df).low for df in range(1, 80)]
    assert values == sorted(values, reverse=far > 0.5)


@pytest.mark.parametrize(
    ("numbers", "meant"),
    [
        (("-16.03", "-33.0", "0.3"), (0, "-16.3")),  # likelier than 0.9 for the upper limit, which leaves uneven decimals
        (("1.94", "0.58", "1.50"), None),  # 0.94, or 6.50 for the upper limit
        (("1.2", "-2.0", "-0.4"), (0, "-1.2")),
        (("0.61", "0.40", "0.39"), (2, "0.93")),
        (("5.0", "1.0", "2.0"), None),
    ],
)
def test_the_likeliest_slip_is_told_and_a_choice_is_not(numbers: tuple[str, ...], meant: tuple[int, str] | None) -> None:
    ratio = all(float(raw) > 0 for raw in numbers)
    scale = Scale.LOG if ratio else Scale.LINEAR
    slip = likely_slip(
        [number(raw) for raw in numbers],
        lambda found: found[1].value < found[0].value < found[2].value and is_centre(scale, (found[0], found[1], found[2])),
    )
    assert (slip and (slip.position, slip.meant.raw)) == meant


def test_a_message_has_minus_signs_and_leaves_names_alone() -> None:
    assert with_minus("IL-6 -16.3 (-33.0 to -.3)") == "IL-6 −16.3 (−33.0 to −.3)"


CANNOT = [
    ({"param_type": "hazard_ratio", "ci_n_sides": "one_sided"}, "one-sided"),
    ({"param_type": "correlation"}, "need not be symmetric"),
    ({"param_type": "auc"}, "need not be symmetric"),
    ({"param_type": None}, "what kind of estimate"),
    ({"param_type": "odds_ratio", "quote": "OR 0.5 (exact 95% CI 0.1 to 0.8)"}, "'exact'"),
    ({"param_type": "mean_difference", "outcome_title": "median survival"}, "'median'"),
    ({"param_type": "difference", "param_value": "0.1"}, "its own limit"),
    ({"param_type": "odds_ratio", "param_type_raw": "log OR"}, "log scale"),
    ({"param_type": "odds_ratio", "ci_lower_limit": "-0.1"}, "negative"),
    ({"param_type": "mean_difference", "param_value": "0.2", "review_reasons": "read_type_missing"}, "read from the words around"),
    ({"param_type": "odds_ratio", "ci_lower_limit": "0"}, "too little"),
]


@pytest.mark.parametrize(("columns", "why"), CANNOT, ids=[why for _, why in CANNOT])
def test_what_cannot_be_checked_is_said_with_its_reason(columns: dict[str, Any], why: str) -> None:
    row = analysis(**{"param_value": "0.5", "ci_lower_limit": "0.1", "ci_upper_limit": "0.8", "p_value": "0.5", **columns})
    (finding,) = findings(CheckName.MIDPOINT, row)
    assert (finding.grade, why in finding.message) == (Grade.CANNOT_CHECK, True)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("HR 0.77 (95% CI 0.50 to 1.20; one-sided p = 0.001)", "one-sided"),
        ("HR 0.77 (95% CI 0.50 to 1.20; log-rank p = 0.001)", "log-rank"),
        ("HR 0.77 (95% CI 0.50 to 1.20; p for interaction = 0.001)", "interaction"),
        ("HR 0.77 (95% CI 0.50 to 1.20; P for non-inferiority 0.001)", "inferiority"),
        ("HR 0.77 (95% CI 0.50 to 1.20; unadjusted p = 0.001)", "adjusted"),
    ],
)
def test_a_p_value_of_another_test_is_not_compared(quote: str, why: str) -> None:
    numbers = {"param_value": "0.77", "ci_lower_limit": "0.50", "ci_upper_limit": "1.20", "p_value": "0.001"}
    for check in (CheckName.P_FROM_INTERVAL, CheckName.SIGNIFICANCE):
        (finding,) = findings(check, analysis(param_type="hazard_ratio", quote=quote, **numbers))
        assert (finding.grade, why in finding.message) == (Grade.CANNOT_CHECK, True)
        (plain,) = findings(check, analysis(param_type="hazard_ratio", quote="HR for overall survival", **numbers))
        assert plain.grade is Grade.CONTRADICTION


def test_a_level_that_is_not_printed_is_taken_for_95_only_where_that_holds() -> None:
    row = {"param_type": "beta", "param_value": "2.00", "ci_lower_limit": "0.04", "ci_upper_limit": "3.96", "ci_percent": None}
    assert findings(CheckName.P_FROM_INTERVAL, analysis(p_value="0.046", **row))[0].grade is Grade.CONSISTENT
    assert findings(CheckName.P_FROM_INTERVAL, analysis(p_value="0.001", **row))[0].grade is Grade.CANNOT_CHECK


def test_likelier_reasons_than_a_slip_are_notices() -> None:
    few_events = analysis(param_type="risk_ratio", param_value="1.39", ci_lower_limit="0.23", ci_upper_limit="9.47")
    score_based = analysis(param_type="difference", param_value="-3.4", ci_lower_limit="-9.65", ci_upper_limit="4.96", unit="%")
    cut_off = analysis(param_type="hazard_ratio", param_value="0.67", ci_lower_limit="0.50", ci_upper_limit="0.94")
    for row in (few_events, score_based, cut_off):
        assert findings(CheckName.MIDPOINT, row)[0].grade is Grade.NOTICE
    other_test = analysis(
        param_type="hazard_ratio", param_value="0.56", ci_lower_limit="0.34", ci_upper_limit="0.92", p_value="0.014"
    )
    assert findings(CheckName.P_FROM_INTERVAL, other_test)[0].grade is Grade.NOTICE
    lost_sign = analysis(param_type="difference", param_value="-3.4", ci_lower_limit="-2.0", ci_upper_limit="8.8", unit="%")
    assert findings(CheckName.MIDPOINT, lost_sign)[0].message.endswith("likely slip: 3.4.")


def test_a_part_of_a_large_trial_may_have_been_measured() -> None:
    size = ("sample_sizes", {"n": 400, "role": "randomised"})
    row = analysis(param_type="beta", param_value="0.32", ci_lower_limit="-0.62", ci_upper_limit="1.26", p_value="0.476")
    (finding,) = findings(CheckName.P_FROM_INTERVAL, size, row)
    assert (finding.grade, "fewer than the sizes printed leave (N = 400)" in finding.message) == (Grade.NOTICE, True)


def test_group_names_are_compared_without_filler() -> None:
    assert group_key("the MSC-NP group") == group_key("MSC-NP") == "msc np"
    sizes = group_sizes(Case("sizes", ("sample_sizes", {"n": 27, "role": "randomised", "group_label": "the MSC-NP group"}),
                             ("measurements", {"group_label": "saline", "group_n": 24})).rows_by_table())  # fmt: skip
    row = {"report_id": "case", "group_label": "MSC-NP", "comparator_label": "saline"}
    df = sizes.degrees_of_freedom(row)
    assert (df.low, df.high) == (23, 50)
    assert sizes.degrees_of_freedom({**row, "population": "women"}).low == 4


def test_two_reports_and_a_third_that_decides() -> None:
    rows = [analysis(study_id="s", report_id=report, outcome_title="EDSS", param_type="beta", param_value=value, p_value="0.21")
            for report, value in (("a", "0.31"), ("b", "0.31"), ("c", "0.13"))]  # fmt: skip
    found = [finding for finding in findings(CheckName.ACROSS_REPORTS, *rows) if finding.grade is Grade.CONTRADICTION]
    assert len(found) == 1
    assert list(reasons_of(found)) == [f"{2:016x}"]
    assert found[0].message.endswith("0.31 is printed by 2 of them.")


def test_other_numbers_of_one_outcome_may_be_another_analysis() -> None:
    rows = [analysis(study_id="s", report_id=report, outcome_title="EDSS", param_type="beta", param_value=value, time_frame_days=180.0)
            for report, value in (("a", "0.31"), ("b", "1.72"))]  # fmt: skip
    assert [finding.grade for finding in findings(CheckName.ACROSS_REPORTS, *rows)] == [Grade.NOTICE]


@pytest.mark.parametrize("scale", STEP_SCALES, ids=lambda scale: scale.name)
def test_a_scale_is_found_by_its_names_only(scale: Any) -> None:
    assert all(scale_named_in(example) is scale for example in scale.examples)
    assert all(scale_named_in(refused) is None for refused in scale.refuses)


def test_a_standard_error_honours_level_scale_and_size() -> None:
    def error(*rows: tuple[str, dict[str, Any]]) -> tuple[float | None, str | None]:
        (row,) = with_standard_errors(Case("rows", *rows).rows_by_table())
        return row["standard_error"], row["standard_error_method"]

    arms = [("sample_sizes", {"n": 10, "role": "randomised", "group_label": label}) for label in ("MSC", "placebo")]
    difference = {"param_type": "mean_difference", "param_value": "2.0", "ci_lower_limit": "0.0", "ci_upper_limit": "4.0",
                  "group_label": "MSC", "comparator_label": "placebo"}  # fmt: skip
    assert error(analysis(**difference)) == (pytest.approx(2 / 1.959964, rel=1e-5), "from_interval_normal")
    assert error(*arms, analysis(**difference)) == (pytest.approx(2 / 2.100922, rel=1e-5), "from_interval_t")
    ninety = error(analysis(**difference, ci_percent=90.0))
    assert ninety == (pytest.approx(2 / 1.644854, rel=1e-5), "from_interval_normal")
    ratio = {"param_type": "odds_ratio", "param_value": "2.0", "ci_lower_limit": "1.0", "ci_upper_limit": "4.0"}
    assert error(*arms, analysis(**ratio)) == (pytest.approx(math.log(4) / 2 / 1.959964, rel=1e-5), "from_log_interval_normal")
    for refused in ({"ci_n_sides": "one_sided"}, {"ci_percent": None}, {"param_type": None}, {"param_type": "correlation"},
                    {"review_reasons": "read_type_missing"}, {"ci_lower_limit": "0"}, {"quote": "exact 95% CI"}):  # fmt: skip
        assert error(analysis(**(ratio | refused))) == (None, None), refused


def test_a_standard_error_follows_from_an_exact_p_value_where_the_digits_allow_it() -> None:
    def error(*rows: tuple[str, dict[str, Any]]) -> tuple[float | None, str | None]:
        (row,) = with_standard_errors(Case("rows", *rows).rows_by_table())
        return row["standard_error"], row["standard_error_method"]

    bare = {"ci_percent": None, "ci_n_sides": None, "p_value_modifier": "="}
    difference = {
        **bare,
        "param_type": "mean_difference",
        "param_value": "-2.30",
        "p_value": "0.012",
        "group_label": "MSC",
        "comparator_label": "placebo",
    }
    arms = [("sample_sizes", {"n": 10, "role": "randomised", "group_label": label}) for label in ("MSC", "placebo")]
    assert error(analysis(**difference)) == (pytest.approx(2.3 / 2.512144, rel=1e-5), "from_p_value_normal")
    assert error(*arms, analysis(**difference)) == (
        pytest.approx(2.3 / 2.793605, rel=1e-5),
        "from_p_value_t",
    )  # 18 degrees of freedom
    ratio = {**bare, "param_type": "hazard_ratio", "param_value": "0.52", "p_value": "0.0012"}
    assert error(*arms, analysis(**ratio)) == (pytest.approx(-math.log(0.52) / 3.238880, rel=1e-5), "from_p_value_normal")
    for refused in ({"p_value_modifier": "<"}, {"p_value": "0.1"}, {"param_value": "0.9", "p_value": "0.8"}, {"param_value": "1.0"},
                    {"param_type": "auc"}, {"quote": "p for interaction"}, {"quote": "log-rank"}, {"review_reasons": "read_type_missing"},
                    {"ci_lower_limit": "0.3", "ci_upper_limit": "0.9"}, {"p_value": "0"}, {"p_value": "1.0"}):  # fmt: skip
        assert error(analysis(**(ratio | refused))) == (None, None), refused


@pytest.mark.slow
def test_twice_the_rows_cost_about_twice() -> None:
    def work(rows: int) -> int:
        cases = [analysis(study_id=f"s{at // 40}", report_id=f"r{at // 20}", outcome_title=f"outcome {at % 20}", param_type="beta",
                          param_value="0.31", ci_lower_limit="-0.9", ci_upper_limit="1.5", p_value="0.61", time_frame_days=float(at % 20))
                 for at in range(rows)]  # fmt: skip
        tables = Case("many", *cases).rows_by_table()
        return calls(lambda: run_checks(tables))

    work(100)
    once, twice = work(1000), work(2000)
    assert once > 10_000
    assert twice < 2.5 * once


def simulation() -> ModuleType:
    """benchmarks/check_simulation.py, which is no package."""
    path = Path(__file__).parent.parent / "benchmarks" / "check_simulation.py"
    spec = importlib.util.spec_from_file_location("check_simulation", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_simulation"] = module
    spec.loader.exec_module(module)
    return module


def test_simulated_correct_rows_are_not_contradicted() -> None:
    module = simulation()
    assert {module.grade_of(trial, trial.printed) for trial in module.trials(300, seed=7)} == {Grade.CONSISTENT}


@pytest.mark.slow
def test_simulated_slips_are_found_as_often_as_they_must() -> None:
    module = simulation()
    assert module.failures(module.simulate(1500, seed=3)) == []
