"""The names of harms in a text: where each begins and ends, and what their words say (in general, serious, related)."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.document import Span
from extractors.fragments import any_of
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.rule import find
from extractors.rules.harms import HARM_TERM, PRIMARY_ENDPOINT, SAFETY_TALK
from extractors.rules.participants import PEOPLE
from extractors.vocabulary.harms import GENERAL, NOT_OF_A_TERM

_PEOPLE = compiled(PEOPLE, regex.VERBOSE | regex.IGNORECASE)
_WORD_BEFORE = compiled(r"(?<![\w.,;:)\]-])[^\W\d_][\w'/-]*[ \u00a0](?:\([A-Z]{2,6}\)[ ])?$")
_SURVIVAL = compiled(
    r"\b(?:overall\ssurvival|(?-i:OS)|survival|mortality|time\sto\s(?:[\w-]+\s){0,3}death|death\sor\s)\b", regex.IGNORECASE
)
_LONGEST_LEAD = 5
_GOES_ON = compiled(
    r"""(?: \s (?:of\sthe|of|from|due\sto|secondary\sto|at\sthe|at|requiring|necessitating|attributed\sto|attributable\sto|with|during\sthe|surrounding\sthe|following|directly\sfollowing\sthe)
        \s (?!(?:in|the|a|an|all|any|both|either|each|one|two|three|no|group|arm|placebo|grade)\b) [a-zA-Z][\w'-]* (?: \s(?!(?:in|of|at|was|were|is|are|had|and|or|with|among|between|occurred|did|during|after|on|for|than|by|versus|vs|which|that|who|who|to|as|within|while|but|compared|according|resolved|not|requiring)\b)[a-zA-Z][\w'-]*){0,2} )
      | \s (?: surrounding | during | directly\sfollowing | following ) \s the \s [a-z][\w-]* (?:\s(?:site|region|area|procedure))?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_GRADED = compiled(
    r"\s(?:of|with)\s(?:CTCAE\s)?grades?\s[1-5](?:\s?(?:-|to|or|and|/)\s?(?:[1-5]\b|higher|more|worse|above|greater|over))?(?:\sseverity)?",
    regex.IGNORECASE,
)
"""How grave a harm is belongs to its name: "infections of grade 3 or higher"."""
_OR_ANOTHER = compiled(
    r"""\s(?:or|and/or)\s(?!more\b|higher\b|worse\b|greater\b|less\b|not\b|the\b|in\b|with\b)(?:[a-z][a-z-]*\s){0,2}?[a-z][a-z-]{2,} (?:\s(?:after|during|following|at|around|within)\s(?:the\s|an?\s)?[a-z][a-z-]*(?:\s(?:site|area|knee|joint|period))?)?
        (?=\s(?:was|were|occurred|developed|happened|appeared)\b)""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""The rest of a harm told as either of two: "swelling or stiffness after the injection was more common"."""
_GENERAL = compiled(rf"\b(?:{any_of(GENERAL)})\b", regex.IGNORECASE)
_SERIOUS = compiled(r"(?<!non-)(?<!no\s)\bserious\b|(?-i:\b(?:TE-?)?SAEs?\b|\bSUSARs?\b)", regex.IGNORECASE)
_DEATH = compiled(r"deaths?|mortality", regex.IGNORECASE)
_KIND_AFTER = compiled(r"\s(?:reactions?|events?|episodes?|symptoms|syndrome|infections?)\b", regex.IGNORECASE)
_DESCRIBES = compiled(
    rf"""\s?-?\s?(?:{PEOPLE}|samples?|blocks?|tissues?|cells?|types?|subtypes?|stages?|size|volume|risk|scores?|status|diagnos[ei]s|diagnosed|treatments?|therapy|screening|severity|control|markers?|registry|trials?|analys[ei]s|profiles?
        |criteria|data|grad(?:e|ing)|scales?|assessments?|monitoring|specimens?|models?|history|prevention|management|research|mortality|specific|units?|wards?|clinics?|care|interventions?|programs?|programmes?|arms?|groups?|centers?|centres?|recurrence)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_OF_CONDITION = compiled(
    rf"""\b(?: (?:{PEOPLE}|those|cases|outcomes?)\s(?:with|without|at\srisk\sof|suffering\sfrom) | (?:trial|study|treatments?|therap(?:y|ies)|management|history|diagnos[ei]s)\s(?:in|of|for) | diagnosed\swith )
        \s(?:an?\s)?(?:(?!had\b|was\b|were\b|in\b|of\b|who\b)[\w-]+\s){{0,4}}$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_BACKGROUND = 0.4
"""So much of a text may tell whom the trial took in."""
_VERB = compiled(r"died|fatal|hospitali[sz]ed", regex.IGNORECASE)
_ABBREVIATED = compiled(r"\s\((?P<short>[A-Z][A-Za-z]?-?[A-Z]{1,4})s?\)")
_CAUSE = r"(?:(?:the|study|study's|any|this|trial|stem|cell|cells|mesenchymal|stromal|MSCs?|active|investigational|experimental|immunosuppressive)\s){0,4}(?:treatments?|therap(?:y|ies)|procedures?|injections?|infusions?|transplantation|drugs?|medications?|vaccines?|vaccinations?|interventions?|cells?|product|MSCs?|transplants?|device|surgery)\b"
_UNRELATED = compiled(
    r"""\bunrelated\b | \bnot\s(?:\w+\s){0,2}?(?:related|attribut(?:ed|able)|due|secondary)\b | \b(?:none|neither|no\sone)\s(?:of\s(?:the|them|these|which|whom)\s?)?(?:[\w-]+\s){0,5}?(?:related|attribut(?:ed|able)|secondary|due)\s(?:to|by)\b
      | \bnone\s(?:\w+\s){0,3}?(?:treatment|therapy|drug|cell|procedure|study)?-?related\b | \bunlikely\s(?:to\sbe\s)?related\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MAYBE = compiled(
    r"\b(?:possibl[ye]|potentially|might\sbe|may\sbe|could\sbe|suspected|remotely)\b(?:\s[\w-]+){0,3}?\s?-?(?:related|attribut\w+|due)\b",
    regex.IGNORECASE,
)
_RELATED = compiled(
    rf"""\b(?:probably|likely|definitely|certainly)\s(?:[\w-]+[-\s])?(?:related|due|attribut\w+)\b | \b(?:treatment|therapy|drug|cell|cells|procedure|transplant|infusion|injection|vaccine|device|intervention|MSC|product|study|training)s?-(?:related|associated|induced)\b
      | \b(?:deemed|considered|judged|thought)\s(?:to\sbe\s)?(?:[\w-]+\s)?related\b | \b(?:related|attributed|attributable|due|secondary|associated)\s(?:to|with)\s{_CAUSE} | \bcaused\b(?!\sby\s(?!{_CAUSE})) | \b[\w-]{{3,20}}-related\s(?=(?:\w+\s)?(?:serious|severe|fatal|adverse|toxicit|TE|S?AE)) | \brelated\s(?:serious\s)?(?=(?:adverse|S?AE))""",
    regex.VERBOSE | regex.IGNORECASE,
)
_HEAD_RELATED = compiled(
    r"(?<!non-)(?<!not\s)\b[\w-]{3,20}-related\s(?:\w+\s)?(?:serious|severe|fatal|adverse|toxicit|TE|S?AE|side|complication)|\bcaused\s(?!by)",
    regex.IGNORECASE,
)
_SAFETY_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Harm:
    """A harm's name at text[start:end]; word_start is where the word of the list begins that makes it one."""

    start: int
    end: int
    word_start: int
    word_end: int
    general: bool


class Harms:
    """The harms that one document names, in order, and where it talks of safety or declares its endpoints."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.found = [self._named(mention.start, mention.end) for mention in find(HARM_TERM, reading.folded)]
        self._starts = [harm.word_start for harm in self.found]

    def between(self, start: int, end: int) -> list[Harm]:
        """Harms whose word begins inside folded[start:end], in order."""
        return self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _named(self, start: int, end: int) -> Harm:
        """The name with the words before it that belong to it ("cardiac serious adverse events")."""
        folded, begin = self._reading.folded, start
        for _ in range(0 if _VERB.fullmatch(folded, start, end) else _LONGEST_LEAD):
            word = _WORD_BEFORE.search(folded, max(0, begin - 40), begin)
            if word is None or word[0].split()[0].strip("'").lower() in NOT_OF_A_TERM or _PEOPLE.fullmatch(word[0].strip()):
                break
            begin = word.start()
        more = _KIND_AFTER.match(folded, end)
        stop = more.end() if more else end
        return Harm(begin, stop, start, stop, _GENERAL.search(folded, begin, stop) is not None)

    def printed(self, harm: Harm, end: int | None = None) -> tuple[str, int]:
        """The harm as it is named in the table, with what it goes on to say, and where that ends; `end` is a number's place."""
        folded, stop = self._reading.folded, harm.word_end
        more = _GOES_ON.match(folded, stop) if end is None else _GOES_ON.match(folded, stop, max(stop, end))
        graded = _GRADED.match(folded, stop) or _OR_ANOTHER.match(folded, stop)
        named = (*self._reading.arms.between(stop, graded.end()), *self.between(stop, graded.end())) if graded is not None else ()
        if graded is not None and not named:
            return self._spelled_out(harm, graded.end()), graded.end()
        if more is not None and not self._reading.arms.between(stop, more.end()) and not compiled(r"\d").search(more[0]):
            stop = more.end()
        if _VERB.fullmatch(folded, harm.word_start, harm.word_end):
            return self.noun(harm), harm.word_end
        return ("death" if _DEATH.fullmatch(folded, harm.start, stop) else self._spelled_out(harm, stop)), stop

    def noun(self, harm: Harm) -> str:
        """The noun of a harm that is printed as a verb: "died" is a death."""
        word = self._reading.text((harm.word_start, harm.word_end)).lower()
        return "death" if word in ("died", "fatal") else compiled(r"ed$").sub("ation", word)

    def _spelled_out(self, harm: Harm, stop: int) -> str:
        """The printed name; an abbreviation stands in brackets after the name that the report gives it."""
        text = self._reading.text((harm.start, stop))
        word = self._reading.folded[harm.word_start : harm.word_end]
        long = self._long_names.get(compiled(r"s$").sub("", word))
        if long is None or not compiled(r"[A-Z]{2}").search(word):
            return text
        cut, after = harm.word_start - harm.start, harm.word_end - harm.start
        return f"{text[:cut]}{long} ({text[cut:after]}){text[after:]}"

    @cached_property
    def _long_names(self) -> dict[str, str]:
        """The long names that the report gives to its abbreviations: "serious adverse events (SAEs)" tells AE too."""
        found: dict[str, str] = {}
        for harm in self.found:
            match = _ABBREVIATED.match(self._reading.folded, harm.word_end) if harm.general else None
            if match is None:
                continue
            words, short = self._reading.text((harm.start, harm.word_end)).split(), match["short"]
            for size in range(2, min(len(short), len(words)) + 1):
                ending = words[-size:]
                if "".join(word[0] for word in ending).lower() == short[-size:].lower():
                    found.setdefault(short[-size:], " ".join(ending))
        return found

    def says_safety(self, index: int) -> bool:
        """True where this sentence itself is about harms of the treatment."""
        span = self._reading.sentences.spans[index]
        return SAFETY_TALK.compiled.search(self._reading.folded, span.start, span.end) is not None

    def talks_of_safety(self, index: int) -> bool:
        """True where this sentence, or one of the few before it in its section, is about harms of the treatment."""
        spans = self._reading.sentences.spans
        section = self._reading.section_at(spans[index].start)
        if section and SAFETY_TALK.compiled.search(section):
            return True
        near = [
            span for span in spans[max(0, index - _SAFETY_SENTENCES) : index + 1] if self._reading.section_at(span.start) == section
        ]
        return any(SAFETY_TALK.compiled.search(self._reading.folded, span.start, span.end) for span in near)

    @cached_property
    def survival_is_measured(self) -> bool:
        """True where the report measures survival, so that its deaths may be an outcome."""
        return _SURVIVAL.search(self._reading.folded) is not None

    @cached_property
    def endpoints(self) -> frozenset[str]:
        """The lower-case words that name harms in sentences which declare what the trial measures."""
        found: set[str] = set()
        for span in self._reading.sentences.spans:
            if PRIMARY_ENDPOINT.compiled.search(self._reading.folded, span.start, span.end):
                found.update(self._word(harm) for harm in self.between(span.start, span.end) if not harm.general)
        return frozenset(found)

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The words that name harms in what participants came with: "women with breast cancer", "stroke patients"."""
        folded, found = self._reading.folded, set[str]()
        for harm in self.between(0, int(len(folded) * _BACKGROUND) + 1):
            if not harm.general and (self.describes(harm) or _OF_CONDITION.search(folded, max(0, harm.start - 70), harm.start)):
                found.add(self._word(harm))
        return frozenset(found)

    def describes(self, harm: Harm) -> bool:
        """True where the harm's name only describes what follows it: "cancer patients", "toxicity criteria"."""
        return _DESCRIBES.match(self._reading.folded, harm.word_end) is not None

    def is_condition(self, harm: Harm) -> bool:
        """True where the harm is what the trial's participants came with."""
        return self._word(harm) in self.conditions

    def is_endpoint(self, harm: Harm) -> bool:
        """True where the report declares this harm to be one of its endpoints."""
        return self._word(harm) in self.endpoints

    def _word(self, harm: Harm) -> str:
        return compiled(r"s$").sub("", self._reading.folded[harm.word_start : harm.word_end].lower())


def is_serious(term: str) -> bool | None:
    """True where the harm's own words say so; a report that does not say it says nothing."""
    return True if _SERIOUS.search(term) else None


def heads_related(reading: Reading, start: int, end: int) -> bool | None:
    """True where the words before a list of counts say what caused them all: "treatment-related harms were ..."."""
    return True if _HEAD_RELATED.search(reading.folded, start, end) else None


def relatedness(reading: Reading, clause: Span, following: str) -> bool | None:
    """True for probably or surely related, False for unrelated, None where the text does not say or says "possibly".

    `following` is what the text says next: "None of them was related to the treatment."
    """
    text = reading.folded[clause.start : clause.end]
    if _UNRELATED.search(text):
        return False
    if _MAYBE.search(text):
        return None
    if _RELATED.search(text):
        return True
    about_it = compiled(
        r"[;,.\s]*(?:however|but|although)?,?\s?(?:none|neither|all|both|this|these|it|they)\b", regex.IGNORECASE
    ).match(following)
    return False if about_it and _UNRELATED.search(following) else None


@dataclass(frozen=True)
class Named:
    """The harm of a row of counts: its term, words that say its kind, its place, what its name counts, and doubts."""

    harm: Harm
    term: str
    kind: str
    start: int
    end: int
    direct: bool = False
    counts: str | None = None
    reasons: tuple[str, ...] = ()
    until: int = -1
    """Where the counts end that were read last under this name."""
    in_list: bool = False
    """True where the counts stand in a bracket after the name."""
    part: bool = False
    """True for a part of those counted before, whose arm is not told: "two of which"."""
