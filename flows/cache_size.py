"""The cache kept within a size: what was not used for the longest goes first. Everything in it can be made again."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDERS = ("documents", "shards", "records")
"""Where the entries of the cache stand: a file each, or a folder of files."""

LIMIT_GB = 20.0


def used(entry: Path) -> None:
    """Note that the entry was used just now."""
    with suppress(OSError):
        os.utime(entry)


def keep_within(cache: Path, limit_bytes: float, since: float) -> int:
    """Delete the entries used longest ago until the rest fits; returns how many bytes went.

    since: seconds since the epoch; what was used later stays, whatever the limit: the next run wants it again.
    """
    entries = sorted(_entries(cache), key=lambda entry: entry[0])
    excess = sum(size for _, size, _ in entries) - limit_bytes
    gone = 0
    for when, size, path in entries:
        if gone >= excess or when >= since:
            break
        with suppress(OSError):  # it stays, and costs room
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            gone += size
    return gone


def _entries(cache: Path) -> Iterator[tuple[float, int, Path]]:
    """When each was last used, its bytes, and where it stands."""
    for folder in FOLDERS:
        with suppress(OSError), os.scandir(cache / folder) as found:
            for entry in found:
                with suppress(OSError):  # another run may have deleted it
                    status = entry.stat()
                    inside = sum(one.stat().st_size for one in os.scandir(entry.path)) if entry.is_dir() else status.st_size
                    yield status.st_mtime, inside, Path(entry.path)
