"""A value out of as many participants as another group has is in doubt: it may be that group's."""

from collections import defaultdict
from collections.abc import Sequence

from extractors.linking.context import Reading
from extractors.row import Row
from schemas.vocabulary import GroupRole

_TOTALS = {"measurements": "denominator", "adverse_events": "subjects_at_risk"}


class SizesOfArms:
    """The sizes that a report prints for each of its groups, and for each side of its trial."""

    def __init__(self, reading: Reading, rows: Sequence[Row]) -> None:
        self._sides = reading.sides
        self._of_label: dict[str, set[int]] = defaultdict(set)
        self._of_side: dict[GroupRole, set[int]] = defaultdict(set)
        for row in rows:
            label, n = row.values.get("group_label"), row.values.get("n")
            if row.table != "sample_sizes" or not label or n is None:
                continue
            self._of_label[label.lower()].add(n)
            side = self._sides.of(label)
            if side is not None:
                self._of_side[side].add(n)

    def are_of_another(self, row: Row) -> bool:
        """True where the row's total is the size of another group and none of its own group's, as far as both are printed."""
        label, total = row.values.get("group_label"), row.values.get(_TOTALS.get(row.table, ""))
        if not label or total is None or row.values.get("population"):
            return False
        side = self._sides.of(label)
        own = self._of_label.get(label.lower()) or (self._of_side.get(side) if side is not None else None) or set()
        others = {n for name, sizes in self._of_label.items() if name != label.lower() for n in sizes}
        return bool(own) and total not in own and total in others
