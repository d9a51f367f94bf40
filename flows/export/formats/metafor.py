"""A folder for R's metafor: comparisons for rma(yi, sei), means and counts for escalc, in files of their own.

`ci` is a cell of the two-by-two table there, so the counts stand apart from everything that has an interval.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from flows.export.effects import LEFT_OUT_FILE, effects_of, write_csv, write_left_out
from flows.export.format import Evidence, Exported, ExportFormat
from schemas.effects.arms import Pair
from schemas.effects.contrasts import Contrast
from schemas.vocabulary import ParamType

MEASURES: Mapping[str, str] = {
    ParamType.RISK_RATIO: "RR", ParamType.ODDS_RATIO: "OR", ParamType.RATE_RATIO: "IRR", ParamType.MEAN_DIFFERENCE: "MD",
    ParamType.STANDARDIZED_MEAN_DIFFERENCE: "SMD",
}  # fmt: skip
"""metafor's name of a measure; any other is GEN."""

_TEXT, _WHOLE, _NUMBER, _TRUTH = pl.String, pl.Int64, pl.Float64, pl.Boolean
_Types = Mapping[str, type[pl.DataType]]

_CONTRASTS: _Types = {
    "slab": _TEXT, "yi": _NUMBER, "sei": _NUMBER, "sei_method": _TEXT, "ni": _WHOLE, "measure": _TEXT, "is_log": _TRUTH,
    "study_id": _TEXT, "report_id": _TEXT, "outcome_id": _TEXT, "outcome_title": _TEXT, "time_frame": _TEXT, "time_frame_days": _NUMBER,
    "outcome_type": _TEXT, "population": _TEXT, "period": _TEXT, "group_label": _TEXT, "comparator_label": _TEXT,
    "direction_of_benefit": _TEXT, "adjusted": _TRUTH, "param_type": _TEXT, "param_value": _NUMBER, "unit": _TEXT,
    "ci_percent": _NUMBER, "ci_lower_limit": _NUMBER, "ci_upper_limit": _NUMBER, "p_value_modifier": _TEXT, "p_value": _NUMBER,
    "row_id": _TEXT, "quote": _TEXT,
}  # fmt: skip
_ABOUT: _Types = {
    "slab": _TEXT, "table": _TEXT, "study_id": _TEXT, "report_id": _TEXT, "outcome_id": _TEXT, "title": _TEXT, "time_frame": _TEXT,
    "time_frame_days": _NUMBER, "population": _TEXT, "period": _TEXT, "unit": _TEXT, "is_change": _TRUTH, "serious": _TRUTH,
}  # fmt: skip
_FROM: _Types = dict.fromkeys(("group1", "group2", "n1i_from", "n2i_from", "row_id1", "row_id2", "quote1", "quote2"), _TEXT)
_MEANS: _Types = {
    **_ABOUT, "m1i": _NUMBER, "sd1i": _NUMBER, "n1i": _WHOLE, "m2i": _NUMBER, "sd2i": _NUMBER, "n2i": _WHOLE,
    "sd1i_method": _TEXT, "sd2i_method": _TEXT, **_FROM,
}  # fmt: skip
_COUNTS: _Types = {**_ABOUT, "ai": _WHOLE, "n1i": _WHOLE, "ci": _WHOLE, "n2i": _WHOLE, **_FROM}


def write(evidence: Evidence, folder: Path) -> Exported:
    """contrasts.csv, means.csv, counts.csv, and left_out.csv with every other row of the four fact tables and its reason."""
    effects = effects_of(evidence)
    folder.mkdir()
    written = {
        "contrasts": write_csv(folder / "contrasts.csv", _CONTRASTS, map(_contrast, effects.contrasts)),
        "means": write_csv(folder / "means.csv", _MEANS, map(_means, effects.means)),
        "counts": write_csv(folder / "counts.csv", _COUNTS, map(_counts, effects.counts)),
    }
    write_left_out(folder / LEFT_OUT_FILE, effects.left_out)
    return Exported(written, effects.left_out)


def _contrast(one: Contrast) -> dict[str, Any]:
    measure = MEASURES.get(one.row["param_type"], "GEN")
    ours = {"slab": one.slab, "yi": one.yi, "sei": one.sei, "sei_method": one.sei_method, "ni": one.ni, "is_log": one.is_log}
    return {**one.row, **ours, "measure": measure}


def _about(pair: Pair) -> dict[str, Any]:
    row = pair.experimental.row
    told = {name: row.get(name) for name in _ABOUT}
    return {**told, "slab": pair.slab, "table": pair.table, "title": pair.title}


def _from(pair: Pair) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, arm in ((1, pair.experimental), (2, pair.comparator)):
        found |= {f"group{number}": arm.row["group_label"], f"n{number}i": arm.n, f"n{number}i_from": arm.n_from}
        found |= {f"row_id{number}": arm.row["row_id"], f"quote{number}": arm.row["quote"]}
    return found


def _means(pair: Pair) -> dict[str, Any]:
    found = {**_about(pair), **_from(pair)}
    for number, arm in ((1, pair.experimental), (2, pair.comparator)):
        found |= {f"m{number}i": arm.mean, f"sd{number}i": arm.sd, f"sd{number}i_method": arm.sd_method}
    return found


def _counts(pair: Pair) -> dict[str, Any]:
    return {**_about(pair), **_from(pair), "ai": pair.experimental.events, "ci": pair.comparator.events}


FORMAT = ExportFormat("a folder of CSV files for R's metafor", write=write)
