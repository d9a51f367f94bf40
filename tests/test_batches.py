"""Batches: what is cached, what is made again, and that one bad report stays alone."""

import json
import os
from functools import partial
from pathlib import Path

import pytest

import flows.assembly
import flows.batches
import flows.reading
import flows.steps
import flows.workers
from conftest import HAZARD, PRIMARY
from extractors.document import Document, Piece, PieceKind, Span
from extractors.row import Row
from extractors.tabulate import tabulate
from flows.batches import HEAVIEST, LIGHTEST, Batch, batches, extract_batch, shard_frame, shard_mentions
from flows.cache_size import keep_within
from flows.document_json import as_json, from_json
from flows.documents import document_of
from flows.inputs import ingest
from flows.parts import parts_of
from flows.report_files import ReportFile
from flows.steps import Run, run_directly
from flows.workers import extract, worker_processes


def only_batch(bench):
    [batch] = batches(ingest(bench.raw).reports)
    return batch


def named(*names: str, size: int = 1) -> list[ReportFile]:
    return [ReportFile(name, Path(f"{name}.txt"), "0" * 64, size) for name in names]


def test_batches_are_contiguous_ranges_of_the_sorted_reports():
    names = [f"{number:04}" for number in range(1_000)]
    found = batches(named(*reversed(names)))
    assert [report.report_id for batch in found for report in batch.reports] == names
    assert all(LIGHTEST <= len(batch.reports) <= HEAVIEST for batch in found[:-1])
    assert batches([]) == []


def test_heavy_reports_make_batches_of_few():
    assert {len(batch.reports) for batch in batches(named(*map(str, range(100)), size=2_000_000))} <= set(range(1, 6))


@pytest.mark.parametrize("place", [0, 437, 999])
def test_a_report_that_comes_changes_the_batches_around_it_only(place):
    names = [f"{number:04}" for number in range(1_000)]
    before = {batch.key for batch in batches(named(*names))}
    after = {batch.key for batch in batches(named(*names, f"{place:04}a"))}
    assert 1 <= len(after - before) <= 3


def test_a_shard_holds_rows_and_study_mentions(two_reports):
    two_reports.write("trial.txt", "SMART-MS (NCT04749667) randomised 18 patients.\n")
    told = extract_batch(only_batch(two_reports), two_reports.cache)
    assert json.loads(json.dumps(told)) == told
    assert (told["reports"], told["rejected"], told["rows"]["analyses"]) == (3, 0, 2)
    assert shard_frame(two_reports.cache, told["key"], "analyses").height == 2
    mentions = shard_mentions(two_reports.cache, told["key"])
    [(report_id, mention), *_] = mentions
    assert report_id == "trial"
    assert ("nct", "NCT04749667") in [pair for _, found in mentions for pair in found.identifiers]
    assert isinstance(mention.identifiers, tuple)


@pytest.fixture
def reads(monkeypatch):
    """The reports that are read, as they are read."""
    seen = []
    real = flows.reading.read_report

    def read_report(file, cache):
        seen.append(file.report_id)
        return real(file, cache)

    monkeypatch.setattr(flows.workers, "read_report", read_report)
    return seen


def test_nothing_unchanged_is_made_again(two_reports, reads):
    two_reports.curate()
    two_reports.curate()
    assert reads == ["latency", "relapse"]
    two_reports.write("relapse.txt", HAZARD + " ")
    two_reports.curate()
    assert reads == ["latency", "relapse"] * 2


def test_other_code_makes_rows_again_from_the_same_documents(two_reports, reads, monkeypatch):
    two_reports.curate()
    monkeypatch.setattr(flows.batches, "code_digest", lambda: "other")
    monkeypatch.setattr("flows.documents.read", lambda data, report_id: pytest.fail("the document is in the cache"))
    two_reports.curate()
    assert len(reads) == 4


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:99] + bytes([data[99] ^ 1]) + data[100:]])
def test_a_damaged_shard_is_made_again(two_reports, reads, damage):
    told = extract(only_batch(two_reports), two_reports.cache)
    shard = two_reports.cache / "shards" / told["key"] / "analyses.parquet"
    shard.write_bytes(damage(shard.read_bytes()))
    assert extract(only_batch(two_reports), two_reports.cache) == told
    assert len(reads) == 4
    assert shard_frame(two_reports.cache, told["key"], "analyses").height == 2


def test_a_damaged_document_is_read_again(two_reports):
    two_reports.curate()
    for path in (two_reports.cache / "documents").iterdir():
        path.write_bytes(b"{")
    assert document_of("latency", PRIMARY.encode(), two_reports.cache).text == PRIMARY


def test_the_cache_keeps_what_was_used_last(bench):
    for number, name in enumerate("abcd"):
        document_of(name, f"{name} 18 patients".encode(), bench.cache)
        [newest] = [path for path in (bench.cache / "documents").iterdir() if path.stat().st_mtime > 1000]
        os.utime(newest, (number, number))
    document_of("a", b"a 18 patients", bench.cache)
    size = max(path.stat().st_size for path in (bench.cache / "documents").iterdir())
    assert keep_within(bench.cache, 2 * size, since=10) > 0
    kept = [json.loads(path.read_bytes())["text"][0] for path in (bench.cache / "documents").iterdir()]
    assert sorted(kept) == ["a", "d"]
    assert keep_within(bench.cache, 0, since=3) == 0


def test_a_document_comes_back_as_it_was():
    pieces = (
        Piece(0, 3, PieceKind.HEADING, "line 1"),
        Piece(4, 6, PieceKind.CELL, "page 1", "Results", 1, 2, 3, 4, (Span(0, 1),), (Span(1, 2), Span(2, 3))),
    )
    document = Document("a", "abc\n\ud800x", pieces, "text/plain", "text", {"title": "T"}, notices=("Table 1 is an image.",))
    assert from_json("a", json.loads(json.dumps(as_json(document)))) == document


