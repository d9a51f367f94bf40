"""The command `studies`: a line a trial, or one trial with its reports side by side."""

import json
from pathlib import Path
from typing import Any

from flows.evidence import FACTS, Row, Study, is_settled, studies_of, study_of
from flows.side_by_side import console, numbers_told, print_study, registry_verdicts


def print_studies(curated: Path, study_id: str | None, as_json: bool) -> None:
    """Print all trials, or one; raises BadUsage and Refused where the folder or the trial is not there."""
    if study_id is not None:
        study = study_of(curated, study_id)
        if as_json:
            print(_json(_study_as_json(study)))
        else:
            print_study(study)
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
        "primary_result": [_plain(row) for row in study.primary[1]] if study.primary else [],
        "n_rows": {name: len(study.facts[name]) for name in FACTS},
        "n_corroborated": sum(bool(one.corroborated_by) for one in study.told()),
        "open_contradictions": [
            {"check": finding["check"], "reports": finding["reports"], "message": finding["message"]}
            for finding in study.open_contradictions
        ],
    }  # fmt: skip


def _study_as_json(study: Study) -> dict[str, Any]:
    told = [
        {
            "table": one.table,
            "tellings": {report_id: _plain(row) for report_id, row in one.rows.items()},
            "corroborated_by": one.corroborated_by,
            "findings": [{name: finding[name] for name in ("check", "grade", "message", "reports")} for finding in one.findings],
        }
        for one in study.told()
    ]
    against = [{"verdict": verdict, "about": about, "printed": printed, "reports": finding["reports"], "message": finding["message"]}
               for verdict, about, printed, finding in registry_verdicts(study)]  # fmt: skip
    return {**_line_as_json(study), "facts": told, "against_registry": against}


def _plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name != "printed"}


def _print_lines(studies: list[Study]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("study", "reports", "n", "primary result", "harms", "open contradictions"):
        table.add_column(title, justify="right" if title == "n" else "left", overflow="fold")
    for study in studies:
        n = "" if study.n is None else str(study.n)
        table.add_row(
            study.study_id or "(no trial named)",
            "\n".join(study.reports),
            n,
            _primary(study),
            _harms(study),
            _contradictions(study),
        )
    console().print(table)


def _primary(study: Study) -> str:
    if study.primary is None:
        return "not told which outcome is primary" if study.facts["analyses"] or study.facts["measurements"] else ""
    table, rows = study.primary
    about = ", ".join(str(rows[0][name]) for name in ("outcome_title", "time_frame") if rows[0][name])
    return f"{about}: {'; '.join(_told(table, row) for row in rows)}"


def _told(table: str, row: Row) -> str:
    group = f" in {row['group_label']}" if table == "measurements" and row["group_label"] else ""
    return f"{numbers_told(table, row)}{group}{'' if is_settled(row) else ' ?'}"


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
