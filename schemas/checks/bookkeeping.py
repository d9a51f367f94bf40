"""Counts add up: arms to the trial, parts to the whole, and nobody appears on the way from randomised to completed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product
from typing import Any

from schemas.checks.check import Case, Check, Finding, Row, RowsByTable, number_in
from schemas.checks.group_sizes import group_key, group_sizes, place_of
from schemas.checks.harm_totals import ANY_HARM, SERIOUS_HARM, terms_within_total
from schemas.checks.parts import TOO_FAR, courses, said, shares, unaccounted
from schemas.checks.printed import Printed
from schemas.checks.slips import likely_slip
from schemas.checks.sources import sources
from schemas.vocabulary import CheckName, Grade, Role

_ENTRY = (Role.ENROLLED, Role.RANDOMISED)
_FLOW = (Role.RANDOMISED, Role.TREATED, Role.ANALYSED, Role.COMPLETED)
_MOST_ARMS = 6
_MOST_SIZES = 3
"""Sizes that one arm may be printed with, before nobody can say which is which."""


def check_bookkeeping(rows: RowsByTable) -> list[Finding]:
    """Findings on arms and their total, on the flow of participants, on parts of a whole and on serious among all harms."""
    sizes = group_sizes(rows)
    counted = [row for row in rows.get("sample_sizes", ()) if row.get("repeat_of") is None]
    counted.sort(key=lambda row: (row.get("start") or 0, row["row_id"]))
    measured = list(rows.get("measurements", ()))
    return [
        *_arms(counted), *_flow(counted), *courses(measured, sizes), *shares(measured), *unaccounted(measured, sizes),
        *_serious(rows.get("adverse_events", ())), *terms_within_total(rows.get("adverse_events", ()), sources(rows).registries),
    ]  # fmt: skip


def _printed(row: Row) -> Printed:
    number = number_in(row, "n")
    assert number is not None
    return number


def _arms(counted: Sequence[Row]) -> Iterator[Finding]:
    """The arms of a trial, where every one is printed once or a choice among the sizes printed adds up."""
    trials: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in counted:
        if row.get("role") in _ENTRY and not row.get("population") and row.get("n"):
            trials[place_of(row)].append(row)
    for trial in trials.values():
        arms: dict[str, list[Row]] = defaultdict(list)
        for row in trial:
            if row.get("group_label"):
                arms[group_key(str(row["group_label"]))].append(row)
        totals = [row for row in trial if not row.get("group_label")]
        if totals and 2 <= len(arms) <= _MOST_ARMS and all(len(sizes) <= _MOST_SIZES for sizes in arms.values()):
            yield _arms_of(list(arms.values()), totals)


def _arms_of(arms: Sequence[Sequence[Row]], totals: Sequence[Row]) -> Finding:
    wanted = {int(total["n"]): total for total in totals}
    # All of them add up, or some do and the others are no arms: "76 cases were found in the anastrozole group".
    for some in range(len(arms), 1, -1):
        for choice in (choice for chosen in combinations(arms, some) for choice in product(*chosen)):
            whole = wanted.get(sum(int(row["n"]) for row in choice))
            if whole is not None:
                printed = _sum_told(choice)
                return said(
                    Grade.CONSISTENT,
                    [*choice, whole],
                    f"The groups add up: {printed} = {whole['n']}.",
                    f"{printed} of {whole['n']}",
                )
    first = [sizes[0] for sizes in arms]
    total = max(totals, key=lambda row: int(row["n"]))
    added, n = sum(int(row["n"]) for row in first), int(total["n"])
    printed, rows = _sum_told(first), [*first, total]
    slip = likely_slip([*map(_printed, first), _printed(total)], lambda numbers: all(each.value > 0 for each in numbers)
                       and sum(each.value for each in numbers[:-1]) == numbers[-1].value)  # fmt: skip
    told = f"{printed} = {added}, of {n}"
    if (added > n and slip is not None) or n < added <= n * 1.02:
        likely = f"; likely slip: {slip.meant.raw}" if slip is not None else ""
        return said(
            Grade.CONTRADICTION,
            rows,
            f"The groups are more than the whole: {printed} = {added}, but {n} in all{likely}.",
            told,
            str(added),
        )
    if added < n <= added * TOO_FAR:
        return said(Grade.NOTICE, rows, f"Unaccounted: the groups {printed} = {added} leave {n - added} of {n}.", told, str(n))
    return said(
        Grade.CANNOT_CHECK,
        rows,
        f"{printed} = {added} and {n} differ so much that the groups are not the parts of that whole.",
        told,
    )


def _sum_told(rows: Iterable[Row]) -> str:
    return " + ".join(str(row["n"]) for row in rows)


def _flow(counted: Sequence[Row]) -> Iterator[Finding]:
    """Of one group: randomised >= treated, analysed, completed, and treated >= completed."""
    groups: dict[tuple[Any, ...], dict[str, Row]] = defaultdict(dict)
    for row in counted:
        if row.get("role") in _FLOW and not row.get("population") and row.get("n") and not row.get("review_reasons"):
            label = group_key(str(row["group_label"])) if row.get("group_label") else None
            stages = groups[(place_of(row), label)]
            # The first stage of a group is as large, a later one as small as it is printed.
            earlier = stages.get(str(row["role"]))
            if earlier is None or (int(row["n"]) > int(earlier["n"])) == (row["role"] == Role.RANDOMISED):
                stages[str(row["role"])] = row
    for stages in groups.values():
        order = [(role, stages[role]) for role in map(str, _FLOW) if role in stages]
        for (role, row), (later_role, later) in pairwise(order):
            yield _step(role, row, later_role, later)


def _step(role: str, row: Row, later_role: str, later: Row) -> Finding:
    n, after = int(row["n"]), int(later["n"])
    printed = f"{n} {role}, {after} {later_role}"
    if after <= n:
        return said(Grade.CONSISTENT, [row, later], f"{printed}: no more than before.", printed)
    if after > n * TOO_FAR:
        return said(Grade.CANNOT_CHECK, [row, later], f"{printed}: so many more that other people are counted.", printed)
    if role == Role.RANDOMISED:
        return said(
            Grade.CONTRADICTION, [row, later], f"{after} {later_role} are more than the {n} {role}.", printed, f"at most {n}"
        )
    return said(Grade.NOTICE, [row, later], f"{after} {later_role} are more than the {n} {role}.", printed, f"at most {n}")


def _serious(harms: Iterable[Row]) -> Iterator[Finding]:
    """People with a serious adverse event are among those with any."""
    groups: dict[tuple[Any, ...], dict[bool, Row]] = defaultdict(dict)
    for row in harms:
        term = str(row.get("adverse_event_term") or "").strip()
        serious = SERIOUS_HARM.fullmatch(term) is not None or (row.get("serious") is True and ANY_HARM.fullmatch(term) is not None)
        if row.get("repeat_of") is None and row.get("related") is None and (serious or ANY_HARM.fullmatch(term)):
            groups[(place_of(row), row.get("group_label"), row.get("time_frame"))].setdefault(serious, row)
    for pair in groups.values():
        if len(pair) < 2:
            continue
        for column in ("subjects_affected", "percent"):
            few, many = number_in(pair[True], column), number_in(pair[False], column)
            if few is None or many is None:
                continue
            printed = f"{few.raw} serious, {many.raw} in all"
            rows = [pair[True], pair[False]]
            if few.range().low > many.range().high:
                yield said(
                    Grade.CONTRADICTION,
                    rows,
                    f"{few.raw} with a serious adverse event are more than the {many.raw} with any.",
                    printed,
                    f"at most {many.raw}",
                )
            else:
                yield said(
                    Grade.CONSISTENT, rows, f"{few.raw} with a serious adverse event are among the {many.raw} with any.", printed
                )
            break


def _size(n: int, role: str, **columns: str) -> tuple[str, dict[str, str | int]]:
    return ("sample_sizes", {"n": n, "role": role, **columns})


def _count(value: str, title: str, start: int) -> tuple[str, dict[str, str | int]]:
    return ("measurements", {"param_type": "count", "param_value": value, "outcome_title": title, "start": start, "end": start + 2})


def _percent(value: str, title: str, start: int) -> tuple[str, dict[str, str | int]]:
    return (
        "measurements",
        {"param_type": "percent", "param_value": value, "outcome_title": title, "start": start, "end": start + 2},
    )


BOOKKEEPING = Check(
    name=CheckName.BOOKKEEPING,
    assumption="The groups are the parts of the whole that the report prints. Groups that are more are a contradiction where they are so by a digit or by "
               "2 %, groups that are fewer are a notice ('unaccounted'); where the numbers lie far apart they count other people, and nothing can be said. "
               "Better, worse and unchanged, told in one breath, are everybody; three shares in a row that come near 100 % are parts of one whole.",
    citation="CONSORT 2025 item 22 (flow of participants); INSPECT-SR item 4.6",
    function=check_bookkeeping,
    holds=(
        Case("two arms", _size(144, "enrolled"), _size(69, "randomised", group_label="MSC first"), _size(75, "randomised", group_label="placebo first")),
        Case("two arms and a part of one", _size(40, "enrolled"), _size(21, "randomised", group_label="MSC"), _size(19, "randomised", group_label="saline"),
             _size(4, "randomised", group_label="who relapsed")),
        Case("nobody appears on the way", _size(50, "randomised"), _size(49, "treated"), _size(48, "completed")),
        Case("everybody is told of", _size(22, "enrolled"), _count("4", "improved", 0), _count("6", "deteriorated", 12), _count("12", "no change", 30)),
        Case("shares of one whole", _percent("65", "relapsing MS", 0), _percent("23", "secondary progressive MS", 40), _percent("12", "primary progressive MS", 80)),
        Case("serious among all", ("adverse_events", {"adverse_event_term": "adverse events", "subjects_affected": "12"}),
             ("adverse_events", {"adverse_event_term": "serious adverse events", "subjects_affected": "3"})),
    ),
    fails=(
        Case("arms that are one too many", _size(66, "enrolled"), _size(45, "enrolled", group_label="control"), _size(22, "enrolled", group_label="patch")),
        Case("more completed than randomised", _size(50, "randomised"), _size(52, "completed")),
        Case("more told of than there are", _size(20, "enrolled"), _count("4", "improved", 0), _count("6", "worsened", 12), _count("12", "unchanged", 30)),
        Case("more with pneumonia than with any serious event", ("adverse_events", {"adverse_event_term": "serious adverse events", "serious": True, "subjects_affected": "3"}),
             ("adverse_events", {"adverse_event_term": "pneumonia", "serious": True, "subjects_affected": "5"}),
             ("adverse_events", {"adverse_event_term": "stroke", "serious": True, "subjects_affected": "1"})),
        Case("more serious than all", ("adverse_events", {"adverse_event_term": "AEs", "subjects_affected": "3"}),
             ("adverse_events", {"adverse_event_term": "SAEs", "subjects_affected": "12"})),
    ),
)  # fmt: skip
