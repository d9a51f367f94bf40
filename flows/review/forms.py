"""The addresses of the two forms: one corrects a row, the other makes one of a marked stretch."""

import regex
from fastapi import FastAPI
from fastapi.responses import Response

from extractors.context.sentence import Sentences
from extractors.number_spans import number_spans
from flows.refusal import Refused
from flows.review import actions
from flows.review.cards import card_of, fields_of
from flows.review.desk import Desk
from flows.review.room import Room
from schemas.wording import TABLE_WORDS

LONGEST_STRETCH = 2_000
"""Characters that a quote may have."""


def add_forms(app: FastAPI, room: Room) -> None:
    """Let the application answer for them."""

    @app.get("/correct/{report_id:path}")
    def correct(report_id: str, item: str) -> Response:
        found = next(iter(room.desk(report_id).items([item])), None)
        if found is None or found.table is None:
            raise Refused("There is no such row; load the page again.")
        numbers, others = fields_of(str(found.table), found.row, found.digits)
        return room.html("correct.html", card=card_of(found), numbers=numbers, others=others)

    @app.get("/add/{report_id:path}")
    def add(report_id: str, start: int = 0, end: int = 0, item: str = "", said: str | None = None, table: str = "") -> Response:
        desk = room.desk(report_id)
        document = desk.machine.document
        if item:
            start, end = _sentence_of(desk, item)
        table = table or _likely_table(document.folded[start:end])
        if not 0 <= start < end <= len(document.text) or table not in TABLE_WORDS:
            raise Refused("Mark a stretch of the report first.")
        if end - start > LONGEST_STRETCH:
            raise Refused(f"That is too long for a quote: mark at most {LONGEST_STRETCH} characters.")
        text = document.text[start:end]
        if said is not None and _letters(said) != _letters(actions.shown(text)):
            raise Refused("The report reads otherwise there by now. Load the page again and mark the stretch once more.")
        numbers, others = fields_of(table, None, {})
        return room.html("add.html", start=start, end=end, text=actions.shown(text), table=table, numbers=numbers, others=others,
                         digits=_digits_in(document.folded, document.text, start, end))  # fmt: skip


_LIKELY = (
    ("analyses", r"(?i)confidence|\b(?-i:CI|CrI|HR|OR|RR)\b|\bp\s?[<>=≤≥]|ratio|difference"),
    ("adverse_events", r"(?i)adverse|side[- ]effect|toxicit|complication|\bdied\b|\bdeaths?\b"),
    ("sample_sizes", r"(?i)\bn\s?=|random|enrol|^[^%/]*\b\d+\s(?:patients|participants|subjects|people)\b[^%/]*$"),
)
"""What a stretch most likely tells, by its words; only which fields the form shows first."""


def _likely_table(text: str) -> str:
    return next((table for table, words in _LIKELY if regex.search(words, text)), "measurements")


def _letters(text: str) -> str:
    """What two tellings of a stretch have in common: between pieces the page shows no white space and no frame of a table."""
    return "".join(filter(str.isalnum, text))


def _sentence_of(desk: Desk, item: str) -> tuple[int, int]:
    """The sentence that holds a number, within its piece."""
    document = desk.machine.document
    found = next(iter(desk.items([item])), None)
    if found is None:
        raise Refused("There is no such number; load the page again.")
    start, end = found.row["start"], found.row["end"]
    piece = document.piece_at(start)
    first, last = (piece.start, piece.end) if piece else (0, len(document.text))
    sentence = Sentences(document.folded[first:last]).at(
        start - first
    )  # of the piece only: a whole report costs a tenth of a second
    left = first + sentence.start
    right = max(end, first + sentence.end)
    text = document.text[left:right]
    return left + len(text) - len(text.lstrip()), left + len(text.rstrip())


def _digits_in(folded: str, text: str, start: int, end: int) -> list[str]:
    """The numbers of a stretch as they can be said of a column, each with the minus that stands before it, where one does."""
    found: dict[str, None] = {}
    spans = [(start + span.start, start + span.end) for span in number_spans(folded[start:end])]
    ends = {left - 1: right for left, right in spans}
    for left, right in spans:
        if folded[right : right + 1] == "," and right in ends:  # a decimal comma, or two numbers of a list
            found[text[left : ends[right]]] = None
        signed = left > start and folded[left - 1] == "-" and not folded[max(start, left - 2) : left - 1].isalnum()
        if signed:
            found[text[left - 1 : right]] = None
        found[text[left:right]] = None
    return list(found)
