"""At which point of the trial a count of participants stands."""

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.patterns import compiled
from extractors.rule import Mention
from extractors.rules.participants import N_EQUALS, PARTICIPANTS, SHARE_OF_PARTICIPANTS, STUDIES_COUNTED
from extractors.vocabulary.roles import ENTRY_WORDS, OWN_WORDS, ROLE_WORDS
from schemas.vocabulary import Role

_RELATIVE = compiled(
    r"\bwho(?:se)?\s[^.;]{0,160}?(?=\b(?:were|was)\s(?:included|enrolled|randomi|randomly|recruited|analy|evaluated|assigned|allocated))",
    regex.IGNORECASE,
)
_RANDOM = compiled(r"\brandomi[sz]ed\b|\brandomly\b|\bby\srandom\b", regex.IGNORECASE)
_EITHER_ARM = compiled(r"\breceived?\b[^.;]{0,200}?\bor\b", regex.IGNORECASE)
_IN_POPULATION = compiled(
    r"\s*in\s(?:the\s|an?\s|this\s)?(?:\S+\s){0,4}?(?:analys[ei]s|substudy|sub-study|population|per-protocol)\b", regex.IGNORECASE
)
_OF = compiled(r"(?:^|[.;:,]\s)(?:\w+,\s)?(?:out\s)?of\s(?:the\s|all\s|a\stotal\sof\s)?$", regex.IGNORECASE)
_WE = compiled(r"\b(?<!were\s)(?<!was\s)(?<!been\s)(?:evaluated|analy[sz]ed)\s(?:a\stotal\sof\s|\w+\s)?$", regex.IGNORECASE)
_HAD = compiled(r"\s?(?:had|underwent|received|were\streated)\b", regex.IGNORECASE)
_ARM_BEFORE = compiled(r"\b(?:arm|group)\s?[;,:]\s?$", regex.IGNORECASE)
_SHARED_OUT = compiled(r"\brandomi[sz]|\brandom|\b(?:allocated|assigned)\b", regex.IGNORECASE)
_ANY_RANDOM = compiled(r"\brandomi[sz]|\brandom\b", regex.IGNORECASE)
_ENTRY = compiled(ENTRY_WORDS, regex.IGNORECASE)
_WORDS = tuple((role, compiled(words, regex.IGNORECASE)) for role, words in ROLE_WORDS)
_OWN = tuple((role, compiled(words, regex.IGNORECASE)) for role, words in OWN_WORDS)
_REACH = 260


def own_role(text: str) -> Role | None:
    """The role that a count's own verb or qualifier gives it."""
    return next((role for role, words in _OWN if words.search(text)), None)


def role_of(
    reading: Reading,
    mention: Mention,
    sentence: Span,
    after: Span,
    following: list[Mention],
    *,
    whole: bool,
    of_arm: bool,
    reasons: list[str],
) -> Role:
    """The role of one count.

    after: from the count to the next one in the sentence; following: those next ones. whole: the count is
    not one arm's; of_arm: its label is an arm's. A role that no plain word gives adds a reason.
    """
    folded, rule = reading.folded, mention.rule.name
    if rule == STUDIES_COUNTED.name:
        return Role.STUDIES
    verb = mention.span("verb")
    if verb:
        return _by_verb(reading, mention, sentence, folded[slice(*verb)])
    if rule == SHARE_OF_PARTICIPANTS.name:
        return own_role(folded[mention.end : sentence.end][:_REACH]) or Role.ANALYSED
    if mention.span("total") and rule == N_EQUALS.name:
        return Role.ENROLLED
    before = folded[sentence.start : mention.start]
    rest = _RELATIVE.sub(" ", folded[mention.end : sentence.end])
    bracketed = before.count("(") + before.count("[") > before.count(")") + before.count("]")
    random = _RANDOM.search(folded, sentence.start, sentence.end) is not None
    if rule == PARTICIPANTS.name:
        if whole and _EITHER_ARM.search(rest[:_REACH]) and _RANDOM.search(folded):
            return Role.RANDOMISED
        if bracketed and _HAD.match(folded, mention.end):
            return Role.TREATED
        if _OF.search(before) and following:
            return _of_whom(reading, mention, following, reasons)
    if bracketed:
        times = reading.times.between(max(sentence.start, mention.start - 30), mention.start)
        if times and mention.start - times[-1].end <= 3 and not _SHARED_OUT.search(before):
            return Role.ANALYSED
        if of_arm and _ARM_BEFORE.search(before) and _ANY_RANDOM.search(folded, sentence.start, sentence.end):
            return Role.RANDOMISED
    near = _RELATIVE.sub(" ", folded[mention.start : after.end])
    found = _last(before) or _first(rest) if bracketed else _first(near) or _entry(near) or _last(before) or _first(rest)
    return Role.RANDOMISED if found is Role.TREATED and random else found or Role.ENROLLED


def _by_verb(reading: Reading, mention: Mention, sentence: Span, verb: str) -> Role:
    folded = reading.folded
    role = own_role(verb)
    if role is Role.ENROLLED and _IN_POPULATION.match(folded, mention.end):
        return Role.ANALYSED
    if role is None:
        near = _last(folded[sentence.start : mention.start])
        return (
            near
            if near in (Role.RANDOMISED, Role.WITHDRAWN, Role.ANALYSED)
            else Role.RANDOMISED
            if _RANDOM.search(folded, sentence.start, sentence.end)
            else Role.TREATED
        )
    return role


def _of_whom(reading: Reading, mention: Mention, following: list[Mention], reasons: list[str]) -> Role:
    """ "Of 90 people, 60 were enrolled": screened; "Of 90 patients, 44 were assigned to A and 46 to B": randomised."""
    folded = reading.folded
    own = own_role(folded[mention.start : mention.end]) or own_role(folded[mention.end : following[0].start])
    if own is not None:
        return own
    verb = following[0].span("verb")
    role = own_role(folded[slice(*verb)]) if verb else None
    if role is Role.ENROLLED and not _IN_POPULATION.match(folded, following[0].end):
        return Role.SCREENED
    if role is Role.RANDOMISED and len(following) > 1:
        return Role.RANDOMISED
    reasons.append("link_role_guessed")
    return Role.ENROLLED


def _first(text: str) -> Role | None:
    """The role whose word comes first."""
    hits = [(match.start(), role) for role, words in _WORDS if (match := words.search(text))]
    return min(hits)[1] if hits else None


def _entry(text: str) -> Role | None:
    return Role.ENROLLED if _ENTRY.search(text) else None


def _last(text: str) -> Role | None:
    """The role whose word comes last; "we evaluated 24 patients" tells no more than that they took part."""
    if _WE.search(text):
        return Role.ENROLLED
    hits = [(match.end(), role) for role, words in _WORDS for match in words.finditer(text)]
    hits += [(match.end(), Role.ENROLLED) for match in _ENTRY.finditer(text)]
    return max(hits)[1] if hits else None
