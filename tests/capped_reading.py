"""Reports read in children with caps on memory and processor time: run as a program, it reads one file for each line of its input.

Everything is imported once, and each file is read in a fork of that, which costs a few milliseconds.
"""

import json
import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Outcome:
    """What came of a file: its reports as (report_id, error, rows and numbers that it gave), what it cost, the signal it died of."""

    reports: tuple[tuple[str, str | None, int, int], ...]
    seconds: float
    megabytes: float
    signal: int


def ask(server: Any, path: Path, seconds: int, megabytes: int) -> Outcome:
    """Have the process read the file."""
    server.stdin.write(json.dumps([str(path), seconds, megabytes]) + "\n")
    server.stdin.flush()
    told = json.loads(server.stdout.readline())
    return Outcome(tuple(map(tuple, told["reports"])), told["seconds"], told["megabytes"], told["signal"])


class _Here:
    """Reading that is guarded by a process of its own, in this one, which has tighter limits."""

    def read(self, data: bytes, report_id: str, _found: Any) -> Any:
        """As the process answers."""
        from extractors.document import Unreadable
        from flows.document_json import from_json
        from flows.guarded import _answer

        answer = _answer(data, report_id)
        if "document" in answer:
            return from_json(report_id, answer["document"])
        raise (Unreadable if answer["unreadable"] else RuntimeError)(answer["said"])


def _read(path: Path) -> list[tuple[str, str | None, int, int]]:
    from flows.reading import EXTRACTED, read_report
    from flows.report_files import report_files

    told = []
    for file in report_files(path, None):
        result = read_report(file, None)
        rows = sum(len(result.tables.get(name, ())) for name in EXTRACTED if name not in ("claims", "numbers"))
        told.append((result.report["report_id"], result.report.get("error"), rows, len(result.tables.get("numbers", ()))))
    return told


def _pages() -> list[int]:
    """Pages of memory that this process has: all that it may touch, and those that are there."""
    return list(map(int, Path("/proc/self/statm").read_text().split()))


def _capped(path: Path, seconds: int, megabytes: int, out: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_pages()[0] * resource.getpagesize() + megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        told = _read(path)
    except BaseException as error:
        told = [("", f"{type(error).__name__}: {error}", 0, 0)]
    with os.fdopen(out, "w") as reply:
        reply.write(json.dumps(told))


def _serve() -> None:
    import docx  # noqa: F401  (heavy libraries, imported once)

    import flows.guarded
    from extractors.readers.pdf import reading  # noqa: F401

    flows.guarded._process = lambda: _Here()  # type: ignore[assignment,return-value]
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _read(Path(sys.argv[1]))
    for line in sys.stdin:
        path, seconds, megabytes = json.loads(line)
        before = _pages()[1] * resource.getpagesize()
        back, out = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(back)
            _capped(Path(path), seconds, megabytes, out)
            os._exit(0)
        os.close(out)
        with os.fdopen(back) as answer:
            told = answer.read()
        _, status, usage = os.wait4(child, 0)
        cost = {"seconds": usage.ru_utime + usage.ru_stime, "megabytes": max(0, usage.ru_maxrss * 1024 - before) / MEGABYTE}
        replies.write(json.dumps({"reports": json.loads(told or "[]"), "signal": os.WTERMSIG(status), **cost}) + "\n")
        replies.flush()


if __name__ == "__main__":
    _serve()
