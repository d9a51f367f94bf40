"""Where in a report a decision speaks: the place of its quote, and the identity of a row there."""

from extractors.document import Document, Span, fold
from extractors.row import row_id_of
from flows.decisions import CONTEXT, Decision


def places_of(document: Document, decision: Decision) -> list[Span]:
    """Where the quote stands between the decision's surroundings, as folded; the one that it says, where it says which."""
    found = places_between(document, decision.quote, decision.before, decision.after)
    return found if decision.occurrence is None else found[decision.occurrence : decision.occurrence + 1]


def places_between(document: Document, quote: str, before: str, after: str) -> list[Span]:
    """Every place of `quote` between `before` and `after`, of which the nearest 30 characters count; all as folded."""
    before, after = before[-CONTEXT:], after[:CONTEXT]
    # Folded in one piece: whether a middle dot is a decimal point depends on the characters beside it.
    text, around, found = document.folded_whole, fold(before + quote + after), []
    at = text.find(around)
    while at >= 0:
        start = at + len(before)
        end = start + len(quote)
        # Fewer characters than thirty say that the text begins or ends there.
        if (len(before) == CONTEXT or at == 0) and (len(after) == CONTEXT or end + len(after) == len(text)):
            found.append(Span(start, end))
        at = text.find(around, at + 1)
    return found


def row_id_at(document: Document, table: str, place: Span, ordinal: int) -> str:
    """The identity of the table's row of that ordinal at a place."""
    quote = document.folded[place.start : place.end]
    occurrence = document.folded.count(quote, 0, place.end - 1)
    return row_id_of(document.report_id, table, quote, occurrence, ordinal)
