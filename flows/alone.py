"""One run at a time writes one folder of tables; another one waits, and says so."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows import progress

_POLL_SECONDS = 0.2


@contextmanager
def alone(curated: Path) -> Iterator[None]:
    """Hold the folder for this run, from before the reports are read until the tables stand.

    A run that began later would otherwise read newer reports, publish first, and then be overwritten by the older one. The lock
    stands beside the folder, `.curated.lock`, and goes with the process that holds it, however that ends.
    """
    curated = curated.resolve()
    curated.parent.mkdir(parents=True, exist_ok=True)
    path = curated.with_name(f".{curated.name}.lock")
    handle = _held(path, curated)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)  # while it is held: whoever waits sees that it has gone, and makes another
        os.close(handle)


def _held(path: Path, curated: Path) -> int:
    told = False
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(handle, path):
                return handle
        except BlockingIOError:
            if not told:
                progress.waiting(f"another run is writing {curated.name}; waiting for it to end")
                told = True
            time.sleep(_POLL_SECONDS)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    """Whether the lock that is held is still the one that others find."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False
