"""The PDF reader, on small PDFs with the traps of real ones in them."""

import itertools
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, PieceKind, Unreadable
from extractors.pipeline import extract
from extractors.readers import read
from pdf_samples import HEIGHT, LEFT, RIGHT, WIDTH, filling, lines, pdf, runs

FILL = "The trial took place in many towns and people came to see the doctors there on every visit that was planned"


def pieces(document: Document, kind: PieceKind) -> list[str]:
    return [document.text[piece.start : piece.end] for piece in document.pieces if piece.kind is kind]


TOWNS = ("Rome", "Oslo", "Lima", "Bonn")


def two_columns(canvas: Canvas) -> None:
    town = TOWNS[canvas.getPageNumber() % len(TOWNS)]
    lines(canvas, 120, 110, [f"Cells for the treatment of a disease in {town}"], 14, "VeraBold")
    left = [*filling(FILL.replace("towns", town), 30), "At 6 months latency did not differ between the"]
    right = ["cells and placebo (beta = −0.31; 95% CI −1.84 to", "1.22; P = 0.668).", *filling(FILL.replace("towns", town), 29)]
    lines(canvas, LEFT, 150, left)
    lines(canvas, RIGHT, 154, right)
    lines(canvas, LEFT, HEIGHT - 30, ["Journal of Trials 2015;12:345"], 8)
    canvas.drawString(RIGHT + 200, 30, str(canvas.getPageNumber()))


@pytest.fixture(scope="module")
def article() -> Document:
    return read(pdf(two_columns, two_columns, two_columns, title="Cells for the treatment of a disease: a trial"), "r")


def test_columns_are_read_one_after_the_other(article: Document) -> None:
    statement = "At 6 months latency did not differ between the cells and placebo (beta = −0.31; 95% CI −1.84 to 1.22; P = 0.668)."
    assert article.text.count(statement) == 3
    assert pieces(article, PieceKind.HEADING)[0] == "Cells for the treatment of a disease in Oslo"
    assert (article.media_type, article.reader) == ("application/pdf", "pdf")
    assert article.metadata["title"] == "Cells for the treatment of a disease: a trial"


def test_a_row_says_page_and_box(article: Document) -> None:
    rows = extract(article).tables["analyses"]
    assert [(row["param_value"], row["ci_lower_limit"], row["ci_upper_limit"], row["p_value"]) for row in rows[:1]] == [
        (-0.31, -1.84, 1.22, 0.668)
    ]
    assert [row["locator"].split(":")[0] for row in rows] == ["page 1", "page 2", "page 3"]
    x0, y0, x1, y1 = map(int, rows[0]["locator"].split(": ")[1].split(","))
    assert RIGHT - 2 <= x0 < x1 <= WIDTH
    assert 140 <= y0 < 154 < 166 < y1 <= 175


def test_heads_feet_and_page_numbers_are_no_running_text(article: Document) -> None:
    apart = pieces(article, PieceKind.PAGE_FURNITURE)
    assert sum("2015;12:345" in each for each in apart) == 3
    assert "2015" not in article.folded
    numbers = extract(article).tables["numbers"]
    assert {number["reason"] for number in numbers if number["raw"] in ("2015", "345")} == {"page_furniture"}


def test_boxes_and_pieces_are_in_order(article: Document) -> None:
    for found in (article.pieces, article.boxes, article.asides):
        assert all(one.end <= other.start for one, other in itertools.pairwise(found))
        assert all(0 <= each.start < each.end <= len(article.text) for each in found)


def one_column(draw: Callable[[Canvas], None]) -> Document:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, 400, filling(FILL, 12))
        draw(canvas)

    return read(pdf(page), "r")


def test_hyphens_at_line_ends_are_undone() -> None:
    found = one_column(
        lambda canvas: lines(
            canvas, LEFT, 100,
            ["The placebo-controlled trial of mesen-", "chymal cells was double-blind and place-", "bo was given in a placebo-", "controlled way to people with the dis-",
             "ease for months 3-", "6 and the differ\u00ad", "ence was −", "0.5 points on the scale."],
        )
    )  # fmt: skip
    assert (
        "The placebo-controlled trial of mesenchymal cells was double-blind and placebo was given in a placebo-controlled way to people "
        "with the disease for months 3-6 and the difference was −0.5 points on the scale."
    ) in found.text


def test_ligatures_are_letters() -> None:
    assert "the first efficacy findings" in one_column(lambda canvas: lines(canvas, LEFT, 100, ["the ﬁrst efﬁcacy ﬁndings"])).text


