"""What goes out comes back: every format is read by another program and holds the numbers of the tables, or says what it left out."""

import csv
import math
import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import openpyxl
import pandas
import polars as pl
import pytest

from flows import cli
from flows.evidence import studies_of
from flows.export.format import Evidence, evidence_of, format_called, require
from flows.export.names import format_names
from flows.export.writing import written_whole
from flows.refusal import Refused
from made_up_trials import write_reports
from schemas.effects.left_out import LEFT_OUT
from schemas.files import write_table
from schemas.frames import dtypes_of, frame_of
from schemas.tables import FACT_TABLES, TABLE_BY_NAME, TABLES
from test_files import sample

FACTS = [table.name for table in FACT_TABLES]


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables that the flow makes of the made-up trials."""
    from flows.steps import Run, run_directly

    folder = tmp_path_factory.mktemp("made_up")
    (folder / "raw").mkdir()
    write_reports(folder / "raw")
    run_directly(Run(folder / "raw", folder / "curated", folder / ".cache"))
    return folder / "curated"


NASTY = (
    "=1+1",
    "+49",
    "-16.3 (95% CI)",
    "@name",
    'He said "no",\nthen = left',
    "0012",
    "true",
    "1e5",
    "http://x.org",
    " x ",
    "_x0041_",
    "β ≤ −0.3",
)
FLOATS = (0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.0, 1 / 3, 123456789.123456789)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables with every text and number that a format could bend; the keys are good ones."""
    folder = tmp_path_factory.mktemp("hostile")
    for table in TABLES:
        write_table(table, sample(table)[:0], folder / f"{table.name}.parquet")
    analyses = TABLE_BY_NAME["analyses"]
    base = {column.name: column.good[0] for column in analyses.columns}
    rows = [
        {**base, "row_id": f"{i:016x}", "quote": NASTY[i], "outcome_title": NASTY[-1 - i], "param_value": FLOATS[i % len(FLOATS)], "repeat_of": None}
        for i in range(len(NASTY))
    ]  # fmt: skip
    rows.append({**rows[0], "row_id": "f" * 16, "outcome_title": None, "param_value": None, "adjusted": None})
    write_table(analyses, frame_of(analyses, rows), folder / "analyses.parquet")
    return folder


@pytest.fixture(scope="module", params=["curated", "hostile"])
def evidence(request: pytest.FixtureRequest) -> Evidence:
    return evidence_of(request.getfixturevalue(request.param))


def written(name: str, evidence: Evidence, out: Path):
    return format_called(name).write(evidence, out)


def same(frame: pl.DataFrame, other: pl.DataFrame) -> None:
    assert frame.schema == other.schema
    assert frame.equals(other, null_equal=True)


def test_csv_holds_every_row_to_the_last_bit(evidence: Evidence, tmp_path: Path) -> None:
    done = written("csv", evidence, tmp_path / "out")
    assert done.left_out == ()
    for table in TABLES:
        back = pl.read_csv(tmp_path / "out" / f"{table.name}.csv", schema=dtypes_of(table))
        same(back, evidence.frames[table.name])
        assert done.rows[table.name] == back.height


