"""What a whole run costs: seconds, processor time and memory of `msc-evidence curate`, as ratios within one run of this script.

    python benchmarks/scale.py [PART ...] [--records 30000] [--json RESULT.json] [--plot RESULT.svg] [--peer FOLDER]

PART is one or more of these; all where none is named:

  processes  the records of one packed PubMed file with 1 and with 2 processes, and with 2 through Prefect
  prefect    five reports through Prefect, against the smallest flow that Prefect can run
  warm       a third of the records anew (`--direct`), and again with nothing changed
  number     from 10 records to all of them
  length     one report of 1 KB to 10 MB
  floor      abstracts a second of `extract`, of one read of their bytes, of one pass for digits, and of the peer

The texts are made (`synthetic_records.py`). The peer is statcheck, as `extract_speed.py` says. Each command runs in a folder of its
own; its processor time is that of all its processes, its memory the highest sum of their shares (PSS) seen ten times a second.
--json adds to the result that stands there; --plot-only measures nothing and draws it.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy
import regex

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract_speed import abstracts, document, peer, seconds
from synthetic_records import records, write

from extractors.pipeline import extract

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "flows.cli", "curate", "raw"]
SMALLEST = "from flows.embedded import prepare; prepare()\nfrom prefect import flow\n@flow\ndef nothing(): pass\nnothing()"
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 4_900_000)
"""Characters; a text of more than five million is refused as no report."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder; raises where it does not end well."""
    begun = time.monotonic()
    work = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    peak = _Peak(work.pid)
    assert work.stderr is not None
    said = work.stderr.read()
    _, status, used = os.wait4(work.pid, 0)
    taken = time.monotonic() - begun
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{' '.join(command)}: {said.decode()[-2000:]}")
    return Cost(round(taken, 2), round(used.ru_utime + used.ru_stime, 2), round(peak.end(), 1))


class _Peak:
    """The highest memory of a session's processes together, in MB; pages that they share count once."""

    def __init__(self, session: int) -> None:
        self._session, self._most, self._ended = session, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self._most = max(self._most, sum(map(self._share, Path("/proc").glob("[0-9]*"))) / 1024)

    def _share(self, process: Path) -> int:
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int((process / "stat").read_text().rpartition(")")[2].split()[3]) == self._session:
                return sum(
                    int(line.split()[1]) for line in (process / "smaps_rollup").read_text().splitlines() if line.startswith("Pss:")
                )
        return 0

    def end(self) -> float:
        """Stop watching; the most that was seen."""
        self._ended.set()
        self._thread.join()
        return self._most


class Folder:
    """A project folder of its own for each command."""

    def __init__(self, place: Path, count: int) -> None:
        self.path = place
        (place / "raw").mkdir(parents=True)
        write(place / "raw" / "pubmed.xml.gz", count)

    def curate(self, *options: str, anew: bool = True) -> Cost:
        """Curate it, with nothing known yet unless told otherwise."""
        if anew:
            for name in (".cache", "curated", ".prefect"):
                shutil.rmtree(self.path / name, ignore_errors=True)
        return cost([*COMMAND, *options], self.path)


def processes(place: Path, count: int) -> dict[str, Any]:
    """One process, two, and two through Prefect; the share of Prefect is net of its smallest flow."""
    folder = Folder(place, count)
    one, two = folder.curate("--direct", "--processes", "1"), folder.curate("--direct", "--processes", "2")
    through = folder.curate("--processes", "2")
    smallest = cost([sys.executable, "-c", SMALLEST], folder.path)
    net = max(0.0, through.cpu_seconds - two.cpu_seconds - smallest.cpu_seconds)
    return {
        "records": count, "one": asdict(one), "two": asdict(two), "through_prefect": asdict(through), "smallest_flow": asdict(smallest),
        "times_faster": one.seconds / two.seconds, "prefect_share": net / through.cpu_seconds,
    }  # fmt: skip


def prefect(place: Path, _count: int) -> dict[str, Any]:
    """The five founding reports through Prefect, and a flow that does nothing."""
    shutil.copytree(ROOT / "raw", place / "raw")
    pairs = []
    for _ in range(3):
        for name in (".cache", "curated"):
            shutil.rmtree(place / name, ignore_errors=True)
        pairs.append((cost([sys.executable, "-c", SMALLEST], place), cost(COMMAND, place)))
    ratios = sorted(five.seconds / smallest.seconds for smallest, five in pairs)
    return {"pairs": [[asdict(one) for one in pair] for pair in pairs], "ratio": ratios[1], "ratio_range": [ratios[0], ratios[2]]}


