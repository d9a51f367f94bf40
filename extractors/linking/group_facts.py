"""What a measurement says of its group beside its name: how many it has, and what it is in its trial."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from extractors.linking.context import Reading
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.row import Claim, Row
from extractors.rules.group_sizes_beside import SIZE_BESIDE
from schemas.vocabulary import GroupRole

_REACH = 40
_TAKEN_UP = compiled(
    r"\b(?:started|switched\sto|crossed\sover\sto|discontinued|stopped|withdrew\sfrom|declined|refused)\s(?:the\s)?$",
    regex.IGNORECASE,
)
"""Before what looks like an arm: those who took it up or left it are counted, not the arm."""


def with_group_facts(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; measurements with `group_n` where their sentence prints it beside the group's name, and `group_role` where the other arm's settles it."""
    roles = _roles(reading)
    for row in rows:
        label = row.values.get("group_label")
        if row.table != "measurements" or label is None:
            yield row
            continue
        values, claims = dict(row.values), row.claims
        if values.get("group_role") is None and label in roles:
            values["group_role"] = roles[label]
        size = _size(reading, row, label) if values.get("group_n") is None else None
        if size is not None:
            values["group_n"] = int(value_of(reading.folded[slice(*size)]) or 0)
            claims = (*claims, Claim("group_n", *size))
        yield replace(row, values=values, claims=claims)


def _roles(reading: Reading) -> dict[str, GroupRole]:
    """The arm that the one comparator is compared with is the experimental one, whatever it is called."""
    pair = reading.arms.pair
    if pair is None or pair[1].role is not GroupRole.COMPARATOR or reading.arms.several:
        return {}
    return {pair[0].label: GroupRole.EXPERIMENTAL, pair[1].label: GroupRole.COMPARATOR}


def _size(reading: Reading, row: Row, label: str) -> tuple[int, int] | None:
    """Where the sentence prints the size of the row's group, right after its name; None where it prints none or several."""
    sentence = reading.sentences.at(row.end - 1)
    found = set()
    for mention in reading.arms.between(sentence.start, sentence.end):
        taken_up = _TAKEN_UP.search(reading.folded, max(sentence.start, mention.start - _REACH), mention.start)
        if mention.arm.label == label and taken_up is None:
            match = SIZE_BESIDE.compiled.match(reading.folded[mention.end : min(sentence.end, mention.end + _REACH)])
            if match is not None:
                start, end = match.span("group_n")
                found.add((mention.end + start, mention.end + end))
    return found.pop() if len(found) == 1 else None
