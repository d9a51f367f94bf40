"""R reads the exports, and metafor pools their columns to what statsmodels makes of the same columns."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas
import pytest
from scipy.stats import norm

from made_up_trials import write_reports

RSCRIPT = shutil.which("Rscript")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def metafor_in_r() -> None:
    """Skips where there is no R, or no metafor in it."""
    if RSCRIPT is None:
        pytest.skip("R is not installed (Debian, Ubuntu: apt install r-base-core r-cran-metafor)")
    if subprocess.run([RSCRIPT, "-e", "library(metafor)"], capture_output=True).returncode != 0:
        pytest.skip("R has no package metafor (Debian, Ubuntu: apt install r-cran-metafor)")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up trials, curated and exported as csv and for metafor."""
    from flows.export.format import evidence_of, format_called
    from flows.steps import Run, run_directly

    folder = tmp_path_factory.mktemp("r")
    (folder / "raw").mkdir()
    write_reports(folder / "raw")
    run_directly(Run(folder / "raw", folder / "curated", folder / ".cache"))
    for name in ("csv", "metafor"):
        format_called(name).write(evidence_of(folder / "curated"), folder / name)
    return folder


def in_r(folder: Path, script: str) -> list[list[float]]:
    """The numbers that the script prints, a line of them at a time."""
    done = subprocess.run([str(RSCRIPT), "--vanilla", "-e", script], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [[float(word) for word in line.split()] for line in done.stdout.splitlines() if line.strip()]


def pooled(yi: pandas.Series, vi: pandas.Series) -> list[float]:
    """Fixed effect with its standard error, tau² (DerSimonian–Laird), random effects with its standard error, by statsmodels."""
    from statsmodels.stats.meta_analysis import combine_effects

    found = combine_effects(np.asarray(yi), np.asarray(vi), method_re="dl")
    assert found.tau2 > 0, "statsmodels does not cut tau² at 0: these would not be the same model"
    return [found.mean_effect_fe, found.sd_eff_w_fe, found.tau2, found.mean_effect_re, found.sd_eff_w_re]


PRINT = 'cat(format(c(coef(f), f$se, r$tau2, coef(r), r$se), digits = 17), "\\n")'


@pytest.mark.parametrize("outcome", ["relapse", "EDSS"])
def test_contrasts_are_pooled_to_the_same(exported: Path, outcome: str) -> None:
    script = f"""
        suppressMessages(library(metafor))
        d <- read.csv("metafor/contrasts.csv")
        d <- subset(d, outcome_title == "{outcome}" & param_type %in% c("hazard_ratio", "mean_difference") & study_id != "")
        f <- rma(yi, sei = sei, slab = slab, data = d, method = "EE")
        r <- rma(yi, sei = sei, slab = slab, data = d, method = "DL")
        {PRINT}
    """
    frame = pandas.read_csv(exported / "metafor" / "contrasts.csv")
    wanted = frame.param_type.isin(["hazard_ratio", "mean_difference"]) & frame.study_id.notna()
    frame = frame[(frame.outcome_title == outcome) & wanted]
    assert in_r(exported, script) == [pytest.approx(pooled(frame.yi, frame.sei**2), rel=1e-9)]


def test_the_command_pools_as_metafor_does(exported: Path) -> None:
    """Fixed and random effects, tau², Q, I², and the interval of Hartung and Knapp that is never narrower ("adhoc")."""
    from flows.export.effects import effects_of
    from flows.export.format import evidence_of
    from flows.pool.estimates import pool
    from schemas.effects.selection import Question, selection

    effects = effects_of(evidence_of(exported / "curated"))
    chosen = selection(Question("edss"), effects.contrasts, effects.left_out, frozenset())
    found = pool(chosen.contrasts)
    script = """
        suppressMessages(library(metafor))
        d <- subset(read.csv("metafor/contrasts.csv"), outcome_id == "edss")
        f <- rma(yi, sei = sei, data = d, method = "EE"); r <- rma(yi, sei = sei, data = d, method = "DL")
        h <- rma(yi, sei = sei, data = d, method = "DL", test = "adhoc")
        cat(format(c(coef(f), f$ci.lb, f$ci.ub, coef(r), r$ci.lb, r$ci.ub, h$ci.lb, h$ci.ub, r$tau2, r$QE, r$I2 / 100, r$QEp), digits = 17), "\n")
    """
    hartung_knapp = found.hartung_knapp
    assert hartung_knapp is not None
    ours = [
        found.fixed.yi, found.fixed.lower, found.fixed.upper, found.random.yi, found.random.lower, found.random.upper,
        hartung_knapp.lower, hartung_knapp.upper, found.tau2, found.q, found.i2, found.q_p_value,
    ]  # fmt: skip
    assert in_r(exported, script) == [pytest.approx(ours, rel=1e-9)]


def test_means_go_through_escalc_and_are_pooled_to_the_same(exported: Path) -> None:
    script = f"""
        suppressMessages(library(metafor))
        d <- escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, slab = slab, data = read.csv("metafor/means.csv"))
        f <- rma(d, method = "EE"); r <- rma(d, method = "DL")
        {PRINT}
    """
    frame = pandas.read_csv(exported / "metafor" / "means.csv")
    expected = pooled(frame.m1i - frame.m2i, frame.sd1i**2 / frame.n1i + frame.sd2i**2 / frame.n2i)
    assert in_r(exported, script) == [pytest.approx(expected, rel=1e-9)]


def test_counts_go_through_escalc_and_are_pooled_to_the_same(exported: Path) -> None:
    script = """
        suppressMessages(library(metafor))
        d <- escalc("RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, slab = slab, data = read.csv("metafor/counts.csv"))
        f <- rma(d, method = "EE")
        cat(format(c(coef(f), f$se), digits = 17), "\\n")
    """
    from statsmodels.stats.meta_analysis import combine_effects, effectsize_2proportions

    frame = pandas.read_csv(exported / "metafor" / "counts.csv")
    yi, vi = effectsize_2proportions(frame.ai, frame.n1i, frame.ci, frame.n2i, statistic="risk-ratio")
    found = combine_effects(np.asarray(yi), np.asarray(vi))
    assert in_r(exported, script) == [pytest.approx([found.mean_effect_fe, found.sd_eff_w_fe], rel=1e-9)]


def test_r_reads_the_tables_from_csv_as_they_are(exported: Path) -> None:
    script = """
        d <- read.csv("csv/analyses.csv", na.strings = "", stringsAsFactors = FALSE)
        for (i in seq_len(nrow(d))) cat(format(c(d$start[i], d$end[i], d$param_value[i], nchar(d$quote[i])), digits = 17), "\\n")
    """
    frame = pandas.read_parquet(exported / "curated" / "analyses.parquet")
    told = in_r(exported, script)
    assert [line[:3] for line in told] == frame[["start", "end", "param_value"]].astype(float).to_numpy().tolist()
    assert all(end - start == length for start, end, _, length in told)


def test_a_standard_error_gives_back_the_printed_limits(exported: Path) -> None:
    """yi ± q·sei, on the scale of the interval, are the limits that were printed, as far as six digits of sei go."""
    frame = pandas.read_csv(exported / "metafor" / "contrasts.csv")
    frame = frame[frame.sei_method.isin(["from_log_interval_normal", "from_interval_normal"])]
    half = norm.ppf(0.975) * frame.sei
    for line, width in zip(frame.itertuples(), 2 * half, strict=True):
        limits = line.ci_lower_limit, line.ci_upper_limit
        printed = np.log(limits) if line.is_log else limits
        assert width == pytest.approx(printed[1] - printed[0], rel=1e-5)
