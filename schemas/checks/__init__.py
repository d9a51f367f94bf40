"""The arithmetic that printed values must pass. One file a family; every `Check` of a module here is found and run.

Checks work on intervals around the printed digits (`schemas.checks.printed`) and say "cannot check" where their
assumption does not hold: a false alarm costs more trust than a miss.
"""

from schemas.checks.check import Case, Check, Finding, RowsByTable, finding_rows, finding_tables, reasons_of
from schemas.checks.discovery import all_checks, run_checks

__all__ = [
    "Case", "Check", "Finding", "RowsByTable", "all_checks", "finding_rows", "finding_tables", "reasons_of", "run_checks",
]  # fmt: skip
