"""Places that name an arm by a part of its label: the letters of "groups A, B and C", the first of "12- and 6-month groups"."""

from collections.abc import Collection, Iterator, Sequence

import regex

from extractors.patterns import compiled

_NUMBERED_LABEL = compiled(r"(?:group|arm)[\s-](?:[a-z]|[1-9]|i{1,3}|iv)")
_ENUMERATED = compiled(
    r"""\b(?:groups?|arms?|regimens?|cohorts?)\s(?P<letters>(?:[A-Z]|[1-9]|I{1,3}|IV)(?:(?:,?\s?(?:and|or|vs\.?|versus|to|v)\s|,\s?)(?:(?:groups?|arms?)\s)?(?:[A-Z]|[1-9]|I{1,3}|IV)(?![\w.%])){1,4})
      | (?<![\w-])(?P<letters>[A-Z])\s(?:group|arm)\b(?!\s(?:[A-Z]|\d)\b)
      | (?:[(\[;,]|%\s(?:vs\.?|versus|v|and)\s)\s?(?P<letters>(?:[A-Z]|I{1,3}))\s?[:=,]\s?(?:n\s?=\s?)?(?=-?\d)""",
    regex.VERBOSE,
)
_LETTER = compiled(r"\b(?:[A-Z]|[1-9]|I{1,3}|IV)\b")
_FROM_NUMBER = compiled(r"\d[\d.]*(?P<rest>\D.*)", regex.DOTALL)
_NUMBER_BEFORE = compiled(r"(?<![\w.])(?P<number>\d[\d.]*)-?\s(?:and|or|vs\.?|versus|to)\s(?:the\s)?$")
_REACH = 16


def implied_arms(folded: str, named: Sequence[tuple[int, int]], labels: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of each such place; `named` are the places of whole labels, `labels` all of them in small letters."""
    yield from _letters(folded, labels)
    for start, end in named:
        label = _FROM_NUMBER.fullmatch(folded, start, end)
        first = _NUMBER_BEFORE.search(folded, max(0, start - _REACH), start) if label else None
        if label is not None and first is not None:
            whole = (first["number"] + label["rest"]).lower()
            if whole in labels and whole != label[0].lower():
                yield (*first.span("number"), whole)


def _letters(folded: str, labels: Collection[str]) -> Iterator[tuple[int, int, str]]:
    by_letter = {label.replace("-", " ").split()[-1]: label for label in labels if _NUMBERED_LABEL.fullmatch(label)}
    if not by_letter:
        return
    for match in _ENUMERATED.finditer(folded):
        for letter in _LETTER.finditer(folded, *match.span("letters")):
            label = by_letter.get(letter[0].lower())
            if label is not None:
                yield letter.start(), letter.end(), label
