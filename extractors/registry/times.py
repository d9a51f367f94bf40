"""When a field says that something was measured, in days where it names one time and no other."""

from dataclasses import dataclass

import regex

from extractors.context.times import Times
from extractors.document import fold
from extractors.patterns import compiled

_DIGIT = compiled(r"\d")
_SMALL_WORDS = compiled(
    r"\b(?:at|after|by|the|of|and|to|from|up|post|visit|end|follow|final|month|week|day|year)s?\b|[\W_]+", regex.IGNORECASE
)


_VISIT = compiled(r"(?:day|week|month|year)s?\s\d{1,4}|(?:at\s)?baseline", regex.IGNORECASE)
_AT = compiled(r"\b(?:at|after|by|through|to)\s(?:the\s)?$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A time as a text names it. alone: the text says nothing else."""

    label: str
    days: float | None
    alone: bool


def days_in(text: str | None) -> float | None:
    """The days that a time frame says: "Week 16" is 112, "Baseline to Week 16" too; None for several times ("Weeks 4, 8 and 12")."""
    if not text:
        return None
    folded = fold(text)
    mentions = Times(folded).mentions
    days = {mention.days for mention in mentions if mention.days is not None}
    later = {day for day in days if day > 0} or days
    if len(later) != 1 or _DIGIT.search(_without(folded, [(mention.start, mention.end) for mention in mentions])):
        return None
    return later.pop()


def time_in(text: str | None) -> NamedTime | None:
    """The one time that a title names: "Week 4" (alone), "Change at Week 12"; None where it names none or several.

    Among other words only what is surely a visit is a time: "24-hour urine" names what was measured. Hours
    ("2 hour") are counted from a dose or a test meal, not from the start of the trial: they name what was measured too.
    """
    if not text:
        return None
    folded = fold(text)
    mentions = Times(folded).mentions
    if len({mention.days for mention in mentions}) != 1 or mentions[0].days is None or 0 < mentions[0].days < 1:
        return None
    rest = _without(folded, [(mention.start, mention.end) for mention in mentions])
    if _DIGIT.search(rest):
        return None
    label = text[mentions[0].start : mentions[0].end]
    alone = not _SMALL_WORDS.sub("", rest)
    if not alone and not _VISIT.fullmatch(fold(label)) and not _AT.search(folded[: mentions[0].start]):
        return None
    return NamedTime(label, mentions[0].days, alone)


def _without(text: str, places: list[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in places:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
