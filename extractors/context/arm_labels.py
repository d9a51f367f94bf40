"""What can be an arm's label: where it begins and ends among other words, what is no part of it, how often it is printed."""

from functools import lru_cache

import regex

from extractors.patterns import compiled
from extractors.vocabulary.arms import DOSE_UNITS, GENERIC_LABELS, MODIFIERS, NOT_A_LABEL
from extractors.vocabulary.harms import GENERAL, TERMS

STRONG = 3
"""So much weight makes a candidate an arm; weaker ones count only where there is no stronger."""
LONGEST_LABEL = 5
NOBODY_OF = compiled(
    r"[\s-](?:treated\s)?(?:patient|participant|subject|recipient|woman|man|child|person)\b|-treated\b", regex.IGNORECASE
)
"""After "no X": none of those who got X, no arm without it."""
TOKEN = r"[\w+/®™.%&'-]+"
DOSE = rf"\d[\d.,]{{0,15}}(?:-\d[\d.]{{0,15}})?\s?(?:{DOSE_UNITS})(?:\s?[/.]\s?(?:kg|m2|m²|m|day|d|week|wk|mL|ml|h)\b|\s(?:per|a)\s(?:day|week|kg)\b|-?2\b)?"
_HARM = compiled(rf"\b(?:{'|'.join(map(regex.escape, (*GENERAL, *TERMS)))})\b", regex.IGNORECASE)
_FIRST_WORDS = compiled(
    rf"^(?:(?:an?|the|either|both|single|mean|median|receive[ds]?|receiving|treatment\swith|therapy\swith|{MODIFIERS}|{DOSE}(?=\s+(?!(?:and|or)\s)[A-Za-z]))\s+)+",
    regex.IGNORECASE,
)
_LAST_WORDS = compiled(rf"(?:\s+(?:{MODIFIERS}|{DOSE}|twice|once|times|per\s\w+|a\sday|\d\d+))+$", regex.IGNORECASE)
_AFTER_DOSE = compiled(rf"(?<=[A-Za-z]{{3}})\s{DOSE}\s(?:adjusted|given|administered|dissolved|diluted)$")
"""What tells no more than how it was given: "zolmidol 4 mg adjusted"."""
_COUNTED = compiled(
    rf"^(?:n\s?=\s?)?\d[\d,]*\s+(?!(?:{DOSE_UNITS}|days?|weeks?|months?|years?|cycles?|hours?|times?)\b)(?:patients?\s|women\s)?(?:(?:in|into|to|for|on)\s)?(?:the\s)?",
    regex.IGNORECASE,
)


_GROUP_LAST = compiled(r"(?<=\w)\s(?:groups?|arms?)$", regex.IGNORECASE)


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """The text in small letters, character for character: a letter whose small form is longer stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def occurrences(folded: str, label: str) -> int:
    """How often the text prints a label as words of their own, in capitals or not."""
    text, wanted, count = lowered(folded), label.lower(), 0
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before, after = text[at - 1 : at], text[end : end + 1]
        count += not (before.isalnum() or after.isalnum() or before in {"_", "-"} or after == "_")
        at = text.find(wanted, end)
    return count


def trimmed(words: list[str]) -> str:
    """The label at the end of `words`: what follows the last word that cannot be part of it."""
    kept: list[str] = []
    for word in reversed(words[-LONGEST_LABEL:]):
        bare = word.strip(".,;:'\"-").lower()
        if bare in NOT_A_LABEL or (bare.isdigit() and not kept) or word.endswith((".", ";", ":")):
            break
        kept.insert(0, word)
    return " ".join(kept).strip(" .,;:-'\"")


def leading(text: str) -> str:
    """The label at the beginning of `text`: what stands before the first word that cannot be part of it."""
    kept: list[str] = []
    for word in _FIRST_WORDS.sub("", text.strip()).split():
        if word.strip(".,;:'\"").lower() in NOT_A_LABEL:
            break
        kept.append(word)
    return _LAST_WORDS.sub("", " ".join(kept)) if len(kept) <= LONGEST_LABEL + 2 else ""


def cleaned(label: str) -> str | None:
    """The label without articles, routes, doses and counts; None where no arm is left."""
    label = compiled(r"\s*\([^()]*\)").sub("", label)
    label = _AFTER_DOSE.sub("", _COUNTED.sub("", label.strip()))
    label = _LAST_WORDS.sub("", _FIRST_WORDS.sub("", label.strip())).strip(" .,;:-'\"")
    label = _GROUP_LAST.sub("", label)
    words = label.split()
    if not words or len(words) > 8 or len(label) < 2 or not compiled(r"[A-Za-z]").search(label):
        return None
    if (
        _HARM.search(label)
        or label.endswith("-based")
        or label.lower() in GENERIC_LABELS
        or all(word.lower() in NOT_A_LABEL for word in words)
    ):
        return None
    return label
