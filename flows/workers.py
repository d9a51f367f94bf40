"""Processes of this machine that extract batches, one batch each at a time; a report that kills its process is rejected alone."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

from flows import progress
from flows.batches import Batch, ReadReport, extract_batch, known_shard, write_shard
from flows.in_processes import end_with_the_run
from flows.interrupts import deaf_to_ctrl_c
from flows.reading import ReportResult, read_report, rejected_report
from flows.report_files import ReportFile

_POLL_SECONDS = 0.2

_processes: "_Processes | None" = None


def extract(batch: Batch, cache: Path) -> dict[str, Any]:
    """The batch extracted into its shard, by a worker process where `worker_processes` lasts, else here; its key and counts."""
    known = known_shard(batch, cache)
    if known is not None:
        progress.done(len(batch.reports))
        return known
    if _processes is None:
        return extract_batch(batch, cache, read_report)
    return _processes.extract(batch, cache)


@contextmanager
def worker_processes(count: int) -> Iterator[None]:
    """While this lasts, `extract` works in so many processes, whichever threads call it; they start when first needed.

    With fewer than two it works in the caller. Ctrl-C ends each process after the report that it is at; the batches in work
    are lost and the finished ones kept.
    """
    global _processes
    if count < 2:
        yield
        return
    processes = _processes = _Processes(count)
    try:
        with _told_of_interrupts(processes), _watching(processes):
            yield
    finally:
        _processes = None
        processes.end()


class _Stopped(Exception):
    """The run is being stopped: the batch is left."""


class _Processes:
    """A pool that is replaced when a report has broken it."""

    def __init__(self, count: int) -> None:
        # spawn: a fork of a process with threads (Prefect's, polars') can hang.
        self._context = get_context("spawn")
        self._count = count
        self._lock = threading.Lock()
        self._stop = self._context.Event()
        self._done = self._context.Value("q", 0)
        self._pool = self._new(count)

    def _new(self, count: int) -> ProcessPoolExecutor:
        told = (self._stop, self._done)
        return ProcessPoolExecutor(max_workers=count, mp_context=self._context, initializer=_begin, initargs=told)

    def extract(self, batch: Batch, cache: Path) -> dict[str, Any]:
        """The batch in one of the processes; where one of them dies, each report of it in a process of its own."""
        pool = self._pool
        try:
            with deaf_to_ctrl_c():
                work = pool.submit(_extract_here, batch, cache, read_report)
            return work.result()
        except BrokenProcessPool:
            if self._stop.is_set():
                raise
            self._replace(pool)
            return self._report_by_report(batch, cache)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = self._new(self._count)

    def _report_by_report(self, batch: Batch, cache: Path) -> dict[str, Any]:
        """Nobody can tell which report of which batch has killed the process: each is tried alone."""
        results = []
        alone = self._new(1)
        try:
            for report in batch.reports:
                try:
                    with deaf_to_ctrl_c():
                        work = alone.submit(_read_here, report, cache, read_report)
                    results.append(work.result())
                except BrokenProcessPool:
                    results.append(rejected_report(report, "could not be read: the process that read it died"))
                    alone = self._new(1)
        finally:
            alone.shutdown(wait=False, cancel_futures=True)
        return write_shard(batch, cache, results)

    def n_done(self) -> int:
        """How many reports the processes have done."""
        return int(self._done.value)

    def stop(self) -> None:
        """Let each process end after the report that it is at."""
        self._stop.set()

    def end(self) -> None:
        """End all of them."""
        self.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _told_of_interrupts(processes: _Processes) -> Iterator[None]:
    """Ctrl-C stops the processes first: threads that wait for them could not be ended otherwise."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return

    def interrupted(number: int, frame: FrameType | None) -> None:
        processes.stop()
        before(number, frame)

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _watching(processes: _Processes) -> Iterator[None]:
    """Tell the watcher of this thread what the processes have done."""
    watcher = progress.watcher()
    ended = threading.Event()

    def tell() -> None:
        told = 0
        while not ended.wait(_POLL_SECONDS) or processes.n_done() > told:
            done = processes.n_done()
            if watcher is not None and done > told:
                watcher.advance(done - told)
            told = done

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


# In a worker process: what it was told at its start.
_told: tuple[Any, Any] | None = None


def _begin(stop: Any, done: Any) -> None:
    global _told
    _told = stop, done
    end_with_the_run()
    with suppress(OSError):
        os.nice(1)  # the run itself, and whatever else the machine is for, comes first


def _one_done() -> None:
    assert _told is not None
    stop, done = _told
    with done.get_lock():
        done.value += 1
    if stop.is_set():
        raise _Stopped


def _extract_here(batch: Batch, cache: Path, read: ReadReport) -> dict[str, Any]:
    return extract_batch(batch, cache, read, _one_done)


def _read_here(report: ReportFile, cache: Path, read: ReadReport) -> ReportResult:
    result = read(report, cache)
    _one_done()
    return result
