"""What a run that was killed left half written: the next one clears it away."""

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from flows.cache_size import FOLDERS

_PART = re.compile(r"\..+?\.(\d+)(?:\.\d+)?\.part")
"""The names under which `flows` writes beside the place: the thing's own name, the process, and at times the thread."""
_QUIET_SECONDS = 600
"""What nobody has touched for so long is nobody's: on a shared folder the process may live on another machine."""


def sweep(cache: Path) -> int:
    """Remove the cache's half-written entries of processes that are no more; returns how many went."""
    gone = 0
    for folder in (*FOLDERS, "published"):
        with suppress(OSError):
            for path in list((cache / folder).iterdir()):
                found = _PART.fullmatch(path.name)
                if found is not None and not is_running(int(found[1])) and _is_quiet(path):
                    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
                    gone += 1
    return gone


def is_running(process: int) -> bool:
    """Whether there is a process of that number on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True


def _is_quiet(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _QUIET_SECONDS
    except OSError:
        return False
