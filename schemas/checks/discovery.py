"""Finds the checks of this package and runs them."""

import pkgutil
from functools import cache
from importlib import import_module

import schemas.checks as package
from schemas.checks.check import Check, Finding, RowsByTable


@cache
def all_checks() -> tuple[Check, ...]:
    """Every `Check` that a module of this package declares, by name; raises ValueError where two have one name."""
    found: dict[str, Check] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        for value in vars(import_module(f"{package.__name__}.{name}")).values():
            if isinstance(value, Check) and found.setdefault(value.name.value, value) is not value:
                raise ValueError(f"two checks are called {value.name.value}")
    return tuple(found[name] for name in sorted(found))


def run_checks(rows_by_table: RowsByTable) -> list[Finding]:
    """What all checks say of the rows, in the order of check and finding_id; the order of the rows changes nothing."""
    rows = {
        table: sorted(found, key=lambda row: row.get("row_id") or row["report_id"])
        for table, found in sorted(rows_by_table.items())
    }
    findings = {finding.finding_id: finding for check in all_checks() for finding in check.function(rows)}
    return sorted(findings.values(), key=lambda finding: (finding.check.value, finding.finding_id))
