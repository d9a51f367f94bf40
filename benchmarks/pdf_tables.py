"""How well tables come through a PDF: articles' tables typeset as journals set them, and read back.

    python benchmarks/pdf_tables.py FOLDER_OF_NXML --font FONT.ttf --bold BOLD.ttf [--odd 30] [--journal "no rules"] [--keep FOLDER]

Two measures. *Cells*: of the cells of the XML's tables that print a number and have heads, the share that the PDF reader gives as a
cell of the same text under the same heads (recall), and the share of the reader's such cells that are among them (precision); heads
agree where the words of row heads and of column heads do, spaces and marks aside. *Rows*: the annotated articles' scores, as in
`table_cells.py`, a row standing in the XML's cell of the same text whose heads are nearest.

Without --odd the twenty annotated articles are typeset, each in every style of `table_typesetting.py`; with it the first so many
articles for which sha256("split" + PMCID) ends in an odd hex digit and that have two tables with figures: these are for developing,
and only their cells are measured.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import regex

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from table_annotations import AnnotatedTable, Place, annotated, load, parsed
from table_cells import cells_of, print_scores, rows_in_cells
from table_matching import FIGURES, PrintedTable, Row, Score, scores
from table_typesetting import JOURNALS, Journal, source_table, typeset, use_fonts

from extractors.document import Document, Piece, PieceKind, Span
from extractors.readers import read

_LABEL = regex.compile(r"Table (\d+)\.")
_TOKEN = regex.compile(r"[^\W_]+")
_NEAR_ENOUGH = 0.5


@dataclass(frozen=True)
class Seen:
    """A cell as a reader gives it: its text without spaces, and the words of its heads."""

    table: int
    place: Place
    text: str
    row_heads: Counter[str]
    column_heads: Counter[str]


def main() -> None:
    """Prints a line an article and style, and the shares over all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--font", required=True, help="a TrueType font that has the letters of the articles, such as DejaVuSerifCondensed.ttf"
    )
    parser.add_argument("--bold", required=True)
    parser.add_argument("--odd", type=int, help="so many other articles")
    parser.add_argument("--journal", help="one style only")
    parser.add_argument("--only", help="one article only")
    parser.add_argument("--show", action="store_true", help="list cells that differ, and rows")
    parser.add_argument("--keep", type=Path, help="a folder for what was typeset")
    options = parser.parse_args()
    use_fonts(options.font, options.bold)
    journals = [journal for journal in JOURNALS if options.journal in (None, journal.name)]
    paths = (
        [options.folder / f"{pmcid}.nxml" for pmcid in annotated()]
        if options.odd is None
        else list(islice(_odd(options.folder), options.odd))
    )
    counted: Counter[tuple[str, str]] = Counter()
    total = {name: Score() for name in FIGURES}
    for path in paths:
        if options.only in (None, path.stem):
            _article(path, journals, options, counted, total)
    for journal in journals:
        print(f"{journal.name:20} cells: {_shares(counted, journal.name)}")
    print(f"{'all':20} cells: {_shares(counted, '')}")
    if options.odd is None:
        print_scores(total)


def _odd(folder: Path) -> Iterator[Path]:
    hashed = sorted((hashlib.sha256(f"split{path.stem}".encode()).hexdigest(), path) for path in folder.glob("*.nxml"))
    for digest, path in hashed:
        if int(digest[-1], 16) % 2 and path.read_bytes().count(b"<thead") >= 2:
            yield path


