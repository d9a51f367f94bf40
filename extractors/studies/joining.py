"""Which mentions of trials, in whichever reports, are one trial, and the tables `studies` and its two neighbours."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from extractors.patterns import compiled
from extractors.registry_ids import scheme_of
from extractors.studies.mentions import StudyMention, is_acronym, study_key
from schemas.vocabulary import IdentifierScheme

_NOT_IN_AN_ID = compiled(r"[^a-z0-9]+")
_UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class StatedStudy:
    """What a curator states of a trial in raw/studies.yml.

    labels: other names under which reports print it. reports: those that are about it where they name none.
    """

    study_id: str
    acronym: str | None = None
    phase: str | None = None
    design: str | None = None
    n_randomised: int | None = None
    identifiers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


@dataclass(frozen=True)
class JoinedStudies:
    """The trials of all reports: rows of `studies`, `study_reports` and `study_identifiers`, and who is who."""

    studies: list[dict[str, Any]]
    study_reports: list[dict[str, Any]]
    study_identifiers: list[dict[str, Any]]
    _by_label: dict[tuple[str, str], str]
    _by_report: dict[str, str]

    def study_id_of(self, report_id: str, study_label: str | None) -> str | None:
        """The trial that `study_label` names in that report; without a label, the one trial the report is about."""
        if study_label is None:
            return self._by_report.get(report_id)
        return self._by_label.get((report_id, study_key(study_label)))

    def of_reports(self, report_ids: Iterable[str]) -> "JoinedStudies":
        """Who is who in these reports only, without any rows."""
        ids = list(report_ids)
        by_label = {(report_id, label): study for report_id in ids for label, study in self._labels_of.get(report_id, ())}
        return JoinedStudies([], [], [], by_label, {one: self._by_report[one] for one in ids if one in self._by_report})

    @cached_property
    def _labels_of(self) -> dict[str, list[tuple[str, str]]]:
        """By report_id, each label with the trial that it names."""
        found: dict[str, list[tuple[str, str]]] = {}
        for (report_id, label), study in self._by_label.items():
            found.setdefault(report_id, []).append((label, study))
        return found


# What can be known of a trial, as a key: ("stated", study_id), (scheme, identifier), ("acronym", casefolded, report_id) or,
# for a description, which means something in its report only, ("label", report_id, casefolded).
_Key = tuple[str, ...]


class _Groups:
    """Keys that are one trial (union–find)."""

    def __init__(self) -> None:
        self._parent: dict[_Key, _Key] = {}

    def root(self, key: _Key) -> _Key:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def unite(self, one: _Key, other: _Key) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first

    def members(self) -> dict[_Key, list[_Key]]:
        found: dict[_Key, list[_Key]] = {}
        for key in sorted(self._parent):
            found.setdefault(self.root(key), []).append(key)
        return found


def join(mentions: Iterable[tuple[str, StudyMention]], stated: Iterable[StatedStudy] = ()) -> JoinedStudies:
    """The trials behind (report_id, mention) pairs, one however many reports, names and numbers it has.

    Mentions are one trial where they share a registry number or an acronym (in any case), or where raw/studies.yml
    says so. Trials of different registry numbers do not become one by an acronym that both bear. A trial's
    study_id is the stated one, else the acronym, else its first registry number, else REPORT.DESCRIPTION: a
    description is a trial of its report only, and so is an acronym that several trials bear. Ids that would be the
    same, and names without a letter of the alphabet of ids, get a hash of the name. Adding a report renames no trial,
    unless it brings an acronym or number that joins two, or a name that another trial has too.
    """
    mentions = sorted(mentions, key=lambda pair: (pair[0], pair[1].start, pair[1].end))
    stated = sorted(stated, key=lambda study: study.study_id)
    groups = _Groups()
    printed: dict[_Key, str] = {}
    named = {study_key(label): study for study in stated for label in (study.acronym, *study.labels) if label}
    for study in stated:
        own: _Key = ("stated", study.study_id)
        groups.root(own)
        for identifier in study.identifiers:
            groups.unite(own, scheme_of(identifier) or ("other", identifier))
        for label in (study.acronym, *study.labels):
            if label and is_acronym(label):
                groups.unite(own, ("acronym", study_key(label), ""))
    keys: list[tuple[str, str | None, _Key]] = []
    for report_id, mention in mentions:
        found: list[_Key] = [*mention.identifiers]
        key: _Key | None = None
        if mention.label and is_acronym(mention.label):
            key = ("acronym", study_key(mention.label), report_id)
            printed.setdefault(key, mention.label)
        elif mention.label:
            key = ("label", report_id, study_key(mention.label))
            known = named.get(study_key(mention.label))
            if known:
                groups.unite(("stated", known.study_id), key)
        key = key or (found[0] if found else None)
        if key is None:
            continue
        groups.root(key)
        for number in found:
            groups.unite(key, number)
        keys.append((report_id, mention.label, key))
    _unite_acronyms(groups)
    return _tables(groups, keys, stated, printed)


def _unite_acronyms(groups: _Groups) -> None:
    """Make one trial of those with one acronym, as far as they are not registered apart."""
    members = groups.members()
    bearers: dict[str, dict[_Key, None]] = {}
    for key in sorted(key for keys in members.values() for key in keys if key[0] == "acronym"):
        bearers.setdefault(key[1], {})[groups.root(key)] = None
    for roots in bearers.values():
        one_trial = _not_apart({root: members[root] for root in roots})
        for root in one_trial:
            groups.unite(one_trial[0], root)


def _not_apart(trials: Mapping[_Key, list[_Key]]) -> list[_Key]:
    """Those of the trials with one acronym that can be one. The stated one comes first; where others contradict each other,
    only those without a number of their own go with it."""
    numbers = {root: _numbers(keys) for root, keys in trials.items()}
    stated = [root for root, keys in trials.items() if any(key[0] == "stated" for key in keys)][:1]
    others = [
        root for root in trials if root not in stated and not any(_registered_apart(numbers[root], numbers[one]) for one in stated)
    ]
    if any(_registered_apart(numbers[one], numbers[other]) for one, other in combinations(others, 2)):
        others = [root for root in others if stated and not numbers[root]]
    return [*stated, *others]


def _numbers(keys: Iterable[_Key]) -> dict[str, set[str]]:
    """The registry numbers among a trial's keys, by registry."""
    found: dict[str, set[str]] = {}
    for key in keys:
        if key[0] not in ("acronym", "label", "stated"):
            found.setdefault(key[0], set()).add(key[1])
    return found


