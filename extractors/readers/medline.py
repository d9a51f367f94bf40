"""MEDLINE records as PubMed exports them (.nbib): title and abstract, with the registry numbers; many records in a file.

A field is a tag of up to four letters, a hyphen and its text, which goes on in lines that begin with spaces.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from extractors.document import Document, PieceKind, Unreadable
from extractors.patterns import compiled
from extractors.readers import identity
from extractors.readers.format import Format, Record
from extractors.readers.inline import Line, with_exponents
from extractors.readers.text import decode, labelled
from extractors.readers.writer import Writer

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:PMID|OWN |STAT|DCOM|LR  |IS  |TI  |DP  |FAU )- ?\S")
# White space is looked through from where it begins, and once: a million empty lines cost no more than a million letters.
_START = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?\s*+|(?<=\S)[ \t\r]*+\n[ \t\r]*+\n\s*+|\n(?=PMID- ))(?=[A-Z][A-Z0-9]{1,3} {0,2}- )")
_PMID = re.compile(rb"(?:\A|\n)PMID- {0,3}(\d{1,8})\s")
_FIELD = compiled(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
_LARGEST = 4_000_000
"""Bytes of the longest record; the longest of MEDLINE has some 200,000, all of them names of collaborators."""
_STEP = 1 << 20
_WRITTEN = {
    "TI": PieceKind.HEADING,
    "BTI": PieceKind.HEADING,
    "AB": PieceKind.PARAGRAPH,
    "OAB": PieceKind.PARAGRAPH,
    "SI": PieceKind.FIELD,
}


def records(stream: BinaryIO) -> Iterator[Record]:
    """Where each record stands: it begins after an empty line, or with its PMID."""
    buffer, base, begun, at_start = b"", 0, None, True
    while chunk := stream.read(_STEP):
        buffer += chunk
        for start in _START.finditer(buffer, 0 if at_start else 1):
            if start.end() > len(buffer) - 8:
                break
            if begun is not None and base + start.end() > begun:
                yield _record(buffer[begun - base : start.start()], begun)
            begun = base + start.end()
        at_start = False
        keep = begun - base if begun is not None else max(0, len(buffer) - 400)
        if len(buffer) - keep > _LARGEST:
            raise Unreadable(f"A record at byte {base + keep} is longer than {_LARGEST:,} bytes: the file is no list of records.")
        # What stands before the next record decides where it begins: one byte more is kept.
        keep = max(0, keep - 1)
        buffer, base = buffer[keep:], base + keep
    if begun is not None:
        yield _record(buffer[begun - base :], begun)


def _record(data: bytes, start: int) -> Record:
    data = data.rstrip()
    found = _PMID.search(data)
    return Record(found[1].decode() if found else None, start, start + len(data), hashlib.sha256(data).hexdigest())


def read(data: bytes, report_id: str) -> Document:
    """The document of one record; raises Unreadable where a line is no field, or there is neither title nor abstract."""
    fields = list(_fields(decode(data).strip()))
    values: dict[str, list[str]] = {}
    for tag, value in fields:
        values.setdefault(tag, []).append(value)
    if len(values.get("PMID", ())) > 1:
        raise Unreadable(f"The record has {len(values['PMID'])} PMIDs: an empty line between two records is missing.")
    writer = Writer()
    head = f"PMID {values['PMID'][0]}, " if "PMID" in values else ""
    counts: dict[str, int] = {}
    for tag, value in fields:
        kind = _WRITTEN.get(tag)
        if kind is None or (tag == "BTI" and "TI" in values):
            continue
        counts[tag] = counts.get(tag, 0) + 1
        _write(writer, tag, value, kind, f"{head}field {tag}" + (f"[{counts[tag]}]" if len(values[tag]) > 1 else ""))
    if "Retracted Publication" in values.get("PT", ()):
        writer.notices.append("PubMed says that this publication is retracted.")
    return writer.document(report_id, "medline", "application/nbib", _metadata(values))


def _write(writer: Writer, tag: str, value: str, kind: PieceKind, place: str) -> None:
    if kind is PieceKind.HEADING:
        writer.heading(Line(value), place)
        writer.section = None
    elif kind is PieceKind.FIELD:
        writer.section = "Registration"
        writer.block(Line(value.replace("/", ": ", 1)), place, kind)
    else:
        line = Line(with_exponents(value))
        writer.section = "Abstract"
        for start, end, label in labelled(line.text):
            writer.section = label or writer.section
            writer.block(line.part(start, end), place)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Tag and text of each field, continuation lines joined by a space."""
    tag: str | None = None
    parts: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        field = _FIELD.fullmatch(line)
        if field:
            if tag is not None:
                yield tag, " ".join(parts)
            tag, parts = field[1], [field[2].strip()]
        elif line[:1] in (" ", "\t") and tag is not None:
            parts.append(line.strip())
        elif line.strip():
            raise Unreadable(f"Line {number} of the record is no MEDLINE field: {line.strip()[:40]!r}.")
    if tag is not None:
        yield tag, " ".join(part for part in parts if part)


def _metadata(values: dict[str, list[str]]) -> dict[str, str]:
    def first(tag: str) -> str:
        return values.get(tag, [""])[0]

    ids = [value.removesuffix(" [doi]") for tag in ("AID", "LID") for value in values.get(tag, ()) if value.endswith(" [doi]")]
    found = {
        "title": first("TI") or first("BTI"),
        "pmid": identity.pmid(first("PMID")),
        "pmcid": identity.pmcid(first("PMC")),
        "doi": next(filter(None, map(identity.doi, ids)), None),
        "published": identity.published_on(first("DP")),
    }
    return {name: value for name, value in found.items() if value}


FORMAT = Format(
    name="medline",
    printed="a list of MEDLINE records (NBIB)",
    suffixes=(".nbib", ".medline"),
    recognises=lambda head: _BEGINS.match(head) is not None,
    read=read,
    examples=(b"PMID- 10974959\nOWN - NLM\n", b"\n\nPMID- 1\r\nTI  - A trial", b"\xef\xbb\xbfTI  - A trial\nAB  - We"),
    refuses=(b"TI - 84 is a tube", b"PMID: 12345", b"IS  a list", b"TY  - JOUR\nTI  - A trial"),
    records=records,
)
