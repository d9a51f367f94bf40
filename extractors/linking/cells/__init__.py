"""Result tables: each cell read by the heads that stand over and beside it, by caption and footnotes.

layout: rows, labels and heads of a table. shapes: what a cell's characters are. heads, declared, notes: what a head and a marked footnote
say. head_kinds, named_groups, group_heads, column_groups, axes, columns, row_groups: what the heads, columns and rows of a table are.
subjects, outcome_titles, run_on: what a cell is about. values, stacked, pairs, together, results, comparisons, compared, harms, sizes:
the rows. prose: what is left for the rules for running text.
decimal_commas, told_in_prose: what holds for all of a table, and for all tables of a report.
"""

from extractors.linking.cells.linking import link_cells
from extractors.linking.cells.prose import without_tables

__all__ = ["link_cells", "without_tables"]
