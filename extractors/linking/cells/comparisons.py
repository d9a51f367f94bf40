"""Rows of `analyses` from a row of a table: an estimate with the interval, error and p-value beside it, or a p-value alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import regex

from extractors.linking.cells.columns import Column, Role
from extractors.linking.cells.declared import Declared, declared_in
from extractors.linking.cells.layout import Cell
from extractors.linking.cells.shapes import Shape
from extractors.linking.cells.subjects import Subject
from extractors.linking.modifiers import modifier_of
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row, with_limits_in_order
from extractors.rules.cells import (
    CELL_BOUNDED,
    CELL_BRACKET,
    CELL_INTERVAL,
    CELL_NAMED_BRACKET,
    CELL_NAMED_VALUE,
    CELL_NUMBER,
    CELL_P_VALUE,
    CELL_SPREAD,
    CELL_SPREAD_ALONE,
    CELL_VALUE_WITH_P,
)
from extractors.rules.table_heads import Says
from schemas.vocabulary import DispersionType, ParamType, Sides

Place = tuple[int, int]
_ADJUSTED = compiled(r"\badjusted\b|(?<!\w)a(?:HR|OR|RR)\b|\bmultivari", regex.IGNORECASE)
_UNADJUSTED = compiled(r"\bunadjusted\b|\bcrude\b", regex.IGNORECASE)
_MOST = 1


@dataclass
class Statement:
    """One analysis while it is put together from the cells of a row."""

    cell: Cell
    column: Column
    places: dict[str, Place] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    level: Place | None = None

    @property
    def has_estimate(self) -> bool:
        """Whether it has more than a p-value."""
        return bool(self.places.keys() - {"p_value"})


def estimate_in(cell: Cell, column: Column, declared: Sequence[Declared], folded: str) -> Statement | None:
    """The estimate in a cell under a head that names one; None where the cell's shape is none of an estimate."""
    shape = cell.shape
    named = next((one for one in declared if one.says in (Says.ESTIMATE, Says.TEST)), None)
    if shape is None or shape.is_empty or named is None or named.value is None:
        return None
    found = Statement(cell, column, level=named.level())
    told = next((one for one in declared if one.value is None and one.has(Says.SE, Says.SD)), None)
    if not named.beside and told is not None and shape.rule in (CELL_BRACKET, CELL_SPREAD):
        named = replace(named, beside=told.beside)
    if not _fill(found, shape, named):
        return None
    if found.has_estimate:
        _name(found, named)
    return found


def _fill(found: Statement, shape: Shape, named: Declared) -> bool:
    """Put the shape's numbers into the statement; False for a shape that no estimate has."""
    rule, places = shape.rule, found.places
    if rule in (CELL_BOUNDED, CELL_NAMED_BRACKET) and shape.has("low"):
        if named.has(Says.CI) or not named.beside or _names_interval(shape):
            places |= {"param_value": shape.places["value"], "ci_lower_limit": shape.places["low"]}
            places |= {"ci_upper_limit": shape.places["high"]} if shape.has("high") else {}
        else:
            places["param_value"] = shape.places["value"]
            found.reasons.append("read_statistic_missing")
    elif rule is CELL_INTERVAL:
        places |= {"ci_lower_limit": shape.places["low"], "ci_upper_limit": shape.places["high"]}
    elif rule in (CELL_NUMBER, CELL_VALUE_WITH_P, CELL_NAMED_VALUE):
        places["param_value"] = shape.places["value"]
    elif rule is CELL_P_VALUE and named.has(Says.P):
        places["p_value"] = shape.places["p_value"]
    elif rule in (CELL_BRACKET, CELL_SPREAD, CELL_NAMED_BRACKET):
        _fill_bracket(found, shape, named)
    else:
        return False
    if shape.has("p_value"):
        places["p_value"] = shape.places["p_value"]
    if "p_value" in places:
        found.values["p_value_modifier"] = _modifier(shape)
    return True


def _names_interval(shape: Shape) -> bool:
    return shape.has("inner_name") and "C" in shape.texts["inner_name"].upper()


def _fill_bracket(found: Statement, shape: Shape, named: Declared) -> None:
    """ "0.34 (0.12)": the bracket holds a standard error, an SD or a p-value where the head says so."""
    inner = "spread" if shape.rule is CELL_SPREAD else "inner"
    found.places["param_value"] = shape.places["value"]
    spread = named.term((Says.SE, Says.SD))
    if spread is not None:
        found.places["dispersion_value"] = shape.places[inner]
        found.values["dispersion_type"] = DispersionType.SE if spread.says is Says.SE else DispersionType.SD
    elif _has_p_beside(named) and 0 <= (shape.number(inner) or 0) <= _MOST:
        found.places["p_value"] = shape.places[inner]
    else:
        found.reasons.append("read_statistic_missing")


def _has_p_beside(named: Declared) -> bool:
    """Whether the head puts a p-value into the bracket: "Difference (P)", "t (P)"."""
    return named.has(Says.P) or (named.value is not None and named.value.mention.span("p_beside") is not None)


def _modifier(shape: Shape) -> Any:
    text = shape.texts.get("p_value_modifier") or shape.texts.get("inner_modifier")
    return modifier_of(text, (0, len(text))) if text else modifier_of("", None)


def _name(found: Statement, named: Declared) -> None:
    """What kind of estimate it is, by the head's term; a term that names two kinds, or none, is doubtful."""
    assert named.value is not None
    mention = named.value.mention
    kind = ParamType.TEST_STATISTIC if named.says is Says.TEST else mention.rule.values["param_type"]
    found.values["param_type"] = kind if "param_value" in found.places else None
    if mention.span("raw") is not None:
        found.values["param_type_raw"] = tuple(named.at + offset for offset in mention.groups["raw"])
    if kind is None:
        found.reasons.append("read_type_missing")


