"""What curators ruled, applied to the rows of one report; a ruling whose statement is gone stops the run."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.accounting import account
from extractors.document import Document, Span, fold
from extractors.row import row_id_of
from flows.refusal import Refused
from schemas.accepts import broken_rule
from schemas.column import Dtype, Table
from schemas.decisions import DECISIONS
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import NumberStatus, Review, Ruling

CONTEXT = 30
"""Characters on either side by which a decision knows its quote."""

CURATOR = "curator"

_KEYS = ("table", "quote", "before", "after", "ordinal", "printed", "decision", "column", "becomes", "reason", "who", "when")
_NEEDED = ("quote", "before", "after", "decision", "who", "when")
_SETTLED_COLUMNS = frozenset({"row_id", "report_id", "study_id", "start", "end", "quote", "locator", "section", "rule", "repeat_of", "review",
                              "review_reasons", "decision"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of NAME.review.jsonl. For a number that no row uses, table is None and quote the number as printed."""

    file: str
    line: int
    table: str | None
    quote: str
    before: str
    after: str
    ordinal: int
    printed: Mapping[str, str]
    decision: Ruling
    column: str | None
    becomes: Any
    reason: str | None
    who: str
    when: str

    def refused(self, why: str) -> Refused:
        """The refusal that names this decision."""
        return Refused(
            f"{self.file}:{self.line}: the decision {self.decision} on {json.dumps(self.quote, ensure_ascii=False)} {why}"
        )


@dataclass
class ReportRows:
    """One report's rows of the fact tables, its claims and its numbers, as they change hands between the steps."""

    tables: dict[str, list[dict[str, Any]]]
    claims: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    decisions: list[dict[str, Any]] = field(default_factory=list)


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """Read NAME.review.jsonl, in order; raises Refused with file and line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise Refused(f"{path}: not UTF-8 text at byte {error.start}; save it as UTF-8") from None
    return tuple(_parsed(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _parsed(path: Path, number: int, line: str) -> Decision:
    place = f"{path}:{number}"
    try:
        given = json.loads(line)
    except ValueError as error:
        raise Refused(f"{place}: not a JSON object: {error}") from None
    if not isinstance(given, dict):
        raise Refused(f"{place}: not a JSON object")
    unknown, missing = sorted(set(given) - set(_KEYS)), [key for key in _NEEDED if key not in given]
    if unknown or missing:
        raise Refused(
            f"{place}: a decision has no key {unknown[0]!r}" if unknown else f"{place}: the key {missing[0]!r} is missing"
        )
    values: dict[str, Any] = {key: given.get(key) for key in _KEYS}
    values["ordinal"] = values["ordinal"] or 0
    values["printed"] = values["printed"] or {}
    for name in ("decision", "who", "when", "reason", "column"):
        rule = broken_rule(DECISIONS.column(name), values[name])
        if rule is not None:
            raise Refused(f"{place}: {name} must be {rule}, not {values[name]!r}")
    texts = [values[key] for key in ("quote", "before", "after")]
    printed = values["printed"]
    if not all(isinstance(text, str) for text in texts) or not texts[0] or type(values["ordinal"]) is not int:
        raise Refused(f"{place}: quote, before and after must be text and ordinal a whole number")
    if not isinstance(printed, dict) or not all(isinstance(raw, str) for raw in printed.values()):
        raise Refused(f"{place}: printed must be an object of columns and the digits as printed")
    values["decision"] = Ruling(values["decision"])
    facts = [table.name for table in FACT_TABLES]
    # A list, in which anything can be looked for: what a person wrote may be no name at all.
    if values["table"] not in (facts if values["decision"] is not Ruling.NOT_A_RESULT else [None]):
        raise Refused(
            f"{place}: table must be one of {', '.join(sorted(facts))}, or null for {Ruling.NOT_A_RESULT}, not {values['table']!r}"
        )
    return Decision(str(path), number, **values)


def apply(document: Document, rows: ReportRows, decisions: Sequence[Decision]) -> ReportRows:
    """The report's rows as its curators ruled them, its numbers accounted for again; raises Refused."""
    settled = ReportRows({name: list(table) for name, table in rows.tables.items()}, list(rows.claims), rows.numbers)
    not_results: list[Span] = []
    for decision in decisions:
        if decision.decision is Ruling.NOT_A_RESULT:
            span = _number(document, rows.numbers, decision)
            not_results.append(span)
            settled.decisions.append(_record(document, decision, None, span.start, span.end))
        elif decision.decision is Ruling.ADDED:
            _add(document, settled, decision)
        else:
            _rule_on_row(document, rows, settled, decision)
    tables = {row["row_id"]: name for name, table in settled.tables.items() for row in table}
    claims = [(claim["start"], claim["end"], tables[claim["row_id"]]) for claim in settled.claims]
    settled.numbers = account(document, claims, not_results)
    return settled


