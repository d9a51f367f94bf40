"""What a curator takes in at a glance after a run; printed, and saved with the Prefect run as Markdown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from flows.changes import TableChanges, change_counts, change_lines
from flows.inputs import Inputs
from flows.row_text import counted, in_context, numbers_of, short
from schemas.reasons import REVIEW_REASONS
from schemas.tables import FACT_TABLES, TABLES
from schemas.vocabulary import Grade, NumberStatus, ReportStatus, Review

LIMIT = 12
"""Lines that a section shows, unless all are asked for."""
TextOf = Callable[[str], str]


@dataclass(frozen=True)
class Section:
    """A list under its title. total counts what the list would hold in full."""

    title: str
    lines: tuple[str, ...]
    total: int

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Summary:
    """A run in numbers and short lists. tables: name, rows, doubtful rows (None where no row can be doubtful)."""

    headline: str
    rejected: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, int, int | None], ...]
    sections: tuple[Section, ...]


def summarise(frames: Mapping[str, pl.DataFrame], inputs: Inputs, changes: Sequence[TableChanges], text_of: TextOf,
              first: bool, limit: int | None = LIMIT, gone: Sequence[str] = ()) -> Summary:  # fmt: skip
    """The summary of the tables of a run; text_of gives a report's text, asked for only where a line quotes it;
    first says that no earlier tables stood there; gone has a line for each report that the last run had and this one has not."""
    reports = frames["reports"]
    names = {report.report_id: report.name for report in inputs.reports}
    rejected = [
        (names[report_id], error)
        for report_id, error in reports.filter(pl.col("status") == str(ReportStatus.REJECTED)).select("report_id", "error").rows()
    ]
    tables = []
    for table in TABLES:
        frame = frames[table.name]
        doubtful = frame.filter(pl.col("review") == str(Review.DOUBTFUL)).height if "review" in frame.columns else None
        tables.append((table.name, frame.height, doubtful))
    read = reports.height - len(rejected)
    headline = f"{counted(reports.height, 'report')}: {read} read, {len(rejected)} rejected"
    known = sum(len(inputs.known_values(report.report_id)) for report in inputs.reports)
    read_ids = reports.filter(pl.col("status") == str(ReportStatus.READ)).get_column("report_id").to_list()
    unvouched = [report_id for report_id in read_ids if not inputs.known_values(report_id)]
    here = {report.report_id for report in inputs.reports}
    absent = [f"{study.study_id}: {report_id}" for study in inputs.studies for report_id in study.reports if report_id not in here]
    headline += f"; {counted(known, 'known value')} checked, all found" if known else "; no known values to check"
    headline += f"; {len(unvouched)} unvouched" if unvouched else ""
    sections = [
        _section("Rejected reports", (f"{name}: {error}" for name, error in rejected), limit),
        _section("Reports that are gone, or called otherwise, since the last run", gone, limit),
        _section("Notices of the readers", _notices(reports), limit),
        _section("Unvouched reports (no known values in NAME.yml)", unvouched, limit),
        _section("Reports that studies.yml names and that are not in the folder", absent, limit),
        _doubtful(frames, limit),
        _unclaimed(frames["numbers"], text_of, limit),
        _findings(frames, limit),
        _changes(changes, first, limit),
    ]
    return Summary(
        headline, tuple(rejected), tuple(tables), tuple(section for section in sections if section.total or section is sections[-1])
    )


def _section(title: str, lines: Iterable[str], limit: int | None, total: int | None = None) -> Section:
    found = list(lines)
    return Section(title, tuple(found[:limit]), len(found) if total is None else total)


def _notices(reports: pl.DataFrame) -> list[str]:
    told = reports.filter(pl.col("notices").is_not_null()).select("report_id", "notices").rows()
    return [f"{report_id}: {notice}" for report_id, notices in told for notice in notices.split("|")]


def _doubtful(frames: Mapping[str, pl.DataFrame], limit: int | None) -> Section:
    total = 0
    lines: list[str] = []
    for table in FACT_TABLES:
        doubtful = frames[table.name].filter(pl.col("review") == str(Review.DOUBTFUL))
        total += doubtful.height
        room = None if limit is None else max(0, limit - len(lines))
        lines += [f"{row['report_id']} {table.name}: {numbers_of(table.name, row)} “{short(row['quote'])}”: {in_words(row['review_reasons'])}"
                  for row in doubtful.head(doubtful.height if room is None else room).iter_rows(named=True)]  # fmt: skip
    return _section("Doubtful rows", lines, limit, total)


def in_words(reasons: str | None) -> str:
    """The codes of `review_reasons` as sentences."""
    return " ".join(REVIEW_REASONS.get(code, code) for code in (reasons or "").split("|"))


def _unclaimed(numbers: pl.DataFrame, text_of: TextOf, limit: int | None) -> Section:
    """Unclaimed numbers report by report, each in its context."""
    unclaimed = numbers.filter(pl.col("status") == str(NumberStatus.UNCLAIMED))
    lines = []
    for row in _from_each_report(unclaimed, limit).iter_rows(named=True):
        lines.append(f"{row['report_id']} {row['start']}: {in_context(text_of(row['report_id']), row['start'], row['end'])}")
    per_report = unclaimed.group_by("report_id", maintain_order=True).len().rows()
    counts = ", ".join(f"{report_id} {count}" for report_id, count in (per_report if limit is None else per_report[:limit]))
    more = f", {len(per_report) - limit} more reports" if limit is not None and len(per_report) > limit else ""
    return _section(f"Unclaimed numbers ({counts}{more})" if per_report else "Unclaimed numbers", lines, limit, unclaimed.height)


def _from_each_report(frame: pl.DataFrame, limit: int | None) -> pl.DataFrame:
    """At most `limit` rows, of each report about as many."""
    if limit is None or frame.height <= limit:
        return frame
    each = max(1, limit // frame.get_column("report_id").n_unique())
    return frame.filter(pl.int_range(pl.len()).over("report_id") < each).head(limit)


def _findings(frames: Mapping[str, pl.DataFrame], limit: int | None) -> Section:
    """Contradictions, then notices, each with the reports that it speaks of."""
    grades = [str(Grade.CONTRADICTION), str(Grade.NOTICE)]
    told = [row for grade in grades for row in frames["findings"].filter(pl.col("grade") == grade).iter_rows(named=True)]
    shown = [row["finding_id"] for row in told[:limit]]
    rows = pl.concat([frames[table.name].select("row_id", "report_id") for table in FACT_TABLES])
    speaking = frames["finding_rows"].filter(pl.col("finding_id").is_in(shown)).join(rows, on="row_id", how="inner")
    reports: dict[str, set[str]] = {}
    for finding_id, report_id in speaking.select("finding_id", "report_id").iter_rows():
        reports.setdefault(finding_id, set()).add(report_id)
    lines = (
        f"{', '.join(sorted(reports.get(row['finding_id'], ())))} {row['grade']}, {row['check']}: {row['message']}"
        for row in told[:limit]
    )
    title = "Findings of the checks"
    counts = ", ".join(f"{sum(row['grade'] == grade for row in told)} {grade}s" for grade in grades)
    return _section(f"{title} ({counts})" if told else title, lines, limit, len(told))


def _changes(changes: Sequence[TableChanges], first: bool, limit: int | None) -> Section:
    counted = "; ".join(f"{change.table} {change_counts(change)}" for change in changes)
    if first:
        return Section("First run into this folder", (), 0)
    lines = islice((line for change in changes for line in change_lines(change)), limit)
    total = sum(len(change.added) + len(change.gone) + len(change.changed) for change in changes)
    title = f"Changed since the last run ({counted})" if counted else "Nothing changed since the last run"
    return _section(title, lines, limit, total)


def as_markdown(summary: Summary) -> str:
    """The summary as the Prefect run keeps it."""
    parts = [f"**{summary.headline}**", "", "| table | rows | doubtful |", "|---|---:|---:|"]
    parts += [f"| {name} | {rows} | {'' if doubtful is None else doubtful} |" for name, rows, doubtful in summary.tables]
    for section in summary.sections:
        parts += ["", f"### {section.title}: {section.total}", ""]
        parts += [f"- `{line.replace('`', chr(39))}`" for line in section.lines]
        parts += [f"- … and {section.hidden} more"] if section.hidden else []
    return "\n".join(parts) + "\n"
