"""The reports of one folder: which there are, how far each is read and settled, and the desk of each that is open.

Reading happens in a process of its own: a report that takes long, or kills its reader, stops neither page nor server.
"""

import threading
from collections import OrderedDict
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from extractors.document import Unreadable
from extractors.tabulate import BadRow
from flows.inputs import REVIEW_SUFFIX, report_paths
from flows.reading import one_line
from flows.refusal import Refused
from flows.review.desk import Desk, Standing
from flows.review.machine import machine_of
from flows.sidecars import load_sidecar
from schemas.vocabulary import NumberStatus, Review

_OPEN_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """What the list tells of a report."""

    title: str | None
    rows: int
    doubtful: int
    unclaimed: int
    settled: int
    troubles: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of the folder; counts and error are None while it is being read."""

    report_id: str
    path: Path
    title: str
    counts: Counts | None
    error: str | None


def counted(standing: Standing, title: str | None) -> Counts:
    """The counts of one report."""
    items = standing.items.values()
    return Counts(
        title,
        rows=sum(item.table is not None and item.status != "rejected" for item in items),
        doubtful=sum(item.status == Review.DOUBTFUL for item in items),
        unclaimed=sum(item.status == NumberStatus.UNCLAIMED for item in items),
        settled=sum(item.settled and not item.open for item in items),
        troubles=len(standing.troubles),
    )


def open_desk(report_id: str, path: Path, cache: Path) -> Desk:
    """The report's desk; raises Unreadable, BadRow or OSError."""
    return Desk(path.with_name(f"{report_id}{REVIEW_SUFFIX}"), machine_of(report_id, path, cache))


def read(report_id: str, path: Path, cache: Path) -> Counts | str:
    """In the reading process: read the report into the cache and count it, or say why it cannot be read."""
    try:
        desk = open_desk(report_id, path, cache)
        return counted(desk.standing(), desk.machine.document.metadata.get("title"))
    except (Unreadable, BadRow) as error:
        return str(error)
    except Exception as error:  # one bad report must not stop the others
        return f"could not be read: {one_line(error)}"


class Shelf:
    """The folder as the page knows it; every method may be called from any thread."""

    def __init__(self, raw: Path, cache: Path) -> None:
        """Raises BadUsage or Refused where the folder is none that could be curated."""
        self.raw, self.cache = raw, cache
        self._home = raw.resolve()
        self._lock = threading.RLock()
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._readings: dict[tuple[str, int, int], Future[Counts | str]] = {}
        self._asked_for: dict[tuple[str, int, int], Future[Counts | str]] = {}
        self._counts: dict[str, Counts] = {}
        self._desks: OrderedDict[tuple[str, int, int], Desk] = OrderedDict()
        report_paths(raw)

    def entries(self) -> list[Entry]:
        """Every report of the folder, by id; those not read yet are being read. Raises BadUsage or Refused."""
        paths = report_paths(self.raw)
        for path in sorted(paths, key=lambda path: path.stat().st_size):
            self._reading(path)  # the small ones are there at once, whatever the large ones take
        return [self._entry(path) for path in paths]

    def entry(self, report_id: str) -> Entry | None:
        """One report, by its id; None where the folder holds none of that name."""
        path = next((path for path in report_paths(self.raw) if path.stem == report_id), None)
        return None if path is None else self._entry(path)

    def desk(self, report_id: str, wait_s: float) -> Desk | None:
        """The report's desk; None where it is not read within wait_s seconds. Raises Refused where it cannot be."""
        path = next((path for path in report_paths(self.raw) if path.stem == report_id), None)
        if path is None:
            raise Refused(f"There is no report {report_id}.")
        self._inside(path)
        key = _key(path)
        with self._lock:
            desk = self._desks.get(key)
            if desk is not None:
                self._desks.move_to_end(key)
                return desk
        try:
            found = self._wanted_now(path).result(timeout=wait_s)
        except TimeoutError:
            return None
        except BrokenProcessPool:
            raise Refused("could not be read: the process that read it died") from None
        if isinstance(found, str):
            raise Refused(found)
        with self._lock:
            desk = self._desks.get(key) or open_desk(report_id, path, self.cache)
            self._desks[key] = desk
            while len(self._desks) > _OPEN_AT_ONCE:
                self._desks.popitem(last=False)
            return desk

    def note(self, report_id: str, desk: Desk) -> Counts:
        """Count an open report anew."""
        counts = counted(desk.standing(), desk.machine.document.metadata.get("title"))
        with self._lock:
            self._counts[report_id] = counts
        return counts

    def close(self) -> None:
        """Let the reading process go."""
        with self._lock:
            for pool in self._pools.values():
                processes = list((getattr(pool, "_processes", None) or {}).values())
                pool.shutdown(wait=False, cancel_futures=True)
                for process in processes:
                    process.terminate()

    def _entry(self, path: Path) -> Entry:
        report_id, title = path.stem, _stated_title(path)
        try:
            self._inside(path)
        except Refused as error:
            return Entry(report_id, path, title or report_id, None, str(error))
        reading = self._reading(path)
        if not reading.done():
            return Entry(report_id, path, title or report_id, None, None)
        try:
            found = reading.result()
        except BrokenProcessPool:
            found = "could not be read: the process that read it died"
        if isinstance(found, str):
            return Entry(report_id, path, title or report_id, None, found)
        counts = self._counts.get(report_id, found)
        return Entry(report_id, path, title or counts.title or report_id, counts, None)

    def _inside(self, path: Path) -> None:
        review = path.with_name(f"{path.stem}{REVIEW_SUFFIX}")
        for file in (path, review):
            if file.is_symlink() and self._home not in file.resolve().parents:
                raise Refused(f"{file.name} leads out of {self.raw}; this page reads and writes nothing beyond that folder")

    def _reading(self, path: Path) -> Future[Counts | str]:
        key = _key(path)
        with self._lock:
            if key not in self._readings:
                self._readings[key] = self._submit("all of them", path)
            return self._readings[key]

    def _wanted_now(self, path: Path) -> Future[Counts | str]:
        """The reading of a report that somebody waits for: it does not stand behind the others."""
        key = _key(path)
        with self._lock:
            if key in self._readings and self._readings[key].done():
                return self._readings[key]
            if key not in self._asked_for:
                self._asked_for[key] = self._submit("the one asked for", path)
                self._asked_for[key].add_done_callback(lambda done: self._readings.__setitem__(key, done))
            return self._asked_for[key]

    def _submit(self, purpose: str, path: Path) -> Future[Counts | str]:
        for _ in range(2):
            if purpose not in self._pools:
                # spawn: a fork of a process with threads can hang.
                self._pools[purpose] = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
            try:
                return self._pools[purpose].submit(read, path.stem, path, self.cache)
            except BrokenProcessPool:
                del self._pools[purpose]  # a report killed it; the next one gets another
        raise Refused("the process that reads reports cannot be started")


def _key(path: Path) -> tuple[str, int, int]:
    found = path.stat()
    return path.stem, found.st_mtime_ns, found.st_size


def _stated_title(path: Path) -> str | None:
    """The title that NAME.yml states; one that cannot be read is a matter for `curate`."""
    try:
        return load_sidecar(path.with_name(f"{path.stem}.yml")).columns.get("title")
    except (OSError, Refused):
        return None
