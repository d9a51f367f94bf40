"""Which heads of a table name groups, times and outcomes: by their own words, and by what the heads beside them are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

import regex

from extractors.document import Span
from extractors.linking.cells.declared import CENTRES
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.linking.cells.named_groups import Groups, key_of
from extractors.patterns import compiled
from extractors.rules.table_heads import Says
from extractors.rules.table_words import HEAD_POPULATION

_GROUP_HEAD = compiled(
    r"(?:study\s|trial\s|treatment\s|intervention\s|experimental\s|test\s)?(?:groups?|arms?|treatments?|drugs?|allocation|interventions?|therapy|therapies|conditions?|regimens?|medications?|diets?|supplements?|foods?|meals?|drinks?|beverages?|products?|formulations?|vaccines?|devices?|dose\slevels?|cohorts?)"
    r"|(?:[\w-]+\s){1,3}(?:groups?|arms?)(?:\scomparisons?)?|(?:treatment|group|arm)\scomparisons?",
    regex.IGNORECASE,
)
_PANEL = compiled(r"\(?[a-z]\)|[a-z]\.")
"""The letter of a part of a table, which is no arm."""
_VERSUS = compiled(r"([^;:=<>]{2,60}?)\s(?:vs\.?|versus|compared\s(?:with|to)|minus)\s(?:the\s)?([^;:=<>]{2,60})", regex.IGNORECASE)
_ROW_SHARE = 0.4
_TWO = 2
_FAR_APART = 30
_ENOUGH_LINES = 40
_MOST_GROUPS = 6
_COMPARISON = frozenset({Says.P, Says.ESTIMATE, Says.TEST})
_PARTS = frozenset({Says.SE, Says.CI, Says.LOWER, Says.UPPER})


class Kind(StrEnum):
    """What a head names, beside its statistics."""

    GROUP = "group"
    TIME = "time"
    TOTAL = "total"
    POPULATION = "population"
    """Some of the participants of every group: completers, an analysis set, a dose group of which each group has its part."""
    COMPARISON = "comparison"
    """Two groups, in the label of a row of estimates: "MSC vs. placebo"."""
    NAME = "name"
    """An outcome, or what only the heads beside it can tell."""
    NOTHING = "nothing"


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
    spans = list(dict.fromkeys(span for chain in table.columns.values() for span in chain))
    by_level: dict[int, list[Span]] = {}
    for span in spans:
        by_level.setdefault(table.levels.get(span, 0), []).append(span)
    kinds = {span: _kind(heads.at(span), groups, sized=True) for span in spans}
    if any(heads.at(span).says(Says.SD) for span in spans):  # "M" beside "SD" is a mean
        kinds.update({span: Kind.NOTHING for span in spans if heads.at(span).name == "M"})
    for at in by_level.values():
        kinds.update(_populations(at, kinds))
    row_kinds, under = _row_kinds(table, heads, groups)
    compares = _comparing(table, heads)
    told, over_sizes = _called_groups(table, heads), _over_sizes(table, heads)
    kinds.update({span: Kind.GROUP for span in told if kinds[span] is Kind.NAME and span not in compares})
    kinds.update({span: Kind.GROUP for span in over_sizes if kinds[span] is Kind.NAME and not heads.at(span).terms})
    kinds.update({span: Kind.NOTHING for span in compares if kinds[span] is Kind.GROUP and heads.at(span).terms})
    settled = [at for at in by_level.values() if any(kinds[span] is Kind.GROUP for span in at)]
    sure = {
        span
        for span in spans
        if kinds[span] is Kind.GROUP and (span in over_sizes or heads.at(span).size is not None or groups.surely(heads.at(span)))
    }
    rows_have_groups = not sure and _rows_have_groups(table, row_kinds)
    guessed: frozenset[Span] = frozenset()
    if rows_have_groups:
        kinds = {span: Kind.NAME if kind is Kind.GROUP else kind for span, kind in kinds.items()}
    else:
        row_kinds = {
            span: (Kind.POPULATION if span in under else Kind.NAME) if kind is Kind.GROUP else kind
            for span, kind in row_kinds.items()
        }
        if not settled and len([span for span in spans if kinds[span] is Kind.POPULATION]) > 1:
            kinds = {span: Kind.GROUP if kind is Kind.POPULATION else kind for span, kind in kinds.items()}
            settled = [at for at in by_level.values() if any(kinds[span] is Kind.GROUP for span in at)]
        taken = frozenset() if settled else _guessed(table, by_level, kinds, compares, heads)
        beside = {span for at in settled for span in at if kinds[span] is Kind.NAME and span not in compares}
        kinds.update(dict.fromkeys(beside | taken, Kind.GROUP))
        for span in _numbered_alike(settled, kinds, heads):
            heads.take_for_name(span)
            kinds[span] = Kind.GROUP
        if not all(groups.are_told_of(heads.at(span).name) for span in taken):
            guessed = taken
        guessed |= {span for span in beside if span not in told | sure and not groups.are_told_of(heads.at(span).name)}
        kinds.update(dict.fromkeys(_crossed(table, kinds, heads, groups), Kind.POPULATION))
    all_kinds = {**row_kinds, **kinds}
    named = [
        span for span in (_labels(table) if rows_have_groups else spans) if all_kinds[span] is Kind.GROUP and span not in compares
    ]
    labels = {key_of(heads.at(span).name): span for span in reversed(named)}
    return Axes(all_kinds, guessed, rows_have_groups, tuple(reversed(labels.values())))


def _populations(level: Sequence[Span], kinds: Mapping[Span, Kind]) -> dict[Span, Kind]:
    """A row of heads in which one names some of the participants: "All" beside "Completers" names more of them."""
    if not any(kinds[span] is Kind.POPULATION for span in level):
        return {}
    return {span: Kind.POPULATION for span in level if kinds[span] is Kind.TOTAL}


def _numbered_alike(settled: Sequence[Sequence[Span]], kinds: Mapping[Span, Kind], heads: Heads) -> set[Span]:
    """Heads with sizes that read as times beside groups of the same first word: "Phase 2" beside "Phase I"."""
    found: set[Span] = set()
    for level in settled:
        first = {heads.at(span).name.split()[0].lower() for span in level if kinds[span] is Kind.GROUP and heads.at(span).name}
        found |= {
            span
            for span in level
            if kinds[span] is Kind.TIME
            and heads.at(span).size is not None
            and heads.at(span).bare.lower().partition(" ")[0] in first
        }
    return found


def _called_groups(table: Table, heads: Heads) -> set[Span]:
    """The heads under one that calls them groups: "Treatment group" over "Tai chi" and "Control"."""
    under: dict[Span, set[Span]] = {}
    for chain in table.columns.values():
        for above, span in pairwise(chain):
            if names_groups(heads.at(above)):
                under.setdefault(above, set()).add(span)
    return {span for spans in under.values() if len(spans) > 1 for span in spans}


def _over_sizes(table: Table, heads: Heads) -> set[Span]:
    """The heads that stand right over one with a size and nothing else, where several do: "Level 1" over "n = 7"."""
    over = {
        above
        for chain in table.columns.values()
        for above, span in pairwise(chain)
        if (size := heads.at(span)).size is not None and not size.name and size.time is None and heads.at(above).unit is None
    }
    return over if len(over) > 1 else set()


def _crossed(table: Table, kinds: Mapping[Span, Kind], heads: Heads, groups: Groups) -> set[Span]:
    """Of two rows of heads that name groups, the one that only parts the participants: the dose groups over the treatments that each had.

    It is the outer one, unless it alone names arms that the report tells of.
    """
    inner: dict[Span, list[Span]] = {}
    for chain in table.columns.values():
        named = [span for span in chain if kinds.get(span) in (Kind.GROUP, Kind.TOTAL)]
        if len(named) > 1 and kinds[named[0]] is Kind.GROUP:
            inner.setdefault(named[0], []).append(named[-1])
    under = {outer: {key_of(heads.at(span).name) for span in spans if kinds[span] is Kind.GROUP} for outer, spans in inner.items()}
    if len(inner) < _TWO or len(set.intersection(*under.values())) < _TWO:
        return set()
    below = {span for spans in inner.values() for span in spans if kinds[span] is Kind.GROUP}
    outer_known = all(groups.is_arm(heads.at(span)) for span in inner)
    inner_known = any(groups.is_arm(heads.at(span)) for span in below)
    return below if outer_known and not inner_known else set(inner)


def _row_kinds(table: Table, heads: Heads, groups: Groups) -> tuple[dict[Span, Kind], set[Span]]:
    """What the labels of rows name, and those of them that only the head over them calls groups."""
    kinds = {span: _kind(heads.at(span), groups, sized=False) for span in _labels(table)}
    kinds |= {span: Kind.NAME for span in kinds if _PANEL.fullmatch(heads.at(span).text.strip())}
    over = {span for line in table.lines for span in line.groups}
    kinds |= {span: Kind.POPULATION for span in over if HEAD_POPULATION.compiled.match(heads.at(span).bare) is not None}
    under = {span for span in _under_a_group_head(table, heads) if kinds[span] in (Kind.NAME, Kind.NOTHING)}
    repeated = {span for span in _repeated(table, heads, groups) if kinds[span] in (Kind.NAME, Kind.NOTHING)}
    versus = {span for span, kind in kinds.items() if kind is Kind.NAME and sides_of(heads.at(span)) is not None}
    return {**kinds, **dict.fromkeys((*under, *repeated), Kind.GROUP), **dict.fromkeys(versus, Kind.COMPARISON)}, under


def _repeated(table: Table, heads: Heads, groups: Groups) -> list[Span]:
    """Labels that stand alike under every label above them, where one of them is a known group's: then all of them are."""
    under: dict[tuple[Span, ...], list[Span]] = {}
    for line in table.lines:
        if line.stub and (line.groups or len(line.stub) > 1):
            under.setdefault((*line.groups, *line.stub[:-1]), []).append(line.stub[-1])
    names = [tuple(key_of(heads.at(span).name) for span in spans) for spans in under.values()]
    if len(names) < _TWO or len(set(names)) != 1 or not _TWO <= len(names[0]) <= _MOST_GROUPS or not all(names[0]):
        return []
    spans = [span for found in under.values() for span in found]
    return spans if any(groups.names(heads.at(span)) or groups.alike(heads.at(span).name) for span in spans) else []


