"""`msc-evidence review` as a command: how it ends, what it refuses before it serves, and what it leaves behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from flows.cli import main

TEXT = "The hazard ratio for relapse was 2.94 (95% CI 0.58 to 1.50).\n"


def started(bench, *options):
    """The command in a session of its own, as in a terminal of its own, and the address that it prints."""
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "review",
        str(bench.raw),
        "--cache",
        str(bench.cache),
        "--who",
        "ab",
        "--no-browser",
    ]
    child = subprocess.Popen(
        [*command, "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert child.stdout is not None
    return child, child.stdout.readline().strip()


def group_is_gone(group):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_ctrl_c_ends_it_in_one_line(bench):
    """Also in the middle of reading, when every process of the terminal hears it."""
    bench.write("relapse.txt", TEXT)
    child, url = started(bench)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
    with urllib.request.urlopen(url, timeout=30) as answer:
        assert answer.status == 200
    os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (130, "msc-evidence: stopped; what the page showed as saved is on the disk\n")
    assert group_is_gone(child.pid)


@pytest.mark.slow
def test_a_server_that_is_killed_leaves_no_process(bench):
    bench.write("relapse.txt", TEXT)
    child, url = started(bench)
    with urllib.request.urlopen(f"{url}report/relapse", timeout=30):
        os.kill(child.pid, signal.SIGKILL)
    child.communicate(timeout=60)
    assert group_is_gone(child.pid)


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_is_none_is_bad_usage(bench, capsys, port):
    bench.write("relapse.txt", TEXT)
    assert main(["review", str(bench.raw), "--port", port, "--no-browser"]) == 2
    assert (
        capsys.readouterr().err == f"msc-evidence: there is no port {port}: give one from 1 to 65535, or 0 for any that is free\n"
    )


def test_a_port_in_use_is_told_in_one_line(bench, capsys):
    bench.write("relapse.txt", TEXT)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["review", str(bench.raw), "--port", str(port), "--no-browser"]) == 1
    said = capsys.readouterr().err
    assert said == f"msc-evidence: port {port} of 127.0.0.1 cannot be used (Address already in use): give another with --port\n"
