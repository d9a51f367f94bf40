"""Groups in the rows of a table: which of them an estimate or a p-value compares that is printed once for several rows."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from extractors.linking.cells.axes import Axes
from extractors.linking.cells.columns import Column
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Cell, Line, Table
from extractors.linking.cells.named_groups import key_of


class Printed(StrEnum):
    """In how many rows of a block of groups a column holds a number."""

    ONCE = "once"
    IN_ALL = "in_all"
    IN_ALL_BUT_ONE = "in_all_but_one"
    """The one is what the others are compared with."""
    IN_SOME = "in_some"


class RowGroups:
    """The rows of a table in blocks: rows one after another, under one label, each of another group."""

    def __init__(self, table: Table, heads: Heads, axes: Axes) -> None:
        self._heads, self._axes = heads, axes
        self._block: Mapping[int, Sequence[Line]] = self._blocks(table.lines) if axes.rows_have_groups else {}

    def name(self, line: Line) -> str | None:
        """The group of a row, as printed."""
        named = [span for span in (*line.groups, *line.stub) if self._axes.kinds.get(span) is Kind.GROUP]
        return " ".join(dict.fromkeys(self._heads.at(span).name for span in named)) or None

    def compared(self, line: Line, column: Column) -> tuple[Printed, list[str]] | None:
        """In how many rows of the line's block the column holds a number, and the block's groups, the line's own first where it is compared."""
        block = self._block.get(line.index)
        own = self.name(line)
        if block is None or own is None:
            return None
        names = {each.index: name for each in block if (name := self.name(each)) is not None}
        filled = [each.index for each in block if any(cell.column == column.index and _is_number(cell) for cell in each.cells)]
        if len(filled) == 1 and len(block) > 1:
            return Printed.ONCE, list(names.values())
        if len(filled) == len(block):
            return Printed.IN_ALL, [own]
        if len(filled) == len(block) - 1:
            [other] = set(names) - set(filled)
            return Printed.IN_ALL_BUT_ONE, [own, names[other]]
        return Printed.IN_SOME, [own]

    def _blocks(self, lines: Sequence[Line]) -> dict[int, Sequence[Line]]:
        found: dict[int, Sequence[Line]] = {}
        block: list[Line] = []
        under: object = None
        keys: set[str] = set()
        for line in lines:
            name = self.name(line)
            if name is None:
                block, keys = [], set()
                continue
            above = [span for span in (*line.groups, *line.stub) if self._axes.kinds.get(span) is not Kind.GROUP]
            if above != under or key_of(name) in keys:
                block, keys, under = [], set(), above
            block.append(line)
            keys.add(key_of(name))
            found[line.index] = block
        return found


def _is_number(cell: Cell) -> bool:
    return cell.shape is not None and not cell.shape.is_empty
