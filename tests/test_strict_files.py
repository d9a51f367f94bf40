"""What is written by hand is read as what it says and nothing more: no objects, no bombs, no half read keys, no way out of raw/."""

import json
import time

import pytest

from flows.decisions import load_decisions
from flows.inputs import ingest
from flows.refusal import Refused
from flows.sidecars import load_sidecar, load_studies
from flows.strict_json import NotStrict, loaded
from flows.strict_yaml import LARGEST_BYTES

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefghij", "bcdefghijk", strict=True)
)
DECISION = {"table": "analyses", "quote": "x", "before": "", "after": "", "decision": "accepted", "who": "ab",
            "when": "2026-11-22T10:00:00Z"}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (BOMB, ":2: *a stands for something above, which is not read here; write it out"),
        ("source: &s {title: x}\nknown_values: *s\n", ":2: *s stands for something above"),
        ("known_values: " + "[" * 50_000, ":1: nests keys and lists deeper than 8 levels"),
        ("- " * 50_000, ":1: nests keys and lists deeper than 8 levels"),
        ("source: {title: !!python/name:os.system x}\n", ":1: the tag 'tag:yaml.org,2002:python/name:os.system' is not read here"),
        ("source: !!python/object/new:os.system {title: x}\n", ":1: the tag "),
        ("source:\n  <<: {title: x}\n", ":2: source has no key '<<'"),
        ('source:\n  title: "\\ud800"\n', ":2: holds half a character"),
        ("source:\n  title: a\0b\n", ":2: not YAML: special characters are not allowed ('\\x00')"),
        ("source: {title: x}\n---\nsource: {title: y}\n", ":2: not YAML: but found another document"),
        ("known_values:\n  - {table: sample_sizes, n: 010}\n", ":2: n must be written in plain decimal digits, not '010'"),
        ("known_values:\n  - {table: sample_sizes, n: 1:30}\n", ":2: n must be written in plain decimal digits, not '1:30'"),
        ("known_values:\n  - {table: sample_sizes, n: 0x12}\n", ":2: n must be written in plain decimal digits, not '0x12'"),
        ("known_values:\n  - {table: analyses, param_value: 1e999}\n", ":2: param_value must be a finite number"),
        (f"known_values:\n  - {{table: sample_sizes, n: {'9' * 6000}}}\n", ":2: n must be a whole number, not '999"),
        (f"source:\n  kind: {'x' * 9000}\n", "xxx…"),
        (f"source:\n  {'x' * 900}: 1\n", "xxx…"),
    ],
)
def test_yaml_that_says_more_than_it_shows_is_refused_by_line(bench, written, says):
    path = bench.write("a.yml", written)
    begun = time.process_time()
    with pytest.raises(Refused) as caught:
        load_sidecar(path)
    [reason] = caught.value.reasons
    assert reason.startswith(f"{path}:")
    assert says in reason
    assert len(reason) < 600
    assert "\n" not in reason
    assert time.process_time() - begun < 2


def test_no_sidecar_is_larger_than_people_write(bench):
    path = bench.write("a.yml", "#" * (LARGEST_BYTES + 1))
    with pytest.raises(Refused, match=r"a\.yml: has 5,000,001 bytes, and such a file has 5,000,000 at most"):
        load_sidecar(path)
    with pytest.raises(Refused, match=r"a\.review\.jsonl:1: has 2,000,002 characters"):
        load_decisions(bench.write("a.review.jsonl", "{" + " " * 2_000_000 + "}"))


@pytest.mark.parametrize("named", ["../latency", "/etc/passwd", "a\\b", "./latency"])
def test_no_path_in_studies_yml_leads_anywhere(bench, named):
    path = bench.write("studies.yml", f"studies:\n  - study_id: a\n    reports: ['{named}']\n")
    with pytest.raises(Refused, match=r"studies\.yml:3: reports must be named by their report_id, which is no path"):
        load_studies(path)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"who": "ab", "who": "cd"}', "the key 'who' stands twice"),
        (json.dumps({**DECISION, "printed": {}})[:-2] + '"n": "1", "n": "2"}}', "the key 'n' stands twice"),
        ("[" * 100_000, "not a JSON object"),
        ('{"a":' * 100_000, "not a JSON object"),
        (json.dumps({**DECISION, "who": "\ud800"}), "holds half a character"),
        (json.dumps({**DECISION, "decision": "corrected", "becomes": 7})[:-1] + ', "column": NaN}', "NaN is no JSON"),
        (json.dumps(DECISION)[:-1] + ', "becomes": 1e999}', "1e999 is larger than any number that can be kept"),
        (json.dumps(DECISION)[:-1] + f', "becomes": {"9" * 6000}}}', "not a JSON object"),
        (json.dumps({**DECISION, "path": "../../secret"}), "a decision has no key 'path'"),
        (json.dumps({**DECISION, "table": ["analyses"]}), "table must be one of"),
        (json.dumps({**DECISION, "when": 7}), "when must be text, not 7"),
        (json.dumps(DECISION)[:-20], "not a JSON object"),
    ],
)
def test_json_that_is_read_two_ways_or_not_at_all_is_refused_by_line(bench, line, says):
    path = bench.write("a.review.jsonl", json.dumps(DECISION) + "\n" + line + "\n")
    with pytest.raises(Refused) as caught:
        load_decisions(path)
    [reason] = caught.value.reasons
    assert reason.startswith(f"{path}:2: ")
    assert says in reason
    assert len(reason) < 600


def test_strict_json_takes_what_is_plain():
    assert loaded('{"a": [1, 2.5, null, true, "é"], "b": {"a": -1e-6}}') == {"a": [1, 2.5, None, True, "é"], "b": {"a": -1e-6}}
    with pytest.raises(NotStrict, match="at line 1, column 6"):
        loaded('{"a" 1}')


def test_a_sidecar_of_another_folder_is_no_sidecar(bench):
    """A name that would lead out of raw/ is a name like any other."""
    bench.write("a.txt", "18 patients")
    bench.write("b%2F..%2Fa.yml", "source: {title: x}\n")
    with pytest.raises(Refused, match="there is no report"):
        ingest(bench.raw)
