"""What a table's values are of: the names of their row and of the rows above it, of their column, else of the table."""

import regex

from extractors.document import Span
from extractors.linking.cells.axes import Axes
from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.group_heads import names_groups, recurring, sides_of
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Line, Table
from extractors.linking.cells.named_groups import Groups
from extractors.linking.cells.run_on import WITH_SHARES, running_on
from extractors.patterns import compiled
from extractors.rules.table_heads import Says
from extractors.rules.table_words import (
    HEAD_CATEGORY,
    HEAD_GENERIC,
    HEAD_NONE,
    HEAD_OF_EVENTS,
    LABEL_TIME_BOUND,
    LABEL_TIME_CATEGORY,
    TABLE_OF_SUBGROUPS,
    UNIT_PATTERN,
)

_DEEP = 3
_MOSTLY = 0.6
_WORD = compiled(r"\p{L}{3}")
_OPENS_WITH_A_BOUND = compiled(r"[<>≤≥]")
"""Opens the name of a kind of people, "≤ 35 kg/m²", of which no label says what is bounded."""
_JOIN = ": "
_COUNTED = compiled(
    r"\d{1,6}\s(?:eyes?|patients?|participants?|subjects?|people|persons|(?:wo)?men|children|infants|knees?|hips?|legs?|limbs?|teeth|cases|animals|rats|mice)",
    regex.IGNORECASE,
)
"""How many of what there were, beside a group's name: no part of an outcome's name."""
_NO_OUTCOME = compiled(r"^\W*P\s?-?\d\W*$|\badjusted\b", regex.IGNORECASE)
"""A head of comparisons that names none of several p-values' outcomes, or what an estimate is adjusted for: "P1", "Age-sex adjusted HR"."""
_BOUNDS = compiled(r"(?=.*\d[^\d]*\d)[<>≤≥\d.,\s()–−-]{3,40}|[<>≤≥]\s?\d[\d.]*")
_NUMBER = compiled(r"\d{1,2}(?:\s?[-/+]\s?\d{0,2})?|I{1,3}V?|IV")
_SIDE = compiled(r"(?:from|vs\.?|versus|compared\s(?:with|to)|relative\sto|minus)\s(?:the\s)?(?P<side>.+)", regex.IGNORECASE)
"""What "Difference from placebo" leaves: with whom it compares, and no outcome, where that is a group."""
_TIME_POINT = compiled(r".{0,40}\btime[-\s]?points?", regex.IGNORECASE)
_OVER_OTHERS = compiled(r"\b(?:tim(?:e|ing)s?|time-?points?|time-?lines?|periods?|phases?|groups?)\b", regex.IGNORECASE)
"""Over labels that are times or groups, and not an outcome's: "Time after surgery", "Group/timeline"."""
_UNIT_ALONE = compiled(UNIT_PATTERN, regex.VERBOSE)
_TELLS_ITSELF = compiled(
    r"(?:fe)?males?|(?:wo)?men|boys|girls|single|married|white|black|asian|caucasian|hispanic", regex.IGNORECASE
)
"""Kinds of people that need no label over them; "Low" and "Yes" do."""
_OF_EVENTS = compiled(
    r"\b(?:no\.?|numbers?|n)\s(?:\(%\)\s)?(?:of|with)\s(?:the\s)?(?:\w+\s)?(?:deaths?|failures?|relapses?|recurrences?|pregnanc(?:y|ies))|^\W*(?:deaths?|mortality|relapses?|recurrences?)\b",
    regex.IGNORECASE,
)
"""A head that counts what happened to those whom the labels name."""
_TITLE = compiled(
    r"\s*(?:(?:supplementary\s)?table\s?[\w.]{1,5}[.:]?\s+)?(?:(?:comparison|summary|analysis|analyses|results?|changes?|estimates?)\s(?:of|in|for)\s(?:the\s)?)?(?P<title>(?!table\s?\w{1,4}\s*(?:[.:]|$))[^\n.;]{3,160}(?:\.\d[^\n.;]{0,60})?)(?:[.;]|\s*$)",
    regex.IGNORECASE,
)
BARE_FIGURE = compiled(r"[\d.,<>≤≥%\s()–+-]+")


def is_answer(line: Line, heads: Heads) -> bool:
    """Whether a row's label that reads as a statistic is an answer: "No", or "SD" for stable disease, beside counts with their shares."""
    shapes = [cell.shape.rule for cell in line.cells if cell.shape is not None and not cell.shape.is_empty]
    if not line.stub or not shapes or not all(rule in WITH_SHARES for rule in shapes):
        return False
    head = heads.at(line.stub[-1])
    spread_alone = head.is_statistic and all(term.says in (Says.SD, Says.SE, Says.CI) for term in head.terms)
    return spread_alone or head.text.strip().lower() == "no"


