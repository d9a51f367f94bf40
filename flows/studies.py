"""The command `studies`: a line a trial, or one trial with its reports side by side."""

import json
from pathlib import Path
from typing import Any

from flows.evidence import FACTS, Row, Study, Told, is_settled, studies_of, study_of, values_told
from schemas.vocabulary import Grade

_ABOUT = ("role", "outcome_title", "adverse_event_term", "group_label", "comparator_label", "time_frame", "population", "period",
          "param_type")  # fmt: skip
"""Columns that say what a row is about, in the order of the telling."""


def print_studies(curated: Path, study_id: str | None, as_json: bool) -> None:
    """Print all trials, or one; raises BadUsage and Refused where the folder or the trial is not there."""
    if study_id is not None:
        study = study_of(curated, study_id)
        if as_json:
            print(_json(_study_as_json(study)))
        else:
            _print_study(study)
        return
    studies = studies_of(curated)
    if as_json:
        print(_json([_line_as_json(study) for study in studies]))
    else:
        _print_lines(studies)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _line_as_json(study: Study) -> dict[str, Any]:
    return {
        **study.row, "identifiers": study.identifiers, "reports": study.reports, "n": study.n,
        "primary_result": _plain(study.primary) if study.primary else None,
        "n_rows": {name: len(study.facts[name]) for name in FACTS},
        "open_contradictions": [finding["message"] for finding in study.open_contradictions],
    }  # fmt: skip


def _study_as_json(study: Study) -> dict[str, Any]:
    told = [
        {
            "table": one.table,
            "tellings": {report_id: _plain(row) for report_id, row in one.rows.items()},
            "findings": [{name: finding[name] for name in ("check", "grade", "message")} for finding in one.findings],
        }
        for one in study.told()
    ]
    return {**_line_as_json(study), "facts": told}


def _plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name != "printed"}


def _print_lines(studies: list[Study]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("study", "reports", "n", "primary result", "harms", "open contradictions"):
        table.add_column(title, justify="right" if title == "n" else "left", overflow="fold")
    for study in studies:
        n = "" if study.n is None else str(study.n)
        table.add_row(study.study_id, "\n".join(study.reports), n, _primary(study), _harms(study), _contradictions(study))
    _console().print(table)


def _primary(study: Study) -> str:
    row = study.primary
    if row is None:
        return "not told which outcome is primary" if study.facts["analyses"] else ""
    about = ", ".join(str(row[name]) for name in ("outcome_title", "time_frame") if row[name])
    return f"{about}: {_numbers('analyses', row)}{'' if is_settled(row) else ' ?'}"


def _harms(study: Study) -> str:
    harms = [next(iter(told.rows.values())) for told in study.told() if told.table == "adverse_events"]
    if not harms:
        return ""
    serious = sum(bool(row["serious"]) and not row["explicit_none"] for row in harms)
    absent = sum(bool(row["explicit_none"]) for row in harms)
    parts = [f"{len(harms)} told", *([f"{serious} serious"] if serious else []), *([f"{absent} stated absent"] if absent else [])]
    return ", ".join(parts)


def _contradictions(study: Study) -> str:
    found = study.open_contradictions
    return f"{len(found)} ({', '.join(sorted({finding['check'] for finding in found}))})" if found else ""


def _print_study(study: Study) -> None:
    from rich.table import Table
    from rich.text import Text

    console = _console()
    known = [
        f"n = {study.n}" if study.n is not None else "",
        study.row["phase"] and f"phase {study.row['phase']}",
        study.row["design"],
    ]
    console.print(Text(f"{study.study_id}  {'; '.join(part for part in known if part)}", style="bold"))
    console.print(Text(f"registered as {', '.join(study.identifiers)}" if study.identifiers else "no registry number known"))
    if not study.reports:
        console.print("no report of this folder tells of it")
        return
    table = Table(pad_edge=False, header_style="bold", show_lines=False)
    table.add_column("fact", overflow="fold", ratio=2)
    for report_id in study.reports:
        table.add_column(report_id, overflow="fold", ratio=2)
    last = None
    for told in study.told():
        if told.table != last:
            table.add_section()
            last = told.table
        table.add_row(Text(_about(told)), *(Text.from_markup(_cell(told, report_id)) for report_id in study.reports))
    console.print(table)
    for finding in study.findings:
        style = "bold yellow" if finding["grade"] == Grade.CONTRADICTION else ""
        console.print(Text(f"{finding['grade']}, {finding['check']}: {finding['message']}", style=style))


def _about(told: Told) -> str:
    """What the fact is, in the words of its first telling."""
    row = next(iter(told.rows.values()))
    said = [str(row[name]) for name in _ABOUT if row.get(name)]
    return f"{told.table}: {', '.join(said) or 'not told'}"


def _cell(told: Told, report_id: str) -> str:
    from rich.markup import escape

    row = told.rows.get(report_id)
    if row is None:
        return ""
    numbers = escape(_numbers(told.table, row))
    return numbers if is_settled(row) else f"{numbers} [yellow]?[/yellow]"


def _numbers(table: str, row: Row) -> str:
    """The row's numbers as a reader writes them."""
    told = values_told(table, row)
    if table == "analyses":
        value = told.get("param_value", "")
        limits = f"({told.get('ci_lower_limit', '…')} to {told.get('ci_upper_limit', '…')})"
        interval = limits if "ci_lower_limit" in told or "ci_upper_limit" in told else ""
        p = f"p {row['p_value_modifier'] or '='} {told['p_value']}" if "p_value" in told else ""
        kind = row["param_type"] if value and row["param_type"] else ""
        return ", ".join(part for part in (f"{kind} {value} {interval}".strip(), p) if part)
    if table == "adverse_events" and row["explicit_none"]:
        return "none"
    return " ".join(f"{name}={raw}" for name, raw in told.items())


def _console() -> Any:
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)
