"""Tables are read by their heads: what a number is, of whom, of what and when is said over it, beside it, or in the caption."""

from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.readers import read

PROSE = "<p>Patients were randomised to cells (MSC group) or to placebo. The MSC group and the placebo group were compared.</p>"


def tables(rows: str, caption: str = "", foot: str = "", prose: str = PROSE) -> dict[str, list[dict[str, Any]]]:
    """What a page with one table says: rows are lines, cells are parted by "|", and lines up to "--" are heads ("text^2" spans two)."""
    above, _, below = rows.strip().rpartition("--")
    head = "".join(_line(line, "th") for line in above.strip().splitlines())
    body = "".join(_line(line, "td") for line in below.strip().splitlines())
    table = f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{body}</tbody><tfoot></tfoot></table>"
    page = f"<html><body><article>{prose}{table}<p>{foot}</p></article></body></html>"
    return dict(extract(read(page.encode(), "r")).tables)


def _line(line: str, tag: str) -> str:
    cells = []
    for cell in line.split("|"):
        text, _, span = cell.strip().partition("^")
        cells.append(f'<{tag} colspan="{span or 1}">{text}</{tag}>')
    return f"<tr>{''.join(cells)}</tr>"


def picked(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


VALUES = ("group_label", "outcome_title", "param_type", "param_value", "dispersion_type", "dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit", "numerator", "denominator", "review")  # fmt: skip


@pytest.mark.parametrize(
    ("label", "cell", "expected"),
    [
        ("Age, years, mean (SD)", "49.4 (4.5)", ("Age", "mean", 49.4, "sd", 4.5, None, None, None, None, "clear")),
        ("Age (years), mean ± SEM", "49.4 ± 0.5*", ("Age", "mean", 49.4, "se", 0.5, None, None, None, None, "clear")),
        ("Age", "49.4 ± 4.5", ("Age", "mean", 49.4, "sd", 4.5, None, None, None, None, "doubtful")),
        ("Male, n (%)", "12 (43)", ("Male", "percent", 43.0, None, None, None, None, 12, None, "clear")),
        ("Male, no. (%)", "12a (43)", ("Male", "percent", 43.0, None, None, None, None, 12, None, "clear")),
        ("Smokers", "12 (43%)", ("Smokers", "percent", 43.0, None, None, None, None, 12, None, "clear")),
        ("Smokers, % (n)", "43 (12)", ("Smokers", "percent", 43.0, None, None, None, None, 12, None, "clear")),
        ("Responders", "12/28 (43%)", ("Responders", "percent", 43.0, None, None, None, None, 12, 28, "clear")),
        ("Responders", "12/28", ("Responders", "count", 12.0, None, None, None, None, 12, 28, "clear")),
        ("Pain, median [IQR]", "9.0 [3–12]", ("Pain", "median", 9.0, "iqr", None, 3.0, 12.0, None, None, "clear")),
        ("Pain, median (range)", "9 (3–12)", ("Pain", "median", 9.0, "range", None, 3.0, 12.0, None, None, "clear")),
        ("Pain, mean (95% CI)", "−0.5 (−1.0 to 0.1)", ("Pain", "mean", -0.5, "ci", None, -1.0, 0.1, None, None, "clear")),
        ("Pain", "9 (3–12)", ("Pain", "other", 9.0, None, None, 3.0, 12.0, None, None, "doubtful")),
        ("Pain, mean", "45.2", ("Pain", "mean", 45.2, None, None, None, None, None, None, "clear")),
        ("LVEF (%), mean (SD)", "45 (6)", ("LVEF", "mean", 45.0, "sd", 6.0, None, None, None, None, "clear")),
        ("HbA1c, %, mean", "7.1", ("HbA1c", "mean", 7.1, None, None, None, None, None, None, "clear")),
        ("Pain score", "4.2", ("Pain score", "other", 4.2, None, None, None, None, None, None, "doubtful")),
        ("Weight, kg", "70.1 (SD 6.2)", ("Weight", "mean", 70.1, "sd", 6.2, None, None, None, None, "clear")),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_heads_say(label: str, cell: str, expected: tuple[Any, ...]) -> None:
    got = tables(f"Characteristic | MSC group | Placebo group\n--\n{label} | {cell} | NA")
    assert picked(got["measurements"], *VALUES) == [("MSC group", *expected)]


@pytest.mark.parametrize("cell", ["—", "-", "NA", "NS", "", "n/a"])
def test_an_empty_cell_is_no_row(cell: str) -> None:
    got = tables(f"Outcome | MSC group | Placebo group\n--\nPain, mean (SD) | {cell} | {cell}")
    assert not got["measurements"]
    assert not got["analyses"]


def test_sizes_stand_in_heads_and_are_claimed_there() -> None:
    got = tables(
        "Outcome | MSC (n = 27) | Placebo (n=1,026)\n--\nFever, n (%) | 9 (33) | 10 (1)",
        caption="Table 1. Baseline characteristics",
    )
    assert picked(got["sample_sizes"], "group_label", "n") == [("MSC", 27), ("Placebo", 1026)]
    assert picked(got["measurements"], "group_label", "group_n", "time_frame", "denominator") == [("MSC", 27, "baseline", None), ("Placebo", 1026, "baseline", None)]  # fmt: skip
    raw = {claim["raw"] for claim in got["claims"] if claim["column"] == "group_n"}
    assert raw == {"27", "1,026"}


def test_a_size_proves_what_a_bracket_is_and_refutes_it() -> None:
    said = "Values are mean (SD) or n (%)."
    got = tables("Variable | MSC (n = 27) | Placebo (n = 30)\n--\nWomen | 9 (33) | 12 (40)\nPain | 41 (18) | 44 (17)", caption=said)
    assert picked(got["measurements"], "param_type", "param_value", "review") == [
        ("percent", 33.0, "clear"), ("percent", 40.0, "clear"), ("mean", 41.0, "clear"), ("mean", 44.0, "clear"),
    ]  # fmt: skip


def test_times_over_and_under_groups() -> None:
    nested = tables(
        "Outcome | MSC group^2 | Placebo group^2\n | Baseline | 6 months | Baseline | 6 months\n--\nPain, mean (SD) | 6 (1) | 3 (1) | 6 (2) | 5 (2)"
    )
    rows = tables("Pain, mean (SD) | MSC group | Placebo group\n--\nBaseline | 6 (1) | 6 (2)\n6 months | 3 (1) | 5 (2)")
    stacked = tables("Outcome | Group | Baseline | 6 months\n--\nPain, mean (SD) | MSC | 6 (1) | 3 (1)\n | Placebo | 6 (2) | 5 (2)")
    columns = ("group_label", "outcome_title", "time_frame", "param_value")
    told = {("baseline", 6.0, "m"), ("6 months", 3.0, "m"), ("baseline", 6.0, "p"), ("6 months", 5.0, "p")}
    for got in (nested, rows, stacked):
        assert {(time, value, group[0].lower()) for group, _, time, value in picked(got["measurements"], *columns)} == told
        assert {title for _, title, _, _ in picked(got["measurements"], *columns)} == {"Pain"}


def test_an_estimate_with_its_interval_and_p_value_in_the_columns_beside_it() -> None:
    expected = ("Pain", "MSC group", "Placebo group", "hazard_ratio", 0.94, 95.0, 0.58, 1.5, "=", 0.03)
    columns = ("outcome_title", "group_label", "comparator_label", "param_type", "param_value", "ci_percent", "ci_lower_limit", "ci_upper_limit", "p_value_modifier", "p_value")  # fmt: skip
    for heads, cells in (
        ("HR (95% CI) | P", "0.94 (0.58, 1.50) | .03"),
        ("HR (95% CI; P)", "0.94 (0.58 to 1.50; P = .03)"),
        ("HR | 95% CI | P value", "0.94 | 0.58–1.50 | 0.03†"),
        ("HR^2 | P value", "0.94 | (0.58–1.50) | 0.03"),
    ):
        level = "" if "95" in heads else " "
        got = tables(f"Outcome | MSC group | Placebo group | {heads}\n--\nPain | 3 (10%) | 4 (12%) | {cells}")
        assert picked(got["analyses"], *columns) == [tuple(None if level and column == "ci_percent" else value for column, value in zip(columns, expected, strict=True))]  # fmt: skip


def test_lower_and_upper_limits_in_columns_of_their_own() -> None:
    got = tables("Outcome | OR | 95% CI^2 | P\n | | Lower | Upper | \n--\nRelapse | 0.8 | 0.5 | 1.3 | 0.4")
    assert picked(got["analyses"], "param_type", "param_value", "ci_percent", "ci_lower_limit", "ci_upper_limit", "p_value") == [("odds_ratio", 0.8, 95.0, 0.5, 1.3, 0.4)]  # fmt: skip


def test_means_and_counts_split_over_columns() -> None:
    got = tables("Variable | MSC group^2 | Placebo group^2\n | Mean | SD | Mean | SD\n--\nAge | 62.3 | 11.5 | 61.1 | 8.6")
    assert picked(got["measurements"], "group_label", "param_type", "param_value", "dispersion_type", "dispersion_value") == [
        ("MSC group", "mean", 62.3, "sd", 11.5), ("Placebo group", "mean", 61.1, "sd", 8.6),
    ]  # fmt: skip
    got = tables("Variable | MSC group^2 | Placebo group^2\n | n | % | n | %\n--\nMale | 10 | 50 | 9 | 45")
    assert picked(got["measurements"], "param_type", "param_value", "numerator") == [("percent", 50.0, 10), ("percent", 45.0, 9)]


def test_a_p_value_of_one_group_is_no_comparison() -> None:
    got = tables(
        "Outcome | MSC group^3 | Placebo group^3\n | Before | After | P | Before | After | P\n--\nPain, mean (SD) | 6 (1) | 3 (1) | <0.001 | 6 (2) | 5 (2) | 0.2"
    )
    assert picked(got["analyses"], "group_label", "comparator_label", "p_value_modifier", "p_value") == [("MSC group", None, "<", 0.001), ("Placebo group", None, "=", 0.2)]  # fmt: skip


def test_harms_by_group_in_people_and_in_events() -> None:
    heads = "Event, n (%) | MSC (n = 27) | Placebo (n = 30)\n--\nAny adverse event | 9 (33) | 12 (40)\nSerious adverse events | 0 | 1 (3)\nFever | 2 (7) | 0 (0)"
    got = tables(heads, caption="Table 3. Adverse events")
    columns = ("adverse_event_term", "group_label", "subjects_affected", "percent", "subjects_at_risk", "serious", "explicit_none")
    assert picked(got["adverse_events"], *columns) == [
        ("Any adverse event", "MSC", 9, 33.0, 27, None, False), ("Any adverse event", "Placebo", 12, 40.0, 30, None, False),
        ("Serious adverse events", "MSC", 0, None, 27, True, True), ("Serious adverse events", "Placebo", 1, 3.0, 30, True, False),
        ("Fever", "MSC", 2, 7.0, 27, None, False), ("Fever", "Placebo", 0, 0.0, 30, None, True),
    ]  # fmt: skip
    assert not got["measurements"]
    got = tables("Adverse event | MSC group | Placebo group\n--\nNumber of events | 14 | 3", caption="Adverse events")
    assert picked(got["adverse_events"], "event_count", "subjects_affected") == [(14, None), (3, None)]


def test_a_transposed_table_has_its_groups_in_rows() -> None:
    got = tables("Group | Pain, mean (SD) | Weight (kg), mean (SD)\n--\nMSC | 3.1 (1.2) | 70 (8)\nPlacebo | 4.0 (1.1) | 71 (9)")
    assert picked(got["measurements"], "group_label", "outcome_title", "param_value", "unit") == [
        ("MSC", "Pain", 3.1, None), ("MSC", "Weight", 70.0, "kg"), ("Placebo", "Pain", 4.0, None), ("Placebo", "Weight", 71.0, "kg"),
    ]  # fmt: skip


@pytest.mark.parametrize("caption", ["Table 2. Search strategy", "Characteristics of included studies", "Inclusion and exclusion criteria", "Schedule of visits"])  # fmt: skip
def test_a_table_that_tells_no_results_gives_no_rows(caption: str) -> None:
    got = tables(
        "Item | MSC group | Placebo group\n--\nFirst | 12 (43%) | 13 (44%)\nSecond | 4.1 ± 1.2 | 4.2 ± 1.1", caption=caption
    )
    assert not got["measurements"]
    assert not got["analyses"]
    assert not got["sample_sizes"]


def test_a_cell_is_read_once() -> None:
    got = tables("Outcome | MSC group | Placebo group | P value\n--\nPain, mean (SD) | 3.1 (1.2) | 4.0 (1.1) | P = 0.03")
    assert len(got["measurements"]) == 2
    assert picked(got["analyses"], "p_value") == [(0.03,)]
    claimed = [(claim["start"], claim["end"]) for claim in got["claims"]]
    assert len(claimed) == len(set(claimed))


def test_heads_name_no_arms_of_the_prose() -> None:
    got = tables("Outcome | Group | Value\n--\nPain | MSC | 3 (1)", prose=PROSE + "<p>Pain fell by 3 points (p=0.02).</p>")
    assert {row["group_label"] for row in got["analyses"]} <= {"MSC", None}


def test_a_p_value_before_its_estimate_and_a_comparison_named_in_the_head() -> None:
    got = tables("Factor | P value | OR | 95% CI^2\n | | | Lower | Higher\n--\nAge | 0.027 | 0.29 | 0.10 | 0.87")
    assert picked(got["analyses"], "param_value", "ci_lower_limit", "ci_upper_limit", "p_value") == [(0.29, 0.10, 0.87, 0.027)]
    got = tables("Outcome | MSC group | Placebo group | P (MSC vs placebo)\n--\nPain, mean (SD) | 3 (1) | 4 (1) | 0.04")
    assert picked(got["analyses"], "group_label", "comparator_label", "p_value") == [("MSC group", "Placebo group", 0.04)]


def test_categories_under_a_row_without_values_are_of_its_outcome() -> None:
    got = tables(
        "Variable | MSC group | Placebo group | P\n--\nSex, n (%) | | | 0.6\nMale | 10 (50%) | 9 (45%) | \nAge, mean (SD) | 50 (8) | 51 (9) | 0.7"
    )
    assert picked(got["measurements"], "outcome_title", "param_value") == [
        ("Sex: Male", 50.0),
        ("Sex: Male", 45.0),
        ("Age", 50.0),
        ("Age", 51.0),
    ]
    assert picked(got["analyses"], "outcome_title", "p_value") == [("Sex", 0.6), ("Age", 0.7)]


def test_letters_are_groups_and_no_statistics_where_they_stand_in_a_row() -> None:
    got = tables("Outcome | A | B\n--\nPain, mean (SD) | 3 (1) | 4 (1)")
    assert picked(got["measurements"], "group_label", "param_value") == [("A", 3.0), ("B", 4.0)]
    assert not got["analyses"]


def test_the_numbers_of_a_table_without_results_are_set_aside() -> None:
    got = tables("Step | Hits\n--\nFirst | 1204", caption="Search strategy")
    assert {row["reason"] for row in got["numbers"] if row["raw"] == "1204"} == {"table_of_no_results"}


def test_an_interval_declared_over_several_estimates_has_its_level_in_each() -> None:
    got = tables(
        """
        Outcome | MSC group | Placebo group | Effect of treatment (95% CI)^2
        | Mean (SD) | Mean (SD) | Difference in means | SMD
        --
        Pain at 6 months | 41.0 (9.1) | 44.2 (9.3) | −3.2 (−6.1 to −0.3) | −0.35 (−0.67 to −0.03)
        """
    )
    columns = ("param_type", "param_value", "ci_percent", "ci_lower_limit", "ci_upper_limit")
    assert sorted(picked(got["analyses"], *columns)) == [
        ("mean_difference", -3.2, 95.0, -6.1, -0.3),
        ("standardized_mean_difference", -0.35, 95.0, -0.67, -0.03),
    ]
    assert not any("read_level_missing" in (row["review_reasons"] or "") for row in got["analyses"])


def test_a_row_that_names_both_groups_compares_them() -> None:
    """A column of labels for each side: no outcome stands over the first, and the row's own group is not both of them."""
    rows = tables("Control | Intervention | OR (95% CI) | P\n--\nPlacebo | MSC | 0.70 (0.50 to 0.98) | 0.04")["analyses"]
    assert picked(rows, "group_label", "comparator_label", "outcome_title", "param_value", "p_value") == [
        ("MSC", "Placebo", None, 0.7, 0.04)
    ]
