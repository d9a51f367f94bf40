"""What a rule is that knows by a field's path that its numbers are no results."""

from dataclasses import dataclass, field
from functools import cached_property

import regex

from extractors.patterns import compiled
from extractors.registry.record import Field, Leaf, names_of
from extractors.rule import Not


@dataclass(frozen=True)
class FieldRule:
    """Fields whose numbers are no results; the name is the reason that `numbers` gives.

    paths: JSON pointers in which `*` is any one name and `**` any number of them. unless: for what the path alone does
    not settle, the name of a field beside the value or beside a field above it, and the values with which the rule does not hold. examples and
    refuses: pointers that it must and must not know.
    """

    name: str
    paths: tuple[str, ...]
    examples: tuple[str, ...]
    refuses: tuple[Not, ...]
    unless: tuple[str, frozenset[str]] | None = field(default=None)

    def __post_init__(self) -> None:
        if not self.examples or not self.refuses:
            raise ValueError(f"rule {self.name} needs at least one example and one refusal")

    @cached_property
    def _pattern(self) -> "regex.Pattern[str]":
        return compiled("|".join(f"(?:{_as_pattern(path)})" for path in self.paths))

    def knows(self, pointer: str) -> bool:
        """Whether the field at the pointer is one of the rule's, as far as the path says it."""
        return self._pattern.fullmatch(pointer) is not None

    def settled(self, leaf: Leaf, root: Field) -> bool:
        """Whether what stands beside the field, or beside a field above it, agrees with the rule where it asks for that."""
        if self.unless is None:
            return True
        beside, refused = self.unless
        above = [root]
        for name in names_of(leaf.pointer)[:-1]:
            above.append(above[-1].at(name))
        said = next((found for field in reversed(above) if (found := field.at(beside).folded.casefold())), None)
        return said is not None and said not in refused


def _as_pattern(path: str) -> str:
    parts = []
    for name in path.split("/")[1:]:
        if name == "**":
            parts.append(r"(?:/[^/\n]{1,200}){0,20}")
        else:
            parts.append("/" + regex.escape(name).replace(r"\*", r"[^/\n]{1,200}"))
    return "".join(parts)
