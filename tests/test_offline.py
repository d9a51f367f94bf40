"""Nothing leaves the machine: a run and the page work without a network, ask for none, listen on loopback only, and name nobody."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from conftest import Workbench

COMMAND = Path(sys.executable).with_name("msc-evidence")
WHO, HOST = "quillfeather", "machine-of-quillfeather"

GUARD = '''
"""Loaded by every Python that the test starts: each address that is asked for or listened on is written down, and none but loopback is had."""
import os, socket

def note(what, address):
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode()
    inside = isinstance(address, (str, bytes)) and what in ("connect", "bind", "sendto")  # a socket in the file system
    inside = inside or host in (None, "", "localhost", "127.0.0.1", "::1") and not (what == "bind" and not host)
    with open(os.environ["SOCKETS_LOG"], "a") as log:
        log.write(f"{'in' if inside else 'OUT'} {what} {host} {os.getpid()}\\n")
    if not inside:
        raise OSError(101, f"the test has taken the network away: {what} {address}")

def guarded(name, where):
    old = getattr(socket.socket, name)
    def method(self, *arguments):
        note(name, arguments[where])
        return old(self, *arguments)
    setattr(socket.socket, name, method)

for name, where in (("connect", 0), ("connect_ex", 0), ("bind", 0), ("sendto", -1)):
    guarded(name, where)
_getaddrinfo = socket.getaddrinfo
def getaddrinfo(host, *arguments, **named):
    note("getaddrinfo", (host, 0))
    return _getaddrinfo(host, *arguments, **named)
socket.getaddrinfo = getaddrinfo
# Names by which a person or a machine would be known again.
socket.gethostname = lambda: os.environ["TOLD_HOST"]
_uname = os.uname
os.uname = lambda: os.uname_result((_uname()[0], os.environ["TOLD_HOST"], *_uname()[2:]))
'''


@pytest.fixture
def guard(two_reports: Workbench, tmp_path: Path) -> dict[str, str]:
    """The environment in which every Python keeps to loopback, of a person with a name of their own."""
    place = tmp_path / "guard"
    place.mkdir()
    (place / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    home = tmp_path / f"home-of-{WHO}"
    home.mkdir()
    shutil.copytree(two_reports.raw, home / "raw")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_") and name != "MSC_EVIDENCE_OWNER"}
    return {**kept, "PYTHONPATH": str(place), "SOCKETS_LOG": str(tmp_path / "sockets.log"), "TOLD_HOST": HOST, "HOME": str(home),
            "USER": WHO, "LOGNAME": WHO, "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip


def sockets(guard: dict[str, str]) -> list[str]:
    path = Path(guard["SOCKETS_LOG"])
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def everything_in(curated: Path) -> str:
    """All that the tables and files say, as text."""
    import polars as pl

    texts = [path.read_text(encoding="utf-8") for path in sorted(curated.glob("*.json"))]
    for path in sorted(curated.glob("*.parquet")):
        texts += [pl.read_parquet(path).write_ndjson(), json.dumps(pl.read_parquet_metadata(path))]
    return "\n".join(texts)


@pytest.mark.slow
def test_a_run_through_prefect_asks_for_nothing_outside_and_names_nobody(guard: dict[str, str]) -> None:
    home = Path(guard["HOME"])
    done = subprocess.run([COMMAND, "curate"], cwd=home, env=guard, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    noted = sockets(guard)
    assert any(line.startswith("in bind 127.0.0.1") for line in noted), "the guard was not there"
    assert len({line.split()[-1] for line in noted}) > 1, "the guard was not in Prefect's server"
    assert [line for line in noted if line.startswith("OUT")] == []
    personal = re.compile(rf"{WHO}|{re.escape(str(home.parent))}")
    assert personal.findall(everything_in(home / "curated")) == []
    assert personal.findall(done.stdout + done.stderr) == []
    with sqlite3.connect(home / ".prefect" / "prefect.db") as database:
        artifacts = database.execute("SELECT * FROM artifact").fetchall()
        logs = database.execute("SELECT * FROM log").fetchall()
    assert len(artifacts) == 1
    assert personal.findall(repr(artifacts) + repr(logs)) == []


@pytest.mark.slow
def test_a_run_through_prefect_works_where_there_is_no_network(guard: dict[str, str]) -> None:
    alone = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode != 0:
        pytest.skip("a process without a network cannot be made here")
    done = subprocess.run([*alone, COMMAND, "curate"], cwd=guard["HOME"], env=guard, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert (Path(guard["HOME"]) / "curated" / "analyses.parquet").exists()


@pytest.mark.slow
def test_the_page_listens_on_loopback_only_and_asks_for_nothing(guard: dict[str, str]) -> None:
    process = subprocess.Popen([COMMAND, "review", "--no-browser", "--port", "0"], cwd=guard["HOME"], env=guard, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url, timeout=60) as page:
            assert page.status == 200
        port = int(url.rstrip("/").rpartition(":")[2])
        listening = [line.split()[1] for name in ("tcp", "tcp6") for line in Path(f"/proc/{process.pid}/net/{name}").read_text().splitlines()[1:]
                     if line.split()[3] == "0A"]  # fmt: skip
        assert [address for address in listening if address.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    time.sleep(0.1)
    assert any(line.startswith("in bind 127.0.0.1") for line in sockets(guard)), "the guard was not there"
    assert [line for line in sockets(guard) if line.startswith("OUT")] == []
