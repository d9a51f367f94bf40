"""The reader of registry records in JSON: one line a leaf, and one sentence for what is no record."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Workbench
from extractors.document import Unreadable
from extractors.readers import format_of, json_list, read
from extractors.readers.registry import DEEPEST, records

STUDY = {"protocolSection": {"identificationModule": {"nctId": "NCT09900001"}}}


def as_bytes(content: Any) -> bytes:
    return json.dumps(content).encode()


def with_note(note: str) -> bytes:
    return ('{"protocolSection": {"identificationModule": {"nctId": "NCT09900001"}}, "note": ' + note + "}").encode()


def test_one_line_a_leaf_with_its_pointer_and_the_digits_as_printed() -> None:
    document = read(with_note('{"a/b": [1.50, 1e-4, true, null, "two\\nlines\\tand\\u0000more", {}], "~": ""}'), "r")
    assert document.text.splitlines() == [
        "/protocolSection/identificationModule/nctId\tNCT09900001", "/note/a~1b/0\t1.50", "/note/a~1b/1\t1e-4", "/note/a~1b/2\ttrue", "/note/a~1b/3\tnull",
        "/note/a~1b/4\ttwo lines and more", "/note/~0\t",
    ]  # fmt: skip
    assert [document.text[piece.start : piece.end] for piece in document.pieces] == document.text.splitlines()
    assert [piece.locator for piece in document.pieces] == [line.partition("\t")[0] for line in document.text.splitlines()]
    assert all(document.text[head.start : head.end] == piece.locator for piece in document.pieces for head in piece.row_heads)
    assert (document.reader, document.media_type, document.metadata["kind"]) == ("registry", "application/json", "registry")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings(encoding: str) -> None:
    data = json.dumps(STUDY | {"note": "β −0·31"}, ensure_ascii=False, indent=1).encode(encoding)
    assert read(data, "r").text.endswith("/note\tβ −0·31\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (as_bytes(STUDY)[:-2], "The JSON ends before its end, at line 1; fetch the record again."),
        (with_note('"abc')[:-1], "The JSON ends before its end, at line 1; fetch the record again."),
        (with_note("1,,"), "The JSON is not valid at line 1, column 83: Expecting property name enclosed in double quotes."),
        (b'{"a" 1}', "The JSON is not valid at line 1, column 6: Expecting ':' delimiter."),
        (with_note("NaN"), "The JSON holds NaN, which is no JSON and no number; correct it at its source."),
        (with_note("-Infinity"), "The JSON holds -Infinity, which is no JSON and no number; correct it at its source."),
        (with_note('{"value": "3", "value": "4"}'), 'The JSON names "value" twice in one object, so that one value would be lost; fetch the record again.'),
        (with_note('"\\ud83d alone"'), "The record holds half a character (\\ud83d) in /note; fetch it again."),
        (with_note('{"\\udc00": 1}'), "The record holds half a character (\\udc00) in /note/?; fetch it again."),
        (with_note("[" * 100 + "]" * 100), f"The JSON is nested more than {DEEPEST} levels deep; no record is."),
        (with_note("[" * 200_000), f"The JSON is nested more than {DEEPEST} levels deep; no record is."),
        (with_note('{"a":' * 200_000), f"The JSON is nested more than {DEEPEST} levels deep; no record is."),
        (b'{"name": "x", "version": 2}', "This is JSON, but not a ClinicalTrials.gov record (it begins with name, version); no reader for it yet."),
        (b"{}", "This is JSON, but not a ClinicalTrials.gov record (it is empty); no reader for it yet."),
        (b'{"protocolSection": {}}', "This looks like a ClinicalTrials.gov record, but it has no protocolSection.identificationModule.nctId; fetch the whole record."),
        (b'{"FullStudiesResponse": {}}', "This is an answer of ClinicalTrials.gov's former API; fetch the record from API v2 (/api/v2/studies/NCT\u2026)."),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_with_one_sentence(data: bytes, said: str) -> None:
    assert format_of(data).name == "registry"
    with pytest.raises(Unreadable) as refusal:
        read(data, "r")
    assert str(refusal.value) == said


def study(number: int, note: str = "") -> dict[str, Any]:
    return {"protocolSection": {"identificationModule": {"nctId": f"NCT{number:08}"}}, "note": note}


LISTS = [
    {"totalCount": 3, "studies": [study(1, 'a "brace {" and [ \\'), study(2, "β"), study(3)], "nextPageToken": "x]"},
    [study(1), study(2, "}"), study(3)],
    {"studies": [study(1, "x" * 3000), study(2), study(3)]},
]


@pytest.mark.parametrize("content", LISTS, ids=["page", "list", "long"])
@pytest.mark.parametrize("step", [1, 7, 1 << 20])
def test_each_record_of_a_list_stands_where_its_bytes_are(content: Any, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_list, "_STEP", step)
    data = json.dumps(content, ensure_ascii=False, indent=1).encode()
    found = list(records(io.BytesIO(data)))
    assert [record.record_id for record in found] == ["NCT00000001", "NCT00000002", "NCT00000003"]
    wanted = content["studies"] if isinstance(content, dict) else content
    assert [json.loads(data[record.start : record.end]) for record in found] == wanted
    assert [read(data[record.start : record.end], "r").text.count("\n") for record in found] == [2, 2, 2]


def test_a_list_that_is_cut_short_says_so() -> None:
    data = json.dumps(LISTS[1]).encode()
    assert [record.record_id for record in records(io.BytesIO(data[:-3]))] == ["NCT00000001", "NCT00000002", None]
    assert "cut short" in (list(records(io.BytesIO(data[:-3])))[-1].fault or "")


@pytest.mark.parametrize(
    "content",
    [study(1), {"note": [study(1)], **study(2)}, [{"name": "x"}, {"name": "y"}], {"other": [study(1)]}, {"studies": []}, []],
    ids=str,
)
def test_what_is_no_list_of_records_has_none(content: Any) -> None:
    assert list(records(io.BytesIO(json.dumps(content).encode()))) == []


@pytest.mark.parametrize("content", [{"studies": [study(7)]}, [study(7)]], ids=["page", "list"])
def test_a_list_of_one_is_that_record(content: Any) -> None:
    assert read(as_bytes(content), "r").text == read(as_bytes(study(7)), "r").text


def test_the_records_of_a_page_are_reports_of_their_own(bench: Workbench) -> None:
    bench.write("page.json", as_bytes({"studies": [study(1), study(2), {"protocolSection": {}}]}))
    bench.curate()
    found = bench.table("reports").select("report_id", "status", "registry_ids").rows()
    assert found == [
        ("page#NCT00000001", "read", "NCT00000001"),
        ("page#NCT00000002", "read", "NCT00000002"),
        ("page#record-3", "rejected", None),
    ]


@pytest.mark.parametrize("data", [b"{p = 0.03}", b"[1] Nobody et al.", b"[18 patients]"])
def test_a_text_in_brackets_is_a_text(data: bytes) -> None:
    assert read(data, "r").reader == "text"


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
                    lambda under: st.lists(under, max_size=4) | st.dictionaries(st.text(max_size=5), under, max_size=4), max_leaves=20)  # fmt: skip


@given(JSON)
@settings(max_examples=50)
def test_any_json_beside_the_number_is_read_or_refused(content: Any) -> None:
    try:
        document = read(as_bytes(STUDY | {"note": content}), "r")
    except Unreadable:  # half a character
        return
    assert document.text.encode("utf-8").count(b"\n") == len(document.pieces)
    assert all(document.text[piece.start : piece.end].count("\n") == 0 for piece in document.pieces)
