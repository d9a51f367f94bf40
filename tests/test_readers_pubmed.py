"""PubMed's two forms, XML and MEDLINE fields: what is read of a record, and where each record of a file stands."""

import gzip
import hashlib
import io
import random

import pytest

from extractors.document import Unreadable
from extractors.readers import read
from extractors.readers.format import Record
from extractors.readers.medline import records as medline_records
from extractors.readers.pubmed import records as pubmed_records
from extractors.studies import registry_ids

XML = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "pubmed_190101.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">31000001</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2024</Year><Month>May</Month></PubDate></JournalIssue></Journal>
<ArticleTitle>Cells at 10<sup>9</sup>/L in <i>progressive</i> disease.</ArticleTitle>
<ELocationID EIdType="doi">10.1000/xyz.1</ELocationID>
<Abstract><AbstractText Label="METHODS">We gave 2 x 10(6) cells/kg.</AbstractText>
<AbstractText Label="RESULTS">The hazard ratio was 0&#183;94&#8201;(95% CI 0.58&#x2013;1.50).</AbstractText></Abstract>
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT04749667</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
</Article></MedlineCitation>
<PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/other</ArticleId></ArticleIdList></Reference></ReferenceList>
<ArticleIdList><ArticleId IdType="pmc">PMC1234567</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
</PubmedArticleSet>
"""

NBIB = """PMID- 31000001
DP  - 2024 May 23
TI  - Cells in progressive disease: a trial with a title that goes on in
      a second line.
AB  - BACKGROUND & AIMS: We gave 2 x 10(6) cells/kg. RESULTS: The hazard ratio was
      0.94 (95% CI 0.58 to 1.50).
FAU - Doe, Jane
AID - 10.1000/xyz.1 [doi]
PMC - PMC1234567
SI  - ClinicalTrials.gov/NCT04749667
"""


def test_a_record_of_pubmed_xml() -> None:
    document = read(XML.encode(), "r")
    assert document.text == (
        "Cells at 10^9/L in progressive disease.\n\nMETHODS: We gave 2 x 10^6 cells/kg.\n\n"
        "RESULTS: The hazard ratio was 0·94\u2009(95% CI 0.58–1.50).\n\nClinicalTrials.gov: NCT04749667\n"
    )
    assert document.metadata == {
        "pmid": "31000001", "title": "Cells at 10^9/L in progressive disease.", "doi": "10.1000/xyz.1", "pmcid": "PMC1234567", "published": "2024-05",
    }  # fmt: skip
    assert registry_ids(document) == ["NCT04749667"]
    assert document.notices == ("PubMed says that this publication is retracted.",)
    results = document.piece_at(document.text.index("hazard"))
    assert results is not None
    assert results.section == "RESULTS"
    assert results.locator == "//PubmedArticle[.//PMID='31000001']/MedlineCitation[1]/Article[1]/Abstract[1]/AbstractText[2]"


def test_the_locator_is_an_xpath_that_finds_the_place() -> None:
    from lxml import etree

    document = read(XML.encode(), "r")
    tree = etree.fromstring(XML.encode())
    for piece in document.pieces:
        assert len(tree.xpath(piece.locator)) == 1


def test_a_medline_record() -> None:
    document = read(NBIB.encode(), "r")
    assert document.text == (
        "Cells in progressive disease: a trial with a title that goes on in a second line.\n\n"
        "BACKGROUND & AIMS: We gave 2 x 10^6 cells/kg.\n\nRESULTS: The hazard ratio was 0.94 (95% CI 0.58 to 1.50).\n\n"
        "ClinicalTrials.gov: NCT04749667\n"
    )
    assert document.metadata["doi"] == "10.1000/xyz.1"
    assert (document.metadata["pmid"], document.metadata["published"]) == ("31000001", "2024-05-23")
    assert registry_ids(document) == ["NCT04749667"]
    assert document.pieces[2].locator == "PMID 31000001, field AB"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (NBIB.replace("AB  - ", "AB: ").encode(), "Line 5 of the record is no MEDLINE field"),
        (NBIB.encode() + NBIB.encode(), "has 2 PMIDs"),
        (b"PMID- 1\nFAU - Doe, Jane\n", "holds no text"),
        (XML.replace("</Article>", "").encode(), "not well-formed"),
        (XML[:900].encode(), "cut short"),
        (XML.replace("</PubmedArticleSet>", "<PubmedArticle></PubmedArticle></PubmedArticleSet>").encode(), "2 PubMed records"),
    ],
)
def test_what_is_damaged_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data, "r")


class Dripping(io.BytesIO):
    """A stream that gives a few bytes at a time, as sockets and archives do."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(random.Random(self.tell()).randint(1, 90))


@pytest.mark.parametrize("stream", [io.BytesIO, Dripping])
def test_medline_records_are_found_wherever_the_stream_is_cut(stream: type[io.BytesIO]) -> None:
    texts = [NBIB.replace("31000001", str(31000000 + number)).strip() for number in range(30)]
    data = ("\ufeff\n" + "\n\n".join(texts[:10]) + "\r\n \r\n" + "\n".join(texts[10:]) + "\n\n").encode()
    found = list(medline_records(stream(data)))
    assert [data[record.start : record.end].decode() for record in found] == texts
    assert [record.record_id for record in found] == [str(31000000 + number) for number in range(30)]
    assert found[3].sha256 == hashlib.sha256(texts[3].encode()).hexdigest()


@pytest.mark.parametrize("stream", [io.BytesIO, Dripping])
def test_pubmed_records_are_found_wherever_the_stream_is_cut(stream: type[io.BytesIO]) -> None:
    begin, end = XML.index("<PubmedArticle>"), XML.index("</PubmedArticleSet>")
    texts = [XML[begin:end].strip().replace("31000001", str(31000000 + number)) for number in range(12)]
    data = (XML[:begin] + "\n".join(texts) + XML[end:]).encode()
    found = list(pubmed_records(stream(data)))
    assert [data[record.start : record.end].decode() for record in found] == texts
    assert {record.fault for record in found} == {None}
    cut = list(pubmed_records(stream(data[:-3000])))
    assert [record.fault is None for record in cut] == [True] * (len(cut) - 2) + [False, False]
    assert cut[-1] == Record(None, len(data) - 3000, len(data) - 3000, fault=cut[-1].fault)


def test_a_second_version_is_a_record_of_its_own() -> None:
    data = XML.replace('Version="1"', 'Version="2"').encode()
    assert [record.record_id for record in pubmed_records(io.BytesIO(data))] == ["31000001.2"]


def test_an_archive_of_one_record_is_read() -> None:
    assert read(gzip.compress(NBIB.encode()), "r") == read(NBIB.encode(), "r")
