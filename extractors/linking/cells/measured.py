"""One group's own result while it is read: its settled columns and the places of its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

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


@dataclass(frozen=True)
class Measured:
    """Settled columns of a measurement, the places of its numbers by column, and the reasons to doubt it."""

    settled: Mapping[str, Any]
    places: Mapping[str, Place]
    reasons: tuple[str, ...] = field(default=())

    def doubted(self, *reasons: str) -> "Measured":
        """The same with more reasons."""
        return replace(self, reasons=tuple(dict.fromkeys((*self.reasons, *reasons))))
