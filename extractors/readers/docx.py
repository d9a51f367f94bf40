"""Word documents (.docx): paragraphs, lists and tables in their order, footnotes after them.

Read as its author sees it with all changes accepted: tracked insertions are text, deletions are not, and a notice says so.
Heads and feet of pages stand apart.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from extractors.document import Document, PieceKind, Unreadable
from extractors.readers.format import Format
from extractors.readers.grid import Cell
from extractors.readers.identity import published_on
from extractors.readers.inline import Level, Line, Run, printed, turned
from extractors.readers.markup import local_name, parsed
from extractors.readers.writer import Writer

_UNPACKED = 200_000_000
"""Bytes that all parts of a document may have together."""
_LARGEST_PART = 50_000_000
"""Bytes of the largest part in XML: a text of a thousand pages has some ten million."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = {"superscript": Level.SUPER, "subscript": Level.SUB}
_SILENT = frozenset({"del", "moveFrom", "delText", "instrText", "rPr", "pPr", "footnoteRef", "fldData", "Fallback", "sectPr"})
"""Elements whose text is none of the document's: what was deleted, a field's code, the second form of a text box."""
_SIGNS = {"noBreakHyphen": "‑", "softHyphen": "", "tab": " ", "ptab": " ", "br": "\n", "cr": "\n"}


def read(data: bytes, report_id: str) -> Document:
    """The document of a Word file; raises Unreadable where it is damaged, encrypted or unpacks to more than any text needs."""
    from zipfile import BadZipFile

    from docx import Document as open_docx

    _refuse_bomb(data)
    try:
        word = open_docx(BytesIO(data))
        _refuse_doctype(word.element)
        reading = _Word(word)
        reading.body(word.element.body)
    except Unreadable:
        raise
    except (KeyError, ValueError, BadZipFile, SyntaxError) as error:
        raise Unreadable(
            f"The Word document is damaged ({' '.join(str(error).split()) or type(error).__name__}); save it again."
        ) from None
    return reading.writer.document(
        report_id, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _metadata(word)
    )


