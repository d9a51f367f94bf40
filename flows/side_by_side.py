"""One trial as its reports tell it, side by side; where the screen is too narrow for that, one below the other."""

from collections.abc import Iterator
from typing import Any

from flows.evidence import Row, Study, Told, is_settled, values_told
from schemas.vocabulary import CheckName, Grade
from schemas.wording import told as in_words

_ABOUT = ("role", "outcome_title", "adverse_event_term", "group_label", "comparator_label", "time_frame", "population", "period",
          "param_type")  # fmt: skip
"""Columns that say what a row is about, in the order of the telling."""
_NARROWEST = 24
"""So many characters a column needs for a value with its interval and p; with less the reports stand one below the other."""
_VERDICTS = {Grade.CONSISTENT: "same", Grade.CONTRADICTION: "differs", Grade.NOTICE: "differs", Grade.CANNOT_CHECK: "missing"}
_OF_RESULTS = frozenset({"param_value", "ci_lower_limit", "ci_upper_limit", "p_value", "dispersion_value", "dispersion_lower_limit",
                         "dispersion_upper_limit", "numerator", "denominator"})  # fmt: skip
"""What the finding on a number of a result is about: those that agree stand in the table already."""


def console() -> Any:
    """The screen; 160 characters wide where it is none."""
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def print_study(study: Study, screen: Any = None) -> None:
    """Print the trial: what is known of it, its facts, the registry against the reports, and what the checks say."""
    from rich.text import Text

    screen = screen or console()
    known = [
        f"n = {study.n}" if study.n is not None else "",
        study.row["phase"] and f"phase {study.row['phase']}",
        study.row["design"],
    ]
    screen.print(Text(f"{study.study_id}  {'; '.join(part for part in known if part)}", style="bold"))
    screen.print(Text(f"registered as {', '.join(study.identifiers)}" if study.identifiers else "no registry number known"))
    if not study.reports:
        screen.print("no report of this folder tells of it")
        return
    if screen.width >= _NARROWEST * (len(study.reports) + 1):
        screen.print(_side_by_side(study))
    else:
        _one_below_the_other(study, screen)
    _print_registry(study, screen)
    for finding in study.findings:
        if finding["grade"] in (Grade.CONTRADICTION, Grade.NOTICE) and finding["check"] != CheckName.AGAINST_REGISTRY:
            screen.print(_said(finding))


def _side_by_side(study: Study) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(pad_edge=False, header_style="bold", show_lines=False)
    table.add_column("fact", overflow="fold", ratio=2)
    for report_id in study.reports:
        table.add_column(report_id, overflow="fold", ratio=2)
    last = None
    for told in study.told():
        if told.table != last:
            table.add_section()
            last = told.table
        table.add_row(_about(told), *(_cell(told, report_id) or Text("") for report_id in study.reports))
    return table


def _one_below_the_other(study: Study, screen: Any) -> None:
    from rich.padding import Padding
    from rich.text import Text

    last = None
    for told in study.told():
        if told.table != last:
            screen.print()
            last = told.table
        screen.print(_about(told))
        for report_id in study.reports:
            cell = _cell(told, report_id)
            if cell is not None:
                screen.print(Padding(Text.assemble((f"{report_id}  ", "dim"), cell), (0, 0, 0, 4), expand=False))


def registry_verdicts(study: Study) -> Iterator[tuple[str, str, str, Row]]:
    """(same, differs, missing or unclear; about what; as printed; the finding) for all that `against_registry` says of the trial."""
    for finding in study.findings:
        if finding["check"] == CheckName.AGAINST_REGISTRY:
            about, _, printed = str(finding["printed"]).partition(": ")
            verdict = _VERDICTS[Grade(finding["grade"])]
            # What is told on both sides and still cannot be compared is not missing.
            yield "unclear" if verdict == "missing" and not printed.endswith(" only") else verdict, about, printed, finding


def _print_registry(study: Study, screen: Any) -> None:
    from rich.text import Text

    verdicts = list(registry_verdicts(study))
    if not verdicts:
        return
    screen.print(Text("registry against reports", style="bold"))
    for wanted in ("differs", "unclear", "missing", "same"):
        for verdict, about, printed, finding in verdicts:
            if verdict != wanted or (verdict == "same" and about in _OF_RESULTS):
                continue
            message = finding["message"] if verdict in ("differs", "unclear") else f"{about}: {printed}"
            style = "bold yellow" if finding["grade"] == Grade.CONTRADICTION else ""
            screen.print(Text(f"  {verdict:<8} {message}", style=style))
    values = sum(verdict == "same" and about in _OF_RESULTS for verdict, about, _, _ in verdicts)
    if values:
        screen.print(Text(f"  same     numbers of results: {values}"))


def _said(finding: Row) -> Any:
    from rich.text import Text

    style = "bold yellow" if finding["grade"] == Grade.CONTRADICTION else ""
    return Text(f"{finding['grade']}, {finding['check']} ({', '.join(finding['reports'])}): {finding['message']}", style=style)


def _about(told: Told) -> Any:
    """What the fact is, in the words of its first telling, and how many reports corroborate it."""
    from rich.text import Text

    row = next(iter(told.rows.values()))
    said = [str(row[name]) for name in _ABOUT if row.get(name)]
    about = Text(f"{told.table}: {', '.join(said) or 'not told'}")
    return about.append(f" ✓{len(told.corroborated_by)}", style="green") if told.corroborated_by else about


def _cell(told: Told, report_id: str) -> Any:
    """The report's numbers, with a question mark where they are in doubt; None where it does not tell the fact."""
    from rich.text import Text

    row = told.rows.get(report_id)
    if row is None:
        return None
    cell = Text(numbers_told(told.table, row))
    return cell if is_settled(row) else cell.append(" ?", style="yellow")


def numbers_told(table: str, row: Row) -> str:
    """The row's numbers as a reader writes them."""
    told = values_told(table, row)
    if table == "analyses":
        value = told.get("param_value", "")
        limits = f"({told.get('ci_lower_limit', '…')} to {told.get('ci_upper_limit', '…')})"
        interval = limits if "ci_lower_limit" in told or "ci_upper_limit" in told else ""
        p = f"p {row['p_value_modifier'] or '='} {told['p_value']}" if "p_value" in told else ""
        kind = row["param_type"] if value and row["param_type"] else ""
        return ", ".join(part for part in (f"{kind} {value} {interval}".strip(), p) if part)
    if table == "sample_sizes":
        return f"n = {told['n']}"
    words = in_words(table, row, row["printed"]).value
    return words.removeprefix(f"{row['adverse_event_term']}: ") if table == "adverse_events" else words
