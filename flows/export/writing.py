"""A file or folder that is there as a whole or not at all."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from flows.leftovers import is_running
from flows.refusal import Refused

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day that every file in a package bears, so that the same tables make the same bytes."""


@contextmanager
def written_whole(out: Path, replace: bool) -> Iterator[Path]:
    """Gives a path of the same name to write at; what stands there at the end becomes `out`, or is removed where writing fails.

    Raises Refused where `out` is there already, unless `replace`: then a file gives way, and so does a folder all of
    whose files the new one has too.
    """
    out = out.absolute()
    if not replace and (out.exists() or out.is_symlink()):
        raise Refused(f"{out} is there already: give another name, or --replace")
    out.parent.mkdir(parents=True, exist_ok=True)
    holder = out.with_name(f".{out.name}.part-{os.getpid()}")
    _sweep(out)
    part, old = holder / "new" / out.name, holder / "old" / out.name
    for folder in (part.parent, old.parent):
        folder.mkdir(parents=True)
    try:
        yield part
        if out.is_dir() and not out.is_symlink():
            _refuse_other_files(out, part)
            out.rename(old)
        elif out.exists() and part.is_dir():
            raise Refused(f"{out} is a file, and this format writes a folder: give another name")
        part.rename(out)
    finally:
        if old.exists() and not out.exists():
            old.rename(out)
        shutil.rmtree(holder, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Remove what exports of this name that were killed have left beside it."""
    for left in out.parent.glob(f".{escape(out.name)}.part-*"):
        number = left.name.rpartition("-")[2]
        if number.isdecimal() and not is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _refuse_other_files(out: Path, part: Path) -> None:
    if part.is_file():
        raise Refused(f"{out} is a folder, and this format writes a file: give another name")
    new = {path.relative_to(part) for path in part.rglob("*")}
    other = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.relative_to(out) not in new)
    if other:
        raise Refused(f"{out} holds {other[0]}, which this export does not write: move it away, or give another name")


def zipped(folder: Path, out: Path) -> None:
    """The folder's files as a zip archive, the same bytes for the same files."""
    with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EARLIEST)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
