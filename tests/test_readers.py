"""The readers together: a file's content says which one reads it, and whatever it holds, it is read or refused."""

import gzip
import itertools

import pytest

from extractors.document import Document, Unreadable
from extractors.readers import FORMATS, format_of, read, refuse_misnamed, unpacked

EXAMPLES = [(found.name, example) for found in FORMATS for example in found.examples]


def in_order(document: Document) -> bool:
    """Whether the pieces, and the asides, stand in order, apart from each other and within the text."""
    bounds = [(piece.start, piece.end) for piece in document.pieces]
    asides = [(aside.start, aside.end) for aside in document.asides]
    heads = [head for piece in document.pieces for head in (*piece.row_heads, *piece.column_heads)]
    return (
        all(one[1] <= other[0] for one, other in itertools.pairwise(bounds))
        and all(0 <= start < end <= len(document.text) for start, end in bounds)
        and all(one[1] <= other[0] for one, other in itertools.pairwise(asides))
        and all(0 <= start < end <= len(document.text) for start, end in asides)
        and all(document.text[head.start : head.end].strip() for head in heads)
    )


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_one_format_alone_recognises_each_example(name: str, example: bytes) -> None:
    assert [found.name for found in FORMATS if found.recognises(example)] == [name]
    assert format_of(unpacked(gzip.compress(example))).name == name


@pytest.mark.parametrize(("name", "refused"), [(found.name, refused) for found in FORMATS for refused in found.refuses])
def test_no_format_recognises_what_it_must_refuse(name: str, refused: bytes) -> None:
    assert name not in [found.name for found in FORMATS if found.recognises(refused)]


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.name)
def test_each_format_says_what_it_is(found) -> None:
    assert found.suffixes
    assert found.refuses
    assert found.examples or found.name == "text"
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in found.suffixes)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.nxml", b"Please log in."),
        ("a.xml.gz", gzip.compress(b"Please log in.")),
        ("a.XML", b"18 patients"),
    ],
    ids=["nxml", "xml.gz", "XML"],
)
def test_a_name_that_says_another_format_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^The name says \.(nxml|xml|XML), but the content is "):
        refuse_misnamed(name, data)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.download", "a.nxml", "a.nxml.gz"])
def test_a_name_that_says_nothing_else_is_taken(name: str) -> None:
    refuse_misnamed(name, b"<article><body><p>18 patients</p></body></article>")
    refuse_misnamed(name, gzip.compress(b"<article><body><p>18 patients</p></body></article>"))


def test_what_stands_in_an_archive_is_read() -> None:
    assert read(gzip.compress(b"18 patients"), "r") == read(b"18 patients", "r")
    assert read(gzip.compress(b"18 ") + gzip.compress(b"patients"), "r").text == "18 patients"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"18 patients")[:-9], "ends before its end"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff", "damaged"),
    ],
    ids=["cut", "damaged"],
)
def test_a_damaged_archive_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data, "r")


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 1,000 bytes"):
        unpacked(gzip.compress(b"0" * 1_000_000), limit=1_000)
