"""What a person vouches for holds, or nothing is published."""

import pytest

from flows.refusal import Refused

KNOWN = "known_values:\n  - {table: analyses, param_type: beta, param_value: %s, ci_lower_limit: -1.84, ci_upper_limit: 1.22, p_value: 0.668}\n"


def refusal(bench):
    with pytest.raises(Refused) as caught:
        bench.curate()
    return caught.value.reasons


def test_a_known_value_that_holds_is_published_and_counted(two_reports):
    two_reports.write("latency.yml", KNOWN % "-0.31")
    summary = two_reports.curate()
    assert "1 known value checked, all found; 1 unvouched" in summary.headline
    assert dict(two_reports.table("reports").select("report_id", "n_known_values").iter_rows()) == {"latency": 1, "relapse": 0}


def test_one_digit_off_refuses_and_leaves_everything_as_it_was(two_reports):
    two_reports.write("latency.yml", KNOWN % "-0.31")
    two_reports.curate()
    before = two_reports.bytes()
    two_reports.write("latency.yml", KNOWN % "-0.32")
    [reason] = refusal(two_reports)
    assert reason.startswith(
        f'{two_reports.raw / "latency.yml"}:2: report latency, table analyses: expected param_type="beta", param_value=-0.32,'
    )
    assert "found param_value=-0.31 in the nearest row" in reason
    assert "which agrees in 4 of 5 columns" in reason
    assert two_reports.bytes() == before
    assert [path.name for path in two_reports.root.iterdir() if path.name.startswith(".curated")] == []


def test_nothing_is_published_where_nothing_was(two_reports):
    two_reports.write("latency.yml", KNOWN % "-0.32")
    refusal(two_reports)
    assert not two_reports.curated.exists()


def test_every_broken_known_value_is_named(two_reports):
    two_reports.write(
        "latency.yml", KNOWN % "-0.32" + KNOWN.splitlines()[1] % "-0.33" + "\n  - {table: adverse_events, event_count: 3}\n"
    )
    reasons = refusal(two_reports)
    assert [reason.split(": ")[0].rpartition(":")[2] for reason in reasons] == ["2", "3", "4"]
    assert "found no row of this table in the report" in reasons[2]


def test_a_known_value_that_two_rows_tell_names_too_little(bench):
    bench.write("both.txt", "Latency: β=-0.31 (95% CI -1.84 to 1.22).\n\nAtrophy: β=9.37 (95% CI 0.29 to 18.45).\n")
    bench.write("both.yml", "known_values:\n  - {table: analyses, ci_percent: 95}\n")
    [reason] = refusal(bench)
    assert "found 2 rows that agree" in reason


def test_another_report_does_not_tell_it(two_reports):
    two_reports.write("relapse.yml", KNOWN % "-0.31")
    [reason] = refusal(two_reports)
    assert "report relapse" in reason
    assert "found param_type=" in reason


def test_null_means_that_the_column_is_empty(two_reports):
    two_reports.write("latency.yml", "known_values:\n  - {table: analyses, param_value: -0.31, method: null}\n")
    two_reports.curate()
    two_reports.write("latency.yml", "known_values:\n  - {table: analyses, param_value: -0.31, p_value: null}\n")
    assert "found p_value=0.668" in refusal(two_reports)[0]
