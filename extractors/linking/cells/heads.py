"""What a head says: the statistics, size, unit and time that it names, and the name that is left when these are taken away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractors.context.times import BASELINE_FRAME, TimeFrame, days_of
from extractors.document import Span
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention, find
from extractors.rules.table_heads import HEAD_SIZE, TERMS, Says
from extractors.rules.table_words import HEAD_CHANGE, HEAD_GENERIC, HEAD_TIME, HEAD_TIME_FIRST, HEAD_TIME_TO, HEAD_TOTAL, HEAD_UNIT
from extractors.rules.times import BASELINE, TIME_POINT

_LONGEST = 600
_EMPTY_BRACKETS = compiled(r"[(\[]\s*(?:[\s,;:/±+*†‡§–-]|\b(?:and|or|with|as)\b)*\s*[)\]]", regex.IGNORECASE)
_BESIDE_BRACKET = compiled(r"(?<=[(\[])[\s,;:±]++|(?<![\s,;:±])[\s,;:±]++(?=[)\]])")
"""What the statistic of "(mean, years)" leaves when it is taken away."""
_EDGES = compiled(r"^[\s,;:./±+*†‡§¶#|=–-]+|(?:[\s,;:./±*†‡§¶#|=^ǂ‖¥]|(?<=[\s,;:/])[+–-])+$")
_UNCLOSED = compiled(r"[(\[][^()\[\]]*$|^[^()\[\]]{0,3}[)\]]")
_RAISED = compiled(r"\^[\da-z*†‡](?:,[\da-z])*$|(?<=[a-z]{2})[¹²³⁴⁵⁶⁷⁸⁹]$|\[\w\]$")
_WITHIN = compiled(
    r"\bwithin\b|\bpre\s?[-–/]\s?post\b|\bpre[-\s]?\s?(?:vs\.?|versus)\s?post|\b(?:vs\.?|versus|from|to)\s(?:the\s)?baseline|intra-?group|\bchange\b|\bpaired\b|\btime\b",
    regex.IGNORECASE,
)
_BETWEEN = compiled(
    r"\bbetween\b|\binter-?group|\bgroups?\b(?=\s*(?:effect|diff|comp))|^\W*groups?\W*$|\bunpaired\b|\bvs\.?\b|\bversus\b",
    regex.IGNORECASE,
)
_SEVERAL_TIMES = compiled(
    r"\bbefore\b.*\bafter\b|\bpre\b.*\bpost\b|\bafter\b.*\bbefore\b|\bchanges?\b|\bdifferences?\b", regex.IGNORECASE
)
_BEFORE_NO_TIME = compiled(
    r"(?:[<>≤≥/]|\b(?:age|aged|older|younger|more|less|longer|shorter)\b(?:\sthan)?|\b(?:past|last|previous|preceding|prior|per)\b)\s*$",
    regex.IGNORECASE,
)
"""Before a length of time that sorts people or that an outcome looks back on: "Age ≥35 years", "Hours worked in the past 4 weeks"."""
_TREND = compiled(
    r"\b(?:trend|interaction|heterogeneity|time\s?[x×*]\s?(?:group|treatment)|(?:group|treatment)\s?[x×*]\s?time)\b",
    regex.IGNORECASE,
)
_FILLER = compiled(
    r"\b(?:of|with|for|in|the|and|or|to|as|are|is|by|values?|data|unless|otherwise|stated|patients?|participants?|subjects?|people|cases|respondents|individuals)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A statistic that a head names; start, end within the head's text."""

    says: Says
    mention: Mention

    @property
    def start(self) -> int:
        """Where it begins in the head."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Where it ends in the head."""
        return self.mention.end


@dataclass(frozen=True)
class Head:
    """One head, read.

    name: what it names beside statistics, in the document's own characters, printed: with its time; size: where in the document
    the digits of a group's size stand; bare: the head without its statistics, folded, before its time is taken away.
    """

    text: str
    name: str
    printed: str
    bare: str
    terms: tuple[Term, ...]
    size: tuple[int, int] | None
    unit: str | None
    time: TimeFrame | None
    dated_first: bool
    is_change: bool
    is_total: bool
    is_generic: bool
    tells_within: bool
    tells_between: bool
    tells_trend: bool

    def says(self, *wanted: Says) -> bool:
        """Whether it names one of these statistics."""
        return any(term.says in wanted for term in self.terms)

    @property
    def is_statistic(self) -> bool:
        """True where it names statistics and nothing else."""
        return bool(self.terms) and not self.name and self.time is None and not self.is_change


