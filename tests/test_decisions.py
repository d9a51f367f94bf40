"""What curators ruled is applied, recorded and accounted for; what no longer stands stops the run."""

import json
import re

import pytest

from flows.decisions import CONTEXT, line_id_of, load_decisions
from flows.refusal import Refused
from flows.show import reading_of

TEXT = "At 6 months the latency did not differ between MSC and placebo (β=-0.31; 95% CI -1.84 to 1.22; P=0.668). A scale of 7 was used.\n"
QUOTE = "β=-0.31; 95% CI -1.84 to 1.22; P=0.668"
PRINTED = {"param_value": "-0.31", "ci_percent": "95", "ci_lower_limit": "-1.84", "ci_upper_limit": "1.22", "p_value": "0.668"}


def ruling(decision, quote=QUOTE, text=TEXT, table="analyses", **more):
    start = text.index(quote)
    given = {"table": table, "quote": quote, "before": text[max(0, start - CONTEXT) : start],
             "after": text[start + len(quote) : start + len(quote) + CONTEXT], "ordinal": 0, "printed": PRINTED, "decision": decision,
             "column": None, "becomes": None, "reason": None, "who": "ab", "when": "2026-11-22T10:00:00Z"}  # fmt: skip
    return given | more


@pytest.fixture
def ruled(bench):
    """One report, and a function that curates it under decisions."""
    bench.write("latency.txt", TEXT)

    def curate(*decisions):
        bench.decide("latency", *decisions)
        bench.curate()
        return bench

    return curate


def refusal(bench, *decisions):
    """Why the decisions are refused; the quick look at one report applies them as a run does."""
    bench.write("latency.txt", TEXT)
    bench.decide("latency", *decisions)
    with pytest.raises(Refused) as caught:
        reading_of(bench.raw / "latency.txt", None)
    [reason] = caught.value.reasons
    assert "latency.review.jsonl:1: " in reason
    return reason


def only(bench, table="analyses"):
    [row] = bench.table(table).to_dicts()
    return row


def test_no_decision_changes_nothing(ruled, bench):
    bench.curate()
    before = only(bench)
    assert only(ruled()) == before
    assert before["decision"] is None


def test_an_accepted_row_is_clear_and_keeps_its_reasons(ruled, bench):
    before = only(ruled())
    row = only(ruled(ruling("accepted", reason="read it in the paper")))
    assert (row["review"], row["decision"], row["review_reasons"]) == ("clear", "accepted", before["review_reasons"])
    assert only(bench, "decisions") == {
        "row_id": row["row_id"], "report_id": "latency", "start": row["start"], "end": row["end"], "decision": "accepted", "column": None,
        "was": None, "becomes": None, "reason": "read it in the paper", "who": "ab", "when": "2026-11-22T10:00:00Z",
    }  # fmt: skip


def test_a_contradiction_does_not_make_an_accepted_row_doubtful(bench):
    text = "The latency did not differ (β=-3.1; 95% CI -1.84 to 1.22; P=0.668).\n"
    quote = "β=-3.1; 95% CI -1.84 to 1.22; P=0.668"
    bench.write("latency.txt", text)
    bench.curate()
    before = only(bench)
    assert "check_order" in before["review_reasons"]
    printed = PRINTED | {"param_value": "-3.1"}
    bench.decide("latency", ruling("accepted", quote, text, printed=printed))
    bench.curate()
    after = only(bench)
    assert (before["review"], after["review"]) == ("doubtful", "clear")
    assert after["review_reasons"] == before["review_reasons"]


def test_a_corrected_value_replaces_the_machines(ruled, bench):
    row = only(ruled(ruling("corrected", column="param_value", becomes=-0.3, reason="misprint")))
    assert (row["param_value"], row["decision"], row["review"]) == (-0.3, "corrected", "clear")
    record = only(bench, "decisions")
    assert (record["column"], json.loads(record["was"]), json.loads(record["becomes"])) == ("param_value", -0.31, -0.3)


