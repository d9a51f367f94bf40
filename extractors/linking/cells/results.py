"""Rows of `measurements` from a row of a table: one for each value of a group, with what the columns beside it add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.context.arms import Arm, role_of
from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.declared import Declared
from extractors.linking.cells.layout import Cell
from extractors.linking.cells.measured import DISPERSIONS, UNNAMED, Around, Measured
from extractors.linking.cells.named_groups import Groups
from extractors.linking.cells.subjects import Subject
from extractors.linking.cells.values import measured
from extractors.linking.groups import group_values
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row, with_limits_in_order
from extractors.rules.cells import CELL_INTERVAL, CELL_SIZE, CELL_SPREAD_ALONE
from extractors.rules.table_heads import Says
from schemas.vocabulary import DispersionType, MeasurementParamType

_COUNT_ALONE = 2
_ONE_COMMA = compiled(r"\d{1,3},\d{3}")
_FAR = 10
_COUNTS = frozenset({"numerator", "denominator", "group_n"})


@dataclass(frozen=True)
class Beside:
    """A cell that completes the value before it, with its column."""

    cell: Cell
    column: Column


def value_of_cell(cell: Cell, around: Around, beside: Sequence[Beside]) -> Measured | None:
    """The value in a cell with what stands beside it; None where it is no group's own result."""
    if cell.shape is None:
        return None
    found = measured(cell.shape, around)
    for one in beside:
        found = _completed(found, one) if found is not None else None
    if found is None or not _possible(found, cell):
        return None
    return found.doubted("read_number_format") if any(_is_decimal_comma(cell, one) for one in beside) else found


def _is_decimal_comma(cell: Cell, beside: Beside) -> bool:
    """True for "37,403" beside "159.13": a thousand and more that is far from the value, and may be 37.403."""
    text = (
        next((beside.cell.shape.texts[name] for name in ("value", "inner") if name in beside.cell.shape.texts), "")
        if beside.cell.shape
        else ""
    )
    value, spread = cell.shape.number("value") if cell.shape else None, value_of(text) if text else None
    return (
        value is not None
        and spread is not None
        and _ONE_COMMA.fullmatch(text.strip()) is not None
        and spread > _FAR * max(abs(value), 1)
    )


def _completed(found: Measured, beside: Beside) -> Measured:
    """The value with a spread, limits or a share from the column after it."""
    shape, declared = beside.cell.shape, beside.column.declared
    if shape is None or shape.is_empty:
        return found
    if shape.rule is CELL_SIZE:
        return replace(found, places={**found.places, "group_n": shape.places["n"]})
    if found.settled.get("param_type") is MeasurementParamType.COUNT and beside.column.role not in (
        Role.SHARE,
        Role.SIZE,
        Role.SIZE_OF_BEFORE,
    ):
        return found  # a count has no spread
    places = dict(found.places)
    says = {term.says for one in declared for term in (*one.beside, *((one.value,) if one.value else ()))}
    if beside.column.role in (Role.SIZE, Role.SIZE_OF_BEFORE):
        return replace(found, places={**places, "group_n": shape.places["value"]}) if shape.has("value") else found
    if shape.rule is CELL_INTERVAL and not places.keys() & {"dispersion_value", "dispersion_lower_limit"}:
        kind = next((DISPERSIONS[one] for one in (Says.CI, Says.IQR, Says.RANGE) if one in says), None)
        places |= {"dispersion_lower_limit": shape.places["low"], "dispersion_upper_limit": shape.places["high"]}
        level = next((place for one in declared if (place := one.level()) is not None), None)
        if kind is DispersionType.CI and level is not None:
            places["dispersion_ci_percent"] = level
        return _with_dispersion(found, places, kind)
    group = "inner" if shape.rule is CELL_SPREAD_ALONE else "value"
    if not shape.has(group):
        return found
    signed = shape.has("inner_sign") or shape.has("percent_sign") or (shape.rule is CELL_SPREAD_ALONE and Says.PERCENT in says)
    if beside.column.role is Role.SHARE or signed:
        return _with_share(found, shape.places[group])
    spread = next((DISPERSIONS[one] for one in (Says.SD, Says.SE) if one in says), None)
    if (spread is None and shape.rule is not CELL_SPREAD_ALONE) or "dispersion_value" in places:
        return _with_limit(found, beside, places)
    return _with_dispersion(found, {**places, "dispersion_value": shape.places[group]}, spread)


def _with_share(found: Measured, place: tuple[int, int]) -> Measured:
    """The count with its share from the column after it; what is no count keeps its own."""
    if (
        found.settled.get("param_type") not in (MeasurementParamType.COUNT, MeasurementParamType.OTHER)
        or len(found.places) > _COUNT_ALONE
    ):
        return found
    reasons = tuple(reason for reason in found.reasons if reason != UNNAMED)
    places = {**found.places, "numerator": found.places["param_value"], "param_value": place}
    return Measured({"param_type": MeasurementParamType.PERCENT, "unit": "%"}, places, reasons)


