"""The command: what it prints, on which stream, and with which exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import cli

KNOWN = "known_values:\n  - {table: analyses, param_value: 0.94, p_value: 0.78}\n"


@pytest.fixture
def command(two_reports, monkeypatch, capsys):
    """Run the command in the bench's folder: exit status, standard output, standard error."""
    monkeypatch.chdir(two_reports.root)

    def run(*arguments):
        try:
            status = cli.main(arguments)
        except SystemExit as stopped:
            status = stopped.code
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_published(command, two_reports):
    two_reports.write("relapse.yml", KNOWN)
    status, out, err = command("curate", "--direct")
    assert status == 0
    assert "2 reports: 2 read, 0 rejected; 1 known value checked, all found; 1 unvouched" in out
    assert "Published in curated" in out
    assert "read 2 of 2 reports" in err
    assert (two_reports.root / "curated" / "analyses.parquet").is_file()


def test_every_table_stands_in_the_summary(command):
    from schemas.tables import TABLES

    _, out, _ = command("curate", "--direct")
    assert all(f"\n{table.name} " in out for table in TABLES)


def test_published_without_the_rejected(command, two_reports):
    two_reports.write("bad.txt", b"")
    status, out, err = command("curate", "--direct")
    assert status == 3
    assert "msc-evidence: bad.txt: rejected (" in err
    assert "Rejected reports" in out


def test_strict_refuses(command, two_reports):
    two_reports.write("bad.txt", b"")
    status, out, err = command("curate", "--direct", "--strict")
    assert (status, out) == (1, "")
    assert "bad.txt: rejected" in err


def test_refused_says_why_on_one_line(command, two_reports):
    two_reports.write("relapse.yml", KNOWN.replace("0.78", "0.79"))
    status, out, err = command("curate", "--direct")
    assert (status, out) == (1, "")
    *_, last = err.splitlines()
    assert last.startswith(
        "msc-evidence: raw/relapse.yml:2: report relapse, table analyses: expected param_value=0.94, p_value=0.79; "
    )
    assert "found p_value=0.78" in last
    assert not (two_reports.root / "curated").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("curat",), ("curate", "--direkt"), ("curate", "raw", "more"), ("curate", "missing"), ("curate", "raw/latency.txt"),
        ("curate", "empty", "--direct"), ("curate", "--out"), ("show",), ("show", "missing.txt"), ("show", "raw"),
    ],
)  # fmt: skip
def test_bad_usage_is_one_line(command, two_reports, arguments):
    (two_reports.root / "empty").mkdir()
    status, out, err = command(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("msc-evidence")


def test_a_rejected_report_is_not_called_unvouched(command, two_reports):
    two_reports.write("bad.txt", b"")
    _, out, _ = command("curate", "--direct")
    assert "3 reports: 2 read, 1 rejected; no known values to check; 2 unvouched" in out


def test_reports_that_only_studies_yml_knows_are_told(command, two_reports):
    two_reports.write("studies.yml", "studies:\n  - {study_id: a, reports: [latency, latencies]}\n")
    _, out, _ = command("curate", "--direct")
    assert "Reports that studies.yml names and that are not in the folder: 1\n  a: latencies\n" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("show", "raw/latency.txt"), "stopped"), (("curate", "--direct"), "stopped; nothing was published")],
)
def test_an_interrupted_command_says_what_is_true(command, monkeypatch, arguments, says):
    def interrupted(given):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, f"_{arguments[0]}", interrupted)
    assert command(*arguments) == (130, "", f"msc-evidence: {says}\n")


@pytest.mark.slow
def test_a_prefect_server_that_does_not_answer_is_named(two_reports):
    done = cold(two_reports, "curate", PREFECT_API_URL="http://127.0.0.1:9/api")
    *_, last = done.stderr.splitlines()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert last.startswith("msc-evidence: no Prefect server answers at http://127.0.0.1:9/api")


def test_a_folder_that_cannot_be_written_is_named(command, two_reports):
    (two_reports.root / "file").touch()
    status, _, err = command("curate", "--direct", "--out", "file/curated")
    assert status == 1
    assert "file" in err.splitlines()[-1]
    assert "Traceback" not in err


def test_show_marks_rows_doubts_and_unclaimed_numbers(command, two_reports):
    two_reports.write("odd.txt", "The hazard ratio was 2.94 (95% CI 0.58 to 1.50).\n\nThe kilometre stone said 4711.\n")
    status, out, err = command("show", "raw/odd.txt")
    assert (status, err) == (0, "")
    first, told, *_ = out.splitlines()
    assert first == "The hazard ratio was 2.94 (95% CI 0.58 to 1.50)."
    assert told.startswith("    → analyses ")
    assert "param_value=2.94" in told
    assert "? The printed values cannot stand in this order." in out
    assert "unclaimed at 75: …0).  The kilometre stone said »4711«. …" in out
    assert "contradiction, order: " in out


