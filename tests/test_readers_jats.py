"""The reader of JATS and NLM XML: what becomes text, where it stands, and what its tables' cells are about."""

import pytest

from extractors.document import AsideReason, Document, Piece, PieceKind, Unreadable
from extractors.readers import read

DTD = '<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving and Interchange DTD v2.3 20070202//EN" "archivearticle.dtd">'


def article(body: str = "", front: str = "", after: str = "", root: str = "article") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{DTD}\n<{root} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">'
        f"<front><journal-meta><journal-title>Journal 12</journal-title></journal-meta><article-meta>{front}</article-meta></front><body>{body}</body>{after}</{root}>"
    ).encode()


def text_of(paragraph: str) -> str:
    return read(article(f"<p>{paragraph}</p>"), "r").text.rstrip("\n")


def marks(document: Document) -> list[tuple[str, AsideReason]]:
    return [(document.text[aside.start : aside.end], aside.reason) for aside in document.asides]


def said(document: Document, piece: Piece) -> tuple[str, list[str], list[str]]:
    """A cell with its row heads and column heads."""
    text = document.text
    return (
        text[piece.start : piece.end],
        [text[head.start : head.end] for head in piece.row_heads],
        [text[head.start : head.end] for head in piece.column_heads],
    )


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("2 × 10<sup>6</sup> cells", "2 × 10^6 cells"),
        ("10<sup>−3</sup> mol", "10^−3 mol"),
        ("30 kg/m<sup>2</sup>", "30 kg/m²"),
        ("4 mm<sup>3</sup>, R<sup>2</sup> and χ<sup>2</sup> = 5", "4 mm³, R² and χ² = 5"),
        ("ml min<sup>-1</sup>", "ml min^-1"),
        ("CD34<sup>+</sup> and Ca<sup>2+</sup>", "CD34+ and Ca2+"),
        ("the 1<sup>st</sup> visit at 37<sup>o</sup>C", "the 1st visit at 37°C"),
        ("<sup>18</sup>F-FDG", "18F-FDG"),
        ("HbA<sub>1c</sub>, CO<sub>2</sub>, log<sub>10</sub>", "HbA1c, CO2, log10"),
        ("χ<sup>2</sup><sub>1</sub> and t<sub>1/2</sub>", "χ²_1 and t_1/2"),
        ("p\u2009=\u20090&#183;03,&#160;n = 5", "p\u2009=\u20090·03,\u00a0n = 5"),
        ("a line\n   that   goes\ton<break/>here", "a line that goes on here"),
        ("a <inline-formula><mml:math><mml:mi>p</mml:mi><mml:mo>=</mml:mo><mml:mn>0.04</mml:mn></mml:math></inline-formula> value", "a p = 0.04 value"),
        ("<inline-formula><mml:math><mml:msup><mml:mn>10</mml:mn><mml:mn>9</mml:mn></mml:msup></mml:math></inline-formula> cells", "10^9 cells"),
        ("<inline-formula><mml:math><mml:mfrac><mml:mn>3</mml:mn><mml:mn>20</mml:mn></mml:mfrac></mml:math></inline-formula>", "3/20"),
        ("<inline-formula><alternatives><tex-math>\\documentclass{x}\\begin{document}$$1.2 \\pm 0.3 \\times 10^{9}$$\\end{document}</tex-math><inline-graphic/></alternatives></inline-formula>", "1.2 ± 0.3 × 10^9"),
        ("&alpha; &le; 0.05", "α ≤ 0.05"),
        ("0.05<xref ref-type='fig' rid='F1'>Fig. 1</xref>", "0.05Fig. 1"),
    ],
)  # fmt: skip
def test_lines_are_written_as_plain_characters(printed: str, written: str) -> None:
    assert text_of(printed) == written


