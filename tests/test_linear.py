"""Reading a report costs time in proportion to its length, whatever repeats in it."""

import pytest

from extractors.pipeline import extract
from extractors.places import Places
from extractors.readers import read
from growth import quickest_ratio

REPEATED = ("p=0.03, ", "patients 12 ", "12% of patients … fever, ", "3.2 ± 1.1 ", "±1 ", "1")
MOST = 3.5
FLOOR_SECONDS = 0.3


def ratio(part: str, length: int) -> float:
    def run(size: int) -> None:
        extract(read((part * (size // len(part) + 1))[:size].encode(), "x"))

    return quickest_ratio(run, length, below=MOST, floor_seconds=FLOOR_SECONDS)


@pytest.mark.slow
@pytest.mark.parametrize("part", REPEATED)
def test_twice_the_length_costs_about_twice(part: str) -> None:
    assert ratio(part, 1500) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("part", REPEATED)
def test_twice_a_long_length_costs_about_twice(part: str) -> None:
    assert ratio(part, 10_000) < MOST


def test_places_overlap_as_their_characters_do() -> None:
    places = Places([(5, 8), (1, 3), (7, 10), (12, 12)])
    assert [places.overlap(offset, offset + 1) for offset in range(12)] == [
        False,
        True,
        True,
        False,
        False,
        True,
        True,
        True,
        True,
        True,
        False,
        False,
    ]
    assert not places.overlap(3, 5)
    assert places.overlap(0, 20)
