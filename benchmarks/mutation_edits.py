"""Edits of a report's text: those that touch no statement, and those that change one digit of a number that a row claims.

What is fair, and what is not done:

- A space between two figures is left alone ("1 011" is one number), and no line is broken before a dash, a bullet or a figure
  with a full stop: that makes an item of a list.
- A sentence is put in only where one ends and another begins, not inside a citation or a list of names.
- A paragraph moves only within its section, and only if it and its neighbour read alone as they read in their place: what
  takes its groups, its time or its level from another paragraph is not free to move.
- A changed digit makes no leading zero.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

SPECIAL_SPACES = "\u00a0\u2009\u200a\u202f\u2007\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000"

UNRELATED = (
    "The protocol had been approved by the ethics committee of the region.",
    "Cells were thawed at the bedside and given by a nurse who took no part in the assessments.",
    "All patients gave their consent in writing.",
    "Nobody who assessed patients knew what they had been given.",
    "The laboratory took part in a scheme for external quality control throughout.",
    "Data were entered twice and compared.",
    "The sponsor had no part in the analysis.",
    "Samples were kept frozen until they were assayed in one batch.",
    "Missing values were not imputed.",
    "A steering committee met every few weeks.",
    "The methods have been described in full elsewhere.",
    "Scans were read at a central facility.",
    "Travel costs were paid back on request.",
    "We thank everybody who took part.",
    "Questionnaires were filled in at home, on paper.",
    "The product was made under good manufacturing practice and released after tests of sterility.",
    "The code was held by the pharmacy.",
    "Concomitant drugs were recorded at every visit.",
    "A local radiologist, blinded as well, looked at images of poor quality again.",
    "Physiotherapy was offered to everybody alike.",
    "The groups were treated in the same ward.",
    "How the disease arises is not well understood.",
    "Animal work had suggested several mechanisms.",
    "The authors declare no competing interests.",
    "Recruitment was slow at first and then gathered pace.",
)  # fmt: skip
"""Sentences of our own without a result or a number, which may stand between any two others."""

_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_BETWEEN_FIGURES = re.compile(r"(?<=\d) (?=\d)")
_SIGN = re.compile(r"(?<=[\w)\]]) ?(?:[=<>≤≥±]) ?(?=[\d.(−+-])|(?<=\d) ?%|(?<=[\s\w])[(\[](?=[\w−<>=±-])|(?<=[\w%])[)\]]")
_UNBREAKABLE_AFTER = re.compile(r" (?:[-−–—•*+#|>·]|\(?\w{1,3}[.)](?:\s|$)|\d{1,3}[.)]|={2})")
_SENTENCE_END = re.compile(r"(?<=[a-z\d)%\]][.?!]) (?=[A-Z][a-z]+ )")
_ABBREVIATED = re.compile(r"(?:\b(?:vs|al|Dr|Fig|No|ca|cf|e\.g|i\.e|approx|resp|St|Prof)|\b[A-Z])\.$")
_CITATION = re.compile(r"\bdoi\b|https?:|\bet al\b|\b(?:19|20)\d\d\b[^.]{0,12};|\bPMID\b|\bTags:", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s")
_WRAPPED = re.compile(r"(?<![.:;!?|])\n(?=[a-z(])")


@dataclass(frozen=True)
class Edit:
    """A text after an edit: which kind, and where it was made."""

    kind: str
    text: str
    at: int


def _one(places: list[int], numbers: random.Random) -> int | None:
    return numbers.choice(places) if places else None


def wider_space(text: str, numbers: random.Random) -> Edit | None:
    """One space becomes two to four."""
    at = _one([match.start() for match in _SINGLE_SPACE.finditer(text) if not _BETWEEN_FIGURES.match(text, match.start())], numbers)
    return None if at is None else Edit("wider space", text[:at] + " " * numbers.randint(2, 4) + text[at + 1 :], at)


def all_wider_spaces(text: str, numbers: random.Random) -> Edit | None:
    """Every space becomes two, as a justified page is copied."""
    parts, done = [], 0
    for match in _SINGLE_SPACE.finditer(text):
        if not _BETWEEN_FIGURES.match(text, match.start()):
            parts += [text[done : match.start()], "  "]
            done = match.end()
    return Edit("all spaces wider", "".join([*parts, text[done:]]), 0)


def special_space(text: str, numbers: random.Random) -> Edit | None:
    """One space becomes a thin, hair, no-break or other space."""
    at = _one([match.start() for match in _SINGLE_SPACE.finditer(text)], numbers)
    return None if at is None else Edit("special space", text[:at] + numbers.choice(SPECIAL_SPACES) + text[at + 1 :], at)


def all_special_spaces(text: str, numbers: random.Random) -> Edit | None:
    """Every space becomes one special space."""
    return Edit("all spaces special", _SINGLE_SPACE.sub(numbers.choice(SPECIAL_SPACES), text), 0)


def space_at_sign(text: str, numbers: random.Random) -> Edit | None:
    """The spaces around one of = < > ± %, or inside one bracket, come or go."""
    match = numbers.choice(list(_SIGN.finditer(text)) or [None])
    if match is None:
        return None
    sign = match[0].strip()
    before, after = numbers.choice(("", " ")), numbers.choice(("", " "))
    if sign == "%":
        after = ""
    elif sign in "([":
        before = ""
    elif sign in ")]":
        after = ""
    return Edit("space at a sign", text[: match.start()] + before + sign + after + text[match.end() :], match.start())


def _breakable(text: str) -> list[int]:
    """The spaces at which a line may be broken: in a long line of prose, before what begins no item of a list."""
    found, start = [], 0
    for line in text.split("\n"):
        if len(line) > 100 and "|" not in line and "\t" not in line and not _CITATION.search(line):
            end = start + len(line)
            found += [
                start + match.start()
                for match in _SINGLE_SPACE.finditer(line)
                if not _UNBREAKABLE_AFTER.match(text, start + match.start(), end)
                and not _BETWEEN_FIGURES.match(line, match.start())
            ]
        start += len(line) + 1
    return found


def line_break(text: str, numbers: random.Random) -> Edit | None:
    """One space becomes a line break."""
    at = _one(_breakable(text), numbers)
    return None if at is None else Edit("line break", text[:at] + "\n" + text[at + 1 :], at)


def wrapped(text: str, numbers: random.Random) -> Edit | None:
    """Long lines are wrapped at 60 to 110 characters, as mail programs do."""
    width, begun, characters = numbers.randint(60, 110), 0, list(text)
    places = _breakable(text)
    for at, following in pairwise([*places, len(text)]):
        begun = max(begun, text.rfind("\n", 0, at) + 1)
        line_end = text.find("\n", at)
        stop = min(following, line_end if line_end >= 0 else len(text))
        if stop - begun > width and at > begun:
            characters[at] = "\n"
            begun = at + 1
    return Edit("wrapped", "".join(characters), 0) if places else None


def line_ends(text: str, numbers: random.Random) -> Edit | None:
    """Line ends as other systems write them, spaces before them, or an empty line more at one of them."""
    way = numbers.choice(("\r\n", "\r", " \n", "\n\n", "\n \n", "end"))
    if way == "end":
        return Edit("line ends", text.rstrip("\n") if text.endswith("\n") else text + "\n", len(text))
    if way in ("\r\n", "\r", " \n"):
        return Edit("line ends", text.replace("\n", way), 0)
    free = [
        match.start()
        for match in re.finditer("\n", text)
        if not _WRAPPED.match(text, match.start()) and not _in_table(text, match.start())
    ]
    at = _one(free, numbers)
    return None if at is None else Edit("line ends", text[:at] + way + text[at + 1 :], at)


def _in_table(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return "|" in line or "\t" in line


def sentence(text: str, numbers: random.Random) -> Edit | None:
    """A sentence of our own between two of the report's."""
    places = []
    for match in _SENTENCE_END.finditer(text):
        begin, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
        line = text[begin : end if end >= 0 else len(text)]
        before = text[begin : match.start()]
        if not _CITATION.search(line) and not _ABBREVIATED.search(before) and before.count("(") == before.count(")"):
            places.append(match.start())
    at = _one(places, numbers)
    return None if at is None else Edit("sentence", f"{text[:at]} {numbers.choice(UNRELATED)}{text[at:]}", at)


