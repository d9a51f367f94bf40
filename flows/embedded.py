"""Prefect without a standing server: set up before it is imported, quiet and offline, with nothing left running."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.disk import writing

_ROOM = 4 << 20
"""Bytes that the server's database and its log take at least."""
_OWNER = "MSC_EVIDENCE_OWNER"

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    # Under load the server has been seen to need more than the default 20 s.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}


def prepare(home: Path = Path(".prefect")) -> None:
    """Set the environment for an embedded server that keeps its things in `home`.

    What is set already stays, and where PREFECT_API_URL names a standing server only the tracking is turned off.
    """
    os.environ.setdefault("DO_NOT_TRACK", "1")
    if os.environ.get("PREFECT_API_URL"):
        return
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    end_orphans(Path(os.environ["PREFECT_HOME"]))
    _refuse_full(Path(os.environ["PREFECT_HOME"]))
    os.environ[_OWNER] = str(os.getpid())


@contextmanager
def shared_server() -> Iterator[None]:
    """While this lasts, the workers of a Dask cluster on this machine find the run's own embedded server; each would start one
    for itself otherwise. Where PREFECT_API_URL names a standing server, that is the one."""
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import PREFECT_API_URL, temporary_settings

    server = SubprocessASGIServer()
    server.start(timeout=int(_SETTINGS["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"]))
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield
    finally:
        server.stop()


def _refuse_full(home: Path) -> None:
    """Raise OSError where the server could not write its database: it would not start, and say so only after minutes."""
    home.mkdir(parents=True, exist_ok=True)
    probe = home / f".room.{os.getpid()}"
    try:
        with writing(home):
            probe.write_bytes(bytes(_ROOM))
    finally:
        probe.unlink(missing_ok=True)


def end_orphans(home: Path = Path(".prefect")) -> None:
    """End embedded servers of this very home whose run was killed: they would hold its database.

    A server knows the process that started it by its environment; where that is its parent no more, it is an orphan. It is killed:
    asked to end, one whose client is gone has been seen to wait for it for ever, and what it wrote is in a journaled database.
    """
    place = os.fsencode(home.resolve())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"prefect.server.api.server:create_app" not in (process / "cmdline").read_bytes():
                continue
            environment = dict(entry.partition(b"=")[::2] for entry in (process / "environ").read_bytes().split(b"\0"))
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            owner = environment.get(_OWNER.encode())
            if environment.get(b"PREFECT_HOME") == place and owner is not None and owner != parent.encode():
                os.kill(int(process.name), signal.SIGKILL)
        except (OSError, ValueError):
            continue  # gone meanwhile, or another user's
