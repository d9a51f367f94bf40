"""What a curator can rule on in one report, in the order of the page: the rows table by table, then the numbers that no row uses."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.document import Document
from flows.decisions import Decision
from flows.row_text import around
from flows.settling import CURATOR, ReportRows
from schemas.tables import FACT_TABLES, TABLE_BY_NAME
from schemas.vocabulary import NumberStatus, Review, Ruling

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision that stands, with its row of table `decisions`."""

    decision: Decision
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """What a curator can rule on: a row, or a number that no row uses. table is None for a number.

    status: a word of `schemas.wording.STATUS_WORDS`. row: the columns of its table. digits: its numbers as printed.
    findings: rows of table `findings` that tell against it. around: of a number, the text before and after it.
    """

    item_id: str
    table: str | None
    status: str
    row: Mapping[str, Any]
    digits: Mapping[str, str]
    findings: tuple[Mapping[str, Any], ...]
    rulings: tuple[Ruled, ...]
    around: tuple[str, str] = ("", "")

    @property
    def open(self) -> bool:
        """Whether it waits for a curator."""
        return self.status in (Review.DOUBTFUL, NumberStatus.UNCLAIMED)

    @property
    def settled(self) -> bool:
        """Whether a curator has ruled on it."""
        return bool(self.rulings)


def number_id(number: Mapping[str, Any]) -> str:
    """By which name the page knows a number."""
    return f"n{number['start']}-{number['end']}"


def items_of(
    document: Document, rows: ReportRows, facts: Mapping[str, Rows], findings: Rows, finding_rows: Rows,
    rulings: Mapping[str, Sequence[Ruled]],
) -> dict[str, Item]:  # fmt: skip
    """By item_id. rows: as they stand now; facts, findings, finding_rows: what `flows.marking.checked` makes of them; rulings: by item_id."""
    digits: dict[str, dict[str, str]] = {}
    for claim in rows.claims:
        digits.setdefault(claim["row_id"], {})[claim["column"]] = claim["raw"]
    against = _against(findings, finding_rows)
    items: dict[str, Item] = {}
    for table in FACT_TABLES:
        found = [*facts[table.name], *_rejected(table.name, rulings.values())]
        for row in sorted(found, key=lambda row: (row["start"], row["end"], row["row_id"])):
            row_id = row["row_id"]
            ruled = tuple(rulings.get(row_id, ()))
            items[row_id] = Item(
                row_id, table.name, _status(row, ruled), row, digits.get(row_id, {}), against.get(row_id, ()), ruled
            )
    for number in rows.numbers:
        unclaimed = number["status"] == NumberStatus.UNCLAIMED
        if not unclaimed and number["reason"] != CURATOR:
            continue
        ruled = tuple(rulings.get(number_id(number), ()))
        if unclaimed or ruled:
            status = NumberStatus.UNCLAIMED if unclaimed else Ruling.NOT_A_RESULT
            beside = around(document.text, number["start"], number["end"])
            items[number_id(number)] = Item(number_id(number), None, str(status), number, {}, (), ruled, beside)
    return items


def _against(findings: Rows, finding_rows: Rows) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """By row_id, the findings that tell against it."""
    told = {finding["finding_id"]: finding for finding in findings}
    against: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for pair in finding_rows:
        against[pair["row_id"]] = (*against.get(pair["row_id"], ()), told[pair["finding_id"]])
    return against


def _rejected(table: str, rulings: Iterable[Sequence[Ruled]]) -> Iterator[dict[str, Any]]:
    """The rows that are rejected, as they were: the page shows them, struck out."""
    for ruled in rulings:
        last = ruled[-1]
        if last.decision.decision is Ruling.REJECTED and last.decision.table == table:
            yield dict.fromkeys(TABLE_BY_NAME[table].column_names) | json.loads(last.record["was"])


def _status(row: Mapping[str, Any], rulings: Sequence[Ruled]) -> str:
    if rulings and rulings[-1].decision.decision is Ruling.REJECTED:
        return str(Ruling.REJECTED)
    if row["review"] == Review.DOUBTFUL:
        return str(Review.DOUBTFUL)
    return str(row["decision"] or Review.CLEAR)
