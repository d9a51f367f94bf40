"""P-values that compare no two arms keep none: those of an interaction or trend, and those of a group against its own baseline."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.linking.context import Reading
from extractors.row import Row
from extractors.rules.p_value_subjects import BASELINE_P_AFTER, BASELINE_P_BEFORE, COMPARES_ARMS, INTERACTION_P

_NEAR, _BEFORE = 12, 60
_ESTIMATED = ("param_value", "ci_lower_limit", "ci_upper_limit")


def with_subjects(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; a p-value alone that is of an interaction has no groups, one against baseline no comparator, and is in doubt where arms are several."""
    for row in rows:
        place = next(((claim.start, claim.end) for claim in row.claims if claim.column == "p_value"), None)
        alone = row.table == "analyses" and not any(name in row.values for name in _ESTIMATED)
        if place is None or not alone or row.values.get("comparator_label") is None:
            yield row
        elif _is_of_interaction(reading, place):
            yield _without(row, "group_label", "comparator_label")
        elif _is_against_baseline(reading, place):
            yield replace(_without(row, "comparator_label"), reasons=tuple(dict.fromkeys((*row.reasons, *_doubt(reading, place)))))
        else:
            yield row


def _without(row: Row, *columns: str) -> Row:
    return replace(row, values={name: value for name, value in row.values.items() if name not in columns})


def _is_of_interaction(reading: Reading, place: tuple[int, int]) -> bool:
    """True where the p-value itself is called one of an interaction, heterogeneity or trend."""
    sentence = reading.sentences.at(place[0])
    start = max(sentence.start, place[0] - _BEFORE)
    found = list(INTERACTION_P.compiled.finditer(reading.folded, start, place[0]))
    return (
        bool(found)
        and place[0] - found[-1].end() <= _NEAR
        and not any(map(str.isdigit, reading.folded[found[-1].end() : place[0]]))
    )


def _is_against_baseline(reading: Reading, place: tuple[int, int]) -> bool:
    folded, sentence = reading.folded, reading.sentences.at(place[0])
    if BASELINE_P_AFTER.compiled.match(folded[place[1] : min(sentence.end, place[1] + _BEFORE)]):
        return True
    before = folded[sentence.start : place[0]]
    lead = before.rstrip("pP=<> \t")
    return BASELINE_P_BEFORE.compiled.search(lead) is not None and COMPARES_ARMS.compiled.search(lead) is None


def _doubt(reading: Reading, place: tuple[int, int]) -> tuple[str, ...]:
    """Whose p-value it is is a guess where the sentence names several arms."""
    sentence = reading.sentences.at(place[0])
    arms = {mention.arm for mention in reading.arms.between(sentence.start, sentence.end)}
    return ("link_groups_guessed",) if len(arms) != 1 else ()
