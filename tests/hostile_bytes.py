"""Files made to do harm, as bytes: bombs, circles, depths and lies, in every format that is read."""

import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

STATEMENT = "Relapse was as frequent with MSC as with placebo (hazard ratio 0.94, 95% CI 0.58 to 1.50, p=0.78)."
RECORD = Path(__file__).parent / "records" / "NCT09900001.json"


def bomb(size: int, head: bytes = b"", wbits: int = 15, filling: bytes = b"0") -> bytes:
    """A deflate stream of `size` bytes and more, without making them; what it says of its own sum is wrong."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filling * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * (size // (1_000_000 * len(filling))) + packer.flush()


# -- PDF

LINE = b"BT /F1 10 Tf 50 700 Td (" + STATEMENT.replace("(", "\\(").replace(")", "\\)").encode() + b") Tj ET"


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data) if length is None else length, data)


def pdf(*objects: bytes, trailer: bytes = b"", startxref: int | None = None, shift: int = 0) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue. shift: how wrong the table of their places is."""
    out, places = [b"%PDF-1.5\n"], []
    size = len(out[0])
    for number, made in enumerate(objects, 1):
        places.append(size)
        out.append(b"%d 0 obj%s\nendobj\n" % (number, made))
        size += len(out[-1])
    out.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out += [b"%010d 00000 n \n" % (place + shift) for place in places]
    out.append(
        b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, trailer, size if startxref is None else startxref)
    )
    return b"".join(out)


def page(content: bytes = b"", *, packed: bytes | None = None, entries: bytes = b"/MediaBox[0 0 595 842]", kids: bytes = b"3 0 R",
         catalogue: bytes = b"", resources: bytes = b"", more: tuple[bytes, ...] = (), **whole: Any) -> bytes:  # fmt: skip
    """A PDF of one page with that content; more: objects from number 6 on."""
    contents = packed if packed is not None else stream(LINE + b"\n" + content)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue, b"<</Type/Pages/Kids[%s]/Count 1>>" % kids,
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>" % (resources, entries), contents,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", *more, **whole,
    )  # fmt: skip


def many_pages(count: int) -> bytes:
    """A PDF with so many empty pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/MediaBox[0 0 9 9]/Kids[%s]/Count %d>>" % (kids, count), *[b"<</Type/Page/Parent 2 0 R>>"] * count
    )  # fmt: skip


def deep_pages(levels: int) -> bytes:
    """A PDF whose one page stands so deep in its tree."""
    trees = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(levels)]
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", *trees, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def own_object_stream() -> bytes:
    """A PDF whose catalogue stands in an object stream that stands in itself."""
    held = b"1 0 2 20 <</Type/Catalog>>    <</Type/Pages>>"
    out = b"%PDF-1.5\n4 0 obj" + stream(held, b"/Type/ObjStm/N 2/First 9") + b"\nendobj\n"
    table = b"".join(
        struct.pack(">BIH", *entry) for entry in ((0, 0, 0), (2, 4, 0), (2, 4, 1), (0, 0, 0), (2, 4, 0), (1, len(out), 0))
    )
    return (
        out + b"5 0 obj" + stream(table, b"/Type/XRef/W[1 4 2]/Size 6/Root 1 0 R") + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def doubling_drawings(levels: int) -> bytes:
    """A PDF whose page draws a form that draws the next one twice, and so on."""
    forms = tuple(
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (number + 7))
        for number in range(levels)
    )
    last = stream(b"0 0 m", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return page(b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=(*forms, last))


# -- Word documents


@cache
def _word_parts() -> Mapping[str, bytes]:
    from docx import Document

    saved = io.BytesIO()
    Document().save(saved)
    with zipfile.ZipFile(saved) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(
    body: str = f"<w:p><w:r><w:t>{STATEMENT}</w:t></w:r></w:p>", head: str = "", document: bytes | None = None, **parts: bytes
) -> bytes:
    """A Word document; parts: others by their names, with "__" for a stroke."""
    if document is None:
        document = f"{head}<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            **_word_parts(),
            "word/document.xml": document,
            **{name.replace("__", "/"): part for name, part in parts.items()},
        }.items():
            archive.writestr(name, content)
    return saved.getvalue()


def word_that_lies(size: int, said: int) -> bytes:
    """A Word document whose text says that it has `said` bytes and has `size`, of which each says the same."""
    whole = word(document=b"<w:document>" + b" " * size)
    wrong = struct.pack("<I", said)
    right = struct.pack("<I", size + len(b"<w:document>"))
    return whole.replace(right, wrong)


def word_of_parts(count: int, name: str = "word/media/{}.bin") -> bytes:
    """A Word document with so many empty parts more."""
    return word(**{name.format(number): b"" for number in range(count)})


def word_overlapping(entries: int) -> bytes:
    """A Word document whose list of parts names one of 49 million bytes that often."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 49_000_000)
        archive.filelist += archive.filelist * (entries - 1)
    return saved.getvalue()


# -- XML, HTML

LAUGHS = "<!DOCTYPE {root} [<!ENTITY e0 \"ha\">" + "".join(
    f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10)) + "]>"  # fmt: skip
QUADRATIC = '<!DOCTYPE {root} [<!ENTITY e9 "' + "1" * 50_000 + '">]>'
READS_A_FILE = '<!DOCTYPE {root} [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'
READS_AN_ADDRESS = '<!DOCTYPE {root} SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % all SYSTEM "http://127.0.0.1:9/y.dtd"> %all;]>'


def jats(body: str = f"<p>{STATEMENT}</p>", head: str = "", attributes: str = "") -> bytes:
    """An article in JATS."""
    return f"{head.replace('{root}', 'article')}<article{attributes}><body>{body}</body></article>".encode()


def pubmed(abstract: str = STATEMENT, head: str = "", attributes: str = "") -> bytes:
    """A record of PubMed."""
    return (
        f"{head.replace('{root}', 'PubmedArticleSet')}<PubmedArticleSet{attributes}><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        f"<ArticleTitle>T</ArticleTitle><Abstract><AbstractText>{abstract}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>"
    ).encode()


def html(body: str = f"<p>{STATEMENT}</p>") -> bytes:
    """A web page."""
    return f"<!doctype html><html><body>{body}</body></html>".encode()


# -- archives


def packed(data: bytes) -> bytes:
    """In gzip."""
    return gzip.compress(data, mtime=0)


def tar(*members: tuple[str, bytes] | tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive of files, and of heads alone."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form, errors="surrogateescape") as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
                continue
            head = tarfile.TarInfo(member[0])
            head.size = len(member[1])
            archive.addfile(head, io.BytesIO(member[1]))
    return made.getvalue()


def tar_head(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> tarfile.TarInfo:
    """The head of a file that is no file."""
    head = tarfile.TarInfo(name)
    head.type, head.linkname, head.size = kind, link, size
    return head


def tar_claiming(size: int, data: bytes = b"", kind: bytes = tarfile.REGTYPE, times: int = 1) -> bytes:
    """A tar archive of heads that claim that size, with that data after them."""
    head = tar_head("claim.txt", kind, size).tobuf(tarfile.GNU_FORMAT)
    return (head + data + b"\0" * (-len(data) % 512)) * times + b"\0" * 1024


# -- JSON


def record(value: str) -> bytes:
    """A registry's record with that JSON as the value of its first analysis."""
    made = json.loads(RECORD.read_text(encoding="utf-8"))
    made["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]["analyses"][0]["paramValue"] = "@value@"
    return json.dumps(made).replace('"@value@"', value).encode()
