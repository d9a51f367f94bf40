"""Damage done by hand to curated output, or to raw/ after it: `verify` names each, whether or not the hand mended the hashes."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from conftest import HAZARD, PRIMARY, Workbench
from flows import cli
from flows.publish import json_text, sha256_of
from flows.verify.case import Case
from flows.verify.check import all_checks
from flows.verify.command import problems
from schemas.datapackage import datapackage
from schemas.files import write_table
from schemas.tables import TABLE_BY_NAME

COUNTS = "Of 18 randomised patients, nine received MSC (n = 9). Fever occurred in 3 of 9 patients with MSC.\n\n"
ODD = "The hazard ratio for relapse was 2.94 (95% CI 0.58 to 1.50). The kilometre stone said 4711.\n"
KNOWN = "known_values:\n  - {table: analyses, param_value: 0.94, p_value: 0.78}\n"


@dataclass(frozen=True)
class Damaged:
    """A copy of the curated folder that a hand may change."""

    bench: Workbench

    def change(self, table: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
        """The table's rows changed, in a file that is otherwise written as a run writes it."""
        write_table(TABLE_BY_NAME[table], change(self.bench.table(table)), self.file(table))

    def set(self, table: str, which: pl.Expr, **values: Any) -> None:
        """Set columns of the rows that are meant."""
        assert self.bench.table(table).filter(which).height
        sets = [pl.when(which).then(value if isinstance(value, pl.Expr) else pl.lit(value)).otherwise(pl.col(name)).alias(name)
                for name, value in values.items()]  # fmt: skip
        self.change(table, lambda frame: frame.with_columns(sets).cast(dict(frame.schema)))

    def drop(self, table: str, which: pl.Expr) -> None:
        """Leave rows out."""
        assert self.bench.table(table).filter(which).height
        self.change(table, lambda frame: frame.filter(which.not_()))

    def file(self, table: str) -> Path:
        return self.bench.curated / f"{table}.parquet"

    def json(self, name: str, change: Callable[[Any], None]) -> None:
        path = self.bench.curated / name
        value = json.loads(path.read_text(encoding="utf-8"))
        change(value)
        path.write_text(json_text(value), encoding="utf-8")

    def reseal(self) -> None:
        """What a careful hand does last: every size and hash made to fit the files as they are now."""
        files = {
            path.name: (path.stat().st_size, sha256_of(path)) for path in self.bench.curated.iterdir() if path.suffix == ".parquet"
        }
        (self.bench.curated / "datapackage.json").write_text(json_text(datapackage(files)), encoding="utf-8")
        hashes = {name: sha256 for name, (_, sha256) in files.items()}
        hashes["datapackage.json"] = sha256_of(self.bench.curated / "datapackage.json")
        self.json("manifest.json", lambda manifest: manifest.update(files=hashes))


HAZARDS = pl.col("param_value") == 0.94
Change = Callable[[Damaged], None]


def scrambled(damaged: Damaged) -> None:
    path = damaged.file("analyses")
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(data)


def turned(damaged: Damaged) -> None:
    """Estimate and upper limit claim each other's digits."""
    here = pl.col("row_id").is_in(damaged.bench.table("analyses").filter(HAZARDS)["row_id"].to_list())
    other = {"param_value": "ci_upper_limit", "ci_upper_limit": "param_value"}
    damaged.set("claims", here & pl.col("column").is_in(list(other)), column=pl.col("column").replace(other))


def renamed_row(damaged: Damaged) -> None:
    """One row gets another row_id, wherever it stands."""
    [row_id] = damaged.bench.table("analyses").filter(HAZARDS)["row_id"]
    for table in ("analyses", "claims", "finding_rows"):
        damaged.change(table, lambda frame: frame.with_columns(pl.col("row_id").replace({row_id: "0123456789abcdef"})))


def vanished(damaged: Damaged) -> None:
    """A row with all that speaks of it: nothing in curated/ contradicts that it never was."""
    here = pl.col("row_id").is_in(damaged.bench.table("analyses").filter(HAZARDS)["row_id"].to_list())
    claims = damaged.bench.table("claims").filter(here)
    for table in ("analyses", "claims"):
        damaged.drop(table, here)
    if damaged.bench.table("finding_rows").filter(here).height:
        damaged.drop("finding_rows", here)
    gone = (pl.col("report_id") == "relapse") & pl.col("start").is_in(claims["start"].to_list())
    damaged.set("numbers", gone, status="unclaimed", reason="no_rule")


