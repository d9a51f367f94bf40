"""A function over many things in processes of this machine, in order, with few of the things in memory at a time."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TypeVar

from flows.interrupts import deaf_to_ctrl_c

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")


def in_processes(function: Callable[[_Thing], _Made], things: Iterable[_Thing], processes: int) -> Iterator[_Made]:
    """What the function makes of each thing, in their order; with fewer than two processes it works here.

    What it raises is raised here. A thing whose process dies is worked on here.
    """
    if processes < 2:
        yield from map(function, things)
        return
    # spawn: a fork of a process with threads (Prefect's, polars') can hang.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=end_with_the_run)
    waiting: deque[tuple[_Thing, Future[_Made] | None]] = deque()
    try:
        for thing in things:
            waiting.append((thing, _submitted(pool, function, thing)))
            if len(waiting) > processes:
                yield _made(function, *waiting.popleft())
        while waiting:
            yield _made(function, *waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, function: Callable[[_Thing], _Made], thing: _Thing) -> "Future[_Made] | None":
    try:
        with deaf_to_ctrl_c():
            return pool.submit(function, thing)
    except BrokenProcessPool:
        return None


def _made(function: Callable[[_Thing], _Made], thing: _Thing, work: "Future[_Made] | None") -> _Made:
    if work is not None:
        try:
            return work.result()
        except BrokenProcessPool:
            pass
    return function(thing)


def end_with_the_run() -> None:
    """In a process that works for a run: a run that is killed cannot end it, and it would wait for ever."""
    run = parent_process()

    def wait() -> None:
        if run is not None:
            run.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