def test_pandas_reads_the_csv_as_the_tables_are(evidence: Evidence, tmp_path: Path) -> None:
    written("csv", evidence, tmp_path / "out")
    for table in TABLES:
        types = {
            column.name: {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean"}[column.dtype]
            for column in table.columns
        }
        back = pandas.read_csv(tmp_path / "out" / f"{table.name}.csv", dtype=types, keep_default_na=False, na_values=[""])
        same(pl.from_pandas(back, nan_to_null=True).cast(dtypes_of(table)), evidence.frames[table.name])


def test_a_workbook_holds_every_row_to_the_last_bit(evidence: Evidence, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    written("xlsx", evidence, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["read me", *(table.name for table in TABLES), "columns"]
    for table in TABLES:
        heads, *lines = book[table.name].iter_rows(values_only=True)
        assert sorted(heads) == sorted(table.column_names)
        back = pl.DataFrame([dict(zip(heads, line, strict=True)) for line in lines], schema=dtypes_of(table), orient="row")
        same(back, evidence.frames[table.name])


def test_a_workbook_shows_doubt_and_quote_and_no_formula(evidence: Evidence, tmp_path: Path) -> None:
    written("xlsx", evidence, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["analyses"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["review", "review_reasons", "quote"]
    assert sheet.freeze_panes == "D2"
    for row in sheet.iter_rows(min_row=2):
        colours = {cell.fill.start_color.rgb for cell in row if cell.fill.fill_type == "solid"}
        assert colours == ({"FFFFE8B3"} if row[0].value == "doubtful" else set())
        for cell in row:
            if isinstance(cell.value, str):
                assert cell.data_type == "s"
                assert cell.quotePrefix == cell.value.startswith(("=", "+", "-", "@"))
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) or b"<hyperlink" in archive.read(name) for name in archive.namelist())


def test_what_a_sheet_cannot_hold_is_refused_by_name(hostile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evidence = evidence_of(hostile)
    long = evidence.frames["analyses"].with_columns(quote=pl.lit("x" * 40_000))
    with pytest.raises(Refused, match=r"table analyses, column quote: a text has 40000 characters"):
        written("xlsx", Evidence(hostile, {**evidence.frames, "analyses": long}), tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_duckdb_holds_every_row_with_keys_and_descriptions(evidence: Evidence, tmp_path: Path) -> None:
    written("duckdb", evidence, tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as database:
        for table in TABLES:
            same(database.sql(f"SELECT * FROM {table.name}").pl(), evidence.frames[table.name])
        comments = dict(database.sql("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'analyses'").fetchall())
        assert comments["ci_percent"] == "Level of the interval. Unit: %."
        keys = database.sql("SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'").fetchall()
        assert {name for (name,) in keys} == {
            table.name for table in TABLES if all(table.column(name).required for name in table.key)
        }


def test_duckdb_views_show_what_the_command_studies_tells(curated: Path, tmp_path: Path) -> None:
    evidence = evidence_of(curated)
    written("duckdb", evidence, tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as database:
        for name in FACTS:
            clear = evidence.frames[name].filter(pl.col("review") == "clear", pl.col("repeat_of").is_null())
            assert database.sql(f"SELECT row_id FROM clear_{name}").pl().equals(clear.select("row_id"))
        lines = {row["study_id"]: row for row in database.sql("SELECT * FROM study_lines").pl().to_dicts()}
        told = {study.row["study_id"]: study for study in studies_of(curated)}
        assert [*lines, None] == list(told)  # None: the report that names no trial
        del told[None]
        for study_id, study in told.items():
            assert lines[study_id]["n_reports"] == len(study.reports)
            assert lines[study_id]["identifiers"] == "|".join(study.identifiers)
            assert lines[study_id]["n_open_contradictions"] == len(study.open_contradictions)
        assert lines["alpha-msc"]["n_clear_analyses"] == 3
        assert lines["epsilon-msc"]["n_open_contradictions"] > 0
        found = database.sql("SELECT DISTINCT finding_id FROM contradictions WHERE is_open").fetchall()
        assert {one for (one,) in found} == {
            finding["finding_id"] for study in told.values() for finding in study.open_contradictions
        }


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accounted(evidence: Evidence, taken: list[str], left_out: list[dict[str, str]]) -> None:
    """Each row of a fact table is taken, once, or left out, once."""
    every = Counter(row_id for name in FACTS for row_id in evidence.frames[name].get_column("row_id"))
    assert Counter(taken) + Counter(line["row_id"] for line in left_out) == every
    assert all(LEFT_OUT[line["code"]] == line["reason"] for line in left_out)


def test_metafor_takes_or_leaves_every_row_and_changes_no_number(curated: Path, tmp_path: Path) -> None:
    evidence, out = evidence_of(curated), tmp_path / "out"
    done = written("metafor", evidence, out)
    contrasts, means, counts, left_out = (lines_of(out / f"{name}.csv") for name in ("contrasts", "means", "counts", "left_out"))
    pairs = [*means, *counts]
    accounted(evidence, [line["row_id"] for line in contrasts] + [line[f"row_id{n}"] for line in pairs for n in (1, 2)], left_out)
    assert len(done.left_out) == len(left_out)
    rows = {row["row_id"]: row for name in FACTS for row in evidence.frames[name].to_dicts()}
    for line in contrasts:
        row = rows[line["row_id"]]
        is_ratio = row["param_type"].endswith("_ratio")
        assert float(line["yi"]) == (math.log(row["param_value"]) if is_ratio else row["param_value"])
        assert (float(line["sei"]), line["sei_method"]) == (row["standard_error"], row["standard_error_method"])
        assert line["is_log"] == str(is_ratio).lower()
    for line in means:
        for number, role in ((1, "experimental"), (2, "comparator")):
            row = rows[line[f"row_id{number}"]]
            assert row["group_role"] == role
            assert (float(line[f"m{number}i"]), float(line[f"sd{number}i"])) == (row["param_value"], row["dispersion_value"])
    for line in counts:
        first, second = rows[line["row_id1"]], rows[line["row_id2"]]
        assert [int(line[name]) for name in ("ai", "n1i", "ci", "n2i")] == [
            first["subjects_affected"], first["subjects_at_risk"], second["subjects_affected"], second["subjects_at_risk"],
        ]  # fmt: skip
        assert (first["group_label"], second["group_label"]) == ("MSC", "placebo")
    assert (len(contrasts), len(means), len(counts)) == (9, 3, 3)


def test_no_file_of_metafor_holds_a_cell_ci_beside_an_interval(curated: Path, tmp_path: Path) -> None:
    written("metafor", evidence_of(curated), tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        heads = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert not ("ci" in heads and any(name.startswith("ci_") for name in heads)), path.name


def test_metafor_says_why_a_row_is_left_out(curated: Path, tmp_path: Path) -> None:
    written("metafor", evidence_of(curated), tmp_path / "out")
    left_out = {(line["table"], line["report_id"], line["code"]) for line in lines_of(tmp_path / "out" / "left_out.csv")}
    assert ("analyses", "alpha_again", "other_report") in left_out
    assert ("analyses", "epsilon", "doubtful") in left_out


def test_revman_holds_the_numbers_of_the_tables_on_the_scales_it_documents(curated: Path, tmp_path: Path) -> None:
    evidence = evidence_of(curated)
    done = written("revman", evidence, tmp_path / "CD000001-dataPackage.zip")
    with zipfile.ZipFile(tmp_path / "CD000001-dataPackage.zip") as archive:
        archive.extractall(tmp_path / "back")
    data = tmp_path / "back" / "CD000001-analysis-data"
    rows = lines_of(data / "CD000001-data-rows.csv")
    settings = {line["Analysis number"]: line for line in lines_of(data / "CD000001-overall-estimates-and-settings.csv")}
    left_out = lines_of(tmp_path / "back" / "left_out.csv")
    assert len(rows) == done.rows["data rows"] == 15
    assert (
        len(left_out)
        == len(done.left_out)
        == sum(table.height for name, table in evidence.frames.items() if name in FACTS) - 9 - 6 - 6
    )
    [hazard] = [
        line
        for line in rows
        if line["Study"] == "beta-msc" and settings[line["Analysis number"]]["Effect measure"] == "Hazard Ratio"
    ]
    assert settings[hazard["Analysis number"]]["Log-scale data"] == "true"
    assert float(hazard["GIV Mean"]) == math.log(0.64)
    assert [float(hazard[name]) for name in ("Mean", "CI start", "CI end")] == [0.64, 0.42, 0.97]
    [counted] = [
        line for line in rows if line["Study"] == "gamma-msc" and settings[line["Analysis number"]]["Data type"] == "Dichotomous"
    ]
    assert [int(counted[f"{arm} {what}"]) for arm in ("Experimental", "Control") for what in ("cases", "N")] == [12, 62, 11, 60]
    [mean] = [
        line for line in rows if line["Study"] == "alpha-msc" and settings[line["Analysis number"]]["Data type"] == "Continuous"
    ]
    assert [float(mean[f"{arm} {what}"]) for arm in ("Experimental", "Control") for what in ("mean", "SD", "N")] == [
        4.1,
        1.2,
        30,
        4.6,
        1.3,
        31,
    ]
    numbers = Counter((line["Analysis number"], line["Study"]) for line in rows)
    assert max(numbers.values()) == 1


@pytest.mark.parametrize("name", [name for name in format_names() if name != "duckdb"])
def test_the_same_tables_make_the_same_bytes(name: str, curated: Path, tmp_path: Path) -> None:
    made = []
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        written(name, evidence_of(curated), tmp_path / folder / "out")
        made.append({str(p.relative_to(tmp_path / folder)): p.read_bytes() for p in (tmp_path / folder).rglob("*") if p.is_file()})
    assert made[0] == made[1] != {}


def test_out_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    def half_way() -> None:
        with written_whole(tmp_path / "out", replace=False) as part:
            part.mkdir()
            (part / "a").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ({"out": "mine"}, {"out": "x"}, "is there already"),
        ({"out/a": "1"}, {"out/a": "2"}, "is there already"),
    ],
)
def test_what_is_there_is_not_written_over(old: dict[str, str], new: dict[str, str], words: str, tmp_path: Path) -> None:
    lay(tmp_path, old)
    with pytest.raises(Refused, match=words), written_whole(tmp_path / "out", replace=False) as part:
        lay(part.parent, new)
    assert laid(tmp_path) == old


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ({"out": "1"}, {"out": "2"}, None),
        ({"out/a": "1"}, {"out/a": "2", "out/b": "3"}, None),
        ({"out/a": "1", "out/mine": "1"}, {"out/a": "2"}, "holds mine"),
        ({"out/a": "1"}, {"out": "2"}, "is a folder"),
        ({"out": "1"}, {"out/a": "2"}, "is a file"),
    ],
)
def test_replace_takes_the_place_of_an_export_and_of_nothing_else(
    old: dict[str, str], new: dict[str, str], words: str | None, tmp_path: Path
) -> None:
    lay(tmp_path, old)
    if words is None:
        with written_whole(tmp_path / "out", replace=True) as part:
            lay(part.parent, new)
        assert laid(tmp_path) == new
    else:
        with pytest.raises(Refused, match=words), written_whole(tmp_path / "out", replace=True) as part:
            lay(part.parent, new)
        assert laid(tmp_path) == old


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def laid(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_command_says_what_it_took_and_what_it_left(curated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "metafor", str(tmp_path / "out"), str(curated)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("out: contrasts 9, means 3, counts 3")
    assert said[1] == "left out, 20 rows:"
    assert said[2].split() == ["1", "analyses:", "doubtful.", *LEFT_OUT["doubtful"].split()]
    assert cli.main(["export", "metafor", str(tmp_path / "out"), str(curated)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert cli.main(["export", "metafor", str(tmp_path / "out"), str(curated), "--replace"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["export", "csv", "out", "nowhere"], "not a folder"), (["export", "csv", "{curated}", "{curated}"], "give another name")],
)
def test_the_command_called_wrongly_says_so_in_a_line(
    arguments: list[str], words: str, curated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([argument.format(curated=curated) for argument in arguments]) == 2
    assert words in capsys.readouterr().err


def test_an_unknown_format_is_answered_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["export", "sas", "out"])
    assert "csv" in capsys.readouterr().err


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(Refused, match=r"needs no_such_package: install msc-evidence\[analysis\]"):
        require("export x", ("no_such_package",))
