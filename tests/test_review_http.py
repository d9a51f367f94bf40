"""The curator's page by its addresses: what is saved is what `curate` reads, and nothing else gets in or out."""

import http.client
import json
import re
from pathlib import Path

import polars as pl
import pytest

from reviewing import served

DOUBTED = (
    "# Latency\n\nAt 6 months the latency did not differ between MSC and placebo (β=-0.31; 95% CI -1.84 to 1.22; P=0.668). "
    "The hazard ratio for relapse was 2.94 (95% CI 0.58 to 1.50).\n\nThe kilometre stone said 4711, and 𝒳 of 12 patients were treated.\n"
)


@pytest.fixture(scope="module")
def module_bench(tmp_path_factory):
    from conftest import Workbench

    bench = Workbench(tmp_path_factory.mktemp("review"))
    bench.raw.mkdir()
    return bench


@pytest.fixture(scope="module")
def server(module_bench):
    """One server for the module: a reading process takes a second to start."""
    module_bench.write("latency.txt", DOUBTED)
    module_bench.write("broken.txt", b"")
    with served(module_bench) as page:
        yield page


@pytest.fixture
def page(server, module_bench):
    """The page of one doubtful report, on which nobody has ruled yet."""
    module_bench.raw.joinpath("latency.review.jsonl").unlink(missing_ok=True)
    return server


@pytest.fixture
def bench(module_bench):
    return module_bench


def saved(bench):
    return [json.loads(line) for line in (bench.raw / "latency.review.jsonl").read_text(encoding="utf-8").splitlines()]


def first(page, table):
    """The id of the table's first row."""
    listed = page.get("/list/latency").text
    found = re.search(rf'<li class="card {table}[^"]*" data-item="([^"]+)"', listed)
    assert found, f"no row of {table} is listed"
    return found[1]


def number(page, raw):
    start = DOUBTED.index(raw)
    return f"n{start}-{start + len(raw)}"


def add(page, text, table, **fields):
    start = DOUBTED.index(text)
    return page.decide("latency", action="add", start=start, end=start + len(text), text=text, table=table, fields=fields)


def test_the_list_counts_what_is_to_settle(page):
    text = page.get("/").text
    assert "latency.txt" in text
    assert "The file is empty." in text
    row = re.search(r"latency\.txt.*?</tr>", text, re.S)
    counts = [int(one) for one in re.findall(r'class="count[^"]*">(\d+)<', row[0])]
    assert len(counts) == 4
    assert counts[1] >= 1
    assert counts[2] >= 1


def test_the_page_tells_rows_doubts_and_findings_in_words(page):
    text = page.get("/report/latency").text
    assert "β -0.31, 95% CI -1.84 to 1.22, p = 0.668" in text
    assert "The estimate 2.94 lies above its upper limit 1.50." in text
    assert re.search(r'<span class="number unclaimed" data-item="n\d+-\d+">4711</span>', text)


def test_every_character_of_a_piece_is_the_text_of_its_element(page):
    from html import unescape

    text = page.get("/text/latency", block=0).text
    for start, inner in re.findall(r'<(?:p|h2) class="\w+" data-start="(\d+)">(.*?)</(?:p|h2)>', text, re.S):
        said = unescape(re.sub(r"<[^>]+>", "", inner))
        assert DOUBTED[int(start) : int(start) + len(said)] == said


