"""What an arm consists of, in words: those of its labels, of what an abbreviation stands for, of what "group A" was given."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.context.arm_labels import lowered
from extractors.context.arms import Arm, role_of
from extractors.context.sized_labels import sized_label
from extractors.patterns import compiled
from extractors.vocabulary.arms import DOSE_UNITS, MODIFIERS, NOT_A_LABEL
from schemas.vocabulary import GroupRole

_WORD = compiled(r"[\p{L}\d][\p{L}\p{N}']*")
_NUMBER = compiled(r"\d+")
_ABBREVIATION = compiled(r"(?=[\w/+-]*[A-Z])[\w/+-]{1,12}")
_PLUS = compiled(r"\s?\+\s?")
_NUMBERED = compiled(r"(?:group|arm|regimen|cohort)[\s-]\w{1,3}", regex.IGNORECASE)
_GIVEN = compiled(
    r"""\s?(?: [(\[] (?! \s?n\s?= ) (?P<given> [^()\[\]]{3,120} ) [)\]]
        | (?: (?:patients|women|participants)\s )? (?: [(\[] [^()\[\]]{3,60} [)\]] \s )? (?: (?:(?:was|were)\s)? (?: received | receiving | treated\swith | given | underwent | consisted\sof ) | [:,=] ) \s (?P<given> [^.;()]{3,90} ) )""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NEXT_ARM = compiled(
    r"\b(?:and|versus|vs\.?|or|,)\s(?:in\s|the\s)*(?:groups?|arms?)\b|\bn\s?=|\b(?:while|whereas)\b", regex.IGNORECASE
)
_SAME = frozenset(
    "group groups arm arms treatment therapy treated receiving received plus versus vs or and with without followed by then daily weekly alone only single agent mg kg day days week weeks "
    "month months cycle cycles dose doses every patients women infusion injection oral addition added adding adjuvant neoadjuvant".split()
)
"""Words that tell no arm from another."""
_AFFIX = compiled(rf"(?:{DOSE_UNITS}|{MODIFIERS})", regex.IGNORECASE)
_LONG_FORM = 90
_LEAST_STEM = 5
_SHORT = 4
"""Of so few words one that names a comparator ("control") says what the group is; among more it may be anything ("in saline")."""


@dataclass(frozen=True, slots=True)
class ArmWords:
    """The words of one arm.

    names: the words by which a text may name it; consists_of: those of what it consists of, without short names; role: what
    these say of it.
    """

    names: frozenset[str]
    consists_of: frozenset[str]
    role: GroupRole | None


def words_of(folded: str, arm: Arm) -> ArmWords:
    """The words that tell the arm, in small letters and without a plural's "s"."""
    labels = tuple(dict.fromkeys([arm.label, *arm.spellings]))
    told = [text for label in labels for text in (*_spelled_out(folded, label), *_given(folded, label))]
    whole = frozenset(label.lower() for label in labels)
    own = frozenset(word for label in labels if not numbered(label) for word in telling_words(label))
    consists_of = frozenset(word for text in told for word in telling_words(text)) or own or whole
    short = [text for text in told if len(list(telling_words(text))) <= _SHORT]
    role = arm.role or next((role for text in short if (role := role_of(text)) is GroupRole.COMPARATOR), None)
    return ArmWords(own | consists_of | whole, consists_of, role)


def numbered(label: str) -> bool:
    """True for "group A", "arm 2"."""
    return _NUMBERED.fullmatch(label) is not None


def telling_words(text: str) -> Iterator[str]:
    """The words of `text` that can tell an arm from another."""
    for word in _WORD.findall(text.lower()):
        if word in _SAME or (word in NOT_A_LABEL and word != "combined") or _AFFIX.fullmatch(word) or _NUMBER.fullmatch(word):
            continue
        yield word.removesuffix("s") if len(word) >= _LEAST_STEM else word


def _spelled_out(folded: str, label: str) -> Iterator[str]:
    """What the abbreviation stands for; of "PBO + EXE" what each part does, as far as the report says."""
    parts = _PLUS.split(label)
    if len(parts) == 1:
        yield from _long_forms(folded, label)
        return
    forms = [next(_long_forms(folded, part), None) for part in parts]
    if any(forms):
        yield " plus ".join(form or part for form, part in zip(forms, parts, strict=True))


def _long_forms(folded: str, label: str) -> Iterator[str]:
    """ "trastuzumab emtansine" for T-DM1: what stands before the bracket in which a report gives a short name."""
    if not _ABBREVIATION.fullmatch(label):
        return
    stop = next((at for mark in "([" for at in _places(folded, mark + label)), None)
    if stop is None:
        return
    begin = max(0, stop - _LONG_FORM)
    words = list(_WORD.finditer(lowered(folded), begin, stop))[-len(label) - 1 :]
    first = next((word for word in reversed(words) if word[0][0] == label[0].lower()), None)
    sized = sized_label(folded, begin, stop)
    if sized is not None:
        yield sized
    elif first is not None:
        yield folded[first.start() : stop]


def _given(folded: str, label: str) -> Iterator[str]:
    """What the report says that a numbered group was given: "group A (drug A alone)", "group B received drug B"."""
    if not numbered(label):
        return
    for at in _places(lowered(folded), label.lower()):
        given = _GIVEN.match(folded, at + len(label))
        if given is not None:
            yield _NEXT_ARM.split(given["given"])[0]


def _places(text: str, phrase: str) -> Iterator[int]:
    """Where `text` has `phrase` with no letter or figure on either side."""
    at = text.find(phrase)
    while at >= 0:
        if not (text[at - 1 : at].isalnum() or text[at + len(phrase) : at + len(phrase) + 1].isalnum()):
            yield at
        at = text.find(phrase, at + 1)
