"""Folding and numbers: one spelling, the same length, and what printed digits and words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Document, Piece, PieceKind, fold
from extractors.numbers import value_of, words_value


@given(st.text())
def test_folding_keeps_the_length_and_happens_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("0·94", "0.94"), ("−1.8 – 2", "-1.8 - 2"), ("n = 5", "n = 5"), ("“x” ‘y’", "\"x\" 'y'"), ("a\tb\nc", "a b\nc"), ("· item", "· item"),
        ("p＜·05", "p<.05"), ("BENEFIT‐EXT", "BENEFIT-EXT"),
    ],
)  # fmt: skip
def test_one_spelling(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("18", 18.0), ("0.94", 0.94), (".03", 0.03), ("1,011", 1011.0), ("12,345.6", 12345.6), ("-0.31", -0.31), ("- 9.2", -9.2), ("+9.7", 9.7), ("3.29×10-6", 3.29e-6),
        ("1 x 10^6", 1e6), ("forty-one", 41.0), ("one hundred and twelve", 112.0), ("two thousand", 2000.0), ("Eighteen", 18.0), ("zero", 0.0), ("-0", 0.0),
        ("1,4542", None), ("", None), ("twelfth", None), ("1.2.3", None), ("NE", None), ("½", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_value_of_what_is_printed(printed: str, value: float | None) -> None:
    assert value_of(printed) == value


def test_minus_zero_is_zero() -> None:
    assert str(value_of("-0.0")) == "0.0"


@given(st.floats(min_value=-1e12, max_value=1e12).map(lambda number: f"{number:.4f}"))
def test_every_decimal_reads_as_itself(printed: str) -> None:
    assert value_of(printed) == float(printed)


@given(st.text(max_size=40))
def test_any_text_has_a_value_or_none(text: str) -> None:
    value = value_of(fold(text))
    assert value is None or value == value


def test_words_that_are_no_number() -> None:
    assert words_value("several") is None
    assert words_value("") is None


def test_pieces_are_found_by_offset() -> None:
    document = Document(
        "r", "ab\ncd", (Piece(0, 2, PieceKind.HEADING, "line 1"), Piece(3, 5, PieceKind.PARAGRAPH, "line 2")), "text/plain", "text"
    )
    assert [getattr(document.piece_at(offset), "locator", None) for offset in range(6)] == [
        "line 1",
        "line 1",
        None,
        "line 2",
        "line 2",
        None,
    ]
