"""One document's context, looked up once and shared by the linkers of all tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.context.arms import Arms
from extractors.context.outcome import MASK, Outcome
from extractors.context.sentence import Sentences
from extractors.context.sides import Sides
from extractors.context.times import Times
from extractors.document import Document, Span
from extractors.patterns import compiled
from extractors.scanning import finditer
from extractors.studies import StudyMention, study_label_at

_BRACKET = compiled(r"[(\[][^()\[\]]*(?:\([^()\[\]]*\)[^()\[\]]*)*[)\]]")
_ABBREVIATION = compiled(r"[(\[]\s*(?=[^)\]]*[A-Za-z])[\w/+ -]{1,24}[)\]]")
# "(?r)" reads from right to left: what ends at a place is found from there, not tried for from every character before it.
_BEFORE_TIME = compiled(
    r"(?r)(?:\b(?:at|after|by|over|within|during|from|through|until|to|in|for|of|the|a|an|mean|approximately|up)\s+|-\s?){1,3}",
    regex.IGNORECASE,
)
_BEFORE_ARM = compiled(
    r"""(?r)\b(?:(?:in|for|with|of|to|on|between|among|from|by|both|than|the|versus|vs\.?|compared|relative|receiving|received|given|using|treated|assigned|randomi[sz]ed|allocated
        |patients?|participants?|subjects?|children|women|those|people|individuals|and|or|initially|either|favou?ring|over|when|(?-i:as))\s+){1,6}""",
    regex.VERBOSE | regex.IGNORECASE,
)
_AFTER_ARM = compiled(
    r"(?:[\s-]+(?:groups?|arms?|cohorts?|patients?|participants?|subjects?|recipients?|treatment|therapy|alone|treated)\b)+",
    regex.IGNORECASE,
)
_BETWEEN_GROUPS = compiled(
    r"(?:between|among|across|within|in|for|of)\s+(?:the\s+)?(?:both|two|three|four|all|either|these|study|treatment|each|any)?\s*(?:study\s|treatment\s)?(?:groups?|arms?)\b|between-group|both\s+groups|the\s+groups",
    regex.IGNORECASE,
)
_LABEL_OF_VALUE = compiled(r"\s?[,:]?\s?[-+]?\d")
_ALSO_A_WORD = frozenset(
    {"control", "controls", "treatment", "intervention", "active", "observation", "early", "delayed", "standard", "therapy"}
)
"""Labels that are common words too: they name the arm only beside a word such as "group"."""
_EM_DASH = compiled("—")
"""Folded to a hyphen like every dash, but it parts clauses, not words."""
_ADJUSTMENT = compiled(
    r"\b(?:after\s+|when\s+)?(?:adjust|controll|correct)(?:ed|ing|ment)\s+for\s+[^,;.()\[\]]{1,80}", regex.IGNORECASE
)
_COMPARED_COUNT = compiled(
    r"""(?:,\s)? \b (?: (?:as\s)?(?:against|opposed\sto|compared\s(?:with|to)) | than | versus | vs\.? ) \s (?:(?:only|just|in|about)\s){0,2} \d+ \s? (?: / | \sof\s(?:the\s)? ) \s? \d+
        (?: \s? [(\[] [^()\[\]]{1,30} [)\]] )? (?: \s (?:given|treated\swith|receiving|assigned\sto|on|after|with) \s [^,;.()\[\]]{1,60}? (?= \s?[,;.()\[\]] | $ ) )?""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""The other group's count: "..., as against 12/40 (30%) given saline"."""
_FIGURE = compiled(
    r"\b(?:Fig(?:ure)?s?|Tables?|Appendix|Supplement\w*)\.?\s?\d*[A-Z]?(?:\s?[-,]\s?[A-Z0-9])*\b\.?", regex.IGNORECASE
)
_NUMBER_LAST = compiled(r"[A-Za-z][\w-]*\s\d{2,3}")
_NUMBER = compiled(
    r"(?<![\w./-])(?<!\b[Gg]rades?\s)[-+]?\d[\d.,]{0,15}(?:\s?%)?(?![\w/-])|(?<![\w./-])[-+]?\d[\d.,]{0,15}(?:mm|cm|mg|ml|mL|kg|g|[µμ]m|m|s|h)\b|(?<!\w)(?:±|vs\.?|versus)(?!\w)"
)


