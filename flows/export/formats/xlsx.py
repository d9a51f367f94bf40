"""An Excel workbook: one sheet a table, the quote frozen beside the values, doubtful rows coloured; text is never a formula or a link."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.export.format import Evidence, Exported, ExportFormat
from flows.refusal import Refused
from schemas.column import Dtype, Table
from schemas.files import SCHEMA_VERSION
from schemas.tables import TABLES
from schemas.vocabulary import Review

MOST_ROWS = 1_048_575
"""Rows below the heads that a sheet can hold."""
MOST_CHARACTERS = 32_767
"""Characters that a cell can hold."""

_FIRST = ("review", "review_reasons", "quote")
"""Columns that stay in sight beside whichever value is looked at."""
_WIDTHS = {"quote": 60, "review": 10, "review_reasons": 24, "message": 80, "description": 80, "title": 40}
_WIDTH = 14
_DOUBTFUL = "#FFE8B3"
_LIKE_FORMULAS = ("=", "+", "-", "@")
_EARLIEST = datetime(1980, 1, 1)

_NOTES = (
    ("What this is", "The curated tables of msc-evidence, one sheet a table; the sheet 'columns' says what each column holds."),
    ("Coloured rows", "are doubtful: review_reasons says why. Use them only after a look at their quote."),
    ("repeat_of", "is empty for the first telling of a fact in a report. Leave the other rows out when you count."),
    ("Empty cells", "The report does not say, or the column is not filled yet."),
    ("Version of the schema", SCHEMA_VERSION),
)


def write(evidence: Evidence, path: Path) -> Exported:
    """Every row of every table, numbers to the last bit. Raises Refused where a sheet or a cell cannot hold what there is."""
    import xlsxwriter

    for table in TABLES:
        _refuse_what_does_not_fit(table, evidence.frames[table.name])
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": "msc-evidence", "created": _EARLIEST})
        looks = _looks(workbook)
        sheet_class = _exact_worksheet()
        _notes(workbook.add_worksheet("read me", sheet_class), looks)
        for table in TABLES:
            _sheet(workbook.add_worksheet(table.name, sheet_class), table, evidence.frames[table.name], looks)
        _columns(workbook.add_worksheet("columns", sheet_class), looks)
    return Exported({table.name: evidence.frames[table.name].height for table in TABLES})


def _looks(workbook: Any) -> dict[str, Any]:
    """Cell formats by name: head, clear, doubtful; with " quote" wrapped, with " =" marked as text for whoever edits the cell."""
    looks = {"head": workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})}
    for row, colour in (("clear", {}), ("doubtful", {"bg_color": _DOUBTFUL})):
        for name, wrap in (("", {}), (" quote", {"text_wrap": True})):
            for formula, prefix in (("", {}), (" =", {"quote_prefix": True})):
                looks[row + name + formula] = workbook.add_format({"valign": "top", **colour, **wrap, **prefix})
    return looks


def _exact_worksheet() -> type:
    from xlsxwriter.worksheet import Worksheet

    class ExactWorksheet(Worksheet):  # type: ignore[misc]
        """Writes a number so that reading gives the same float64: the library stops at 16 digits, where 17 can be needed."""

        def _xml_number_element(self, number: Any, attributes: Any = ()) -> None:
            told = "".join(f' {key}="{value}"' for key, value in attributes)
            self.fh.write(f"<c{told}><v>{number!r}</v></c>")

    return ExactWorksheet


def _refuse_what_does_not_fit(table: Table, frame: pl.DataFrame) -> None:
    if frame.height > MOST_ROWS:
        raise Refused(f"table {table.name} has {frame.height} rows, and a sheet holds {MOST_ROWS}: export csv or duckdb instead")
    texts = [column.name for column in table.columns if column.dtype is Dtype.STRING]
    for name, longest in frame.select(pl.col(texts).str.len_chars().max()).to_dicts()[0].items():
        if longest is not None and longest > MOST_CHARACTERS:
            raise Refused(
                f"table {table.name}, column {name}: a text has {longest} characters, and a cell holds {MOST_CHARACTERS}: "
                "export csv or duckdb instead"
            )


def _sheet(sheet: Any, table: Table, frame: pl.DataFrame, looks: dict[str, Any]) -> None:
    first = [name for name in _FIRST if name in table.column_names]
    names = [*first, *(name for name in table.column_names if name not in first)]
    for position, name in enumerate(names):
        sheet.set_column(position, position, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, position, name, looks["head"])
    sheet.freeze_panes(1, len(first))
    sheet.autofilter(0, 0, max(frame.height, 1), len(names) - 1)
    for line, row in enumerate(frame.select(names).iter_rows(named=True), 1):
        look = "doubtful" if row.get("review") == Review.DOUBTFUL else "clear"
        for position, name in enumerate(names):
            _cell(sheet, line, position, row[name], looks, f"{look} quote" if name == "quote" else look)


def _cell(sheet: Any, line: int, position: int, value: Any, looks: dict[str, Any], look: str) -> None:
    if value is None:
        sheet.write_blank(line, position, None, looks[look])
    elif isinstance(value, bool):
        sheet.write_boolean(line, position, value, looks[look])
    elif isinstance(value, str):
        sheet.write_string(line, position, value, looks[f"{look} =" if value.startswith(_LIKE_FORMULAS) else look])
    else:
        sheet.write_number(line, position, value, looks[look])


def _notes(sheet: Any, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for line, (head, text) in enumerate(_NOTES):
        sheet.write_string(line, 0, head, looks["head"])
        sheet.write_string(line, 1, text)


def _columns(sheet: Any, looks: dict[str, Any]) -> None:
    heads = ("table", "column", "type", "unit", "description", "aact")
    for position, head in enumerate(heads):
        sheet.set_column(position, position, _WIDTHS.get(head, 24))
        sheet.write_string(0, position, head, looks["head"])
    told = [
        (table.name, column.name, str(column.dtype), column.unit, column.description, column.aact)
        for table in TABLES
        for column in table.columns
    ]
    for line, values in enumerate(told, 1):
        for position, value in enumerate(values):
            _cell(sheet, line, position, value, looks, "clear")


FORMAT = ExportFormat("an Excel workbook, one sheet a table", write=write, packages=("xlsxwriter",))
