"""kill -9 at random moments of `msc-evidence curate`, with reports and decisions coming in between.

    python benchmarks/killed_runs.py --kills 200 --prefect 20 --seed 1

Each round a report or a decision may come; a run starts, and is killed at a moment chosen evenly over the time that such a run
takes, alone or with all the processes it started. Then the folder must hold, byte for byte, the tables from before, or those that
the next run makes; and that run must end well by itself, with every decision applied and nothing left beside the folder.
Nine in ten direct runs are forks of a process that has imported everything, so that the moments fall where the work is done and not
into the start of the interpreter; the others, and those through Prefect, are the command itself.
Prints what happened; exit status 1 where any of it went wrong.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flows.verify.case import Case
from flows.verify.command import problems

COMMAND = Path(sys.executable).with_name("msc-evidence")
FIRST = "Relapse was as frequent with MSC as with placebo (hazard ratio 0.{0:02}, 95% CI 0.0{1} to 1.{0:02}, p=0.{0:02}).\n"
SECOND = "Of {0} randomised patients, {1} received MSC (n = {1}). Fever occurred in {2} of {1} patients with MSC.\n"
VERIFY_EACH = 10
"""One state in so many is held against raw/ by `verify`, as are the last ones of either way."""


WARM = 0.9
"""So many of the direct runs are forks."""
_FORKS = multiprocessing.get_context("forkserver")


def _curate(root: Path, said: Path) -> None:
    """In the fork: the command itself, with what it says in a file."""
    os.setsid()
    os.chdir(root)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream.fileno())
    from flows.cli import main as command

    os._exit(command(["curate", "--direct"]))


class Forked:
    """A run in a process that was forked; what of Popen is needed here."""

    def __init__(self, root: Path) -> None:
        self._said = root / "said.txt"
        self._said.unlink(missing_ok=True)
        self._process = _FORKS.Process(target=_curate, args=(root, self._said))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> None:
        self._process.join()

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        self._process.join(timeout)
        return "", self._said.read_text(encoding="utf-8") if self._said.exists() else ""


@dataclass
class Bench:
    """A project folder that grows, and what is known of it."""

    root: Path
    chance: random.Random
    n_reports: int = 0
    decisions: list[str] = field(default_factory=list)
    seconds: dict[tuple[bool, type], float] = field(default_factory=dict)

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def curated(self) -> Path:
        return self.root / "curated"

    def add_report(self) -> None:
        """One more report."""
        self.n_reports += 1
        treated = self.chance.randrange(10, 90)
        text = FIRST.format(self.chance.randrange(10, 99), self.chance.randrange(1, 9)) + "\n" + SECOND.format(
            2 * treated, treated, self.chance.randrange(1, 9))  # fmt: skip
        (self.raw / f"report_{self.n_reports:03}.txt").write_text(text, encoding="utf-8")

    def add_decision(self) -> None:
        """One more decision, on a row that nobody has ruled on, appended as the page appends it."""
        analyses = pl.read_parquet(self.curated / "analyses.parquet").filter(pl.col("decision").is_null())
        if not analyses.height:
            return
        row = analyses.row(self.chance.randrange(analyses.height), named=True)
        claims = pl.read_parquet(self.curated / "claims.parquet").filter(pl.col("row_id") == row["row_id"])
        text = (self.raw / f"{row['report_id']}.txt").read_text(encoding="utf-8")
        line = {
            "table": "analyses", "quote": row["quote"], "before": text[max(0, row["start"] - 30) : row["start"]],
            "after": text[row["end"] : row["end"] + 30], "printed": dict(claims.select("column", "raw").rows()),
            "decision": self.chance.choice(["accepted", "rejected"]), "who": "ab", "when": "2026-11-22T10:00:00Z",
            "reason": f"decision {len(self.decisions)}",
        }  # fmt: skip
        from flows.review.saving import append_lines

        append_lines(self.raw / f"{row['report_id']}.review.jsonl", [json.dumps(line)])
        self.decisions.append(line["reason"])

    def state(self) -> str:
        """A hash of every file of curated/ with its name; "none" where there is no such folder."""
        if not self.curated.is_dir():
            return "none"
        digest = hashlib.sha256()
        for path in sorted(self.curated.rglob("*")):
            digest.update(f"{path.relative_to(self.curated)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def inputs(self) -> str:
        """A hash of every file of raw/."""
        return hashlib.sha256(b"\0".join(path.name.encode() + path.read_bytes() for path in sorted(self.raw.iterdir()))).hexdigest()

    def start(self, direct: bool) -> "subprocess.Popen[str] | Forked":
        """A run, in a session of its own."""
        if direct and self.chance.random() < WARM:
            return Forked(self.root)
        given = {
            name: value for name, value in os.environ.items() if not name.startswith("PREFECT_") and name != "MSC_EVIDENCE_OWNER"
        }
        return subprocess.Popen([COMMAND, "curate", *(["--direct"] if direct else [])], cwd=self.root, env=given, start_new_session=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def run(self, direct: bool) -> str | None:
        """A run to its end; what it complained of, or None."""
        process = self.start(direct)
        begun = time.monotonic()
        _, said = process.communicate(timeout=900)
        self.seconds[direct, type(process)] = time.monotonic() - begun
        return None if process.returncode == 0 else f"exit status {process.returncode}: {said.strip()[-300:]}"

    def left(self) -> list[str]:
        """What stands beside the folders after a run that ended well."""
        return sorted(path.name for path in self.root.iterdir() if path.name.startswith(".curated"))

    def servers(self) -> list[int]:
        """Embedded servers that keep their things here."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (
                    b"create_app" in (process / "cmdline").read_bytes()
                    and os.fsencode(self.root) in (process / "environ").read_bytes()
                ):
                    found.append(int(process.name))
            except OSError:
                continue
        return found


