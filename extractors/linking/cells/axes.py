"""Which heads of a table name groups, times and outcomes: by their own words, and by what the heads beside them are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import Span
from extractors.linking.cells.column_groups import groups_over_columns
from extractors.linking.cells.group_heads import (
    called_groups,
    comparing,
    labels_of,
    over_sizes,
    repeated,
    sides_of,
    under_a_group_head,
)
from extractors.linking.cells.head_kinds import Kind, kind_of
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.linking.cells.named_groups import Groups, key_of
from extractors.patterns import compiled
from extractors.rules.table_heads import Says
from extractors.rules.table_words import HEAD_POPULATION

_PANEL = compiled(r"\(?[a-z]\)|[a-z]\.")
"""The letter of a part of a table, which is no arm."""
_ROW_SHARE = 0.4
_NEARLY = 0.8
_TWO = 2


@dataclass(frozen=True)
class Axes:
    """What the heads over the columns and the labels of the rows name, by their places.

    guessed: heads taken for groups for want of any other group in the table; rows_have_groups: True where labels of rows
    name the groups, and the heads over the columns do not.
    """

    kinds: dict[Span, Kind]
    guessed: frozenset[Span] = frozenset()
    rows_have_groups: bool = False
    labels: tuple[Span, ...] = field(default=())
    """The heads or labels that name groups, in the order of the table, each name once; no totals."""


def axes_of(table: Table, heads: Heads, groups: Groups) -> Axes:
    """The kinds of all heads and labels of a table."""
    compares = comparing(table, heads)
    told, sized = called_groups(table, heads, groups), over_sizes(table, heads)
    kinds = _column_kinds(table, heads, groups, compares, told, sized)
    row_kinds, under = _row_kinds(table, heads, groups)
    in_rows = _rows_have_groups(table, row_kinds)
    sure = {
        span
        for span, kind in kinds.items()
        if kind is Kind.GROUP and (span in sized or heads.at(span).size is not None or groups.surely(heads.at(span)))
    }
    told_of_few = len({heads.at(span).name for span in sure}) < (_TWO if under else 1)
    rows_have_groups = told_of_few and not sure & sized and in_rows
    guessed: frozenset[Span] = frozenset()
    if rows_have_groups:
        kinds = {span: Kind.NAME if kind is Kind.GROUP else kind for span, kind in kinds.items()}
    else:
        row_heads = [heads.at(span) for span, kind in row_kinds.items() if kind is Kind.GROUP]
        of_groups = {
            span: Kind.POPULATION if span in under else Kind.NAME for span, kind in row_kinds.items() if kind is Kind.GROUP
        }
        row_kinds |= of_groups
        kinds, guessed = groups_over_columns(table, heads, groups, kinds, told | sure, compares)
        # Groups over the columns and beside the rows: which of them is the outcome's part?
        if in_rows and not under and _are_arms(row_heads, groups):
            guessed |= {span for span, kind in kinds.items() if kind is Kind.GROUP}
    all_kinds = {**row_kinds, **kinds}
    named = [
        span for span in (labels_of(table) if rows_have_groups else kinds) if all_kinds[span] is Kind.GROUP and span not in compares
    ]
    labels = {key_of(heads.at(span).name): span for span in reversed(named)}
    return Axes(all_kinds, guessed, rows_have_groups, tuple(reversed(labels.values())))


def _are_arms(row_heads: Sequence[Head], groups: Groups) -> bool:
    """Whether labels that name groups are the report's own: "Group A" of the blood and "Meat group" are not."""
    return len({key_of(head.name) for head in row_heads if groups.knows(head.name)}) >= _TWO


def _column_kinds(
    table: Table, heads: Heads, groups: Groups, compares: set[Span], told: set[Span], sized: set[Span]
) -> dict[Span, Kind]:
    """What the heads over columns name as far as their own words, the heads over them (`told`) and sizes under them (`sized`) say."""
    spans = list(dict.fromkeys(span for chain in table.columns.values() for span in chain))
    kinds = {span: kind_of(heads.at(span), groups, sized=True) for span in spans}
    if any(heads.at(span).says(Says.SD) for span in spans):  # "M" beside "SD" is a mean
        kinds.update({span: Kind.NOTHING for span in spans if heads.at(span).name == "M"})
    for level in table.heads_by_level.values():
        kinds.update(_populations(level, kinds))
        kinds.update(dict.fromkeys(_groups_called_totals(level, kinds, heads), Kind.GROUP))
    kinds.update({span: Kind.GROUP for span in told if kinds[span] is Kind.NAME and span not in compares})
    kinds.update({span: Kind.GROUP for span in sized if kinds[span] is Kind.NAME and not heads.at(span).terms})
    kinds.update({span: Kind.NOTHING for span in compares if kinds[span] is Kind.GROUP and heads.at(span).terms})
    return kinds


def _groups_called_totals(level: Sequence[Span], kinds: Mapping[Span, Kind], heads: Heads) -> set[Span]:
    """Heads that read as a total and say fewer people than the groups beside them have together: "Combined" treatment."""
    sizes = {span: heads.size_of(span) for span in level}
    groups = {key_of(heads.at(span).name): size for span, size in sizes.items() if kinds[span] is Kind.GROUP and size}
    return {
        span
        for span, size in sizes.items()
        if kinds[span] is Kind.TOTAL and heads.at(span).name and size and len(groups) > 1 and size < _NEARLY * sum(groups.values())
    }


def _populations(level: Sequence[Span], kinds: Mapping[Span, Kind]) -> dict[Span, Kind]:
    """A row of heads in which one names some of the participants: "All" beside "Completers" names more of them."""
    if not any(kinds[span] is Kind.POPULATION for span in level):
        return {}
    return {span: Kind.POPULATION for span in level if kinds[span] is Kind.TOTAL}


def _row_kinds(table: Table, heads: Heads, groups: Groups) -> tuple[dict[Span, Kind], set[Span]]:
    """What the labels of rows name, and those of them that only the head over them calls groups."""
    kinds = {span: kind_of(heads.at(span), groups, sized=False) for span in labels_of(table)}
    kinds |= {span: Kind.NAME for span in kinds if _PANEL.fullmatch(heads.at(span).text.strip())}
    over = {span for line in table.lines for span in line.groups}
    kinds |= {span: Kind.POPULATION for span in over if HEAD_POPULATION.compiled.match(heads.at(span).bare) is not None}
    under = {span for span in under_a_group_head(table, heads) if kinds[span] in (Kind.NAME, Kind.NOTHING)}
    again = repeated(table, heads, groups)
    kinds |= {span: Kind.POPULATION for span in again if HEAD_POPULATION.compiled.match(heads.at(span).bare) is not None}
    recurring = {span for span in again if kinds[span] in (Kind.NAME, Kind.NOTHING)}
    versus = {span for span, kind in kinds.items() if kind is Kind.NAME and sides_of(heads.at(span)) is not None}
    return {**kinds, **dict.fromkeys((*under, *recurring), Kind.GROUP), **dict.fromkeys(versus, Kind.COMPARISON)}, under


def _rows_have_groups(table: Table, kinds: dict[Span, Kind]) -> bool:
    """True where at least two different labels name groups, and every few rows one does."""
    named = [span for line in table.lines for span in {*line.groups, *line.stub} if kinds.get(span) is Kind.GROUP]
    lines = sum(any(kinds.get(span) is Kind.GROUP for span in (*line.groups, *line.stub)) for line in table.lines)
    return len(set(named)) >= _TWO and lines >= _ROW_SHARE * len(table.lines)
