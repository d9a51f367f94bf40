"""Rows of `sample_sizes` from a table's heads: "MSC (n = 27)" tells how many were in an arm."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from extractors.document import Span
from extractors.linking.cells.axes import Axes
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Table
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rules.table_words import TABLE_OF_BASELINE
from schemas.vocabulary import Role

_ROLES = (
    (Role.RANDOMISED, compiled(r"\brandomi[sz]ed\b|\ballocated\b", regex.IGNORECASE)),
    (Role.TREATED, compiled(r"\btreated\s(?:patients|participants|subjects)|\bsafety\s(?:population|set)", regex.IGNORECASE)),
    (Role.COMPLETED, compiled(r"\bcomplet(?:ed|ers|ing)\b", regex.IGNORECASE)),
    (
        Role.ANALYSED,
        compiled(
            r"\banaly[sz]ed\b|\banalysis\sset\b|\bintention[-\s]to[-\s]treat\b|\bITT\b|\bper[-\s]protocol\b", regex.IGNORECASE
        ),
    ),
)


def sizes_of(table: Table, heads: Heads, axes: Axes, folded: str, study: Mapping[str, Any]) -> list[Row]:
    """A row for each head, or label of a row, that names a group, all participants or a time, with their number."""
    rows = []
    for span, chain in _heads_with_sizes(table, heads, axes).items():
        head = heads.at(span)
        kinds = {axes.kinds.get(one) for one in chain}
        if head.size is None or not (kinds & {Kind.GROUP, Kind.TOTAL, Kind.POPULATION} or head.time is not None):
            continue
        groups = [one for one in chain if axes.kinds.get(one) is Kind.GROUP]
        if axes.guessed.intersection(groups):
            continue
        names = list(dict.fromkeys(heads.at(one).name for one in groups))
        population = " ".join(dict.fromkeys(heads.at(one).printed for one in chain if axes.kinds.get(one) is Kind.POPULATION))
        row = size_row(
            _quote(span, head.size),
            head.size,
            (" ".join(names) or None, population or None),
            [*table.captions, *chain],
            folded,
            study,
        )
        rows += [row] if row is not None else []
    return rows


def size_row(
    quote: tuple[int, int],
    size: tuple[int, int],
    whose: tuple[str | None, str | None],
    told: Sequence[Span],
    folded: str,
    study: Mapping[str, Any],
) -> Row | None:
    """A row for the number at `size`, of a (group, population); told: the caption and heads that can say when these people are counted."""
    n = value_of(folded[slice(*size)])
    if n is None or n != int(n):
        return None
    role = _role(" ".join(folded[one.start : one.end] for one in told))
    reasons = () if role is not None else ("link_role_guessed",)
    values = {**dict(study), "n": int(n), "group_label": whose[0], "population": whose[1], "role": role or _assumed(told, folded)}
    return Row("sample_sizes", *quote, "head_size", values, (Claim("n", *size),), reasons)


def _heads_with_sizes(table: Table, heads: Heads, axes: Axes) -> dict[Span, tuple[Span, ...]]:
    """Each sized head with the chain of heads it stands in, down to itself, and each sized label of a group."""
    found: dict[Span, tuple[Span, ...]] = {}
    for chain in table.columns.values():
        for at, span in enumerate(chain):
            if heads.at(span).size is not None:
                found.setdefault(span, chain[: at + 1])
    for line in table.lines if axes.rows_have_groups else ():
        for span in (*line.groups, *line.stub):
            if axes.kinds.get(span) is Kind.GROUP and heads.at(span).size is not None:
                found.setdefault(span, (span,))
    return found


def _quote(span: Span, size: tuple[int, int]) -> tuple[int, int]:
    return (span.start, span.end) if span.start <= size[0] and size[1] <= span.end else size


def _role(text: str) -> Role | None:
    return next((role for role, words in _ROLES if words.search(text)), None)


def _assumed(told: Iterable[Span], folded: str) -> Role:
    """Those whose characteristics a table gives had entered the trial; those whose results it gives were analysed."""
    baseline: Iterable[Span] = (span for span in told if TABLE_OF_BASELINE.compiled.search(folded, span.start, span.end))
    return Role.ENROLLED if any(True for _ in baseline) else Role.ANALYSED
