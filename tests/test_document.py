"""What a document knows beside its text: what no rule may read, and where on a page a stretch stands."""

import json

from extractors.document import Aside, AsideReason, Box, Document, Piece, PieceKind
from flows.document_json import as_json, from_json

TEXT = "HR 0.94¹²\nTrials 2015\nend"


def paged() -> Document:
    return Document(
        "r",
        TEXT,
        (Piece(0, 9, PieceKind.PARAGRAPH, "page 1: 1,2,30,12"),),
        "application/pdf",
        "pdf",
        asides=(Aside(7, 9, AsideReason.REFERENCE_MARK), Aside(10, 21, AsideReason.PAGE_FURNITURE)),
        boxes=(
            Box(0, 2, 1, 10.5, 20.0, 60.0, 30.0),
            Box(3, 9, 1, 12.0, 31.0, 58.2, 41.2),
            Box(10, 21, 1, 300.0, 20.0, 350.0, 30.0),
            Box(22, 25, 2, 10.0, 20.0, 60.0, 30.0),
        ),
    )


def test_rules_do_not_see_asides_and_offsets_stay() -> None:
    document = paged()
    assert document.folded == "HR 0.94  \n           \nend"
    assert len(document.folded) == len(document.text)


def test_a_stretch_has_the_boxes_of_its_lines() -> None:
    document = paged()
    assert document.locator_at(0, 2) == "page 1: 10,20,60,30"
    assert document.locator_at(1, 5) == "page 1: 10,20,60,42"
    assert document.locator_at(3, 25) == "page 1: 12,31,59,42; page 1: 300,20,350,30; page 2: 10,20,60,30"


def test_without_pages_the_piece_says_where() -> None:
    document = Document("r", "18 patients", (Piece(0, 11, PieceKind.PARAGRAPH, "line 1"),), "text/plain", "text")
    assert (document.locator_at(3, 11), document.locator_at(11, 12)) == ("line 1", "character 11")


def test_a_document_comes_back_from_json_as_it_was() -> None:
    assert from_json("r", json.loads(json.dumps(as_json(paged())))) == paged()
