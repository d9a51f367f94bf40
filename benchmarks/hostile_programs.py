"""Bytes as programs that write a report: medical-looking text of fragments, and files of every format around it.

A fuzzer changes bytes, and hypothesis shrinks them; what they choose here are words, numbers, notations and pieces of the
rules' own examples, in files that are well-formed often enough to reach the code behind the parser.
"""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from extractors.rules import all_rules
from extractors.set_aside import SET_ASIDE

WORDS = tuple("""
vs|versus|compared with|respectively|and|or|,|;|:|.|. The|(|)|[|]|95% CI|95% confidence interval|CI|90% CrI|n =|N|n=|p =|P <|p-value|both p =|mean|median|SD
|± |SE|IQR|range|%|percent|of|out of|/|to|-|–|−|—|·|≥|<|>|=|+|at|after|weeks|months|6 months|12 weeks|day|years|baseline|week 24|hazard ratio|HR|OR|odds ratio|RR|risk ratio
|mean difference|difference|β|coefficient|r =|AUC|NNT|rate ratio|increase|decrease|reduced by|from|between|in|the MSC group|placebo|control group|MSCs|saline|arm A|arm B
|the intervention group|patients|participants|were randomised|were randomized|were enrolled|completed|died|had|improved|no|none|one|two|twelve|forty-one|a hundred and twelve|zero|dozen
|headache|fever|serious adverse events|infection|deaths|back pain|relapse|EDSS|pain score|walking distance|pg/mL|mg|points|cells/kg|× 10^6|×10-6|\n|\n\n|\n- |\n• |\n1. |\t|  
|RESULTS:|Results|Methods:|Table 1|Fig. 2|was|were|significantly|adjusted|per 1000|primary outcome|NCT01234567|SMART-MS trial|2024|[12]|Δ|²|½|‰|\u00a0|\u2009|\u200b|\u202e|\u00ad|\u2212|٣|３|𝟑|①|e-|E|1e999|NaN|inf
""".replace("\\n", "\n").replace("\n|", "|").strip("\n").split("|"))  # fmt: skip
"""Fragments; "\\n" stands for a line break."""
_STYLES = (
    "{a}", "{a}.{b}", "{a}.{b:02}", "0.{b:03}", ".{b}", "-{a}.{b}", "−{a}", "{a},{b:03}", "{a},{b}", "{a}·{b}", "{a} ({b}%)", "{a}/{b}", "{a} of {b}", "{a} ± {b}.{a}",
    "{a} ({b} to {a})", "{a}.{b} ({a}.0-{b}.5)", "n = {a}", "P = 0.{b:02}", "({a} vs {b})", "{a} vs {b}", "{a} and {b}", "{a}-{b}", "{a}e{b}", "{a} {b:03}", "+{a}", "<{a}", "{a}%",
)  # fmt: skip
_ELEMENTS = ("p", "sec", "title", "table", "tr", "td", "th", "sup", "sub", "list", "list-item", "abstract", "body", "xref", "b", "caption",
             "thead", "tbody", "table-wrap", "fig", "fn", "inline-formula", "mml:math", "msup", "mn", "mo", "br", "span", "div", "ul", "li", "h2", "a",
             "AbstractText", "ArticleTitle", "PMID", "AccessionNumber", "style", "script", "del", "details", "bdo", "bdi")  # fmt: skip
_ATTRIBUTES = (
    "colspan",
    "rowspan",
    "style",
    "class",
    "id",
    "Label",
    "ref-type",
    "hidden",
    "scope",
    "href",
    "content-type",
    "namest",
    "dir",
)
_TAGS = ("PMID- ", "TI  - ", "AB  - ", "      ", "OAB - ", "SI  - ", "DP  - ", "AID - ", "PT  - ", "LA  - ", "TI-", "- ")
_DEEPEST = 40
_MOST = 400


@cache
def printed() -> tuple[str, ...]:
    """What the rules' own examples and refusals print."""
    rules = (*all_rules(), *SET_ASIDE)
    return tuple(
        sorted({text for rule in rules for text in (*(one.text for one in rule.examples), *(one.text for one in rule.refuses))})
    )


