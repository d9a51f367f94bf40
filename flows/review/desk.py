"""One report as it lies before the curator: the machine's rows, the decisions on them, and what the checks say now."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.decisions import Decision, Undoing, parsed_lines, standing
from flows.marking import checked, standard_errors_again
from flows.refusal import Refused
from flows.review.checks import Checks
from flows.review.items import Item, Ruled, items_of, number_id
from flows.review.machine import Machine
from flows.review.ruling import as_line
from flows.review.saving import alone_in, append_lines
from flows.settling import Settlement
from schemas.checks import Finding
from schemas.vocabulary import Ruling

_VERSIONS_KEPT = 40


@dataclass(frozen=True)
class Standing:
    """The report at one moment. version grows with each change; troubles are decisions that no longer stand, each with why.

    pending: whether checks of what has changed last are still under way.
    """

    version: int
    items: Mapping[str, Item]
    troubles: tuple[tuple[Decision, str], ...]
    pending: bool = False


class Desk:
    """Reads and grows NAME.review.jsonl; every method may be called from any thread."""

    def __init__(self, review: Path, machine: Machine) -> None:
        self.review, self.machine = review, machine
        self.blocked: str | None = None
        """Why nothing can be saved: the file of decisions cannot be read."""
        self._lock = threading.RLock()
        self._seen: tuple[int, int, int] | None = None
        self._version = 0
        self._known: OrderedDict[int, Standing] = OrderedDict()
        self._last: Standing | None = None
        self._load(b"")

    @property
    def folder(self) -> Path:
        """Where the report lies."""
        return self.review.parent

    def standing(self) -> Standing:
        """The report as it is now, with what other windows or programs have saved."""
        with self._lock:
            self._refresh()
            known = self._known.get(self._version)
            if known is None:
                known = Standing(self._version, self._items(), tuple(self._troubles), self._checks.pending)
                self._known[self._version] = self._last = known
                while len(self._known) > _VERSIONS_KEPT:
                    self._known.popitem(last=False)
            return known

    def items(self, item_ids: Iterable[str]) -> list[Item]:
        """Those of the items that there are. Who turns to one is not kept waiting for what was ruled on another a moment ago."""
        last = self._last
        ids = list(item_ids)
        if last is None or any(
            item_id not in last.items or last.items[item_id].rulings != self.rulings_on(item_id) for item_id in ids
        ):
            last = self.standing()
        return [last.items[item_id] for item_id in ids if item_id in last.items]

    def earlier(self, version: int) -> Standing | None:
        """The report as it was in that version, where that is still known."""
        with self._lock:
            return self._known.get(version)

    def save(self, act: Callable[["Desk"], Sequence[Mapping[str, Any]]]) -> list[str]:
        """Let `act` say which lines to add, and add them all or none; their identities. Raises Refused or OSError.

        When this returns, the disk has the lines, and a run will apply them: each has been tried here first.
        """
        with self._lock, alone_in(self.folder):
            self._refresh()
            if self.blocked is not None:
                raise Refused(self.blocked)
            lines = [as_line(line) for line in act(self)]
            if not lines:
                return []
            parsed = parsed_lines(self.review.name, "\n" * len(self._lines) + "\n".join(lines))
            try:
                self._take(parsed)
                append_lines(self.review, lines)
            except (Refused, OSError):
                self._seen = None
                self._refresh()
                raise
            self._seen = _signature(self.review)
            return [line.line_id if isinstance(line, Decision) else line.undoes for line in parsed]

    def rulings_on(self, item_id: str) -> tuple[Ruled, ...]:
        """The decisions that stand on a row or number, in order."""
        return tuple(self._rulings.get(item_id, ()))

    def decision(self, line_id: str) -> Decision | None:
        """The decision of that identity, where it stands."""
        return next((one for one in reversed(self._decisions) if one.line_id == line_id), None)

    def row(self, row_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """A row as it stands now, with its table; None where there is none or it is rejected."""
        return self._settlement.row(row_id)

    def item_ids(self) -> frozenset[str]:
        """Every row_id that is taken, rejected rows' too."""
        return self._settlement.row_ids()

    def claims(self) -> list[dict[str, Any]]:
        """Which row uses which printed number, as things stand now."""
        with self._lock:
            return self._settlement.claims()

    def digits(self) -> Mapping[str, Mapping[str, str]]:
        """The digits of the machine's rows as printed, by row_id and column."""
        return self._settlement.printed

    def _refresh(self) -> None:
        signature = _signature(self.review)
        if signature == self._seen and signature is not None:
            return
        if signature is None and self._seen is None and not self._lines:
            return
        try:
            data = self.review.read_bytes() if signature is not None else b""
        except OSError as error:
            self.blocked = f"{self.review}: {error.strerror or error}"
            return
        self._load(data)
        self._seen = signature

    def _load(self, data: bytes) -> None:
        """Take the file's decisions from the first on; those that do not stand become troubles, as in a run they become refusals."""
        self._version += 1
        self._lines: list[Decision | Undoing] = []
        self.blocked = None
        try:
            self._lines = parsed_lines(self.review.name, data.decode("utf-8"))
            decisions = standing(self._lines)
        except UnicodeDecodeError as error:
            self.blocked, decisions = f"{self.review.name}: not UTF-8 text at byte {error.start}; save it as UTF-8", ()
        except Refused as error:
            self.blocked, decisions = str(error), ()
        self._settle(decisions)

    def _settle(self, decisions: Sequence[Decision]) -> None:
        self._settlement = Settlement(self.machine.document, self.machine.rows, self.machine.no_results, self.machine.number_spans)
        self._checks = Checks(self.machine.findings, self._checked)
        self._decisions: list[Decision] = []
        self._rulings: dict[str, list[Ruled]] = {}
        self._troubles: list[tuple[Decision, str]] = []
        for decision in decisions:
            self._decisions.append(decision)
            try:
                self._rule(decision)
            except Refused as error:
                self._troubles.append((decision, str(error)))

    def _rule(self, decision: Decision) -> None:
        record = self._settlement.rule(decision)
        if decision.decision not in (Ruling.ACCEPTED, Ruling.NOT_A_RESULT):
            self._checks.changed(record["row_id"])  # only what changes a value or takes a row away changes what the checks say
        item_id = record["row_id"] or number_id(record)
        self._rulings.setdefault(item_id, []).append(Ruled(decision, record))

    def _take(self, lines: Sequence[Decision | Undoing]) -> None:
        """New lines on top of those that are there; raises Refused where a run would."""
        undone = any(isinstance(line, Undoing) for line in lines)
        if undone:
            troubles = {decision.line_id for decision, _ in self._troubles}
            self._settle(standing([*self._lines, *lines]))
            fresh = [why for decision, why in self._troubles if decision.line_id not in troubles]
            if fresh:
                raise Refused(f"another decision rests on this one; take that back first ({fresh[0]})")
        else:
            for line in lines:
                assert isinstance(line, Decision)
                self._rule(line)
                self._decisions.append(line)
        self._lines.extend(lines)
        self._version += 1

    def _checked(self, checks: Checks, asked: int, found: tuple[Finding, ...]) -> None:
        """Checks of a long report are done: what they say is a new version."""
        with self._lock:
            checks.take(asked, found)
            if checks is self._checks:
                self._version += 1

    def _items(self) -> dict[str, Item]:
        rows = self._settlement.rows()
        claims = [(claim["row_id"], claim["column"], claim["raw"]) for claim in rows.claims]
        said = self._checks.told(rows.tables, claims)
        standard_errors = standard_errors_again(
            self.machine.standard_errors, self.machine.rows.tables, rows.tables, claims, self._checks.ever_changed
        )
        facts, findings, finding_rows = checked(rows.tables, claims, said, standard_errors=standard_errors)
        return items_of(self.machine.document, rows, facts, findings, finding_rows, self._rulings)


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
