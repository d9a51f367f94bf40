"""Every connective takes its examples whole, refuses what it must, and takes time in proportion to the text."""

import time

import pytest

from extractors.connective import Connective
from extractors.document import fold
from extractors.rule import Not
from extractors.rules import connectives

ALL = [value for value in vars(connectives).values() if isinstance(value, Connective)]


@pytest.mark.parametrize(
    ("connective", "text"), [pytest.param(one, text, id=f"{one.name}: {text}") for one in ALL for text in one.examples]
)
def test_takes_its_examples_whole(connective: Connective, text: str) -> None:
    assert connective.fills(fold(text), 0, len(text))


@pytest.mark.parametrize(
    ("connective", "refusal"), [pytest.param(one, no, id=f"{one.name}: {no.text}") for one in ALL for no in one.refuses]
)
def test_refuses_what_it_must(connective: Connective, refusal: Not) -> None:
    assert not connective.fills(fold(refusal.text), 0, len(refusal.text)), refusal.why


@pytest.mark.slow
@pytest.mark.parametrize("connective", ALL, ids=lambda one: one.name)
@pytest.mark.parametrize("seed", [" ", ") ", ", p<0.05", "group ", "(", "1,"], ids=repr)
def test_is_linear(connective: Connective, seed: str) -> None:
    text = seed * (20_000 // len(seed))
    started = time.process_time()
    connective.compiled.match(text, timeout=20)
    assert time.process_time() - started < 5


def test_a_connective_needs_examples_and_refusals() -> None:
    with pytest.raises(ValueError, match="at least one example and one refusal"):
        Connective("bare", "x", examples=(), refuses=(Not("y", why="no x"),))