def paragraph(text: str, numbers: random.Random) -> Edit | None:
    """A paragraph of our own between two of the report's that end as sentences do."""
    places = [
        match.end()
        for match in re.finditer(r"(?<=[.!?])\n+(?=[A-Z][^\n]{80})", text)
        if not _CITATION.search(text[text.rfind("\n", 0, match.start()) + 1 : match.start()])
    ]
    at = _one(places, numbers)
    if at is None:
        return None
    own = " ".join(numbers.sample(UNRELATED, numbers.randint(1, 4)))
    gap = re.search(r"\n+$", text[:at])
    return Edit("paragraph", text[:at] + own + (gap[0] if gap else "\n") + text[at:], at)


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines stand that hold more than spaces."""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield match.span()


def swappable(text: str, alone: Callable[[int, int], bool]) -> list[tuple[int, int, int, int]]:
    """Neighbouring paragraphs of one kind, long enough to be no headings, each of which `alone` says to depend on no other."""
    lines = list(lines_of(text))[1:]  # the first is the title
    found = []
    for (start, end), (next_start, next_end) in pairwise(lines):
        one, other = text[start:end], text[next_start:next_end]
        alike = bool(_ITEM.match(one)) is bool(_ITEM.match(other))
        prose = (
            min(len(one), len(other)) > 80 and not any(mark in one + other for mark in "|\t") and ":" not in (one[:40] + other[:40])
        )
        if alike and prose and not _CITATION.search(one + other) and alone(start, end) and alone(next_start, next_end):
            found.append((start, end, next_start, next_end))
    return found


def swapped(text: str, places: list[tuple[int, int, int, int]], numbers: random.Random) -> Edit | None:
    """Two neighbouring paragraphs change places."""
    if not places:
        return None
    start, end, next_start, next_end = numbers.choice(places)
    return Edit("order", text[:start] + text[next_start:next_end] + text[end:next_start] + text[start:end] + text[next_end:], start)


HARMLESS: dict[Callable[[str, random.Random], Edit | None], int] = {
    wider_space: 20, all_wider_spaces: 2, special_space: 15, all_special_spaces: 3, space_at_sign: 15, line_break: 15, wrapped: 5,
    line_ends: 5, sentence: 15, paragraph: 3,
}  # fmt: skip
"""The kinds of edit that need nothing but the text, with their weights; `swapped` has weight 2 where it is possible."""


def other_digit(text: str, start: int, end: int, numbers: random.Random) -> Edit | None:
    """text with one digit of text[start:end] changed, without making a leading zero; None where no digit can be."""
    figures = [at for at in range(start, end) if text[at] in "0123456789"]
    numbers.shuffle(figures)
    for at in figures:
        leads = at == start or text[at - 1] not in "0123456789.·,"
        whole = at + 1 < end and text[at + 1] in "0123456789"
        choices = [digit for digit in "0123456789" if digit != text[at] and not (leads and whole and digit == "0")]
        return Edit("digit", text[:at] + numbers.choice(choices) + text[at + 1 :], at)
    return None
