"""The page's addresses. Whatever a report or a curator wrote reaches HTML through autoescaping templates or `layout` only."""

import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from flows.refusal import BadUsage, Refused
from flows.review import actions
from flows.review.cards import card_of, groups_of
from flows.review.collecting import no_collecting
from flows.review.desk import Desk, Standing
from flows.review.forms import add_forms
from flows.review.items import Item
from flows.review.layout import Block
from flows.review.pages import boxes_of
from flows.review.reading import counted
from flows.review.room import WAIT_S, Room, compile_templates
from flows.review.shelf import Shelf

UNKNOWN_REQUEST = "The page asked for something unknown; load it again."

FIRST_BLOCKS = 3
_TURN_S = 0.0005
"""How long the checks of a long report, in their thread, may keep the answer to a key waiting each time; Python's own 5 ms add up."""


def application(shelf: Shelf, who: str, token: str) -> FastAPI:
    """The page as an ASGI application, not yet guarded."""
    room = Room(shelf, who, token)
    sys.setswitchinterval(_TURN_S)
    threading.Thread(target=_get_ready, args=(shelf,), daemon=True).start()
    app = FastAPI(title="msc-evidence review", openapi_url=None, docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(packages=[("flows.review", "static")]))
    _say_refusals(app, room)
    _lists(app, room)
    _reports(app, room)
    add_forms(app, room)
    _decisions(app, room)
    return app


def _get_ready(shelf: Shelf) -> None:
    """What would otherwise keep the first visitor waiting."""
    compile_templates()
    shelf.open_long_ones()


def _say_refusals(app: FastAPI, room: Room) -> None:
    @app.exception_handler(Refused)
    @app.exception_handler(BadUsage)
    def refused(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": str(error).encode("utf-8", "replace").decode()}, 409)

    @app.exception_handler(RequestValidationError)
    def not_asked_by_the_page(request: Request, error: RequestValidationError) -> Response:
        return JSONResponse({"error": UNKNOWN_REQUEST}, 400)

    @app.exception_handler(HTTPException)
    def no_such_address(request: Request, error: HTTPException) -> Response:
        return room.html("message.html", error.status_code, title="There is nothing here", message="The page has no such address.")

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": f"The page failed at this ({type(error).__name__}); load it again."}, 500)

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
        if not room.shelf.holds(report_id):
            return _no_such_report(room, report_id)
        desk, refusal = None, None
        try:
            desk = room.shelf.desk(report_id, WAIT_S)
        except Refused as error:
            refusal = str(error)
        entry = room.shelf.entry(report_id)  # after the desk: of a report that lies open nothing need be read for its title
        if entry is None:
            return _no_such_report(room, report_id)
        if refusal is not None:
            return room.html("message.html", 409, title=entry.title, message=f"{entry.name}: {refusal}")
        if desk is None:
            return room.html("reading.html", entry=entry)
        with no_collecting():
            standing = desk.standing()
            blocks = room.blocks(desk)
            first = {block.number: room.block_html(desk, standing, block) for block in blocks[:FIRST_BLOCKS]}
            return room.html("report.html", entry=entry, desk=desk, standing=standing, counts=entry.counts or counted(desk), blocks=blocks, first=first,
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
        found = room.desk(report_id).items(ids.split(","))
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


def _no_such_report(room: Room, report_id: str) -> Response:
    return room.html("message.html", 404, title="There is no such report", message=f"{room.shelf.raw} holds no report {report_id}.")


def _list_values(standing: Standing, show: str, query: str) -> dict[str, Any]:
    groups = groups_of(standing.items.values(), show, query)
    return {"groups": groups, "card_of": card_of, "troubles": standing.troubles, "show": show, "query": query}


def _changes(room: Room, desk: Desk, since: int) -> dict[str, Any]:
    """What differs from an earlier version: cards, which blocks of text to fetch again, and whether items came or went."""
    standing, before = desk.standing(), desk.earlier(since)
    counts = room.shelf.note(desk)
    told: dict[str, Any] = {
        "version": standing.version, "blocked": desk.blocked, "doubtful": counts.doubtful, "unclaimed": counts.unclaimed,
        "settled": counts.settled, "rows": counts.rows, "pending": standing.pending,
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


def _decisions(app: FastAPI, room: Room) -> None:
    @app.post("/decide/{report_id:path}")
    async def decide(report_id: str, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        try:
            asked = await request.json()
            act = _act(room.who, asked)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return JSONResponse({"error": UNKNOWN_REQUEST}, 400)
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
