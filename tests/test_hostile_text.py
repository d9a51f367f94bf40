"""A value that a reader would not see is never recorded: what deceives the eye is refused, or read as it is seen and doubtful."""

import time

import pytest

from extractors.pipeline import Extraction, extract
from extractors.readers import read
from schemas.checks import reasons_of, run_checks

STATEMENT = "At 6 months the hazard ratio for relapse was {} with MSC versus placebo (95% CI 0.58 to 1.50, p=0.78)."
COUNTED = "Fever occurred in {} of 84 patients in the MSC group and in 9 of 80 in the placebo group."


def extraction(text: str) -> Extraction:
    return extract(read(text.encode(), "report"))


AS_SEEN_AND_DOUBTFUL = {
    "a zero-width space": "0.9\u200b4", "a zero-width joiner": "0.\u200d94", "a soft hyphen": "0.9\u00ad4", "a byte order mark": "0\ufeff.94",
    "a word joiner": "0.9\u20604", "an invisible times": "0.9\u20624", "a tag": "0.9\U000e00344", "a filler": "0.9\u31644", "a left-to-right mark": "0.\u200e94",
    "fullwidth": "０.９４", "one fullwidth": "0.9４", "Arabic-Indic": "٠.٩٤", "Devanagari": "०.९४", "mathematical bold": "0.𝟗𝟒", "mathematical monospace": "𝟶.𝟿𝟺",
}  # fmt: skip

REFUSED = {
    "turned round": "\u202e49.0\u202c", "turned round in an isolate": "\u206749.0\u2069", "turned round to the line's end": "\u202e49.0",
    "turned round within another turn": "\u202b\u202a49.0\u202c\u202c", "circled": "0.9④", "O for 0": "0.9O", "o for 0": "o.94", "l for 1": "l.94", "I for 1": "I.94",
    "Cyrillic O": "О.94", "Greek omicron": "ο.94", "struck out": "0.9\u03384", "a keycap": "0.94\ufe0f\u20e3", "a half": "2½", "a Roman numeral": "2Ⅳ", "an Arabic point": "0٫94",
    "a fraction stroke": "1⁄2", "a fullwidth point": "0．94", "a minus that is none": "˗0.94", "a heavy minus": "➖0.94", "a raised minus": "⁻0.94",
    "a giant exponent": "1e999", "a giant power": "9 × 10^999", "NaN": "NaN", "infinity": "inf", "a sign for it": "∞", "digits without end": "9" * 400,
}  # fmt: skip


@pytest.mark.parametrize("printed", AS_SEEN_AND_DOUBTFUL.values(), ids=AS_SEEN_AND_DOUBTFUL)
def test_what_can_be_seen_is_read_and_doubtful(printed: str) -> None:
    [row] = extraction(STATEMENT.format(printed)).tables["analyses"]
    assert (row["param_value"], row["ci_lower_limit"]) == (0.94, 0.58)
    assert "read_characters_deceptive" in row["review_reasons"]
    assert printed in row["quote"]


@pytest.mark.parametrize("printed", REFUSED.values(), ids=REFUSED)
def test_what_cannot_is_no_value(printed: str) -> None:
    tables = extraction(STATEMENT.format(printed)).tables
    assert all(row["param_value"] is None for row in tables["analyses"])
    assert not tables["measurements"]
    start = STATEMENT.index("{")
    here = [number for number in tables["numbers"] if start <= number["start"] < start + len(printed)]
    assert {number["status"] for number in here} <= {"unclaimed"}
    assert here or not any(character.isnumeric() for character in printed)


@pytest.mark.parametrize("printed", ["1\u200b2", "１２", "1２"], ids=["zero-width", "fullwidth", "one fullwidth"])
def test_a_count_is_as_doubtful(printed: str) -> None:
    rows = extraction(COUNTED.format(printed)).tables["adverse_events"]
    assert [row["subjects_affected"] for row in rows] == [12, 9]
    assert "read_characters_deceptive" in rows[0]["review_reasons"]
    assert "read_characters_deceptive" not in (rows[1]["review_reasons"] or "")


