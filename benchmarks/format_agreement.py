"""How far the rows of one article agree, whichever format it comes in: JATS, plain text, HTML, and a two-column PDF.

    python benchmarks/format_agreement.py FOLDER_OF_NXML --font FONT.ttf [--n 10]

The running text of each article (headings, paragraphs, lists; no tables, captions or references) is written as plain text, as HTML
and typeset as PDF, justified, with raised reference marks, exponents, running heads and page numbers. Each is read and
extracted; a row counts by its table and its printed numbers. Printed is the F1 of each format against plain text, over all
articles. Articles are chosen by a hash of their name, so that nobody picks them: of those for which sha256("split" + PMCID) ends in
an even hex digit, the first by sha256("typeset" + PMCID) that tell of at least ten statistics.
"""

import argparse
import hashlib
import html
import io
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import regex
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractors.document import Document, PieceKind, Unreadable
from extractors.pipeline import extract
from extractors.readers import read
from schemas.tables import PRINTED_NUMBERS

_KINDS = (PieceKind.HEADING, PieceKind.PARAGRAPH, PieceKind.LIST_ITEM)
_FEWEST_STATISTICS = 10
_EXPONENT = regex.compile(r"\^([−-]?\d{1,3})")
_REFERENCES = regex.compile(r"(?i)references|bibliography")

Rows = Counter[tuple[Any, ...]]


def main() -> None:
    """Prints one line an article and the F1 of each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--font", type=Path, required=True, help="a TrueType font that has the letters of the articles, such as DejaVuSerif.ttf"
    )
    parser.add_argument("--n", type=int, default=10)
    parser.add_argument("--keep", type=Path, help="a folder for what was typeset")
    options = parser.parse_args()
    pdfmetrics.registerFont(TTFont("Serif", str(options.font)))
    total: dict[str, list[int]] = {}
    for pmcid, article in _chosen(options.folder, options.n):
        blocks = list(_blocks(article))
        files = {"text": _as_text(blocks), "html": _as_html(blocks), "pdf": _as_pdf(blocks)}
        rows = {"jats": _rows(article)}
        for name, data in files.items():
            if options.keep is not None:
                (options.keep / f"{pmcid}.{name}").write_bytes(data)
            try:
                rows[name] = _rows(read(data, pmcid))
            except Unreadable as error:
                print(f"{pmcid} {name}: {error}")
        counts = []
        for name, found in rows.items():
            both = sum((found & rows["text"]).values())
            kept = total.setdefault(name, [0, 0, 0])
            for index, value in enumerate((both, sum(found.values()), sum(rows["text"].values()))):
                kept[index] += value
            counts.append(f"{name} {sum(found.values())} rows, {both} as in text")
        print(f"{pmcid}: {'; '.join(counts)}", flush=True)
    for name, (both, found, wanted) in total.items():
        print(f"{name:5} F1 against text {2 * both / (found + wanted):.4f} ({both} of {found} and {wanted} rows)")


def _chosen(folder: Path, n: int) -> Iterator[tuple[str, Document]]:
    def digest(kind: str, path: Path) -> str:
        return hashlib.sha256((kind + path.stem).encode()).hexdigest()

    paths = [path for path in folder.iterdir() if int(digest("split", path)[-1], 16) % 2 == 0]
    for path in sorted(paths, key=lambda each: digest("typeset", each)):
        if n == 0:
            return
        try:
            article = read(path.read_bytes(), path.stem)
        except Unreadable:
            continue
        if len(extract(article).tables["analyses"]) >= _FEWEST_STATISTICS:
            n -= 1
            yield path.stem, article


def _blocks(article: Document) -> Iterator[tuple[PieceKind, str, str]]:
    """Kind, text, and text as reportlab's markup, with marks and exponents raised."""
    for piece in article.pieces:
        text = article.text[piece.start : piece.end]
        if piece.kind not in _KINDS or _REFERENCES.fullmatch(piece.section or "") or not text.strip():
            continue
        marked, done = "", piece.start
        for aside in article.asides:
            if piece.start <= aside.start and aside.end <= piece.end:
                marked += html.escape(article.text[done : aside.start])
                marked += f"<super>{html.escape(article.text[aside.start : aside.end].strip('[]'))}</super>"
                done = aside.end
        marked += html.escape(article.text[done : piece.end])
        yield piece.kind, " ".join(text.split()), _EXPONENT.sub(r"<super>\1</super>", marked)


def _as_text(blocks: list[tuple[PieceKind, str, str]]) -> bytes:
    return "\n\n".join(f"# {text}" if kind is PieceKind.HEADING else text for kind, text, _ in blocks).encode()


def _as_html(blocks: list[tuple[PieceKind, str, str]]) -> bytes:
    body = "\n".join(
        f"<h2>{html.escape(text)}</h2>" if kind is PieceKind.HEADING else f"<p>{marked.replace('super>', 'sup>')}</p>"
        for kind, text, marked in blocks
    )
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Article</title></head><body><article>{body}</article></body></html>".encode()


def _as_pdf(blocks: list[tuple[PieceKind, str, str]]) -> bytes:
    out = io.BytesIO()
    width, height = A4
    column = (width - 110) / 2
    frames = [Frame(x, 60, column, height - 120, 0, 0, 0, 0) for x in (48, 62 + column)]

    def edges(canvas: Any, _template: BaseDocTemplate) -> None:
        canvas.setFont("Serif", 7)
        canvas.drawString(48, height - 40, "A. Author and others · J Typeset Trials 2015;12:345–350")
        canvas.drawRightString(width - 48, 36, f"Page {canvas.getPageNumber()}")

    document = BaseDocTemplate(out, pagesize=A4, pageTemplates=[PageTemplate(frames=frames, onPage=edges)], invariant=True)
    body = ParagraphStyle("body", fontName="Serif", fontSize=9, leading=11, alignment=TA_JUSTIFY, firstLineIndent=10)
    heading = ParagraphStyle("heading", fontName="Serif", fontSize=11, leading=14, spaceBefore=8, spaceAfter=4)
    document.build([Paragraph(marked, heading if kind is PieceKind.HEADING else body) for kind, _, marked in blocks])
    return out.getvalue()


def _rows(document: Document) -> Rows:
    """Rows of running text by table and printed numbers."""
    tables = extract(document).tables
    found: Rows = Counter()
    for table, columns in PRINTED_NUMBERS.items():
        for row in tables[table]:
            piece = document.piece_at(row["start"])
            if piece is None or piece.kind in _KINDS:
                found[table, *_numbers(row, columns)] += 1
    return found


def _numbers(row: Mapping[str, Any], columns: Any) -> Iterator[Any]:
    return (row[column] for column in sorted(columns))


if __name__ == "__main__":
    main()
