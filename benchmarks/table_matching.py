"""Rows that stand in a table against the facts that a person read there.

A row can be a fact's only if the first of its own figures stands in one of the fact's cells. It is a *hit* where its curated table and all its figures are the
fact's: a null where the fact has none, except for what the head of the group tells (group_n, denominator, subjects_at_risk),
which a row may carry or not. A row that gives but some of the figures of a fact whose figures stand in several cells is *partial*: it
is not false, but the fact is missed. Every other row is *false*: one of no fact, one more of the same fact, and a clear row of a fact
whose bracket nobody names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from table_annotations import AnnotatedTable, Fact, Place
from table_labels import is_label, nearest

FIGURES = {
    "sample_sizes": ("n",),
    "analyses": ("param_value", "ci_percent", "ci_lower_limit", "ci_upper_limit", "p_value", "p_value_modifier"),
    "measurements": (
        "param_value", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "dispersion_ci_percent", "numerator",
        "denominator", "group_n",
    ),
    "adverse_events": ("subjects_affected", "event_count", "subjects_at_risk", "percent"),
}  # fmt: skip
TYPES = {
    "sample_sizes": (),
    "analyses": ("param_type",),
    "measurements": ("param_type", "dispersion_type"),
    "adverse_events": ("serious",),
}
FROM_HEAD = ("group_n", "denominator", "subjects_at_risk", "ci_percent", "dispersion_ci_percent")
"""Figures that a cell's heads may print for it."""
_SIZES = ("group_n", "denominator", "subjects_at_risk")
_TITLE = {"analyses": "outcome_title", "measurements": "outcome_title", "adverse_events": "adverse_event_term"}
_UNNAMED = (None, "other")

Row = Mapping[str, Any]


@dataclass
class Score:
    """What became of the rows and facts of one curated table. The four `right_` are counts of hits, `asked_` of those where one can tell."""

    facts: int = 0
    hits: int = 0
    typed: int = 0
    partial: int = 0
    false: int = 0
    clear_facts: int = 0
    clear_hits: int = 0
    clear_typed: int = 0
    clear_false: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)

    def __iadd__(self, other: "Score") -> "Score":
        for name, value in vars(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)
                continue
            for key, count in value.items():
                getattr(self, name)[key] = getattr(self, name).get(key, 0) + count
        return self


@dataclass(frozen=True)
class PrintedTable:
    """A table as the reader gives it: the text of its cells by place, and of its caption."""

    texts: Mapping[Place, str]
    caption: str = ""

    def text(self, place: Place | None) -> str:
        """The text of a cell, or of the caption; "" for a cell without text."""
        return self.caption if place is None else self.texts.get(place, "")


def scores(
    rows: Sequence[tuple[Place, str, Row]], annotated: AnnotatedTable, printed: PrintedTable
) -> tuple[dict[str, Score], list[str]]:
    """The score of each curated table, and what to show of misses and false rows.

    rows: each with the cell in which it starts and the curated table it stands in.
    """
    found = {name: Score() for name in FIGURES}
    for fact in annotated.facts:
        found[fact.curated].facts += not fact.optional
    pairs, partial = _paired(rows, annotated)
    shown = []
    for index, (place, name, row) in enumerate(rows):
        clear = row["review"] == "clear"
        fact = pairs.get(index)
        if fact is None and index in partial:
            found[name].partial += 1
        elif fact is None or (fact.unsaid and clear):
            found[name].false += 1
            found[name].clear_false += clear
            shown.append(
                f"false {'clear' if clear else 'doubtful'} {place} {name} {_told(name, row)} {row['review_reasons'] or ''}"
            )
        elif not fact.optional:
            _count_hit(found[fact.curated], fact, name, row, annotated, printed)
            shown += [
                f"{what} wrong {place} {name} {_labels(row)}"
                for what, right in _meaning(fact, name, row, annotated, printed)
                if not right
            ]
    hit = {id(fact) for fact in pairs.values()}
    shown += [
        f"missed {fact.cells} {fact.curated} {dict(fact.readings[0][1])}"
        for fact in annotated.facts
        if id(fact) not in hit and not fact.optional
    ]
    return found, shown


def _count_hit(score: Score, fact: Fact, name: str, row: Row, annotated: AnnotatedTable, printed: PrintedTable) -> None:
    clear = row["review"] == "clear"
    typed = any(name == curated and _same_types(name, row, columns) for curated, columns in fact.readings)
    score.hits += 1
    score.typed += typed
    score.clear_hits += clear
    score.clear_typed += clear and typed
    for what, right in _meaning(fact, name, row, annotated, printed):
        for key in (what, f"clear {what}") if clear else (what,):
            score.asked[key] = score.asked.get(key, 0) + 1
            score.right[key] = score.right.get(key, 0) + right


