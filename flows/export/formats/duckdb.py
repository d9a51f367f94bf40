"""A DuckDB database: every table with its key and its columns' descriptions, and the views that most questions begin with."""

from pathlib import Path
from typing import Any

from flows.export.format import Evidence, Exported, ExportFormat
from schemas.column import Dtype, Table
from schemas.tables import FACT_TABLES, TABLES

_TYPES = {Dtype.STRING: "VARCHAR", Dtype.INTEGER: "BIGINT", Dtype.NUMBER: "DOUBLE", Dtype.BOOLEAN: "BOOLEAN"}

_CLEAR = "SELECT * FROM {table} WHERE review = 'clear' AND repeat_of IS NULL"

_COUNT = "coalesce((SELECT count(*) FROM clear_{table} AS c WHERE c.study_id = s.study_id), 0) AS n_clear_{table}"

_STUDY_LINES = """
SELECT s.*,
  (SELECT count(*) FROM study_reports AS r WHERE r.study_id = s.study_id) AS n_reports,
  (SELECT string_agg(i.identifier, '|' ORDER BY i.scheme, i.identifier) FROM study_identifiers AS i WHERE i.study_id = s.study_id) AS identifiers,
  {counts},
  (SELECT count(DISTINCT c.finding_id) FROM contradictions AS c WHERE c.study_id = s.study_id AND c.is_open) AS n_open_contradictions
FROM studies AS s ORDER BY s.study_id
"""

_CONTRADICTIONS = """
SELECT f.finding_id, f."check", f.message, f.printed, f.expected, r.row_id, r.table_name, r.report_id, r.study_id, r.quote,
  r.review, r.decision, bool_or(r.decision IS NULL) OVER (PARTITION BY f.finding_id) AS is_open
FROM findings AS f JOIN finding_rows USING (finding_id) JOIN ({facts}) AS r USING (row_id)
WHERE f.grade = 'contradiction' ORDER BY f."check", f.finding_id, r.report_id, r.row_id
"""

_VIEWS = {
    "contradictions": "What the checks find impossible, a line for each row concerned; is_open: a row is concerned on which nobody has decided.",
    "study_lines": "One line a trial: its reports, its clear rows by table, its open contradictions.",
}


def write(evidence: Evidence, path: Path) -> Exported:
    """Every row of every table. Views: clear_TABLE of each fact table, contradictions, study_lines."""
    import duckdb

    with duckdb.connect(str(path)) as database:
        for table in TABLES:
            database.execute(f"CREATE TABLE {table.name} ({', '.join(_declared(table))})")
            database.register("frame", evidence.frames[table.name].to_arrow())
            database.execute(f"INSERT INTO {table.name} SELECT * FROM frame")
            database.unregister("frame")
            _comment(database, table)
        _create_views(database)
        database.execute("CHECKPOINT")
    return Exported({table.name: evidence.frames[table.name].height for table in TABLES})


def _declared(table: Table) -> list[str]:
    columns = [f'"{column.name}" {_TYPES[column.dtype]}{" NOT NULL" if column.required else ""}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    return [*columns, f"PRIMARY KEY ({key})"] if all(table.column(name).required for name in table.key) else columns


def _comment(database: Any, table: Table) -> None:
    database.execute(f"COMMENT ON TABLE {table.name} IS {_text(f'One row is {table.one_row}.')}")
    for column in table.columns:
        unit = f" Unit: {column.unit}." if column.unit else ""
        database.execute(f'COMMENT ON COLUMN {table.name}."{column.name}" IS {_text(column.description + unit)}')


def _create_views(database: Any) -> None:
    names = [table.name for table in FACT_TABLES]
    for name in names:
        database.execute(f"CREATE VIEW clear_{name} AS {_CLEAR.format(table=name)}")
        database.execute(f"COMMENT ON VIEW clear_{name} IS {_text(f'The clear rows of {name}, repeats left out.')}")
    facts = " UNION ALL ".join(
        f"SELECT row_id, '{name}' AS table_name, report_id, study_id, quote, review, decision FROM {name}" for name in names
    )
    selects = {
        "contradictions": _CONTRADICTIONS.format(facts=facts),
        "study_lines": _STUDY_LINES.format(counts=", ".join(_COUNT.format(table=name) for name in names)),
    }
    for name, select in selects.items():
        database.execute(f"CREATE VIEW {name} AS {select}")
        database.execute(f"COMMENT ON VIEW {name} IS {_text(_VIEWS[name])}")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


FORMAT = ExportFormat("a DuckDB database", write=write, packages=("duckdb",))
