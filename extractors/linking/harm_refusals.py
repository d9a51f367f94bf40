"""Whether a count that names a harm counts one of the treatment, rather than what the treatment is for."""

from collections.abc import Sequence

import regex

from extractors.linking.context import Reading
from extractors.linking.harm_terms import Harms, Named
from extractors.linking.harm_values import HarmValue
from extractors.patterns import compiled
from extractors.rules.participants import PEOPLE
from extractors.vocabulary.harms import ONLY_IN_SAFETY_TALK

_EFFICACY = compiled(
    r"\b(?:cumulative\sincidences?|incidences?|survival|free|risk|prevalence|recurr\w+|relaps\w+|prevent\w*|reduc\w+|proportion|hazard|predict\w*|receiving|effect\son|years?\sincidence|mortality|rates?)\b",
    regex.IGNORECASE,
)
_STATISTIC_AFTER = compiled(
    r"[^.]{0,80}?(?:\b[Pp]\s?[=<>≤]|\bCI\b|\bHR\b|\bRR\b|\bOR\b|\bhazard|\bodds|\brelative\srisk|\d\s?;\s?\d|;\s?\d)", regex.DOTALL
)
_SPOKEN_OF = compiled(r",\showever|\sis\b|\s(?:was|were)\s(?:significant|statistic|different)", regex.IGNORECASE)
_AT_SO_MANY = compiled(r"\b(?:with|after|at|until|of|among)\s(?:the\s|a\stotal\sof\s)?$", regex.IGNORECASE)
_OF_PEOPLE = compiled(
    rf"\b(?:{PEOPLE}|trial|study|treatment|therapy|management|history|diagnosis)\s(?:[\w-]+\s)?(?:with|without|in|of|for|at\srisk\sof)\s(?:[\w-]+\s)?$",
    regex.VERBOSE | regex.IGNORECASE,
)


def is_doubtful(reading: Reading, harms: Harms, run: Sequence[HarmValue], named: Named) -> bool:
    """True for deaths where survival is measured, and for "one adverse effect" that the text only speaks of."""
    folded = reading.folded
    if compiled(r"deaths?", regex.IGNORECASE).fullmatch(named.term) and harms.survival_is_measured:
        return True
    return len(run) == 1 and run[0].bare and _SPOKEN_OF.match(folded, named.end) is not None


def is_harm(reading: Reading, harms: Harms, run: Sequence[HarmValue], named: Named, index: int) -> bool:
    """False where the count is of an endpoint of the trial, or of what participants bring along."""
    if harms.describes(named.harm):
        return False
    if named.harm.general:
        return True
    if harms.is_condition(named.harm):
        return False
    folded, sentence = reading.folded, reading.sentences.spans[index]
    if named.term == "death" and (
        _AT_SO_MANY.search(folded, max(sentence.start, run[0].start - 20), run[0].start)
        or compiled(r"\bwho\s$").search(folded[max(0, named.start - 6) : named.start])
    ):
        return False
    safety = harms.talks_of_safety(index)
    if compiled(r"s$").sub(
        "", folded[named.harm.word_start : named.harm.word_end].lower()
    ) in ONLY_IN_SAFETY_TALK and not harms.says_safety(index):
        return False
    tested = _STATISTIC_AFTER.match(folded, run[-1].end, min(sentence.end, run[-1].end + 100)) is not None
    if harms.is_endpoint(named.harm) and (tested or len(run) > 1):
        return False
    if (tested or _OF_PEOPLE.search(folded, max(sentence.start, named.start - 40), named.start)) and not safety:
        return False
    lead = folded[max(sentence.start, min(named.start, run[0].start) - 80) : max(named.end, run[0].start)]
    return bool(safety or named.counts == "people" or not _EFFICACY.search(lead))
