"""Files of many records: each record goes the way of a report, and a bad one stands alone."""

import gzip
import io
import json
import resource
import tarfile

import pytest

from conftest import HAZARD, PRIMARY
from extractors.readers import FORMATS
from extractors.readers.format import Record
from flows.cli import main
from flows.records import records_in
from flows.refusal import BadUsage, Refused
from flows.report_files import named_report, report_files, stem_of


def nbib(pmid: int, value: str = "0.94") -> str:
    return f"PMID- {pmid}\nTI  - Relapse after cells\nAB  - Relapse was as frequent (hazard ratio {value}, 95% CI 0.58 to 1.50,\n      p=0.78).\n"


THREE = "\n".join(nbib(pmid) for pmid in (101, 102, 103))


def reports(bench):
    return {row["report_id"]: row for row in bench.table("reports").iter_rows(named=True)}


@pytest.mark.parametrize("name", ["trials.nbib", "trials.txt", "trials.nbib.gz"])
def test_each_record_is_a_report(bench, name):
    bench.write(name, gzip.compress(THREE.encode()) if name.endswith(".gz") else THREE)
    summary = bench.curate()
    assert not summary.rejected
    found = reports(bench)
    assert list(found) == ["trials#101", "trials#102", "trials#103"]
    assert {row["pmid"] for row in found.values()} == {"101", "102", "103"}
    assert {row["file_name"] for row in found.values()} == {name}
    assert len({row["sha256"] for row in found.values()}) == 3
    analyses = bench.table("analyses")
    assert analyses.get_column("report_id").to_list() == list(found)
    assert analyses.get_column("locator").to_list() == [f"PMID {pmid}, field AB" for pmid in (101, 102, 103)]


def test_one_record_is_a_report_by_the_name_of_its_file(bench):
    bench.write("trial.nbib", nbib(101))
    bench.curate()
    assert list(reports(bench)) == ["trial"]


def tar(**files: str | bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


@pytest.mark.parametrize("name", ["trials.tar", "trials.tar.gz", "trials.tgz"])
def test_each_file_of_a_tar_archive_is_a_report(bench, name):
    article = "<article><body><p>Relapse was as frequent (hazard ratio 0.94, 95% CI 0.58 to 1.50, p=0.78).</p></body></article>"
    packed = tar(**{"x/PMC1.nxml": article, "x/PMC2.txt": HAZARD, "x/._PMC2.txt": b"\0", "x/odd#name.txt": PRIMARY})
    bench.write(name, packed if name.endswith(".tar") else gzip.compress(packed))
    assert not bench.curate().rejected
    assert {report_id: row["reader"] for report_id, row in reports(bench).items()} == {
        "trials#PMC1": "jats", "trials#PMC2": "text", "trials#odd_name": "text",
    }  # fmt: skip
    assert bench.table("analyses").height == 3


def test_an_archive_with_one_file_still_names_it(bench):
    bench.write("one.tar", tar(**{"PMC1.txt": HAZARD}))
    bench.curate()
    assert list(reports(bench)) == ["one#PMC1"]


def test_a_file_in_an_archive_that_is_misnamed_or_cut_short_is_rejected_alone(bench):
    packed = tar(**{"a.txt": HAZARD, "b.pdf": HAZARD, "c.txt": HAZARD * 200})
    bench.write("mixed.tar", packed[:4_000])
    said = dict(bench.curate().rejected)
    assert "The name says .pdf, but the content is" in said["mixed.tar#b"]
    assert "The archive ends within c.txt" in said["mixed.tar#c"]
    assert bench.table("analyses").get_column("report_id").to_list() == ["mixed#a"]


def test_people_write_beside_a_record_as_beside_a_file(bench):
    bench.write("trials.nbib", THREE)
    bench.write("trials#102.yml", "source: {kind: abstract}\nknown_values:\n  - {table: analyses, param_value: 0.94}\n")
    bench.curate()
    assert [row["n_known_values"] for row in reports(bench).values()] == [0, 1, 0]
    [row] = [row for row in bench.table("analyses").iter_rows(named=True) if row["report_id"] == "trials#103"]
    text = named_report(bench.raw / "trials.nbib#103", None).document(None).text
    bench.decide(
        "trials#103",
        {"table": "analyses", "quote": row["quote"], "before": text[max(0, row["start"] - 30) : row["start"]],
         "after": text[row["end"] :][:30], "ordinal": 0, "decision": "accepted", "who": "jd", "when": "2026-11-01T12:00:00Z",
         "printed": {"param_value": "0.94", "ci_percent": "95", "ci_lower_limit": "0.58", "ci_upper_limit": "1.50", "p_value": "0.78"}},
    )  # fmt: skip
    bench.curate()
    assert bench.table("decisions").get_column("report_id").to_list() == ["trials#103"]


def test_a_sidecar_of_the_file_says_which_record_to_name(bench):
    bench.write("trials.nbib", THREE)
    bench.write("trials.yml", "known_values: []\n")
    with pytest.raises(Refused, match="trials holds many records; name the one that is meant: trials#RECORD"):
        bench.curate()


def test_a_bad_record_is_rejected_alone(bench):
    bench.write("trials.nbib", THREE.replace("AB  - Relapse", "AB: Relapse", 1))
    summary = bench.curate()
    assert summary.rejected == (
        ("trials.nbib#101", "Line 3 of the record is no MEDLINE field: 'AB: Relapse was as frequent (hazard rati'."),
    )
    assert [row["status"] for row in reports(bench).values()] == ["rejected", "read", "read"]


def test_records_of_one_id_are_one_if_they_are_the_same_and_none_if_they_differ(bench):
    bench.write("trials.nbib", "\n".join([nbib(101), nbib(102), nbib(101), nbib(102, "0.49")]))
    summary = bench.curate()
    assert summary.rejected == (("trials.nbib#102", "Records 2, 4 of the file all have the id 102 and differ; keep one of them."),)
    assert list(reports(bench)) == ["trials#101", "trials#102"]


def test_a_list_that_is_cut_short_is_named_and_its_whole_records_are_read(bench):
    record = "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>At {0} Hz</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    whole = "<PubmedArticleSet>" + "".join(map(record.format, (101, 102, 103))) + "</PubmedArticleSet>"
    bench.write("trials.xml", whole[:-80])
    summary = bench.curate()
    assert [name for name, _ in summary.rejected] == ["trials.xml", "trials.xml#103"]
    assert [error for _, error in summary.rejected] == [
        "The file ends before its list of records does: it is cut short; fetch it again.",
        "The record does not end: the file is damaged here.",
    ]
    assert [row["status"] for row in reports(bench).values()] == ["rejected", "read", "read", "rejected"]


def test_a_record_that_is_unchanged_is_not_read_again(bench, monkeypatch):
    bench.write("trials.nbib", THREE)
    bench.curate()
    monkeypatch.setattr("flows.documents.read", None)
    bench.write("trials.nbib", THREE + "\n")
    bench.curate()
    assert len(reports(bench)) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(THREE.encode())[:-12], "ends before its end"),
        (gzip.compress((THREE + " " * 100_000_000).encode()), "no list of records does"),
    ],
    ids=["cut", "too large"],
)
def test_a_bad_archive_is_rejected(bench, data, said):
    bench.write("trials.nbib.gz", data)
    bench.write("other.nbib", nbib(101))
    [(name, error)] = bench.curate().rejected
    assert name == "trials.nbib.gz"
    assert said in error
    assert list(reports(bench)) == ["other", "trials"]