@pytest.mark.parametrize(("content", "says"), [(b"", "empty"), (b"\x00\x01\x02\xff" * 40, ""), (b"caf\xe9 \xff\xfe\x00", "")])
def test_an_unreadable_file_is_rejected_and_the_others_go_on(two_reports, content, says):
    two_reports.write("bad.txt", content)
    summary = two_reports.curate()
    [(name, error)] = summary.rejected
    assert name == "bad.txt"
    assert says in error
    rows = {row["report_id"]: row for row in two_reports.table("reports").iter_rows(named=True)}
    assert {report_id: row["status"] for report_id, row in rows.items()} == {
        "bad": "rejected",
        "latency": "read",
        "relapse": "read",
    }
    assert (rows["bad"]["error"], rows["bad"]["text_sha256"], rows["bad"]["n_numbers"]) == (error, None, None)
    assert two_reports.table("analyses").height == 2


def test_a_fault_of_ours_rejects_the_report_it_happens_in(two_reports, monkeypatch):
    real = flows.reading.extract

    def extract(document):
        if document.report_id == "latency":
            raise ZeroDivisionError("division\nby zero")
        return real(document)

    monkeypatch.setattr(flows.reading, "extract", extract)
    assert two_reports.curate().rejected == (("latency.txt", "could not be read: ZeroDivisionError: division by zero"),)


def test_a_row_that_quotes_what_is_not_there_is_never_published(two_reports, monkeypatch):
    real = flows.reading.extract

    def extract(document):
        extraction = real(document)
        extraction.tables["analyses"][0]["quote"] = "β=-0.32"
        return extraction

    monkeypatch.setattr(flows.reading, "extract", extract)
    assert {name for name, error in two_reports.curate().rejected if "where other characters stand" in error} == {
        "latency.txt",
        "relapse.txt",
    }


def test_a_value_that_cannot_stand_rejects_its_report_alone(two_reports, monkeypatch):
    """No text is known that makes the rules write such a row: the level is put in."""
    real = flows.reading.extract

    def extract(document):
        extraction = real(document)
        for row in extraction.tables["analyses"] if document.report_id == "odd" else ():
            row["ci_percent"] = 150.0
        return extraction

    monkeypatch.setattr(flows.reading, "extract", extract)
    two_reports.write("odd.txt", "The hazard ratio was 0.7 (95% CI 0.5 to 0.9).\n")
    says = "its rows do not hold: analyses.ci_percent=150 must be between 50 and 100"
    assert two_reports.curate().rejected == (("odd.txt", says),)
    assert two_reports.table("analyses").height == 2


def test_a_row_that_nobody_can_tabulate_rejects_its_report_in_a_sentence(two_reports, monkeypatch):
    row = Row("analyses", 0, 1, "odd_rule", {"p_value": 0.5}, ())
    monkeypatch.setattr(flows.reading, "extract", lambda document: tabulate(document, [("0" * 16, row)], {}))
    says = "its rows do not hold: rule odd_rule fills p_value without claiming the number"
    assert [error for _, error in two_reports.curate().rejected] == [says] * 2


def test_texts_that_are_the_same_are_named(two_reports):
    two_reports.write("zz_copy.txt", PRIMARY)
    two_reports.curate()
    assert dict(two_reports.table("reports").select("report_id", "duplicate_of").iter_rows())["zz_copy"] == "latency"


@pytest.mark.slow
def test_worker_processes_give_what_one_process_gives(two_reports, monkeypatch):
    for number in range(6):
        two_reports.write(f"more_{number}.txt", PRIMARY + HAZARD * number)
    two_reports.curate(processes=1)
    one = two_reports.bytes()
    monkeypatch.setattr(flows.steps, "plan", lambda inputs: [Batch((report,)) for report in inputs.reports])
    run_directly(Run(two_reports.raw, two_reports.root / "other", two_reports.root / ".other", processes=2))
    assert {path.name: path.read_bytes() for path in (two_reports.root / "other").iterdir()} == one


@pytest.mark.slow
def test_parts_settled_in_processes_give_what_one_process_gives(two_reports, monkeypatch):
    for number in range(6):
        two_reports.write(f"more_{number}.txt", PRIMARY + HAZARD * number)
    monkeypatch.setattr(flows.assembly, "parts_of", partial(parts_of, size=1))
    two_reports.curate(processes=1)
    one = two_reports.bytes()
    monkeypatch.setattr(flows.assembly, "_WORTH_PROCESSES", 2)
    run_directly(Run(two_reports.raw, two_reports.root / "other", two_reports.root / ".other", processes=2))
    assert {path.name: path.read_bytes() for path in (two_reports.root / "other").iterdir()} == one


def die_on_relapse(file, cache):
    if file.report_id == "relapse":
        os._exit(1)
    return flows.reading.read_report(file, cache)


@pytest.mark.slow
def test_a_report_that_kills_its_process_is_rejected_alone(two_reports, monkeypatch):
    monkeypatch.setattr(flows.workers, "read_report", die_on_relapse)
    with worker_processes(2):
        told = extract(Batch(ingest(two_reports.raw).reports), two_reports.cache)
    assert (told["reports"], told["rejected"]) == (2, 1)
    errors = dict(shard_frame(two_reports.cache, told["key"], "reports").select("report_id", "error").iter_rows())
    assert errors == {"latency": None, "relapse": "could not be read: the process that read it died"}
