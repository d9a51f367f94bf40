"""How far the result cells of twenty articles' tables become the rows that a careful curator would write.

    python benchmarks/table_cells.py FOLDER_OF_NXML [--show] [--only PMCID]

`table_annotations.py` says how the articles were chosen and what was written down of them, `table_matching.py` what is a hit, a
partial and a false row, `table_labels.py` how labels are compared. Only rows that start in a cell of a table count. Printed for each
curated table and in total: precision and recall of figures (P, R), and of figures with their types (typed); the share of the hits with
the right group, outcome and time frame, of those where the table says them; and the same of the clear rows alone.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from table_annotations import AnnotatedTable, Place, annotated, load, parsed
from table_matching import FIGURES, FROM_HEAD, PrintedTable, Row, Score, scores

from extractors.document import Document, Piece, PieceKind
from extractors.pipeline import extract
from extractors.readers import read


def main() -> None:
    """Prints the scores, one line a curated table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was missed, what was false, and labels that are wrong")
    parser.add_argument("--only", help="one article")
    options = parser.parse_args()
    total = {name: Score() for name in FIGURES}
    for pmcid in [options.only] if options.only else annotated():
        path = options.folder / f"{pmcid}.nxml"
        document = read(path.read_bytes(), pmcid)
        article = Score()
        for index, (rows, table, printed) in enumerate(tables_of(document, path, load(pmcid))):
            found, shown = scores(rows, table, printed)
            for name, score in found.items():
                total[name] += score
                article += score
            if options.show:
                print("\n".join(f"{pmcid} table {index}: {line}" for line in shown), flush=True)
        print(f"{pmcid}: {_shares(article)}", flush=True)
    print_scores(total)


def tables_of(
    document: Document, path: Path, tables: list[AnnotatedTable]
) -> Iterator[tuple[list[tuple[Place, str, Row]], AnnotatedTable, PrintedTable]]:
    """For each annotated table of an article: the rows that start in its cells, its annotation, and its text."""
    rows = list(rows_in_cells(document))
    for (pieces, caption), table in zip(cells_of(document, path), tables, strict=True):
        texts = {(piece.row or 0, piece.column or 0): document.text[piece.start : piece.end] for piece in pieces}
        number = pieces[0].table if pieces else None
        yield [(cell, name, row) for at, cell, name, row in rows if at == number], table, PrintedTable(texts, caption)


def cells_of(document: Document, path: Path) -> Iterator[tuple[list[Piece], str]]:
    """For each `table-wrap` of an article the cells that the reader gives of it, and its caption."""
    for wrap in parsed(path).iter("table-wrap"):
        place = _path(wrap) + "/"
        pieces = [piece for piece in document.pieces if piece.kind is PieceKind.CELL and piece.locator.startswith(place)]
        captions = [
            document.text[piece.start : piece.end]
            for piece in document.pieces
            if piece.kind is PieceKind.CAPTION and pieces and piece.table == pieces[0].table
        ]
        yield pieces, " ".join(captions)


def rows_in_cells(document: Document) -> Iterator[tuple[int | None, Place, str, Mapping[str, Any]]]:
    """Rows that start in a cell, each with its table and the first cell that prints one of its own figures."""
    tables = extract(document).tables
    first: dict[str, int] = {}
    for claim in tables["claims"]:
        if claim["column"] not in FROM_HEAD:
            first[claim["row_id"]] = min(claim["start"], first.get(claim["row_id"], claim["start"]))
    for name in FIGURES:
        for row in tables[name]:
            piece = document.piece_at(row["start"])
            if piece is None or piece.kind is not PieceKind.CELL:
                continue
            printed = document.piece_at(first.get(row["row_id"], row["start"]))
            if printed is not None and printed.kind is PieceKind.CELL:
                piece = printed
            yield piece.table, (piece.row or 0, piece.column or 0), name, row


def _path(element: Any) -> str:
    """The XPath of an element as the reader writes it: steps counted by name, the root's without a number."""
    steps = []
    while (parent := element.getparent()) is not None:
        name = etree.QName(element).localname
        same = [child for child in parent if isinstance(child.tag, str) and etree.QName(child).localname == name]
        steps.append(f"{name}[{same.index(element) + 1}]")
        element = parent
    return "/".join(["", etree.QName(element).localname, *reversed(steps)])


def print_scores(total: Mapping[str, Score]) -> None:
    """One line a curated table, one for all of them, and one for the clear rows."""
    everything = Score()
    for name, score in total.items():
        everything += score
        print(f"{name:14} {_shares(score)}")
    print(f"{'all':14} {_shares(everything)}")
    print(f"{'clear rows':14} {_shares(_clear(everything), 'clear ')}")


def _clear(score: Score) -> Score:
    return Score(score.facts, score.clear_hits, score.clear_typed, 0, score.clear_false, asked=score.asked, right=score.right)


def _shares(score: Score, which: str = "") -> str:
    def share(part: int, whole: int) -> str:
        return f"{part / whole:.3f}" if whole else "  -  "

    rows = score.hits + score.false
    told = [
        f"{what} {share(score.right.get(which + what, 0), score.asked.get(which + what, 0))}"
        for what in ("group", "outcome", "time")
    ]
    return (
        f"{score.facts} facts, P {share(score.hits, rows)} R {share(score.hits, score.facts)}, typed P {share(score.typed, rows)}"
        f" R {share(score.typed, score.facts)}, {', '.join(told)}; {score.partial} partial, {score.false} false"
    )


if __name__ == "__main__":
    main()
