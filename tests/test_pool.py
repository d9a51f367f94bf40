"""Pooling: what may be pooled is, by the book; what may not is refused or left out by name."""

import json
import math
import re
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from flows import cli
from flows.export.effects import effects_of
from flows.export.format import evidence_of
from flows.pool.estimates import pool
from flows.pool.forest import forest_plot
from made_up_trials import write_reports
from schemas.effects.contrasts import Contrast
from schemas.effects.selection import CannotPool, Question, Selection, selection


def trial(name: str, yi: float, sei: float, **row: object) -> Contrast:
    told = {"row_id": name, "report_id": name, "study_id": name, "outcome_title": "EDSS", "param_type": "mean_difference", "quote": f"{yi}",
            "time_frame": "6 months", "unit": None, "population": None, **row}  # fmt: skip
    return Contrast(told, yi, sei, "from_interval_normal", str(told["param_type"]).endswith("_ratio"), 100)


# Effects and variances with real heterogeneity, in the size of those of vaccine trials.
VACCINE = [trial(str(i), yi, math.sqrt(vi)) for i, (yi, vi) in enumerate(
    ((-0.8893, 0.3256), (-1.5854, 0.1946), (-1.3481, 0.4154), (-1.4416, 0.0200), (-0.2175, 0.0512), (-0.7861, 0.0069)))]  # fmt: skip


def test_effects_and_heterogeneity_are_those_of_the_textbook_formulas() -> None:
    w = [1 / one.sei**2 for one in VACCINE]
    mean = sum(wi * one.yi for wi, one in zip(w, VACCINE, strict=True)) / sum(w)
    q = sum(wi * (one.yi - mean) ** 2 for wi, one in zip(w, VACCINE, strict=True))
    tau2 = (q - 5) / (sum(w) - sum(wi**2 for wi in w) / sum(w))
    wr = [1 / (one.sei**2 + tau2) for one in VACCINE]
    found = pool(VACCINE)
    assert (found.fixed.yi, found.fixed.sei) == pytest.approx((mean, sum(w) ** -0.5))
    assert (found.q, found.df, found.tau2, found.i2) == pytest.approx((q, 5, tau2, (q - 5) / q))
    assert found.random.yi == pytest.approx(sum(wi * one.yi for wi, one in zip(wr, VACCINE, strict=True)) / sum(wr))
    assert found.random.sei == pytest.approx(sum(wr) ** -0.5)
    assert sum(found.weights) == pytest.approx(1)
    assert found.hartung_knapp is not None
    assert found.hartung_knapp.upper - found.hartung_knapp.lower > found.random.upper - found.random.lower


def test_agreeing_trials_have_no_negative_heterogeneity() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = pool([trial("a", -0.5, 0.2), trial("b", -0.51, 0.3), trial("c", -0.49, 0.25)])
    assert (found.tau2, found.i2) == (0, 0)
    assert found.random == found.fixed
    assert found.hartung_knapp is not None
    assert found.hartung_knapp.sei == found.fixed.sei


def test_one_trial_is_itself() -> None:
    found = pool([trial("a", -0.5, 0.2)])
    assert (found.fixed.yi, found.fixed.sei, found.hartung_knapp, found.q) == (-0.5, 0.2, None, None)
    with pytest.raises(ValueError, match="nothing to pool"):
        pool([])


def chosen(*trials: Contrast, **question: object) -> Selection:
    return selection(Question("edss", **question), trials, (), frozenset())  # type: ignore[arg-type]


A, B = trial("a", -0.5, 0.2), trial("b", -0.2, 0.3)


@pytest.mark.parametrize(
    ("trials", "says"),
    [
        ((A, trial("b", -0.2, 0.3, param_type="hazard_ratio")), "told on several scales (hazard_ratio in 1 trial, mean_difference in 1 trial)"),
        ((A, trial("b", -0.2, 0.3, unit="points")), "told in several units (none told in 1 trial, points in 1 trial)"),
        ((A, B, trial("b", -0.1, 0.3, row_id="b2", time_frame="12 months")), "b gives 2 results for 'edss'; choose one a trial with --time"),
        ((A, B, trial("b", -0.1, 0.3, row_id="b2", report_id="other")), "choose one a trial with --without ROW_ID"),
        ((trial("a", 1, 1, study_id=None),), "nothing of 'edss' can be pooled"),
        ((), "no row of analyses tells of 'edss'"),
    ],
)  # fmt: skip
def test_what_has_no_one_answer_is_refused(trials: tuple[Contrast, ...], says: str) -> None:
    with pytest.raises(CannotPool, match=re.escape(says)):
        chosen(*trials)


