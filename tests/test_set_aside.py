"""Rules that set numbers aside: each knows its examples and refuses what it must; all are linear."""

import time

import pytest

from extractors.document import fold
from extractors.no_result import NoResult
from extractors.number_spans import number_spans, words_as_figures
from extractors.rule import Example, Not
from extractors.set_aside import SET_ASIDE

EXAMPLES = [(rule, example) for rule in SET_ASIDE for example in rule.examples]
REFUSALS = [(rule, refused) for rule in SET_ASIDE for refused in rule.refuses]


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in SET_ASIDE]
    assert len(names) == len(set(names))
    assert not {name for name in names if not name.replace("_", "").isalpha() or not name.islower()}
    assert not {"curator", "no_rule"} & set(names)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", None) or value.text)
def test_a_rule_knows_its_example(rule: NoResult, example: Example) -> None:
    folded = fold(example.text)
    match = rule.compiled.search(words_as_figures(folded))
    assert match, f"{rule.name} does not know {example.text!r}"
    for group, printed in example.groups.items():
        start, end = match.span(group)
        assert folded[start:end] == printed


@pytest.mark.parametrize(("rule", "refused"), REFUSALS, ids=lambda value: getattr(value, "name", None) or value.text)
def test_a_rule_refuses(rule: NoResult, refused: Not) -> None:
    match = rule.compiled.search(words_as_figures(fold(refused.text)))
    assert match is None, f"{rule.name} takes {match and match[0]!r} although: {refused.why}"


RESULTS = (
    "β=-0.31; 95% CI -1.84 to 1.22; P=0.668", "rate ratio 0.94 (0.58–1.50); p=0.78", "3.7% ± 23.1%", "12/30 (40%)", "fever (n=9)", "18 participants were randomised",
    "one patient died", "Eighteen patients", "median 10.5 (IQR 9.0, 12.0)", "41 (47%) had events", "decreased by 62.5±23.2 points", "mean 811 days (707-912)", "-16.3 pg/mL",
    "41.9 g (0.2 to 83.6)", "two patients in both groups", "517 of 2073 patients", "r=0.18, p=0.047",
)  # fmt: skip


@pytest.mark.parametrize("result", RESULTS)
def test_no_rule_sets_a_result_aside(result: str) -> None:
    figures = words_as_figures(fold(result))
    taken = {
        (rule.name, figures[start:end])
        for rule in SET_ASIDE
        if rule.name != "confidence_level"
        for match in rule.compiled.finditer(figures)
        for start, end in (match.spans("aside") if "aside" in rule.compiled.groupindex else ()) or [match.span()]
        if number_spans(figures[start:end])
    }
    assert not taken


HOSTILE = ("1" * 20_000, "1." * 10_000, "1,111" * 4_000, "a" * 20_000, "A" * 20_000, " " * 20_000, "aA1-" * 5_000, "(" * 20_000, "1;1(1):1 " * 2_000,
           "1±" * 10_000, "1, " * 7_000, "1-" * 10_000, "1 and " * 4_000, "p<0.05 " * 3_000, "inclusion criteria: 1 " * 1_000, "AB-" * 7_000)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_rules_are_linear(text: str) -> None:
    for rule in SET_ASIDE:
        start = time.process_time()
        for _ in rule.compiled.finditer(text):
            pass
        assert time.process_time() - start < 2, f"{rule.name} is slow"
