"""Double-dummy trials: in "A plus B placebo or B plus A placebo" everyone gets a placebo, and it is no arm's name."""

from functools import lru_cache

import regex

from extractors.patterns import compiled

_DUMMY = r"""\s(?:plus|and|with|\+) \s (?: (?:an?|matching|matched|oral|intravenous|IV|subcutaneous|SC|inactive|daily|weekly|dummy|corresponding)\s ){0,3}
    (?: (?!(?:or|and|plus|versus|vs|to|of|in|the)\b) [A-Za-z][\w-]{2,30}\s ){0,2} placebos?\b (?: \s(?:tablets?|capsules?|pills?|injections?|infusions?|matching) )?"""
_BOTH_SIDES = compiled(
    rf"{_DUMMY} [^.;]{{0,160}}? \b(?:or|versus|vs\.?|and)\s [^.;]{{5,200}}? {_DUMMY} (?! \s?(?:alone|group|arm) )",
    regex.VERBOSE | regex.IGNORECASE,
)
_ALONE = compiled(
    r"\bplacebo(?:s)?[\s-](?:groups?|arms?|alone|only|recipients|patients|treated)\b|\b(?:both|double|two)\splacebos?\b|\bplacebo\s(?:and|plus|\+)\s(?:[\w-]+\s)?placebo\b|\b(?:versus|vs\.?|than|or|to|compared\swith|received|receiving|given|on)\splacebo\b(?!\s(?:plus|and|with|\+)\s)",
    regex.IGNORECASE,
)
"""A placebo that is an arm after all."""
_LAST_DUMMY = compiled(_DUMMY, regex.VERBOSE | regex.IGNORECASE)


@lru_cache(maxsize=4)
def is_double_dummy(folded: str) -> bool:
    """True where both sides of the report's choice get a placebo of the other, and nobody gets a placebo alone."""
    return _BOTH_SIDES.search(folded) is not None and _ALONE.search(folded) is None


def without_dummy(label: str) -> str:
    """ "zolmidol" for "zolmidol plus brelizine placebo": what is truly given."""
    return _LAST_DUMMY.sub("", label)
