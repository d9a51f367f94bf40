"""Which reports are tellings of their own, and which copy another: only the former corroborate each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.checks.check import Row, RowsByTable
from schemas.vocabulary import ReportKind

REGISTRY_READER = "registry"
"""What `reports.reader` says of a registry's record."""
_RETELLS = frozenset({ReportKind.NEWS, ReportKind.GUIDELINE})
"""Kinds that retell what others have found: they add nothing to any source."""
_PAPERS = frozenset({ReportKind.FULL_TEXT, ReportKind.ABSTRACT, ReportKind.TABLE})
"""Kinds of which a summary tells: beside one of them it adds nothing."""
_NAMES = ("doi", "pmid", "pmcid")
"""Columns of `reports` by which two files are one publication."""


@dataclass(frozen=True)
class Sources:
    """Where each report has its values from. registries: reports that are records of a trial registry."""

    registries: frozenset[str]
    _kind: Mapping[str, str | None]
    _publication: Mapping[str, str]

    def independent(self, report_ids: Iterable[str]) -> tuple[str, ...]:
        """Those of the reports that copy none of the others, one of each publication, sorted.

        News and guidelines retell, and so never count; a summary stands for its paper where no paper is among the reports, and
        several summaries are one. The same text, and the same DOI, PMID or PMCID, make one publication.
        """
        told = sorted(set(report_ids))
        first_of: dict[str, str] = {}
        for report_id in told:
            if self._kind.get(report_id) not in (*_RETELLS, ReportKind.SUMMARY):
                first_of.setdefault(self._publication.get(report_id, report_id), report_id)
        summaries = [report_id for report_id in told if self._kind.get(report_id) == ReportKind.SUMMARY]
        if summaries and not any(self._kind.get(report_id) in _PAPERS for report_id in told):
            first_of.setdefault(self._publication.get(summaries[0], summaries[0]), summaries[0])
        return tuple(sorted(first_of.values()))


def sources(rows: RowsByTable) -> Sources:
    """What table `reports` says of each report's origin; a report that is not in it is a source of its own."""
    reports = sorted(rows.get("reports", ()), key=lambda row: str(row["report_id"]))
    named: dict[tuple[str, str], str] = {}
    publication: dict[str, str] = {}
    for report in reports:
        own = str(report["report_id"])
        names = [(name, str(report[name])) for name in _NAMES if report.get(name)]
        copied = report.get("duplicate_of")
        known = [publication.get(str(copied), str(copied))] if copied else []
        known += [named[name] for name in names if name in named]
        publication[own] = known[0] if known else own
        for name in names:
            named.setdefault(name, publication[own])
    return Sources(
        frozenset(str(report["report_id"]) for report in reports if _is_registry(report)),
        {str(report["report_id"]): report.get("kind") for report in reports}, publication,
    )  # fmt: skip


def _is_registry(report: Row) -> bool:
    return report.get("reader") == REGISTRY_READER or report.get("kind") == ReportKind.REGISTRY
