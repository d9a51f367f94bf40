"""Decisions applied to the rows of one report; a ruling whose statement is gone, or reads otherwise now, is refused."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from extractors.derived import DERIVED_FROM, derive
from extractors.document import Document, Span, fold
from flows.claim_ledger import ClaimLedger
from flows.decisions import Decision
from flows.places import places_of, row_id_at
from flows.refusal import Refused
from flows.settled_claims import added_claims, corrected_claim
from schemas.accepts import broken_rule
from schemas.column import Dtype, Table
from schemas.columns import FACT_TAIL
from schemas.tables import PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import Review, Ruling

CURATOR = "curator"
ADDED_FROM = 1000
"""Ordinal from which a person's rows are counted: the machine's are small and never reach it."""

SETTLED_COLUMNS = frozenset({"row_id", "report_id", "study_id", *(column.name for column in FACT_TAIL)})
"""Columns that no decision can set: identity, place and review."""


@dataclass
class ReportRows:
    """One report's rows of the fact tables, its claims and its numbers, as they change hands between the steps."""

    tables: dict[str, list[dict[str, Any]]]
    claims: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    decisions: list[dict[str, Any]] = field(default_factory=list)


def apply(document: Document, rows: ReportRows, decisions: Sequence[Decision]) -> ReportRows:
    """The report's rows as its curators ruled them, its numbers accounted for again; raises Refused with all that do not stand."""
    settlement = Settlement(document, rows)
    reasons: list[str] = []
    for decision in decisions:
        try:
            settlement.rule(decision)
        except Refused as error:
            reasons += error.reasons
    if reasons:
        raise Refused(*reasons)
    return settlement.rows()


