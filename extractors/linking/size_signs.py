"""What tells a count of people that is a size ("48 patients were enrolled") from one that is a result ("48 patients improved").

The signs are asked in their order, and the first that is there decides; where none is, the count is a size.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.size_labels import counts_each_arm
from extractors.numbers import value_of
from extractors.patterns import compiled
from extractors.rule import Mention
from extractors.vocabulary.roles import RESULT_VERBS

RESULT = compiled(
    rf"\b(?:{'|'.join(verb for verb in RESULT_VERBS if verb not in ('had', 'have', 'has', 'did', 'met', 'could'))})\b",
    regex.IGNORECASE,
)
ANY_ALLOCATION = compiled(r"\b(?:random|assign|allocat)\w*", regex.IGNORECASE)
_TAIL = 60
"""How far after the count, in characters, what its people did may stand."""
_AIMS_AT_LEAST = 20


@dataclass(frozen=True)
class Counted:
    """A mention of rule `participants` in its surroundings. after: from it to the next count or the sentence's end."""

    reading: Reading
    mention: Mention
    before: str
    after: Span

    @property
    def folded(self) -> str:
        """The text."""
        return self.reading.folded

    @cached_property
    def sentence(self) -> Span:
        """The sentence of the count."""
        return self.reading.sentences.at(self.mention.start)

    @cached_property
    def tail(self) -> str:
        """What follows, as far as it can say what these people did."""
        return self.folded[self.after.start : min(self.after.end, self.after.start + _TAIL)]

    def text(self, group: str) -> str:
        """The text of one of the rule's groups."""
        return self.folded[slice(*self.mention.groups[group])]


@dataclass(frozen=True)
class Sign:
    """examples: sentences in which this sign decides on the first count; the trial's arms are "verum" and "sham"."""

    name: str
    is_size: bool
    applies: Callable[[Counted], object]
    examples: tuple[str, ...]


def _before(pattern: str) -> Callable[[Counted], object]:
    found = compiled(pattern, regex.IGNORECASE)
    return lambda counted: found.search(counted.before)


def _next(pattern: str) -> Callable[[Counted], object]:
    found = compiled(pattern, regex.IGNORECASE)
    return lambda counted: found.match(counted.tail)


_RESULT = rf"[^.;,()]{{0,12}}?\s?(?:who\s)?\b(?:{'|'.join(RESULT_VERBS)})\b(?!\sbeen\s(?:enrolled|randomi|included|diagnosed))"
_RESULT_NEXT = _next(_RESULT)
_SHARE_NEXT = _next(
    r"(?:\s(?:(?:who\s)?receiv(?:ing|ed)|given|treated\swith|on|in\sthe|with)(?:\s(?!(?:and|or|were|was)\b)[\w/+-]{1,24}){1,3})?\s?[(\[]\s?\d{1,3}(?:\.\d+)?\s?%"
)
_ENTERED = (
    r"\s?(?:who\s)?(?:were\s|was\s|being\s)?(?:then\s|subsequently\s|prospectively\s|consecutively\s)?(?:randomly\s)?"
    r"(?:randomi[sz]ed|enrol?led|recruited|assigned|allocated|registered|included|analy[sz]ed|evaluable|screened|approached)\b"
    r"|\s?(?:met|fulfilled)\s(?:the\s)?(?:\w+\s)?criteria\b|\s?completed\s"
)
_ENTERED_NEXT = _next(_ENTERED)
_ENTERED_AT = compiled(_ENTERED, regex.IGNORECASE)
_ENTERED_LATER = compiled(
    r",?\s?(?:who|whose|that|with|had|met)\s[^.;]{0,220}?\b(?:(?:were|was)\s(?:randomly\s|then\s)?(?:randomi[sz]ed|enrol?led|recruited|assigned|allocated|included|divided)|took\spart|participated)\b",
    regex.IGNORECASE,
)
_TAKEN_BEFORE = _before(
    r"\b(?:recruited|enrol?led|randomi[sz]ed|included|including|assigned|allocated|screened|involving|involved|enrolling|accrued|comprised|studied)\s(?:a\stotal\sof\s|only\s)?$"
)
_AVAILABLE_BEFORE = _before(r"\b(?:available|obtained)\s(?:for|in|from|on)\s(?:the\s|all\s)?$")
_STUDY_BEFORE = _before(r"\b(?:study|studies|trial|trials|cohort|sample|substudy|conducted|population|data)\b[^.;]{0,60}$")
_STUDY_OF = _before(r"\b(?:study|studies|trial|trials|cohort|series|total|sample)\sof\s(?:only\s)?$")
_COMPARED_BEFORE = _before(r"\b(?:versus|vs\.?|v|(?:as\s)?compared\s(?:with|to)|than)\s(?:in\s|only\s)?$")
_OPENS = _before(r"(?:^|[.:]\s)(?:overall,\s|in\stotal,\s)?(?:of|among|from|in\stotal,?)\s(?:the\s|all\s|these\s)?$")
_OPENS_WITH_IN = _before(r"(?:^|[.:]\s)(?:overall,\s)?(?:in|among)\s(?:the\s|all\s)?$")
_IN_BEFORE = _before(r"\b(?:in|among|for|by|from|per)\s(?:the\s|these\s|only\s|about\s)?$")
_AIM = _before(
    r"\b(?:compar|evaluat|assess|investigat|examin|determin|stud(?:y|ied)|conduct|random|trial|assign|aim)\w*\b[^.;%]*\b(?:in|among)\s$"
)
_PRESENTED_NEXT = compiled(r"\s?(?:,|\(|who|with|enrol|random|referred|undergoing|scheduled)")
_AND_CONTROLS = compiled(r"[^.;]{0,60}?\bcontrols\b", regex.IGNORECASE)
_ASIDE = compiled(r"\s?\([^()]{1,80}\)")
_EVALUABLE = compiled(r"\b(?:evaluable|assessable|analysable|analyzable|randomi[sz]ed|enrolled|eligible)\b", regex.IGNORECASE)
_NAMED_IN_BRACKET = compiled(
    r"[^.;()]{0,140}?\((?:the\s)?(?:(?:control|intervention|experimental|treatment|study|comparison)\s(?:group|arm)|(?:group|arm)\s[A-Z\d])\)",
    regex.IGNORECASE,
)
_HAD_TREATMENT = _next(r"\s?(?:had|underwent|received)\s")
_RECEIVED = compiled(r"\s?(?:received|underwent|required)\s", regex.IGNORECASE)
_CHAIN = compiled(
    r"(?:\s?(?:,|and|,\sand)\s(?:\d+|\w+)\s(?:[\w/+-]+\s){1,3}(?:patients?|participants?|subjects?)|\s?\([^()]{0,80}\))+",
    regex.IGNORECASE,
)
_OTHER_SEX = compiled(
    r"(?:\b(?:men|males?|boys)\W{1,3}(?:and\s)?(?:\w+-?\w*\s)?$)|^(?:women|girls)?\W{1,3}(?:and\s)?\w+\s(?:men|males?|boys)\b",
    regex.IGNORECASE,
)


