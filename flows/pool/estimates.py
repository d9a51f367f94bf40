"""Pooled effects: fixed and random effects with heterogeneity, computed by statsmodels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.checks.students_t import quantile
from schemas.effects.contrasts import Contrast

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class PooledEffect:
    """An effect with its standard error and 95 % limits, all on the scale of yi."""

    yi: float
    sei: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """What several trials say together.

    fixed: inverse variance. random: DerSimonian and Laird 1986, with tau² cut at 0. hartung_knapp: the same effect with the t-based
    interval of Hartung and Knapp 2001, never narrower than that of `random` (Röver 2015); None for one trial, as are q, df
    and i2, which tell of heterogeneity (Cochrane Handbook, version 6.5, 10.10). weights: of the trials in `random`, sum 1.
    """

    fixed: PooledEffect
    random: PooledEffect
    hartung_knapp: PooledEffect | None
    tau2: float
    q: float | None
    df: int
    q_p_value: float | None
    i2: float | None
    weights: tuple[float, ...]


def pool(contrasts: Sequence[Contrast]) -> Pooled:
    """Pool at least one contrast; raises ValueError for none. The contrasts are of different trials, on one scale."""
    if not contrasts:
        raise ValueError("nothing to pool")
    if len(contrasts) == 1:
        one = contrasts[0]
        alone = _effect(one.yi, one.sei, math.inf)
        return Pooled(alone, alone, None, 0.0, None, 0, None, None, (1.0,))
    import numpy as np
    from scipy.stats import chi2
    from statsmodels.stats.meta_analysis import combine_effects

    yi, vi = np.array([one.yi for one in contrasts]), np.array([one.sei**2 for one in contrasts])
    # statsmodels does not cut tau² at 0, where random effects are fixed effects; its own random effects can then have no variance.
    with np.errstate(invalid="ignore"):
        found = combine_effects(yi, vi, method_re="dl")
    fixed = _effect(float(found.mean_effect_fe), float(found.sd_eff_w_fe), math.inf)
    is_cut = bool(found.tau2 <= 0)
    kind = "fe" if is_cut else "re"
    random = fixed if is_cut else _effect(float(found.mean_effect_re), float(found.sd_eff_w_re), math.inf)
    scaled = math.sqrt(float(getattr(found, f"var_hksj_{kind}")))
    df, q = int(found.df), max(float(found.q), 0.0)
    return Pooled(
        fixed, random, _effect(random.yi, max(scaled, random.sei), df), 0.0 if is_cut else float(found.tau2), q, df,
        float(chi2.sf(q, df)), max(0.0, (q - df) / q) if q > 0 else 0.0,
        tuple(float(weight) for weight in getattr(found, f"weights_rel_{kind}")),
    )  # fmt: skip


def _effect(yi: float, sei: float, df: float) -> PooledEffect:
    half = quantile(100 * LEVEL, df) * sei
    return PooledEffect(yi, sei, yi - half, yi + half)
