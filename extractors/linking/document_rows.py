"""All rows of one document."""

from extractors.document import Document, Span
from extractors.linking.adverse_events import link_adverse_events
from extractors.linking.analyses import link_analyses
from extractors.linking.cells import link_cells, without_tables
from extractors.linking.changes_told import with_changes
from extractors.linking.context import Reading
from extractors.linking.doubts import with_doubts
from extractors.linking.group_facts import with_group_facts
from extractors.linking.measurements import link_measurements
from extractors.linking.p_value_subjects import with_subjects
from extractors.linking.pasted_rows import link_pasted_tables
from extractors.linking.pasted_tables import pasted_tables
from extractors.linking.quotes import distinct_quotes
from extractors.linking.read_as_prose import with_doubt_in_cells
from extractors.linking.restrictions import with_restrictions
from extractors.linking.sample_sizes import link_sample_sizes
from extractors.matching import statistics
from extractors.row import Row
from extractors.studies import StudyMention


def link(document: Document, studies: tuple[StudyMention, ...]) -> list[Row]:
    """Rows of the four fact tables, without identities. A number that one table claims is not offered to the next."""
    prose = without_tables(document)
    reading = Reading(prose, studies)
    found = statistics(prose.folded)
    rows = with_doubt_in_cells(document, link_analyses(reading, found))
    tables = pasted_tables(prose.folded)
    rows += link_pasted_tables(reading, tables, _claimed(rows))
    names = reading.numbers_in_names
    rows += with_doubt_in_cells(document, link_adverse_events(reading, [*_claimed(rows), *names]))
    rows += with_doubt_in_cells(document, link_sample_sizes(reading, _claimed(rows)))
    measurements = link_measurements(
        reading,
        [*_claimed(rows), *names, *(Span(table.start, table.end) for table in tables)],
        [Span(unit.start, unit.end) for unit in found],
    )
    rows += with_doubt_in_cells(document, measurements)
    told = with_restrictions(reading, with_changes(reading, with_subjects(reading, with_group_facts(reading, rows))))
    return [*distinct_quotes(reading, list(with_doubts(reading, told))), *link_cells(document, reading)]


def _claimed(rows: list[Row]) -> list[Span]:
    return [Span(claim.start, claim.end) for row in rows for claim in row.claims]
