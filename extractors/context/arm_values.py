"""Labels that stand beside sizes and compared values: "(E120; n = 202)", "8% for E120 versus 9% for EC", "(CT, 41%; HT, 38%)"."""

from collections.abc import Iterator

import regex

from extractors.patterns import compiled
from extractors.scanning import finditer

_WORD = r"[A-Za-z][\w+/®™-]{0,24}"
_LABEL = rf"{_WORD}(?:\s(?!(?:and|or|versus|vs|v|than|compared|group|groups|arm|arms|in|of|to|for|with|from|by|at|on|after|before|during|was|were|had|who|while|whereas|but|is|are)\b)[\w+/®™-]{{1,24}}){{0,3}}"
_PEOPLE = r"(?:\s(?:groups?|arms?|patients|recipients|users|therapy|treatment|alone))?"
_SHORT_WITH_SIZE = compiled(
    r"[(\[](?P<label>(?-i:[A-Z])[\w+/-]{1,14}|arm\s[A-D\d]|group\s[A-D\d])(?:\s(?:group|arm))?\s?[;,:]\s?n\s?=\s?\d",
    regex.IGNORECASE,
)
_SIZE_THEN_SHORT = compiled(
    rf"[(\[]\s?(?:n\s?=\s?)?\d[\d,]*,?\s(?P<first>{_WORD}(?:\s{_WORD}){{0,2}})[;,]\s(?:and\s)?(?:n\s?=\s?)?\d[\d,]*,?\s(?P<second>{_WORD}(?:\s{_WORD}){{0,2}})\s?[)\]]"
)
"""(184, drug; 92, placebo), (35, early, and 36, late)"""
_VALUE = r"\d[\d.,]{0,15}\s?(?:%|\w{1,8}(?:/\w{1,6})?)?[)\]]?(?:\s?[(\[][^()\[\]]{1,60}[)\]])?"
_PAIR_AFTER = compiled(
    rf"(?<![\w.]){_VALUE}\s(?:of\s(?:patients|women|those)\s)?(?:in|for|with|on|among|receiving)\s(?:the\s)?(?P<first>{_LABEL}){_PEOPLE},?\s(?:and|vs\.?|versus|v|compared\s(?:with|to)|than|while|whereas)\s(?:(?:by|in|only|was|with|a|an|to)\s){{0,2}}(?P<gap>)[(\[]?\d[\d.,]{0, 15}\s?(?:%|\w{{1,8}}(?:/\w{{1,6}})?)?[)\]]?(?:\s?[(\[][^()\[\]]{{1,60}}[)\]])?\s(?:of\s(?:patients|women|those)\s)?(?:in|for|with|on|among|receiving)\s(?:the\s)?(?P<second>{_LABEL}){_PEOPLE}(?=\s?[,;.)(\[\]]|\s(?:and|at|after|in|were|was|had)\b)"
)
_PAIR_BEFORE = compiled(
    rf"[(\[;:]\s?(?P<first>{_WORD}(?:\s{_WORD}){{0,2}}?)(?:\s(?:group|arm))?\s?[:,=]\s?(?:n\s?=\s?)?-?\d[\d.,]{{0,15}}[^()\[\];]{{0,24}}(?:[(\[][^()\[\]]{{1,40}}[)\]])?[;,]?\s(?:vs\.?\s|versus\s|and\s)?(?P<second>{_WORD}(?:\s{_WORD}){{0,2}}?)(?:\s(?:group|arm))?\s?[:,=]\s?(?:n\s?=\s?)?-?\d"
)
_RESPECTIVE = compiled(
    rf"\d\s?%?[)\]]?\s(?:and|vs\.?|versus|v)\s[(\[]?\d[\d.,]{{0,15}}\s?(?:%|months?|years?|days?|weeks?|\w{{1,6}}/\w{{1,4}})?[)\]]?(?:\s?[(\[][^()\[\]]{{1,40}}[)\]])?\s(?:of\s(?:patients|women)\s)?(?:in|for|with|by|on|among|receiving)\s(?:the\s)?(?P<first>{_LABEL})\s(?:and|versus|vs\.?|v)\s(?:the\s)?(?P<second>{_LABEL}){_PEOPLE},?\s(?:respectively|groups|arms)\b"
)
"""3.0 and 2.4% by PBI and WBI, respectively"""
_NO_LABEL = frozenset(
    "p n or hr rr ci mean median sd se range iqr aged age fig figure table md smd irr day days week weeks month months year years hour hours baseline score scores level levels "
    "estimate difference ratio overall total women men male female males females grade stage phase type class patients participants subjects both each all group groups arm arms "
    "respectively first second third cycle cycles trial study placebo-controlled those them these which that the a an to of in interquartile confidence interval os pfs dfs ttp orr pcr "
    "adjusted hazard odds risk relative log-rank time follow-up least most more less primary secondary left right yes no univariate multivariate".split()
)


def valued_labels(folded: str) -> Iterator[tuple[str, int]]:
    """(label, weight) for each place where a size or one of two compared values names its group."""
    for match in finditer(_SHORT_WITH_SIZE, folded):
        if _may_be(match["label"]):
            yield match["label"], 3
    for pattern, weight in ((_RESPECTIVE, 2), (_SIZE_THEN_SHORT, 2), (_PAIR_AFTER, 2), (_PAIR_BEFORE, 1)):
        for match in finditer(pattern, folded):
            labels = [match["first"], match["second"]]
            if all(_may_be(label) for label in labels) and labels[0].lower() != labels[1].lower():
                yield from ((label, weight) for label in labels)


def _may_be(label: str) -> bool:
    words = label.lower().split()
    return words[0] not in _NO_LABEL and words[-1] not in _NO_LABEL and not words[-1].endswith("ly")
