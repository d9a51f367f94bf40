"""What the checks say, as rows of `findings` and as doubts on the rows that they speak of. No polars here: `show` marks too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemas.checks import Finding, finding_tables, reasons_of, run_checks
from schemas.checks.group_sizes import group_sizes
from schemas.reasons import REVIEW_REASONS
from schemas.standard_errors import NOTHING, with_standard_errors
from schemas.vocabulary import Review, Ruling

Rows = list[dict[str, Any]]


def checked(
    facts: Mapping[str, Sequence[Mapping[str, Any]]],
    claims: Iterable[tuple[str, str, str]],
    found: Sequence[Finding] | None = None,
    reports: Sequence[Mapping[str, Any]] = (),
    standard_errors: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[dict[str, Rows], Rows, Rows]:
    """The fact rows with their standard errors and the doubts that contradictions lay on them, then `findings` and `finding_rows`.

    claims: (row_id, column, raw), from which the checks know the precision of a value. A row that a curator
    accepted keeps its reasons and stays clear. found: what `findings_on` has said of the same values already. reports: rows of
    `reports`, from which the checks know a registry's record and who copies whom. standard_errors: what `standard_errors_on` has
    given for the same values already.
    """
    claims = list(claims)
    found = run_checks({**_as_printed(facts, claims), "reports": list(reports)}) if found is None else found
    derived = standard_errors_on(facts, claims) if standard_errors is None else standard_errors
    facts = {**facts, "analyses": [{**row, **derived.get(row["row_id"], NOTHING)} for row in facts["analyses"]]}
    reasons = reasons_of(found)
    marked = {name: [_doubted(row, reasons.get(row["row_id"], set())) for row in rows] for name, rows in facts.items()}
    return marked, *finding_tables(found)


def findings_on(facts: Mapping[str, Sequence[Mapping[str, Any]]], claims: Iterable[tuple[str, str, str]]) -> list[Finding]:
    """What the checks say of the rows; whether a person has accepted a row changes none of it."""
    return run_checks(_as_printed(facts, claims))


def standard_errors_on(
    facts: Mapping[str, Sequence[Mapping[str, Any]]], claims: Iterable[tuple[str, str, str]]
) -> dict[str, Mapping[str, Any]]:
    """By row_id, columns `standard_error` and `standard_error_method` of the analyses for which they can be derived."""
    rows = with_standard_errors(_as_printed(facts, claims))
    return {row["row_id"]: {column: row[column] for column in NOTHING} for row in rows if row["standard_error"] is not None}


def standard_errors_again(
    known: Mapping[str, Mapping[str, Any]],
    before: Mapping[str, Sequence[Mapping[str, Any]]],
    facts: Mapping[str, Sequence[Mapping[str, Any]]],
    claims: Iterable[tuple[str, str, str]],
    changed: frozenset[str],
) -> dict[str, Mapping[str, Any]]:
    """What `standard_errors_on` gives for the facts as they are now. known: what it gave before; changed: the rows that differ."""
    if group_sizes(before) != group_sizes(facts):
        return standard_errors_on(facts, claims)
    analyses = [row for row in facts["analyses"] if row["row_id"] in changed]
    printed = [claim for claim in claims if claim[0] in changed]
    again = standard_errors_on({**facts, "analyses": analyses}, printed)
    return {**{row_id: columns for row_id, columns in known.items() if row_id not in changed}, **again}


def _as_printed(
    facts: Mapping[str, Sequence[Mapping[str, Any]]], claims: Iterable[tuple[str, str, str]]
) -> dict[str, list[dict[str, Any]]]:
    printed: dict[str, dict[str, str]] = {}
    for row_id, column, raw in claims:
        printed.setdefault(row_id, {})[column] = raw
    return {name: [{**row, "printed": printed.get(row["row_id"], {})} for row in rows] for name, rows in facts.items()}


def _doubted(row: Mapping[str, Any], reasons: set[str]) -> dict[str, Any]:
    if not reasons:
        return dict(row)
    known = set((row["review_reasons"] or "").split("|")) - {""}
    review = row["review"] if row["decision"] == Ruling.ACCEPTED else str(Review.DOUBTFUL)
    return {**row, "review": review, "review_reasons": "|".join(code for code in REVIEW_REASONS if code in known | reasons)}
