"""Which heads of a table name groups, times and outcomes: by their own words, and by what the heads beside them are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import regex

from extractors.context.arms import Arm, role_of
from extractors.document import Span
from extractors.linking.cells.declared import CENTRES
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Table
from extractors.patterns import compiled
from extractors.rules.table_heads import Says
from extractors.vocabulary.arms import COMPARATORS

_NUMBERED = compiled(
    r"(?:study\s|treatment\s)?(?:groups?|arms?|cohort|regimen|sequence|treatment)\s?[-#]?\s?(?:[A-H]|\d{1,2}|I{1,3}|IV|V)\b.{0,40}|[A-D]|.{1,60}\s(?:groups?|arms?)",
    regex.IGNORECASE,
)
_COMPARATOR_WORD = compiled(rf"(?:{'|'.join(sorted(map(regex.escape, COMPARATORS), key=len, reverse=True))})s?", regex.IGNORECASE)
_GROUP_HEAD = compiled(
    r"(?:study\s|treatment\s|intervention\s|experimental\s)?(?:groups?|arms?|treatments?|drugs?|allocation|interventions?|therapy|conditions?|regimen|medication|diet|supplement)",
    regex.IGNORECASE,
)
_ABBREVIATED = compiled(r"\s[(\[][^()\[\]]{1,12}[)\]]$")
_SMALL = frozenset(
    {
        "group",
        "groups",
        "arm",
        "arms",
        "the",
        "patients",
        "participants",
        "subjects",
        "only",
        "alone",
        "treated",
        "treatment",
        "therapy",
        "a",
        "an",
        "of",
        "in",
    }
)
_WORD = compiled(r"[^\W_]+(?:[.][^\W_]+)*")
_LONGEST_LABEL = 9
_ROW_SHARE = 0.4
_TWO = 2
_FAR_APART = 30
_ENOUGH_LINES = 40
_COMPARISON = frozenset({Says.P, Says.ESTIMATE, Says.TEST})
_PARTS = frozenset({Says.SE, Says.CI, Says.LOWER, Says.UPPER})


class Kind(StrEnum):
    """What a head names, beside its statistics."""

    GROUP = "group"
    TIME = "time"
    TOTAL = "total"
    NAME = "name"
    """An outcome, or what only the heads beside it can tell."""
    NOTHING = "nothing"


def key_of(label: str) -> str:
    """A label's words without those that any group has, for telling whether two labels name one group."""
    words = _WORD.findall(label.lower())
    kept = [word for word in words if word not in _SMALL] or words
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in kept)


class Groups:
    """The groups that a report's prose and the sized heads of its tables name."""

    def __init__(self, arms: Iterable[Arm], tables: Iterable[Table], heads: Heads) -> None:
        self._arms: dict[str, Arm] = {}
        for arm in arms:
            for label in (arm.label, *arm.spellings):
                self._arms.setdefault(key_of(label), arm)
        self._sized: set[str] = set()
        for table in tables:
            by_level: dict[int, set[str]] = {}
            for span in {span for chain in table.columns.values() for span in chain}:
                head = heads.at(span)
                if head.size is not None and head.name and not head.is_total and head.time is None and head.unit is None:
                    by_level.setdefault(table.levels.get(span, 0), set()).add(key_of(head.name))
            self._sized.update(*(names for names in by_level.values() if len(names) > 1))

    def arm_of(self, label: str) -> Arm | None:
        """The arm of the prose that a label names."""
        return self._arms.get(key_of(label))

    def surely(self, head: Head) -> bool:
        """Whether a head names a group that the report names elsewhere, or says its size: more than a letter."""
        return len(head.name) > 1 and self.names(head)

    def names(self, head: Head) -> bool:
        """Whether a head's own words say that it names a group."""
        name = _ABBREVIATED.sub("", head.name)
        words = name.split()
        if not words or len(words) > _LONGEST_LABEL or head.unit is not None:
            return False
        keys = {key_of(name), key_of(head.name)}
        if not keys.isdisjoint(self._arms) or not keys.isdisjoint(self._sized) or _NUMBERED.fullmatch(name):
            return True
        return _COMPARATOR_WORD.fullmatch(" ".join(word for word in name.lower().split() if word not in _SMALL)) is not None


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
    row_kinds = _row_kinds(table, heads, groups)
    compares = _comparing(table, heads)
    kinds.update({span: Kind.NOTHING for span in compares if kinds[span] is Kind.GROUP and heads.at(span).terms})
    settled = [at for at in by_level.values() if any(kinds[span] is Kind.GROUP for span in at)]
    sure = any(kinds[span] is Kind.GROUP and (heads.at(span).size is not None or groups.surely(heads.at(span))) for span in spans)
    rows_have_groups = not sure and _rows_have_groups(table, row_kinds)
    guessed: frozenset[Span] = frozenset()
    if rows_have_groups:
        kinds = {span: Kind.NAME if kind is Kind.GROUP else kind for span, kind in kinds.items()}
    else:
        row_kinds = {span: Kind.NAME if kind is Kind.GROUP else kind for span, kind in row_kinds.items()}
        guessed = frozenset() if settled else _guessed(table, by_level, kinds, compares, heads)
        beside = {span for at in settled for span in at if kinds[span] is Kind.NAME and span not in compares}
        kinds.update(dict.fromkeys(beside | guessed, Kind.GROUP))
    all_kinds = {**row_kinds, **kinds}
    named = [
        span for span in (_labels(table) if rows_have_groups else spans) if all_kinds[span] is Kind.GROUP and span not in compares
    ]
    labels = {key_of(heads.at(span).name): span for span in reversed(named)}
    return Axes(all_kinds, guessed, rows_have_groups, tuple(reversed(labels.values())))


def _row_kinds(table: Table, heads: Heads, groups: Groups) -> dict[Span, Kind]:
    kinds = {span: _kind(heads.at(span), groups, sized=False) for span in _labels(table)}
    under = (span for span in _under_a_group_head(table, heads) if kinds[span] in (Kind.NAME, Kind.NOTHING))
    return {**kinds, **dict.fromkeys(under, Kind.GROUP)}


def _under_a_group_head(table: Table, heads: Heads) -> list[Span]:
    """The labels in a column whose head calls them groups: "Group" over "A" and "B"."""
    columns = {
        table.column_of[span] for span in table.corner if span in table.column_of and _GROUP_HEAD.fullmatch(heads.at(span).bare)
    }
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
    if not head.name:
        return Kind.TIME if head.time is not None else Kind.NOTHING
    if head.is_generic and head.size is None:
        return Kind.NOTHING
    if groups.names(head):
        return Kind.GROUP
    if sized and head.size is not None and head.unit is None and not head.is_generic:
        return Kind.GROUP
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


def comparator_last(labels: Sequence[str], groups: Groups) -> tuple[tuple[str, str] | None, bool]:
    """(group, comparator) of two labels, and whether words say which is which."""
    if len(labels) != _TWO:
        return None, False
    first, second = labels
    roles = [arm.role if (arm := groups.arm_of(label)) is not None and arm.role is not None else role_of(label) for label in labels]
    is_comparator = [role is not None and role.value == "comparator" for role in roles]
    if is_comparator == [True, False]:
        return (second, first), True
    return (first, second), is_comparator == [False, True]
