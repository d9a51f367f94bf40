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

from extractors.accounting import known_no_results
from extractors.document import Document, Span
from extractors.pipeline import code_digest, extract
from flows.documents import write_atomically
from flows.report_files import ReportFile
from flows.settling import ReportRows
from schemas.accepts import broken_rows
from schemas.tables import FACT_TABLES, TABLE_BY_NAME

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


def machine_of(file: ReportFile, cache: Path) -> Machine:
    """The report as the machine reads it; raises Unreadable, BadRow or OSError."""
    data = file.data(cache)
    document = file.document(cache, data)
    named = json.dumps([file.report_id, hashlib.sha256(data).hexdigest(), code_digest()])
    kept = cache / "review" / f"{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()}.json"
    known = _load(kept)
    if known is None:
        tables = extract(document).tables
        refusal = next(filter(None, (broken_rows(TABLE_BY_NAME[name], tables[name]) for name in _TABLES)), None)
        no_results = [[span.start, span.end, name] for span, name in known_no_results(document).items()]
        known = {"tables": {name: tables[name] for name in _TABLES}, "no_results": no_results, "refusal": refusal}
        with suppress(OSError):  # a cache that cannot be written costs time, nothing else
            write_atomically(kept, json.dumps(_packed(known)).encode())
    tables = known["tables"]
    return Machine(
        document,
        ReportRows({table.name: tables[table.name] for table in FACT_TABLES}, tables["claims"], tables["numbers"]),
        {Span(start, end): name for start, end, name in known["no_results"]},
        known["refusal"],
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
        return stored if "no_results" in stored and "refusal" in stored else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or damaged: it is made again
