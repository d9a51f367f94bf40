"""Result tables: each cell read by the heads that stand over and beside it, by caption and footnotes.

layout: rows, labels and heads of a table. shapes: what a cell's characters are. heads, declared: what a head says. axes, columns: what the
heads and columns of a table are. subjects: what a cell is about. values, results, comparisons, harms, sizes: the rows. prose: what is
left for the rules for running text.
"""

from extractors.linking.cells.linking import link_cells
from extractors.linking.cells.prose import without_tables

__all__ = ["link_cells", "without_tables"]
