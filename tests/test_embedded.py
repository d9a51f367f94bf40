"""Prefect's embedded server: what a killed run left of it is ended by the next run, and what is another's is left alone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.embedded import end_orphans

DEAF = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"
Start = Callable[[Path, int], "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts what looks like a server of a home, started by the owner, that heeds no request to end."""
    started: list[subprocess.Popen[str]] = []

    def server(home: Path, owner: int) -> "subprocess.Popen[str]":
        environment = {**os.environ, "PREFECT_HOME": str(home), "MSC_EVIDENCE_OWNER": str(owner)}
        command = [sys.executable, "-c", DEAF, "prefect.server.api.server:create_app"]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout is not None
        assert started[-1].stdout.readline() == "up\n"
        return started[-1]

    yield server
    for process in started:
        process.kill()
        process.wait()


def test_an_orphan_that_heeds_nothing_is_ended(tmp_path: Path, start: Start) -> None:
    orphan = start(tmp_path, 999_999_999)
    end_orphans(tmp_path)
    assert orphan.wait(10) < 0


def test_servers_of_runs_that_go_on_and_of_other_homes_are_left_alone(tmp_path: Path, start: Start) -> None:
    own, other = start(tmp_path, os.getpid()), start(tmp_path / "other", 999_999_999)
    end_orphans(tmp_path)
    time.sleep(0.2)
    assert own.poll() is None
    assert other.poll() is None
