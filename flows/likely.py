"""Which of the known names a misspelt one was probably meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches


def likely(name: str, known: Iterable[str]) -> str:
    """The end of a refusal: "; did you mean 'title'?", or nothing where none of the known names is near."""
    near = get_close_matches(name[:100], list(known), n=1, cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""
