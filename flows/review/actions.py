"""What the page asks for, as functions that say which lines a decision file must get. Each raises Refused in a curator's words."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from extractors.document import Document, Span, fold
from extractors.numbers import value_of, with_decimal_comma
from flows.decisions import Decision
from flows.refusal import Refused
from flows.review import ruling
from flows.review.desk import Desk
from flows.review.items import number_id
from flows.settled_claims import corrected_claim, standing_alone
from flows.settling import SETTLED_COLUMNS
from schemas.accepts import broken_rule
from schemas.column import Column, Dtype, Table
from schemas.tables import PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import Ruling
from schemas.wording import column_words

Lines = Sequence[Mapping[str, Any]]
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def settable(table: Table) -> tuple[Column, ...]:
    """The columns that a curator can fill."""
    return tuple(column for column in table.columns if column.name not in SETTLED_COLUMNS)


def accept(desk: Desk, who: str, item: str, reason: str | None) -> Lines:
    """The row stands as it is; one that is accepted or corrected already needs no second line."""
    table, row = _row(desk, item)
    rulings = desk.rulings_on(item)
    if rulings and rulings[-1].decision.decision in (Ruling.ACCEPTED, Ruling.CORRECTED):
        return []
    _not_added(desk, item)
    return [_on_row(desk, who, table, row, Ruling.ACCEPTED, reason=reason)]


def reject(desk: Desk, who: str, item: str, reason: str | None) -> Lines:
    """The row is none; what a curator added is taken back instead."""
    table, row = _row(desk, item)
    if row["decision"] == Ruling.ADDED:
        return [ruling.undoing(one.decision, who, ruling.now()) for one in desk.rulings_on(item)[-1:]]
    return [_on_row(desk, who, table, row, Ruling.REJECTED, reason=reason)]


def correct(desk: Desk, who: str, item: str, fields: Mapping[str, str], reason: str | None) -> Lines:
    """Each field that differs from the row becomes a correction of its own; a row that a curator added is added anew."""
    table, row = _row(desk, item)
    if row["decision"] == Ruling.ADDED:
        return _added_anew(desk, who, table, item, fields, reason)
    lines = []
    for name, text in fields.items():
        value = _value(_column(table, name), text)
        if value == row[name]:
            continue
        if name in PRINTED_NUMBERS[table] and not reason and not _is_printed(desk.machine.document, row, name, value):
            raise Refused(
                f"{text.strip()} is not in the quote. If the report misprints its {column_words(name).lower()}, say so as the reason."
            )
        lines.append(_on_row(desk, who, table, row, Ruling.CORRECTED, column=name, becomes=value, reason=reason))
    return lines


def _is_printed(document: Document, row: Mapping[str, Any], name: str, value: Any) -> bool:
    return value is None or corrected_claim(document, {**row, name: value}, name, ()) is not None


def _added_anew(desk: Desk, who: str, table: str, item: str, fields: Mapping[str, str], reason: str | None) -> Lines:
    """What a curator added, taken back and added with other fields on the same stretch."""
    first = desk.rulings_on(item)[-1].decision
    known = desk.row(item)
    assert known is not None
    assert isinstance(first.becomes, dict)
    span = Span(known[1]["start"], known[1]["end"])
    values, printed = dict(first.becomes), dict(first.printed)
    for name, text in fields.items():
        values.pop(name, None)
        printed.pop(name, None)
        _fill(desk.machine.document, table, name, text, span, values, printed)
    if (values, printed) == (first.becomes, first.printed):
        return []
    again = _addition(desk, who, table, span, values, printed, desk.item_ids() - {item}, reason or first.reason)
    return [ruling.undoing(first, who, ruling.now()), again]


def not_a_result(desk: Desk, who: str, item: str, reason: str | None) -> Lines:
    """The number is none that a table should hold."""
    number = next((number for number in desk.machine.rows.numbers if number_id(number) == item), None)
    if number is None:
        raise Refused("There is no such number; the report has changed. Load the page again.")
    if desk.rulings_on(item):
        return []
    span = Span(number["start"], number["end"])
    return [ruling.on_number(desk.machine.document, span, who, ruling.now(), reason=reason)]


def add(desk: Desk, who: str, table: str, start: int, end: int, text: str, fields: Mapping[str, str], reason: str | None) -> Lines:
    """A row from a marked stretch: text is what the page shows there, so that a page of yesterday marks nothing else today."""
    document = desk.machine.document
    if table not in PRINTED_NUMBERS:
        raise Refused(f"There is no table {table!r} of facts.")
    if not 0 <= start < end <= len(document.text) or shown(document.text[start:end]) != text:
        raise Refused("The report reads otherwise there by now. Load the page again and mark the stretch once more.")
    values: dict[str, Any] = {}
    printed: dict[str, str] = {}
    span = Span(start, end)
    for name, given in fields.items():
        _fill(document, table, name, given, span, values, printed)
    return [_addition(desk, who, table, span, values, printed, desk.item_ids(), reason)]


def _fill(
    document: Document, table: str, name: str, given: str, span: Span, values: dict[str, Any], printed: dict[str, str]
) -> None:
    """Put what a field's text says into the columns of an added row, and its digits as the stretch prints them."""
    value = _value(_column(table, name), given)
    if value is None:
        return
    values[name] = value
    if name in PRINTED_NUMBERS[table]:
        printed[name] = _as_printed(document, given.strip(), span.start, span.end)


