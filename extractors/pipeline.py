"""The whole way of one report: document to rows. Pure: no network, no writing, no clock."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.accounting import account
from extractors.as_read import as_read
from extractors.context.captions import captions
from extractors.document import Document
from extractors.impossible_values import without_impossible_values
from extractors.linking import link
from extractors.linking.repeats import repeats_of
from extractors.registry import record_of
from extractors.row import identified
from extractors.studies import StudyMention, find_studies, registry_ids
from extractors.tabulate import tabulate
from extractors.unsure_characters import with_unsure_characters


@dataclass(frozen=True)
class Extraction:
    """What one document says.

    tables: rows as dicts with every column of their table, for the four fact tables, `claims` and
    `numbers`. study_mentions: the trials that the text names, for joining reports to studies; `study_id`
    of the rows is null until then. registry_ids: the registry numbers that the text prints, in order, each once; of a
    registry's record only the trial's own.
    """

    tables: Mapping[str, list[dict[str, Any]]]
    study_mentions: tuple[StudyMention, ...]
    registry_ids: tuple[str, ...] = ()


def extract(document: Document) -> Extraction:
    """Everything that the rules read in `document`, linked, identified and accounted for.

    In a registry's record two fields are two facts, however alike their values are: none repeats another.
    """
    record = record_of(document)
    if record is not None:
        mentions = record.mentions()
        numbered = [identifier for mention in mentions for _, identifier in mention.identifiers]
        rows = identified(document, with_unsure_characters(document, without_impossible_values(record.rows())))
        repeats: dict[str, str] = {}
    else:
        read = as_read(document)
        named = find_studies(read.document)
        numbered = registry_ids(read.document)
        linked = [read.row(row) for row in without_impossible_values(link(read.document, named))]
        mentions = tuple(read.study(mention) for mention in named)
        rows = identified(document, with_unsure_characters(document, linked))
        repeats = repeats_of(rows, captions(document))
    tables = tabulate(document, rows, repeats)
    table_of = {row_id: row.table for row_id, row in rows}
    claimed = [(claim["start"], claim["end"], table_of[claim["row_id"]]) for claim in tables["claims"]]
    tables["numbers"] = account(document, claimed)
    return Extraction(tables, mentions, tuple(numbered))


@cache
def code_digest() -> str:
    """SHA-256 of the code and word lists that make rows: `extractors` and `schemas`, by relative name."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for package in ("extractors", "schemas"):
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
