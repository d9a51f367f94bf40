"""Which cells of a row belong together: an estimate with its p-value, a value with its spread in the column beside it."""

from dataclasses import dataclass, field

import regex

from extractors.linking.cells.columns import PARTS, Column, Role
from extractors.linking.cells.comparisons import Statement, completed
from extractors.linking.cells.layout import Cell
from extractors.linking.cells.results import Beside
from extractors.patterns import compiled
from extractors.rules.cells import CELL_INTERVAL, CELL_NUMBER, CELL_SIZE, CELL_SPREAD_ALONE

_OF_AN_EFFECT = compiled(
    r"\bp[-\s]?values?\W+(?:for\s|of\s)?(?:the\s)?(?:time|group|treatment|interaction|trend)\b", regex.IGNORECASE
)
"""P-values of a model's effects, "p-value time": of no estimate beside them."""


@dataclass
class Value:
    """One group's value with the cells that complete it."""

    cell: Cell
    column: Column
    beside: list[Beside] = field(default_factory=list)
    reasons: tuple[str, ...] = ()


def is_of_an_effect(column: Column) -> bool:
    """Whether the column's p-values are those of a model's effects."""
    return any(_OF_AN_EFFECT.search(head.text) is not None for head in column.heads)


def is_part(cell: Cell, column: Column, last: Value | Statement) -> bool:
    """Whether a cell completes the statement before it: by its column's role, or by its shape under the same heads."""
    if column.role in PARTS or (cell.shape is not None and cell.shape.rule is CELL_SIZE):
        return same_block(last.column, column)
    if cell.shape is None:
        return False
    alone = cell.shape.rule in (CELL_INTERVAL, CELL_SPREAD_ALONE)
    if (
        isinstance(last, Value)
        and last.column.spans == column.spans
        and cell.shape.rule is CELL_NUMBER
        and cell.shape.has("percent_sign")
    ):
        return last.cell.shape is not None and last.cell.shape.rule is CELL_NUMBER and not last.cell.shape.has("percent_sign")
    return alone and (last.column.spans == column.spans or (column.role is Role.ESTIMATE and same_block(last.column, column)))


def take_p_before(found: list[Value | Statement | Beside], estimate: Statement) -> None:
    """A p-value in the column before an estimate of the same block is the estimate's, where no other one has it."""
    last = found[-1] if found else None
    if (
        isinstance(last, Statement)
        and not last.has_estimate
        and "p_value" not in estimate.places
        and same_block(last.column, estimate.column)
    ):
        estimate.places["p_value"] = last.places["p_value"]
        estimate.values["p_value_modifier"] = last.values["p_value_modifier"]
        found.pop()


def are_not_told_apart(value: Value, found: list[Value | Statement | Beside]) -> bool:
    """Whether another value of the row stands under the same heads, and nothing says which of the two is what."""
    return bool(value.column.spans) and any(
        isinstance(other, Value) and other is not value and other.column.spans == value.column.spans for other in found
    )


def same_block(one: Column, other: Column) -> bool:
    """Whether two columns stand under the same outer heads: the shorter of the two lists of heads begins the other."""
    shorter, longer = sorted((one.block, other.block), key=len)
    return longer[: len(shorter)] == shorter


def attached(last: Value | Statement, cell: Cell, column: Column) -> bool:
    if isinstance(last, Value):
        last.beside.append(Beside(cell, column))
        return True
    return completed(last, cell, column)
