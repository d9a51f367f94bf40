"""What the checks say of the founding reports in raw/: every verdict that was worked out by hand."""

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import cli
from flows.marking import checked

RAW = Path(__file__).parent.parent / "raw"
SMART, SUMMARY, GUIDELINE, NEWS, NP = (
    "smart_ms_ectrims_2025", "smart_ms_neurology_2026", "msc_ms_guideline", "mesems_news", "msc_np_phase2_2024",
)  # fmt: skip

Said = list[dict[str, Any]]


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """The tables of raw/ as this code makes them."""
    return tables(RAW, tmp_path_factory.mktemp("curated"))


def tables(raw: Path, work: Path) -> dict[str, pl.DataFrame]:
    assert cli.main(["curate", str(raw), "--out", str(work / "out"), "--cache", str(work / "cache"), "--direct"]) == 0
    return {path.stem: pl.read_parquet(path) for path in (work / "out").glob("*.parquet")}


def said(curated: dict[str, pl.DataFrame], check: str, table: str = "analyses", **columns: Any) -> Said:
    """What the check says of the rows with these values."""
    rows = curated[table].filter(*(pl.col(name) == value for name, value in columns.items()))
    links = curated["finding_rows"].join(rows.select("row_id"), on="row_id", how="semi")
    findings = curated["findings"].filter(pl.col("check") == check).join(links, on="finding_id", how="semi")
    return findings.sort("finding_id").to_dicts()


def grades(found: Said) -> list[str]:
    return sorted(finding["grade"] for finding in found)


def test_of_the_five_reports_one_midpoint_is_contradicted(curated: dict[str, pl.DataFrame]) -> None:
    contradicted = curated["findings"].filter(pl.col("check") == "midpoint", pl.col("grade") == "contradiction")
    assert contradicted.get_column("message").to_list() == [
        "β −16.03 cannot be the centre of its 95 % CI −33.0 to 0.3 (centre −16.40 to −16.30); likely slip: −16.3."
    ]
    assert curated["findings"].filter(pl.col("check") == "midpoint", pl.col("grade") == "notice").is_empty()


def test_the_p_value_does_not_follow_from_the_slip_either(curated: dict[str, pl.DataFrame]) -> None:
    (finding,) = said(curated, "p_from_interval", report_id=SMART, param_value=-16.03)
    assert finding["grade"] == "contradiction"
    assert finding["message"].endswith("likely slip: −16.3.")
    others = curated["findings"].filter(pl.col("check") == "p_from_interval", pl.col("finding_id") != finding["finding_id"])
    assert others.get_column("grade").unique().to_list() == ["consistent"]


@pytest.mark.parametrize(
    ("value", "df"),
    [(-0.31, "df 11 to 17"), (-0.32, "df 11 to 17"), (9.37, "df 8 to 17")],
    ids=["6 months", "12 months", "atrophy"],
)
def test_three_results_of_smart_ms_fit_under_t_only(curated: dict[str, pl.DataFrame], value: float, df: str) -> None:
    (finding,) = said(curated, "p_from_interval", report_id=SMART, param_value=value)
    assert finding["grade"] == "consistent"
    assert f"under t with {df} (N = 18), not under the normal" in finding["message"]


def test_the_right_gfap_fits_under_the_normal(curated: dict[str, pl.DataFrame]) -> None:
    found = said(curated, "p_from_interval", report_id=SUMMARY, param_value=-16.3, ci_lower_limit=-33.0)
    assert set(grades(found)) == {"consistent"}
    assert all("under the normal" in finding["message"] for finding in found)


def test_intervals_and_p_values_agree_on_significance(curated: dict[str, pl.DataFrame]) -> None:
    checked = curated["findings"].filter(pl.col("check") == "significance")
    assert set(checked.get_column("grade")) == {"consistent", "cannot_check"}
    assert grades(said(curated, "significance", report_id=SMART)) == ["consistent"] * 4


def test_the_rate_ratio_of_mesems_is_symmetric_on_the_log_scale(curated: dict[str, pl.DataFrame]) -> None:
    for check in ("midpoint", "p_from_interval", "significance", "label", "order"):
        assert grades(said(curated, check, report_id=GUIDELINE, param_value=0.94)) == ["consistent"]
    (centre,) = said(curated, "midpoint", report_id=GUIDELINE, param_value=0.94)
    assert centre["expected"] == "0.927 to 0.938"
    (p,) = said(curated, "p_from_interval", report_id=GUIDELINE, param_value=0.94)
    assert "p 0.779 to 0.818" in p["message"]


def test_a_negative_limit_under_a_ratio_conflicts_with_its_label(curated: dict[str, pl.DataFrame]) -> None:
    (finding,) = said(curated, "label", report_id=SUMMARY, ci_lower_limit=-1.84, param_type_raw="HR/OR")
    assert finding["grade"] == "contradiction"
    row = curated["analyses"].filter(pl.col("param_type_raw") == "HR/OR").to_dicts()[0]
    assert row["review"] == "doubtful"
    assert "check_label" in row["review_reasons"]


def test_who_is_not_told_of_is_a_notice(curated: dict[str, pl.DataFrame]) -> None:
    (course,) = said(curated, "bookkeeping", "measurements", report_id=GUIDELINE, param_value=6.0)
    assert course["grade"] == "notice"
    assert course["message"] == "Unaccounted: 4 + 6 + 12 = 22 of 25; of 3 nothing is told."
    (followed,) = said(curated, "bookkeeping", "measurements", report_id=GUIDELINE, denominator=5)
    assert followed["grade"] == "notice"
    assert followed["message"] == "Unaccounted: of 7 participants the result tells of 5, 2 fewer."


