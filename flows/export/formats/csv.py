"""A folder of CSV files, one a table, with a datapackage.json that says their types: UTF-8, null is nothing between two commas."""

import hashlib
import json
from pathlib import Path

from flows.export.format import Evidence, Exported, ExportFormat
from schemas.datapackage import DATAPACKAGE, datapackage
from schemas.tables import TABLES


def write(evidence: Evidence, folder: Path) -> Exported:
    """Every row of every table; a number has the digits that give the same float64 again."""
    folder.mkdir()
    files = {}
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        evidence.frames[table.name].write_csv(path)
        data = path.read_bytes()
        files[path.name] = (len(data), hashlib.sha256(data).hexdigest())
    package = json.dumps(datapackage(files, "csv"), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / DATAPACKAGE).write_text(package + "\n", encoding="utf-8")
    return Exported({table.name: evidence.frames[table.name].height for table in TABLES})


FORMAT = ExportFormat("a folder of CSV files, one a table", write=write)
