"""What the number in a bracket is: "12 (43)" is a count with its share, a mean with its SD, or a share with its count."""

from collections.abc import Iterable, Sequence

from extractors.linking.cells.declared import BOUNDS, CENTRES, SPREADS, Declared
from extractors.linking.cells.measured import DISPERSIONS, TYPES, UNNAMED, Around, Fit, Measured
from extractors.linking.cells.shapes import Shape
from extractors.rules.table_heads import Says
from schemas.vocabulary import DispersionType, MeasurementParamType

_ALL = 100
_COUNTED = (Says.COUNT, Says.PERCENT)
_SMALLEST_PROOF = 4
"""In a group of so few a share agrees with many counts by chance."""
_ROUNDED = 0.51
"""A share may differ from the count's by half of its last digit."""
_FEWEST_ASKED = 0.5
"""The part of a group that must have answered for a share of those who did to be likely."""


def bracketed(shape: Shape, around: Around) -> Measured | None:
    """The cell by the nearest declaration that its numbers answer to; else by what they prove, and else as a guess, doubtful."""
    value, inner = shape.number("value"), shape.number("inner")
    if value is None or inner is None:
        return None
    if shape.has("inner_modifier"):
        return _with_bounded_share(shape, around)
    found = _by_sign(shape, around.near) or _of_alternatives(shape, around) or _first(shape, around.near, around)
    if found is None:
        both = any(one.says in CENTRES for one in around.told) and any(one.says in _COUNTED for one in around.told)
        found = _of_two_forms(shape, around) if both else _first(shape, around.told, around)
    return _with_bounds(found or _unnamed(shape, inner, around), shape, around)


def may_be_share(shape: Shape, around: Around) -> bool:
    """Whether "12 (43)" may as well be a count with its share: nothing that is known of the row or the number speaks against it."""
    if not shape.has("value", "inner") or shape.has("inner_sign"):
        return shape.has("percent_sign") or shape.has("inner_sign")
    return _can_be_share(shape, "value", "inner") and not around.is_measure and around.fit is not Fit.REFUTED


def _with_bounded_share(shape: Shape, around: Around) -> Measured | None:
    """ "2 (<1)": the count; its share is printed as a bound, which is no value."""
    named = shape.has("inner_sign") or any(one.says is Says.COUNT and one.has(Says.PERCENT) for one in around.declared)
    if not named or not _is_count(shape, "value"):
        return None
    return _count(shape)


def _count(shape: Shape) -> Measured:
    place = shape.places["value"]
    return Measured({"param_type": MeasurementParamType.COUNT}, {"param_value": place, "numerator": place})


def fit_of(cells: Iterable[tuple[Shape, float | None]]) -> Fit:
    """What the cells of a row in brackets, each with its group's size, prove together; a count is printed without a point."""
    cells = list(cells)
    if any(not _is_count(shape, "value") for shape, _ in cells):
        return Fit.REFUTED
    fits = {_fit(shape, size) for shape, size in cells} - {Fit.UNKNOWN}
    if not fits:
        return Fit.UNKNOWN
    return fits.pop() if len(fits) == 1 else Fit.POSSIBLE


def _fit(shape: Shape, size: float | None) -> Fit:
    count, share = shape.number("value") or 0, shape.number("inner") or 0
    if not size:
        return Fit.UNKNOWN
    if count > size or not 0 <= share <= _ALL or (count == 0) != (share == 0):
        return Fit.REFUTED
    step = 10.0 ** -len(shape.texts["inner"].partition(".")[2])
    exact = _ALL * count / size
    if abs(exact - share) <= _ROUNDED * step:
        return Fit.PROVEN if size > _SMALLEST_PROOF else Fit.UNKNOWN
    # Of fewer people than the group has: those of whom it is known.
    return Fit.POSSIBLE if share > exact and _ALL * count / share >= _FEWEST_ASKED * size else Fit.REFUTED


def _unnamed(shape: Shape, inner: float, around: Around) -> Measured | None:
    """The cell where nothing names its numbers; only a share that the sizes prove is sure."""
    if around.unit == "%" and _can_be_share(shape, "value", "inner"):
        found = _share(shape, "value", "inner")
        return found if around.fit is Fit.PROVEN else found.doubted(UNNAMED)
    if around.fit is Fit.PROVEN and not around.is_measure:
        return _share(shape, "value", "inner")
    if _can_be_share(shape, "value", "inner") and not around.is_measure and around.fit is not Fit.REFUTED:
        return _share(shape, "value", "inner").doubted(UNNAMED)
    return _mean(shape, MeasurementParamType.MEAN, DispersionType.SD).doubted(UNNAMED) if inner >= 0 else None


def _by_sign(shape: Shape, near: Sequence[Declared]) -> Measured | None:
    """ "12 (43%)" and "43% (12)": the sign says which number is the share."""
    value_signed, inner_signed = shape.has("percent_sign"), shape.has("inner_sign")
    if inner_signed and not value_signed and (_can_be_share(shape, "value", "inner") or _is_padded(shape)):
        return _share(shape, "value", "inner")
    if (
        value_signed
        and not inner_signed
        and _can_be_share(shape, "inner", "value")
        and not any(one.has(*SPREADS) for one in near[:1])
    ):
        return _share(shape, "inner", "value")
    return None


