"""All rows that a document's tables give."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractors.context.arms import Arms
from extractors.document import Document
from extractors.linking.cells.axes import Axes, axes_of
from extractors.linking.cells.columns import columns_of
from extractors.linking.cells.compared import Compared
from extractors.linking.cells.decimal_commas import REASON, with_decimal_points
from extractors.linking.cells.declared import declarations_of
from extractors.linking.cells.group_heads import heads_are_mirrored
from extractors.linking.cells.harms import tells_harms
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Table, tables_of
from extractors.linking.cells.lines import LineReader, TableFacts
from extractors.linking.cells.named_groups import Groups
from extractors.linking.cells.notes import Notes, notes_of
from extractors.linking.cells.refused import tables_without_results
from extractors.linking.cells.row_groups import RowGroups
from extractors.linking.cells.sizes import sizes_of
from extractors.linking.cells.subjects import Subjects
from extractors.linking.cells.told_in_prose import told_in_prose
from extractors.linking.context import Reading
from extractors.row import Row
from extractors.rules.table_words import TABLE_OF_PREDICTORS

_SPOKEN_OF = 3
"""So often a report names its own trial."""
_DOMINANT = 2


def link_cells(document: Document, reading: Reading) -> list[Row]:
    """A row for each result in a table of the document.

    reading: of the document without its tables (`without_tables`), for what its prose says of arms and studies.
    """
    document, with_commas = with_decimal_points(document)
    folded = document.folded
    refused = tables_without_results(document)
    tables = [table for table in tables_of(document) if table.number not in refused]
    if not tables:
        return []
    heads = Heads(folded, document.text)
    groups = Groups(reading.arms.arms, tables, heads, reading.folded)
    rows: list[Row] = []
    whole = Reading(document, reading.studies)
    told = told_in_prose(document)
    for table in tables:
        notes = replace(_notes(table, heads, folded, document.text), prose=told)
        found = _table_rows(whole, reading.arms, table, heads, groups, notes)
        rows += [_doubted(row, (REASON,)) for row in found] if table.number in with_commas else found
    return _sizes_once(rows)


def _sizes_once(rows: Sequence[Row]) -> list[Row]:
    """The rows; a head over two parts of a table tells its size once."""
    kept: dict[tuple[int, int, str] | int, Row] = {}
    for index, row in enumerate(rows):
        key = (row.claims[0].start, row.claims[0].end, row.table) if row.table == "sample_sizes" else index
        kept.setdefault(key, row)
    return list(kept.values())


def _table_rows(reading: Reading, arms: Arms, table: Table, heads: Heads, groups: Groups, notes: Notes) -> list[Row]:
    document, folded = reading.document, reading.folded
    heads.name_letters(table.levels)
    heads.name_letters(span for line in table.lines for span in line.stub)
    axes = axes_of(table, heads, groups)
    columns = columns_of(table, heads, axes)
    study, doubts = _study(reading, table)
    facts = TableFacts(
        table, heads, axes, columns, groups, Subjects(table, heads, axes, groups, folded, document.text), notes,
        tells_harms(table, folded), _compared(arms, table, axes, heads, groups, folded), study, _times_vary(columns.values(), axes),
    )  # fmt: skip
    reader = LineReader(facts, reading)
    rows = [row for line in table.lines for row in reader.rows(line)]
    rows += sizes_of(table, heads, axes, folded, study)
    doubts = (*doubts, *(("link_groups_guessed",) if heads_are_mirrored(table, heads) else ()))
    return [row if not doubts else _doubted(row, doubts) for row in rows]


def _doubted(row: Row, doubts: Sequence[str]) -> Row:
    return Row(row.table, row.start, row.end, row.rule, row.values, row.claims, tuple(dict.fromkeys((*row.reasons, *doubts))))


def _study(reading: Reading, table: Table) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The study that the table is about: the one that its caption names, else the one that the report speaks of.

    Others that an article mentions once or twice have no tables in it.
    """
    named = Counter(mention.label for mention in reading.studies if mention.label)
    in_caption = {
        mention.label
        for span in table.captions
        for mention in reading.studies
        if mention.label and span.start <= mention.start < span.end
    }
    if len(in_caption) == 1:
        return {"study_label": in_caption.pop()}, ()
    ranked = named.most_common(2)
    if not ranked or ranked[0][1] < _SPOKEN_OF:
        return {"study_label": None}, ()
    if len(ranked) == 1 or ranked[0][1] >= _DOMINANT * ranked[1][1]:
        return {"study_label": ranked[0][0]}, ()
    return {"study_label": None}, ("link_study_guessed",)


def _notes(table: Table, heads: Heads, folded: str, text: str) -> Notes:
    """How values are given as caption, footnotes and the head over the labels say."""
    found = notes_of(table, folded, text)
    corner = declarations_of([span for span in table.corner if heads.at(span).terms], folded)
    return replace(found, general=(*found.general, *corner))


def _compared(arms: Arms, table: Table, axes: Axes, heads: Heads, groups: Groups, folded: str) -> Compared:
    pair = arms.pair
    predicts = any(TABLE_OF_PREDICTORS.compiled.search(folded, span.start, span.end) for span in table.captions)
    of_columns = {
        index: heads.at(span).name for index, chain in table.columns.items() for span in chain if axes.kinds.get(span) is Kind.GROUP
    }
    labels = (pair[0].label, pair[1].label) if pair is not None else None
    return Compared(axes, heads, groups, RowGroups(table, heads, axes), labels, predicts, of_columns)


def _times_vary(columns: Any, axes: Axes) -> bool:
    """Whether columns of values stand for different times."""
    times = {head.time.label for column in columns for head in column.heads if head.time is not None}
    return len(times) > 1
