"""What a cell is about: its group, outcome and time, put together from the heads over it, its row's labels and the caption."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from extractors.context.times import BASELINE_FRAME, TimeFrame, days_of
from extractors.document import Span
from extractors.linking.cells.axes import Axes
from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.group_heads import names_groups
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Line, Table
from extractors.linking.cells.named_groups import Groups
from extractors.linking.cells.outcome_titles import BARE_FIGURE, OutcomeTitles
from extractors.patterns import compiled
from extractors.rule import find
from extractors.rules.cells import CELL_P_VALUE
from extractors.rules.table_heads import Says
from extractors.rules.table_words import HEAD_POPULATION, TABLE_OF_BASELINE
from extractors.rules.times import TIME_POINT

_LED = compiled(
    r"\b(?:at|after|following|by|over|during|through|within|post|to|until|for|of)\s(?:the\s)?(?:first\s)?$", regex.IGNORECASE
)
"""What stands before a time at which something was measured; "24-h blood pressure" is no time."""
_LATER = compiled(r"\b(?:changes?|before\sand\safter|pre-?\s?(?:and|to|/)\s?post)\b", regex.IGNORECASE)
"""A caption that tells of more than the baseline, though it names it."""
_TWO_TIMES = compiled(r"\b(?:and|or)\b", regex.IGNORECASE)
_ADJUSTED_FOR = compiled(r"\badjust(?:ed|ing|ment)\s(?:for|by)\W*$", regex.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """What a cell is about. group: None for all participants; population: some of the group's; size: where the group's size stands."""

    group: str | None
    size: tuple[int, int] | None
    outcome: str | None
    time: TimeFrame | None
    is_change: bool
    unit: str | None
    reasons: tuple[str, ...] = field(default=())
    population: str | None = None
    sorts_people: bool = False
    """Whether the row's label says who the value is of, as it may: "Age ≥ 65 years"."""


def _until_adjusted(heads: Sequence[Head]) -> Sequence[Head]:
    """The heads without those under "adjusted for", which name covariates: "Baseline score" is then no time."""
    at = next((at for at, head in enumerate(heads) if _ADJUSTED_FOR.search(head.text) is not None), len(heads))
    return heads[: at + 1]