def linked(damaged: Damaged) -> None:
    path = damaged.file("studies")
    aside = path.with_name("..").resolve() / "studies_elsewhere.parquet"
    path.rename(aside)
    path.symlink_to(aside)


def twice_in_manifest(damaged: Damaged) -> None:
    path = damaged.bench.curated / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("{\n", '{\n "known_values_checked": 9,\n', 1), encoding="utf-8")


def swapped(damaged: Damaged) -> None:
    one, other = damaged.file("sample_sizes"), damaged.file("adverse_events")
    aside = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(aside)


def cut(damaged: Damaged) -> None:
    data = damaged.file("numbers").read_bytes()
    damaged.file("numbers").write_bytes(data[: len(data) // 2])


def raw_file(name: str, change: Callable[[str], str]) -> Change:
    def apply(damaged: Damaged) -> None:
        path = damaged.bench.raw / name
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return apply


DAMAGE: dict[str, tuple[Change, dict[str, str], dict[str, str]]] = {
    # what is done; what names it; what names it where the hand has mended the hashes
    "a digit changed": (
        lambda d: d.set("analyses", HAZARDS, param_value=0.95),
        {"hashes": "analyses.parquet: has been changed since it was published", "claims": ": param_value is 0.95, and the report prints \"0.94\""},
        {"claims": "report relapse, row_id {row}: param_value is 0.95, and the report prints \"0.94\" at characters 63-67",
         "made_again": "param_value is 0.95, and made again from", "known_values": "expected param_value=0.94, p_value=0.78; found param_value=0.95"},
    ),
    "a digit of a derived value changed": (
        lambda d: d.set("analyses", HAZARDS, standard_error=pl.col("standard_error") + 0.01), {"hashes": "analyses.parquet"},
        {"made_again": "standard_error is"},
    ),
    "a row missing": (
        lambda d: d.drop("analyses", HAZARDS), {"hashes": "analyses.parquet"},
        {"made_again": "report relapse, row_id {row}: is missing, and", "claims": "no row of this report has that row_id", "known_values": "found no row"},
    ),
    "a row missing with all that speaks of it": (
        vanished, {"hashes": "numbers.parquet"}, {"made_again": "report relapse, row_id {row}: is missing, and"},
    ),
    "a row doubled": (
        lambda d: d.change("analyses", lambda frame: pl.concat([frame, frame.filter(HAZARDS)])), {"hashes": "analyses.parquet"},
        {"schema": "key row_id: must be unique; row_id='{row}'"},
    ),
    "a row told twice under another name": (
        lambda d: d.change("adverse_events", lambda frame: pl.concat([frame, frame.with_columns(row_id=pl.lit("0123456789abcdef"))])),
        {"hashes": "adverse_events.parquet"}, {"schema": "must have its entry in claims", "row_ids": "row_id 0123456789abcdef: its row_id is not that of its quote",
                                               "made_again": "row_id 0123456789abcdef: stands here, and"},
    ),
    "two files swapped": (swapped, {"hashes": "sample_sizes.parquet"}, {"schema": "sample_sizes.parquet: has another schema than table sample_sizes"}),
    "a file missing": (lambda d: d.file("findings").unlink(), {"files": "findings.parquet: is missing, and manifest.json names it"}, {"files": "findings.parquet: is missing, and every run writes it"}),
    "a file too many": (
        lambda d: d.file("harms").write_bytes(b"PAR1"), {"files": "harms.parquet: is not named in manifest.json: no run wrote it; move it away"}, {},
    ),
    "a file become a link": (linked, {"files": "studies.parquet: is a link to another place"}, {}),
    "a quote changed": (
        lambda d: d.set("analyses", HAZARDS, quote=pl.col("quote").str.replace("0.94", "0.95")), {"hashes": "analyses.parquet"},
        {"quotes": "of the report are \"hazard ratio 0.94"},
    ),
    "an offset changed": (
        lambda d: d.set("analyses", HAZARDS, start=pl.col("start") + 1, end=pl.col("end") + 1), {"hashes": "analyses.parquet"},
        {"quotes": "report relapse, row_id {row}: its quote is"},
    ),
    "a locator changed": (
        lambda d: d.set("analyses", HAZARDS, locator="line 99"), {"hashes": "analyses.parquet"},
        {"quotes": 'locator is "line 99", and characters'},
    ),
    "a claim turned": (
        turned, {"hashes": "claims.parquet"},
        {"claims": "report relapse, row_id {row}: ci_upper_limit is 1.5, and the report prints \"0.94\" at characters 63-67"},
    ),
    "a claim moved": (
        lambda d: d.set("claims", pl.col("raw") == "0.94", start=pl.col("start") + 1, end=pl.col("end") + 1), {"hashes": "claims.parquet"},
        {"claims": "says that \"0.94\" is printed at characters 64-68 of the report, which are"},
    ),
    "a number left out": (
        lambda d: d.drop("numbers", pl.col("raw") == "4711"), {"hashes": "numbers.parquet"},
        {"numbers": "report odd: the number \"4711\" at characters", "texts": "n_unclaimed is 1, and read again it is 0"},
    ),
    "a number called claimed": (
        lambda d: d.set("numbers", pl.col("raw") == "4711", status="claimed", reason="analyses"), {"hashes": "numbers.parquet"},
        {"numbers": "its status is claimed, and no row claims it"},
    ),
    "a row renamed": (renamed_row, {"hashes": "analyses.parquet"}, {"row_ids": "row_id 0123456789abcdef: its row_id is not that of its quote"}),
    "a doubt taken away": (
        lambda d: d.set("analyses", pl.col("param_value") == 2.94, review="clear", review_reasons=None), {"hashes": "analyses.parquet"},
        {"made_again": "review_reasons is null, and made again from"},
    ),
    "a finding taken away": (
        lambda d: (d.drop("findings", pl.col("grade") == "contradiction"), d.change("finding_rows", lambda frame: frame.clear())),
        {"hashes": "findings.parquet"}, {"made_again": "findings.parquet, finding_id"},
    ),
    "a decision taken out of the table": (
        lambda d: d.drop("decisions", pl.col("decision") == "accepted"), {"hashes": "decisions.parquet"},
        {"decisions": "odd.review.jsonl:1: the decision accepted of ab on"},
    ),
    "a decision that nobody made": (
        lambda d: d.set("decisions", pl.col("decision") == "accepted", who="cd"), {"hashes": "decisions.parquet"},
        {"decisions": "odd.review.jsonl decides this"},
    ),
    "a table cut short": (cut, {"hashes": "numbers.parquet"}, {"schema": "numbers.parquet: cannot be read as Parquet ("}),
    "a table written over": (scrambled, {"hashes": "analyses.parquet"}, {"schema": "analyses.parquet: cannot be read as Parquet ("}),
    "a table with another schema": (
        lambda d: d.bench.table("studies").with_columns(pl.col("n_randomised").cast(pl.Float64)).write_parquet(d.file("studies")),
        {"hashes": "studies.parquet"}, {"schema": "studies.parquet: has another schema than table studies: n_randomised is Float64, not integer"},
    ),
    "a table without what it says of itself": (
        lambda d: d.bench.table("studies").write_parquet(d.file("studies")), {"hashes": "studies.parquet"},
        {"schema": "studies.parquet: says of its columns, under msc_evidence in its metadata, what table studies does not declare"},
    ),
    "rows in another order": (
        lambda d: d.bench.table("numbers").reverse().write_parquet(d.file("numbers"), metadata=pl.read_parquet_metadata(d.file("numbers"))),
        {"hashes": "numbers.parquet"}, {"schema": "numbers.parquet: its rows do not stand in the order of report_id, start"},
    ),
    "an entry of the manifest changed": (
        lambda d: d.json("manifest.json", lambda manifest: manifest.update(known_values_checked=9)),
        {"manifest": "manifest.json, known_values_checked: says 9, where the tables and"}, {"manifest": "known_values_checked"},
    ),
    "another code named": (
        lambda d: d.json("manifest.json", lambda manifest: manifest.update(code_digest="0" * 64)),
        {"manifest": "manifest.json, code_digest: says 000"}, {"manifest": "other code made these tables; verify them with the version that made them"},
    ),
    "an entry twice in the manifest": (twice_in_manifest, {"manifest": "the key 'known_values_checked' stands twice"}, {}),
    "the manifest missing": (lambda d: (d.bench.curated / "manifest.json").unlink(), {"manifest": "manifest.json: is missing"}, {}),
    "the manifest no JSON": (
        lambda d: (d.bench.curated / "manifest.json").write_text("{"), {"manifest": "manifest.json: cannot be read (Expecting property name"}, {},
    ),
    "datapackage.json edited": (
        lambda d: d.json("datapackage.json", lambda package: package["resources"][5]["schema"]["fields"][0].update(unit="kg")),
        {"hashes": "datapackage.json", "datapackage": "/resources/5/schema/fields/0/unit: is an entry that no run writes"}, {},
    ),
    "what a report's text was": (
        lambda d: d.set("reports", pl.col("report_id") == "odd", text_sha256="0" * 64), {"hashes": "reports.parquet"},
        {"texts": "report odd: text_sha256 is '000", "manifest": "manifest.json, reports, odd"},
    ),
    "a report changed afterwards": (
        raw_file("relapse.txt", lambda text: text.replace("0.94", "0.95")),
        {"raw": "relapse.txt: is not the file that the tables were made of", "made_again": "the tables cannot be made again: "}, {},
    ),
    "a report come since": (
        lambda d: d.bench.write("new.txt", "18 patients"), {"raw": "new.txt: is not in", "made_again": "report new: is missing"}, {},
    ),
    "a report gone": (
        lambda d: (d.bench.raw / "latency.txt").unlink(), {"raw": "latency.txt: report latency is gone, and its rows are published"}, {},
    ),
    "a known value changed": (
        raw_file("relapse.yml", lambda text: text.replace("0.78", "0.79")),
        {"raw": "relapse.yml: has been changed since the tables were made", "known_values": "relapse.yml:2: report relapse, table analyses: expected"}, {},
    ),
    "a decision taken out of raw": (
        lambda d: (d.bench.raw / "odd.review.jsonl").unlink(),
        {"raw": "odd.review.jsonl: is gone, and the tables were made with it", "decisions": "odd.review.jsonl decides this"}, {},
    ),
    "a decision that no longer stands": (
        raw_file("odd.review.jsonl", lambda text: text.replace("2.94", "2.95")),
        {"raw": "odd.review.jsonl: has been changed", "made_again": "odd.review.jsonl:1: the decision accepted on"}, {},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Four small reports with known values and a decision, curated once."""
    bench = Workbench(tmp_path_factory.mktemp("curated"))
    bench.raw.mkdir()
    for name, text in {"latency": PRIMARY, "relapse": HAZARD, "counts": COUNTS, "odd": ODD}.items():
        bench.write(f"{name}.txt", text)
    bench.write("relapse.yml", KNOWN)
    bench.curate()
    [row] = bench.table("analyses").filter(pl.col("param_value") == 2.94).to_dicts()
    printed = dict(bench.table("claims").filter(pl.col("row_id") == row["row_id"]).select("column", "raw").rows())
    ruling = {"table": "analyses", "quote": row["quote"], "before": ODD[max(0, row["start"] - 30) : row["start"]],
              "after": ODD[row["end"] : row["end"] + 30], "printed": printed, "decision": "accepted", "who": "ab",
              "when": "2026-11-22T10:00:00Z"}  # fmt: skip
    bench.decide("odd", ruling)
    bench.curate()
    return bench


@pytest.fixture(scope="module")
def sound(curated: Workbench) -> Case:
    """The undamaged folder beside its raw/, read once for all tests that leave raw/ alone."""
    return Case(curated.raw, curated.curated, curated.cache)


@pytest.fixture
def damaged(curated: Workbench, tmp_path: Path) -> Iterator[Damaged]:
    """A copy of the folder and of raw/, with the cache of the first run."""
    for name in ("raw", "curated"):
        shutil.copytree(curated.root / name, tmp_path / name)
    os.symlink(curated.cache, tmp_path / ".cache")
    return Damaged(Workbench(tmp_path))


def told(damaged: Damaged, sound: Case, *checks: str) -> dict[str, list[str]]:
    """What these checks say, or all of them."""
    case = Case(damaged.bench.raw, damaged.bench.curated, damaged.bench.cache)
    names = ("relapse.txt", "latency.txt", "counts.txt", "odd.txt", "relapse.yml", "odd.review.jsonl")
    same = sorted(path.name for path in damaged.bench.raw.iterdir()) == sorted(names) and all(
        (damaged.bench.raw / name).read_bytes() == (sound.raw / name).read_bytes() for name in names
    )
    if same:
        case.made = sound.made
    return {name: [str(one) for one in found] for name, found in problems(case, checks or None).items() if found}


def test_what_is_published_holds(damaged: Damaged, sound: Case) -> None:
    assert told(damaged, sound) == {}


@pytest.mark.parametrize(("change", "as_done", "mended"), DAMAGE.values(), ids=[name.replace(" ", "_") for name in DAMAGE])
def test_each_damage_is_named(
    change: Change, as_done: dict[str, str], mended: dict[str, str], damaged: Damaged, sound: Case
) -> None:
    [row] = damaged.bench.table("analyses").filter(HAZARDS)["row_id"]
    change(damaged)
    found = told(damaged, sound, *as_done)
    for check, said in as_done.items():
        assert any(said in line for line in found.get(check, ())), found
    if mended:
        damaged.reseal()
        found = told(damaged, sound, "hashes", *mended)
        assert "hashes" not in found
        for check, said in mended.items():
            assert any(said.replace("{row}", row) in line for line in found.get(check, ())), found
    for line in (line for lines in found.values() for line in lines):
        assert "\n" not in line
        assert line.count("; ") >= 1, "says no remedy"


def test_every_check_names_some_damage() -> None:
    named = {check for _, *expected in DAMAGE.values() for names in expected for check in names}
    assert named == set(all_checks())


def test_the_command_says_what_holds_and_what_does_not(damaged: Damaged, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--raw", str(damaged.bench.raw), "--curated", str(damaged.bench.curated), "--cache", str(damaged.bench.cache))
    assert cli.main(["verify", *where]) == 0
    out, err = capsys.readouterr()
    assert [line.split("  ")[0] for line in out.splitlines()[:-2]] == list(all_checks())
    assert out.splitlines()[-1].startswith(f"{damaged.bench.curated}: all 14 checks hold; 4 reports, ")
    assert "read 4 of 4 reports" in err
    assert "checking: 4 of 4 reports" in err
    damaged.set("analyses", HAZARDS, param_value=0.95)
    assert cli.main(["verify", *where]) == 1
    assert "\nhashes        does not hold: 1 problem\n  " in capsys.readouterr().out
    assert cli.main(["verify", *where, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["holds"]
    assert {"check", "where", "what", "remedy"} == set(told["problems"][0])
    assert cli.main(["verify", "--raw", "missing", *where[2:]]) == 2
    assert "missing is not a folder" in capsys.readouterr().err


def test_without_a_cache_every_report_is_read_again(damaged: Damaged, capsys: pytest.CaptureFixture[str]) -> None:
    """What a hand put into the cache is not believed."""
    before = set(damaged.bench.root.iterdir())
    assert cli.main(["verify", "--raw", str(damaged.bench.raw), "--curated", str(damaged.bench.curated)]) == 0
    assert set(damaged.bench.root.iterdir()) == before


def test_long_lists_are_cut_and_counted(damaged: Damaged, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.change("numbers", lambda frame: frame.clear())
    where = ("--raw", str(damaged.bench.raw), "--curated", str(damaged.bench.curated), "--cache", str(damaged.bench.cache))
    assert cli.main(["verify", *where]) == 1
    out = capsys.readouterr().out
    assert "(verify --full lists all)" in out
    assert cli.main(["verify", *where, "--full"]) == 1
    assert len(capsys.readouterr().out.splitlines()) > len(out.splitlines())


def test_the_page_lists_every_check_and_every_exit_status() -> None:
    text = (Path(__file__).parent.parent / "docs" / "verify.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", text, re.M)
    assert rows == [(name, check.holds) for name, check in all_checks().items()]
    assert re.findall(r"^\| (\d) \| ", text, re.M) == ["0", "1", "2"]
