"""Records of trial registries: rows by the path of a field, never by its wording.

A registry is one module or package here with a `REGISTRY`; discovery finds it. Everything reads the document that
`extractors.readers.registry` wrote, so a record goes the same way whether it comes from the file or from the cache.
"""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

from extractors.document import Document
from extractors.patterns import compiled
from extractors.registry.field_rule import FieldRule
from extractors.registry.record import Field, Leaf, fields_of
from extractors.registry.registry import Registry
from extractors.registry_ids import scheme_of
from extractors.row import Row
from extractors.studies.mentions import StudyMention
from extractors.vocabulary.study_names import NO_STUDY

_NOTHING = "\0"
"""Stands for what is not printed: a character that no pattern looks for, as some do for a space."""
READER = "registry"
"""Name of the reader whose documents these are."""

_INDEX = compiled(r"/\d+(?=/|$)")


@cache
def registries() -> tuple[Registry, ...]:
    """Every registry that is known, in the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(found for module in modules if isinstance(found := getattr(module, "REGISTRY", None), Registry))


@dataclass(frozen=True)
class Record:
    """A document that is a registry's record: its fields, and what is known of them."""

    document: Document
    root: Field
    registry: Registry

    @cached_property
    def shapes(self) -> dict[str, list[Leaf]]:
        """Leaves by the shape of their pointers: all items of a list have one, since rules go by names and not by places in lists."""
        found: dict[str, list[Leaf]] = {}
        for leaf in self.root.leaves():
            found.setdefault(_INDEX.sub("/0", leaf.pointer), []).append(leaf)
        return found

    def mentions(self) -> tuple[StudyMention, ...]:
        """The one trial that the record is about, with its own registry numbers; those of other trials in its text are not its."""
        found = [numbered for leaf in self._known_by(self.registry.identifiers) if (numbered := scheme_of(leaf.folded))]
        key = self.root.at(self.registry.key).leaf
        assert key is not None
        return (StudyMention(self._acronym(), key.start, key.end, tuple(dict.fromkeys(found))),)

    def rows(self) -> list[Row]:
        """The rows of the record's fields, without identities."""
        return self.registry.rows(self.root, self._acronym())

    def _acronym(self) -> str | None:
        """The trial's short name; a word that names no trial in any text ("ECOG") names none here."""
        printed = self.root.at(self.registry.acronym).text
        return None if printed is None or printed in NO_STUDY else printed

    def _known_by(self, rule: FieldRule) -> Iterator[Leaf]:
        """The fields that a rule knows, those of one shape together."""
        for shape, leaves in self.shapes.items():
            if rule.knows(shape):
                yield from leaves

    def printed(self) -> str:
        """The folded text without the pointers, which the reader wrote and the record does not print; same length."""
        parts, done = [], 0
        for leaf in self.root.leaves():
            parts += ["\n".rjust(leaf.start - done, _NOTHING), leaf.folded]
            done = leaf.end
        return "".join([*parts, _NOTHING * (len(self.document.text) - done)])

    def commentary(self) -> Iterator[Leaf]:
        """Fields of free text, in which only the rules for prose can say what a number is."""
        return self._known_by(self.registry.commentary)

    def not_results(self) -> Iterator[tuple[Leaf, str]]:
        """Fields whose numbers are no results, each with the name of the first rule that knows it."""
        for shape, leaves in self.shapes.items():
            rules = [rule for rule in self.registry.not_results if rule.knows(shape)]
            for leaf in leaves if rules else ():
                rule = next((rule for rule in rules if rule.settled(leaf, self.root)), None)
                if rule is not None:
                    yield leaf, rule.name


def record_of(document: Document) -> Record | None:
    """The record that the document is; None where it is none."""
    if document.reader != READER:
        return None
    root = fields_of(document)
    return Record(document, root, next(registry for registry in registries() if root.at(registry.key).text))
