"""What the page's addresses share: the shelf, the templates, the curator's name, and the marks of the last versions."""

import threading
from functools import cache, lru_cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup as Safe
from markupsafe import escape

from flows.refusal import Refused
from flows.review.cards import FILTERS, ids_of
from flows.review.desk import Desk, Standing
from flows.review.layout import Block, Markup, blocks_of
from flows.review.shelf import Shelf
from schemas.vocabulary import NumberStatus
from schemas.wording import TABLE_WORDS

WAIT_S = 0.8
"""How long a page waits for a report that is being read before it says so."""


class Room:
    """What the addresses share: the shelf, the templates, the curator's name, and the marks of the last versions."""

    def __init__(self, shelf: Shelf, who: str, token: str) -> None:
        self.shelf, self.who, self.token = shelf, who, token
        self.pages = templates()
        self.blocks = lru_cache(maxsize=8)(lambda desk: blocks_of(desk.machine.document))
        self.markup = lru_cache(maxsize=8)(self._markup)
        self._lock = threading.Lock()

    def html(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page or a part of one."""
        about = {"who": self.who, "token": self.token, "folder": str(self.shelf.raw)}
        text = self.pages.get_template(template).render(**about, **values)
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
        aside = [number for number in desk.machine.rows.numbers if number["status"] == NumberStatus.SET_ASIDE]
        return Markup(desk.machine.document, standing, desk.claims(), aside)


@cache
def templates() -> Environment:
    """The page's templates, compiled once a process."""
    pages = Environment(loader=PackageLoader("flows.review"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    pages.filters["breakable"] = _breakable
    pages.globals.update(filters=FILTERS, table_words=TABLE_WORDS, ids_of=ids_of)
    return pages


def compile_templates() -> None:
    """Have every template compiled, so that nobody who opens a report waits for it."""
    for name in templates().list_templates():
        templates().get_template(name)


def _breakable(text: str) -> Safe:
    """The text, in which a line may break after a slash: paths are longer than a card is wide."""
    return Safe("/<wbr>").join(map(escape, text.split("/")))
