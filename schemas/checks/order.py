"""Order and containment: limits stand lower first and hold their estimate, p lies in [0, 1], parts are no more than the whole."""

from collections.abc import Iterable
from decimal import Decimal

from schemas.checks.check import Case, Check, Finding, Row, RowsByTable, number_in
from schemas.checks.printed import Printed, plain
from schemas.vocabulary import RATIOS, CheckName, DispersionType, Grade, MeasurementParamType, Sides

_Problem = tuple[Grade, str, str | None]
"""How bad, the sentence, and what would be consistent."""

_RATIOS = frozenset(ratio.value for ratio in RATIOS)


def check_order(rows: RowsByTable) -> list[Finding]:
    """One finding for each row that has two values to compare, or a p-value."""
    found = []
    for table, look in (("analyses", _analysis), ("measurements", _measurement), ("adverse_events", _adverse_event)):
        for row in rows.get(table, ()):
            finding = look(row)
            if finding is not None:
                found.append(finding)
    return found


def _analysis(row: Row) -> Finding | None:
    estimate, lower, upper = (number_in(row, name) for name in ("param_value", "ci_lower_limit", "ci_upper_limit"))
    p_value, modifier = number_in(row, "p_value"), str(row.get("p_value_modifier") or "=")
    problems = [*_interval(estimate, lower, upper, one_sided=row.get("ci_n_sides") == Sides.ONE_SIDED)]
    if p_value is not None:
        problems += _p_value(p_value, modifier)
    if row.get("param_type") in _RATIOS and estimate is not None and estimate.value < 0 and not (lower and lower.value < 0):
        problems.append((Grade.CONTRADICTION, f"A ratio cannot be {estimate.raw}: it is never below 0.", "above 0"))
    if p_value is None and not _comparable(estimate, lower, upper):
        return None
    parts = [_told(estimate, lower, upper)] if _comparable(estimate, lower, upper) else []
    parts += [f"p {modifier} {p_value.raw}"] if p_value is not None else []
    return _finding(row, "; ".join(parts), problems)


def _measurement(row: Row) -> Finding | None:
    value, lower, upper = (number_in(row, name) for name in ("param_value", "dispersion_lower_limit", "dispersion_upper_limit"))
    numerator, denominator = number_in(row, "numerator"), number_in(row, "denominator")
    parts: list[str] = []
    problems: list[_Problem] = []
    dispersion, param_type = row.get("dispersion_type"), row.get("param_type")
    # A mean can lie outside its quartiles; a median, and anything within its range or interval, cannot.
    holds_value = dispersion in (DispersionType.CI, DispersionType.RANGE) or (
        dispersion == DispersionType.IQR and param_type == MeasurementParamType.MEDIAN
    )
    held = value if holds_value else None
    if _comparable(held, lower, upper):
        parts.append(_told(value, lower, upper))
        problems += _interval(held, lower, upper)
    dispersion_value = number_in(row, "dispersion_value")
    if dispersion_value is not None and dispersion_value.value < 0:
        parts.append(f"± {dispersion_value.raw}")
        problems.append((Grade.CONTRADICTION, f"A spread cannot be {dispersion_value.raw}: it is never below 0.", "0 or more"))
    if numerator is not None and denominator is not None:
        parts.append(f"{numerator.raw}/{denominator.raw}")
        problems += _part_of(numerator, denominator, "with the result", "in all")
    return _finding(row, "; ".join(parts), problems) if parts else None


def _adverse_event(row: Row) -> Finding | None:
    affected, at_risk = number_in(row, "subjects_affected"), number_in(row, "subjects_at_risk")
    if affected is None or at_risk is None:
        return None
    return _finding(row, f"{affected.raw}/{at_risk.raw}", _part_of(affected, at_risk, "affected", "at risk"))


def _comparable(estimate: Printed | None, lower: Printed | None, upper: Printed | None) -> bool:
    return sum(number is not None for number in (estimate, lower, upper)) >= 2


def _interval(
    estimate: Printed | None, lower: Printed | None, upper: Printed | None, one_sided: bool = False
) -> Iterable[_Problem]:
    if lower is not None and upper is not None and not one_sided:
        reversed_limits = _reversed(lower, upper)
        if reversed_limits is not None:
            yield reversed_limits, f"The limits {lower.raw} to {upper.raw} are printed upper first.", f"{upper.raw} to {lower.raw}"
            # Whether the estimate lies between them is asked of the limits in their right order.
            lower, upper = upper, lower
    if estimate is None:
        return
    hint = _other_sign(estimate, lower, upper)
    if lower is not None:
        grade = _above(lower, estimate)
        if grade is not None:
            yield grade, f"The estimate {estimate.raw} lies below its lower limit {lower.raw}{hint}.", _within(lower, upper)
    if upper is not None:
        grade = _above(estimate, upper)
        if grade is not None:
            yield grade, f"The estimate {estimate.raw} lies above its upper limit {upper.raw}{hint}.", _within(lower, upper)


def _other_sign(estimate: Printed, lower: Printed | None, upper: Printed | None) -> str:
    """What to say where the estimate would lie between its limits with the other sign: "1.8 points lower (−3.2 to −0.4)"."""
    if lower is None or upper is None or not lower.value <= -estimate.value <= upper.value:
        return ""
    return f"; {plain(-estimate.value)} would lie between them: its sign is lost, or told in words"


def _reversed(lower: Printed, upper: Printed) -> Grade | None:
    if lower.value <= upper.value:
        return None
    # Rounding keeps order: of two numbers printed to the same digit, the smaller never looks larger.
    if lower.half_unit == upper.half_unit:
        return Grade.CONTRADICTION
    return _above(lower, upper)


