"""What two reports of one study tell of one result: values that cannot both be the rounding of one number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from schemas.checks.arm_names import arm_names
from schemas.checks.check import Case, Check, Finding, Row, RowsByTable
from schemas.checks.group_sizes import group_key, group_sizes
from schemas.checks.sources import Sources, sources
from schemas.checks.told_harms import compare_totals, totals_told
from schemas.checks.told_results import RESULTS, same_results
from schemas.checks.told_values import compared, corroborated, differing_sizes, turned_round
from schemas.vocabulary import CheckName, Grade, Role


def check_across_reports(rows: RowsByTable) -> list[Finding]:
    """One finding for each number of a result that two reports of a study tell, and for each size of a study that they tell."""
    origin = sources(rows)
    published = _published(rows, origin.registries)
    sizes, arms = group_sizes(published), arm_names(published)
    found = list(_sizes(published.get("sample_sizes", ()), origin))
    for table in RESULTS:
        lines = list(same_results(table, published))
        found += [finding for line in lines for finding in compared(CheckName.ACROSS_REPORTS, table, line, sizes, origin)]
        if table == "measurements":
            found += turned_round(CheckName.ACROSS_REPORTS, lines)
    for (_, what), told in totals_told(published.get("adverse_events", ())).items():
        for one, other in combinations(told, 2):
            found += compare_totals(CheckName.ACROSS_REPORTS, what, told[one], told[other], arms, origin)
    return found


def _published(rows: RowsByTable, registries: frozenset[str]) -> dict[str, list[Row]]:
    """The rows without those of registry records, which `against_registry` compares."""
    kept = {table: [row for row in found if row.get("report_id") not in registries] for table, found in rows.items()}
    return {**kept, "reports": list(rows.get("reports", ()))}


def _sizes(rows: Iterable[Row], origin: Sources) -> Iterator[Finding]:
    """The number randomised, of a study and of its arms, as far as no rule had to guess it."""
    studies: dict[tuple[Any, ...], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if (
            row.get("study_id")
            and row.get("role") == Role.RANDOMISED
            and row.get("repeat_of") is None
            and not row.get("population")
        ):
            label = group_key(str(row["group_label"])) if row.get("group_label") else None
            studies[(row["study_id"], label)].setdefault(str(row["report_id"]), row)
    for (study, label), told in studies.items():
        if len(told) < 2:
            continue
        found = list(told.values())
        printed = "; ".join(f"{row['n']} ({row['report_id']})" for row in found)
        what = f"how many were randomised{f' to {label}' if label else ''}"
        ids = tuple(str(row["row_id"]) for row in found)
        if len({row["n"] for row in found}) == 1:
            message = corroborated(f"Of {study}, {what}", printed, told, origin)
            yield Finding(CheckName.ACROSS_REPORTS, Grade.CONSISTENT, ids, message, f"n: {printed}")
        else:
            grade, message = differing_sizes(found, Grade.CONTRADICTION, f"Reports of {study} differ on {what}: {printed}.")
            yield Finding(CheckName.ACROSS_REPORTS, grade, ids, message, f"n: {printed}")


def _row(report_id: str, **columns: str | float | None) -> tuple[str, dict[str, str | float | None]]:
    return ("analyses", {"study_id": "smart-ms", "report_id": report_id, "param_type": "beta", "outcome_title": "serum GFAP", "time_frame_days": 182.64,
                         "ci_percent": 95.0, **columns})  # fmt: skip


ACROSS_REPORTS = Check(
    name=CheckName.ACROSS_REPORTS,
    assumption="Rows of one study, not of one report, with the same type, time, population and, as far as both name them, outcome and groups tell one "
               "result where another of their numbers agrees; where none does, they may be two analyses, and a difference is a notice. Harms are not "
               "compared: reports tell a selection of them.",
    citation="INSPECT-SR items 4.6 and 4.9 (consistency of published results); Cochrane Handbook 4.6.2 (several reports of one study)",
    function=check_across_reports,
    holds=(
        Case("one rounded more", _row("a", param_value="−16.31", ci_lower_limit="−33.0", ci_upper_limit="0.3"), _row("b", param_value="−16.3", ci_lower_limit="−33.0", ci_upper_limit="0.3")),
        Case("as many randomised", ("sample_sizes", {"study_id": "x", "report_id": "a", "n": 18, "role": "randomised"}),
             ("sample_sizes", {"study_id": "x", "report_id": "b", "n": 18, "role": "randomised"})),
    ),
    fails=(
        Case("a digit too many in one of them", _row("a", param_value="−16.03", ci_lower_limit="−33.0", ci_upper_limit="0.3", p_value="0.054"),
             _row("b", param_value="−16.3", ci_lower_limit="−33.0", ci_upper_limit="0.3", p_value="0.054")),
        Case("another p-value", _row("a", param_value="9.37", p_value="0.044"), _row("b", param_value="9.37", p_value="0.440")),
        Case("another limit, and no outcome in one of them", _row("a", param_value="9.37", ci_lower_limit="0.29", ci_upper_limit="18.45", outcome_title=None),
             _row("b", param_value="9.37", ci_lower_limit="0.29", ci_upper_limit="14.85")),
        Case("more randomised", ("sample_sizes", {"study_id": "x", "report_id": "a", "n": 18, "role": "randomised"}),
             ("sample_sizes", {"study_id": "x", "report_id": "b", "n": 17, "role": "randomised"})),
    ),
)  # fmt: skip