@pytest.mark.parametrize(("action", "decision"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_row_is_ruled_on(page, bench, action, decision):
    row = first(page, "analyses")
    assert page.decide("latency", action=action, item=row, reason=" read it twice ").status == 200
    [line] = saved(bench)
    assert (line["decision"], line["reason"], line["who"], line["table"]) == (decision, "read it twice", "ab", "analyses")
    bench.curate()
    decisions = bench.table("decisions").to_dicts()
    assert [(one["row_id"], one["decision"]) for one in decisions] == [(row, decision)]
    left = bench.table("analyses").filter(row_id=row)
    assert left.height == (0 if action == "reject" else 1)


def test_a_field_is_corrected(page, bench):
    row = first(page, "analyses")
    answer = page.decide(
        "latency",
        action="correct",
        item=row,
        fields={"param_value": "−0·30", "time_frame": " 7 months ", "p_value": ""},
        reason="misprint",
    )
    assert (answer.status, len(answer.json["saved"])) == (200, 3)
    bench.curate()
    found = bench.table("analyses").filter(row_id=row).to_dicts()[0]
    assert (found["param_value"], found["time_frame"], found["p_value"]) == (-0.3, "7 months", None)
    assert (found["decision"], found["review"]) == ("corrected", "clear")


def test_a_number_is_no_result(page, bench):
    assert page.decide("latency", action="not_a_result", item=number(page, "4711")).status == 200
    bench.curate()
    assert bench.table("numbers").filter(raw="4711")["reason"].to_list() == ["curator"]


def test_a_value_that_the_quote_does_not_print_needs_a_reason(page, bench):
    row = first(page, "analyses")
    asked = {"action": "correct", "item": row, "fields": {"param_value": "-0.37"}}
    refused = page.decide("latency", **asked)
    assert refused.status == 409
    assert "-0.37 is not in the quote. If the report misprints its param value, say so as the reason." in refused.text
    assert page.decide("latency", **asked, reason="misprinted, see table 2").status == 200


def test_an_edit_of_several_fields_is_taken_back_as_one(page, bench):
    row = first(page, "analyses")
    fields = {"time_frame": "7 months", "outcome_title": "evoked potentials"}
    lines = page.decide("latency", action="correct", item=row, fields=fields).json["saved"]
    card = page.get("/cards/latency", ids=row).text
    assert f'data-lines="{lines[1]} {lines[0]}">Take back all 2<' in card
    assert page.decide("latency", action="undo", lines=[lines[1], lines[0]]).status == 200
    assert "is-corrected" not in page.get("/cards/latency", ids=row).text
    # A row that was corrected is settled: it needs no second ruling.
    page.decide("latency", action="correct", item=row, fields=fields)
    assert page.decide("latency", action="accept", item=row).json["saved"] == []


def test_an_added_row_is_edited_by_adding_it_anew(page, bench):
    document = page.shelf.desk("latency", 20).machine.document
    start = document.text.index("β=-0.31")
    text = document.text[start : start + 7]
    asked = {"action": "add", "start": start, "end": start + 7, "text": text, "table": "measurements"}
    nameless = page.decide("latency", **asked, fields={"param_value": "-0.31"})
    assert (nameless.status, "What is it a result of? Fill Outcome title." in nameless.text) == (409, True)
    fields = {"param_value": "-0.31", "outcome_title": "latncy"}
    assert page.decide("latency", **asked, fields=fields, reason="by hand").status == 200
    [row] = [item for item in page.items("latency", q="latncy") if not item.startswith("n")]
    assert page.decide("latency", action="correct", item=row, fields={"outcome_title": "latency", "unit": "ms"}).status == 200
    bench.curate()
    [added] = bench.table("measurements").filter(pl.col("decision") == "added").to_dicts()
    assert (added["row_id"], added["outcome_title"], added["unit"], added["param_value"]) == (row, "latency", "ms", -0.31)
    assert bench.table("decisions").filter(pl.col("decision") == "added").get_column("reason").to_list() == ["by hand"]


def test_a_number_stands_in_its_context_and_says_why_it_is_set_aside(page, bench):
    bench.write("context.txt", "# A trial\n\nIn March 2021 the kilometre stone said 4711.\n")
    try:
        _settled(page, "/report/context")
        shown = page.get("/report/context").text
        assert "kilometre stone said »4711«." in shown
        assert re.search(r'<span class="aside" title="Set aside: [a-z ]+">2021</span>', shown)
    finally:
        (bench.raw / "context.txt").unlink()


def test_a_row_is_added_from_a_marked_stretch(page, bench):
    text = "𝒳 of 12 patients were treated"
    answer = add(page, text, "sample_sizes", n="12", role="treated")
    assert answer.status == 200, answer.text
    bench.curate()
    added = bench.table("sample_sizes").filter(decision="added").to_dicts()
    assert [(row["n"], row["role"], row["quote"]) for row in added] == [(12, "treated", text)]
    claim = bench.table("claims").filter(row_id=added[0]["row_id"]).to_dicts()[0]
    assert DOUBTED[claim["start"] : claim["end"]] == "12"


def test_two_rows_can_be_added_from_one_stretch(page, bench):
    for role in ("treated", "analysed"):
        assert add(page, "12 patients were treated", "sample_sizes", n="12", role=role).status == 200
    bench.curate()
    added = bench.table("sample_sizes").filter(decision="added")
    assert sorted(added["role"]) == ["analysed", "treated"]
    assert added["row_id"].n_unique() == 2


def test_undo_is_a_line_of_its_own_and_brings_the_machines_row_back(page, bench):
    bench.curate()
    before = bench.table("analyses").to_dicts()
    row = first(page, "analyses")
    [line] = page.decide("latency", action="reject", item=row).json["saved"]
    assert page.decide("latency", action="undo", lines=[line]).status == 200
    assert [one["decision"] for one in saved(bench)] == ["rejected", "undone"]
    bench.curate()
    assert bench.table("analyses").to_dicts() == before
    assert bench.table("decisions").height == 0


def test_what_another_decision_rests_on_cannot_be_undone(page):
    row = first(page, "analyses")
    [line] = page.decide("latency", action="reject", item=row).json["saved"]
    assert page.decide("latency", action="not_a_result", item=number(page, "0.668")).status == 200
    answer = page.decide("latency", action="undo", lines=[line])
    assert answer.status == 409
    assert "take that back first" in answer.json["error"]


def test_what_changed_is_told_to_a_page_that_knows_less(page):
    version, row = page.version("latency"), first(page, "analyses")
    assert page.decide("latency", action="accept", item=row).status == 200
    told = page.get("/changes/latency", since=version).json
    assert list(told["cards"]) == [row]
    assert "is-accepted" in told["cards"][row]
    assert (told["blocks"], told["list"], told["settled"]) == ([0], False, 1)
    assert page.get("/changes/latency", since=told["version"]).json["cards"] == {}
    assert page.get("/changes/latency", since=10**6).json["all"] is True


def test_a_rejected_rows_numbers_join_the_list(page):
    version, row = page.version("latency"), first(page, "analyses")
    page.decide("latency", action="reject", item=row)
    assert page.get("/changes/latency", since=version).json["list"] is True
    assert number(page, "0.668") in page.items("latency", "unclaimed")


def test_a_second_press_saves_nothing_twice(page, bench):
    row = first(page, "analyses")
    assert len(page.decide("latency", action="accept", item=row).json["saved"]) == 1
    assert page.decide("latency", action="accept", item=row).json["saved"] == []
    assert len(saved(bench)) == 1


def test_two_corrections_within_a_second_can_both_be_published(page, bench):
    row = first(page, "analyses")
    for value in ("1 month", "2 months", "3 months"):
        page.decide("latency", action="correct", item=row, fields={"time_frame": value})
    bench.curate()
    assert bench.table("analyses").filter(row_id=row)["time_frame"].item() == "3 months"
    assert bench.table("decisions")["when"].n_unique() == 3


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"action": "correct", "fields": {"p_value": "66.8"}}, "p value must be between 0 and 1"),
        ({"action": "correct", "fields": {"p_value": "small"}}, "p value must be a number"),
        ({"action": "correct", "fields": {"row_id": "0" * 16}}, "no field 'row_id'"),
        ({"action": "correct", "fields": {"param_type": "beat"}}, "must be one of"),
        ({"action": "accept", "item": "0" * 16}, "rejected or gone"),
        ({"action": "not_a_result", "item": "n1-2"}, "no such number"),
        ({"action": "undo", "lines": ["0" * 16]}, "taken back already"),
        ({"action": "add", "start": 0, "end": 9, "text": "something", "table": "analyses"}, "reads otherwise there"),
        ({"action": "add", "start": 0, "end": 10**9, "text": "", "table": "analyses"}, "reads otherwise there"),
        ({"action": "add", "start": 2, "end": 9, "text": "Latency", "table": "reports"}, "no table 'reports'"),
        ({"action": "add", "start": 2, "end": 9, "text": "Latency", "table": "analyses"}, "says nothing yet"),
        ({"action": "add", "start": 2, "end": 9, "text": "Latency", "table": "sample_sizes", "fields": {"n": "3", "role": "treated"}}, "its quote does not hold"),
        ({"action": "add", "start": 2, "end": 9, "text": "Latency", "table": "sample_sizes", "fields": {"role": "treated"}}, "leaves column n empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_said_and_not_saved(page, bench, asked, says):
    answer = page.decide("latency", **({"item": first(page, "analyses")} | asked))
    assert answer.status == 409
    assert says in answer.json["error"]
    assert not (bench.raw / "latency.review.jsonl").exists()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"action": "add", "start": 1e999, "end": 1}',
        b"",
        b"[]",
        b"{",
        b'{"action": "burn"}',
        b'{"action": "add", "start": "x", "end": 1}',
        b'{"action": "undo", "lines": 3}',
    ],
)
def test_what_the_page_never_asks_is_refused(page, bench, body):
    assert page.ask("POST", "/decide/latency", body, x_review_token=page.token).status == 400
    assert not (bench.raw / "latency.review.jsonl").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/text/latency?block=evil",
        "/text/latency",
        "/page/latency?start=evil&end=1",
        "/changes/latency?since=evil",
        "/cards/latency",
    ],
)
def test_a_malformed_request_is_answered_in_one_line_without_its_words(page, path):
    answer = page.get(path)
    assert answer.status == 400
    assert answer.json == {"error": "The page asked for something unknown; load it again."}