def _labels_within(table: Table, folded: str) -> bool:
    """Whether a column between those of values holds labels: the table is two, side by side."""
    words: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for line in table.lines:
        for cell in line.cells:
            if cell.shape is not None:
                numbers[cell.column] = numbers.get(cell.column, 0) + (not cell.shape.is_empty)
            elif _WORD.search(folded, cell.place.start, cell.place.end):
                words[cell.column] = words.get(cell.column, 0) + 1
    within = [column for column in words if numbers and min(numbers) < column < max(numbers)]
    return any(words[column] > _MOSTLY * len(table.lines) and not numbers.get(column) for column in within)


class OutcomeTitles:
    """Names the outcomes of one table's cells."""

    def __init__(self, table: Table, heads: Heads, axes: Axes, groups: Groups, folded: str, text: str) -> None:
        self._table, self._heads, self._axes, self._groups = table, heads, axes, groups
        self._folded, self._text = folded, text
        self._over_labels = frozenset(table.corner)
        self._corner = self._corner_name()
        self._caption_name = self._title()
        self._under: dict[tuple[Span, ...], list[Line]] = {}
        for line in table.lines:
            self._under.setdefault(line.groups, []).append(line)
        self._above = self._outcomes_above()
        self.bounds = self._categories_of_time()
        """Labels that sort people by a length of time."""
        self._of_subgroups = any(TABLE_OF_SUBGROUPS.compiled.search(folded, span.start, span.end) for span in table.captions)
        self._has_labels_within = _labels_within(table, folded)
        self._running_on = running_on(table, heads)
        under_names = {
            line.stub[-1]
            for line in table.lines
            if line.stub and any(axes.kinds.get(span) is Kind.NAME for span in (*line.groups, *line.stub[:-1]))
        }
        self._crossing = {
            span
            for span in recurring(table, heads)
            if span in under_names and HEAD_CATEGORY.compiled.match(heads.at(span).bare) is None
        }
        self._answers = frozenset(line.stub[-1] for line in table.lines if is_answer(line, heads))

    def of(self, line: Line, column: Column, reasons: list[str]) -> str | None:
        """The outcome of the cell in this row and column, as printed; reasons say what had to be guessed."""
        outcome = self._of_heads(line, column, reasons)
        if outcome is None:
            panel = next((name for span in line.groups if (name := self.part(span)) is not None), None)
            outcome = f"{self._caption_name} ({panel})" if self._caption_name and panel else self._caption_name
            reasons.append("link_outcome_missing" if outcome is None else "link_outcome_guessed")
        elif self._may_be_of_something_else(line, outcome):
            reasons.append("link_outcome_guessed")
        return outcome

    def _may_be_of_something_else(self, line: Line, outcome: str) -> bool:
        """Whether the row's labels may say of whom or since when its values are, or no longer hold for it, rather than what they are of."""
        own = line.stub[-1] if line.stub else None
        return (
            BARE_FIGURE.fullmatch(outcome) is not None  # "70-79" sorts by something that the row does not name
            or (
                own is not None
                and (self._of_subgroups or self._table.labels_are_centred or _OPENS_WITH_A_BOUND.match(outcome) is not None)
            )
            or self._has_labels_within
            or (own is not None and self._is_a_unit(own))  # "mg/dL" and "%" below what they are two units of
            or (own in self._crossing and self.part(own) is not None)  # "BE" and "EA" under every outcome
            or sum(self.part(span) is not None for span in line.groups) >= _DEEP  # so many labels: one of them has ended
            or (line.index in self._running_on and any(self.part(span) is not None for span in line.groups))
        )

    def _of_heads(self, line: Line, column: Column, reasons: list[str]) -> str | None:
        """The names of the row, with those of the rows that it stands under, and of the column where the column names an outcome.

        Where both name something, the column's may as well be a time, a group or a site, unless it is a grade or what is known of it.
        """
        compares = column.role in (Role.ESTIMATE, Role.P, Role.TEST)
        own = () if compares and self._is_of_all(line, column) else line.stub
        parts = [self.part(span) for span in (*line.groups, *self._above.get(line.index, ()), *own)]
        if line.stub and not any(parts) and all(self._heads.at(span).is_statistic for span in line.stub):
            parts = [self._corner]  # "Heart rate" over the label "Mean"
        added = [
            self._numbered(span) or self.part(span)
            for span in column.spans
            if span not in self._over_labels
            and not self._bounds_a_group(span, column)
            and not (compares and _NO_OUTCOME.search(self._heads.at(span).text))
            and not (compares and any(parts) and (self._heads.at(span).terms or sides_of(self._heads.at(span)) is not None))
        ]
        if any(parts) and any(name and name not in parts and HEAD_OF_EVENTS.compiled.match(name) is None for name in added):
            reasons.append("link_outcome_guessed")
        names = [name for name in dict.fromkeys((*parts, *added)) if name]
        if not names and self._corner:
            return self._corner
        if (
            len(names) == 1
            and names[0] in parts
            and HEAD_CATEGORY.compiled.match(names[0]) is not None
            and not _TELLS_ITSELF.fullmatch(names[0])
        ):
            names = [self._corner, *names] if self._corner else names
            if not self._corner:
                reasons.append("link_outcome_guessed")  # "Low" of what?
        if any(parts) and _OF_EVENTS.search(self._heads.at(column.spans[-1]).text if column.spans else "") is not None:
            reasons.append("link_outcome_guessed")  # "Deaths" over the kinds of people that the rows name
        return _JOIN.join(names) if any(len(name) > 1 for name in names) else None

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
        for line in self._table.lines:
            match = HEAD_CATEGORY.compiled.match(self._heads.at(line.stub[-1]).bare) if line.stub else None
            if match is None:
                above = line
            elif above is not None and above.groups == line.groups and len(line.stub) == len(above.stub) == 1:
                only_p = not any(cell.shape is not None and not cell.shape.is_empty for cell in above.cells[:-1])
                kinds_of_it = (
                    HEAD_NONE.compiled.match(self._heads.at(above.stub[-1]).bare) is not None
                )  # "No pain", "Mild", "Severe"
                if only_p or (match["severity"] and not kinds_of_it):
                    found[line.index] = above.stub
        return found

    def _categories_of_time(self) -> frozenset[Span]:
        """Labels that sort people by a length of time, which is no time of the value: "<6 months" beside "6 to <12 months"."""
        under: dict[tuple[Span, ...], list[Span]] = {}
        for line in self._table.lines:
            if line.stub:
                under.setdefault((*line.groups, *line.stub[:-1]), []).append(line.stub[-1])
        return frozenset(
            span
            for spans in under.values()
            if any(LABEL_TIME_BOUND.compiled.match(self._heads.at(span).bare) for span in spans)
            for span in spans
            if self._heads.at(span).time is not None and LABEL_TIME_CATEGORY.compiled.match(self._heads.at(span).bare)
        )

    def part(self, span: Span) -> str | None:
        """What a head or label adds to an outcome's name; None for a group, a time, a statistic, a general word."""
        head = self._heads.at(span)
        if span in self._answers:
            return head.text.strip()
        if span in self.bounds:
            return head.printed
        if self._axes.kinds.get(span) is not Kind.NAME or not head.name or HEAD_GENERIC.compiled.match(head.name):
            return None
        side = _SIDE.fullmatch(head.name)
        of_side = side is not None and self._groups.knows(side["side"])
        return None if of_side or _COUNTED.fullmatch(head.name) or _TIME_POINT.fullmatch(head.name) else head.name

    def _is_a_unit(self, span: Span) -> bool:
        """Whether a label is nothing but a unit."""
        label = self._heads.at(span).text.strip(" ,()")
        return _UNIT_ALONE.fullmatch(label) is not None

    def _bounds_a_group(self, span: Span, column: Column) -> bool:
        """True for figures under a group's head that say who is in it: "79.0-99.5" under "Q2"."""
        groups = [one for one in column.spans if self._axes.kinds.get(one) is Kind.GROUP]
        return bool(groups) and span not in groups and _BOUNDS.fullmatch(self._heads.at(span).name) is not None

    def _numbered(self, span: Span) -> str | None:
        """ "Grade 3" for a head "3" beside "Grade" over the labels; None for other heads."""
        head, level = self._heads.at(span), self._table.levels.get(span)
        if _NUMBER.fullmatch(head.name) is None:
            return None
        over = [corner for corner in self._table.corner if self._table.levels.get(corner) == level]
        return f"{self._heads.at(over[0]).name} {head.name}" if len(over) == 1 and self._heads.at(over[0]).name else None

    def _corner_name(self) -> str | None:
        """The outcome that stands over the labels, where it is no general word: "Body weight (kg)" over "Baseline" and "End"."""
        names = [
            head.name
            for span in self._table.corner
            if (head := self._heads.at(span)).name
            and not (head.is_generic or head.time is not None or names_groups(head) or self._groups.names(head))
            and not _OVER_OTHERS.search(head.name)
        ]
        return names[0] if len(set(names)) == 1 else None

    def _title(self) -> str | None:
        """What the caption says that the table is of: its first sentence, where that is short."""
        for caption in self._table.captions:
            found = _TITLE.match(self._folded, caption.start, caption.end)
            if found is not None:
                return " ".join(self._text[slice(*found.span("title"))].split()) or None
        return None