def _is_count(shape: Shape, group: str) -> bool:
    """Whether a number can count people: "14", and not "14.0"."""
    number = shape.number(group)
    return number is not None and number >= 0 and number == int(number) and "." not in shape.texts[group]


def _is_padded(shape: Shape) -> bool:
    """ "20.0 (100%)": a whole number with a point that all numbers of its table have, whose share is signed."""
    value, share = shape.number("value"), shape.number("inner")
    return value is not None and share is not None and value >= 0 and value == int(value) and 0 <= share <= _ALL


def _can_be_share(shape: Shape, count: str, percent: str) -> bool:
    return _is_count(shape, count) and 0 <= (shape.number(percent) or 0) <= _ALL


def _first(shape: Shape, declared: Sequence[Declared], around: Around) -> Measured | None:
    found = (_by_declaration(shape, one, around) for one in declared)
    return next((one for one in found if one is not None), None)


def _of_alternatives(shape: Shape, around: Around) -> Measured | None:
    """A bracket under a head that offers a mean and a share: the share where the mean has its spread behind ±, or the sizes prove it."""
    centre = next((one for one in around.near if one.says in CENTRES), None)
    counted = centre.alternatives(around.near) if centre is not None else []
    if centre is None or not counted:
        return None
    share = _first(shape, counted, around)
    if centre.plus_minus:
        return share or _unnamed(shape, shape.number("inner") or 0, around)
    swapped = any(one.says is Says.PERCENT and one.has(Says.COUNT) for one in counted)
    fit = _fit_of_swapped(shape, around.size) if swapped else around.fit
    if share is None or around.is_measure or fit is Fit.REFUTED:
        return _first(shape, [centre], around)
    return share if fit is Fit.PROVEN else share.doubted(UNNAMED)


def _fit_of_swapped(shape: Shape, size: float | None) -> Fit:
    """What "60.0 (114)", a share with its count, proves against the group's size."""
    share, count = shape.number("value"), shape.number("inner")
    if share is None or count is None or count != int(count) or "." in shape.texts["inner"]:
        return Fit.REFUTED
    if not size:
        return Fit.UNKNOWN
    if count > size or share > _ALL:
        return Fit.REFUTED
    step = 10.0 ** -len(shape.texts["value"].partition(".")[2])
    return Fit.PROVEN if abs(_ALL * count / size - share) <= _ROUNDED * step and size > _SMALLEST_PROOF else Fit.POSSIBLE


def _of_two_forms(shape: Shape, around: Around) -> Measured | None:
    """The form of several that a bracket answers to: a share where the groups' sizes prove it, a mean where they refute it."""
    if around.fit is Fit.PROVEN and not around.is_measure:
        return _share(shape, "value", "inner")
    means = [one for one in around.told if one.says in CENTRES]
    if around.is_measure or around.fit is Fit.REFUTED:
        return _first(shape, means, around)
    if _can_be_share(shape, "value", "inner"):
        return _share(shape, "value", "inner").doubted(UNNAMED)
    found = _first(shape, means, around)
    return found.doubted(UNNAMED) if found is not None else None


def _by_declaration(shape: Shape, one: Declared, around: Around) -> Measured | None:
    """The cell by one declaration; None where its numbers cannot be that."""
    if one.says is Says.COUNT and one.has(Says.PERCENT):
        if not _can_be_share(shape, "value", "inner"):
            return None
        if one.is_of_one(shape.texts["inner"].strip(" +-")):
            return _count(shape)
        found = _share(shape, "value", "inner")
        return found.doubted(UNNAMED) if around.fit is Fit.REFUTED and one not in around.near else found
    if one.says is Says.PERCENT and one.has(Says.COUNT):
        return _share(shape, "inner", "value") if _can_be_share(shape, "inner", "value") else None
    if one.says is Says.PERCENT and not one.beside:
        possible = _can_be_share(shape, "value", "inner") and not around.is_measure and around.fit is not Fit.REFUTED
        return _share(shape, "value", "inner") if possible else None
    spread = one.term(SPREADS)
    proven_share = one.value is None and one not in around.near and around.fit is Fit.PROVEN and not around.is_measure
    if spread is not None and (one.says in CENTRES or one.value is None) and (shape.number("inner") or 0) >= 0 and not proven_share:
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


def _with_bounds(found: Measured | None, shape: Shape, around: Around) -> Measured | None:
    """The value with the bounds of a second bracket, "13 (28) [16-43]", as far as the row has room for them."""
    if found is None or not shape.has("low") or "dispersion_value" in found.places:
        return found
    bounds = next((term for one in around.declared if (term := one.term(BOUNDS)) is not None), None)
    places = {
        **found.places,
        "dispersion_lower_limit": shape.places["low"],
        **({"dispersion_upper_limit": shape.places["high"]} if shape.has("high") else {}),
    }
    if bounds is None:
        return Measured(found.settled, places, (*found.reasons, UNNAMED))
    return Measured({**found.settled, "dispersion_type": DISPERSIONS[bounds.says]}, places, found.reasons)