def _refuse_bomb(data: bytes) -> None:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, NotImplementedError, OSError):
        raise Unreadable("The Word document is cut short or damaged: its archive has no end; save it again.") from None
    if sum(part.file_size for part in parts) > _UNPACKED:
        raise Unreadable(f"The Word document unpacks to more than {_UNPACKED:,} bytes, more than any text needs.")
    large = next((part for part in parts if part.file_size > _LARGEST_PART and part.filename.endswith((".xml", ".rels"))), None)
    if large is not None:
        raise Unreadable(
            f"A part of the Word document, {''.join(filter(str.isprintable, large.filename))[:60]}, unpacks to {large.file_size:,} bytes, "
            "more than any text needs."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("The Word document is encrypted; save it without a password.")


def _refuse_doctype(element: Any) -> Any:
    """The element; raises Unreadable where its file defines entities, which Office Open XML forbids: what they stand for would be lost."""
    if element.getroottree().docinfo.doctype:
        raise Unreadable("The Word document holds a document type declaration, as no Word document may; save it again.")
    return element


def _metadata(word: Any) -> dict[str, str]:
    # The date of a Word file is that of its last saving, not of a publication: it is left out.
    title = (word.core_properties.title or "").strip()
    return {"title": title} if title and published_on(title) is None else {}


class _Word:
    """One document on its way to text."""

    def __init__(self, word: Any) -> None:
        self.writer = Writer()
        self._part = word.part
        self._names = {style.style_id: (style.name or "").lower() for style in word.styles}
        self._paragraphs = 0
        self._tables = 0

    def body(self, body: Any) -> None:
        """Write the body, then footnotes and endnotes, then what stands at the pages' heads and feet."""
        self._blocks(body)
        if any(local_name(element) in ("ins", "del") for element in body.iter()):
            self.writer.notices.append("The document holds tracked changes: what was inserted is read, what was deleted is not.")
        for relation in sorted(self._part.rels.values(), key=lambda relation: (relation.reltype, relation.rId)):
            kind = relation.reltype.rpartition("/")[2]
            if kind in ("footnotes", "endnotes", "header", "footer") and not relation.is_external:
                self._notes(_element_of(relation.target_part), kind)

    def _notes(self, element: Any, kind: str) -> None:
        self.writer.section = None
        notes = [note for note in element if local_name(note) in ("footnote", "endnote")] or [element]
        for number, note in enumerate(notes, 1):
            if note.get(f"{_W}type") is not None:
                continue  # the line between text and notes
            line = printed(run for paragraph in note.iter(f"{_W}p") for run in (*self._paragraph_runs(paragraph), Run(" ")))
            furniture = kind in ("header", "footer")
            if furniture and not any(character.isdigit() for character in line.text):
                continue
            self.writer.block(line, f"{kind} {number}", PieceKind.PAGE_FURNITURE if furniture else PieceKind.FOOTNOTE)

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            name = local_name(element)
            if name == "p":
                self._paragraphs += 1
                self._paragraph(element, f"paragraph {self._paragraphs}")
            elif name == "tbl":
                self._tables += 1
                self._table(element, f"table {self._tables}")
            elif name not in _SILENT:
                self._blocks(element)  # content controls and the like

    def _paragraph(self, element: Any, place: str) -> None:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = self._names.get(style.get(f"{_W}val"), "") if style is not None else ""
        if name.startswith(("heading", "title")):
            self.writer.heading(Line(printed(self._paragraph_runs(element)).text.replace("\n", " ")), place)
            return
        in_list = element.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list")
        kind = PieceKind.LIST_ITEM if in_list else PieceKind.CAPTION if name == "caption" else PieceKind.PARAGRAPH
        for line in _broken(self._paragraph_runs(element)):
            self.writer.block(printed(line), place, kind)
        for box in element.iter(f"{_W}txbxContent"):
            if not any(local_name(above) == "Fallback" for above in box.iterancestors()):
                self._blocks(box)

    # -- tables

    def _table(self, table: Any, place: str) -> None:
        rows: list[list[Cell]] = []
        begun: dict[int, tuple[int, int]] = {}  # column to the place of a cell that goes on below
        heads = 0
        for row_number, row in enumerate(table.iter(f"{_W}tr"), 1):
            if next(above for above in row.iterancestors() if local_name(above) == "tbl") is not table:
                continue  # a table in a cell: its text belongs to the cell
            cells: list[Cell] = []
            column = 0
            for cell in row.iter(f"{_W}tc"):
                if next(above for above in cell.iterancestors() if local_name(above) == "tr") is not row:
                    continue
                across = _number(cell, "gridSpan")
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(f"{_W}val", "continue") == "continue" and column in begun:
                    above_row, above_index = begun[column]
                    above = rows[above_row][above_index]
                    rows[above_row][above_index] = Cell(above.line, above.locator, above.colspan, above.rowspan + 1)
                else:
                    begun.pop(column, None)
                    if merged is not None:
                        begun[column] = (len(rows), len(cells))
                    line = printed(run for paragraph in cell.iter(f"{_W}p") for run in (*self._paragraph_runs(paragraph), Run(" ")))
                    line = Line(line.text.replace("\n", " "), line.marks)
                    cells.append(Cell(line, f"{place}, row {row_number}, column {column + 1}", across))
                column += across
            rows.append(cells)
            if row.find(f"{_W}trPr/{_W}tblHeader") is not None and heads == len(rows) - 1:
                heads = len(rows)
        self.writer.table(rows, heads or None, self.writer.new_table())

    # -- lines

    def _paragraph_runs(self, paragraph: Any) -> Iterator[Run]:
        runs = self._runs(paragraph)
        return _turned(runs) if _is_on(paragraph, "pPr", "bidi") else runs

    def _runs(self, element: Any, level: Level = Level.BASE) -> Iterator[Run]:
        for child in element:
            name = local_name(child)
            if name in _SILENT or name == "txbxContent":
                continue
            if name == "r" and _is_struck(child):
                if any(character.isdigit() for character in "".join(child.itertext())):
                    self.writer.notices.append("The document strikes figures out or hides them: they are not read.")
            elif name == "r":
                raised = child.find(f"{_W}rPr/{_W}vertAlign")
                own = _LEVELS.get(raised.get(f"{_W}val"), level) if raised is not None else level
                runs = self._runs(child, own)
                yield from _turned(runs) if _is_on(child, "rPr", "rtl") else runs
            elif name in ("bdo", "dir") and child.get(f"{_W}val") == "rtl":
                yield from _turned(self._runs(child, level))
            elif name == "t":
                # With what follows a comment in it, which the library leaves in place.
                yield Run("".join(child.itertext()), Level.BASE if _in_formula(child) else level)
            elif name in _SIGNS:
                yield Run(_SIGNS[name])
            elif name == "sym":
                yield from self._symbol(child, level)
            elif name in ("footnoteReference", "endnoteReference"):
                yield Run(child.get(f"{_W}id") or "", Level.SUPER, is_mark=True)
            elif name in ("sSup", "sSub", "sSubSup", "f", "rad", "d") and _in_formula(child):
                yield from self._formula(child, name)
            else:
                yield from self._runs(child, level)

    def _symbol(self, element: Any, level: Level) -> Iterator[Run]:
        """A sign by its place in a symbol font: known for the Symbol font's arithmetic, else told and not guessed."""
        code = (element.get(f"{_W}char") or "").upper()[-2:]
        sign = _SYMBOL_FONT.get(code) if (element.get(f"{_W}font") or "").lower() == "symbol" else None
        if sign is None:
            self.writer.notices.append(
                f"A sign of the font {element.get(f'{_W}font')} has no known character: it is written as \ufffd."
            )
        yield Run(sign or "\ufffd", level)

    def _formula(self, element: Any, name: str) -> Iterator[Run]:
        parts = {local_name(child): printed(self._runs(child)).text.strip() for child in element}
        if name == "f":
            yield Run(f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}")
        elif name == "rad":
            yield Run(f"√({parts.get('e', '')})")
        elif name == "d":
            yield Run(f"({parts.get('e', '')})")
        else:
            yield Run(parts.get("e", ""))
            yield Run(parts.get("sub", ""), Level.SUB)
            yield Run(parts.get("sup", ""), Level.POWER)


_SYMBOL_FONT = {
    "B1": "±", "B3": "≥", "A3": "≤", "B4": "×", "2D": "−", "62": "β", "61": "α", "6D": "μ", "63": "χ", "44": "Δ", "64": "δ", "BB": "≈", "B0": "°", "B9": "≠",
    "67": "γ", "6B": "κ", "6C": "λ", "72": "ρ", "73": "σ", "74": "τ", "68": "η", "77": "ω", "70": "π", "A5": "∞", "D7": "⋅", "B7": "•", "2B": "+", "3D": "=",
}  # fmt: skip
"""Characters of Adobe's Symbol encoding, by the last two hex digits."""


def _element_of(part: Any) -> Any:
    return _refuse_doctype(part.element if hasattr(part, "element") else parsed(part.blob))


def _turned(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs, marked as what Word shows from right to left."""
    return (Run(turned(run.text), run.level, run.is_mark) for run in runs)


def _is_struck(run: Any) -> bool:
    """True where the run is struck out or hidden: what it holds no longer stands, or is not seen."""
    return any(_is_on(run, "rPr", name) for name in ("strike", "dstrike", "vanish"))


def _is_on(element: Any, properties: str, name: str) -> bool:
    """Whether a switch among the element's properties is on."""
    found = element.find(f"{_W}{properties}/{_W}{name}")
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off")


def _in_formula(element: Any) -> bool:
    return str(element.tag).startswith("{http://schemas.openxmlformats.org/officeDocument/2006/math}")


def _grouped(text: str) -> str:
    return text if text.replace(".", "").isalnum() else f"({text})"


def _number(cell: Any, name: str) -> int:
    found = cell.find(f"{_W}tcPr/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _broken(runs: Iterator[Run]) -> Iterator[list[Run]]:
    """The runs of each line, where a paragraph is broken by hand."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(Run(first, run.level, run.is_mark))
        for other in others:
            yield line
            line = [Run(other, run.level, run.is_mark)]
    yield line


FORMAT = Format(
    name="docx",
    printed="a Word document",
    suffixes=(".docx", ".docm"),
    recognises=lambda head: head.startswith(b"PK\x03\x04") and b"word/" in head,
    read=read,
    examples=(b"PK\x03\x04\x14\x00[Content_Types].xml..PK\x03\x04..word/document.xml",),
    refuses=(b"PK\x03\x04\x14\x00[Content_Types].xml..xl/workbook.xml", b"word/document.xml"),
    guarded_from=0,
)
