"""The estimate is the centre of its interval: halfway between the limits for differences, their geometric mean for ratios."""

import math
from collections.abc import Sequence

from schemas.checks.check import Case, Check, Finding, RowsByTable
from schemas.checks.estimates import Estimate, Numbers, Scale, estimate_of, non_negative
from schemas.checks.group_sizes import GroupSizes, group_sizes
from schemas.checks.p_range import fit
from schemas.checks.printed import Printed, Range, told, with_minus
from schemas.checks.slips import Slip, likely_slip
from schemas.vocabulary import CheckName, Grade, ParamType


def check_midpoint(rows: RowsByTable) -> list[Finding]:
    """One finding for each analysis with an estimate and both limits."""
    sizes = group_sizes(rows)
    found = []
    for row in rows.get("analyses", ()):
        estimate = estimate_of(row)
        numbers = estimate.numbers
        if numbers is not None:
            found.append(_finding(estimate, numbers, sizes))
    return found


def is_centre(scale: Scale, numbers: Numbers, k: int = 1) -> bool:
    """True where the estimate can be the centre of its interval."""
    value, lower, upper = (number.range(k) for number in numbers)
    if scale is Scale.LINEAR:
        return value.meets(Range((lower.low + upper.low) / 2, (lower.high + upper.high) / 2))
    value, lower, upper = (non_negative(each) for each in (value, lower, upper))
    return Range(value.low**2, value.high**2).meets(Range(lower.low * upper.low, lower.high * upper.high))


def centre_told(scale: Scale, numbers: Numbers) -> str:
    """The centres that the limits leave room for."""
    value, lower, upper = numbers
    low, high = lower.range(), upper.range()
    if scale is Scale.LINEAR:
        centre = Range((low.low + high.low) / 2, (low.high + high.high) / 2)
        return told(centre, at_least=value.decimals)
    low, high = non_negative(low), non_negative(high)
    centre = Range((low.low * high.low).sqrt(), (low.high * high.high).sqrt())
    return told(centre, max(number.decimals for number in numbers) + 1)


def _finding(estimate: Estimate, numbers: Numbers, sizes: GroupSizes) -> Finding:
    value = numbers[0]
    printed = f"{value.raw} ({estimate.interval_told})"

    def said(grade: Grade, message: str, expected: str | None = None) -> Finding:
        return Finding(CheckName.MIDPOINT, grade, estimate.row_ids, with_minus(message), printed, expected)

    if estimate.not_symmetric_because:
        return said(Grade.CANNOT_CHECK, estimate.not_symmetric_because)
    scale = estimate.scale
    assert scale is not None
    centre = centre_told(scale, numbers)
    head, interval = f"{estimate.name} {value.raw}", f"{estimate.interval_name} {estimate.interval_told}"
    if is_centre(scale, numbers):
        return said(Grade.CONSISTENT, f"{head} can be the centre of its {interval} (centre {centre}).", centre)
    if not estimate.type_is_sure:
        return said(Grade.CANNOT_CHECK, "What kind of estimate this is was read from the words around it.")
    if is_centre(scale, numbers, k=2):
        return said(Grade.NOTICE, f"{head} is the centre of its {interval} only if digits were cut off instead of rounded "
                    f"(centre {centre}).", centre)  # fmt: skip
    slip = _slip(estimate, scale, numbers, sizes)
    if _of_percentages(estimate) and not (slip is not None and slip.meant.value == -slip.printed.value):
        return said(Grade.NOTICE, f"{head} is not the centre of its {interval} (centre {centre}); an interval of percentages "
                    "that is made from scores or from logarithms need not be symmetric.", centre)  # fmt: skip
    if scale is Scale.LOG and _as_few_events(numbers, estimate.level or 95.0):
        return said(Grade.NOTICE, f"{head} is not the centre of its {interval} (centre {centre}); an exact or likelihood interval of "
                    "so few events need not be symmetric.", centre)  # fmt: skip
    likely = f"; likely slip: {_ROLES[slip.position]}{slip.meant.raw}" if slip is not None else ""
    return said(Grade.CONTRADICTION, f"{head} cannot be the centre of its {interval} (centre {centre}){likely}.", centre)


