"""One group's own result in a cell: which of the cell's numbers is what, by the heads' declarations and by the shape."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.linking.cells.brackets import bracketed, may_be_share
from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared
from extractors.linking.cells.measured import DISPERSIONS, TYPES, UNNAMED, Around, Measured
from extractors.linking.cells.shapes import Shape
from extractors.rules.cells import (
    CELL_BOUNDED,
    CELL_BRACKET,
    CELL_NAMED_BRACKET,
    CELL_NUMBER,
    CELL_PART,
    CELL_PERCENT_PART,
    CELL_SPREAD,
    CELL_TWO_BRACKETS,
    CELL_VALUE_WITH_P,
)
from extractors.rules.table_heads import Says
from schemas.vocabulary import DispersionType, MeasurementParamType

_ALL = 100


def measured(shape: Shape, around: Around) -> Measured | None:
    """What a cell says; None where its shape is none of one group's own result.

    Where only the report's text says it, of all its values, it is the cell's unless that can be a count with its share. Where only a
    note says it of which nobody knows what it is of, it may be the cell's, and the reading is doubtful.
    """
    found = _measured(shape, around)
    if found is None or UNNAMED not in found.reasons:
        return found
    by_prose = _measured(shape, replace(around, told=around.prose)) if around.prose and not may_be_share(shape, around) else None
    if by_prose is not None and UNNAMED not in by_prose.reasons:
        return by_prose
    if not around.stray:
        return found
    by_note = _measured(shape, replace(around, told=(*around.told, *around.stray)))
    return by_note.doubted(UNNAMED) if by_note is not None else found


def _measured(shape: Shape, around: Around) -> Measured | None:
    rule = shape.rule
    if rule in (CELL_PART, CELL_PERCENT_PART):
        return _part(shape, around.declared, around.size)
    if rule is CELL_SPREAD:
        return _spread(shape, around.declared)
    if rule is CELL_NAMED_BRACKET:
        return _named(shape, around.declared)
    if rule in (CELL_BRACKET, CELL_TWO_BRACKETS):
        return bracketed(shape, around)
    if rule is CELL_BOUNDED:
        return _bounded(shape, around.declared)
    if rule not in (CELL_NUMBER, CELL_VALUE_WITH_P):
        return None
    # A bare number does not answer to "values are mean (SD)" at the table's foot.
    return _number(shape, [*around.near, *(one for one in around.told if not one.beside)], around.size, around.unit)


def _part(shape: Shape, declared: Sequence[Declared], size: float | None) -> Measured | None:
    """ "12/30 (40%)": a part of a whole; a part larger than its whole is none."""
    part, whole = shape.number("part"), shape.number("whole")
    if part is None or whole is None or part > whole or any(one.says is Says.RATE for one in declared[:1]):
        return None
    places = {"numerator": shape.places["part"], "denominator": shape.places["whole"]}
    percent = shape.number("percent")
    if percent is not None:
        agrees = whole > 0 and abs(_ALL * part / whole - percent) <= 1
        if not agrees and not shape.has("percent_sign"):
            return None
        return Measured(
            {"param_type": MeasurementParamType.PERCENT, "unit": "%"}, {"param_value": shape.places["percent"], **places}
        )
    doubts = () if size is None or whole <= size else (UNNAMED,)
    return Measured({"param_type": MeasurementParamType.COUNT}, {"param_value": shape.places["part"], **places}, doubts)


def _spread(shape: Shape, declared: Sequence[Declared]) -> Measured:
    """ "49.4 ± 4.5": a mean with what a head says of the ±; where none says it, the SD that it mostly is is a guess."""
    places = {"param_value": shape.places["value"], "dispersion_value": shape.places["spread"]}
    for one in declared:
        spread = one.term(SPREADS)
        if spread is not None and (one.says in CENTRES or one.value is None):
            kind = TYPES.get(one.says, MeasurementParamType.MEAN) if one.says else MeasurementParamType.MEAN
            doubts = (UNNAMED,) if kind is MeasurementParamType.MEDIAN else ()
            return Measured({"param_type": kind, "dispersion_type": DISPERSIONS[spread.says]}, places, doubts)
    centre = next((one.says for one in declared if one.says in CENTRES), None)
    kind = TYPES[centre] if centre is not None else MeasurementParamType.MEAN
    return Measured({"param_type": kind, "dispersion_type": DispersionType.SD}, places, (UNNAMED,))


def _named(shape: Shape, declared: Sequence[Declared]) -> Measured:
    """ "52 (SD 6)": the bracket says itself what it is."""
    name = shape.texts["inner_name"].upper().replace(".", "")
    kind = (
        DispersionType.CI
        if "CI" in name
        else DispersionType.SD
        if name.startswith("SD")
        else DispersionType.SE
        if name.startswith("SE")
        else None
    )
    kind = kind or (DispersionType.RANGE if "RANGE" in name and "INTERQ" not in name else DispersionType.IQR)
    centre = next((one.says for one in declared if one.says in CENTRES or one.says is Says.PERCENT), None)
    value = TYPES[centre] if centre else MeasurementParamType.MEAN if kind in (DispersionType.SD, DispersionType.SE) else None
    if value is None:
        value = (
            MeasurementParamType.PERCENT
            if shape.has("percent_sign")
            else MeasurementParamType.MEDIAN
            if kind is DispersionType.IQR
            else MeasurementParamType.OTHER
        )
    places = {"param_value": shape.places["value"]}
    if shape.has("inner"):
        places["dispersion_value"] = shape.places["inner"]
    else:
        places |= {"dispersion_lower_limit": shape.places["low"], "dispersion_upper_limit": shape.places["high"]}
    return Measured(
        {"param_type": value, "dispersion_type": kind}, places, (UNNAMED,) if value is MeasurementParamType.OTHER else ()
    )


def _bounded(shape: Shape, declared: Sequence[Declared]) -> Measured | None:
    """ "9.0 [3-12]": what the bounds are, heads say, or nobody does."""
    places = {"param_value": shape.places["value"], "dispersion_lower_limit": shape.places["low"]}
    if shape.has("high"):
        places["dispersion_upper_limit"] = shape.places["high"]
    for one in declared:
        bounds = one.term(BOUNDS)
        if bounds is None or one.says is Says.ESTIMATE:
            continue
        kind = TYPES.get(one.says) if one.says is not None else None
        doubts: tuple[str, ...] = ()
        if kind is None or kind is MeasurementParamType.COUNT:
            kind = (
                MeasurementParamType.PERCENT
                if shape.has("percent_sign")
                else next((TYPES[other.says] for other in declared if other.says in CENTRES), None)
            )
            doubts = () if kind is not None else (UNNAMED,)
            kind = kind or (MeasurementParamType.MEDIAN if bounds.says is Says.IQR else MeasurementParamType.OTHER)
        return Measured({"param_type": kind, "dispersion_type": DISPERSIONS[bounds.says], **_percent(kind)}, places, doubts)
    centre = next((one.says for one in declared if one.says in CENTRES or one.says in (Says.PERCENT, Says.RATE)), None)
    kind = TYPES[centre] if centre is not None else MeasurementParamType.OTHER
    return Measured({"param_type": kind, **_percent(kind)}, places, (UNNAMED,))


def _percent(kind: MeasurementParamType) -> dict[str, str]:
    return {"unit": "%"} if kind is MeasurementParamType.PERCENT else {}


def _number(shape: Shape, declared: Sequence[Declared], size: float | None, unit: str | None) -> Measured | None:
    """ "45.2", "12", "33%": what a head calls it; else a share by its sign, and otherwise nobody knows."""
    if declared and declared[0].value is None and declared[0].beside:
        return None
    value = shape.number("value")
    if value is None:
        return None
    places = {"param_value": shape.places["value"]}
    whole = value == int(value) and value >= 0 and not shape.has("percent_sign")
    for one in declared:
        if one.says in CENTRES or one.says is Says.RATE:
            if one.in_percent:
                return Measured({"param_type": TYPES[one.says], "unit": "%"}, places, of_people=False)
            if one.alternatives(declared):  # "Mean (SD) or n (%)" over a number alone
                if shape.has("percent_sign") and 0 <= value <= _ALL:
                    continue
                return Measured({"param_type": TYPES[one.says]}, places, (UNNAMED,))
            is_bare = whole and "." not in shape.texts["value"] and one.has(*SPREADS)  # "1" under "Mean (SD)" may be a count
            is_share = shape.has("percent_sign") and unit != "%" and bool(one.beside)  # "27%" under "Median (IQR)" may be one
            lacks_its_spread = is_bare or is_share
            return Measured({"param_type": TYPES[one.says]}, places, (UNNAMED,) if lacks_its_spread else ())
        if one.says is Says.COUNT and whole and (size is None or value <= size):
            return Measured({"param_type": MeasurementParamType.COUNT}, {**places, "numerator": shape.places["value"]})
        if one.says is Says.PERCENT and one.is_of_one(shape.texts["value"].strip(" +-")):
            break
        if one.says is Says.PERCENT and 0 <= value <= _ALL and not (one.has(Says.COUNT) and value == 0 and whole):
            return Measured({"param_type": MeasurementParamType.PERCENT, "unit": "%"}, places)
    if shape.has("percent_sign") and 0 <= value <= _ALL:
        return Measured({"param_type": MeasurementParamType.PERCENT, "unit": "%"}, places, () if unit is None else (UNNAMED,))
    if unit == "%" and 0 <= value <= _ALL:
        return Measured({"param_type": MeasurementParamType.PERCENT, "unit": "%"}, places, (UNNAMED,))
    return Measured({"param_type": MeasurementParamType.OTHER}, places, (UNNAMED,))