def named_in(cell: Cell, column: Column, folded: str) -> Statement | None:
    """The estimate or test in a cell that names it itself: "r = 0.35", "t = 2.1, p = 0.04"."""
    if cell.shape is None or cell.shape.rule is not CELL_NAMED_VALUE:
        return None
    name = cell.shape.places["name"]
    return estimate_in(cell, column, declared_in(folded[slice(*name)], name[0]), folded)


def p_value_in(cell: Cell, column: Column) -> Statement | None:
    """A p-value in a cell under a head that calls it so, or in a cell that says "P" itself."""
    shape = cell.shape
    if shape is None:
        return None
    if shape.rule is CELL_P_VALUE:
        found = Statement(cell, column, {"p_value": shape.places["p_value"]}, {"p_value_modifier": _modifier(shape)})
    elif (
        shape.rule is CELL_NUMBER
        and not shape.has("percent_sign")
        and (value := shape.number("value")) is not None
        and 0 <= value <= _MOST
    ):
        found = Statement(cell, column, {"p_value": shape.places["value"]}, {"p_value_modifier": modifier_of("", None)})
    else:
        return None
    return found


def completed(statement: Statement, cell: Cell, column: Column) -> bool:
    """Add what a cell beside the estimate holds: limits, an error, a p-value; False where it does not belong."""
    shape, places = cell.shape, statement.places
    if shape is None or shape.is_empty:
        return True
    says = {term.says for head in column.heads for term in head.terms} | {
        term.says for one in column.declared for term in one.beside
    }
    if column.role is Role.P:
        p = p_value_in(cell, column)
        if p is None or "p_value" in places:
            return False
        places["p_value"], statement.values["p_value_modifier"] = p.places["p_value"], p.values["p_value_modifier"]
    elif shape.rule is CELL_INTERVAL and "ci_lower_limit" not in places:
        places |= {"ci_lower_limit": shape.places["low"], "ci_upper_limit": shape.places["high"]}
        statement.level = statement.level or next((place for one in column.declared if (place := one.level()) is not None), None)
    elif column.role in (Role.LOWER, Role.UPPER) and shape.has("value"):
        places.setdefault("ci_lower_limit" if column.role is Role.LOWER else "ci_upper_limit", shape.places["value"])
        statement.level = statement.level or _level_over(column)
    elif column.role is Role.SPREAD and says & {Says.SE, Says.SD} and "dispersion_value" not in places:
        places["dispersion_value"] = (
            shape.places["inner" if shape.rule is CELL_SPREAD_ALONE else "value"]
            if shape.has("inner") or shape.has("value")
            else (0, 0)
        )
        statement.values["dispersion_type"] = DispersionType.SE if Says.SE in says else DispersionType.SD
    else:
        return False
    return True


def _level_over(column: Column) -> Place | None:
    for span, head in zip(column.spans, column.heads, strict=True):
        for term in head.terms:
            place = term.mention.span("ci_percent")
            if place is not None:
                return span.start + place[0], span.start + place[1]
    return None


def analysis(
    statement: Statement, subject: Subject, groups: tuple[str | None, str | None], study: Mapping[str, Any], folded: str, text: str
) -> Row | None:
    """The statement as a row; None where a number of it cannot be read."""
    places = dict(statement.places)
    values: dict[str, Any] = {**dict(study), **statement.values}
    reasons = [*statement.reasons, *(reason for reason in subject.reasons if not reason.startswith("link_groups"))]
    if "ci_lower_limit" in places and statement.level is not None:
        places["ci_percent"] = statement.level
    numbers = {column: value_of("".join(folded[slice(*place)].split())) for column, place in places.items()}
    if any(number is None for number in numbers.values()) or not 0 <= (numbers.get("p_value") or 0) <= _MOST:
        return None
    values.update(numbers)
    if "ci_lower_limit" in values and "ci_upper_limit" in values:
        values["ci_n_sides"] = Sides.TWO_SIDED
    if ("ci_lower_limit" in values or "ci_upper_limit" in values) and "ci_percent" not in values:
        reasons.append("read_level_missing")
    raw = values.get("param_type_raw")
    if isinstance(raw, tuple):
        values["param_type_raw"] = text[raw[0] : raw[1]].strip()
    head = " ".join(head.text for head in statement.column.heads)
    values["adjusted"] = True if "param_value" in values and _ADJUSTED.search(head) and not _UNADJUSTED.search(head) else None
    values["outcome_title"], values["population"] = subject.outcome, subject.population
    values["group_label"], values["comparator_label"] = groups
    if (
        "param_value" in values
        and subject.unit is not None
        and values.get("param_type") in (ParamType.MEAN_DIFFERENCE, ParamType.DIFFERENCE, ParamType.BETA)
    ):
        values["unit"] = subject.unit
    if subject.time is not None:
        values["time_frame"], values["time_frame_days"] = subject.time.label, subject.time.days
    claims = [Claim(column, *place) for column, place in places.items()]
    exchanged = with_limits_in_order(values, claims, "ci_lower_limit", "ci_upper_limit")
    if exchanged is not None:
        reasons.append("read_limits_reversed")
    rule = statement.cell.shape.rule.name if statement.cell.shape is not None else "cell"
    return Row(
        "analyses",
        statement.cell.place.start,
        statement.cell.place.end,
        rule,
        values,
        tuple(exchanged or claims),
        tuple(dict.fromkeys(reasons)),
    )
