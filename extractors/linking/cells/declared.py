"""What heads declare the numbers of a cell to be, and which declaration a cell's shape answers to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractors.document import Span
from extractors.linking.cells.heads import Term, terms_of
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

CENTRES = frozenset({Says.MEAN, Says.LEAST_SQUARES_MEAN, Says.GEOMETRIC_MEAN, Says.MEDIAN})
SPREADS = frozenset({Says.SD, Says.SE})
BOUNDS = frozenset({Says.IQR, Says.RANGE, Says.CI})
_VALUES = CENTRES | {Says.COUNT, Says.PERCENT, Says.ESTIMATE, Says.RATE, Says.TEST}
_PARTS = compiled(r"\b(?:or|whereas|while|otherwise|unless|except)\b|;", regex.IGNORECASE)
_SEPARATE = compiled(r"\band\b|,", regex.IGNORECASE)
_TELLS_FORM = compiled(
    r"\b(?:values?|data|results?|figures|numbers|variables?|expressed|presented|given|shown|reported|displayed|summari[sz]ed|represent(?:ed)?)\b",
    regex.IGNORECASE,
)
_IN_BRACKETS = compiled(r"\b(?:in|within|between)\s(?:the\s)?(?:parenthes[ei]s|brackets)", regex.IGNORECASE)
_NEAR = 14


@dataclass(frozen=True)
class Declared:
    """A value with what stands beside it: "mean (SD)" is MEAN with SD; "95% CI" alone has no value.

    at: where the text begins that declares it, in the document; terms stand within that text.
    """

    value: Term | None
    beside: tuple[Term, ...]
    at: int
    level_elsewhere: tuple[int, int] | None = None
    """Where the level stands, if it stands in another head than the value."""
    plus_minus: bool = False
    """Whether the spread is printed behind ±: "mean ± SD or % (n)" is no mean with its SD in brackets."""
    in_percent: bool = False
    """Whether the value is one of percentages: "percentages are medians"."""

    @property
    def says(self) -> Says | None:
        """What the value is."""
        return self.value.says if self.value is not None else None

    def has(self, *wanted: Says) -> bool:
        """Whether one of these stands beside the value."""
        return any(term.says in wanted for term in self.beside)

    def term(self, wanted: Iterable[Says]) -> Term | None:
        """The first term beside the value that is one of these."""
        return next((term for term in self.beside if term.says in wanted), None)

    def is_of_one(self, number: str) -> bool:
        """Whether a number called a proportion is a part of one, "0.67", and no percentage."""
        named = any(term.mention.span("of_one") is not None for term in (self.value, *self.beside) if term is not None)
        return named and "." in number and float(number.replace(",", "")) <= 1

    def alternatives(self, others: Iterable["Declared"]) -> list["Declared"]:
        """Those of `others` that the same text declares, of the other sort: shares beside a mean, "Mean (SD) or n (%)"."""
        own = self.says in CENTRES
        counted = (Says.COUNT, Says.PERCENT)
        if not own and self.says not in counted:
            return []
        return [one for one in others if one.at == self.at and (one.says in counted if own else one.says in CENTRES)]

    def level(self) -> tuple[int, int] | None:
        """Where the level of the interval stands in the document."""
        if self.level_elsewhere is not None:
            return self.level_elsewhere
        for term in (self.value, *self.beside):
            place = term.mention.span("ci_percent") if term is not None else None
            if place is not None:
                return self.at + place[0], self.at + place[1]
        return None


def declared_in(text: str, at: int) -> list[Declared]:
    """The declarations of one head or sentence, in order; a size is none."""
    return declared_by([term for term in terms_of(text) if term.says is not Says.SIZE], text, at)


def declared_by(terms: Sequence[Term], text: str, at: int) -> list[Declared]:
    """`terms` of `text` as declarations: what follows a value in its bracket stands beside it, "or" and ";" part them.

    "No. of visits, mean (SD)" declares a mean: a bare count beside one is a part of the outcome's name.
    """
    found: list[Declared] = []
    value: Term | None = None
    beside: list[Term] = []
    last: Term | None = None
    plus_minus = False
    for term in terms:
        gap = text[last.end : term.start] if last is not None else ""
        parted = last is not None and _PARTS.search(gap) is not None
        opens = parted or (last is not None and _opens(term, value, beside, gap))
        if opens and (value is not None or beside):
            found.append(Declared(value, tuple(beside), at, plus_minus=plus_minus))
            value, beside, plus_minus = None, [], False
        if value is None and not beside and term.says in _VALUES:
            value = term
        else:
            plus_minus = plus_minus or "±" in gap
            beside.append(term)
        last = term
    if value is not None or beside:
        found.append(Declared(value, tuple(beside), at, plus_minus=plus_minus))
    centred = any(one.says in CENTRES for one in found)
    return [one for one in found if not centred or one.beside or one.says not in (Says.COUNT, Says.RATE)]


def _opens(term: Term, value: Term | None, beside: Sequence[Term], gap: str) -> bool:
    """True where a term begins a declaration of its own."""
    if term.says in CENTRES | {Says.ESTIMATE}:
        return True
    if term.says in (Says.COUNT, Says.PERCENT):
        counts = value is not None and value.says in (Says.COUNT, Says.PERCENT) and value.says is not term.says
        return not (counts and not beside and len(gap) <= _NEAR)
    return term.says in SPREADS and any(other.says in SPREADS for other in beside) and _SEPARATE.search(gap) is not None


def declarations_of(spans: Iterable[Span], folded: str) -> list[Declared]:
    """All declarations of captions or footnotes that say how values are given, sentence by sentence."""
    found = []
    for span in spans:
        for sentence in compiled(r"[^.;\n]+(?:\.(?=[\w)])[^.;\n]*)*").finditer(folded, span.start, span.end):
            told = _TELLS_FORM.search(sentence[0]) is not None
            found += [one for one in declared_in(sentence[0], sentence.start()) if _is_a_form(one, told, sentence[0])]
    return found


def errors_in_brackets(spans: Iterable[Span], folded: str) -> list[Declared]:
    """The declarations of captions or footnotes that standard errors stand in brackets, and not of what they are the errors."""
    return [
        one
        for span in spans
        for sentence in compiled(r"[^.;\n]+").finditer(folded, span.start, span.end)
        if _IN_BRACKETS.search(sentence[0])
        for one in declared_in(sentence[0], sentence.start())
        if one.value is None and one.has(Says.SE)
    ]


def _is_a_form(declared: Declared, told: bool, sentence: str) -> bool:
    """True for what can say how a table's values are given: a centre, a count with its share, "± SD", an SD in brackets.

    Not "SD, standard deviation", nor an error in brackets, which may be that of an estimate.
    """
    if declared.value is None:
        placed = "±" in sentence or (declared.has(Says.SD) and _IN_BRACKETS.search(sentence) is not None)
        return placed and len(declared.beside) == 1 and declared.has(*SPREADS)
    if declared.says in CENTRES:
        return told or bool(declared.beside)
    return declared.says in (Says.COUNT, Says.PERCENT) and (told or declared.has(Says.PERCENT, Says.COUNT))
