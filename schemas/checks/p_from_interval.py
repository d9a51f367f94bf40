"""The p-value follows from the estimate and its interval, under the normal or a t-distribution that the trial's size allows."""

from collections.abc import Sequence

from schemas.checks.check import Case, Check, Finding, RowsByTable
from schemas.checks.estimates import Estimate, Numbers, Scale, estimate_of
from schemas.checks.group_sizes import DegreesOfFreedom, GroupSizes, group_sizes
from schemas.checks.midpoint import is_centre
from schemas.checks.p_range import NORMAL, Fit, PRange, distance, fit
from schemas.checks.printed import Printed, with_minus
from schemas.checks.slips import likely_slip
from schemas.vocabulary import CheckName, Grade

ANOTHER_TEST = 0.1
"""By how much, relatively, the statistic of a log-rank, score, χ² or exact test may differ from that of a ratio's interval."""

_SMALLEST_DF = 4
_SUBSTUDY_FROM = 30
"""Degrees of freedom of a trial so large that an outcome may have been measured in a part of it without a word."""


def check_p_from_interval(rows: RowsByTable) -> list[Finding]:
    """One finding for each analysis with an estimate, both limits and a p-value."""
    sizes = group_sizes(rows)
    found = []
    for row in rows.get("analyses", ()):
        estimate = estimate_of(row)
        if estimate.numbers is not None and estimate.p is not None:
            found.append(_finding(estimate, estimate.numbers, estimate.p, sizes))
    return found


def _finding(estimate: Estimate, numbers: Numbers, p: Printed, sizes: GroupSizes) -> Finding:
    def said(grade: Grade, message: str, expected: str | None = None) -> Finding:
        return Finding(CheckName.P_FROM_INTERVAL, grade, estimate.row_ids, with_minus(message), estimate.told, expected)

    why = estimate.not_symmetric_because or estimate.other_p_because
    scale, level, modifier = estimate.scale, estimate.level or 95.0, estimate.modifier
    if why or scale is None:
        return said(Grade.CANNOT_CHECK, str(why))
    first = distance(scale, *numbers)
    if first is None:
        return said(Grade.CANNOT_CHECK, "The limits stand upside down or say too little about the width of the interval.")
    df = sizes.degrees_of_freedom(estimate.row)
    normal = first.p(level, NORMAL)
    under_t = _hull(first.p(level, df.low), first.p(level, min(df.high, 1e6)))
    expected = f"{_p_told(normal)} (normal), {_p_told(under_t)} (t, {_df_told(df.low, df.high)})"
    printed_p = f"p {modifier} {p.raw}"
    found = fit(numbers, scale, level, p, modifier, df)
    of_interval = f"from {estimate.name} {numbers[0].raw} and its {estimate.interval_name} {estimate.interval_told}"
    if found is not None and found.k == 1:
        if found.df is None:
            return said(Grade.CONSISTENT, f"{printed_p} follows {of_interval} under the normal ({_p_told(normal)}).", expected)
        fitting = _df_told(*found.df)
        return said(Grade.CONSISTENT, f"{printed_p} follows {of_interval} under t with {fitting} ({df.told}), not under the normal "
                    f"({_p_told(normal)}).", expected)  # fmt: skip
    if estimate.level is None:
        return said(Grade.CANNOT_CHECK, "The level of the interval is not printed, and the p-value does not fit one of 95 %.")
    if not estimate.type_is_sure:
        return said(Grade.CANNOT_CHECK, "What kind of estimate this is was read from the words around it.")
    excuse = _excuse(estimate, numbers, p, df, found)
    if excuse:
        return said(
            Grade.NOTICE, f"{printed_p} does not follow {of_interval} ({_p_told(normal)} under the normal): {excuse}.", expected
        )
    slip = _slip_told(estimate, numbers, p, df, scale)
    return said(Grade.CONTRADICTION, f"{printed_p} cannot follow {of_interval}: that gives {_p_told(normal)} under the normal and "
                f"{_p_told(under_t)} under t with {_df_told(df.low, df.high)} ({df.told}){slip}.", expected)  # fmt: skip


def from_another_test(estimate: Estimate) -> bool:
    """True where the p-value of a ratio is as near to that of its interval as another test's would be."""
    if estimate.scale is not Scale.LOG or estimate.numbers is None or estimate.p is None:
        return False
    apart = distance(estimate.scale, *estimate.numbers, k=2)
    return apart is not None and apart.p(estimate.level or 95.0, NORMAL, ANOTHER_TEST).holds(estimate.p, estimate.modifier, 2)


