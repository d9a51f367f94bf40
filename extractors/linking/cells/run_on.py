"""Labels of rows of their own that may hold for fewer rows than they stand over, in a table that shows no end of them.

A file that keeps no indents prints "Smoking", "Current", "Past", "Never" and "Hypertension" alike: that the last is no kind of smoking
its rows must tell.
"""

from collections.abc import Sequence
from itertools import groupby

from extractors.document import Span
from extractors.linking.cells.declared import CENTRES, SPREADS
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Line, Table
from extractors.rules.cells import CELL_BRACKET, CELL_PART, CELL_PERCENT_PART, CELL_TWO_BRACKETS, CELL_TWO_SHARES
from extractors.rules.table_words import HEAD_CATEGORY

WITH_SHARES = (CELL_BRACKET, CELL_PART, CELL_PERCENT_PART, CELL_TWO_BRACKETS, CELL_TWO_SHARES)
"""Shapes of a count with its share."""
_WHOLE_PERCENT = (97.0, 103.0)
"""What the shares of all kinds of a thing add up to, each rounded."""
_FEWEST_KINDS = 2


def running_on(table: Table, heads: Heads) -> frozenset[int]:
    """The numbers of the rows that the label over them may not hold for; none where the table shows where labels end."""
    lines = table.lines
    first = next((at for at, line in enumerate(lines) if line.groups), len(lines))
    if any(len(after.groups) < len(before.groups) for before, after in zip(lines[first:], lines[first + 1 :], strict=False)):
        return frozenset()
    found: set[int] = set()
    for groups, block in groupby(lines[first:], key=lambda line: line.groups):
        if groups:
            found |= _outside(list(block), heads)
    return frozenset(found)


def _outside(block: Sequence[Line], heads: Heads) -> set[int]:
    """The rows after the last that surely is of the label: when the shares add up to all, or categories or shares end."""
    categories = [_is_category(line, heads) for line in block]
    shares = [_holds_shares(line, heads) for line in block]
    sums: dict[int, float] = {}
    for at, line in enumerate(block):
        if at and (not shares[at] if shares[0] else categories[0] and not categories[at]):
            return {other.index for other in block[at:]}
        for cell in line.cells:
            share = _share(cell.shape.number("percent") or cell.shape.number("inner")) if cell.shape is not None else None
            if share is not None:
                sums[cell.column] = sums.get(cell.column, 0.0) + share
        whole = [_WHOLE_PERCENT[0] <= value <= _WHOLE_PERCENT[1] for value in sums.values()]
        if shares[0] and at + 1 >= _FEWEST_KINDS and whole and all(whole):
            return {other.index for other in block[at + 1 :]}
    return set()


def _share(value: float | None) -> float | None:
    return value if value is not None and 0 <= value <= _WHOLE_PERCENT[1] else None


def _is_category(line: Line, heads: Heads) -> bool:
    label: Span | None = line.stub[-1] if line.stub else None
    return label is not None and HEAD_CATEGORY.compiled.match(heads.at(label).bare) is not None


def _holds_shares(line: Line, heads: Heads) -> bool:
    """Whether the row's first number is a count with its share, and its label calls it no mean."""
    if any(heads.at(span).says(*CENTRES, *SPREADS) for span in line.stub):
        return False
    shapes = [cell.shape for cell in line.cells if cell.shape is not None and not cell.shape.is_empty]
    return bool(shapes) and shapes[0].rule in WITH_SHARES
