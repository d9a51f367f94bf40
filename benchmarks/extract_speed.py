"""How fast `extractors.pipeline.extract` is, on one core, as a ratio to a peer in the same run.

    python benchmarks/extract_speed.py [TEXTS.jsonl] [--peer FOLDER] [--json RESULT.json]

The peer is `statcheck` of PyPI, which reads p-values of tests and nothing else. It is under the GPL and no part of this
project; only this script asks for it. Put it into a folder of its own, and name the folder:

    .venv/bin/uv pip install --python .venv/bin/python --target FOLDER statcheck

TEXTS.jsonl holds one abstract a line, {"text": ...}; without it the reports in raw/ are cut into abstracts of 2,000
characters. Both programs read each text in turn, `--rounds` times; times are the processor's, so that other work on the
machine counts little. Three tables come out, and the same as JSON:

  ratio    throughput of extract over that of the peer (1 is as fast): median of the rounds, and their range
  growth   milliseconds for texts of 1,000 to 100,000 characters, made of the abstracts one after the other
  stages   where the time goes
"""

import argparse
import contextlib
import importlib
import io
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractors.document import Document
from extractors.pipeline import extract
from extractors.readers import read

ROOT = Path(__file__).resolve().parent.parent
ABSTRACT = 2_000
LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000)
STAGES = {
    "extractors.pipeline": ("find_studies", "identified", "repeats_of", "tabulate", "account"),
    "extractors.linking.document_rows": (
        "statistics", "link_analyses", "link_cells", "without_tables", "pasted_tables", "link_pasted_tables", "link_adverse_events", "link_sample_sizes",
        "link_measurements",
    ),
    "extractors.linking.context": ("Arms", "Times"),
}  # fmt: skip
"""The functions whose own time is shown, by the module that calls them."""


def abstracts(path: Path | None) -> list[str]:
    """The texts to measure on."""
    if path is not None:
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    reports = [report.read_text(encoding="utf-8") for report in sorted((ROOT / "raw").glob("*.txt"))]
    return [text[begin : begin + ABSTRACT] for text in reports for begin in range(0, max(1, len(text) - ABSTRACT), ABSTRACT)]


def document(text: str) -> Document:
    """The text as the reader hands it on; made anew for each measurement, for a document keeps what was found in it."""
    return read(text.encode("utf-8"), "benchmark")


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this thread for one call."""
    started = time.thread_time()
    work()
    return time.thread_time() - started


def peer(folder: Path | None) -> Callable[[str], object] | None:
    """statcheck as a function of one text, quiet; None where it is not installed."""
    if folder is not None:
        sys.path.append(str(folder))
    try:
        statcheck = importlib.import_module("statcheck.st").statcheck
    except ImportError as error:
        print(
            f"No ratio: {error}. Install the peer as the head of {Path(__file__).name} says, and name its folder with --peer.",
            file=sys.stderr,
        )
        return None

    def quiet(text: str) -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            statcheck([text], messages=False)

    return quiet


def ratio(texts: list[str], rounds: int, other: Callable[[str], object] | None) -> dict[str, Any]:
    """Milliseconds a text of both, and the ratio of their throughputs round by round."""
    own: list[float] = []
    theirs: list[float] = []
    for text in texts:  # patterns are compiled and literals gathered before anything counts
        extract(document(text))
    for _ in range(rounds):
        own.append(0.0)
        theirs.append(0.0)
        for text in texts:
            fresh = document(text)
            own[-1] += seconds(lambda fresh=fresh: extract(fresh))
            if other is not None:
                theirs[-1] += seconds(lambda text=text: other(text))
    found: dict[str, Any] = {"texts": len(texts), "extract_ms": [1000 * total / len(texts) for total in own]}
    if other is not None:
        ratios = [one / two for one, two in zip(theirs, own, strict=True)]
        found |= {
            "peer_ms": [1000 * total / len(texts) for total in theirs],
            "ratio": statistics.median(ratios),
            "ratio_range": [min(ratios), max(ratios)],
        }
    return found


def growth(texts: list[str], rounds: int) -> list[dict[str, float]]:
    """The best time of each length."""
    everything = "\n\n".join(texts)
    while len(everything) < LENGTHS[-1]:
        everything += "\n\n" + everything
    found = []
    for length in LENGTHS:
        documents = [document(everything[:length]) for _ in range(rounds)]
        best = min(seconds(lambda one=one: extract(one)) for one in documents)
        found.append({"characters": length, "ms": 1000 * best, "ms_per_1000": 1_000_000 * best / length})
    return found


@contextlib.contextmanager
def clocked(spent: Counter[str]) -> Iterator[None]:
    """Counts the own time of the functions in STAGES: what one of them calls is not counted twice."""
    replaced: list[tuple[Any, str, Any]] = []
    within: list[float] = []

    def clock(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            within.append(0.0)
            started = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                taken = time.thread_time() - started
                spent[name] += taken - within.pop()
                if within:
                    within[-1] += taken

        return timed

    for module_name, names in STAGES.items():
        module = importlib.import_module(module_name)
        for name in names:
            replaced.append((module, name, getattr(module, name)))
            setattr(module, name, clock(name, getattr(module, name)))
    try:
        yield
    finally:
        for module, name, function in replaced:
            setattr(module, name, function)


def stages(texts: list[str]) -> dict[str, float]:
    """Milliseconds a text by stage, the longest first; `other` is what no stage counts."""
    spent: Counter[str] = Counter()
    with clocked(spent):
        total = sum(seconds(lambda fresh=fresh: extract(fresh)) for fresh in map(document, texts))
    spent["other"] = total - sum(spent.values())
    return {name: 1000 * taken / len(texts) for name, taken in spent.most_common()}


def main() -> None:
    """Measures, prints, and writes the result where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--peer", type=Path, help="folder into which statcheck was installed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=100, help="at most so many texts (100)")
    parser.add_argument("--json", type=Path, help="write the result there")
    options = parser.parse_args()
    every = abstracts(options.texts)
    texts = every[:: max(1, len(every) // options.most)]
    result = {
        "ratio": ratio(texts, options.rounds, peer(options.peer)),
        "growth": growth(texts, options.rounds),
        "stages": stages(texts),
    }
    own = result["ratio"]
    print(f"extract    {statistics.median(own['extract_ms']):8.2f} ms a text, {own['texts']} texts, {options.rounds} rounds")
    if "ratio" in own:
        low, high = own["ratio_range"]
        print(f"statcheck  {statistics.median(own['peer_ms']):8.2f} ms a text")
        print(f"ratio      {own['ratio']:8.2f} of its throughput ({low:.2f} to {high:.2f})")
    print("\ncharacters        ms  ms per 1,000")
    for row in result["growth"]:
        print(f"{row['characters']:10,} {row['ms']:9.1f} {row['ms_per_1000']:13.2f}")
    print("\nstage                  ms a text  share")
    total = sum(result["stages"].values())
    for name, taken in result["stages"].items():
        print(f"{name:22} {taken:9.2f} {taken / total:6.0%}")
    if options.json is not None:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
