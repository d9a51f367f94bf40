"""Accounting: every number of a text has a status and a reason, and none is lost."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from extractors.accounting import account, account_again
from extractors.document import Aside, AsideReason, Document, Piece, PieceKind, Span
from extractors.number_spans import number_spans, words_as_figures
from extractors.pipeline import extract
from extractors.readers import read
from schemas.numbers import NUMBERS


def document(text: str) -> Document:
    return Document("report", text, (Piece(0, max(1, len(text)), PieceKind.PARAGRAPH, "line 1"),), "text/plain", "text")


def printed(text: str) -> list[str]:
    return [text[span.start : span.end] for span in number_spans(text)]


def test_numbers_in_figures_and_inside_names() -> None:
    assert printed("1,011 of 18 (0.94; .03) 12,345.6") == ["1,011", "18", "0.94", ".03", "12,345.6"]
    assert printed("NCT04749667, T25FW, 9-HPT, IL-2, CD4") == ["04749667", "25", "9", "2", "4"]
    assert printed("10.1186/s13287-024-03765-6") == ["10.1186", "13287", "024", "03765", "6"]
    assert printed("0.94,95% CI 0.58-1.50") == ["0.94", "95", "0.58", "1.50"]
    assert printed("1.2.3 RESULTS.1. 2022;13:891514") == ["1.2", "3", "1", "2022", "13", "891514"]
    assert printed("10⁶ cells, 1½ years") == ["10", "⁶", "1", "½"]


def test_numbers_in_words() -> None:
    assert printed("Eighteen patients, one hundred and twelve controls, forty-one cases") == [
        "Eighteen",
        "one hundred and twelve",
        "forty-one",
    ]
    assert printed("No one died; this one was lost; they saw one another") == []
    assert printed("one case of arachnoiditis, a two-year trial") == ["one", "two"]
    assert printed("Antonella weighed the stones") == []


def test_words_become_figures_of_the_same_length() -> None:
    text = "Eighteen of the two groups, one case"
    assert words_as_figures(text) == "00000000 of the 000 groups, 001 case"


def test_each_number_has_one_status() -> None:
    text = "In 2012, 18 patients got 40 mg/day; 7 improved (p=0.04), 3 did not."
    eighteen, p = text.index("18"), text.index("0.04")
    seven = text.index("7 ")
    rows = account(
        document(text),
        [(eighteen, eighteen + 2, "sample_sizes"), (p, p + 4, "analyses"), (p, p + 4, "measurements")],
        [Span(seven, seven + 1)],
    )
    assert [(row["raw"], row["status"], row["reason"]) for row in rows] == [
        ("2012", "set_aside", "year"), ("18", "claimed", "sample_sizes"), ("40", "set_aside", "dose"), ("7", "set_aside", "curator"),
        ("0.04", "claimed", "analyses|measurements"), ("3", "unclaimed", "no_rule"),
    ]  # fmt: skip
    assert [row["value"] for row in rows] == [2012, 18, 40, 7, 0.04, 3]
    assert all(set(row) == set(NUMBERS.column_names) for row in rows)


def test_a_claim_may_cover_the_sign_and_a_power() -> None:
    text = "p = 3.29×10−6 and -9.2"
    rows = account(document(text), [(4, 13, "analyses"), (18, 22, "measurements")])
    assert [(row["raw"], row["status"]) for row in rows] == [
        ("3.29", "claimed"),
        ("10", "claimed"),
        ("6", "claimed"),
        ("9.2", "claimed"),
    ]


def test_an_article_that_a_row_counts_is_a_number() -> None:
    text = "A participant developed fever; no deaths."
    rows = account(document(text), [(0, 1, "adverse_events"), (31, 33, "adverse_events")])
    assert [(row["raw"], row["value"], row["status"]) for row in rows] == [("A", 1.0, "claimed"), ("no", 0.0, "claimed")]


def test_every_word_that_a_rule_counts_nobody_by_has_its_value() -> None:
    report = "A trial\n\nPatients were randomised to verum or sham.\n\nThere was an absence of serious adverse events in the verum group.\n"
    tables = extract(read(report.encode(), "report")).tables
    assert [(row["raw"], row["value"], row["status"]) for row in tables["numbers"]] == [("absence", 0.0, "claimed")]


def test_what_no_rule_knows_is_unclaimed() -> None:
    (row,) = account(document("The answer is 42 indeed."), [])
    assert (row["status"], row["reason"]) == ("unclaimed", "no_rule")


def test_what_is_no_running_text_is_set_aside_with_its_reason() -> None:
    text = "18 patients¹² in 7 groups\nTrials 2015;3:12"
    asides = (Aside(11, 13, AsideReason.REFERENCE_MARK), Aside(26, len(text), AsideReason.REFERENCE_LIST))
    rows = account(Document("r", text, (), "application/pdf", "pdf", asides=asides), [(0, 2, "sample_sizes")])
    assert [(row["raw"], row["status"], row["reason"]) for row in rows] == [
        ("18", "claimed", "sample_sizes"), ("¹²", "set_aside", "reference_mark"), ("7", "set_aside", "part_of_design"),
        ("2015", "set_aside", "reference_list"), ("3", "set_aside", "reference_list"), ("12", "set_aside", "reference_list"),
    ]  # fmt: skip


@given(st.text(alphabet="0123456789.,·-−± ()%aZéonetw\n½⁶", max_size=200))
def test_no_digit_is_lost_and_spans_are_apart(text: str) -> None:
    found = document(text)
    rows = account(found, [])
    assert all(found.text[row["start"] : row["end"]] == row["raw"] for row in rows)
    assert all(one["end"] <= other["start"] for one, other in itertools.pairwise(rows))
    covered = {offset for row in rows for offset in range(row["start"], row["end"])}
    assert {offset for offset, character in enumerate(text) if character.isdigit()} <= covered


WORDS = st.lists(st.sampled_from(["12", "a", "no", "of 30", "4.5", "week 8", "and", "(n = 9)", "2019"]), min_size=1, max_size=12)
STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6)


@given(WORDS, STRETCHES, STRETCHES, STRETCHES)
def test_accounting_again_for_what_has_changed_is_accounting_anew(
    words: list[str], kept: list[tuple[int, int]], gone: list[tuple[int, int]], come: list[tuple[int, int]]
) -> None:
    found = document(" ".join(words))

    def claims(places: list[tuple[int, int]], table: str) -> list[tuple[int, int, str]]:
        return [(at, at + length, table) for at, length in places if at + length <= len(found.text)]

    stays, went, new = claims(kept, "analyses"), claims(gone, "measurements"), claims(come, "sample_sizes")
    ruled = [Span(row["start"], row["end"]) for row in account(found, stays) if row["status"] == "unclaimed"][:1]
    before = account(found, [*stays, *went])
    changed = [Span(start, end) for start, end, _ in (*went, *new)] + ruled
    assert account_again(found, before, [*stays, *new], changed, ruled) == account(found, [*stays, *new], ruled)
