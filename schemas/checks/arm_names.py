"""One arm under two names: "saline" in the abstract is "Placebo (Saline)" in the registry."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.checks.check import Row, RowsByTable
from schemas.checks.group_sizes import Place, group_key, place_of

_INERT = re.compile(
    r"\b(?:placebo|sham|saline|vehicle|dummy|controls?|no (?:treatment|intervention|cells)|untreated"
    r"|(?:standard|usual|conventional|routine|best supportive)(?: of)?(?: medical)? (?:care|treatment|therapy|practice))\b"
)
_CELLS = re.compile(r"\b(?:\w*mscs?|\w*ascs?|stromal|stem|\w*cells?|\w*mncs?|[\w-]*cel)\b")
_BOTH = re.compile(r"(?:[+&]|\bplus\b|\bthen\b|\bfollowed by\b)")
_ADDS_NOTHING = frozenset("of with by via dose single injection infusion procedure treatment therapy".split())


@dataclass(frozen=True)
class ArmNames:
    """What each report calls the arms of a trial. cells, inert: how many arms there it calls so."""

    cells: Mapping[Place, int]
    inert: Mapping[Place, int]

    def same(self, one: Row, other: Row, column: str = "group_label") -> bool | None:
        """Whether two rows' groups are one arm; None where their names do not tell, or where one of them names none."""
        first, second = one.get(column), other.get(column)
        if not first or not second:
            return None
        words = _words(str(first)), _words(str(second))
        if words[0] == words[1]:
            return True
        kinds = kind_of(str(first)), kind_of(str(second))
        if None not in kinds and kinds[0] != kinds[1]:
            return False
        counted = self.inert if kinds[0] == "inert" else self.cells
        if kinds[0] == kinds[1] is not None and counted.get(place_of(one)) == counted.get(place_of(other)) == 1:
            return True
        return None


@lru_cache(maxsize=65_536)
def kind_of(label: str) -> str | None:
    """ "inert" for what trials compare with, "cells" for cells; None where the label says neither or names both."""
    folded = label.casefold()
    if _BOTH.search(folded):
        return None
    if _INERT.search(folded):
        return "inert"
    return "cells" if _CELLS.search(folded) else None


def arm_names(rows: RowsByTable) -> ArmNames:
    """How many arms each report names of a trial, by what kind; subgroups are no arms."""
    found: dict[str, dict[Place, set[frozenset[str]]]] = {"cells": defaultdict(set), "inert": defaultdict(set)}
    for table in ("sample_sizes", "analyses", "measurements", "adverse_events"):
        for row in rows.get(table, ()):
            for column in ("group_label", "comparator_label"):
                label = row.get(column)
                kind = kind_of(str(label)) if label and "|" not in str(label) else None
                if kind is not None:
                    found[kind][place_of(row)].add(_words(str(label)))
    counted = {kind: {place: len(_longest(names)) for place, names in places.items()} for kind, places in found.items()}
    return ArmNames(counted["cells"], counted["inert"])


@lru_cache(maxsize=65_536)
def _words(label: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in group_key(label).split() if word not in _ADDS_NOTHING) or frozenset({label})


def _longest(names: set[frozenset[str]]) -> list[frozenset[str]]:
    """The names without those that another one holds: "MSC" beside "autologous MSC" is no arm of its own."""
    return [name for name in names if not any(name < other for other in names)]