def test_exponents_and_reference_marks() -> None:
    def draw(canvas: Canvas) -> None:
        runs(
            canvas,
            LEFT,
            100,
            [("Each got 2 × 10", 10, 0), ("6", 6, 4), (" cells/m", 10, 0), ("2", 6, 4), (" as told.", 10, 0), ("12,13", 6, 4)],
        )
        runs(canvas, LEFT, 112, [("The hazard ratio was 0.94", 10, 0), ("7", 6, 4), (" (95% CI 0.58 to 1.50).", 10, 0)])
        runs(canvas, LEFT, 124, [("CO", 10, 0), ("2", 6, -2), (" was low.", 10, 0)])

    found = one_column(draw)
    assert "2 × 10^6 cells/m² as told.[12,13]" in found.text
    assert "CO2 was low." in found.text
    assert {found.text[aside.start : aside.end] for aside in found.asides} == {"[12,13]", "[7]"}
    (row,) = extract(found).tables["analyses"]
    assert (row["param_value"], row["ci_lower_limit"], row["ci_upper_limit"]) == (0.94, 0.58, 1.5)


def test_signs_of_a_symbol_font() -> None:
    def draw(canvas: Canvas) -> None:
        x = LEFT
        for text, font in (
            ("In all, ", "Vera"),
            ("β", "Symbol"),
            (" was ", "Vera"),
            ("\u2212", "Symbol"),
            ("0.31 and p ", "Vera"),
            ("\u2264", "Symbol"),
            (" 0.05.", "Vera"),
        ):
            canvas.setFont(font, 10)
            canvas.drawString(x, HEIGHT - 100, text)
            x += canvas.stringWidth(text, font, 10)

    assert "Inall,βwas−0.31andp≤0.05." in "".join(one_column(draw).text.split())


def test_line_numbers_are_set_apart() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT + 20, 100, filling(FILL, 20))
        lines(canvas, LEFT - 10, 100, [str(number) for number in range(21, 41)], 8)

    found = read(pdf(page), "r")
    assert len(pieces(found, PieceKind.PAGE_FURNITURE)) == 20
    assert not any(character.isdigit() for character in found.folded)


def test_a_reference_list_is_no_result() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, 80, filling(FILL, 8))
        lines(canvas, LEFT, 200, ["References"], 10, "VeraBold")
        lines(
            canvas,
            LEFT,
            214,
            [
                "1. Smith A, Jones B. Hazard ratio 0.50 (95% CI",
                "   0.30 to 0.80). J Cells. 2015;3:12.",
                "2. Brown C. P = 0.04. J Cells. 2016;4:13.",
            ],
            9,
        )
        lines(canvas, LEFT, 270, ["Appendix"], 10, "VeraBold")
        lines(canvas, LEFT, 284, ["Here p = 0.03 for cells and placebo."])

    found = read(pdf(page), "r")
    tables = extract(found).tables
    assert [row["p_value"] for row in tables["analyses"]] == [0.03]
    assert {number["reason"] for number in tables["numbers"] if number["raw"] in ("0.50", "2015", "0.04")} == {"reference_list"}


def test_lines_of_a_table_without_a_caption_are_not_read() -> None:
    rows = [
        ("", "Cells (n = 55)", "Placebo (n = 56)"),
        ("Men", "37 (67)", "30 (54)"),
        ("Asian", "55 (100)", "55 (98)"),
        ("Age, y", "60.7 (13.7)", "59.2 (12.0)"),
    ]

    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(rows):
            for x, text in zip((LEFT, LEFT + 120, LEFT + 240), row, strict=True):
                lines(canvas, x, 100 + 14 * index, [text])

    found = one_column(draw)
    assert pieces(found, PieceKind.TABLE_LINE)[1] == "Men\t37 (67)\t30 (54)"
    tables = extract(found).tables
    assert tables["measurements"] == tables["adverse_events"] == []
    assert {(number["status"], number["reason"]) for number in tables["numbers"] if number["raw"] in ("67", "13.7")} == {
        ("unclaimed", "table_not_read")
    }


def test_text_that_runs_up_the_margin_is_set_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(20, 300)
        canvas.rotate(90)
        canvas.setFont("Vera", 8)
        canvas.drawString(0, 0, "Downloaded on 3 May 2015")
        canvas.restoreState()

    found = one_column(draw)
    assert "Downloaded on 3 May 2015" in pieces(found, PieceKind.PAGE_FURNITURE)
    assert "2015" not in found.folded


