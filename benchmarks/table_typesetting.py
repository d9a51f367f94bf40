"""Tables of articles typeset to PDF as journals set them: ruled, with three lines, without rules; over a page or in one of two columns.

Cells, captions and footnotes come from the XML at hand, placed as HTML places cells; nothing of them is stored. Around each table
stands running text without figures. A table that does not fit on its page goes on on the next one under its heads and "(continued)".
"""

import html
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from lxml import etree
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph, Spacer, Table, paraparser
from table_annotations import Place

WIDTH, HEIGHT = A4
MARGIN, GUTTER = 48, 14
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
_SENTENCES = (
    "The people who took part came to the clinic with a friend or a relative, and were told of the study by a nurse.",
    "Those who could not come were asked by telephone how they fared, as far as they could be reached at all.",
    "We held the tubes on ice until they were spun, and kept what was left for later work in the same laboratory.",
    "Nobody who met the participants knew which of the bags held cells, since all of them were wrapped in foil.",
    "Differences between the groups were looked for with a model that takes the centre and the earlier value into account.",
    "What follows was planned before the first result was seen, and nothing was left out for how it came out.",
)
_INDENT = "\u2002\u2003\u2004\u2005\u2009\u00a0 "


@dataclass(frozen=True)
class Journal:
    """How a journal sets its tables. rules: "three", "all" or "none"; padding: points above and below a row's text."""

    name: str
    rules: str
    size: float
    two_columns: bool = False
    centred: bool = True
    padding: float = 1.5
    bold_heads: bool = False


JOURNALS = (
    Journal("three lines", "three", 8),
    Journal("ruled", "all", 8, centred=False, padding=2),
    Journal("no rules", "none", 7.5, bold_heads=True, padding=1),
    Journal("two columns, small", "three", 6.5, two_columns=True, padding=0.8),
)


@dataclass
class PrintedCell:
    """A cell with reportlab's markup."""

    markup: str
    colspan: int
    rowspan: int
    indent: int


@dataclass
class SourceTable:
    """A table of the XML: cells by place, how many rows are heads, its caption and footnotes as markup."""

    cells: dict[Place, PrintedCell] = field(default_factory=dict)
    n_rows: int = 0
    n_columns: int = 0
    n_head: int = 0
    caption: str = ""
    footnotes: list[str] = field(default_factory=list)


def use_fonts(plain: str, bold: str) -> None:
    """Two TrueType fonts that have the letters of the articles; marks are raised and lowered as far as journals do, not as reportlab."""
    paraparser.supFraction, paraparser.subFraction = 0.36, 0.18
    pdfmetrics.registerFont(TTFont("Table", plain))
    pdfmetrics.registerFont(TTFont("TableBold", bold))
    pdfmetrics.registerFontFamily("Table", normal="Table", bold="TableBold", italic="Table", boldItalic="TableBold")


def source_table(wrap: Any) -> SourceTable:
    """A `table-wrap` of JATS; of several tables in it the first."""
    found = SourceTable(caption=" ".join(_markup(part) for caption in wrap.findall("caption") for part in caption))
    found.footnotes = [_markup(note) for foot in wrap.iter("table-wrap-foot") for note in foot]
    table = next(wrap.iter("table"), None)
    rows = [] if table is None else list(table.iter("tr"))
    taken: set[Place] = set()
    for index, row in enumerate(rows):
        found.n_head += row.getparent().tag == "thead"
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (index, column) in taken:
                column += 1
            across = int(cell.get("colspan") or 1)
            down = min(int(cell.get("rowspan") or 1), len(rows) - index)
            taken |= {(index + below, column + beside) for below in range(down) for beside in range(across)}
            text = "".join(cell.itertext()).lstrip("\n\t")
            markup = _markup(cell).strip(" \n\t")
            found.cells[index, column] = PrintedCell(markup, across, down, len(text) - len(text.lstrip(_INDENT)))
            column += across
    found.n_rows = len(rows)
    found.n_columns = max((column + 1 for _, column in taken), default=0)
    return found