class Settlement:
    """One report's rows while decisions are applied to them, one by one. The machine's rows stay as they are."""

    def __init__(
        self, document: Document, machine: ReportRows, known: Mapping[Span, str] | None = None, spans: Sequence[Span] | None = None
    ) -> None:
        """known, spans: what `known_no_results` and `countable` of `extractors.accounting` give, where they have been asked already."""
        self.document, self.machine = document, machine
        self._ledger = ClaimLedger(document, machine.claims, machine.numbers, known, spans)
        self._tables: dict[str, list[dict[str, Any] | None]] = {name: list(rows) for name, rows in machine.tables.items()}
        self._index = {row["row_id"]: (name, i) for name, rows in machine.tables.items() for i, row in enumerate(rows)}
        self._records: list[dict[str, Any]] = []

    @property
    def printed(self) -> dict[str, dict[str, str]]:
        """The digits of each of the machine's rows as printed and folded, by row_id and column."""
        return self._ledger.printed

    @cached_property
    def _rows_at(self) -> dict[tuple[str, int, int], list[dict[str, Any]]]:
        found: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
        for name, rows in self.machine.tables.items():
            for row in rows:
                found.setdefault((name, row["start"], row["end"]), []).append(row)
        return found

    @cached_property
    def _repeats(self) -> dict[str, list[str]]:
        """Each first telling's later ones, in the order of the text."""
        found: dict[str, list[dict[str, Any]]] = {}
        for rows in self.machine.tables.values():
            for row in rows:
                if row["repeat_of"] is not None:
                    found.setdefault(row["repeat_of"], []).append(row)
        return {first: [row["row_id"] for row in sorted(rows, key=_by_place)] for first, rows in found.items()}

    def rule(self, decision: Decision) -> dict[str, Any]:
        """Apply one decision; its row of table `decisions`. Raises Refused and then leaves everything as it was."""
        if decision.decision is Ruling.NOT_A_RESULT:
            span = self._number(decision)
            self._ledger.rule_out(span)
            return self._record(decision, None, span.start, span.end)
        if decision.decision is Ruling.ADDED:
            return self._add(decision)
        return self._rule_on_row(decision)

    def row(self, row_id: str) -> tuple[str, dict[str, Any]] | None:
        """A row as it stands now, with its table; None where there is none, or where it is rejected."""
        if row_id not in self._index:
            return None
        name, index = self._index[row_id]
        row = self._tables[name][index]
        return None if row is None else (name, row)

    def row_ids(self) -> frozenset[str]:
        """Every row_id that is taken, those of rejected rows too."""
        return frozenset(self._index)

    def rows(self) -> ReportRows:
        """The rows, claims and numbers as they stand now."""
        tables = {name: [row for row in rows if row is not None] for name, rows in self._tables.items()}
        claims = self.claims()
        numbers = self._ledger.numbers(claims, lambda row_id: self._index[row_id][0])
        return ReportRows(tables, claims, numbers, list(self._records))

    def claims(self) -> list[dict[str, Any]]:
        """Which row uses which printed number as things stand now, the machine's claims first."""
        return self._ledger.claims()

    def _rule_on_row(self, decision: Decision) -> dict[str, Any]:
        assert decision.table is not None
        row_id = self._row_ruled_on(decision)
        name, index = self._index[row_id]
        row = self._tables[name][index]
        if row is None:
            raise decision.refused("speaks of a row that an earlier decision rejected; remove one of the two")
        was = becomes = None
        if decision.decision is Ruling.REJECTED:
            was = json.dumps({key: value for key, value in row.items() if value is not None}, ensure_ascii=False, sort_keys=True)
            self._tables[name][index] = None
            self._ledger.reject(row_id)
            self._promote_repeats(row)
        else:
            row = dict(row)
            if decision.decision is Ruling.CORRECTED:
                value = _corrected_value(decision, TABLE_BY_NAME[name])
                column = decision.column or ""
                was, becomes = json.dumps(row[column], ensure_ascii=False), json.dumps(value, ensure_ascii=False)
                row[column] = value
                derive(row, column)
                if column in PRINTED_NUMBERS[name]:
                    claims = self._ledger.machines(row_id)  # a field that is corrected back finds its digits again
                    self._ledger.correct(row_id, column, value, corrected_claim(self.document, row, column, claims))
            self._tables[name][index] = row | {"review": str(Review.CLEAR), "decision": str(decision.decision)}
        return self._record(decision, row_id, row["start"], row["end"], was, becomes)

    def _row_ruled_on(self, decision: Decision) -> str:
        """The machine's row that the decision was made on: same quote in the same surroundings, same ordinal, same digits."""
        table = decision.table or ""
        ruled = {column: fold(raw) for column, raw in decision.printed.items()}
        places = [place for place in places_of(self.document, decision) if (table, place.start, place.end) in self._rows_at]
        here = [row for place in places for row in self._rows_at[table, place.start, place.end]]
        if not here:
            raise decision.refused(
                "finds no row: the statement, or the 30 characters beside it, are gone or read otherwise now; decide again, or remove the line"
            )
        same = [row for row in here if self.printed.get(row["row_id"], {}) == ruled]
        if not same:
            found = "; ".join(json.dumps(self.printed.get(row["row_id"], {}), ensure_ascii=False) for row in here)
            raise decision.refused(
                f"was made on {json.dumps(ruled, ensure_ascii=False)}, but the row now reads {found}; decide again, or remove the line"
            )
        if len(same) == 1:
            return str(same[0]["row_id"])
        meant = [
            row
            for row in same
            if row["row_id"] == row_id_at(self.document, table, Span(row["start"], row["end"]), decision.ordinal)
        ]
        if len(meant) != 1:
            raise decision.refused(
                f"could mean {len(same)} rows, and {len(meant)} of them are number {decision.ordinal} there; "
                "decide again, or remove the line"
            )
        return str(meant[0]["row_id"])

    def _number(self, decision: Decision) -> Span:
        places = places_of(self.document, decision)
        numbers = {(number["start"], number["end"]) for number in self.machine.numbers}
        found = [place for place in places if (place.start, place.end) in numbers]
        if not found:
            raise decision.refused("finds no such number; remove the line")
        if len(found) > 1:
            raise decision.refused(f"could mean {len(found)} numbers in these surroundings; decide again, or remove the line")
        for claim in self.claims():
            if claim["start"] < found[0].end and found[0].start < claim["end"]:
                raise decision.refused(
                    f"speaks of a number that a row of {self._index[claim['row_id']][0]} uses; reject that row first"
                )
        return found[0]

    def _add(self, decision: Decision) -> dict[str, Any]:
        """A row that a person read where no rule did: `becomes` holds its columns, `printed` the digits that it claims."""
        table = TABLE_BY_NAME[decision.table or ""]
        places = places_of(self.document, decision)
        if len(places) != 1:
            raise decision.refused(f"finds its quote {len(places)} times in these surroundings; decide again, or remove the line")
        if not isinstance(decision.becomes, dict):
            raise decision.refused("needs in 'becomes' an object of columns and values")
        values = {name: _accepted_value(decision, table, name, value) for name, value in decision.becomes.items()}
        start, end = places[0].start, places[0].end
        place = {"start": start, "end": end, "quote": self.document.text[start:end]}
        row_id = row_id_at(self.document, table.name, places[0], ADDED_FROM + decision.ordinal)
        if row_id in self._index:
            raise decision.refused(
                f"adds row number {decision.ordinal} of {table.name} there, which stands already; give it another ordinal"
            )
        piece = self.document.piece_at(start)
        row = dict.fromkeys(table.column_names) | values | place | {
            "row_id": row_id, "report_id": self.document.report_id,
            "locator": self.document.locator_at(start, end), "section": piece.section if piece else None,
            "rule": CURATOR, "review": str(Review.CLEAR), "decision": str(Ruling.ADDED),
        }  # fmt: skip
        for name in DERIVED_FROM:
            if name in values and not DERIVED_FROM[name] & set(values):
                derive(row, name)
        for column in table.columns:
            if column.required and row[column.name] is None:
                raise decision.refused(f"leaves column {column.name} empty, which table {table.name} needs")
        claims = list(added_claims(self.document, decision, row))
        self._index[row_id] = (table.name, len(self._tables[table.name]))
        self._tables[table.name].append(row)
        self._ledger.add(claims)
        return self._record(decision, row_id, start, end, None, json.dumps(values, ensure_ascii=False, sort_keys=True))

    def _promote_repeats(self, gone: Mapping[str, Any]) -> None:
        """The next telling of a fact becomes its first one where the first has left the table."""
        left = [row_id for row_id in self._repeats.pop(gone["row_id"], []) if self.row(row_id) is not None]
        for position, row_id in enumerate(left):
            name, index = self._index[row_id]
            self._tables[name][index] = {**(self._tables[name][index] or {}), "repeat_of": left[0] if position else None}
        if left:
            self._repeats[left[0]] = left[1:]

    def _record(
        self, decision: Decision, row_id: str | None, start: int, end: int, was: str | None = None, becomes: str | None = None
    ) -> dict[str, Any]:
        record = {
            "row_id": row_id, "report_id": self.document.report_id, "start": start, "end": end, "decision": str(decision.decision),
            "column": decision.column if decision.decision is Ruling.CORRECTED else None, "was": was, "becomes": becomes,
            "reason": decision.reason, "who": decision.who, "when": decision.when,
        }  # fmt: skip
        self._records.append(record)
        return record


def _by_place(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["start"], row["end"]


def _corrected_value(decision: Decision, table: Table) -> Any:
    if decision.column is None:
        raise decision.refused("does not say its column")
    return _accepted_value(decision, table, decision.column, decision.becomes)


def _accepted_value(decision: Decision, table: Table, name: str, value: Any) -> Any:
    if name not in table.column_names or name in SETTLED_COLUMNS:
        raise decision.refused(f"cannot set column {name!r} of table {table.name}")
    column = table.column(name)
    rule = broken_rule(column, value)
    if rule is not None:
        raise decision.refused(f"sets {name} to {value!r}, which must be {rule}")
    return float(value) if column.dtype is Dtype.NUMBER and value is not None else value
