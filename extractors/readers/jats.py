"""JATS and NLM XML, as PubMed Central gives articles: title, abstract, body, appendices and notes; tables cell by cell.

What a table or formula prints as an image only cannot be read and is told as a notice. The list of references stands
apart. Journal, authors and dates are the file's data about the article and no text of it.
"""

from collections.abc import Iterator
from typing import Any

from extractors.document import Document, PieceKind, Unreadable
from extractors.readers.format import Format
from extractors.readers.grid import Cell
from extractors.readers.inline import Line, Run, printed
from extractors.readers.jats_lines import BLOCKS, SILENT, Lines, spaced
from extractors.readers.jats_metadata import metadata
from extractors.readers.markup import children, first_element, local_name, parsed
from extractors.readers.writer import Writer

_TITLED = frozenset({"sec", "app", "ack", "notes", "abstract", "glossary", "fn-group", "boxed-text", "app-group", "back"})
"""Elements whose title is a heading, and whose label is but its number."""
_KINDS = {
    "list-item": PieceKind.LIST_ITEM, "def-item": PieceKind.LIST_ITEM, "fn": PieceKind.FOOTNOTE, "caption": PieceKind.CAPTION,
}  # fmt: skip
_NOT_READ = {"sub-article": "a sub-article", "response": "a response"}


def read(data: bytes, report_id: str) -> Document:
    """The document of an article; raises Unreadable for what is not well-formed or holds no text."""
    root = parsed(data)
    path = f"/{local_name(root)}"
    if local_name(root) != "article":
        articles = [(child, step) for child, step in _descend(root) if local_name(child) == "article"]
        if len(articles) != 1:
            raise Unreadable(f"The file holds {len(articles)} articles; keep each in a file of its own.")
        [(root, path)] = articles
    reading = _Article()
    reading.article(root, path)
    return reading.writer.document(report_id, "jats", "application/jats+xml", metadata(root))


def _descend(root: Any) -> Iterator[tuple[Any, str]]:
    for child, step in children(root):
        yield child, f"/{local_name(root)}/{step}"
        if local_name(child) != "article":
            for inner, inner_step in children(child):
                yield inner, f"/{local_name(root)}/{step}/{inner_step}"


