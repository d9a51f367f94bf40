"""The reader of Word documents: what is text in them, where it stands, and what makes one damaged."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.document import AsideReason, Document, PieceKind, Unreadable
from extractors.readers import read

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def saved(word) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def appended(xml: str) -> bytes:
    """A document with one paragraph of that XML."""
    word = docx.Document()
    word.add_paragraph()._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')} {MATH}>", 1)))
    return saved(word)


def test_paragraphs_headings_lists_and_raised_figures() -> None:
    word = docx.Document()
    word.core_properties.title = "Cells in MS"
    word.add_heading("Results", 1)
    paragraph = word.add_paragraph("After 10")
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" cells the hazard ratio was 0·94")
    paragraph.add_run("12").font.superscript = True
    paragraph.add_run(" in CO")
    paragraph.add_run("2").font.subscript = True
    word.add_paragraph("fever in 3", style="List Bullet")
    word.add_paragraph("one\ntwo")
    word.sections[0].header.paragraphs[0].text = "Draft 7 of 2024"
    document = read(saved(word), "r")
    assert (
        document.text
        == "Results\n\nAfter 10^6 cells the hazard ratio was 0·94[12] in CO2\n\nfever in 3\n\none\n\ntwo\n\nDraft 7 of 2024\n"
    )
    assert [(piece.kind, piece.locator, piece.section) for piece in document.pieces] == [
        (PieceKind.HEADING, "paragraph 1", "Results"), (PieceKind.PARAGRAPH, "paragraph 2", "Results"), (PieceKind.LIST_ITEM, "paragraph 3", "Results"),
        (PieceKind.PARAGRAPH, "paragraph 4", "Results"), (PieceKind.PARAGRAPH, "paragraph 4", "Results"), (PieceKind.PAGE_FURNITURE, "header 1", None),
    ]  # fmt: skip
    assert [aside.reason for aside in document.asides] == [AsideReason.REFERENCE_MARK, AsideReason.PAGE_FURNITURE]
    assert document.metadata == {"title": "Cells in MS"}


def cells(document: Document) -> list[tuple[str, list[str], list[str], str]]:
    text = document.text
    return [
        (text[piece.start : piece.end], [text[head.start : head.end] for head in piece.row_heads],
         [text[head.start : head.end] for head in piece.column_heads], piece.locator)
        for piece in document.pieces if piece.kind is PieceKind.CELL
    ]  # fmt: skip


def test_tables_with_merged_cells() -> None:
    word = docx.Document()
    table = word.add_table(4, 3)
    for row, texts in enumerate((("Visit", "Pain", ""), ("", "MSC", "Placebo"), ("Week 4", "4.1", "4.9"), ("", "1.5", "1.6"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    told = cells(read(saved(word), "r"))
    assert ("4.9", ["Week 4"], ["Pain", "Placebo"], "table 1, row 3, column 3") in told
    assert ("1.5", ["Week 4"], ["Pain", "MSC"], "table 1, row 4, column 2") in told


@pytest.mark.parametrize(
    ("xml", "text", "notice"),
    [
        ("<w:ins><w:r><w:t>18</w:t></w:r></w:ins>", "18", "tracked changes"),
        ('<w:hyperlink><w:r><w:t>18</w:t></w:r></w:hyperlink>', "18", ""),
        ('<w:r><w:t>p </w:t><w:sym w:font="Symbol" w:char="F0A3"/><w:t> 0.05</w:t></w:r>', "p ≤ 0.05", ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:t>5</w:t></w:r>', "\ufffd5", "Wingdings"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>9</m:t></m:r></m:sup></m:sSup></m:oMath>", "10^9", ""),
        ("<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>20</m:t></m:r></m:den></m:f></m:oMath>", "3/20", ""),
        ("<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:footnoteReference w:id='2'/></w:r>", "5‑6[2]", ""),
    ],
)  # fmt: skip
def test_what_is_text_in_a_line(xml: str, text: str, notice: str) -> None:
    document = read(appended(xml), "r")
    assert document.text == f"{text}\n"
    assert notice in " ".join(document.notices)


def test_what_was_deleted_is_no_text() -> None:
    word = docx.Document()
    word.add_paragraph("18 patients")._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>19</w:delText></w:r></w:del>"))
    assert read(saved(word), "r").text == "18 patients\n"


def archive(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize("how", ["strike", "hidden"])
def test_what_is_struck_out_or_hidden_is_no_text(how: str) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("The hazard ratio was ")
    setattr(paragraph.add_run("0.50 ").font, how, True)
    setattr(paragraph.add_run("0.80").font, how, False)
    document = read(saved(word), "report")
    assert document.text.split("\n")[0] == "The hazard ratio was 0.80"
    assert document.notices == ("The document strikes figures out or hides them: they are not read.",)


def test_damaged_documents_are_refused() -> None:
    word = docx.Document()
    word.add_paragraph("18 patients")
    whole = saved(word)
    with pytest.raises(Unreadable, match="cut short or damaged"):
        read(whole[:-500], "r")
    with pytest.raises(Unreadable, match="is damaged"):
        read(archive(word__document=b"<w/>"), "r")
    with pytest.raises(Unreadable, match="old or encrypted Office file"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "r")
    with pytest.raises(Unreadable, match="no text"):
        read(saved(docx.Document()), "r")


@pytest.mark.slow
def test_a_document_that_unpacks_without_end_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("word/document.xml", b"<w/>")
        with opened.open("word/media.bin", "w") as part:
            for _ in range(201):
                part.write(bytes(1_000_000))
    with pytest.raises(Unreadable, match="unpacks to more than 200,000,000 bytes"):
        read(file.getvalue(), "r")