def test_the_index_is_kept(bench):
    path = bench.write("trials.nbib.gz", gzip.compress(THREE.encode()))
    found = records_in(path, "a" * 64, bench.cache)
    assert records_in(path, "a" * 64, bench.cache) == found
    assert [record.record_id for record in found] == ["101", "102", "103"]
    [kept] = (bench.cache / "records").glob("*.json")
    kept.write_text("{")
    assert records_in(path, "a" * 64, bench.cache) == found


def test_a_record_without_a_name_is_called_by_its_number(bench):
    path = bench.write("a.nbib", "TI  - At 12 Hz\n\nTI  - At 13 Hz\n")
    assert [report.report_id for report in report_files(path, None)] == ["a#record-1", "a#record-2"]
    assert report_files(path, None)[1].record == Record("record-2", 16, 30, report_files(path, None)[1].sha256)


def test_show_lists_the_records_of_a_file_and_shows_one(bench, capsys):
    path = bench.write("trials.nbib", THREE)
    cache = ["--cache", str(bench.cache)]
    assert main(["show", str(path), *cache]) == 0
    listed = capsys.readouterr().out
    assert "trials.nbib holds 3 records" in listed
    assert "  102  Relapse after cells\n" in listed
    assert main(["show", f"{path}#102", "--json", *cache]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["report_id"], shown["analyses"][0]["param_value"]) == ("trials#102", 0.94)
    assert main(["show", f"{path}#99", *cache]) == 2
    assert "holds 3 records (101, 102, 103)" in capsys.readouterr().err


def test_a_record_of_a_file_that_is_one_report_is_bad_usage(bench, capsys):
    path = bench.write("a.txt", "18 patients")
    assert main(["show", f"{path}#3", "--cache", str(bench.cache)]) == 2
    assert capsys.readouterr().err == f"msc-evidence: {path} is one report and holds no records: leave out #3\n"


def test_a_name_with_the_mark_of_records_is_refused(bench):
    bench.write("a#b.txt", "18 patients")
    with pytest.raises(Refused, match=r"cannot be called 'a#b\.txt'"):
        bench.curate()


def test_files_of_one_stem_are_refused_whatever_they_are_packed_in(bench):
    bench.write("a.nbib", THREE)
    bench.write("a.xml.gz", b"")
    with pytest.raises(Refused, match=r"a\.nbib and a\.xml\.gz would both be report a"):
        bench.curate()


def test_stems() -> None:
    assert [stem_of(name) for name in ("a.txt", "a.b.nxml", "a.xml.gz", "a")] == ["a", "a.b", "a", "a"]


def test_a_file_that_is_not_there(bench):
    with pytest.raises(BadUsage, match="is not a file"):
        named_report(bench.raw / "a.nbib#1", None)


class Endless:
    """A stream that gives the same records over and over, as far as `size` bytes."""

    def __init__(self, begins: bytes, record: bytes, size: int) -> None:
        self._rest = [begins]
        self._record = record * (1 + (1 << 20) // len(record))
        self._left = size

    def read(self, size: int) -> bytes:
        if self._rest:
            return self._rest.pop()
        if self._left <= 0:
            return b""
        self._left -= len(self._record)
        return self._record


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pubmed", "medline"])
def test_a_list_larger_than_memory_would_be_is_streamed(name):
    article = "<PubmedArticle><MedlineCitation><PMID>101</PMID><Article><ArticleTitle>At 12 Hz</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
    begins, record = {"pubmed": (b"<PubmedArticleSet>", article.encode()), "medline": (b"\n", nbib(101).encode() + b"\n")}[name]
    find = next(found.records for found in FORMATS if found.name == name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    whole = sum(1 for found in find(Endless(begins, record, 60_000_000)) if found.fault is None)
    assert whole >= 60_000_000 // len(record)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # kB
