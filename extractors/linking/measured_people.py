"""What people bring along to a trial: their age and their sex, which are results at baseline whatever the sentence is about."""

from typing import Any

import regex

from extractors.context.times import BASELINE_FRAME, TimeFrame
from extractors.linking.scope import Scope
from extractors.linking.values import Value
from extractors.patterns import compiled

_YEARS_OLD = compiled(r"\s?(?:\s?(?:years?|months?))?[\s-]?(?:years?[\s-])?old\b|-year-old", regex.IGNORECASE)
_AGE_IS = compiled(
    r"\b(?:(?:age|ages)(?:\s(?:of\s(?:the\s)?(?:patients|participants|subjects|children|women|men)|at\sbaseline))?(?:,?\s(?:was|were|of|is|range[d]?|from))*[:,=]?|aged)\s?$",
    regex.IGNORECASE,
)
_SEX_AFTER = compiled(
    r"\s?%?\s(?:(?:were|was)\s|of\s(?:the\s|all\s)?(?:patients|participants|them)\swere\s)?(?P<sex>(?:fe)?males?|women|men|girls|boys)\b(?!\s(?:with|who|in\b|and\b|had|of|[a-z]+ed\b))",
    regex.IGNORECASE,
)
_SEX_BEFORE = compiled(r"\b(?P<sex>(?:fe)?males?|women|girls|boys)\s?[,:]?\s?[(\[]\s?$", regex.IGNORECASE)
_AVERAGE_AGE = compiled(r"\bage\b|\byears\sold\b", regex.IGNORECASE)
_COUNTED_SEX = compiled(r"\s(men|women|males?|females?|boys|girls)", regex.IGNORECASE)
_BEFORE, _AFTER = 70, 12


def settle_baseline(
    folded: str, value: Value, scope: Scope, time: TimeFrame | None, values: dict[str, Any], *, of_people: bool
) -> None:
    """Fills the time frame, and for age and sex the outcome; of_people: the value counts people or is their share."""
    near = folded[max(scope.sentence.start, value.start - _BEFORE) : value.end + _AFTER]
    frame = time
    if _YEARS_OLD.match(folded, value.end) or _AGE_IS.search(folded, scope.sentence.start, value.start):
        values["outcome_title"], frame = "age", BASELINE_FRAME
    elif _AVERAGE_AGE.search(near):
        frame = BASELINE_FRAME
    sex = _SEX_AFTER.match(folded, value.end) or _SEX_BEFORE.search(folded, scope.sentence.start, value.start)
    if value.rule == "sex_count":
        counted = _COUNTED_SEX.match(folded[value.end :])
        values["outcome_title"], frame = counted[1] if counted else "sex", BASELINE_FRAME
    elif sex and of_people:
        values["outcome_title"], frame = sex["sex"], BASELINE_FRAME
    if frame is not None:
        values["time_frame"], values["time_frame_days"] = frame.label, frame.days