class Subjects:
    """Finds what the cells of one table are about."""

    def __init__(self, table: Table, heads: Heads, axes: Axes, groups: Groups, folded: str, text: str) -> None:
        self.table, self.heads, self.axes, self._groups = table, heads, axes, groups
        self._folded, self._text = folded, text
        self.time = self._caption_time()
        self._named_in_cells = {
            cell.column for line in table.lines for cell in line.cells if cell.shape is None and groups.surely(heads.at(cell.place))
        }
        """Columns of values in which some cells are names of groups: their heads stand over the wrong columns."""
        self._unread: dict[int, tuple[bool, bool]] = {}
        is_one_cohorts = len(table.columns) == 1 and any(table.columns.values())
        self._of_nobody = not axes.labels and groups.are_several and not is_one_cohorts
        self._titles = OutcomeTitles(table, heads, axes, groups, folded, text)

    def of(self, line: Line, column: Column) -> Subject:
        """What the cell in this row and column is about."""
        reasons: list[str] = []
        labels = [*line.groups, *line.stub]
        group, size = self._group(column.spans, labels, reasons)
        outcome = self._titles.of(line, column, reasons)
        if self._has_an_unread_label(line, group is None):
            reasons.append("link_groups_missing" if group is None else "link_outcome_guessed")
        if self._names_a_group(labels):
            reasons.append("link_outcome_guessed")
        if group is None and column.role is Role.VALUE and self._may_be_a_group(column, labels):
            reasons.append("link_groups_missing")
        if column.role is Role.VALUE and any(head.tells_between for head in column.heads):
            reasons.append("link_groups_guessed")  # "% change vs placebo" need not be the group's own
        rows = [self.heads.at(span) for span in labels if span not in self._titles.bounds]
        of_values = [*_until_adjusted(column.heads), *(_until_adjusted(column.before.heads) if column.before is not None else ())]
        dated = (
            head
            for head in reversed(of_values)
            if head.time is not None and (not head.name or head.time.days != 0 or head.dated_first)
        )
        time = self._time([*reversed(rows), *dated])
        own = [*rows[len(line.groups) :], *column.heads]
        change = any(head.is_change for head in own) or any(head.is_change and not head.name for head in rows)
        unit = self._unit([self.heads.at(span) for span in labels], column.heads)
        population = self._population((*column.spans, *labels))
        named = any(self._titles.part(span) is not None for span in line.groups)
        sorts = bool(line.stub) and not named and HEAD_POPULATION.compiled.match(self.heads.at(line.stub[-1]).bare) is not None
        return Subject(group, size, outcome, time or self.time, change, unit, tuple(reasons), population, sorts)

    def _group(
        self, columns: Sequence[Span], labels: Sequence[Span], reasons: list[str]
    ) -> tuple[str | None, tuple[int, int] | None]:
        named = [span for span in (labels if self.axes.rows_have_groups else columns) if self.axes.kinds.get(span) is Kind.GROUP]
        heads = (
            [self.heads.at(span) for span in (*labels, *columns)]
            if self.axes.rows_have_groups
            else [self.heads.at(span) for span in columns]
        )
        size = next((head.size for head in reversed(heads) if head.size is not None), None)
        own = [span for span in named if not names_groups(self.heads.at(span))]
        named = own or named  # "Trial arm" over "Usual care"
        if any(span in self.axes.guessed for span in named):
            reasons.append("link_groups_guessed")
        names = list(dict.fromkeys(self.heads.at(span).name for span in named))
        if names and all(BARE_FIGURE.fullmatch(name) for name in names):
            reasons.append("link_groups_guessed")  # "6" under "Time (hours)" may be anything
        if len(names) > 1 and self._groups.arm_of(names[-1]) is not None:
            return names[-1], size
        return " ".join(names) or None, size

    def _population(self, spans: Sequence[Span]) -> str | None:
        """Those of the participants that heads or labels restrict the cell to, as printed."""
        named = [self.heads.at(span).printed for span in spans if self.axes.kinds.get(span) is Kind.POPULATION]
        return " ".join(dict.fromkeys(named)) or None

    def _may_be_a_group(self, column: Column, labels: Sequence[Span]) -> bool:
        """Whether rows and columns both have names and nothing says which are groups, or other columns are: "Treatment" beside "Control"."""
        named = [span for span in column.spans if span not in self.table.corner and self._titles.part(span) is not None]
        if any(self.axes.kinds.get(span) is Kind.TOTAL for span in column.spans):
            return False
        if self.axes.rows_have_groups and any(self.heads.at(span).is_change and not self.heads.at(span).name for span in labels):
            return True  # "Δ" below two groups is their difference, and not everybody's change
        if self._of_nobody:
            return True  # a table of several columns that names none of the report's arms
        beside = not self.axes.rows_have_groups and any(self.axes.kinds.get(span) is Kind.GROUP for span in self.table.levels)
        return beside or (bool(named) and any(self._titles.part(span) is not None for span in labels))

    def _names_a_group(self, labels: Sequence[Span]) -> bool:
        """Whether a part of the outcome's name is a group's: "MSC group" over "Mild" and "Severe"."""
        return any(self._titles.part(span) is not None and self._groups.is_told(self.heads.at(span)) for span in labels)

    def _has_an_unread_label(self, line: Line, without_group: bool) -> bool:
        """Whether a cell that is no value says more of the row: "S1" under "Group", "<8" before the values of the groups.

        So does a cell before them under no head at all, where they have heads.
        """
        if line.index not in self._unread:
            self._unread[line.index] = self._unread_labels(line)
        of_any, of_nobody = self._unread[line.index]
        return of_any or (without_group and of_nobody)

    def _unread_labels(self, line: Line) -> tuple[bool, bool]:
        """Whether the row has such a label, and whether it has one that may be its group's name."""
        first = next((cell.column for cell in line.cells if cell.heads), 0)
        of_any = of_nobody = False
        for cell in line.cells:
            of_any = of_any or (not cell.heads and cell.column < first)
            of_nobody = of_nobody or cell.column in self._named_in_cells
            last = self.heads.at(cell.heads[-1]) if cell.heads else None
            if (
                last is not None
                and last.is_generic
                and names_groups(last)
                and not any(self.heads.at(span).says(Says.P) for span in cell.heads)
            ):
                of_nobody = True
                of_any = of_any or (cell.shape is not None and cell.shape.rule is CELL_P_VALUE)
        return of_any, of_nobody

    def _unit(self, rows: Sequence[Head], columns: Sequence[Head]) -> str | None:
        corner = [self.heads.at(span) for span in self.table.corner]
        if any(head.is_change and head.unit == "%" for head in columns):
            return "%"  # "Change, %" of what its row gives in mg/L
        return next((head.unit for head in (*reversed(rows), *reversed(columns), *corner) if head.unit is not None), None)

    def _time(self, heads: Iterable[Head]) -> TimeFrame | None:
        return next((head.time for head in heads if head.time is not None), None)

    def _caption_time(self) -> TimeFrame | None:
        """The one time that the caption names; "baseline" where it tells of characteristics."""
        for caption in self.table.captions:
            folded = self._folded[caption.start : caption.end]
            found = [one for one in find(TIME_POINT, folded) if _LED.search(folded, 0, one.start)]
            found = [one for one in found if not _TWO_TIMES.search(folded[one.start : one.end])]
            times = {
                self._text[caption.start + one.start : caption.start + one.end]: days_of(folded[one.start : one.end])
                for one in found
            }
            if TABLE_OF_BASELINE.compiled.search(folded) and not _LATER.search(folded):
                return BASELINE_FRAME
            if len(set(times.values())) == 1:
                label, days = next(iter(times.items()))
                return TimeFrame(label, days)
        return None
