"""NAME.review.jsonl: what curators ruled, one JSON object a line, in the order in which they ruled it.

A line is never changed afterwards. What is taken back is taken back by a line of its own, which names the line
that it undoes by that line's identity.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.hand_written import hand_written_text
from flows.likely import likely
from flows.refusal import Refused
from flows.strict_json import NotStrict, loaded
from flows.strict_yaml import shown
from schemas.accepts import broken_rule
from schemas.decisions import DECISIONS
from schemas.tables import FACT_TABLES
from schemas.vocabulary import Ruling

LARGEST_BYTES = 100_000_000
LONGEST_LINE = 1_000_000
"""More than anybody rules: a decision takes some three hundred bytes."""

CONTEXT = 30
"""Characters on either side by which a decision knows its quote."""

UNDONE = "undone"
"""What stands under `decision` in a line that takes an earlier one back."""

KEYS = ("table", "quote", "before", "after", "occurrence", "ordinal", "printed", "decision", "column", "becomes", "reason", "who",
         "when")  # fmt: skip
NEEDED = ("quote", "before", "after", "decision", "who", "when")
UNDO_KEYS = ("decision", "undoes", "table", "quote", "reason", "who", "when")
UNDO_NEEDED = ("undoes", "who", "when")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of NAME.review.jsonl. For a number that no row uses, table is None and quote the number as printed.

    occurrence: which of the places with this quote and these surroundings is meant, from 0; None where there is one.
    ordinal: which of the table's rows on that place. line_id: 16 hex digits that stand for the line's own characters.
    """

    file: str
    line: int
    line_id: str
    table: str | None
    quote: str
    before: str
    after: str
    occurrence: int | None
    ordinal: int
    printed: Mapping[str, str]
    decision: Ruling
    column: str | None
    becomes: Any
    reason: str | None
    who: str
    when: str

    def refused(self, why: str) -> Refused:
        """The refusal that names this decision."""
        return Refused(
            f"{self.file}:{self.line}: the decision {self.decision} on {json.dumps(self.quote, ensure_ascii=False)} {why}"
        )


@dataclass(frozen=True, slots=True)
class Undoing:
    """A line that takes back an earlier one; quote repeats, for people, what that one was made on."""

    file: str
    line: int
    undoes: str
    who: str
    when: str


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of NAME.review.jsonl that nobody has taken back, in order; raises Refused with file and line."""
    return standing(parsed_lines(str(path), hand_written_text(path, LARGEST_BYTES, "it holds no decisions")))


def parsed_lines(file: str, text: str) -> list[Decision | Undoing]:
    """Every line of the file; raises Refused with file and line. file: the name by which messages call it."""
    return [_parsed(f"{file}:{number}", file, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def standing(lines: Iterable[Decision | Undoing]) -> tuple[Decision, ...]:
    """The decisions that no later line takes back; raises Refused for a line that takes back what does not stand."""
    found: list[Decision] = []
    for line in lines:
        if isinstance(line, Decision):
            found.append(line)
            continue
        index = next((index for index in reversed(range(len(found))) if found[index].line_id == line.undoes), None)
        if index is None:
            raise Refused(
                f"{line.file}:{line.line}: takes back {line.undoes}, and no decision of that name stands; remove the line"
            )
        del found[index]
    return tuple(found)


def line_id_of(line: str) -> str:
    """The identity of a line: 16 hex digits of its characters, without the space around it."""
    return hashlib.sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _parsed(place: str, file: str, number: int, line: str) -> Decision | Undoing:
    if len(line) > LONGEST_LINE:
        raise Refused(f"{place}: has {len(line):,} characters, and a decision has {LONGEST_LINE:,} at most; it is none")
    try:
        given = loaded(line)
    except NotStrict as error:
        raise Refused(f"{place}: not a JSON object: {error}") from None
    if not isinstance(given, dict):
        raise Refused(f"{place}: not a JSON object")
    if given.get("decision") == UNDONE:
        return _undoing(place, file, number, given)
    _known_keys(place, given, KEYS, NEEDED)
    values: dict[str, Any] = {key: given.get(key) for key in KEYS}
    values["ordinal"] = values["ordinal"] or 0
    values["printed"] = values["printed"] or {}
    _kept_columns(place, values, ("decision", "who", "when", "reason", "column"))
    texts = [values[key] for key in ("quote", "before", "after")]
    whole = [values["ordinal"], values["occurrence"] or 0]
    if not all(isinstance(text, str) for text in texts) or not texts[0] or any(type(one) is not int or one < 0 for one in whole):
        raise Refused(f"{place}: quote, before and after must be text, ordinal and occurrence whole numbers from 0")
    printed = values["printed"]
    if not isinstance(printed, dict) or not all(isinstance(raw, str) for raw in printed.values()):
        raise Refused(f"{place}: printed must be an object of columns and the digits as printed")
    values["decision"] = Ruling(values["decision"])
    facts = [table.name for table in FACT_TABLES]
    # A list, in which anything can be looked for: what a person wrote may be no name at all.
    if values["table"] not in (facts if values["decision"] is not Ruling.NOT_A_RESULT else [None]):
        raise Refused(
            f"{place}: table must be one of {', '.join(sorted(facts))}, or null for {Ruling.NOT_A_RESULT}, not {shown(values['table'])}"
        )
    return Decision(file, number, line_id_of(line), **values)


def _undoing(place: str, file: str, number: int, given: Mapping[str, Any]) -> Undoing:
    _known_keys(place, given, UNDO_KEYS, UNDO_NEEDED)
    _kept_columns(place, given, ("who", "when", "reason"))
    if not isinstance(given["undoes"], str):
        raise Refused(f"{place}: undoes must be the identity of the line that is taken back, not {shown(given['undoes'])}")
    return Undoing(file, number, given["undoes"], given["who"], given["when"])


def _known_keys(place: str, given: Mapping[str, Any], keys: tuple[str, ...], needed: tuple[str, ...]) -> None:
    unknown, missing = sorted(set(given) - set(keys)), [key for key in needed if key not in given]
    if unknown or missing:
        no_such = f"a decision has no key {shown(unknown[0])}{likely(unknown[0], keys)}" if unknown else ""
        raise Refused(f"{place}: {no_such or f'the key {missing[0]!r} is missing'}")


def _kept_columns(place: str, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        rule = broken_rule(DECISIONS.column(name), values.get(name))
        if rule is not None:
            raise Refused(f"{place}: {name} must be {rule}, not {shown(values.get(name))}")
