"""The text reader: what it refuses, and that its pieces are the file's own characters in their order."""

import codecs
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Document, PieceKind, Unreadable
from extractors.pipeline import extract
from extractors.readers import read


def pieces(text: str) -> list[tuple[str, str, str | None]]:
    document = read(text.encode(), "report")
    return [(piece.kind.value, document.text[piece.start : piece.end], piece.section) for piece in document.pieces]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"), (b" \n\t\r\n", "empty"), ("\u200b\ufeff".encode(), "empty"), (b"%PDF-1.7\n...", "PDF is cut short"), (b"PK\x03\x04rest", "zip"),
        (b"\x1f\x8b\x08", "gzip archive ends"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"caf\xe9 0.05", "byte 0xe9 at offset 3"), (b"p = 0.05\x00\x00", "control character 0x00 at character 8"),
        (b"a\x07b", "control character 0x07"), (b"\xff\xfea\x00b", "UTF-16"), (b"<?xml version='1.0'?><a/>", "XML"), (b"\xff\xfe\x00\x00abc", "UTF-32"), ("p = 0.05".encode("utf-16-le"), "control character 0x00"), ("−0·94".encode("utf-16-be"), "not valid UTF-8|control character"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("(", r"\(")) as refusal:
        read(data, "report")
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_and_line_ends(encoding: str) -> None:
    document = read("β = −0·31\r\nfin\rend".encode(encoding), "report")
    assert document.text == "β = −0·31\nfin\nend"
    assert (document.media_type, document.reader, document.report_id) == ("text/plain", "text", "report")


def test_big_endian_marks() -> None:
    assert read(codecs.BOM_UTF16_BE + "18 patients".encode("utf-16-be"), "r").text == "18 patients"


def test_headings_give_their_section() -> None:
    found = pieces(
        "# Results #\nFirst line here.\n\nSafety\n\nNo one died.\n- fever\n1. cough\nBODY.RESULTS.2. HARMS:\nAll was well.\n"
    )
    assert found == [
        ("heading", "# Results #", "Results"), ("paragraph", "First line here.", "Results"), ("heading", "Safety", "Safety"), ("paragraph", "No one died.", "Safety"),
        ("list_item", "- fever", "Safety"), ("list_item", "1. cough", "Safety"), ("heading", "BODY.RESULTS.2. HARMS:", "BODY.RESULTS.2. HARMS"),
        ("paragraph", "All was well.", "BODY.RESULTS.2. HARMS"),
    ]  # fmt: skip


def test_labels_inside_a_paragraph_cut_it() -> None:
    assert pieces("Background: Cells help. METHODS: We gave some. Results were good, as results: show.") == [
        ("paragraph", "Background: Cells help.", "Background"),
        ("paragraph", "METHODS: We gave some. Results were good, as results: show.", "METHODS"),
    ]


def test_a_sentence_is_no_heading() -> None:
    assert [kind for kind, _, _ in pieces("It ended well.\nand it went on for a long time after that\n")] == [
        "paragraph",
        "paragraph",
    ]


def test_cells_know_their_heads() -> None:
    document = read(
        b"| Arm | HR/OR | P |\n|:---|:-:|---|\n| Cells | 0.9 (0.5 to 1.2) | |\n| Placebo | - | 0.67 |\n\nAfter a \\| pipe.\n", "r"
    )
    cells = [piece for piece in document.pieces if piece.kind is PieceKind.CELL]
    text = document.text
    assert [text[cell.start : cell.end] for cell in cells] == [
        "Arm",
        "HR/OR",
        "P",
        "Cells",
        "0.9 (0.5 to 1.2)",
        "Placebo",
        "-",
        "0.67",
    ]
    last = cells[-1]
    assert [text[head.start : head.end] for head in (*last.row_heads, *last.column_heads)] == ["Placebo", "P"]
    assert (last.table, last.row, last.column, last.locator) == (0, 2, 2, "line 4, column 3")
    assert document.pieces[-1].kind is PieceKind.PARAGRAPH


def test_pipes_without_a_rule_of_dashes_are_no_table() -> None:
    assert [kind for kind, _, _ in pieces("yes | no\nmaybe | never\n")] == ["paragraph", "paragraph"]


def in_order(document: Document) -> bool:
    bounds = [(piece.start, piece.end) for piece in document.pieces]
    apart = all(one[1] <= other[0] for one, other in itertools.pairwise(bounds))
    return apart and all(0 <= start < end <= len(document.text) for start, end in bounds)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t|-#:.* ")))
def test_any_text_becomes_pieces_in_order(text: str) -> None:
    try:
        document = read(text.encode(), "report")
    except Unreadable:
        return
    assert in_order(document)
    covered = {offset for piece in document.pieces for offset in range(piece.start, piece.end)}
    left_out = {character for offset, character in enumerate(document.text) if offset not in covered}
    # Only white space, what nobody sees, and the dashes, pipes and colons that draw a table or a rule.
    assert not {character for character in left_out if character.isalnum()}


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data, "report")
    except Unreadable:
        return
    assert in_order(document)


def test_a_long_file_takes_no_long_time() -> None:
    assert len(read(b"Short\n\n" * 20_000, "report").pieces) == 20_000
    assert read(b"#" + b" #" * 50_000, "report").pieces
    assert read(b"|" * 50_000 + b"\n" + b"|-" * 25_000, "report").text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("HR **0.94** (*n* = 5)", "HR   0.94   ( n  = 5)"), ("__P__=0.03, _P_=0.04", "  P  =0.03,  P =0.04"), ("***p < 0.05***", "   p < 0.05   "),
        ("0.03* and 0.04*", "0.03* and 0.04*"), ("* p < 0.05, ** p < 0.01", "* p < 0.05, ** p < 0.01"), ("(*) and (**)", "(*) and (**)"),
        ("t_1 and t_2", "t_1 and t_2"), ("2 * 3 * 4", "2 * 3 * 4"), ("2*3*4", "2*3*4"), ("**bold\nline**", "**bold\nline**"),
    ],
)  # fmt: skip
def test_marks_of_emphasis_are_seen_by_no_rule(text: str, folded: str) -> None:
    document = read(text.encode(), "r")
    assert (document.text, document.folded) == (text, folded)


def test_an_emphasised_result_is_read_as_one() -> None:
    plain = "The hazard ratio for relapse was 0.94 (95% CI 0.58 to 1.50; P=0.78)."
    emphasised = plain.replace("0.94", "**0.94**").replace("P=", "*P*=").replace("95% CI", "__95% CI__")
    read_as = [
        [
            (row["param_value"], row["ci_lower_limit"], row["p_value"], row["review"])
            for row in extract(read(text.encode(), "r")).tables["analyses"]
        ]
        for text in (plain, emphasised)
    ]
    assert read_as[0] == read_as[1]
