"""What a result is about: the outcome that the text before or after its numbers names.

Heuristics on one clause, in order of trust: the noun that "difference in", "effect on", "reduction of" and
their like point at; what a group "had", "showed" or "experienced"; what a comparative ("lower", "reduced")
stands before; the subject of the clause; a clause without a verb as a whole. What says nothing of an outcome
("results", "the difference") is no outcome, and the caller looks further.
"""

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.fragments import UNIT_WORD
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.vocabulary.phrases import (
    ADVERBS,
    CHANGE_NOUNS,
    COMPARATIVES,
    EMPTY_SUBJECTS,
    GROUP_NOUNS,
    PEOPLE,
    PREPOSITIONS,
    VERBS,
)

MASK = "\x00"
"""What the caller puts over characters that cannot be part of an outcome (arms, times, other numbers)."""


def _words(words: tuple[str, ...]) -> str:
    return r"\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"


def _compiled(pattern: str) -> regex.Pattern[str]:
    """A pattern in verbose mode that ignores case."""
    return compiled(pattern, regex.VERBOSE | regex.IGNORECASE)


_ENDS_NAME = (
    "between", "among", "amongst", "compared", "versus", "vs", "than", "when", "after", "before", "following", "during", "favouring", "favoring",
    "using", "according", "adjusting", "whereas", "while", "although", "but", "because", "due", "who", "which", "that", "relative", "from", "by",
    "per", "across", "throughout", "without", "assessed", "measured", "evaluated", "depicted", "expressed", "defined", "despite", "if", "where", "therefore", "thus", "yet", "so", "via",
)  # fmt: skip
"""Words that no outcome's name runs across."""