def _above(low: Printed, high: Printed) -> Grade | None:
    """How surely `low`, which should not exceed `high`, does: not at all, unless truncated, or surely."""
    for k, grade in ((2, Grade.CONTRADICTION), (1, Grade.NOTICE)):
        if low.range(k).low > high.range(k).high:
            return grade
    return None


def _p_value(p_value: Printed, modifier: str) -> Iterable[_Problem]:
    if p_value.value < 0 or p_value.value > 1:
        yield Grade.CONTRADICTION, f"A p-value cannot be {p_value.raw}: it lies between 0 and 1.", "0 to 1"
    elif p_value.value == 0 and modifier in ("=", "<", "<="):
        smallest = plain(max(2 * p_value.half_unit, Decimal("0.000001"))) if p_value.half_unit < Decimal("0.5") else "0.001"
        yield Grade.CONTRADICTION, f"'p {modifier} {p_value.raw}' is impossible as printed: no p-value is 0.", f"p < {smallest}"


def _part_of(part: Printed, whole: Printed, of_part: str, of_whole: str) -> Iterable[_Problem]:
    if part.value > whole.value:
        yield Grade.CONTRADICTION, f"{part.raw} {of_part} are more than the {whole.raw} {of_whole}.", f"at most {whole.raw}"


def _within(lower: Printed | None, upper: Printed | None) -> str:
    if lower is None or upper is None:
        return f"at most {upper.raw}" if upper is not None else f"at least {lower.raw}" if lower is not None else ""
    return f"{lower.raw} to {upper.raw}"


def _told(estimate: Printed | None, lower: Printed | None, upper: Printed | None) -> str:
    interval = " to ".join(number.raw if number is not None else "…" for number in (lower, upper))
    return f"{estimate.raw} ({interval})" if estimate is not None else interval


def _finding(row: Row, printed: str, problems: Iterable[_Problem]) -> Finding:
    row_ids, problems = (row["row_id"],), list(problems)
    if not problems:
        return Finding(CheckName.ORDER, Grade.CONSISTENT, row_ids, f"{printed}: the values can stand as printed.", printed)
    worst = Grade.CONTRADICTION if any(grade is Grade.CONTRADICTION for grade, _, _ in problems) else Grade.NOTICE
    message = " ".join(sentence for _, sentence, _ in problems)
    expected = "; ".join(dict.fromkeys(wanted for _, _, wanted in problems if wanted)) or None
    return Finding(CheckName.ORDER, worst, row_ids, message, printed, expected)


def _row(**columns: str) -> tuple[str, dict[str, str]]:
    return ("analyses", columns)


ORDER = Check(
    name=CheckName.ORDER,
    assumption="Holds for every row; estimates and limits are compared as what their digits can stand for.",
    citation="CONSORT 2025 item 26 (estimate with its precision); INSPECT-SR item 4.9 (p-values)",
    function=check_order,
    holds=(
        Case("an ordinary ratio", _row(param_type="rate_ratio", param_value="0.94", ci_lower_limit="0.58", ci_upper_limit="1.50", p_value="0.78")),
        Case("a negative β", _row(param_type="beta", param_value="−0.31", ci_lower_limit="−1.84", ci_upper_limit="1.22", p_value="0.668")),
        Case("the estimate is its limit, rounded", _row(param_value="0.5", ci_lower_limit="0.52", ci_upper_limit="0.9")),
        Case("both limits round to one", _row(param_value="1.0", ci_lower_limit="1.0", ci_upper_limit="1.0")),
        Case("p below a bound", _row(p_value="0.001", p_value_modifier="<")),
        Case("p above 0 says nothing wrong", _row(p_value="0", p_value_modifier=">")),
        Case("p of one", _row(p_value="1.00")),
        Case("a mean outside its quartiles", ("measurements", {"param_type": "mean", "param_value": "9.0", "dispersion_type": "iqr",
             "dispersion_lower_limit": "1.0", "dispersion_upper_limit": "8.0"})),
        Case("all of them", ("measurements", {"numerator": "12", "denominator": "12"})),
        Case("some of those at risk", ("adverse_events", {"subjects_affected": "7", "subjects_at_risk": "18"})),
    ),
    fails=(
        Case("limits upper first", _row(param_value="-0.7", ci_lower_limit="-0.2", ci_upper_limit="-1.2")),
        Case("upper first by one digit", _row(ci_lower_limit="0.31", ci_upper_limit="0.30")),
        Case("estimate above its interval", _row(param_value="1.94", ci_lower_limit="0.58", ci_upper_limit="1.50")),
        Case("a lost minus", _row(param_value="16.3", ci_lower_limit="−33.0", ci_upper_limit="0.3")),
        Case("p above one", _row(p_value="1.2")),
        Case("p of nothing", _row(p_value="0.000")),
        Case("p below nothing", _row(p_value="0.000", p_value_modifier="<")),
        Case("a ratio below nothing", _row(param_type="hazard_ratio", param_value="-0.7", p_value="0.01")),
        Case("more than all", ("measurements", {"numerator": "13", "denominator": "12"})),
        Case("more affected than at risk", ("adverse_events", {"subjects_affected": "19", "subjects_at_risk": "18"})),
        Case("a median outside its range", ("measurements", {"param_type": "median", "param_value": "9.0", "dispersion_type": "range",
             "dispersion_lower_limit": "1.0", "dispersion_upper_limit": "8.0"})),
    ),
)  # fmt: skip
