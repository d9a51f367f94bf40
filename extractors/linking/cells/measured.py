"""One group's own result while it is read: its settled columns and the places of its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from extractors.linking.cells.declared import Declared
from extractors.rules.table_heads import Says
from schemas.vocabulary import DispersionType, MeasurementParamType

UNNAMED = "read_statistic_missing"
TYPES = {
    Says.MEAN: MeasurementParamType.MEAN, Says.LEAST_SQUARES_MEAN: MeasurementParamType.LEAST_SQUARES_MEAN, Says.GEOMETRIC_MEAN: MeasurementParamType.GEOMETRIC_MEAN,
    Says.MEDIAN: MeasurementParamType.MEDIAN, Says.PERCENT: MeasurementParamType.PERCENT, Says.COUNT: MeasurementParamType.COUNT, Says.RATE: MeasurementParamType.RATE,
}  # fmt: skip
DISPERSIONS = {
    Says.SD: DispersionType.SD, Says.SE: DispersionType.SE, Says.IQR: DispersionType.IQR, Says.RANGE: DispersionType.RANGE, Says.CI: DispersionType.CI,
}  # fmt: skip
Place = tuple[int, int]


class Fit(StrEnum):
    """What a row's numbers prove of "12 (43)": whether 43 is the share, in percent, that 12 people are of each group."""

    PROVEN = "proven"
    POSSIBLE = "possible"
    """A share of fewer people than the group has, or of some groups only."""
    REFUTED = "refuted"
    UNKNOWN = "unknown"
    """No group's size is known."""


@dataclass(frozen=True)
class Around:
    """What is known of a cell beside its characters.

    near: what row and column declare, the nearest first; told: what caption and footnotes do, which often give several forms at
    once. stray: what notes do of which nobody knows what they are of. prose: what the report's text does, of all its values. size: the group's. unit: the outcome's; what has one other than "%" is no count of people. fit: of the cell's whole row.
    """

    near: tuple[Declared, ...]
    told: tuple[Declared, ...]
    stray: tuple[Declared, ...] = ()
    prose: tuple[Declared, ...] = ()
    size: float | None = None
    unit: str | None = None
    fit: Fit = Fit.UNKNOWN

    @property
    def declared(self) -> tuple[Declared, ...]:
        """All declarations, the nearest first."""
        return (*self.near, *self.told)

    @property
    def is_measure(self) -> bool:
        """True where the outcome's unit says that no people are counted."""
        return self.unit is not None and self.unit != "%"


@dataclass(frozen=True)
class Measured:
    """Settled columns of a measurement, the places of its numbers by column, and the reasons to doubt it.

    of_people: False for a value over something else than the group's people: "percentages are medians over the schools".
    """

    settled: Mapping[str, Any]
    places: Mapping[str, Place]
    reasons: tuple[str, ...] = field(default=())
    of_people: bool = True

    def doubted(self, *reasons: str) -> "Measured":
        """The same with more reasons."""
        return replace(self, reasons=tuple(dict.fromkeys((*self.reasons, *reasons))))