def test_an_address_that_is_none_leads_back_to_the_list(page):
    answer = page.get("/evil%3Cb%3E")
    assert answer.status == 404
    assert "evil" not in answer.text
    assert '<a href="/">All reports</a>' in answer.text


@pytest.mark.parametrize(
    ("printed", "typed", "value"),
    [("0,94", "0,94", 0.94), ("0,94", "0.94", 0.94), ("−1,5", "−1,5", -1.5), ("1,234", "1.234", 1.234), ("1,234", "1,234", 1234)],
)
def test_a_number_with_a_decimal_comma_can_be_added(page, bench, printed, typed, value):
    text = f"The mean change was {printed} points"
    bench.write("comma.txt", f"# A trial\n\n{text} with MSC.\n")
    try:
        _settled(page, "/report/comma")
        offered = page.get("/add/comma", start=11, end=11 + len(text), table="measurements").text
        assert f'<option value="{printed}"></option>' in offered or typed.startswith("−")
        answer = page.decide("comma", action="add", start=11, end=11 + len(text), text=text, table="measurements",
                             fields={"outcome_title": "change", "param_type": "mean", "param_value": typed})  # fmt: skip
        assert answer.status == 200, answer.text
        bench.curate()
        [row] = bench.table("measurements").filter(report_id="comma", decision="added").to_dicts()
        assert row["param_value"] == value
        assert bench.table("claims").filter(row_id=row["row_id"])["raw"].to_list() == [printed]
    finally:
        for path in bench.raw.glob("comma.*"):
            path.unlink()


