"""Decisions reach the disk whole and in order, whoever saves at the same time and whenever the saver dies."""

import http.client
import json
import os
import random
import re
import signal
import threading
import time
from urllib.parse import quote

import pytest

from flows.decisions import line_id_of, load_decisions
from flows.refusal import Refused
from flows.report_files import report_files
from flows.review import saving
from flows.review.reading import open_desk
from flows.review.saving import alone_in, append_lines
from flows.review.shelf import Shelf
from reviewing import free_socket, server_of

TEXT = "At 6 months the latency did not differ between MSC and placebo (β=-0.31; 95% CI -1.84 to 1.22; P=0.668).\n"
WINDOWS = 2
TOKEN = "t"


def test_lines_are_added_at_the_end(tmp_path):
    path = tmp_path / "a.review.jsonl"
    append_lines(path, ["one"])
    append_lines(path, ["two", "three"])
    assert path.read_text() == "one\ntwo\nthree\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.review.jsonl"]


def test_the_files_mode_stays(tmp_path):
    path = tmp_path / "a.review.jsonl"
    append_lines(path, ["one"])
    path.chmod(0o640)
    append_lines(path, ["two"])
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_disk_that_fails_leaves_the_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "a.review.jsonl"
    append_lines(path, ["one"])

    def fails(handle):
        raise OSError("the disk is gone")

    monkeypatch.setattr(saving.os, "fsync", fails)
    with pytest.raises(OSError, match="the disk is gone"):
        append_lines(path, ["two"])
    assert path.read_text() == "one\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.review.jsonl"]


def test_the_disk_has_a_line_before_it_is_acknowledged(tmp_path, monkeypatch):
    """The new file is confirmed before it takes its place, and its place before anybody is told."""
    done = []
    fsync, replace = os.fsync, saving.Path.replace
    monkeypatch.setattr(saving.os, "fsync", lambda handle: (done.append("disk"), fsync(handle))[1])
    monkeypatch.setattr(saving.Path, "replace", lambda self, target: (done.append("moved"), replace(self, target))[1])
    append_lines(tmp_path / "a.review.jsonl", ["one"])
    assert done == ["disk", "moved", "disk"]


def test_who_comes_second_waits(tmp_path):
    order = []

    def second():
        with alone_in(tmp_path):
            order.append("second")

    thread = threading.Thread(target=second)
    with alone_in(tmp_path):
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_two_desks_of_one_report_see_each_other(bench):
    from flows.review import actions

    path = bench.write("latency.txt", TEXT)
    one, other = (open_desk(report_files(path, bench.cache)[0], bench.cache) for _ in range(2))
    row = next(iter(one.standing().items))
    one.save(lambda desk: actions.reject(desk, "ab", row, None))
    with pytest.raises(Refused, match="rejected or gone"):
        other.save(lambda desk: actions.accept(desk, "cd", row, None))
    assert other.standing().items[row].status == "rejected"
    other.save(lambda desk: actions.undo(desk, "cd", [desk.rulings_on(row)[-1].decision.line_id]))
    assert one.standing().items[row].status != "rejected"


def _window(port, name, report_id, row, acknowledged):
    """A browser window that saves as fast as it can until the server is gone."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for count in range(10_000):
        said = f"{name}, {count} months"
        asked = {"action": "correct", "item": row, "fields": {"time_frame": said}}
        try:
            connection.request("POST", f"/decide/{quote(report_id)}", json.dumps(asked), {"x-review-token": TOKEN})
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError):
            return
        if response.status == 200:
            acknowledged.append((answer["saved"][0], said))


def _killed_while_saving(bench, report_id, rounds, seed):
    """Start the server, save from two windows at once, kill it; what it had acknowledged stands, and every line is whole."""
    path = bench.raw / f"{report_id}.txt"
    row = next(iter(open_desk(report_files(path, bench.cache)[0], bench.cache).standing().items))
    review, moments, lost = path.with_name(f"{report_id}.review.jsonl"), random.Random(seed), 0
    acknowledged: list[tuple[str, str]] = []
    for turn in range(rounds):
        listening = free_socket()
        port = listening.getsockname()[1]
        child = os.fork()
        if child == 0:  # the server, in a process of its own that can be killed
            shelf = Shelf(bench.raw, bench.cache)
            [file] = report_files(path, bench.cache)
            shelf._desks[file.report_id, file.sha256] = open_desk(file, bench.cache)  # as after the report's page was opened
            server_of(shelf, port, TOKEN).run(sockets=[listening])
            os._exit(0)
        listening.close()
        before = len(acknowledged)
        windows = [
            threading.Thread(target=_window, args=(port, f"window {number}, turn {turn}", report_id, row, acknowledged))
            for number in range(WINDOWS)
        ]
        for window in windows:
            window.start()
        until = time.monotonic() + 20
        while len(acknowledged) == before and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(moments.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for window in windows:
            window.join()
        assert len(acknowledged) > before, "the server acknowledged nothing"
        text = review.read_text(encoding="utf-8")
        assert text.endswith("\n")
        lines = text.splitlines()
        standing = {decision.line_id: decision for decision in load_decisions(review)}
        assert len(standing) == len(lines)
        lost += sum(line_id not in standing or standing[line_id].becomes != said for line_id, said in acknowledged)
    ids = [line_id_of(line) for line in lines]
    order = {line_id: place for place, line_id in enumerate(ids)}
    for number in range(WINDOWS):
        mine = [order[line_id] for line_id, said in acknowledged if said.startswith(f"window {number},")]
        assert mine == sorted(mine), "decisions of one window changed their order"
    assert lost == 0
    return len(acknowledged), len(lines)


def test_a_server_killed_while_two_windows_save_loses_nothing(bench):
    bench.write("latency.txt", TEXT)
    _killed_while_saving(bench, "latency", rounds=4, seed=1)
    assert bench.curate()


@pytest.mark.slow
def test_killed_two_hundred_times(bench, record_property):
    """In twenty reports, ten times each, so that a file stays as long as a curator's would be."""
    acknowledged = kept = 0
    for number in range(20):
        bench.write(f"latency{number}.txt", TEXT)
        counts = _killed_while_saving(bench, f"latency{number}", rounds=10, seed=number)
        acknowledged, kept = acknowledged + counts[0], kept + counts[1]
    print(f"200 kills: {acknowledged} acknowledged, {kept} on the disk, none lost, none torn")
    assert kept >= acknowledged
    litter = [
        path.name for path in bench.raw.iterdir() if not re.fullmatch(r"\.?latency\d+\.(txt|review\.jsonl(\.part)?)", path.name)
    ]
    assert litter == []
    bench.curate()
