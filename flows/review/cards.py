"""What the page says of a row or number, in words; and which of them a filter and a search let through."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from flows.review.actions import settable, shown
from flows.review.items import Item, Ruled
from schemas.column import Column, Dtype
from schemas.reasons import REVIEW_REASONS
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLE_BY_NAME
from schemas.vocabulary import NumberStatus, Review, Ruling
from schemas.wording import STATUS_WORDS, TABLE_WORDS, column_words, told, value_words

CHUNK = 40
"""Cards that the page fetches as one."""

FILTERS = {"all": "All", "open": "To settle", "doubtful": "Doubtful", "unclaimed": "Unclaimed", "settled": "Settled"}


@dataclass(frozen=True, slots=True)
class Card:
    """An item as the page tells it."""

    item: Item
    status: str
    value: str
    about: str
    quote: str
    place: str
    doubts: tuple[str, ...]
    notices: tuple[str, ...]
    rulings: tuple["RulingWords", ...]
    repeat: bool
    page: str | None
    """The page on which it stands, where the file has pages."""
    can: tuple[str, ...]
    """Actions that make sense now: accept, reject, correct, not_a_result, add."""


@dataclass(frozen=True, slots=True)
class RulingWords:
    """A decision as the page tells it."""

    line_ids: tuple[str, ...]
    """Its line, after those of the same edit that were saved later: they are taken back together, the latest first."""
    said: str
    reason: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one table, or the numbers, in chunks."""

    name: str
    title: str
    open: int
    chunks: tuple[tuple[Item, ...], ...]

    @property
    def size(self) -> int:
        """How many items it has."""
        return sum(map(len, self.chunks))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: a column that a curator can fill. choices: the words that it takes, None where it is free."""

    column: Column
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] | None
    printed: bool


def card_of(item: Item) -> Card:
    """The item in words."""
    row = item.row
    rulings = _rulings_words(item.rulings)
    if item.table is None:
        can = ("not_a_result", "add") if item.open else ()
        before, after = item.around
        context = shown(f"…{before}»{row['raw']}«{after}…")
        return Card(item, STATUS_WORDS[item.status], shown(row["raw"]), context, "", "", (), (), rulings, False, None, can)
    said = told(item.table, row, item.digits)
    doubts = [
        REVIEW_REASONS.get(code, code)
        for code in (row["review_reasons"] or "").split("|")
        if code and not code.startswith("check_")
    ]
    contradictions = [finding["message"] for finding in item.findings if finding["grade"] == "contradiction"]
    notices = [finding["message"] for finding in item.findings if finding["grade"] == "notice"]
    place = " · ".join(filter(None, (row["section"], row["locator"])))
    return Card(
        item, STATUS_WORDS[item.status], shown(said.value), shown(" · ".join(said.about)), shown(row["quote"]), shown(place),
        tuple(map(shown, doubts + contradictions)), tuple(map(shown, notices)), rulings, row["repeat_of"] is not None, _page(row["locator"]), _can(item),
    )  # fmt: skip


def _page(locator: str) -> str | None:
    """The page of a locator with a box ("page 3: 56,120,290,144"), else None."""
    page, mark, _ = locator.removeprefix("page ").partition(":")
    return page if mark and locator.startswith("page ") and page.isdecimal() else None


def _can(item: Item) -> tuple[str, ...]:
    if item.status == Ruling.REJECTED:
        return ()
    if item.row["decision"] == Ruling.ADDED:
        return ("reject", "correct")
    return ("reject", "correct") if item.status in (Ruling.ACCEPTED, Ruling.CORRECTED) else ("accept", "reject", "correct")


def _rulings_words(rulings: Sequence[Ruled]) -> tuple[RulingWords, ...]:
    edits = groupby(rulings, key=lambda ruled: (ruled.decision.decision, ruled.decision.who, ruled.decision.when))
    words: list[RulingWords] = []
    for _, edit in edits:
        told = list(map(_ruling_words, edit))
        together = tuple(line_id for one in reversed(told) for line_id in one.line_ids)
        words += [*told[:-1], replace(told[-1], line_ids=together)]
    return tuple(words)


def _ruling_words(ruled: Ruled) -> RulingWords:
    decision, record = ruled.decision, ruled.record
    said = STATUS_WORDS[decision.decision]
    if decision.decision is Ruling.CORRECTED:
        said = f"{column_words(decision.column or '')}: {_json_words(record['was'])} → {_json_words(record['becomes'])}"
    by = f"{decision.who}, {decision.when.removesuffix('Z').replace('T', ' ')} UTC"
    return RulingWords((decision.line_id,), shown(said), decision.reason and shown(decision.reason), shown(by))


def _json_words(text: str | None) -> str:
    return value_words(None if text is None else json.loads(text))


def groups_of(items: Iterable[Item], wanted: str, query: str) -> tuple[Group, ...]:
    """The items that a filter and a search let through, by table and in the order of the text; numbers come last."""
    words = query.casefold().split()
    found: dict[str, list[Item]] = {name: [] for name in (*(table.name for table in FACT_TABLES), "numbers")}
    for item in items:
        if _let_through(item, wanted) and (not words or _says(item, words)):
            found[item.table or "numbers"].append(item)
    titles = TABLE_WORDS | {"numbers": "Numbers that no row uses"}
    return tuple(
        Group(
            name,
            titles[name],
            sum(item.open for item in group),
            tuple(tuple(group[at : at + CHUNK]) for at in range(0, len(group), CHUNK)),
        )
        for name, group in found.items()
        if group
    )


def ids_of(chunk: Sequence[Item]) -> str:
    """A chunk's items as the page keeps them: "id:start", with "!" where one is open."""
    return " ".join(f"{item.item_id}:{item.row['start']}{'!' if item.open else ''}" for item in chunk)


def _let_through(item: Item, wanted: str) -> bool:
    match wanted:
        case "open":
            return item.open
        case "doubtful":
            return item.status == Review.DOUBTFUL
        case "unclaimed":
            return item.status == NumberStatus.UNCLAIMED
        case "settled":
            return item.settled
    return True


def _says(item: Item, words: Sequence[str]) -> bool:
    card = card_of(item)
    text = " ".join((card.value, card.about, card.quote, card.place, card.status, *card.doubts)).casefold()
    return all(word in text for word in words)


def fields_of(table: str, row: Mapping[str, Any] | None, digits: Mapping[str, str]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The fields of a form for that table, filled from `row`: those for printed numbers, then the others."""
    fields = [_field(table, column, None if row is None else row[column.name], digits) for column in settable(TABLE_BY_NAME[table])]
    return tuple(field for field in fields if field.printed), tuple(field for field in fields if not field.printed)


def _field(table: str, column: Column, value: Any, digits: Mapping[str, str]) -> Field:
    choices: tuple[tuple[str, str], ...] | None = None
    if column.dtype is Dtype.BOOLEAN:
        choices = (("", "–"), ("true", "yes"), ("false", "no"))
    elif column.constraint is not None and column.constraint.words and not column.constraint.many:
        choices = (("", "–"), *((word, word.replace("_", " ")) for word in column.constraint.words))
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else value_words(value)
    return Field(column, column_words(column.name), shown(text), choices, column.name in PRINTED_NUMBERS[table])