RETRACTED = b"""PMID- 38783391
OWN - NLM
TI  - Retracted: MSC in relapse.
PT  - Retracted Publication
AB  - The hazard ratio for relapse was 0.94 (95% CI 0.58 to 1.50).
"""


def test_what_the_reader_says_stands_on_the_page_and_in_the_list(page, bench):
    bench.write("retracted.nbib", RETRACTED)
    try:
        notice = "PubMed says that this publication is retracted."
        assert f"<li>{notice}</li>" in _settled(page, "/report/retracted")
        assert f'<span class="notice">{notice}</span>' in page.get("/").text
    finally:
        (bench.raw / "retracted.nbib").unlink()


def test_a_report_that_a_run_would_reject_says_so_in_the_list(page, bench, monkeypatch):
    from dataclasses import replace

    desk = page.shelf.desk("latency", 20)
    monkeypatch.setattr(desk, "machine", replace(desk.machine, refusal="table analyses, column p_value: <b>44</b>"))
    page.shelf.note(desk)
    try:
        row = re.search(r'<tr data-state="(\w+)">.*?latency\.txt.*?</tr>', page.get("/").text, re.S)
        assert row[1] == "rejected"
        assert "A run would reject this report: table analyses, column p_value: &lt;b&gt;44&lt;/b&gt;" in row[0]
    finally:
        monkeypatch.undo()
        page.shelf.note(desk)


def test_a_decision_that_no_longer_stands_is_shown_and_can_be_taken_back(page, bench):
    page.decide("latency", action="accept", item=first(page, "analyses"))
    path = bench.raw / "latency.review.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"p_value": "0.668"', '"p_value": "0.667"'), encoding="utf-8")
    text = page.get("/report/latency").text
    assert "Decisions that no longer stand" in text
    assert "was made on" in text
    [line] = re.findall(r'data-act="take-back" data-lines="(\w+)"', text)
    assert page.decide("latency", action="undo", lines=[line]).status == 200
    assert "Decisions that no longer stand" not in page.get("/report/latency").text
    bench.curate()


