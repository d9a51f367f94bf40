"""Reading in a process of its own: what breaks a limit is refused with a sentence, and the next file is read."""

import gzip
import io
import json
import os
import signal
import time

import pytest

import flows.guarded
from extractors.document import Unreadable
from extractors.readers import read as read_here
from extractors.readers.format import Format
from flows.guarded import _Process, read, serve
from hostile_bytes import doubling_drawings

PAGE = b"<!doctype html><h1>Results</h1><p>HR 0.94<sup><a href=#r>12</a></sup> in 18 patients</p>" + b"<p>more</p>" * 5000
TEXT = Format("text", "text", (".txt",), lambda head: True, read_here, (), (), 0, 1)


@pytest.fixture
def process():
    found = _Process()
    yield found
    found._end()


def test_a_file_is_read_there_as_it_is_here() -> None:
    assert len(PAGE) > 30_000
    assert read(PAGE, "r") == read_here(PAGE, "r")
    assert read(gzip.compress(b"18 patients"), "r") == read_here(b"18 patients", "r")


def test_small_and_harmless_files_start_no_process(monkeypatch) -> None:
    monkeypatch.setattr(flows.guarded, "_process", None)
    assert read(b"18 patients", "r").text == "18 patients"
    assert read(b"<article><body><p>18 patients</p></body></article>", "r").reader == "jats"
    with pytest.raises(Unreadable, match="empty"):
        read(b"", "r")


def test_a_refusal_comes_back_as_one(process) -> None:
    with pytest.raises(Unreadable, match="control character"):
        process.read(b"a\0b", "r", TEXT)
    assert process.read(b"18 patients", "r", TEXT).text == "18 patients"


def test_what_takes_too_long_is_stopped(monkeypatch) -> None:
    slow = doubling_drawings(24)
    found = _Process()
    began = time.monotonic()
    with pytest.raises(Unreadable, match="took longer than 1 seconds and was stopped"):
        found.read(slow, "r", TEXT)
    assert time.monotonic() - began < 30
    assert not found.is_alive()


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_process_that_dies_is_told_of_and_replaced(monkeypatch, number) -> None:
    first = flows.guarded._process()
    os.kill(first._child.pid, number)
    first._child.wait()
    with pytest.raises(Unreadable, match=f"died \\({signal.Signals(number).name}\\)"):
        first.read(b"18 patients", "r", TEXT)
    assert flows.guarded._process() is not first
    assert flows.guarded._process().read(b"18 patients", "r", TEXT).text == "18 patients"


def served(monkeypatch, fault: Exception) -> dict:
    """What the process answers where reading raises `fault`."""

    def fail(data, report_id):
        raise fault

    monkeypatch.setattr(flows.guarded, "read_here", fail)
    monkeypatch.setattr("resource.setrlimit", lambda *limits: None)
    replies = io.BytesIO()
    serve(io.BytesIO(b'{"report_id": "r", "bytes": 2, "seconds": 9}\n18{"report_id": "r", "bytes": 9, "seconds": 9}\n18'), replies)
    [line] = replies.getvalue().splitlines()
    return json.loads(line)


def test_memory_and_depth_are_limits_and_other_faults_are_ours(monkeypatch) -> None:
    assert served(monkeypatch, MemoryError()) == {"unreadable": True, "said": "Reading it takes more than 2048 MiB of memory."}
    assert served(monkeypatch, RecursionError()) == {"unreadable": True, "said": "It nests its parts deeper than any report does."}
    assert served(monkeypatch, ValueError("a\nb")) == {"unreadable": False, "said": "ValueError: a b"}


@pytest.mark.slow
def test_memory_is_limited(process) -> None:
    """A page of 90 MB that the parser makes a tree of more than 2 GiB of."""
    with pytest.raises(Unreadable, match=r"memory|died|took longer"):
        process.read(b"<!doctype html>" + b"<b>x</b>" * 11_000_000, "r", TEXT)
