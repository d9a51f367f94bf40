"""Which heads of a table name groups, times and outcomes: by their own words, and by what the heads beside them are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import regex

from extractors.document import Span
from extractors.linking.cells.group_heads import (
    alike,
    called_groups,
    comparable,
    comparing,
    labels_of,
    over_sizes,
    repeated,
    sides_of,
    under_a_group_head,
)
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.linking.cells.named_groups import Groups, key_of
from extractors.patterns import compiled
from extractors.rules.table_heads import Says
from extractors.rules.table_words import HEAD_POPULATION

_PANEL = compiled(r"\(?[a-z]\)|[a-z]\.")
"""The letter of a part of a table, which is no arm."""
_SMALL_LETTER = compiled(r"[a-z]")
"""An effect size ("d", "r") beside groups, and none of them."""
_MODEL = compiled(r"(?:\w+\s){0,3}(?:regression|model)\b", regex.IGNORECASE)
"""A fit of the data, which is no group though its head says of how many people it is."""
_ROW_SHARE = 0.4
_TWO = 2


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
    compares = comparing(table, heads)
    told, sized = called_groups(table, heads, groups), over_sizes(table, heads)
    kinds.update({span: Kind.GROUP for span in told if kinds[span] is Kind.NAME and span not in compares})
    kinds.update({span: Kind.GROUP for span in sized if kinds[span] is Kind.NAME and not heads.at(span).terms})
    kinds.update({span: Kind.NOTHING for span in compares if kinds[span] is Kind.GROUP and heads.at(span).terms})
    settled = [at for at in by_level.values() if any(kinds[span] is Kind.GROUP for span in at)]
    sure = {
        span
        for span in spans
        if kinds[span] is Kind.GROUP and (span in sized or heads.at(span).size is not None or groups.surely(heads.at(span)))
    }
    in_rows = _rows_have_groups(table, row_kinds)
    told_of_few = len({heads.at(span).name for span in sure}) < (_TWO if under else 1)
    rows_have_groups = told_of_few and not sure & set(sized) and in_rows
    guessed: frozenset[Span] = frozenset()
    if rows_have_groups:
        kinds = {span: Kind.NAME if kind is Kind.GROUP else kind for span, kind in kinds.items()}
    else:
        row_kinds = {
            span: (Kind.POPULATION if span in under else Kind.NAME) if kind is Kind.GROUP else kind
            for span, kind in row_kinds.items()
        }
        if not settled and len([span for span in spans if kinds[span] is Kind.POPULATION]) > 1:
            kinds = {
                span: (Kind.TOTAL if heads.at(span).is_total else Kind.GROUP) if kind is Kind.POPULATION else kind
                for span, kind in kinds.items()
            }
            settled = [at for at in by_level.values() if any(kinds[span] is Kind.GROUP for span in at)]
        taken = frozenset() if settled else _guessed(table, by_level, kinds, compares, heads)
        beside = {span for at in settled for span in at if kinds[span] is Kind.NAME and span not in compares}
        beside -= {span for span in beside if _SMALL_LETTER.fullmatch(heads.at(span).name)}
        kinds.update(dict.fromkeys(beside | taken, Kind.GROUP))
        for span in _numbered_alike(settled, kinds, heads):
            heads.take_for_name(span)
            kinds[span] = Kind.GROUP
        if not all(groups.are_told_of(heads.at(span).name) for span in taken):
            guessed = taken
        unknown = {span for span in beside if span not in told | sure and not groups.are_told_of(heads.at(span).name)}
        guessed |= unknown - _as_others(table, heads, kinds, unknown, compares)
        if in_rows and not under:  # groups over the columns and beside the rows: which of them is the outcome's part?
            guessed |= {span for span in spans if kinds[span] is Kind.GROUP}
        kinds.update(dict.fromkeys(_crossed(table, kinds, heads, groups), Kind.POPULATION))
    all_kinds = {**row_kinds, **kinds}
    named = [
        span for span in (labels_of(table) if rows_have_groups else spans) if all_kinds[span] is Kind.GROUP and span not in compares
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


def _as_others(table: Table, heads: Heads, kinds: Mapping[Span, Kind], unknown: set[Span], compares: set[Span]) -> set[Span]:
    """Of heads beside known groups those that surely are groups too.

    They stand over the same heads as these, or as often under others, or are of one family ("CANA 100", "CANA 300"), or are the other
    one of two that are compared.
    """
    under: dict[Span, set[str]] = {}
    level: dict[int, set[Span]] = {}
    for chain in table.columns.values():
        for at, span in enumerate(chain):
            if kinds.get(span) is Kind.GROUP:
                under.setdefault(span, set()).update(
                    str(kinds.get(below)) + str(table.levels.get(below)) for below in chain[at + 1 :]
                )
                level.setdefault(table.levels.get(span, 0), set()).add(span)
    found: set[Span] = set()
    for spans in level.values():
        known = spans - unknown
        alike = {span for span in spans & unknown if under[span] and any(under[span] == under[other] for other in known)}
        pair = spans & unknown if len(spans) == _TWO and known and compares else set()
        times = Counter(heads.at(span).name for span in spans)
        again = {
            span for span in spans & unknown if any(1 < times[heads.at(span).name] <= times[heads.at(one).name] for one in known)
        }
        family = Counter(heads.at(span).name.split()[0] for span in spans & unknown if any(map(str.isdigit, heads.at(span).name)))
        found |= alike | pair | again | {span for span in spans & unknown if family[heads.at(span).name.split()[0]] > 1}
    return found


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
    kinds = {span: _kind(heads.at(span), groups, sized=False) for span in labels_of(table)}
    kinds |= {span: Kind.NAME for span in kinds if _PANEL.fullmatch(heads.at(span).text.strip())}
    over = {span for line in table.lines for span in line.groups}
    kinds |= {span: Kind.POPULATION for span in over if HEAD_POPULATION.compiled.match(heads.at(span).bare) is not None}
    under = {span for span in under_a_group_head(table, heads) if kinds[span] in (Kind.NAME, Kind.NOTHING)}
    again = repeated(table, heads, groups)
    kinds |= {span: Kind.POPULATION for span in again if HEAD_POPULATION.compiled.match(heads.at(span).bare) is not None}
    recurring = {span for span in again if kinds[span] in (Kind.NAME, Kind.NOTHING)}
    versus = {span for span, kind in kinds.items() if kind is Kind.NAME and sides_of(heads.at(span)) is not None}
    return {**kinds, **dict.fromkeys((*under, *recurring), Kind.GROUP), **dict.fromkeys(versus, Kind.COMPARISON)}, under


def _kind(head: Head, groups: Groups, sized: bool) -> Kind:
    if head.is_total:
        return Kind.TOTAL
    if sized and HEAD_POPULATION.compiled.match(head.bare) is not None:
        return Kind.POPULATION
    if not head.name:
        return Kind.TIME if head.time is not None else Kind.NOTHING
    if sized and _MODEL.match(head.name) is not None:
        return Kind.NOTHING
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
        if several and (outcomes < _ROW_SHARE * len(names) or alike(names, heads)) and comparable(table, names):
            return frozenset(names)
    return frozenset()
