"""Whether a row's label is the one that a table's heads give: by words, nearest of all that the table could mean.

A head's text is first cleaned of what is no part of its label: sizes "(n = 27)", names of statistics and units in brackets, marks. A
label is right where it has at least half of the words of the head cell, and no other head of the same table is as near to it
(Jaccard index of words, of the cell with the cells around it that the annotation names).
"""

import unicodedata
from collections.abc import Iterable, Sequence

import regex

Words = frozenset[str]

_SIZE = regex.compile(r"(?i)[(\[{]?\s*\bn\s*=\s*\d[\d,]*(?:\s*/\s*\d+)?\s*[)\]}]?")
_BRACKET = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MARK = regex.compile(r"\[[a-z\d,]{1,3}\]|[*†‡§¶#]+")
_WORD = regex.compile(r"[^\W_]+(?:\.\d+)?")
_ENDING = regex.compile(r"(?<=\p{L}{3})(?:ies|es|s)$")
_STATISTIC = frozenset(
    "mean means sd sem se standard deviation median iqr interquartile range n no number of percent percentage and the a an in at to for by with"
    " group groups arm patients participants subjects cases value values".split()
)
_EVERYBODY = frozenset("total all overall whole both entire pooled".split())


def words(text: str) -> Words:
    """The words of a label that tell it from others; all of them where it has no others."""
    plain = _MARK.sub(" ", _SIZE.sub(" ", text))
    bare = _BRACKET.sub(" ", plain)
    for form in (bare, plain, text):
        found = [_ENDING.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKD", form).lower())]
        telling = frozenset(found) - {_ENDING.sub("", word) for word in _STATISTIC}
        if telling:
            return telling
    return frozenset(_WORD.findall(text.lower()))


def is_label(label: str | None, heads: Sequence[str], others: Iterable[Sequence[str]], context: str = "") -> bool:
    """Whether `label` is that of `heads`, a cell and the cells around it, innermost first, and of none of the others.

    context: the table's caption; its words are no fault in a label.
    """
    if label is None:
        return words(heads[0]) <= _EVERYBODY
    wanted, inner = _all(heads), words(heads[0])
    told = words(label) - (words(context) - wanted)
    rivals = {_all(other) for other in others} - {wanted}
    near = _likeness(told, wanted)
    return 2 * len(told & inner) >= len(inner) and all(
        _likeness(told, rival - (words(context) - wanted)) < near for rival in rivals
    )


def nearest(label: str | None, choices: Sequence[str]) -> int | None:
    """Which of the choices a label means; None where it shares no word with any, or as many with two."""
    if label is None:
        return None
    scores = [_likeness(words(label), words(choice)) for choice in choices]
    best = max(scores, default=0.0)
    return scores.index(best) if best > 0 and scores.count(best) == 1 else None


def _all(heads: Sequence[str]) -> Words:
    return frozenset().union(*map(words, heads))


def _likeness(first: Words, second: Words) -> float:
    return len(first & second) / max(1, len(first | second))
