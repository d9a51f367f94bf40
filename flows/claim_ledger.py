"""Which row uses which printed number of one report, and what becomes of the others, while decisions change it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from extractors.accounting import account_again
from extractors.document import Document, Span, fold

Claim = dict[str, Any]
"""A row of table `claims`."""


class ClaimLedger:
    """The claims and the numbers of one report. The machine's stay as they are."""

    def __init__(
        self, document: Document, claims: Sequence[Claim], numbers: list[dict[str, Any]],
        known: Mapping[Span, str] | None = None, spans: Sequence[Span] | None = None,
    ) -> None:  # fmt: skip
        """claims, numbers: the machine's. known, spans: what `known_no_results` and `countable` of `extractors.accounting` give, where
        they have been asked already."""
        self._document, self._machines, self._numbers, self._known, self._spans = document, claims, numbers, known, spans
        self._gone_rows: set[str] = set()
        self._added: list[Claim] = []
        self._corrected: dict[tuple[str, str], Claim | None] = {}
        self._misprinted: set[tuple[str, str]] = set()
        self._no_results: list[Span] = []

    @cached_property
    def printed(self) -> dict[str, dict[str, str]]:
        """The digits of each of the machine's rows as printed and folded, by row_id and column."""
        return {row_id: {claim["column"]: fold(claim["raw"]) for claim in claims} for row_id, claims in self._by_row.items()}

    @cached_property
    def _by_row(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self._machines:
            found.setdefault(claim["row_id"], []).append(claim)
        return found

    def machines(self, row_id: str) -> list[Claim]:
        """What the machine claimed for a row."""
        return self._by_row.get(row_id, [])

    def reject(self, row_id: str) -> None:
        """A row is gone, and all its claims with it."""
        self._gone_rows.add(row_id)

    def correct(self, row_id: str, column: str, value: Any, claim: Claim | None) -> None:
        """A field of a row has another value, which stands at `claim`; at None, where its quote does not print it."""
        self._corrected[row_id, column] = claim
        if claim is None and value is not None:
            self._misprinted.add((row_id, column))
        else:
            self._misprinted.discard((row_id, column))

    def add(self, claims: Iterable[Claim]) -> None:
        """A person's row claims its numbers."""
        self._added.extend(claims)

    def rule_out(self, number: Span) -> None:
        """A number is no result."""
        self._no_results.append(number)

    def claims(self) -> list[Claim]:
        """Which row uses which printed number as things stand now, the machine's claims first."""
        kept = [
            claim
            for claim in self._machines
            if claim["row_id"] not in self._gone_rows and (claim["row_id"], claim["column"]) not in self._corrected
        ]
        moved = [claim for (row_id, _), claim in self._corrected.items() if claim is not None and row_id not in self._gone_rows]
        return kept + moved + self._added

    def numbers(self, claims: Iterable[Claim], table_of: Callable[[str], str]) -> list[dict[str, Any]]:
        """The rows of table `numbers` where `claims` stand; only what a decision touches is accounted for again."""
        changed = [*self._places_changed(), *self._no_results]
        if not changed:
            return self._numbers
        claimed = [(claim["start"], claim["end"], table_of(claim["row_id"])) for claim in claims]
        ruled = [*self._no_results, *self._misprints()]
        return account_again(self._document, self._numbers, claimed, changed, ruled, self._known, self._spans)

    def _places_changed(self) -> list[Span]:
        """Where a claim has come or gone."""
        gone = [claim for row_id in self._gone_rows for claim in self.machines(row_id)]
        left = [claim for row_id, column in self._corrected for claim in self._machines_of(row_id, column)]
        come = [*self._added, *filter(None, self._corrected.values())]
        return [_span(claim) for claim in (*gone, *left, *come)]

    def _misprints(self) -> list[Span]:
        """Digits that a person corrected to what the quote does not print: they say nothing else, so they are set aside.

        Where the quote prints the new value, the old digits were read for the wrong field: they are accounted for like any others.
        """
        stand = [(row_id, column) for row_id, column in self._misprinted if row_id not in self._gone_rows]
        return [_span(claim) for row_id, column in stand for claim in self._machines_of(row_id, column)]

    def _machines_of(self, row_id: str, column: str) -> list[Claim]:
        return [claim for claim in self.machines(row_id) if claim["column"] == column]


def _span(claim: Claim) -> Span:
    return Span(claim["start"], claim["end"])
