"""Twenty articles whose tables' results a person wrote down, and the rule by which they were chosen.

`benchmarks/tables/PMCID.json` holds, for each `table-wrap` of the article in order, either why it holds no results of
participants, or its facts, with no text of the article:

    {"cells": [[5, 1]], "curated": "measurements", "param_type": "mean", "param_value": 12.3, "dispersion_type": "sd", "dispersion_value": 4.5,
     "group": [[0, 1]], "outcome": [[5, 0], [4, 0]], "time": ["caption"]}

cells: the [row, column] of the cells that print the figures; rows are counted through head and body, and columns as HTML places cells
with their colspan and rowspan (placed for the annotation by code of its own). curated: the table it belongs to; the other names
are that table's columns, unnamed ones are null. group, outcome (of a harm: its term) and time: the cells that say so, innermost
first, or "caption"; for `analyses`, group lists all that are compared. Further marks:
- unsaid: neither cell, heads, caption nor footnotes say what stands in brackets: a row for it must be doubtful and without that type.
- optional: a curator may take it or leave it (a size told again, a count that could also be a note): neither a miss nor false.
- or: other readings that are as right.

Choice. In order of sha256("split" + PMCID), articles for which it ends in an even hex digit, with at least two tables that
have four or more cells with figures, and no more than 300 such cells in all, so that none outweighs the rest; an article is passed over
only where too few places would remain for at least 5 articles with a table captioned as of adverse events, 10 with one of baseline
characteristics and 10 with one of outcomes or estimates.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex
from lxml import etree

Place = tuple[int, int]

FOLDER = Path(__file__).resolve().parent / "tables"
ARTICLES = 20
FEWEST_OF = {"adverse": 5, "baseline": 10, "outcome": 10}
MOST_CELLS = 300
_KINDS = {
    "adverse": regex.compile(r"(?i)adverse|side[- ]effects?\b|toxicit|complication"),
    "baseline": regex.compile(r"(?i)baseline|demographic|characteristic"),
}
_ESTIMATES = regex.compile(
    r"(?i)\bP\b[- ]?value|^P$|\b95 ?% ?CI|difference|ratio\b|\bP\b|change|follow[- ]?up|weeks?\b|months?\b|post"
)
_MARKS = frozenset({"cells", "curated", "group", "outcome", "time", "unsaid", "optional", "or"})


@dataclass(frozen=True)
class Fact:
    """One result that a table prints, with the places of the cells that print it and that say what it is about."""

    cells: tuple[Place, ...]
    readings: tuple[tuple[str, Mapping[str, Any]], ...]
    """Curated table and its columns, first as the annotation prefers it, then others that are as right."""
    group: tuple[Place, ...] = ()
    outcome: tuple[Place | None, ...] = ()
    time: tuple[Place | None, ...] = ()
    unsaid: bool = False
    optional: bool = False

    @property
    def curated(self) -> str:
        """The curated table that it belongs to."""
        return self.readings[0][0]


@dataclass(frozen=True)
class AnnotatedTable:
    """A table's facts; none where it holds no results."""

    facts: tuple[Fact, ...]
    sizes: Mapping[Place, frozenset[int]] = field(default_factory=dict)
    """The sizes that a head cell tells, by its place."""


def load(pmcid: str) -> list[AnnotatedTable]:
    """The annotation of an article, table by table."""
    written = json.loads((FOLDER / f"{pmcid}.json").read_text(encoding="utf-8"))
    return [_table([_fact(fact) for fact in table["facts"]]) for table in written["tables"]]


def _table(facts: list[Fact]) -> AnnotatedTable:
    sizes: dict[Place, set[int]] = {}
    for fact in facts:
        if fact.curated == "sample_sizes":
            for place in (*fact.cells, *fact.group[:1]):
                sizes.setdefault(place, set()).add(fact.readings[0][1]["n"])
    return AnnotatedTable(tuple(facts), {place: frozenset(found) for place, found in sizes.items()})


def _fact(written: dict[str, Any]) -> Fact:
    def reading(columns: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return columns["curated"], {name: value for name, value in columns.items() if name not in _MARKS}

    def places(name: str) -> tuple[Any, ...]:
        return tuple(None if each == "caption" else tuple(each) for each in written.get(name) or ())

    return Fact(
        places("cells"), (reading(written), *map(reading, written.get("or", ()))), places("group"), places("outcome"), places("time"),
        bool(written.get("unsaid")), bool(written.get("optional")),
    )  # fmt: skip


def annotated() -> list[str]:
    """The PMCIDs of the annotated articles."""
    return sorted(path.stem for path in FOLDER.glob("PMC*.json"))


def chosen(folder: Path) -> Iterator[Path]:
    """The articles by the rule above, of all `.nxml` files of a folder."""
    places, missing = ARTICLES, dict(FEWEST_OF)
    hashed = sorted((hashlib.sha256(f"split{path.stem}".encode()).hexdigest(), path) for path in folder.glob("*.nxml"))
    for digest, path in hashed:
        if not places:
            return
        if int(digest[-1], 16) % 2:
            continue
        counts, kinds = _tables_of(path)
        if sum(count >= 4 for count in counts) < 2 or sum(counts) > MOST_CELLS:
            continue
        left = {kind: number - (kind in kinds) for kind, number in missing.items()}
        if all(number < places for number in left.values()):
            places, missing = places - 1, left
            yield path


def parsed(path: Path) -> Any:
    """The root of an article's XML."""
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)).getroot()


def _tables_of(path: Path) -> tuple[list[int], set[str]]:
    counts, kinds = [], set()
    for wrap in parsed(path).iter("table-wrap"):
        counts.append(sum(any(map(str.isdigit, "".join(cell.itertext()))) for cell in wrap.iter("td")))
        if counts[-1] < 4:
            continue
        caption, head = (" ".join("".join(part.itertext()) for part in wrap.iter(name)) for name in ("caption", "thead"))
        found = {kind for kind, words in _KINDS.items() if words.search(caption)}
        kinds |= found or ({"outcome"} if _ESTIMATES.search(f"{caption} {head}") else set())
    return counts, kinds
