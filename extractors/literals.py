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
"""A string in plain spelling, and what may not stand before it (a sum of NO_DIGIT_BEFORE, NO_WORD_BEFORE)."""
_Beginning: TypeAlias = tuple[str, int, bool]
"""A literal with which a part of a pattern can begin, and whether that is all that the part then matches."""
_Beginnings: TypeAlias = frozenset[_Beginning]
_NOTHING: _Beginnings = frozenset({("", 0, True)})


@dataclass(frozen=True, slots=True)
class Core:
    """Strings of which every match holds one that begins `low` to `high` characters after the match; high is None without bound."""

    strings: frozenset[str]
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where matches of a pattern can be: what each begins with (None: anything), and what each must hold, rarest first."""

    starts: frozenset[Literal] | None
    cores: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: how what it matches can begin (None: anyhow), what it must hold, its length.

    ahead: how the text goes on where the piece is a look ahead.
    """

    begins: _Beginnings | None
    cores: tuple[Core, ...]
    low: int
    high: int
    ahead: _Beginnings | None = None

    @property
    def exact(self) -> _Beginnings | None:
        """All that it matches, where that is known."""
        return self.begins if self.begins is not None and all(whole for _, _, whole in self.begins) else None


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
    starts = _pruned(part.begins) if part.begins and all(string for string, _, _ in part.begins) else None
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


def _pruned(begins: _Beginnings) -> frozenset[Literal]:
    """The literals, no longer than tells them from others, without those that another one begins."""
    edged = {(string[:_LONG_ENOUGH], _settled(string, before)) for string, before, _ in begins}
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
    return _Part(None, (), 0, _MANY)


def _any_character(value: Any) -> _Part:
    return _Part(None, (), 1, 1)


def _characters(characters: Iterable[str]) -> _Part:
    return _Part(frozenset((character, 0, True) for character in characters), (), 1, 1)


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


def _zero_width(before: int = 0) -> _Part:
    return _Part(frozenset({("", before, True)}), (), 0, 0)


def _place(value: Any) -> _Part:
    return _zero_width(_AT_EDGE if str(value) == "AT_BOUNDARY" else 0)


def _ahead(value: tuple[int, Any]) -> _Part:
    direction, body = value
    if direction < 0:
        return _zero_width()
    part = _sequence([_part(*node) for node in body])
    ahead = None if part.begins is None or not part.low else _opened(part.begins)
    return replace(_zero_width(), cores=_all_cores(part), ahead=ahead)


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
    begins: _Beginnings | None = frozenset()
    for part in parts:
        begins = None if begins is None or part.begins is None else begins | part.begins
    chosen = [min(_all_cores(part), key=lambda core: frequency(core.strings), default=None) for part in parts]
    cores: tuple[Core, ...] = ()
    if all(chosen):
        strings = frozenset(string for core in chosen if core for string in core.strings)
        highs = [core.high for core in chosen if core]
        high = None if None in highs else max(high for high in highs if high is not None)
        cores = (Core(strings, min(core.low for core in chosen if core), high),) if len(strings) <= _MOST else ()
    low, high_width = min(part.low for part in parts), max(part.high for part in parts)
    return _Part(None if begins is None else _shortened(begins), cores, low, high_width)


def _repeat(value: tuple[int, int, Any]) -> _Part:
    least, most, body = int(value[0]), int(value[1]), value[2]
    part = _sequence([_part(*node) for node in body])
    low, high = least * part.low, min(_MANY, most * part.high)
    if least == 1 and most == 1:
        return part
    begins = part.begins
    if part.exact is not None and most <= 3 and len(part.exact) <= 3:
        begins = frozenset(_joined(choice) for count in range(least, most + 1) for choice in product(part.exact, repeat=count))
    elif begins is not None:
        begins = begins if most == 1 else _opened(begins)
        begins = begins if least else begins | _NOTHING
    return _Part(begins, _all_cores(part) if least else (), low, high)


def _opened(begins: _Beginnings) -> _Beginnings:
    """The same beginnings of something that may go on."""
    return frozenset((string, before, whole and not string) for string, before, whole in begins)


