"""A limit on the processor time that one report may take: what runs away is rejected, and the next report is read."""

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractors.document import Unreadable

SECONDS, SECONDS_PER_1000_BYTES, MOST_SECONDS = 30.0, 0.1, 900.0
"""A report gets the first, and the second for each thousand of its bytes, about fifteen times what reports take."""
_POLL_SECONDS = 0.5


class _TookTooLong(BaseException):
    """No Exception: whatever catches those on the way must not swallow it."""


def seconds_for(size: int) -> float:
    """Seconds of processor time that a report of so many bytes may take."""
    return min(MOST_SECONDS, SECONDS + SECONDS_PER_1000_BYTES * size / 1000)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises Unreadable out of the block once it has taken so many seconds of processor time.

    In a process's main thread, where workers extract, a timer of the kernel ends even a search for a pattern. In other threads
    (a server's, a Dask worker's) the block ends at the next step of its own code, which patterns reach since they are linear.
    """
    limited = _by_timer if threading.current_thread() is threading.main_thread() else _by_watcher
    try:
        with limited(seconds):
            yield
    except _TookTooLong:
        raise Unreadable(f"Reading it took longer than {seconds:g} seconds and was stopped.") from None


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _by_watcher(seconds: float) -> Iterator[None]:
    thread, done = threading.get_ident(), threading.Event()
    clock = time.pthread_getcpuclockid(thread)
    stop_at = time.clock_gettime(clock) + seconds
    lock = threading.Lock()

    def watch() -> None:
        while not done.wait(min(_POLL_SECONDS, seconds)):
            with lock:
                if not done.is_set() and time.clock_gettime(clock) > stop_at:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_TookTooLong))
                    return

    watcher = threading.Thread(target=watch, daemon=True, name="time limit")
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
