"""Why a row cannot go into a meta-analysis, in codes with a sentence each; every row goes in or has one of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.checks.check import Row
from schemas.vocabulary import Review

LEFT_OUT: dict[str, str] = {
    "doubtful": "The row is doubtful: its review_reasons say why.",
    "repeat": "The report tells this fact a first time elsewhere, and that row stands.",
    "other_report": "Another report of the trial tells this result, and that row stands.",
    "no_estimate": "Only an interval or a p-value is printed, no estimate.",
    "no_effect_scale": "An estimate of this type, or of none that is told, has no scale on which effects are pooled.",
    "ratio_not_positive": "A ratio that is not above 0 has no logarithm.",
    "no_comparator": "The result is one group's own, not one group's relative to another's.",
    "comparator_first": "The estimate is the comparator's relative to the other group's: turn it round knowingly, or leave it.",
    "no_standard_error": "Neither an interval nor an exact p-value nor a standard error is printed from which the variance could be had.",
    "no_group": "The row does not say which group it is of.",
    "role_unknown": "It is not known whether the group is the experimental one or the comparator.",
    "no_counterpart": "No row tells the same of the other arm.",
    "several_arms": "More than two arms tell this: which pair is meant, and how a shared comparator is counted, is the analyst's to say.",
    "several_values": "Several values stand for one arm: which one is meant is not certain.",
    "no_group_size": "The size of the group is not printed, or several sizes are.",
    "no_standard_deviation": "No standard deviation is printed, and none follows from a standard error or an interval.",
    "not_mean_nor_count": "A median, a rate, a share without counts or an adjusted mean is no input of an arm-level analysis.",
    "count_above_size": "More people with the event than people in the group.",
    "not_people": "Events or a share are told, not how many people had them.",
    "no_effect": "A count of participants is no effect; it serves as a group's size.",
    "study_unknown": "Which trial the report tells of is not known, so that one trial could be pooled twice: name it in raw/studies.yml.",
    "several_results": "The trial gives several results for this: say which one is meant.",
    "subgroup": "The result is of a subgroup or another analysis set, not of everybody.",
    "other_type": "The estimate is of another type than the one asked for.",
    "other_time": "The result is of another time than the one asked for.",
    "asked": "Left out as asked.",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not go in, and the code of the first reason."""

    table: str
    row: Row
    code: str


def unusable(row: Row) -> str | None:
    """Why no analysis may use the row, whatever it holds; None where one may."""
    if row.get("review") != Review.CLEAR:
        return "doubtful"
    return "repeat" if row.get("repeat_of") is not None else None


def counted(left_out: Iterable[LeftOut]) -> list[tuple[str, str, int]]:
    """(table, code, rows), in the order of the codes."""
    order = {code: position for position, code in enumerate(LEFT_OUT)}
    counts = Counter((one.table, one.code) for one in left_out)
    return [(table, code, n) for (table, code), n in sorted(counts.items(), key=lambda item: (item[0][0], order[item[0][1]]))]


def in_table_order(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """By table, report and place."""
    return sorted(left_out, key=lambda one: (one.table, one.row["report_id"], one.row["start"], one.row["row_id"]))
