"""The parts of a pattern, each read for how it can begin, what it must hold and how long it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from extractors.literals.beginnings import (
    AT_EDGE,
    MOST,
    NO_DIGIT_BEFORE,
    NO_WORD_BEFORE,
    NOTHING,
    Beginnings,
    crossed,
    followed,
    joined,
    joined_each,
    often,
    opened,
    shortened,
    strings_of,
)
from extractors.literals.spelling import DIGIT, SPACE, frequency, plain

_LARGEST_SET = 8
_MANY = 1_000_000
"""A length without bound."""


@dataclass(frozen=True, slots=True)
class Core:
    """Strings of which every match holds one that begins `low` to `high` characters after the match; high is None without bound."""

    strings: frozenset[str]
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern: how what it matches can begin (None: anyhow), what it must hold, its length.

    ahead: how the text goes on where the piece is a look ahead; behind: what ends where it stands, where it is a look back.
    """

    begins: Beginnings | None
    cores: tuple[Core, ...]
    low: int
    high: int
    ahead: Beginnings | None = None
    behind: frozenset[str] | None = None

    @property
    def exact(self) -> Beginnings | None:
        """All that it matches, where that is known."""
        return self.begins if self.begins is not None and all(whole for _, _, whole in self.begins) else None


def sequence(parts: list[Part]) -> Part:
    """The parts one after the other."""
    low, high = sum(part.low for part in parts), min(_MANY, sum(part.high for part in parts))
    return Part(_begins(parts), _cores(parts), low, high)


def all_cores(part: Part) -> tuple[Core, ...]:
    """What it must hold, its beginning too."""
    if part.begins and part.low and all(string for string, _, _ in part.begins):
        return (*part.cores, Core(strings_of(part.begins), 0, 0))
    return part.cores


def _begins(parts: list[Part]) -> Beginnings | None:
    """How one part after the other can begin."""
    rest: Beginnings | None = NOTHING
    for part in reversed(parts):
        if part.ahead is not None and (rest is None or often(part.ahead) < often(rest)):
            rest = part.ahead
        rest = None if part.begins is None else followed(part.begins, rest)
    return rest


def _cores(parts: list[Part]) -> tuple[Core, ...]:
    """What a sequence must hold: its runs of literals and what its parts must hold."""
    found: list[Core] = []
    run, run_low, run_high = NOTHING, 0, 0
    low = high = 0

    def close(begun: Beginnings) -> None:
        if all(string for string, _, _ in begun):
            found.append(Core(strings_of(begun), run_low, None if run_high >= _MANY else run_high))

    for part in parts:
        found += [
            Core(core.strings, core.low + low, None if core.high is None or high >= _MANY else core.high + high)
            for core in part.cores
        ]
        longer = None if part.exact is None else crossed(run, part.exact)
        low_after, high_after = low + part.low, min(_MANY, high + part.high)
        if longer is not None:
            run = longer
        else:
            close(run if part.begins is None or not part.low else joined_each(run, shortened(part.begins, MOST // len(run))))
            if part.exact is not None:
                run, run_low, run_high = part.exact, low, high
            else:
                run, run_low, run_high = NOTHING, low_after, high_after
        low, high = low_after, high_after
    close(run)
    return tuple(found)


def part_of(op: Any, value: Any) -> Part:
    """A node of the tree that `re._parser` makes; one that is not known could match anything."""
    return _READERS.get(str(op), _unknown)(value)


def _unknown(value: Any) -> Part:
    return Part(None, (), 0, _MANY)


def _any_character(value: Any) -> Part:
    return Part(None, (), 1, 1)


def _characters(characters: Iterable[str]) -> Part:
    return Part(frozenset((character, 0, True) for character in characters), (), 1, 1)


def _literal(value: int) -> Part:
    return _characters([plain(chr(value))])


def _set(items: list[tuple[Any, Any]]) -> Part:
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


def _zero_width(before: int = 0) -> Part:
    return Part(frozenset({("", before, True)}), (), 0, 0)


def _place(value: Any) -> Part:
    return _zero_width(AT_EDGE if str(value) == "AT_BOUNDARY" else 0)


def _ahead(value: tuple[int, Any]) -> Part:
    direction, body = value
    part = sequence([part_of(*node) for node in body])
    if direction < 0:
        behind = None if part.exact is None or not part.low else strings_of(part.exact)
        return replace(_zero_width(), behind=behind)
    ahead = None if part.begins is None or not part.low else opened(part.begins)
    return replace(_zero_width(), cores=all_cores(part), ahead=ahead)


def _not_there(value: tuple[int, Any]) -> Part:
    """ "(?<!\\w)" and "(?<![\\d.])" tell what may not stand before what follows them."""
    direction, body = value
    nodes = list(body)
    if direction > 0 or len(nodes) != 1 or str(nodes[0][0]) != "IN":
        return _zero_width()
    kinds = {str(kind) for op, kind in nodes[0][1] if str(op) == "CATEGORY"}
    if any(str(op) == "NEGATE" for op, _ in nodes[0][1]):
        return _zero_width()
    return _zero_width(NO_WORD_BEFORE if "CATEGORY_WORD" in kinds else NO_DIGIT_BEFORE if "CATEGORY_DIGIT" in kinds else 0)


def _group(value: Any) -> Part:
    return sequence([part_of(*node) for node in value[-1]])


def _atomic(value: Any) -> Part:
    return sequence([part_of(*node) for node in value])


def _branch(value: Any) -> Part:
    parts = [sequence([part_of(*node) for node in body]) for body in value[1]]
    begins: Beginnings | None = frozenset()
    for part in parts:
        begins = None if begins is None or part.begins is None else begins | part.begins
    chosen = [min(all_cores(part), key=lambda core: frequency(core.strings), default=None) for part in parts]
    cores: tuple[Core, ...] = ()
    if all(chosen):
        strings = frozenset(string for core in chosen if core for string in core.strings)
        highs = [core.high for core in chosen if core]
        high = None if None in highs else max(high for high in highs if high is not None)
        cores = (Core(strings, min(core.low for core in chosen if core), high),) if len(strings) <= MOST else ()
    low, high_width = min(part.low for part in parts), max(part.high for part in parts)
    return Part(None if begins is None else shortened(begins), cores, low, high_width)


def _repeat(value: tuple[int, int, Any]) -> Part:
    least, most, body = int(value[0]), int(value[1]), value[2]
    part = sequence([part_of(*node) for node in body])
    low, high = least * part.low, min(_MANY, most * part.high)
    if least == 1 and most == 1:
        return part
    begins = part.begins
    if part.exact is not None and most <= 3 and len(part.exact) <= 3:
        begins = frozenset(joined(choice) for count in range(least, most + 1) for choice in product(part.exact, repeat=count))
    elif begins is not None:
        begins = begins if most == 1 else opened(begins)
        begins = begins if least else begins | NOTHING
    return Part(begins, all_cores(part) if least else (), low, high)


_READERS: dict[str, Callable[[Any], Part]] = {
    "LITERAL": _literal, "NOT_LITERAL": _any_character, "ANY": _any_character, "IN": _set, "BRANCH": _branch, "SUBPATTERN": _group,
    "ATOMIC_GROUP": _atomic, "MAX_REPEAT": _repeat, "MIN_REPEAT": _repeat, "POSSESSIVE_REPEAT": _repeat, "AT": _place,
    "ASSERT": _ahead, "ASSERT_NOT": _not_there,
}  # fmt: skip
