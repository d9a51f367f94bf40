"""Hand-written files: what they give, and how each mistake is named."""

import pytest

from flows.inputs import ingest
from flows.refusal import BadUsage, Refused
from flows.sidecars import load_sidecar, load_studies

GOOD = """\
source:
  title: A trial of cells
  kind: conference-report
  doi: 10.1186/s13287-024-03765-6
  pmid: 38783390
  published: 2024
  venue: Cell Meeting
known_values:
  - table: analyses
    param_type: beta
    param_value: -1
    p_value: 1e-6
    adjusted: null
  - {table: sample_sizes, n: 18, role: randomised}
"""


def test_what_a_sidecar_gives(bench):
    sidecar = load_sidecar(bench.write("a.yml", GOOD))
    # Numbers in `source` are names: they stay as they are written.
    assert sidecar.columns["pmid"] == "38783390"
    assert sidecar.columns["published"] == "2024"
    assert "venue" not in sidecar.columns
    first, second = sidecar.known_values
    assert (first.line, first.table) == (9, "analyses")
    assert first.values == {"param_type": "beta", "param_value": -1.0, "p_value": 1e-6, "adjusted": None}
    assert isinstance(first.values["param_value"], float)
    assert (second.line, dict(second.values)) == (14, {"n": 18, "role": "randomised"})


def test_an_empty_sidecar_gives_nothing(bench):
    assert load_sidecar(bench.write("a.yml", "")).known_values == ()
    assert load_sidecar(bench.write("a.yml", "source:\nknown_values:\n")).known_values == ()


@pytest.mark.parametrize(
    ("written", "line", "says"),
    [
        ("source: [\n", 2, "not YAML"),
        ("surce: {}\n", 1, "this file has no key 'surce'"),
        ("source:\n  titel: x\n", 2, "source has no key 'titel'"),
        ("source:\n  titel: x\n", 2, "did you mean 'title'?"),
        ("known_values:\n  - table: analyses\n    parm_value: 1\n", 3, "has no column 'parm_value'; did you mean 'param_value'?"),
        ("source:\n  title: x\n  title: y\n", 3, "the key 'title' stands twice"),
        ("source: none of it\n", 1, "source must be keys with values"),
        ("source:\n  kind: paper\n", 2, "kind must be one of abstract,"),
        ("source:\n  doi: doi:10.1\n", 2, "doi must be of the form"),
        (
            "source:\n  published: 2026-13-45\n",
            2,
            "published must be a date that exists, as 2024, 2024-05 or 2024-05-23, not '2026-13-45'",
        ),
        ("source:\n  published: 2026-02-30\n", 2, "published must be a date that exists"),
        ("source:\n  published: May 2024\n", 2, "published must be a date that exists"),
        ("source:\n  title: [a, b]\n", 2, "title must be text"),
        ("known_values: {}\n", 1, "known_values must be a list"),
        ("known_values:\n  - 0.31\n", 2, "a known value is a table with some of its columns"),
        ("known_values:\n  - n: 1\n", 2, "does not say its table"),
        ("known_values:\n  - table: analysis\n    n: 1\n", 2, "there is no table 'analysis' of known values"),
        ("known_values:\n  - table: analyses\n    n: 1\n", 3, "table analyses has no column 'n'"),
        ("known_values:\n  - table: analyses\n", 2, "names no column"),
        ("known_values:\n  - {table: analyses, p_value: 44}\n", 2, "p_value must be between 0 and 1, not 44"),
        ("known_values:\n  - {table: analyses, p_value: .nan}\n", 2, "p_value must be a finite number"),
        ("known_values:\n  - {table: analyses, param_value: −0.31}\n", 2, "param_value must be a number, not '−0.31'"),
        ("known_values:\n  - {table: sample_sizes, n: 1.5}\n", 2, "n must be a whole number"),
        ("known_values:\n  - {table: sample_sizes, role: randomized}\n", 2, "role must be one of"),
        ("known_values:\n  - {table: sample_sizes, n: [1]}\n", 2, "n must be one value"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(bench, written, line, says):
    path = bench.write("a.yml", written)
    with pytest.raises(Refused) as caught:
        load_sidecar(path)
    [reason] = caught.value.reasons
    assert reason.startswith(f"{path}:{line}: ")
    assert says in reason
    assert "\n" not in reason


def test_yaml_cannot_make_objects(bench):
    path = bench.write("a.yml", "known_values:\n  - {table: analyses, param_value: !!python/object/apply:os.getpid []}\n")
    with pytest.raises(Refused, match=r"a\.yml:2: the tag 'tag:yaml\.org,2002:python/object/apply:os\.getpid' is not read here"):
        load_sidecar(path)


def test_bytes_that_are_no_text_are_named(bench):
    with pytest.raises(Refused, match=r"a\.yml: not UTF-8 text at byte 0"):
        load_sidecar(bench.write("a.yml", b"\xff\xfe"))


def test_what_studies_yml_gives(bench):
    written = "studies:\n  - study_id: smart-ms\n    phase: 2\n    n_randomised: 18\n    identifiers: [NCT04749667]\n    labels: [SMART-MS]\n"
    [study] = load_studies(bench.write("studies.yml", written))
    assert (study.study_id, study.phase, study.n_randomised, study.identifiers) == ("smart-ms", "2", 18, ("NCT04749667",))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("studies:\n  - acronym: X\n", "2: study_id must be given"),
        ("studies:\n  - study_id: SMART MS\n", "2: study_id must be of the form"),
        ("studies:\n  - study_id: a\n    n_randomised: many\n", "3: n_randomised must be a whole number"),
        ("studies:\n  - study_id: a\n  - study_id: a\n", "3: study a stands here a second time"),
        (
            "studies:\n  - {study_id: a, labels: [X-1]}\n  - study_id: b\n    labels:\n      - x‑1\n",
            "5: 'x‑1' is a name of study a too; say which of the two it is",
        ),
        ("studies:\n  - {study_id: a, labels: [X-1]}\n  - {study_id: b, acronym: X-1}\n", "3: 'X-1' is a name of study a too"),
        (
            "studies:\n  - {study_id: a, identifiers: [NCT01234567]}\n  - {study_id: b, identifiers: [nct 01234567]}\n",
            "3: 'nct 01234567' is a name of study a too",
        ),
        ("studies:\n  - {study_id: a, identifiers: [NCT0123]}\n", "2: 'NCT0123' is not a registry's number"),
        ("studies:\n  - study_id: a\n    acronyms: [x]\n", "3: a study has no key 'acronyms'"),
    ],
)
def test_mistakes_in_studies_yml_are_named(bench, written, says):
    with pytest.raises(Refused, match=says):
        load_studies(bench.write("studies.yml", written))


def test_a_study_may_have_its_acronym_among_its_labels(bench):
    written = "studies:\n  - {study_id: a, acronym: X-1, labels: [X-1]}\n  - {study_id: b, acronym: null, labels: []}\n"
    assert len(load_studies(bench.write("studies.yml", written))) == 2


@pytest.mark.parametrize("written", ["2024", "2024-05", "2024-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day(bench, written):
    assert load_sidecar(bench.write("a.yml", f"source: {{published: {written}}}\n")).columns == {"published": written}


def test_what_lies_in_the_folder(bench):
    for name in ("b.txt", "a.pdf", ".hidden", "a.yml", "studies.yml"):
        bench.write(name, "")
    assert [report.report_id for report in ingest(bench.raw).reports] == ["a", "b"]
    assert set(ingest(bench.raw).hand_written) == {"a.yml", "studies.yml"}


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("a.txt", "a.pdf"), "a.pdf and a.txt would both be report a"),
        (("a.txt", "b.yml"), r"b\.yml: there is no report b beside it"),
        (("a.txt", "b.review.jsonl"), r"b\.review\.jsonl: there is no report b beside it"),
        (("a.txt", "a.yaml"), r"a\.yaml: call it a\.yml"),
        (("studies.txt",), "a report cannot be called 'studies.txt'"),
    ],
)
def test_what_cannot_lie_in_the_folder(bench, names, says):
    for name in names:
        bench.write(name, "")
    with pytest.raises(Refused, match=says):
        ingest(bench.raw)


