"""The forest plot as SVG: the same selection makes the same bytes."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.pool.command import heterogeneity, of_trial, shown, shown_trial, title_of
from flows.pool.estimates import Pooled, PooledEffect
from schemas.effects.selection import Selection
from schemas.vocabulary import Direction

_WIDTH_INCHES = 10.0
_LINE_INCHES = 0.3
_LONGEST_LABEL = 44
_LARGEST_SQUARE = 0.32
"""Half the side of the heaviest trial's square, in lines."""
_WIDEST = 1.5
"""Intervals are drawn to this many times the spread of the estimates, and end in an arrow beyond."""
_FEWEST_TICKS = 4
_TICKS = (
    (0.01, 0.1, 1, 10, 100),
    (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100),
    (0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10),
    (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2),
    (0.9, 0.95, 1, 1.05, 1.1),
)
"""Ratios that are marked on a log scale, the coarsest first."""


def forest_plot(chosen: Selection, pooled: Pooled, path: Path) -> None:
    """Draw each trial with its interval and weight, and what they say together."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    trials = [(one, of_trial(one)) for one in chosen.contrasts]
    together = _together(pooled, len(trials))
    lines = len(trials) + len(together)
    with matplotlib.rc_context({"svg.hashsalt": "msc-evidence", "font.size": 9, "font.family": "DejaVu Sans"}):
        figure = pyplot.figure(figsize=(_WIDTH_INCHES, _LINE_INCHES * (lines + 5.5)))
        bottom, top = 3.2 / (lines + 5.5), 1 - 1.6 / (lines + 5.5)
        axes = figure.add_axes((0.36, bottom, 0.34, top - bottom))
        low, high = _limits([effect for _, effect in trials], together, chosen.is_log)
        _frame(axes, lines, low, high, chosen)
        heaviest = max(pooled.weights)
        for line, ((one, effect), weight) in enumerate(zip(trials, pooled.weights, strict=True)):
            _interval(axes, line, effect, low, high)
            _square(axes, line, effect, math.sqrt(weight / heaviest), low, high, top - bottom, lines)
            when = f", {one.row['time_frame']}" if one.row.get("time_frame") else ""
            _texts(
                axes,
                line,
                f"{_short(one.slab, _LONGEST_LABEL - len(when))}{when}",
                shown_trial(one),
                f"{100 * weight:.1f} %" if together else "",
            )
        for line, (label, effect) in enumerate(together, len(trials)):
            _diamond(axes, line, effect, low, high)
            _texts(axes, line, label, shown(effect, chosen.is_log), "", bold=True)
        _texts(axes, -1, "trial", "estimate (95 % CI)", "weight" if together else "", bold=True)
        figure.text(0.02, 0.5 / (lines + 5.5), heterogeneity(pooled), color="#444444")
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
        pyplot.close(figure)


def _together(pooled: Pooled, trials: int) -> list[tuple[str, PooledEffect]]:
    if trials == 1 or pooled.hartung_knapp is None:
        return []
    return [
        ("fixed effect", pooled.fixed),
        ("random effects (DerSimonian–Laird)", pooled.random),
        ("random effects (Hartung–Knapp)", pooled.hartung_knapp),
    ]


def _limits(effects: Sequence[PooledEffect], together: Sequence[tuple[str, PooledEffect]], is_log: bool) -> tuple[float, float]:
    """Both ends of the axis: all intervals, but for those that would leave the estimates no room."""
    middles = [0.0, *(effect.yi for effect in effects)]
    widths = sorted(effect.upper - effect.lower for effect in effects)
    usual = widths[len(widths) // 2]
    spread = max(max(middles) - min(middles), usual)
    low = max(min(0.0, *(effect.lower for effect in effects)), min(middles) - _WIDEST * spread)
    high = min(max(0.0, *(effect.upper for effect in effects)), max(middles) + _WIDEST * spread)
    for _, effect in together[:2]:
        low, high = min(low, effect.lower), max(high, effect.upper)
    margin = 0.05 * (high - low)
    return low - margin, high + margin


def _frame(axes: Any, lines: int, low: float, high: float, chosen: Selection) -> None:
    axes.set_xlim(low, high)
    axes.set_ylim(lines - 0.4, -1.6)
    axes.axvline(0, color="#888888", linewidth=0.8)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    name = str(chosen.param_type).replace("_", " ")
    if chosen.is_log:
        ticks = _ticks(low, high)
        axes.set_xticks([math.log(tick) for tick in ticks], [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        name += " (log scale)"
    unit = chosen.contrasts[0].row.get("unit")
    axes.set_xlabel(
        f"{name}{f', {unit}' if unit and not chosen.is_log else ''}, experimental relative to comparator{_sides(chosen)}"
    )
    axes.set_title(_short(title_of(chosen), 80), loc="center", fontsize=11)


def _ticks(low: float, high: float) -> list[float]:
    """Some ratios between both ends: the coarsest list that has enough of them there."""
    found = [[tick for tick in ticks if low <= math.log(tick) <= high] for ticks in _TICKS]
    return next((ticks for ticks in found if len(ticks) >= _FEWEST_TICKS), max(found, key=len))


def _sides(chosen: Selection) -> str:
    """A line that says which side is good for the patient, where that is known of the outcome and the same in all trials."""
    directions = {one.row.get("direction_of_benefit") for one in chosen.contrasts}
    if directions not in ({Direction.LOWER}, {Direction.HIGHER}):
        return ""
    experimental, comparator = "favours experimental", "favours comparator"
    left, right = (experimental, comparator) if directions == {Direction.LOWER} else (comparator, experimental)
    return f"\n← {left}     {right} →"


def _interval(axes: Any, line: int, effect: PooledEffect, low: float, high: float) -> None:
    axes.plot(
        [max(effect.lower, low), min(effect.upper, high)], [line, line], color="#222222", linewidth=1.0, solid_capstyle="butt"
    )
    for end, marker, cut in ((low, "<", effect.lower < low), (high, ">", effect.upper > high)):
        if cut:
            axes.plot([end], [line], marker=marker, color="#222222", markersize=5, clip_on=False)


def _square(axes: Any, line: int, effect: PooledEffect, share: float, low: float, high: float, height: float, lines: int) -> None:
    from matplotlib.patches import Rectangle

    half = _LARGEST_SQUARE * max(share, 0.25)
    # As wide on paper as it is high: the axes are so many inches wide, a line so many high.
    wide = half * _LINE_INCHES * (lines + 5.5) * height / (lines + 1.2) / (0.34 * _WIDTH_INCHES) * (high - low)
    axes.add_patch(Rectangle((effect.yi - wide, line - half), 2 * wide, 2 * half, facecolor="#2f5d8a", edgecolor="none"))


def _diamond(axes: Any, line: int, effect: PooledEffect, low: float, high: float) -> None:
    from matplotlib.patches import Polygon

    points = [(effect.lower, line), (effect.yi, line - 0.3), (effect.upper, line), (effect.yi, line + 0.3)]
    axes.add_patch(Polygon(points, closed=True, facecolor="#b5532a", edgecolor="none"))
    for end, marker, cut in ((low, "<", effect.lower < low), (high, ">", effect.upper > high)):
        if cut:
            axes.plot([end], [line], marker=marker, color="#b5532a", markersize=6, clip_on=False)


def _texts(axes: Any, line: int, label: str, estimate: str, weight: str, bold: bool = False) -> None:
    at = axes.get_yaxis_transform()
    look = {"va": "center", "fontweight": "bold" if bold else "normal"}
    axes.text(-0.98, line, label, transform=at, ha="left", **look)
    axes.text(1.58, line, estimate, transform=at, ha="right", **look)
    axes.text(1.83, line, weight, transform=at, ha="right", **look)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
