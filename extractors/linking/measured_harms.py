"""Results that turn out to be harms: rows of `adverse_events` found by the notations of `measurements`."""

from typing import Any

import regex

from extractors.context.arms import Arm
from extractors.context.times import TimeFrame
from extractors.linking.context import Reading
from extractors.linking.scope import Scope
from extractors.linking.values import Value
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rules.harms import HARM_TERM
from schemas.vocabulary import MeasurementParamType

_SAFETY = compiled(
    r"\b(?:adverse|side\seffects?|safety|toxicit\w+|complications?|(?-i:SAEs?|AEs?|TEAEs?)|harms?|tolerab\w+)\b", regex.IGNORECASE
)


def tells_a_harm(reading: Reading, scope: Scope, title: str) -> bool:
    """True where the outcome is a harm by its name, or by a harm's name in a passage about safety; a stroke can be an efficacy outcome."""
    if _SAFETY.search(title):
        return True
    section = reading.section_at(scope.sentence.start)
    safety = _SAFETY.search(reading.folded, scope.sentence.start, scope.sentence.end) or (
        section is not None and _SAFETY.search(section)
    )
    return bool(safety) and HARM_TERM.compiled.search(title) is not None


def harm_row(
    reading: Reading,
    value: Value,
    arm: Arm | None,
    time: TimeFrame | None,
    title: str,
    numbers: dict[str, Any],
    claims: list[Claim],
    study: str | None,
    reasons: list[str],
) -> Row:
    """The value as a harm: people affected, people at risk, percent."""
    columns = {"numerator": "subjects_affected", "denominator": "subjects_at_risk"}
    has_count = "numerator" in numbers
    values: dict[str, Any] = {
        "adverse_event_term": title,
        "group_label": arm.label if arm else None,
        "study_label": study,
        "explicit_none": False,
    }
    kept: list[Claim] = []
    for claim in claims:
        if claim.column == "param_value":
            is_count = has_count and value.places["param_value"] == value.places["numerator"]
            if is_count:
                continue
            column = (
                "percent"
                if value.settled.get("param_type") is MeasurementParamType.PERCENT
                or (value.unit and folded_unit(reading, value) == "%")
                else "subjects_affected"
            )
        else:
            column = columns[claim.column]
        number = numbers[claim.column]
        if (column == "subjects_affected" and number != int(number)) or (column == "percent" and not 0 <= number <= 100):
            reasons.append("read_number_format")
            continue
        values[column] = int(number) if column != "percent" else number
        kept.append(Claim(column, claim.start, claim.end))
    values["serious"] = True if compiled(r"\bserious\b|\bSAEs?\b", regex.IGNORECASE).search(title) else None
    if time is not None:
        values["time_frame"], values["time_frame_days"] = time.label, time.days
    reasons.append("link_harm_uncertain")
    return Row("adverse_events", value.start, value.end, value.rule, values, tuple(kept), tuple(dict.fromkeys(reasons)))


def folded_unit(reading: Reading, value: Value) -> str:
    """The unit as rules read it."""
    return reading.folded[slice(*value.unit)] if value.unit else ""
