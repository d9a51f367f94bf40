"""What the formats for meta-analysis share: the effects that a folder's rows give, and the list of rows that give none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from extractors.context.arms import role_of
from flows.export.format import Evidence
from schemas.effects.arms import Pair, pairs
from schemas.effects.contrasts import Contrast, contrasts
from schemas.effects.left_out import LEFT_OUT, LeftOut, in_table_order

LEFT_OUT_FILE = "left_out.csv"


@dataclass(frozen=True)
class Effects:
    """Every row of the four fact tables: in a contrast, in a pair of arms, or left out with its reason."""

    contrasts: tuple[Contrast, ...]
    means: tuple[Pair, ...]
    counts: tuple[Pair, ...]
    left_out: tuple[LeftOut, ...]


def effects_of(evidence: Evidence) -> Effects:
    """In the order of study and place."""
    taken, left_out = contrasts(evidence.rows, role_of)
    paired = pairs(evidence.rows, role_of)
    sizes = [LeftOut("sample_sizes", row, "no_effect") for row in evidence.rows["sample_sizes"]]
    return Effects(
        tuple(sorted(taken, key=lambda one: (one.slab, *_place(one.row)))),
        _by_place(paired.means),
        _by_place(paired.counts),
        tuple(in_table_order([*left_out, *paired.left_out, *sizes])),
    )


def _by_place(found: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(found, key=lambda pair: (pair.slab, *_place(pair.experimental.row))))


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["report_id"], row["start"], row["row_id"]


def write_csv(path: Path, columns: Mapping[str, type[pl.DataType]], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write the rows under these heads; a float in the digits that give it again, null as nothing. Returns how many."""
    found = [[row[name] for name in columns] for row in rows]
    frame = pl.DataFrame(found, schema=dict(columns), orient="row", strict=True)
    frame.write_csv(path)
    return frame.height


def write_left_out(path: Path, left_out: Iterable[LeftOut]) -> int:
    """The rows that could not be taken, a line each."""
    kept = ("row_id", "report_id", "study_id", "review_reasons", "quote")
    return write_csv(
        path,
        dict.fromkeys(("table", "code", "reason", *kept), pl.String),
        (
            {"table": one.table, "code": one.code, "reason": LEFT_OUT[one.code], **{name: one.row[name] for name in kept}}
            for one in left_out
        ),
    )
