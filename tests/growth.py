"""How the work of a run grows with its input, told so that a busy machine cannot change the answer."""

import sys
import time
from collections.abc import Callable
from types import FrameType

ATTEMPTS = 4


def calls(run: Callable[[], object]) -> int:
    """How many calls, of Python and of C functions, the run makes: the same number whenever it is counted."""
    counted = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return counted


def quickest_ratio(run: Callable[[int], object], size: int, *, below: float, floor_seconds: float) -> float:
    """The seconds of a run of twice the size by those of one, each the least of up to four runs, which end as soon as it is `below`.

    Other work on the machine can only add to a run, so that the least of several comes nearest to its own cost; what takes less than the
    floor counts as the floor, for below it the clock says little.
    """
    once: list[float] = []
    twice: list[float] = []
    ratio = float("inf")
    for _ in range(ATTEMPTS):
        once.append(_seconds(run, size))
        twice.append(_seconds(run, 2 * size))
        ratio = max(floor_seconds, min(twice)) / max(floor_seconds, min(once))
        if ratio < below:
            break
    return ratio


def _seconds(run: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    run(size)
    return time.process_time() - began
