"""A folder of files that are damaged or made to do harm: each is rejected with a sentence, and the good report is published."""

import gzip
import os
import resource

import pytest

from conftest import HAZARD

WRAPPED = "<article><body><p>HR 0.94</p></body></article>"
ENTITIES = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))

BAD = {
    "archive_cut.xml.gz": (gzip.compress(WRAPPED.encode())[:-5], "ends before its end"),
    "cut.nxml": (WRAPPED.encode()[:-20], "cut short"),
    "deep.nxml": (b"<article>" + b"<sec>" * 100_000, "deeper than 256 levels"),
    "deep.html": (b"<!doctype html>" + b"<b><i>" * 2_000, "deeper than 400 levels"),
    "empty.docx": (b"", "empty"),
    "encrypted.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "encrypted Office file"),
    "entities.xml": (
        f'<!DOCTYPE article [<!ENTITY e0 "ha">{ENTITIES}]><article><body><p>&e9;</p></body></article>'.encode(),
        "entit",
    ),
    "external.xml": (
        b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body><p>&x;</p></body></article>',
        "&x;",
    ),
    "login.docx": (b"<!doctype html><form>Please log in</form>", "The name says .docx, but the content is an HTML page"),
    "numbers.json": (b"[1, 2, 3]", "The name says .json, but the content is JSON without a registry's record in it"),
    "random.nbib": (bytes(range(256)) * 40, "The name says .nbib"),
    "scan.tiff": (b"II*\0" + b"\0" * 2000, "a TIFF image"),
    "zip_cut.docx": (b"PK\x03\x04\x14\0word/document.xml" + b"\0" * 2000, "cut short or damaged"),
}


def test_each_is_rejected_with_a_sentence_and_the_others_are_published(bench):
    bench.write("good.txt", HAZARD)
    for number, (name, (data, _)) in enumerate(BAD.items()):
        bench.write(f"{number}_{name}", data)
    rejected = dict(bench.curate().rejected)
    assert {name.partition("_")[2] for name in rejected} == set(BAD)
    for number, (name, (_, said)) in enumerate(BAD.items()):
        error = rejected[f"{number}_{name}"]
        assert said in error
        assert error.endswith(".")
        assert "\n" not in error
        assert len(error) < 300
    assert bench.table("analyses").get_column("report_id").to_list() == ["good"]


@pytest.mark.slow
def test_a_file_larger_than_any_report_is_not_even_read(bench):
    bench.write("good.txt", HAZARD)
    for name in ("large.txt", "larger.nxml"):
        bench.write(name, b"")
        os.truncate(bench.raw / name, 200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rejected = dict(bench.curate().rejected)
    assert rejected == dict.fromkeys(
        ("large.txt", "larger.nxml"), "The file has 200,000,000 bytes; a report has 100,000,000 at most."
    )
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kB


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bomb.html.gz", "bomb.nxml.gz", "bomb.nbib.gz", "bomb.txt.gz"])
def test_an_archive_that_unpacks_to_gigabytes_costs_neither_memory_nor_disk(bench, name):
    begins = {"html": b"<!doctype html><p>", "nxml": b"<article><body><p>", "nbib": b"PMID- 1\nTI  - ", "txt": b"18 "}[
        name.split(".")[1]
    ]
    bench.write(name, gzip.compress(begins) + gzip.compress(b"0" * 100_000_000) * 30)
    bench.write("good.txt", HAZARD)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    [(rejected, error)] = bench.curate().rejected
    assert rejected == name
    assert "unpacks to more than" in error or "longer than" in error
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB
    assert sum(path.stat().st_size for path in bench.cache.rglob("*") if path.is_file()) < 10_000_000