_ENDS = rf"(?: {_words((*VERBS, *_ENDS_NAME))} | (?-i:\bas\b) )".replace("|as|", "|(?-i:as)|")  # "AS" is a score's name
_TOKEN_OF_NAME = rf"(?: (?!{_ENDS}) [^\s\x00,;:.()\[\]|]+ (?: [.,] (?=[\w]) [^\s\x00,;:()\[\]|]+ )? | \( [^()\x00]{{1,30}} \) )"
_NAME = rf"(?P<name> (?<![\w]) {_TOKEN_OF_NAME} (?: \s+ {_TOKEN_OF_NAME} ){{0,14}} )"
_GOAL = _compiled(
    rf"(?P<name> (?P<lead> (?:reached|achieved|met|attained) \s+ (?:the\s+)? (?:[\w-]+\s+){{0,3}} (?:goals?|targets?|criteri(?:a|on)|thresholds?) \s+ (?:for|of) ) \s+ {_TOKEN_OF_NAME} (?:\s+{_TOKEN_OF_NAME}){{0,6}} )"
)
_FOR = _compiled(
    rf"(?<![\w]) (?: for | in\sterms\sof | regarding | with\s(?:respect|regard)\sto ) \s+ (?:the\s+|an?\s+)? {_NAME} [\s,:\x00]* $"
)
_POINTED_AT = _compiled(
    rf"""{_words(CHANGE_NOUNS)} (?P<between> [^,;:.()\[\]]{{0,90}}? ) (?<![\w]) (?: in | on | for | of | regarding | towards? | with\s(?:respect|regard)\sto | in\sterms\sof ) \s+
        (?:the\s+|an?\s+)? {_NAME}"""
)
_HAD = _compiled(
    rf"""\b (?: had | has | have | showed | shows | show | showing | experienced | demonstrated | achieved | displayed | exhibited | revealed | reached | reported | required | developed
        | lost | gained | associated\swith | resulted\sin | led\sto | yielded | produced | with | reduced | reduces | improved | increased | decreased | lowered | prevented | prolonged | affected
        | did\snot\s(?:\w+) | could | able\sto ) \s+ (?:an?\s|the\s)? {_NAME}"""
)
_PEOPLE_DID = _compiled(
    rf"""\b (?:{"|".join(sorted(PEOPLE))}) \s+ (?P<state> (?: intended | stopped | agreed | refused | declined | chose | preferred | used | knew | felt | reported | completed | continued | discontinued | withdrew | returned | died | relapsed ) \b (?: \s+ {_TOKEN_OF_NAME} ){{0,6}} ) [\s\x00]* $"""
)
"""What people did, right before the value: "fewer women intended to walk (40% vs 50%; P=0.03)"."""
_COMPARATIVE = _compiled(rf"{_words(COMPARATIVES)} \s+ (?:the\s|in\s(?:the\s)?)? {_NAME}")
_INTRODUCTION = _compiled(
    r"""^ [\x00\s,;:.)\]•*|-]* (?: (?:and|but|while|whereas|although|or) \s+ )? (?: with | at | after | during | in | for | among | amongst | over | compared | consistent | similar | of | by | from
        | similarly | likewise | conversely | moreover | furthermore | however | overall | following | despite | as | when | on | additionally | finally | unlike | relative ) \b [^,;.]{0,110}, \s*
      | ^ [^,;.]{0,120} \b (?:showed|shows|revealed|demonstrated|indicated|suggested|found|confirmed) \s+ that \s+ (?:the\s+)?"""
)
_QUALIFIED = r"(?: (?:prolonged|reduced|increased|decreased|improved|lowered|shortened|enhanced|changed) \s+ )?"
_SUBJECT = _compiled(
    rf"""^ [\x00\s,;:.)\]•*|-]* (?:(?:and|but|while|whereas|although|however|or)\s+)? (?: | [^\x00,;:.()\[\]]{{0,40}} [\x00\s]{{2,60}} ) (?P<qualified> {_QUALIFIED} ) {_NAME}
        (?= [\x00\s,;]* (?: \([^()]*\) [\x00\s,;]* )? (?: (?:and|or)\s+\S+(?:\s+\S+){{0,4}}\s+ )? (?: , [^,;.]{{1,70}} , \s* )?
            (?: (?:during|after|following|before|between|from|per|as|which|that|who) \s [^,;.()]{{1,70}}? \s )? [\x00\s]* {_words(VERBS)} )"""
)
_SHOWED = _compiled(
    rf"""\b (?: showed | revealed | demonstrated | indicated | detected ) \s+ (?:that\s+)? (?:an?\s+|no\s+|the\s+)? (?:\w+ly\s+)? (?: reduced | increased | improved | decreased | lower | higher | greater | better | worse | shorter | longer ) \s+ {_NAME}"""
)
"""What an instrument found: "the diary showed reduced sleep"."""
_LISTED = rf"(?: {_TOKEN_OF_NAME} (?: [\s\x00]+ {_TOKEN_OF_NAME} ){{0,7}} )"
_LIST = _compiled(
    rf"""^ (?: [\x00\s]* , )? [\s,;:.)\]•*|-]* (?:the\s+)? (?P<name> {_LISTED} (?: ,\s {_LISTED} ){{1,6}} ,?\s and\s {_LISTED} [\x00\s]*? (?:(?<=\x00)\s*\w+)? ) (?= \s+ {_words(VERBS)} )"""
)
"""A list of three or more before the verb is one outcome: "sleep, pain and gait improved (P=0.1)"."""
_CORRELATION = _compiled(
    rf"(?P<name> (?:correlations?|associations?|relationships?) \s+ (?:between|of) \s+ {_TOKEN_OF_NAME} (?:\s+{_TOKEN_OF_NAME}){{0,14}} )"
)
_PLAIN = _compiled(_NAME)
_AFTER = _compiled(
    rf"^ [\s\x00)\],]{{0,6}} (?: \( [^()]{{1,12}} \) \s+ )? (?:for|in|on|of|comparing) \s+ (?:the\s+|an?\s+)? {_NAME}"
)
_CHANGE_AFTER = _compiled(
    rf"^ [\s\x00]* [)\]]* \s* (?= {_words(COMPARATIVES)} \s (?!(?:in|for|with|than|on|at|among|after|by|and|or|to)\b) [a-z] | {_words(CHANGE_NOUNS)} \s (?:in|of) \s )"
)
_PREDICATE = _compiled(
    rf"""^ [\s\x00)\]%]{{0,4}} (?:per\s?cent\s*)? (?: of\s (?:the\s|all\s|them\b|these\s|those\b)? )? (?:[\s\x00]* (?:patients?|participants?|subjects?|children|women|men|individuals?|people|adults|cases|them|those|who))* [\s\x00]*
        (?: (?P<state> had\sno\schange\b (?:\s+{_TOKEN_OF_NAME}){{0,6}} ) | (?: had | have | has | having | achieved | experienced | reported | showed | developed | reached | received | required | suffered(?:\sfrom)? | with | underwent | needed | met | completed ) \s+ (?:an?\s|the\s|any\s)? {_NAME}
          | (?:were|was|are|is|could|remained|became|felt) \s+ (?P<state> (?:{_TOKEN_OF_NAME}) (?:\s+{_TOKEN_OF_NAME}){{0,8}} )
          | (?P<state> (?:had\s|have\s)? (?:improved|worsened|deteriorated|declined|relapsed|responded|survived|died|recovered|progressed|stabili[sz]ed|remained\s\w+|no\schange|had\sno\schange)\b (?:\s+{_TOKEN_OF_NAME}){{0,6}} ) )"""
)
_DIRECT = _compiled(
    rf"""^ \s? (?:%|per\s?cent) \s (?! (?:of|in|vs\.?|versus|and|or|for|with|at|to|compared|were|was|had|have|after|by|on|from|among|between|during|higher|lower|greater|less|more|within|per|than|as|when|while
        |respectively|patients?|participants?|subjects?|women|men|children|confidence|CI)\b ) {_NAME}"""
)
_EDGE = compiled(rf"^(?:{'|'.join(ADVERBS)}|{'|'.join(COMPARATIVES)})$", regex.IGNORECASE)
_STATISTIC = compiled(r"(?:mean|median|average)\s[(\[](?:±\s?)?(?:SDs?|SEM?|IQR|range)[)\]]\s", regex.IGNORECASE)
_OVERALL = compiled(
    r"overall\s(?:(?:objective|clinical|tumou?r|patient|graft|cancer)\s)?(?:survival|response|responders?|remission|mortality|success|disability|satisfaction|efficacy|quality|function|health|impression|incidence|relapse)",
    regex.IGNORECASE,
)
"""Where "overall" is a part of the name, not a remark about the sentence."""
_ITEM_END = compiled(r"[,;]\s+(?:and\s+|or\s+)?")
_CLAUSE = compiled(r"[;:]\s|,\s*(?:and|but|while|whereas|although|though|yet)\s|\s-\s", regex.IGNORECASE)
"""Where a clause of its own may begin; it does where a verb follows."""
_TOKEN = compiled(r"\S+")
_ABBREVIATED = compiled(r"[A-Z][A-Z\d-]{1,9}s?")
_NAMING = compiled(r"\p{L}{2}|\p{L}\d|\d\p{L}")
_TRAILING = compiled(r"\s+(?:and|or|but|while|in|on|at|by|of|for|to|with|the|a)\s*$", regex.IGNORECASE)
_UNIT = compiled(UNIT_WORD, regex.VERBOSE | regex.IGNORECASE)
_VERB = compiled(_words(VERBS), regex.IGNORECASE)
_NAMES_NOTHING = frozenset("ci sd se iqr results findings methods background conclusions conclusion objective".split())
"""Words that name no outcome in capitals either: statistics and headings."""
_SHORT_NAME = 4
"""Of so few words the last may be the head of the name."""
_SMALL = frozenset({"as", "all", "it", "is", "us", "no"})
"""Small words that in capitals abbreviate an outcome."""
_EMPTY = frozenset(EMPTY_SUBJECTS) | frozenset(CHANGE_NOUNS) | frozenset(ADVERBS) | frozenset(COMPARATIVES)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's name at text[start:end].

    lead: words before it that it shares with an earlier one: "reached the goal for" of "... for weight (P=0.1) and sleep (P=0.2)".
    """

    start: int
    end: int
    lead: tuple[int, int] | None = None


@lru_cache(maxsize=64)
def outcome_in(masked: str, offset: int) -> Outcome | None:
    """The outcome that a clause names; `masked` is the clause, `offset` where it begins in the text."""
    listed = _LIST.match(masked)
    for cut in reversed([match.end() for match in _CLAUSE.finditer(masked)]):
        if listed is not None and cut < listed.end():
            break
        if _VERB.search(masked, cut) or masked[:cut].rstrip().endswith(";"):
            found = _in_clause(masked[cut:], offset + cut)
            if found is not None:
                return found
    return _in_clause(masked, offset)


def _in_clause(masked: str, offset: int) -> Outcome | None:
    did = _PEOPLE_DID.search(masked)
    if did is not None:
        return Outcome(offset + did.start("state"), offset + did.end("state"))
    introduction = _INTRODUCTION.match(masked)
    if introduction and _VERB.search(masked, introduction.end()):
        found = _in_clause(masked[introduction.end() :], offset + introduction.end())
        if found is not None:
            return found
    for pattern, last in (
        (_GOAL, True),
        (_CORRELATION, True),
        (_FOR, True),
        (_POINTED_AT, True),
        (_SHOWED, True),
        (_LIST, False),
        (_SUBJECT, False),
        (_HAD, True),
        (_COMPARATIVE, True),
    ):
        matches = list(pattern.finditer(masked))
        for match in reversed(matches) if last else matches:
            start, end = match.span("name")
            found = _name(masked, start, end, offset)
            if found is not None:
                return found
    last_verb = max((match.end() for match in _VERB.finditer(masked)), default=0)
    last_item = max((match.end() for match in _ITEM_END.finditer(masked, last_verb)), default=last_verb)
    for begin in (last_item, last_verb):
        names = [_name(masked, match.start("name"), match.end("name"), offset) for match in _PLAIN.finditer(masked, begin)]
        kept = [name for name in names if name is not None]
        if kept:
            return kept[0] if begin == last_item else kept[-1]
    return None


def led_by_goal(folded: str, earlier: Outcome, outcome: Outcome) -> Outcome:
    """`outcome` with the words that it shares with the one before: "reached the goal for weight (40%) and sleep (30%)"."""
    goal = _GOAL.match(folded, earlier.start, earlier.end)
    if goal is None or outcome.lead is not None or _GOAL.match(folded, outcome.start, outcome.end):
        return outcome
    return Outcome(outcome.start, outcome.end, lead=(earlier.start, goal.end("lead")))


def outcome_after(masked: str, offset: int) -> Outcome | None:
    """The outcome that follows a number at once: "p=0.03 for pain"."""
    match = _AFTER.match(masked)
    return _name(masked, match.start("name"), match.end("name"), offset) if match else None


def outcome_of_change_after(masked: str, offset: int) -> Outcome | None:
    """The outcome of a change that is told after its value: "(p=0.03) greater fall in pain", "12 g (p=0.03) increase in weight"."""
    match = _CHANGE_AFTER.match(masked)
    return outcome_in(masked[match.end() :], offset + match.end()) if match else None


def predicate_after(masked: str, offset: int) -> Outcome | None:
    """What people did, after their count or share: "65 percent of them had ...", "48 patients improved", "87% survival"."""
    match = _PREDICATE.match(masked)
    if match is None:
        direct = _DIRECT.match(masked)
        return _name(masked, direct.start("name"), direct.end("name"), offset) if direct else None
    group = "state" if match["state"] else "name"
    start, end = match.span(group)
    if group == "state":
        trailing = _TRAILING.search(masked, start, end)
        return Outcome(offset + start, offset + (trailing.start() if trailing else end))
    return _name(masked, start, end, offset)


def _empty(printed: str, word: str) -> bool:
    """True for a word that names nothing by itself: a small or general word, a number, a unit."""
    if _ABBREVIATED.fullmatch(printed.strip("()[],;:.")) and word not in _NAMES_NOTHING:
        return False
    return word in _EMPTY or not any(char.isalpha() for char in word) or _UNIT.fullmatch(word) is not None


def _of_people(words: list[str]) -> bool:
    """True for words that name people or a group of them ("eligible participants", "fifty of the women", "the gel group")."""
    if words[-1] in GROUP_NOUNS or words[0] in PEOPLE or words[0].split("-")[0] in GROUP_NOUNS:
        return True
    if value_of(words[0]) is not None and (len(words) == 1 or not PEOPLE.isdisjoint(words)):
        return True
    return words[-1] in PEOPLE and len(words) <= _SHORT_NAME and PREPOSITIONS.isdisjoint(words)


def _name(masked: str, start: int, end: int, offset: int) -> Outcome | None:
    """The name without the small words at its ends; None where nothing is left that names an outcome."""
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(masked, start, end)]

    def bare(token: tuple[int, int]) -> str:
        return masked[token[0] : token[1]].strip("()[],;:.'\"*•-|#").lower()

    def empty(token: tuple[int, int]) -> bool:
        printed = masked[token[0] : token[1]].strip("()[],;:.")
        return not bare(token) or (_EDGE.match(bare(token)) is not None and not (len(printed) > 1 and printed.isupper()))

    lead = _STATISTIC.match(masked, tokens[0][0], end) if tokens else None
    while lead is not None and tokens and tokens[0][0] < lead.end():
        tokens.pop(0)
    while tokens and empty(tokens[0]) and not _OVERALL.match(masked, tokens[0][0], end):
        tokens.pop(0)
    while tokens and empty(tokens[-1]):
        tokens.pop()
    words = [
        bare(token)
        for token in tokens
        if not (len(printed := masked[token[0] : token[1]].strip("()[],;:.")) > 1 and printed.isupper() and bare(token) in _SMALL)
    ]
    abbreviated = len(words) < len(tokens)  # "OR", and no small word
    if abbreviated and not words:
        words = ["abbreviation"]
    if not words or not any(_NAMING.search(word) for word in words):
        return None
    if not abbreviated and all(_empty(masked[a:b], word) for (a, b), word in zip(tokens, words, strict=True)):
        return None
    if not masked[slice(*tokens[0])].endswith("'") and _of_people([bare(token) for token in tokens]):
        return None
    begin, stop = tokens[0][0], tokens[-1][1]
    while begin < stop and masked[begin] in "*•|#\"'-,;:.=<>≤≥ ":
        begin += 1
    while (stop > begin and masked[stop - 1] in ",;:.\"'|=<>≤≥ ") or (masked[stop - 1] == ")" and "(" not in masked[begin:stop]):
        stop -= 1
    if stop - begin < 2 or (masked[begin:stop] in _EMPTY):
        return None
    return Outcome(offset + begin, offset + stop)
