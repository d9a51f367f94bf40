"""What a pattern's own text tells of its matches: the letters they begin with, and letters they cannot do without.

Trying a pattern at every character of a report is slow: two hundred notations of which a report prints ten. So each
pattern is read once, when it is compiled, for literals: with which strings a match can begin, and which strings it must
hold how far from its beginning. `extractors.scanning` then tries it only there. All of it is derived from the pattern;
what cannot be derived costs time, never a match. This is what Rust's `regex-syntax` calls literal extraction and RE2
prefiltering.

Literals are in `plain` spelling, in which whatever a pattern may read alike (A and a, digits, spaces) is one character.
"""

import importlib
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any, TypeAlias

import regex

_parser: Any = importlib.import_module("re._parser")

DIGIT, SPACE, LETTER, OTHER = "0", " ", "\x01", "\x02"
"""How `plain` writes every digit, every space, and what is not ASCII."""
_ASCII = {code: chr(code).lower() for code in range(128)}
_ASCII |= {ord(digit): DIGIT for digit in "0123456789"} | {ord(space): SPACE for space in "\t\n\v\f\r\x1c\x1d\x1e\x1f "}
_LIKE_ASCII = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}
"""What stands for an ASCII letter where capitals do not count."""
_WORD = regex.compile(r"\w")
_SPACE = regex.compile(r"\s")
_DECIMAL = regex.compile(r"\d")
WORD_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz_" + DIGIT + LETTER)

_FLAGS = {regex.VERBOSE: _parser.SRE_FLAG_VERBOSE, regex.DOTALL: _parser.SRE_FLAG_DOTALL}
_HARMLESS = int(regex.VERBOSE | regex.DOTALL | regex.IGNORECASE | regex.UNICODE | regex.VERSION0)

NO_DIGIT_BEFORE, NO_WORD_BEFORE, _AT_EDGE = 1, 2, 4
_MANY = 1_000_000
_MOST_EXACT, _MOST, _LONGEST, _LARGEST_SET = 48, 400, 24, 8
_LONG_ENOUGH, _RARE, _COMMON = 10, 2e-6, 0.03
"""A literal so rare is not made longer; one so common tells nothing by being there."""

Literal: TypeAlias = tuple[str, int]
"""A string in plain spelling, and what may not stand before it (a sum of _FLAGS = {regex.VERBOSE: _parser.SRE_FLAG_VERBOSE, regex.DOTALL: _parser.SRE_FLAG_DOTALL}
_HARMLESS = int(regex.VERBOSE | regex.DOTALL | regex.IGNORECASE | regex.UNICODE | regex.VERSION0)

NO_DIGIT_BEFORE, NO_WORD_BEFORE)."""
_Literals: TypeAlias = frozenset[Literal]
_EMPTY: _Literals = frozenset({("", 0)})


@dataclass(frozen=True, slots=True)
class Core:
    """Strings of which every match holds one that begins `low` to `high` characters after the match; high is None without bound."""

    strings: frozenset[str]
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where matches of a pattern can be: what each begins with (None: anything), and what each must hold, rarest first."""

    starts: _Literals | None
    cores: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: all it can match where that is little, how it can begin unless empty, what it must hold, its length."""

    exact: _Literals | None
    starts: _Literals | None
    cores: tuple[Core, ...]
    low: int
    high: int


def plain(text: str) -> str:
    """`text` in the spelling of literals, character for character."""
    if not text.isascii():
        for character in set(text):
            if character > "\x7f":
                text = text.replace(character, _plain_character(character))
    return text.translate(_ASCII)


def _plain_character(character: str) -> str:
    if character in _LIKE_ASCII:
        return _LIKE_ASCII[character]
    if _SPACE.match(character):
        return SPACE
    return OTHER if not _WORD.match(character) else DIGIT if _DECIMAL.match(character) else LETTER


def anchors_of(pattern: str, flags: int) -> Anchors | None:
    """The anchors of `regex.compile(pattern, flags)`; None where none can be told or a match may be empty."""
    if flags & ~_HARMLESS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # `re` knows no `\p{...}` and no two groups of one name; for literals neither matters.
            spelled = regex.sub(r"\(\?P<\w+>", "(", regex.sub(r"\\p\{\w+\}", r"\\w", pattern))
            tree = _parser.parse(spelled, sum(sre for flag, sre in _FLAGS.items() if flags & int(flag)))
    except (_parser.error, OverflowError, RecursionError):  # a notation of `regex` alone
        return None
    part = _sequence([_part(*node) for node in tree])
    if part.low == 0:
        return None
    starts = None if part.starts is None else _pruned(part.starts)
    cores = _chosen(_all_cores(part))
    return Anchors(starts, cores) if starts or cores else None


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


def frequency(strings: Iterable[str]) -> float:
    """How often, roughly, a character of a report begins one of the strings."""
    return sum(sorted(map(_share, strings)))


