"""A mean of whole scores: their sum is a whole number of steps, and their spread has a bound (GRIM, and the bound on the SD)."""

import math
import re
from decimal import Decimal

from schemas.checks.check import Case, Check, Finding, Row, RowsByTable, number_in
from schemas.checks.group_sizes import GroupSizes, group_sizes
from schemas.checks.printed import Printed, Range
from schemas.scales import StepScale, scale_named_in
from schemas.vocabulary import CheckName, DispersionType, Grade, MeasurementParamType

_MODELLED = re.compile(r"\b(?:adjusted|least[-\s]squares?|LS|LSM|model\w*|estimated|marginal|imputed|geometric)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|percent")


def check_grim(rows: RowsByTable) -> list[Finding]:
    """One finding for each mean on a scale of whole steps."""
    sizes = group_sizes(rows)
    found = []
    for row in rows.get("measurements", ()):
        scale = scale_named_in(row.get("outcome_title")) if row.get("param_type") == MeasurementParamType.MEAN else None
        mean = number_in(row, "param_value")
        if scale is not None and mean is not None:
            found.append(_finding(row, scale, mean, sizes))
    return found


def _finding(row: Row, scale: StepScale, mean: Printed, sizes: GroupSizes) -> Finding:
    spread = number_in(row, "dispersion_value") if row.get("dispersion_type") == DispersionType.SD else None
    known = number_in(row, "group_n")
    group = sizes.of_group(row, row.get("group_label")) if known is None else {int(known.value)}
    candidates = sorted(size for size in group if size > 0)
    printed = f"{mean.raw}{f' ± {spread.raw}' if spread is not None else ''}" + (
        f", n = {' or '.join(map(str, candidates))}" if candidates else ""
    )

    def said(grade: Grade, message: str) -> Finding:
        return Finding(CheckName.GRIM, grade, (str(row["row_id"]),), message, printed)

    words = f"{row.get('quote') or ''} {row.get('outcome_title') or ''}"
    if _MODELLED.search(words) or _PERCENT.search(str(row.get("unit") or "")):
        return said(Grade.CANNOT_CHECK, f"A modelled mean or a percentage of {scale.name} is no mean of whole scores.")
    problems = [*_outside(row, scale, mean), *_too_spread(row, scale, mean, spread, candidates)]
    if problems:
        return said(max(problems, key=lambda problem: problem[0] is Grade.CONTRADICTION)[0], " ".join(text for _, text in problems))
    if not candidates:
        return said(Grade.CANNOT_CHECK, f"How many scores of the {scale.name} stand behind the mean {mean.raw} is not printed.")
    for k in (1, 2):
        fitting = [size for size in candidates if _reachable(mean.range(k), scale, size)]
        if fitting and k == 1:
            return said(Grade.CONSISTENT, f"{mean.raw} can be the mean of {fitting[0]} scores of the {scale.name}.")
        if fitting:
            return said(Grade.NOTICE, f"{mean.raw} can be the mean of {fitting[0]} scores of the {scale.name} only if digits were cut off "
                        "instead of rounded.")  # fmt: skip
    message = f"No {' or '.join(map(str, candidates))} scores of the {scale.name}, which go by steps of {scale.step}, have the mean {mean.raw}"
    if known is None:
        return said(Grade.NOTICE, f"{message}; fewer may have been scored.")
    return said(Grade.CONTRADICTION, f"{message}.")


def _reachable(mean: Range, scale: StepScale, size: int) -> bool:
    """True where some whole number of steps lies between size times the lowest and size times the highest mean."""
    return math.ceil(mean.low * size / scale.step) <= math.floor(mean.high * size / scale.step)


def _ends(row: Row, scale: StepScale) -> Range:
    """Where a mean can lie: on the scale, or between the largest fall and the largest rise on it."""
    width = scale.high - scale.low
    return Range(-width, width) if row.get("is_change") is not False else Range(scale.low, scale.high)


def _outside(row: Row, scale: StepScale, mean: Printed) -> list[tuple[Grade, str]]:
    ends = _ends(row, scale)
    if mean.range(2).meets(ends):
        return []
    return [
        (Grade.CONTRADICTION, f"The mean {mean.raw} lies outside the {scale.name}, which goes from {scale.low} to {scale.high}.")
    ]


def _too_spread(row: Row, scale: StepScale, mean: Printed, spread: Printed | None, sizes: list[int]) -> list[tuple[Grade, str]]:
    """The SD is largest where all scores lie at the two ends: SD² <= (m - a)(b - m)·n/(n - 1)."""
    if spread is None:
        return []
    ends, smallest = _ends(row, scale), min([size for size in sizes if size > 1], default=2)
    for k, grade in ((2, Grade.CONTRADICTION), (1, Grade.NOTICE)):
        values = mean.range(k)
        nearest = min(max((ends.low + ends.high) / 2, values.low), values.high)
        largest = max(Decimal(0), (nearest - ends.low) * (ends.high - nearest)) * smallest / (smallest - 1)
        lowest = max(Decimal(0), spread.range(k).low)
        if lowest * lowest > largest:
            return [
                (
                    grade,
                    f"Scores of the {scale.name} with the mean {mean.raw} have an SD of at most {largest.sqrt():.2f}, not {spread.raw}.",
                )
            ]
    return []


def _mean(**columns: str | int | bool) -> tuple[str, dict[str, str | int | bool]]:
    return ("measurements", {"param_type": "mean", "outcome_title": "EDSS", "is_change": False, **columns})


GRIM = Check(
    name=CheckName.GRIM,
    assumption="The outcome is a score on a scale of `schemas/scales.py`, all of whose versions go by the same whole steps; the mean is the plain mean "
               "of so many scores as are printed. Where their number is not printed beside it, a mean that does not fit is a notice only.",
    citation="Brown & Heathers 2017, doi:10.1177/1948550616673876 (GRIM); the bound on the SD is Bhatia & Davis 2000, doi:10.1080/00029890.2000.12005203; "
             "INSPECT-SR item 4.8",
    function=check_grim,
    holds=(
        Case("22 scores by halves", _mean(param_value="6.1", group_n="22", dispersion_type="sd", dispersion_value="0.6")),
        Case("two decimals", _mean(param_value="5.25", group_n="10")),
        Case("a change", _mean(param_value="−0.35", group_n="10", is_change=True)),
        Case("all at the ends", _mean(param_value="5.0", group_n="2", dispersion_type="sd", dispersion_value="7.1")),
    ),
    fails=(
        Case("no sum of ten halves", _mean(param_value="5.28", group_n="10")),
        Case("above the scale", _mean(param_value="61", group_n="22")),
        Case("more spread than the scale has room for", _mean(param_value="9.0", group_n="20", dispersion_type="sd", dispersion_value="4.2")),
        Case("no sum of eight scores", _mean(outcome_title="mRS score", param_value="2.31", group_n="8")),
    ),
)  # fmt: skip
