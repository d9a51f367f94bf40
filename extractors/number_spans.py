"""Finds every number of a text, in digits and in words, and writes words as figures for rules that only read figures."""

import regex

from extractors.document import Span
from extractors.fragments import NUMBER_WORD
from extractors.patterns import compiled
from extractors.scanning import finditer

_NUMERAL = compiled(
    r"""
      (?<!\d) \d{1,3} (?:,\d{3}){1,6} (?!\d) (?:\.\d+)?   # "1,011", "12,345.6"
    | \d+ (?:\.\d+)?                                      # "18", "0.94"; also inside names: T25FW, CD4
    | (?<![\w.]) \.\d+                                    # ".03"
    | [\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+     # superscripts and subscripts
    | [\u00bc-\u00be\u2150-\u215e]                        # "½"
    """,
    regex.VERBOSE,
)
_WORD = compiled(rf"{NUMBER_WORD} | (?<![\w-]) (?: zero | dozen ) (?!\w)", regex.VERBOSE | regex.IGNORECASE)
# "One" counts nothing in "no one", "one another" and "this one".
_PRONOUN_BEFORE = compiled(r"\b(?:no|this|that|which|every|each|any|another|the\sother|the\sonly|such\san?)\s$", regex.IGNORECASE)
_PRONOUN_AFTER = compiled(r"\s(?:another|would|should|can|could|might|may|must)\b|'s\b", regex.IGNORECASE)

WHOLE = r"(?: (?<![\d.,]) (?: \d{1,4} | 0{5,40} ) (?! \d | [.,]\d ) )"
"""A whole number in a text that `words_as_figures` wrote: "12", or a word of any length."""


def number_spans(folded: str) -> list[Span]:
    """Where the numbers of a folded text stand, in digits (without their sign) and in words, in order."""
    return sorted([Span(*match.span()) for match in _NUMERAL.finditer(folded)] + _word_spans(folded))


def _word_spans(folded: str) -> list[Span]:
    return [Span(*match.span()) for match in finditer(_WORD, folded) if match[0].lower() != "one" or not _is_pronoun(folded, match)]


def _is_pronoun(folded: str, match: regex.Match[str]) -> bool:
    start, end = match.span()
    return bool(_PRONOUN_BEFORE.search(folded[max(0, start - 12) : start]) or _PRONOUN_AFTER.match(folded[end : end + 9]))


def words_as_figures(folded: str) -> str:
    """The folded text with number words as figures of the same length: "two groups" is "000 groups", "one" is "001".

    Rules that set numbers aside read this, so that "12 centres" and "twelve centres" are one pattern for them.
    """
    parts, done = [], 0
    for span in _word_spans(folded):
        length = span.end - span.start
        figures = "001" if folded[span.start : span.end].lower() == "one" else "0" * length
        parts += [folded[done : span.start], figures]
        done = span.end
    return "".join([*parts, folded[done:]])