@cache
def _share(string: str) -> float:
    share = 1.0
    for character in string:
        share *= 0.05 if character == DIGIT else 0.15 if character == SPACE else 0.04 if character.isalpha() else 0.01
    return share


def _pruned(starts: _Literals) -> _Literals:
    """The literals without those that another one begins."""
    edged = {(string[:_LONG_ENOUGH], _settled(string, before)) for string, before in starts}
    return frozenset(
        (string, before)
        for string, before in edged
        if not any((string[:cut], kind) in edged for cut in range(1, len(string)) for kind in (0, before))
    )


def _settled(string: str, before: int) -> int:
    """`before` with "a word begins or ends here" read as what it says before this string."""
    if before & _AT_EDGE and string[0] in WORD_CHARACTERS:
        return NO_WORD_BEFORE
    return NO_WORD_BEFORE if before & NO_WORD_BEFORE else before & NO_DIGIT_BEFORE


def _part(op: Any, value: Any) -> _Part:
    return _READERS.get(str(op), _unknown)(value)


def _unknown(value: Any) -> _Part:
    return _Part(None, None, (), 0, _MANY)


def _any_character(value: Any) -> _Part:
    return _Part(None, None, (), 1, 1)


def _characters(characters: Iterable[str]) -> _Part:
    strings = frozenset((character, 0) for character in characters)
    return _Part(strings, strings, (), 1, 1)


def _literal(value: int) -> _Part:
    return _characters([plain(chr(value))])


def _set(items: list[tuple[Any, Any]]) -> _Part:
    found: set[str] = set()
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            found.add(plain(chr(value)))
        elif name == "RANGE" and value[1] - value[0] < 128:
            found.update(plain(chr(code)) for code in range(value[0], value[1] + 1))
        elif name == "CATEGORY" and str(value) in ("CATEGORY_DIGIT", "CATEGORY_SPACE"):
            found.add(DIGIT if str(value) == "CATEGORY_DIGIT" else SPACE)
        else:
            return _any_character(None)
    return _characters(found) if len(found) <= _LARGEST_SET else _any_character(None)


def _zero_width(before: int = 0, cores: tuple[Core, ...] = ()) -> _Part:
    return _Part(frozenset({("", before)}), frozenset({("", before)}), cores, 0, 0)


def _place(value: Any) -> _Part:
    return _zero_width(_AT_EDGE if str(value) == "AT_BOUNDARY" else 0)


def _ahead(value: tuple[int, Any]) -> _Part:
    direction, body = value
    return _zero_width(cores=_all_cores(_sequence([_part(*node) for node in body])) if direction > 0 else ())


def _not_there(value: tuple[int, Any]) -> _Part:
    """ "(?<!\\w)" and "(?<![\\d.])" tell what may not stand before what follows them."""
    direction, body = value
    nodes = list(body)
    if direction > 0 or len(nodes) != 1 or str(nodes[0][0]) != "IN":
        return _zero_width()
    kinds = {str(kind) for op, kind in nodes[0][1] if str(op) == "CATEGORY"}
    if any(str(op) == "NEGATE" for op, _ in nodes[0][1]):
        return _zero_width()
    return _zero_width(NO_WORD_BEFORE if "CATEGORY_WORD" in kinds else NO_DIGIT_BEFORE if "CATEGORY_DIGIT" in kinds else 0)


def _group(value: Any) -> _Part:
    return _sequence([_part(*node) for node in value[-1]])


def _atomic(value: Any) -> _Part:
    return _sequence([_part(*node) for node in value])


def _branch(value: Any) -> _Part:
    parts = [_sequence([_part(*node) for node in body]) for body in value[1]]
    exact = None
    if all(part.exact is not None for part in parts):
        exact = frozenset(literal for part in parts for literal in part.exact or ())
        exact = exact if len(exact) <= _MOST else None
    starts: set[Literal] | None = set()
    for part in parts:
        own = part.exact if part.exact is not None else part.starts
        starts = None if starts is None or own is None else starts | {literal for literal in own if literal[0]}
    chosen = [min(_all_cores(part), key=lambda core: frequency(core.strings), default=None) for part in parts]
    cores: tuple[Core, ...] = ()
    if all(chosen):
        strings = frozenset(string for core in chosen if core for string in core.strings)
        highs = [core.high for core in chosen if core]
        high = None if None in highs else max(high for high in highs if high is not None)
        cores = (Core(strings, min(core.low for core in chosen if core), high),) if len(strings) <= _MOST else ()
    few = None if starts is None else _shortened(starts)
    return _Part(exact, few, cores, min(part.low for part in parts), max(part.high for part in parts))