def test_a_file_that_cannot_be_read_is_left_alone(page, bench):
    path = bench.write("latency.review.jsonl", "{ not JSON\n")
    assert "latency.review.jsonl:1: not a JSON object" in page.get("/report/latency").text
    answer = page.decide("latency", action="accept", item=first(page, "analyses"))
    assert answer.status == 409
    assert path.read_text(encoding="utf-8") == "{ not JSON\n"


def test_a_last_line_typed_without_its_end_is_kept(page, bench):
    page.decide("latency", action="accept", item=first(page, "analyses"))
    path = bench.raw / "latency.review.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    page.decide("latency", action="not_a_result", item=number(page, "4711"))
    assert [line["decision"] for line in saved(bench)] == ["accepted", "not_a_result"]


def test_a_decision_made_elsewhere_is_seen_and_respected(page, bench):
    row = first(page, "analyses")
    page.decide("latency", action="reject", item=row)
    by_another = (bench.raw / "latency.review.jsonl").read_text(encoding="utf-8")
    (bench.raw / "latency.review.jsonl").unlink()
    assert row in page.items("latency", "all")
    bench.write("latency.review.jsonl", by_another)
    answer = page.decide("latency", action="accept", item=row)
    assert answer.status == 409
    assert "rejected or gone" in answer.json["error"]


def test_a_disk_that_does_not_take_it_is_told(page, bench, monkeypatch):
    import errno

    from flows.review import desk

    def full(path, lines):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    row = first(page, "analyses")
    monkeypatch.setattr(desk, "append_lines", full)
    answer = page.decide("latency", action="accept", item=row)
    assert answer.status == 500
    assert answer.json["error"] == "Nothing was saved: latency.review.jsonl: No space left on device"
    monkeypatch.undo()
    assert "is-accepted" not in page.get("/cards/latency", ids=row).text
    assert len(page.decide("latency", action="accept", item=row).json["saved"]) == 1


def test_filters_and_search(page):
    everything = page.items("latency")
    doubtful, unclaimed = page.items("latency", "doubtful"), page.items("latency", "unclaimed")
    assert 0 < len(doubtful) < len(everything)
    assert set(page.items("latency", "open")) == {*doubtful, *unclaimed}
    assert page.items("latency", "settled") == []
    assert page.items("latency", q="RELAPSE 2.94") == [row for row in doubtful if row in page.items("latency", q="2.94")]
    assert page.items("latency", q="<script>") == []


def test_the_form_offers_the_numbers_of_the_stretch_with_their_sign(page):
    start = DOUBTED.index("(β=-0.31")
    text = page.get("/add/latency", start=start, end=start + 30, table="analyses").text
    assert re.findall(r'<option value="([^"]+)"></option>', text)[:2] == ["-0.31", "0.31"]


def test_a_row_can_be_begun_from_an_unclaimed_number(page):
    text = page.get("/add/latency", item=number(page, "4711")).text
    assert "The kilometre stone said 4711, and 𝒳 of 12 patients were treated." in text


def test_a_stretch_that_the_page_shows_otherwise_is_refused(page):
    assert page.get("/add/latency", start=2, end=9, said="Lat ency").status == 200
    assert page.get("/add/latency", start=2, end=9, said="Potency").status == 409


def test_a_report_that_cannot_be_read_says_why(page):
    answer = page.get("/report/broken")
    assert answer.status == 409
    assert "broken.txt: The file is empty." in answer.text


HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(2)> [link](javascript:alert(3)) 

| <b onclick=alert(4)>group</b> | n |
|---|---|
| </td></table><script>alert(5)</script> | 12 |