def _registered_apart(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> bool:
    """True where both stand in one registry and share no number of it."""
    return any(one[scheme].isdisjoint(other[scheme]) for scheme in one.keys() & other.keys())


def _tables(
    groups: _Groups, keys: list[tuple[str, str | None, _Key]], stated: list[StatedStudy], printed: dict[_Key, str]
) -> JoinedStudies:
    stated_of = {study.study_id: study for study in stated}
    studies, identifiers = [], []
    trials = sorted(groups.members().items())
    study_id_of_root = _study_ids(dict(trials), printed)
    for root, members in trials:
        known = next((stated_of[member[1]] for member in members if member[0] == "stated"), None)
        acronym = known.acronym if known else None
        acronym = acronym or next((printed[member] for member in members if member in printed), None)
        study_id = study_id_of_root[root]
        studies.append({
            "study_id": study_id, "acronym": acronym, "phase": known.phase if known else None,
            "design": known.design if known else None, "n_randomised": known.n_randomised if known else None,
        })  # fmt: skip
        schemes = {scheme.value for scheme in IdentifierScheme} - {"acronym"}
        ids = [member for member in members if member[0] in schemes]
        if acronym:
            ids.append(("acronym", acronym))
        identifiers += [{"study_id": study_id, "scheme": scheme, "identifier": identifier} for scheme, identifier in ids]
    by_label: dict[tuple[str, str], str] = {}
    of_report: dict[str, set[str]] = {}
    for report_id, label, key in keys:
        study_id = study_id_of_root[groups.root(key)]
        of_report.setdefault(report_id, set()).add(study_id)
        if label:
            by_label.setdefault((report_id, study_key(label)), study_id)
    by_report = {report_id: next(iter(found)) for report_id, found in of_report.items() if len(found) == 1}
    for study in stated:
        study_id = study_id_of_root[groups.root(("stated", study.study_id))]
        for report_id in study.reports:
            by_report[report_id] = study_id
            of_report.setdefault(report_id, set()).add(study_id)
    study_reports = [
        {"study_id": study_id, "report_id": report_id} for report_id, found in of_report.items() for study_id in found
    ]  # fmt: skip
    return JoinedStudies(
        sorted(studies, key=lambda row: row["study_id"]),
        sorted(study_reports, key=lambda row: (row["study_id"], row["report_id"])),
        sorted(identifiers, key=lambda row: (row["study_id"], row["scheme"], row["identifier"])),
        by_label, by_report,
    )  # fmt: skip


def _study_ids(trials: Mapping[_Key, list[_Key]], printed: Mapping[_Key, str]) -> dict[_Key, str]:
    """The study_id of each trial, by its root: the stated one, or the slug of its name, told apart where slugs are the same."""
    stated = {root: member[1] for root, members in trials.items() for member in reversed(members) if member[0] == "stated"}
    bearers = Counter(acronym for members in trials.values() for acronym in {key[1] for key in members if key[0] == "acronym"})
    shared = {acronym for acronym, trials_with_it in bearers.items() if trials_with_it > 1}
    names = {root: _name(members, printed, shared) for root, members in trials.items() if root not in stated}
    slugs = {root: ".".join(map(_slug, name[1:])) for root, name in names.items()}
    taken = Counter([*stated.values(), *slugs.values()])
    ids = dict(stated)
    for root, name in names.items():
        clear = taken[slugs[root]] == 1 and all(_slug(part) != _UNNAMED for part in name[1:])
        ids[root] = slugs[root] if clear else f"{slugs[root]}-{_short_hash(name)}"
    return ids


def _name(members: list[_Key], printed: Mapping[_Key, str], shared: Collection[str]) -> _Key:
    """The key that names the trial: its acronym, else its first registry number, else its description.

    An acronym that other trials have too names none of them, or, without a number, one of its report only.
    """
    numbers = [member for member in members if member[0] not in ("label", "acronym", "stated")]
    acronym = next((member for member in members if member in printed), None)
    if acronym is not None and acronym[1] not in shared:
        return acronym[:2]
    if numbers:
        return numbers[0]
    return members[0] if acronym is None else (acronym[0], acronym[2], acronym[1])


def _short_hash(name: _Key) -> str:
    return hashlib.sha256(json.dumps(name).encode()).hexdigest()[:8]


def _slug(name: str) -> str:
    return _NOT_IN_AN_ID.sub("-", name.casefold()).strip("-") or _UNNAMED
