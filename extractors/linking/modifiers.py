"""What stands between "p" and its value, in the words of the table."""

from schemas.vocabulary import Modifier

_BY_PRINT = {
    "<": Modifier.LESS, ">": Modifier.GREATER, "<=": Modifier.LESS_OR_EQUAL, ">=": Modifier.GREATER_OR_EQUAL, "≤": Modifier.LESS_OR_EQUAL,
    "≥": Modifier.GREATER_OR_EQUAL, "=<": Modifier.LESS_OR_EQUAL, "=>": Modifier.GREATER_OR_EQUAL, "<or=": Modifier.LESS_OR_EQUAL,
    ">or=": Modifier.GREATER_OR_EQUAL,
}  # fmt: skip


def modifier_of(folded: str, place: tuple[int, int] | None) -> Modifier:
    """The modifier printed at `place`; "=" where nothing or only a word ("was") stands there."""
    printed = "".join(folded[slice(*place)].split()) if place else "="
    return _BY_PRINT.get(printed, Modifier.EQUAL)
