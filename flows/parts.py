"""The reports of a run in parts that have nothing to say to each other, so that rows of one part are in memory at a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

PART_SIZE = 250
"""Reports that a part has at least, the last one excepted."""

_PART = "part"


def parts_of(
    reports: Sequence[Mapping[str, Any]], study_reports: Iterable[Mapping[str, Any]], size: int = PART_SIZE
) -> dict[str, int]:
    """The number of its part for each report_id.

    Reports stand in one part where they tell of one trial or have the same text: checks compare those. reports: rows of
    `reports`, in order; study_reports: rows of `study_reports`.
    """
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in study_reports:
        parent[root(("study", pair["study_id"]))] = root(("report", pair["report_id"]))
    for report in reports:
        if report["text_sha256"] is not None:
            parent[root(("text", report["text_sha256"]))] = root(("report", report["report_id"]))
    together: dict[tuple[str, str], list[str]] = {}
    for report in reports:
        together.setdefault(root(("report", report["report_id"])), []).append(report["report_id"])
    found: dict[str, int] = {}
    part, filled = 0, 0
    for members in together.values():
        if filled >= size:
            part, filled = part + 1, 0
        filled += len(members)
        found.update(dict.fromkeys(members, part))
    return found


def by_part(frame: pl.DataFrame, part_of: Mapping[str, int]) -> dict[int, pl.DataFrame]:
    """The frame's rows part by part, each in the frame's order; a part without rows is left out."""
    if not frame.height:
        return {}
    parts = pl.DataFrame(
        {"report_id": list(part_of), _PART: list(part_of.values())}, schema={"report_id": pl.String, _PART: pl.Int64}
    )
    numbered = frame.join(parts, on="report_id", how="left", maintain_order="left")
    return {
        int(key[0]): found
        for key, found in numbered.partition_by(_PART, as_dict=True, include_key=False, maintain_order=True).items()
    }
