"""What an export format is, what it is given, and how formats are found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

import flows.export.formats as package
from flows.changes import published
from flows.evidence import with_printed
from flows.refusal import Refused
from schemas.effects.left_out import LeftOut
from schemas.tables import FACT_TABLES


@dataclass(frozen=True)
class Evidence:
    """A curated folder: its tables by name, and its fact rows with the digits as printed."""

    curated: Path
    frames: Mapping[str, pl.DataFrame]

    @cached_property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The fact tables' rows in file order, with the digits of each number, by column, under "printed"; and those of `reports`."""
        facts = {table.name: with_printed(self.frames, table.name) for table in FACT_TABLES}
        return {**facts, "reports": self.frames["reports"].to_dicts()}


@dataclass(frozen=True)
class Exported:
    """What was written: rows by the name of table, sheet or file; and what could not be."""

    rows: Mapping[str, int]
    left_out: tuple[LeftOut, ...] = field(default=())


@dataclass(frozen=True)
class ExportFormat:
    """One form of the tables.

    printed: what OUT becomes, in a few words. write: given the evidence and a path that does not exist yet and has
    OUT's name, makes that file or folder. packages: what must be installed beyond the base.
    """

    printed: str
    write: Callable[[Evidence, Path], Exported]
    packages: tuple[str, ...] = ()


def evidence_of(curated: Path) -> Evidence:
    """Raises BadUsage and Refused as `published` does."""
    return Evidence(curated, published(curated))


def format_called(name: str) -> ExportFormat:
    """The format of that name; raises Refused where a package that it needs is not installed."""
    found = import_module(f"{package.__name__}.{name}").FORMAT
    assert isinstance(found, ExportFormat)
    require(f"export {name}", found.packages)
    return found


def require(what: str, packages: tuple[str, ...]) -> None:
    """Raises Refused where one of the packages is not installed."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise Refused(f"{what} needs {', '.join(missing)}: install msc-evidence[analysis]")
