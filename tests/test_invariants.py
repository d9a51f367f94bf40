"""Whatever a file holds, reading it ends in a refusal or a document, and what is extracted from that keeps what must always hold."""

import importlib
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
LONG = os.environ.get("INVARIANTS") == "long"
"""INVARIANTS=long tries a hundred times as many."""
FEW = settings(
    max_examples=1_500 if LONG else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
READERS = ("text", "html", "jats", "pubmed", "medline", "registry", "tar", "json_list", "docx", "pdf")


@pytest.fixture
def fuzzing(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The modules of the fuzzer; benchmarks/ is no package."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return SimpleNamespace(fuzz=importlib.import_module("fuzz"))


@pytest.mark.slow
@settings(FEW, max_examples=1_500 if LONG else 60)
@given(data=st.binary(max_size=120))
def test_what_is_extracted_keeps_what_must_hold(fuzzing: SimpleNamespace, data: bytes) -> None:
    assert list(fuzzing.fuzz.Trial("extract").failures(b"\0" + data)) == []


@pytest.mark.parametrize("reader", [*READERS[:8], *(pytest.param(name, marks=pytest.mark.slow) for name in READERS[8:])])
@FEW
@given(data=st.binary(max_size=120))
def test_a_reader_reads_or_refuses(fuzzing: SimpleNamespace, reader: str, data: bytes) -> None:
    assert list(fuzzing.fuzz.Trial(reader).failures(b"\0" + data)) == []


@FEW
@given(data=st.binary(max_size=300), reader=st.sampled_from(READERS))
def test_any_bytes_are_read_or_refused(fuzzing: SimpleNamespace, reader: str, data: bytes) -> None:
    assert list(fuzzing.fuzz.Trial(reader).failures(b"\xff" + data)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Age was 50 (2,769-172) years in the placebo group, a median (range).",  # limits in the wrong order
        "None of 20 patients in the placebo group had fever.",
        "2.71393 (1.06,2.96) " * 9 + "a hundred and twelve",  # quotes that overlap and are alike
        "Fever was seen in \u0a67 (5%) of the MSC group",  # a figure of another script, read and in doubt
        "between 2008 and 2010 90% CrI 197 and 329995% confidence interval 1.2-3.4",  # a level that no interval has
    ],
)
def test_what_fuzzing_found_stays_mended(fuzzing: SimpleNamespace, text: str) -> None:
    assert list(fuzzing.fuzz.Trial("extract").failures(b"\xff" + text.encode())) == []