@pytest.mark.parametrize(
    ("printed", "written", "apart"),
    [
        ('p = 0.05<sup><xref ref-type="bibr" rid="R1">12</xref></sup>.', "p = 0.05[12].", ["[12]"]),
        ('p = 0.05<xref ref-type="bibr" rid="R1">12</xref>.', "p = 0.05[12].", ["[12]"]),
        ('p = 0.05<xref ref-type="bibr" rid="R1"><sup>12</sup></xref>.', "p = 0.05[12].", ["[12]"]),
        ('(p = 0.05<xref ref-type="bibr" rid="R1">12</xref>)', "(p = 0.05[12])", ["[12]"]),
        ("median 12<sup>9–15</sup> days", "median 12[9–15] days", ["[9–15]"]),
        ("in trials.<sup>3,4</sup> We", "in trials.[3,4] We", ["[3,4]"]),
        (
            'as before [<xref ref-type="bibr" rid="R1">1</xref>,<xref ref-type="bibr" rid="R2">2</xref>]',
            "as before [1,2]",
            ["1", "2"],
        ),
        ('Smith <xref ref-type="bibr" rid="R1">2010</xref>', "Smith 2010", []),
        ("12.3<sup>a</sup> and 0.04*", "12.3[a] and 0.04*", ["[a]"]),
    ],
)
def test_marks_stand_apart_from_the_figures_before_them(printed: str, written: str, apart: list[str]) -> None:
    document = read(article(f"<p>{printed}</p>"), "r")
    assert document.text == f"{written}\n"
    assert marks(document) == [(mark, AsideReason.REFERENCE_MARK) for mark in apart]


FRONT = """
<article-id pub-id-type="pmid">31000001</article-id><article-id pub-id-type="pmc">7000001</article-id>
<article-id pub-id-type="doi">10.1000/xyz.1</article-id><article-id pub-id-type="publisher-id">x 99</article-id>
<title-group><article-title>Cells in <italic>MS</italic></article-title></title-group>
<contrib-group><contrib><name><surname>Doe</surname></name><xref ref-type="aff" rid="A1">1</xref></contrib></contrib-group><aff id="A1">Street 12</aff>
<pub-date pub-type="ppub"><year>2024</year></pub-date><pub-date pub-type="epub"><day>23</day><month>5</month><year>2024</year></pub-date>
<abstract><sec><title>Results</title><p>Pain fell by 1.2 points.</p></sec></abstract><kwd-group><kwd>IL-6</kwd></kwd-group>
"""


def test_front_matter_gives_title_abstract_and_metadata() -> None:
    document = read(article("<sec><title>Methods</title><p>18 patients.</p></sec>", FRONT), "r")
    assert document.text == "Cells in MS\n\nResults\n\nPain fell by 1.2 points.\n\nMethods\n\n18 patients.\n"
    assert document.metadata == {
        "title": "Cells in MS", "pmid": "31000001", "pmcid": "PMC7000001", "doi": "10.1000/xyz.1", "published": "2024-05-23",
    }  # fmt: skip
    assert [(piece.kind, piece.section, piece.locator) for piece in document.pieces[-2:]] == [
        (PieceKind.HEADING, "Methods", "/article/body[1]/sec[1]/title[1]"),
        (PieceKind.PARAGRAPH, "Methods", "/article/body[1]/sec[1]/p[1]"),
    ]


def test_every_locator_is_an_xpath_to_one_element() -> None:
    from lxml import etree

    data = article(f"<sec><title>Results</title><p>One.</p><list><list-item><p>Two 2.</p></list-item></list></sec>{TABLE}", FRONT)
    tree = etree.fromstring(data)
    for piece in read(data, "r").pieces:
        assert len(tree.xpath(piece.locator)) == 1, piece.locator


def test_a_section_ends_where_its_element_does() -> None:
    body = "<sec><title>Results</title><p>One.</p><sec><title>Safety</title><p>Two.</p></sec><p>Three.</p></sec><p>Four.</p>"
    document = read(article(body), "r")
    told = {document.text[piece.start : piece.end]: piece.section for piece in document.pieces if piece.kind is PieceKind.PARAGRAPH}
    assert told == {"One.": "Results", "Two.": "Safety", "Three.": "Results", "Four.": None}


