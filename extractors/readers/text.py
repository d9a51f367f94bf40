"""Plain text and Markdown. The document's text is the decoded file: offsets are the file's own.

Only the byte order mark is dropped and line ends become one character. An encoding is never guessed: a file
that is neither UTF-8 nor marked as UTF-16 or UTF-32 is refused, with the place of the first byte at fault.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractors.document import Aside, AsideReason, Document, Piece, PieceKind, Span, Unreadable
from extractors.patterns import compiled
from extractors.readers.format import Format, refuse_endless

# UTF-32's little-endian mark begins with UTF-16's, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CONTROL = compiled(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = compiled(r"\r\n?")
# "0.03*" opens nothing, nor does the star of "- * p < 0.05" or the line of "T_1": a mark stands before a word and after none.
_EMPHASISED = compiled(
    r"(?<![\w*\\%)])(?P<opens>\*{1,3}|_{1,3})(?=[^\s*_)])[^\n*]{1,300}?(?<=[^\s*_(])(?P<closes>(?P=opens))(?![\w*])"
)
_VISIBLE = compiled(r"[^\s\p{Cf}]")


def read(data: bytes, report_id: str) -> Document:
    """The document of a text file; raises `Unreadable` where it is empty, binary or in an unmarked encoding."""
    text = decode(data)
    refuse_endless(text)  # before its lines are told apart, which costs many times its size
    if not _VISIBLE.search(text):
        raise Unreadable("The file is empty but for white space.")
    return Document(report_id, text, tuple(pieces(text)), media_type="text/plain", reader="text", asides=tuple(_emphasis(text)))


def _emphasis(text: str) -> Iterator[Aside]:
    """Markdown's marks around words ("**0.94**"), which no rule has to know: the file's characters stay where they are."""
    for match in _EMPHASISED.finditer(text):
        for group in ("opens", "closes"):
            yield Aside(match.start(group), match.end(group), AsideReason.EMPHASIS)


def decode(data: bytes) -> str:
    """The text of `data` with line ends as one line feed and without its byte order mark."""
    mark, codec, name = next((found for found in _MARKS if data.startswith(found[0])), (b"", "utf-8", "UTF-8"))
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        raise Unreadable(
            f"The file is not valid {name}: byte 0x{data[offset]:02x} at offset {offset} cannot be read. Save it as UTF-8."
        ) from None
    control = _CONTROL.search(text)
    if control:
        code = ord(control[0])
        raise Unreadable(f"The file is no text: it holds the control character 0x{code:02x} at character {control.start()}.")
    return _LINE_END.sub("\n", text)


_BULLET = compiled(r"[ \t]{0,12}(?:[-*+•‣▪◦●○·–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_MARKDOWN_HEADING = compiled(r"[ \t]{0,3}#{1,6}[ \t]+(?=[^\s#])")
_UNDERLINE = compiled(r"[ \t]{0,3}(?:={3,}|-{3,})[ \t]*$")
_TABLE_RULE = compiled(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,200}\|?[ \t]*$")
_PIPE = compiled(r"(?<!\\)\|")
_DOTTED_CAPITALS = compiled(r"[A-Z][A-Z0-9 /&,'’()-]*(?:\.\s?[A-Z0-9][A-Z0-9 /&,'’()-]*)+:?")

_SECTION_WORDS = (
    r"(?:abstract|(?:structured\ )?summary|introduction|background(?:\ (?:and|&)\ (?:aims?|objectives?|purpose))?|context|importance|rationale"
    r"|(?:aims?|purpose|objectives?)(?:\ of\ the\ (?:study|review))?|hypothes[ie]s|(?:study|research|trial)\ designs?(?:\ and\ methods)?|designs?"
    r"|designs?,?\ settings?,?\ (?:and\ )?participants|settings?|participants(?:\ and\ interventions?)?|patients(?:\ and\ methods)?"
    r"|(?:subjects|materials?|patients|participants)(?:,?\ (?:and|&)\ methods)|interventions?|exposures?"
    r"|(?:main\ |primary\ |secondary\ )?outcomes?(?:\ measure(?:ment)?s?)?(?:\ and\ (?:statistical\ analysis|measures))?|measurements"
    r"|methods?(?:\ (?:and|&)\ (?:findings|results|materials))?|methodology|statistical\ analys[ie]s|sample\ size|randomi[sz]ation|blinding"
    r"|results?(?:\ (?:and|&)\ (?:discussion|limitations))?|(?:main\ |key\ )?findings|main\ results|safety|efficacy|adverse\ events|harms"
    r"|discussion|conclusions?(?:\ (?:and|&)\ relevance)?|interpretation|limitations?(?:\ (?:and|&)\ criticisms)?|patient\ summary"
    r"|significance|funding|(?:clinical\ )?trial\ registration(?:\ (?:number|information|identifier))?|registration(?:\ number)?"
    r"|(?:inclusion|exclusion|eligibility)(?:\ (?:and|&)\ exclusion)?\ criteria|references|citation|keywords|title)"
)
KNOWN_HEADING = compiled(rf"(?:{_SECTION_WORDS}):?", regex.IGNORECASE | regex.VERBOSE)
# "Methods: The study …" and, in abstracts printed as one paragraph, "… peg test. RESULTS: Subjects …".
_RUN_IN = compiled(
    rf"(?:^[ \t]*|(?<=[.!?)\]]\s))(?P<label>(?=[A-Z]){_SECTION_WORDS})[ \t]*:(?=\s*\S)", regex.IGNORECASE | regex.VERBOSE
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int
    end: int
    content: str


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for number, content in enumerate(text.split("\n"), start=1):
        lines.append(_Line(number, start, start + len(content), content))
        start += len(content) + 1
    return lines


def pieces(text: str) -> list[Piece]:
    """The pieces of a text, in order: a heading, paragraph or list item a line, a cell a piece in Markdown tables."""
    lines = _lines(text)
    found: list[Piece] = []
    section: str | None = None
    tables = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        if not _VISIBLE.search(line.content):
            index += 1
            continue
        if _starts_table(lines, index):
            rows = _table_lines(lines, index)
            found.extend(replace(cell, section=section) for cell in _cells(rows, tables))
            tables += 1
            index += len(rows)
            continue
        title = _heading(lines, index)
        if title is not None:
            section = title
            found.append(_piece(line, line.start, line.end, PieceKind.HEADING, section))
        elif not (_UNDERLINE.fullmatch(line.content) and index):
            found.extend(_prose(line, section))
            section = found[-1].section
        index += 1
    return found


def _piece(line: _Line, start: int, end: int, kind: PieceKind, section: str | None) -> Piece:
    content = line.content[start - line.start : end - line.start]
    start += len(content) - len(content.lstrip())
    end -= len(content) - len(content.rstrip())
    return Piece(start, end, kind, f"line {line.number}", section)


def _prose(line: _Line, section: str | None) -> list[Piece]:
    """A line that is no heading: a list item, or a paragraph cut before each label such as "RESULTS:" inside it."""
    kind = PieceKind.LIST_ITEM if _BULLET.match(line.content) else PieceKind.PARAGRAPH
    cut = []
    for start, end, label in labelled(line.content):
        section = label or section
        cut.append(_piece(line, line.start + start, line.start + end, kind, section))
    return cut


def labelled(content: str) -> list[tuple[int, int, str | None]]:
    """The parts of an abstract printed as one paragraph: start, end, and the label ("RESULTS") that the part begins with."""
    labels = [match for match in _RUN_IN.finditer(content) if match.start("label") == 0 or _printed_as_label(match)]
    starts = sorted({0, *(match.start("label") for match in labels)})
    if len(starts) > 1 and not _VISIBLE.search(content[: starts[1]]):
        starts = starts[1:]
    names = {match.start("label"): match["label"] for match in labels}
    return [(start, end, names.get(start)) for start, end in pairwise([*starts, len(content)])]


def _printed_as_label(match: regex.Match[str]) -> bool:
    # Inside a line only a capitalised word can be a label: "as results: none" is a sentence.
    return bool(match["label"][0].isupper())


def _heading(lines: list[_Line], index: int) -> str | None:
    """The heading that the line is, without its marks; None where it is none."""
    content = lines[index].content.strip()
    markdown = _MARKDOWN_HEADING.match(lines[index].content)
    if markdown:
        return lines[index].content[markdown.end() :].rstrip(" \t#")
    following = (lines[below].content for below in range(index + 1, len(lines)))
    below = next((line.strip() for line in following if _VISIBLE.search(line)), None)
    if below is None or len(content) > 120:
        return None
    if KNOWN_HEADING.fullmatch(content) or (_DOTTED_CAPITALS.fullmatch(content) and content.endswith(":")):
        return content.rstrip(": ")
    if index + 1 < len(lines) and _UNDERLINE.fullmatch(lines[index + 1].content):
        return content
    if _BULLET.match(lines[index].content) or "|" in content:
        return None
    short = len(content) <= 80 and len(content.split()) <= 10 and (len(below) > len(content) or _BULLET.match(below))
    if below[0].islower() or content.count("(") > content.count(")"):  # a sentence that was wrapped goes on
        return None
    if short and content[0].isalnum() and not content[0].islower() and content[-1] not in ".;,!?…" and ". " not in content:
        return content.rstrip(": ")
    return None


def _starts_table(lines: list[_Line], index: int) -> bool:
    """True where a line of cells stands above a rule of dashes: only then are pipes a table."""
    return (
        index + 1 < len(lines)
        and _PIPE.search(lines[index].content) is not None
        and "|" in lines[index + 1].content
        and _TABLE_RULE.fullmatch(lines[index + 1].content) is not None
    )


def _table_lines(lines: list[_Line], index: int) -> list[_Line]:
    end = index + 2
    while end < len(lines) and _PIPE.search(lines[end].content):
        end += 1
    return lines[index:end]


def _cells(lines: list[_Line], table: int) -> list[Piece]:
    """The cells of a table with the heads of their column and row; the rule of dashes is no piece."""
    heads: dict[int, Span] = {}
    found = []
    for row, line in enumerate([lines[0], *lines[2:]]):
        first: Span | None = None
        for column, (start, end) in enumerate(_cell_bounds(line.content)):
            content = line.content[start:end]
            if not _VISIBLE.search(content):
                continue
            begin = line.start + start + len(content) - len(content.lstrip())
            span = Span(begin, begin + len(content.strip()))
            if row == 0:
                heads[column] = span
            found.append(
                Piece(
                    span.start, span.end, PieceKind.CELL, f"line {line.number}, column {column + 1}",
                    table=table, row=row, column=column,
                    row_heads=(first,) if row and first else (),
                    column_heads=(heads[column],) if row and column in heads else (),
                )
            )  # fmt: skip
            if column == 0:
                first = span
    return found


def _cell_bounds(content: str) -> list[tuple[int, int]]:
    """Where the cells of a line stand; a pipe at either end of the line is a frame and bounds no cell."""
    bars = [match.start() for match in _PIPE.finditer(content)]
    bounds = [(0, bars[0])] if content[: bars[0]].strip() else []
    bounds += [(left + 1, right) for left, right in pairwise(bars)]
    if content[bars[-1] + 1 :].strip():
        bounds.append((bars[-1] + 1, len(content)))
    return bounds


FORMAT = Format(
    name="text",
    printed="plain text",
    suffixes=(".txt", ".text", ".md", ".markdown"),
    recognises=lambda _head: False,  # what no other format knows comes here
    read=read,
    examples=(),
    refuses=(b"%PDF-1.7", b"<!DOCTYPE html>"),
)
