"""Which harm a row of counts is about: the one it names, the one named before it, or one carried on."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.linking.context import Reading
from extractors.linking.harm_refusals import is_doubtful, is_harm
from extractors.linking.harm_terms import Harm, Harms, Named
from extractors.linking.harm_values import HarmValue
from extractors.patterns import compiled
from extractors.rules.harms import PEOPLE_SHOWED
from extractors.rules.participants import PEOPLE

_PHRASE = rf"(?: \s?[)\]]? (?:\s(?:of\s)?(?:the\s|all\s|those\s)?(?:[\w+/-]{{1,24}}\s){{0,3}}?{PEOPLE}\b)? (?:\s(?:who|that))? (?:\s(?:in|with|on|for|among|of|from|receiving|received|given|taking|treated|assigned|randomi[sz]ed|allocated)\b(?:(?!,\sand\b|\bhad\b|\bw(?:as|ere)\b)[^.;]){{0,80}}?)? (?:\s?\([^()]{{1,60}}\))? )"
_THEN_TERM = compiled(
    rf"""{_PHRASE} ,?\s?(?:who\s|also\s|each\s|subsequently\s|had\s(?=died)|have\s(?=died)){{0,2}} (?P<verb>{PEOPLE_SHOWED.pattern}) (?: \s(?:at\sleast\s(?:one|1)\s|one\sor\smore\s|an?\s|one\s|the\s|some\s|any\s|only\s|from\s|out\s|because\sof\s|due\sto\s|owing\sto\s|treatment\s|study\s|therapy\s|drug\s|early\s|medication\s|trial\s|[≥>]\s?1\s|a\stotal\sof\s){{0,6}} )? \s?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_VERB_IS_TERM = compiled(
    rf"{_PHRASE} \s?(?:(?:was|were|had|have)\s)?(?:also\s)?(?:(?=died|hospitali))", regex.VERBOSE | regex.IGNORECASE
)
_DIRECT = compiled(
    r"""(?: \s(?:[a-z]+\s)?(?:cases?|episodes?|instances?|incidents?|events?|reports?|occurrences?)\sof\s | \s(?:patients?|participants?|subjects?)\s\(\d[^()]{0,20}\)\s | \s(?:of\sthe\s|of\sthese\s) | \s )
        (?:an?\s|any\s|other\s|new\s|additional\s|further\s|total\s)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_OPENS = compiled(r"(?P<lead>[^()\[\];]{0,110}?)\s?[(\[]\s?(?:[\w+/.-]+(?:\s[\w+/.-]+){0,4}?\s?[:,=]?\s)?(?:n\s?=\s?)?")
_HAPPENED = compiled(
    r"""\s?(?:\([^()\d]{2,40}\)\s?)?,?\s?(?:(?:which|that|also|only|each|all)\s)?(?:(?:has|have|had|having)\sbeen\s)?
        (?: (?:occurr(?:ed|ing)|(?:was|were|is|are)(?:\s[a-z]+){0,3}?\s?(?:reported|observed|seen|noted|recorded|documented|detected|found|experienced|registered|present|common|frequent|similar|higher|lower)?|reported|observed|seen|noted|developed|affect(?:ed|ing)|happened|appeared|arose|rates?\s(?:was|were|of)?|rose|fell|increased|decreased)\b [^()\[\].;:]{0,60}? | [:,]? )
        \s?(?:in|among|by|at|of|with|for|was|were|from|to|:|,)?\s?(?:the\s|all\s|only\s|both\s)?(?:[\w+/.-]+(?:\s[\w+/.-]+){0,3}\s?[:=]\s)?(?:[(\[]\s?)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NEW_SUBJECT = compiled(
    r"\b(?:(?:was|were)\s(?:included|enrolled|recruited)|compared|efficacy|response|survival|improve\w+|remission|who\sreceived|completed|randomi[sz]ed|mean|median|score|aged?|dose|reduced\sfrom|differ(?:ed|ences?)\s(?:in|between)|because|leading|which\swas|if|margin|reasons?|refus\w+)\b",
    regex.IGNORECASE,
)
_ONLY_ONE_NAMED = compiled(
    r"\s?[(\[](?!most|mainly|such|e\.g|including|primarily|predominantly|n\s?=|all\b)(?P<name>[^()\[\],;\d]{4,80})[)\]]",
    regex.IGNORECASE,
)
_NEXT_OF_LIST = compiled(
    r"[^()\[\]]{0,30}?[)\]],?\s(?:and\s|or\s|as\swell\sas\s)?(?P<name>(?!in\b|with\b|for\b|versus\b|vs\b|v\b|of\b|compared\b|on\b|than\b|to\b)[A-Za-z][\w/'-]*(?:\s(?!in\b|with\b|was\b|were\b|had\b|and\b|versus\b|than\b|did\b)[\w/'-]+){0,4})\s?[(\[]\s?(?:n\s?=\s?)?"
)
_FIRST_OF_LIST = compiled(
    r"""(?:\bincluded|\bincluding|\bwere|\bwas|\bsuch\sas|\bnamely|:),?\s(?:respectively,\s)?
        (?P<name>(?:(?!similar|common|frequent|higher|lower|more\b|less\b|fewer|observed|reported|seen|noted|in\b|the\b|those|comparable|equal|greater|mild|moderate|with\b|for\b|significant|not\b|also\b|as\b|found|recorded|rare|about|up\b|only\b|low\b|high\b|all\b|both\b)[A-Za-z][\w'/-]+(?:\s(?=[A-Za-z]))?){1,4}?)\s?[(\[]\s?(?:n\s?=\s?)?$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_AND_ONE = compiled(r"[^.;()\d]{0,60},?\s(?:and|but|as\sdid|versus|while)\s(?:also\s|only\s)?")
_JOINS = compiled(r"\s(?:and|or|with|from|due\sto)\s(?:an?\s|the\s)?", regex.IGNORECASE)
_APPOSITION = compiled(
    r",\s(?:(?:mostly|mainly|primarily|predominantly|most\sfrequently|most\scommonly|usually|chiefly|all)\s[^,]{1,80}|(?:including|such\sas|notably)\s[^,()]{1,80}(?=,))(?:,\s?(?:which\s|that\s)?(?:occurred\s|(?:was|were)\s[a-z]+\s)?(?:in\s)?)?\s?$",
    regex.IGNORECASE,
)
_REMAINING = compiled(r"\b(?:the\s)?(?:remaining|other)\s$", regex.IGNORECASE)
_BELONGED = compiled(
    r"\s(?:[\w-]+\s){0,2}?(?:patients?|participants?|subjects?|deaths?|cases?)?\s?(?:(?:belonged|were|was|occurred|occurring)\s(?:to\s|in\s)?(?:the\s)?|in\sthe\s)",
    regex.IGNORECASE,
)


def name_of(reading: Reading, harms: Harms, run: Sequence[HarmValue], index: int, last: Named | None) -> Named | None:
    """The harm that the counts are of, or None where they count something else."""
    found = _in_safety_list(reading, harms, run, index, last)
    if found is not None:
        return found
    found = _after(reading, harms, run, index, last) or _before(reading, harms, run, index, last)
    own = found is not None
    found = found or _carried(reading, harms, run, index, last)
    if found is None or not is_harm(reading, harms, run, found, index):
        return None
    if (
        own
        and last is not None
        and last.direct
        and found.harm is last.harm
        and run[0].bare
        and not found.part
        and not _in_bracket(reading.folded, run[0].start)
    ):
        return None
    if is_doubtful(reading, harms, run, found):
        return _with(found, "link_harm_uncertain")
    if found.reasons or found.harm.general or harms.talks_of_safety(index) or found.counts == "people":
        return found
    return _with(found, "link_harm_uncertain") if len(run) > 1 or run[0].bare else found


def _with(named: Named, reason: str) -> Named:
    return replace(named, reasons=(*named.reasons, reason))


def _made(reading: Reading, harms: Harms, harm: Harm, start: int | None = None, **more: object) -> Named:
    """The harm with its printed name; a bracket after "one serious event" that names it gives the term."""
    term, end = harms.printed(harm)
    begin = harm.start if start is None else start
    if start is not None:
        term = reading.text((begin, end))
    return Named(harm, term, reading.text((begin, end)), begin, end, **more)  # type: ignore[arg-type]


def _in_bracket(folded: str, start: int) -> bool:
    """True where a bracket opens right before `start`."""
    return folded[max(0, start - 3) : start].rstrip()[-1:] in ("(", "[")


def _in_safety_list(reading: Reading, harms: Harms, run: Sequence[HarmValue], index: int, last: Named | None) -> Named | None:
    """A member of a list of harms that no word list holds: "hives (2 vs 0), QT prolongation (1 vs 0)", "one case of QT prolongation"."""
    folded, start = reading.folded, run[0].start
    if last is not None and last.in_list and _in_bracket(folded, start) and last.until <= start:
        match = _NEXT_OF_LIST.fullmatch(folded, last.until, start)
        if (
            match is not None
            and not harms.between(*match.span("name"))
            and not _NEW_SUBJECT.search(match["name"])
            and not reading.arms.between(*match.span("name"))
        ):
            return replace(
                last,
                term=reading.text(match.span("name")),
                kind="",
                start=match.start("name"),
                end=match.end("name"),
                reasons=("link_harm_uncertain",),
            )
    return None


def _after(reading: Reading, harms: Harms, run: Sequence[HarmValue], index: int, last: Named | None) -> Named | None:
    """The harm that follows: "22 (10%) patients had serious events", "three deaths", "ten patients given B died"."""
    folded, sentence, end = reading.folded, reading.sentences.spans[index], run[-1].end
    inside = harms.between(run[0].start, run[0].end)
    following = inside or harms.between(end, min(sentence.end, end + 190))
    if not following:
        return None
    harm = following[0]
    if inside:
        return _made(reading, harms, harm, direct=True)
    bare = all(value.bare or value.counts_events for value in run)
    first = _DIRECT.match(folded, end)
    if (
        first is not None
        and harm.start <= first.end()
        and not (" of the" in first[0] and ("percent" in run[-1].places or folded[run[-1].start : end].lower() == "one"))
        and folded[end : harm.start].count("\n") == 0
    ):
        cases = compiled(r"\bcases?\b", regex.IGNORECASE).search(first[0]) is not None
        events = compiled(r"\b(?:episodes?|events?|occurrences?|incidents?)\b", regex.IGNORECASE).search(first[0]) is not None
        named = _made(reading, harms, harm, direct=True, counts="people" if cases else "events" if events else None)
        return _of_bracket(reading, harms, run, named)
    verb = _VERB_IS_TERM.match(folded, end)
    if verb is not None and verb.end() == harm.word_start:
        return _made(reading, harms, harm, direct=True, counts="people")
    match = _THEN_TERM.match(folded, end, max(end, harm.start + 1))
    while match is not None and match.end() < harm.start - 1:
        match = None
    if match is None:
        return None
    people = last is not None and last.counts == "people" and match.start("verb") - end <= 1
    between = folded[end : match.start("verb")]
    if (
        bare
        and not people
        and not compiled(PEOPLE, regex.VERBOSE | regex.IGNORECASE).search(between)
        and not reading.arms.between(end, match.start("verb"))
    ):
        return None
    if match["verb"].lower() == "with" and not harm.general:
        return None
    because = compiled(r"withdrew|withdrawn|discontinued|stopped|dropped", regex.IGNORECASE).match(match["verb"])
    made = _made(reading, harms, harm, match.start("verb") if because else None, direct=True, counts="people")
    return _with(made, "link_harm_uncertain") if because else made


def _of_bracket(reading: Reading, harms: Harms, run: Sequence[HarmValue], named: Named) -> Named:
    """ "One serious event (stroke)": the bracket names the harm, the words before it its kind."""
    bracket = _ONLY_ONE_NAMED.match(reading.folded, named.end)
    one = len(run) == 1 and reading.folded[run[0].start : run[0].end].lower() in ("1", "one", "a", "an", "single")
    if bracket is None or not named.harm.general or not one or compiled(r"\band\b").search(bracket["name"]):
        return named
    return Named(named.harm, reading.text(bracket.span("name")), named.kind, named.start, bracket.end("name"), True, "events")


def _before(reading: Reading, harms: Harms, run: Sequence[HarmValue], index: int, last: Named | None) -> Named | None:
    """The harm that stands before: "rash (n=3)", "infections occurred in 4 patients", "deaths (three with A vs none with B)"."""
    folded, sentence, start = reading.folded, reading.sentences.spans[index], run[0].start
    earlier = [harm for harm in harms.between(max(sentence.start, start - 170), start) if harm.word_end <= start]
    if not earlier:
        return None
    harm = earlier[-1]
    lead = folded[sentence.start : start]
    apposition = _APPOSITION.search(lead)
    if apposition is not None and len(earlier) > 1 and harm.word_start >= sentence.start + apposition.start():
        outside = [one for one in earlier if one.word_end <= sentence.start + apposition.start()]
        harm = outside[-1] if outside else harm
        gap = folded[sentence.start + apposition.end() : start]
        return _made(reading, harms, harm) if compiled(r"(?:in|of|,|\s|which\soccurred)*").fullmatch(gap) else None
    _, end = harms.printed(harm, start)
    gap = folded[end:start]
    if "\n" in gap or len(gap) > 130 or _NEW_SUBJECT.search(gap) or compiled(r"[.;]\s").search(gap):
        return None
    opened = _OPENS.fullmatch(gap)
    if opened is not None:
        died = compiled(r"died", regex.IGNORECASE).fullmatch(folded[harm.word_start : harm.word_end])
        events = compiled(r"\s(?:events?|episodes?|reactions?)\b", regex.IGNORECASE).search(folded[run[0].end : run[-1].end + 10])
        people = run[0].bare and compiled(rf"{PEOPLE}\b", regex.VERBOSE | regex.IGNORECASE).search(
            folded[run[0].end : run[-1].end + 20]
        )
        counts = "events" if events else "people" if died or people else None
        first = _FIRST_OF_LIST.search(gap) if harm.general else None
        if first is not None and not reading.arms.between(end + first.start("name"), end + first.end("name")):
            place = (end + first.start("name"), end + first.end("name"))
            return Named(harm, reading.text(place), "", *place, counts=counts, in_list=True, reasons=("link_harm_uncertain",))
        made = _joint(reading, harms, earlier, harm, sentence.start)
        return replace(made, in_list=True, counts=counts or _people_only(made.term) or _as_listed(reading, last, made))
    if (
        run[0].bare
        and len(run) == 1
        and not compiled(rf"\s?(?:of\sthe\s)?(?:[\w+/-]+\s){{0,3}}?{PEOPLE}\b", regex.VERBOSE | regex.IGNORECASE).match(
            folded[run[0].end : run[0].end + 50]
        )
    ):
        return None
    if _HAPPENED.fullmatch(gap):
        made = _joint(reading, harms, earlier, harm, sentence.start)
        people = run[0].bare and compiled(rf"\s?(?:[\w+/-]+\s){{0,3}}?{PEOPLE}\b", regex.VERBOSE | regex.IGNORECASE).match(
            folded[run[0].end : run[0].end + 50]
        )
        return Named(made.harm, made.term, made.kind, made.start, made.end, False, "people" if people else _people_only(made.term))
    return None


def _as_listed(reading: Reading, last: Named | None, named: Named) -> str | None:
    """A list goes on counting what its first member counts: "fever (9 events vs 7 events), rash (5 vs 7)"."""
    if last is None or last.counts is None or not last.in_list:
        return None
    gap = reading.folded[last.end : named.start]
    return last.counts if gap.count(")") == 1 and compiled(r"\),?\s(?:and\s)?(?:[a-z]+\s)?$").search(gap) else None


def _people_only(term: str) -> str | None:
    """Deaths and single harms by name are counted in people."""
    return "people" if compiled(r"deaths?", regex.IGNORECASE).fullmatch(term) else None


def _joint(reading: Reading, harms: Harms, earlier: Sequence[Harm], harm: Harm, start: int) -> Named:
    """ "Death and serious infections", "lesions with oedema and bleeding" in one count: the whole is the name."""
    made = _made(reading, harms, harm)
    first = harm
    for other in reversed(earlier[:-1]):
        gap = reading.folded[other.word_end : first.start]
        listed = compiled(r"[,;\d]").search(reading.folded[max(start, other.start - 3) : other.start]) is not None
        if other.start < start or not _JOINS.fullmatch(gap) or (listed and compiled(r"\b(?:and|or)\b").search(gap)):
            break
        first = other
    if first is harm:
        return made
    return replace(made, term=reading.text((first.start, made.end)), kind=reading.text((first.start, made.end)), start=first.start)


def _carried(reading: Reading, harms: Harms, run: Sequence[HarmValue], index: int, last: Named | None) -> Named | None:
    """A further count of the harm before it: "two of which", "the remaining three", a second bracket with another share."""
    folded, sentence, start = reading.folded, reading.sentences.spans[index], run[0].start
    of_which = compiled(r"\sof\s(?:which|whom|these|them)\b").match(folded[run[-1].end : run[-1].end + 12])
    if last is not None and last.end <= start:
        gap = folded[last.end : start]
        if of_which and len(gap) < 60:
            kinds = compiled(r"\sof\s\w+(?P<kinds>\s\([a-zA-Z][^()\d]{3,80}\))?").match(folded[run[-1].end :])
            term = last.term + (kinds["kinds"] or "" if kinds else "")
            events = last.harm.general and of_which[0].endswith("which")
            return Named(last.harm, term, last.kind, last.start, last.end, True, "events" if events else "people", part=True)
        closes = (
            compiled(r"[^()]{0,12}\)").match(folded[run[-1].end : run[-1].end + 14])
            and folded[max(0, start - 3) : start].rstrip()[-1:] in "([t~"
        )
        if closes and len(gap) < 170 and "percent" in run[0].places and not _NEW_SUBJECT.search(gap) and "." not in gap:
            return Named(last.harm, last.term, last.kind, last.start, last.end, False, None, ("link_harm_uncertain",))
        also = run[0].bare and last.counts == "people" and _AND_ONE.fullmatch(folded, last.until, start)
        if (
            also
            and reading.arms.between(run[-1].end, run[-1].end + 60)
            and compiled(r"\s(?:[\w-]+\s)?(?:in|with|on|receiving|given)\s").match(folded[run[-1].end :])
        ):
            return replace(last, reasons=("link_harm_uncertain",))
    if _REMAINING.search(folded, sentence.start, start) and _BELONGED.match(folded, run[-1].end):
        earlier = harms.between(reading.sentences.spans[max(0, index - 3)].start, start)
        if earlier:
            made = _made(reading, harms, earlier[-1])
            return Named(made.harm, made.term, made.kind, start, run[-1].end, False, "people", ("link_harm_uncertain",))
    return None
