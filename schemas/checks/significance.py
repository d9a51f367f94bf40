"""Interval and p-value agree on significance: an interval that excludes no effect and a p-value above its level cannot both stand."""

from schemas.checks.check import Case, Check, Finding, RowsByTable
from schemas.checks.estimates import Estimate, estimate_of
from schemas.checks.p_from_interval import from_another_test
from schemas.checks.printed import Printed
from schemas.vocabulary import CheckName, Grade, Modifier


def check_significance(rows: RowsByTable) -> list[Finding]:
    """One finding for each analysis with both limits and a p-value."""
    estimates = (estimate_of(row) for row in rows.get("analyses", ()))
    return [_finding(estimate, estimate.p) for estimate in estimates if estimate.has_interval and estimate.p is not None]


def _finding(estimate: Estimate, p: Printed) -> Finding:
    def said(grade: Grade, message: str, expected: str | None = None) -> Finding:
        return Finding(CheckName.SIGNIFICANCE, grade, estimate.row_ids, message, estimate.told, expected)

    why = estimate.no_null_because or estimate.other_p_because
    if why:
        return said(Grade.CANNOT_CHECK, why)
    if estimate.level is None:
        return said(Grade.CANNOT_CHECK, "The level of the interval is not printed, so that no p-value is on either side of it.")
    grades = {k: _disagreement(estimate, p, k) for k in (1, 2)}
    printed_p, alpha = f"p {estimate.modifier} {p.raw}", f"{1 - estimate.level / 100:.4g}"
    assert estimate.scale is not None
    interval = f"{estimate.interval_name} {estimate.interval_told}"
    if grades[1] is None:
        return said(Grade.CONSISTENT, f"The {interval} and {printed_p} agree on significance.")
    excludes = grades[1] == "excludes"
    message = (
        f"The {interval} {'excludes' if excludes else 'includes'} {estimate.scale.null}, so that p is {'below' if excludes else 'above'} {alpha}, "
        f"but {printed_p} is printed"
    )
    expected = f"p {'<' if excludes else '>'} {alpha}"
    if not estimate.type_is_sure:
        return said(Grade.CANNOT_CHECK, "What kind of estimate this is was read from the words around it.")
    if grades[2] is None:
        return said(Grade.NOTICE, f"{message}; both can stand if digits were cut off instead of rounded.", expected)
    if from_another_test(estimate):
        return said(Grade.NOTICE, f"{message}; the p-value can come from another test, as log-rank beside a Cox model.", expected)
    return said(Grade.CONTRADICTION, f"{message}.", expected)


def _disagreement(estimate: Estimate, p: Printed, k: int) -> str | None:
    """What the interval surely does with no effect where the p-value surely says the opposite, else None."""
    assert estimate.scale is not None
    assert estimate.level is not None
    assert estimate.lower is not None
    assert estimate.upper is not None
    null, alpha = float(estimate.scale.null), 1 - estimate.level / 100
    lower, upper, printed = estimate.lower.range(k), estimate.upper.range(k), p.range(k)
    excludes = float(lower.low) > null or float(upper.high) < null
    includes = float(lower.high) < null < float(upper.low)
    at_least = estimate.modifier in (Modifier.GREATER, Modifier.GREATER_OR_EQUAL)
    at_most = estimate.modifier in (Modifier.LESS, Modifier.LESS_OR_EQUAL)
    noise = 1e-9
    above = not at_most and float(p.value if at_least else printed.low) > alpha + noise
    above = above or (at_least and float(p.value) >= alpha - noise)
    below = not at_least and float(p.value if at_most else printed.high) < alpha - noise
    below = below or (at_most and float(p.value) <= alpha + noise)
    return "excludes" if excludes and above else "includes" if includes and below else None


def _row(**columns: str | float) -> tuple[str, dict[str, str | float]]:
    return ("analyses", {"ci_percent": 95.0, **columns})


SIGNIFICANCE = Check(
    name=CheckName.SIGNIFICANCE,
    assumption="The interval is two-sided, its level is printed, no effect is 0 for a difference and 1 for a ratio, and the p-value is two-sided, tests "
               "against that value and comes from the same model. It need not be symmetric.",
    citation="Altman & Bland 2011, doi:10.1136/bmj.d2304; INSPECT-SR item 4.9",
    function=check_significance,
    holds=(
        Case("includes no effect", _row(param_type="rate_ratio", param_value="0.94", ci_lower_limit="0.58", ci_upper_limit="1.50", p_value="0.78")),
        Case("a limit that may be no effect", _row(param_type="hazard_ratio", ci_lower_limit="0.51", ci_upper_limit="1.00", p_value="0.049")),
        Case("p on the edge", _row(param_type="beta", ci_lower_limit="0.1", ci_upper_limit="4.0", p_value="0.05")),
        Case("below a bound", _row(param_type="odds_ratio", ci_lower_limit="1.10", ci_upper_limit="4.00", p_value="0.05", p_value_modifier="<")),
        Case("a level of 90 %", _row(param_type="beta", ci_percent=90.0, ci_lower_limit="0.1", ci_upper_limit="4.0", p_value="0.08")),
    ),
    fails=(
        Case("excludes 0", _row(param_type="mean_difference", param_value="2.1", ci_lower_limit="0.4", ci_upper_limit="3.8", p_value="0.21")),
        Case("includes 1", _row(param_type="hazard_ratio", param_value="0.92", ci_lower_limit="0.66", ci_upper_limit="1.28", p_value="0.003")),
        Case("includes 1, below a bound", _row(param_type="odds_ratio", ci_lower_limit="0.80", ci_upper_limit="4.00", p_value="0.05", p_value_modifier="<")),
        Case("excludes 0, above a bound", _row(param_type="beta", ci_lower_limit="−4.0", ci_upper_limit="−0.80", p_value="0.05", p_value_modifier=">")),
    ),
)  # fmt: skip