def _article(
    path: Path, journals: Sequence[Journal], options: argparse.Namespace, counted: Counter[tuple[str, str]], total: dict[str, Score]
) -> None:
    wraps = list(parsed(path).iter("table-wrap"))
    tables = [source_table(wrap) for wrap in wraps]
    notes = load(path.stem) if options.odd is None else [None] * len(wraps)
    document = read(path.read_bytes(), path.stem)
    source = {index: (pieces, caption) for index, (pieces, caption) in enumerate(cells_of(document, path))}
    wanted = [seen for index, (pieces, _) in source.items() for seen in _seen(document, pieces, index)]
    for index, (table, note) in enumerate(zip(tables, notes, strict=True)):
        if (note is not None and not note.facts) or not any(seen.table == index for seen in wanted):
            table.n_rows = 0  # holds no results
    wanted = [seen for seen in wanted if tables[seen.table].n_rows]
    for journal in journals:
        data = typeset(tables, journal)
        if options.keep is not None:
            (options.keep / f"{path.stem} {journal.name}.pdf").write_bytes(data)
        found = read(data, path.stem)
        index_of = _tables_by_label(found)
        cells = {
            piece: seen
            for piece in found.pieces
            if piece.table in index_of
            for seen in _seen(found, [piece], index_of[piece.table])
        }
        pairs = _paired(list(cells.values()), wanted)
        good = [piece for piece, seen in cells.items() if id(seen) in pairs and _same_heads(seen, pairs[id(seen)])]
        for name in (journal.name, ""):
            counted[name, "wanted"] += len(wanted)
            counted[name, "found"] += len(cells)
            counted[name, "right"] += len(good)
        if options.show:
            _show(path.stem, journal.name, cells, pairs, wanted)
        if options.odd is None:
            _score(found, cells, pairs, source, document, notes, total, index_of, options.show)
        print(f"{path.stem} {journal.name}: {len(wanted)} cells, {len(cells)} found, {len(good)} right", flush=True)


def _tables_by_label(document: Document) -> dict[int | None, int]:
    """Which table of the XML each table of the PDF is, by its caption's number."""
    found: dict[int | None, int] = {}
    for piece in document.pieces:
        if piece.kind is PieceKind.CAPTION and piece.table is not None:
            label = _LABEL.match(document.text, piece.start)
            if label:
                found[piece.table] = int(label[1]) - 1
    return found


def _seen(document: Document, pieces: Sequence[Piece], table: int) -> Iterator[Seen]:
    for piece in pieces:
        text = document.text[piece.start : piece.end]
        if (
            piece.kind is PieceKind.CELL
            and piece.column
            and (piece.row_heads or piece.column_heads)
            and any(map(str.isdigit, text))
        ):
            yield Seen(
                table,
                (piece.row or 0, piece.column),
                _squeezed(text),
                _tokens(document, piece.row_heads),
                _tokens(document, piece.column_heads),
            )


def _squeezed(text: str) -> str:
    return regex.sub(r"\[[a-z*†‡§,]{1,3}\]|[\s*†‡§]", "", text)


def _tokens(document: Document, spans: Sequence[Span]) -> Counter[str]:
    """The words of heads, with those that a line's end may have parted in one."""
    return Counter(token for span in spans for token in _TOKEN.findall(document.text[span.start : span.end].lower()))


def _paired(found: Sequence[Seen], wanted: Sequence[Seen]) -> dict[int, Seen]:
    """For each found cell, by its id, the wanted cell of its table and text whose heads are nearest; each wanted cell once."""
    by_text: dict[tuple[int, str], list[Seen]] = {}
    for seen in wanted:
        by_text.setdefault((seen.table, seen.text), []).append(seen)
    scored = sorted(
        ((_likeness(seen, other), -index, number, seen, other)
         for index, seen in enumerate(found) for number, other in enumerate(by_text.get((seen.table, seen.text), ()))),
        key=lambda each: each[:2], reverse=True,
    )  # fmt: skip
    pairs: dict[int, Seen] = {}
    taken: set[int] = set()
    for likeness, _, _, seen, other in scored:
        if likeness >= _NEAR_ENOUGH and id(seen) not in pairs and id(other) not in taken:
            pairs[id(seen)] = other
            taken.add(id(other))
    return pairs


def _likeness(one: Seen, other: Seen) -> float:
    mine, theirs = one.row_heads + one.column_heads, other.row_heads + other.column_heads
    return (mine & theirs).total() / max(1, (mine | theirs).total())


