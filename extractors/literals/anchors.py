"""Where matches of a pattern can be, from its own text."""

import importlib
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import regex

from extractors.literals.beginnings import AT_EDGE, NO_DIGIT_BEFORE, NO_WORD_BEFORE, Beginnings, Literal
from extractors.literals.parts import Core, Part, all_cores, part_of, sequence
from extractors.literals.spelling import WORD_CHARACTERS, frequency

_parser: Any = importlib.import_module("re._parser")

_FLAGS = {regex.VERBOSE: _parser.SRE_FLAG_VERBOSE, regex.DOTALL: _parser.SRE_FLAG_DOTALL}
_HARMLESS = int(regex.VERBOSE | regex.DOTALL | regex.IGNORECASE | regex.UNICODE | regex.VERSION0)
_LONG_ENOUGH, _COMMON = 10, 0.03
"""What a literal is cut to, and how common tells nothing by being there."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where matches of a pattern can be: what each begins with (None: anything), what each must hold (rarest first), and what
    stands before each.
    """

    starts: frozenset[Literal] | None
    cores: tuple[Core, ...]
    ends_before: frozenset[str] | None = None
    """Strings of which one ends where each match begins ("(" and "( "), where the pattern looks back for them."""
    not_before: int = 0
    """What stands before no match: NO_DIGIT_BEFORE, NO_WORD_BEFORE or neither."""


def anchors_of(pattern: str, flags: int) -> Anchors | None:
    """The anchors of `regex.compile(pattern, flags)`; None where none can be told or a match may be empty."""
    if flags & ~_HARMLESS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(_in_words_of_re(pattern), sum(sre for flag, sre in _FLAGS.items() if flags & int(flag)))
    except (_parser.error, OverflowError, RecursionError):  # a notation of `regex` alone
        return None
    parts = [part_of(*node) for node in tree]
    part = sequence(parts)
    if part.low == 0:
        return None
    starts = _pruned(part.begins) if part.begins and all(string for string, _, _ in part.begins) else None
    cores = _chosen(all_cores(part))
    ends_before, not_before = _before(parts)
    return Anchors(starts, cores, ends_before, not_before) if starts or cores or ends_before else None


def _in_words_of_re(pattern: str) -> str:
    """The pattern as `re` parses it, which reads at least as much: it knows no `\\p{...}`, no `\\b?` and no two groups of one name."""
    for notation, known in ((r"\\p\{\w+\}", r"\\w"), (r"\(\?P<\w+>", "("), (r"\(\?P=\w+\)", r"(?:[\\s\\S]*)"), (r"\\b\?", "")):
        pattern = regex.sub(notation, known, pattern)
    return pattern


def _before(parts: Iterable[Part]) -> tuple[frozenset[str] | None, int]:
    """What ends where a match of the parts begins, and what may not stand there."""
    ends_before, not_before = None, 0
    for part in parts:
        if part.high or not part.begins:
            break
        if part.behind is not None and (ends_before is None or frequency(part.behind) < frequency(ends_before)):
            ends_before = part.behind
        kinds = {before for _, before, _ in part.begins}
        not_before |= next(iter(kinds)) if len(kinds) == 1 else 0
    return ends_before, NO_WORD_BEFORE if not_before & NO_WORD_BEFORE else not_before & NO_DIGIT_BEFORE


def _chosen(cores: Iterable[Core]) -> tuple[Core, ...]:
    """The rarest core, and the rarest that stands at a known distance."""
    short = {replace(core, strings=_without_longer(core.strings)) for core in cores}
    ranked = sorted(
        (core for core in short if frequency(core.strings) < _COMMON),
        key=lambda core: (frequency(core.strings), core.high is None, core.high, core.low, sorted(core.strings)),
    )
    near = [core for core in ranked if core.high is not None]
    return tuple(dict.fromkeys((*ranked[:1], *near[:1])))


def _without_longer(strings: Iterable[str]) -> frozenset[str]:
    """The strings, no longer than tells them from others, without those that another one begins."""
    cut = {string[:_LONG_ENOUGH] for string in strings}
    return frozenset(string for string in cut if not any(string[:length] in cut for length in range(1, len(string))))


def _pruned(begins: Beginnings) -> frozenset[Literal]:
    """The literals, no longer than tells them from others, without those that another one begins."""
    edged = {(string[:_LONG_ENOUGH], _settled(string, before)) for string, before, _ in begins}
    return frozenset(
        (string, before)
        for string, before in edged
        if not any((string[:cut], kind) in edged for cut in range(1, len(string)) for kind in (0, before))
    )


def _settled(string: str, before: int) -> int:
    """`before` with "a word begins or ends here" read as what it says before this string."""
    if before & AT_EDGE and string[0] in WORD_CHARACTERS:
        return NO_WORD_BEFORE
    return NO_WORD_BEFORE if before & NO_WORD_BEFORE else before & NO_DIGIT_BEFORE