@dataclass(frozen=True)
class Reading:
    """A document with everything that linking looks up in it."""

    document: Document
    studies: tuple[StudyMention, ...]

    @cached_property
    def folded(self) -> str:
        """The text as rules read it."""
        return self.document.folded

    @cached_property
    def sentences(self) -> Sentences:
        """The document's sentences."""
        return Sentences(self.folded)

    @cached_property
    def arms(self) -> Arms:
        """The document's arms."""
        return Arms(self.folded)

    @cached_property
    def numbers_in_names(self) -> tuple[Span, ...]:
        """Where an arm is called by a name that ends in a number without a unit: "AB 100" """
        return tuple(
            Span(mention.start, mention.end)
            for mention in self.arms.mentions
            if _NUMBER_LAST.fullmatch(self.folded, mention.start, mention.end)
        )

    @cached_property
    def sides(self) -> Sides:
        """Which of the document's arms is tested, and which it is compared with."""
        return Sides(self.folded, self.arms)

    @cached_property
    def times(self) -> Times:
        """The document's time frames."""
        return Times(self.folded)

    def study_at(self, start: int, end: int) -> tuple[str | None, bool]:
        """The label of the study that text[start:end] is about, and whether it had to be guessed."""
        return study_label_at(self.document, self.studies, start, end)

    def masked(self, start: int, end: int, hidden: Sequence[tuple[int, int]] = ()) -> str:
        """folded[start:end] with times, arms, bracketed asides and the places `hidden` covered, so that an outcome's name is left."""
        covered = list(self.folded[start:end])

        def cover(begin: int, stop: int) -> None:
            first, last = max(begin, start) - start, min(stop, end) - start
            if first < last:
                covered[first:last] = MASK * (last - first)

        for place in hidden:
            cover(*place)
        for match in _BRACKET.finditer(self.folded, start, end):
            if not _ABBREVIATION.fullmatch(match[0]):
                cover(*match.span())
        for opened in ("(", "["):
            tail = self.folded.rfind(opened, start, end)
            closing = ")" if opened == "(" else "]"
            if tail >= 0 and self.folded.find(closing, tail, end) < 0:
                cover(tail, end)
        for match in _EM_DASH.finditer(self.document.text, start, end):
            cover(*match.span())
        for time in self.times.between(start, end):
            lead = _BEFORE_TIME.match(self.folded, max(start, time.start - 40), time.start)
            cover(time.start - (len(lead[0]) if lead else 0), time.end)
        for arm in self.arms.between(start, end):
            lead = _BEFORE_ARM.match(self.folded, max(start, arm.start - 80), arm.start)
            after = _AFTER_ARM.match(self.folded, arm.end, end)
            labelled = _LABEL_OF_VALUE.match(self.folded, arm.end) is not None
            if lead or after or labelled or arm.start == start or arm.arm.label.lower() not in _ALSO_A_WORD:
                cover(arm.start - (len(lead[0]) if lead else 0), after.end() if after else arm.end)
        for pattern in (_BETWEEN_GROUPS, _ADJUSTMENT, _COMPARED_COUNT, _FIGURE, _NUMBER):
            for match in finditer(pattern, self.folded, start, end):
                cover(*match.span())
        return "".join(covered)

    def section_at(self, offset: int) -> str | None:
        """The heading under which the character at `offset` stands."""
        piece = self.document.piece_at(offset)
        return piece.section if piece else None

    def text(self, span: Span | tuple[int, int]) -> str:
        """The document's own characters at a span."""
        start, end = (span.start, span.end) if isinstance(span, Span) else span
        return self.document.text[start:end]

    def label(self, start: int, end: int) -> str:
        """The document's own characters with plain single spaces, so that what is printed alike is written alike."""
        return " ".join(self.document.text[start:end].split())

    def title(self, outcome: Outcome) -> str:
        """The outcome's name in the report's words, after those that it shares with an earlier one."""
        name = self.text((outcome.start, outcome.end))
        return f"{self.text(outcome.lead)} {name}" if outcome.lead is not None else name
