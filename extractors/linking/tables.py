"""Rows of `analyses` from table cells: what a cell holds is said by its column's head."""

from collections.abc import Sequence
from typing import Any

from extractors.document import Piece, PieceKind
from extractors.linking.context import Reading
from extractors.linking.modifiers import modifier_of
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rule import Mention, Rule, find
from extractors.rules.cells import CELL_ESTIMATE, CELL_INTERVAL, CELL_P_VALUE, HEAD_ESTIMATE, HEAD_P_VALUE
from schemas.vocabulary import ParamType, Sides

_TYPE_BY_HEAD = {
    "hr": ParamType.HAZARD_RATIO, "ahr": ParamType.HAZARD_RATIO, "hazard ratio": ParamType.HAZARD_RATIO, "or": ParamType.ODDS_RATIO,
    "aor": ParamType.ODDS_RATIO, "odds ratio": ParamType.ODDS_RATIO, "risk ratio": ParamType.RISK_RATIO, "relative risk": ParamType.RISK_RATIO,
    "rate ratio": ParamType.RATE_RATIO, "irr": ParamType.RATE_RATIO, "gmr": ParamType.GEOMETRIC_MEAN_RATIO, "md": ParamType.MEAN_DIFFERENCE,
    "mean difference": ParamType.MEAN_DIFFERENCE, "smd": ParamType.STANDARDIZED_MEAN_DIFFERENCE, "β": ParamType.BETA, "beta": ParamType.BETA,
    "coefficient": ParamType.BETA, "rd": ParamType.DIFFERENCE, "difference": ParamType.DIFFERENCE,
}  # fmt: skip
"""What a head names; a head that names two kinds ("HR/OR") or none that is listed settles nothing."""


def link_tables(reading: Reading) -> list[Row]:
    """A row for each table row that holds an estimate or an interval under a head that says so."""
    rows: list[Row] = []
    by_row: dict[tuple[int, int], list[Piece]] = {}
    for piece in reading.document.pieces:
        if piece.kind is PieceKind.CELL and piece.table is not None and piece.row is not None and piece.column_heads:
            by_row.setdefault((piece.table, piece.row), []).append(piece)
    for cells in by_row.values():
        rows.extend(_table_row(reading, cells))
    return rows


def _match(reading: Reading, rule: Rule, start: int, end: int) -> Mention | None:
    """The rule's match in one cell or head: cells are read on their own, whatever stands around them."""
    found = find(rule, reading.folded[start:end])
    if not found:
        return None
    groups = {name: (a + start, b + start) for name, (a, b) in found[0].groups.items()}
    return Mention(rule, found[0].start + start, found[0].end + start, groups)


def _head(reading: Reading, cell: Piece, rule: Rule) -> Mention | None:
    matches = [_match(reading, rule, head.start, head.end) for head in cell.column_heads]
    return next((match for match in matches if match is not None), None)


def _table_row(reading: Reading, cells: Sequence[Piece]) -> list[Row]:
    p_cell = next((cell for cell in cells if _head(reading, cell, HEAD_P_VALUE)), None)
    p_value = _match(reading, CELL_P_VALUE, p_cell.start, p_cell.end) if p_cell else None
    rows = []
    for cell in cells:
        head = _head(reading, cell, HEAD_ESTIMATE)
        found = _match(reading, CELL_INTERVAL, cell.start, cell.end) or _match(reading, CELL_ESTIMATE, cell.start, cell.end)
        if head is not None and found is not None:
            rows.append(_row(reading, cells, head, found, p_value))
            p_value = None
    return rows


def _row(reading: Reading, cells: Sequence[Piece], head: Mention, found: Mention, p_value: Mention | None) -> Row:
    folded = reading.folded
    claims: list[Claim] = []
    raw = reading.text(head.groups["param_type_raw"])
    study, study_guessed = reading.study_at(found.start, found.end)
    values: dict[str, Any] = {"param_type": _TYPE_BY_HEAD.get(raw.lower()), "param_type_raw": raw, "study_label": study}
    reasons = [] if values["param_type"] else ["read_type_missing"]
    if study_guessed:
        reasons.append("link_study_guessed")
    places = {
        "ci_percent": head.span("ci_percent"),
        **{name: found.span(name) for name in ("param_value", "ci_lower_limit", "ci_upper_limit")},
    }
    if p_value is not None:
        places["p_value"] = p_value.span("p_value")
        values["p_value_modifier"] = modifier_of(folded, p_value.span("p_value_modifier"))
    for column, place in places.items():
        number = value_of(folded[slice(*place)]) if place is not None else None
        if place is not None and number is not None:
            values[column] = number
            claims.append(Claim(column, *place))
    if "ci_lower_limit" in values and "ci_upper_limit" in values:
        values["ci_n_sides"] = Sides.TWO_SIDED
        if "ci_percent" not in values:
            reasons.append("read_level_missing")
    stub = next(
        (cell for cell in cells if cell.column == 0 and compiled(r"[A-Za-z]{3}").search(folded[cell.start : cell.end])), None
    )
    is_arm = stub is not None and bool(reading.arms.between(stub.start, stub.end))
    if stub is not None and not is_arm and stub.start != found.start:
        values["outcome_title"] = reading.text((stub.start, stub.end)).strip()
    else:
        reasons.append("link_outcome_missing")
    pair = reading.arms.pair
    if pair is not None:
        values["group_label"], values["comparator_label"] = pair[0].label, pair[1].label
    else:
        reasons.append("link_groups_missing")
    return Row("analyses", found.start, found.end, found.rule.name, values, tuple(claims), tuple(reasons))
