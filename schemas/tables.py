"""All curated tables, and which of them hold facts."""

from schemas.adverse_events import ADVERSE_EVENTS
from schemas.analyses import ANALYSES
from schemas.claims import CLAIMS
from schemas.column import Table
from schemas.decisions import DECISIONS
from schemas.findings import FINDING_ROWS, FINDINGS
from schemas.measurements import MEASUREMENTS
from schemas.numbers import NUMBERS
from schemas.reports import REPORTS
from schemas.sample_sizes import SAMPLE_SIZES
from schemas.studies import STUDIES, STUDY_IDENTIFIERS, STUDY_REPORTS

FACT_TABLES: tuple[Table, ...] = (SAMPLE_SIZES, ANALYSES, MEASUREMENTS, ADVERSE_EVENTS)

TABLES: tuple[Table, ...] = (
    REPORTS, STUDIES, STUDY_REPORTS, STUDY_IDENTIFIERS, *FACT_TABLES, CLAIMS, NUMBERS, FINDINGS, FINDING_ROWS, DECISIONS,
)  # fmt: skip

TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

PRINTED_NUMBERS: dict[str, tuple[str, ...]] = {
    "sample_sizes": ("n",),
    "analyses": ("param_value", "ci_percent", "ci_lower_limit", "ci_upper_limit", "p_value", "dispersion_value"),
    "measurements": (
        "group_n", "param_value", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "dispersion_ci_percent",
        "numerator", "denominator",
    ),
    "adverse_events": ("subjects_affected", "event_count", "subjects_at_risk", "percent"),
}  # fmt: skip
"""Columns that hold a number as printed: each that is filled has its entry in `claims`."""
