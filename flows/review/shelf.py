"""The reports of one folder: which there are, how far each is read and settled, and the desk of each that is open.

Reading happens in a process of its own: a report that takes long, or kills its reader, stops neither page nor server.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from extractors.document import Box, Unreadable
from flows.inputs import report_paths
from flows.interrupts import deaf_to_ctrl_c
from flows.reading import one_line
from flows.refusal import BadUsage, Refused
from flows.report_files import RECORD_MARK, ReportFile, report_files, stem_of
from flows.review.collecting import no_collecting
from flows.review.desk import Desk
from flows.review.machine import known_machine
from flows.review.pages import page_image
from flows.review.reading import Counts, counted, end_with_the_server, open_desk, read, review_of
from flows.sidecars import load_sidecar

_OPEN_AT_ONCE = 6
_OPENED_AHEAD = 3
_LONG_BYTES = 100_000
"""A shorter report opens at once anyway."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of the folder; counts and error are None while it is being read."""

    report_id: str
    name: str
    title: str
    counts: Counts | None
    error: str | None


class Shelf:
    """The folder as the page knows it; every method may be called from any thread."""

    def __init__(self, raw: Path, cache: Path) -> None:
        """Raises BadUsage or Refused where the folder is none that could be curated."""
        self.raw, self.cache = raw, cache
        self._home = raw.resolve()
        self._lock = threading.RLock()
        self._opening = threading.Lock()
        self._closed = False
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._files: dict[tuple[str, int, int], list[ReportFile]] = {}
        self._readings: dict[tuple[str, str], Future[Counts | str]] = {}
        self._asked_for: dict[tuple[str, str], Future[Counts | str]] = {}
        self._counts: dict[tuple[str, str], Counts] = {}
        self._desks: OrderedDict[tuple[str, str], Desk] = OrderedDict()
        report_paths(raw)

    def entries(self) -> list[Entry]:
        """Every report of the folder, by id; those not read yet are being read. Raises BadUsage or Refused."""
        files = self._all_files()
        for file in sorted(files, key=lambda file: file.bytes):
            if self._refused(file) is None:
                self._reading(file)  # the small ones are there at once, whatever the large ones take
        return [self._entry(file) for file in files]

    def entry(self, report_id: str) -> Entry | None:
        """One report, by its id; None where the folder holds none of that name. Of one with a desk nothing need be read."""
        file = self._file(report_id)
        if file is None:
            return None
        with self._lock:
            desk = self._desks.get(_key(file))
        if desk is None:
            return self._entry(file)
        counts = self.note(desk)
        return Entry(file.report_id, file.name, _stated_title(file) or counts.title or file.report_id, counts, None)

    def holds(self, report_id: str) -> bool:
        """Whether the folder has a report of that name."""
        return self._file(report_id) is not None

    def desk(self, report_id: str, wait_s: float) -> Desk | None:
        """The report's desk; None where it is not read within wait_s seconds. Raises Refused where it cannot be."""
        file = self._file(report_id)
        if file is None:
            raise Refused(f"There is no report {report_id}.")
        refused = self._refused(file)
        if refused is not None:
            raise Refused(refused)
        key = _key(file)
        with self._lock:
            desk = self._desks.get(key)
            if desk is not None:
                self._desks.move_to_end(key)
                return desk
        known = self._known_desk(file)
        if known is not None:
            return known
        try:
            found = self._wanted_now(file).result(timeout=wait_s)
        except TimeoutError:
            return None
        except BrokenProcessPool:
            raise Refused("could not be read: the process that read it died") from None
        if isinstance(found, str):
            raise Refused(found)
        with self._lock:
            return self._opened(key, self._desks.get(key) or open_desk(file, self.cache))

    def open_long_ones(self) -> None:
        """Open the longest reports that the cache has read, so that nobody waits for them; whoever asks for one is told of its errors."""
        try:
            files = sorted(self._all_files(), key=lambda file: file.bytes, reverse=True)
        except (Refused, BadUsage, OSError):
            return
        for file in files[:_OPENED_AHEAD]:
            if file.bytes >= _LONG_BYTES and self._refused(file) is None and not self._closed:
                self._known_desk(file)

    def _known_desk(self, file: ReportFile) -> Desk | None:
        """The desk of a report that the cache has read: nothing in it can take long or do harm, so no process has to be asked."""
        key = _key(file)
        with self._opening, no_collecting():
            with self._lock:
                if key in self._desks:
                    return self._desks[key]
            try:
                machine = known_machine(file, self.cache)
            except (Unreadable, OSError):
                return None  # the reading process says why
            if machine is None:
                return None
            desk = Desk(review_of(file), machine)
            desk.standing()
            with self._lock:
                return self._opened(key, desk)

    def _opened(self, key: tuple[str, str], desk: Desk) -> Desk:
        self._desks[key] = desk
        while len(self._desks) > _OPEN_AT_ONCE:
            self._desks.popitem(last=False)
        return desk

    def image(self, report_id: str, boxes: Sequence[Box]) -> bytes:
        """The place on its page, as a PNG; raises Refused where there is none to be had."""
        file = self._file(report_id)
        if file is None or not boxes:
            raise Refused("There is no page to show.")
        try:
            with self._lock, deaf_to_ctrl_c():
                drawing = self._pool("pages").submit(page_image, file, boxes)
            return drawing.result(timeout=20)
        except BrokenProcessPool:
            with self._lock:
                self._pools.pop("pages", None)
            raise Refused("The page cannot be shown: it brought down what draws it.") from None
        except Exception as error:  # whatever a damaged file makes a library say
            raise Refused(f"The page cannot be shown: {one_line(error)}") from None

    def note(self, desk: Desk) -> Counts:
        """Count an open report anew."""
        counts = counted(desk)
        with self._lock:
            for key, known in self._desks.items():
                if known is desk:
                    self._counts[key] = counts
        return counts

    def close(self) -> None:
        """Let the reading processes go; who waits for one of them is refused."""
        with self._lock:
            self._closed = True
            for pool in self._pools.values():
                # First: a process that is just starting would complain of a pool that has gone.
                for process in list((getattr(pool, "_processes", None) or {}).values()):
                    process.kill()
                pool.shutdown(wait=False, cancel_futures=True)

    def _entry(self, file: ReportFile) -> Entry:
        title = _stated_title(file)
        refused = self._refused(file)
        if refused is not None:
            return Entry(file.report_id, file.name, title or file.report_id, None, refused)
        reading = self._reading(file)
        if not reading.done():
            return Entry(file.report_id, file.name, title or file.report_id, None, None)
        try:
            found = reading.result()
        except BrokenProcessPool:
            found = "could not be read: the process that read it died"
        if isinstance(found, str):
            return Entry(file.report_id, file.name, title or file.report_id, None, found)
        counts = self._counts.get(_key(file), found)
        return Entry(file.report_id, file.name, title or counts.title or file.report_id, counts, None)

    def _all_files(self) -> list[ReportFile]:
        return sorted((file for path in report_paths(self.raw) for file in self._files_in(path)), key=lambda file: file.report_id)

    def _file(self, report_id: str) -> ReportFile | None:
        """The report of that id, looked for among those that the folder holds: an id is never made a path."""
        stem = report_id.partition(RECORD_MARK)[0]
        paths = (path for path in report_paths(self.raw) if stem_of(path.name) == stem)
        return next((file for path in paths for file in self._files_in(path) if file.report_id == report_id), None)

    def _files_in(self, path: Path) -> list[ReportFile]:
        """The reports in a file, found once for as long as it stays as it is."""
        if self._leads_out(path):
            return [ReportFile(stem_of(path.name), path, "", 0)]
        stat = path.stat()
        key = (path.name, stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if key not in self._files:
                self._files[key] = report_files(path, self.cache)
            return self._files[key]

    def _refused(self, file: ReportFile) -> str | None:
        for path in (file.path, review_of(file)):
            if self._leads_out(path):
                return f"{path.name} leads out of {self.raw}; this page reads and writes nothing beyond that folder"
        return None

    def _leads_out(self, path: Path) -> bool:
        return path.is_symlink() and self._home not in path.resolve().parents

    def _reading(self, file: ReportFile) -> Future[Counts | str]:
        key = _key(file)
        with self._lock:
            if key not in self._readings:
                self._readings[key] = self._submit("all of them", file)
            return self._readings[key]

    def _wanted_now(self, file: ReportFile) -> Future[Counts | str]:
        """The reading of a report that somebody waits for: it does not stand behind the others."""
        key = _key(file)
        with self._lock:
            if key in self._readings and self._readings[key].done():
                return self._readings[key]
            if key not in self._asked_for:
                self._asked_for[key] = self._submit("the one asked for", file)
                self._asked_for[key].add_done_callback(lambda done: self._readings.__setitem__(key, done))
            return self._asked_for[key]

    def _submit(self, purpose: str, file: ReportFile) -> Future[Counts | str]:
        for _ in range(2):
            try:
                with deaf_to_ctrl_c():
                    return self._pool(purpose).submit(read, file, self.cache)
            except BrokenProcessPool:
                del self._pools[purpose]  # a report killed it; the next one gets another
        raise Refused("the process that reads reports cannot be started")

    def _pool(self, purpose: str) -> ProcessPoolExecutor:
        if self._closed:
            raise Refused("The page is being closed.")
        if purpose not in self._pools:
            # spawn: a fork of a process with threads can hang.
            self._pools[purpose] = ProcessPoolExecutor(1, get_context("spawn"), initializer=end_with_the_server)
        return self._pools[purpose]


def _key(file: ReportFile) -> tuple[str, str]:
    return file.report_id, file.sha256


def _stated_title(file: ReportFile) -> str | None:
    """The title that NAME.yml states; one that cannot be read is a matter for `curate`."""
    try:
        return load_sidecar(file.path.with_name(f"{file.report_id}.yml")).columns.get("title")
    except (OSError, Refused):
        return None
