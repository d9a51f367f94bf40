"""The whole way of one report: document to rows. Pure: no network, no writing, no clock."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.accounting import account
from extractors.context.captions import captions
from extractors.document import Document
from extractors.linking import link
from extractors.linking.repeats import repeats_of
from extractors.row import identified
from extractors.studies import StudyMention, find_studies
from extractors.tabulate import tabulate
from extractors.unsure_characters import with_unsure_characters


@dataclass(frozen=True)
class Extraction:
    """What one document says.

    tables: rows as dicts with every column of their table, for the four fact tables, `claims` and
    `numbers`. study_mentions: the trials that the text names, for joining reports to studies; `study_id`
    of the rows is null until then.
    """

    tables: Mapping[str, list[dict[str, Any]]]
    study_mentions: tuple[StudyMention, ...]


def extract(document: Document) -> Extraction:
    """Everything that the rules read in `document`, linked, identified and accounted for."""
    mentions = find_studies(document)
    rows = identified(document, with_unsure_characters(document, link(document, mentions)))
    tables = tabulate(document, rows, repeats_of(rows, captions(document)))
    table_of = {row_id: row.table for row_id, row in rows}
    claimed = [(claim["start"], claim["end"], table_of[claim["row_id"]]) for claim in tables["claims"]]
    tables["numbers"] = account(document, claimed)
    return Extraction(tables, mentions)


@cache
def code_digest() -> str:
    """SHA-256 of the code and word lists that make rows: `extractors` and `schemas`, by relative name."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for package in ("extractors", "schemas"):
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
