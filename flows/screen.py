"""A run on the screen: a progress bar while it works, the summary after it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)  # fmt: skip
from rich.table import Table
from rich.text import Text

from flows.progress import READING, watched_by
from flows.summary import Section, Summary

WIDTH = 160


@contextmanager
def watching(doing: str, then: str = "checking and publishing") -> Iterator[None]:
    """Show how far the run is: a bar on a terminal, a line every tenth of the reports elsewhere.

    doing: what comes before the reports; then: what comes after them.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        with watched_by(_Lines()):
            yield
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar, watched_by(_Bar(bar, doing, then)):
        yield


class _Rate(ProgressColumn):
    """Reports a second."""

    def render(self, task: Task) -> Text:
        """As "46/s", once it is known."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="progress.data.speed")


class _Bar:
    def __init__(self, bar: Progress, doing: str, then: str) -> None:
        self.bar, self.task, self.left = bar, bar.add_task(doing, total=None), 0
        self.doing, self.then = doing, then

    def start(self, reports: int, doing: str) -> None:
        self.left, self.doing = reports, f"{doing} reports"
        self.bar.reset(self.task, description=self.doing, total=reports)

    def advance(self, reports: int) -> None:
        self.left -= reports
        self.bar.update(self.task, advance=reports, description=self.doing if self.left else self.then)

    def waiting(self, why: str) -> None:
        self.bar.update(self.task, description=why)


class _Lines:
    def __init__(self) -> None:
        self.total = self.done = self.told = 0
        self.doing = READING

    def start(self, reports: int, doing: str) -> None:
        self.total, self.done, self.told, self.doing = reports, 0, 0, doing

    def advance(self, reports: int) -> None:
        self.done += reports
        if self.done - self.told >= self.total / 10 or self.done == self.total:
            self.told = self.done
            done = "read" if self.doing == READING else f"{self.doing}:"
            print(f"{done} {self.done} of {self.total} reports", file=sys.stderr, flush=True)

    def waiting(self, why: str) -> None:
        print(why, file=sys.stderr, flush=True)


def print_summary(summary: Summary, curated: Path) -> None:
    """Print it for a curator."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("doubtful", justify="right")
    for name, rows, doubtful in summary.tables:
        table.add_row(name, str(rows), "" if doubtful is None else f"[yellow]{doubtful}[/yellow]" if doubtful else "0")
    console.print(f"[bold]{escape(summary.headline)}[/bold]")
    console.print()
    console.print(table)
    for section in summary.sections:
        _print_section(console, section)
    console.print()
    console.print(f"Published in {escape(str(curated))}", soft_wrap=True)


def _print_section(console: Console, section: Section) -> None:
    console.print()
    console.print(f"[bold]{escape(section.title)}{f': {section.total}' if section.total else ''}[/bold]", soft_wrap=True)
    for line in section.lines:
        console.print(f"  {escape(line)}", soft_wrap=True)
    if section.hidden:
        console.print(f"  … and {section.hidden} more (curate --full lists all, msc-evidence show FILE those of a report)")
