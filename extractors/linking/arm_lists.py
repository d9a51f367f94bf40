"""The arms that a list behind values names, in its order: "13% and 17% in the A and B groups"."""

from collections.abc import Sequence

import regex

from extractors.context.arm_roles import role_of
from extractors.context.arms import Arm, ArmMention
from extractors.linking.between_values import ASIDE, IN_LIST, PEOPLE, UNIT
from extractors.linking.context import Reading
from extractors.linking.value_labels import FOLLOWING, LOCAL_STOP, Side
from extractors.patterns import compiled

_TO_ARM = r"(?:in|for|with|on|among|of|from|to|after|by|receiving|received|given|taking|treated\swith|assigned(?:\sto)?|randomi[sz]ed\sto|allocated(?:\sto)?|under|undergoing|using)"
_ARTICLES = r"(?:(?:the|those|a|an|all|patients|women|participants|subjects|children|people|groups?|arms?|who|were|was|receiving|received|given|assigned|allocated|randomi[sz]ed|to|treated|with|in|on|of)\s){0,6}"
_LIST_LEAD = compiled(
    rf"{UNIT}?{ASIDE}{{0,2}}[\s)\]]{{0,3}},?\s?(?:respectively,?\s)?(?:(?:of\s(?:the\s)?)?{PEOPLE}\s)?(?:(?:were\s|was\s)?(?:[a-z]+ed\s)?{_TO_ARM}\s){_ARTICLES}(?:(?!(?:and|or|versus|vs|than)\b)[a-z-]{{2,16}}\s){{0,3}}|\s?[)\]],?\s(?:between|for|in|with)\s(?:the\s)?",
    regex.IGNORECASE,
)
_ITEM = r"[A-Za-z][\w+/.®™-]{0,24}(?:\s(?!and\b|or\b|versus\b|vs?\b|groups?\b|arms?\b|respectively\b)[\w+/.®()-]{1,20}){0,3}"
_LOCAL_LIST = compiled(
    rf"{UNIT}?[\s)\]]{{0,3}}(?:of\s(?:the\s)?{PEOPLE}\s)?(?:in|for|with|on|by|among|of|receiving)\s(?:the\s)?(?P<first>{_ITEM})(?:,\s(?:the\s|with\s)?(?P<other>{_ITEM})){{0,3}}?,?\s(?:and|or|versus|vs\.?|v)\s(?:the\s|with\s|for\s)?(?P<other>{_ITEM}?)(?:(?P<groups>\s(?:treatment\s)?(?:groups|arms|patients))(?:,?\srespectively)?|,?\srespectively)",
    regex.IGNORECASE,
)
_CAPITAL = compiled(r"[A-Z\d]")


def listed_after(reading: Reading, end: int, stop: int, count: int) -> list[Arm] | None:
    """The arms of "13% and 17% in the A and B groups"."""
    mentions = reading.arms.between(end, min(stop, end + 2 * FOLLOWING))
    if len(mentions) < count or not _LIST_LEAD.fullmatch(reading.folded, end, mentions[0].start):
        return None
    listed = mentions[:1]
    for mention in mentions[1:]:
        if not IN_LIST.fullmatch(reading.folded, listed[-1].end, mention.start):
            break
        listed.append(mention)
    named = distinct(listed)
    return named if len(named) == count else None


def one_after(reading: Reading, end: int, stop: int) -> Arm | None:
    """The one arm that all values of a list are of: "53% and 54%, respectively, in the control arm"."""
    mentions = reading.arms.between(end, stop)
    if not mentions or not _LIST_LEAD.fullmatch(reading.folded, end, mentions[0].start):
        return None
    listed = len(mentions) > 1 and IN_LIST.fullmatch(reading.folded, mentions[0].end, mentions[1].start)
    return None if listed else mentions[0].arm


def local_list(reading: Reading, end: int, stop: int, count: int) -> list[Side] | None:
    """The labels of "3.0 and 2.4% by PBI and WBI, respectively" where not all of them are known arms."""
    match = _LOCAL_LIST.match(reading.folded, end, min(stop, end + 2 * FOLLOWING))
    if match is None:
        return None
    spans = [match.span("first"), *match.spans("other")]
    if len(spans) != count:
        return None
    sides = []
    for span in spans:
        known = reading.arms.between(*span)
        label = reading.text(span)
        if not known and (LOCAL_STOP.search(label) or (not _CAPITAL.search(label) and match["groups"] is None)):
            return None
        sides.append(
            Side(known[0].arm)
            if known and known[0].start == span[0]
            else Side(Arm(label, role_of(label), ()), "link_groups_guessed")
        )
    return sides if len({side.arm.label.lower() for side in sides}) == count else None


def distinct(mentions: Sequence[ArmMention]) -> list[Arm]:
    return list(dict.fromkeys(mention.arm for mention in mentions))
