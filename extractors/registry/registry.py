"""What a registry says of itself: how its records look, and how their fields become rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extractors.registry.field_rule import FieldRule
from extractors.registry.record import Field
from extractors.row import Row


@dataclass(frozen=True)
class Registry:
    """A registry of trials and the form of its records; a module of `extractors.registry` with such a `REGISTRY` is found.

    printed: a record as a sentence names it. key: the path of the field that every record has, the trial's number.
    list_name: the field that holds the records in a file of many. metadata: columns of `reports`, each with the paths
    that can fill it, the first filled one first. identifiers: pointers (with `*`) of fields that can hold a registry
    number of this trial. acronym: path of its short name. section: the part of a pointer that tells as heading where a
    field stands. rows: the record's rows, from its fields and the trial's name as printed. not_results: rules that know
    by the path which numbers are no results; commentary: pointers of free text, in which the rules for prose say so.
    other_forms: names at the top of a file that is something else, each with what to say of it.
    """

    name: str
    printed: str
    key: str
    list_name: str
    metadata: Mapping[str, tuple[str, ...]]
    identifiers: FieldRule
    acronym: str
    section: Callable[[list[str]], str | None]
    rows: Callable[[Field, str | None], list[Row]]
    not_results: tuple[FieldRule, ...]
    commentary: FieldRule
    other_forms: Mapping[str, str]
