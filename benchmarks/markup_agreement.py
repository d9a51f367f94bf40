"""How far the numbers of whole articles, tables and captions included, agree between JATS, an HTML page and plain text.

    python benchmarks/markup_agreement.py FOLDER_OF_NXML [--n 10]

Each article is exported from its XML, by code that shares nothing with the readers, to the page that a browser would save
(menus around it, reference marks as links) and to the text that a person would copy (cells by tabs, marks in brackets). All three
are read and extracted. A number counts by table, column and digits; printed is F1 against JATS, for running text (not in a table)
and for everything. Articles: of those for which sha256("split" + PMCID) ends in an even hex digit and that have a table that is no
image, the first by that hash.
"""

import argparse
import hashlib
import html
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import regex
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractors.document import Document, PieceKind
from extractors.pipeline import extract
from extractors.readers import read

_TAGS = {"italic": "i", "bold": "b", "sup": "sup", "sub": "sub", "p": "p", "list": "ul", "list-item": "li", "sec": "section", "disp-quote": "blockquote",
         "boxed-text": "section", "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "td": "td", "th": "th", "fig": "figure",
         "caption": "div", "table-wrap-foot": "div", "fn": "p", "ack": "section", "ref": "li", "notes": "section", "app": "section", "def-list": "dl",
         "term": "dt", "def": "dd", "underline": "u", "abstract": "section"}  # fmt: skip
_DROPPED = frozenset({"contrib-group", "aff", "journal-meta", "pub-date", "article-id", "article-categories", "permissions", "history", "kwd-group", "volume",
                      "issue", "fpage", "lpage", "author-notes", "counts", "custom-meta-group", "object-id", "trans-abstract", "self-uri", "related-article",
                      "elocation-id", "trans-title-group", "alt-title", "graphic", "inline-graphic", "tex-math", "sub-article", "response", "article-version",
                      "funding-group", "conference", "product", "supplement", "issue-id", "page-range", "email", "pub-history", "issue-title"})  # fmt: skip
_MARK_LINK = regex.compile(r"<a href=\"#[^\"]*\">(\d{1,3}|[a-z])</a>")
_BLOCK_END = regex.compile(r"</(?:p|li|h\d|div|section|figure|blockquote|tr|dt|dd|ul|dl|table|main)>|<br>")


