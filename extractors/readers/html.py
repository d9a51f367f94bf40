"""HTML pages, as a browser saves them: the article's text without menus, scripts and forms; tables cell by cell.

Parsed as a browser parses (HTML 5), so that no markup, however broken, loses text. What a page hides, and what stands
around the part that it calls its main part, is kept apart from the running text where it holds figures.
"""

from collections.abc import Iterator
from typing import Any

import regex

from extractors.document import Document, PieceKind, Unreadable
from extractors.patterns import compiled
from extractors.readers.format import Format
from extractors.readers.grid import Cell
from extractors.readers.html_direction import Directions
from extractors.readers.html_head import DEEPEST, decoded, metadata, refuse_depth, too_deep
from extractors.readers.inline import Level, Line, Run, printed, turned
from extractors.readers.markup import decoded_head, first_element, parsed
from extractors.readers.mathml import formula
from extractors.readers.writer import Writer

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "figcaption",
    "blockquote", "pre", "hr", "br", "address", "details", "summary", "center", "fieldset", "hgroup", "caption", "legend", *_HEADINGS,
})  # fmt: skip
_NEVER = frozenset({
    "script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "embed", "button", "select", "input", "textarea", "head",
    "audio", "video", "canvas", "map", "datalist", "dialog", "form", "annotation", "annotation-xml", "-comment",
})  # fmt: skip
"""Elements that hold no text of the article."""
_AROUND = frozenset({"header", "footer", "aside"})
"""Elements that hold none where they stand around the main part."""
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert"})
_STRUCK = frozenset({"s", "strike", "del"})
"""Elements that a browser shows struck out: what they hold no longer stands."""
_LEVELS = {"sup": Level.SUPER, "sub": Level.SUB}
_MAIN_SHARE = 0.8
"""The part of the page's figures that its main part must hold to be taken for the article."""
_REFERENCES = compiled(
    r"(?:\d{1,2}\.?\s*)?(?:references?(?:\s(?:and\snotes|list|cited))?|bibliography|literature(?:\scited)?|works\scited)\W*",
    regex.IGNORECASE,
)
_REFERENCE_LIST = frozenset({"references", "ref-list", "reflist", "bibliography", "reference-list", "doc-bibliography"})
_HIDDEN = compiled(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", regex.IGNORECASE)
_FIGURE = compiled(r"\d+")


def read(data: bytes, report_id: str) -> Document:
    """The document of a page; raises Unreadable where its characters cannot be told, it nests without end or holds no text."""
    from selectolax.lexbor import LexborHTMLParser

    text = decoded(data)
    refuse_depth(text)
    tree = LexborHTMLParser(text)
    page = _Page(Writer(), Directions(tree))
    if tree.body is not None:
        page.body(tree.body)
    return page.writer.document(report_id, "html", "text/html", metadata(tree))


def _children(element: Any) -> Iterator[tuple[Any, str]]:
    """The child nodes with their XPath steps, counted by tag."""
    counts: dict[str, int] = {}
    child = element.child
    while child is not None:
        tag = child.tag
        if tag is not None:  # a processing instruction, as word processors leave them in pages, has none
            counts[tag] = counts.get(tag, 0) + 1
            yield child, f"{tag}[{counts[tag]}]"
        child = child.next


def _attribute(element: Any, name: str) -> str:
    return (element.attributes.get(name) or "").strip().lower()


def _is_hidden(element: Any) -> bool:
    attributes = element.attributes
    if element.tag in _STRUCK or "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
        return True
    # Formulas drawn for the eye stand beside their MathML; whole parts are only hidden while a dialog is open.
    return element.tag in ("span", "i") and _attribute(element, "aria-hidden") == "true"


def _is_never(element: Any) -> bool:
    return element.tag in _NEVER or _attribute(element, "role") in _ROLES


def _is_reference_list(element: Any) -> bool:
    names = {_attribute(element, "id"), _attribute(element, "role"), *_attribute(element, "class").split()}
    return bool(names & _REFERENCE_LIST)


class _Page:
    """A page on its way to a document."""

    def __init__(self, writer: Writer, directions: Directions) -> None:
        self.writer = writer
        self._directions = directions
        self._kind: PieceKind | None = None  # of every block, where it stands apart
        self._references_below = 0  # the level of the heading "References", 0 outside of the list
        self._main: int | None = None

    def body(self, body: Any) -> None:
        """Write the page."""
        figures: dict[int, int] = {}
        mains: list[Any] = []
        total = self._count(body, figures, mains, 0)
        held = [main for main in mains if figures[main.mem_id] >= _MAIN_SHARE * total]
        self._main = held[-1].mem_id if held else None
        self._inside(body, "/html/body[1]", in_main=self._main is None)

    def _count(self, element: Any, figures: dict[int, int], mains: list[Any], depth: int) -> int:
        """How many figures an element prints, noted for each candidate for the main part."""
        if depth > DEEPEST:
            raise too_deep()
        total = 0
        for child, _ in _children(element):
            if child.tag == "-text":
                total += len(_FIGURE.findall(child.text_content or ""))
            elif not _is_never(child) and not _is_hidden(child) and child.tag not in _AROUND:
                total += self._count(child, figures, mains, depth + 1)
        if element.tag in ("main", "article") or _attribute(element, "role") == "main":
            mains.append(element)
            figures[element.mem_id] = total
        return total

    def _inside(self, element: Any, path: str, in_main: bool) -> None:
        """Write what an element holds: blocks one by one, and the lines between them."""
        line: list[Run] = []
        for child, step in _children(element):
            tag = child.tag
            if tag == "-text":
                line.append(Run(self._text(child)))
            elif _is_never(child):
                continue
            elif tag in _BLOCKS or self._holds_blocks(child):
                self._flush(line, path, element, in_main)
                line = []
                self._block(child, f"{path}/{step}", in_main)
            else:
                line.extend(self._run(child))
        self._flush(line, path, element, in_main)

    def _holds_blocks(self, element: Any) -> bool:
        return any(child.tag in _BLOCKS or self._holds_blocks(child) for child, _ in _children(element) if child.tag[0] != "-")

    def _flush(self, runs: list[Run], path: str, element: Any, in_main: bool) -> None:
        line = printed(runs).stripped()
        if not line.text:
            return
        kind = self._kind or (PieceKind.PAGE_FURNITURE if not in_main else PieceKind.REFERENCE if self._references_below else None)
        if kind is PieceKind.PAGE_FURNITURE and not _FIGURE.search(line.text):
            return
        if kind is None:
            kind = {"li": PieceKind.LIST_ITEM, "figcaption": PieceKind.CAPTION, "caption": PieceKind.CAPTION}.get(
                element.tag, PieceKind.PARAGRAPH
            )
        self.writer.block(line, path, kind)

    def _block(self, element: Any, path: str, in_main: bool) -> None:
        tag, outer = element.tag, self._kind
        in_main = in_main or element.mem_id == self._main
        if _is_hidden(element) or (tag in _AROUND and self._main is None and self._is_around(element)):
            self._kind = PieceKind.PAGE_FURNITURE
        elif _is_reference_list(element):
            self._kind = self._kind or PieceKind.REFERENCE
        if tag in _HEADINGS:
            self._heading(element, path, in_main)
        elif tag == "table" and self._kind is None and in_main and not self._references_below and not self._is_layout(element):
            self._table(element, path)
        elif tag == "pre":
            for line in "".join(run.text for run in self._runs(element)).split("\n"):
                self._flush([Run(line)], path, element, in_main)
        else:
            self._inside(element, path, in_main)
        self._kind = outer

    def _is_around(self, element: Any) -> bool:
        """Whether a header, footer or aside belongs to the page and not to an article in it."""
        above = element.parent
        while above is not None:
            if above.tag in ("article", "main", "section", "figure", "blockquote"):
                return False
            above = above.parent
        return True

    def _heading(self, element: Any, path: str, in_main: bool) -> None:
        line, level = printed(self._runs(element)), int(element.tag[1])
        if self._references_below and level <= self._references_below:
            self._references_below = 0
        if self._kind is not None or not in_main or self._references_below:
            self._flush([Run(line.text)], path, element, in_main)
            return
        self.writer.heading(line, path)
        if _REFERENCES.fullmatch(line.text.strip()):
            self._references_below = level

    # -- tables

    def _is_layout(self, table: Any) -> bool:
        """Whether a table only places things on the page: it holds a table, headings, several paragraphs, or a single cell."""
        cells = table.css("td, th")
        return (
            _attribute(table, "role") in ("presentation", "none")
            or len(cells) < 2
            or table.css_first("td table, td h1, td h2, td h3, td ul ul, td section, td article") is not None
            or any(len(cell.css("p")) > 3 for cell in cells)
        )

    def _table(self, table: Any, path: str) -> None:
        number = self.writer.new_table()
        rows: list[list[Cell]] = []
        head: int | None = None
        for part, step in _children(table):
            place = f"{path}/{step}"
            if part.tag == "caption":
                self.writer.block(printed(self._runs(part)), place, PieceKind.CAPTION, table=number)
            elif part.tag in ("thead", "tbody", "tfoot"):
                rows += [self._row(row, f"{place}/{row_step}") for row, row_step in _children(part) if row.tag == "tr"]
                head = len(rows) if part.tag == "thead" and rows else head
        self.writer.table(rows, head, number)
        if table.css_first("td img") is not None and not any(cell.text.strip() for row in rows for cell in row):
            self.writer.notices.append(f"Table {number + 1} of the page is an image: its figures are not read.")

    def _row(self, row: Any, path: str) -> list[Cell]:
        return [
            Cell(
                self._cell_line(cell), f"{path}/{step}", _span(cell, "colspan"), _span(cell, "rowspan"),
                is_head=cell.tag == "th",
            )
            for cell, step in _children(row)
            if cell.tag in ("td", "th") and not _is_hidden(cell)
        ]  # fmt: skip

    def _cell_line(self, cell: Any) -> Line:
        return printed(self._runs(cell))

    # -- lines

    def _runs(self, element: Any, level: Level = Level.BASE, is_mark: bool = False) -> Iterator[Run]:
        for child, _ in _children(element):
            if child.tag == "-text":
                yield Run(self._text(child), level, is_mark)
            elif not _is_never(child):
                yield from self._run(child, level, is_mark)

    def _run(self, element: Any, level: Level = Level.BASE, is_mark: bool = False) -> Iterator[Run]:
        """One element within a line."""
        tag = element.tag
        if tag[0] == "-" or _is_never(element) or (_is_hidden(element) and not _FIGURE.search(element.text() or "")):
            return
        if _is_hidden(element):
            self.writer.notices.append("The page hides figures within a line, or strikes them out: they are not read.")
        elif tag == "math":
            yield from self._formula(element)
        elif tag in _LEVELS:
            yield from self._runs(element, _LEVELS[tag], is_mark or (tag == "sup" and element.css_first("a") is not None))
        elif tag == "a" and _links_to_note(element):
            yield from self._runs(element, level, True)
        else:
            if tag in _BLOCKS:
                yield Run(" ", level)
            yield from self._runs(element, level, is_mark)
            if tag in _BLOCKS:
                yield Run(" ", level)

    def _text(self, node: Any) -> str:
        """The characters of a text, marked where they are shown from right to left."""
        text = node.text_content or ""
        return turned(text) if self._directions.from_right(node.parent) else text

    def _formula(self, element: Any) -> Iterator[Run]:
        try:
            runs = list(formula(parsed((element.html or "").replace("&nbsp;", "\u00a0").encode())))
        except Unreadable:
            runs = [Run(element.text() or "")]
        if self._directions.from_right(element.parent):
            runs = [Run(turned(printed(runs).text))]
        yield from runs


def _links_to_note(link: Any) -> bool:
    """Whether a link within the page goes to a reference or footnote, as its short number or sign says."""
    return "#" in _attribute(link, "href") and len((link.text() or "").strip()) <= 4


def _span(cell: Any, name: str) -> int:
    value = _attribute(cell, name)
    return min(int(value), 10_000) if value.isascii() and value.isdigit() and len(value) < 6 else 1


FORMAT = Format(
    name="html",
    printed="an HTML page",
    suffixes=(".html", ".htm", ".xhtml", ".shtml"),
    recognises=lambda head: (first_element(head) or "").lower() in ("html", "head", "body") or _begins_as_html(head),
    read=read,
    examples=(
        b"<!DOCTYPE html>\n<!-- saved from url -->\n<html lang=en>", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', b"\n<HTML><HEAD>",
        b"<!doctype html><title>A trial</title><p>", "<!DOCTYPE html><p>18 patients".encode("utf-16"),
    ),
    refuses=(b"<article>", b"Use <html> with care", b"<p>p < 0.05"),
    guarded_from=30_000,
    seconds=30,
)  # fmt: skip


def _begins_as_html(head: bytes) -> bool:
    return decoded_head(head[:512]).lstrip().lower().startswith("<!doctype html")
