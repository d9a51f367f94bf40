"""Rows of pasted tables: a measurement for each cell, and an analysis for the p-value at the end of a line."""

from collections.abc import Sequence
from typing import Any

import regex

from extractors.context.arms import Arm, role_of
from extractors.context.times import BASELINE_FRAME, TimeFrame
from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.groups import group_values
from extractors.linking.modifiers import modifier_of
from extractors.linking.pasted_tables import Head, PastedTable, TableRow, parts_of
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.places import Places
from extractors.row import Claim, Row
from extractors.rule import Mention
from extractors.rules.harms import HARM_TERM
from extractors.rules.pasted_tables import CELL_BOUNDS, CELL_BRACKET, CELL_MEAN, CELL_SHARE
from schemas.vocabulary import DispersionType, MeasurementParamType

_HARM = compiled(r"\b(?:adverse|side\seffects?|toxicit\w+|complications?|(?-i:SAEs?|AEs?|TEAEs?))\b", regex.IGNORECASE)
_HEAD_WORDS = compiled(
    r"(?<!\S)(?:mean|median|SDs?|SEM?|IQR|range|no\.?|number|n|%|±|\+/-|groups?|arms?|patients?|participants?|subjects?|only)(?!\S)|[±%]+(?:\s?SDs?\b|\s?SEM?\b)?",
    regex.IGNORECASE,
)
_GLUED_HEAD = compiled(r"^.*(?:Variables?|Characteristics?|Parameters?|Outcomes?|Measures?|Items?)(?=[A-Z\s])", regex.DOTALL)
_BASELINE = compiled(r"\b(?:baseline|characteristics|demographics?)\b", regex.IGNORECASE)
_EVENT = compiled(
    r"\b(?:at|before|after|on)\s(?:hospital\s|the\s)?(?P<event>discharge|admission|diagnosis|enrolment|enrollment|inclusion|follow-?up)\b",
    regex.IGNORECASE,
)
_FOLLOW_UP = compiled(r"[\s-]+follow-?up\b", regex.IGNORECASE)
_AT = compiled(r"\s*\b(?:at|after|before|on|in|within)\s*$", regex.IGNORECASE)
_UNIT = compiled(r"[(\[,]\s*(?P<unit>[^()\[\],]{1,20})[)\]]\s*$")
_NO_UNIT = compiled(
    r"n|no\.?|n\s?=?|mean.*|median.*|SD|IQR|range|yes.*|number.*|[MF]/[MF]|.*/.*(?<!l|L|g|day|min)", regex.IGNORECASE
)
_STATISTIC = compiled(
    r"[,\s]*[(\[]?\s*(?:\bn\b|no\.|\bnumber\b|\bmean\b|\bmedian\b|%|±|\bSD\b|\bIQR\b|\brange\b|,|\s|\+/-)+\s*[)\]]?\s*$",
    regex.IGNORECASE,
)


def link_pasted_tables(reading: Reading, tables: Sequence[PastedTable], taken: Sequence[Span]) -> list[Row]:
    """Rows of all tables, but for digits that are taken; harms are left to those who read harms."""
    rows: list[Row] = []
    for table in tables:
        if _HARM.search(reading.folded, table.caption.start, table.caption.end):
            continue
        arms = [_arm(reading, head) for head in table.heads]
        for row in table.rows:
            label = reading.folded[row.label.start : row.label.end]
            if not _HARM.search(label) and not HARM_TERM.compiled.search(label):
                rows.extend(_row_rows(reading, table, row, arms))
    places = Places((span.start, span.end) for span in taken)
    return [row for row in rows if not any(places.overlap(claim.start, claim.end) for claim in row.claims)]


def _arm(reading: Reading, head: Head) -> Arm | None:
    """The arm that a head names: its words without those of statistics; of a long head the arm named last."""
    printed = reading.text(head.label)
    label = _HEAD_WORDS.sub(" ", _GLUED_HEAD.sub("", printed)).strip(" ,;:-")
    label = compiled(r"\s+").sub(" ", label)
    if label and len(label.split()) <= 4:
        known = next(
            (
                arm
                for arm in reading.arms.arms
                if label.lower() in (arm.label.lower(), *(spelling.lower() for spelling in arm.spellings))
            ),
            None,
        )
        return known or Arm(label, role_of(label), (label,))
    inside = reading.arms.between(head.label.start, head.label.end)
    return inside[-1].arm if inside else None


