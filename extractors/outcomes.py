"""Which outcome of the vocabulary an outcome's printed title names."""

from collections.abc import Iterable
from functools import cache, lru_cache

from extractors.document import fold
from extractors.patterns import compiled
from extractors.vocabulary.outcomes import OUTCOMES, Outcome
from schemas.vocabulary import Direction

_WORD = compiled(r"[a-z]+\d+[a-z]*\d*|\d+[a-z]+|[a-z]+|\d+")
_PLURALS = ("latencies", "latency"), ("lesions", "lesion"), ("scores", "score"), ("potentials", "potential"), ("rates", "rate")
_SINGULAR = dict(_PLURALS)
_GOOD, _BAD = frozenset({"improvement", "improved", "responder", "responders", "response"}), frozenset({"worsening", "worsened"})


def outcome_of(title: str) -> Outcome | None:
    """The one outcome that the title names; None where it names none, or several ("EDSS and SDMT")."""
    return _outcome_of(" ".join(_words(title)))


def direction_of(outcome: Outcome, title: str) -> Direction | None:
    """Which change is good for the patient. A title that counts improvements is better when higher, whatever the scale."""
    words = set(_words(title))
    if words & _GOOD:
        return Direction.HIGHER
    return Direction.LOWER if words & _BAD else outcome.direction


def _words(title: str) -> list[str]:
    return [_SINGULAR.get(word, word) for word in _WORD.findall(fold(title).casefold())]


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Outcome]]]:
    found: dict[str, list[tuple[tuple[str, ...], Outcome]]] = {}
    for outcome in OUTCOMES:
        for name in outcome.names:
            words = tuple(_words(name))
            found.setdefault(words[0], []).append((words, outcome))
    return found


@lru_cache(maxsize=4096)
def _outcome_of(title: str) -> Outcome | None:
    words = title.split()
    given = set(words)
    named = [
        (start, start + len(name), outcome)
        for start, word in enumerate(words)
        for name, outcome in _by_first_word().get(word, ())
        if tuple(words[start : start + len(name)]) == name and (not outcome.needs or given.intersection(outcome.needs))
    ]
    longest = [one for one in named if not any(_holds(other, one) for other in named)]
    return _only(outcome for _, _, outcome in longest)


def _holds(outer: tuple[int, int, Outcome], inner: tuple[int, int, Outcome]) -> bool:
    """True where `outer` names something longer around `inner`, or the same words and needs more beside them."""
    if outer[:2] == inner[:2]:
        return bool(outer[2].needs) and not inner[2].needs
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _only(outcomes: Iterable[Outcome]) -> Outcome | None:
    found = {outcome.outcome_id: outcome for outcome in outcomes}
    return next(iter(found.values())) if len(found) == 1 else None
