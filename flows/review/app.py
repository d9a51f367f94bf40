"""The page's addresses. Whatever a report or a curator wrote reaches HTML through autoescaping templates or `layout` only."""

import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader
from markupsafe import Markup as Safe

from extractors.context.sentence import Sentences
from extractors.number_spans import number_spans
from flows.refusal import BadUsage, Refused
from flows.review import actions
from flows.review.cards import FILTERS, card_of, fields_of, groups_of, ids_of
from flows.review.desk import Desk, Item, Standing
from flows.review.layout import Block, Markup, blocks_of
from flows.review.pages import boxes_of
from flows.review.shelf import Shelf, counted
from schemas.tables import FACT_TABLES
from schemas.wording import TABLE_WORDS

WAIT_S = 0.8
"""How long a page waits for a report that is being read before it says so."""

FIRST_BLOCKS = 3
LONGEST_STRETCH = 2_000
"""Characters that a quote may have."""


class Room:
    """What the addresses share: the shelf, the templates, the curator's name, and the marks of the last versions."""

    def __init__(self, shelf: Shelf, who: str, token: str) -> None:
        self.shelf, self.who, self.token = shelf, who, token
        self.pages = Environment(loader=PackageLoader("flows.review"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self.pages.globals.update(
            filters=FILTERS, table_words=TABLE_WORDS, ids_of=ids_of, who=who, token=token, folder=str(shelf.raw)
        )
        self.blocks = lru_cache(maxsize=8)(lambda desk: blocks_of(desk.machine.document))
        self.markup = lru_cache(maxsize=8)(self._markup)
        self._lock = threading.Lock()

    def html(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page or a part of one."""
        text = self.pages.get_template(template).render(**values)
        return HTMLResponse(text.encode("utf-8", "replace"), status)

    def desk(self, report_id: str) -> Desk:
        """The report's desk; raises Refused where it is not read yet or cannot be."""
        desk = self.shelf.desk(report_id, WAIT_S)
        if desk is None:
            raise Refused("This report is still being read.")
        return desk

    def block_html(self, desk: Desk, standing: Standing, block: Block) -> Safe:
        """A block of the report with its marks."""
        with self._lock:
            markup = self.markup(desk, standing.version)
        return Safe(markup.block(block))

    def _markup(self, desk: Desk, version: int) -> Markup:
        standing = desk.earlier(version) or desk.standing()
        rejected = {item.item_id for item in standing.items.values() if item.status == "rejected"}
        claims = (claim for claim in desk.machine.rows.claims if claim["row_id"] not in rejected)
        return Markup(desk.machine.document, standing, claims)


def application(shelf: Shelf, who: str, token: str) -> FastAPI:
    """The page as an ASGI application, not yet guarded."""
    room = Room(shelf, who, token)
    app = FastAPI(title="msc-evidence review", openapi_url=None, docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(packages=[("flows.review", "static")]))
    _say_refusals(app)
    _lists(app, room)
    _reports(app, room)
    _forms(app, room)
    _decisions(app, room)
    return app


def _say_refusals(app: FastAPI) -> None:
    @app.exception_handler(Refused)
    @app.exception_handler(BadUsage)
    def refused(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": str(error).encode("utf-8", "replace").decode()}, 409)

    @app.exception_handler(OSError)
    def not_possible(request: Request, error: OSError) -> Response:
        place = f"{Path(error.filename).name}: " if error.filename else ""
        return JSONResponse({"error": f"Nothing was saved: {place}{error.strerror or error}"}, 500)


def _lists(app: FastAPI, room: Room) -> None:
    @app.get("/")
    def reports() -> Response:
        try:
            return room.html("list.html", entries=room.shelf.entries())
        except (Refused, BadUsage) as error:
            return room.html("message.html", 409, title="The folder cannot be shown", message=str(error))

    @app.get("/entries")
    def entries() -> Response:
        return room.html("entries.html", entries=room.shelf.entries())


def _reports(app: FastAPI, room: Room) -> None:
    @app.get("/report/{report_id:path}")
    def report(report_id: str) -> Response:
        entry = room.shelf.entry(report_id)
        if entry is None:
            return room.html(
                "message.html", 404, title="There is no such report", message=f"{room.shelf.raw} holds no report {report_id}."
            )
        try:
            desk = room.shelf.desk(report_id, WAIT_S)
        except Refused as error:
            return room.html("message.html", 409, title=entry.title, message=f"{entry.name}: {error}")
        if desk is None:
            return room.html("reading.html", entry=entry)
        standing = desk.standing()
        counts = counted(standing, None)
        blocks = room.blocks(desk)
        first = {block.number: room.block_html(desk, standing, block) for block in blocks[:FIRST_BLOCKS]}
        return room.html("report.html", entry=entry, desk=desk, standing=standing, counts=counts, blocks=blocks, first=first,
                         **_list_values(standing, "all", ""))  # fmt: skip

    @app.get("/ready/{report_id:path}")
    def ready(report_id: str) -> Response:
        try:
            return JSONResponse({"ready": room.shelf.desk(report_id, 0.2) is not None})
        except Refused:
            return JSONResponse({"ready": True})  # the report's page says what is wrong

    @app.get("/list/{report_id:path}")
    def items(report_id: str, show: str = "all", q: str = "") -> Response:
        return room.html("items.html", **_list_values(room.desk(report_id).standing(), show, q[:200]))

    @app.get("/cards/{report_id:path}")
    def cards(report_id: str, ids: str) -> Response:
        standing = room.desk(report_id).standing()
        found = [standing.items[item_id] for item_id in ids.split(",") if item_id in standing.items]
        return room.html("cards.html", cards=list(map(card_of, found)))

    @app.get("/text/{report_id:path}")
    def text(report_id: str, block: int) -> Response:
        desk = room.desk(report_id)
        blocks = room.blocks(desk)
        if not 0 <= block < len(blocks):
            raise Refused("The report has no such part; load the page again.")
        return HTMLResponse(room.block_html(desk, desk.standing(), blocks[block]).encode("utf-8", "replace"))

    @app.get("/page/{report_id:path}")
    def page(report_id: str, start: int, end: int) -> Response:
        boxes = boxes_of(room.desk(report_id).machine.document, start, end)
        return Response(room.shelf.image(report_id, boxes), media_type="image/png")

    @app.get("/changes/{report_id:path}")
    def changes(report_id: str, since: int) -> Response:
        desk = room.desk(report_id)
        return JSONResponse(_changes(room, desk, since))


def _list_values(standing: Standing, show: str, query: str) -> dict[str, Any]:
    groups = groups_of(standing.items.values(), show, query)
    return {"groups": groups, "card_of": card_of, "troubles": standing.troubles, "show": show, "query": query}


def _changes(room: Room, desk: Desk, since: int) -> dict[str, Any]:
    """What differs from an earlier version: cards, which blocks of text to fetch again, and whether items came or went."""
    standing, before = desk.standing(), desk.earlier(since)
    counts = room.shelf.note(desk)
    told: dict[str, Any] = {
        "version": standing.version, "blocked": desk.blocked, "doubtful": counts.doubtful, "unclaimed": counts.unclaimed,
        "settled": counts.settled, "rows": counts.rows,
    }  # fmt: skip
    if before is None:
        return told | {"all": True}
    if before is standing:
        return told | {"cards": {}, "blocks": [], "list": False}
    changed = [item for item_id, item in standing.items.items() if before.items.get(item_id) != item]
    gone = [item for item_id, item in before.items.items() if item_id not in standing.items]
    fresh = any(item.item_id not in before.items for item in changed)
    template = room.pages.get_template("cards.html")
    cards = {} if len(changed) > 200 else {item.item_id: template.render(cards=[card_of(item)]) for item in changed}
    return told | {
        "cards": cards, "blocks": _blocks_of_items(room.blocks(desk), [*changed, *gone]),
        "list": bool(gone or fresh or len(changed) > 200 or before.troubles != standing.troubles),
    }  # fmt: skip


def _blocks_of_items(blocks: tuple[Block, ...], items: list[Item]) -> list[int]:
    return [
        block.number for block in blocks if any(item.row["start"] < block.end and block.start < item.row["end"] for item in items)
    ]


def _forms(app: FastAPI, room: Room) -> None:
    @app.get("/correct/{report_id:path}")
    def correct(report_id: str, item: str) -> Response:
        standing = room.desk(report_id).standing()
        if item not in standing.items or standing.items[item].table is None:
            raise Refused("There is no such row; load the page again.")
        found = standing.items[item]
        numbers, others = fields_of(str(found.table), found.row, found.digits)
        return room.html("correct.html", card=card_of(found), numbers=numbers, others=others)

    @app.get("/add/{report_id:path}")
    def add(
        report_id: str, start: int = 0, end: int = 0, item: str = "", said: str | None = None, table: str = FACT_TABLES[0].name
    ) -> Response:
        desk = room.desk(report_id)
        document = desk.machine.document
        if item:
            start, end = _sentence_of(desk, item)
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


def _letters(text: str) -> str:
    """What two tellings of a stretch have in common: between pieces the page shows no white space and no frame of a table."""
    return "".join(filter(str.isalnum, text))


def _sentence_of(desk: Desk, item: str) -> tuple[int, int]:
    """The sentence that holds a number, within its piece."""
    document = desk.machine.document
    found = desk.standing().items.get(item)
    if found is None:
        raise Refused("There is no such number; load the page again.")
    start, end = found.row["start"], found.row["end"]
    sentence, piece = Sentences(document.folded).at(start), document.piece_at(start)
    left = max(sentence.start, piece.start if piece else 0)
    right = max(end, min(sentence.end, piece.end if piece else len(document.text)))
    text = document.text[left:right]
    return left + len(text) - len(text.lstrip()), left + len(text.rstrip())


def _digits_in(folded: str, text: str, start: int, end: int) -> list[str]:
    """The numbers of a stretch as they can be said of a column, each with the minus that stands before it, where one does."""
    found: dict[str, None] = {}
    for span in number_spans(folded[start:end]):
        left, right = start + span.start, start + span.end
        signed = left > start and folded[left - 1] == "-" and not folded[max(start, left - 2) : left - 1].isalnum()
        if signed:
            found[text[left - 1 : right]] = None
        found[text[left:right]] = None
    return list(found)


def _decisions(app: FastAPI, room: Room) -> None:
    @app.post("/decide/{report_id:path}")
    async def decide(report_id: str, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        try:
            asked = await request.json()
            act = _act(room.who, asked)
        except (ValueError, TypeError, KeyError, AttributeError):
            return JSONResponse({"error": "The page asked for something unknown; load it again."}, 400)
        saved = await run_in_threadpool(lambda: room.desk(report_id).save(act))
        return JSONResponse({"saved": saved})


def _act(who: str, asked: Mapping[str, Any]) -> Any:
    """What the page asks for, as a function for `Desk.save`; raises KeyError, TypeError or ValueError where it asks for nothing known."""
    reason = str(asked.get("reason") or "").strip() or None
    fields = {str(name): str(value) for name, value in dict(asked.get("fields") or {}).items()}
    match asked["action"]:
        case "accept":
            return lambda desk: actions.accept(desk, who, str(asked["item"]), reason)
        case "reject":
            return lambda desk: actions.reject(desk, who, str(asked["item"]), reason)
        case "correct":
            return lambda desk: actions.correct(desk, who, str(asked["item"]), fields, reason)
        case "not_a_result":
            return lambda desk: actions.not_a_result(desk, who, str(asked["item"]), reason)
        case "add":
            start, end = int(asked["start"]), int(asked["end"])
            return lambda desk: actions.add(desk, who, str(asked["table"]), start, end, str(asked["text"]), fields, reason)
        case "undo":
            lines = [str(line) for line in asked["lines"]]
            return lambda desk: actions.undo(desk, who, lines)
    raise ValueError(asked["action"])
