"""Every outcome of the vocabulary knows its own titles and leaves the others alone."""

import pytest

from extractors.context.outcome import outcome_in
from extractors.outcomes import direction_of, outcome_of
from extractors.vocabulary.outcomes import OUTCOMES
from schemas.accepts import broken_rule
from schemas.columns import OUTCOME_ID

EXAMPLES = [pytest.param(outcome, title, id=f"{outcome.outcome_id}: {title}") for outcome in OUTCOMES for title in outcome.examples]
REFUSALS = [pytest.param(outcome, title, id=f"{outcome.outcome_id}: {title}") for outcome in OUTCOMES for title in outcome.refuses]


def _id(title):
    found = outcome_of(title)
    return found.outcome_id if found else None


@pytest.mark.parametrize(("outcome", "title"), EXAMPLES)
def test_knows_its_titles(outcome, title):
    assert _id(title) == outcome.outcome_id


@pytest.mark.parametrize(("outcome", "title"), REFUSALS)
def test_refuses_the_titles_of_others(outcome, title):
    assert _id(title) != outcome.outcome_id


def test_ids_are_unique_and_each_has_examples_and_refusals():
    ids = [outcome.outcome_id for outcome in OUTCOMES]
    assert len(ids) == len(set(ids))
    assert all(outcome.examples and outcome.refuses for outcome in OUTCOMES)
    assert not [outcome_id for outcome_id in ids if broken_rule(OUTCOME_ID, outcome_id)]


@pytest.mark.parametrize("title", ["EDSS and SDMT", "health", "", "β", "EDSS, T25FW and 9-HPT"])
def test_no_outcome_or_several_is_none(title):
    assert outcome_of(title) is None


@pytest.mark.parametrize(
    ("title", "direction"),
    [("EDSS", "lower"), ("EDSS improvement", "higher"), ("SDMT", "higher"), ("SDMT worsening", "lower"), ("T25FW", None),
     ("T25FW responders", "higher")],
)  # fmt: skip
def test_direction_of_benefit(title, direction):
    assert direction_of(outcome_of(title), title) == direction


@pytest.mark.parametrize("clause", ["the total score AS was", "total total IT", "values 12 kg NO", "IT"])
def test_capitals_that_read_as_a_small_word_are_a_name(clause: str) -> None:
    found = outcome_in(clause + " ", 0)
    assert found is not None
    assert any(word in clause[found.start : found.end] for word in ("AS", "IT", "NO"))
