"""What becomes of the rows when a report is edited: without touching a statement, and in one digit of a claimed number.

    python benchmarks/mutations.py FOLDER … [--harmless 10000] [--digits 2000] [--seed 1] [--processes 2] [--json RESULT.json]

Each FOLDER holds reports as text files. Edits are spread evenly over them, and the same seed makes the same edits
(`mutation_edits` says which are fair). Two figures come out, with the failures by kind or outcome:

  harmless  edits after which every row says the same: its table, its kind and all of its numbers
  digits    edits after which each row that claims the number has the new one, or a row there is doubtful; a value that cannot
            be (a p-value over 1, more people than there are) may as well be left unclaimed, where the curator sees it
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mutation_edits import HARMLESS, Edit, other_digit, swappable, swapped

from extractors.document import fold
from extractors.numbers import value_of
from extractors.pipeline import extract
from extractors.readers import read
from schemas.accepts import broken_rows
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME

KINDS = ("param_type", "p_value_modifier", "dispersion_type", "percent_modifier", "explicit_none")
"""Columns that say what a row's numbers are, beside the numbers themselves."""
AT_MOST_ONE = {"auc", "r_squared", "eta_squared", "correlation"}
"""Rules whose value is a share of 1, or lies between -1 and 1."""
_PLACES = {"row_id", "report_id", "study_id", "start", "end", "quote", "locator", "section", "repeat_of"}
_SWAP_WEIGHT = 2
_SHOWN = 60

Tables = dict[str, list[dict[str, Any]]]


def tables_of(text: str) -> Tables:
    """The rows of a text."""
    return dict(extract(read(text.encode("utf-8"), "report")).tables)


def numbers_of(tables: Tables) -> Counter[tuple[Any, ...]]:
    """What the rows say in numbers: table, kind, printed numbers."""
    found: Counter[tuple[Any, ...]] = Counter()
    for table, columns in PRINTED_NUMBERS.items():
        for row in tables[table]:
            found[table, *((name, row[name]) for name in (*KINDS, *columns) if row.get(name) is not None)] += 1
    return found


def everything_of(tables: Tables) -> Counter[tuple[Any, ...]]:
    """All that the rows say, without where; spaces and line breaks in labels count as one space."""
    found: Counter[tuple[Any, ...]] = Counter()
    for table in FACT_TABLES:
        for row in tables[table.name]:
            told = ((name, value) for name, value in row.items() if value is not None and name not in _PLACES)
            found[
                table.name, *((name, " ".join(fold(value).split()) if isinstance(value, str) else value) for name, value in told)
            ] += 1
    return found


@dataclass(frozen=True)
class Text:
    """A report with what it says before any edit."""

    name: str
    text: str

    @cached_property
    def tables(self) -> Tables:
        """Its rows."""
        return tables_of(self.text)

    @cached_property
    def numbers(self) -> Counter[tuple[Any, ...]]:
        """What they say in numbers."""
        return numbers_of(self.tables)

    @cached_property
    def everything(self) -> Counter[tuple[Any, ...]]:
        """All that they say."""
        return everything_of(self.tables)

    @cached_property
    def swaps(self) -> list[tuple[int, int, int, int]]:
        """Paragraphs that may change places."""
        return swappable(self.text, self._reads_alone)

    def _reads_alone(self, start: int, end: int) -> bool:
        here = {name: [row for row in self.tables[name] if start <= row["start"] and row["end"] <= end] for name in PRINTED_NUMBERS}
        return numbers_of(tables_of(self.text[start:end])) == numbers_of(here)

    def harmless_edit(self, numbers: random.Random) -> Edit:
        """An edit that touches no statement."""
        kinds = dict(HARMLESS)
        while True:
            weights = [*kinds.values(), _SWAP_WEIGHT if self.swaps else 0]
            [kind] = numbers.choices([*kinds, None], weights)
            edit = swapped(self.text, self.swaps, numbers) if kind is None else kind(self.text, numbers)
            if edit is not None:
                return edit

    @cached_property
    def claims(self) -> dict[tuple[int, int], list[tuple[dict[str, Any], str]]]:
        """The rows, each with its column, that claim each number in figures, by its place."""
        rows = {row["row_id"]: row for name in PRINTED_NUMBERS for row in self.tables[name]}
        found: dict[tuple[int, int], list[tuple[dict[str, Any], str]]] = {}
        for claim in self.tables["claims"]:
            if re.search("[0-9]", claim["raw"]):
                found.setdefault((claim["start"], claim["end"]), []).append((rows[claim["row_id"]], claim["column"]))
        return found

    @cached_property
    def changeable(self) -> list[tuple[int, int]]:
        """The claimed numbers of which a digit may be changed: not those of runs in which cells touch ("19/1114/140.31"), whose
        digits also say where one ends.
        """
        touching = {start for start, _ in self.claims} & {end for _, end in self.claims}
        glued = [
            match.span()
            for match in re.finditer(r"[\d./()±–-]+", self.text)
            if any(match.start() <= at <= match.end() for at in touching)
        ]
        return sorted(place for place in self.claims if not any(start <= place[0] and place[1] <= end for start, end in glued))