def _addition(
    desk: Desk, who: str, table: str, span: Span, values: dict[str, Any], printed: Mapping[str, str], taken: frozenset[str], reason: str | None
) -> Mapping[str, Any]:  # fmt: skip
    """The line that adds a row. A result says what it is of: numbers alone would be a clear row that nobody can use."""
    if not values:
        raise Refused("The row says nothing yet: fill at least one field.")
    if "outcome_title" in TABLE_BY_NAME[table].column_names and not values.get("outcome_title"):
        raise Refused(f"What is it a result of? Fill {column_words('outcome_title')}.")
    for column in settable(TABLE_BY_NAME[table]):
        if column.dtype is Dtype.BOOLEAN and column.required:
            values.setdefault(column.name, False)
    return ruling.on_stretch(desk.machine.document, table, span, values, printed, taken, who, ruling.now(), reason=reason)


def undo(desk: Desk, who: str, line_ids: Sequence[str]) -> Lines:
    """The decisions are taken back, the latest first."""
    lines = []
    for line_id in line_ids:
        decision = desk.decision(line_id)
        if decision is None:
            raise Refused("That decision has been taken back already.")
        lines.append(ruling.undoing(decision, who, ruling.now()))
    return lines


def shown(text: str) -> str:
    """The text as a page can show it, character for character: half a surrogate pair, which UTF-8 cannot say, is a "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _row(desk: Desk, item: str) -> tuple[str, Mapping[str, Any]]:
    found = desk.row(item)
    if found is None:
        raise Refused("This row is rejected or gone; another window may have done it. Take the rejection back first.")
    return found


def _not_added(desk: Desk, item: str) -> None:
    row = desk.row(item)
    if row is not None and row[1]["decision"] == Ruling.ADDED:
        raise Refused("A curator added this row: take it back and add it as it should be.")


def _on_row(desk: Desk, who: str, table: str, row: Mapping[str, Any], decision: Ruling, **more: Any) -> dict[str, Any]:
    claims = {}
    for claim in desk.machine.rows.claims:
        if claim["row_id"] == row["row_id"]:
            claims[claim["column"]] = claim["raw"]
    when = _free_time([one.decision for one in desk.rulings_on(row["row_id"])], more.get("column"))
    return ruling.on_row(desk.machine.document, table, row, claims, decision, who, when, **more)


def _free_time(earlier: Sequence[Decision], column: str | None) -> str:
    """Now, or the next second in which nobody ruled on the same field: table `decisions` tells rulings apart by their second."""
    when = datetime.strptime(ruling.now(), _TIME)
    taken = {one.when for one in earlier if one.column == column}
    while when.strftime(_TIME) in taken:
        when += timedelta(seconds=1)
    return when.strftime(_TIME)


def _as_printed(document: Document, given: str, start: int, end: int) -> str:
    """What was typed as the stretch prints it: with a decimal comma where only that is there, so that "1.234" can be said of "1,234"."""
    with_comma = given.replace(".", ",")
    printed = (raw for raw in (given, with_comma) if next(standing_alone(document, fold(raw), start, end), None) is not None)
    return next(printed, given)


def _column(table: str, name: str) -> Column:
    for column in settable(TABLE_BY_NAME[table]):
        if column.name == name:
            return column
    raise Refused(f"Table {table} has no field {name!r} that can be set.")


def _value(column: Column, text: str) -> Any:
    """The value that a field's text says; raises Refused where the column does not take it."""
    text = text.strip()
    value: Any = text or None
    if text and column.dtype in (Dtype.NUMBER, Dtype.INTEGER):
        digits = fold(text).removesuffix("%").rstrip()
        value = value_of(digits)
        value = with_decimal_comma(digits) if value is None else value
        if value is None:
            raise Refused(f"{column_words(column.name)} must be a number, not {text!r}.")
        if column.dtype is Dtype.INTEGER and value.is_integer():
            value = int(value)
    elif text and column.dtype is Dtype.BOOLEAN:
        if text not in ("true", "false"):
            raise Refused(f"{column_words(column.name)} must be true or false.")
        value = text == "true"
    rule = broken_rule(column, value)
    if rule is not None:
        raise Refused(f"{column_words(column.name)} must be {rule}{f', not {text!r}' if text else ''}.")
    return value
