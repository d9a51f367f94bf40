"""Superscripts, subscripts and reference marks as plain characters.

An exponent becomes `10^9`, a power that has a character of its own `m²`. A reference or footnote mark becomes `[12]`
and is an aside of the document, which no rule sees: else "12" with the marks 9 to 15 read as a median with its range.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from extractors.document import Span
from extractors.patterns import compiled


class Level(Enum):
    """Where a run of characters stands on its line."""

    BASE = "base"
    SUPER = "super"
    SUB = "sub"
    POWER = "power"  # a superscript of a formula: never a mark


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one level; is_mark where they link to a reference or a footnote."""

    text: str
    level: Level = Level.BASE
    is_mark: bool = False


_UNTURNED = compiled(r"[^\n\u202a-\u202e\u2066-\u2069]+")
TURNED, _TURN_ENDS = "\u202e", "\u202c"


def turned(text: str) -> str:
    """Characters that the file shows from right to left, between the marks by which plain text says so: no rule reads their numbers."""
    return _UNTURNED.sub(lambda match: f"{TURNED}{match[0]}{_TURN_ENDS}" if any(map(str.isnumeric, match[0])) else match[0], text)


_SPACE = compiled(r"[ \t\r\n\f]+")
_MARK = compiled(r"(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})(?:\s?[,;–‐-]\s?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}))*[,;]?")
_WHOLE_MARK = compiled(r"\d{1,3}(?:\s?[,;–‐-]\s?\d{1,3})*[,;]?|[a-z](?:\s?,\s?[a-z])*")
_EXPONENT = compiled(r"[−–+-]?\s?\d{1,3}")
_TEN = compiled(r"(?<![\d.,])10\s?$")
_SIGN_ONLY = compiled(r"\d?[+−–-]{1,3}")
_POWER_BASE = compiled(
    r"(?:(?<![A-Za-z])[A-Za-zχηωτρφμσΔδεβ]|(?<![A-Za-z])(?:[kcmµμnd]?m|[kmµμn]?[gGLlsNJ]|min|hr?|sec|days?|d|wk|mol|mmol|yr|years?|inch|ft|Hz))$"
)
_ORDINAL = compiled(r"st|nd|rd|th")
_DEGREE = compiled(r"[oO0○∘˚º]")
_POWERS = {"2": "²", "3": "³"}
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class Line:
    """The characters of a line, and where the marks among them stand."""

    text: str
    marks: tuple[Span, ...] = ()

    def stripped(self) -> "Line":
        """The line without white space at either end."""
        return self.part(len(self.text) - len(self.text.lstrip()), len(self.text.rstrip()))

    def part(self, start: int, end: int) -> "Line":
        """text[start:end] with the marks in it."""
        inside = [mark for mark in self.marks if start <= mark.start and mark.end <= end]
        return Line(self.text[start:end], tuple(Span(mark.start - start, mark.end - start) for mark in inside))


def printed(runs: Iterable[Run]) -> Line:
    """The runs as one line of plain characters; XML's white space is one space, other spaces stay as they are."""
    merged = _merged(runs)
    out = ""
    marks: list[Span] = []
    for index, run in enumerate(merged):
        text = _SPACE.sub(" ", run.text)
        following = next((other.text[:1] for other in merged[index + 1 :] if other.text), "")
        tail = out[-_LOOK_BACK:]
        if run.is_mark:
            text = _mark(tail, text)
        elif run.level is Level.SUB:
            text = _sub(tail, text)
        elif run.level is not Level.BASE:
            text = _super(tail, text, following, run.level is Level.POWER)
        if text[:1] == " " and tail[-1:] in (" ", ""):
            text = text[1:]
        bare = text.strip()
        if (run.is_mark and _MARK.fullmatch(bare.strip("[]"))) or (run.level is Level.SUPER and bare[:1] == "["):
            start = len(out) + text.index(bare)
            marks.append(Span(start, start + len(bare)))
        out += text
    return Line(out, tuple(marks))


def _merged(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = found[-1] if found else None
        if last is not None and (last.level, last.is_mark) == (run.level, run.is_mark):
            found[-1] = Run(last.text + run.text, run.level, run.is_mark)
        else:
            found.append(run)
    return found


def _mark(tail: str, text: str) -> str:
    """A link to a reference or footnote: as printed inside of brackets or as words, else as a mark."""
    bare = text.strip()
    if not _MARK.fullmatch(bare):
        glued = bool(tail) and tail[-1].isalnum() and bare[:1].isalnum()
        return f" {text}" if glued else text
    open_bracket = tail.rfind("[") > tail.rfind("]") or tail.rfind("(") > tail.rfind(")")
    if open_bracket and not (tail[-1:].isalnum() or tail[-1:] in ".%)"):
        return text
    space = " " if text != text.rstrip() else ""
    return f"[{bare}]{space}"


def _super(tail: str, text: str, following: str, in_formula: bool) -> str:
    bare = text.strip()
    space = " " if text != text.rstrip() else ""
    if not bare:
        return text
    if _EXPONENT.fullmatch(bare):
        if _POWER_BASE.search(tail):
            return _POWERS.get(bare, f"^{bare}") + space
        if in_formula or _TEN.search(tail) or bare[0] in "−–+-":
            return f"^{bare}{space}"
        if following[:1] == "C" and _DEGREE.fullmatch(bare) and tail.rstrip()[-1:].isdigit():
            return "°"
        if following[:1].isupper() and not tail[-1:].isalnum() and tail[-1:] not in (".", ",", ";", ")", "]"):
            return bare  # an isotope: 18F, 99mTc
    if in_formula:
        return f"^{bare}{space}" if bare.isalnum() else f"^({bare}){space}"
    if _DEGREE.fullmatch(bare) and tail.rstrip()[-1:].isdigit() and not bare.isdigit():
        return "°"
    if _WHOLE_MARK.fullmatch(bare):
        return f"[{bare.rstrip(',;')}]{space}"
    if _SIGN_ONLY.fullmatch(bare) or _ORDINAL.fullmatch(bare) or not any(character.isdigit() for character in bare):
        return text
    if following[:1].isupper() and not tail[-1:].isalnum():
        return text
    return f"^({bare}){space}"


def _sub(tail: str, text: str) -> str:
    """A subscript joins a word ("HbA1c"); after a figure or with a slash in it, it must not: "t_1/2", "χ²_1"."""
    bare = text.strip()
    before = tail[-1:]
    if bare and (("/" in bare and bare[0].isdigit()) or before.isdigit() or before in "²³)") and bare[0] not in "([":
        return f"_{text.lstrip()}"
    return text


_BRACKETED_EXPONENT = compiled(r"(?<=[x×X*]\s?)10\((-?\d{1,2})\)")


def with_exponents(text: str) -> str:
    """MEDLINE's "2 x 10(6) cells" as "2 x 10^6 cells": its older records print exponents in brackets."""
    return _BRACKETED_EXPONENT.sub(r"10^\1", text)
