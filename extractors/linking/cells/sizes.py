"""Rows of `sample_sizes` from a table's heads: "MSC (n = 27)" tells how many were in an arm."""

from collections.abc import Iterable, Mapping
from typing import Any

from extractors.document import Span
from extractors.linking.cells.axes import Axes, Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Table
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rules.table_words import TABLE_OF_BASELINE
from schemas.vocabulary import Role

_ROLES = (
    (Role.RANDOMISED, compiled(r"\brandomi[sz]ed\b|\ballocated\b", 2)),
    (Role.TREATED, compiled(r"\btreated\s(?:patients|participants|subjects)|\bsafety\s(?:population|set)", 2)),
    (Role.COMPLETED, compiled(r"\bcomplet(?:ed|ers|ing)\b", 2)),
    (Role.ANALYSED, compiled(r"\banaly[sz]ed\b|\banalysis\sset\b|\bintention[-\s]to[-\s]treat\b|\bITT\b|\bper[-\s]protocol\b", 2)),
)


def sizes_of(table: Table, heads: Heads, axes: Axes, folded: str, study: Mapping[str, Any]) -> list[Row]:
    """A row for each head that names a group, or all participants, with their number."""
    rows = []
    for span, chain in _heads_with_sizes(table, heads).items():
        head = heads.at(span)
        if head.size is None or head.time is not None:
            continue
        groups = [one for one in chain if axes.kinds.get(one) is Kind.GROUP and one not in axes.guessed]
        is_total = any(axes.kinds.get(one) is Kind.TOTAL for one in chain)
        if not groups and not is_total:
            continue
        n = value_of(folded[slice(*head.size)])
        if n is None or n != int(n):
            continue
        names = list(dict.fromkeys(heads.at(one).name for one in groups))
        role = _role(" ".join([*(folded[one.start : one.end] for one in (*table.captions, *chain))]))
        values = {**dict(study), "n": int(n), "group_label": " ".join(names) or None, "role": role or _assumed(table, folded)}
        reasons = () if role is not None else ("link_role_guessed",)
        rows.append(Row("sample_sizes", *_quote(span, head.size), "head_size", values, (Claim("n", *head.size),), reasons))
    return rows


def _heads_with_sizes(table: Table, heads: Heads) -> dict[Span, tuple[Span, ...]]:
    """Each sized head with the chain of heads it stands in, down to itself."""
    found: dict[Span, tuple[Span, ...]] = {}
    for chain in table.columns.values():
        for at, span in enumerate(chain):
            if heads.at(span).size is not None:
                found.setdefault(span, chain[: at + 1])
    return found


def _quote(span: Span, size: tuple[int, int]) -> tuple[int, int]:
    return (span.start, span.end) if span.start <= size[0] and size[1] <= span.end else size


def _role(text: str) -> Role | None:
    return next((role for role, words in _ROLES if words.search(text)), None)


def _assumed(table: Table, folded: str) -> Role:
    """Those whose characteristics a table gives had entered the trial; those whose results it gives were analysed."""
    baseline: Iterable[Span] = (span for span in table.captions if TABLE_OF_BASELINE.compiled.search(folded, span.start, span.end))
    return Role.ENROLLED if any(True for _ in baseline) else Role.ANALYSED
