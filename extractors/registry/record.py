"""A registry's record as it stands in a document: fields by their path, each with the place of its value.

The reader writes one line a leaf, `pointer<TAB>value`, with a piece for it (kind `field`, locator the JSON pointer, its
row head the pointer itself). Here the pieces become a tree again, so that linking asks for fields by name and claims
the characters that print them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Document, PieceKind


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field with its value: text[line:end] is its whole line, text[start:end] the value."""

    pointer: str
    line: int
    start: int
    end: int
    printed: str
    folded: str


class Field:
    """A field of a record. One that is not there has no value and nothing under it, so that nobody need ask first."""

    __slots__ = ("leaf", "under")

    def __init__(self) -> None:
        self.leaf: Leaf | None = None
        self.under: dict[str, Field] = {}

    def at(self, path: str) -> "Field":
        """The field under this one at "name/name"."""
        found = self
        for name in path.split("/"):
            found = found.under.get(name, _NOT_THERE)
        return found

    def each(self, path: str) -> list["Field"]:
        """The items of the list at the path, in order; none where it is no list."""
        items = self.at(path).under
        return [items[name] for name in items] if all(name.isdecimal() for name in items) else []

    @property
    def text(self) -> str | None:
        """The value as printed, without white space around it; None where there is none."""
        return (self.leaf.printed.strip() or None) if self.leaf else None

    @property
    def folded(self) -> str:
        """The value as rules read it; empty where there is none."""
        return self.leaf.folded.strip() if self.leaf else ""

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf at and under this field, in order."""
        if self.leaf:
            yield self.leaf
        for field in self.under.values():
            yield from field.leaves()


_NOT_THERE = Field()


def fields_of(document: Document) -> Field:
    """The root of the fields that the document holds; empty where it holds none."""
    root = Field()
    text, folded = document.text, document.folded
    for piece in document.pieces:
        if piece.kind is not PieceKind.FIELD or not piece.row_heads:
            continue
        field = root
        for name in names_of(piece.locator):
            under = field.under.get(name)
            if under is None:
                under = field.under[name] = Field()
            field = under
        start = min(piece.row_heads[0].end + 1, piece.end)
        field.leaf = Leaf(piece.locator, piece.start, start, piece.end, text[start : piece.end], folded[start : piece.end])
    return root


def names_of(pointer: str) -> list[str]:
    """The names that a JSON pointer (RFC 6901) goes through: "/a~1b/0" is "a/b", "0"."""
    names = pointer.split("/")[1:]
    return [name.replace("~1", "/").replace("~0", "~") for name in names] if "~" in pointer else names
