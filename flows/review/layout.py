"""A report's text as HTML, piece by piece: quotes, printed numbers and unclaimed numbers marked, every character as text.

The characters of a piece, and nothing else, are the text of its element, which says in `data-start` where it begins in
the report, in code points: so the browser can say where a marked stretch stands.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import Any

from extractors.document import Document, Piece, PieceKind
from flows.review.actions import shown
from flows.review.desk import Standing
from flows.review.items import Item

BLOCK_CHARACTERS = 5_000
BLOCK_PIECES = 150
_TAGS = {PieceKind.HEADING: "h2", PieceKind.PARAGRAPH: "p", PieceKind.LIST_ITEM: "p", PieceKind.FIELD: "p"}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of pieces that the page fetches as one; text[start:end] of the report."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The report's pieces in blocks of some thousand characters; a table stays whole unless it is longer than a block."""
    blocks: list[Block] = []
    held: list[Piece] = []
    for _, group in groupby(_whole(document), key=_belongs):
        pieces = list(group)
        for piece in pieces:
            too_long = held and piece.end - held[0].start > BLOCK_CHARACTERS
            if too_long or len(held) >= BLOCK_PIECES:
                blocks.append(Block(len(blocks), held[0].start, held[-1].end, tuple(held)))
                held = []
            held.append(piece)
    if held:
        blocks.append(Block(len(blocks), held[0].start, held[-1].end, tuple(held)))
    return tuple(blocks)


def _belongs(piece: Piece) -> tuple[int | None, int]:
    return (piece.table, 0) if piece.kind is PieceKind.CELL else (None, piece.start)


def _whole(document: Document) -> Iterator[Piece]:
    """The pieces, and between them what no piece holds but a reader should see."""
    done = 0
    for piece in document.pieces:
        yield from _gap(document, done, piece.start)
        if piece.end > piece.start:
            yield piece
        done = max(done, piece.end)
    yield from _gap(document, done, len(document.text))


def _gap(document: Document, start: int, end: int) -> Iterator[Piece]:
    text = document.text[start:end]
    if any(character.isalnum() for character in text):
        start += len(text) - len(text.lstrip())
        yield Piece(start, start + len(text.strip()), PieceKind.PARAGRAPH, "")


