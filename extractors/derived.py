"""Columns that follow from what another one holds as printed: they must not outlive it when a curator corrects it."""

from typing import Any

from extractors.context.times import days_of
from extractors.document import fold
from extractors.outcomes import direction_of, outcome_of

DERIVED_FROM = {"outcome_title": frozenset({"outcome_id", "direction_of_benefit"}), "time_frame": frozenset({"time_frame_days"})}
"""Columns from which others follow, each with those."""


def name_outcome(record: dict[str, Any]) -> None:
    """Fill the columns that follow from the outcome's title, where the vocabulary knows it."""
    title = record.get("outcome_title") or ""
    outcome = outcome_of(title)
    if outcome is not None:
        record["outcome_id"] = outcome.outcome_id
        record["direction_of_benefit"] = record["direction_of_benefit"] or direction_of(outcome, title)


def derive(record: dict[str, Any], printed: str) -> None:
    """Set anew what follows from column `printed` of a row; null where nothing is known to follow."""
    if printed == "outcome_title" and "outcome_id" in record:
        record["outcome_id"] = record["direction_of_benefit"] = None
        name_outcome(record)
    elif printed == "time_frame" and "time_frame_days" in record:
        record["time_frame_days"] = days_of(fold(record["time_frame"] or ""))
