"""What the number in a bracket is: "12 (43)" is a count with its share, a mean with its SD, or a share with its count."""

from collections.abc import Sequence

from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared
from extractors.linking.cells.measured import DISPERSIONS, TYPES, UNNAMED, Measured
from extractors.linking.cells.shapes import Shape
from extractors.rules.table_heads import Says
from schemas.vocabulary import DispersionType, MeasurementParamType

_ALL = 100
_COUNTED = (Says.COUNT, Says.PERCENT)
_SMALLEST_PROOF = 4
"""In a group of so few a share agrees with many counts by chance."""


def bracketed(
    shape: Shape, near: Sequence[Declared], told: Sequence[Declared], size: float | None, unit: str | None
) -> Measured | None:
    """The cell by the nearest declaration that its numbers answer to; else by what they prove, and else as a guess, doubtful.

    near: declared by row and column; told: by caption and footnotes, which often give several forms at once.
    """
    value, inner = shape.number("value"), shape.number("inner")
    if value is None or inner is None or shape.has("inner_modifier"):
        return None
    by_sign = _by_sign(shape, value, inner, near)
    if by_sign is not None:
        return by_sign
    fits, is_measure = _agrees(value, inner, size), unit is not None and unit != "%"
    found = _first(shape, near, fits, is_measure)
    if found is None:
        both = any(one.says in CENTRES for one in told) and any(one.says in _COUNTED for one in told)
        found = _of_two_forms(shape, told, fits, is_measure) if both else _first(shape, told, fits, is_measure)
    if found is not None:
        return found
    if unit == "%" and _can_be_share(value, inner):
        return _share(shape, "value", "inner") if fits else _share(shape, "value", "inner").doubted(UNNAMED)
    if fits and not is_measure and (size or 0) > _SMALLEST_PROOF:
        return _share(shape, "value", "inner")
    if _can_be_share(value, inner) and not is_measure and fits is not False:
        return _share(shape, "value", "inner").doubted(UNNAMED)
    return _mean(shape, MeasurementParamType.MEAN, DispersionType.SD).doubted(UNNAMED) if inner >= 0 else None


def _by_sign(shape: Shape, value: float, inner: float, near: Sequence[Declared]) -> Measured | None:
    """ "12 (43%)" and "43% (12)": the sign says which number is the share."""
    value_signed, inner_signed = shape.has("percent_sign"), shape.has("inner_sign")
    if inner_signed and not value_signed and _can_be_share(value, inner):
        return _share(shape, "value", "inner")
    if value_signed and not inner_signed and _can_be_share(inner, value) and not any(one.has(*SPREADS) for one in near[:1]):
        return _share(shape, "inner", "value")
    return None


def _can_be_share(count: float, percent: float) -> bool:
    return count == int(count) and count >= 0 and 0 <= percent <= _ALL


def _agrees(value: float, inner: float, size: float | None) -> bool | None:
    """Whether `inner` is the share, in percent, that `value` people are of the group; None where its size is not known."""
    if value != int(value) or value < 0:
        return False
    if not size:
        return None
    return abs(_ALL * value / size - inner) <= 1 if value else inner == 0


def _first(shape: Shape, declared: Sequence[Declared], fits: bool | None, is_measure: bool) -> Measured | None:
    found = (_by_declaration(shape, one, fits, is_measure) for one in declared)
    return next((one for one in found if one is not None), None)


def _of_two_forms(shape: Shape, forms: Sequence[Declared], fits: bool | None, is_measure: bool) -> Measured | None:
    """The form of several that a bracket answers to: a share where the group's size proves it, a mean where it refutes it."""
    value, inner = shape.number("value") or 0, shape.number("inner") or 0
    if fits and not is_measure:
        return _share(shape, "value", "inner")
    means = [one for one in forms if one.says in CENTRES]
    if is_measure or fits is False:
        return _first(shape, means, fits, is_measure)
    if _can_be_share(value, inner):
        return _share(shape, "value", "inner").doubted(UNNAMED)
    found = _first(shape, means, fits, is_measure)
    return found.doubted(UNNAMED) if found is not None else None


def _by_declaration(shape: Shape, one: Declared, fits: bool | None, is_measure: bool) -> Measured | None:
    """The cell by one declaration; None where its numbers cannot be that."""
    value, inner = shape.number("value") or 0, shape.number("inner") or 0
    if one.says is Says.COUNT and one.has(Says.PERCENT):
        return _share(shape, "value", "inner") if _can_be_share(value, inner) else None
    if one.says is Says.PERCENT and one.has(Says.COUNT):
        return _share(shape, "inner", "value") if _can_be_share(inner, value) else None
    if one.says is Says.PERCENT and not one.beside:
        return _share(shape, "value", "inner") if _can_be_share(value, inner) and not is_measure and fits is not False else None
    spread = one.term(SPREADS)
    if spread is not None and (one.says in CENTRES or one.value is None) and inner >= 0:
        kind = TYPES.get(one.says, MeasurementParamType.MEAN) if one.says else MeasurementParamType.MEAN
        return _mean(shape, kind, DISPERSIONS[spread.says])
    if one.says is Says.MEDIAN and one.has(*BOUNDS):
        return Measured({"param_type": MeasurementParamType.MEDIAN}, {"param_value": shape.places["value"]}, (UNNAMED,))
    return None


def _share(shape: Shape, count: str, percent: str) -> Measured:
    places = {"param_value": shape.places[percent], "numerator": shape.places[count]}
    return Measured({"param_type": MeasurementParamType.PERCENT, "unit": "%"}, places)


def _mean(shape: Shape, kind: MeasurementParamType, spread: DispersionType) -> Measured:
    places = {"param_value": shape.places["value"], "dispersion_value": shape.places["inner"]}
    return Measured({"param_type": kind, "dispersion_type": spread}, places)