def test_blocks_inside_a_paragraph_cut_it() -> None:
    body = "<p>Before 1 <list><list-item><label>a</label><p>first 2</p></list-item></list> after 3 <disp-formula>x = 4</disp-formula></p>"
    document = read(article(body), "r")
    assert document.text == "Before 1\n\na first 2\n\nafter 3\n\nx = 4\n"


TABLE = """
<table-wrap id="T1"><label>Table 1</label><caption><title>Outcomes</title><p>Mean (SD).</p></caption>
<table><thead><tr><th rowspan="2">Outcome</th><th colspan="2">At 6 months</th><th rowspan="2"><italic>P</italic> value</th></tr>
<tr><th>MSC (n = 27)</th><th>Placebo (n = 26)</th></tr></thead>
<tbody><tr><td>Pain</td><td>4.1 (1.2)</td><td>4.9 (1.3)<sup>a</sup></td><td>0.03</td></tr>
<tr><td colspan="4">Adverse events, n (%)</td></tr>
<tr><td>&#160;&#160;Fever</td><td>3 (11)</td><td>1 (4)</td><td>0.61</td></tr>
<tr><td>&#160;&#160;Headache</td><td>5 (19)</td><td colspan="2">not recorded</td></tr>
<tr><td>Deaths</td><td>0</td><td>0</td><td>&#8212;</td></tr></tbody></table>
<table-wrap-foot><fn id="TF1"><label>a</label><p>One value is missing.</p></fn></table-wrap-foot></table-wrap>
"""


def test_cells_know_their_heads() -> None:
    document = read(article(TABLE), "r")
    cells = {said(document, piece)[0]: said(document, piece)[1:] for piece in document.pieces if piece.kind is PieceKind.CELL}
    assert cells["4.1 (1.2)"] == (["Pain"], ["At 6 months", "MSC (n = 27)"])
    assert cells["4.9 (1.3)[a]"] == (["Pain"], ["At 6 months", "Placebo (n = 26)"])
    assert cells["0.03"] == (["Pain"], ["P value"])
    assert cells["3 (11)"] == (["Adverse events, n (%)", "Fever"], ["At 6 months", "MSC (n = 27)"])
    assert cells["not recorded"] == (["Adverse events, n (%)", "Headache"], [])
    assert cells["—"] == (["Deaths"], ["P value"])
    assert document.text.startswith(
        "Table 1. Outcomes Mean (SD).\n\nOutcome\tAt 6 months\tP value\nMSC (n = 27)\tPlacebo (n = 26)\nPain\t4.1 (1.2)"
    )
    kinds = {piece.kind: piece.table for piece in document.pieces}
    assert kinds == {PieceKind.CAPTION: 0, PieceKind.CELL: 0, PieceKind.FOOTNOTE: 0}
    place = next(piece for piece in document.pieces if document.text[piece.start : piece.end] == "0.61")
    assert (place.row, place.column) == (4, 3)
    assert place.locator == "/article/body[1]/table-wrap[1]/table[1]/tbody[1]/tr[3]/td[4]"


def test_a_label_for_several_rows_is_handed_down() -> None:
    body = '<table-wrap><table><thead><tr><th>Visit</th><th>Scale</th><th>MSC</th></tr></thead><tbody><tr><td rowspan="2">Week 4</td><td>VAS</td><td>1.5</td></tr><tr><td>NRS</td><td>2.5</td></tr></tbody></table></table-wrap>'
    document = read(article(body), "r")
    told = [said(document, piece) for piece in document.pieces]
    assert ("1.5", ["Week 4", "VAS"], ["MSC"]) in told
    assert ("2.5", ["Week 4", "NRS"], ["MSC"]) in told