def _rule_on_row(document: Document, machine: ReportRows, settled: ReportRows, decision: Decision) -> None:
    assert decision.table is not None
    row_id = _row_ruled_on(document, machine, decision)
    table = settled.tables[decision.table]
    index = next((index for index, row in enumerate(table) if row["row_id"] == row_id), None)
    if index is None:
        raise decision.refused("speaks of a row that an earlier decision rejected; remove one of the two")
    row = dict(table[index])
    was = becomes = None
    if decision.decision is Ruling.REJECTED:
        was = json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False, sort_keys=True)
        del table[index]
        settled.claims = [claim for claim in settled.claims if claim["row_id"] != row_id]
        _promote_repeats(table, row)
    else:
        if decision.decision is Ruling.CORRECTED:
            value = _corrected_value(decision, TABLE_BY_NAME[decision.table])
            was, becomes = json.dumps(row[decision.column or ""], ensure_ascii=False), json.dumps(value, ensure_ascii=False)
            row[decision.column or ""] = value
        table[index] = row | {"review": str(Review.CLEAR), "decision": str(decision.decision)}
    settled.decisions.append(_record(document, decision, row_id, row["start"], row["end"], was, becomes))


def _row_ruled_on(document: Document, machine: ReportRows, decision: Decision) -> str:
    """The machine's row that the decision was made on: same quote in the same surroundings, same ordinal, same digits."""
    table = decision.table or ""
    printed: dict[str, dict[str, str]] = {}
    for claim in machine.claims:
        printed.setdefault(claim["row_id"], {})[claim["column"]] = fold(claim["raw"])
    ruled = {column: fold(raw) for column, raw in decision.printed.items()}
    places = _places(document, decision)
    here = [row for row in machine.tables[table] if Span(row["start"], row["end"]) in places]
    if not here:
        raise decision.refused("finds no row: the statement is gone or reads otherwise now; decide again, or remove the line")
    same = [row for row in here if printed.get(row["row_id"], {}) == ruled]
    if not same:
        found = "; ".join(json.dumps(printed.get(row["row_id"], {}), ensure_ascii=False) for row in here)
        raise decision.refused(
            f"was made on {json.dumps(ruled, ensure_ascii=False)}, but the row now reads {found}; decide again, or remove the line"
        )
    if len(same) == 1:
        return str(same[0]["row_id"])
    for row in same:
        quote = document.folded[row["start"] : row["end"]]
        occurrence = document.folded.count(quote, 0, row["start"] + len(quote) - 1)
        if row["row_id"] == row_id_of(document.report_id, table, quote, occurrence, decision.ordinal):
            return str(row["row_id"])
    raise decision.refused(
        f"could mean {len(same)} rows, and none of them is number {decision.ordinal} there; decide again, or remove the line"
    )


def _places(document: Document, decision: Decision) -> list[Span]:
    """Where the quote stands between the decision's surroundings, as folded."""
    quote, before, after = fold(decision.quote), fold(decision.before), fold(decision.after)
    found = []
    start = document.folded.find(quote)
    while start >= 0:
        end = start + len(quote)
        left, right = document.folded[max(0, start - CONTEXT) : start], document.folded[end : end + CONTEXT]
        if left == before[-CONTEXT:] and right == after[:CONTEXT]:
            found.append(Span(start, end))
        start = document.folded.find(quote, start + 1)
    return found


def _number(document: Document, numbers: Iterable[Mapping[str, Any]], decision: Decision) -> Span:
    places = set(_places(document, decision))
    for number in numbers:
        if Span(number["start"], number["end"]) in places:
            if number["status"] == NumberStatus.CLAIMED:
                raise decision.refused(f"speaks of a number that a row of {number['reason']} uses; reject that row first")
            return Span(number["start"], number["end"])
    raise decision.refused("finds no such number; remove the line")


