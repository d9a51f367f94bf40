"""Labels that the printed values contradict: a negative limit cannot stand under "HR" or "OR"."""

import re

from schemas.checks.check import Case, Check, Finding, RowsByTable, number_in
from schemas.vocabulary import RATIOS, CheckName, Grade

_RATIOS = frozenset(ratio.value for ratio in RATIOS)
# The label as printed decides where no type could be read: the column head "HR/OR" above a β's interval.
_RATIO_LABEL = re.compile(
    r"\b(?:a|adj\.?\s?|c|s)?(?:HR|OR|RR|IRR|SHR|PR|GMR)s?\b|\b(?:hazards?|odds|risk|rate|prevalence|incidence|geometric mean)[\s-]ratios?\b|\brelative risks?\b"
)
_LOGARITHM = re.compile(r"\b(?:log|ln)\b|\blog(?:arithm|-|\()", re.IGNORECASE)


def check_label(rows: RowsByTable) -> list[Finding]:
    """One finding for each analysis that is labelled a ratio and has an interval."""
    found = []
    for row in rows.get("analyses", ()):
        label = str(row.get("param_type_raw") or "")
        ratio = row.get("param_type") in _RATIOS or _RATIO_LABEL.search(label) is not None
        lower, upper = number_in(row, "ci_lower_limit"), number_in(row, "ci_upper_limit")
        limits = [limit for limit in (lower, upper) if limit is not None]
        if not ratio or not limits:
            continue
        name = label or str(row["param_type"]).replace("_", " ")
        printed = f"{name}: {' to '.join(limit.raw for limit in limits)}"
        row_ids = (row["row_id"],)
        if _LOGARITHM.search(label):
            message = f"'{name}' is on the log scale, where limits may be negative."
            found.append(Finding(CheckName.LABEL, Grade.CANNOT_CHECK, row_ids, message, printed))
        elif any(limit.value < 0 for limit in limits):
            message = (
                f"An interval of {' to '.join(limit.raw for limit in limits)} cannot belong to a ratio, as its label '{name}' says."
            )
            found.append(
                Finding(CheckName.LABEL, Grade.CONTRADICTION, row_ids, message, printed, "limits of 0 or more, or another label")
            )
        else:
            found.append(Finding(CheckName.LABEL, Grade.CONSISTENT, row_ids, f"{printed}: no limit is negative.", printed))
    return found


def _row(**columns: str) -> tuple[str, dict[str, str]]:
    return ("analyses", columns)


LABEL = Check(
    name=CheckName.LABEL,
    assumption="The estimate is labelled a ratio, by its type or by the label as printed, and not its logarithm.",
    citation="A ratio of two positive quantities is positive, and so is each limit of its interval",
    function=check_label,
    holds=(
        Case("a ratio with positive limits", _row(param_type="hazard_ratio", ci_lower_limit="0.40", ci_upper_limit="0.93")),
        Case("a limit of nothing", _row(param_type="odds_ratio", ci_lower_limit="0", ci_upper_limit="2.1")),
    ),
    fails=(
        Case("a slope's interval in a column of ratios", _row(param_type_raw="HR/OR", ci_lower_limit="−1.84", ci_upper_limit="1.22")),
        Case("a negative limit of a hazard ratio", _row(param_type="hazard_ratio", param_value="0.7", ci_lower_limit="-0.2", ci_upper_limit="1.1")),
    ),
)  # fmt: skip
