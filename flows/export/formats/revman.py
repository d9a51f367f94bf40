"""A RevMan data package, version 1: what RevMan gives for download and R's meta reads with read.cdir.

https://documentation.cochrane.org/revman-kb/data-package-specification-249561249.html. GIV Mean and GIV SE are on the log scale
where "Log-scale data" is true; Mean, CI start and CI end never are. Nothing is pooled: columns of pooled results stay empty.
"""

import math
import shutil
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.export.effects import LEFT_OUT_FILE, Effects, effects_of, write_csv, write_left_out
from flows.export.format import Evidence, Exported, ExportFormat
from flows.export.writing import zipped
from schemas.checks.students_t import quantile
from schemas.effects.arms import Pair
from schemas.effects.contrasts import Contrast
from schemas.effects.left_out import LeftOut, in_table_order
from schemas.vocabulary import ParamType

_TEXT, _WHOLE, _NUMBER, _TRUTH = pl.String, pl.Int64, pl.Float64, pl.Boolean
_DATA_ROWS: Mapping[str, type[pl.DataType]] = {
    "Analysis group": _WHOLE, "Analysis number": _WHOLE, "Analysis name": _TEXT, "Subgroup": _TEXT, "Applicability": _TEXT,
    "Study": _TEXT, "Study year": _WHOLE, "GIV Mean": _NUMBER, "GIV SE": _NUMBER,
    "Experimental mean": _NUMBER, "Experimental SD": _NUMBER, "Experimental cases": _WHOLE, "Experimental N": _WHOLE,
    "Control mean": _NUMBER, "Control SD": _NUMBER, "Control cases": _WHOLE, "Control N": _WHOLE,
    "O-E": _NUMBER, "Variance": _NUMBER, "Weight": _NUMBER, "Mean": _NUMBER, "CI start": _NUMBER, "CI end": _NUMBER, "Footnotes": _TEXT,
}  # fmt: skip
_SETTINGS: Mapping[str, type[pl.DataType]] = {
    "Analysis group": _WHOLE, "Analysis number": _WHOLE, "Analysis name": _TEXT, "Analysis group name": _TEXT, "Data source": _TEXT,
    "Data source eligibility": _TEXT, "Data type": _TEXT, "Log-scale data": _TRUTH, "Outcome": _TEXT, "Intervention grouping": _TEXT,
    "Experimental intervention": _TEXT, "Control intervention": _TEXT, "Subgroup by": _TEXT, "Filter criteria": _TEXT,
    "Experimental group label": _TEXT, "Control group label": _TEXT, "Statistical method": _TEXT, "Effect measure": _TEXT,
    "Unit of effect measure": _TEXT, "Analysis model": _TEXT, "Subgroup estimates": _TRUTH, "Overall estimates": _TRUTH,
    "Test for subgroup differences": _TRUTH, "Swap event and non-event": _TRUTH, "Study CI": _TEXT, "Estimate CI": _TEXT,
    "Experimental cases": _WHOLE, "Experimental N": _WHOLE, "Control cases": _WHOLE, "Control N": _WHOLE,
    **dict.fromkeys(("Mean", "CI start", "CI end", "Heterogeneity Tau²", "Heterogeneity Chi²", "Heterogeneity df", "Heterogeneity P",
                     "Heterogeneity I²", "Effect Z", "Effect P", "Subgroup Chi²", "Subgroup df", "Subgroup P", "Subgroup I²"), _NUMBER),
    "ID": _TEXT,
}  # fmt: skip
_SUBGROUPS: Mapping[str, type[pl.DataType]] = {
    "Analysis group": _WHOLE, "Analysis number": _WHOLE, "Subgroup": _TEXT, "Subgroup number": _WHOLE,
    "Experimental cases": _WHOLE, "Experimental N": _WHOLE, "Control cases": _WHOLE, "Control N": _WHOLE,
    **dict.fromkeys(("Weight", "Mean", "CI start", "CI end", "Heterogeneity Tau²", "Heterogeneity Chi²", "Heterogeneity df",
                     "Heterogeneity P", "Heterogeneity I²", "Effect Z", "Effect P"), _NUMBER),
    "ID": _TEXT,
}  # fmt: skip
_STUDIES: Mapping[str, type[pl.DataType]] = {"Study": _TEXT, "Year": _WHOLE, "Data source": _TEXT, "Char: Notes": _TEXT}

