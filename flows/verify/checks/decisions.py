"""Every decision that stands in raw/ is in table `decisions` and has its effect, and nothing else is."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from flows.decisions import Decision
from flows.part_settling import FACTS
from flows.refusal import Refused
from flows.verify.case import Case, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems
from schemas.vocabulary import Ruling


def find(case: Case) -> Problems:
    """Each decision that is not in the table, each row of the table that nobody decided, and each row that does not show its ruling."""
    if isinstance(case.inputs, Refused) or any(name not in case.frames for name in (*FACTS, "decisions")):
        return  # `raw` or `schema` says why
    standing = case.frames["decisions"].to_dicts()
    left = Counter(_of_row(row) for row in standing)
    for report_id, decisions in sorted(case.inputs.decisions.items()):
        for decision in decisions:
            key = _of_line(report_id, decision)
            if left[key] > 0:
                left[key] -= 1
                continue
            quote = json.dumps(decision.quote, ensure_ascii=False)
            said = f"the decision {decision.decision} of {decision.who} on {quote} is not in table decisions"
            yield Problem(f"{decision.file}:{decision.line}", said, CURATE_AGAIN)
    for row in standing:
        if left[_of_row(row)] > 0:
            left[_of_row(row)] -= 1
            said = f"no line of {case.raw}/{row['report_id']}.review.jsonl decides this"
            yield Problem(place(case, "decisions", row), said, CURATE_AGAIN)
    yield from _effects(case, standing)


def _of_row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("report_id", "decision", "column", "reason", "who", "when"))


def _of_line(report_id: str, decision: Decision) -> tuple[Any, ...]:
    column = decision.column if decision.decision is Ruling.CORRECTED else None
    return report_id, str(decision.decision), column, decision.reason, decision.who, decision.when


def _effects(case: Case, standing: list[dict[str, Any]]) -> Problems:
    """Whether each row shows what was ruled of it."""
    rulings: dict[str, set[str]] = {}
    for row in standing:
        if row["row_id"] is not None:
            rulings.setdefault(row["row_id"], set()).add(row["decision"])
    shown = {
        row["row_id"]: (table, row)
        for table in FACTS
        for row in case.frames[table]
        .filter(pl.col("decision").is_not_null() | pl.col("row_id").is_in(list(rulings)))
        .iter_rows(named=True)
    }
    for row_id, (table, row) in shown.items():
        ruled = rulings.get(row_id, set())
        if row["decision"] not in ruled or Ruling.REJECTED in ruled:
            told = " and ".join(sorted(ruled)) or "nothing"
            yield Problem(
                place(case, table, row), f"its decision is {row['decision']}, and table decisions rules {told} of it", CURATE_AGAIN
            )
    for row_id, ruled in rulings.items():
        if row_id not in shown and Ruling.REJECTED not in ruled:
            said = f"rules {' and '.join(sorted(ruled))} of row_id {row_id}, which stands in no table"
            yield Problem(f"{case.curated}/decisions.parquet", said, CURATE_AGAIN)


CHECK = Check(130, "every decision is applied, and no other", of_folder=find)
