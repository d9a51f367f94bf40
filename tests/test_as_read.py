"""How a text is spaced, wrapped and encoded changes none of its rows; what it says stays where it stands."""

from typing import Any

import pytest

from extractors.as_read import as_read
from extractors.document import Document
from extractors.pipeline import Extraction, extract
from extractors.readers import read

REPORT = """\
A trial of MSC in multiple sclerosis
Results
At 6 months the latency did not differ between the MSC group (n = 27) and the placebo group (n = 28) (β = -0.31; 95% CI -1.84 to 1.22; P = 0.668). Fever occurred in 12 of 27 patients in the MSC group and in 4 of 28 in the placebo group, and nobody died in either of the two groups.
The mean EDSS score at 12 months was 4.1 (SD 1.2) in the MSC group and 4.6 (SD 1.3) in the placebo group, a difference of -0.5 points (95% CI -1.1 to 0.1; P=0.09).
"""


def document(text: str) -> Document:
    return read(text.encode(), "report")


def told(text: str) -> list[Any]:
    """Every row with its numbers and what it is about, without places."""
    tables = extract(document(text)).tables
    left_out = {"row_id", "start", "end", "quote", "locator"}
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for table in ("sample_sizes", "analyses", "measurements", "adverse_events")
        for row in tables[table]
    ]


def wrapped(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        words, begun = line.split(" "), ""
        for word in words:
            if begun and len(begun) + 1 + len(word) > width:
                lines.append(begun)
                begun = word
            else:
                begun = f"{begun} {word}" if begun else word
        lines.append(begun)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "respaced",
    [
        REPORT.replace(" ", "  "),
        REPORT.replace("95% CI", "95%    CI").replace("of 27", "of\u00a0 27"),
        REPORT.replace(" ", "\u2009"),
        REPORT.replace(" ", "\u3000"),
        REPORT.replace("(", "( ").replace(")", " )"),
        REPORT.replace("\n", "\r\n"),
        REPORT.replace("months", "mon\u00adths").replace("group", "\u200bgroup"),
        *(wrapped(REPORT, width) for width in (50, 72, 100)),
    ],
    ids=["wide", "one wide", "thin", "ideographic", "in brackets", "other line ends", "invisible", "50", "72", "100"],
)
def test_the_same_is_read(respaced: str) -> None:
    assert len(told(REPORT)) == 8
    assert told(respaced) == told(REPORT)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("the  12   months", "the 12 months"),
        ("n = 12   500 mg", "n = 12  500 mg"),  # two numbers stay two
        ("Fever   12   (4)   14", "Fever   12   (4)   14"),  # columns stay apart
        ("a\t\t12", "a\t\t12"),
        ("with placebo ( n = 5 )", "with placebo (n = 5)"),
        ("were randomised to the\nMSC group", "were randomised to the MSC group"),
        ("Number of patients with an event of any kind\n12 (34%)", "Number of patients with an event of any kind\n12 (34%)"),
        ("Safety\nNobody died.", "Safety\nNobody died."),
        ("- what began and\n- what went on", "- what began and\n- what went on"),
        ("0.9\u200b4", "0.94"),
    ],
)
def test_spaces_and_lines(text: str, read_as: str) -> None:
    assert as_read(document(text)).document.text == read_as


def test_a_heading_is_no_wrapped_sentence() -> None:
    text = "Patients in the groups were as old\nand as ill as those who had been treated with the cells before."
    assert [piece.kind.value for piece in document(text).pieces] == ["paragraph", "paragraph"]


def test_what_is_read_is_quoted_as_it_stands() -> None:
    respaced = wrapped(REPORT, 60).replace("95% CI", "95%  CI")
    found: Extraction = extract(document(respaced))
    text = document(respaced).text
    for table in ("sample_sizes", "analyses", "measurements", "adverse_events"):
        for row in found.tables[table]:
            assert text[row["start"] : row["end"]] == row["quote"]
    for claim in found.tables["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["raw"]
    assert any("95%  CI" in row["quote"] for row in found.tables["analyses"])


def test_a_plain_text_is_read_as_it_is() -> None:
    plain = document("At 6 months nobody died.")
    assert as_read(plain).document is plain
