"""The folder that the tables go to: one of their own, which is told before anything is read."""

import json
from pathlib import Path

from flows.refusal import BadUsage, Refused
from schemas.datapackage import DATAPACKAGE
from schemas.tables import TABLES

MANIFEST = "manifest.json"
OURS = frozenset({*(f"{table.name}.parquet" for table in TABLES), MANIFEST, DATAPACKAGE})


def refuse_unfit(raw: Path, curated: Path) -> None:
    """Raise BadUsage where the tables would go among the reports, Refused where they would take the place of what is not ours."""
    home, place = raw.resolve(), curated.resolve()
    if place == home or home in place.parents:
        raise BadUsage(f"{curated} lies in {raw}, among the reports: give the tables a folder of their own (--out)")
    refuse_foreign_files(curated)


def refuse_foreign_files(curated: Path) -> None:
    """A folder that holds other things than ours is none to be replaced."""
    if not curated.exists():
        return
    if not curated.is_dir():
        raise Refused(f"{curated} is a file: give a folder of its own for the curated tables")
    try:
        listed = set(json.loads((curated / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        listed = set()
    foreign = [name for name in files_in(curated) if name.partition("/")[0] not in OURS and name not in listed]
    if foreign:
        raise Refused(f"{curated} holds {foreign[0]}, which this command did not write: move it away, or give another folder")


def files_in(folder: Path) -> list[str]:
    """The files of a curated folder, by their place in it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
