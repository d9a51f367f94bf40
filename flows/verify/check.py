"""What a check of `verify` is, what it says, and how the checks are found."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import flows.verify.checks as package
from flows.verify.case import Case, ReportCase

CURATE_AGAIN = "curate again, and find out who changed it"
PUT_BACK = "put it back as it was published, or curate again"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: where (file, row), what, and what a person can do about it. Each is a part of one line."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return " ".join(f"{self.where}: {self.what}; {self.remedy}".split())


Problems = Iterator[Problem]


@dataclass(frozen=True)
class Check:
    """One question put to a curated folder.

    order: checks run in this order, what the others rest on first. holds: the sentence that is true where nothing is found.
    of_folder is asked once, of_report for each report whose text is at hand; a check has one of the two.
    """

    order: int
    holds: str
    of_folder: Callable[[Case], Problems] | None = None
    of_report: Callable[[ReportCase], Problems] | None = None


@cache
def all_checks() -> dict[str, Check]:
    """Every check by the name of its module, in the order in which they run."""
    found = {
        module.name: import_module(f"{package.__name__}.{module.name}").CHECK for module in pkgutil.iter_modules(package.__path__)
    }
    return dict(sorted(found.items(), key=lambda item: item[1].order))
