"""Files made to do harm: each ends in a document or in a refusal with one clear sentence, within its seconds and its megabytes.

Every case is read as a run reads it (records, readers, extraction), in a child whose memory and processor time are capped.
"""

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import hostile_bytes as made
from capped_reading import ask
from conftest import Workbench
from flows.inputs import report_paths
from flows.refusal import Refused
from hostile_bytes import STATEMENT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="caps on a process's memory are Linux's")


@dataclass(frozen=True)
class Case:
    """A file and what must come of it. says: a part of the refusal, None for a document; slow: takes over 0.3 seconds."""

    name: str
    make: Callable[[], bytes]
    says: str | None
    seconds: int = 3
    megabytes: int = 200
    slow: bool = False


def raw(data: bytes) -> Callable[[], bytes]:
    """Those bytes."""
    return lambda: data


def text(part: str, size: int, around: str = "{}") -> Callable[[], bytes]:
    """Plain text in which a part repeats to that many characters."""
    return lambda: around.format(part * (size // len(part))).encode()


MILLION = 1_000_000
UNBROKEN = "characters stand without a space between them"
IN_A_CIRCLE = "refer to one another in a circle, or nest without end"
TOO_LARGE = "unpacks to more than 64,000,000 bytes"

CASES = (
    # PDF
    Case("tree_in_a_circle.pdf", lambda: made.page(kids=b"2 0 R 3 0 R"), None),
    Case(
        "tree_of_itself.pdf",
        lambda: made.pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]>>"),
        "page tree is empty, runs in a circle",
    ),
    Case("tree_2000_deep.pdf", lambda: made.deep_pages(2_000), IN_A_CIRCLE),
    Case("pages_3500.pdf", lambda: made.many_pages(3_500), "more than 3,000 pages", slow=True),
    Case(
        "page_of_a_light_year.pdf",
        lambda: made.page(entries=b"/MediaBox[0 0 1000000000 1000000000]"),
        "it is 1,000,000,000 points wide",
    ),
    Case("page_beyond_numbers.pdf", lambda: made.page(entries=b"/MediaBox[0 0 %s %s]" % (b"9" * 400, b"9" * 400)), ""),
    Case("page_of_nothing.pdf", lambda: made.page(entries=b"/MediaBox[0 0 0 0]"), ""),
    Case("page_inside_out.pdf", lambda: made.page(entries=b"/MediaBox[595 842 0 0]"), None),
    Case("page_without_size.pdf", lambda: made.page(entries=b""), "a page has no size"),
    Case(
        "image_of_gigabytes.pdf",
        lambda: made.page(
            b"/I Do",
            resources=b"/XObject<</I 6 0 R>>",
            more=(
                made.stream(
                    made.bomb(4_000 * MILLION),
                    b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
                ),
            ),
        ),
        None,
    ),
    Case(
        "drawing_of_gigabytes.pdf",
        lambda: made.page(packed=made.stream(made.bomb(4_000 * MILLION, made.LINE), b"/Filter/FlateDecode")),
        TOO_LARGE,
        slow=True,
    ),
    Case(
        "drawing_packed_twice.pdf",
        lambda: made.page(packed=made.stream(made.bomb(4_000 * MILLION), b"/Filter[/FlateDecode/FlateDecode]")),
        TOO_LARGE,
        slow=True,
    ),
    Case(
        "drawing_damaged.pdf",
        lambda: made.page(packed=made.stream(made.bomb(60 * MILLION, made.LINE)[:-9] + b"\xff" * 9, b"/Filter/FlateDecode")),
        "",
        seconds=6,
        slow=True,
    ),
    Case(
        "objects_of_gigabytes.pdf",
        lambda: made.page(
            catalogue=b"/Names 6 0 R",
            more=(made.stream(made.bomb(4_000 * MILLION), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"),),
        ),
        None,
    ),
    Case("objects_in_themselves.pdf", made.own_object_stream, IN_A_CIRCLE),
    Case("table_of_itself.pdf", lambda: made.page(trailer=b"/Prev 9"), ""),
    Case("table_of_places_wrong.pdf", lambda: made.page(shift=7), "not where the file says"),
    Case("table_of_places_gone.pdf", lambda: made.page(startxref=99_999_999), None),
    Case("stream_longer_than_the_file.pdf", lambda: made.page(packed=made.stream(made.LINE, length=10**12)), ""),
    Case("stream_below_nought.pdf", lambda: made.page(packed=made.stream(made.LINE, length=-5)), ""),
    Case("lists_5000_deep.pdf", lambda: made.page(catalogue=b"/X " + b"[" * 5_000 + b"]" * 5_000), None),
    Case("lists_5000_deep_in_a_page.pdf", lambda: made.page(b"[" * 5_000), ""),
    Case("dictionaries_5000_deep.pdf", lambda: made.page(catalogue=b"/X " + b"<</X " * 5_000 + b">>" * 5_000), ""),
    Case(
        "drawings_that_double.pdf",
        lambda: made.doubling_drawings(24),
        "calls up drawings more than 100,000 times",
        seconds=30,
        slow=True,
    ),
    Case(
        "drawing_of_itself.pdf",
        lambda: made.page(
            b"/X Do",
            resources=b"/XObject<</X 6 0 R>>",
            more=(made.stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),),
        ),
        None,
    ),
    # Word documents
    Case(
        "text_of_gigabytes.docx",
        lambda: made.word(document=b"<w>" + b"0" * 201 * MILLION),
        "unpacks to more than 200,000,000 bytes",
        megabytes=300,
        slow=True,
    ),
    Case(
        "text_of_60_megabytes.docx",
        lambda: made.word(document=b"<w>" + b"0" * 60 * MILLION),
        "word/document.xml, unpacks to 60,000,003 bytes",
        slow=True,
    ),
    Case("text_that_lies.docx", lambda: made.word_that_lies(30 * MILLION, 100), "damaged", slow=True),
    Case("parts_20000.docx", lambda: made.word_of_parts(20_000), None, slow=True),
    Case("parts_one_over_another.docx", lambda: made.word_overlapping(1_000), "unpacks to more than 200,000,000 bytes", slow=True),
    Case("text_of_nothing.docx", lambda: made.word(document=b""), "damaged"),
    Case("parts_outside.docx", lambda: made.word(**{"../../outside.xml": b"<x/>", "__etc__passwd": b""}), None),
    Case(
        "text_from_elsewhere.docx",
        lambda: made.word(
            **{
                "word__document.xml": b"",
                "_rels__.rels": (
                    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxml'
                    b'formats.org/officeDocument/2006/relationships/officeDocument" Target="../../../../etc/passwd"/></Relationships>'
                ),
            }
        ),
        "damaged",
    ),
    Case(
        "laughs.docx",
        lambda: made.word(head=made.LAUGHS.replace("{root}", "w:document"), body="<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"),
        "",
    ),
    Case(
        "reads_a_file.docx",
        lambda: made.word(head=made.READS_A_FILE.replace("{root}", "w:document"), body="<w:p><w:r><w:t>1&e9;8</w:t></w:r></w:p>"),
        "type declaration",
    ),
    Case("deep.docx", lambda: made.word("<w:sdt>" * 100_000), "damaged"),
    # XML and HTML
    *(
        Case(f"{what}.{name}", partial(maker, *inside), says, seconds=4, slow=what.startswith("one_text"))
        for maker, name in ((made.jats, "nxml"), (made.pubmed, "xml"))
        for what, says, inside in (
            ("laughs", "entit", ("<p>&e9;</p>", made.LAUGHS)),
            ("laughs_in_a_name", "entit", ("<p>1</p>", made.LAUGHS, ' class="&e9;"')),
            ("quadratic", "entit", ("&e9;" * 20_000, made.QUADRATIC)),
            ("quadratic_in_a_name", "entit", ("<p>1</p>", made.QUADRATIC, f' class="{"&e9;" * 20_000}"')),
            ("reads_a_file", "&e9;", ("<p>&e9;</p>", made.READS_A_FILE)),
            ("reads_an_address", "", ("<p>&e9;</p>", made.READS_AN_ADDRESS)),
            ("deep", "deeper than 256 levels", ("<sec>" * 100_000,)),
            ("names_100000", "", ("<p>1</p>", "", "".join(f' a{number}="1"' for number in range(100_000)))),
            ("one_text_of_12_megabytes", "", ("1 " * 6 * MILLION,)),
        )
    ),
    Case("deep.html", lambda: made.html("<div>" * 100_000), "deeper than 400 levels"),
    Case("open_paragraphs.html", lambda: made.html(f"<p>{STATEMENT}<li>" * 20), None),
    Case("deep_and_crossed.html", lambda: made.html("<b><i>" * 2_000), "deeper than 400 levels"),
    Case(
        "table_that_spans.html",
        lambda: made.html("<table>" + "<tr><td rowspan=10000 colspan=300>1" * 2_000 + "<td>2"),
        "",
        seconds=8,
        slow=True,
    ),
    Case(
        "table_that_spans.nxml",
        lambda: made.jats("<table>" + '<tr><td rowspan="9999" colspan="300">1</td></tr>' + "<tr/>" * 9_999 + "</table>"),
        "more than 1,000,000 places",
    ),
    # archives in gzip
    Case(
        "gigabytes.nxml.gz",
        raw(b"\x1f\x8b\x08\0\0\0\0\0\0\3" + made.bomb(4_000 * MILLION, b"<article><p>", -15) + b"\0" * 8),
        "unpacks to more than",
        megabytes=400,
        slow=True,
    ),
    Case("cut.nxml.gz", lambda: made.packed(made.jats())[:-5], "ends before its end"),
    Case("second_cut.nxml.gz", lambda: made.packed(made.jats()[:40]) + made.packed(made.jats()[40:])[:-9], "ends before its end"),
    Case("sum_wrong.nxml.gz", lambda: made.packed(made.jats())[:-8] + b"\0" * 8, "archive is damaged"),
    Case("in_two_parts.nxml.gz", lambda: made.packed(made.jats()[:40]) + made.packed(made.jats()[40:]), None),
    Case("gzip_in_gzip.nxml.gz", lambda: made.packed(made.packed(made.jats())), ""),
    # archives of files
    Case(
        "links_and_devices.tar",
        lambda: made.tar(
            made.tar_head("a.txt", tarfile.SYMTYPE, link="/etc/passwd"),
            made.tar_head("b.txt", tarfile.LNKTYPE, link="../../etc/passwd"),
            made.tar_head("c.txt", tarfile.CHRTYPE),
            made.tar_head("d.txt", tarfile.BLKTYPE),
            made.tar_head("e.txt", tarfile.FIFOTYPE),
            ("f.txt", STATEMENT.encode()),
        ),
        None,
    ),
    Case(
        "names_outside.tar",
        lambda: made.tar(
            ("/etc/one.txt", STATEMENT.encode()), ("../../two.txt", STATEMENT.encode()), ("a/./../three.txt", STATEMENT.encode())
        ),
        None,
    ),
    Case(
        "names_of_no_text.tar",
        lambda: made.tar(
            ("\udcff\udcfe.txt", STATEMENT.encode()),
            ("a\nb.txt", STATEMENT.encode()),
            ("\u202etxt.a", STATEMENT.encode()),
            form=tarfile.GNU_FORMAT,
        ),
        None,
    ),
    Case("empty_file.tar", lambda: made.tar(("a.txt", b""), ("b/a.txt", b""), ("c.txt", STATEMENT.encode())), "The file is empty."),
    Case("empty_and_not.tar", lambda: made.tar(("a.txt", b""), ("b/a.txt", STATEMENT.encode())), "all have the id a and differ"),
    Case(
        "names_twice.tar",
        lambda: made.tar(("a.txt", STATEMENT.encode()), ("a.txt", STATEMENT.encode() + b"\n")),
        "all have the id a and differ",
    ),
    Case("sparse.tar", lambda: made.tar_claiming(0, kind=tarfile.GNUTYPE_SPARSE), "sparse file"),
    Case("of_terabytes.tar", lambda: made.tar_claiming(2**42, b"1"), "ends within claim.txt"),
    Case("of_exabytes.tar", lambda: made.tar_claiming(2**62, b"1"), "a head says that it has 4,611,686,018,427,387,904 bytes"),
    Case("beyond_files.tar", lambda: made.tar_claiming(2**80, b"1"), "a head says that it has"),
    Case("below_nought.tar", lambda: made.tar_claiming(-512, b"1"), "-512 bytes"),
    Case(
        "name_of_gigabytes.tar",
        lambda: made.tar_claiming(MILLION, b"1" * MILLION, tarfile.XHDTYPE),
        "a head says that it has 1,000,000 bytes",
    ),
    Case(
        "heads_of_heads.tar",
        lambda: made.tar_claiming(512, b"12 path=abc\n", tarfile.XHDTYPE, times=5_000),
        "tar archive is damaged",
    ),
    Case(
        "damaged_in_the_middle.tar",
        lambda: made.tar(("a.txt", STATEMENT.encode()), ("b.txt", STATEMENT.encode())).replace(b"b.txt", b"b.tx!"),
        "damaged at byte 1,024",
    ),
    Case("without_an_end.tar", lambda: made.tar(("a.txt", STATEMENT.encode()))[:1024], "without a mark of its end"),
    Case("two_in_one.tar", lambda: made.tar(("a.txt", STATEMENT.encode())) * 2, "more stands after its end"),
    Case(
        "of_gigabytes.tar.gz",
        raw(b"\x1f\x8b\x08\0\0\0\0\0\0\3" + made.bomb(12_000 * MILLION, made.tar(("a.txt", b"1")), -15) + b"\0" * 8),
        "",
        seconds=40,
        slow=True,
    ),
    # JSON
    Case("deep.json", raw(b'{"protocolSection":' * 100_000), "nested more than 64 levels"),
    Case("lists_deep.json", raw(b'[{"a":' + b"[" * 100_000), ""),
    Case(
        "deep_in_a_list.json",
        lambda: b'{"studies":[' + made.record("[" * 50_000 + "]" * 50_000) + b"]}",
        "nested more than 64 levels",
    ),
    Case("number_of_100000_digits.json", lambda: made.record("9" * 100_000), ""),
    Case("number_of_100000_digits_in_a_list.json", lambda: b'{"studies":[' + made.record("9" * 100_000) + b"]}", ""),
    Case("exponent.json", lambda: made.record("1e999"), None),
    Case("not_a_number.json", lambda: made.record("NaN"), "holds NaN"),
    Case("infinity.json", lambda: made.record("-Infinity"), "holds -Infinity"),
    Case("half_a_character.json", lambda: made.record('"\\ud83d"'), "half a character"),
    Case("names_twice.json", lambda: made.record('{"a": 1, "a": 2}'), "twice in one object"),
    Case("objects_a_million.json", lambda: b'{"protocolSection":[' + b"{}," * MILLION + b"{}]}", "", megabytes=600, slow=True),
    Case(
        "string_without_end.json",
        raw(b'[{"a": "' + b"a" * 30 * MILLION),
        "ends before its list of records does",
        seconds=4,
        megabytes=300,
        slow=True,
    ),
    # records
    Case("empty_lines.nbib", raw(b"PMID- 1\nTI  - A" + b"\n" * 3 * MILLION + b"PMID- 2\nTI  - B"), "", seconds=4, slow=True),
    Case(
        "records_without_end.xml",
        raw(b"<PubmedArticleSet>" + b"<PubmedArticle>\n" * 2_000),
        "ends before its list of records does",
        slow=True,
    ),
    # text
    Case("digits.txt", text("7", MILLION), UNBROKEN),
    Case("brackets.txt", text("(", MILLION), UNBROKEN),
    Case("unseen.txt", text("\u200b", MILLION, "18{} patients"), UNBROKEN),
    Case("marks_on_a_letter.txt", text("\u0301", MILLION, "18 pe{} patients"), UNBROKEN),
    Case("digits_as_many_as_may.txt", text("7", 50_000), None, seconds=20, slow=True),
    Case("brackets_as_many_as_may.txt", text("(", 50_000), None, seconds=20, slow=True),
    Case("unseen_as_many_as_may.txt", text("\u200b", 49_000, "18{} patients"), None, seconds=20, slow=True),
    Case("marks_as_many_as_may.txt", text("\u0301", 49_000, "18 pe{} patients"), None, seconds=20, slow=True),
    Case("plus_and_minus.txt", text("±1 ", 50_000), None, seconds=20, slow=True),
    Case("spaces.txt", text(" ", MILLION, "18{}patients"), None, seconds=20, megabytes=300, slow=True),
    Case("lines.txt", text("1\n", 100_000), None, seconds=30, megabytes=400, slow=True),
    Case("lines_a_million.txt", text("1\n", 2 * MILLION), "has 1,000,000 lines; a report has 500,000 at most"),
    Case("numbers_a_hundred_thousand.txt", text("1 ", 200_000), None, seconds=20, slow=True),
    Case("longer_than_any.txt", text("1\n", 6 * MILLION), "characters; a report has 5,000,000 at most"),
)


@pytest.mark.parametrize(
    "name", ["a\u202etxt.exe.txt", "a\nb.txt", "a\u200bb.txt", "a\udcffb.txt", "a\x1b[2J.txt", "a#b.txt", "a\u00a0b.txt"]
)
def test_a_name_that_no_reader_sees_as_it_is_is_refused(bench: Workbench, name: str) -> None:
    bench.write(name, STATEMENT)
    with pytest.raises(Refused, match="a report cannot be called") as refusal:
        report_paths(bench.raw)
    assert str(refusal.value).isprintable()


def test_two_names_that_look_alike_are_refused(bench: Workbench) -> None:
    bench.write("caf\u00e9.txt", STATEMENT)
    bench.write("cafe\u0301.nxml", made.jats())
    with pytest.raises(Refused, match="would both be report"):
        report_paths(bench.raw)


@pytest.mark.parametrize(
    "name", ["a" * 200 + ".txt", "-rf.txt", "CON.txt", "a b.txt", "50%.txt", "'.txt", "$(touch x).txt", "\u5831\u544a.txt"]
)
def test_any_other_name_is_a_reports(bench: Workbench, name: str) -> None:
    bench.write(name, STATEMENT)
    assert [path.name for path in report_paths(bench.raw)] == [name]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The process whose children read."""
    first = tmp_path_factory.mktemp("first") / "first.txt"
    first.write_text(STATEMENT)
    here = Path(__file__).parent
    with subprocess.Popen([sys.executable, "-P", str(here / "capped_reading.py"), str(first)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, cwd=here.parent, env={**os.environ, "PYTHONPATH": str(here.parent)}) as process:  # fmt: skip
        yield process
        process.stdin.close()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=pytest.mark.slow if case.slow else ()) for case in CASES])
def test_it_is_read_or_refused_within_its_caps(case: Case, server: Any, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    outcome = ask(server, path, case.seconds, case.megabytes)
    assert outcome.signal == 0, f"died of signal {outcome.signal} after {outcome.seconds:.1f} s with {outcome.megabytes:.0f} MB"
    errors = [error for _, error, _, _ in outcome.reports if error is not None]
    assert all(is_clear(error) for error in errors), errors
    assert len({report_id for report_id, *_ in outcome.reports}) == len(outcome.reports)
    if case.says is None:
        assert not errors
    elif case.says:
        assert case.says in " ".join(errors)


def is_clear(error: str) -> bool:
    """Whether the refusal is one sentence, and none that a limit or a fault of ours had to give."""
    one_sentence = error.endswith(".") and "\n" not in error and len(error) < 300 and error.isprintable()
    return one_sentence and not any(
        said in error for said in ("could not be read", "of memory", "took longer", "died (", "Error: ")
    )