@dataclass
class Result:
    """How many edits were made of each kind, how they ended, and the failures."""

    harmless: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    about_changed: Counter[str] = field(default_factory=Counter)
    digits: Counter[str] = field(default_factory=Counter)
    failures: list[dict[str, Any]] = field(default_factory=list)

    def __iadd__(self, other: "Result") -> "Result":
        for name in ("harmless", "changed", "about_changed", "digits"):
            getattr(self, name).update(getattr(other, name))
        self.failures += other.failures
        return self

    @property
    def kept(self) -> float:
        """The share of harmless edits after which the rows say the same numbers."""
        return 1 - self.changed.total() / max(1, self.harmless.total())

    @property
    def followed(self) -> float:
        """The share of changed digits that the rows follow, doubt or, where they cannot be, leave to the curator."""
        right = sum(self.digits[name] for name in ("followed", "doubtful", "impossible and unclaimed"))
        return right / max(1, self.digits.total())


def measure(text: Text, n_harmless: int, n_digits: int, seed: int) -> Result:
    """So many edits of one report."""
    result = Result()
    numbers = random.Random(f"{seed} {text.name}")
    for _ in range(n_harmless):
        edit = text.harmless_edit(numbers)
        after = tables_of(edit.text)
        result.harmless[edit.kind] += 1
        lost, gained = text.numbers - numbers_of(after), numbers_of(after) - text.numbers
        if lost or gained:
            result.changed[edit.kind] += 1
            result.failures.append(_failure(text, edit, edit.kind, list(lost.elements()), list(gained.elements())))
        if text.everything != everything_of(after):
            result.about_changed[edit.kind] += 1
    for _ in range(n_digits if text.changeable else 0):
        place = numbers.choice(text.changeable)
        changed = other_digit(text.text, *place, numbers)
        if changed is not None:
            outcome, told = judged(text, place, changed)
            result.digits[outcome] += 1
            if outcome not in ("followed", "doubtful", "impossible and unclaimed"):
                result.failures.append(_failure(text, changed, outcome, *told))
    return result


def judged(text: Text, place: tuple[int, int], edit: Edit) -> tuple[str, tuple[list[Any], list[Any]]]:
    """How the rows at `place` took the changed digit, with what they were and what they are."""
    after = Text(text.name, edit.text)
    new = after.text[slice(*place)]
    was = text.claims[place]
    now = [
        (row, column)
        for other, claimed in after.claims.items()
        if other[0] < place[1] and place[0] < other[1]
        for row, column in claimed
    ]
    told = (
        [(row["rule"], column, row[column]) for row, column in was],
        [(row["rule"], column, row[column], row["review"]) for row, column in now],
    )
    expected = [(row, column, _as_printed_now(row[column], text.text[slice(*place)], new)) for row, column in was]
    if any(broken_rows(TABLE_BY_NAME[name], after.tables[name]) for name in (*PRINTED_NUMBERS, "claims", "numbers")):
        return "report rejected", told
    if any(row[column] == old[column] != value for row, column in now for old, its, value in expected if column == its):
        return "kept the old number", told
    reached = Counter((row["rule"], column, row[column]) for row, column in now)
    if all(reached[row["rule"], column, value] for row, column, value in expected):
        return "followed", told
    if now:
        by_column = {(column, row[column]) for row, column in now}
        if any(row["review"] == "doubtful" for row, _ in now):
            return "doubtful", told
        return ("followed" if all((column, value) in by_column for _, column, value in expected) else "another column"), told
    statuses = {row["status"] for row in after.tables["numbers"] if row["start"] < place[1] and place[0] < row["end"]}
    if statuses != {"unclaimed"}:
        return "set aside", told
    return ("impossible and unclaimed" if any(_impossible(*one) for one in expected) else "unclaimed"), told


