"""Characters for which a reader sees another number than the file holds: invisible ones, those that turn the order of reading,
and look-alikes of figures, points and signs.

What a reader does not see is not read: a number that cannot be told is left to the curator as unclaimed, and one that can, though
such characters stand in it, gives a doubtful row.
"""

import unicodedata

from extractors.document import Document
from extractors.patterns import compiled
from extractors.row import Row

INVISIBLE = compiled(
    r"(?V1)[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef--[\u202a-\u202e\u2066-\u2069]]+"
)
"""Nothing is drawn for these: zero-width spaces and joiners, soft hyphens, marks of direction, selectors of variants."""
_MASK = "\ufffc"
"""Stands for a figure that no rule may read."""
_NEAR = 80
_BESIDE = 2

_LIKE_FIGURES = r"[\p{No}\p{Nl}--[\u00b2\u00b3\u00b9\u2070-\u2089]]"
_NOT_AS_SEEN = (
    # what a mark turns round, and figures that go on with it: to the mark that ends it, or to the line's end where others stand between
    compiled(
        r"(?:(?<![\d.,])[\d.,]{1,20})?[\u202b\u202e\u2067\u2068](?:[^\n\u202a-\u202e\u2066-\u2069]*[\u202c\u2069][\d.,]{0,20}|[^\n]*)"
    ),
    # a figure with a mark over it, as one that is struck out
    compiled(r"(?<![\d.,])[\d.,]{0,20}\d\p{M}[\d.,\p{M}]{0,20}"),
    # "1④", "2½": what is printed as one number is none that can be read
    compiled(rf"(?V1)(?<![\d.,])[\d.,]{{0,20}}\d{_LIKE_FIGURES}[\d.,]{{0,20}}|{_LIKE_FIGURES}\d[\d.,]{{0,20}}"),
    # "0٫94", "1⁄2", "0．94": a sign between figures that is no point, though it looks like one
    compiled(r"(?<![\d.,])\d{1,20}[\u066b\u066c\uff0e\uff61\u3002\uff0c\u2044]\d[\d.,]{0,20}"),
    # "˗0.31", "➖0.31": what may be a minus and is none
    compiled(r"[\u02d7\u2796\u207b\u208b\u30fc\u1173\u2500\u2501\u00af\u203e] ?\.?\d[\d.,]{0,20}"),
)
_LETTERS_LIKE = "OoIlОоΟοІӀⅼ"
_MIXED = compiled(
    rf"(?<![\w.,])(?=[\d.,]{{0,20}}[{_LETTERS_LIKE}])(?=[{_LETTERS_LIKE}.,]{{0,20}}\d)(?![OI]\d{{1,4}}(?!\w|[.,]\d)|\d{{2,3}}I-)"
    rf"(?>[\d{_LETTERS_LIKE}]{{1,20}}(?:[.,][\d{_LETTERS_LIKE}]{{1,20}}){{0,3}})(?!\w)"
)
"""Figures and letters that look like them in one number: "0.9O", "l.25"; not "I2 = 40%", "O2" nor "123I-"."""
_FOREIGN_DIGIT = compiled(r"(?![0-9])\p{Nd}")
_IN_NUMBER = compiled(rf"(?V1){INVISIBLE.pattern.removeprefix('(?V1)')}|{_FOREIGN_DIGIT.pattern}")
_TURNING_LETTER = compiled(r"[\p{bc=R}\p{bc=AL}]")


def as_seen(folded: str) -> str:
    """The folded text, character for character, as a reader sees its numbers: figures of other scripts as 0 to 9, and a mask in
    place of each figure that is not what it looks like.
    """
    patterns = (_MIXED,) if folded.isascii() else (_MIXED, *_NOT_AS_SEEN)
    masked = [match.span() for pattern in patterns for match in pattern.finditer(folded)]
    if masked:
        characters = list(folded)
        for start, end in masked:
            characters[start:end] = [_MASK if one.isnumeric() else one for one in characters[start:end]]
        folded = "".join(characters)
    return folded if folded.isascii() else _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), folded)


def beside_masked(seen: str, row: Row) -> bool:
    """True where a masked figure stands near a row that was read in such a text: what it would have said may belong to the row."""
    begin = max(seen.rfind("\n", 0, row.start) + 1, row.start - _NEAR)
    line_end = seen.find("\n", row.end)
    return _MASK in seen[begin : min(row.end + _NEAR, line_end if line_end >= 0 else len(seen))]


def deceives(document: Document, row: Row) -> bool:
    """True where invisible characters or figures of another script stand in a number of the row, or letters that are written from
    right to left, and marks that do as those, in its quote or right beside it: they put a minus on a number's other side.
    """
    text = document.text
    return bool(_TURNING_LETTER.search(text, max(0, row.start - _BESIDE), row.end + _BESIDE)) or any(
        _IN_NUMBER.search(text, claim.start, claim.end) for claim in row.claims
    )
