"""Which heads over columns are groups, once it is known which surely are: by what stands beside, over and under these."""

from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.document import Span
from extractors.linking.cells.group_heads import alike, comparable
from extractors.linking.cells.head_kinds import Kind
from extractors.linking.cells.heads import Heads
from extractors.linking.cells.layout import Table
from extractors.linking.cells.named_groups import Groups, key_of
from extractors.patterns import compiled
from extractors.rules.table_heads import Says

_SMALL_LETTER = compiled(r"[a-z]")
"""An effect size ("d", "r") beside groups, and none of them."""
_OUTCOME_SHARE = 0.4
"""The part of a row of heads that units or statistics must show to be outcomes for none of them to be groups."""
_TWO = 2


def groups_over_columns(
    table: Table, heads: Heads, groups: Groups, kinds: dict[Span, Kind], told: set[Span], compares: set[Span]
) -> tuple[dict[Span, Kind], frozenset[Span]]:
    """The kinds of the heads over columns with all groups among them, and those of these that were guessed.

    told: heads that the report or their sizes surely call groups; compares: heads over nothing but estimates and p-values.
    """
    kinds = dict(kinds)
    levels = table.heads_by_level
    settled = [at for at in levels.values() if any(kinds[span] is Kind.GROUP for span in at)]
    if not settled and sum(kind is Kind.POPULATION for kind in kinds.values()) > 1:
        for span in [span for span, kind in kinds.items() if kind is Kind.POPULATION]:
            kinds[span] = Kind.TOTAL if heads.at(span).is_total else Kind.GROUP
        settled = [at for at in levels.values() if any(kinds[span] is Kind.GROUP for span in at)]
    taken = frozenset() if settled else _guessed(table, levels, kinds, compares, heads)
    beside = {span for at in settled for span in at if kinds[span] is Kind.NAME and span not in compares}
    beside -= {span for span in beside if _SMALL_LETTER.fullmatch(heads.at(span).name)}
    kinds.update(dict.fromkeys(beside | taken, Kind.GROUP))
    for span in _numbered_alike(settled, kinds, heads):
        heads.take_for_name(span)
        kinds[span] = Kind.GROUP
    guessed = frozenset() if all(groups.are_told_of(heads.at(span).name) for span in taken) else taken
    unknown = {span for span in beside if span not in told and not groups.are_told_of(heads.at(span).name)}
    guessed |= unknown - _as_others(table, heads, kinds, unknown, compares)
    kinds.update(dict.fromkeys(_crossed(table, kinds, heads, groups), Kind.POPULATION))
    kinds.update(dict.fromkeys(_naming_together(table, kinds, heads) - compares, Kind.GROUP))
    return kinds, guessed


def _naming_together(table: Table, kinds: Mapping[Span, Kind], heads: Heads) -> set[Span]:
    """Names over groups of which one stands under several, not all of them under each: "Oral" over "0.25 mg" and "0.5 mg", "IV" over "0.25 mg".

    Under outcomes or times all groups would stand again.
    """
    under: dict[Span, list[str]] = {}
    for chain in table.columns.values():
        groups = [span for span in chain if kinds.get(span) is Kind.GROUP]
        if len(groups) == 1 and chain[0] is not groups[0] and kinds.get(chain[0]) is Kind.NAME:
            under.setdefault(chain[0], []).append(key_of(heads.at(groups[0]).name))
    names = {outer: frozenset(found) for outer, found in under.items()}
    several = Counter(name for found in names.values() for name in found)
    return set(names) if len(set(names.values())) > 1 and max(several.values(), default=0) > 1 else set()