def _row_rows(reading: Reading, table: PastedTable, row: TableRow, arms: Sequence[Arm | None]) -> list[Row]:
    title, time = _about(reading, table, row)
    unit = _unit(reading, row)
    label, heads = reading.folded[row.label.start : row.label.end], reading.folded[table.caption.start : table.heads[-1].label.end]
    section = reading.folded[row.section.start : row.section.end] if row.section else ""
    study, study_guessed = reading.study_at(row.label.start, row.label.end)
    doubts = ("link_study_guessed",) if study_guessed else ()
    found: list[Row] = []
    for cell, arm, head in zip(row.cells, arms, table.heads, strict=True):
        for values, places, part in _cell_values(reading.folded, cell, f"{section} {label}", f"{heads} {label}", head.n):
            reasons = [*doubts] if arm is not None else [*doubts, "link_groups_missing"]
            if (
                values["param_type"] is MeasurementParamType.OTHER
                and values.get("dispersion_type") is None
                and "dispersion_lower_limit" not in places
            ):
                reasons.append("read_statistic_missing")
            numbers = {column: value_of(reading.folded[slice(*place)]) for column, place in places.items()}
            if any(number is None for number in numbers.values()):
                continue
            numbers.update(
                {
                    column: int(number)
                    for column, number in numbers.items()
                    if column in ("numerator", "denominator") and number is not None
                }
            )
            values |= numbers | group_values(arm)
            values.update(study_label=study, outcome_title=f"{part} {title}".strip().lower() if part else title, is_change=None)
            if values["param_type"] is MeasurementParamType.PERCENT:
                values["unit"] = "%"
            elif unit is not None and values["param_type"] is not MeasurementParamType.COUNT:
                values["unit"] = unit
            if time is not None:
                values["time_frame"], values["time_frame_days"] = time.label, time.days
            claims = tuple(Claim(column, *place) for column, place in places.items())
            found.append(
                Row("measurements", row.label.start, max(c.end for c in claims), cell.rule.name, values, claims, tuple(reasons))
            )
    if row.p is not None and found:
        found.append(_p_row(reading, row.p, arms, title, time, study, doubts))
    return found


def _p_row(
    reading: Reading,
    p: Mention,
    arms: Sequence[Arm | None],
    title: str,
    time: TimeFrame | None,
    study: str | None,
    doubts: tuple[str, ...],
) -> Row:
    place, sign = p.groups["p_value"], p.span("p_value_modifier")
    values: dict[str, Any] = {
        "p_value": value_of(reading.folded[slice(*place)]),
        "p_value_modifier": modifier_of(reading.folded, sign),
        "outcome_title": title,
        "study_label": study,
    }
    named = [arm for arm in arms if arm is not None]
    reasons = doubts
    if len(arms) == len(named) == 2:
        first, second = sorted(named, key=lambda arm: arm.role is not None and arm.role.value == "comparator")
        values["group_label"], values["comparator_label"] = first.label, second.label
    else:
        reasons = (*doubts, "link_groups_guessed")
    if time is not None:
        values["time_frame"], values["time_frame_days"] = time.label, time.days
    return Row("analyses", p.start, p.end, p.rule.name, values, (Claim("p_value", *place),), reasons)


def _about(reading: Reading, table: PastedTable, row: TableRow) -> tuple[str, TimeFrame | None]:
    """The outcome of a line, with the name of its section, and the time that label, section or caption names."""
    title, time = _without_time(reading, row.label)
    if row.section is not None:
        above, then = _without_time(reading, row.section)
        title, time = f"{above}: {title}", time or then
    if time is None:
        words = reading.folded[table.caption.start : table.heads[-1].label.end]
        times = [mention for mention in reading.times.between(table.caption.start, table.heads[0].label.end) if mention.days != 0]
        if times:
            time = TimeFrame(reading.text((times[-1].start, times[-1].end)), times[-1].days)
        elif _BASELINE.search(words):
            time = BASELINE_FRAME
    return title, time


def _without_time(reading: Reading, place: Span) -> tuple[str, TimeFrame | None]:
    """A label without its time, its unit and the names of statistics, and the time."""
    text = reading.text(place)
    time: TimeFrame | None = None
    times = reading.times.between(place.start, place.end)
    event = _EVENT.search(text)
    if times:
        start, end = times[0].start - place.start, times[0].end - place.start
        after = _FOLLOW_UP.match(text, end)
        rest = compiled(r"\s(?:after|before|post)\s[\w-]+(?:\s[\w-]+)?").match(text[end:])
        stop = after.end() if after else end + (rest.end() if rest else 0)
        time = TimeFrame(text[start:end], times[0].days) if times[0].days else BASELINE_FRAME
        text = _AT.sub("", text[:start]) + text[stop:]
    elif event:
        time = TimeFrame(event["event"], None)
        text = text[: event.start()] + text[event.end() :]
    bare = _STATISTIC.sub("", text).strip(" ,;:")
    unit = _UNIT.search(bare)
    if unit and not compiled(r"\d").search(unit["unit"]) and parts_of(bare) is None:
        bare = bare[: unit.start()].strip(" ,;:")
    return bare or text.strip(), time


