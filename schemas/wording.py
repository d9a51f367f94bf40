"""A row as a person reads it: what it says in one line, and what that is about in another.

Numbers stand as printed ("−16.03", not -16.03) wherever the row still holds what was printed.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from schemas.checks.printed import printed_number
from schemas.vocabulary import Sides

Row = Mapping[str, Any]
Digits = Mapping[str, str]

STATUS_WORDS = {
    "doubtful": "Doubtful", "clear": "Clear", "accepted": "Accepted", "corrected": "Corrected", "rejected": "Rejected",
    "added": "Added", "unclaimed": "Unclaimed", "not_a_result": "Not a result",
}  # fmt: skip
TABLE_WORDS = {
    "sample_sizes": "Sample sizes", "analyses": "Analyses", "measurements": "Measurements", "adverse_events": "Adverse events",
}  # fmt: skip
_NAMED_TYPES = {"mean": "mean", "median": "median", "rate": "rate"}
"""Types of a measurement that its value does not show by itself, as "25%" and "4 of 5" do."""
_SPREADS = {"sd": "SD", "se": "SE", "iqr": "IQR", "range": "range", "ci": "CI"}
_ABBREVIATIONS = {"ci": "CI", "n": "n", "p": "p", "id": "id", "sd": "SD", "se": "SE", "iqr": "IQR", "auc": "AUC"}


class Told(NamedTuple):
    """A row in words. value: its numbers; about: what they are about, most telling first."""

    value: str
    about: tuple[str, ...]


def told(table: str, row: Row, digits: Digits) -> Told:
    """The row of that fact table in words. digits: its numbers as printed, by column."""
    return _TOLD[table](row, digits)


def column_words(name: str) -> str:
    """A column's name for people: "ci_lower_limit" is "CI lower limit"."""
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in name.split("_"))
    return words[0].upper() + words[1:] if words.split(" ")[0] not in _ABBREVIATIONS.values() else words


def value_words(value: Any) -> str:
    """A value for people: true is "yes", 0.310 is "0.31", nothing is "–"."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}".replace("-", "−") if isinstance(value, float) else str(value)


def _number(row: Row, digits: Digits, column: str) -> str | None:
    value = row.get(column)
    if value is None:
        return None
    raw = digits.get(column, "")
    number = printed_number(raw)
    if number is not None and float(number.value) == float(value):
        return raw
    if number is not None and float(number.value) == -float(value):
        return f"−{raw}" if value < 0 else raw.lstrip("-−–")
    return value_words(value)


def _words(word: str | None) -> str | None:
    return None if word is None else str(word).replace("_", " ")


def _about(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _sample_size(row: Row, digits: Digits) -> Told:
    return Told(f"{_number(row, digits, 'n')} {row['role']}", _about(row["group_label"], row["population"], row["study_label"]))


def _analysis(row: Row, digits: Digits) -> Told:
    parts = []
    name = row["param_type_raw"] or _words(row["param_type"]) or "estimate"
    value = _number(row, digits, "param_value")
    if value is not None:
        parts.append(f"{name} {value}{_unit(row)}")
    elif row["param_type"] is not None:
        parts.append(str(name))
    lower, upper = _number(row, digits, "ci_lower_limit"), _number(row, digits, "ci_upper_limit")
    if lower is not None or upper is not None:
        level = _number(row, digits, "ci_percent")
        interval = f"{level.rstrip('% ')}% CI" if level is not None else "CI"
        if row["ci_n_sides"] == Sides.ONE_SIDED or lower is None or upper is None:
            parts.append(
                f"{interval} " + (f"from {lower}" if upper is None else f"to {upper}" if lower is None else f"{lower} to {upper}")
            )
        else:
            parts.append(f"{interval} {lower} to {upper}")
    p_value = _number(row, digits, "p_value")
    if p_value is not None:
        parts.append(f"p {row['p_value_modifier'] or '='} {p_value}")
    groups = " vs ".join(_about(row["group_label"], row["comparator_label"])) or None
    return Told(
        ", ".join(parts) or "no numbers", _about(row["outcome_title"], row["time_frame"], groups, row["population"], row["period"])
    )


def _measurement(row: Row, digits: Digits) -> Told:
    value, spread = _number(row, digits, "param_value"), _number(row, digits, "dispersion_value")
    lower, upper = _number(row, digits, "dispersion_lower_limit"), _number(row, digits, "dispersion_upper_limit")
    numerator, denominator = _number(row, digits, "numerator"), _number(row, digits, "denominator")
    parts = []
    # A count beside "4 of 5" says the 4 once more.
    if value is not None and not (numerator is not None and row["param_value"] == row["numerator"]):
        parts.append(
            " ".join(
                _about(
                    _NAMED_TYPES.get(row["param_type"] or ""),
                    f"{value.rstrip('% ')}{_unit(row)}" if row["unit"] == "%" else f"{value}{_unit(row)}",
                )
            )
        )
    kind = _SPREADS.get(row["dispersion_type"] or "", "spread")
    if spread is not None:
        parts.append(f"{kind} {spread}")
    if lower is not None or upper is not None:
        parts.append(f"{kind} {lower or '…'} to {upper or '…'}")
    if numerator is not None or denominator is not None:
        parts.append(f"{numerator or '…'} of {denominator or '…'}")
    n = _number(row, digits, "group_n")
    group = row["group_label"] and (f"{row['group_label']} (n = {n})" if n is not None else row["group_label"])
    return Told(
        ", ".join(parts) or "no numbers", _about(row["outcome_title"], row["time_frame"], group, row["population"], row["period"])
    )


def _adverse_event(row: Row, digits: Digits) -> Told:
    parts = []
    affected, at_risk = _number(row, digits, "subjects_affected"), _number(row, digits, "subjects_at_risk")
    events, percent = _number(row, digits, "event_count"), _number(row, digits, "percent")
    if row["explicit_none"]:
        parts.append(f"none{f' of {at_risk}' if at_risk is not None else ''}")
    elif affected is not None or at_risk is not None:
        parts.append(f"{affected or '…'} of {at_risk}" if at_risk is not None else f"{affected} affected")
    if percent is not None:
        parts.append(" ".join(_about(row["percent_modifier"], f"{percent.rstrip('% ')}%")))
    if events is not None:
        parts.append(f"{events} event{'' if row['event_count'] == 1 else 's'}")
    serious = "serious" if row["serious"] else None
    related = {True: "related", False: "not related"}.get(row["related"])
    said = f"{row['adverse_event_term']}: {', '.join(parts) or 'no numbers'}"
    return Told(said, _about(row["group_label"], row["time_frame"], serious, related, row["population"]))


def _unit(row: Row) -> str:
    return "" if not row["unit"] else row["unit"] if row["unit"] == "%" else f" {row['unit']}"


_TOLD: dict[str, Callable[[Row, Digits], Told]] = {
    "sample_sizes": _sample_size, "analyses": _analysis, "measurements": _measurement, "adverse_events": _adverse_event,
}  # fmt: skip
