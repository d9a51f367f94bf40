"""What the machine reads in a report, kept in the cache: a report of thousands of rows opens at once the second time.

No polars here: it would cost the page more than all the rest. What is kept is known by the report's bytes, its name
(row ids hang on it) and the code that made it.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.accounting import countable, known_no_results
from extractors.document import Document, Span
from extractors.pipeline import code_digest, extract
from extractors.readers import refuse_misnamed
from flows.documents import known_document, write_atomically
from flows.marking import findings_on, standard_errors_on
from flows.report_files import ReportFile
from flows.review.checks import telling
from flows.settling import ReportRows
from schemas.accepts import broken_rows
from schemas.checks import Finding
from schemas.tables import FACT_TABLES, TABLE_BY_NAME
from schemas.vocabulary import CheckName, Grade

_KEPT = {"tables", "no_results", "refusal", "findings", "standard_errors", "number_spans"}
_TABLES = (*(table.name for table in FACT_TABLES), "claims", "numbers")


@dataclass(frozen=True)
class Machine:
    """A report as extraction makes it, before any decision."""

    document: Document
    rows: ReportRows
    no_results: Mapping[Span, str]
    """What `known_no_results` gives: asked once, since it takes longest where the rest is quick."""
    refusal: str | None
    """Why a run would reject the report, where one of its rows cannot stand in its table."""
    findings: tuple[Finding, ...]
    """What tells against the rows before any decision: for thousands of rows that takes longer to find than all the rest."""
    standard_errors: Mapping[str, Mapping[str, Any]]
    """What `standard_errors_on` gives for the rows before any decision."""
    number_spans: tuple[Span, ...]
    """What `extractors.number_spans` finds in the text as `account` reads it."""


def known_machine(file: ReportFile, cache: Path) -> Machine | None:
    """The report as the cache has it: no file is parsed and no rule is tried. None where it is not there; raises Unreadable or OSError."""
    data = file.data(cache)
    refuse_misnamed(file.path.name, data)
    known = _load(_kept(file, data, cache))
    document = known and known_document(file.report_id, data, cache)
    return _machine(document, known) if known and document else None


def machine_of(file: ReportFile, cache: Path) -> Machine:
    """The report as the machine reads it; raises Unreadable, BadRow or OSError."""
    data = file.data(cache)
    document = file.document(cache, data)
    kept = _kept(file, data, cache)
    known = _load(kept)
    if known is None:
        tables = extract(document).tables
        refusal = next(filter(None, (broken_rows(TABLE_BY_NAME[name], tables[name]) for name in _TABLES)), None)
        no_results = [[span.start, span.end, name] for span, name in known_no_results(document).items()]
        facts = {table.name: tables[table.name] for table in FACT_TABLES}
        claims = [(claim["row_id"], claim["column"], claim["raw"]) for claim in tables["claims"]]
        findings = telling(findings_on(facts, claims))
        known = {
            "tables": {name: tables[name] for name in _TABLES}, "no_results": no_results, "refusal": refusal,
            "findings": [
                [one.check, one.grade, one.row_ids, one.message, one.printed, one.expected, sorted(one.spares)] for one in findings
            ],
            "standard_errors": standard_errors_on(facts, claims), "number_spans": [[span.start, span.end] for span in countable(document)],
        }  # fmt: skip
        with suppress(OSError):  # a cache that cannot be written costs time, nothing else
            write_atomically(kept, json.dumps(_packed(known)).encode())
    return _machine(document, known)


def _kept(file: ReportFile, data: bytes, cache: Path) -> Path:
    named = json.dumps([file.report_id, hashlib.sha256(data).hexdigest(), code_digest()])
    return cache / "review" / f"{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()}.json"


def _machine(document: Document, known: Mapping[str, Any]) -> Machine:
    tables = known["tables"]
    return Machine(
        document,
        ReportRows({table.name: tables[table.name] for table in FACT_TABLES}, tables["claims"], tables["numbers"]),
        {Span(start, end): name for start, end, name in known["no_results"]},
        known["refusal"],
        tuple(
            Finding(CheckName(check), Grade(grade), tuple(row_ids), message, printed, expected, frozenset(spares))
            for check, grade, row_ids, message, printed, expected, spares in known["findings"]
        ),
        known["standard_errors"],
        tuple(Span(start, end) for start, end in known["number_spans"]),
    )


def _packed(known: Mapping[str, Any]) -> dict[str, Any]:
    """The same with rows as lists, without the names of their columns: a third of the size, three times as quick."""
    rows = {
        name: [list(map(row.get, TABLE_BY_NAME[name].column_names)) for row in found] for name, found in known["tables"].items()
    }
    return {**known, "tables": rows}


def _load(path: Path) -> dict[str, Any] | None:
    try:
        stored: dict[str, Any] = json.loads(path.read_bytes())
        for name in _TABLES:
            names = TABLE_BY_NAME[name].column_names
            stored["tables"][name] = [dict(zip(names, row, strict=True)) for row in stored["tables"][name]]
        return stored if set(stored) >= _KEPT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or damaged: it is made again
