"""The founding reports in their original words, which are not ours to ship: read where they lie beside the project."""

import importlib.util
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import polars
import pytest

from extractors.pipeline import extract
from extractors.readers import read
from flows import cli

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
pytestmark = pytest.mark.skipif(
    not (GOLD / "score.py").is_file(), reason="the annotated texts are not beside this checkout (../shared/gold)"
)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The scorer that lies with the annotations."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(score: ModuleType) -> dict[str, dict[str, float]]:
    """What the scorer says of the five founding reports, by table."""
    return measured(score, GOLD / "seeds")


def measured(score: ModuleType, folder: Path) -> dict[str, dict[str, float]]:
    """The scorer's figures of one folder of annotated texts, by table."""
    told = {path.stem: extract(read(path.read_bytes(), path.stem)).tables for path in sorted(folder.glob("*.txt"))}
    return scored(score, folder, told)


def published(score: ModuleType, folder: Path, work: Path) -> dict[str, dict[str, float]]:
    """The same of the tables as they are published: with the doubts that the checks add."""
    (work / "raw").mkdir()
    for path in folder.glob("*.txt"):
        shutil.copy(path, work / "raw")
    cli.main(["curate", str(work / "raw"), "--out", str(work / "curated"), "--direct"])
    told: dict[str, dict[str, list[dict[str, Any]]]] = {path.stem: {} for path in folder.glob("*.txt")}
    for table in score.TABLES:
        rows = polars.read_parquet(work / "curated" / f"{table}.parquet").to_dicts()
        for name, tables in told.items():
            tables[table] = [row for row in rows if row["report_id"] == name]
    return scored(score, folder, told)


def scored(score: ModuleType, folder: Path, told: Mapping[str, Mapping[str, Sequence[Any]]]) -> dict[str, dict[str, float]]:
    """The scorer's figures of the rows `told` by report and table."""
    gold = score.load_gold(folder)
    found = {}
    for table in score.TABLES:
        counts: Counter[str] = Counter()
        for name, document in gold.items():
            rows: list[dict[str, Any]] = [score.prepared(dict(row), table) for row in told[name][table]]
            counts += score.match(document[table], rows, table)[0]
        found[table] = score.figures_of(counts)
    return found


@pytest.mark.parametrize("table", ["analyses", "sample_sizes"])
def test_estimates_and_participants_are_complete(figures: dict[str, dict[str, float]], table: str) -> None:
    assert figures[table]["f1"] == 1.0
    assert figures[table]["full_f1"] >= 0.90
    assert figures[table]["clear_P"] == 1.0
    assert figures[table]["clear_R"] >= 0.80


@pytest.mark.parametrize("table", ["measurements", "adverse_events"])
def test_results_and_harms_miss_one_fact_at_most(figures: dict[str, dict[str, float]], table: str) -> None:
    missed = figures[table]["gold"] * (1 - figures[table]["R"])
    assert round(missed) <= 1
    assert figures[table]["P"] >= 0.90


@pytest.mark.slow
def test_the_accuracy_that_the_readme_states_is_what_is_measured(score: ModuleType, tmp_path: Path) -> None:
    found = published(score, GOLD / "dev", tmp_path)
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    stated = re.findall(
        r"^\| `(\w+)` \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", readme, re.MULTILINE
    )
    assert [row[0] for row in stated] == list(found)
    for table, facts, *rates in stated:
        assert int(facts) == found[table]["gold"]
        for column, rate in zip(("f1", "full_f1", "clear_P", "clear_full_P", "clear_R"), rates, strict=True):
            assert float(rate) == pytest.approx(found[table][column], abs=0.0051), f"{table} {column}"


@pytest.mark.slow
def test_every_quote_and_claim_stands_in_its_text() -> None:
    for path in sorted(GOLD.glob("*/*.txt")):
        document = read(path.read_bytes(), path.stem)
        tables = extract(document).tables
        for name in ("analyses", "sample_sizes", "measurements", "adverse_events"):
            for row in tables[name]:
                assert document.text[row["start"] : row["end"]] == row["quote"]
        for claim in tables["claims"]:
            assert document.text[claim["start"] : claim["end"]] == claim["raw"]


def test_the_only_registry_number_of_the_news_is_another_trials() -> None:
    """NCT02166021 stands in the MESEMS article, but its sentence names another trial: it must not carry the 144 patients."""
    from extractors.studies import find_studies, join

    document = read((GOLD / "seeds" / "mesems_news.txt").read_bytes(), "mesems_news")
    joined = join([("mesems_news", mention) for mention in find_studies(document)], [])
    of_number = {row["study_id"] for row in joined.study_identifiers if row["identifier"] == "NCT02166021"}
    rows = extract(document).tables["sample_sizes"]
    assert {joined.study_id_of("mesems_news", row["study_label"]) for row in rows if row["n"] == 144}.isdisjoint(of_number)
    assert len(of_number) == 1