def _shortened(begins: _Beginnings, most: int = _MOST) -> _Beginnings:
    """The beginnings, so short that there are not too many."""
    for length in (12, 8, 6, 5, 4, 3, 2, 1):
        if len(begins) <= most:
            break
        begins = frozenset((string[:length], before, whole and len(string) <= length) for string, before, whole in begins)
    return begins


def _joined(parts: Iterable[_Beginning]) -> _Beginning:
    string, before, whole = "", 0, True
    for more, kind, all_of_it in parts:
        before = before if string else before | kind
        string, whole = string + more, whole and all_of_it
    return string, before, whole


def _joined_each(first: _Beginnings, second: _Beginnings) -> _Beginnings:
    """Each of the first followed by each of the second."""
    return frozenset(_joined(pair) for pair in product(first, second))


def _crossed(first: _Beginnings, second: _Beginnings) -> _Beginnings | None:
    """Each of the first followed by each of the second; None where that is too much."""
    crossed = _joined_each(first, second) if len(first) * len(second) <= _MOST_EXACT else None
    return crossed if crossed is None or all(len(string) <= _LONGEST for string, _, _ in crossed) else None


def _sequence(parts: list[_Part]) -> _Part:
    low, high = sum(part.low for part in parts), min(_MANY, sum(part.high for part in parts))
    return _Part(_begins(parts), _cores(parts), low, high)


def _begins(parts: list[_Part]) -> _Beginnings | None:
    """How one part after the other can begin."""
    rest: _Beginnings | None = _NOTHING
    for part in reversed(parts):
        if part.ahead is not None and (rest is None or _often(part.ahead) < _often(rest)):
            rest = part.ahead
        rest = None if part.begins is None else _followed(part.begins, rest)
    return rest


def _often(begins: _Beginnings) -> float:
    return frequency(string for string, _, _ in begins)


def _followed(begins: _Beginnings, rest: _Beginnings | None) -> _Beginnings | None:
    """How a match can begin that goes on with `rest` after what a part matches."""
    done, short = set(), set()
    for string, before, whole in begins:
        if whole and (not string or (rest is not None and _share(string) >= _RARE)):
            short.add((string, before, whole))
        else:
            done.add((string, before, whole and rest == _NOTHING))
    if not short:
        return _shortened(frozenset(done))
    if rest is None:
        return None
    return _shortened(frozenset(done) | _joined_each(frozenset(short), _shortened(rest, max(1, _MOST // len(short)))))


def _cores(parts: list[_Part]) -> tuple[Core, ...]:
    """What a sequence must hold: its runs of literals and what its parts must hold."""
    found: list[Core] = []
    run, run_low, run_high = _NOTHING, 0, 0
    low = high = 0

    def close(begun: _Beginnings) -> None:
        if all(string for string, _, _ in begun):
            found.append(Core(_strings(begun), run_low, None if run_high >= _MANY else run_high))

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
            close(run if part.begins is None or not part.low else _joined_each(run, _shortened(part.begins, _MOST // len(run))))
            if part.exact is not None:
                run, run_low, run_high = part.exact, low, high
            else:
                run, run_low, run_high = _NOTHING, low_after, high_after
        low, high = low_after, high_after
    close(run)
    return tuple(found)


def _strings(begins: _Beginnings) -> frozenset[str]:
    return frozenset(string for string, _, _ in begins)


def _all_cores(part: _Part) -> tuple[Core, ...]:
    if part.begins and part.low and all(string for string, _, _ in part.begins):
        return (*part.cores, Core(_strings(part.begins), 0, 0))
    return part.cores


_READERS: dict[str, Callable[[Any], _Part]] = {
    "LITERAL": _literal, "NOT_LITERAL": _any_character, "ANY": _any_character, "IN": _set, "BRANCH": _branch, "SUBPATTERN": _group,
    "ATOMIC_GROUP": _atomic, "MAX_REPEAT": _repeat, "MIN_REPEAT": _repeat, "POSSESSIVE_REPEAT": _repeat, "AT": _place,
    "ASSERT": _ahead, "ASSERT_NOT": _not_there,
}  # fmt: skip
