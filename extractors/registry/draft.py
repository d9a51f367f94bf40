"""A row on its way from a record's fields to a table."""

from typing import Any

from extractors.linking.modifiers import modifier_of
from extractors.registry.printed import PrintedNumber, holds_digits, number_of
from extractors.registry.record import Field, Leaf
from extractors.row import Claim, Row
from schemas.accepts import broken_rule
from schemas.column import Dtype
from schemas.tables import TABLE_BY_NAME


class Draft:
    """Collects a row's values, the claims of its numbers and what is in doubt.

    A number that the field does not print cleanly, or that its column cannot hold (a p-value of 44, half a
    participant), is left open and its figures unclaimed, with the reason `read_number_format`.
    """

    def __init__(self, table: str, rule: str, **values: Any) -> None:
        self.table = TABLE_BY_NAME[table]
        self.rule = rule
        self.values: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        self.claims: list[Claim] = []
        self.reasons: list[str] = []

    def number(self, column: str, field: Field) -> float | None:
        """Fill the column with the number that the field prints and claim it; None, and nothing filled, where it prints none.

        A bound ("<0.5") is no value: it is filled, and the row is in doubt.
        """
        if field.leaf is None or not holds_digits(field.leaf):
            return None
        printed = number_of(field.leaf)
        if printed is not None and printed.modifier not in (None, "="):
            self.doubt("read_bound")
        return self._fill(column, printed)

    def p_value(self, field: Field) -> float | None:
        """Fill `p_value` and `p_value_modifier` from "<0.001", "=0.247" or "0.366"; None where the field prints no p-value."""
        if field.leaf is None or not holds_digits(field.leaf):
            return None
        printed = number_of(field.leaf)
        value = self._fill("p_value", printed)
        if printed is not None and value is not None:
            modifier = printed.modifier or "="
            self.values["p_value_modifier"] = modifier_of(modifier, (0, len(modifier)))
        return value

    def _fill(self, column: str, printed: PrintedNumber | None) -> float | None:
        declared = self.table.column(column)
        value: float | int | None = printed.value if printed else None
        if value is not None and declared.dtype is Dtype.INTEGER and float(value).is_integer():
            value = int(value)
        if printed is None or value is None or broken_rule(declared, value) is not None:
            self.doubt("read_number_format")
            return None
        self.values[column] = value
        self.claims.append(Claim(column, printed.start, printed.end))
        return value

    def claim(self, column: str, value: float, start: int, end: int) -> None:
        """Fill the column with a number that stands inside other words ("95% Confidence Interval")."""
        self._fill(column, PrintedNumber(value, start, end))

    def doubt(self, reason: str) -> None:
        """Say why the row is doubtful; once is enough."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def row(self, anchor: Leaf | None) -> Row | None:
        """The row, quoted by the anchor's whole line; None where no number of the record supports it."""
        if anchor is None or not self.claims:
            return None
        return Row(self.table.name, anchor.line, anchor.end, self.rule, self.values, tuple(self.claims), tuple(self.reasons))