class _Article:
    """One article on its way to a document."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._lines = Lines(self.writer.notices)
        self._table: int | None = None

    def article(self, root: Any, path: str) -> None:
        """Write the article: what stands at its front, its body, floats and back."""
        parts = {local_name(child): (child, f"{path}/{step}") for child, step in children(root)}
        for name in ("front", "pub-stub", "front-stub"):
            if name in parts:
                self._front(*parts[name])
        for name in ("body", "floats-group", "floats-wrap", "back"):
            if name in parts:
                self.writer.section = None
                self._inside(*parts[name])
        for name, printed_name in _NOT_READ.items():
            if name in parts:
                self.writer.notices.append(f"The file holds {printed_name} beside the article, which is not read.")
        if root.get("article-type") in ("retraction", "retracted-article"):
            self.writer.notices.append("The file says that this article is retracted or tells of a retraction.")

    def _front(self, front: Any, path: str) -> None:
        for meta, step in children(front):
            if local_name(meta) not in ("article-meta", "notes"):
                continue
            here = f"{path}/{step}"
            for child, child_step in children(meta):
                name, place = local_name(child), f"{here}/{child_step}"
                if name == "title-group":
                    parts = [part for part, _ in children(child) if local_name(part) in ("article-title", "subtitle")]
                    self.writer.heading(printed(run for part in parts for run in (*self._lines.runs(part), Run(" "))), place)
                    self.writer.section = None
                elif name == "abstract":
                    self.writer.section = None
                    self._abstract(child, place)
                elif local_name(meta) == "notes":
                    self._block(child, place)

    def _abstract(self, abstract: Any, path: str) -> None:
        if not any(local_name(child) == "title" for child in abstract):
            self.writer.section = "Abstract"
        self._inside(abstract, path)

    def _inside(self, element: Any, path: str) -> None:
        """Write what an element holds: blocks one by one, and the lines between them."""
        section = self.writer.section
        line: list[Run] = [Run(element.text or "")]
        kind = PieceKind.LIST_ITEM if local_name(element) in ("list-item", "def-item") else PieceKind.PARAGRAPH
        for child, step in self._with_entities(element):
            name = local_name(child)
            if name in BLOCKS:
                kind = self._flush(line, path, kind)
                self._block(child, f"{path}/{step}")
                line = []
            else:
                line.extend(self._lines.run(child))
            line.append(Run(child.tail or ""))
        self._flush(line, path, kind)
        if local_name(element) in ("sec", "app", "ack", "notes", "boxed-text", "abstract"):
            self.writer.section = section

    def _flush(self, line: list[Run], path: str, kind: PieceKind) -> PieceKind:
        written = printed(line)
        self.writer.block(written, path, kind if self._table is None else PieceKind.FOOTNOTE, table=self._table)
        return PieceKind.PARAGRAPH if written.text.strip() else kind

    def _with_entities(self, element: Any) -> Iterator[tuple[Any, str]]:
        counts: dict[str, int] = {}
        for child in element:
            name = local_name(child)
            counts[name] = counts.get(name, 0) + 1
            yield child, f"{name}[{counts[name]}]"

    def _block(self, element: Any, path: str) -> None:
        name = local_name(element)
        if name in ("table-wrap", "array", "table"):
            self._table_wrap(element, path)
        elif name == "ref-list":
            self._references(element, path)
        elif name in ("title", "label") and local_name(element.getparent()) in _TITLED:
            if name == "title":
                self.writer.heading(self._lines.line(element), path)
        elif name in ("list-item", "def-item", "fn", "caption", "supplementary-material", "media"):
            self._labelled(element, path)
        elif name == "fig":
            self._figure(element, path)
        elif name in ("disp-formula", "chem-struct-wrap"):
            self.writer.block(printed(self._lines.formula(element)), path)
        elif name == "alternatives":
            chosen = self._lines.alternative(element)
            if chosen is not None:
                self._block(chosen, path)
        elif name == "label":
            self.writer.block(self._lines.line(element), path)
        elif name not in SILENT and name != "graphic":
            self._inside(element, path)

    def _labelled(self, element: Any, path: str) -> None:
        """A list item, definition, footnote or caption: its label or term in one line with its first paragraph."""
        line: list[Run] = [] if len(element) else list(self._lines.runs(element))
        rest: list[tuple[Any, str]] = []
        has_text = False
        for child, step in children(element):
            name = local_name(child)
            begins = name in ("label", "term", "title") or (name in ("p", "def") and not _holds_blocks(child))
            if begins and not has_text and not rest:
                line += [*self._lines.runs(child), Run(" ")]
                has_text = name in ("p", "def")
            elif name not in SILENT:
                rest.append((child, f"{path}/{step}"))
        self.writer.block(printed(line), path, _KINDS.get(local_name(element), PieceKind.PARAGRAPH), table=self._table)
        for child, place in rest:
            self._block(child, place)

    def _figure(self, element: Any, path: str) -> None:
        line: list[Run] = []
        blocks: list[tuple[Any, str]] = []
        for child, step in children(element):
            name = local_name(child)
            if name == "label":
                line += [*self._lines.runs(child), Run(". ")]
            elif name == "caption":
                for part, part_step in children(child):
                    blocks.append((part, f"{path}/{step}/{part_step}"))
            elif name not in SILENT and name not in ("graphic", "alternatives", "media"):
                blocks.append((child, f"{path}/{step}"))
        for child, place in blocks:
            if local_name(child) in ("title", "p") and not _holds_blocks(child):
                self.writer.block(printed([*line, *self._lines.runs(child)]), place, PieceKind.CAPTION)
                line = []
            else:
                self._block(child, place)
        self.writer.block(printed(line), path, PieceKind.CAPTION)

    # -- tables

    def _table_wrap(self, element: Any, path: str) -> None:
        number = self.writer.new_table()
        outer, self._table = self._table, number
        label = next((self._lines.line(child).text.strip(" .") for child in element if local_name(child) == "label"), "")
        captions = [child for child in element if local_name(child) == "caption"]
        line = [Run(f"{label}. ")] if label else []
        for caption in captions:
            for part, _ in children(caption):
                line += [*self._lines.runs(part), Run(" ")]
        self.writer.block(printed(line), path, PieceKind.CAPTION, table=number)
        tables = [(element, path)] if local_name(element) in ("table", "array") else list(self._tables(element, path))
        images = any(local_name(child) == "graphic" for child in element.iter())
        for table, place in tables:
            self._rows(table, place, number)
        if not tables and images:
            self.writer.notices.append(f"{label or 'A table'} is an image: its figures are not read.")
        for child, step in children(element):
            if (
                local_name(child) not in ("label", "caption", "table", "alternatives", "graphic", "object-id", "media")
                and local_name(element) == "table-wrap"
            ):
                self._block(child, f"{path}/{step}")
        self._table = outer

    def _tables(self, element: Any, path: str) -> Iterator[tuple[Any, str]]:
        """The tables of a wrap, those that stand among alternatives too."""
        for child, step in children(element):
            if local_name(child) == "table":
                yield child, f"{path}/{step}"
            elif local_name(child) in ("alternatives", "oasis:table", "tgroup"):
                yield from self._tables(child, f"{path}/{step}")

    def _rows(self, table: Any, path: str, number: int) -> None:
        rows: list[list[Cell]] = []
        head: int | None = None
        for part, step in children(table):
            name = local_name(part)
            lines = (
                [(part, f"{path}/{step}")]
                if name == "tr"
                else [(row, f"{path}/{step}/{row_step}") for row, row_step in children(part) if local_name(row) == "tr"]
            )
            for row, place in lines:
                rows.append(
                    [
                        self._cell(cell, f"{place}/{cell_step}")
                        for cell, cell_step in children(row)
                        if local_name(cell) in ("td", "th")
                    ]
                )
            if name == "thead" and lines:
                head = len(rows)
        self.writer.table(rows, head, number)

    def _cell(self, cell: Any, path: str) -> Cell:
        return Cell(
            printed(self._lines.runs(cell)),
            path,
            _whole(cell.get("colspan")),
            _whole(cell.get("rowspan")),
            is_head=local_name(cell) == "th",
        )

    # -- references

    def _references(self, element: Any, path: str) -> None:
        for child, step in children(element):
            name, place = local_name(child), f"{path}/{step}"
            if name == "ref":
                self.writer.block(Line(spaced(child)), place, PieceKind.REFERENCE)
            elif name == "ref-list":
                self._references(child, place)
            elif name in ("p", "sec", "note"):
                self._block(child, place)


def _holds_blocks(element: Any) -> bool:
    """Whether an element must be written in several blocks; a definition's paragraph is its line."""
    return any(local_name(child) in BLOCKS for child in element if not (local_name(element) == "def" and local_name(child) == "p"))


def _whole(printed_number: str | None) -> int:
    text = (printed_number or "").strip()
    return min(int(text), 10_000) if text.isascii() and text.isdigit() and len(text) < 6 else 1


FORMAT = Format(
    name="jats",
    printed="an article in JATS or NLM XML",
    suffixes=(".nxml", ".xml", ".jats"),
    recognises=lambda head: first_element(head) in ("article", "pmc-articleset"),
    read=read,
    examples=(
        b'<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving and Interchange DTD v2.3 20070202//EN" "archivearticle.dtd">\n<article>',
        b'\xef\xbb\xbf<article xmlns:xlink="http://www.w3.org/1999/xlink"><front>',
        b"<!-- a comment --><pmc-articleset><article>",
        '<?xml version="1.0" encoding="UTF-16"?><article>'.encode("utf-16"),
    ),
    refuses=(b"<!DOCTYPE html><html><body><article>", b"<PubmedArticleSet>", b"An <article> about cells"),
    guarded_from=2_000_000,
)