def test_a_correction_can_fill_and_empty_a_column(ruled):
    filled = ruling("corrected", column="standard_error", becomes=0.78)
    emptied = ruling("corrected", column="p_value", becomes=None, when="2026-11-22T10:01:00Z")
    row = only(ruled(filled, emptied))
    assert (row["standard_error"], row["p_value"]) == (0.78, None)


def test_a_rejected_row_leaves_and_its_numbers_are_unclaimed(ruled, bench):
    before = only(ruled())
    ruled(ruling("rejected", reason="another trial"))
    assert bench.table("analyses").height == 0
    assert bench.table("claims").filter(row_id=before["row_id"]).height == 0
    numbers = {row["raw"]: row["status"] for row in bench.table("numbers").iter_rows(named=True)}
    assert numbers["0.668"] == "unclaimed"
    record = only(bench, "decisions")
    assert (record["row_id"], json.loads(record["was"])["param_value"]) == (before["row_id"], -0.31)


def test_the_next_telling_takes_a_rejected_rows_place(bench):
    text = "Summary: P=0.668 for latency (β=-0.31).\n\n" + TEXT + "\nOnce more: " + TEXT
    bench.write("latency.txt", text)
    bench.curate()
    rows = bench.table("analyses").filter(param_value=-0.31, ci_percent=95.0).sort("start").to_dicts()
    first = next(row for row in bench.table("analyses").to_dicts() if row["row_id"] == rows[-1]["repeat_of"])
    printed = {claim["column"]: claim["raw"] for claim in bench.table("claims").to_dicts() if claim["row_id"] == first["row_id"]}
    bench.decide("latency", ruling("rejected", first["quote"], text, printed=printed))
    bench.curate()
    left = {row["row_id"]: row["repeat_of"] for row in bench.table("analyses").to_dicts()}
    assert first["row_id"] not in left
    assert set(left.values()) <= {None, *left}


def test_a_row_can_be_added(ruled, bench):
    printed = {"n": "7"}
    row = ruling("added", "A scale of 7", table="sample_sizes", printed=printed, becomes={"n": 7, "role": "analysed"})
    ruled(row)
    added = bench.table("sample_sizes").filter(rule="curator").to_dicts()[0]
    assert (added["n"], added["quote"], added["decision"], added["review"]) == (7, "A scale of 7", "added", "clear")
    assert added["locator"]
    claim = bench.table("claims").filter(row_id=added["row_id"]).to_dicts()[0]
    assert TEXT[claim["start"] : claim["end"]] == "7"
    assert bench.table("numbers").filter(start=claim["start"])["status"].to_list() == ["claimed"]


def test_a_number_can_be_no_result(ruled, bench):
    before = ruled().table("reports")["n_unclaimed"].item()
    ruled(ruling("not_a_result", "7", TEXT, table=None, printed={}) | surroundings("7 was"))
    number = bench.table("numbers").filter(raw="7").to_dicts()[0]
    assert (number["status"], number["reason"]) == ("set_aside", "curator")
    assert bench.table("reports")["n_unclaimed"].item() == before - 1
    assert only(bench, "decisions")["row_id"] is None


def surroundings(of):
    """The characters beside the number with which `of` begins."""
    start = TEXT.index(of)
    return {"before": TEXT[max(0, start - CONTEXT) : start], "after": TEXT[start + 1 : start + 1 + CONTEXT]}


