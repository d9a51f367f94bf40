"""Values that are changes for one arm are changes for the arm set against it, and "had changed by" tells one whatever the outcome is called."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from extractors.linking.clauses import Clauses, clauses, place_of
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.row import Row

_CHANGED_BY = compiled(
    r"\b(?:chang(?:ed?|ing)|decreas(?:ed?|ing)|increas(?:ed?|ing)|reduced|improved|worsened|declined|fell|rose|dropped)\s(?:only\s)?(?:by|of)\s(?:an?\s(?:average|mean|median)\sof\s)?(?:about\s|approximately\s)?$",
    regex.IGNORECASE,
)
_LOOK_BACK = 60
_NOT_ONE_LIST = compiled(
    r"[.;]|\b(?:was|were|is|are|had|reached|remained|scored|baseline|from|while|whereas|but)\b|\bto\s[-+]?\d", regex.IGNORECASE
)
"""Between two values, that the second is told anew and need not be a change."""
_LONGEST_GAP = 90


def with_changes(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, measurements with `is_change` true where the words before them, or the value that they are set against, say so."""
    for clause, found in clauses(reading, rows):
        before: Row | None = None
        for row in found:
            if row.table == "measurements" and row.values.get("is_change") is None and _is_change(clause, row, before):
                row = replace(row, values={**row.values, "is_change": True})
            yield row
            before = row if row.table == "measurements" else None


def _is_change(clause: Clauses, row: Row, before: Row | None) -> bool:
    folded = clause.reading.folded
    start, _ = place_of(row, clause.sentence)
    if _CHANGED_BY.search(folded, max(clause.sentence.start, start - _LOOK_BACK), start):
        return True
    if before is None or not before.values.get("is_change") or row.values.get("time_frame_days") == 0:
        return False
    groups = before.values.get("group_label"), row.values.get("group_label")
    same = all(before.values.get(name) == row.values.get(name) for name in ("param_type", "unit", "dispersion_type", "time_frame"))
    gap = place_of(before, clause.sentence)[1], start
    return (
        same
        and None not in groups
        and groups[0] != groups[1]
        and 0 <= gap[1] - gap[0] <= _LONGEST_GAP
        and _NOT_ONE_LIST.search(folded, *gap) is None
    )
