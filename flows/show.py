"""One report on the screen: its rows under the sentences that print them, its doubts, its unclaimed numbers.

Answers within a second from nothing: neither polars nor pandera nor Prefect is imported here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.document import Document, Unreadable
from extractors.pipeline import extract
from extractors.tabulate import BadRow
from flows.decisions import load_decisions
from flows.marking import checked
from flows.refusal import Refused
from flows.report_files import RECORD_MARK, ReportFile, named_file, named_report, report_files
from flows.row_text import around
from flows.settling import ReportRows, apply
from schemas.accepts import broken_rows
from schemas.columns import FACT_TAIL
from schemas.reasons import REVIEW_REASONS
from schemas.tables import FACT_TABLES, TABLE_BY_NAME
from schemas.vocabulary import Grade, NumberStatus, Review

_NOT_TOLD = frozenset({"row_id", "report_id", "study_id", *(column.name for column in FACT_TAIL)})
_FEW = 50
"""Records whose titles are shown."""
_FEW_NUMBERS = 4
"""Numbers that are shown of those set aside for one reason."""
_STYLES = {str(Review.CLEAR): "bold green", str(Review.DOUBTFUL): "bold yellow"}


@dataclass(frozen=True)
class Reading:
    """One report as it would be published now, as far as it can be told without the other reports."""

    document: Document
    facts: Mapping[str, list[dict[str, Any]]]
    claims: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    finding_rows: list[dict[str, Any]]
    refusal: str | None
    """Why a run would reject the report, where one of its rows cannot stand in its table."""


def reading_of(path: Path, cache: Path | None) -> Reading:
    """Read, extract, rule and check one report; raises BadUsage where there is none, Refused where it cannot be read."""
    file = named_report(path, cache)
    try:
        document = file.document(cache)
        tables = extract(document).tables
    except (Unreadable, BadRow) as error:
        raise Refused(f"{path}: {error}") from None
    rows = ReportRows({table.name: tables[table.name] for table in FACT_TABLES}, tables["claims"], tables["numbers"])
    review = path.with_name(f"{file.report_id}.review.jsonl")
    if review.is_file():
        rows = apply(document, rows, load_decisions(review))
    facts, findings, finding_rows = checked(
        rows.tables, ((claim["row_id"], claim["column"], claim["raw"]) for claim in rows.claims)
    )
    refusal = next(filter(None, (broken_rows(TABLE_BY_NAME[name], found) for name, found in tables.items())), None)
    return Reading(document, facts, rows.claims, rows.numbers, findings, finding_rows, refusal)


def show(path: Path, cache: Path | None, as_json: bool) -> None:
    """Print the report; of a file of many records, which they are."""
    file, record = named_file(path)
    if record is None and len(found := report_files(file, cache)) > 1:
        _list(file, found, cache, as_json)
        return
    reading = reading_of(path, cache)
    if as_json:
        print(json.dumps(_as_json(reading), ensure_ascii=False, indent=1))
    else:
        _print(reading)


def _list(file: Path, found: Sequence[ReportFile], cache: Path | None, as_json: bool) -> None:
    """Print the records of a file; with their titles where there are few, since those have to be read for it."""
    if as_json:
        print(json.dumps({"file": file.name, "reports": [report.report_id for report in found]}, ensure_ascii=False, indent=1))
        return
    print(f"{file.name} holds {len(found)} records; show one with: msc-evidence show '{file}{RECORD_MARK}RECORD'")
    for report in found:
        told = ""
        if len(found) <= _FEW:
            try:
                told = report.document(cache).metadata.get("title", "")
            except Unreadable as error:
                told = f"cannot be read: {error}"
        print(f"  {report.name.partition(RECORD_MARK)[2] or file.name}  {told}".rstrip())


def _as_json(reading: Reading) -> dict[str, Any]:
    return {
        "report_id": reading.document.report_id, "text": reading.document.text, "notices": list(reading.document.notices), **reading.facts, "claims": reading.claims,
        "numbers": reading.numbers, "findings": reading.findings, "finding_rows": reading.finding_rows,
        "refusal": reading.refusal,
    }  # fmt: skip


def _print(reading: Reading) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    document = reading.document
    marked = Text(document.text)
    rows = sorted(_all_rows(reading), key=lambda pair: (pair[1]["start"], pair[1]["end"], pair[1]["row_id"]))
    for _, row in rows:
        marked.stylize(_STYLES[row["review"]], row["start"], row["end"])
    unclaimed = [number for number in reading.numbers if number["status"] == NumberStatus.UNCLAIMED]
    for number in unclaimed:
        marked.stylize("underline red", number["start"], number["end"])
    printed = 0
    for end in _line_ends(document.text):
        console.print(marked[printed : max(printed, end)], soft_wrap=True)
        for table, row in (pair for pair in rows if printed <= pair[1]["start"] < end + 1):
            console.print(_row_line(table, row), soft_wrap=True)
        printed = end + 1
    doubtful = sum(row["review"] == Review.DOUBTFUL for _, row in rows)
    console.print()
    console.print(
        Text(f"{len(rows)} rows, {doubtful} doubtful; {len(reading.numbers)} numbers, {len(unclaimed)} unclaimed", style="bold")
    )
    for number in unclaimed:
        before, after = around(document.text, number["start"], number["end"])
        console.print(
            Text.assemble(f"  unclaimed at {number['start']}: …{before}»", (number["raw"], "underline red"), f"«{after}…"),
            soft_wrap=True,
        )
    if aside := _set_aside(reading.numbers):
        console.print(Text(f"  set aside: {aside}"), soft_wrap=True)
    for finding in reading.findings:
        if finding["grade"] in (Grade.CONTRADICTION, Grade.NOTICE):
            console.print(Text(f"  {finding['grade']}, {finding['check']}: {finding['message']}"), soft_wrap=True)
    for notice in document.notices:
        console.print(Text(f"  {notice}", style="yellow"), soft_wrap=True)
    if reading.refusal is not None:
        console.print(
            Text(f"  A run would reject this report, its rows do not hold: {reading.refusal}", style="bold red"), soft_wrap=True
        )


def _set_aside(numbers: Iterable[Mapping[str, Any]]) -> str:
    """Which numbers are no results, by the reason: "year 6 (2020, 2023, …); cell dose 1 (50)"."""
    found: dict[str, list[str]] = {}
    for number in numbers:
        if number["status"] == NumberStatus.SET_ASIDE:
            found.setdefault(str(number["reason"]).replace("_", " "), []).append(number["raw"])
    told = {reason: [*raw[:_FEW_NUMBERS], *(["…"] if len(raw) > _FEW_NUMBERS else [])] for reason, raw in found.items()}
    return "; ".join(f"{reason} {len(found[reason])} ({', '.join(few)})" for reason, few in told.items())


def _all_rows(reading: Reading) -> Iterable[tuple[str, dict[str, Any]]]:
    return ((table, row) for table, rows in reading.facts.items() for row in rows)


def _line_ends(text: str) -> list[int]:
    ends = [index for index, character in enumerate(text) if character == "\n"]
    return ends if text.endswith("\n") else [*ends, len(text)]


def _row_line(table: str, row: Mapping[str, Any]) -> Any:
    from rich.text import Text

    told = " ".join(f"{name}={_value(value)}" for name, value in row.items() if name not in _NOT_TOLD and value is not None)
    line = Text(f"    → {table} ", style="cyan").append(told, style=_STYLES[row["review"]])
    if row["repeat_of"] is not None:
        line.append(" (told before)", style="dim")
    if row["decision"] is not None:
        line.append(f" ({row['decision']} by a curator)", style="dim")
    for code in (row["review_reasons"] or "").split("|"):
        if code:
            line.append(f"\n      ? {REVIEW_REASONS.get(code, code)}", style="yellow")
    return line


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value).lower()