def _with_limit(found: Measured, beside: Beside, places: dict[str, tuple[int, int]]) -> Measured:
    """The value with a lower or upper limit from a column of its own."""
    column = {Role.LOWER: "dispersion_lower_limit", Role.UPPER: "dispersion_upper_limit"}.get(beside.column.role)
    shape = beside.cell.shape
    if column is None or shape is None or column in places or "dispersion_value" in places:
        return found
    says = {term.says for head in beside.column.heads for term in head.terms}
    kind = DispersionType.CI if Says.CI in says else DispersionType.RANGE if _names_extremes(beside.column) else None
    return _with_dispersion(found, {**places, column: shape.places["value"]}, kind)


def _names_extremes(column: Column) -> bool:
    """Whether the limit is the smallest or the greatest value: "Minimum"."""
    terms = [term for one in column.declared for term in one.beside]
    return any(term.mention.span("extreme") is not None for term in terms)


def _with_dispersion(found: Measured, places: Mapping[str, tuple[int, int]], kind: DispersionType | None) -> Measured:
    settled, reasons = dict(found.settled), found.reasons
    if kind is not None:
        settled["dispersion_type"] = kind
        if settled.get("param_type") in (MeasurementParamType.MEAN, MeasurementParamType.MEDIAN):
            reasons = tuple(reason for reason in reasons if reason != UNNAMED)  # the spread that a whole number alone lacked
    else:
        reasons = (*reasons, UNNAMED)
    if settled.get("param_type") is MeasurementParamType.OTHER and kind in (DispersionType.SD, DispersionType.SE):
        settled["param_type"] = MeasurementParamType.MEAN
        reasons = tuple(reason for reason in reasons if reason != UNNAMED)
    return Measured(settled, places, reasons)


def _possible(found: Measured, cell: Cell) -> bool:
    """False for a percentage above a hundred and for limits that do not hold their order."""
    shape = cell.shape
    if shape is None or found.settled.get("param_type") is not MeasurementParamType.PERCENT:
        return True
    values = {place: shape.number(group) for group, place in shape.places.items() if group in ("value", "inner", "percent")}
    percent = values.get(found.places["param_value"])
    return percent is None or 0 <= percent <= 100


def measurement(
    cell: Cell,
    found: Measured,
    subject: Subject,
    groups: Groups,
    declared: Sequence[Declared],
    study: Mapping[str, Any],
    folded: str,
) -> Row | None:
    """The value as a row; None where a number of it cannot be read."""
    places = dict(found.places)
    if subject.size is not None and found.of_people and "denominator" not in places and "group_n" not in places:
        places["group_n"] = subject.size
    if cell.shape is not None and cell.shape.has("n"):
        places["group_n"] = cell.shape.places["n"]
    level = _level(found, declared)
    if level is not None:
        places["dispersion_ci_percent"] = level
    numbers = {column: value_of("".join(folded[slice(*place)].split())) for column, place in places.items()}
    if any(number is None for number in numbers.values()):
        return None
    reasons = [*found.reasons, *subject.reasons]
    if subject.sorts_people and found.settled.get("param_type") not in (MeasurementParamType.COUNT, MeasurementParamType.PERCENT):
        reasons.append("link_outcome_guessed")  # a mean of those "≥ 65 years": of what?
    arm = (groups.arm_of(subject.group) if subject.group else None) or (
        Arm(subject.group, role_of(subject.group), ()) if subject.group else None
    )
    values: dict[str, Any] = {**dict(study), **dict(found.settled)}
    values |= {column: int(number) if column in _COUNTS else number for column, number in numbers.items() if number is not None}
    values |= {
        **group_values(arm),
        "group_label": subject.group,
        "population": subject.population,
        "outcome_title": subject.outcome,
        "is_change": True if subject.is_change else None,
    }
    if "unit" not in values and subject.unit is not None and values["param_type"] is not MeasurementParamType.COUNT:
        values["unit"] = subject.unit
    if subject.time is not None:
        values["time_frame"], values["time_frame_days"] = subject.time.label, subject.time.days
    claims = [Claim(column, *place) for column, place in places.items()]
    exchanged = with_limits_in_order(values, claims, "dispersion_lower_limit", "dispersion_upper_limit")
    if exchanged is not None:
        reasons.append("read_limits_reversed")
    rule = cell.shape.rule.name if cell.shape is not None else "cell"
    return Row(
        "measurements", cell.place.start, cell.place.end, rule, values, tuple(exchanged or claims), tuple(dict.fromkeys(reasons))
    )


def _level(found: Measured, declared: Sequence[Declared]) -> tuple[int, int] | None:
    if found.settled.get("dispersion_type") is not DispersionType.CI:
        return None
    return next((place for one in declared if one.has(Says.CI) and (place := one.level()) is not None), None)