def _under_a_group_head(table: Table, heads: Heads) -> list[Span]:
    """The labels in a column whose head calls them groups: "Group" over "A" and "B"."""
    columns = {table.column_of[span] for span in table.corner if span in table.column_of and names_groups(heads.at(span))}
    if any(line.groups for line in table.lines):
        return []
    return [span for line in table.lines for span in line.stub if table.column_of.get(span) in columns and heads.at(span).bare]


def _comparing(table: Table, heads: Heads) -> set[Span]:
    """The heads that stand over nothing but estimates, tests and p-values."""
    columns: dict[Span, list[bool]] = {}
    for chain in table.columns.values():
        chained = [heads.at(span) for span in chain]
        compares = any(head.says(*_COMPARISON) or head.tells_between or head.tells_trend for head in chained)
        compares = compares or (
            any(head.says(*_PARTS) for head in chained)
            and not any(head.says(*CENTRES, Says.COUNT, Says.PERCENT) for head in chained)
        )
        for span in chain:
            columns.setdefault(span, []).append(compares)
    return {span for span, told in columns.items() if all(told)}


def _labels(table: Table) -> list[Span]:
    return list(dict.fromkeys(span for line in table.lines for span in (*line.groups, *line.stub)))


def _kind(head: Head, groups: Groups, sized: bool) -> Kind:
    if head.is_total:
        return Kind.TOTAL
    if sized and HEAD_POPULATION.compiled.match(head.bare) is not None:
        return Kind.POPULATION
    if not head.name:
        return Kind.TIME if head.time is not None else Kind.NOTHING
    if head.is_generic and head.size is None:
        return Kind.NOTHING
    if groups.names(head):
        return Kind.GROUP
    if sized and head.size is not None and head.unit in (None, "%") and not head.is_generic:
        return Kind.GROUP if head.time is None or head.is_change else Kind.TIME
    return Kind.NOTHING if head.is_generic else Kind.NAME


