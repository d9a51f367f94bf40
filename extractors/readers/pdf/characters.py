"""What a PDF's characters say: ligatures as letters, and the signs that fonts of old put at other characters' places.

A PDF draws glyphs; which character a glyph is, the font may say wrongly or not at all. What is known of a family of
fonts is mended here. What nobody can tell becomes `UNKNOWN`, and a row beside it is doubtful: a minus that
is dropped is a wrong number.
"""

import unicodedata

from extractors.patterns import compiled

UNKNOWN = "\ufffd"
"""Stands for a glyph of which the file does not say what character it is."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "Ĳ": "IJ", "ĳ": "ij"}
_SUBSET = compiled(r"^[A-Z]{6}\+")
_NOT_NAMED = compiled(r"\(cid:\d+\)")

# Adobe's Symbol encoding (PDF 32000-1, annex D.5), for the bytes that stand for something else than in Latin-1.
_SYMBOL = {
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    "-": "−", "@": "≅", '"': "∀", "$": "∃", "'": "∋", "*": "∗", "\\": "∴", "^": "⊥", "~": "∼",
    "¡": "ϒ", "¢": "′", "£": "≤", "¤": "⁄", "¥": "∞", "¦": "ƒ", "§": "♣", "¨": "♦", "©": "♥", "ª": "♠", "«": "↔", "¬": "←",
    "\u00ad": "↑", "®": "→", "¯": "↓", "²": "″", "³": "≥", "´": "×", "µ": "∝", "¶": "∂", "·": "•", "¸": "÷", "¹": "≠", "º": "≡",
    "»": "≈", "¼": "…", "Å": "⊕", "Ä": "⊗", "Æ": "∅", "Ç": "∩", "È": "∪", "Î": "∈", "Ñ": "∇", "Ö": "√", "×": "⋅", "Ø": "¬",
    "å": "∑",
}  # fmt: skip
# Linotype's Mathematical Pi and its kin draw operators where text fonts have figures and points: "P , .05", "2 0.31".
_MATH_PI = {
    "1": "+", "2": "−", "3": "×", "4": "÷", "5": "=", "6": "±", "7": "°", "9": "′", ",": "<", ".": ">", "#": "≤", "$": "≥",
    "'": "≈", "-": "−", "^": "×", **{letter: _SYMBOL[letter] for letter in "abcdefghiklmnopqrstuwxyz"}, "c": "ψ", "j": "φ", "v": "ω", "x": "ξ", "y": "υ",
}  # fmt: skip
# Fonts of Advent and 3B2 (Elsevier, Springer, BMC around 2005): operators at accented letters' places.
_ADVENT = {"¼": "=", "þ": "+", "À": "−", "Æ": "±", "Â": "×", "Ã": "*", "ÿ": "−", "�": UNKNOWN}

_FAMILIES = (
    (compiled(r"(?i)^(?:Symbol|StandardSymL|SymbolMT|MathematicalSymbol)"), _SYMBOL),
    (compiled(r"(?i)Math(?:ematical)?-?Pi|UniversalMath|GreekMathPi"), _MATH_PI),
    (compiled(r"^Adv(?!ertis)"), _ADVENT),
)


def family(fontname: str) -> str:
    """The font's name without the tag of a subset: "ABCDEF+Symbol" is "Symbol"."""
    return _SUBSET.sub("", fontname)


def characters(told: str, fontname: str) -> str:
    """What one glyph says, given what its font tells; "" for a glyph that nobody sees, `UNKNOWN` where nobody knows.

    A glyph can say several characters (a ligature); white space of every kind is " ".
    """
    if _NOT_NAMED.search(told):
        return _NOT_NAMED.sub(UNKNOWN, told)
    return "".join(_character(one, fontname) for one in told)


def _character(told: str, fontname: str) -> str:
    if told in _LIGATURES:
        return _LIGATURES[told]
    if "\uf000" <= told <= "\uf0ff":  # a symbol font's byte, moved into the private area as Windows does
        byte = chr(ord(told) - 0xF000)
        return _SYMBOL.get(byte, byte if byte.isprintable() and byte.strip() else UNKNOWN)
    name = family(fontname)
    for pattern, table in _FAMILIES:
        if pattern.search(name):
            told = table.get(told, told)
            break
    if told.isspace():
        return " "
    kind = unicodedata.category(told)
    if told in "\u00ad" or told.isprintable():
        return told
    # Controls, private use and what Unicode has not assigned are glyphs that the font did not name.
    return "" if kind == "Cf" else UNKNOWN


RAISED = dict(zip("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
"""Characters that have a raised form, with it."""


def raised(text: str) -> str:
    """`text` as raised characters, as far as Unicode has them; the same length."""
    return "".join(RAISED.get(character, character) for character in text)
