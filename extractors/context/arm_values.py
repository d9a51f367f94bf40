"""Labels that stand beside sizes and compared values: "(E120; n = 202)", "8% for E120 versus 9% for EC", "(CT, 41%; HT, 38%)"."""

from collections.abc import Iterator

import regex

from extractors.context.arm_roles import role_of
from extractors.context.sized_labels import sized_label
from extractors.patterns import compiled
from extractors.scanning import finditer
from schemas.vocabulary import GroupRole

_WORD = r"[A-Za-z][\w+/®™-]{0,24}"
_LABEL = rf"{_WORD}(?:\s(?!(?:and|or|versus|vs|v|than|compared|group|groups|arm|arms|in|of|to|for|with|from|by|at|on|after|before|during|was|were|had|who|while|whereas|but|is|are)\b)[\w+/®™-]{{1,24}}){{0,3}}"
_PEOPLE = r"(?:\s(?:groups?|arms?|patients|recipients|users|therapy|treatment|alone))?"
_SHORT_WITH_SIZE = compiled(
    r"[(\[](?P<label>(?-i:[A-Z])[\w+/-]{1,14}|arm[\s-][A-Z\d]|group[\s-][A-Z\d])(?:\s(?:group|arm))?\s?[;,:]\s?(?:n\s?=\s?\d|\d{1,4}\s(?:patients|women|participants|subjects)\b)",
    regex.IGNORECASE,
)
_GIVEN = r"(?:(?:patients|women|participants)\s)?(?:(?:on|in|to|for|with|given|received|receiving)\s(?:the\s)?)?"
_SIZE_THEN_SHORT = compiled(
    rf"[(\[]\s?(?:n\s?=\s?)?\d[\d,]{{0,12}},?\s{_GIVEN}(?P<first>{_WORD}(?:\s{_WORD}){{0,2}}?)(?:[;,]\s(?:and\s)?|\s(?:and|vs\.?|versus|v)\s)(?:n\s?=\s?)?\d[\d,]{{0,12}},?\s{_GIVEN}(?P<second>{_WORD}(?:\s{_WORD}){{0,2}})\s?[)\]]"
)
"""(184, drug; 92, placebo), (35, early, and 36, late), (166 control and 169 drug), (607 on drug versus 602 on placebo)"""
_SHORT = r"[A-Z][\w+/®-]{0,24}(?:\s(?:\+\s)?[\w+/®-]{1,20}){0,3}"
_TWO_SIZED = compiled(
    rf"[(\[](?P<first>{_SHORT})\s?[,:;]?\sn\s?=\s?\d[\d,]{{0,12}}\s?[;,]\s(?:and\s)?(?P<second>{_SHORT})\s?[,:;]?\sn\s?=\s?\d[\d,]{{0,12}}\s?[)\]]"
)
"""(AB 50, n = 65; AB 100, n = 85)"""
_SHORT_IN_BRACKET = compiled(
    r"\s?[(\[](?P<label>(?-i:[A-Z])[\w+/-]{1,14}|(?:arm|group)[\s-][A-Z\d])(?:\s(?:group|arm))?\s?(?:[;,:]\s?n\s?=\s?\d|=\s?\d{1,4}\s?[)\],;]|[;,]\s?\d{1,4}\s(?:patients|women|participants|subjects)\b)",
    regex.IGNORECASE,
)
_LONGEST_NAMED = 120
_VALUE = r"\d[\d.,]{0,15}\s?(?:%|\w{1,8}(?:/\w{1,6})?)?[)\]]?(?:\s?[(\[][^()\[\]]{1,60}[)\]])?"
_PAIR_AFTER = compiled(
    rf"(?<![\w.]){_VALUE}\s(?:of\s(?:patients|women|those)\s)?(?:in|for|with|on|among|receiving)\s(?:the\s)?(?P<first>{_LABEL}){_PEOPLE},?\s(?:and|vs\.?|versus|v|compared\s(?:with|to)|than|while|whereas)\s(?:(?:by|in|only|was|with|a|an|to)\s){{0,2}}(?P<gap>)[(\[]?\d[\d.,]{{0,15}}\s?(?:%|\w{{1,8}}(?:/\w{{1,6}})?)?[)\]]?(?:\s?[(\[][^()\[\]]{{1,60}}[)\]])?\s(?:of\s(?:patients|women|those)\s)?(?:in|for|with|on|among|receiving)\s(?:the\s)?(?P<second>{_LABEL}){_PEOPLE}(?=\s?[,;.)(\[\]]|\s(?:and|at|after|in|were|was|had)\b)"
)
_PAIR_BEFORE = compiled(
    rf"[(\[;:]\s?(?P<first>{_WORD}(?:\s{_WORD}){{0,2}}?)(?:\s(?:group|arm))?\s?[:,=]\s?(?:n\s?=\s?)?-?\d[\d.,]{{0,15}}[^()\[\];]{{0,24}}(?:[(\[][^()\[\]]{{1,40}}[)\]])?[;,]?\s(?:vs\.?\s|versus\s|and\s)?(?P<second>{_WORD}(?:\s{_WORD}){{0,2}}?)(?:\s(?:group|arm))?\s?[:,=]\s?(?:n\s?=\s?)?-?\d"
)
_RESPECTIVE = compiled(
    rf"\d\s?%?[)\]]?\s(?:and|vs\.?|versus|v)\s[(\[]?\d[\d.,]{{0,15}}\s?(?:%|months?|years?|days?|weeks?|\w{{1,6}}/\w{{1,4}})?[)\]]?(?:\s?[(\[][^()\[\]]{{1,40}}[)\]])?\s(?:of\s(?:patients|women)\s|(?!(?:in|for|with|by|on|among)\b)[a-z]{{4,14}}\s(?!of\b)){{0,2}}(?:in|for|with|by|on|among|receiving)\s(?:the\s)?(?P<first>{_LABEL})\s(?:and|versus|vs\.?|v)\s(?:the\s)?(?P<second>{_LABEL}){_PEOPLE},?\s(?:respectively|groups|arms)\b"
)
"""3.0 and 2.4% by PBI and WBI, respectively; 2 (4%) and 10 (20%) deaths with A and B, respectively"""
_BRACKETED = compiled(
    rf"(?<![\w.])\d[\d.,]{{0,15}}\s?(?:%|\w{{1,8}})?\s\((?P<first>{_WORD}(?:\s{_WORD}){{0,2}})\),?\s(?:and|vs\.?|versus|v|compared\s(?:with|to))\s(?:with\s|in\s)?\d[\d.,]{{0,15}}\s?(?:%|\w{{1,8}})?\s\((?P<second>{_WORD}(?:\s{_WORD}){{0,2}})\)"
)
"""9.3% (switched) versus 9.9% (reference)"""
_NO_LABEL = frozenset(
    "p n or hr rr ci mean median sd se range iqr aged age fig figure table md smd irr day days week weeks month months year years hour hours baseline score scores level levels "
    "estimate difference ratio overall total women men male female males females grade stage phase type class patients participants subjects both each all group groups arm arms "
    "respectively first second third cycle cycles trial study placebo-controlled those them these which that the a an to of in interquartile confidence interval os pfs dfs ttp orr pcr "
    "adjusted hazard odds risk relative log-rank time follow-up least most more less primary secondary left right yes no univariate multivariate".split()
)


