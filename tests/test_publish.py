"""All tables or none, the same bytes for the same input, and what a run says that it changed."""

import json
import shutil

import duckdb
import polars as pl
import pytest

import flows.publish
import flows.steps
import schemas.files
from conftest import HAZARD, PRIMARY
from flows.changes import compare, load
from flows.output_folder import MANIFEST, OURS
from flows.publish import recover
from flows.refusal import Refused

KNOWN = "known_values:\n  - {table: analyses, param_value: 0.94}\n"


def test_what_is_published(two_reports):
    two_reports.write("relapse.yml", "source: {title: Relapses, kind: abstract, published: 2024-05}\n" + KNOWN)
    two_reports.curate()
    assert {path.name for path in two_reports.curated.iterdir()} == OURS
    report = two_reports.table("reports").filter(report_id="relapse").to_dicts()[0]
    assert (report["title"], report["kind"], report["published"], report["n_known_values"]) == (
        "Relapses",
        "abstract",
        "2024-05",
        1,
    )
    manifest = json.loads((two_reports.curated / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["known_values_checked"] == 1
    assert set(manifest["files"]) == OURS - {MANIFEST}
    assert set(manifest["reports"]) == {"latency", "relapse"}
    assert set(manifest["hand_written"]) == {"relapse.yml"}
    # Nothing of the machine, the folder or the hour.
    assert str(two_reports.root) not in (two_reports.curated / MANIFEST).read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(two_reports):
    two_reports.curate()
    first = two_reports.bytes()
    shutil.rmtree(two_reports.curated)
    shutil.rmtree(two_reports.cache)
    two_reports.curate()
    assert two_reports.bytes() == first


def test_a_run_that_changes_nothing_touches_nothing(two_reports):
    two_reports.curate()
    before = {path: path.stat().st_mtime_ns for path in two_reports.curated.iterdir()}
    summary = two_reports.curate()
    assert {path: path.stat().st_mtime_ns for path in two_reports.curated.iterdir()} == before
    assert summary.sections[-1].title == "Nothing changed since the last run"


@pytest.mark.parametrize("step", ["_write", "_swap", "_write_json"])
def test_a_crash_leaves_the_old(two_reports, monkeypatch, step):
    two_reports.curate()
    before = two_reports.bytes()
    two_reports.write("latency.txt", PRIMARY + HAZARD)

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(flows.publish, step, crash)
    with pytest.raises(KeyboardInterrupt):
        two_reports.curate()
    assert two_reports.bytes() == before


def test_a_run_that_died_is_cleaned_up_after(two_reports):
    two_reports.curate()
    before = two_reports.bytes()
    # As kill -9 leaves it: between two renames, with the new files beside the old.
    two_reports.curated.rename(two_reports.root / ".curated.old")
    (two_reports.root / ".curated.new").mkdir()
    recover(two_reports.curated)
    assert two_reports.bytes() == before
    assert [path.name for path in two_reports.root.iterdir() if path.name.startswith(".curated")] == []


def test_where_the_system_cannot_exchange_folders(two_reports, monkeypatch):
    monkeypatch.setattr(flows.publish, "_exchange", lambda one, other: False)
    two_reports.curate()
    two_reports.write("latency.txt", PRIMARY + HAZARD)
    two_reports.curate()
    assert two_reports.table("analyses").height == 3
    assert [path.name for path in two_reports.root.iterdir() if path.name.startswith(".curated")] == []


def test_a_folder_of_other_things_is_not_replaced(two_reports):
    two_reports.curated.mkdir()
    (two_reports.curated / "thesis.docx").touch()
    with pytest.raises(Refused, match=r"holds thesis\.docx, which this command did not write"):
        two_reports.curate()
    assert [path.name for path in two_reports.curated.iterdir()] == ["thesis.docx"]


def test_a_table_of_an_earlier_version_goes(two_reports):
    two_reports.curate()
    manifest = json.loads((two_reports.curated / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"]["harms.parquet"] = ""
    (two_reports.curated / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (two_reports.curated / "harms.parquet").touch()
    two_reports.curate()
    assert {path.name for path in two_reports.curated.iterdir()} == OURS


@pytest.mark.parametrize("evidence", ["known", "decision", "published"])
def test_a_damaged_file_does_not_delete_evidence(two_reports, evidence):
    if evidence == "known":
        two_reports.write("relapse.yml", KNOWN)
    if evidence == "decision":
        decision = {"table": "analyses", "quote": "x", "before": "", "after": "", "decision": "accepted", "who": "ab",
                    "when": "2026-11-22T10:00:00Z"}  # fmt: skip
        two_reports.decide("relapse", decision)
    if evidence == "published":
        two_reports.curate()
    two_reports.write("relapse.txt", b"")
    words = {"known": "1 known values", "decision": "1 decisions", "published": "published rows"}[evidence]
    with pytest.raises(Refused, match=rf"relapse\.txt: rejected \(.*empty.*\), but report relapse has {words}"):
        two_reports.curate()


def test_a_report_taken_out_with_all_that_was_written_of_it_goes(two_reports):
    two_reports.curate()
    (two_reports.raw / "relapse.txt").unlink()
    assert "- reports: relapse read" in two_reports.curate().sections[-1].lines


def test_strict_refuses_where_a_report_is_rejected(two_reports):
    two_reports.write("bad.txt", b"")
    with pytest.raises(Refused, match=r"bad\.txt: rejected"):
        two_reports.curate(strict=True)
    assert not two_reports.curated.exists()


def test_changes_are_told_row_by_row(two_reports):
    two_reports.curate()
    old = load(two_reports.curated)
    two_reports.write("relapse.txt", HAZARD.replace("0.94", "0.95"))
    two_reports.write("latency.yml", "source: {title: Latency}\n")
    two_reports.write("latency.txt", "One line more.\n\n" + PRIMARY)
    lines = two_reports.curate().sections[-1].lines
    assert any(line.startswith("+ analyses: relapse param_value=0.95 ") for line in lines)
    assert any(line.startswith("- analyses: relapse param_value=0.94 ") for line in lines)
    assert any(line.startswith("~ reports: latency") and 'title null → "Latency"' in line for line in lines)
    # A row that only moved within its report is counted, not listed.
    assert not any("analyses: latency" in line for line in lines)
    changes = {change.table: change for change in compare(old, load(two_reports.curated))}
    assert (changes["analyses"].n_added, changes["analyses"].n_gone, changes["analyses"].n_moved) == (1, 1, 1)
    assert changes["claims"].n_added > 0
    assert not changes["claims"].listed


def test_changes_against_nothing_and_against_a_damaged_file(two_reports):
    assert load(two_reports.curated) == {}
    two_reports.curate()
    (two_reports.curated / "analyses.parquet").write_bytes(b"PAR1")
    assert "analyses" not in load(two_reports.curated)
    two_reports.curate()
    assert two_reports.table("analyses").height == 2


def test_a_summary_caps_its_lists_and_counts_the_rest(two_reports):
    for number in range(15):
        two_reports.write(f"bad_{number:02}.txt", b"")
    section = two_reports.curate().sections[0]
    assert (section.title, len(section.lines), section.hidden) == ("Rejected reports", 12, 3)
    section = two_reports.curate(full=True).sections[0]
    assert (len(section.lines), section.hidden) == (15, 0)


def test_the_summary_quotes_unclaimed_numbers_of_every_report(bench):
    for name in ("one", "two"):
        bench.write(f"{name}.txt", "The kilometre stone said 4711 and then 4712. " * 20)
    summary = bench.curate()
    [section] = [section for section in summary.sections if section.title.startswith("Unclaimed numbers")]
    unclaimed = bench.table("numbers").filter(pl.col("status") == "unclaimed")
    assert section.total == unclaimed.height > 12
    assert {line.split()[0] for line in section.lines} == {"one", "two"}
    assert "»4711«" in section.lines[0]


@pytest.mark.slow
def test_a_long_table_is_cut_into_files_that_every_reader_joins(two_reports, monkeypatch):
    two_reports.curate()
    whole = two_reports.table("numbers")
    rows_a_file = schemas.files.ROWS_A_FILE
    monkeypatch.setattr(schemas.files, "ROWS_A_FILE", 3)
    monkeypatch.setattr(flows.steps, "is_published", lambda *_: False)  # else nothing would have changed
    two_reports.curate()
    parts = sorted(path.name for path in (two_reports.curated / "numbers.parquet").iterdir())
    assert parts[:2] == ["part-00000.parquet", "part-00001.parquet"]
    assert len(parts) == -(-whole.height // 3)
    assert load(two_reports.curated)["numbers"].equals(whole)
    assert pl.read_parquet(two_reports.curated / "numbers.parquet").equals(whole)
    assert duckdb.sql(f"SELECT count(*) FROM '{two_reports.curated}/numbers.parquet/*.parquet'").fetchall() == [(whole.height,)]
    manifest = json.loads((two_reports.curated / "manifest.json").read_text())
    assert {f"numbers.parquet/{name}" for name in parts} <= set(manifest["files"])
    [resource] = [
        one for one in json.loads((two_reports.curated / "datapackage.json").read_text())["resources"] if one["name"] == "numbers"
    ]
    assert resource["path"] == [f"numbers.parquet/{name}" for name in parts]
    monkeypatch.setattr(schemas.files, "ROWS_A_FILE", rows_a_file)
    two_reports.curate()
    assert (two_reports.curated / "numbers.parquet").is_file()


def test_what_is_published_already_is_not_made_again_unless_a_file_was_touched(two_reports, monkeypatch):
    two_reports.curate()
    before = two_reports.bytes()
    with monkeypatch.context() as patched:
        patched.setattr(flows.steps, "settle", lambda *_: pytest.fail("nothing has changed"))
        two_reports.curate()
    (two_reports.curated / "analyses.parquet").write_bytes(b"")
    two_reports.curate()
    assert two_reports.bytes() == before
