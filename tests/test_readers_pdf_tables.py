"""Tables of PDFs: cells with the heads that say what they are about, or lines that no rule reads."""

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, PieceKind
from extractors.pipeline import extract
from extractors.readers import read
from pdf_samples import HEIGHT, LEFT, filling, lines, pdf

FILL = "cells were given to people who had asked for them and none of them was told which bag it came from"
COLUMNS = (LEFT, LEFT + 180, LEFT + 270, LEFT + 360, LEFT + 450)


def placed(canvas: Canvas, top: float, *row: str, columns: Sequence[float] = COLUMNS, centred: bool = True) -> None:
    """Draw a row; the label at the left, other cells centred on their column."""
    for column, (x, text) in enumerate(zip(columns, row, strict=False)):
        if text:
            shift = pdfmetrics.stringWidth(text, "Vera", 8) / 2 if centred and column else 0
            lines(canvas, x - shift, top, [text], 8)


def rule(canvas: Canvas, top: float, x0: float = LEFT, x1: float = LEFT + 495) -> None:
    canvas.setLineWidth(0.5)
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - top)


def table(draw: Callable[[Canvas], None]) -> Document:
    """A page with text, a caption at 170 from the top, and what a test draws below it."""

    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, 60, [a + b for a, b in zip(filling(FILL, 7), filling(FILL, 7), strict=True)])
        lines(canvas, LEFT, 170, ["Table 2. What became of the participants"], 8)
        draw(canvas)

    return read(pdf(page), "r")


def cells(document: Document) -> dict[tuple[int, int], tuple[str, list[str], list[str]]]:
    """By row and column the text of each cell, of its row's heads and of its column's."""

    def text(span: object) -> str:
        return document.text[span.start : span.end]  # type: ignore[attr-defined]

    return {
        (piece.row or 0, piece.column or 0): (text(piece), [*map(text, piece.row_heads)], [*map(text, piece.column_heads)])
        for piece in document.pieces
        if piece.kind is PieceKind.CELL
    }


def three_lines(canvas: Canvas) -> None:
    rule(canvas, 178)
    placed(canvas, 190, "", "MSC (n = 27)", "Saline (n = 25)")
    placed(canvas, 202, "Characteristic", "Mean (SD)", "Mean (SD)")
    rule(canvas, 206)
    placed(canvas, 218, "Age, years", "49.4 (4.5)", "50.1 (3.9)")
    placed(canvas, 232, "Scores")
    placed(canvas, 246, "   Pain on a scale that the people of")
    placed(canvas, 255, "   the clinic made")
    placed(canvas, 246, "", "12.0 ± 2.5", "9.5 ± 2.1")
    placed(canvas, 269, "   Function", "31.5 ± 8.5", "-")
    rule(canvas, 275)
    lines(canvas, LEFT, 286, ["SD, standard deviation."], 7)


def test_a_table_with_three_lines_has_cells_with_heads() -> None:
    document = table(three_lines)
    found = cells(document)
    assert found[1, 1] == ("49.4 (4.5)", ["Age, years"], ["MSC (n = 27) Mean (SD)"])
    assert found[3, 2] == (
        "9.5 ± 2.1",
        ["Scores", "Pain on a scale that the people of the clinic made"],
        ["Saline (n = 25) Mean (SD)"],
    )
    assert found[4, 1][:2] == ("31.5 ± 8.5", ["Scores", "Function"])
    assert "Age, years\t49.4 (4.5)\t50.1 (3.9)\n" in document.text
    kinds = {piece.kind for piece in document.pieces if piece.table == 0}
    assert kinds == {PieceKind.CELL, PieceKind.CAPTION, PieceKind.FOOTNOTE}
    first = next(piece for piece in document.pieces if piece.kind is PieceKind.CELL)
    assert first.locator.startswith("page 1: ")