def test_the_arms_and_shares_of_mesems_add_up(curated: dict[str, pl.DataFrame]) -> None:
    (arms,) = said(curated, "bookkeeping", "sample_sizes", report_id=NEWS, n=69)
    assert (arms["grade"], arms["printed"]) == ("consistent", "69 + 75 of 144")
    (shares,) = said(curated, "bookkeeping", "measurements", report_id=NEWS, param_value=65.0)
    assert (shares["grade"], shares["printed"]) == ("consistent", "65 + 23 + 12")


def test_percentages_of_27_can_be_counts(curated: dict[str, pl.DataFrame]) -> None:
    assert said(curated, "percent_count", "measurements", report_id=NP, param_value=33.0)[0]["expected"] == "9/27"
    assert said(curated, "percent_count", "measurements", report_id=NP, param_value=37.0)[0]["expected"] == "10/27"


def test_two_reports_differ_and_arithmetic_says_which_is_wrong(curated: dict[str, pl.DataFrame]) -> None:
    found = [
        finding
        for finding in said(curated, "across_reports", report_id=SMART, param_value=-16.03)
        if finding["grade"] != "consistent"
    ]
    (finding,) = found
    assert finding["grade"] == "contradiction"
    assert finding["message"].endswith(f"−16.03 cannot be the centre of −33.0 to 0.3; −16.3, printed by {SUMMARY}, can.")
    analyses = curated["analyses"].filter(pl.col("ci_lower_limit") == -33.0)
    reasons = {row["report_id"]: row["review_reasons"] for row in analyses.to_dicts()}
    assert reasons[SMART] == "check_midpoint|check_p_from_interval|check_across_reports"
    assert reasons[SUMMARY] is None
    assert grades(said(curated, "across_reports", report_id=SMART, param_value=-0.31)) == ["consistent"] * 4


def test_no_other_clear_row_became_doubtful(curated: dict[str, pl.DataFrame]) -> None:
    doubted = [
        (row["report_id"], row["quote"])
        for table in ("analyses", "sample_sizes", "measurements", "adverse_events")
        for row in curated[table].to_dicts()
        if "check_" in (row["review_reasons"] or "")
    ]
    assert sorted(report for report, _ in doubted) == [SMART, SUMMARY]


def test_the_order_of_rows_changes_no_finding(curated: dict[str, pl.DataFrame]) -> None:
    claims = curated["claims"].select("row_id", "column", "raw").rows()
    facts = {name: curated[name].to_dicts() for name in ("analyses", "sample_sizes", "measurements", "adverse_events")}
    backwards = {name: rows[::-1] for name, rows in reversed(facts.items())}
    first, second = checked(facts, claims), checked(backwards, claims[::-1])
    assert first[1:] == second[1:]
    assert [row["message"] for row in first[1]] == curated["findings"].sort("check", "finding_id").get_column("message").to_list()


def test_standard_errors_name_how_they_were_derived(curated: dict[str, pl.DataFrame]) -> None:
    rows = curated["analyses"].to_dicts()
    by_value = {(row["report_id"], row["param_value"]): row for row in rows if row["ci_lower_limit"] is not None}
    ratio, slope = by_value[GUIDELINE, 0.94], by_value[SMART, -0.31]
    assert ratio["standard_error_method"] == "from_log_interval_normal"
    assert ratio["standard_error"] == pytest.approx(0.2424, abs=0.0001)
    assert slope["standard_error_method"] == "from_interval_t"  # 18 participants: 16 degrees of freedom
    assert slope["standard_error"] == pytest.approx(3.06 / 2 / 2.1199, abs=0.0001)
    assert all((row["standard_error"] is None) == (row["standard_error_method"] is None) for row in rows)
    assert all(row["standard_error"] is None for row in rows if row["param_type"] is None)
    from_interval = [row for row in rows if "interval" in (row["standard_error_method"] or "")]
    assert all(row["ci_percent"] is not None for row in from_interval)


def corrected(becomes: float) -> dict[str, Any]:
    text = (RAW / f"{SMART}.txt").read_text(encoding="utf-8")
    row_quote = "β=-16.03; 95% CI -33.0 to 0.3; P=0.054"
    start = text.index(row_quote)
    return {
        "table": "analyses", "quote": row_quote, "before": text[start - 30 : start], "after": text[start + len(row_quote) :][:30],
        "ordinal": 0, "printed": {"param_value": "-16.03", "ci_percent": "95", "ci_lower_limit": "-33.0", "ci_upper_limit": "0.3", "p_value": "0.054"},
        "decision": "corrected", "column": "param_value", "becomes": becomes, "reason": "the other report", "who": "test", "when": "2026-01-01T00:00:00Z",
    }  # fmt: skip


@pytest.mark.parametrize(("becomes", "grade", "review"), [(-16.3, "consistent", "clear"), (-13.6, "contradiction", "doubtful")])
def test_a_corrected_value_is_checked_again(tmp_path: Path, becomes: float, grade: str, review: str) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(RAW, raw)
    (raw / f"{SMART}.review.jsonl").write_text(json.dumps(corrected(becomes)) + "\n", encoding="utf-8")
    sidecar = raw / f"{SMART}.yml"
    sidecar.write_text(
        sidecar.read_text(encoding="utf-8").replace("param_value: -16.03", f"param_value: {becomes}"), encoding="utf-8"
    )
    curated = tables(raw, tmp_path)
    (finding,) = said(curated, "midpoint", report_id=SMART, param_value=becomes)
    assert finding["grade"] == grade
    (row,) = curated["analyses"].filter(pl.col("report_id") == SMART, pl.col("param_value") == becomes).to_dicts()
    assert (row["decision"], row["review"]) == ("corrected", review)
