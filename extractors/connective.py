"""What may stand between two places of a text, or right after one: words that connect, without a number of their own."""

from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.patterns import compiled
from extractors.rule import Not


@dataclass(frozen=True)
class Connective:
    """One way to connect: it is tried at a known place only, and never looked for in a text.

    pattern is in regex's verbose mode and must be linear. Each example is taken from its beginning to its end, a refusal is not.
    """

    name: str
    pattern: str
    examples: tuple[str, ...]
    refuses: tuple[Not, ...]

    def __post_init__(self) -> None:
        if not self.examples or not self.refuses:
            raise ValueError(f"connective {self.name} needs at least one example and one refusal")
        self.compiled  # noqa: B018  (a pattern that does not compile must fail at import)

    @cached_property
    def compiled(self) -> "regex.Pattern[str]":
        """The pattern, compiled."""
        return compiled(self.pattern, regex.VERBOSE | regex.IGNORECASE)

    def fills(self, folded: str, start: int, end: int) -> bool:
        """True where it is all that stands in [start, end)."""
        return self.compiled.fullmatch(folded, start, end) is not None

    def after(self, folded: str, start: int, end: int) -> "regex.Match[str] | None":
        """What it takes from `start` on, before `end`."""
        return self.compiled.match(folded, start, end)

    def before(self, folded: str, start: int, end: int) -> bool:
        """True where it stands right before `end`, from `start` on."""
        return any(match.end() == end for match in self.compiled.finditer(folded, start, end))
