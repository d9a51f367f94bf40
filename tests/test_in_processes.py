"""A function over many things in processes gives what it gives here, whatever becomes of a process."""

import os
from collections.abc import Iterator

import pytest

from flows.in_processes import in_processes
from flows.refusal import Refused


def square(number: int) -> int:
    return number * number


def refuse(number: int) -> int:
    raise Refused(f"the first reason, {number}", "the second")


def die_there(number: tuple[int, int]) -> int:
    value, here = number
    if value == 2 and os.getpid() != here:
        os._exit(9)
    return value


def test_one_process_is_this_one() -> None:
    assert list(in_processes(lambda number: number + 1, [1, 2], 1)) == [2, 3]


@pytest.mark.slow
def test_what_comes_out_is_in_order_and_few_things_are_taken_at_a_time() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in range(9):
            taken.append(number)
            yield number

    ahead = [len(taken) - done for done, _ in enumerate(in_processes(square, things(), 2))]
    assert taken == list(range(9))
    assert max(ahead) <= 4
    assert list(in_processes(square, range(9), 2)) == [number * number for number in range(9)]


@pytest.mark.slow
def test_a_refusal_comes_with_each_of_its_reasons() -> None:
    with pytest.raises(Refused) as refusal:
        list(in_processes(refuse, [1, 2], 2))
    assert refusal.value.reasons == ("the first reason, 1", "the second")


@pytest.mark.slow
def test_a_thing_whose_process_dies_is_worked_on_here() -> None:
    things = [(number, os.getpid()) for number in range(5)]
    assert list(in_processes(die_there, things, 2)) == list(range(5))