def test_a_decision_finds_its_row_wherever_it_moves(ruled, bench):
    ruled(ruling("accepted"))
    bench.write("latency.txt", "A new head line that moves every offset of the report.\n\n" + TEXT)
    bench.curate()
    assert only(bench)["decision"] == "accepted"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quote": "β=-0.31; 95% CI"}, "finds no row"),
        ({"before": "Elsewhere "}, "finds no row"),
        ({"table": "sample_sizes"}, "finds no row"),
        ({"printed": PRINTED | {"p_value": "0.66"}}, "was made on .*0.66.* but the row now reads .*0.668"),
        ({"decision": "corrected", "column": "param_valeu", "becomes": 1}, "cannot set column 'param_valeu'"),
        ({"decision": "corrected", "column": "row_id", "becomes": "0" * 16}, "cannot set column 'row_id'"),
        ({"decision": "corrected", "column": "p_value", "becomes": 66.8}, "sets p_value to 66.8, which must be between 0 and 1"),
        ({"decision": "corrected", "becomes": 1}, "does not say its column"),
        ({"decision": "added"}, "needs in 'becomes' an object"),
        ({"decision": "added", "becomes": {"p_value": 0.5}}, "param_value is printed as '-0.31', but 'becomes' does not fill"),
        ({"decision": "added", "becomes": {"p_value": 0.5}, "printed": {"p_value": "0.5"}}, "which its quote does not hold"),
        ({"decision": "added", "table": "sample_sizes", "becomes": {"n": 3}, "printed": {}}, "leaves column role empty"),
        (
            {"decision": "not_a_result", "table": None, "quote": "0.668", "before": "to 1.22; P=", "after": ")"},
            "finds no such number",
        ),
        ({"decision": "approved"}, "decision must be one of"),
        ({"when": "yesterday"}, "when must be of the form"),
        ({"who": None}, "who must be given"),
        ({"table": "findings"}, "table must be one of"),
        ({"table": ["analyses"]}, r"table must be one of .*, not \['analyses'\]"),
        ({"printed": {"p_value": 0.668}}, "printed must be an object of columns and the digits as printed"),
        ({"verdict": "ok"}, "a decision has no key 'verdict'"),
    ],
)
def test_a_decision_that_does_not_stand_is_named(bench, change, says):
    assert re.search(says, refusal(bench, ruling("accepted") | change))


def test_a_decision_that_does_not_stand_stops_the_run(ruled, bench):
    before = ruled().bytes()
    with pytest.raises(Refused, match="finds no row"):
        ruled(ruling("accepted", before="Elsewhere "))
    assert bench.bytes() == before


def test_all_decisions_that_do_not_stand_are_named_at_once(bench):
    for name in ("latency", "other"):
        bench.write(f"{name}.txt", TEXT)
        bench.decide(name, ruling("accepted", before="Elsewhere "), ruling("accepted", quote="β=-0.31; 95% CI"))
    with pytest.raises(Refused) as caught:
        bench.curate()
    assert [reason.split(": ")[0].rpartition("/")[2] for reason in caught.value.reasons] == [
        f"{name}.review.jsonl:{line}" for name in ("latency", "other") for line in (1, 2)
    ]


def test_a_number_that_a_row_uses_is_a_result(bench):
    start = TEXT.index("0.668")
    around = {"before": TEXT[start - CONTEXT : start], "after": TEXT[start + 5 : start + 5 + CONTEXT]}
    assert "reject that row first" in refusal(bench, ruling("not_a_result", "0.668", table=None, printed={}) | around)


@pytest.mark.parametrize("line", ["{", "[]", '"accepted"', "{}"])
def test_a_line_that_is_no_decision_is_named(bench, line):
    with pytest.raises(Refused, match=r"latency\.review\.jsonl:1: "):
        load_decisions(bench.write("latency.review.jsonl", line))


def test_two_decisions_on_a_rejected_row_are_named(ruled, bench):
    with pytest.raises(Refused, match=r"latency\.review\.jsonl:2: .* an earlier decision rejected"):
        ruled(ruling("rejected"), ruling("accepted", when="2026-11-22T10:01:00Z"))


def undoing(line, **more):
    return {"decision": "undone", "undoes": line_id_of(json.dumps(line, ensure_ascii=False)), "quote": QUOTE, "who": "ab",
            "when": "2026-11-22T10:02:00Z"} | more  # fmt: skip


