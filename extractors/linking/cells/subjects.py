"""What a cell is about: its group, outcome and time, put together from the heads over it, its row's labels and the caption."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from extractors.context.times import BASELINE_FRAME, TimeFrame, days_of
from extractors.document import Span
from extractors.linking.cells.axes import Axes, Kind
from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.group_heads import names_groups, sides_of
from extractors.linking.cells.heads import Head, Heads
from extractors.linking.cells.layout import Line, Table
from extractors.linking.cells.named_groups import Groups
from extractors.patterns import compiled
from extractors.rule import find
from extractors.rules.cells import CELL_BRACKET, CELL_PART, CELL_PERCENT_PART, CELL_TWO_BRACKETS
from extractors.rules.table_heads import Says
from extractors.rules.table_words import HEAD_CATEGORY, HEAD_GENERIC, LABEL_TIME_BOUND, LABEL_TIME_CATEGORY, TABLE_OF_BASELINE
from extractors.rules.times import TIME_POINT

_JOIN = ": "
_WITH_SHARES = (CELL_BRACKET, CELL_PART, CELL_PERCENT_PART, CELL_TWO_BRACKETS)
_LED = compiled(
    r"\b(?:at|after|following|by|over|during|through|within|post|to|until|for|of)\s(?:the\s)?(?:first\s)?$", regex.IGNORECASE
)
"""What stands before a time at which something was measured; "24-h blood pressure" is no time."""
_COUNTED = compiled(
    r"\d{1,6}\s(?:eyes?|patients?|participants?|subjects?|people|persons|(?:wo)?men|children|infants|knees?|hips?|legs?|limbs?|teeth|cases|animals|rats|mice)",
    regex.IGNORECASE,
)
"""How many of what there were, beside a group's name: no part of an outcome's name."""
_NO_OUTCOME = compiled(r"^\W*P\s?-?\d\W*$|\badjusted\b", regex.IGNORECASE)
"""A head of comparisons that names none of several p-values' outcomes, or what an estimate is adjusted for: "P1", "Age-sex adjusted HR"."""
_BARE_FIGURE = compiled(r"[\d.,<>≤≥%\s()-]+")
_BOUNDS = compiled(r"(?=.*\d[^\d]*\d)[<>≤≥\d.,\s()–−-]{3,40}|[<>≤≥]\s?\d[\d.]*")
_NUMBER = compiled(r"\d{1,2}(?:\s?[-/+]\s?\d{0,2})?|I{1,3}V?|IV")
_TITLE = compiled(
    r"\s*(?:(?:supplementary\s)?table\s?[\w.]{1,5}[.:]?\s+)?(?:(?:comparison|summary|analysis|analyses|results?|changes?|estimates?)\s(?:of|in|for)\s(?:the\s)?)?(?P<title>(?!table\s?\w{1,4}\s*(?:[.:]|$))[^\n.;]{3,160}(?:\.\d[^\n.;]{0,60})?)(?:[.;]|\s*$)",
    regex.IGNORECASE,
)


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


def is_answer(line: Line, heads: Heads) -> bool:
    """Whether a row's label that reads as a statistic is an answer: "No", or "SD" for stable disease, beside counts with their shares."""
    shapes = [cell.shape.rule for cell in line.cells if cell.shape is not None and not cell.shape.is_empty]
    if not line.stub or not shapes or not all(rule in _WITH_SHARES for rule in shapes):
        return False
    head = heads.at(line.stub[-1])
    spread_alone = head.is_statistic and all(term.says in (Says.SD, Says.SE, Says.CI) for term in head.terms)
    return spread_alone or head.text.strip().lower() == "no"


