"""Whatever goes wrong while a run writes, the old tables stand untouched, one line says what, and the next run clears up."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

import flows.alone
from conftest import HAZARD, PRIMARY, Workbench
from flows import cli, progress
from flows.alone import alone
from flows.leftovers import sweep
from flows.refusal import Refused

COMMAND = Path(sys.executable).with_name("msc-evidence")
NOBODY = 65534


class Listener:
    """A watcher that remembers what it was told."""

    def __init__(self) -> None:
        self.waited: list[str] = []

    def start(self, reports: int, doing: str) -> None:
        pass

    def advance(self, reports: int) -> None:
        pass

    def waiting(self, why: str) -> None:
        self.waited.append(why)


def beside(bench: Workbench) -> list[str]:
    """What stands beside raw/ and curated/ that nobody put there."""
    return sorted(path.name for path in bench.root.iterdir() if path.name.startswith(".curated"))


def test_a_second_run_waits_for_the_first_and_says_so(two_reports: Workbench) -> None:
    two_reports.curate()
    listener, done = Listener(), threading.Event()

    def second() -> None:
        with progress.watched_by(listener):
            two_reports.curate()
        done.set()

    with alone(two_reports.curated):
        two_reports.write("latency.txt", PRIMARY + HAZARD)
        waiting = threading.Thread(target=second)
        waiting.start()
        deadline = time.monotonic() + 10
        while not listener.waited and time.monotonic() < deadline:
            time.sleep(0.01)
        assert listener.waited == ["another run is writing curated; waiting for it to end"]
        assert two_reports.table("analyses").height == 2
        assert not done.is_set()
    waiting.join(30)
    assert two_reports.table("analyses").height == 3
    assert beside(two_reports) == []


def test_the_lock_of_a_run_that_was_killed_keeps_nobody_out(two_reports: Workbench) -> None:
    (two_reports.root / ".curated.lock").touch()
    two_reports.curate()
    assert beside(two_reports) == []


def test_whoever_waited_for_a_lock_that_has_gone_takes_the_new_one(two_reports: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between opening the lock and holding it, its owner may have ended and removed it."""
    opened: list[int] = []

    def flock(handle: int, how: int) -> None:
        if not opened:
            (two_reports.root / ".curated.lock").unlink()
        opened.append(handle)

    monkeypatch.setattr(flows.alone.fcntl, "flock", flock)
    with alone(two_reports.curated):
        assert len(opened) == 2
        assert (two_reports.root / ".curated.lock").exists()


def test_a_run_clears_away_what_a_killed_one_left(two_reports: Workbench) -> None:
    two_reports.curate()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [
        two_reports.cache / "documents" / f".abc.json.{ended.pid}.140.part", two_reports.cache / "shards" / f".abc.{ended.pid}.part",
    ]  # fmt: skip
    left[0].touch()
    left[1].mkdir()
    (left[1] / "reports.parquet").touch()
    mine = two_reports.cache / "documents" / f".abc.json.{os.getpid()}.140.part"
    mine.touch()
    assert sweep(two_reports.cache) == 0  # on a shared folder it may be another machine's: only what is quiet goes
    for path in (*left, mine):
        os.utime(path, (1, 1))
    (two_reports.root / ".curated.new").mkdir()
    two_reports.curate()
    assert [path.exists() for path in (*left, mine)] == [False, False, True]
    assert beside(two_reports) == []