def _markup(element: Any) -> str:
    def inside(each: Any) -> str:
        parts = html.escape(each.text or "", quote=False)
        for child in each:
            parts += one(child) + html.escape(child.tail or "", quote=False)
        return parts

    def one(child: Any) -> str:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "break":
            return "<br/>"
        tag = {"sup": "super", "sub": "sub", "bold": "b"}.get(name)
        return f"<{tag}>{inside(child)}</{tag}>" if tag else inside(child)

    return " ".join(inside(element).split(" ")).replace("\n", " ").replace("\t", " ").strip(" ")


def typeset(tables: list[SourceTable], journal: Journal) -> bytes:
    """All tables of an article, one after another, each with its caption "Table 1." and so on."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    sentences = cycle(_SENTENCES)

    def text(n_sentences: int, size: float = 9) -> Paragraph:
        style = ParagraphStyle(
            "text", fontName="Table", fontSize=size, leading=1.2 * size, alignment=TA_JUSTIFY, firstLineIndent=10
        )
        return Paragraph(" ".join(next(sentences) for _ in range(n_sentences)), style)

    for number, table in enumerate(tables, start=1):
        if not table.n_rows:
            continue
        (_two_columns if journal.two_columns else _one_column)(canvas, table, number, journal, text)
    canvas.save()
    return out.getvalue()


def _one_column(canvas: Canvas, table: SourceTable, number: int, journal: Journal, text: Callable[..., Paragraph]) -> None:
    width = WIDTH - 2 * MARGIN
    story: list[Flowable] = [text(6), Spacer(1, 10), *_with_caption(table, number, journal, width), Spacer(1, 10), text(6)]
    while story:
        frame = Frame(MARGIN, 50, width, HEIGHT - 100, 0, 0, 0, 0)
        frame.addFromList(story, canvas)
        if story and isinstance(story[0], Table):
            # What does not fit goes on on the next page, with its heads.
            parts = frame.split(story[0], canvas)
            if len(parts) > 1:
                frame.addFromList([parts[0]], canvas)
                story[:1] = [_caption(f"<b>Table {number}.</b> (continued)", journal), parts[1]]
        canvas.showPage()


def _two_columns(canvas: Canvas, table: SourceTable, number: int, journal: Journal, text: Callable[..., Paragraph]) -> None:
    """A narrow table stands in the left column between text, a wide one over both at the top of the page."""
    total = WIDTH - 2 * MARGIN
    narrow = sum(_natural_widths(table, journal)) <= 1.15 * COLUMN
    top = HEIGHT - 50.0
    if not narrow:
        for flowable in _with_caption(table, number, journal, total):
            _, height = flowable.wrap(total, top - 50)
            if height > top - 50:
                parts = flowable.split(total, top - 50)
                if len(parts) < 2:
                    break
                parts[0].wrap(total, top - 50)
                parts[0].drawOn(canvas, MARGIN, top - parts[0]._height)
                canvas.showPage()
                top = HEIGHT - 50
                again = _caption(f"<b>Table {number}.</b> (continued)", journal)
                _, used = again.wrap(total, top)
                again.drawOn(canvas, MARGIN, top - used)
                top -= used
                flowable = parts[1]
                _, height = flowable.wrap(total, top - 50)
            flowable.drawOn(canvas, MARGIN, top - height)
            top -= height
        top -= 12
    left: list[Flowable] = [text(8, 8.5)]
    if narrow:
        left += [Spacer(1, 8), *_with_caption(table, number, journal, COLUMN), Spacer(1, 8)]
    left += [text(6, 8.5) for _ in range(8)]
    right: list[Flowable] = [text(6, 8.5) for _ in range(12)]
    if top > 120:
        for x, story in ((MARGIN, left), (MARGIN + COLUMN + GUTTER, right)):
            Frame(x, 50, COLUMN, top - 50, 0, 0, 0, 0).addFromList(story, canvas)
    canvas.showPage()


def _with_caption(table: SourceTable, number: int, journal: Journal, width: float) -> list[Flowable]:
    small = ParagraphStyle("foot", fontName="Table", fontSize=0.88 * journal.size, leading=1.05 * journal.size)
    return [
        _caption(f"<b>Table {number}.</b> {table.caption}", journal),
        _table(table, journal, width),
        Spacer(1, 2),
        *(Paragraph(note, small) for note in table.footnotes if note),
    ]


def _caption(markup: str, journal: Journal) -> Paragraph:
    return Paragraph(
        markup,
        ParagraphStyle("caption", fontName="Table", fontSize=journal.size + 0.5, leading=1.2 * journal.size + 0.6, spaceAfter=3),
    )


def _table(table: SourceTable, journal: Journal, width: float) -> Table:
    natural = _natural_widths(table, journal)
    least = _natural_widths(table, journal, longest_word=True)
    spare = width - sum(least)
    wish = [max(0.0, wanted - narrow) for wanted, narrow in zip(natural, least, strict=True)]
    share = min(1.0, spare / sum(wish)) if sum(wish) > 0 and spare > 0 else 0.0
    widths = [narrow + share * more for narrow, more in zip(least, wish, strict=True)]
    if sum(widths) < width and journal.rules != "none":
        widths = [each * width / sum(widths) for each in widths]
    rows: list[list[Any]] = [[""] * table.n_columns for _ in range(table.n_rows)]
    commands: list[tuple[Any, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTSIZE", (0, 0), (-1, -1), journal.size), ("LEADING", (0, 0), (-1, -1), 1.15 * journal.size),
        ("TOPPADDING", (0, 0), (-1, -1), journal.padding), ("BOTTOMPADDING", (0, 0), (-1, -1), journal.padding),
    ]  # fmt: skip
    for (row, column), cell in table.cells.items():
        is_head = row < table.n_head
        centre = journal.centred and column > 0 and not (column == 0 or cell.colspan >= table.n_columns)
        markup = f"<b>{cell.markup}</b>" if is_head and journal.bold_heads else cell.markup
        rows[row][column] = Paragraph(markup, _cell_style(journal, cell.indent, centre))
        last = (column + cell.colspan - 1, row + cell.rowspan - 1)
        if last != (column, row):
            commands.append(("SPAN", (column, row), last))
        if journal.rules == "three" and is_head and column and cell.colspan > 1 and cell.markup and last[1] < table.n_head - 1:
            commands.append(("LINEBELOW", (column, last[1]), last, 0.4, black))
    if journal.rules == "all":
        commands.append(("GRID", (0, 0), (-1, -1), 0.3, black))
    elif journal.rules == "three":
        commands += [("LINEABOVE", (0, 0), (-1, 0), 0.9, black), ("LINEBELOW", (0, -1), (-1, -1), 0.9, black)]
        if table.n_head:
            commands.append(("LINEBELOW", (0, table.n_head - 1), (-1, table.n_head - 1), 0.5, black))
    return Table(rows, widths, style=commands, repeatRows=table.n_head if table.n_head < table.n_rows else 0, hAlign="LEFT")


def _cell_style(journal: Journal, indent: int, centre: bool) -> ParagraphStyle:
    return ParagraphStyle(
        "cell", fontName="Table", fontSize=journal.size, leading=1.15 * journal.size, alignment=TA_CENTER if centre else TA_LEFT,
        leftIndent=min(indent, 6) * 0.6 * journal.size,
    )  # fmt: skip


def _natural_widths(table: SourceTable, journal: Journal, longest_word: bool = False) -> list[float]:
    """The width that each column wants, or needs at least."""
    widths = [8.0] * table.n_columns
    for wide in (False, True):
        for (row, column), cell in table.cells.items():
            if (cell.colspan > 1) is not wide:
                continue
            bold = journal.bold_heads and row < table.n_head
            paragraph = Paragraph(f"<b>{cell.markup}</b>" if bold else cell.markup or " ", _cell_style(journal, cell.indent, False))
            wants = (paragraph.minWidth() if longest_word else min(_one_line(paragraph), 40 * journal.size)) + 7
            columns = range(column, min(column + cell.colspan, table.n_columns))
            if cell.colspan >= table.n_columns:
                continue
            missing = wants - sum(widths[each] for each in columns)
            for each in columns:
                widths[each] += max(0.0, missing) / len(columns)
    return widths


def _one_line(paragraph: Paragraph) -> float:
    paragraph.wrap(10_000, 10_000)
    return max(
        (10_000 - (line.extraSpace if hasattr(line, "extraSpace") else line[0]) for line in paragraph.blPara.lines), default=0.0
    )
