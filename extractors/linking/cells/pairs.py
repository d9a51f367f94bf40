"""Two counts in one cell that its row's label names in turn: "9/11" beside "Gender (male/female)"."""

from collections.abc import Iterator, Sequence

from extractors.document import Span
from extractors.linking.cells.measured import Measured, Place
from extractors.linking.cells.shapes import Shape
from extractors.patterns import compiled
from extractors.rules.cells import CELL_INTERVAL, CELL_PART, CELL_TWO_SHARES
from extractors.rules.table_words import LABEL_PAIR
from schemas.vocabulary import MeasurementParamType

_LEFT = compiled(r"[\s(\[,:;–-]+$")


def halves_of(labels: Sequence[Span], folded: str, text: str) -> tuple[str, tuple[str, str]] | None:
    """What the innermost label counts, "Gender", and the two that it names in turn; None where it names no two."""
    for span in reversed(labels):
        match = LABEL_PAIR.compiled.search(folded, span.start, span.end)
        if match is not None:
            return _LEFT.sub("", text[span.start : match.start()]).strip(), (
                text[slice(*match.span("first"))],
                text[slice(*match.span("second"))],
            )
    return None


def both_counts(shape: Shape) -> Iterator[Measured]:
    """The two counts of a cell, each with its share where it is printed."""
    if shape.rule is CELL_PART and not shape.has("percent"):
        yield _counted(shape.places["part"])
        yield _counted(shape.places["whole"])
    elif shape.rule is CELL_INTERVAL and "." not in shape.texts["low"] + shape.texts["high"]:
        yield _counted(shape.places["low"])  # "26 : 34"
        yield _counted(shape.places["high"])
    elif shape.rule is CELL_TWO_SHARES:
        yield _counted(shape.places["value"], shape.places["inner"])
        yield _counted(shape.places["other"], shape.places["other_inner"])


def _counted(count: Place, share: Place | None = None) -> Measured:
    if share is None:
        return Measured({"param_type": MeasurementParamType.COUNT}, {"param_value": count, "numerator": count})
    return Measured({"param_type": MeasurementParamType.PERCENT, "unit": "%"}, {"param_value": share, "numerator": count})
