"""Compiled patterns, kept between processes as Python keeps byte code.

`regex` compiles in Python: up to 150 ms for one of our patterns and two seconds for all of them, more than reading
a report takes. Its compiled form can be pickled and comes back in 0.1 ms. The store lies in `__pycache__`, where only
those can write who can write the code itself; it is known by the versions of Python and regex and by pattern and flags
themselves, so it is never stale, and it may be deleted at any time. Nothing is written unless `keep` is called: the
installation does (`python -m extractors.patterns`), and the command when it ends.
"""

import os
import pickle
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import regex

from extractors import literals
from extractors.literals import Anchors, anchors_of

_READ_AS = zlib.crc32(b"".join(path.read_bytes() for path in sorted(Path(literals.__file__).parent.glob("*.py"))))
"""What `extractors.literals` is today: the anchors in the store are what it made of the patterns."""
_PATH = (
    Path(__file__).parent
    / "__pycache__"
    / f"patterns.{sys.implementation.cache_tag}.regex-{regex.__version__}.{_READ_AS:08x}.pickle"
)
_known: dict[tuple[str, int], "regex.Pattern[str]"] = {}
_anchors: dict["regex.Pattern[str]", "Anchors | None"] = {}
_new: set[object] = set()
_asked: dict[tuple[str, int], "regex.Pattern[str]"] = {}
"""`_known` by the flags as they were given: `regex.IGNORECASE` and its number are two keys, and turning one into the other takes time."""


def _load() -> None:
    with suppress(Exception):  # none yet, or damaged: patterns are compiled again
        patterns, anchors = pickle.loads(_PATH.read_bytes())
        _known.update(patterns)
        _anchors.update(anchors)


_load()


def compiled(pattern: str, flags: int = 0) -> "regex.Pattern[str]":
    """regex.compile(pattern, flags), from the store where it is known there."""
    found = _asked.get((pattern, flags))
    if found is None:
        key = (pattern, int(flags))
        found = _known.get(key)
        if found is None:
            found = _known[key] = regex.compile(pattern, flags)
            _new.add(key)
        _asked[pattern, flags] = found
    return found


def anchors(pattern: "regex.Pattern[str]") -> Anchors | None:
    """Where matches of the pattern can be, from the store where it is known there."""
    if pattern not in _anchors:
        _anchors[pattern] = anchors_of(pattern.pattern, pattern.flags)
        _new.add(pattern)
    return _anchors[pattern]


def stored_anchors() -> list[tuple["regex.Pattern[str]", Anchors | None]]:
    """The patterns whose anchors are known, with them."""
    return list(_anchors.items())


def keep() -> None:
    """Write what is new to the store, whole or not at all; where it cannot be written, nothing is lost but time."""
    if not _new:
        return
    with suppress(OSError):
        _PATH.parent.mkdir(exist_ok=True)
        part = _PATH.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps((_known, _anchors)))
        part.replace(_PATH)
    _new.clear()


def warm() -> None:
    """Compile every pattern that reading a report uses, read their anchors, and keep both."""
    from extractors.pipeline import extract
    from extractors.readers import read

    extract(
        read(
            b"At 6 months pain fell in the MSC group (n = 20): HR 0.70 (95% CI 0.50 to 0.98; p=0.04). Two patients had fever.",
            "warm",
        )
    )
    extract(read(b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000000"}}}', "warm"))
    keep()


if __name__ == "__main__":
    from extractors.patterns import warm as warm_imported

    warm_imported()