def test_a_decision_that_is_taken_back_is_as_if_never_made(ruled, bench):
    before = only(ruled())
    rejected = ruling("rejected")
    assert only(ruled(rejected, undoing(rejected))) == before
    assert bench.table("decisions").height == 0


def test_after_taking_back_one_can_decide_again(ruled, bench):
    rejected, accepted = ruling("rejected"), ruling("accepted", when="2026-11-22T10:03:00Z")
    assert only(ruled(rejected, undoing(rejected), accepted))["decision"] == "accepted"
    assert only(bench, "decisions")["decision"] == "accepted"


def test_what_no_longer_stands_can_be_taken_back(ruled):
    stale = ruling("accepted", before="Elsewhere ")
    assert only(ruled(stale, undoing(stale)))["decision"] is None


def test_one_of_two_alike_is_taken_back(ruled):
    accepted = ruling("accepted")
    assert only(ruled(accepted, accepted | {"reason": "again"}, undoing(accepted)))["decision"] == "accepted"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"undoes": "0" * 16}, r"latency\.review\.jsonl:2: takes back 0000000000000000, and no decision of that name stands"),
        ({"undoes": 7}, "undoes must be the identity of the line"),
        ({"who": ""}, "who must be"),
        ({"becomes": 1}, "a decision has no key 'becomes'"),
    ],
)
def test_an_undoing_that_does_not_stand_is_named(bench, change, says):
    accepted = ruling("accepted")
    path = bench.decide("latency", accepted, undoing(accepted) | change)
    with pytest.raises(Refused, match=says):
        load_decisions(path)


def test_nothing_is_taken_back_twice(bench):
    accepted = ruling("accepted")
    with pytest.raises(Refused, match=r":3: takes back"):
        load_decisions(bench.decide("latency", accepted, undoing(accepted), undoing(accepted)))


ALIKE = "".join(
    f"Part {name} tells nothing of this. The stone beside the old road says 4711 to whoever walks along it on any day.\n\n"
    for name in "ABC"
)


def alike(bench, **more):
    """What becomes of three numbers in the same surroundings under one decision."""
    bench.write("latency.txt", ALIKE)
    start = ALIKE.index("4711")
    around = {"before": ALIKE[start - 30 : start], "after": ALIKE[start + 4 : start + 34]}
    bench.decide("latency", ruling("not_a_result", "4711", ALIKE, table=None, printed={}) | around | more)
    return [row["status"] for row in reading_of(bench.raw / "latency.txt", None).numbers if row["raw"] == "4711"]


def test_of_like_places_the_decision_says_which(bench):
    assert alike(bench, occurrence=1) == ["unclaimed", "set_aside", "unclaimed"]


def test_of_like_places_none_is_guessed(bench):
    with pytest.raises(Refused, match="could mean 3 numbers in these surroundings"):
        alike(bench)


def test_a_rejected_rows_number_can_be_set_aside(ruled, bench):
    start = TEXT.index("0.668")
    around = {"before": TEXT[start - CONTEXT : start], "after": TEXT[start + 5 : start + 5 + CONTEXT]}
    ruled(ruling("rejected"), ruling("not_a_result", "0.668", table=None, printed={}) | around)
    assert bench.table("numbers").filter(raw="0.668")["reason"].to_list() == ["curator"]


def claimed(bench, column):
    return bench.table("claims").filter(column=column)["raw"].to_list()


def status(bench, raw):
    found = bench.table("numbers").filter(raw=raw).to_dicts()
    return [(one["status"], one["reason"]) for one in found]


def test_a_corrected_misprint_claims_its_digits_no_longer(ruled, bench):
    """The quote does not print the new value: the old digits say nothing else, so the ruling sets them aside."""
    ruled(ruling("corrected", column="param_value", becomes=-0.3))
    assert claimed(bench, "param_value") == []
    assert status(bench, "0.31") == [("set_aside", "curator")]


