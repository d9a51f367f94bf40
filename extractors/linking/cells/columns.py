"""What each column of a table holds: values of a group, an estimate, a p-value, or the rest of the value beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from extractors.document import Span
from extractors.linking.cells.axes import Axes
from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared, declared_by
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.patterns import compiled
from extractors.rules.table_heads import HEAD_TEST, Says
from extractors.rules.table_words import COLUMN_OF_NO_RESULTS

_ONE_SIDE = compiled(r"^\W*p[-\s]?(?:values?)?\W*(?:vs\.?|versus)\s", regex.IGNORECASE)


class Role(StrEnum):
    """What the cells of a column are."""

    VALUE = "value"
    ESTIMATE = "estimate"
    P = "p"
    TEST = "test"
    SPREAD = "spread"
    LIMITS = "limits"
    LOWER = "lower"
    UPPER = "upper"
    SHARE = "share"
    """Percentages of the counts in the column before."""
    SIZE = "size"
    """How many people the value in the next column is of."""
    SIZE_OF_BEFORE = "size_of_before"
    """How many people the value in the columns before is of: "n" after "Mean" and "SD"."""
    SKIPPED = "skipped"
    """Degrees of freedom and the like, which are no results."""


PARTS = frozenset({Role.SPREAD, Role.LIMITS, Role.LOWER, Role.UPPER, Role.SHARE, Role.SIZE_OF_BEFORE})
"""Roles of columns that hold a part of the statement in the column before."""


@dataclass(frozen=True)
class Column:
    """A column: its heads, outermost first, what its innermost statistic declares, its role, and the heads it shares with its block.

    before: the column of values that p-values are of, where their own heads are those of other columns of p-values too. of_one: whether
    each of these other columns follows the values of another group.
    """

    index: int
    spans: tuple[Span, ...]
    heads: tuple[Head, ...]
    declared: tuple[Declared, ...]
    role: Role
    block: tuple[Span, ...]
    before: "Column | None" = None
    of_one: bool = False


def columns_of(table: Table, heads: Heads, axes: Axes) -> dict[tuple[int, tuple[Span, ...]], Column]:
    """The columns of a table by their number and heads: a cell over several columns has fewer heads than those below it."""
    found = [_column(index, spans, heads, axes) for index, spans in table.columns.items()]
    found = [
        _in_block(column, found[i - 1] if i else None, found[i + 1] if i + 1 < len(found) else None, axes)
        for i, column in enumerate(found)
    ]
    columns = {(column.index, column.spans): column for column in _with_heads_before(found, axes)}
    for line in table.lines:
        for cell in line.cells:
            if (cell.column, cell.heads) not in columns:
                columns[cell.column, cell.heads] = _column(cell.column, cell.heads, heads, axes)
    return columns


def _column(index: int, spans: tuple[Span, ...], heads: Heads, axes: Axes) -> Column:
    chain = tuple(heads.at(span) for span in spans)
    declared, at = _declared(chain, spans)
    block = spans if at is None else tuple(span for i, span in enumerate(spans) if i != at or not chain[i].is_statistic)
    return Column(index, spans, chain, tuple(declared), _role(chain, declared, at, spans, axes), block)


def _with_heads_before(columns: Sequence[Column], axes: Axes) -> list[Column]:
    """The columns; p-values under heads that are printed alike over several of them are of the values before: "Day 3 | P | Day 7 | P"."""
    alike = Counter(_words(column) for column in columns if column.role is Role.P)
    found: list[Column] = []
    values: Column | None = None
    for column in columns:
        is_one_of = column.role is Role.P and (alike[_words(column)] > 1 or _ONE_SIDE.search(_words(column)[-1]) is not None)
        found.append(replace(column, before=values) if is_one_of and values is not None else column)
        if column.role is not Role.P:
            values = column
    followed = [_group_of(column.before, axes) for column in found if column.before is not None]
    groups = {_group_of(column, axes) for column in columns if column.role is Role.VALUE} - {None}
    # One p-value fewer than groups: each compares with the first, and is no test within the group that it follows.
    each_its_own = len(followed) > 1 and None not in followed and len(set(followed)) == len(followed) == len(groups)
    return [replace(column, of_one=True) if each_its_own and column.before is not None else column for column in found]


def _group_of(column: Column, axes: Axes) -> Span | None:
    return next((span for span in column.spans if axes.kinds.get(span) is Kind.GROUP), None)


def _words(column: Column) -> tuple[str, ...]:
    return tuple(head.text.strip() for head in column.heads)


def _declared(chain: Sequence[Head], spans: Sequence[Span]) -> tuple[list[Declared], int | None]:
    """What the innermost head with statistics declares, and which head that is; a head that is nothing but "P" goes before all."""
    said = [at for at in range(len(chain) - 1, -1, -1) if chain[at].terms]
    found = {at: declared_by(chain[at].terms, chain[at].text, spans[at].start) for at in said}
    for at in said:
        if found[at] and found[at][0].value is None and found[at][0].has(Says.P) and chain[at].is_statistic:
            return found[at], at
    if not said:
        return [], None
    inner = found[said[0]]
    outer = next((found[at][0] for at in said[1:] if found[at] and found[at][0].says is Says.ESTIMATE), None)
    of_estimate = inner and (inner[0].says in CENTRES or (inner[0].value is None and inner[0].has(*BOUNDS)))
    if outer is not None and of_estimate:
        return [Declared(outer.value, inner[0].beside, outer.at, inner[0].level())], said[0]
    level = next((place for at in said[1:] for one in found[at] if (place := one.level()) is not None), None)
    if level is not None and inner and inner[0].says is Says.ESTIMATE and inner[0].level() is None:
        # "Effect (95% CI)" over "Difference" and "SMD": the interval is declared once for both.
        return [replace(inner[0], level_elsewhere=level), *inner[1:]], said[0]
    return inner, said[0]


def _role(chain: Sequence[Head], declared: Sequence[Declared], at: int | None, spans: Sequence[Span], axes: Axes) -> Role:
    if chain and COLUMN_OF_NO_RESULTS.compiled.match(chain[-1].text):
        return Role.SKIPPED
    if at is None or not declared:
        return Role.P if chain and _tells_p_without_saying(chain, spans, axes) else Role.VALUE
    head, first = chain[at], declared[0]
    if first.value is None:
        return _role_without_value(head, first)
    if first.says is Says.TEST:
        return (
            Role.TEST
            if head.text.strip()[:2].lower() not in ("df", "d.", "ai", "bi", "ic")
            and first.value.mention.rule is HEAD_TEST
            and "ower" not in head.text
            else Role.SKIPPED
        )
    if first.says is Says.ESTIMATE and not (head.is_change and not head.tells_between):
        return Role.ESTIMATE
    return Role.VALUE


def _tells_p_without_saying(chain: Sequence[Head], spans: Sequence[Span], axes: Axes) -> bool:
    """True for "Trend between groups" and "Group x time" over a column: a test, whose p-values are not called so."""
    return (
        chain[-1].tells_trend or chain[-1].text.strip().lower() in ("between groups", "within groups", "significance")
    ) and axes.kinds.get(spans[-1]) in (
        Kind.NAME,
        Kind.NOTHING,
    )


def _role_without_value(head: Head, declared: Declared) -> Role:
    """The role of a column whose head names only what stands beside a value."""
    if declared.has(Says.P):
        return Role.P
    if declared.has(Says.LOWER):
        return Role.LOWER
    if declared.has(Says.UPPER):
        return Role.UPPER
    if not head.is_statistic and (not head.is_generic or head.is_change):
        return Role.VALUE
    if declared.has(*BOUNDS):
        return Role.LIMITS
    return Role.SPREAD if declared.has(*SPREADS) else Role.VALUE


def _in_block(column: Column, before: Column | None, after: Column | None, axes: Axes) -> Column:
    """The column with the role that its neighbours in the block give it: "n" beside "%", "n" before "Mean"."""
    if column.role is not Role.VALUE or len(column.declared) != 1 or not column.heads or not _pure(column):
        return column
    [declared] = column.declared
    role: Role = column.role
    if (
        declared.says is Says.PERCENT
        and not declared.beside
        and before is not None
        and before.block == column.block
        and _says(before) is Says.COUNT
    ):
        role = Role.SHARE
    elif declared.says is Says.COUNT and not declared.beside and axes.rows_have_groups and column.heads[-1].is_statistic:
        role = Role.SIZE
    elif declared.says is Says.COUNT and not declared.beside and after is not None and _goes_before(column, after):
        says = _says(after)
        if (
            says in CENTRES
            or after.role in (Role.ESTIMATE, Role.LOWER)
            or (says is None and after.role in (Role.VALUE, Role.LIMITS))
        ):
            role = Role.SIZE
    of_values = before is not None and before.block == column.block and (before.role is Role.SPREAD or _says(before) in CENTRES)
    if role is Role.VALUE and declared.says is Says.COUNT and not declared.beside and of_values and column.heads[-1].is_statistic:
        role = Role.SIZE_OF_BEFORE
    if role is Role.VALUE and declared.says is Says.COUNT and not declared.beside and axes.labels and not _of_a_group(column, axes):
        role = Role.SKIPPED  # how many were asked, beside the columns of the groups
    return replace(column, role=role)


def _goes_before(column: Column, after: Column) -> bool:
    """Whether a column stands before one of the same block, or of the times under it."""
    return after.block == column.block or (bool(column.block) and after.spans[: len(column.block)] == column.block)


def _of_a_group(column: Column, axes: Axes) -> bool:
    return axes.rows_have_groups or any(axes.kinds.get(span) in (Kind.GROUP, Kind.TOTAL) for span in column.spans)


def _pure(column: Column) -> bool:
    return any(head.is_statistic for head in column.heads)


def _says(column: Column) -> Says | None:
    return column.declared[0].says if column.declared else None
