"""The text that a reader writes, and the pieces of it: blocks in reading order, tables row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import Aside, AsideReason, Document, Piece, PieceKind, Span, Unreadable
from extractors.readers.grid import Cell, Heads, Place, heads_of
from extractors.readers.inline import TURNED, Line

_ASIDE = {PieceKind.REFERENCE: AsideReason.REFERENCE_LIST, PieceKind.PAGE_FURNITURE: AsideReason.PAGE_FURNITURE}


@dataclass
class Writer:
    """Collects the blocks of one document; an empty line stands between blocks, a tab between cells.

    section: the heading under which the next block stands.
    """

    section: str | None = None
    notices: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _asides: list[Aside] = field(default_factory=list)
    _tables: int = 0

    def heading(self, line: Line, locator: str) -> None:
        """Write a heading; what follows stands under it."""
        if line.text.strip():
            self.section = line.text.strip()
            self.block(line, locator, PieceKind.HEADING)

    def block(self, line: Line, locator: str, kind: PieceKind = PieceKind.PARAGRAPH, table: int | None = None) -> None:
        """Write a block of its own; white space alone is none. No rule reads a reference or what belongs to the page."""
        line = line.stripped()
        if not line.text:
            return
        span = self._write(line)
        if kind in _ASIDE:
            # One stretch in place of the marks in it.
            while self._asides and self._asides[-1].start >= span.start:
                self._asides.pop()
            self._asides.append(Aside(span.start, span.end, _ASIDE[kind]))
        self._pieces.append(Piece(span.start, span.end, kind, locator, self.section, table=table))
        self._space("\n" if kind in _ASIDE else "\n\n")

    def new_table(self) -> int:
        """A number for the next table, which its cells, captions and footnotes share."""
        self._tables += 1
        return self._tables - 1

    def table(self, rows: Sequence[Sequence[Cell]], head_rows: int | None, table: int) -> None:
        """Write the cells, row by row; head_rows as `heads_of` takes it."""
        grid = heads_of(rows, head_rows)
        spans: dict[Place, Span] = {}
        for row in grid.rows:
            for column, cell in row.cells:
                if column > row.cells[0][0]:
                    self._space("\t")
                line = cell.line.stripped()
                if not line.text:
                    continue
                span = spans[row.index, column] = self._write(line)
                heads = grid.heads.get((row.index, column), Heads())
                self._pieces.append(
                    Piece(
                        span.start, span.end, PieceKind.CELL, cell.locator, self.section, table=table, row=row.index, column=column,
                        row_heads=_known(spans, heads.row), column_heads=_known(spans, heads.column),
                    )
                )  # fmt: skip
            self._space("\n")
        self._space("\n")

    def document(self, report_id: str, reader: str, media_type: str, metadata: Mapping[str, str]) -> Document:
        """All that was written; raises Unreadable where that is nothing."""
        if not self._pieces:
            raise Unreadable("The file holds no text of a report.")
        return Document(
            report_id, "".join(self._parts).rstrip("\n") + "\n", tuple(self._pieces), media_type, reader, dict(metadata),
            asides=tuple(self._asides), notices=tuple(dict.fromkeys(self.notices)),
        )  # fmt: skip

    def _write(self, line: Line) -> Span:
        if TURNED in line.text:
            self.notices.append("The file shows figures from right to left: they are not read.")
        start = self._length
        self._space(line.text)
        self._asides += [Aside(start + mark.start, start + mark.end, AsideReason.REFERENCE_MARK) for mark in line.marks]
        return Span(start, self._length)

    def _space(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _known(spans: Mapping[Place, Span], places: Sequence[Place]) -> tuple[Span, ...]:
    return tuple(spans[place] for place in places if place in spans)
