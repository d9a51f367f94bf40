"""Pairs of labels that a report sets against each other: "A versus B", "we compared A with B"."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import regex

from extractors.context.arm_labels import LONGEST_LABEL, STRONG, leading, occurrences, trimmed
from extractors.context.arm_roles import role_of
from extractors.patterns import compiled
from schemas.vocabulary import GroupRole

_BRACKETS = compiled(r"\s?[(\[]((?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*)[)\]]")
_COMPARING = compiled(
    r"""\bcompar(?:e|es|ed|ing|ison\sof)\s (?:the\s)? (?:(?:efficacy|safety|effects?|effectiveness|tolerability|outcomes?|results|use|impact)\s(?:and\s|of\s|the\s|,\s){1,3}){0,4}
        (?P<first> (?!(?:with|to|between|in|the)\b) [A-Za-z][^.;:,()]{2,50}? ) \s(?:with|to|versus|vs\.?)\s (?:the\s|that\sof\s)? (?P<second> [A-Za-z][^.;:,()]{2,50}? )
        (?= \s?[.;:,(] | \s(?:for|in|at|over|as|with|after|before|on|during|and|to|given|alone)\b | $ )""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""comparing the efficacy of zolmidol with brelizine in"""
_CONTRAST = compiled(
    r"(?P<first>(?:[\w+/®™'-]+[ ]){0,3}[\w+/®™'-]+)\s(?P<link>vs\.?|versus|than|compared\s(?:with|to)|relative\sto)\s(?:the\s)?(?P<second>(?:[\w+/®™'-]+[ ]){0,2}[\w+/®™'-]+)",
    regex.IGNORECASE,
)
_LINK = compiled(r"\s(?:vs\.?|versus|than|compared\s(?:with|to)|relative\sto)(?=\s)", regex.IGNORECASE)
_WORD_BACK = compiled(r"(?r)[\w+/®™'-]+")
_WORDS_BEFORE_LINK = 4


@lru_cache(maxsize=4)
def without_brackets(folded: str) -> tuple[str, dict[int, str]]:
    """The text without its brackets, and what stood in them by the place in that text where they stood."""
    parts, brackets, length, edge = [], {}, 0, 0
    for match in _BRACKETS.finditer(folded):
        parts.append(folded[edge : match.start()])
        length += match.start() - edge
        brackets[length] = match[1]
        edge = match.end()
    return "".join([*parts, folded[edge:]]), brackets


def contrasted(folded: str) -> Iterator[tuple[str, int]]:
    """(label, weight) of "A versus B", where one is a comparator or both come again; what stands before "than" is no arm."""
    contrasts: Counter[tuple[str, str]] = Counter()
    for match in _contrasts(without_brackets(folded)[0]):
        first, second = trimmed(match["first"].split()), leading(match["second"])
        versus = match["link"].lower().startswith("v")
        if role_of(second) is GroupRole.COMPARATOR:
            yield second, 1
            if versus:
                yield first, 1
        elif versus and first and second:
            contrasts[first, second] += 1
    for (first, second), times in contrasts.items():
        if times > 1 or (occurrences(folded, first) > 2 and occurrences(folded, second) > 2):
            yield first, max(2, times)
            yield second, max(2, times)


def compared(folded: str) -> Iterator[tuple[str, int]]:
    """(label, weight) of "we compared A with B": two arms, where the report names each of them again."""
    for match in _COMPARING.finditer(without_brackets(folded)[0]):
        labels = [leading(match["first"]), leading(match["second"])]
        if all(label and len(label.split()) <= LONGEST_LABEL - 1 and occurrences(folded, label) >= STRONG for label in labels):
            yield from ((label, 1) for label in labels)


def _contrasts(text: str) -> Iterator["regex.Match[str]"]:
    """The matches of _CONTRAST, looked for from their links: each begins at one of the last words before a link."""
    starts: set[int] = set()
    for link in _LINK.finditer(text):
        stop = link.start()
        for _ in range(_WORDS_BEFORE_LINK):
            word = _WORD_BACK.match(text, 0, stop)
            if word is None:
                break
            starts.add(word.start())
            stop = word.start() - 1
            if stop < 0 or text[stop] != " ":
                break
    done = 0
    for start in sorted(starts):
        match = _CONTRAST.match(text, start) if start >= done else None
        if match is not None:
            yield match
            done = match.end()