@pytest.mark.parametrize(
    "printed", ["l2", "1O", "\u202e21\u202c", "1②", "1̶2"], ids=["l for 1", "O for 0", "turned", "circled", "struck"]
)
def test_a_count_is_as_refused(printed: str) -> None:
    rows = extraction(COUNTED.format(printed)).tables["adverse_events"]
    assert 9 in [row["subjects_affected"] for row in rows]
    assert all("read_characters_deceptive" in (row["review_reasons"] or "") for row in rows if row["subjects_affected"] != 9)


@pytest.mark.parametrize(
    "text",
    [
        "VO2 and O2 were measured; heterogeneity was low (I2 = 12%), and 123I-FP-CIT was given.",
        "The so\u00adcalled co\u200bhort had 10\u2009mL.",
        "It is in abstract O150, and NCT01234567, and 2 l of water.",
    ],
)
def test_what_is_no_deceit_is_left_alone(text: str) -> None:
    plain = text.replace("\u00ad", "").replace("\u200b", "").replace("\u2009", " ")
    statuses = [[(number["status"], number["reason"]) for number in extraction(one).tables["numbers"]] for one in (text, plain)]
    assert statuses[0] == statuses[1]


def test_letters_from_right_to_left_in_a_statement_make_it_doubtful() -> None:
    text = "The hazard ratio for relapse was 0.94 (95% CI שלום 0.58 to 1.50)."
    assert all(row["review"] == "doubtful" for row in extraction(text).tables["analyses"])


@pytest.mark.parametrize(
    "printed", ["95% CI 0.58 to 1.50", "5% CI 0.58 to 1.50", "329995% CI 0.58 to 1.50", "99.9% CI 0.58 to 1.50"]
)
def test_a_level_that_cannot_be_keeps_no_report_out(printed: str) -> None:
    rows = extraction(f"The hazard ratio for relapse was 0.94 ({printed}; p=0.78).").tables["analyses"]
    level = float(printed.partition("%")[0])
    assert (rows[0]["param_value"], rows[0]["ci_percent"]) == (0.94, level if 50 <= level <= 100 else None)


@pytest.mark.parametrize(
    "text",
    [
        "{} of 5 patients.",
        "Response was seen in {} of 5 patients with MSC.",
        "In the MSC group {} of 5 patients (180%) improved.",
        "In the MSC group {}/5 (180%) patients improved.",
        "{}/5 patients responded.",
        "{} out of 5 participants completed the study.",
        "Fever occurred in {} of 5 patients in the MSC group and in 2 of 6 in the placebo group.",
        "{} (180%) of 5 patients improved with MSC.",
    ],
)
def test_more_than_all_is_seen_by_the_curator(text: str) -> None:
    tables = extraction(text.format(9)).tables
    assert all(number["status"] != "set_aside" for number in tables["numbers"])
    claimed = {(claim["row_id"], claim["raw"]) for claim in tables["claims"]}
    doubted = reasons_of(
        run_checks({name: tables[name] for name in ("sample_sizes", "analyses", "measurements", "adverse_events")})
    )
    for name in ("sample_sizes", "measurements", "adverse_events"):
        for row in tables[name]:
            if {(row["row_id"], printed) for printed in ("9", "5", "180")} & claimed:
                assert row["review"] == "doubtful" or row["row_id"] in doubted, row


@pytest.mark.parametrize(
    "part",
    [
        "(",
        "[(",
        ")",
        "((12",
        "9",
        "9.",
        "1,000",
        "- ",
        "±1 ",
        "95% CI ",
        "\u202e1",
        "1\u200b",
        "1\u0338",
        "1O.",
        "①",
        "e9",
        "1e9",
        "  1",
        "a\n",
        "of the\n",
        "( ",
        "x   ",
    ],
)
def test_what_repeats_without_end_is_read_in_time(part: str) -> None:
    text = part * (2_000 // len(part))
    extraction(text[:500])
    began = time.process_time()
    extraction(text)
    assert time.process_time() - began < 2
