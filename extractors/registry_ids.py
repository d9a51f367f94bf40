"""Numbers under which trials are registered, as a text prints them, in their registry's own spelling."""

from extractors.scanning import finditer
from extractors.vocabulary.registries import REGISTRIES
from schemas.vocabulary import IdentifierScheme


def normalised(scheme: str, printed: str) -> str:
    """The identifier in its registry's own spelling: "nct 01234567" is NCT01234567."""
    compact = "".join(printed.split()).replace("#", "").replace(":", "")
    if scheme in (IdentifierScheme.NCT, IdentifierScheme.ISRCTN, IdentifierScheme.KCT, IdentifierScheme.ACTRN):
        digits = "".join(character for character in compact if character.isdigit())
        return scheme.upper() + digits
    if scheme == IdentifierScheme.IRCT:
        return compact.upper().replace("IRCTID", "IRCT")
    if scheme == IdentifierScheme.CHICTR:
        return "ChiCTR" + compact[6:].upper()
    if scheme == IdentifierScheme.JRCT:
        return "jRCT" + compact[4:].lower().replace("-", "")
    return compact.upper()


def identified(folded: str) -> list[tuple[int, int, str, str]]:
    """(start, end, scheme, identifier) of every registry number in the text, in its order."""
    found = []
    for rule in REGISTRIES:
        scheme = rule.values["scheme"]
        for match in finditer(rule.compiled, folded):
            found.append((*match.span("identifier"), scheme, normalised(scheme, match["identifier"])))
    return sorted(found)


def scheme_of(identifier: str) -> tuple[str, str] | None:
    """(scheme, identifier) where the whole string is one registry number, else None."""
    stripped = identifier.strip()
    for start, end, scheme, found in identified(stripped):
        if (start, end) == (0, len(stripped)):
            return scheme, found
    return None