_LETTERED = compiled(r"(?:group|arm)[\s-][A-Z\d]", regex.IGNORECASE)
_GRADE = compiled(r"\b(?:grades?|stages?|class|phase)\b|^[IVX]+[ABab]?$", regex.IGNORECASE)


def valued_labels(folded: str) -> Iterator[tuple[str, int]]:
    """(label, weight) for each place where a size or one of two compared values names its group."""
    for match in finditer(_SHORT_WITH_SIZE, folded):
        if _may_be(match["label"]):
            yield match["label"], 3
    for pattern, weight in (
        (_RESPECTIVE, 2),
        (_SIZE_THEN_SHORT, 2),
        (_TWO_SIZED, 3),
        (_PAIR_AFTER, 2),
        (_BRACKETED, 2),
        (_PAIR_BEFORE, 1),
    ):
        for match in finditer(pattern, folded):
            labels = [match["first"], match["second"]]
            if all(_may_be(label) for label in labels) and labels[0].lower() != labels[1].lower():
                sizes = pattern is _SIZE_THEN_SHORT
                yield from ((label, weight + (sizes and role_of(label) is GroupRole.COMPARATOR)) for label in labels)


def short_names(folded: str) -> Iterator[tuple[str, str]]:
    """(what an arm is called before the bracket, what the bracket calls it) for each "zolmidol acetate (group A, n = 20)"."""
    for match in finditer(_SHORT_IN_BRACKET, folded):
        label = sized_label(folded, max(0, match.start() - _LONGEST_NAMED), match.start())
        if label is not None and _may_be(match["label"]):
            yield label, match["label"]


def _may_be(label: str) -> bool:
    words = label.lower().split()
    if _LETTERED.fullmatch(label):
        return True
    if _GRADE.search(label):
        return False
    return words[0] not in _NO_LABEL and words[-1] not in _NO_LABEL and not words[-1].endswith("ly")