class Markup:
    """The marks of one report at one moment, from which any block can be written."""

    def __init__(
        self, document: Document, standing: Standing, claims: Iterable[Mapping[str, Any]], aside: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        """aside: rows of table `numbers` that are set aside; each says why where the pointer rests on it."""
        self.document = document
        self._aside = sorted((number["start"], number["end"], str(number["reason"])) for number in aside)
        self._aside_starts = [start for start, _, _ in self._aside]
        items = [item for item in standing.items.values() if item.table is not None]
        self._rows = sorted(items, key=lambda item: item.row["start"])
        self._starts = [item.row["start"] for item in self._rows]
        self._longest = max((item.row["end"] - item.row["start"] for item in self._rows), default=0)
        self._numbers = sorted((item for item in standing.items.values() if item.table is None), key=lambda item: item.row["start"])
        self._number_starts = [item.row["start"] for item in self._numbers]
        uses: dict[tuple[int, int], tuple[str, ...]] = {}
        for claim in claims:
            place = claim["start"], claim["end"]
            known = uses.get(place, ())
            uses[place] = (*known, claim["row_id"]) if claim["row_id"] not in known else known
        self._claims = sorted((start, end, ids if len(ids) == 1 else tuple(sorted(ids))) for (start, end), ids in uses.items())
        self._claim_starts = [start for start, _, _ in self._claims]

    def block(self, block: Block) -> str:
        """The block's HTML."""
        parts: list[str] = []
        page: int | None = None
        for key, group in groupby(block.pieces, key=_belongs):
            pieces = list(group)
            if pieces[0].page is not None and pieces[0].page != page:
                page = pieces[0].page
                parts.append(f'<p class="page-number" data-page="{page}">Page {page}</p>')
            parts.append(self._table(pieces) if key[0] is not None else "".join(map(self._piece, pieces)))
        return "".join(parts)

    def _piece(self, piece: Piece) -> str:
        tag = _TAGS.get(piece.kind, "p")
        return f'<{tag} class="{piece.kind}" data-start="{piece.start}">{self._marked(piece.start, piece.end)}</{tag}>'

    def _table(self, cells: Sequence[Piece]) -> str:
        heads = {(span.start, span.end) for cell in cells for span in (*cell.row_heads, *cell.column_heads)}
        rows = []
        for _, group in groupby(cells, key=lambda cell: cell.row):
            row, column = [], 0
            for cell in group:
                at = cell.column if cell.column is not None else column
                row.append("<td></td>" * (at - column))
                column = max(at, column) + 1
                tag = "th" if (cell.start, cell.end) in heads else "td"
                row.append(f'<{tag} data-start="{cell.start}">{self._marked(cell.start, cell.end)}</{tag}>')
            rows.append(f"<tr>{''.join(row)}</tr>")
        return f'<div class="table" tabindex="0" role="group" aria-label="Table"><table>{"".join(rows)}</table></div>'

    def _marked(self, start: int, end: int) -> str:
        """text[start:end] with its marks, cut wherever one begins or ends."""
        rows = self._rows_over(start, end)
        numbers = _over(self._numbers, self._number_starts, start, end, 60)
        claims = [self._claims[i] for i in range(bisect_left(self._claim_starts, start), bisect_left(self._claim_starts, end))]
        aside = {
            self._aside[i][0]: self._aside[i]
            for i in range(bisect_left(self._aside_starts, start), bisect_left(self._aside_starts, end))
        }
        if not rows and not numbers and not claims and not aside:
            return _text(self.document.text[start:end])
        cuts = {start, end}
        for item in (*rows, *numbers):
            cuts |= {max(start, item.row["start"]), min(end, item.row["end"])}
        for used in (*claims, *aside.values()):
            cuts |= {used[0], min(end, used[1])}
        bounds = sorted(cuts)
        number_at = {item.row["start"]: item for item in numbers}
        claim_at = {claim[0]: claim for claim in claims}
        parts: list[str] = []
        number: Item | None = None
        claim_ids: tuple[str, ...] = ()
        claim_end = start
        for left, right in pairwise(bounds):
            number = number_at.get(left, number if number is not None and number.row["end"] > left else None)
            if left in claim_at:
                claim_ids, claim_end = claim_at[left][2], claim_at[left][1]
            inner = _text(self.document.text[left:right])
            if left in aside and aside[left][1] == right:
                inner = f'<span class="aside" title="Set aside: {escape(aside[left][2].replace("_", " "))}">{inner}</span>'
            if claim_end > left:
                inner = f'<span class="claim" data-for="{" ".join(claim_ids)}">{inner}</span>'
            if number is not None:
                inner = f'<span class="number {number.status}" data-item="{number.item_id}">{inner}</span>'
            covering = [item for item in rows if item.row["start"] <= left and right <= item.row["end"]]
            if covering:
                nearest = min(covering, key=lambda item: (item.row["end"] - item.row["start"], item.status == "rejected"))
                state = (
                    "doubtful"
                    if any(item.open for item in covering)
                    else "rejected"
                    if all(item.status == "rejected" for item in covering)
                    else ""
                )
                edges = ("first " if any(item.row["start"] == left for item in covering) else "") + (
                    "last" if any(item.row["end"] == right for item in covering) else ""
                )
                ids = " ".join(item.item_id for item in sorted(covering, key=lambda item: item.row["end"] - item.row["start"]))
                inner = f'<mark class="{nearest.table} {state} {edges}" data-rows="{ids}">{inner}</mark>'
            parts.append(inner)
        return "".join(parts)

    def _rows_over(self, start: int, end: int) -> list[Item]:
        return _over(self._rows, self._starts, start, end, self._longest)


def _over(items: Sequence[Item], starts: Sequence[int], start: int, end: int, longest: int) -> list[Item]:
    first, last = bisect_left(starts, start - longest), bisect_left(starts, end)
    return [item for item in items[first:last] if item.row["end"] > start]


def _text(text: str) -> str:
    """The text as HTML. A line may break after each slash of a registry field's path: else it breaks in the middle of a word."""
    return escape(shown(text)).replace("/", "/<wbr>")
