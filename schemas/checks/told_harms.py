"""Deaths and people with serious adverse events, as two reports of one study tell them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.checks.arm_names import ArmNames
from schemas.checks.check import Finding, Row, number_in
from schemas.checks.harm_totals import people_of, total_of
from schemas.checks.sources import Sources
from schemas.checks.told_results import same_time
from schemas.checks.told_values import corroborated
from schemas.vocabulary import CheckName, Grade


@dataclass(frozen=True)
class Totals:
    """One report's tellings of one total: of the whole trial, and of its groups."""

    whole: Row | None
    groups: tuple[Row, ...]

    def rows(self) -> tuple[Row, ...]:
        """All its rows."""
        return (*(() if self.whole is None else (self.whole,)), *self.groups)

    def sum_of_groups(self) -> int | None:
        """People in all groups together, where several are told."""
        counts = [people_of(row) for row in self.groups]
        return sum(count for count in counts if count is not None) if len(counts) > 1 and None not in counts else None


def totals_told(harms: Iterable[Row]) -> dict[tuple[str, str], dict[str, Totals]]:
    """(study_id, total) to report to its tellings."""
    found: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in harms:
        kind = total_of(row)
        if kind is not None and row.get("study_id") and (people_of(row) is not None or row.get("percent") is not None):
            found[(str(row["study_id"]), kind)][str(row["report_id"])].append(row)
    return {key: {report: _totals(rows) for report, rows in reports.items()} for key, reports in sorted(found.items())}


def _totals(rows: Sequence[Row]) -> Totals:
    whole = next((row for row in rows if not row.get("group_label")), None)
    groups = {str(row["group_label"]): row for row in reversed(rows) if row.get("group_label")}
    return Totals(whole, tuple(groups[label] for label in sorted(groups)))


def compare_totals(check: CheckName, what: str, one: Totals, other: Totals, arms: ArmNames, origin: Sources) -> Iterator[Finding]:
    """A finding for each group, and for the whole, that both reports tell at one time, or at a time that one leaves open."""
    for first in one.groups:
        same = [row for row in other.groups if arms.same(first, row)]
        if len(same) == 1:
            yield from _compared(check, what, [first], people_of(first), [same[0]], people_of(same[0]), origin)
    if one.whole is not None and other.whole is not None:
        yield from _compared(check, what, [one.whole], people_of(one.whole), [other.whole], people_of(other.whole), origin)
    for whole, groups in ((one.whole, other), (other.whole, one)):
        together = groups.sum_of_groups()
        if whole is not None and groups.whole is None and together is not None:
            yield from _compared(check, what, [whole], people_of(whole), list(groups.groups), together, origin)


def _compared(
    check: CheckName, what: str, one: Sequence[Row], first: int | None, other: Sequence[Row], second: int | None, origin: Sources
) -> Iterator[Finding]:
    alike = _can_be_one(one[0], first, other[0], second)
    if alike is None or any(same_time(row, later) is False for row in one for later in other):
        return
    group = f" in {one[0]['group_label']}" if one[0].get("group_label") and other[0].get("group_label") else ""
    reports = [str(rows[0]["report_id"]) for rows in (one, other)]
    told = [_printed(rows, count) for rows, count in ((one, first), (other, second))]
    printed = "; ".join(f"{number} ({report})" for number, report in zip(told, reports, strict=True))
    rows = [*one, *other]
    ids = tuple(str(row["row_id"]) for row in rows)
    study = one[0]["study_id"]
    if alike:
        yield Finding(check, Grade.CONSISTENT, ids, corroborated(f"Of {study}, the number with {what}{group}", printed, reports, origin),
                      f"{what}{group}: {printed}")  # fmt: skip
        return
    at_risk = {row["subjects_at_risk"] for row in (one[0], other[0]) if row.get("subjects_at_risk")}
    sure = (len(at_risk) < 2 or len(rows) > 2) and not any(row.get("review_reasons") for row in rows)
    message = f"Reports of {study} differ on the number with {what}{group}: {printed}."
    if not sure:
        message += " They may have counted other people."
    yield Finding(check, Grade.CONTRADICTION if sure else Grade.NOTICE, ids, message, f"{what}{group}: {printed}")


def _printed(rows: Sequence[Row], count: int | None) -> str:
    if len(rows) > 1:
        return f"{' + '.join(str(people_of(row)) for row in rows)} = {count}"
    if rows[0].get("explicit_none"):
        return "none"
    return str(count) if count is not None else f"{rows[0]['percent']:.15g}%"


def _can_be_one(one: Row, first: int | None, other: Row, second: int | None) -> bool | None:
    """Whether both tellings can be one; None where neither two counts nor a count and a share say so."""
    if first is not None and second is not None:
        return first == second
    for share, count, of in ((one, second, other), (other, first, one)):
        percent, at_risk = number_in(share, "percent"), of.get("subjects_at_risk") or share.get("subjects_at_risk")
        if percent is not None and count is not None and at_risk:
            within = percent.range(2)
            return float(within.low) <= 100 * count / int(at_risk) <= float(within.high)
    return None