@pytest.mark.parametrize(
    ("other", "question", "code"),
    [
        (trial("b", 1, 1, study_id=None), {}, "study_unknown"),
        (trial("b", 1, 1, population="women"), {}, "subgroup"),
        (trial("b", 1, 1, param_type="hazard_ratio"), {"param_type": "mean_difference"}, "other_type"),
        (trial("b", 1, 1, time_frame="1 year"), {"time_frame": "6 Months"}, "other_time"),
        (B, {"without": frozenset({"b"})}, "asked"),
    ],
)
def test_what_does_not_answer_the_question_is_left_out_by_name(other: Contrast, question: dict[str, object], code: str) -> None:
    found = chosen(A, other, **question)
    assert [one.slab for one in found.contrasts] == ["a"]
    assert [(one.row["row_id"], one.code) for one in found.left_out] == [("b", code)]


def test_what_differs_between_trials_is_told() -> None:
    found = chosen(A, trial("b", 1, 1, time_frame="1 year"), replace(trial("c", 1, 1), sei_method="from_p_value_t"))
    assert found.notes == (
        "The trials differ in their times: 1 year in 1 trial, 6 months in 2 trials.", "The standard error of c follows from a p-value.",
    )  # fmt: skip


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from flows.steps import Run, run_directly

    folder = tmp_path_factory.mktemp("made_up")
    (folder / "raw").mkdir()
    write_reports(folder / "raw")
    run_directly(Run(folder / "raw", folder / "curated", folder / ".cache"))
    return folder / "curated"


def test_from_texts_to_the_pooled_effect(curated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plot = tmp_path / "relapse.svg"
    asked = ["pool", "Relapse", str(curated), "--type", "hazard_ratio"]
    assert cli.main([*asked, "--json", "--plot", str(plot)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["study_id"] for one in told["trials"]] == ["alpha-msc", "beta-msc", "gamma-msc"]
    assert [(one["report_id"], one["code"]) for one in told["left_out"]] == [
        ("alpha_again", "other_report"), ("epsilon", "doubtful"), ("delta", "other_type"), ("nameless", "study_unknown"),
    ]  # fmt: skip
    weights = [1 / one["sei"] ** 2 for one in told["trials"]]
    by_hand = sum(w * math.log(hr) for w, hr in zip(weights, (0.72, 0.64, 0.95), strict=True)) / sum(weights)
    assert told["fixed"]["yi"] == pytest.approx(by_hand)
    assert plot.read_bytes().startswith(b"<?xml")
    assert cli.main(asked) == 0
    said = capsys.readouterr().out
    assert f"{math.exp(told['random']['yi']):.2f} (" in said
    assert "epsilon: hazard ratio for relapse was 1.72" in said


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["relapse"], 1, "choose one with --type"),
        (["weight"], 1, "outcomes that can be pooled: relapse, edss"),
        (["relapse", "--plot", "relapse.png"], 2, "let it end in .svg"),
    ],
)
def test_the_command_refuses_in_words(
    arguments: list[str], status: int, words: str, curated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["pool", arguments[0], str(curated), *arguments[1:]]) == status
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "trials", [VACCINE[:1], VACCINE[:2], VACCINE, [*VACCINE, trial("wide" * 20, 0.3, 50.0)]], ids=["one", "two", "six", "wide"]
)
def test_the_forest_plot_is_drawn_and_the_same_each_time(trials: list[Contrast], tmp_path: Path) -> None:
    picked = Selection(Question("edss"), tuple(trials), (), ())
    for name in ("one.svg", "other.svg"):
        forest_plot(picked, pool(trials), tmp_path / name)
    first = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert first == (tmp_path / "other.svg").read_text(encoding="utf-8")
    assert "dc:date" not in first
    assert not re.search(r'(?:href|src)="(?!#)', first), "fetches something"


def test_the_plot_stays_as_it_is_unless_it_may_be_replaced(curated: Path, tmp_path: Path) -> None:
    plot = tmp_path / "edss.svg"
    assert cli.main(["pool", "edss", str(curated), "--plot", str(plot)]) == 0
    assert cli.main(["pool", "edss", str(curated), "--plot", str(plot)]) == 1
    assert cli.main(["pool", "edss", str(curated), "--plot", str(plot), "--replace"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["edss.svg"]


def test_every_row_of_the_outcome_is_pooled_or_left_out(curated: Path) -> None:
    effects = effects_of(evidence_of(curated))
    found = selection(Question("relapse", "hazard_ratio"), effects.contrasts, effects.left_out, frozenset())
    told = [one.row["row_id"] for one in (*found.contrasts, *found.left_out)]
    rows = evidence_of(curated).rows["analyses"]
    assert sorted(told) == sorted(row["row_id"] for row in rows if row["outcome_title"] == "relapse")