def _repeat(value: tuple[int, int, Any]) -> _Part:
    least, most, body = value
    part = _sequence([_part(*node) for node in body])
    low, high = least * part.low, min(_MANY, int(most) * part.high)
    if int(most) == 1:
        if least == 1:
            return part
        exact = None if part.exact is None else part.exact | _EMPTY
        return _Part(exact, part.starts if part.low else None, (), 0, high)
    if part.exact is not None and int(most) <= 3 and len(part.exact) <= 3:
        powers: set[Literal] = set()
        for count in range(least, int(most) + 1):
            powers |= {_joined(choice) for choice in product(part.exact, repeat=count)}
        return _Part(frozenset(powers), frozenset(powers), (), low, high)
    return _Part(None, part.starts if part.low else None, _all_cores(part) if least else (), low, high)


def _shortened(starts: Iterable[Literal], most: int = _MOST) -> _Literals:
    """Beginnings of the literals, so short that there are not too many."""
    found = frozenset(starts)
    for length in (12, 8, 6, 5, 4, 3, 2, 1):
        if len(found) <= most:
            break
        found = frozenset((string[:length], before) for string, before in found)
    return found


def _joined(literals: Iterable[Literal]) -> Literal:
    string, before = "", 0
    for more, kind in literals:
        before = before if string else before | kind
        string += more
    return string, before


def _joined_each(first: _Literals, second: _Literals) -> _Literals:
    """Each of the first followed by each of the second."""
    return frozenset(_joined(pair) for pair in product(first, second))


def _crossed(first: _Literals, second: _Literals) -> _Literals | None:
    """Each of the first followed by each of the second; None where that is too much."""
    crossed = _joined_each(first, second) if len(first) * len(second) <= _MOST_EXACT else None
    return crossed if crossed is None or all(len(string) <= _LONGEST for string, _ in crossed) else None


def _sequence(parts: list[_Part]) -> _Part:
    exact: _Literals | None = _EMPTY
    for part in parts:
        exact = None if exact is None or part.exact is None else _crossed(exact, part.exact)
    low, high = sum(part.low for part in parts), min(_MANY, sum(part.high for part in parts))
    return _Part(exact, _starts(parts), _cores(parts), low, high)


def _starts(parts: list[_Part]) -> _Literals | None:
    """How one part after the other can begin."""
    rest: _Literals | None = _EMPTY
    for part in reversed(parts):
        if part.exact is not None:
            rest = _followed(part.exact, rest)
        elif part.starts is None:
            rest = None
        else:
            rest = part.starts if part.low else None if rest is None else part.starts | rest
        if rest is not None:
            rest = _shortened(rest)
    return rest if rest is not None and all(string for string, _ in rest) else None


def _followed(exact: _Literals, rest: _Literals | None) -> _Literals | None:
    """How a match can begin that goes on with `rest` after one of `exact`."""
    done = frozenset(literal for literal in exact if literal[0] and (rest is None or _share(literal[0]) < _RARE))
    short = exact - done
    if not short or rest is None:
        return None if short else done
    return done | _joined_each(short, _shortened(rest, _MOST // len(short)))


def _cores(parts: list[_Part]) -> tuple[Core, ...]:
    """What a sequence must hold: its runs of literals and what its parts must hold."""
    found: list[Core] = []
    run, run_low, run_high = _EMPTY, 0, 0
    low = high = 0

    def close(begun: _Literals) -> None:
        if all(string for string, _ in begun):
            found.append(Core(frozenset(string for string, _ in begun), run_low, None if run_high >= _MANY else run_high))

    for part in parts:
        found += [
            Core(core.strings, core.low + low, None if core.high is None or high >= _MANY else core.high + high)
            for core in part.cores
        ]
        longer = None if part.exact is None else _crossed(run, part.exact)
        low_after, high_after = low + part.low, min(_MANY, high + part.high)
        if longer is not None:
            run = longer
        else:
            begun = part.exact if part.exact is not None else part.starts
            close(run if begun is None or not part.low else _joined_each(run, _shortened(begun, _MOST // len(run))))
            if part.exact is not None:
                run, run_low, run_high = part.exact, low, high
            else:
                run, run_low, run_high = _EMPTY, low_after, high_after
        low, high = low_after, high_after
    close(run)
    return tuple(found)


def _all_cores(part: _Part) -> tuple[Core, ...]:
    own = part.exact if part.exact is not None else part.starts if part.low else None
    if own and all(string for string, _ in own):
        return (*part.cores, Core(frozenset(string for string, _ in own), 0, 0))
    return part.cores


_READERS: dict[str, Callable[[Any], _Part]] = {
    "LITERAL": _literal, "NOT_LITERAL": _any_character, "ANY": _any_character, "IN": _set, "BRANCH": _branch, "SUBPATTERN": _group,
    "ATOMIC_GROUP": _atomic, "MAX_REPEAT": _repeat, "MIN_REPEAT": _repeat, "POSSESSIVE_REPEAT": _repeat, "AT": _place,
    "ASSERT": _ahead, "ASSERT_NOT": _not_there,
}  # fmt: skip
