"""Ctrl-C and the processes of a run: the terminal sends it to all of them, and only the one that a person started may answer."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """A process that this thread starts meanwhile never hears Ctrl-C: whoever started it ends it."""
    # Starting the tracker lets Ctrl-C through again, so it must run already when the process is started.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
