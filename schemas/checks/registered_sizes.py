"""How many were enrolled, randomised and completed, in a registry's record and in another report of the study."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.checks.arm_names import ArmNames
from schemas.checks.check import Finding, Row
from schemas.checks.sources import Sources
from schemas.checks.told_values import corroborated, differing_sizes
from schemas.vocabulary import CheckName, Grade, Role

_CHECK = CheckName.AGAINST_REGISTRY


@dataclass(frozen=True)
class _Counted:
    """How many at one stage: the rows that say it, their sum, and how that is written."""

    rows: tuple[Row, ...]
    n: int

    @property
    def told(self) -> str:
        parts = " + ".join(str(row["n"]) for row in self.rows)
        return f"{parts} = {self.n}" if len(self.rows) > 1 else parts


def compare_sizes(record: Sequence[Row], report: Sequence[Row], arms: ArmNames, origin: Sources) -> Iterator[Finding]:
    """Findings on the stages that both tell. record, report: rows of `sample_sizes`; what is of a period or a part is left out."""
    told = {role: (_whole(record, role), _whole(report, role)) for role in (Role.ENROLLED, Role.RANDOMISED, Role.COMPLETED)}
    registered, reported = told[Role.RANDOMISED]
    if registered and reported:
        yield _compared("randomised", registered, reported, Grade.CONTRADICTION, origin)
        yield from _by_arm(record, report, arms, origin)
    elif reported and (enrolled := told[Role.ENROLLED][0]):
        yield _of_enrolled(enrolled, reported, origin)
    else:
        yield from _one_sided("randomised", registered, reported)
    registered, reported = told[Role.ENROLLED]
    randomised = told[Role.RANDOMISED][0]
    if registered and reported:
        # "Enrolled" may mean those who were randomised: as many as the registry counts there are no disagreement.
        meant = randomised if randomised and randomised.n == reported.n else registered
        yield _compared("enrolled", meant, reported, Grade.NOTICE, origin)
    registered, reported = told[Role.COMPLETED]
    if registered and reported:
        yield _compared("completed", registered, reported, Grade.NOTICE, origin)


def _whole(rows: Sequence[Row], role: Role) -> _Counted | None:
    """The stage's number of the whole study: as told, else the sum of its arms; None where neither is told without a doubt."""
    found = [
        row for row in rows
        if row.get("role") == role and row.get("repeat_of") is None and not row.get("population") and not row.get("period") and not row.get("review_reasons")
    ]  # fmt: skip
    whole = [row for row in found if not row.get("group_label")]
    if whole:
        return _Counted((whole[0],), int(whole[0]["n"]))
    labels = [row["group_label"] for row in found]
    if len(found) < 2 or len(set(labels)) < len(labels):
        return None
    return _Counted(tuple(found), sum(int(row["n"]) for row in found))


def _compared(stage: str, registered: _Counted, reported: _Counted, grade: Grade, origin: Sources) -> Finding:
    rows = [*registered.rows, *reported.rows]
    ids = tuple(str(row["row_id"]) for row in rows)
    reports = [str(registered.rows[0]["report_id"]), str(reported.rows[0]["report_id"])]
    printed = f"{reported.told} ({reports[1]}); {registered.told} ({reports[0]})"
    study = rows[0]["study_id"]
    if registered.n == reported.n:
        message = corroborated(f"Of {study}, {_how_many(stage)}", printed, reports, origin)
        return Finding(_CHECK, Grade.CONSISTENT, ids, message, f"{stage}: {printed}")
    message = f"Reports of {study} differ on {_how_many(stage)}: {printed}."
    grade, message = differing_sizes(rows, grade, message, (registered.n, reported.n))
    return Finding(_CHECK, grade, ids, message, f"{stage}: {printed}")


def _of_enrolled(enrolled: _Counted, randomised: _Counted, origin: Sources) -> Finding:
    """Randomised participants against the registry's enrolment, which may count those who were never randomised."""
    if randomised.n == enrolled.n:
        return _compared("randomised", enrolled, randomised, Grade.CONTRADICTION, origin)
    rows = [*enrolled.rows, *randomised.rows]
    ids = tuple(str(row["row_id"]) for row in rows)
    printed = f"{randomised.told} randomised ({randomised.rows[0]['report_id']}); {enrolled.told} enrolled ({enrolled.rows[0]['report_id']})"
    if randomised.n < enrolled.n:
        return Finding(
            _CHECK,
            Grade.CONSISTENT,
            ids,
            f"Of {rows[0]['study_id']}, no more were randomised than enrolled: {printed}.",
            f"enrolled: {printed}",
        )
    return Finding(
        _CHECK,
        Grade.CONTRADICTION,
        ids,
        f"Of {rows[0]['study_id']}, more were randomised than enrolled: {printed}.",
        f"enrolled: {printed}",
    )


def _by_arm(record: Sequence[Row], report: Sequence[Row], arms: ArmNames, origin: Sources) -> Iterator[Finding]:
    """Each arm's number randomised, where the arms' names say which arm it is."""
    registered, reported = (
        [row for row in rows if row.get("role") == Role.RANDOMISED and row.get("group_label") and row.get("repeat_of") is None
         and not row.get("population") and not row.get("period") and not row.get("review_reasons")]
        for rows in (record, report)
    )  # fmt: skip
    for row in reported:
        same = [other for other in registered if arms.same(row, other)]
        if len(same) == 1:
            stage = f"randomised to {row['group_label']}"
            yield _compared(
                stage, _Counted((same[0],), int(same[0]["n"])), _Counted((row,), int(row["n"])), Grade.CONTRADICTION, origin
            )
    if len(reported) > 1 and len(registered) > 1 and len(reported) != len(registered):
        ids = tuple(str(row["row_id"]) for row in [*reported, *registered])
        printed = f"{len(reported)} arms ({reported[0]['report_id']}); {len(registered)} arms ({registered[0]['report_id']})"
        yield Finding(
            _CHECK,
            Grade.NOTICE,
            ids,
            f"Reports of {reported[0]['study_id']} tell of another number of arms: {printed}.",
            f"arms: {printed}",
        )


def _one_sided(stage: str, registered: _Counted | None, reported: _Counted | None) -> Iterator[Finding]:
    told = registered or reported
    if told is not None:
        teller, other = ("the registry", "reports do") if registered else (str(told.rows[0]["report_id"]), "registry does")
        ids = tuple(str(row["row_id"]) for row in told.rows)
        message = f"Of {told.rows[0]['study_id']}, {teller} tells {_how_many(stage)}; its {other} not."
        yield Finding(_CHECK, Grade.CANNOT_CHECK, ids, message, f"{stage}: {teller} only")


def _how_many(stage: str) -> str:
    return "how many completed the trial" if stage == Role.COMPLETED else f"how many were {stage}"
