"""A report that runs away is rejected, and the others are published."""

import threading
import time
from contextlib import suppress

import pytest
import regex

import flows.reading
from conftest import HAZARD
from extractors.document import Unreadable
from extractors.pipeline import extract
from extractors.readers import read
from flows.time_limit import SECONDS, seconds_for, time_limit


def spin(_document: object = None) -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def match_without_end() -> None:
    regex.search(r"(a|aa)+$", "a" * 80 + "b")


@pytest.mark.parametrize("runaway", [spin, match_without_end], ids=["in our own code", "in a pattern"])
def test_a_runaway_is_stopped(runaway) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable, match=r"took longer than 0.05 seconds and was stopped\.$"), time_limit(0.05):
        runaway()
    assert time.process_time() - began < 2


def test_a_runaway_in_a_thread_is_stopped() -> None:
    said: list[str] = []

    def run() -> None:
        try:
            with time_limit(0.05):
                spin()
        except Unreadable as error:
            said.append(str(error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(20)
    assert said == ["Reading it took longer than 0.05 seconds and was stopped."]


def test_what_ends_in_time_is_left_alone() -> None:
    with time_limit(0.05):
        pass
    began = time.process_time()
    while time.process_time() - began < 0.1:
        pass


def test_a_runaway_report_is_rejected_and_the_others_are_published(bench, monkeypatch) -> None:
    extract(read(HAZARD.encode(), "compiled before"))
    bench.write("good.txt", HAZARD)
    bench.write("runaway.txt", HAZARD)
    monkeypatch.setattr(flows.reading, "seconds_for", lambda size: 0.3)
    monkeypatch.setattr(flows.reading, "extract", lambda document: spin() if document.report_id == "runaway" else extract(document))
    summary = bench.curate()
    assert dict(summary.rejected) == {"runaway.txt": "Reading it took longer than 0.3 seconds and was stopped."}
    assert bench.table("analyses").get_column("report_id").to_list() == ["good"]


def test_the_limit_grows_with_the_report() -> None:
    assert seconds_for(0) == SECONDS
    assert seconds_for(5_000_000) > 500
    assert seconds_for(10**9) == 900