_ROLES = ("", "lower limit ", "upper limit ")


def _as_few_events(numbers: Numbers, level: float) -> bool:
    """True where the estimate is no farther from the centre than the third-order term of a Poisson likelihood, z²·SE²/6, moves it.

    So 1.39 (0.23 to 9.47) may be exact, and 1.34 (0.95 to 1.64) cannot.
    """
    value, lower, upper = (float(number.value) for number in numbers)
    if min(value, lower, upper) <= 0 or lower >= upper:
        return False
    off_centre = abs(math.log(value) - (math.log(lower) + math.log(upper)) / 2)
    return off_centre <= (math.log(upper / lower) / 2) ** 2 / 6


def _of_percentages(estimate: Estimate) -> bool:
    unit = str(estimate.row.get("unit") or "")
    return estimate.row.get("param_type") == ParamType.DIFFERENCE and (unit.startswith("%") or "percent" in unit)


def _slip(estimate: Estimate, scale: Scale, numbers: Numbers, sizes: GroupSizes) -> Slip | None:
    """The one edit of one digit that makes everything agree, the p-value included."""
    if "read_limits_reversed" in str(estimate.row.get("review_reasons") or ""):
        return None  # which limit is the slip, nobody can say once they stand in another order
    df = sizes.degrees_of_freedom(estimate.row)

    def admissible(changed: Sequence[Printed]) -> bool:
        value, lower, upper = changed
        if not lower.value < value.value < upper.value or not is_centre(scale, (value, lower, upper)):
            return False
        if estimate.p is None or estimate.other_p_because:
            return True
        found = fit((value, lower, upper), scale, estimate.level or 95, estimate.p, estimate.modifier, df)
        return found is not None and found.k == 1

    return likely_slip(numbers, admissible)


def _row(**columns: str | float) -> tuple[str, dict[str, str | float]]:
    return ("analyses", {"ci_percent": 95.0, **columns})


MIDPOINT = Check(
    name=CheckName.MIDPOINT,
    assumption="The interval is two-sided and made of estimate and standard error: of a slope, a difference or a standardised difference, or on "
               "the log scale of a ratio. Proportions, medians, survival rates, correlations and exact, Wilson, Kaplan-Meier, profile-likelihood, "
               "bootstrap or credible intervals are not checked; where a percentage's difference fails it is a notice only.",
    citation="Cochrane Handbook 6.3.1 and 6.3.2 (intervals symmetric about the estimate, for ratios on the log scale); Georgescu & Wren 2018, "
             "doi:10.1093/bioinformatics/btx811 (how often printed ratios fail it)",
    function=check_midpoint,
    holds=(
        Case("a slope", _row(param_type="beta", param_value="−0.31", ci_lower_limit="−1.84", ci_upper_limit="1.22")),
        Case("a centre off by rounding alone", _row(param_type="beta", param_value="−16.3", ci_lower_limit="−33.0", ci_upper_limit="0.3")),
        Case("a rate ratio, symmetric on the log scale only", _row(param_type="rate_ratio", param_value="0.94", ci_lower_limit="0.58", ci_upper_limit="1.50")),
        Case("a limit of nothing", _row(param_type="odds_ratio", param_value="0.1", ci_lower_limit="0.0", ci_upper_limit="2.1")),
        Case("no effect, no width", _row(param_type="mean_difference", param_value="0.0", ci_lower_limit="0.0", ci_upper_limit="0.0")),
    ),
    fails=(
        Case("a digit too many", _row(param_type="beta", param_value="−16.03", ci_lower_limit="−33.0", ci_upper_limit="0.3")),
        Case("a ratio halfway between its limits", _row(param_type="odds_ratio", param_value="2.60", ci_lower_limit="1.10", ci_upper_limit="4.10")),
        Case("a lost minus", _row(param_type="mean_difference", param_value="1.2", ci_lower_limit="−2.0", ci_upper_limit="−0.4")),
        Case("two digits exchanged", _row(param_type="hazard_ratio", param_value="0.61", ci_lower_limit="0.40", ci_upper_limit="0.39")),
    ),
)  # fmt: skip
