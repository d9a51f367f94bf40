"""The Prefect flow: the same bytes as without it, quiet, nothing left behind. Each run starts an embedded server."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KNOWN = "known_values:\n  - {table: analyses, param_value: 0.94, p_value: %s}\n"
SCRIPT = Path(sys.executable).with_name("msc-evidence")


def environment():
    """This process's environment without what would lead to another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_") and name != "MSC_EVIDENCE_OWNER"}


def curate(bench, *options):
    return subprocess.run(
        [SCRIPT, "curate", *options], cwd=bench.root, capture_output=True, text=True, env=environment(), timeout=300
    )


def servers(bench):
    """Process ids of embedded servers that keep their things in this bench."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, told = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"create_app" in command and f"PREFECT_HOME={bench.root / '.prefect'}".encode() in told.split(b"\0"):
            found.append(int(process.name))
    return found


@pytest.mark.slow
def test_both_ways_give_the_same_bytes_and_the_flow_is_quiet(two_reports):
    two_reports.write("bad.txt", b"")
    two_reports.write("relapse.yml", KNOWN % 0.78)
    direct = curate(two_reports, "--direct")
    first = two_reports.bytes()
    shutil.rmtree(two_reports.curated)
    shutil.rmtree(two_reports.cache)
    flow = curate(two_reports)
    assert (direct.returncode, flow.returncode) == (3, 3)
    assert two_reports.bytes() == first
    # Not a word of Prefect's own: the same summary, the same progress, the same rejected report.
    assert (flow.stdout, flow.stderr) == (direct.stdout, direct.stderr)
    assert (two_reports.root / ".prefect").is_dir()
    assert servers(two_reports) == []


@pytest.mark.slow
def test_a_refusal_reads_the_same_in_the_flow(two_reports):
    two_reports.write("relapse.yml", KNOWN % 0.79)
    direct = curate(two_reports, "--direct")
    shutil.rmtree(two_reports.cache)
    flow = curate(two_reports)
    assert (flow.returncode, flow.stdout, flow.stderr) == (1, "", direct.stderr)
    assert not two_reports.curated.exists()


@pytest.mark.slow
def test_a_killed_run_does_not_trip_the_next(two_reports):
    killed = subprocess.Popen(
        [SCRIPT, "curate"], cwd=two_reports.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )
    deadline = time.monotonic() + 120
    while not servers(two_reports) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(2)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert curate(two_reports).returncode == 0
    assert servers(two_reports) == []


@pytest.mark.slow
def test_the_run_keeps_its_summary_as_an_artifact(two_reports):
    code = (
        "from flows.embedded import prepare; prepare()\n"
        "from flows.curate import curate\n"
        "from prefect.artifacts import Artifact\n"
        "from prefect import flow\n"
        "curate()\n"
        "print(Artifact.get('curated').data)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=two_reports.root, capture_output=True, text=True, env=environment(), timeout=300
    )
    assert "**2 reports: 2 read, 0 rejected" in done.stdout, done.stderr
    assert "| analyses | 2 |" in done.stdout


def test_what_is_set_stays_and_a_standing_server_is_left_alone(monkeypatch, tmp_path):
    from flows.embedded import prepare

    for name in list(os.environ):
        if name.startswith("PREFECT_") or name in ("DO_NOT_TRACK", "MSC_EVIDENCE_OWNER"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    os.environ["PREFECT_API_URL"] = "http://127.0.0.1:4200/api"
    prepare(tmp_path)
    assert {name for name in os.environ if name.startswith("PREFECT_")} == {"PREFECT_API_URL"}
    del os.environ["PREFECT_API_URL"]
    os.environ["PREFECT_LOGGING_LEVEL"] = "DEBUG"
    prepare(tmp_path)
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["PREFECT_HOME"] == str(tmp_path)
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"
