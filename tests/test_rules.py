"""Every rule reads its examples, refuses what it must, and takes time in proportion to the text."""

import time

import pytest

from extractors.document import fold
from extractors.rule import Example, Not, Rule, find
from extractors.rules import all_rules

RULES = {rule.name: rule for rule in all_rules()}
EXAMPLES = [pytest.param(rule, example, id=f"{rule.name}: {example.text}") for rule in RULES.values() for example in rule.examples]
REFUSALS = [pytest.param(rule, refusal, id=f"{rule.name}: {refusal.text}") for rule in RULES.values() for refusal in rule.refuses]

SEEDS = ("1", "12 (", "a b ")
MORE_SEEDS = ("1.", "1,000 ", "- ", "95% CI ", "p = ", "(", "and 5 of ", "1-")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_reads_its_examples(rule: Rule, example: Example) -> None:
    mentions = find(rule, fold(example.text))
    assert mentions, f"{rule.name} does not match {example.text!r}"
    got = {name: example.text[slice(*place)] if (place := mentions[0].span(name)) else None for name in example.groups}
    assert got == dict(example.groups)


@pytest.mark.parametrize(("rule", "refusal"), REFUSALS)
def test_refuses_what_it_must(rule: Rule, refusal: Not) -> None:
    taken = [refusal.text[mention.start : mention.end] for mention in find(rule, fold(refusal.text))]
    assert not taken, f"{rule.name} took {taken} although: {refusal.why}"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE_SEEDS)], ids=repr)
def test_is_linear(rule: Rule, seed: str) -> None:
    """A pattern that backtracks takes minutes for 20,000 characters, or never ends: the time-out says so."""
    text = fold(seed * (20_000 // len(seed)))
    started = time.process_time()
    sum(1 for _ in rule.compiled.finditer(text, timeout=20))
    assert time.process_time() - started < 10, "a backtracking pattern: bound its quantifiers"


def test_a_rule_needs_examples_and_refusals() -> None:
    with pytest.raises(ValueError, match="at least one example and one refusal"):
        Rule("bare", "x", examples=(), refuses=(Not("y", why="no x"),))


def test_names_are_unique_and_found() -> None:
    names = [rule.name for rule in all_rules()]
    assert len(names) == len(set(names))
    assert {"beta", "interval", "p_value", "participants", "share_of_people"} <= set(names)