def test_a_correction_to_other_printed_digits_claims_those(ruled, bench):
    """The quote prints the new value: what was read for the wrong field is accounted for like any other number."""
    ruled(ruling("corrected", column="param_value", becomes=-1.84))
    assert claimed(bench, "param_value") == ["-1.84"]
    assert claimed(bench, "ci_lower_limit") == ["-1.84"]
    assert status(bench, "0.31") == [("unclaimed", "no_rule")]


def test_two_fields_that_were_exchanged_claim_each_others_digits(ruled, bench):
    ruled(
        ruling("corrected", column="ci_lower_limit", becomes=0.668),
        ruling("corrected", column="p_value", becomes=None, when="2026-11-22T10:01:00Z"),
    )
    assert claimed(bench, "ci_lower_limit") == ["0.668"]
    assert claimed(bench, "p_value") == []
    assert status(bench, "1.84") == [("unclaimed", "no_rule")]


def test_a_sign_that_is_corrected_keeps_its_digits(ruled, bench):
    ruled(ruling("corrected", column="param_value", becomes=0.31))
    assert claimed(bench, "param_value") == ["0.31"]


def test_a_value_that_is_corrected_back_claims_its_own_digits(ruled, bench):
    ruled(
        ruling("corrected", column="param_value", becomes=-0.3),
        ruling("corrected", column="param_value", becomes=-0.31, when="2026-11-22T10:01:00Z"),
    )
    assert claimed(bench, "param_value") == ["-0.31"]
    assert status(bench, "0.31") == [("claimed", "analyses")]


def test_a_field_that_is_emptied_gives_its_number_back(ruled, bench):
    ruled(ruling("corrected", column="p_value", becomes=None))
    assert claimed(bench, "p_value") == []
    assert status(bench, "0.668") == [("unclaimed", "no_rule")]


def test_what_follows_from_a_corrected_column_follows_the_correction(ruled):
    row = only(ruled(ruling("corrected", column="time_frame", becomes="2 weeks")))
    assert (row["time_frame"], row["time_frame_days"]) == ("2 weeks", 14.0)
    row = only(ruled(ruling("corrected", column="outcome_title", becomes="EDSS")))
    assert (row["outcome_title"], row["outcome_id"]) == ("EDSS", "edss")
    row = only(ruled(ruling("corrected", column="outcome_title", becomes="nothing that is known")))
    assert (row["outcome_id"], row["direction_of_benefit"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "printed", "places"),
    [
        ("Of 95 patients, 5 left", {"numerator": "5", "denominator": "95"}, {"numerator": "5 left", "denominator": "95 pat"}),
        ("In 12 of 12 patients", {"numerator": "12", "denominator": "12"}, {"numerator": "12 of", "denominator": "12 pat"}),
        ("Of 1,012 and 12 patients", {"numerator": "12", "denominator": "1,012"}, {"numerator": "12 pat", "denominator": "1,012"}),
        ("0.5, then 5 of 50", {"numerator": "5", "denominator": "50"}, {"numerator": "5 of", "denominator": "50"}),
    ],
)
def test_an_added_rows_digits_stand_alone(bench, text, printed, places):
    bench.write("latency.txt", text + ".\n")
    values = {name: int(raw.replace(",", "")) for name, raw in printed.items()}
    bench.decide("latency", ruling("added", text, text + ".\n", table="measurements", printed=printed, becomes=values))
    reading = reading_of(bench.raw / "latency.txt", None)
    [row] = [row for row in reading.facts["measurements"] if row["decision"] == "added"]
    claims = {claim["column"]: claim["start"] for claim in reading.claims if claim["row_id"] == row["row_id"]}
    assert claims == {name: text.index(place) for name, place in places.items()}


def test_an_added_row_must_say_what_is_printed(bench):
    given = ruling("added", "A scale of 7", table="sample_sizes", printed={"n": "7"}, becomes={"n": 8, "role": "analysed"})
    assert "says that n is printed as '7', but sets it to 8" in refusal(bench, given)