def _as_printed_now(value: float, printed: str, new: str) -> float | None:
    """What the column must hold now; None where the value does not follow from the digits alone."""
    was, now = value_of(fold(printed)), value_of(fold(new))
    if was is None or now is None or abs(value) != abs(was):
        return None
    return now if value == was else -now


def _impossible(row: dict[str, Any], column: str, value: float | None) -> bool:
    """Whether a row cannot hold the value: a p-value over 1, a correlation of 4, a level under 50 %, more people than there are."""
    if value is None:
        return False
    if column == "p_value" or (column == "param_value" and row["rule"] in AT_MOST_ONE):
        return abs(value) > 1
    if column in ("ci_percent", "dispersion_ci_percent"):
        return not 50 <= value < 100
    if column == "percent" or (column == "param_value" and row.get("param_type") == "percent"):
        return value > 100
    limits = {"numerator": ("denominator", 1), "denominator": ("numerator", -1),
              "subjects_affected": ("subjects_at_risk", 1), "subjects_at_risk": ("subjects_affected", -1)}  # fmt: skip
    other, sign = limits.get(column, ("", 1))
    return other in row and row[other] is not None and sign * value > sign * row[other]


def _failure(text: Text, edit: Edit, outcome: str, was: list[Any], now: list[Any]) -> dict[str, Any]:
    around = slice(max(0, edit.at - _SHOWN), edit.at + _SHOWN)
    return {"report": text.name, "kind": edit.kind, "outcome": outcome, "at": edit.at, "before": text.text[around],
            "after": edit.text[around], "was": was, "now": now}  # fmt: skip


def texts_in(folders: Iterable[Path]) -> list[Text]:
    """The reports in the folders, by name."""
    return [Text(path.stem, read(path.read_bytes(), path.stem).text) for folder in folders for path in sorted(folder.glob("*.txt"))]


def _measured(work: tuple[Text, int, int, int]) -> Result:
    return measure(*work)


def run(texts: list[Text], n_harmless: int, n_digits: int, seed: int, processes: int = 1) -> Result:
    """The edits, spread evenly over the reports."""
    work = [(text, *shares, seed) for text, shares in zip(texts, _shares(len(texts), n_harmless, n_digits), strict=True)]
    total = Result()
    if processes < 2:
        for one in work:
            total += _measured(one)
        return total
    with get_context("spawn").Pool(processes) as pool:
        for done, part in enumerate(pool.imap(_measured, work), 1):
            total += part
            print(f"\r{done} of {len(work)} reports", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return total


def _shares(n_texts: int, *totals: int) -> Iterator[tuple[int, ...]]:
    for index in range(n_texts):
        yield tuple(total * (index + 1) // n_texts - total * index // n_texts for total in totals)


def main() -> None:
    """Measures, prints, and writes the result where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--harmless", type=int, default=10_000)
    parser.add_argument("--digits", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write the result with all failures there")
    options = parser.parse_args()
    result = run(texts_in(options.folders), options.harmless, options.digits, options.seed, options.processes)
    print(f"harmless  {result.harmless.total():6} edits, the same numbers after {result.kept:.2%}")
    for kind, count in result.harmless.most_common():
        print(f"  {kind:20} {count:6}  numbers changed {result.changed[kind]:5}  anything changed {result.about_changed[kind]:5}")
    print(f"digits    {result.digits.total():6} edits, followed, doubted or rightly refused {result.followed:.2%}")
    for outcome, count in result.digits.most_common():
        print(f"  {outcome:25} {count:6}")
    if options.json is not None:
        found = {name: dict(getattr(result, name)) for name in ("harmless", "changed", "about_changed", "digits")}
        options.json.write_text(json.dumps(found | {"failures": result.failures}, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
