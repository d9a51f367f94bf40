"""Decisions onto the disk. A decision is acknowledged when the disk has it, and no reader ever sees half a line.

The file grows by whole lines only: a save writes it anew beside its place, with the new lines at its end, has the disk
confirm it, and moves it there in one step. A process that is killed at any moment leaves the file before the save or
the one after it. All saves of a folder, whichever process makes them, wait for each other at a lock on the folder.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: nobody else who asks for it saves meanwhile. It goes with the process that holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def append_lines(path: Path, lines: Sequence[str]) -> None:
    """Add the lines at the end of the file and wait for the disk. The caller holds the folder's lock; raises OSError."""
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"  # the last line was typed by hand
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(before + "".join(f"{line}\n" for line in lines).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _confirm(path.parent)


def _confirm(folder: Path) -> None:
    """Have the disk keep the folder's entries too: a moved file is only there for good when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