def _rows_have_groups(table: Table, kinds: dict[Span, Kind]) -> bool:
    """True where at least two different labels name groups, and every few rows one does."""
    named = [span for line in table.lines for span in {*line.groups, *line.stub} if kinds.get(span) is Kind.GROUP]
    lines = sum(any(kinds.get(span) is Kind.GROUP for span in (*line.groups, *line.stub)) for line in table.lines)
    return len(set(named)) >= _TWO and lines >= _ROW_SHARE * len(table.lines)


def _guessed(
    table: Table, by_level: dict[int, list[Span]], kinds: dict[Span, Kind], compares: set[Span], heads: Heads
) -> frozenset[Span]:
    """A row of heads with two names or more that are no outcomes by their units or statistics: the outermost, or the one beside p-values."""
    beside_p = {level for level, spans in by_level.items() if any(heads.at(span).says(Says.P) for span in spans)}
    for _, spans in sorted(by_level.items(), key=lambda item: (item[0] not in beside_p, item[0])):
        names = [span for span in spans if kinds[span] is Kind.NAME and span not in compares]
        outcomes = sum(heads.at(span).unit is not None or heads.at(span).says(*Says) for span in names)
        several = len({heads.at(span).name for span in names}) >= _TWO
        if several and (outcomes < _ROW_SHARE * len(names) or _alike(names, heads)) and _comparable(table, names):
            return frozenset(names)
    return frozenset()


def _alike(names: Sequence[Span], heads: Heads) -> bool:
    """True where all heads name the same statistics: "Laser, mean (SD)" and "Ice, mean (SD)" are groups, not outcomes."""
    said = Counter(tuple(term.says for term in heads.at(span).terms) for span in names if heads.at(span).unit is None)
    return len(said) == 1 and sum(said.values()) == len(names)


def _comparable(table: Table, names: Sequence[Span]) -> bool:
    """False where the columns' numbers lie so far apart in most rows that they cannot be one outcome in several groups."""
    apart = counted = 0
    for line in table.lines[:_ENOUGH_LINES]:
        values = [
            abs(value)
            for cell in line.cells
            if cell.shape is not None and not set(names).isdisjoint(cell.heads) and (value := cell.shape.number("value"))
        ]
        if len(values) > 1:
            counted += 1
            apart += max(values) > _FAR_APART * min(values)
    return not counted or apart <= counted / 2


def names_groups(head: Head) -> bool:
    """Whether a head over labels calls them groups: "Treatment group"."""
    return _GROUP_HEAD.fullmatch(head.bare) is not None


def sides_of(head: Head) -> tuple[str, str] | None:
    """The two groups of "MSC vs. placebo", as printed."""
    match = _VERSUS.fullmatch(head.name)
    return (match[1], match[2]) if match is not None else None