_MEASURES: Mapping[str, str] = {
    ParamType.HAZARD_RATIO: "Hazard Ratio", ParamType.ODDS_RATIO: "Odds Ratio", ParamType.RISK_RATIO: "Risk Ratio",
    ParamType.RATE_RATIO: "Rate Ratio", ParamType.MEAN_DIFFERENCE: "Mean Difference",
    ParamType.STANDARDIZED_MEAN_DIFFERENCE: "Standardized Mean Difference", ParamType.DIFFERENCE: "Mean Difference",
}  # fmt: skip
"""RevMan's name of a measure; a type that it has none for goes under the name that it has here."""
_LEVEL = 95.0


_One = Contrast | Pair


@dataclass(frozen=True)
class _Analysis:
    """One analysis: what its rows have in common."""

    name: str
    data_type: str
    measure: str
    unit: str | None
    is_log: bool
    found: tuple[_One, ...]


def write(evidence: Evidence, path: Path) -> Exported:
    """The package as a folder, or as a zip file where `path` ends in .zip, with left_out.csv in it.

    Its parts are named after `path` up to the first hyphen or point: CD000001-dataPackage.zip holds CD000001-analysis-data.
    A trial that gives several results for one analysis is left out of it: RevMan would count its participants twice.
    """
    if path.suffix != ".zip":
        return _write_folder(evidence, path, _identifier(path))
    folder = path.with_suffix("")
    done = _write_folder(evidence, folder, _identifier(path))
    zipped(folder, path)
    shutil.rmtree(folder)
    return done


def _identifier(path: Path) -> str:
    return path.name.partition(".")[0].partition("-")[0] or "review"


def _write_folder(evidence: Evidence, folder: Path, name: str) -> Exported:
    effects = effects_of(evidence)
    analyses, several = _analyses(effects)
    left_out = tuple(in_table_order([*effects.left_out, *several]))
    years = _years(evidence)
    data, studies = folder / f"{name}-analysis-data", folder / f"{name}-study-data"
    data.mkdir(parents=True)
    studies.mkdir()
    rows = [_data_row(number, analysis, one, years) for number, analysis in enumerate(analyses, 1) for one in analysis.found]
    settings = [_setting(number, analysis) for number, analysis in enumerate(analyses, 1)]
    write_csv(data / f"{name}-data-rows.csv", _DATA_ROWS, rows)
    write_csv(data / f"{name}-overall-estimates-and-settings.csv", _SETTINGS, settings)
    write_csv(data / f"{name}-subgroup-estimates.csv", _SUBGROUPS, ())
    labels = sorted({row["Study"] for row in rows})
    told = [dict.fromkeys(_STUDIES) | {"Study": label, "Year": years.get(label)} for label in labels]
    write_csv(studies / f"{name}-study-information.csv", _STUDIES, told)
    write_left_out(folder / LEFT_OUT_FILE, left_out)
    return Exported({"analyses": len(analyses), "data rows": len(rows), "studies": len(labels)}, left_out)


def _analyses(effects: Effects) -> tuple[list[_Analysis], list[LeftOut]]:
    """The analyses by name, and the rows of trials that give one of them several results."""
    groups: dict[tuple[Any, ...], list[_One]] = defaultdict(list)
    ones: tuple[_One, ...] = (*effects.contrasts, *effects.means, *effects.counts)
    for one in ones:
        groups[_key(one)].append(one)
    analyses: list[_Analysis] = []
    several: list[LeftOut] = []
    for found in groups.values():
        results = Counter(one.slab for one in found)
        kept = tuple(one for one in found if results[one.slab] == 1)
        several += [
            LeftOut(table, row, "several_results") for one in found if results[one.slab] > 1 for table, row in _rows_of(one)
        ]
        if kept:
            analyses.append(_analysis(kept))
    return sorted(
        analyses, key=lambda analysis: (analysis.name, analysis.data_type, analysis.measure, analysis.unit or "")
    ), several


def _rows_of(one: _One) -> list[tuple[str, Any]]:
    if isinstance(one, Contrast):
        return [("analyses", one.row)]
    return [(one.table, one.experimental.row), (one.table, one.comparator.row)]