_OF_AN_ARM = compiled(r"\s(?:in|of|from|on|receiving|given)\s(?:the\s)?", regex.IGNORECASE)
_SHARE_ASIDE = compiled(r"\s?[(\[]\s?\d{1,3}(?:\.\d+)?\s?%\s?[)\]]")
_GROUP_WORDS = compiled(r"[\s-]+(?:treatment\s)?(?:groups?|arms?|cohort)\b", regex.IGNORECASE)
_RESULT_AT = compiled(_RESULT, regex.IGNORECASE)
_SEEN_NEXT = _next(r"\swith\s[^.;,()]{3,50}?\s(?:were|was)\s(?:seen|observed|noted|found|detected|diagnosed|reported)\b")
_FEW = 10
_REACH_OF_ARM = 40


def _of_other_things(counted: Counted) -> bool:
    """ "Patient" beside a small number tells of what kind the things counted are: "two patient leaflets"."""
    value = value_of(counted.text("n"))
    return counted.text("people").lower() == "patient" and value is not None and 1 < value < _FEW


def _told_of_an_arm(counted: Counted) -> bool:
    """An arm right behind the count or its share, and then no word of how they came in: what is counted is a result of the arm."""
    folded, end, stop = counted.folded, counted.mention.end, counted.sentence.end
    share = _SHARE_ASIDE.match(folded, end)
    begin = share.end() if share else end
    near = next(iter(counted.reading.arms.between(begin, min(stop, begin + _REACH_OF_ARM))), None)
    if near is None or _OF_AN_ARM.fullmatch(folded, begin, near.start) is None:
        return False
    group = _GROUP_WORDS.match(folded, near.end, stop)
    told = group.end() if group else near.end
    if _ENTERED_AT.match(folded, told, stop):
        return False
    return bool(share or counted.mention.span("percent") or _RESULT_AT.match(folded, told, stop))


def _of_each_sex(counted: Counted) -> bool:
    women = counted.text("people").lower() in ("women", "girls") and _OTHER_SEX.search(counted.before[-24:])
    return bool(women or _OTHER_SEX.match(counted.folded, counted.mention.groups["people"][0]))


def _each_arm(counted: Counted) -> bool:
    return counts_each_arm(counted.reading, counted.mention)


def _entered_after_aside(counted: Counted) -> object:
    aside = _ASIDE.match(counted.folded, counted.mention.end, counted.sentence.end)
    return aside and _ENTERED_AT.match(counted.folded, aside.end())


def _cases_are_events(counted: Counted) -> bool:
    entered = _ENTERED_NEXT(counted) or _TAKEN_BEFORE(counted) or _AND_CONTROLS.match(counted.folded, counted.mention.end)
    return counted.text("people").lower() == "cases" and not entered


