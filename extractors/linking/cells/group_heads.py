"""What the heads and labels of a table say together of which of them are groups: by a word over them, by sizes under them, by recurring."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.document import Span
from extractors.linking.cells.declared import CENTRES
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.linking.cells.named_groups import Groups, key_of
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

_TWO = 2
_OVER_LABELS = compiled(r"(?:parameters?|variables?|characteristics?|outcome\s(?:measures?|variables?))\W*", regex.IGNORECASE)
_GROUP_HEAD = compiled(
    r"(?:study\s|trial\s|treatment\s|intervention\s|experimental\s|test\s)?(?:groups?|arms?|treatments?|drugs?|allocation|interventions?|therapy|therapies|conditions?|regimens?|medications?|diets?|supplements?|foods?|meals?|drinks?|beverages?|products?|formulations?|vaccines?|devices?|dose\slevels?|cohorts?|sequences?)"
    r"|(?:[\w-]+\s){1,3}(?:groups?|arms?)(?:\scomparisons?)?|(?:treatment|group|arm)\scomparisons?",
    regex.IGNORECASE,
)
_VERSUS = compiled(r"([^;:=<>]{2,60}?)\s(?:vs\.?|versus|compared\s(?:with|to)|minus)\s(?:the\s)?([^;:=<>]{2,60})", regex.IGNORECASE)
_FAR_APART = 30
_ENOUGH_LINES = 40
_MOST_GROUPS = 6
_COMPARISON = frozenset({Says.P, Says.ESTIMATE, Says.TEST})
_PARTS = frozenset({Says.SE, Says.CI, Says.LOWER, Says.UPPER})


def names_groups(head: Head) -> bool:
    """Whether a head over labels calls them groups: "Treatment group"."""
    return _GROUP_HEAD.fullmatch(head.bare) is not None


def heads_are_mirrored(table: Table, heads: Heads) -> bool:
    """Whether a value's column is called "Parameter" and the labels' column is not: the heads stand in the wrong order."""
    over_labels = [heads.at(span) for span in table.corner]
    over_values = [heads.at(chain[-1]) for chain in table.columns.values() if chain]
    return (
        bool(over_labels)
        and not any(_OVER_LABELS.fullmatch(head.text.strip()) for head in over_labels)
        and any(_OVER_LABELS.fullmatch(head.text.strip()) for head in over_values)
    )


def sides_of(head: Head) -> tuple[str, str] | None:
    """The two groups of "MSC vs. placebo", as printed."""
    match = _VERSUS.fullmatch(head.name)
    return (match[1], match[2]) if match is not None else None


def called_groups(table: Table, heads: Heads, groups: Groups) -> set[Span]:
    """The heads under one that calls them groups: "Treatment group" over "Tai chi" and "Control".

    "Intervention" beside "Controls", or with a size, is itself a group.
    """
    beside: dict[int, set[Span]] = {}
    for chain in table.columns.values():
        for span in chain:
            if groups.names(heads.at(span)) and not names_groups(heads.at(span)):
                beside.setdefault(table.levels.get(span, 0), set()).add(span)
    under: dict[Span, set[Span]] = {}
    for chain in table.columns.values():
        for above, span in pairwise(chain):
            head = heads.at(above)
            if names_groups(head) and head.size is None and not beside.get(table.levels.get(above, 0)):
                under.setdefault(above, set()).add(span)
    return {span for spans in under.values() if len(spans) > 1 for span in spans}


def over_sizes(table: Table, heads: Heads) -> set[Span]:
    """The heads that stand right over one with a size and nothing else, where several do: "Level 1" over "n = 7"."""
    over = {
        above
        for chain in table.columns.values()
        for above, span in pairwise(chain)
        if (size := heads.at(span)).size is not None and not size.name and size.time is None and heads.at(above).unit is None
    }
    return over if len(over) > 1 else set()


def recurring(table: Table, heads: Heads) -> list[Span]:
    """Labels that stand alike under every label above them: groups, times or kinds of people by which all outcomes are given."""
    under: dict[tuple[Span, ...], list[Span]] = {}
    for line in table.lines:
        if line.stub and (line.groups or len(line.stub) > 1):
            under.setdefault((*line.groups, *line.stub[:-1]), []).append(line.stub[-1])
    names = [tuple(key_of(heads.at(span).name) for span in spans) for spans in under.values()]
    if len(names) < _TWO or len(set(names)) != 1 or not _TWO <= len(names[0]) <= _MOST_GROUPS or not all(names[0]):
        return []
    return [span for found in under.values() for span in found]


def repeated(table: Table, heads: Heads, groups: Groups) -> list[Span]:
    """The recurring labels where one of them is a known group's or the head over them calls them so."""
    spans = recurring(table, heads)
    columns = {table.column_of.get(span) for span in spans}
    told = any(names_groups(heads.at(span)) and table.column_of.get(span) in columns for span in table.corner)
    return spans if told or any(groups.names(heads.at(span)) or groups.alike(heads.at(span).name) for span in spans) else []


def under_a_group_head(table: Table, heads: Heads) -> list[Span]:
    """The labels in a column whose head calls them groups: "Group" over "A" and "B"."""
    columns = {table.column_of[span] for span in table.corner if span in table.column_of and names_groups(heads.at(span))}
    if any(line.groups for line in table.lines):
        return []
    return [span for line in table.lines for span in line.stub if table.column_of.get(span) in columns and heads.at(span).bare]


def comparing(table: Table, heads: Heads) -> set[Span]:
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


def labels_of(table: Table) -> list[Span]:
    return list(dict.fromkeys(span for line in table.lines for span in (*line.groups, *line.stub)))


def alike(names: Sequence[Span], heads: Heads) -> bool:
    """True where all heads name the same statistics: "Laser, mean (SD)" and "Ice, mean (SD)" are groups, not outcomes."""
    said = Counter(tuple(term.says for term in heads.at(span).terms) for span in names if heads.at(span).unit is None)
    return len(said) == 1 and sum(said.values()) == len(names)


def comparable(table: Table, names: Sequence[Span]) -> bool:
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
