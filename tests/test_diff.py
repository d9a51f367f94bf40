"""What `diff` tells of two curated folders."""

import json
import shutil

import pytest

from flows import cli
from tests.conftest import HAZARD, PRIMARY


@pytest.fixture
def two_runs(two_reports):
    """The folders of two runs: an estimate printed outside its interval, a report moved, one more report."""
    two_reports.curate()
    old = two_reports.root / "old"
    shutil.copytree(two_reports.curated, old)
    two_reports.write("relapse.txt", HAZARD.replace("0.94", "1.94"))
    two_reports.write("latency.txt", "One line more.\n\n" + PRIMARY)
    two_reports.write("third.txt", "In all, 41 patients were randomised.\n")
    two_reports.curate()
    return old, two_reports.curated


@pytest.fixture
def diff(capsys):
    def run(*arguments):
        status = cli.main(["diff", *map(str, arguments)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_a_value_printed_otherwise_is_told_as_one_row_replaced(diff, two_runs):
    status, out, _ = diff(*two_runs)
    assert status == 0
    assert "analyses: +1 -1 1 moved (1 replaced)" in out
    assert "param_value 0.94 → 1.94" in out
    assert "+ sample_sizes: third n=41 “41 patients”" in out
    assert "\nnew contradiction, order: " in out


def test_backwards_the_finding_is_resolved(diff, two_runs):
    _, out, _ = diff(*reversed(two_runs))
    assert "param_value 1.94 → 0.94" in out
    assert "\nresolved contradiction, order: " in out
    assert "\nnew contradiction" not in out


def test_as_json(diff, two_runs):
    _, out, _ = diff(*two_runs, "--json")
    found = json.loads(out)
    [pair] = found["tables"]["analyses"]["replaced"]
    assert pair["columns"]["param_value"] == {"old": 0.94, "new": 1.94}
    assert pair["gone"] != pair["added"]
    assert found["tables"]["sample_sizes"]["n_added"] == 1
    assert {row["grade"] for row in found["findings_new"]} == {"contradiction"}
    assert {row["check"] for row in found["findings_new"]} == {"order", "midpoint", "p_from_interval"}
    assert found["findings_resolved"] == []


def test_the_same_rows(diff, two_runs):
    assert diff(two_runs[0], two_runs[0])[1].endswith(" hold the same rows.\n")


def test_folders_without_tables(diff, two_runs):
    old, new = two_runs
    assert diff(old, old.parent / "raw")[0] == 2
    assert diff(old, old.parent / "nothing")[0] == 2
    (new / "analyses.parquet").unlink()
    status, out, err = diff(old, new)
    assert (status, out) == (1, "")
    assert "analyses.parquet: is not there or cannot be read" in err
