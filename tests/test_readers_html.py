"""The reader of HTML pages: the article's text is read and nothing of it lost; the page around it stands apart."""

import pytest

from extractors.document import AsideReason, Document, PieceKind, Unreadable
from extractors.readers import read

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>A trial | Journal</title>
<meta name="citation_title" content="Cells in MS"><meta name="citation_doi" content="10.1000/xyz.1"><meta name="citation_publication_date" content="2024/05/23">
<style>p { width: 12px }</style><script>var hr = 0.11;</script></head>
<body><nav><a href="/">Issue 99</a></nav><header><p>Volume 98</p></header>
<main><article><h1>Cells in MS</h1>
<h2>Results</h2>
<p>The hazard ratio was 0&middot;94<sup><a href="#B12">12</a></sup> (95%&nbsp;CI 0.58&ndash;1.50; <i>p</i>&lt;0.78) after 10<sup>6</sup> cells<script>alert(0.22)</script>.</p>
<div>18 patients<br>9 controls</div>
<ul><li>fever in 3<li>cough in 4</ul>
<table><caption>Table 1. Pain</caption><thead><tr><th rowspan=2>Visit</th><th colspan=2>Pain, mean (SD)</th></tr><tr><th>MSC<th>Placebo</tr></thead>
<tr><th>Week 4<td>4.1 (1.2)<td>4.9 (1.3)</table>
<p style="display: none">hidden 55</p>
<form><input value="77"><button>Cite 76</button></form>
<math><msup><mn>10</mn><mn>9</mn></msup></math>
<h2>References</h2><ol><li>Roe. Trials 2015;3:12.</ol><h2>Funding</h2><p>Grant 7.</p>
</article></main><aside>Read 97 more</aside><footer>&copy; 2026</footer></body></html>"""


def apart(document: Document) -> list[tuple[str, AsideReason]]:
    return [(document.text[aside.start : aside.end], aside.reason) for aside in document.asides]


def test_the_article_is_read_without_what_is_around_it() -> None:
    document = read(PAGE.encode(), "r")
    assert " ".join(document.folded.split()) == (
        "Cells in MS Results The hazard ratio was 0.94 (95% CI 0.58-1.50; p<0.78) after 10^6 cells. 18 patients 9 controls fever in 3 cough in 4 "
        "Table 1. Pain Visit Pain, mean (SD) MSC Placebo Week 4 4.1 (1.2) 4.9 (1.3) 10^9 References Funding Grant 7."
    )
    assert apart(document) == [
        ("Volume 98", AsideReason.PAGE_FURNITURE), ("[12]", AsideReason.REFERENCE_MARK), ("hidden 55", AsideReason.PAGE_FURNITURE),
        ("Roe. Trials 2015;3:12.", AsideReason.REFERENCE_LIST), ("Read 97 more", AsideReason.PAGE_FURNITURE), ("© 2026", AsideReason.PAGE_FURNITURE),
    ]  # fmt: skip
    assert document.metadata == {"title": "Cells in MS", "doi": "10.1000/xyz.1", "published": "2024-05-23"}


def test_every_locator_is_an_xpath_to_the_place() -> None:
    from lxml import html

    tree = html.fromstring(PAGE.replace("<br>", "<br/>"))
    document = read(PAGE.encode(), "r")
    for piece in document.pieces:
        if piece.kind is not PieceKind.CELL:  # lxml puts no tbody around rows
            assert len(tree.getroottree().xpath(piece.locator)) == 1, piece.locator


def test_cells_know_their_heads() -> None:
    document = read(PAGE.encode(), "r")
    [cell] = [piece for piece in document.pieces if document.text[piece.start : piece.end] == "4.9 (1.3)"]
    text = document.text
    assert [text[head.start : head.end] for head in cell.row_heads] == ["Week 4"]
    assert [text[head.start : head.end] for head in cell.column_heads] == ["Pain, mean (SD)", "Placebo"]
    assert cell.locator == "/html/body[1]/main[1]/article[1]/table[1]/tbody[1]/tr[1]/td[2]"
    assert (cell.section, cell.row, cell.column) == ("Results", 2, 2)


def test_a_main_part_that_holds_little_of_the_page_is_not_taken_for_the_article() -> None:
    page = "<!doctype html><main><p>18</p></main><p>p = 0.03 and HR 0.94 in 20 patients</p>"
    document = read(page.encode(), "r")
    assert (document.text, document.asides) == ("18\n\np = 0.03 and HR 0.94 in 20 patients\n", ())


def test_a_table_that_places_things_is_no_table() -> None:
    page = "<!doctype html><table><tr><td>Menu</td><td><h2>Results</h2><p>HR 0.94</p></td></tr></table>"
    document = read(page.encode(), "r")
    assert [(piece.kind, piece.section) for piece in document.pieces] == [
        (PieceKind.PARAGRAPH, None), (PieceKind.HEADING, "Results"), (PieceKind.PARAGRAPH, "Results"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>p < 0.05 & HR > 0.9", "p < 0.05 & HR > 0.9"),
        ("<p>one<p>two <b>2<i>3</b>4</i>", "one\n\ntwo 234"),
        ("<p>a</div></span>b</p>", "ab"),
        ("<p onclick='x(1)'>&lt;script&gt;alert(2)&lt;/script&gt;</p>", "<script>alert(2)</script>"),
        ("<p>a<!-- 5 -->b<![CDATA[6]]></p>", "ab"),
        ("<p>a<?xml:namespace 5?><b><?pi 6?></b>b</p>", "ab"),
        ("<span>18 <div>patients</div></span>", "18\n\npatients"),
        ("<p>\u202e0.94&#0;&#x110000;", "\u202e0.94\ufffd\ufffd"),
        ("<table><td>Age<td>54", "Age\t54"),
        ("<pre>a 1\nb 2</pre>", "a 1\n\nb 2"),
        ("<svg><text>5</text></svg><iframe src=http://127.0.0.1/x></iframe><p>18", "18"),
        ("<p>10 &mu;g m<sup>-2</sup> in CO<sub>2</sub>", "10 μg m^-2 in CO2"),
    ],
)
def test_any_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert read(f"<!doctype html>{markup}".encode(), "r").text == f"{text}\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<!doctype html><meta charset=iso-8859-1><p>0\xb794 \x96 1", "0·94 – 1\n"),
        ("<!doctype html><p>0·94 − 1".encode("utf-16"), "0·94 − 1\n"),
        ("\ufeff<!doctype html><p>0·94".encode(), "0·94\n"),
        (b"<!doctype html><meta charset=iso-8859-1><p>0\xc2\xb794", "0·94\n"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert read(data, "r").text == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!doctype html><p>0\xb794", "not valid utf-8: byte 0xb7 at offset 19"),
        (b"<!doctype html><meta charset=klingon><p>\xff", "an encoding that nobody knows: klingon"),
        (b"<!doctype html><script>1</script>", "no text"),
        (b"<!doctype html>" + b"<div>" * 3000 + b"18", "deeper than 400 levels"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data, "r")


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_what_is_struck_out_is_no_text(tag: str) -> None:
    page = f"<!doctype html><body><p>The hazard ratio was <{tag}>0.50</{tag}> <ins>0.80</ins>.</p></body>"
    document = read(page.encode(), "report")
    assert document.text.strip() == "The hazard ratio was 0.80."
    assert document.notices == ("The page hides figures within a line, or strikes them out: they are not read.",)
