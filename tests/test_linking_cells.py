"""What rules for running text read in a sentence inside a table's cell is doubtful: they do not ask the table's heads."""

from extractors.pipeline import extract
from extractors.readers import read

TABLE = """<article><body><p>At 6 months pain was 4.1 ± 1.2 in the MSC group and 4.9 ± 1.3 in the placebo group.</p>
<table-wrap><table><thead><tr><th>Outcome</th><th>Week 3</th><th>Effect</th></tr></thead>
<tbody><tr><td>Fatigue</td><td>It fell to 5.6 ± 1.1 in the MSC group, which had taken all of the infusions as planned</td><td>HR 0.94 (95% CI 0.58 to 1.50)</td></tr></tbody></table></table-wrap></body></article>"""


def test_a_measurement_in_a_cell_is_doubtful_and_one_in_a_sentence_is_not() -> None:
    tables = extract(read(TABLE.encode(), "r")).tables
    told = {row["param_value"]: "link_heads_unread" in (row["review_reasons"] or "") for row in tables["measurements"]}
    assert told == {4.1: False, 4.9: False, 5.6: True}


def test_an_estimate_that_its_cell_names_is_read_as_in_a_sentence() -> None:
    [row] = extract(read(TABLE.encode(), "r")).tables["analyses"]
    assert (row["param_type"], row["param_value"]) == ("hazard_ratio", 0.94)
    assert "link_heads_unread" not in (row["review_reasons"] or "")