def _second_of_two_results(counted: Counted) -> bool:
    sentence = counted.sentence
    return bool(_COMPARED_BEFORE(counted)) and not ANY_ALLOCATION.search(counted.folded, sentence.start, sentence.end)


def _had_their_arms_treatment(counted: Counted) -> bool:
    arms = counted.reading.arms.between(counted.after.start, counted.after.end)
    return bool(_HAD_TREATMENT(counted)) and any(arm.start - counted.after.start < 30 for arm in arms)


def _arm_gets_something_else(counted: Counted) -> bool:
    """An arm's own people, and then a treatment that is no arm's: "5 verum patients and 10 sham patients received transfusions"."""
    arms, mention, end = counted.reading.arms, counted.mention, counted.sentence.end
    if not arms.between(mention.start, mention.end):
        return False
    chain = _CHAIN.match(counted.folded, mention.end, end)
    verb = _RECEIVED.match(counted.folded, chain.end() if chain else mention.end, end)
    return verb is not None and not arms.between(verb.end(), min(end, verb.end() + 40))


def _evaluable(counted: Counted) -> bool:
    part = counted.before.strip("(").strip().endswith(("in", "In", "of")) and not _OPENS_WITH_IN(counted)
    return not part and _EVALUABLE.search(counted.text("qualifier")) is not None


def _aimed_at_so_many(counted: Counted) -> bool:
    value = value_of(counted.text("n"))
    many = value is not None and value >= _AIMS_AT_LEAST
    return many and bool(_AIM(counted)) and not RESULT.search(counted.before)


SIGNS = (
    Sign("things of patients", False, _of_other_things, ("There were two patient leaflets.",)),
    Sign("of each sex", False, _of_each_sex, ("There were 12 men and 9 women in all.",)),
    Sign("each arm, something told", False, lambda counted: _each_arm(counted) and _RESULT_NEXT(counted),
         ("Twelve patients per arm improved.",)),
    Sign("each arm", True, _each_arm, ("There were 20 patients in each group.",)),
    Sign("entered, after a bracket", True, _entered_after_aside, ("Of them 38 patients (19 women) were randomised.",)),
    Sign("cases are events", False, _cases_are_events, ("There were 238 cases a year.",)),
    Sign("second of two results", False, _second_of_two_results, ("Relapse came sooner than in 25 patients with diabetes.",)),
    Sign("told of an arm", False, _told_of_an_arm,
         ("In all, 48 patients in the verum group had pain.", "A total of 60 patients (30%) in the verum group and 53 (27%) in the sham group slept.")),
    Sign("seen with something", False, _SEEN_NEXT, ("A total of 18 patients with rash were seen.",)),
    Sign("taken in", True, _TAKEN_BEFORE, ("We enrolled 48 patients with colitis.",)),
    Sign("data available", True, _AVAILABLE_BEFORE, ("Scans were available for 31 patients.",)),
    Sign("entered", True, _ENTERED_NEXT, ("In May 48 patients were enrolled.",)),
    Sign("a study of", True, _STUDY_OF, ("This was a study of 48 patients.",)),
    Sign("entered later in the sentence", True, lambda counted: _ENTERED_LATER.match(counted.folded, counted.mention.end),
         ("Then 48 patients with severe colitis of the left side were randomised.",)),
    Sign("a share beside the count", False, lambda counted: counted.mention.span("percent"), ("Then 12 (25%) patients slept.",)),
    Sign("had their arm's treatment", True, _had_their_arms_treatment, ("Twelve patients received verum.",)),
    Sign("an arm's people get something else", False, _arm_gets_something_else,
         ("Five verum patients and 10 sham patients received transfusions.",)),
    Sign("a share follows", False, _SHARE_NEXT, ("It rose in 12 patients (25%).",)),
    Sign("something told", False, _RESULT_NEXT, ("Later 48 patients improved.",)),
    Sign("presented", True, lambda counted: _OPENS(counted) and _PRESENTED_NEXT.match(counted.tail),
         ("Of 48 patients with colitis, few slept.",)),
    Sign("evaluable", True, _evaluable, ("There were 48 evaluable patients.", "In 48 evaluable patients the score was told.")),
    Sign("their arm named in brackets", True, lambda counted: _NAMED_IN_BRACKET.match(counted.folded, counted.mention.end, counted.sentence.end),
         ("Next, 57 patients stayed at rest alone (the control group).",)),
    Sign("aimed at so many", True, _aimed_at_so_many, ("We compared sleep with rest in 48 patients.",)),
    Sign("among whom", False, lambda counted: _IN_BEFORE(counted) and not (_STUDY_BEFORE(counted) or _AVAILABLE_BEFORE(counted)),
         ("Fever was seen in 7 patients.",)),
)  # fmt: skip


def deciding_sign(counted: Counted) -> Sign | None:
    """The first sign that is there."""
    return next((sign for sign in SIGNS if sign.applies(counted)), None)