@pytest.mark.parametrize("ends", [((150, 305), (325, 490)), ((150, 272), (272, 490))], ids=["apart", "met over a column"])
def test_a_head_over_several_columns_is_the_head_of_each(ends: tuple[tuple[float, float], ...]) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 178)
        lines(canvas, LEFT + 215, 190, ["Cells"], 8)
        lines(canvas, LEFT + 393, 190, ["Saline"], 8)
        for x0, x1 in ends:
            rule(canvas, 194, LEFT + x0, LEFT + x1)
        placed(canvas, 205, "", "Before", "After", "Before", "After")
        rule(canvas, 209)
        placed(canvas, 220, "Pain", "6.1", "3.2", "6.0", "5.5")
        placed(canvas, 232, "Function", "40", "55", "41", "44")
        placed(canvas, 244, "Sleep", "12", "13", "11", "12")
        rule(canvas, 250)

    found = cells(table(draw))
    assert [found[2, column][2] for column in (1, 2, 3, 4)] == [
        ["Cells", "Before"], ["Cells", "After"], ["Saline", "Before"], ["Saline", "After"],
    ]  # fmt: skip


@pytest.mark.parametrize(("over", "under"), [("(n =", "{})"), ("n =", "{}")], ids=["in a bracket", "without one"])
def test_a_head_that_breaks_before_its_size_is_no_row_of_values(over: str, under: str) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 178)
        placed(canvas, 190, "Adverse events by term,", f"MSC {over}", f"Saline {over}")
        placed(canvas, 200, "n (%)", under.format(27), under.format(25))
        rule(canvas, 204)
        placed(canvas, 216, "Fever", "9 (33.3)", "8 (32.0)")
        placed(canvas, 230, "Rash", "3 (11.1)", "4 (16.0)")
        rule(canvas, 234)

    found = cells(table(draw))
    assert found[1, 1] == ("9 (33.3)", ["Fever"], [f"MSC {over} {under.format(27)}"])
    assert found[2, 2] == ("4 (16.0)", ["Rash"], [f"Saline {over} {under.format(25)}"])


def test_drawn_cells_part_columns_that_stand_close() -> None:
    edges = (LEFT - 3, LEFT + 60, LEFT + 101, LEFT + 142)
    rows = [("Harm", "Cells, n (%)", "Saline"), ("Fever", "10 (37.0)", "12 (48.0)"), ("Rash", "11 (40.7)", "10 (40.0)")]

    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(rows):
            for x, text in zip(edges, row, strict=False):
                lines(canvas, x + 2, 190 + 14 * index, [text], 6.5)
        for index in range(4):
            rule(canvas, 180 + 14 * index, edges[0], edges[-1])
        canvas.setLineWidth(0.5)
        for x in edges:
            canvas.line(x, HEIGHT - 180, x, HEIGHT - 222)

    found = cells(table(draw))
    assert found[1, 2] == ("12 (48.0)", ["Fever"], ["Saline"])
    assert found[2, 1] == ("11 (40.7)", ["Rash"], ["Cells, n (%)"])


def test_parts_of_a_figure_that_are_aligned_are_one_cell() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 178)
        placed(canvas, 190, "Harm", "MSC, n (%)", "Saline, n (%)")
        rule(canvas, 194)
        for index, (label, *counts) in enumerate(
            [("Fever", "3", "(11)", "12", "(48)"), ("Rash", "10", "(37)", "2", "(8)"), ("Pain", "7", "(26)", "5", "(20)")]
        ):
            lines(canvas, LEFT, 206 + 12 * index, [label], 8)
            for right, left, n, share in ((COLUMNS[1], COLUMNS[1] + 8, *counts[:2]), (COLUMNS[2], COLUMNS[2] + 8, *counts[2:])):
                lines(canvas, right - pdfmetrics.stringWidth(n, "Vera", 8), 206 + 12 * index, [n], 8)
                lines(canvas, left, 206 + 12 * index, [share], 8)
        rule(canvas, 240)

    found = cells(table(draw))
    assert found[1, 2][0] == "12 (48)"
    assert found[2, 1] == ("10 (37)", ["Rash"], ["MSC, n (%)"])


