"""A fact told twice in one report: the second telling says which row told it first."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from extractors.patterns import compiled
from extractors.row import Row
from schemas.tables import PRINTED_NUMBERS

_MEANING: dict[str, tuple[str, ...]] = {
    "sample_sizes": ("group_label", "study_label"),
    "analyses": ("outcome_title", "time_frame_days", "group_label", "comparator_label", "study_label"),
    "measurements": ("outcome_title", "time_frame_days", "group_label", "study_label", "param_type"),
    "adverse_events": ("adverse_event_term", "group_label", "study_label"),
}
_TELLS_ABSENCES_APART = ("group_label", "related")
"""All absences print the same nought: what is said of one arm, or of related harms only, is a fact of its own."""
_CELL = "cell_"
"""Rules that read cells of pasted tables: two cells are two facts, however alike their labels are."""
_TITLES = frozenset({"outcome_title", "adverse_event_term"})
_MOST_TELLINGS = 300
"""So many different facts are compared that print one number; a text with more of them repeats no sentence, it counts."""
_IDENTITY_BY_NUMBERS = 2
"""So many equal numbers, none of them common, make two tellings one fact even where the words differ."""


def repeats_of(rows: Sequence[tuple[str, Row]], in_caption: Callable[[Row], bool] = lambda row: False) -> dict[str, str]:
    """row_id of each second telling to the row_id of the first; rows come in the order of the text.

    in_caption tells of a row whether it stands in a figure's caption: captions retell results in other words, so that
    there a p-value and its group are enough.
    """
    found: dict[str, str] = {}
    first_tellings: dict[tuple[str, str, Any], dict[Hashable, tuple[str, Row]]] = {}
    captioned: dict[int, bool] = {}

    def standing_in_caption(row: Row) -> bool:
        if row.start not in captioned:
            captioned[row.start] = in_caption(row)
        return captioned[row.start]

    for row_id, row in rows:
        numbers = _numbers(row)
        candidates: dict[str, Row] = {}
        for key in _keys(row, numbers):
            candidates.update(first_tellings.get(key, {}).values())
        original = next(
            (
                other_id
                for other_id, other in candidates.items()
                if _same_fact(row, numbers, other) or _captioned(row, numbers, other, standing_in_caption)
            ),
            None,
        )
        if original is not None:
            found[row_id] = original
            continue
        alike = _all_compared(row, numbers, standing_in_caption)
        for key in _keys(row, numbers):
            tellings = first_tellings.setdefault(key, {})
            if len(tellings) < _MOST_TELLINGS:
                tellings.setdefault(alike, (row_id, row))
    return found


def _all_compared(row: Row, numbers: dict[str, Any], in_caption: Callable[[Row], bool]) -> Hashable:
    """All that is asked of a row when it is compared, but for its place: of rows that are alike in it the first stands for all."""
    columns = {*_MEANING[row.table], *_TELLS_ABSENCES_APART, "explicit_none", "p_value_modifier", "outcome_title", "role"}
    caption = set(numbers) == {"p_value"} and in_caption(row)
    return (
        row.rule.startswith(_CELL),
        caption,
        tuple(numbers.items()),
        tuple((column, row.values.get(column)) for column in sorted(columns)),
    )


def _numbers(row: Row) -> dict[str, Any]:
    return {column: row.values[column] for column in PRINTED_NUMBERS[row.table] if row.values.get(column) is not None}


def _keys(row: Row, numbers: dict[str, Any]) -> Iterable[tuple[str, str, Any]]:
    """Where a first telling is looked up: by each of its telling numbers."""
    return [(row.table, column, value) for column, value in numbers.items() if column != "ci_percent"]


def _same_fact(row: Row, numbers: dict[str, Any], other: Row) -> bool:
    """True where `row` says nothing that `other` does not say, and agrees in meaning as far as both name it."""
    if row.rule.startswith(_CELL) and other.rule.startswith(_CELL):
        return False
    told = _numbers(other)
    shared = {column for column in numbers.keys() & told.keys() if numbers[column] == told[column]}
    if len(shared) != len(numbers.keys() & told.keys()):
        return False
    telling = shared - {"ci_percent"}
    if not telling or not (set(numbers) <= set(told)):
        return False
    if row.values.get("p_value_modifier") != other.values.get("p_value_modifier") and "p_value" in shared:
        return False
    if set(numbers) == {"p_value"} and set(told) == {"p_value"} and not _one_p_value(row, other):
        return False
    if row.values.get("explicit_none") and any(
        row.values.get(column) != other.values.get(column) for column in _TELLS_ABSENCES_APART
    ):
        return False
    agree = all(_agrees(column, row.values.get(column), other.values.get(column)) for column in _MEANING[row.table])
    if row.table == "sample_sizes":
        return agree and _roles_agree(row.values.get("role"), other.values.get("role"))
    if len(telling) > _IDENTITY_BY_NUMBERS and row.table == "analyses":
        return True
    if row.table == "analyses" and len(telling) == _IDENTITY_BY_NUMBERS and {"ci_lower_limit", "ci_upper_limit"} != telling:
        return agree or row.values.get("outcome_title") is None
    return agree


def _one_p_value(row: Row, other: Row) -> bool:
    """A p-value alone is told twice only where its outcome is named twice: "p<0.05" is common."""
    one, two = row.values.get("outcome_title"), other.values.get("outcome_title")
    return (
        one is not None
        and two is not None
        and len(_words(one) & _words(two)) >= 0.5 * len(_words(one) | _words(two))
        and row.start - other.end > 0
    )


def _captioned(row: Row, numbers: dict[str, Any], other: Row, in_caption: Callable[[Row], bool]) -> bool:
    """True where one of two p-values of one group stands in a caption."""
    if (
        row.table != "analyses"
        or set(numbers) != {"p_value"}
        or row.values.get("p_value_modifier") != other.values.get("p_value_modifier")
    ):
        return False
    same_group = row.values.get("group_label") == other.values.get("group_label")
    return same_group and other.values.get("p_value") == numbers["p_value"] and in_caption(row) != in_caption(other)


def _roles_agree(one: Any, other: Any) -> bool:
    """Counts of people at entry are one fact in any of their words; later counts only in their own."""
    entry = {"enrolled", "randomised", "planned", "treated"}
    return one == other or {str(one), str(other)} <= entry


def _agrees(column: str, one: Any, other: Any) -> bool:
    if one is None or other is None or one == other:
        return True
    return column in _TITLES and _alike(str(one), str(other))


def _alike(one: str, other: str) -> bool:
    """True where the shorter name's words are mostly those of the longer."""
    a, b = _words(one), _words(other)
    return bool(a and b) and len(a & b) >= 0.5 * min(len(a), len(b))


def _words(text: str) -> set[str]:
    return {
        compiled(r"(?:ies|es|s)$").sub("", word)
        for word in compiled(r"\w+").findall(text.lower())
        if len(word) > 2 or word.isdigit()
    }