def limited(bench: Workbench, *arguments: str, largest: int) -> subprocess.CompletedProcess[str]:
    """The command where no file may grow beyond so many bytes: how a full disk looks to whoever writes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run([COMMAND, *arguments], cwd=bench.root, capture_output=True, text=True, preexec_fn=limit)


@pytest.mark.parametrize("largest", [3000, *(pytest.param(size, marks=pytest.mark.slow) for size in (0, 200, 12_000))])
def test_files_that_cannot_grow_leave_the_old_tables(two_reports: Workbench, largest: int) -> None:
    two_reports.curate()
    before = two_reports.bytes()
    two_reports.write("latency.txt", PRIMARY + HAZARD)
    done = limited(two_reports, "curate", "--direct", largest=largest)
    assert (done.returncode, done.stdout) == (1, ""), done
    last = done.stderr.splitlines()[-1]
    assert last.startswith("msc-evidence: ")
    assert last.endswith(": File too large")
    assert str(two_reports.root) in last or ".cache" in last or "curated" in last
    assert "Traceback" not in done.stderr
    assert two_reports.bytes() == before
    assert beside(two_reports) == []
    assert list(two_reports.cache.rglob("*.part")) == []
    assert two_reports.curate()
    assert two_reports.table("analyses").height == 3


FULL = """
set -e
mount -t tmpfs -o size=%s tmpfs %s
cp -r raw curated %s
cd %s
set +e
dd if=/dev/zero of=filler bs=4k 2>/dev/null
truncate -s -%dK filler
"%s" curate %s
echo "status $?"
set -e
[ -z "$(ls -A | grep '^[.]curated')" ] || ls -A
sha256sum curated/* | sort
rm filler
"%s" curate --direct >/dev/null
echo "again $?"
"""


@pytest.mark.slow
@pytest.mark.parametrize(("options", "left_kb"), [*(("--direct", left) for left in (0, 20, 80, 160)), ("", 0)])
def test_a_disk_that_is_full_leaves_the_old_tables(two_reports: Workbench, tmp_path: Path, options: str, left_kb: int) -> None:
    """A real file system of its own, of which so many kilobytes are left."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode != 0:
        pytest.skip("no file system can be mounted here")
    two_reports.curate()
    sums = subprocess.run("sha256sum curated/* | sort", shell=True, cwd=two_reports.root, capture_output=True, text=True).stdout
    two_reports.write("latency.txt", PRIMARY + HAZARD)
    place = tmp_path / "small"
    place.mkdir()
    script = FULL % ("16m", place, place, place, left_kb, COMMAND, options, COMMAND)
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], cwd=two_reports.root, capture_output=True, text=True)
    assert "status 1\n" in done.stdout, done
    assert sums in done.stdout
    assert "No space left on device" in done.stderr or "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "again 0\n" in done.stdout


@pytest.fixture
def as_nobody(two_reports: Workbench) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """While it lasts, this process may do what an account without rights may; the folder stands where anybody may look."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)

    @contextmanager
    def nobody() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    shutil.move(two_reports.raw, place)
    object.__setattr__(two_reports, "root", place)
    yield nobody
    for path in (place, *place.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.parametrize("closed", ["beside", "cache", "raw", "report"])
def test_folders_that_may_not_be_written_or_read_are_named(
    two_reports: Workbench, as_nobody: Callable[[], AbstractContextManager[None]], capsys: pytest.CaptureFixture[str], closed: str
) -> None:
    curate = ["curate", str(two_reports.raw), "--direct", "--out", str(two_reports.curated), "--cache", str(two_reports.cache)]
    assert cli.main(curate) == 0  # whatever it imports is imported while it may be read
    capsys.readouterr()
    before = two_reports.bytes()
    two_reports.write("latency.txt", PRIMARY + HAZARD)
    for path in (two_reports.root, two_reports.cache, *two_reports.cache.rglob("*")):
        path.chmod(0o777)
    place, mode = {
        "beside": (two_reports.root, 0o555), "cache": (two_reports.cache / "shards", 0o555), "raw": (two_reports.raw, 0),
        "report": (two_reports.raw / "latency.txt", 0),
    }[closed]  # fmt: skip
    place.chmod(mode)
    with as_nobody():
        status = cli.main(curate)
    [*_, last] = capsys.readouterr().err.splitlines()
    assert status == 1
    assert last.startswith(f"msc-evidence: {place}")
    assert last.endswith("Permission denied")
    assert two_reports.bytes() == before


@pytest.mark.slow
def test_what_was_published_is_not_called_refused(two_reports: Workbench) -> None:
    """The summary has nowhere to go; the tables stand, and the exit status says so."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([COMMAND, "curate", "--direct"], cwd=two_reports.root, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0
    assert "msc-evidence: published in curated, but the summary could not be printed (No space left on device)" in done.stderr
    assert "Traceback" not in done.stderr
    assert two_reports.table("analyses").height == 2


def test_a_report_that_is_renamed_or_gone_is_told_with_what_rested_on_it(two_reports: Workbench) -> None:
    two_reports.write("relapse.yml", "known_values:\n  - {table: analyses, param_value: 0.94}\n")
    two_reports.write("studies.yml", "studies:\n  - {study_id: a-1, reports: [relapse, latency]}\n")
    two_reports.curate()
    (two_reports.raw / "relapse.txt").rename(two_reports.raw / "later.txt")
    with pytest.raises(Refused) as caught:
        two_reports.curate()
    assert caught.value.reasons == (
        f"{two_reports.raw}/relapse.yml: there is no report relapse beside it, and it holds 1 known value; later.txt holds the same "
        "bytes: call this file later.yml, or later.txt as before",
    )
    (two_reports.raw / "relapse.yml").rename(two_reports.raw / "later.yml")
    (two_reports.raw / "latency.txt").unlink()
    summary = two_reports.curate()
    [section] = [section for section in summary.sections if section.title.startswith("Reports that are gone")]
    assert section.lines == (
        "latency.txt: is gone; 1 row, 0 known values, 0 decisions rested on it; it told of a-1",
        "relapse.txt: is called later.txt now; 1 row, 1 known value, 0 decisions rested on it; it told of a-1",
    )
    [absent] = [section for section in summary.sections if "studies.yml names" in section.title]
    assert absent.lines == ("a-1: relapse", "a-1: latency")
    assert json.loads((two_reports.curated / "manifest.json").read_text())["reports"].keys() == {"later"}
