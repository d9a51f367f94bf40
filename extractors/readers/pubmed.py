"""PubMed XML: title and abstract of each record, with the registry numbers that it lists; many records in a file."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from extractors.document import Document, PieceKind, Unreadable
from extractors.readers import identity
from extractors.readers.format import Format, Record
from extractors.readers.inline import Level, Line, Run, printed, with_exponents
from extractors.readers.markup import children, first_element, local_name, parsed, text_of_entity
from extractors.readers.mathml import formula
from extractors.readers.text import labelled
from extractors.readers.writer import Writer

_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_SETS = ("PubmedArticleSet", "PubmedBookArticleSet")
_TAG = re.compile(rb"<(/?)(PubmedArticle|PubmedBookArticle|PubmedArticleSet|PubmedBookArticleSet)(?=[\s>])[^<>]{0,300}>")
_PMID = re.compile(rb"<PMID(?:\s+Version\s*=\s*[\"'](\d{1,3})[\"'])?\s*>\s*(\d{1,8})\s*</PMID>")
_DEPTH = 2_000
"""Bytes of a record's beginning in which its PMID stands."""
_LARGEST = 16_000_000
"""Bytes of the longest record; the longest of PubMed has one."""
_STEP = 1 << 20
_LEVELS = {"sup": Level.SUPER, "sub": Level.SUB}
_RETRACTED = "Retracted Publication"


def records(stream: BinaryIO) -> Iterator[Record]:
    """Where each record stands. A record without its end, and a file that ends before its records do, come with a fault."""
    buffer, base, done = b"", 0, 0  # done: where the last tag that was seen ended
    begun: int | None = None
    in_set = False
    while chunk := stream.read(_STEP):
        buffer += chunk
        for tag in _TAG.finditer(buffer, max(0, done - base)):
            closes, name = tag[1] == b"/", tag[2].decode()
            if name in _SETS:
                in_set = not closes
            elif not closes:
                if begun is not None:
                    yield _faulty(buffer[begun - base : tag.start()], begun, base + tag.start())
                begun = base + tag.start()
            elif begun is not None:
                yield _record(buffer[begun - base : tag.end()], begun)
                begun = None
            done = base + tag.end()
        keep = begun - base if begun is not None else max(0, done - base, len(buffer) - 400)
        if len(buffer) - keep > _LARGEST:
            yield _faulty(buffer[keep:], base + keep, base + len(buffer))
            begun, keep = None, len(buffer) - 400
        buffer, base = buffer[keep:], base + keep
    if begun is not None:
        yield _faulty(buffer[begun - base :], begun, base + len(buffer))
    if in_set:
        end = base + len(buffer)
        yield Record(None, end, end, fault="The file ends before its list of records does: it is cut short; fetch it again.")


def _record(data: bytes, start: int) -> Record:
    return Record(_id_of(data), start, start + len(data), hashlib.sha256(data).hexdigest())


def _faulty(data: bytes, start: int, end: int) -> Record:
    data = data[: end - start]
    return Record(_id_of(data), start, end, hashlib.sha256(data).hexdigest(), "The record does not end: the file is damaged here.")


def _id_of(data: bytes) -> str | None:
    found = _PMID.search(data, 0, _DEPTH)
    if not found:
        return None
    version = found[1] or b"1"
    return found[2].decode() + ("" if version == b"1" else f".{version.decode()}")


def read(data: bytes, report_id: str) -> Document:
    """The document of one record, or of a file with one; raises Unreadable for what is not well-formed or holds several."""
    root = parsed(data)
    found = [root] if local_name(root) in _RECORDS else [child for child in root if local_name(child) in _RECORDS]
    if len(found) != 1:
        raise Unreadable(f"The file holds {len(found)} PubMed records where one is expected; save it as UTF-8.")
    [record] = found
    pmid = _text(record, "PMID")
    path = f"//{local_name(record)}[.//PMID='{pmid}']" if identity.pmid(pmid) else f"//{local_name(record)}"
    writer = Writer()
    _write(writer, record, path)
    return writer.document(report_id, "pubmed", "application/xml", _metadata(record))


