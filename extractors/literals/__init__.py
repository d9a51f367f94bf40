"""What a pattern's own text tells of its matches: the letters they begin with, and letters they cannot do without.

Trying a pattern at every character of a report is slow: two hundred notations of which a report prints ten. So each
pattern is read once, when it is compiled, for literals: with which strings a match can begin, and which strings it must
hold how far from its beginning. `extractors.scanning` then tries it only there. All of it is derived from the pattern;
what cannot be derived costs time, never a match. This is what Rust's `regex-syntax` calls literal extraction and RE2
prefiltering.

Literals are in `plain` spelling, in which whatever a pattern may read alike (A and a, digits, spaces) is one character.
"""

from extractors.literals.anchors import Anchors, anchors_of
from extractors.literals.beginnings import NO_DIGIT_BEFORE, NO_WORD_BEFORE, Literal
from extractors.literals.spelling import WORD_CHARACTERS, plain

__all__ = ["NO_DIGIT_BEFORE", "NO_WORD_BEFORE", "WORD_CHARACTERS", "Anchors", "Literal", "anchors_of", "plain"]