def _excuse(estimate: Estimate, numbers: Numbers, p: Printed, df: DegreesOfFreedom, found: Fit | None) -> str | None:
    """What would explain a p-value that does not fit, and is likelier than a slip."""
    scale, level, modifier = estimate.scale, estimate.level or 95.0, estimate.modifier
    assert scale is not None
    if found is not None:
        return "it would if digits were cut off instead of rounded"
    if from_another_test(estimate):
        return "it can come from another test, as log-rank beside a Cox model or χ² beside an odds ratio"
    if scale is Scale.LINEAR and df.low > _SUBSTUDY_FROM:
        fewer = fit(numbers, scale, level, p, modifier, DegreesOfFreedom(_SMALLEST_DF, df.low, ""))
        if fewer is not None and fewer.df is not None:
            return f"it would under t with {_df_told(*fewer.df)}, fewer than the sizes printed leave ({df.told})"
    return None


def _slip_told(estimate: Estimate, numbers: Numbers, p: Printed, df: DegreesOfFreedom, scale: Scale) -> str:
    """'; likely slip: p 0.03' where one edit of one digit makes everything agree."""

    def admissible(changed: Sequence[Printed]) -> bool:
        value, lower, upper, edited_p = changed
        if not lower.value < value.value < upper.value or not 0 < edited_p.value < 1 or not is_centre(scale, (value, lower, upper)):
            return False
        found = fit((value, lower, upper), scale, estimate.level or 95.0, edited_p, estimate.modifier, df)
        return found is not None and found.k == 1

    slip = likely_slip(numbers, admissible, p)
    return f"; likely slip: {('', 'lower limit ', 'upper limit ', 'p ')[slip.position]}{slip.meant.raw}" if slip is not None else ""


def _hull(one: PRange, other: PRange) -> PRange:
    return PRange(min(one.low, other.low), max(one.high, other.high))


def _p_told(values: PRange) -> str:
    low, high = (f"{end:.2g}" if end < 0.001 else f"{end:.4f}" if end < 0.1 else f"{end:.3f}" for end in (values.low, values.high))
    return f"p {low}" if low == high else f"p {low} to {high}"


def _df_told(low: float, high: float) -> str:
    if low == high:
        return f"df {low:g}"
    return f"df {low:g} to {high:g}" if high < 10_000 else f"df {low:g} or more"


def _row(**columns: str | float) -> tuple[str, dict[str, str | float]]:
    return ("analyses", {"ci_percent": 95.0, **columns})


_SIZE = ("sample_sizes", {"n": 18, "role": "randomised"})

P_FROM_INTERVAL = Check(
    name=CheckName.P_FROM_INTERVAL,
    assumption="As for the midpoint, and the p-value is two-sided, compares the same groups against no effect and comes from the same model. "
               "Where the trial is small the interval may stand on any t-distribution that its size allows: from min(n1, n2) - 1 to N - 1 degrees "
               "of freedom where the groups' sizes are known, from N/2 - 1 where only N is, else from 4 upwards. A ratio's p-value that is off by no "
               "more than another test's (log-rank, score, χ²) statistic would be is a notice only.",
    citation="Altman & Bland 2011, doi:10.1136/bmj.d2304 (p from an interval); Cochrane Handbook 6.5.2.3 (t for small samples); INSPECT-SR item 4.9",
    function=check_p_from_interval,
    holds=(
        Case("under the normal", _row(param_type="hazard_ratio", param_value="0.68", ci_lower_limit="0.55", ci_upper_limit="0.85", p_value="0.0006")),
        Case("under t only, of 18 patients", _SIZE, _row(param_type="beta", param_value="−0.31", ci_lower_limit="−1.84", ci_upper_limit="1.22", p_value="0.668")),
        Case("under t only, of groups of 10", ("sample_sizes", {"n": 10, "role": "randomised", "group_label": "MSC"}),
             ("sample_sizes", {"n": 10, "role": "randomised", "group_label": "placebo"}),
             _row(param_type="mean_difference", param_value="2.10", ci_lower_limit="0.10", ci_upper_limit="4.10", p_value="0.041", group_label="MSC", comparator_label="placebo")),
        Case("below a bound", _row(param_type="odds_ratio", param_value="3.10", ci_lower_limit="2.05", ci_upper_limit="4.69", p_value="0.001", p_value_modifier="<")),
        Case("above a bound", _row(param_type="mean_difference", param_value="0.1", ci_lower_limit="−0.5", ci_upper_limit="0.7", p_value="0.05", p_value_modifier=">")),
    ),
    fails=(
        Case("a digit too many in the estimate", _SIZE, _row(param_type="beta", param_value="−16.03", ci_lower_limit="−33.0", ci_upper_limit="0.3", p_value="0.040")),
        Case("a p-value ten times too small", _row(param_type="hazard_ratio", param_value="0.80", ci_lower_limit="0.62", ci_upper_limit="1.03", p_value="0.0084")),
        Case("not below its bound", _row(param_type="mean_difference", param_value="0.1", ci_lower_limit="−0.5", ci_upper_limit="0.7", p_value="0.001", p_value_modifier="<")),
    ),
)  # fmt: skip
