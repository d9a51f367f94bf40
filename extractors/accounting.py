"""Every number of a report gets a status: a row claims it, a rule sets it aside, or nobody knows it.

There is no remainder class: a number that no row uses and no rule of `extractors/set_aside` knows is
unclaimed, and the curator sees it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractors.as_read import as_read
from extractors.document import Aside, AsideReason, Document, Span
from extractors.linking.cells.refused import cells_without_results
from extractors.no_result import NoResult
from extractors.number_spans import number_spans, words_as_figures
from extractors.numbers import value_of
from extractors.places import Places
from extractors.registry import Record, record_of
from extractors.scanning import finditer
from extractors.set_aside import SET_ASIDE

# An article counts only where a row says so with its claim; then it is a number of its own.
_COUNTING_WORDS = {"a": 1.0, "an": 1.0, "another": 1.0, "single": 1.0, "no": 0.0, "none": 0.0, "nobody": 0.0, "neither": 0.0,
                   "without": 0.0, "absence": 0.0, "dozen": 12.0}  # fmt: skip


def account(
    document: Document,
    claims: Iterable[tuple[int, int, str]],
    not_results: Iterable[Span] = (),
    known: Mapping[Span, str] | None = None,
    spans: Sequence[Span] | None = None,
) -> list[dict[str, Any]]:
    """The rows of table `numbers` for one report.

    claims: (start, end, table) of each printed number that a row uses; a claim that covers no numeral (an
    article, "no") becomes a number of its own. not_results: spans that a curator ruled to be no result.
    known, spans: what `known_no_results` and `countable` give for the document, where they have been asked already.
    """
    claims = sorted(set(claims))
    spans = _with_worded_claims(countable(document) if spans is None else spans, claims)
    return _accounted(document, spans, claims, not_results, known)


def account_again(
    document: Document,
    numbers: Sequence[dict[str, Any]],
    claims: Iterable[tuple[int, int, str]],
    changed: Iterable[Span],
    not_results: Iterable[Span] = (),
    known: Mapping[Span, str] | None = None,
    spans: Sequence[Span] | None = None,
) -> list[dict[str, Any]]:
    """What `account` gives for the claims as they are now, where all but a few numbers stand as they stood.

    numbers: what `account` gave before. changed: each place where a claim has come or gone, or that a curator has ruled on.
    """
    claims = sorted(set(claims))
    reach = Places((span.start, span.end) for span in changed)
    again = [
        span
        for span in _with_worded_claims(countable(document) if spans is None else spans, claims)
        if reach.overlap(span.start, span.end)
    ]
    for span in again:
        reach.add(span.start, span.end)
    here = [claim for claim in claims if reach.overlap(claim[0], claim[1])]
    kept = [number for number in numbers if not reach.overlap(number["start"], number["end"])]
    fresh = _accounted(document, again, here, not_results, known)
    return sorted([*kept, *fresh], key=lambda number: (number["start"], number["end"]))


def _accounted(
    document: Document,
    spans: Sequence[Span],
    claims: Iterable[tuple[int, int, str]],
    not_results: Iterable[Span],
    known: Mapping[Span, str] | None,
) -> list[dict[str, Any]]:
    starts = {span.start: index for index, span in enumerate(spans)}
    tables: dict[int, set[str]] = {}
    for start, end, table in claims:
        exact = starts.get(start)  # most claims cover just their number: no search then
        covered = _overlapping(spans, Span(start, end)) if exact is None or spans[exact].end != end else (exact,)
        for index in covered:
            tables.setdefault(index, set()).add(table)
    ruled = {index for span in not_results for index in _overlapping(spans, span)}
    reasons = known_no_results(document) if known is None else known
    folded = _countable_text(document)
    rows = []
    for index, span in enumerate(spans):
        if index in tables:
            status, reason = "claimed", "|".join(sorted(tables[index]))
        elif index in ruled:
            status, reason = "set_aside", "curator"
        elif reasons.get(span) == AsideReason.TABLE_NOT_READ:
            status, reason = "unclaimed", str(AsideReason.TABLE_NOT_READ)
        elif span in reasons:
            status, reason = "set_aside", reasons[span]
        else:
            status, reason = "unclaimed", "no_rule"
        printed = folded[span.start : span.end]
        rows.append({
            "report_id": document.report_id, "start": span.start, "end": span.end, "raw": document.text[span.start : span.end],
            "value": _COUNTING_WORDS.get(printed.lower(), value_of(printed)), "status": status, "reason": reason,
        })  # fmt: skip
    return rows


def counting_word(printed: str) -> float | None:
    """What a folded word counts where a row claims it ("no" is 0, "a" is 1); None for any other."""
    return _COUNTING_WORDS.get(printed.lower())


def countable(document: Document) -> list[Span]:
    """Every numeral of the report and number in words, in order: what `account` gives a status."""
    return number_spans(_countable_text(document))


def _countable_text(document: Document) -> str:
    record = record_of(document)
    return document.folded_whole if record is None else record.printed()


def known_no_results(document: Document) -> dict[Span, str]:
    """Each number that a rule knows to be no result, with the rule's name, whether or not a row claims it."""
    record = record_of(document)
    spans = number_spans(document.folded_whole if record is None else record.printed())
    reasons = _in_prose(document, spans) if record is None else _in_fields(record, spans)
    return {spans[index]: reason for index, reason in reasons.items()}


