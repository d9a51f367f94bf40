"""Reading in a process of its own, with limits on memory and time, for files whose parser could be brought down.

A format says from which size on it is read here (`Format.guarded_from`). The process is started once and serves many
files; one that kills it, or takes too long, is refused with a sentence, and the next file gets a new process.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

from extractors.document import Document, Unreadable
from extractors.readers import GZIP, LARGEST, format_of, unpacked
from extractors.readers import read as read_here
from extractors.readers.format import HEAD, Format
from flows.document_json import as_json, from_json

MEMORY = 2 << 30
"""Bytes of address space that reading one file may take."""

_served = threading.local()


def read(data: bytes, report_id: str) -> Document:
    """The document of the bytes, as `extractors.readers.read`; raises Unreadable too where reading breaks a limit."""
    if not data or len(data) > LARGEST:
        return read_here(data, report_id)
    found = format_of(unpacked(data[: 4 * HEAD], HEAD, whole=False))
    # What an archive holds is known once it is unpacked: that happens where it can do no harm.
    if not data.startswith(GZIP) and (found.guarded_from is None or len(data) < found.guarded_from):
        return read_here(data, report_id)
    return _process().read(data, report_id, found)


def _process() -> "_Process":
    """This thread's process, started when it is first needed."""
    process: _Process | None = getattr(_served, "process", None)
    if process is None or not process.is_alive():
        process = _served.process = _Process()
    return process


class _Process:
    """A child that reads one file after the other."""

    def __init__(self) -> None:
        # A session of its own: what it starts (a PDF's pages) ends with it.
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.guarded"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def is_alive(self) -> bool:
        """Whether the child can be asked."""
        return self._child.poll() is None

    def read(self, data: bytes, report_id: str, found: Format) -> Document:
        """The document that the child makes of the bytes."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        try:
            request = json.dumps({"report_id": report_id, "bytes": len(data), "seconds": found.seconds})
            with suppress(BrokenPipeError):  # it died while it was sent the file: what it died of is told below
                self._child.stdin.write(request.encode() + b"\n" + data)
                self._child.stdin.flush()
            reply = self._child.stdout.readline()
        except BaseException:  # also when stopped from the keyboard: the child would go on for nobody
            self._end()
            raise
        if not reply.endswith(b"\n"):
            raise Unreadable(_what_it_died_of(self._end(), found))
        answer = json.loads(reply)
        if "document" not in answer:
            raise (Unreadable if answer["unreadable"] else RuntimeError)(answer["said"])
        return from_json(report_id, answer["document"])

    def _end(self) -> int:
        """End the child and all that it started; returns its exit status, which is the signal it died of before."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child.pid, signal.SIGKILL)
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()
        return self._child.wait()


def _what_it_died_of(status: int, found: Format) -> str:
    if status == -signal.SIGALRM:
        return f"Reading it took longer than {found.seconds} seconds and was stopped."
    cause = signal.Signals(-status).name if status < 0 else f"status {status}"
    return f"The process that read it died ({cause}): the file is damaged, or made to do harm."


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Read file after file, until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["bytes"])
        if len(data) < request["bytes"]:
            return
        # The default of SIGALRM ends the process, whatever library it is in.
        signal.alarm(request["seconds"])
        answer = _answer(data, request["report_id"])
        signal.alarm(0)
        replies.write(json.dumps(answer).encode() + b"\n")
        replies.flush()


def _answer(data: bytes, report_id: str) -> dict[str, Any]:
    try:
        return {"document": as_json(read_here(data, report_id))}
    except Unreadable as error:
        return {"unreadable": True, "said": str(error)}
    except MemoryError:
        return {"unreadable": True, "said": f"Reading it takes more than {MEMORY >> 20} MiB of memory."}
    except RecursionError:
        return {"unreadable": True, "said": "It nests its parts deeper than any report does."}
    except Exception as error:
        return {"unreadable": False, "said": f"{type(error).__name__}: {' '.join(str(error).split())}"}


if __name__ == "__main__":
    # Whatever a library prints must not stand between the replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies)
