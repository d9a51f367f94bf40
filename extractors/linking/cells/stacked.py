"""Statistics of one outcome in rows under one another: "Mean", "SD", "Median" and "Range" are two values with their spreads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared, declared_by
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Line
from extractors.rules.table_heads import Says

_LIMITS = {Says.LOWER: Role.LOWER, Says.UPPER: Role.UPPER}


@dataclass(frozen=True)
class Part:
    """A row whose numbers complete those of the row of means or medians above or below it."""

    line: Line
    declared: tuple[Declared, ...]
    role: Role

    def under(self, column: Column) -> Column:
        """The column as this row's cells stand in it."""
        return replace(column, role=self.role, declared=self.declared)


def parts_of(lines: Sequence[Line], heads: Heads) -> Mapping[int, tuple[Part, ...]]:
    """For each row of means or medians, by its number, the rows that complete it."""
    found: dict[int, tuple[Part, ...]] = {}
    for block in _blocks(lines, heads):
        for line, centre in block:
            if centre.says in CENTRES and not centre.beside:
                found[line.index] = tuple(_parts(centre, block))
    return {index: parts for index, parts in found.items() if parts}


def _blocks(lines: Sequence[Line], heads: Heads) -> Iterator[list[tuple[Line, Declared]]]:
    """Rows one after another, under one label, that are labelled with a statistic and nothing else."""
    told = [(line, _statistic(line, heads)) for line in lines]
    for key, run in groupby(told, key=lambda each: (each[1] is not None, each[0].groups, each[0].stub[:-1])):
        if key[0]:
            yield [(line, declared) for line, declared in run if declared is not None]


def _statistic(line: Line, heads: Heads) -> Declared | None:
    if not line.stub:
        return None
    head = heads.at(line.stub[-1])
    declared = declared_by(head.terms, head.text, line.stub[-1].start) if head.is_statistic else []
    return declared[0] if len(declared) == 1 else None


def _parts(centre: Declared, block: Sequence[tuple[Line, Declared]]) -> Iterator[Part]:
    """The rows of a block that complete a centre: a mean's SD or error; bounds are the median's where there is one."""
    centres = [one.says for _, one in block if one.says in CENTRES and not one.beside]
    if sum(says is centre.says for says in centres) > 1:
        return
    of_spread = Says.MEDIAN not in centres or centre.says is not Says.MEDIAN
    has_spread = any(one.value is None and one.has(*SPREADS) for _, one in block)
    of_bounds = centre.says is Says.MEDIAN if Says.MEDIAN in centres else not has_spread
    for line, one in block:
        if one.value is not None or len(one.beside) != 1:
            continue
        [term] = one.beside
        if term.says in SPREADS and of_spread:
            yield Part(line, (one,), Role.SPREAD)
        elif term.says in BOUNDS and of_bounds and (term.says is not Says.CI or len(centres) == 1):
            yield Part(line, (one,), Role.LIMITS)
        elif term.says in _LIMITS and of_bounds:
            yield Part(line, (one,), _LIMITS[term.says])
