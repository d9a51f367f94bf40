"""What a rule is: a notation as data, with the examples it must read and the texts it must refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import regex

from extractors.patterns import compiled
from extractors.scanning import finditer


class Example:
    """A text that the rule must match, with the values of its named groups as printed.

    Example("p=0·042", p_value="0·042", p_value_modifier="=") is met when the rule's first match in the text
    has exactly these groups with exactly these characters; groups that the example leaves out are not asked.
    """

    __slots__ = ("groups", "text")

    def __init__(self, text: str, **groups: str | None) -> None:
        self.text = text
        self.groups: Mapping[str, str | None] = MappingProxyType(groups)

    def __repr__(self) -> str:
        return f"Example({self.text!r})"


@dataclass(frozen=True, slots=True)
class Not:
    """A text that the rule must not match, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Rule:
    """One notation.

    pattern reads folded text in regex's verbose mode, must start at something literal wherever it can (that
    decides the speed) and must be linear: quantifiers bounded, no nested repetition. Its named groups are
    the columns it fills or the parts that linking needs. `values` are the columns that the notation itself
    settles (param_type, say). A rule without examples and refusals cannot be built.
    """

    name: str
    pattern: str
    examples: tuple[Example, ...]
    refuses: tuple[Not, ...]
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    ignore_case: bool = True

    def __post_init__(self) -> None:
        if not self.examples or not self.refuses:
            raise ValueError(f"rule {self.name} needs at least one example and one refusal")
        self.compiled  # noqa: B018  (a pattern that does not compile must fail at import)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, compiled."""
        flags = regex.VERBOSE | (regex.IGNORECASE if self.ignore_case else 0)
        return compiled(self.pattern, flags)


@dataclass(frozen=True, slots=True)
class Mention:
    """What a rule found: a span of the text, and in it the spans of the rule's named groups."""

    rule: Rule
    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]

    def span(self, group: str) -> tuple[int, int] | None:
        """Where the group stands, or None where it took no part in the match."""
        return self.groups.get(group)


def find(rule: Rule, folded: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """All mentions of `rule` in folded[start:end], in order, not overlapping."""
    found = []
    for match in finditer(rule.compiled, folded, start, end):
        groups = {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0}
        found.append(Mention(rule, match.start(), match.end(), groups))
    return found