class Program:
    """Bytes that are read one after the other; past the end all are 0."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def left(self) -> bool:
        """Whether a byte is left."""
        return self._at < len(self._data)

    def byte(self) -> int:
        """The next byte."""
        value = self._data[self._at] if self._at < len(self._data) else 0
        self._at += 1
        return value

    def number(self) -> int:
        """A number of up to two bytes; small ones are likelier."""
        value = self.byte()
        return value if value < 200 else (value - 200) * 256 + self.byte()

    def fragment(self) -> str:
        """A word, a number, a piece of a rule's example, or any character."""
        kind = self.byte()
        if kind < 130:
            return WORDS[kind % len(WORDS)]
        if kind < 140:
            return WORDS[self.byte() % len(WORDS)]
        if kind < 190:
            return _STYLES[kind % len(_STYLES)].format(a=self.number(), b=self.number())
        if kind < 235:
            texts = printed()
            return self._damaged(texts[(self.byte() * 256 + self.byte()) % len(texts)])
        return chr(self.byte() * 256 + self.byte()) if kind < 245 else chr(self.byte())

    def _damaged(self, text: str) -> str:
        how = self.byte()
        at = how % max(1, len(text))
        kind = self.byte()
        if kind < 96:
            return text
        if kind < 128:
            return text[:at]
        if kind < 160:
            return text[at:]
        if kind < 192:
            return text[:at] + text[at + 1 :]
        if kind < 224:
            return text[:at] + WORDS[how % len(WORDS)] + text[at:]
        return text[:at] + str(self.number()) + text[at:]

    def text(self, most: int = _MOST) -> str:
        """Fragments, most of them parted by a space."""
        parts: list[str] = []
        while self.left and len(parts) < most:
            part = self.fragment()
            parts += [part] if part in (".", ",", ";", ")", "]", "%") or (parts and parts[-1] in ("(", "[")) else [" ", part]
        return "".join(parts)

    def some_text(self) -> str:
        """A few fragments."""
        return " ".join(self.fragment() for _ in range(self.byte() % 12))


def text(data: bytes) -> str:
    """A report in plain text, without half characters."""
    return Program(data).text().encode("utf-8", "ignore").decode("utf-8")


def elements(program: Program, names: tuple[str, ...] = _ELEMENTS) -> str:
    """Elements within one another, each closed, with text between them."""
    parts: list[str] = []
    opened: list[str] = []
    while program.left and len(parts) < _MOST:
        step = program.byte()
        if step < 90 and len(opened) < _DEEPEST:
            name = names[step % len(names)]
            attribute = ""
            if step % 3 == 0:
                key = _ATTRIBUTES[program.byte() % len(_ATTRIBUTES)]
                attribute = f" {key}={quoteattr('rtl' if key == 'dir' else _clean(program.some_text()))}"
            parts.append(f"<{name}{attribute}>")
            opened.append(name)
        elif step < 150 and opened:
            parts.append(f"</{opened.pop()}>")
        elif step < 160:
            parts.append(
                ("&#8722;", "&lt;", "&nbsp;", "&minus;", "&x;", "<!-- 12 -->", "<?pi 3?>", "<![CDATA[ 4 < 5 ]]>")[step % 8]
            )
        else:
            parts.append(escape(_clean(program.some_text())))
    return "".join([*parts, *(f"</{name}>" for name in reversed(opened))])


def _clean(text: str) -> str:
    return "".join(
        character
        for character in text
        if character in "\t\n" or (character >= " " and not "\ud800" <= character <= "\udfff" and character < "\ufffe")
    )


def html(data: bytes) -> bytes:
    """A web page."""
    return b"<!doctype html><html><body>" + elements(Program(data)).encode("utf-8") + b"</body></html>"


def jats(data: bytes) -> bytes:
    """An article in JATS."""
    inside = elements(Program(data)).replace("&nbsp;", "&#160;")
    return f'<article xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="x"><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front><body>{inside}</body></article>'.encode()


def pubmed(data: bytes) -> bytes:
    """A PubMed record in XML."""
    program = Program(data)
    inside = elements(program, ("Abstract", "AbstractText", "ArticleTitle", "Article", "i", "sup", "sub", "DataBankList", "DataBank", "AccessionNumber",
                                "MedlineCitation", "PubDate", "Year", "ELocationID", "OtherAbstract", "mml:math", "PublicationType"))  # fmt: skip
    return f'<PubmedArticleSet xmlns:mml="m"><PubmedArticle><MedlineCitation><PMID>38783390</PMID><Article>{inside}</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>'.encode()


def medline(data: bytes) -> bytes:
    """MEDLINE records."""
    program, lines = Program(data), ["PMID- 38783390"]
    while program.left and len(lines) < _MOST:
        lines.append(_TAGS[program.byte() % len(_TAGS)] + _clean(program.some_text()))
    return "\n".join(lines).encode("utf-8")