def _told_by(one: _One) -> tuple[str | None, Any]:
    """The title and the row that says the rest."""
    return (one.row["outcome_title"], one.row) if isinstance(one, Contrast) else (one.title, one.experimental.row)


def _kind(one: _One) -> tuple[str, str, bool]:
    """Data type, effect measure, and whether it is on the log scale."""
    if isinstance(one, Contrast):
        return "Contrast level", _MEASURES.get(one.row["param_type"], str(one.row["param_type"])), one.is_log
    return ("Continuous", "Mean Difference", False) if one.experimental.mean is not None else ("Dichotomous", "Risk Ratio", True)


def _key(one: _One) -> tuple[Any, ...]:
    title, row = _told_by(one)
    about = (
        row.get(name)
        for name in ("time_frame_days", "time_frame", "population", "period", "unit", "is_change", "serious", "adjusted")
    )
    return (*_kind(one), row.get("outcome_id") or (title or "").casefold(), *about)


def _analysis(found: Sequence[_One]) -> _Analysis:
    title, row = _told_by(found[0])
    parts = [title or "outcome not told", *(row.get(name) for name in ("time_frame", "population", "period"))]
    parts += [
        "change" if row.get("is_change") else None,
        "serious" if row.get("serious") else None,
        "adjusted" if row.get("adjusted") else None,
    ]
    data_type, measure, is_log = _kind(found[0])
    return _Analysis(", ".join(filter(None, parts)), data_type, measure, row.get("unit"), is_log, tuple(found))


def _years(evidence: Evidence) -> dict[str, int]:
    """By label, the year in which the first of the trial's reports was published."""
    reports = evidence.frames["reports"].select("report_id", pl.col("published").str.slice(0, 4).cast(pl.Int64).alias("year"))
    labelled = pl.concat([
        evidence.frames["study_reports"].join(reports, on="report_id").select(pl.col("study_id").alias("label"), "year"),
        reports.select(pl.col("report_id").alias("label"), "year"),
    ])  # fmt: skip
    return dict(labelled.drop_nulls().group_by("label").agg(pl.col("year").min()).iter_rows())


def _data_row(number: int, analysis: _Analysis, one: _One, years: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(_DATA_ROWS)
    found |= {
        "Analysis group": 1,
        "Analysis number": number,
        "Analysis name": analysis.name,
        "Applicability": "SUBGROUP_AND_OVERALL",
    }
    found |= {"Study": one.slab, "Study year": years.get(one.slab)}
    found["Footnotes"] = "; ".join(f"{row['report_id']}: {row['quote']}" for _, row in _rows_of(one))
    if isinstance(one, Contrast):
        start, end = _interval(one)
        return found | {"GIV Mean": one.yi, "GIV SE": one.sei, "Mean": one.row["param_value"], "CI start": start, "CI end": end}
    for word, arm in (("Experimental", one.experimental), ("Control", one.comparator)):
        found |= {f"{word} mean": arm.mean, f"{word} SD": arm.sd, f"{word} cases": arm.events, f"{word} N": arm.n}
    return found


def _interval(one: Contrast) -> tuple[float, float]:
    """The 95 % interval as printed, else as it follows from the standard error; never on the log scale."""
    row = one.row
    if row["ci_percent"] == _LEVEL and row["ci_lower_limit"] is not None and row["ci_upper_limit"] is not None:
        return row["ci_lower_limit"], row["ci_upper_limit"]
    half = quantile(_LEVEL, math.inf) * one.sei
    limits = one.yi - half, one.yi + half
    return (math.exp(limits[0]), math.exp(limits[1])) if one.is_log else limits


def _setting(number: int, analysis: _Analysis) -> dict[str, Any]:
    return dict.fromkeys(_SETTINGS) | {
        "Analysis group": 1, "Analysis number": number, "Analysis name": analysis.name, "Analysis group name": "Experimental versus comparator",
        "Data source": "Custom input", "Data type": analysis.data_type, "Log-scale data": analysis.is_log,
        "Statistical method": "IV", "Effect measure": analysis.measure, "Unit of effect measure": analysis.unit,
        "Analysis model": "Random effect", "Subgroup estimates": False, "Overall estimates": True, "Test for subgroup differences": False,
        "Swap event and non-event": False, "Study CI": "95%", "Estimate CI": "95%",
    }  # fmt: skip


FORMAT = ExportFormat("a RevMan data package, as a folder or a zip file", write=write)
