"""Each table is Parquet with its declared columns and words, keeps its rules, and agrees with the other tables."""

from collections.abc import Iterator

from flows.verify.case import UNREADABLE, Case
from flows.verify.check import CURATE_AGAIN, PUT_BACK, Check, Problem, Problems
from schemas.files import files_of, foreign_schema, read_table
from schemas.frames import ordered
from schemas.tables import TABLES
from schemas.validation import InvalidTable, broken_together, validate


def find(case: Case) -> Problems:
    """Each table that cannot be read or breaks its declaration; then each rule between tables that is broken."""
    for table in TABLES:
        path = case.curated / f"{table.name}.parquet"
        if not path.exists():
            continue  # `files` says so
        try:
            read_table(path)
            said = next((said for part in files_of(path) if (said := foreign_schema(table, part)) is not None), None)
        except UNREADABLE as error:
            yield Problem(f"{path}", f"cannot be read as Parquet ({_first_line(error)})", PUT_BACK)
            continue
        if said is not None:
            yield Problem(f"{path}", said, PUT_BACK)
        if table.name not in case.frames:
            continue
        frame = case.frames[table.name]
        try:
            validate(table, frame)
        except InvalidTable as error:
            yield Problem(f"{path}", str(error), CURATE_AGAIN)
            continue
        if not ordered(table, frame).equals(frame):
            yield Problem(f"{path}", f"its rows do not stand in the order of {', '.join(table.sort)}", PUT_BACK)
    yield from _together(case)


def _together(case: Case) -> Iterator[Problem]:
    if len(case.frames) == len(TABLES):
        for table, said in broken_together(case.frames):
            yield Problem(f"{case.curated / table}.parquet", said, CURATE_AGAIN)


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__


CHECK = Check(50, "every table has its declared schema and keeps its rules, alone and with the others", of_folder=find)
