"""A table of a PDF as text: cells tab by tab and row by row, each with its place and the heads that say what it is about."""

from extractors.document import Aside, AsideReason, Piece, PieceKind, Span
from extractors.readers.grid import Cell, Heads, Place, heads_of
from extractors.readers.inline import Line
from extractors.readers.pdf.running_text import Text
from extractors.readers.pdf.table_parts import PlacedCell, PlacedTable

_NOTHING = Cell(Line(""), "")


def write_table(text: Text, table: PlacedTable) -> None:
    """Write the cells as pieces of the document."""
    lines: dict[int, tuple[PlacedCell, list[int]]] = {}
    rows = []
    for row in table.rows:
        cells: list[Cell] = []
        column = row[0].skipped if row else 0
        for placed in row:
            cells += [_NOTHING] * (placed.first - column)
            written, marks, starts = text.joined(placed.parts, " ")
            indent = " " * placed.depth
            shifted = tuple(Span(mark.start + len(indent), mark.end + len(indent)) for mark in marks)
            cell = Cell(
                Line(indent + written, shifted), f"page {placed.parts[0].page}", placed.last - placed.first + 1, placed.rows
            )
            lines[id(cell)] = (placed, starts)
            cells.append(cell)
            column = placed.last + 1
        rows.append(cells)
    grid = heads_of(rows, table.n_head)
    spans: dict[Place, Span] = {}
    for grid_row in grid.rows:
        for column, cell in grid_row.cells:
            if column > grid_row.cells[0][0]:
                text.write("\t")
            line = cell.line.stripped()
            if not line.text:
                continue
            placed, starts = lines[id(cell)]
            text.place(placed.parts, line.text, starts)
            begin = text.length
            span = spans[grid_row.index, column] = Span(begin, begin + len(line.text))
            text.asides += [Aside(begin + mark.start, begin + mark.end, AsideReason.REFERENCE_MARK) for mark in line.marks]
            heads = grid.heads.get((grid_row.index, column), Heads())
            text.pieces.append(
                Piece(
                    span.start, span.end, PieceKind.CELL, cell.locator, text.section, page=placed.parts[0].page, table=table.number,
                    row=grid_row.index, column=column, row_heads=tuple(spans[place] for place in heads.row if place in spans),
                    column_heads=tuple(spans[place] for place in heads.column if place in spans),
                )
            )  # fmt: skip
            text.write(line.text)
        text.write("\n")
    text.write("\n")
