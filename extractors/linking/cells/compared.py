"""Which groups an estimate or a p-value of a table compares: by its heads, its row's label, the rows around it, and the table's groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractors.linking.cells.axes import Axes
from extractors.linking.cells.columns import Column
from extractors.linking.cells.comparisons import Statement
from extractors.linking.cells.group_heads import sides_of
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Line
from extractors.linking.cells.named_groups import Groups, comparator_last, key_of
from extractors.linking.cells.row_groups import Printed, RowGroups
from extractors.linking.cells.subjects import Subject
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

_PARTS = compiled(r"\s(?:vs\.?|versus|minus|[-–])\s|\sand\s|/", regex.IGNORECASE)
_ONE_SIDE = compiled(
    r"(?:^|[\s(])(?:vs\.?|versus|(?<=difference\s)from|compared\s(?:with|to)|relative\sto)\s(?:the\s)?([^()]{1,60}?)\s*\)?\s*$",
    regex.IGNORECASE,
)
_FIRST_OF_SEVERAL = compiled(r"\bbetween\s(?:the\s)?([^()]{2,60}?)\s(?:versus|vs\.?|compared\s(?:with|to))\s", regex.IGNORECASE)
_PAIR = 2
_TIMES = compiled(
    r"\W*(?:pre|post|baseline|before|after|follow-?up|(?:day|week|month|time|t)\s?\d{1,3})\W{0,3}\s(?:vs\.?|versus|to|-|and)\s\W{0,3}(?:pre|post|baseline|before|after|follow-?up|(?:day|week|month|time|t)\s?\d{1,3})\b\W*",
    regex.IGNORECASE,
)
"""Two times that a head compares, which are no groups: "PRE vs. POST"."""

Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Compared:
    """Finds which groups a column's analyses compare."""

    axes: Axes
    heads: Heads
    groups: Groups
    rows: RowGroups
    reading_pair: tuple[str, str] | None
    predicts: bool
    group_columns: Mapping[int, str]
    """The group of each column that stands under one."""
    _references: dict[int, str | None] = field(default_factory=dict, repr=False, compare=False)

    def tells_with_whom(self, line: Line) -> bool:
        """Whether a row of estimates under the groups says with which of them it compares the others: in its labels, or by an empty cell."""
        labels = [self.heads.at(span) for span in (*line.stub, *line.groups)]
        names = list(self.group_columns.values())
        return self._reference(line) is not None or any(self._other_side(head, names, "") is not None for head in labels)

    def _reference(self, line: Line) -> str | None:
        """The one group that has no number in a row that has one for each of the others."""
        if line.index not in self._references:
            self._references[line.index] = self._empty_group(line)
        return self._references[line.index]

    def _empty_group(self, line: Line) -> str | None:
        filled = {self.group_columns.get(cell.column) for cell in line.cells if cell.shape is not None and not cell.shape.is_empty}
        empty = set(self.group_columns.values()) - filled
        return empty.pop() if len(empty) == 1 and len(filled - {None}) > 0 else None

    def of(self, statement: Statement, line: Line, subject: Subject, times_vary: bool, reasons: list[str]) -> Pair:
        """(group, comparator); (group, None) for a change within one group; reasons say what had to be guessed."""
        column = statement.column
        if not statement.has_estimate and any(head.tells_trend for head in (*column.heads, *map(self.heads.at, line.stub))):
            reasons.append("link_groups_guessed")  # "P for interaction" is no test of the two groups
        if column.heads and _TIMES.fullmatch(column.heads[-1].name):
            return self._within(column, subject, reasons)
        names = [self.heads.at(span).name for span in self.axes.labels]
        told = self._told(column, names) or self._told_by_label(line) or self._beside(column, names)
        if told is not None:
            return told
        of_one = column.before.spans if column.of_one and column.before is not None else ()
        within = [span for span in (*column.spans, *of_one) if self.axes.kinds.get(span) is Kind.GROUP]
        head = column.heads[-1] if column.heads else None
        between = head is not None and head.tells_between
        labels = [self.heads.at(span) for span in (*reversed(line.stub), *reversed(line.groups))]
        for one in (head, *labels) if within else ():
            other = self._other_side(one, names, self.heads.at(within[-1]).name)
            if other is not None:
                return self.heads.at(within[-1]).name, other
        if within and not _is_told_over(column) and (other := self._reference(line)):
            if not statement.has_estimate:
                reasons.append("link_groups_guessed")
            return self.heads.at(within[-1]).name, other
        if within and not between:
            own = self.heads.at(within[-1]).name
            if any(self._known(self.heads.at(span).name, names) not in (None, own) for span in line.stub):
                reasons.append("link_groups_guessed")  # a group beside the row, and another over the column
            return own, None
        sides = self._sides_of_line(line)
        if sides is not None:
            return sides
        in_rows = self.rows.compared(line, column)
        if in_rows is not None:
            return self._first_named(column, names, self.rows.name(line)) or self._of_rows(statement, *in_rows, between, reasons)
        if head is not None and head.tells_within and not between:
            if subject.group is None and names:
                reasons.append("link_groups_missing")
            return subject.group, None
        if len(names) == _PAIR and not self.axes.guessed.intersection(self.axes.labels):
            under_a_time = not self.axes.rows_have_groups and any(head.time is not None for head in column.heads)
            of_times = times_vary and column.before is None and not under_a_time
            return self._pair(statement, names, of_times and not between, reasons)
        if names:
            reasons.append("link_groups_missing" if len(names) != _PAIR else "link_groups_guessed")
            return (names[0], names[1]) if len(names) == _PAIR else (None, None)
        return self._of_report(times_vary, reasons)

    def _within(self, column: Column, subject: Subject, reasons: list[str]) -> Pair:
        """The group of a comparison of times; nobody's where the table's groups are taken together, or are not told."""
        if subject.group is None and self.axes.labels:
            reasons.append("link_groups_missing")
        return subject.group, None

    def _told(self, column: Column, names: Sequence[str]) -> tuple[str, str] | None:
        """The two groups that a head names itself: "MSC vs placebo"."""
        for head in reversed(column.heads):
            parts = _PARTS.split(head.name)
            if len(parts) != _PAIR:
                continue
            found = [self._known(part, names) for part in parts]
            if found[0] is not None and found[1] is not None and found[0] != found[1]:
                return found[0], found[1]
        return None

    def _known(self, label: str, names: Sequence[str]) -> str | None:
        """A group of the table, or an arm of the report, that the label names."""
        keys = {key_of(name): name for name in names}
        arm = self.groups.arm_of(label)
        return keys.get(key_of(label)) or (arm.label if arm else label if self.groups.is_sized(label) else None)

    def _told_by_label(self, line: Line) -> tuple[str, str] | None:
        """The two groups that the row's label names: "MSC vs. hyaluronic acid"."""
        for span in reversed(line.stub):
            sides = sides_of(self.heads.at(span)) if self.axes.kinds.get(span) is Kind.COMPARISON else None
            if sides is not None:
                return sides
        return None

    def _sides_of_line(self, line: Line) -> tuple[str, str] | None:
        """The two groups of a row that has a label for each, under heads such as "Control" and "Intervention"."""
        heads = [self.heads.at(span) for span in line.stub]
        if len(heads) != _PAIR or not all(map(self.groups.names, heads)):
            return None
        pair, known = comparator_last([head.name for head in heads], self.groups)
        return pair if known else None

    def _beside(self, column: Column, names: Sequence[str]) -> tuple[str, str] | None:
        """The group of the column before and the one that the head names: "P vs placebo" after the column of the cells."""
        values = column.before
        own = [span for span in values.spans if self.axes.kinds.get(span) is Kind.GROUP] if values is not None else []
        match = _ONE_SIDE.search(_text(column.heads[-1])) if own and column.heads else None
        other = self._known(match[1], names) if match is not None else None
        group = self.heads.at(own[-1]).name if own else None
        return (group, other) if group is not None and other is not None and key_of(group) != key_of(other) else None

    def _other_side(self, head: Head | None, names: Sequence[str], own: str) -> str | None:
        """The group with which a head under another one compares it: "Difference from placebo" under "MSC"."""
        match = _ONE_SIDE.search(_text(head)) if head is not None else None
        other = self._known(match[1], names) if match is not None else None
        return other if other is not None and key_of(other) != key_of(own) else None

    def _first_named(self, column: Column, names: Sequence[str], own: str | None) -> Pair | None:
        """The group that the head compares with each of the rows: "Difference between MSC versus saline or hyaluronic acid"."""
        for head in reversed(column.heads):
            match = _FIRST_OF_SEVERAL.search(head.text)
            group = self._known(match[1], names) if match is not None else None
            if group is not None and own is not None and key_of(group) != key_of(own):
                return group, own
        return None

    def _of_rows(self, statement: Statement, printed: Printed, found: Sequence[str], between: bool, reasons: list[str]) -> Pair:
        """The groups of rows: all of the block where the number is printed once for it, else the row's own and what it is compared with."""
        if printed is Printed.ONCE:
            if len(found) == _PAIR:
                return self._pair(statement, found, False, reasons)
            reasons.append("link_groups_missing")
            return None, None
        if printed is Printed.IN_ALL_BUT_ONE and len(found) == _PAIR:
            return found[0], found[1]
        if printed is Printed.IN_SOME or between:
            reasons.append("link_groups_guessed")
        return found[0], None

    def _pair(self, statement: Statement, names: Sequence[str], unsure: bool, reasons: list[str]) -> tuple[str, str]:
        pair, known = comparator_last(names, self.groups)
        assert pair is not None
        if unsure:
            reasons.append("link_groups_guessed")
        if not known and "param_value" in statement.places:
            reasons.append("link_direction_guessed")
        return pair

    def _of_report(self, times_vary: bool, reasons: list[str]) -> Pair:
        """Where the table names no groups: those of the report, a guess; none where rows are what an outcome depends on."""
        if times_vary:
            return None, None
        if self.reading_pair is None or self.predicts:
            reasons.append("link_groups_missing")
            return None, None
        reasons.append("link_groups_guessed")
        return self.reading_pair


def _is_told_over(column: Column) -> bool:
    """Whether the column's own head says that it holds estimates or p-values, so that an empty cell of it says nothing of the row."""
    return any(head.says(Says.ESTIMATE, Says.P, Says.TEST) for head in column.heads)


def _text(head: Head) -> str:
    return head.text.strip()