def _add(document: Document, settled: ReportRows, decision: Decision) -> None:
    """A row that a person read where no rule did: `becomes` holds its columns, `printed` the digits that it claims."""
    assert decision.table is not None
    table = TABLE_BY_NAME[decision.table]
    places = _places(document, decision)
    if len(places) != 1:
        raise decision.refused(f"finds its quote {len(places)} times in these surroundings; decide again, or remove the line")
    given = decision.becomes
    if not isinstance(given, dict):
        raise decision.refused("needs in 'becomes' an object of columns and values")
    values = {name: _accepted_value(decision, table, name, value) for name, value in given.items()}
    start, end = places[0].start, places[0].end
    quote = document.folded[start:end]
    occurrence = document.folded.count(quote, 0, end - 1)
    # The machine's ordinals are small; a person's rows begin where the machine's cannot reach.
    row_id = row_id_of(document.report_id, table.name, quote, occurrence, 1000 + decision.ordinal)
    piece = document.piece_at(start)
    row = dict.fromkeys(table.column_names) | values | {
        "row_id": row_id, "report_id": document.report_id, "start": start, "end": end, "quote": document.text[start:end],
        "locator": document.locator_at(start, end), "section": piece.section if piece else None,
        "rule": CURATOR, "review": str(Review.CLEAR), "decision": str(Ruling.ADDED),
    }  # fmt: skip
    for column in table.columns:
        if column.required and row[column.name] is None:
            raise decision.refused(f"leaves column {column.name} empty, which table {table.name} needs")
    settled.tables[table.name].append(row)
    settled.claims.extend(_added_claims(document, decision, row))
    settled.decisions.append(
        _record(document, decision, row_id, start, end, None, json.dumps(values, ensure_ascii=False, sort_keys=True))
    )


def _added_claims(document: Document, decision: Decision, row: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for column, raw in decision.printed.items():
        if column not in PRINTED_NUMBERS[decision.table or ""] or row[column] is None:
            raise decision.refused(f"says that {column} is printed as {raw!r}, but 'becomes' does not fill that column")
        offset = document.folded.find(fold(raw), row["start"], row["end"])
        if offset < 0:
            raise decision.refused(f"says that {column} is printed as {raw!r}, which its quote does not hold")
        end = offset + len(raw)
        yield {"row_id": row["row_id"], "column": column, "report_id": document.report_id, "start": offset, "end": end,
               "raw": document.text[offset:end]}  # fmt: skip


def _corrected_value(decision: Decision, table: Table) -> Any:
    if decision.column is None:
        raise decision.refused("does not say its column")
    return _accepted_value(decision, table, decision.column, decision.becomes)


def _accepted_value(decision: Decision, table: Table, name: str, value: Any) -> Any:
    if name not in table.column_names or name in _SETTLED_COLUMNS:
        raise decision.refused(f"cannot set column {name!r} of table {table.name}")
    column = table.column(name)
    rule = broken_rule(column, value)
    if rule is not None:
        raise decision.refused(f"sets {name} to {value!r}, which must be {rule}")
    return float(value) if column.dtype is Dtype.NUMBER and value is not None else value


def _promote_repeats(table: list[dict[str, Any]], gone: Mapping[str, Any]) -> None:
    """The next telling of a fact becomes its first one where the first has left the table."""
    repeats = sorted((row for row in table if row["repeat_of"] == gone["row_id"]), key=lambda row: (row["start"], row["end"]))
    for position, row in enumerate(repeats):
        table[table.index(row)] = row | {"repeat_of": None if position == 0 else repeats[0]["row_id"]}


def _record(document: Document, decision: Decision, row_id: str | None, start: int, end: int, was: str | None = None,
            becomes: str | None = None) -> dict[str, Any]:  # fmt: skip
    return {
        "row_id": row_id, "report_id": document.report_id, "start": start, "end": end, "decision": str(decision.decision),
        "column": decision.column if decision.decision is Ruling.CORRECTED else None, "was": was, "becomes": becomes,
        "reason": decision.reason, "who": decision.who, "when": decision.when,
    }  # fmt: skip