def _same_heads(seen: Seen, other: Seen) -> bool:
    def letters(words: Counter[str]) -> Counter[str]:
        return Counter("".join(sorted(words.elements())))

    return letters(seen.row_heads) == letters(other.row_heads) and letters(seen.column_heads) == letters(other.column_heads)


def _score(
    found: Document, cells: dict[Piece, Seen], pairs: dict[int, Seen], source: dict[int, tuple[list[Piece], str]], document: Document,
    notes: Sequence[AnnotatedTable], total: dict[str, Score], index_of: dict[int | None, int], show: bool,
) -> None:  # fmt: skip
    """Add the scores of the rows that start in cells of the PDF, as if they stood in the XML's cells."""
    place_of = {
        (piece.table, piece.row or 0, piece.column or 0): pairs[id(seen)].place
        for piece, seen in cells.items()
        if id(seen) in pairs
    }
    place_of |= _places_of_heads(found, index_of, source, document)
    rows = list(rows_in_cells(found))
    for index, note in enumerate(notes):
        pieces, caption = source[index]
        texts = {(piece.row or 0, piece.column or 0): document.text[piece.start : piece.end] for piece in pieces}
        own: list[tuple[Place, str, Row]] = [
            (place_of.get((at, *cell), (-1, -1)), name, row) for at, cell, name, row in rows if index_of.get(at) == index
        ]
        one, shown = scores(own, note, PrintedTable(texts, caption))
        for name, score in one.items():
            total[name] += score
        if show:
            print("\n".join(f"    table {index}: {line}" for line in shown))


def _places_of_heads(
    found: Document, index_of: dict[int | None, int], source: dict[int, tuple[list[Piece], str]], document: Document
) -> dict[tuple[int | None, int, int], Place]:
    """The XML's place of cells that have the only such text in their table: heads that tell sizes."""
    places: dict[tuple[int | None, int, int], Place] = {}
    by_text: dict[tuple[int, str], list[Place]] = {}
    for index, (pieces, _) in source.items():
        for piece in pieces:
            by_text.setdefault((index, _squeezed(document.text[piece.start : piece.end])), []).append(
                (piece.row or 0, piece.column or 0)
            )
    for piece in found.pieces:
        if piece.kind is PieceKind.CELL and piece.table in index_of:
            key = (index_of[piece.table], _squeezed(found.text[piece.start : piece.end]))
            if len(by_text.get(key, ())) == 1 and not (piece.row_heads or piece.column_heads):
                places[piece.table, piece.row or 0, piece.column or 0] = by_text[key][0]
            elif by_text.get(key) and not piece.column_heads and piece.column == 0 and len(by_text[key]) == 1:
                places[piece.table, piece.row or 0, 0] = by_text[key][0]
    return places


def _show(pmcid: str, journal: str, cells: dict[Piece, Seen], pairs: dict[int, Seen], wanted: Sequence[Seen]) -> None:
    taken = {id(other) for other in pairs.values()}
    for seen in cells.values():
        other = pairs.get(id(seen))
        if other is None:
            print(
                f"  {pmcid} {journal}: not there {seen.table} {seen.place} {seen.text} {list(seen.row_heads)} {list(seen.column_heads)}"
            )
        elif not _same_heads(seen, other):
            print(
                f"  {pmcid} {journal}: heads {seen.table} {seen.place} {seen.text} {list(seen.row_heads)} {list(seen.column_heads)}"
            )
            print(f"        for {other.place} {list(other.row_heads)} {list(other.column_heads)}")
    for seen in wanted:
        if id(seen) not in taken:
            print(f"  {pmcid} {journal}: missed {seen.table} {seen.place} {seen.text}")


def _shares(counted: Counter[tuple[str, str]], name: str) -> str:
    wanted, found, right = (counted[name, which] for which in ("wanted", "found", "right"))
    return f"P {right / max(1, found):.3f} R {right / max(1, wanted):.3f} ({wanted} wanted, {found} found, {right} right)"


if __name__ == "__main__":
    main()
