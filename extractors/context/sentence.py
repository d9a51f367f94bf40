"""Sentences of a text. Only the boundaries matter here: no characters are changed."""

from bisect import bisect_right
from functools import lru_cache

import regex

from extractors.document import Span
from extractors.patterns import compiled

_ABBREVIATIONS = (
    "vs", "Dr", "Prof", "Mr", "Mrs", "Ms", "St", "al", "e.g", "i.e", "cf", "ca", "approx", "Fig", "Figs", "Tab", "No", "Nos", "Vol",
    "Ref", "Refs", "Eq", "resp", "incl", "etc", "Inc", "Ltd", "Co", "Jr", "Sr", "Univ", "Dept", "Suppl", "Ed", "Eds", "spp", "sp",
    "viz", "n", "p", "P", "N", "pp", "wk", "mo", "yr", "hr", "min", "max", "avg", "no", "fig", "U.S", "U.K",
)  # fmt: skip
_END = compiled(
    r"""[.?!][)\]"']{0,2}(?=\s+["'(\[]?(?:[A-Z0-9•β]|\p{Lu}))   # a full stop, then a capital or a figure
      | \n(?=[ ]*\n)                                        # an empty line
      | \n""",
    regex.VERBOSE,
)
_ABBREVIATED = compiled(rf"(?:(?<![\w.])(?:{'|'.join(regex.escape(a) for a in _ABBREVIATIONS)})|(?<![\w.])[A-Z])\.$")
_NEW_ITEM = compiled(r"[ ]*(?:[•*|#>]|-\s|\d{1,3}[.)]\s)")
_GOES_ON = compiled(r"[ ]*(?:[a-z(\[<=>±+;,)%&/]|[-+]?\.?\d)")
_UNFINISHED = compiled(
    r"""(?r)(?:(?<![\w-])(?:the|an?|of|in|and|or|with|to|for|vs|versus|by|at|on|from|than|between|among|was|were|is|are|had|has|have|that|which|who|whose|as|per
        |into|after|before|their|its|these|those|during|within|using|while|whereas|when|if|but|mean|median)|[=<>±(\[/])[ ]*""",
    regex.VERBOSE,
)
"""Words and signs that end no line of their own: what follows belongs to them, whatever it begins with."""
_LONGEST_BRACKET = 400
_LONGEST = 800
"""A longer stretch is a list or a table without full stops; it is cut, so that no look at a sentence grows with the text."""
_CUTS = ("; ", ", ", "\n", " ")
"""Where it is cut, best first."""


@lru_cache(maxsize=8)
def sentences(folded: str) -> tuple[Span, ...]:
    """The sentences of folded text, in order, without the white space between them.

    A line break ends a sentence unless the next line plainly goes on (a lower-case letter, a figure, an
    operator) after a line that does not look complete. A full stop inside an open bracket ends none.
    """
    found: list[Span] = []
    begin = 0
    for match in _END.finditer(folded):
        cut = match.end()
        if match[0] == "\n":
            if line_goes_on(folded, max(begin, match.start() - _LONGEST), match.start()):
                continue
        elif _ABBREVIATED.search(folded, max(begin, match.start() - 8), match.start() + 1) or _inside_bracket(
            folded, begin, match.start()
        ):
            continue
        _append(found, folded, begin, cut)
        begin = cut
    _append(found, folded, begin, len(folded))
    return tuple(found)


def _append(found: list[Span], folded: str, begin: int, end: int) -> None:
    while begin < end and folded[begin].isspace():
        begin += 1
    while end > begin and folded[end - 1].isspace():
        end -= 1
    while end - begin > _LONGEST:
        cut = _cut(folded, begin)
        found.append(Span(begin, begin + len(folded[begin:cut].rstrip())))
        begin = cut
        while folded[begin].isspace():
            begin += 1
    if begin < end:
        found.append(Span(begin, end))


def _cut(folded: str, begin: int) -> int:
    """Where the sentence that begins at `begin` is cut for its length."""
    half, stop = begin + _LONGEST // 2, begin + _LONGEST
    places = (folded.rfind(mark, half, stop) + len(mark) for mark in _CUTS if folded.find(mark, half, stop) >= 0)
    return next(places, stop)


def line_goes_on(folded: str, begin: int, line_end: int) -> bool:
    """True where the line that ends at `line_end` is continued by the next one."""
    following = line_end + 1
    if following >= len(folded) or _NEW_ITEM.match(folded, following):
        return False
    if _UNFINISHED.match(folded, begin, line_end) is not None and folded[following] != "\n":
        return True
    if not _GOES_ON.match(folded, following):
        return False
    line = folded[begin:line_end].rstrip()
    if not line or line[-1] in ".?!:;|":
        return False
    inside = line.count("(") > line.count(")") or line.count("[") > line.count("]")
    return inside or len(line.split()) >= 6 or line[-1] in ",=<>-("


def _inside_bracket(folded: str, begin: int, stop: int) -> bool:
    stretch = folded[max(begin, stop - _LONGEST_BRACKET) : stop]
    opened = max(stretch.rfind("("), stretch.rfind("["))
    return opened >= 0 and opened > max(stretch.rfind(")"), stretch.rfind("]")) and len(stretch) - opened < _LONGEST_BRACKET


@lru_cache(maxsize=8)
def _starts(folded: str) -> list[int]:
    return [span.start for span in sentences(folded)]


class Sentences:
    """Looks up the sentence that holds an offset."""

    def __init__(self, folded: str) -> None:
        self.spans = sentences(folded)
        self._starts = _starts(folded)

    def index_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or of the last one before it (0 at least)."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def at(self, offset: int) -> Span:
        """The sentence that holds `offset`; an empty span for a text without sentences."""
        return self.spans[self.index_at(offset)] if self.spans else Span(0, 0)