def _unit(reading: Reading, row: TableRow) -> str | None:
    match = _UNIT.search(reading.text(row.label))
    return (
        match["unit"].strip()
        if match and not _NO_UNIT.fullmatch(match["unit"].strip()) and not compiled(r"\d").search(match["unit"])
        else None
    )


def _cell_values(
    folded: str, cell: Mention, label: str, said: str, n: float
) -> list[tuple[dict[str, Any], dict[str, tuple[int, int]], str | None]]:
    """What a cell says: its settled columns, the places of its numbers, and the part of the label that it counts."""
    places = {
        name: place
        for name, place in cell.groups.items()
        if name
        in ("param_value", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "numerator", "denominator")
    }
    error = compiled(r"\b(?-i:SEM?)\b|standard\serror", regex.IGNORECASE).search(said)
    spread = DispersionType.SE if error else DispersionType.SD
    if cell.rule is CELL_MEAN:
        return [({"param_type": MeasurementParamType.MEAN, "dispersion_type": spread}, places, None)]
    if cell.rule is CELL_BOUNDS:
        kind = MeasurementParamType.MEDIAN if compiled(r"\bmedian", regex.IGNORECASE).search(said) else MeasurementParamType.OTHER
        iqr, full = (
            compiled(r"\bIQR|interquartile|quartile", regex.IGNORECASE).search(said),
            compiled(r"\brange", regex.IGNORECASE).search(said),
        )
        return [
            (
                {"param_type": kind, "dispersion_type": DispersionType.IQR if iqr else DispersionType.RANGE if full else None},
                places,
                None,
            )
        ]
    if cell.rule is CELL_BRACKET:
        return _bracket_values(folded, cell, said, n, spread)
    if cell.rule is CELL_SHARE:
        parts = parts_of(label)
        if parts is not None and "param_value" not in places:
            names = {"m": "male", "f": "female"}
            count = {"param_type": MeasurementParamType.COUNT}
            return [
                (dict(count), {"param_value": places[column], "numerator": places[column]}, names.get(part.lower(), part))
                for part, column in zip(parts, ("numerator", "denominator"), strict=True)
            ]
        kind = MeasurementParamType.PERCENT if "param_value" in places else MeasurementParamType.COUNT
        return [({"param_type": kind}, {"param_value": places["numerator"], **places}, None)]
    return [_number_value(folded, cell, label, places, n)]


def _bracket_values(
    folded: str, cell: Mention, said: str, n: float, spread: DispersionType
) -> list[tuple[dict[str, Any], dict[str, tuple[int, int]], str | None]]:
    """ "25 (83.3)": a count with its share where a sign, a head or the group's size says so, else a mean where the head says SD; else nothing."""
    outer, inner = cell.groups["param_value"], cell.groups["inner"]
    count, share = value_of(folded[slice(*outer)]) or 0, value_of(folded[slice(*inner)]) or 0
    if "percent" in cell.groups or (count == int(count) and n and abs(100 * count / n - share) < 0.6):
        return [({"param_type": MeasurementParamType.PERCENT}, {"param_value": inner, "numerator": outer}, None)]
    if compiled(r"\bSDs?\b|\bSEM?\b|±|standard\s(?:deviation|error)").search(said):
        return [
            (
                {"param_type": MeasurementParamType.MEAN, "dispersion_type": spread},
                {"param_value": outer, "dispersion_value": inner},
                None,
            )
        ]
    return []


def _number_value(
    folded: str, cell: Mention, label: str, places: dict[str, tuple[int, int]], n: float
) -> tuple[dict[str, Any], dict[str, tuple[int, int]], str | None]:
    """A bare number: a share, a count of the group's members, or what the label calls it."""
    number = value_of(folded[slice(*places["param_value"])]) or 0
    if "unit" in cell.groups or compiled(r"(?<!\d\s?)%\s*[)\]]?\s*$").search(label):
        return {"param_type": MeasurementParamType.PERCENT}, places, None
    for kind, word in ((MeasurementParamType.MEDIAN, "median"), (MeasurementParamType.MEAN, "mean")):
        if compiled(rf"\b{word}\b", regex.IGNORECASE).search(label):
            return {"param_type": kind}, places, None
    if number == int(number) and 0 <= number <= n:
        return {"param_type": MeasurementParamType.COUNT}, {**places, "numerator": places["param_value"]}, None
    return {"param_type": MeasurementParamType.OTHER}, places, None
