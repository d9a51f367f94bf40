"""What the reading process does: reads a report into the cache and counts what a curator has to settle in it."""

import os
import threading
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

from extractors.document import Unreadable
from extractors.tabulate import BadRow
from flows.inputs import REVIEW_SUFFIX
from flows.reading import one_line
from flows.report_files import ReportFile
from flows.review.desk import Desk
from flows.review.machine import machine_of
from schemas.vocabulary import NumberStatus, Review


@dataclass(frozen=True, slots=True)
class Counts:
    """What the list tells of a report."""

    title: str | None
    rows: int
    doubtful: int
    unclaimed: int
    settled: int
    troubles: int
    refusal: str | None
    """Why a run would reject the report, where one of its rows cannot stand in its table."""
    notices: tuple[str, ...]
    """What the reader could not read, or found that users of the report must know."""


def counted(desk: Desk) -> Counts:
    """The counts of one report."""
    standing, document = desk.standing(), desk.machine.document
    items = standing.items.values()
    return Counts(
        document.metadata.get("title"),
        rows=sum(item.table is not None and item.status != "rejected" for item in items),
        doubtful=sum(item.status == Review.DOUBTFUL for item in items),
        unclaimed=sum(item.status == NumberStatus.UNCLAIMED for item in items),
        settled=sum(item.settled and not item.open for item in items),
        troubles=len(standing.troubles),
        refusal=desk.machine.refusal,
        notices=document.notices,
    )


def open_desk(file: ReportFile, cache: Path) -> Desk:
    """The report's desk; raises Unreadable, BadRow or OSError."""
    return Desk(review_of(file), machine_of(file, cache))


def read(file: ReportFile, cache: Path) -> Counts | str:
    """In the reading process: read the report into the cache and count it, or say why it cannot be read."""
    try:
        return counted(open_desk(file, cache))
    except (Unreadable, BadRow) as error:
        return str(error)
    except Exception as error:  # one bad report must not stop the others
        return f"could not be read: {one_line(error)}"


def review_of(file: ReportFile) -> Path:
    """Where the decisions on a report are saved."""
    return file.path.with_name(f"{file.report_id}{REVIEW_SUFFIX}")


def end_with_the_server() -> None:
    """In a reading process: where the server is gone, however it went, nobody waits for an answer."""
    server = parent_process()
    assert server is not None

    def wait() -> None:
        server.join()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
