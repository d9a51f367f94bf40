"""Arms that a report's way of telling calls so: the "study group" beside controls, "no X" and "non-X" beside X, "with or without X", "41 to X and 39 to Y", "41 received X and 39 received Y"."""

from collections.abc import Iterable, Iterator

import regex

from extractors.context.arm_labels import NOBODY_OF, leading, lowered, occurrences
from extractors.patterns import compiled

_STUDY_GROUP = compiled(r"\b(?:study|case|trial)\s(?:group|arm)\b(?!s)")
_CONTROL_GROUP = compiled(r"\bcontrol\s(?:group|arm)\b|[(,:]\s?controls?\b", regex.IGNORECASE)
_CONTROLS = compiled(
    r"\b(?:in|than|with|for|of|to|and|versus|vs\.?)\s(?:the\s)?controls?(?=\s?(?:than|and|versus|vs|compared|group|arm|patients|[,;.()\[]))",
    regex.IGNORECASE,
)
_CASES = compiled(
    r"\b(?:of|in|than|for|between|among|\d)\s(?:the\s)?cases(?=\s(?:and|than|versus|vs|as\sopposed|compared)|\s?[,;.()\[])",
    regex.IGNORECASE,
)
_BEFORE_ABSENCE = compiled(
    r"(?:\b(?:versus|vs\.?|v|or|to|and|than|in\sthe|the|either|between|receive)|[(,:;])\s(?P<no>no|without)\s$", regex.IGNORECASE
)
_COUNT = r"(?:\d{1,3}(?:,\d{3})+|\d{1,5})"
_ALLOCATED = compiled(
    rf"""(?<![\w.]) {_COUNT} \s (?:(?:patients|women|participants|subjects|were|was|randomly|assigned|allocated|randomi[sz]ed)\s){{0,4}} (?:in)?to \s (?:receive\s|the\s)? (?P<first> (?!(?:receive|the)\b)[A-Za-z][^.;:()\d]{{1,60}}? )
        (?: \s(?:groups?|arms?) )? (?: ,? \s and \s | [,;] \s (?:and\s)? ) {_COUNT} \s (?:(?:patients|women|participants|subjects|were|was|randomly|assigned|allocated|randomi[sz]ed)\s){{0,4}} (?:in)?to \s (?:receive\s|the\s)? (?P<second> (?!(?:receive|the)\b)[A-Za-z][^.;:()\d]{{1,60}}? )
        (?= \s?[.;:,)(] | \s(?:groups?|arms?|for|in|at|with|as|were|was)\b )""",
    regex.VERBOSE,
)
_WHO = r"(?:\s(?:patients|women|men|participants|subjects|children|were|was|who|of\sthem|\(\d[\d.]*\s?%\))){0,3}"
_GOT = r"\s(?:received|underwent|treated\swith|given|had|took)\s(?:the\s)?"
_LABEL = r"(?!(?:no|a|an|any|the|at|more|less)\b)[A-Za-z][^.;:()\d]{1,50}?"
_GIVEN = compiled(
    rf"""(?<![\w.]) {_COUNT} {_WHO} {_GOT} (?P<first> {_LABEL} ) (?:,?\sand\s|[,;]\s(?:and\s|while\s|whereas\s)?) (?:the\s(?:other|remaining)\s)? {_COUNT} {_WHO} {_GOT} (?P<second> {_LABEL} )
        (?= \s?[.;:,)(] | \s(?:for|in|at|as|and|alone|after|before|during)\b )""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""41 received A and 39 underwent B"""
_RANDOM = compiled(r"\b(?:random\w*|assigned|allocated)\b[^.]{0,120}\.?[^.]{0,60}$", regex.IGNORECASE)
_WITH_OR_WITHOUT = compiled(
    r"\bwith(?:\s[(\[][^()\[\]]{1,30}[)\]])?\sor\swithout(?:\s[(\[][^()\[\]]{1,30}[)\]])?\s(?P<label>[A-Za-z][\w+/-]{2,30}(?:\s[\w+/-]{2,30})?)(?=\s?[.,;:()]|\s(?:in|for|after|at|as|every|once|daily|on|before|during|to|among)\b)",
    regex.IGNORECASE,
)
_SHARED_OUT = compiled(r"\b(?:random\w*|assigned|allocated|received|treated)\b[^.;]{0,160}$", regex.IGNORECASE)
_NON = compiled(r"non-?(?P<label>[A-Za-z][\w+/-]+)", regex.IGNORECASE)
_REACH = 16
_SHARED_OUT_WITHIN = 180
_LEAST = 2


def told_arms(folded: str, labels: Iterable[str]) -> Iterator[tuple[str, int]]:
    """(label, weight) of each such arm; `labels`: what other places suggest."""
    if _CONTROL_GROUP.search(folded):
        groups = [lowered(match[0]) for match in _STUDY_GROUP.finditer(folded)]
        for group in dict.fromkeys(groups):
            yield group, 3 * groups.count(group)
    if len(_CONTROLS.findall(folded)) >= _LEAST:
        yield "control", 3
    if _CONTROLS.search(folded) and len(_CASES.findall(folded)) >= _LEAST:
        yield "cases", 3
        yield "controls", 3
    for match in _ALLOCATED.finditer(folded):
        for name in ("first", "second"):
            label = leading(match[name])
            if label:
                yield label, 3
    for match in _GIVEN.finditer(folded):
        if _RANDOM.search(folded, max(0, match.start() - _SHARED_OUT_WITHIN), match.start()):
            for name in ("first", "second"):
                label = leading(match[name])
                if label:
                    yield label, 3
    for match in _WITH_OR_WITHOUT.finditer(folded):
        if _SHARED_OUT.search(folded, max(0, match.start() - _SHARED_OUT_WITHIN), match.start()):
            label = leading(match["label"])
            if label:
                yield label, 3
    for label in labels:
        yield from _absence(folded, label)
        opposite = _NON.fullmatch(label)
        if opposite is not None and occurrences(folded, opposite["label"]):
            yield opposite["label"], 3


def _absence(folded: str, label: str) -> Iterator[tuple[str, int]]:
    """ "no X" where the report sets it beside X: "X or no X", "the no X group"."""
    text, wanted = lowered(folded), lowered(label)
    if wanted.startswith(("no ", "no-")):
        return
    at = text.find(f"no {wanted}")
    while at >= 0:
        start = at + 3
        if (
            _BEFORE_ABSENCE.search(folded, max(0, start - _REACH), start)
            and not folded[start + len(label) : start + len(label) + 1].isalnum()
            and not NOBODY_OF.match(folded, start + len(label))
        ):
            yield folded[at : start + len(label)], 3
        at = text.find(f"no {wanted}", at + 1)
