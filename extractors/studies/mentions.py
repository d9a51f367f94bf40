"""Where a text names a trial, and the registry numbers that belong to the name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import regex

from extractors.context import Sentences
from extractors.document import Document, fold
from extractors.patterns import compiled
from extractors.registry_ids import identified
from extractors.scanning import finditer
from extractors.vocabulary.study_names import NAMES_BY_ACRONYM, NAMES_BY_DESCRIPTION, NO_STUDY

# "Expanded Disability Status Scale (EDSS)": what a text explains without a word such as "trial" is no trial.
_EXPLAINED = compiled(r"(?P<before>[\w/-]{2,40}) [(\[](?P<short>[A-Z][\w/-]{1,15})(?:[;,:][^()\[\]\n]{0,40})?[)\]]")
# "the Flu-TBI arm", "MSC-NP cells": what patients get is no trial.
_TREATMENT = compiled(
    r"(?P<short>[A-Z][\w-]{2,15})[ -](?:arms?|groups?|cohorts?|cells?|therapy|treat(?:ed|ment)|infusions?|injections?|patients|recipients|scores?|scales?)\b"
)


@dataclass(frozen=True, slots=True)
class StudyMention:
    """A place where the text names a trial, or gives its registry number without naming it (label None).

    label: the name as printed. identifiers: (scheme, identifier) of the registry numbers that belong to it.
    """

    label: str | None
    start: int
    end: int
    identifiers: tuple[tuple[str, str], ...] = ()


def find_studies(document: Document) -> tuple[StudyMention, ...]:
    """The mentions of trials in the document's text, in order.

    A registry number belongs to the trial that its sentence names last before it, else to the only one that the
    sentence names, else to the only acronym of the text; else it stands alone, without label.
    """
    folded = document.folded
    names = _names(document)
    lookup = Sentences(folded)
    given: dict[int, list[tuple[str, str]]] = {}
    alone = []
    for start, end, scheme, identifier in identified(folded):
        sentence = lookup.at(start)
        here = [index for index, name in enumerate(names) if sentence.start <= name.start < sentence.end]
        before = [index for index in here if names[index].end <= start]
        if before or len({names[index].label for index in here}) == 1:
            given.setdefault(before[-1] if before else here[0], []).append((scheme, identifier))
        else:
            alone.append(StudyMention(main_label(names), start, end, ((scheme, identifier),)))
    found = [replace(name, identifiers=tuple(dict.fromkeys(given.get(index, ())))) for index, name in enumerate(names)]
    return tuple(sorted([*found, *alone], key=lambda mention: (mention.start, mention.end)))


def main_label(names: list[StudyMention]) -> str | None:
    """The one trial that a text names by acronym; None where it names none or several."""
    labels = {study_key(mention.label): mention.label for mention in reversed(names) if mention.label and is_acronym(mention.label)}
    return next(iter(labels.values())) if len(labels) == 1 else None


def study_key(label: str) -> str:
    """What two printings of one name share: dashes in one spelling, no capitals."""
    return fold(label).casefold()


def is_acronym(label: str) -> bool:
    """True for a name such as "SMART-MS", false for a description such as "2012 open-label study"."""
    return " " not in label


def registry_ids(document: Document) -> list[str]:
    """Every registry number that the text prints, in its order, each once."""
    return list(dict.fromkeys(identifier for _, _, _, identifier in identified(document.folded)))


def acronyms(mentions: Iterable[StudyMention]) -> list[str]:
    """Every trial acronym among the mentions, with plain hyphens, in order of first mention."""
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.label and is_acronym(mention.label):
            found.setdefault(study_key(mention.label), fold(mention.label))
    return list(found.values())


def _names(document: Document) -> list[StudyMention]:
    folded, text = document.folded, document.text
    known = _acronyms_named(folded)
    spans: list[tuple[int, int]] = []
    if known:
        anywhere = "|".join(regex.escape(acronym) for acronym in sorted(known, key=lambda name: (-len(name), name)))
        spans += [match.span() for match in regex.finditer(rf"(?<![\w/-])(?:{anywhere})(?![\w/]|-\w)", folded)]
    for rule in NAMES_BY_DESCRIPTION:
        for match in finditer(rule.compiled, folded):
            begin, stop = match.span("label")
            if not any(start < stop and begin < end for start, end in spans):
                spans.append((begin, stop))
    return [StudyMention(text[start:end], start, end) for start, end in sorted(spans)]


def _acronyms_named(folded: str) -> set[str]:
    named: Counter[str] = Counter()
    in_brackets: set[str] = set()
    for rule in NAMES_BY_ACRONYM:
        for match in finditer(rule.compiled, folded):
            acronym = match["acronym"]
            named[acronym] += 1
            if rule.name in ("acronym_in_brackets", "acronym_after_trial", "acronym_spelled_out"):
                in_brackets.add(acronym)
    if not named:
        return set()
    explained = {match["short"] for match in finditer(_EXPLAINED, folded)}
    treatments = Counter(match["short"] for match in finditer(_TREATMENT, folded))
    # Where the brackets themselves say that it is a trial, the explanation before them is the trial's own.
    return {
        acronym for acronym in named
        if acronym not in NO_STUDY
        and (acronym in in_brackets or (acronym not in explained and named[acronym] > 2 * treatments[acronym]))
    }  # fmt: skip
