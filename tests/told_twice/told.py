"""What a constructed set says of two reports."""

from typing import NamedTuple


class Pair(NamedTuple):
    """Two tellings: why they differ, and for each its report and the digits that it prints."""

    why: str
    one: tuple[str, str]
    other: tuple[str, str]
