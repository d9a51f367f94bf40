"""The measure of tables in `benchmarks/`: what a person wrote down fits the curated tables, and rows are judged as its docstrings say."""

import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.tables import PRINTED_NUMBERS, TABLE_BY_NAME

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The modules of the measure; benchmarks/ is no package."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    names = ("annotations", "labels", "matching")
    return SimpleNamespace(**{name: importlib.import_module(f"table_{name}") for name in names})


def test_annotations_fit_the_curated_tables(measure: SimpleNamespace) -> None:
    pmcids = measure.annotations.annotated()
    assert len(pmcids) == measure.annotations.ARTICLES
    for pmcid in pmcids:
        for table in measure.annotations.load(pmcid):
            for fact in table.facts:
                for curated, columns in fact.readings:
                    declared = {column.name for column in TABLE_BY_NAME[curated].columns}
                    assert set(columns) <= declared, (pmcid, columns)
                    assert any(columns.get(column) is not None for column in PRINTED_NUMBERS[curated]), (pmcid, columns)


def row(**columns: Any) -> dict[str, Any]:
    return {"review": "clear", "review_reasons": None, "group_label": None, "comparator_label": None, "outcome_title": None,
            "time_frame": None, "param_type": None, "dispersion_type": None} | columns  # fmt: skip


PRINTED = {
    (0, 1): "MSC (n = 12)",
    (0, 2): "Saline (n = 14)",
    (1, 0): "Pain (mm), mean (SD)",
    (2, 0): "Age, years",
    (2, 1): "40",
    (2, 2): "8",
}


@pytest.fixture
def judged(measure: SimpleNamespace) -> Any:
    """What becomes of rows that start in the cell (1, 1) of a table of two facts, one of them in two cells."""
    fact = measure.annotations.Fact
    mean = {"param_type": "mean", "param_value": 9.5, "dispersion_type": "sd", "dispersion_value": 2.5}
    apart = {"param_type": "mean", "param_value": 40.0, "dispersion_type": "sd", "dispersion_value": 8.0}
    facts = [
        fact(((0, 1),), (("sample_sizes", {"n": 12}),), ((0, 1),)),
        fact(((1, 1),), (("measurements", mean),), ((0, 1),), ((1, 0),)),
        fact(((2, 1), (2, 2)), (("measurements", apart),), ((0, 2),), ((2, 0),)),
        fact(((1, 2),), (("measurements", mean | {"dispersion_type": None}),), unsaid=True),
    ]
    table = measure.annotations.AnnotatedTable(tuple(facts), {(0, 1): frozenset({12})})

    def judge(place: tuple[int, int], **columns: Any) -> Any:
        found, _ = measure.matching.scores([(place, "measurements", row(**columns))], table, measure.matching.PrintedTable(PRINTED))
        return found["measurements"]

    return judge


MEAN = {"param_type": "mean", "param_value": 9.5, "dispersion_type": "sd", "dispersion_value": 2.5}


@pytest.mark.parametrize(
    ("place", "columns", "became"),
    [
        pytest.param((1, 1), MEAN, {"hits": 1, "typed": 1}, id="all agrees"),
        pytest.param((1, 1), MEAN | {"dispersion_type": "se"}, {"hits": 1, "typed": 0}, id="another type"),
        pytest.param((1, 1), MEAN | {"group_n": 12}, {"hits": 1}, id="the size of its head"),
        pytest.param((1, 1), MEAN | {"group_n": 14}, {"false": 1}, id="the size of another head"),
        pytest.param((1, 1), MEAN | {"dispersion_value": 2.4}, {"false": 1}, id="another figure"),
        pytest.param((1, 1), {"param_type": "mean", "param_value": 9.5}, {"false": 1}, id="half of a cell"),
        pytest.param((2, 1), {"param_type": "mean", "param_value": 40.0}, {"partial": 1, "false": 0}, id="one cell of two"),
        pytest.param((0, 1), MEAN, {"false": 1}, id="in another cell"),
        pytest.param((1, 2), MEAN | {"dispersion_type": None}, {"false": 1}, id="a bracket that nobody names, clear"),
        pytest.param((1, 2), MEAN | {"dispersion_type": None, "review": "doubtful"}, {"hits": 1}, id="a bracket that nobody names"),
        pytest.param((1, 1), MEAN | {"group_label": "MSC", "outcome_title": "Pain"}, {"right": {"group": 1, "outcome": 1}}, id="labels"),
        pytest.param((1, 1), MEAN | {"group_label": "Saline", "outcome_title": "Age"}, {"right": {"group": 0, "outcome": 0}}, id="wrong labels"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_row(judged: Any, place: tuple[int, int], columns: dict[str, Any], became: dict[str, Any]) -> None:
    score = judged(place, **columns)
    for name, value in became.items():
        told = getattr(score, name)
        assert (told if isinstance(value, int) else {key: told.get(key) for key in value}) == value, (name, score)