def test_a_table_without_a_head_has_none() -> None:
    body = (
        "<table-wrap><table><tbody><tr><td>Age</td><td>54</td></tr><tr><td>Women</td><td>12</td></tr></tbody></table></table-wrap>"
    )
    document = read(article(body), "r")
    assert [said(document, piece) for piece in document.pieces] == [
        ("Age", [], []), ("54", ["Age"], []), ("Women", [], []), ("12", ["Women"], []),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        ('<table-wrap><label>Table 3</label><graphic xlink:href="t3"/></table-wrap><p>x</p>', "Table 3 is an image: its figures are not read."),
        ('<table-wrap><label>Table 3.</label><alternatives><graphic xlink:href="t3"/></alternatives></table-wrap><p>x</p>', "Table 3 is an image: its figures are not read."),
        ('<p>a <inline-graphic xlink:href="x"/> b</p>', "A sign or formula in a line is an image: it is not read."),
        ('<p>a</p><disp-formula><graphic xlink:href="x"/></disp-formula>', "A formula is an image: it is not read."),
    ],
)  # fmt: skip
def test_what_is_an_image_is_told(body: str, notice: str) -> None:
    assert read(article(body), "r").notices == (notice,)


def test_of_a_table_and_its_image_the_table_is_read() -> None:
    body = '<table-wrap><alternatives><graphic xlink:href="t3"/><table><tr><td>Age</td><td>54</td></tr></table></alternatives></table-wrap>'
    document = read(article(body), "r")
    assert (document.text, document.notices) == ("Age\t54\n", ())


def test_floats_and_back_matter_are_read_and_references_stand_apart() -> None:
    after = f"<back><ack><p>Grant 7.</p></ack><ref-list><title>References</title><ref><label>1</label><mixed-citation>Roe R. <year>2015</year>;3:12.</mixed-citation></ref></ref-list></back><floats-group>{TABLE}</floats-group>"
    document = read(article("<p>18 patients.</p>", after=after), "r")
    assert marks(document) == [("[a]", AsideReason.REFERENCE_MARK), ("1 Roe R. 2015 ;3:12.", AsideReason.REFERENCE_LIST)]
    assert "2015" not in document.folded
    assert "Grant 7." in document.text
    assert document.text.index("0.61") > document.text.index("18 patients.")


def test_a_second_article_within_is_told_and_not_read() -> None:
    document = read(article("<p>18 patients.</p>", after="<sub-article><body><p>99 others</p></body></sub-article>"), "r")
    assert "99" not in document.text
    assert document.notices == ("The file holds a sub-article beside the article, which is not read.",)


def test_articles_in_a_set_and_with_a_namespace_are_read() -> None:
    one = b"<pmc-articleset><article><body><p>18 patients</p></body></article></pmc-articleset>"
    document = read(one, "r")
    assert (document.text, document.pieces[0].locator) == ("18 patients\n", "/pmc-articleset/article[1]/body[1]/p[1]")
    with pytest.raises(Unreadable, match="holds 2 articles"):
        read(one.replace(b"</article>", b"</article><article/>"), "r")


ENTITIES = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (article("<p>18</p>")[:-20], "cut short"),
        (b"<article><body><p>18</b></article>", "not well-formed"),
        (b"<article></article>", "no text"),
        (f'<!DOCTYPE article [<!ENTITY e0 "ha">{ENTITIES}]><article><body><p>&e9;</p></body></article>'.encode(), "entit"),
        (
            f'<!DOCTYPE article [<!ENTITY e0 "{"h" * 9999}">{ENTITIES}]><article id="&e9;"><body/></article>'.encode(),
            "grow without bound",
        ),
        (b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/hostname">]><article><body><p>&x;</p></body></article>', "&x;"),
        (b"<article>" + b"<sec>" * 400 + b"</sec>" * 400 + b"</article>", "nests elements deeper"),
        (b"<article><body><p>\x00</p></body></article>", "not well-formed"),
    ],
)
def test_bad_markup_is_refused(data: bytes, refusal: str) -> None:
    with pytest.raises(Unreadable, match=refusal):
        read(data, "r")


def test_nothing_is_fetched(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("42 secrets")
    data = f'<!DOCTYPE article SYSTEM "file://{secret}" [<!ENTITY % p SYSTEM "file://{secret}"> %p;]><article xmlns:xi="http://www.w3.org/2001/XInclude"><body><p>18</p><xi:include href="file://{secret}" parse="text"/></body></article>'
    assert read(data.encode(), "r").text == "18\n"
