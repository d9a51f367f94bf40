"""How far a run is, told to whoever watches; the steps know nothing of screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Watcher(Protocol):
    """Somebody who is told how far the run is."""

    def start(self, reports: int, doing: str) -> None:
        """So many reports are to be gone through, to do this with them."""

    def advance(self, reports: int) -> None:
        """So many more are done."""

    def waiting(self, why: str) -> None:
        """Nothing can be done until something else has ended."""


READING = "reading"

_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """While this lasts, `watcher` is told; the threads of Prefect's tasks inherit it."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def watcher() -> Watcher | None:
    """Whoever watches this thread's run."""
    return _WATCHER.get()


def start(reports: int, doing: str = READING) -> None:
    """So many reports are to be gone through, to do this with them."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher.start(reports, doing)


def done(reports: int = 1) -> None:
    """So many more are done."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher.advance(reports)


def waiting(why: str) -> None:
    """Nothing can be done until something else has ended."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher.waiting(why)