The <svg/onload=alert(6)> hazard ratio for "><script>alert(7)</script> was 2.94 (95% CI 0.58 to 1.50). <!-- <p> &lt;i&gt; {{ 7 * 7 }}
"""


def test_a_hostile_report_is_only_text(page, bench):
    bench.write("<script>alert('id')<.txt", HOSTILE)
    try:
        name = "%3Cscript%3Ealert%28%27id%27%29%3C"
        assert "<script>alert" not in page.get("/").text
        text = _settled(page, f"/report/{name}")
        parts = [text, page.get(f"/list/{name}").text, page.get(f"/text/{name}", block=0).text]
        for item in page.items("<script>alert('id')<"):
            parts.append(page.get(f"/cards/{name}", ids=item).text)
        for part in parts:
            assert not re.search(r"<(script|img|svg|b)\b(?! type=\"module\" src=\"/static/)", part)
            assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', part))
            assert 'href="javascript' not in part
        said = re.sub(r"<[^>]+>", "", parts[2])
        assert "{{ 7 * 7 }}" in said
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    finally:
        (bench.raw / "<script>alert('id')<.txt").unlink()


def _settled(page, path):
    import time

    for _ in range(200):
        text = page.get(path).text
        if "is being read" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("not read")


def test_nothing_inline_is_allowed_or_needed(page):
    answer = page.get("/report/latency")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|\sstyle=|\son\w+=", answer.text)
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        assert page.get(path).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"}, {"host": "evil.example:{port}"}, {"host": "127.0.0.1"}, {"host": "127.0.0.1.evil.example:{port}"},
        {"host": "localhost:1"}, {"host": "[::1]:{port}"}, {"host": ""},
        {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:1"}, {"origin": "https://127.0.0.1:{port}"},
        {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strangers_are_refused(page, bench, method, headers):
    given = {name: value.format(port=page.port) for name, value in headers.items()}
    body = json.dumps({"action": "accept", "item": first(page, "analyses")}).encode() if method == "POST" else None
    path = "/decide/latency" if method == "POST" else "/report/latency"
    answer = page.ask(method, path, body, **({"x_review_token": page.token} | given))
    assert answer.status in (400, 403)
    assert "latency did not differ" not in answer.text
    assert not (bench.raw / "latency.review.jsonl").exists()


@pytest.mark.parametrize("token", [None, "", "wrong", "thé-token"])
def test_a_decision_without_the_pages_token_is_refused(page, bench, token):
    headers = {} if token is None else {"x_review_token": token.encode().decode("latin-1")}
    body = json.dumps({"action": "accept", "item": first(page, "analyses")}).encode()
    assert page.ask("POST", "/decide/latency", body, **headers).status == 403
    assert not (bench.raw / "latency.review.jsonl").exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused(page, method):
    assert page.ask(method, "/report/latency", x_review_token=page.token).status == 405


def test_too_much_at_once_is_refused(page):
    assert page.ask("POST", "/decide/latency", b"x" * 300_000, x_review_token=page.token).status == 413


OUTSIDE = [
    "../outside",
    "..%2Foutside",
    "%2e%2e/outside",
    "/etc/passwd",
    "%2Fetc%2Fpasswd",
    "latency.txt",
    "latency%00",
    "latency/../../outside",
    "secret",
]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("path", ["report", "text", "list", "static", "ready"])
def test_no_path_outside_the_folder_is_read(page, bench, path, name):
    (bench.root / "outside.txt").write_text("A secret of 4711.", encoding="utf-8")
    link = bench.raw / "secret.txt"
    link.symlink_to(bench.root / "outside.txt")
    try:
        answer = page.get(f"/{path}/{name}", **({"block": 0} if path == "text" else {}))
        assert "A secret" not in answer.text
        assert "root:" not in answer.text
        assert answer.status in (400, 404, 409) or (path == "ready" and answer.json == {"ready": True})
    finally:
        link.unlink()


def test_no_path_outside_the_folder_is_written(page, bench):
    target = bench.root / "elsewhere.jsonl"
    link = bench.raw / "latency.review.jsonl"
    row = first(page, "analyses")
    link.symlink_to(target)
    try:
        answer = page.decide("latency", action="accept", item=row)
        assert answer.status == 409
        assert "nothing beyond that folder" in answer.json["error"]
        assert not target.exists()
    finally:
        link.unlink()


def test_a_report_id_with_odd_characters_opens(page, bench):
    name = "a b+1 & 50% «ü»"
    bench.write(f"{name}.txt", DOUBTED)
    try:
        [link] = [one for one in re.findall(r'href="/report/([^"]+)"', page.get("/").text) if one.startswith("a%20b")]
        text = _settled(page, f"/report/{link}")
        assert "β -0.31, 95% CI" in text
        row = page.items(name)[0]
        assert page.decide(name, action="accept", item=row).status == 200
        assert (bench.raw / f"{name}.review.jsonl").exists()
    finally:
        for path in bench.raw.glob("a b*"):
            path.unlink()


RECORDS = "".join(
    f"PMID- 3878339{n}\nOWN - NLM\nTI  - Trial {n} of MSC.\nAB  - The hazard ratio for relapse was 2.9{n} (95% CI 0.58 to 1.50).\n\n"
    for n in (1, 2)
)


def test_a_record_of_many_is_a_report_of_its_own(page, bench):
    bench.write("trials.nbib", RECORDS)
    try:
        assert "trials.nbib#38783392" in page.get("/").text
        assert "hazard ratio 2.92" in _settled(page, "/report/trials%2338783392")
        row = page.items("trials#38783392")[0]
        assert page.decide("trials#38783392", action="accept", item=row).status == 200
        bench.curate()
        assert bench.table("analyses").filter(row_id=row)["decision"].to_list() == ["accepted"]
    finally:
        for path in bench.raw.glob("trials*"):
            path.unlink()


@pytest.mark.slow
def test_a_pdfs_row_shows_its_place_on_the_page(page, bench):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(bench.raw / "printed.pdf"))
    for line, text in enumerate(DOUBTED.replace("β", "HR ").replace("𝒳", "X").splitlines()):
        for part in range(0, len(text), 70):
            canvas.drawString(60, 780 - 30 * line - 14 * (part // 70), text[part : part + 70])
    canvas.save()
    try:
        _settled(page, "/report/printed")
        listed = page.get("/list/printed").text
        [source, *_] = re.findall(r'<img class="leaf" loading="lazy" src="([^"]+)" alt="The place on page 1 as printed">', listed)
        connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=60)
        connection.request("GET", source.replace("&amp;", "&"))
        response = connection.getresponse()
        assert (response.status, response.read(8)) == (200, b"\x89PNG\r\n\x1a\n")
        connection.close()
        assert page.get("/page/printed", start=0, end=0).status == 409
        assert page.get("/page/latency", start=0, end=9).status == 409
    finally:
        (bench.raw / "printed.pdf").unlink()


def test_what_is_published_after_all_kinds_of_decisions(page, bench):
    """Accept, correct, reject, set aside, add: one run applies them all."""
    rows = page.items("latency", "all")
    row = first(page, "analyses")
    assert page.decide("latency", action="correct", item=row, fields={"outcome_title": "evoked potentials"}).status == 200
    for item in rows:
        if item != row and not item.startswith("n"):
            assert page.decide("latency", action="accept", item=item).status == 200
    for item in page.items("latency", "unclaimed"):
        assert page.decide("latency", action="not_a_result", item=item).status == 200
    assert page.items("latency", "open") == []
    bench.curate()
    facts = pl.concat(
        [bench.table(name).select("review") for name in ("sample_sizes", "analyses", "measurements", "adverse_events")]
    )
    assert set(facts["review"]) <= {"clear"}
    assert bench.table("reports").filter(report_id="latency")["n_unclaimed"].item() == 0


def test_the_pages_files_are_installed_with_it():
    import tomllib

    declared = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert declared["tool"]["setuptools"]["package-data"] == {"flows.review": ["templates/*", "static/*"]}


def test_a_long_report_is_shown_before_its_checks_are_done(page, monkeypatch):
    """What the checks said of other rows stands meanwhile; once they are done, a version of its own says what changed."""
    import threading
    import time

    from flows.review import checks

    go, findings_on = threading.Event(), checks.findings_on
    monkeypatch.setattr(checks.Checks, "AT_ONCE", 0)
    monkeypatch.setattr(checks, "findings_on", lambda *given: go.wait(20) and findings_on(*given))
    rows = [item for item in page.items("latency", q="2.94") if not item.startswith("n")]
    assert "is-doubtful" in page.get("/cards/latency", ids=rows[0]).text
    version = page.version("latency")
    assert page.decide("latency", action="correct", item=rows[0], fields={"param_value": "0.94"}, reason="misprint").status == 200
    told = page.get("/changes/latency", since=version).json
    assert told["pending"] is True
    assert "is-corrected" in told["cards"][rows[0]]
    assert page.decide("latency", action="correct", item=rows[0], fields={"param_value": "3.94"}, reason="misprint").status == 200
    assert page.get("/changes/latency", since=version).json["pending"] is True
    go.set()
    until = time.monotonic() + 20
    while (told := page.get("/changes/latency", since=told["version"]).json)["pending"]:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert "lies above its upper limit" in page.get("/cards/latency", ids=rows[0]).text
