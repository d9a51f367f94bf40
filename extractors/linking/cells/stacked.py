"""One value in rows under one another: "Mean", "SD", "Median" and "Range" are two values with their spreads, "(0.12)" below "0.34" is one.

So are an estimate, its interval and its p-value: "HR", "95% CI", "P".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise, takewhile

from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared, declared_by
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Line
from extractors.rules.cells import CELL_INTERVAL, CELL_SPREAD_ALONE
from extractors.rules.table_heads import Says

_BELOW_ESTIMATE = {Says.CI: Role.LIMITS, Says.SE: Role.SPREAD, Says.P: Role.P, Says.LOWER: Role.LOWER, Says.UPPER: Role.UPPER}
_LIMITS = {Says.LOWER: Role.LOWER, Says.UPPER: Role.UPPER}


@dataclass(frozen=True)
class Part:
    """A row whose numbers complete those of the row above or below it.

    declared: what the row's label says that they are; nothing where a row of brackets has no label of its own.
    """

    line: Line
    declared: tuple[Declared, ...]
    role: Role

    def under(self, column: Column, beside: tuple[Declared, ...]) -> Column:
        """The column as this row's cells stand in it; beside: what is said there of what stands beside values."""
        return standing_beside(column, self.declared or beside, self.role)


def standing_beside(column: Column, declared: tuple[Declared, ...], role: Role) -> Column:
    """The column as a cell stands in it that completes a value; beside a count that is its share: "n (%)" over "9" and "(33)"."""
    of_count = bool(declared) and declared[0].says is Says.COUNT and declared[0].has(Says.PERCENT)
    return replace(column, role=Role.SHARE if of_count else role, declared=declared)


def parts_of(lines: Sequence[Line], heads: Heads) -> Mapping[int, tuple[Part, ...]]:
    """For each row of values, by its number, the rows that complete it."""
    found: dict[int, tuple[Part, ...]] = dict(_brackets_below(lines))
    found.update(_spreads_below(lines, heads))
    for block in _blocks(lines, heads):
        for at, (line, centre) in enumerate(block):
            if centre.says in CENTRES and not centre.beside:
                found[line.index] = tuple(_parts(centre, block))
            elif centre.says is Says.ESTIMATE:
                found[line.index] = tuple(_parts_of_estimate(islice(block, at + 1, None)))
    return {index: parts for index, parts in found.items() if parts}


def _brackets_below(lines: Sequence[Line]) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """Each row with the row right under it that has no label of its own and holds nothing but brackets: "(0.12)", "(0.2 to 1.5)"."""
    for above, line in pairwise(lines):
        told = [cell for cell in line.cells if cell.shape is None or not cell.shape.is_empty]
        rules = [cell.shape.rule for cell in told if cell.shape is not None]
        filled = {cell.column for cell in above.cells if cell.shape is not None and cell.shape.has("value")}
        if not line.stub or (line.groups, line.stub) != (above.groups, above.stub) or not rules or len(rules) < len(told):
            continue
        if all(rule in (CELL_SPREAD_ALONE, CELL_INTERVAL) for rule in rules) and {cell.column for cell in told} <= filled:
            yield above.index, (Part(line, (), Role.SPREAD if CELL_SPREAD_ALONE in rules else Role.LIMITS),)


def _spreads_below(lines: Sequence[Line], heads: Heads) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """Each row whose label names an outcome with its mean or median, "Age, mean", with the row "SD" or "IQR" right under it."""
    for above, line in pairwise(lines):
        below = _statistic(line, heads)
        if (
            below is None
            or below.value is not None
            or len(below.beside) != 1
            or not above.stub
            or len(above.stub) != len(line.stub)
        ):
            continue
        head = heads.at(above.stub[-1])
        told = declared_by(head.terms, head.text, above.stub[-1].start)
        if head.is_statistic or len(told) != 1 or told[0].beside or line.groups != above.groups:
            continue
        if (told[0].says in CENTRES and below.has(*SPREADS)) or (told[0].says is Says.MEDIAN and below.has(Says.IQR, Says.RANGE)):
            yield above.index, (Part(line, (below,), Role.SPREAD if below.has(*SPREADS) else Role.LIMITS),)


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


def _parts_of_estimate(below: Iterable[tuple[Line, Declared]]) -> Iterator[Part]:
    """The rows right below an estimate with its interval, its error and its p-value: "HR", "95% CI", "P"."""
    for line, one in takewhile(lambda each: each[1].value is None and len(each[1].beside) == 1, below):
        [term] = one.beside
        role = _BELOW_ESTIMATE.get(term.says)
        if role is None:
            return
        yield Part(line, (one,), role)


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
