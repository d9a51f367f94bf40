"""Constructed sets: reports of the same trials, with planted disagreements and with differences that are none."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from flows.steps import Run, run_directly
from told_twice import first, second
from told_twice.told import Pair

SETS = (first, second)
CHECKS = ("across_reports", "against_registry")
DISAGREEMENTS = [pytest.param(told, pair, id=f"{told.__name__}: {pair.why}") for told in SETS for pair in told.DISAGREEMENTS]
HARMLESS = [pytest.param(told, pair, id=f"{told.__name__}: {pair.why}") for told in SETS for pair in told.HARMLESS]


@dataclass(frozen=True)
class Said:
    """A finding that lies between reports: its grade, what it prints of each report."""

    grade: str
    printed: str

    def is_of(self, pair: Pair) -> bool:
        """Whether it prints both tellings of the pair, each as that report's."""
        parts = [part.strip() for part in self.printed.partition(": ")[2].split(";")]
        return all(any(tells(part, raw, report) for part in parts) for report, raw in (pair.one, pair.other))


def tells(part: str, raw: str, report: str) -> bool:
    """True where a finding's part ("12 (paper)", "30 + 30 = 60 (record)", "34 and 52 (paper)") prints the digits as the report's."""
    value, _, name = part.removesuffix(")").rpartition(" (")
    spellings = {raw, raw.rstrip("%"), raw.replace("Sixty-two", "62")}
    words = value.replace("=", " ").replace(" and ", " ").split()
    return name == report and bool(
        spellings & {value, value.partition(" = ")[0], value.rpartition(" at ")[2], value.partition(" at ")[0], *words}
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[ModuleType, list[Said]]:
    return {told: list(findings(told, tmp_path_factory.mktemp("told"))) for told in SETS}


def findings(told: ModuleType, root: Path) -> Iterator[Said]:
    """What the checks between reports say of a set, curated like any folder."""
    (root / "raw").mkdir()
    for name, content in told.REPORTS.items():
        (root / "raw" / name).write_bytes(content)
    run_directly(Run(root / "raw", root / "curated", root / "cache"))
    found = pl.read_parquet(root / "curated" / "findings.parquet").filter(pl.col("check").is_in(CHECKS))
    for row in found.iter_rows(named=True):
        yield Said(row["grade"], row["printed"])


@pytest.mark.parametrize(("told", "pair"), DISAGREEMENTS)
def test_a_disagreement_is_found(said: dict[ModuleType, list[Said]], told: ModuleType, pair: Pair) -> None:
    assert any(one.grade in ("contradiction", "notice") and one.is_of(pair) for one in said[told])


@pytest.mark.parametrize(("told", "pair"), HARMLESS)
def test_a_harmless_difference_is_no_finding(said: dict[ModuleType, list[Said]], told: ModuleType, pair: Pair) -> None:
    assert not [one for one in said[told] if one.grade in ("contradiction", "notice") and one.is_of(pair)]


@pytest.mark.parametrize("told", SETS, ids=lambda told: told.__name__)
def test_nothing_else_is_called_a_disagreement(said: dict[ModuleType, list[Said]], told: ModuleType) -> None:
    called = [one for one in said[told] if one.grade in ("contradiction", "notice")]
    planted = [*told.DISAGREEMENTS, *told.SAME_DISAGREEMENTS]
    assert [one.printed for one in called if not any(one.is_of(pair) for pair in planted)] == []
