"""What becomes of the numbers in the tables of many articles: claimed by rows, set aside, or unclaimed.

    python benchmarks/table_accounting.py FOLDER_OF_NXML [--sample 400] [--processes 2] [--keep COUNTS.json]

A numeric cell is a cell of a table that prints a number and has heads: no head of the file, and none of the first column. It is *clear* or *doubtful*
where a row claims a number of it (clear where all of its rows are), else *unclaimed* where any of its numbers is, else *set aside*.
Printed are the shares of cells, of numbers by status and reason, and the commonest shapes (digits as 9, runs of them as one) of the
unclaimed cells. Articles are taken in the order of sha256("sample" + PMCID), --sample the first so many: a run that is stopped (Ctrl-C) prints
the shares of a random sample. With --keep the next run of the same code goes on from there.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import regex

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractors.document import PieceKind, Unreadable
from extractors.pipeline import code_digest, extract
from extractors.readers import read

_ROWS = ("analyses", "measurements", "sample_sizes", "adverse_events")
_DIGITS = regex.compile(r"\d+")
_WORDS = regex.compile(r"\p{L}{2,}(?:[\s-]+\p{L}{2,})*")
_BATCH = 10


def main() -> None:
    """Prints progress, then the shares and shapes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, help="so many articles instead of all")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, metavar="COUNTS.json", help="go on from what stands there, and keep what is counted")
    parser.add_argument("--shapes", type=int, default=10)
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.nxml"), key=lambda path: hashlib.sha256(f"sample{path.stem}".encode()).hexdigest())
    paths = paths[: options.sample]
    known = Known(options.keep)
    left = [path for path in paths if path.stem not in known.articles]
    with ProcessPoolExecutor(options.processes) as pool:
        batches = {pool.submit(account_for, left[at : at + _BATCH]): left[at : at + _BATCH] for at in range(0, len(left), _BATCH)}
        try:
            for batch in as_completed(batches):
                known.add(batches[batch], batch.result())
                print(f"\r{len(known.articles)} of {len(paths)} articles", end="", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
    print(file=sys.stderr)
    print_shares(known.counted, options.shapes)


class Known:
    """What has been counted so far, by this code, kept in a file where one is named."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.articles: set[str] = set()
        self.counted: Counter[tuple[str, ...]] = Counter()
        kept = json.loads(path.read_text(encoding="utf-8")) if path is not None and path.is_file() else {}
        if kept.get("code") == code_digest():
            self.articles = set(kept["articles"])
            self.counted = Counter({tuple(key): count for key, count in kept["counted"]})

    def add(self, paths: list[Path], counted: Counter[tuple[str, ...]]) -> None:
        """Add the counts of some articles."""
        self.articles |= {path.stem for path in paths}
        self.counted += counted
        if self._path is not None:
            kept = {"code": code_digest(), "articles": sorted(self.articles), "counted": [[*item] for item in self.counted.items()]}
            self._path.write_text(json.dumps(kept), encoding="utf-8")


def account_for(paths: list[Path]) -> Counter[tuple[str, ...]]:
    """Counts of ("cell", status), ("number", status, reason) and ("shape", shape) in the tables of the articles."""
    counted: Counter[tuple[str, ...]] = Counter()
    for path in paths:
        try:
            document = read(path.read_bytes(), path.stem)
        except Unreadable:
            counted["article", "unreadable"] += 1
            continue
        tables = extract(document).tables
        doubtful = {row["row_id"]: row["review"] != "clear" for name in _ROWS for row in tables[name]}
        claims: dict[int, bool] = {}
        for claim in tables["claims"]:
            claims[claim["start"]] = claims.get(claim["start"], False) or doubtful[claim["row_id"]]
        cells: dict[int, list[tuple[str, str]]] = {}
        for number in tables["numbers"]:
            piece = document.piece_at(number["start"])
            if piece is None or piece.kind is not PieceKind.CELL or not piece.column or not (piece.row_heads or piece.column_heads):
                continue
            status, reason = number["status"], number["reason"] or ""
            if status == "claimed":
                status = "doubtful" if claims.get(number["start"], True) else "clear"
            cells.setdefault(piece.start, []).append((status, reason))
            counted["number", status, reason] += 1
        for start, found in cells.items():
            statuses = {status for status, _ in found}
            cell = next(status for status in ("doubtful", "clear", "unclaimed", "set_aside") if status in statuses)
            counted["cell", cell] += 1
            if "unclaimed" in statuses:
                counted["cell with an unclaimed number",] += 1
            if cell == "unclaimed":
                piece = document.piece_at(start)
                assert piece is not None
                counted["shape", _WORDS.sub("w", _DIGITS.sub("9", document.text[start : piece.end]))[:60]] += 1
        counted["article", "read"] += 1
    return counted


def print_shares(counted: Counter[tuple[str, ...]], shapes: int) -> None:
    """The shares of cells and numbers, and the commonest shapes."""
    of = {kind: sum(count for key, count in counted.items() if key[0] == kind) for kind in ("cell", "number")}
    print(
        f"{counted['article', 'read']} articles, {counted['article', 'unreadable']} unreadable, {of['cell']} numeric cells, {of['number']} numbers"
    )
    for key, count in counted.most_common():
        if key[0] in of:
            print(f"{key[0]:8} {count / max(1, of[key[0]]):7.2%} {count:9} {' '.join(key[1:])}")
    print(f"cells with an unclaimed number: {counted['cell with an unclaimed number',] / max(1, of['cell']):.2%}")
    for (_, shape), count in [(key, count) for key, count in counted.most_common() if key[0] == "shape"][:shapes]:
        print(f"shape {count:9} {shape}")


if __name__ == "__main__":
    main()
