"""The command `pool`: what the trials of one outcome say together, and everything that was left out of it."""

import json
import math
from pathlib import Path
from typing import Any

from extractors.document import fold
from flows.export.effects import effects_of
from flows.export.format import evidence_of, require
from flows.export.writing import written_whole
from flows.pool.estimates import LEVEL, Pooled, PooledEffect, pool
from flows.refusal import BadUsage, Refused
from schemas.checks.check import number_in
from schemas.checks.sources import sources
from schemas.effects.contrasts import Contrast
from schemas.effects.left_out import LEFT_OUT, LeftOut, counted
from schemas.effects.selection import CannotPool, Question, Selection, outcomes, selection

PACKAGES = ("statsmodels", "matplotlib")
_SHOWN_OUTCOMES = 12
_LARGE_RATIO = 100
"""From here on a ratio has no decimals worth printing."""


def print_pooled(question: Question, curated: Path, plot: Path | None, replace: bool, as_json: bool) -> None:
    """Print what is pooled, and draw it where `plot` is given; raises BadUsage and Refused with nothing written."""
    require("pool", PACKAGES)
    if plot is not None and plot.suffix != ".svg":
        raise BadUsage(f"{plot} is no name for an SVG file: let it end in .svg")
    evidence = evidence_of(curated)
    effects = effects_of(evidence)
    try:
        chosen = selection(question, effects.contrasts, effects.left_out, sources(evidence.rows).registries)
    except CannotPool as error:
        raise Refused(str(error), *_left_out(error.left_out), *_known(outcomes(effects.contrasts), error)) from None
    pooled = pool(chosen.contrasts)
    if plot is not None:
        from flows.pool.forest import forest_plot

        with written_whole(plot, replace) as part:
            forest_plot(chosen, pooled, part)
    print(json.dumps(_as_json(chosen, pooled), ensure_ascii=False, indent=1) if as_json else "\n".join(_as_text(chosen, pooled)))


def _known(names: list[str], error: CannotPool) -> list[str]:
    """What can be asked for, where the outcome is not among it."""
    if error.left_out or error.is_known or not names:
        return []
    return [f"outcomes that can be pooled: {', '.join(names[:_SHOWN_OUTCOMES])}{' …' if len(names) > _SHOWN_OUTCOMES else ''}"]


def _left_out(left_out: tuple[LeftOut, ...]) -> list[str]:
    lines = [f"left out, {len(left_out)} rows:"] if left_out else []
    lines += [f"  {n:3} {code}. {LEFT_OUT[code]}" for _, code, n in counted(left_out)]
    return lines + [f"      {one.row['report_id']}: {one.row['quote']} ({one.code}, row {one.row['row_id']})" for one in left_out]


def _as_text(chosen: Selection, pooled: Pooled) -> list[str]:
    name = str(chosen.param_type).replace("_", " ")
    trials = len(chosen.contrasts)
    lines = [
        f"{title_of(chosen)}: {name}, experimental relative to comparator, {trials} trial{'s' if trials > 1 else ''}",
        "",
    ]
    width = max(*(len(one.slab) for one in chosen.contrasts), len("random effects (Hartung–Knapp)"))
    for one, weight in zip(chosen.contrasts, pooled.weights, strict=True):
        lines.append(f"  {one.slab:{width}}  {shown_trial(one):28} {_weight(weight, trials)}{_when(one)}")
    lines.append("")
    for label, effect in (
        ("fixed effect", pooled.fixed), ("random effects", pooled.random), ("random effects (Hartung–Knapp)", pooled.hartung_knapp),
    ):  # fmt: skip
        if effect is not None and trials > 1:
            lines.append(f"  {label:{width}}  {shown(effect, chosen.is_log)}")
    lines.append(f"  {heterogeneity(pooled)}")
    lines += ["", *chosen.notes] if chosen.notes else []
    return [*lines, "", *_left_out(chosen.left_out)] if chosen.left_out else lines


def _weight(weight: float, trials: int) -> str:
    return f"weight {100 * weight:5.1f} %   " if trials > 1 else ""


def _when(one: Contrast) -> str:
    return str(one.row.get("time_frame") or "")


def of_trial(one: Contrast) -> PooledEffect:
    """The trial's own effect with the 95 % limits that follow from its standard error."""
    return pool([one]).fixed


def shown_trial(one: Contrast) -> str:
    """The trial's estimate with its 95 % interval as the report prints it, else as it follows from the standard error."""
    row = one.row
    printed = [number_in(row, column) for column in ("param_value", "ci_lower_limit", "ci_upper_limit")]
    if row.get("ci_percent") != 100 * LEVEL or None in printed:
        return shown(of_trial(one), one.is_log)
    value, lower, upper = (fold(number.raw).strip() for number in printed if number is not None)
    return f"{value} ({lower} to {upper})"


def title_of(chosen: Selection) -> str:
    """The outcome in words: as the first trial names it, where it was asked for by its id."""
    row = chosen.contrasts[0].row
    by_id = str(row.get("outcome_id") or "").casefold() == chosen.question.outcome.casefold()
    return str(row["outcome_title"]) if by_id and row.get("outcome_title") else chosen.question.outcome


def shown(effect: PooledEffect, is_log: bool) -> str:
    """The effect with its 95 % interval in its own units, ratios as ratios."""
    value, lower, upper = (math.exp(x) if is_log else x for x in (effect.yi, effect.lower, effect.upper))
    one, low, high = (f"{x:.2f}" if is_log and x < _LARGE_RATIO else f"{x:.3g}" for x in (value, lower, upper))
    return f"{one} ({low} to {high})"


def heterogeneity(pooled: Pooled) -> str:
    """One line on how far the trials differ."""
    if pooled.q is None or pooled.q_p_value is None or pooled.i2 is None:
        return "one trial: nothing is pooled"
    return f"heterogeneity: tau² {pooled.tau2:.3g}, I² {100 * pooled.i2:.0f} %, Q {pooled.q:.2f} on {pooled.df} df, p {pooled.q_p_value:.3f}"


def _as_json(chosen: Selection, pooled: Pooled) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "outcome": chosen.question.outcome, "param_type": str(chosen.param_type), "is_log": chosen.is_log,
        "trials": [
            {"study_id": one.slab, "row_id": one.row["row_id"], "yi": one.yi, "sei": one.sei, "sei_method": one.sei_method, "ni": one.ni,
             "weight": weight, "quote": one.row["quote"]}
            for one, weight in zip(chosen.contrasts, pooled.weights, strict=True)
        ],
        **asdict(pooled), "notes": chosen.notes,
        "left_out": [{"row_id": one.row["row_id"], "report_id": one.row["report_id"], "code": one.code, "quote": one.row["quote"]}
                     for one in chosen.left_out],
    }  # fmt: skip
