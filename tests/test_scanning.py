"""Trying a pattern only where its literals allow it finds what trying it everywhere finds."""

import sys
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import patterns, scanning
from extractors.document import fold
from extractors.literals import anchors_of, plain
from extractors.number_spans import words_as_figures
from extractors.readers import read
from extractors.rule import Rule
from extractors.rules import all_rules
from extractors.set_aside import SET_ASIDE

RULES = (*all_rules(), *SET_ASIDE)
PRINTED = sorted({text for rule in RULES for text in (*(e.text for e in rule.examples), *(n.text for n in rule.refuses))})
REPORTS = sorted(Path(__file__).resolve().parent.parent.glob("raw/*.txt"))


def folds(texts: list[str]) -> str:
    return fold(" ".join(texts))


def assert_same(pattern: "regex.Pattern[str]", text: str, start: int = 0, end: int | None = None) -> None:
    everywhere = [match.span() for match in pattern.finditer(text, start, len(text) if end is None else end)]
    assert [match.span() for match in scanning.finditer(pattern, text, start, end)] == everywhere, pattern.pattern


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_its_examples(rule: Rule) -> None:
    for example in (*rule.examples, *rule.refuses):
        assert_same(rule.compiled, fold(example.text))
        assert_same(rule.compiled, words_as_figures(fold(example.text)))


@pytest.mark.slow
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_all_patterns_agree_on_reports(path: Path) -> None:
    """Every pattern that the store knows, and so every rule and every pattern that is looked for in whole texts."""
    folded = read(path.read_bytes(), path.stem).folded[:6_000]
    for pattern, _ in patterns.stored_anchors():
        assert_same(pattern, folded)
        assert_same(pattern, folded, 700, 2_300)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PRINTED) | st.text(max_size=12), min_size=1, max_size=12).map(folds))
def test_all_rules_agree_on_any_text(text: str) -> None:
    for rule in RULES:
        assert_same(rule.compiled, text)


@pytest.mark.slow
def test_most_rules_are_tried_in_few_places() -> None:
    """A rule without anchors is right but slow: it is tried at every character."""
    without = [
        rule.name
        for rule in RULES
        if (found := anchors_of(rule.compiled.pattern, rule.compiled.flags)) is None or found.starts is None
    ]
    assert len(without) <= len(RULES) // 10, without


@given(st.text())
def test_plain_is_one_character_for_one(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_what_a_pattern_reads_alike_is_plain_alike() -> None:
    """Whatever matches an ASCII character in any case, a digit or a space is written as that character is."""
    beyond = "".join(chr(code) for code in range(128, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    printable = [chr(code) for code in range(33, 127)]
    for match in regex.finditer("[" + "".join(map(regex.escape, printable)) + "]", beyond, flags=regex.IGNORECASE):
        same = {one for one in printable if regex.fullmatch(regex.escape(one), match[0], regex.IGNORECASE)}
        assert {plain(one) for one in same} == {plain(match[0])}, hex(ord(match[0]))
    assert {plain(match[0]) for match in regex.finditer(r"\d", beyond)} == {plain("1")}
    assert {plain(match[0]) for match in regex.finditer(r"\s", beyond)} == {plain(" ")}


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (r"\b HR \s 0", {("hr 0", 2)}),
        (r"(?<![\d.]) \d+ %", {("0", 1)}),
        (r"(?: adjusted \s )? OR", {("adjusted ", 0), ("or", 0)}),
        (r"[^,]+ , p", None),
    ],
)
def test_reads_how_a_match_begins(pattern: str, starts: set[tuple[str, int]] | None) -> None:
    found = anchors_of(pattern, regex.VERBOSE | regex.IGNORECASE)
    assert found is not None
    assert found.starts == starts


@pytest.mark.parametrize("pattern", [r"\d*", r"(?: a | )", r"(?P<n>\d)?"])
def test_a_pattern_that_may_match_nothing_has_no_anchors(pattern: str) -> None:
    assert anchors_of(pattern, regex.VERBOSE) is None


def test_a_pattern_first_used_on_a_text_in_work_is_found() -> None:
    text = "a text that has been looked at, zyzzyva 12"
    assert_same(regex.compile("looked"), text)
    assert_same(regex.compile(r"zyzzyva\s\d+"), text)


@pytest.mark.parametrize(
    ("pattern", "ends_before", "not_before"),
    [
        (r"(?<= [(,] \s? ) [^)]+", {"(", "( ", ",", ", "}, 0),
        (r"(?<= \b (?: kg | m ) \^? ) \d", {"kg", "kg^", "m", "m^"}, 0),
        (r"(?<! \w ) (?<= ; ) [^)]+", {";"}, 2),
        (r"(?<! [\w-] ) [^)]+ \s p", None, 2),
        (r"(?: (?<! \w ) | (?<! \d ) ) [^)]+ \s p", None, 0),
    ],
)
def test_reads_what_stands_before_a_match(pattern: str, ends_before: set[str] | None, not_before: int) -> None:
    found = anchors_of(pattern, regex.VERBOSE | regex.IGNORECASE)
    assert found is not None
    assert found.ends_before == ends_before
    assert found.not_before == not_before


@pytest.mark.parametrize("pattern", [r"(?P<unit> mg ) \s \d+ (?P=unit)", r"(?P<n> \d ) \s mg \b?"])
def test_reads_notations_that_re_does_not_know(pattern: str) -> None:
    assert anchors_of(pattern, regex.VERBOSE) is not None
