"""Reports that the last run had and this one has not, each with what rested on it: nothing of the evidence goes unseen."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from flows.row_text import counted
from schemas.tables import FACT_TABLES

_NEEDED = frozenset({"report_id", "file_name", "sha256", "n_known_values"})


def gone_reports(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> list[str]:
    """A line for each such report: its file, the name under which its bytes stand now, and what rested on it in the old tables."""
    if "reports" not in old or not set(old["reports"].columns) >= _NEEDED:
        return []  # the first run, or one by an earlier version
    gone = old["reports"].join(new["reports"], on="report_id", how="anti", maintain_order="left")
    come = new["reports"].join(old["reports"], on="report_id", how="anti", maintain_order="left")
    now = dict(come.select("sha256", "file_name").iter_rows())
    return [_line(row, now.get(row["sha256"]), old) for row in gone.iter_rows(named=True)]


def _line(report: Mapping[str, Any], called: str | None, old: Mapping[str, pl.DataFrame]) -> str:
    def of_report(table: str) -> pl.DataFrame:
        return old[table].filter(pl.col("report_id") == report["report_id"]) if table in old else pl.DataFrame()

    rows = sum(of_report(table.name).height for table in FACT_TABLES)
    known, decisions = report["n_known_values"] or 0, of_report("decisions").height
    rested = [counted(rows, "row"), counted(known, "known value"), counted(decisions, "decision")]
    studies = of_report("study_reports")["study_id"].to_list() if "study_reports" in old else []
    of_studies = f"; it told of {', '.join(studies)}" if studies else ""
    what = f"is called {called} now" if called else "is gone"
    return f"{report['file_name']}: {what}; {', '.join(rested)} rested on it{of_studies}"