def kill(process: "subprocess.Popen[str] | Forked", whole: bool) -> None:
    """kill -9, at times of all that it started too."""
    with suppress(ProcessLookupError):
        if whole:
            os.killpg(process.pid, signal.SIGKILL)
            return
    process.kill()


def one_kill(bench: Bench, direct: bool, verify: bool) -> dict[str, Any]:
    """One round; what went wrong by name, and when the run was killed as a share of the time that such a run takes."""
    if bench.chance.random() < 0.6:
        bench.chance.choice([bench.add_report, bench.add_decision])()
    before, inputs = bench.state(), bench.inputs()
    share = bench.chance.random() * 1.05
    process = bench.start(direct)
    time.sleep(share * bench.seconds.get((direct, type(process)), 5.0))
    ended = process.poll() is not None
    if not ended:
        kill(process, whole=bench.chance.random() < 0.5)
    process.wait()
    found = bench.state()
    wrong: dict[str, Any] = {}
    failed = bench.run(direct or bench.chance.random() < 0.75)
    if failed:
        wrong["failed"] = failed
    after = bench.state()
    if found not in (before, after):
        wrong["torn"] = "neither the tables from before nor those of the next run"
    if bench.inputs() != inputs:
        wrong["raw"] = "a file in raw/ has changed"
    applied = pl.read_parquet(bench.curated / "decisions.parquet").get_column("reason").to_list()
    if sorted(applied) != sorted(bench.decisions):
        wrong["lost"] = f"{len(bench.decisions)} decisions were made, {len(applied)} are applied"
    if bench.left() or bench.servers():
        wrong["left"] = f"{bench.left()} {bench.servers()}"
    if verify and (
        broken := [str(one) for found in problems(Case(bench.raw, bench.curated, bench.root / ".cache")).values() for one in found]
    ):
        wrong["broken"] = broken[0]
    return {"wrong": wrong, "share": share, "ended": ended, "published": found == after != before}


def main() -> int:
    """Run the rounds and print the counts."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--kills", type=int, default=200)
    given.add_argument("--prefect", type=int, default=20, help="so many of them of runs through Prefect")
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    chance = random.Random(asked.seed)
    root = Path(tempfile.mkdtemp(prefix="killed-runs-"))
    bench = Bench(root, chance)
    bench.raw.mkdir()
    for _ in range(3):
        bench.add_report()
    ways = [False] * asked.prefect + [True] * (asked.kills - asked.prefect)
    chance.shuffle(ways)
    _FORKS.set_forkserver_preload(["flows.cli", "flows.steps", "flows.screen", "flows.embedded", "pandera.polars"])
    for direct in sorted(set(ways)):
        for _ in range(2):  # the second one knows how long such a run takes
            said = bench.run(direct)
            assert said is None, said
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    for number, direct in enumerate(ways):
        if number and number % 10 == 0:
            print(f"{number} of {len(ways)} kills, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        found = one_kill(bench, direct, verify=number % VERIFY_EACH == 0 or number == len(ways) - 1)
        counts.update(found["wrong"].keys())
        counts["ended before it was killed"] += found["ended"]
        counts["killed after it had published"] += found["published"] and not found["ended"]
        for kind, said in found["wrong"].items():
            print(
                f"kill {number} ({'direct' if direct else 'Prefect'}, at {found['share']:.2f} of a run): {kind}: {said}", flush=True
            )
    print(
        f"{len(ways)} kills ({asked.prefect} through Prefect), {bench.n_reports} reports, {len(bench.decisions)} decisions in the end: "
        f"{counts['torn']} torn states, {counts['lost']} rounds with lost decisions, {counts['failed']} next runs failed, "
        f"{counts['raw']} raw files changed, {counts['left']} rounds with leftovers, {counts['broken']} states that verify does not hold; "
        f"{counts['ended before it was killed']} had ended before, {counts['killed after it had published']} had published when killed"
    )
    wrong = any(counts[kind] for kind in ("torn", "lost", "failed", "raw", "left", "broken"))
    if not wrong:
        shutil.rmtree(root)
    else:
        print(f"kept for a look: {root}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
