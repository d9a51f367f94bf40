"""A value that a reader would not see is never recorded, whatever format it comes in: it is refused, or read as it is seen and doubtful."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pytest

import hostile_bytes as made
from extractors.document import Document
from extractors.pipeline import extract
from extractors.readers import read
from test_hostile_text import AS_SEEN_AND_DOUBTFUL, REFUSED

BEFORE, AFTER = "hazard ratio for relapse was ", " with MSC versus placebo (95% CI 0.58 to 1.50, p=0.78)."
TRICKS = AS_SEEN_AND_DOUBTFUL | REFUSED
IN_LATIN = {"O for 0", "o for 0", "l for 1", "I for 1", "a half", "a giant exponent", "NaN", "infinity"}
"""Tricks that the fonts every PDF has can draw."""


def said(printed: str) -> str:
    return f"The {BEFORE}{printed}{AFTER}"


def medline(printed: Iterable[str]) -> bytes:
    return ("PMID- 1\nTI  - Relapse\n" + "".join(f"AB  - {said(one)}\n" for one in printed)).encode()


def word(printed: Iterable[str]) -> bytes:
    return made.word("".join(f'<w:p><w:r><w:t xml:space="preserve">{said(one)}</w:t></w:r></w:p>' for one in printed))


def pdf(printed: Iterable[str]) -> bytes:
    lines = [said(one).encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") for one in printed]
    return made.page(
        b"\n".join(b"BT /F1 7 Tf 50 %d Td (%s) Tj ET" % (660 - 30 * number, line) for number, line in enumerate(lines))
    )


def registry(printed: Iterable[str]) -> bytes:
    record = json.loads(made.RECORD.read_text(encoding="utf-8"))
    outcome = record["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]
    outcome["analyses"] = [outcome["analyses"][0] | {"paramValue": one} for one in printed]
    return json.dumps(record).encode()


READERS: Mapping[str, Callable[[Iterable[str]], bytes]] = {
    "text": lambda printed: "\n\n".join(map(said, printed)).encode(),
    "html": lambda printed: made.html("".join(f"<p>{said(one)}</p>" for one in printed)),
    "jats": lambda printed: made.jats("".join(f"<p>{said(one)}</p>" for one in printed)),
    "pubmed": lambda printed: made.pubmed("</AbstractText><AbstractText>".join(map(said, printed))),
    "medline": medline,
    "docx": word,
    "pdf": pdf,
    "registry": registry,
}


def stretches(document: Document) -> list[tuple[int, int]]:
    """Where the tricks stand in the document."""
    text = document.text
    if document.reader == "registry":
        pieces = [
            piece for piece in document.pieces if piece.locator.endswith("/paramValue") and "/outcomeMeasures/0/" in piece.locator
        ]
        return [(piece.row_heads[0].end + 1, piece.end) for piece in pieces]
    found, at = [], text.find(BEFORE)
    while at >= 0:
        found.append((at + len(BEFORE), text.index(AFTER[:9], at)))
        at = text.find(BEFORE, at + 1)
    return found


def recorded(document: Document) -> Iterator[list[Mapping[str, Any]]]:
    """For each trick the rows that claim a character of it, with the values that they make of it."""
    tables = extract(document).tables
    rows = {row["row_id"]: row for name in ("analyses", "measurements", "sample_sizes", "adverse_events") for row in tables[name]}
    for start, end in stretches(document):
        claims = [claim for claim in tables["claims"] if claim["start"] < end and start < claim["end"]]
        yield [rows[claim["row_id"]] | {"claimed": rows[claim["row_id"]][claim["column"]]} for claim in claims]


@pytest.mark.parametrize("reader", READERS)
def test_what_deceives_is_refused_or_doubtful(reader: str) -> None:
    tricks = {name: printed for name, printed in TRICKS.items() if reader != "pdf" or name in IN_LATIN}
    document = read(READERS[reader](tricks.values()), "report")
    assert document.reader == reader
    found = list(recorded(document))
    assert len(found) == len(tricks)
    for name, rows in zip(tricks, found, strict=True):
        assert not rows or name in AS_SEEN_AND_DOUBTFUL, name
        assert all(row["claimed"] == 0.94 and "read_characters_deceptive" in row["review_reasons"] for row in rows), name


def test_a_soft_hyphen_that_a_page_draws_or_not_is_doubtful() -> None:
    [rows] = recorded(read(pdf(["0.9\u00ad4"]), "report"))
    assert all("read_characters_disputed" in row["review_reasons"] for row in rows)


@pytest.mark.parametrize("reader", READERS)
def test_what_does_not_is_read_and_clear(reader: str) -> None:
    [rows] = recorded(read(READERS[reader](["0.94"]), "report"))
    assert [row["claimed"] for row in rows] == [0.94]
    assert "read_characters_deceptive" not in (rows[0]["review_reasons"] or "")


FROM_RIGHT = (
    '<bdo dir="rtl">49.0</bdo>', '<span dir="rtl">0.94</span>', "<bdi dir=RTL>0.94</bdi>", '<span dir="auto">\u05e9\u05dc\u05d5\u05dd 0.94</span>',
    "<bdi>\u0639\u062f\u062f 0.94</bdi>", '<span style="unicode-bidi: bidi-override; direction:rtl">49.0</span>', '<bdo dir="rtl"><b>49</b>.0</bdo>',
    '<bdo dir="rtl">\u202a49.0\u202c</bdo>', '<math><mn dir="rtl">49.0</mn></math>', '<bdo dir="rtl"><math><mn>0.94</mn></math></bdo>', '0.<bdo dir="rtl">49</bdo>',
)  # fmt: skip
FROM_LEFT = (
    '<bdo dir="ltr">0.94</bdo>', "<bdi>0.94</bdi>", '<span dir="auto">at 0.94</span>', '<span dir="rtl"><span dir="ltr">0.94</span></span>', '<b dir="">0.94</b>',
    '<span style="flex-direction: rtl">0.94</span>', "0.9<!-- 5 -->4",
)  # fmt: skip


@pytest.mark.parametrize("printed", FROM_RIGHT)
def test_what_a_page_shows_from_right_to_left_is_refused(printed: str) -> None:
    document = read(made.html(f"<p>{said(printed)}</p>"), "report")
    [rows] = recorded(document)
    assert all("read_characters_deceptive" in row["review_reasons"] for row in rows)
    assert not any(row["claimed"] in (0.94, 49.0, 0.49) for row in rows)
    assert document.notices == ("The file shows figures from right to left: they are not read.",)


@pytest.mark.parametrize("printed", FROM_LEFT)
def test_what_it_shows_as_it_stands_is_read(printed: str) -> None:
    document = read(made.html(f"<p>{said(printed)}</p>"), "report")
    [rows] = recorded(document)
    assert [row["claimed"] for row in rows] == [0.94]
    assert "read_characters_deceptive" not in (rows[0]["review_reasons"] or "")
    assert not document.notices


@pytest.mark.parametrize(
    ("properties", "run"),
    [
        ("", '<w:bdo w:val="rtl"><w:r><w:t>49.0</w:t></w:r></w:bdo>'), ("", '<w:dir w:val="rtl"><w:r><w:t>49.0</w:t></w:r></w:dir>'),
        ("", "<w:r><w:rPr><w:rtl/></w:rPr><w:t>49.0</w:t></w:r>"), ("<w:pPr><w:bidi/></w:pPr>", "<w:r><w:t>0.94</w:t></w:r>"),
    ],
)  # fmt: skip
def test_what_a_word_document_shows_from_right_to_left_is_refused(properties: str, run: str) -> None:
    parts = [f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (f"The {BEFORE}", AFTER)]
    document = read(made.word(f"<w:p>{properties}{run.join(parts)}</w:p>"), "report")
    assert document.notices == ("The file shows figures from right to left: they are not read.",)
    assert not any(claim["raw"] in ("0.94", "49.0") for claim in extract(document).tables["claims"])


def test_a_comment_in_a_word_documents_number_is_no_end_of_it() -> None:
    document = read(made.word(f"<w:p><w:r><w:t>{said('0.9<!-- 5 -->4')}</w:t></w:r></w:p>"), "report")
    [rows] = recorded(document)
    assert [row["claimed"] for row in rows] == [0.94]


def test_a_minus_that_a_mark_puts_behind_its_number_is_doubtful() -> None:
    [row] = extract(
        read("The mean difference was \u200f-0.31 (95% CI -1.84 to 1.22) with MSC versus placebo.".encode(), "report")
    ).tables["analyses"]
    assert "read_characters_deceptive" in row["review_reasons"]