def _in_prose(document: Document, spans: list[Span]) -> dict[int, str]:
    """For each number that a rule of `extractors/set_aside` knows to be no result, or that stands in no running text, why it is none."""
    of_tables = {index: reason for cell, reason in cells_without_results(document) for index in _overlapping(spans, cell)}
    read = as_read(document)
    told = {index: rule.name for index, rule in set_aside(read.document.folded, [read.span(span) for span in spans]).items()}
    return of_tables | told | _in_asides(document.asides, spans)


def _in_fields(record: Record, spans: list[Span]) -> dict[int, str]:
    """For each number of a record that is no result by its field's path, or by the rules for prose in free text, why it is none."""
    reasons: dict[int, str] = {}
    for leaf in record.commentary():
        here = _overlapping(spans, Span(leaf.start, leaf.end))
        inside = [Span(spans[index].start - leaf.start, spans[index].end - leaf.start) for index in here]
        for index, rule in set_aside(leaf.folded, inside).items() if inside else ():
            reasons[here[index]] = rule.name
    for leaf, reason in record.not_results():
        for index in _overlapping(spans, Span(leaf.start, leaf.end)):
            reasons[index] = reason
    return reasons


def set_aside(folded: str, spans: list[Span], rules: Iterable[NoResult] = SET_ASIDE) -> dict[int, NoResult]:
    """For each number that a rule knows to be no result, its index in `spans` and the first such rule."""
    found: dict[int, NoResult] = {}
    figures = words_as_figures(folded)
    for rule in rules:
        aside = "aside" in rule.compiled.groupindex
        for match in finditer(rule.compiled, figures):
            for start, end in (match.spans("aside") if aside else ()) or [match.span()]:
                for index in _overlapping(spans, Span(start, end)):
                    found.setdefault(index, rule)
    return found


def _in_asides(asides: Iterable[Aside], spans: list[Span]) -> dict[int, str]:
    """For each number in a stretch that is no running text, why it is none."""
    return {index: str(aside.reason) for aside in asides for index in _overlapping(spans, Span(aside.start, aside.end))}


def _with_worded_claims(spans: Sequence[Span], claims: list[tuple[int, int, str]]) -> list[Span]:
    worded: dict[int, int] = {}
    exact = {(span.start, span.end) for span in spans}
    for start, end, _ in claims:
        if start < end and (start, end) not in exact and not _overlapping(spans, Span(start, end)):
            worded[start] = max(end, worded.get(start, 0))
    return sorted([*spans, *(Span(start, end) for start, end in worded.items())])


def _overlapping(spans: Sequence[Span], span: Span) -> range:
    """Indices of the sorted, disjoint spans that share a character with `span`."""
    first = bisect_right(spans, span.start, key=lambda other: other.end)
    return range(first, max(first, bisect_left(spans, span.end, key=lambda other: other.start)))