def test_show_prints_the_whole_text(command, two_reports):
    text = "first line\n\n\nβ=1.5, p=0.03 and [bold]brackets[/bold] with a long " + "tail " * 60 + "\nlast line without an end"
    two_reports.write("odd.txt", text)
    _, out, _ = command("show", "raw/odd.txt")
    printed = [line for line in out.splitlines() if not line.startswith("    ")]
    assert printed[: text.count("\n") + 1] == text.split("\n")


def test_show_as_json(command):
    status, out, _ = command("show", "raw/latency.txt", "--json")
    told = json.loads(out)
    assert status == 0
    [row] = told["analyses"]
    assert told["text"][row["start"] : row["end"]] == row["quote"]
    assert {number["status"] for number in told["numbers"]} <= {"claimed", "set_aside", "unclaimed"}
    assert {claim["row_id"] for claim in told["claims"]} >= {row["row_id"]}


def test_show_heeds_decisions(command, two_reports):
    told = json.loads(command("show", "raw/latency.txt", "--json")[1])
    [row] = told["analyses"]
    printed = {claim["column"]: claim["raw"] for claim in told["claims"] if claim["row_id"] == row["row_id"]}
    text, start, end = told["text"], row["start"], row["end"]
    decision = {"table": "analyses", "quote": row["quote"], "before": text[max(0, start - 30) : start], "after": text[end : end + 30],
                "printed": printed, "decision": "rejected", "who": "ab", "when": "2026-11-22T10:00:00Z"}  # fmt: skip
    two_reports.decide("latency", decision)
    assert json.loads(command("show", "raw/latency.txt", "--json")[1])["analyses"] == []


def test_show_says_why_a_file_cannot_be_read(command, two_reports):
    two_reports.write("bad.txt", b"")
    status, out, err = command("show", "raw/bad.txt")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "raw/bad.txt: " in err


def cold(bench, *arguments, **environment):
    """The command in a process of its own."""
    script = Path(sys.executable).with_name("msc-evidence")
    return subprocess.run([script, *arguments], cwd=bench.root, capture_output=True, text=True, env=os.environ | environment)


def test_the_command_is_installed(two_reports):
    done = cold(two_reports, "show", "raw/latency.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "param_value=-0.31" in done.stdout


@pytest.mark.parametrize("arguments", [("show", "raw/latency.txt"), ("show", "raw/latency.txt", "--json"), ("--help",)])
def test_a_quick_look_imports_nothing_slow(two_reports, arguments):
    code = (
        "import sys; from flows.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "heavy = {'polars', 'pandera', 'prefect', 'pyarrow', 'numpy', 'scipy'} & set(sys.modules); sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=two_reports.root, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_direct_way_never_imports_prefect(two_reports):
    code = "import sys; from flows.cli import main; main(['curate', '--direct']); sys.exit('prefect' in sys.modules or 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=two_reports.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_show_says_that_a_run_would_reject_the_report(command, two_reports, monkeypatch):
    """No text is known that makes the rules write such a row: the level is put in."""
    from flows import show

    extract = show.extract

    def with_a_wrong_level(document):
        found = extract(document)
        for row in found.tables["analyses"] if document.report_id == "level" else ():
            row["ci_percent"] = 150.0
        return found

    monkeypatch.setattr(show, "extract", with_a_wrong_level)
    two_reports.write("level.txt", "The hazard ratio for relapse was 0.94 (95% CI 0.58 to 1.50).\n")
    _, out, _ = command("show", "raw/level.txt")
    assert "A run would reject this report, its rows do not hold: analyses.ci_percent=150" in out
    assert json.loads(command("show", "raw/level.txt", "--json")[1])["refusal"].startswith("analyses.ci_percent=150")
    assert json.loads(command("show", "raw/latency.txt", "--json")[1])["refusal"] is None


@pytest.mark.parametrize("out", ["raw", "raw/curated", "raw/../raw"])
@pytest.mark.parametrize("how", [[], ["--direct"]])
def test_tables_among_the_reports_are_refused_before_anything_is_read(bench, capsys, monkeypatch, out, how):
    bench.write("a.txt", "18 patients")
    monkeypatch.setattr("flows.cli._run", lambda given: pytest.fail("it began to read"))
    place = bench.root / out
    assert cli.main(["curate", str(bench.raw), "--out", str(place), *how]) == 2
    said = f"msc-evidence: {place} lies in {bench.raw}, among the reports: give the tables a folder of their own (--out)\n"
    assert capsys.readouterr().err == said
    assert [path.name for path in bench.raw.iterdir()] == ["a.txt"]


def test_a_folder_of_other_things_is_refused_before_anything_is_read(bench, capsys, monkeypatch):
    bench.write("a.txt", "18 patients")
    bench.curated.mkdir()
    (bench.curated / "thesis.docx").write_bytes(b"years of work")
    monkeypatch.setattr("flows.cli._run", lambda given: pytest.fail("it began to read"))
    assert cli.main(["curate", str(bench.raw), "--out", str(bench.curated)]) == 1
    assert "holds thesis.docx, which this command did not write" in capsys.readouterr().err