def warm(place: Path, count: int) -> dict[str, Any]:
    """Everything anew, and again."""
    folder = Folder(place, count // 3)
    cold, again = folder.curate("--direct"), folder.curate("--direct", anew=False)
    return {"records": count // 3, "cold": asdict(cold), "warm": asdict(again), "ratio": again.seconds / cold.seconds}


def number(place: Path, count: int) -> dict[str, Any]:
    """Runs of ten times as many records each, the last of all."""
    sizes = [size for size in (10, 100, 1_000, 10_000, 100_000, 1_000_000) if size < count] + [count]
    points = [(size, asdict(Folder(place / str(size), size).curate("--direct"))) for size in sizes]
    return {"points": points, **_growth([(size, one["cpu_seconds"]) for size, one in points])}


def length(_place: Path, _count: int) -> dict[str, Any]:
    """`extract` on one text, the best of three; abstracts stand in it one after the other, a paragraph each."""
    texts: list[str] = []
    while sum(map(len, texts)) < LENGTHS[-1]:
        texts += [regex.sub(r"<[^>]+>", " ", record) for record in records(1_000, len(texts))]
    everything = "\n\n".join(texts)
    points = []
    for size in LENGTHS:
        rounds = 3 if size < 1_000_000 else 1
        points.append((size, min(seconds(lambda text=everything[:size]: extract(document(text))) for _ in range(rounds))))
    return {"points": points, **_growth(points)}


def _growth(points: list[tuple[int, float]]) -> dict[str, float]:
    """The line through the points (each weighs alike, as a ratio), and the exponent of the upper half: 1 is linear."""
    size, taken = numpy.array(points).T
    design = numpy.stack([numpy.ones_like(size), size], axis=1) / taken[:, None]
    (fixed, each), *_ = numpy.linalg.lstsq(design, numpy.ones_like(size), rcond=None)
    upper = len(points) // 2
    exponent = numpy.polyfit(numpy.log(size[upper:]), numpy.log(taken[upper:]), 1)[0]
    return {"fixed_seconds": float(fixed), "seconds_each": float(each), "exponent": float(exponent)}


def floor(_place: Path, _count: int, folder: Path | None = None) -> dict[str, Any]:
    """Texts a second on one core, of the same texts in turn."""
    texts = [regex.sub(r"<[^>]+>", " ", record) for record in records(200, 7)] + abstracts(None)
    digits = regex.compile(r"\d+(?:\.\d+)?")
    works: dict[str, Callable[[str], object]] = {
        "extract": lambda text: extract(document(text)),
        "one read of the bytes": lambda text: text.encode().count(b"\n"),
        "one pass for digits": digits.findall,
    }
    statcheck = peer(folder)
    if statcheck is not None:
        works["statcheck"] = statcheck
    for text in texts:
        extract(document(text))
    taken = {
        name: min(sum(seconds(lambda work=work, text=text: work(text)) for text in texts) for _ in range(3))
        for name, work in works.items()
    }
    characters = sum(map(len, texts))
    return {name: {"texts_per_second": len(texts) / one, "mb_per_second": characters / one / 1e6} for name, one in taken.items()}


PARTS = {"processes": processes, "prefect": prefect, "warm": warm, "number": number, "length": length, "floor": floor}


def plot(result: dict[str, Any], path: Path) -> None:
    """Growth with number and length, each with its line, and what the processes give."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "msc-evidence", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
    for axis, part, what, of in ((axes[0], "number", "reports", "processor seconds"), (axes[1], "length", "characters", "seconds")):
        if part not in result:
            continue
        found = result[part]
        size = [point[0] for point in found["points"]]
        taken = [point[1]["cpu_seconds"] if isinstance(point[1], dict) else point[1] for point in found["points"]]
        axis.loglog(size, taken, "o", color="#1f5fa8", label="measured")
        line = [found["fixed_seconds"] + found["seconds_each"] * one for one in size]
        axis.loglog(size, line, "-", color="#888888", label=f"linear; exponent at the end {found['exponent']:.2f}")
        axis.set(xlabel=what, ylabel=of, title=f"Growth with {part}")
        axis.legend(frameon=False)
    if "processes" in result:
        found = result["processes"]
        names = ("one", "two", "through_prefect")
        axes[2].bar(["1 process", "2 processes", "2, through Prefect"], [found[name]["seconds"] for name in names], color="#1f5fa8")
        for place, name in enumerate(names):
            axes[2].annotate(f"{found[name]['peak_mb']:,.0f} MB", (place, found[name]["seconds"]), ha="center", va="bottom")
        axes[2].set(ylabel="seconds", title=f"{found['records']:,} PubMed records")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measures the parts asked for, prints them, and writes them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--json", type=Path, help="add the result to what stands there")
    parser.add_argument("--plot", type=Path, help="draw what the result holds")
    parser.add_argument("--plot-only", action="store_true", help="measure nothing")
    parser.add_argument("--peer", type=Path, help="folder into which statcheck was installed")
    options = parser.parse_args()
    result = json.loads(options.json.read_text()) if options.json and options.json.is_file() else {}
    for part in () if options.plot_only else options.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="scale-") as place:
            more = {"folder": options.peer} if part == "floor" else {}
            result[part] = PARTS[part](Path(place) / part, options.records, **more)
        print(part, json.dumps(result[part], indent=1), flush=True)
        if options.json is not None:
            options.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.plot is not None:
        plot(result, options.plot)


if __name__ == "__main__":
    main()