_DANGLING = compiled(r"[\s,;:]+(?:or|and|of|with|in|per)$", regex.IGNORECASE)
_OF = compiled(r"^(?:of|in)\s(?:the\s)?", regex.IGNORECASE)
_FROM_THE_START = compiled(
    r"(?:from|to|vs\.?|versus|relative\sto|compared\s(?:with|to))(?:\s(?:the\s)?(?:base-?line|pre\S*|start|entry))?",
    regex.IGNORECASE,
)
_OTHER_PREPOSITION = compiled(r"^(?:with|during|on|after|before|at|by|due|per)\s", regex.IGNORECASE)
"""What is left of "change with exercise" is no name."""
_CENTRES = frozenset({Says.MEAN, Says.MEDIAN})
_KIND_OF_PEOPLE = compiled(r"\s*(?:(?:wo)?men|children|infants|deaths|adverse\sevents)\s*", regex.IGNORECASE)
"""What "Women (%)" counts, and is the outcome's name too."""
_LETTER = compiled(r"\s*[A-Za-z]\s*")
_LEADING_LETTER = compiled(r"([A-Z])\s?[,:(]\s?(?=mean|median|n\b|no\b|M\b)", regex.IGNORECASE)
"""A letter before the statistics of a head: "B, mean (SD)"."""
_CONTROLS = compiled(r"\W*(?:healthy\s)?(?:controls?|volunteers)\b", regex.IGNORECASE)
_PEOPLE = compiled(r"patients|participants|subjects|cases", regex.IGNORECASE)
_MIDDLE = compiled(r"\W*(?:moderate|medium|middle|intermediate|normal)\b.{0,20}", regex.IGNORECASE)
_PAIRS = ({"A", "B"}, {"F", "M"}, {"x", "y"}, {"X", "Y"})
"""Letters that stand for things: groups, the sexes, the places of a map."""
_NO_TEST = frozenset("nNpPmM")
"""Letters that are a count, a p-value or a mean, whatever stands beside them."""
_RESPONSES = frozenset({"CR", "PR", "PD", "NE"})
_COUNT_OR_P = frozenset("nNpP")
_BESIDE_TESTS = frozenset({Says.P, Says.SE, Says.CI, Says.SD, Says.TEST})


class Heads:
    """The heads of one document, each read once."""

    def __init__(self, folded: str, text: str) -> None:
        self._folded, self._text = folded, text
        self._read: dict[Span, Head] = {}

    def name_letters(self, spans: Iterable[Span]) -> None:
        """Letters and words that name no statistic in this table: "A" beside "B", "F" beside "M", "Low" beside "Moderate".

        So does "R" where no head tells of a p-value or an error.
        """
        spans = list(spans)
        letters: dict[Span, str] = {}
        tells_tests = False
        for span in spans:
            printed = self._folded[span.start : span.end].strip()
            if _LETTER.fullmatch(printed):
                letters[span] = printed
            elif (leading := _LEADING_LETTER.match(printed)) is not None:
                letters[span] = leading[1]
            if not _LETTER.fullmatch(printed) or printed in _NO_TEST:
                tells_tests = tells_tests or self.at(span).says(*_BESIDE_TESTS)
        if any(_MIDDLE.fullmatch(self.at(span).bare or self.at(span).text) for span in spans):
            for span in spans:  # "Low" beside "Moderate" and "High" is no limit
                head = self.at(span)
                if head.says(Says.LOWER, Says.UPPER) and not head.name:
                    self._read[span] = replace(head, terms=(), name=head.text.strip(), printed=head.text.strip(), is_generic=False)
        if any(_CONTROLS.match(self.at(span).text) for span in spans):
            for span in spans:  # "Patients" beside "Controls" are a group, and nobody's total
                head = self.at(span)
                if head.is_total and _PEOPLE.fullmatch(head.bare):
                    self._read[span] = replace(head, name=head.bare, is_total=False, is_generic=False)
        responses = {self.at(span).text.strip() for span in spans} & _RESPONSES
        if len(responses) > 1 and not any(self.at(span).says(Says.MEAN) for span in spans):
            for span in spans:  # "SD" beside "PD" and "PR" is stable disease
                head = self.at(span)
                if head.text.strip() == "SD":
                    self._read[span] = replace(head, terms=(), name="SD", printed="SD", is_generic=False)
        in_a_row = any(pair <= set(letters.values()) for pair in _PAIRS)
        for span, printed in letters.items():
            if (in_a_row and printed not in _COUNT_OR_P) or (not tells_tests and printed not in _NO_TEST):
                head = self.at(span)
                kept = tuple(term for term in head.terms if head.text[term.start : term.end].strip() != printed)
                self._read[span] = replace(head, terms=kept, name=printed, is_generic=False)

    def take_for_name(self, span: Span) -> None:
        """From now on the head at this place names something, though it reads as a time: "Phase 2" beside "Phase I"."""
        head = self.at(span)
        self._read[span] = replace(head, name=head.bare, printed=head.bare, time=None, is_generic=False)

    def size_of(self, span: Span) -> float | None:
        """How many people the head at a place says its group has."""
        size = self.at(span).size
        return value_of(self._folded[slice(*size)]) if size is not None else None

    def at(self, span: Span) -> Head:
        """The head at a place."""
        if span not in self._read:
            self._read[span] = _head(self._folded, self._text, span)
        return self._read[span]


