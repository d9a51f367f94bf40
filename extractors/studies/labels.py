"""Which trial a row is about."""

from collections.abc import Sequence

from extractors.context import Sentences
from extractors.document import Document
from extractors.studies.mentions import StudyMention, study_key


def study_label_at(document: Document, mentions: Sequence[StudyMention], start: int, end: int) -> tuple[str | None, bool]:
    """The name of the trial that the row at [start, end) is about, as printed, and whether that had to be guessed.

    The trial named last before the row in its own sentence, else the only one that its sentence names; else the
    one named last before it in its own paragraph, section or text. What is carried over is a guess where another
    trial has been named on the way. None where the text names no trial, or none that could be meant.
    """
    named = [mention for mention in mentions if mention.label]
    labels = {_key(mention) for mention in named}
    if not named:
        return None, False
    if len(labels) == 1:
        return named[0].label, False
    sentence = Sentences(document.folded).at(start)
    here = [mention for mention in named if sentence.start <= mention.start < sentence.end]
    if here:
        before = [mention for mention in here if mention.start <= start]
        chosen = before[-1] if before else here[0]
        return chosen.label, not before and len({_key(mention) for mention in here}) > 1
    piece = document.piece_at(start)
    earlier = [mention for mention in named if mention.start < start]
    if piece is not None:
        paragraph = [mention for mention in earlier if mention.start >= piece.start]
        if paragraph:
            return paragraph[-1].label, len({_key(mention) for mention in paragraph}) > 1
        section = [mention for mention in earlier if _section(document, mention.start) == piece.section]
        if section:
            return section[-1].label, len({_key(mention) for mention in earlier}) > 1
    if not earlier:
        return named[0].label, True
    if len({_key(mention) for mention in earlier}) == 1:
        return earlier[-1].label, False
    return None, True


def _key(mention: StudyMention) -> str:
    return study_key(mention.label or "")


def _section(document: Document, offset: int) -> str | None:
    piece = document.piece_at(offset)
    return piece.section if piece else None
