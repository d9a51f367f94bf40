"""The JSON Schemas and the loaders agree on what people write by hand: what one takes the other takes."""

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from flows.decisions import load_decisions, parsed_lines
from flows.editor_schemas import FOLDER, schemas
from flows.refusal import Refused
from flows.sidecars import load_sidecar, load_studies
from schemas.tables import FACT_TABLES
from test_decisions import ruling
from test_sidecars import GOOD

ROOT = Path(__file__).parent.parent


class EditorsYaml(yaml.SafeLoader):
    """YAML as editors read it (1.2): a date is text, 1e-6 a number, and only true and false are truth values."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


EditorsYaml.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
EditorsYaml.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?\d+e[-+]?\d+"), list("-+0123456789"))


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schemas()[name])


def takes(name: str, value: object) -> bool:
    return validator(name).is_valid(value)


def loads(load, path: Path) -> bool:
    try:
        load(path)
    except Refused:
        return False
    return True


def test_the_files_are_what_the_declarations_make() -> None:
    for name, schema in schemas().items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert json.loads((FOLDER / name).read_text(encoding="utf-8")) == schema, "stale: run make docs"
    assert {path.name for path in FOLDER.iterdir()} == set(schemas())


def test_the_projects_own_files_are_taken() -> None:
    for path in sorted((ROOT / "raw").glob("*.yml")):
        name = "studies.schema.json" if path.name == "studies.yml" else "report.schema.json"
        assert takes(name, yaml.load(path.read_text(encoding="utf-8"), EditorsYaml)), path.name


KNOWN = "known_values:\n  - {{table: analyses, {}}}\n"
SIDECARS = {
    True: (
        GOOD, "", "source:\nknown_values:\n", "source: {pmid: 38783390}\n", "source: {published: 2024-02-29}\n", "source: {title: 12}\n",
        "source: {kind: null}\n", KNOWN.format("quote: 12"), KNOWN.format("review: clear"), KNOWN.format("p_value: null"), KNOWN.format("start: 3"),
    ),
    False: (
        "surce: {}\n", "source:\n  titel: x\n", "source: none of it\n", "source:\n  kind: paper\n", "source:\n  doi: doi:10.1\n",
        "source:\n  published: May 2024\n", "source:\n  title: [a, b]\n", "known_values: {}\n", "known_values:\n  - 0.31\n",
        "known_values:\n  - n: 1\n", "known_values:\n  - table: analysis\n    n: 1\n", "known_values:\n  - table: analyses\n    n: 1\n",
        "known_values:\n  - table: analyses\n", KNOWN.format("p_value: 44"), KNOWN.format("param_value: −0.31"), KNOWN.format("adjusted: 1"),
        "known_values:\n  - {table: sample_sizes, n: 1.5}\n", "known_values:\n  - {table: sample_sizes, role: randomized}\n",
        "known_values:\n  - {table: sample_sizes, n: [1]}\n", KNOWN.format("review_reasons: because"), KNOWN.format("param_type: HR"),
        "- a\n", KNOWN.format("n_randomised: 3"),
    ),
}  # fmt: skip
STUDIES_FILES = {
    True: (
        "", "studies:\n", "studies:\n  - study_id: smart-ms\n    phase: 2\n    n_randomised: 18\n    identifiers: [NCT04749667]\n    labels: [SMART-MS]\n",
        "studies:\n  - {study_id: a, acronym: null, labels: []}\n", "studies:\n  - {study_id: 12, design: 2}\n",
    ),
    False: (
        "studies:\n  - acronym: X\n", "studies:\n  - study_id: SMART MS\n", "studies:\n  - study_id: a\n    n_randomised: many\n",
        "studies:\n  - study_id: a\n    acronyms: [x]\n", "studies: {}\n", "studies:\n  - {study_id: a, labels: X}\n",
        "studies:\n  - {study_id: a, n_randomised: -1}\n", "study:\n", "studies:\n  - {study_id: null}\n", "studies:\n  - {study_id: a, labels: [[b]]}\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("good", "written"), [(good, written) for good, all_ in SIDECARS.items() for written in all_])
def test_sidecars(good: bool, written: str, bench) -> None:
    assert loads(load_sidecar, bench.write("a.yml", written)) is good
    assert takes("report.schema.json", yaml.load(written, EditorsYaml)) is good


@pytest.mark.parametrize(("good", "written"), [(good, written) for good, all_ in STUDIES_FILES.items() for written in all_])
def test_studies(good: bool, written: str, bench) -> None:
    assert loads(load_studies, bench.write("studies.yml", written)) is good
    assert takes("studies.schema.json", yaml.load(written, EditorsYaml)) is good


UNDOING = {"decision": "undone", "undoes": "0123456789abcdef", "who": "ab", "when": "2026-11-22T10:00:00Z"}
LINES = {
    True: (
        ruling("accepted"), ruling("corrected", column="param_value", becomes=-0.3), ruling("not_a_result", quote="7", table=None, printed={}),
        ruling("rejected", reason="not ours", occurrence=0), ruling("accepted", ordinal=None, printed=None), UNDOING, UNDOING | {"reason": "typo"},
    ),
    False: (
        ruling("ok"), ruling("accepted", table=None), ruling("not_a_result"), ruling("accepted", table="claims"), ruling("accepted", who=""),
        ruling("accepted", when="today"), ruling("accepted", printed={"n": 1}), ruling("accepted", ordinal=-1), ruling("accepted", occurrence=0.5),
        ruling("accepted", more=1), ruling("accepted", before=None), ruling("accepted") | {"quote": ""}, UNDOING | {"undoes": 7}, UNDOING | {"column": "n"},
        {name: value for name, value in UNDOING.items() if name != "who"}, {"decision": "accepted"}, [], "accepted",
        ruling("corrected", column="No Column"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("good", "line"), [(good, line) for good, lines in LINES.items() for line in lines])
def test_decisions(good: bool, line: object) -> None:
    try:
        parsed_lines("a.review.jsonl", json.dumps(line))
        parsed = True
    except Refused:
        parsed = False
    assert (parsed, takes("decision.schema.json", line)) == (good, good)


def test_a_good_value_of_every_column_is_taken_and_a_bad_one_is_not(bench) -> None:
    for table in FACT_TABLES:
        for column in table.columns:
            for values, good in ((column.good, True), (column.bad, False)):
                for value in values:
                    if value is None:
                        continue
                    entry = {"table": table.name, column.name: value}
                    told = json.dumps({"known_values": [entry]}, ensure_ascii=False)
                    assert takes("report.schema.json", json.loads(told)) is good, (table.name, column.name, value)
                    assert loads(load_sidecar, bench.write("a.yml", told)) is good, (table.name, column.name, value)


def test_decisions_are_loaded_from_a_file_of_good_lines(bench) -> None:
    path = bench.decide("a", *(line for line in LINES[True] if line.get("decision") != "undone"))
    assert len(load_decisions(path)) == 5