def test_a_nought_in_the_middle_of_cells_of_two_parts_is_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 178)
        placed(canvas, 190, "Event", "MSC (n = 6)", "Saline (n = 6)")
        rule(canvas, 194)
        for at, (label, msc, saline) in enumerate(
            (("Fever", "1 (16.7)", "0"), ("Rash", "0", "1 (16.7)"), ("Chills", "2 (33.3)", "1 (16.7)"), ("Pain", "1 (16.7)", "0"))
        ):
            placed(canvas, 206 + 12 * at, label, msc, saline)
        rule(canvas, 246)

    found = cells(table(draw))
    assert [found[row, 1][0] for row in (1, 2, 3, 4)] == ["1 (16.7)", "0", "2 (33.3)", "1 (16.7)"]
    assert found[2, 2] == ("1 (16.7)", ["Rash"], ["Saline (n = 6)"])


def test_labels_in_the_middle_of_their_column_are_labels() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 178)
        placed(canvas, 190, "Rank", "MSC, n (%)", "Saline, n (%)")
        rule(canvas, 194)
        placed(canvas, 206, "Did you find that it was worthwhile?")
        for at, (label, msc, saline) in enumerate(
            (("Very worthwhile", "75 (48.4)", "78 (48.2)"), ("Not worthwhile", "80 (51.6)", "84 (51.8)"))
        ):
            lines(canvas, LEFT + 60, 218 + 12 * at, [label], 8)
            placed(canvas, 218 + 12 * at, "", msc, saline)
        rule(canvas, 234)

    found = cells(table(draw))
    assert next(cell for cell in found.values() if cell[0] == "80 (51.6)")[2] == ["MSC, n (%)"]


def test_what_stands_over_a_gutter_leaves_the_table_unread() -> None:
    def draw(canvas: Canvas) -> None:
        placed(canvas, 190, "Harm", "MSC", "Saline")
        for index in range(6):
            placed(canvas, 204 + 12 * index, f"Harm {'abcdef'[index]}", str(3 + index), str(12 + index))
        placed(canvas, 276, "Falls")
        lines(canvas, COLUMNS[1] - 40, 276, ["14 of 27 in the first year"], 8)

    document = table(draw)
    assert cells(document) == {}
    statuses = {number["reason"] for number in extract(document).tables["numbers"] if number["raw"] in ("12", "13", "14")}
    assert statuses == {"table_not_read"}


def test_one_head_over_the_middle_of_three_columns_leaves_the_table_unread() -> None:
    """It may be the middle one's alone, or the head of all."""

    def draw(canvas: Canvas) -> None:
        placed(canvas, 190, "", "", "Cells")
        placed(canvas, 200, "Outcome", "Before", "After", "Change")
        for index in range(4):
            placed(canvas, 214 + 12 * index, f"Scale {'abcd'[index]}", "40", "44", "4")

    assert cells(table(draw)) == {}


def test_a_head_a_little_over_the_edge_of_its_neighbour_is_of_its_own_column() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 178)
        lines(canvas, LEFT + 165, 190, ["MSC (n = 493)"], 8)
        lines(canvas, LEFT + 254, 190, ["Placebo (n = 166)"], 8)
        rule(canvas, 194)
        placed(canvas, 206, "Fever", "9 (33.3)", "8 (32.0)", columns=(LEFT, LEFT + 215, LEFT + 295))
        placed(canvas, 218, "Rash", "more than one (1.1)", "4 (16.0)", columns=(LEFT, LEFT + 221, LEFT + 295))
        placed(canvas, 230, "Chills", "3 (11.1)", "4 (16.0)", columns=(LEFT, LEFT + 215, LEFT + 295))
        rule(canvas, 234)

    found = cells(table(draw))
    assert found[1, 1] == ("9 (33.3)", ["Fever"], ["MSC (n = 493)"])
    assert found[3, 2] == ("4 (16.0)", ["Chills"], ["Placebo (n = 166)"])
