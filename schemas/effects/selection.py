"""Which comparisons answer one question and may be pooled: one outcome, one scale, one result a trial."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.checks.check import Row
from schemas.checks.told_results import population_of
from schemas.effects.contrasts import Contrast
from schemas.effects.left_out import LeftOut
from schemas.vocabulary import ParamType


class CannotPool(ValueError):
    """What was asked has no one answer; the message says why and how to ask. is_known: whether any row tells of the outcome."""

    def __init__(self, message: str, left_out: Sequence[LeftOut] = (), is_known: bool = True) -> None:
        super().__init__(message)
        self.left_out = tuple(left_out)
        self.is_known = is_known


@dataclass(frozen=True, slots=True)
class Question:
    """What is pooled. outcome: an outcome_id or a title in any case. without: study_ids, report_ids or row_ids to leave out."""

    outcome: str
    param_type: str | None = None
    time_frame: str | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Selection:
    """The comparisons that are pooled, a trial each, by study_id; what of the outcome is not, and why; what a reader must know of them."""

    question: Question
    contrasts: tuple[Contrast, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]

    @property
    def param_type(self) -> ParamType:
        """The one type of all estimates."""
        return ParamType(self.contrasts[0].row["param_type"])

    @property
    def is_log(self) -> bool:
        """Whether the effects are logarithms of ratios."""
        return self.contrasts[0].is_log


def selection(question: Question, taken: Iterable[Contrast], left_out: Iterable[LeftOut], registries: frozenset[str]) -> Selection:
    """Raises CannotPool where nothing of the outcome is left, or where what is left mixes scales or gives a trial several results.

    registries: reports that are registry records, whose `population` describes whoever was analysed.
    """
    mine = [one for one in taken if is_asked(question, one.row)]
    out = [one for one in left_out if one.table == "analyses" and is_asked(question, one.row)]
    kept = []
    for one in mine:
        code = _not_this(question, one.row, registries)
        if code:
            out.append(LeftOut("analyses", one.row, code))
        else:
            kept.append(one)
    if not kept:
        raise _nothing(question, out)
    _one_scale(question, kept)
    _one_result_a_trial(question, kept)
    return Selection(question, tuple(sorted(kept, key=lambda one: one.slab)), tuple(out), tuple(_notes(kept)))


def outcomes(taken: Iterable[Contrast]) -> list[str]:
    """What can be asked for, most trials first: outcome_ids, and titles of outcomes that the vocabulary does not know."""
    trials: dict[str, set[str]] = defaultdict(set)
    for one in taken:
        name = one.row.get("outcome_id") or one.row.get("outcome_title")
        if name:
            trials[str(name)].add(one.slab)
    return sorted(trials, key=lambda name: (-len(trials[name]), name))


def is_asked(question: Question, row: Row) -> bool:
    """Whether the row is of the outcome."""
    asked = question.outcome.casefold()
    return asked in (str(row.get("outcome_id") or "").casefold(), str(row.get("outcome_title") or "").casefold())


def _not_this(question: Question, row: Row, registries: frozenset[str]) -> str | None:
    if question.without & {row.get("study_id"), row["report_id"], row["row_id"]}:
        return "asked"
    if row.get("study_id") is None:
        return "study_unknown"
    if population_of(row, registries) is not None:
        return "subgroup"
    if question.param_type is not None and row["param_type"] != question.param_type:
        return "other_type"
    time = str(row.get("time_frame") or "").casefold()
    return "other_time" if question.time_frame is not None and time != question.time_frame.casefold() else None


def _nothing(question: Question, out: Sequence[LeftOut]) -> CannotPool:
    if not out:
        return CannotPool(f"no row of analyses tells of {question.outcome!r}", is_known=False)
    return CannotPool(f"nothing of {question.outcome!r} can be pooled", out)


def _one_scale(question: Question, kept: Sequence[Contrast]) -> None:
    types = _trials_by(kept, "param_type")
    if len(types) > 1:
        raise CannotPool(f"{question.outcome!r} is told on several scales ({_told(types)}): choose one with --type")
    if kept[0].is_log or kept[0].row["param_type"] == ParamType.STANDARDIZED_MEAN_DIFFERENCE:
        return
    units = _trials_by(kept, "unit")
    if len(units) > 1:
        raise CannotPool(f"{question.outcome!r} is told in several units ({_told(units)}): leave trials out with --without")


def _one_result_a_trial(question: Question, kept: Sequence[Contrast]) -> None:
    trials: dict[str, list[Contrast]] = defaultdict(list)
    for one in kept:
        trials[one.slab].append(one)
    several = {slab: found for slab, found in sorted(trials.items()) if len(found) > 1}
    if not several:
        return
    slab, found = next(iter(several.items()))
    times = {str(one.row.get("time_frame")) for one in found}
    how = "--time" if len(times) == len(found) else "--without ROW_ID"
    told = "; ".join(f"{one.row.get('time_frame') or 'no time'}: {one.row['quote']} (row {one.row['row_id']})" for one in found)
    more = f", and so do {len(several) - 1} other trials" if len(several) > 1 else ""
    raise CannotPool(f"{slab} gives {len(found)} results for {question.outcome!r}{more}; choose one a trial with {how}: {told}")


def _trials_by(kept: Sequence[Contrast], column: str) -> dict[str, int]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in kept:
        found[str(one.row.get(column) or "none told")].add(one.slab)
    return {value: len(slabs) for value, slabs in sorted(found.items())}


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{value} in {n} trial{'s' if n > 1 else ''}" for value, n in counts.items())


def _notes(kept: Sequence[Contrast]) -> list[str]:
    """What differs between the trials without keeping them apart."""
    notes = []
    for column, what in (("time_frame", "times"), ("adjusted", "adjusted and unadjusted estimates"), ("period", "periods of crossover trials"),
                         ("comparator_label", "comparators")):  # fmt: skip
        counts = _trials_by(kept, column)
        if len(counts) > 1:
            notes.append(f"The trials differ in their {what}: {_told(counts)}.")
    from_p = [one.slab for one in kept if one.sei_method.startswith("from_p")]
    if from_p:
        notes.append(f"The standard error of {', '.join(from_p)} follows from a p-value.")
    return notes