def _numbered_alike(settled: Sequence[Sequence[Span]], kinds: Mapping[Span, Kind], heads: Heads) -> set[Span]:
    """Heads with sizes that read as times beside groups of the same first word: "Phase 2" beside "Phase I"."""
    found: set[Span] = set()
    for level in settled:
        first = {heads.at(span).name.split()[0].lower() for span in level if kinds[span] is Kind.GROUP and heads.at(span).name}
        found |= {
            span
            for span in level
            if kinds[span] is Kind.TIME
            and heads.at(span).size is not None
            and heads.at(span).bare.lower().partition(" ")[0] in first
        }
    return found


def _as_others(table: Table, heads: Heads, kinds: Mapping[Span, Kind], unknown: set[Span], compares: set[Span]) -> set[Span]:
    """Of heads beside known groups those that surely are groups too.

    They stand over the same heads as these, or as often under others, or are of one family ("CANA 100", "CANA 300"), or are the other
    one of two that are compared.
    """
    under: dict[Span, set[str]] = {}
    level: dict[int, set[Span]] = {}
    for chain in table.columns.values():
        for at, span in enumerate(chain):
            if kinds.get(span) is Kind.GROUP:
                under.setdefault(span, set()).update(
                    str(kinds.get(below)) + str(table.levels.get(below)) for below in chain[at + 1 :]
                )
                level.setdefault(table.levels.get(span, 0), set()).add(span)
    found: set[Span] = set()
    for spans in level.values():
        known = spans - unknown
        alike = {span for span in spans & unknown if under[span] and any(under[span] == under[other] for other in known)}
        pair = spans & unknown if len(spans) == _TWO and known and compares else set()
        times = Counter(heads.at(span).name for span in spans)
        again = {
            span for span in spans & unknown if any(1 < times[heads.at(span).name] <= times[heads.at(one).name] for one in known)
        }
        family = Counter(heads.at(span).name.split()[0] for span in spans & unknown if any(map(str.isdigit, heads.at(span).name)))
        found |= alike | pair | again | {span for span in spans & unknown if family[heads.at(span).name.split()[0]] > 1}
    return found


def _crossed(table: Table, kinds: Mapping[Span, Kind], heads: Heads, groups: Groups) -> set[Span]:
    """Of two rows of heads that name groups, the one that only parts the participants: the dose groups over the treatments that each had.

    It is the outer one, unless it alone names arms that the report tells of.
    """
    inner: dict[Span, list[Span]] = {}
    for chain in table.columns.values():
        named = [span for span in chain if kinds.get(span) in (Kind.GROUP, Kind.TOTAL)]
        if len(named) > 1 and kinds[named[0]] is Kind.GROUP:
            inner.setdefault(named[0], []).append(named[-1])
    under = {outer: {key_of(heads.at(span).name) for span in spans if kinds[span] is Kind.GROUP} for outer, spans in inner.items()}
    if len(inner) < _TWO or len(set.intersection(*under.values())) < _TWO:
        return set()
    below = {span for spans in inner.values() for span in spans if kinds[span] is Kind.GROUP}
    outer_known = all(groups.is_arm(heads.at(span)) for span in inner)
    inner_known = any(groups.is_arm(heads.at(span)) for span in below)
    return below if outer_known and not inner_known else set(inner)


def _guessed(
    table: Table, by_level: dict[int, list[Span]], kinds: dict[Span, Kind], compares: set[Span], heads: Heads
) -> frozenset[Span]:
    """A row of heads with two names or more that are no outcomes by their units or statistics: the outermost, or the one beside p-values."""
    beside_p = {level for level, spans in by_level.items() if any(heads.at(span).says(Says.P) for span in spans)}
    for _, spans in sorted(by_level.items(), key=lambda item: (item[0] not in beside_p, item[0])):
        names = [span for span in spans if kinds[span] is Kind.NAME and span not in compares]
        outcomes = sum(heads.at(span).unit is not None or heads.at(span).says(*Says) for span in names)
        several = len({heads.at(span).name for span in names}) >= _TWO
        if several and (outcomes < _OUTCOME_SHARE * len(names) or alike(names, heads)) and comparable(table, names):
            return frozenset(names)
    return frozenset()