def _paired(rows: Sequence[tuple[Place, str, Row]], annotated: AnnotatedTable) -> tuple[dict[int, Fact], set[int]]:
    """Which fact each row hits, one row a fact, those first whose types agree too; and the rows that tell part of one."""
    at: dict[Place, list[Fact]] = {}
    for fact in annotated.facts:
        for place in fact.cells:
            at.setdefault(place, []).append(fact)
    pairs: dict[int, Fact] = {}
    taken: set[int] = set()
    for needs_types in (True, False):
        for index, (place, name, row) in enumerate(rows):
            for fact in at.get(place, ()):
                if index in pairs or id(fact) in taken:
                    continue
                if any(
                    name == curated
                    and _same_figures(name, row, columns, _sizes(fact, annotated))
                    and (not needs_types or _same_types(name, row, columns))
                    for curated, columns in fact.readings
                ):
                    pairs[index] = fact
                    taken.add(id(fact))
    partial = {
        index
        for index, (place, name, row) in enumerate(rows)
        if index not in pairs
        for fact in at.get(place, ())
        if len(fact.cells) > 1 and any(name == curated and _is_part(name, row, columns) for curated, columns in fact.readings)
    }
    return pairs, partial


def _sizes(fact: Fact, annotated: AnnotatedTable) -> frozenset[int]:
    return frozenset().union(*(annotated.sizes.get(place, frozenset()) for place in fact.group))


def _same_figures(name: str, row: Row, columns: Mapping[str, Any], sizes: frozenset[int]) -> bool:
    for figure in FIGURES[name]:
        told, wanted = row.get(figure), columns.get(figure)
        if told == wanted:
            continue
        if (
            figure == "numerator"
            and wanted is None
            and row.get("param_type") in ("count", "percent")
            and told == columns.get("param_value")
        ):
            continue  # a count's numerator is the count itself
        if figure not in _SIZES or (told is not None and told not in sizes):
            return False
    return True


def _is_part(name: str, row: Row, columns: Mapping[str, Any]) -> bool:
    told = {figure: row.get(figure) for figure in FIGURES[name] if row.get(figure) is not None and figure not in FROM_HEAD}
    return bool(told) and all(columns.get(figure) == value for figure, value in told.items())


def _same_types(name: str, row: Row, columns: Mapping[str, Any]) -> bool:
    return all(
        row.get(column) == columns.get(column) or (row.get(column) in _UNNAMED and columns.get(column) in _UNNAMED)
        for column in TYPES[name]
        if column != "serious" or columns.get(column) is not None
    )


def _meaning(fact: Fact, name: str, row: Row, annotated: AnnotatedTable, printed: PrintedTable) -> Iterator[tuple[str, bool]]:
    """Group, outcome and time, where the annotation says which, with whether the row's are right."""
    if fact.group:
        yield "group", _right_group(fact, name, row, annotated, printed)
    if fact.outcome and name in _TITLE:
        heads = [printed.text(place) for place in fact.outcome if place is not None] or [printed.caption]
        others = {tuple(printed.text(place) for place in other.outcome if place is not None) for other in annotated.facts}
        context = printed.caption if fact.outcome != (None,) else ""
        yield "outcome", is_label(row[_TITLE[name]], heads, [other for other in others if other], context)
    if fact.time and name in _TITLE:
        heads = [printed.text(place) for place in fact.time]
        yield "time", row["time_frame"] is not None and any(nearest(row["time_frame"], [head]) is not None for head in heads)


def _right_group(fact: Fact, name: str, row: Row, annotated: AnnotatedTable, printed: PrintedTable) -> bool:
    heads = [printed.text(place) for place in fact.group]
    if name == "analyses":
        told = [row["group_label"], row["comparator_label"]]
        if len(heads) == 1:
            return nearest(told[0], heads) is not None and (told[1] is None or nearest(told[1], heads) is not None)
        return {nearest(label, heads) for label in told} == {0, 1}
    label = row["group_label"]
    if label is not None and row.get("population"):
        label = f"{label} {row['population']}"
    others = {tuple(printed.text(place) for place in other.group) for other in annotated.facts if other.curated != "analyses"}
    return is_label(label, heads, others)


def _labels(row: Row) -> dict[str, Any]:
    named = ("group_label", "comparator_label", "population", "outcome_title", "adverse_event_term", "time_frame", "review_reasons")
    return {column: row[column] for column in named if row.get(column) is not None}


def _told(name: str, row: Row) -> dict[str, Any]:
    return {column: row[column] for column in (*TYPES[name], *FIGURES[name]) if row.get(column) is not None}