def _write(writer: Writer, element: Any, path: str) -> None:
    for child, step in children(element):
        name, place = local_name(child), f"{path}/{step}"
        if name in ("ArticleTitle", "BookTitle"):
            writer.heading(printed(_runs(child)), place)
            writer.section = None
        elif name in ("Abstract", "OtherAbstract"):
            _abstract(writer, child, place)
        elif name == "DataBankList":
            _registrations(writer, child, place)
        elif name == "PublicationType" and "".join(child.itertext()).strip() == _RETRACTED:
            writer.notices.append("PubMed says that this publication is retracted.")
        elif name not in (
            "AuthorList",
            "KeywordList",
            "MeshHeadingList",
            "ReferenceList",
            "ChemicalList",
            "CommentsCorrectionsList",
            "Journal",
        ):
            _write(writer, child, place)


def _abstract(writer: Writer, abstract: Any, path: str) -> None:
    if local_name(abstract) == "OtherAbstract" and (abstract.get("Language") or "eng") != "eng":
        writer.notices.append(f"An abstract in another language ({abstract.get('Language')}) is not read.")
        return
    for child, step in children(abstract):
        if local_name(child) != "AbstractText":
            continue
        label = (child.get("Label") or "").strip()
        writer.section = label if label and label != "UNLABELLED" else "Abstract"
        head = [Run(f"{label}: ")] if writer.section == label else []
        line = printed([*head, *_runs(child)])
        for start, end, part_label in labelled(line.text):
            writer.section = part_label or writer.section
            writer.block(line.part(start, end), f"{path}/{step}")
    writer.section = None


def _registrations(writer: Writer, banks: Any, path: str) -> None:
    writer.section = "Registration"
    for bank, step in children(banks):
        numbers = [
            (number, f"{path}/{step}/{list_step}/{number_step}")
            for part, list_step in children(bank) if local_name(part) == "AccessionNumberList"
            for number, number_step in children(part)
        ]  # fmt: skip
        for number, place in numbers:
            writer.block(Line(f"{_text(bank, 'DataBankName')}: {''.join(number.itertext()).strip()}"), place, PieceKind.FIELD)


def _runs(element: Any, level: Level = Level.BASE) -> Iterator[Run]:
    yield Run(with_exponents(element.text or ""), level)
    for child in element:
        name = local_name(child)
        if not name:
            yield Run(text_of_entity(child) or "", level)
        elif name == "math":
            yield from formula(child)
        else:
            yield from _runs(child, _LEVELS.get(name, level))
        yield Run(with_exponents(child.tail or ""), level)


def _first(element: Any, name: str) -> Any:
    return next((child for child in element.iter() if local_name(child) == name), None)


def _text(element: Any, name: str) -> str:
    found = _first(element, name)
    return "" if found is None else "".join(found.itertext()).strip()


def _metadata(record: Any) -> dict[str, str]:
    found: dict[str, str | None] = {"pmid": identity.pmid(_text(record, "PMID"))}
    title = _first(record, "ArticleTitle")
    title = _first(record, "BookTitle") if title is None else title
    if title is not None:
        found["title"] = printed(_runs(title)).text.strip()
    # References have lists of ids too: only the record's own stand outside of one.
    own = [one for one in record.iter() if local_name(one) in ("ArticleId", "ELocationID") and not _in_reference(one)]
    for one in own:
        kind, value = one.get("IdType") or one.get("EIdType"), "".join(one.itertext())
        if kind == "doi":
            found["doi"] = found.get("doi") or identity.doi(value)
        elif kind == "pmc":
            found["pmcid"] = found.get("pmcid") or identity.pmcid(value)
    dates = [_date(one) for one in record.iter() if local_name(one) in ("ArticleDate", "PubDate")]
    found["published"] = min((date for date in dates if date), key=lambda date: (date[:4], -len(date), date), default=None)
    return {name: value for name, value in found.items() if value}


def _in_reference(element: Any) -> bool:
    return any(local_name(above) in ("ReferenceList", "CommentsCorrections") for above in element.iterancestors())


def _date(element: Any) -> str | None:
    parts = {local_name(child): "".join(child.itertext()) for child in element}
    if "MedlineDate" in parts:
        return identity.published_on(parts["MedlineDate"][:8])
    return identity.published(parts.get("Year", ""), parts.get("Month", ""), parts.get("Day", ""))


FORMAT = Format(
    name="pubmed",
    printed="PubMed XML",
    suffixes=(".xml",),
    recognises=lambda head: first_element(head) in (*_RECORDS, *_SETS),
    read=read,
    examples=(
        b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "pubmed_190101.dtd">\n<PubmedArticleSet>',
        b"<PubmedArticle><MedlineCitation>",
    ),
    refuses=(b"<article>", b"PMID- 12345", b"<eSearchResult>"),
    guarded_from=2_000_000,
    records=records,
)