def docx(data: bytes) -> bytes:
    """A Word document with paragraphs, runs and tables."""
    body = elements(Program(data), ("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:rPr", "w:pPr", "w:tab", "w:br", "w:sdt", "w:sdtContent",
                                    "w:hyperlink", "w:bdo", "w:rtl", "w:gridSpan", "w:vMerge", "w:tcPr", "w:vertAlign"))  # fmt: skip
    body = body.replace("&nbsp;", " ").replace("&minus;", "-").replace("&x;", "")
    document = (
        f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in _docx_parts().items():
            archive.writestr(name, document if name == "word/document.xml" else content)
    return out.getvalue()


@cache
def _docx_parts() -> dict[str, bytes]:
    from docx import Document as new_docx

    out = io.BytesIO()
    new_docx().save(out)
    wanted = (
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "docProps/core.xml",
    )
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in wanted}
    parts["word/_rels/document.xml.rels"] = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    styles = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
    return parts | {"word/styles.xml": styles}


def pdf(data: bytes) -> bytes:
    """A page with lines of text drawn at places that the program chooses."""
    program, drawn = Program(data), []
    while program.left and len(drawn) < 60:
        x, y, size = program.byte() * 2, program.byte() * 3, program.byte() % 20
        line = program.some_text().encode("latin-1", "replace").replace(b"\\", b"").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn.append(b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (size, x, y, line.replace(b"\n", b" ")))
    return pdf_of(b"\n".join(drawn))


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page with this content stream."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, table, len(parts) + 1, len(out))  # fmt: skip


RECORD = Path(__file__).resolve().parent.parent / "tests" / "records" / "NCT09900001.json"


@cache
def _record() -> str:
    return RECORD.read_text(encoding="utf-8")


def registry(data: bytes) -> bytes:
    """A registry's record in which a few leaves hold something else."""
    program, record = Program(data), json.loads(_record())
    for _ in range(program.byte() % 12):
        holder, key = _some_leaf(record, program)
        holder[key] = _value(program)
    return json.dumps(record, ensure_ascii=program.byte() % 2 == 0).encode("utf-8", "ignore")


def _some_leaf(record: Any, program: Program) -> tuple[Any, Any]:
    holder, key = record, next(iter(record))
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = keys[program.byte() % len(keys)]
        if not isinstance(holder[key], (dict, list)) or not holder[key] or program.byte() > 240:
            return holder, key
        holder = holder[key]


def _value(program: Program) -> Any:
    kind = program.byte()
    made: tuple[Callable[[], Any], ...] = (
        program.some_text, program.number, lambda: program.number() / 7, lambda: str(program.number()), lambda: None, lambda: [], dict,
        lambda: {"value": program.some_text()}, lambda: [program.some_text()], lambda: True, lambda: "-" + str(program.number()), lambda: float("inf") if kind > 200 else 1e300,
    )  # fmt: skip
    return made[kind % len(made)]()


def archive(data: bytes) -> bytes:
    """A tar archive of files, links and folders with names that the program chooses."""
    program, out = Program(data), io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for _ in range(program.byte() % 8):
            info = tarfile.TarInfo(
                _clean(program.some_text())[:90] + (".txt", ".nxml", "", "/", ".gz", "/../x")[program.byte() % 6]
            )
            info.type = (
                tarfile.REGTYPE,
                tarfile.REGTYPE,
                tarfile.SYMTYPE,
                tarfile.LNKTYPE,
                tarfile.DIRTYPE,
                tarfile.CHRTYPE,
                tarfile.FIFOTYPE,
            )[program.byte() % 7]
            content = _clean(program.some_text()).encode("utf-8")
            info.size = len(content) if info.type == tarfile.REGTYPE else 0
            info.linkname = "../../etc/passwd"
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def json_list(data: bytes) -> bytes:
    """A list of small records, cut or wrapped in ways that the program chooses."""
    program, records = Program(data), []
    while program.left and len(records) < 20:
        module = {"nctId": f"NCT{program.number():08}", "briefTitle": program.some_text()}
        records.append(
            {"protocolSection": {"identificationModule": module, "x": _value(program)}} if program.byte() < 200 else _value(program)
        )
    wrapped: Any = records if len(data) % 3 else {"studies": records, "nextPageToken": "x"}
    return json.dumps(wrapped).encode("utf-8", "ignore")[: None if len(data) % 5 else -7]