def _head(folded: str, text: str, span: Span) -> Head:
    own = folded[span.start : span.end][:_LONGEST]
    found = terms_of(own)
    size = next((term.mention.groups["n"] for term in found if term.mention.rule is HEAD_SIZE), None)
    terms = tuple(term for term in found if term.mention.rule is not HEAD_SIZE)
    unit = next(iter(find(HEAD_UNIT, own)), None)
    if unit is not None and _is_percent_of_people(own, unit, terms):
        unit = None
    terms = tuple(term for term in terms if unit is None or not (unit.start <= term.start < unit.end))
    hidden = [(term.start, term.end) for term in found if unit is None or not (unit.start <= term.start < unit.end)]
    covered = _covered(own, [*hidden, *([(unit.start, unit.end)] if unit is not None else [])])
    # Where the folded text is blank and the printed one is not, there stands a reference mark.
    printed = "".join(
        char if mask != "\0" and (mask != " " or char.isspace()) else " "
        for char, mask in zip(text[span.start : span.end], covered, strict=False)
    )
    folded_bare = _cleaned(covered.replace("\0", " "))
    printed = _cleaned(printed)
    time, rest = _time_of(folded_bare, printed)
    dated_first = HEAD_TIME_FIRST.compiled.match(folded_bare) is not None
    change = HEAD_CHANGE.compiled.search(own) is not None
    if unit is not None and folded_bare == "EOS":  # eosinophils in percent, and no end of a study
        time, rest = None, printed
    name = rest if not change else _cleaned(HEAD_CHANGE.compiled.sub(" ", rest))
    name = rest if change and _OTHER_PREPOSITION.match(name) else _OF.sub("", name)
    if change and _FROM_THE_START.fullmatch(name):
        name = ""
    if not _FILLER.sub("", name).strip(" .,;:()-"):
        name = ""
    if not name:
        name = next(
            (own[term.start : term.end].strip() for term in terms if _KIND_OF_PEOPLE.fullmatch(own, term.start, term.end)), ""
        )
    if not name and any(term.says in _CENTRES for term in terms) and compiled(r"^follow-?up$", regex.IGNORECASE).match(folded_bare):
        name, time = printed, None  # "Median follow-up" is measured, and no time of something else
    return Head(
        text=own, name=name, printed=printed, bare=folded_bare, terms=terms,
        size=(span.start + size[0], span.start + size[1]) if size else None,
        unit=text[span.start + unit.groups["unit"][0] : span.start + unit.groups["unit"][1]] if unit is not None else None,
        time=time, dated_first=dated_first, is_change=change, is_total=HEAD_TOTAL.compiled.match(folded_bare) is not None,
        is_generic=not name or HEAD_GENERIC.compiled.match(name) is not None,
        tells_within=_WITHIN.search(own) is not None, tells_between=_BETWEEN.search(own) is not None, tells_trend=_TREND.search(own) is not None,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def terms_of(text: str) -> tuple[Term, ...]:
    """The statistics that folded `text` names, in order, none overlapping another."""
    found = [Term(rule.values["says"], mention) for rule in TERMS for mention in find(rule, text)]
    kept: list[Term] = []
    for term in sorted(found, key=lambda term: (term.start, -term.end)):
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return tuple(kept)


def _is_percent_of_people(own: str, unit: Mention, terms: Iterable[Term]) -> bool:
    """True for the "%" of "n (%)" and of "Male, %": a statistic, where the head counts; what else is in percent has it as its unit."""
    if unit.groups["unit"][1] - unit.groups["unit"][0] != 1 or own[slice(*unit.groups["unit"])] != "%":
        return False
    return any(term.says is Says.COUNT for term in terms)


def _covered(own: str, places: Iterable[tuple[int, int]]) -> str:
    """The head with these places covered, character for character."""
    letters = list(own)
    for start, end in places:
        letters[start:end] = "\0" * (end - start)
    return "".join(letters)


def _cleaned(text: str) -> str:
    """The words of a head without empty brackets, marks at its end and punctuation at its edges."""
    last = None
    text = " ".join(text.split())
    while text != last:
        last = text
        text = _EDGES.sub("", _RAISED.sub("", _EMPTY_BRACKETS.sub(" ", _BESIDE_BRACKET.sub("", text)).rstrip()))
        if text.count("(") + text.count("[") != text.count(")") + text.count("]"):
            text = _without_unopened(_UNCLOSED.sub("", text, count=1))
    text = _DANGLING.sub("", text)
    if text[:1] in "([" and text[-1:] in ")]" and not any(char in "()[]" for char in text[1:-1]):
        text = text[1:-1]
    return " ".join(text.split())


def _without_unopened(text: str) -> str:
    """The text with a space for each bracket that closes none."""
    depth, kept = 0, []
    for char in text:
        depth += char in "(["
        unopened = char in ")]" and depth == 0
        depth -= char in ")]" and depth > 0
        kept.append(" " if unopened else char)
    return "".join(kept)


def _time_of(folded: str, printed: str) -> tuple[TimeFrame | None, str]:
    """The time that a head names, and its name without it; a head that is nothing but a time has no name."""
    printed, folded = (" ".join(words.replace("±", " ").split()) for words in (printed, folded))
    whole = HEAD_TIME.compiled.match(folded)
    if whole is not None:
        words = printed.strip()
        return (BASELINE_FRAME if _is_start(folded) else TimeFrame(words, days_of(folded))), ""
    spanned = HEAD_TIME_TO.compiled.search(folded)
    if spanned is not None and len(printed) == len(folded):
        start, end = spanned.span("time")
        label = printed[start:end]
        return TimeFrame(label, days_of(folded[start:end])), _cleaned(f"{printed[: spanned.start()]} {printed[spanned.end() :]}")
    opened = HEAD_TIME_FIRST.compiled.match(folded)
    if opened is not None and len(printed) == len(folded):
        start, end = opened.span("time")
        time = BASELINE_FRAME if _is_start(folded[start:end]) else TimeFrame(printed[start:end], days_of(folded[start:end]))
        return time, _cleaned(printed[opened.end() :])
    found = [*find(BASELINE, folded), *find(TIME_POINT, folded)]
    if (
        len(found) != 1
        or len(printed) != len(folded)
        or _SEVERAL_TIMES.search(folded)
        or _BEFORE_NO_TIME.search(folded[: found[0].start])
    ):
        return None, printed
    start, end = found[0].start, found[0].end
    time = BASELINE_FRAME if found[0].rule is BASELINE else TimeFrame(printed[start:end], days_of(folded[start:end]))
    before = compiled(r"\b(?:at|after|on|in|within|by|for|from)\s(?:the\s)?$", regex.IGNORECASE).sub("", printed[:start])
    return time, _cleaned(f"{before} {printed[end:]}")


def _is_start(folded: str) -> bool:
    return (
        compiled(
            r"^(?:at\s)?(?:base-?line|pre(?:-?(?:test|treatment|intervention|training))?|before(?:\s(?:the\s)?(?:treatments?|interventions?|surgery|therapy|training|study|trial|infusions?|injections?|supplementation|operation|consumption|transplantation|randomi[sz]ation|vaccination|enrol?lment|program(?:me)?))?|(?:study\s)?entry|enrol?lment|inclusion|randomi[sz]ation|initial|basal)(?:\s(?:values?|visit|period))?$",
            2,
        ).match(folded)
        is not None
    )