def test_a_page_that_two_libraries_read_differently_makes_its_rows_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.readers.pdf import pages

    told = pages._told
    monkeypatch.setattr(pages, "_told", lambda drawn, page: (told(drawn, page) or "") + ("8" if page.page_number == 2 else ""))
    found = read(pdf(two_columns, two_columns, two_columns), "r")
    assert found.disputed_pages == (2,)
    reasons = [row["review_reasons"] or "" for row in extract(found).tables["analyses"]]
    assert ["read_characters_disputed" in each for each in reasons] == [False, True, False]


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


CYCLE = (
    b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [2 0 R] /Count 1>> endobj\n"
    b"trailer <</Root 1 0 R /Size 3>>\n%%EOF\n"
)
WHOLE = pdf(two_columns)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(scan, scan), "is a scan: its 2 pages"), (pdf(two_columns, password="secret"), "encrypted with a password"), (WHOLE[: len(WHOLE) // 2], "cut short"),
        (CYCLE, "no pages"), (pdf(lambda canvas: None), "no text"), (b"%PDF-1.7\n%%EOF\n", "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        read(data, "r")
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_an_empty_password_is_none() -> None:
    assert "At 6 months" in read(pdf(two_columns, password=""), "r").text


def test_the_same_bytes_give_the_same_document() -> None:
    assert read(WHOLE, "r") == read(WHOLE, "r")


@pytest.mark.slow
def test_processes_give_the_same_as_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.readers.pdf import pages

    data = pdf(*[two_columns] * 24)
    together = read(data, "r")
    monkeypatch.setattr(pages, "PROCESSES_FROM", 10**6)
    assert read(data, "r") == together


SEEN = "The hazard ratio for relapse was 0.94 (95% CI 0.58 to 1.50)."
UNSEEN = "Mortality was 77.7% with MSC (p=0.031)."


def _unseen(how: str, canvas: Canvas) -> None:
    """A page of visible text, and one line that nobody sees."""
    lines(canvas, LEFT, 60, [SEEN, *filling("Nobody was lost and all were seen again.", 12)])
    text = canvas.beginText(LEFT, HEIGHT - 400)
    text.setFont("Vera", {"tiny": 0.4}.get(how, 10))
    if how == "not_drawn":
        text.setTextRenderMode(3)
    if how in ("white", "white_on_dark"):
        text.setFillGray(1)
    if how == "white_ink":
        text.setFillColorCMYK(0, 0, 0, 0)
    if how == "beside":
        text.setTextOrigin(LEFT, HEIGHT + 40)
    if how == "white_on_dark":
        canvas.setFillGray(0.2)
        canvas.rect(LEFT - 5, HEIGHT - 405, 400, 20, stroke=0, fill=1)
    text.textLine(UNSEEN)
    canvas.drawText(text)


@pytest.mark.parametrize("how", ["not_drawn", "white", "white_ink", "tiny", "beside"])
def test_text_that_nobody_sees_is_set_aside_and_told(how: str) -> None:
    document = read(pdf(lambda canvas: _unseen(how, canvas)), "r")
    found = extract(document)
    assert [row["param_value"] for row in found.tables["analyses"]] == [0.94]
    assert found.tables["measurements"] == []
    if how != "tiny":  # glyphs that overlap leave no words to keep
        hidden = {number["raw"]: (number["status"], number["reason"]) for number in found.tables["numbers"]}
        assert hidden["77.7"] == ("set_aside", "not_visible")
        assert hidden["0.031"] == ("set_aside", "not_visible")
    assert any("Text on page 1 cannot be seen" in notice for notice in document.notices)


@pytest.mark.parametrize("how", ["white_on_dark", "black"])
def test_white_text_on_a_dark_ground_is_seen(how: str) -> None:
    document = read(pdf(lambda canvas: _unseen(how, canvas)), "r")
    assert "77.7" in {number["raw"] for number in extract(document).tables["numbers"] if number["status"] == "claimed"}
    assert not any("cannot be seen" in notice for notice in document.notices)


def test_recognised_text_under_a_scan_is_not_taken_for_what_was_printed() -> None:
    def recognised(canvas: Canvas) -> None:
        scan(canvas)
        text = canvas.beginText(LEFT, HEIGHT - 100)
        text.setFont("Vera", 10)
        text.setTextRenderMode(3)
        for line in [SEEN, *filling("Nobody was lost and all were seen again.", 20)]:
            text.textLine(line)
        canvas.drawText(text)

    with pytest.raises(Unreadable, match="pictures over recognised text that nobody sees"):
        read(pdf(recognised, recognised), "r")
