"""What the checks say of the rows on a desk: at once for a report of usual length, for a long one as soon as they are done."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flows.marking import findings_on
from schemas.checks import Finding
from schemas.vocabulary import Grade

TELLING = (Grade.CONTRADICTION, Grade.NOTICE)

Facts = Mapping[str, Sequence[Mapping[str, Any]]]
Claims = Sequence[tuple[str, str, str]]


def telling(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that tell against a row: the page shows no others."""
    return tuple(finding for finding in findings if finding.grade in TELLING)


class Checks:
    """The findings on one report's rows while its curator changes them. The caller holds the desk's lock, except in `done`."""

    AT_ONCE = 500
    """Rows that are checked while somebody waits; checking thousands takes seconds."""

    def __init__(self, known: Sequence[Finding], done: Callable[["Checks", int, tuple[Finding, ...]], None]) -> None:
        """known: what tells against the machine's rows. done: is called, in a thread of its own, with what `take` must be given."""
        self._known = known
        self._done = done
        self._asked = self._answered = 0
        self._changed: set[str] = set()
        self._ever_changed: set[str] = set()
        self._running = False

    @property
    def pending(self) -> bool:
        """Whether a row has changed of which the checks have not spoken yet."""
        return self._answered < self._asked

    @property
    def ever_changed(self) -> frozenset[str]:
        """The rows that are other than the machine's."""
        return frozenset(self._ever_changed)

    def changed(self, row_id: str) -> None:
        """A row has another value, is new or is gone."""
        self._asked += 1
        self._ever_changed.add(row_id)
        self._changed.add(row_id)

    def told(self, facts: Facts, claims: Claims) -> list[Finding]:
        """What tells against the rows as they are; while checks are under way, what did before and still speaks of the same rows."""
        if self.pending and sum(map(len, facts.values())) <= self.AT_ONCE:
            self.take(self._asked, telling(findings_on(facts, claims)))
        elif self.pending and not self._running:
            self._running = True
            threading.Thread(target=self._run, args=(self._asked, facts, claims), daemon=True).start()
        return [finding for finding in self._known if self._changed.isdisjoint(finding.row_ids)]

    def take(self, asked: int, found: tuple[Finding, ...]) -> None:
        """Know what a run of the checks has found; asked: how many changes it knew of."""
        self._known, self._answered, self._running = found, asked, False
        if not self.pending:
            self._changed.clear()

    def _run(self, asked: int, facts: Facts, claims: Claims) -> None:
        self._done(self, asked, telling(findings_on(facts, claims)))
