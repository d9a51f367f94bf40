"""The label before a bracket with a size: "either cells (n = 20)", "randomised to saline (n = 12)"."""

import regex

from extractors.patterns import compiled

_WITH_REACH = 30
_BRACKETS = compiled(r"\s?[(\[]((?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*)[)\]]")
_ITEM = compiled(r"\s?[(\[](?:\d|i{1,3}|iv|[a-d])[)\]]")
_INTRODUCED = compiled(
    r"(?:\b(?:either|or|versus|vs\.?|to\sreceive|receive[ds]?|receiving|into|assigned\sto|allocated\sto|randomi[sz]ed\sto|with|from)\s|\b\d\s?:\s?\d(?::\d)?\)?,?\sto\s(?:receive\s)?|[(\[](?:\d|i{1,3}|iv|[a-d])[)\]]\s|[:;,]\s(?:and\s)?|\d\)\s|[)\]]\s(?:and|or)\s|\band\s\d\)\s)",
    regex.IGNORECASE,
)


def sized_label(folded: str, begin: int, stop: int) -> str | None:
    """The words that end at `stop`, where a bracket with a size opens: from "either", "or", "receive", ":" or "2)" on."""
    stretch = folded[begin:stop].rstrip()
    found = list(_INTRODUCED.finditer(_masked(stretch)))
    if not found:
        return None
    start = found[-1].end()
    if (
        found[-1][0].lower().startswith("with ")
        and len(found) > 1
        and found[-1].start() - found[-2].end() < _WITH_REACH
        and compiled(r"either|or|.*receiv|.*\d\)", regex.IGNORECASE).match(found[-2][0])
    ):
        start = found[-2].end()  # "2) late feeding with broth"
    label = compiled(r"^(?:(?:an?|the|either|from|with|to)\s+|\d\)\s)+", regex.IGNORECASE).sub("", stretch[start:].strip())
    label = compiled(r"\s(?:groups?|arms?)$", regex.IGNORECASE).sub("", label.strip(" ,;:"))
    if not compiled(r"[A-Za-z]{2}").search(label) or _unbalanced(label) or compiled(r"[.?!]\s").search(label):
        return None
    return label


def _unbalanced(label: str) -> bool:
    """True for the end of a label that began before a bracket: "4 weeks) plus standard care"."""
    return label.count("(") != label.count(")") or label.count("[") != label.count("]")


def _masked(text: str) -> str:
    """`text` with what stands in brackets covered, character for character, but for the marks of a list: "(1)", "(ii)"."""
    return _BRACKETS.sub(lambda match: match[0] if _ITEM.fullmatch(match[0]) else "_" * len(match[0]), text)
