"""The evidence trial by trial, as the command prints it."""

import json
import shutil
from pathlib import Path

import pytest

from flows import cli
from flows.refusal import Refused

RAW = Path(__file__).resolve().parent.parent / "raw"
REPORTS = ("smart_ms_ectrims_2025", "smart_ms_neurology_2026")


@pytest.fixture(scope="module")
def curated(tmp_path_factory):
    """Two reports of one trial, one of which prints a slip."""
    root = tmp_path_factory.mktemp("studies")
    (root / "raw").mkdir()
    for name in (*(f"{report}.txt" for report in REPORTS), "studies.yml"):
        shutil.copy(RAW / name, root / "raw" / name)
    assert cli.main(["curate", str(root / "raw"), "--out", str(root / "curated"), "--cache", str(root / "cache"), "--direct"]) == 0
    return root / "curated"


@pytest.fixture
def studies(capsys, curated):
    def run(*arguments):
        status = cli.main(["studies", str(curated), *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_a_line_a_trial(studies):
    status, out, _ = studies()
    assert status == 0
    [line] = [line for line in out.splitlines() if line.startswith("smart-ms ")]
    assert " 18 " in line
    assert "4 (across_reports, label, midpoint," in line


def test_reports_side_by_side(studies):
    _, out, _ = studies("--study", "smart-ms")
    [gfap] = [line for line in out.splitlines() if "-16.03" in line and "│" in line]
    assert "−16.3 (−33.0 to 0.3), p = 0.054" in gfap
    assert gfap.index("-16.03") < gfap.index(" ? ") < gfap.index("−16.3 ")
    assert f"contradiction, midpoint ({REPORTS[0]}): β −16.03 cannot be the centre" in out


def test_as_json(studies):
    _, out, _ = studies("--study", "smart-ms", "--json")
    found = json.loads(out)
    assert found["reports"] == list(REPORTS)
    told = [fact["tellings"] for fact in found["facts"] if fact["table"] == "analyses"]
    both = [tellings for tellings in told if len(tellings) == 2]
    assert sorted(tellings[REPORTS[0]]["param_value"] for tellings in both) == [-16.03, -0.31, 9.37]
    assert sorted(tellings[REPORTS[1]]["param_value"] for tellings in both) == [-16.3, -0.31, 9.37]
    _, out, _ = studies("--json")
    [smart] = [study for study in json.loads(out) if study["study_id"] == "smart-ms"]
    assert (smart["n"], len(smart["open_contradictions"])) == (18, 4)


def test_a_study_nobody_knows(studies, curated):
    status, out, err = studies("--study", "smart")
    assert (status, out) == (2, "")
    assert "knows no study 'smart'; there are " in err
    assert cli.main(["studies", str(curated / "nothing")]) == 2


def test_a_report_that_would_rename_a_published_trial_is_refused_until_a_person_states_it(bench):
    bench.write("a.txt", "18 patients were treated. Registered as NCT01234567.\n")
    bench.curate()
    bench.write("b.txt", "In the CANGAS trial (NCT01234567) 4 of 18 patients improved.\n")
    with pytest.raises(Refused, match=r"study nct01234567 would be renamed to cangas .*study_id: nct01234567"):
        bench.curate()
    assert bench.table("studies").get_column("study_id").to_list() == ["nct01234567"]
    bench.write("studies.yml", "studies:\n  - study_id: nct01234567\n    identifiers: [NCT01234567]\n")
    bench.curate()
    assert bench.table("studies").get_column("study_id").to_list() == ["nct01234567"]
    assert bench.table("study_reports").get_column("report_id").to_list() == ["a", "b"]