def main() -> None:
    """Prints one line an article and the F1 of each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=10)
    parser.add_argument("--show", action="store_true", help="list what differs")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for path in _chosen(options.folder, options.n):
        page = _as_page(
            etree.parse(str(path), etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)).getroot()
        )
        documents = {
            "jats": read(path.read_bytes(), "r"),
            "html": read(page.encode(), "r"),
            "text": read(_as_text(page).encode(), "r"),
        }
        numbers = {name: _numbers(document) for name, document in documents.items()}
        told = []
        for name in ("html", "text"):
            for part in (0, 1):
                both = sum((numbers[name][part] & numbers["jats"][part]).values())
                all_of_them = numbers[name][part].total() + numbers["jats"][part].total()
                total[f"{name} {part} both"] += 2 * both
                total[f"{name} {part} all"] += all_of_them
                told.append(f"{name} {'all' if part else 'running text'} {2 * both / max(1, all_of_them):.3f}")
            if options.show:
                print(
                    "only in jats",
                    dict(numbers["jats"][0] - numbers[name][0]),
                    f"only in {name}",
                    dict(numbers[name][0] - numbers["jats"][0]),
                )
        print(f"{path.stem}: {numbers['jats'][1].total()} numbers; {', '.join(told)}", flush=True)
    for name in ("html", "text"):
        parts = [total[f"{name} {part} both"] / max(1, total[f"{name} {part} all"]) for part in (0, 1)]
        print(f"{name}: F1 against JATS {parts[0]:.4f} in running text, {parts[1]:.4f} in all")


def _chosen(folder: Path, n: int) -> list[Path]:
    hashed = sorted((hashlib.sha256(f"split{path.stem}".encode()).hexdigest(), path) for path in folder.glob("*.nxml"))
    even = (path for digest, path in hashed if int(digest[-1], 16) % 2 == 0)
    with_table = (path for path in even if b"<td" in path.read_bytes())
    return [path for path, _ in zip(with_table, range(n), strict=False)]


def _numbers(document: Document) -> tuple[Counter[Any], Counter[Any]]:
    """What claims use, by table, column and digits: in running text, and everywhere."""
    tables = extract(document).tables
    table_of = {
        row["row_id"]: name for name in ("analyses", "measurements", "sample_sizes", "adverse_events") for row in tables[name]
    }
    running: Counter[Any] = Counter()
    everywhere: Counter[Any] = Counter()
    for claim in tables["claims"]:
        key = (table_of[claim["row_id"]], claim["column"], claim["raw"].lower())
        everywhere[key] += 1
        piece = document.piece_at(claim["start"])
        in_table = "\t" in document.text[document.text.rfind("\n", 0, claim["start"]) + 1 :].partition("\n")[0]
        if not in_table and (piece is None or piece.kind is not PieceKind.CELL):
            running[key] += 1
    return running, everywhere


def _as_page(article: Any) -> str:
    def part(path: str) -> str:
        return "".join(_html(found, 2) for found in article.xpath(path))

    title = "".join(_html(found, 1) for found in article.xpath("front//title-group/article-title"))
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>An article</title></head><body><nav><a href=/>Issue 12</a></nav>"
        f"<main><h1>{title}</h1>{part('front//abstract')}{part('body')}{part('floats-group|floats-wrap')}{part('back/*')}</main>"
        "<footer>Page 1</footer></body></html>"
    )


def _html(element: Any, depth: int) -> str:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if name in _DROPPED:
        return ""
    if not name:
        return html.unescape(element.text or "")
    inside = html.escape(element.text or "", quote=False)
    for child in element:
        inside += _html(child, depth + (name == "sec")) + html.escape(child.tail or "", quote=False)
    if name in (
        "math",
        "mfrac",
        "msup",
        "mn",
        "mi",
        "mo",
        "mrow",
        "msub",
        "mtext",
        "mspace",
        "mfenced",
        "msqrt",
        "mover",
        "mstyle",
        "msubsup",
    ):
        return f"<{name}>{inside}</{name}>"
    if name == "title":
        return (
            f"<h{min(depth, 6)}>{inside}</h{min(depth, 6)}>"
            if etree.QName(element.getparent()).localname != "caption"
            else f"<b>{inside}</b> "
        )
    if name == "label":
        return f"{inside} " if etree.QName(element.getparent()).localname not in ("sec", "abstract") else ""
    if name == "xref" and element.get("ref-type") in ("bibr", "fn", "table-fn"):
        return f'<a href="#{element.get("rid")}">{inside}</a>'
    if name == "ref-list":
        return f"{'' if '<h' in inside else '<h2>References</h2>'}<ol>{inside}</ol>"
    if name == "break":
        return " " if element.getparent().tag in ("td", "th") else "<br>"
    if name in ("td", "th"):
        spans = "".join(f' {span}="{element.get(span)}"' for span in ("colspan", "rowspan") if element.get(span))
        return f"<{name}{spans}>{inside}</{name}>"
    tag = _TAGS.get(name)
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def _as_text(page: str) -> str:
    """The page as a person would copy it, with exponents and marks kept apart from what they follow."""
    text = page[page.index("<main>") : page.index("</main>")]
    text = regex.sub(r"<h\d>\s*References.*?</ol>", "", text, flags=regex.DOTALL)
    text = regex.sub(r"\s+", lambda found: " " if found[0].strip(" \t\r\n") == "" else found[0], text)
    text = regex.sub(
        r"<sup>(?:\s*<a [^>]*>.*?</a>[\s,–-]*)+</sup>", lambda found: " [" + regex.sub(r"<[^>]*>", "", found[0]) + "]", text
    )
    text = regex.sub(r"(?<=\w|[.,;)])" + _MARK_LINK.pattern, r" [\1]", text)
    text = regex.sub(r"(?<=10)<sup>([−–-]?\d+)</sup>", r"^\1", text)
    text = regex.sub(r"(?<=[a-zA-Zχη])<sup>2</sup>", "²", text)
    text = regex.sub(r"<sup>(\d[\d,–-]*|[a-z])</sup>", r" [\1]", text)
    text = regex.sub(r"</t[dh]>", "\t", text)
    text = _BLOCK_END.sub("\n\n", text).replace("\t\n\n", "\n")
    return html.unescape(regex.sub(r"<[^>]*>", "", text))


if __name__ == "__main__":
    main()