class Subjects:
    """Finds what the cells of one table are about."""

    def __init__(self, table: Table, heads: Heads, axes: Axes, groups: Groups, folded: str, text: str) -> None:
        self.table, self.heads, self.axes, self._groups = table, heads, axes, groups
        self._folded, self._text = folded, text
        self.time = self._caption_time()
        self._titles = frozenset(table.corner)
        self._corner = self._corner_name()
        self._caption_name = self._title()
        self._under: dict[tuple[Span, ...], list[Line]] = {}
        for line in table.lines:
            self._under.setdefault(line.groups, []).append(line)
        self._above = self._outcomes_above()
        self._bounds = self._categories_of_time()
        self._answers = frozenset(line.stub[-1] for line in table.lines if is_answer(line, heads))

    def of(self, line: Line, column: Column) -> Subject:
        """What the cell in this row and column is about."""
        reasons: list[str] = []
        labels = [*line.groups, *line.stub]
        group, size = self._group(column.spans, labels, reasons)
        outcome = self._outcome(line, column)
        if outcome is None:
            panel = next((name for span in line.groups if (name := self._name(span)) is not None), None)
            outcome = f"{self._caption_name} ({panel})" if self._caption_name and panel else self._caption_name
            reasons.append("link_outcome_missing" if outcome is None else "link_outcome_guessed")
        elif _BARE_FIGURE.fullmatch(outcome):
            reasons.append("link_outcome_guessed")  # "≥70" sorts by something that the row does not name
        if group is None and column.role is Role.VALUE and self._may_be_a_group(column, labels):
            reasons.append("link_groups_missing")
        if column.role is Role.VALUE and any(head.tells_between for head in column.heads):
            reasons.append("link_groups_guessed")  # "% change vs placebo" need not be the group's own
        rows = [self.heads.at(span) for span in labels if span not in self._bounds]
        of_values = [*column.heads, *(column.before.heads if column.before is not None else ())]
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
        return Subject(group, size, outcome, time or self.time, change, unit, tuple(reasons), population)

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
        if names and all(_BARE_FIGURE.fullmatch(name) for name in names):
            reasons.append("link_groups_guessed")  # "6" under "Time (hours)" may be anything
        if len(names) > 1 and self._groups.arm_of(names[-1]) is not None:
            return names[-1], size
        return " ".join(names) or None, size

    def _population(self, spans: Sequence[Span]) -> str | None:
        """Those of the participants that heads or labels restrict the cell to, as printed."""
        named = [self.heads.at(span).printed for span in spans if self.axes.kinds.get(span) is Kind.POPULATION]
        return " ".join(dict.fromkeys(named)) or None

    def _outcome(self, line: Line, column: Column) -> str | None:
        """The names of the row, with those of the rows that it stands under, and of the column where the column names an outcome."""
        compares = column.role in (Role.ESTIMATE, Role.P, Role.TEST)
        own = () if compares and self._is_of_all(line, column) else line.stub
        parts = [self._name(span) for span in (*line.groups, *self._above.get(line.index, ()), *own)]
        if line.stub and not any(parts) and all(self.heads.at(span).is_statistic for span in line.stub):
            parts = [self._corner]  # "Heart rate" over the label "Mean"
        parts += [
            self._numbered(span) or self._name(span)
            for span in column.spans
            if span not in self._titles
            and not self._bounds_a_group(span, column)
            and not (compares and _NO_OUTCOME.search(self.heads.at(span).text))
            and not (compares and any(parts) and (self.heads.at(span).terms or sides_of(self.heads.at(span)) is not None))
        ]
        names = [name for name in dict.fromkeys(parts) if name]
        if not names and self._corner:
            return self._corner
        return _JOIN.join(names) if any(len(name) > 1 for name in names) else None

    def _may_be_a_group(self, column: Column, labels: Sequence[Span]) -> bool:
        """Whether rows and columns both have names and nothing says which are groups, or other columns are: "Treatment" beside "Control"."""
        named = [span for span in column.spans if span not in self._titles and self._name(span) is not None]
        if any(self.axes.kinds.get(span) is Kind.TOTAL for span in column.spans):
            return False
        beside = not self.axes.rows_have_groups and any(self.axes.kinds.get(span) is Kind.GROUP for span in self.table.levels)
        return beside or (bool(named) and any(self._name(span) is not None for span in labels))

    def _is_of_all(self, line: Line, column: Column) -> bool:
        """Whether a number in the first row under a label is of all rows under it: it alone has one in its column, and they hold values."""
        block = self._under.get(line.groups, ()) if line.groups else ()
        return (
            len(block) > 1
            and line is block[0]
            and not any(cell.column == column.index for other in block[1:] for cell in other.cells)
            and all(any(cell.shape is not None and not cell.shape.is_empty for cell in other.cells) for other in block)
        )

    def _outcomes_above(self) -> dict[int, tuple[Span, ...]]:
        """For rows labelled with a category ("Male", "Severe"), the label of the row above that they sort, by the row's number.

        That row holds no values of its own ("Sex", with a p-value), or the category is a degree of it.
        """
        found: dict[int, tuple[Span, ...]] = {}
        above: Line | None = None
        for line in self.table.lines:
            match = HEAD_CATEGORY.compiled.match(self.heads.at(line.stub[-1]).bare) if line.stub else None
            if match is None:
                above = line
            elif above is not None and above.groups == line.groups and len(line.stub) == len(above.stub) == 1:
                only_p = not any(cell.shape is not None and not cell.shape.is_empty for cell in above.cells[:-1])
                if only_p or match["severity"]:
                    found[line.index] = above.stub
        return found

    def _categories_of_time(self) -> frozenset[Span]:
        """Labels that sort people by a length of time, which is no time of the value: "<6 months" beside "6 to <12 months"."""
        under: dict[tuple[Span, ...], list[Span]] = {}
        for line in self.table.lines:
            if line.stub:
                under.setdefault((*line.groups, *line.stub[:-1]), []).append(line.stub[-1])
        return frozenset(
            span
            for spans in under.values()
            if any(LABEL_TIME_BOUND.compiled.match(self.heads.at(span).bare) for span in spans)
            for span in spans
            if self.heads.at(span).time is not None and LABEL_TIME_CATEGORY.compiled.match(self.heads.at(span).bare)
        )

    def _name(self, span: Span) -> str | None:
        head = self.heads.at(span)
        if span in self._answers:
            return head.text.strip()
        if span in self._bounds:
            return head.printed
        if self.axes.kinds.get(span) is not Kind.NAME or not head.name or HEAD_GENERIC.compiled.match(head.name):
            return None
        return None if _COUNTED.fullmatch(head.name) else head.name

    def _bounds_a_group(self, span: Span, column: Column) -> bool:
        """True for figures under a group's head that say who is in it: "79.0-99.5" under "Q2"."""
        groups = [one for one in column.spans if self.axes.kinds.get(one) is Kind.GROUP]
        return bool(groups) and span not in groups and _BOUNDS.fullmatch(self.heads.at(span).name) is not None

    def _numbered(self, span: Span) -> str | None:
        """ "Grade 3" for a head "3" beside "Grade" over the labels; None for other heads."""
        head, level = self.heads.at(span), self.table.levels.get(span)
        if _NUMBER.fullmatch(head.name) is None:
            return None
        over = [corner for corner in self.table.corner if self.table.levels.get(corner) == level]
        return f"{self.heads.at(over[0]).name} {head.name}" if len(over) == 1 and self.heads.at(over[0]).name else None

    def _corner_name(self) -> str | None:
        """The outcome that stands over the labels, where it is no general word: "Body weight (kg)" over "Baseline" and "End"."""
        names = [
            head.name
            for span in self.table.corner
            if (head := self.heads.at(span)).name
            and not (head.is_generic or head.time is not None or names_groups(head) or self._groups.names(head))
        ]
        return names[0] if len(set(names)) == 1 else None

    def _title(self) -> str | None:
        """What the caption says that the table is of: its first sentence, where that is short."""
        for caption in self.table.captions:
            found = _TITLE.match(self._folded, caption.start, caption.end)
            if found is not None:
                return " ".join(self._text[slice(*found.span("title"))].split()) or None
        return None

    def _unit(self, rows: Sequence[Head], columns: Sequence[Head]) -> str | None:
        corner = [self.heads.at(span) for span in self.table.corner]
        return next((head.unit for head in (*reversed(rows), *reversed(columns), *corner) if head.unit is not None), None)

    def _time(self, heads: Iterable[Head]) -> TimeFrame | None:
        return next((head.time for head in heads if head.time is not None), None)

    def _caption_time(self) -> TimeFrame | None:
        """The one time that the caption names; "baseline" where it tells of characteristics."""
        for caption in self.table.captions:
            folded = self._folded[caption.start : caption.end]
            found = [one for one in find(TIME_POINT, folded) if _LED.search(folded, 0, one.start)]
            times = {
                self._text[caption.start + one.start : caption.start + one.end]: days_of(folded[one.start : one.end])
                for one in found
            }
            if TABLE_OF_BASELINE.compiled.search(folded) and not compiled(r"\bchanges?\b", regex.IGNORECASE).search(folded):
                return BASELINE_FRAME
            if len(set(times.values())) == 1:
                label, days = next(iter(times.items()))
                return TimeFrame(label, days)
        return None