def test_all_troubles_with_names_are_told_at_once(bench):
    for name in ("a.txt", "a.pdf", "studies.txt", "a.yaml", "b#1.txt"):
        bench.write(name, "")
    (bench.raw / "old").mkdir()
    with pytest.raises(Refused) as caught:
        ingest(bench.raw)
    assert len(caught.value.reasons) == 5
    assert all(
        any(part in reason for reason in caught.value.reasons) for part in ("both be", "studies.txt", "a.yml", "b#1.txt", "old")
    )


def test_all_files_without_their_report_are_told_at_once(bench):
    for name in ("a.txt", "b.yml", "c.review.jsonl"):
        bench.write(name, "")
    with pytest.raises(Refused) as caught:
        ingest(bench.raw)
    assert len(caught.value.reasons) == 2


@pytest.mark.parametrize("name", ["b.txt", "a.yml", "a.review.jsonl"])
def test_a_link_that_leads_out_of_the_folder_is_refused_by_name(bench, name):
    """No path leaves raw/: what a run reads lies there, for version control and for colleagues."""
    bench.write("a.txt", "18 patients")
    (bench.root / "outside").write_text("17 patients", encoding="utf-8")
    (bench.raw / name).symlink_to(bench.root / "outside")
    with pytest.raises(Refused, match=rf"{name}: is a link that leads out of"):
        ingest(bench.raw)


def test_a_link_within_the_folder_is_a_file_like_others(bench):
    (bench.raw / "b.txt").symlink_to(bench.write("a.txt", "18 patients"))
    assert [report.report_id for report in ingest(bench.raw).reports] == ["a", "b"]


def test_a_folder_in_the_folder_is_named(bench):
    bench.write("a.txt", "")
    (bench.raw / "old").mkdir()
    with pytest.raises(Refused, match="old: reports are files"):
        ingest(bench.raw)


def test_no_folder_and_no_reports(bench):
    with pytest.raises(BadUsage, match="holds no report"):
        ingest(bench.raw)
    with pytest.raises(BadUsage, match="is not a folder"):
        ingest(bench.raw / "missing")
