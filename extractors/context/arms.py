"""The arms of a trial as its report names them, and where in the text each is named."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

import regex

from extractors.vocabulary.arms import COMPARATORS, EXPERIMENTALS, GENERIC_LABELS, NOT_A_LABEL
from extractors.vocabulary.harms import GENERAL, TERMS
from schemas.vocabulary import GroupRole

_GROUP_WORD = regex.compile(r"(?<=[\s-])(?:treatment\s+)?(?:groups?|arms?|cohorts?|recipients)\b", regex.IGNORECASE)
_LEFT_TOKENS = regex.compile(r"[\w+/®™.%&'-]+(?:\s?\([^()]{1,24}\))?")
_BRACKETED_SIZE = regex.compile(r"((?:[\w+/®™'-]+[ ]){0,4}[\w+/®™'-]+)\s?[(\[]\s?[Nn]\s?=\s?\d[\d, ]*[)\]](?=\s(?:groups?|arms?|or|versus|vs\.?|and)\b|[.;]?\s*$)", regex.MULTILINE)
_BRACKETS = regex.compile(r"\s?[(\[](?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*[)\]]")
_CHOICE = regex.compile(
    r"""(?: (?:randomi[sz]ed|assigned|allocated)\b[^.;()]{0,60}?\s(?:to|into)\s(?:receive\s)? | \breceived?\s | \breceiving\s )
        (?:either\s|both\s)? (?P<first> [^.;()]{2,70}? ) (?:\s?\([^()]{1,60}\))? ,?\s(?:or|versus|vs\.?|and)\s (?P<second> [^.;()]{2,70}? )
        (?= \s?[.;(,] | \s(?:for|in|at|over|once|twice|every|daily|during|as|with|was|were|after|before|groups?|arms?|alone)\b | $ )""",
    regex.VERBOSE | regex.IGNORECASE,
)
_CONTRAST = regex.compile(
    r"(?P<first>(?:[\w+/®™'-]+[ ]){0,3}[\w+/®™'-]+)\s(?:vs\.?|versus|than|compared\s(?:with|to))\s(?:the\s)?(?P<second>(?:[\w+/®™'-]+[ ]){0,2}[\w+/®™'-]+)",
    regex.IGNORECASE,
)
_LABELLED_PAIR = regex.compile(
    r"""[(\[] (?:[A-Za-z ]{1,30}:\s)? (?P<first>[A-Za-z][\w+/-]{1,24}(?:\s(?:group|arm))?) :?,?\s (?:n\s?=\s?|mean\s)? [-+]?\d[\d.,]* [^()\[\];]{0,30}? (?:[\[(][^()\[\]]{1,30}[)\]])? [;,]\s
        (?P<second>[A-Za-z][\w+/-]{1,24}(?:\s(?:group|arm))?) :?,?\s (?:n\s?=\s?|mean\s)? [-+]?\d[\d.,]*""",
    regex.VERBOSE,
)
_NO_ARM_BEFORE_NUMBER = frozenset(
    "p n or hr rr ci mean median sd se range iqr aged age and versus vs fig figure table md smd irr to of in at from between beta than about day week month year "
    "baseline estimate difference ratio overall total women men male female grade phase type class score edss ages roughly version since until".split()
)
_CONTROLLED = regex.compile(r"\b(placebo|sham|saline|vehicle)[-\s]+controlled", regex.IGNORECASE)
_THERAPY = regex.compile(r"\b([A-Z][\w-]{1,14})[-\s](?:treatment|therapy|infusions?|injections?|administration|transplantation)\b")
_COMPARATOR = regex.compile(rf"\b(?:{'|'.join(sorted(map(regex.escape, COMPARATORS), key=len, reverse=True))})\b", regex.IGNORECASE)
_EXPERIMENTAL = regex.compile(rf"\b(?:{'|'.join(sorted(map(regex.escape, EXPERIMENTALS), key=len, reverse=True))})\b", regex.IGNORECASE)
_HARM = regex.compile(rf"\b(?:{'|'.join(map(regex.escape, (*GENERAL, *TERMS)))})\b", regex.IGNORECASE)
_UNNAMED = frozenset({"treatment", "intervention", "experimental", "active", "treated", "study drug", "therapy"})
_INERT = regex.compile(r"\b(?:saline|vehicle|sham|placebo|dummy)\b", regex.IGNORECASE)
_INERT_NAMED = regex.compile(r"\b(?:placebo|sham)\b(?![-\s]+(?:controlled|treated|response|effect))", regex.IGNORECASE)
_PRODUCT = regex.compile(r"(?<![\w-])(?:[A-Za-z]{1,6}-)?(?:h?MSC|BMMNC|BMAC|ADSC|ASC|BMSC|MPC|MAPC)(?:-[A-Z]{2,4})?(?=s?\b)")
_LONGEST_LABEL = 5
_STRONG = 3
"""So much weight makes a candidate an arm; weaker ones count only where there is no stronger."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: the label that the report prints most often, its role as far as words say, other spellings."""

    label: str
    role: GroupRole | None
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArmMention:
    """A place where the text names an arm."""

    start: int
    end: int
    arm: Arm


class Arms:
    """The arms of one document."""

    def __init__(self, folded: str) -> None:
        self.arms = _merged(_candidates(folded))
        self.mentions = _mentions(folded, self.arms)
        self._starts = [mention.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[ArmMention]:
        """Mentions inside folded[start:end], in order."""
        first = bisect_left(self._starts, start)
        return [mention for mention in self.mentions[first : bisect_left(self._starts, end)] if mention.end <= end]

    @property
    def pair(self) -> tuple[Arm, Arm] | None:
        """(experimental, comparator) where the document has exactly one of each, else None."""
        comparators = [arm for arm in self.arms if arm.role is GroupRole.COMPARATOR]
        others = [arm for arm in self.arms if arm.role is not GroupRole.COMPARATOR]
        if len(comparators) == 1 and len(others) == 1:
            return others[0], comparators[0]
        if len(self.arms) == 2:
            return self.arms[0], self.arms[1]
        return None


def ordered(first: Arm, second: Arm) -> tuple[Arm, Arm]:
    """(group, comparator): the comparator second where words say which it is, else as given."""
    if first.role is GroupRole.COMPARATOR and second.role is not GroupRole.COMPARATOR:
        return second, first
    return first, second


def role_of(label: str) -> GroupRole | None:
    """The role that the words of a label give it."""
    if _COMPARATOR.search(label):
        return GroupRole.COMPARATOR
    return GroupRole.EXPERIMENTAL if _EXPERIMENTAL.search(label) else None


def trimmed(words: list[str]) -> str:
    """The label among words that stand before 'group': what follows the last word that cannot be part of it."""
    kept: list[str] = []
    for word in reversed(words[-_LONGEST_LABEL:]):
        bare = word.strip(".,;:'\"").lower()
        if bare in NOT_A_LABEL or (bare.isdigit() and not kept):
            break
        kept.insert(0, word)
    return " ".join(kept).strip(" .,;:-'\"")


def _clean(label: str) -> str | None:
    label = regex.sub(r"\s*\([^()]*\)", "", label)
    label = regex.sub(r"^(?:the|an?|either|single|receive|received|receiving)\s+", "", label.strip(), flags=regex.IGNORECASE)
    label = label.strip(" .,;:-'\"")
    words = label.split()
    if not words or len(words) > 8 or len(label) < 2 or not regex.search(r"[A-Za-z]", label):
        return None
    if _HARM.search(label) or label.lower() in GENERIC_LABELS or all(word.lower() in NOT_A_LABEL for word in words):
        return None
    return label


def _before(folded: str, stop: int) -> list[tuple[str, int]]:
    """The tokens that end at `stop`, nearest last, as far as only spaces or hyphens part them."""
    begin = max(0, stop - 80)
    tokens = [(match[0], match.end()) for match in _LEFT_TOKENS.finditer(folded, begin, stop)]
    chain: list[tuple[str, int]] = []
    edge = stop
    for text, end in reversed(tokens):
        if folded[end:edge].strip(" -") or len(chain) == _LONGEST_LABEL:
            break
        chain.insert(0, (text, end))
        edge = end - len(text)
    return chain


def _candidates(folded: str) -> Counter[str]:
    """Labels with the weight of the places that suggest them."""
    found: Counter[str] = Counter()

    def add(label: str, weight: int) -> None:
        cleaned = _clean(label)
        if cleaned:
            found[cleaned] += weight

    for match in _GROUP_WORD.finditer(folded):
        words = [text for text, _ in _before(folded, match.start())]
        label = trimmed([regex.sub(r"\s?\([^()]*\)", "", word) for word in words])
        if label:
            add(label, 3)
        first = _joined_before(folded, match.start(), words)
        if label and first:
            add(first, 3)
    for match in _BRACKETED_SIZE.finditer(folded):
        add(trimmed(match[1].split()), 2)
    for match in _LABELLED_PAIR.finditer(folded):
        for name in ("first", "second"):
            if match[name].lower() not in _NO_ARM_BEFORE_NUMBER:
                add(match[name], 2)
    contrasts: Counter[tuple[str, str]] = Counter()
    plain = _BRACKETS.sub("", folded)
    for match in _CHOICE.finditer(plain):
        for name in ("first", "second"):
            add(trimmed(match[name].split()) if len(match[name].split()) > 4 else match[name], 2)
    for match in _CONTRAST.finditer(plain):
        if _COMPARATOR.search(match["second"]):
            add(trimmed(match["first"].split()), 1)
            add(trimmed(match["second"].split()), 1)
        elif not match[0].lower().count("than"):
            contrasts[trimmed(match["first"].split()), trimmed(match["second"].split())] += 1
    for (first, second), times in contrasts.items():
        if times > 1:
            add(first, times)
            add(second, times)
    for label in found:
        found[label] += min(2, len(regex.findall(rf"(?<![\w-]){regex.escape(label)}(?!\w)", folded, flags=regex.IGNORECASE)) - 1)
    for match in _CONTROLLED.finditer(folded):
        add(match[1].lower(), 3)
    for match in _INERT_NAMED.finditer(folded):
        add(match[0].lower(), 3)
    if not any(role_of(label) is not GroupRole.COMPARATOR and weight >= _STRONG for label, weight in found.items()):
        for match in _PRODUCT.finditer(folded):
            add(match[0], 2)
        for match in _THERAPY.finditer(folded):
            add(match[1], 1)
    return found


def _joined_before(folded: str, stop: int, words: list[str]) -> str | None:
    """The first of two labels in "MSC-NP (n = 27) and saline (n = 27) groups"."""
    if not words:
        return None
    stretch = folded[max(0, stop - 140) : stop]
    match = regex.search(r"((?:[\w+/®™'-]+[ ]){0,3}[\w+/®™'-]+-?)(?:\s?\([^()]{1,40}\))?\s(?:and|or|versus|vs\.?)\s(?:the\s)?(?:[\w+/®™'-]+[ ]?){1,3}(?:\s?\([^()]{1,40}\))?\s?$", stretch)
    if match and len(match[0].split()) > 14:
        return None
    return trimmed(match[1].rstrip("-").split()) if match else None


def _key(label: str) -> str:
    words = [regex.sub(r"s$", "", word) for word in regex.findall(r"[\w+]+", label.lower())]
    return " ".join(word for word in words if word not in ("group", "arm", "treated", "therapy", "treatment", "patient", "alone")) or label.lower()


def _merged(candidates: Counter[str]) -> tuple[Arm, ...]:
    """One arm for the labels that differ in spelling only; weak candidates give way to strong ones."""
    by_key: dict[str, Counter[str]] = {}
    for label, weight in candidates.items():
        by_key.setdefault(_key(label), Counter())[label] += weight
    ranked = sorted(by_key.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    strong = [item for item in ranked if sum(item[1].values()) >= _STRONG] or ranked
    kept: list[tuple[str, Counter[str]]] = []
    for key, labels in strong:
        if any(set(key.split()) == set(other.split()) for other, _ in kept):
            continue
        kept.append((key, labels))
    return tuple(_arm(labels) for labels in _one_experimental(_one_placebo([labels for _, labels in kept])))


def _one_experimental(arms: list[Counter[str]]) -> list[Counter[str]]:
    """ "The treatment group" is the one arm that has a name, where there is one such arm beside the comparator."""
    named = [labels for labels in arms if _arm(labels).role is not GroupRole.COMPARATOR and _arm(labels).label.lower() not in _UNNAMED]
    unnamed = [labels for labels in arms if _arm(labels).label.lower() in _UNNAMED]
    if len(named) != 1 or not unnamed:
        return arms
    merged = sum((named[0], *unnamed), Counter())
    return [merged if labels is named[0] else labels for labels in arms if labels is named[0] or labels not in unnamed]


def _arm(labels: Counter[str]) -> Arm:
    label = max(sorted(labels), key=labels.__getitem__)
    return Arm(label=label, role=role_of(label), spellings=tuple(sorted(labels)))


def _one_placebo(arms: list[Counter[str]]) -> list[Counter[str]]:
    """Placebo and what it consists of (saline, vehicle, sham) are one arm where the document has both."""
    same = [labels for labels in arms if any(_INERT.search(label) for label in labels)]
    if len(same) < 2 or not any("placebo" in label.lower() for labels in same for label in labels):
        return arms
    merged = sum(same, Counter())
    return [merged if labels is same[0] else labels for labels in arms if labels is same[0] or labels not in same]


def _mentions(folded: str, arms: tuple[Arm, ...]) -> list[ArmMention]:
    spellings: dict[str, Arm] = {}
    for arm in arms:
        for spelling in (*arm.spellings, arm.label):
            spellings.setdefault(spelling.lower(), arm)
    if not spellings:
        return []
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    pattern = regex.compile(r"(?<![\w-])(?:" + "|".join(regex.escape(spelling) for spelling in longest_first) + r")s?(?!\w)", regex.IGNORECASE)
    found = []
    for match in pattern.finditer(folded):
        text = match[0].lower()
        named = spellings.get(text) or spellings.get(text[:-1])
        if named is not None:
            found.append(ArmMention(match.start(), match.end(), named))
    return found
