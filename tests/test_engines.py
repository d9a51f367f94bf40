"""Where batches run changes nothing of what is published: worker processes, a Dask cluster, and what interrupts them."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import HAZARD, PRIMARY

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "flows.cli", "curate", "raw"]
DASK = [str(Path(sys.executable).with_name("dask"))]
LONG = (PRIMARY + HAZARD) * 8
PATIENCE_SECONDS = 600


def run(bench, *options, **more):
    return subprocess.run([*COMMAND, *options], cwd=bench.root, capture_output=True, text=True, timeout=PATIENCE_SECONDS, **more)


def many_reports(bench, count, text=PRIMARY):
    for number in range(count):
        bench.write(f"r{number:04}.txt", f"Report {number}. {text}")


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def wait_for(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def shards(cache):
    return list((cache / "shards").glob("*/seal.json")) if cache.is_dir() else []


def living(group):
    """The processes of a group that still do something (where nobody collects them, ended ones stay listed)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = status.read_text().rpartition(")")[2].split()[:3]
            found += [status] if int(its_group) == group and state != "Z" else []
    return found


def test_ctrl_c_leaves_the_tables_and_a_rerun_goes_on(bench):
    many_reports(bench, 260, LONG)
    work = subprocess.Popen(
        [*COMMAND, "--direct", "--processes", "2"], cwd=bench.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    wait_for(lambda: shards(bench.cache))
    os.killpg(work.pid, signal.SIGINT)  # a terminal sends it to the workers too
    _, said = work.communicate(timeout=30)
    assert work.returncode == 130
    assert [line for line in said.splitlines() if not line.startswith("read ")] == ["msc-evidence: stopped; nothing was published"]
    assert not bench.curated.exists()
    wait_for(lambda: not living(work.pid))
    kept = {path: path.stat().st_ino for path in shards(bench.cache)}
    assert kept
    assert run(bench, "--direct", "--processes", "2").returncode == 0
    assert {path: path.stat().st_ino for path in kept} == kept
    assert bench.table("reports").height == 260


def test_workers_end_with_a_run_that_is_killed(bench):
    many_reports(bench, 260, LONG)
    work = subprocess.Popen(
        [*COMMAND, "--direct", "--processes", "2"], cwd=bench.root, stderr=subprocess.DEVNULL, start_new_session=True
    )
    wait_for(lambda: shards(bench.cache))
    work.kill()
    work.wait()
    wait_for(lambda: not living(work.pid))
    assert not bench.curated.exists()


def environments():
    """The command line and environment of each process."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield (process / "cmdline").read_bytes() + (process / "environ").read_bytes()


@pytest.fixture
def cluster(bench):
    """A Dask scheduler and two workers on this machine: its address and the workers' processes."""
    address = bench.root / "scheduler.json"
    quiet = {"cwd": bench.root, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    told = ["--scheduler-file", str(address)]
    scheduler = subprocess.Popen([*DASK, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *told], **quiet)
    wait_for(address.is_file)
    begin = [*DASK, "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", *told]
    workers = [subprocess.Popen(begin, **quiet) for _ in range(2)]
    try:
        yield next(part for part in address.read_text().split('"') if part.startswith("tcp://")), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_dask_cluster_publishes_the_same_bytes_although_a_worker_dies(bench, cluster):
    scheduler, workers = cluster
    many_reports(bench, 400, LONG)
    here = subprocess.Popen(
        [*COMMAND, "--out", "dask", "--cache", ".dask", "--engine", "dask", "--scheduler", scheduler], cwd=bench.root
    )
    wait_for(lambda: shards(bench.root / ".dask"))
    workers[0].kill()
    assert here.wait(timeout=PATIENCE_SECONDS) == 0
    home = f"PREFECT_HOME={bench.root / '.prefect'}".encode()
    wait_for(lambda: not [one for one in environments() if home in one and b"create_app" in one])  # no server of a worker's own
    assert run(bench, "--direct").returncode == 0
    assert files(bench.root / "dask") == files(bench.curated)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--scheduler", "tcp://127.0.0.1:8786"], "--scheduler is for --engine dask"),
        (["--engine", "dask", "--direct"], "--direct runs without Prefect"),
        (["--processes", "0"], "--processes 0: give 1 or more"),
    ],
)
def test_options_that_contradict_each_other(two_reports, options, says):
    told = run(two_reports, *options)
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert says in told.stderr
