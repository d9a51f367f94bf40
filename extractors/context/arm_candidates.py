"""Labels that a report's own words suggest for the arms of its trial, with the weight of the places that suggest them."""

from collections import Counter
from dataclasses import dataclass, field

import regex

from extractors.context.arm_contrasts import compared, contrasted, without_brackets
from extractors.context.arm_labels import DOSE, LONGEST_LABEL, STRONG, TOKEN, cleaned, leading, occurrences, trimmed
from extractors.context.arm_values import short_names, valued_labels
from extractors.context.double_dummy import is_double_dummy, without_dummy
from extractors.context.schedule_arms import schedule_arms
from extractors.context.sized_labels import sized_label
from extractors.context.told_arms import told_arms
from extractors.fragments import any_of
from extractors.patterns import compiled
from extractors.scanning import finditer
from extractors.vocabulary.arms import COMPARATORS, NOT_A_LABEL

_GROUP_WORD = compiled(
    r"(?<=[\s-])(?:treatment\s+)?(?:groups?|arms?|cohorts?|recipients)\b(?!\s(?:pain|weakness|strength|function|circumference|lymph|span|swelling|movements?|volumes?))",
    regex.IGNORECASE,
)
_COMPARATOR_NAMES = any_of(COMPARATORS)
_LEFT_TOKENS = compiled(rf"{TOKEN}(?:\s?\([^()]{{1,24}}\))?")
_ALSO_CALLED = compiled(r".*\((?P<role>control|placebo|sham|intervention|experimental)\)", regex.IGNORECASE)
"""the whole-breast radiotherapy (control) group"""
_NUMBERED = compiled(r"(?<![\w-])(?:[Gg]roup|[Aa]rm|GROUP|ARM)[\s-](?:[A-Z]|I{1,3}|IV|[1-9])(?![\w-]|\.\d)")
_LETTERED = compiled(r"(?<![\w-])[A-Z]-(?:arm|group)(?![\w-])")
"""T-arm"""
_COMBINED = compiled(r"(?<![\w+] )(?<![\w+-])[A-Z][\w-]{0,12}\s\+\s?[A-Za-z][\w-]{0,12}(?:\s?\+\s?[A-Za-z][\w-]{0,12})*+(?![\w+(])")
"""EVE + EXE"""
_NUMBER_IN_NAME = compiled(r"[A-Z]{2,}[\w-]*\s\d{2,3}")
"""AB 100"""
_SIZE = compiled(r"\s?[(\[](?:(?:total\s)?[Nn]\s?=\s?\d[\d, ]*|\d[\d,]{0,12}\s(?:patients|pts|women|participants|subjects))[)\];,]")
_LONGEST_SIZED = 120
_ALIAS = compiled(
    rf"(?:the\s)?([A-Z][\w+/-]{{1,14}}(?:\s\+\s[\w+/-]{{1,14}}){{0,3}}|intervention|experimental|verum|{_COMPARATOR_NAMES}|(?:group|arm)[\s-](?:[A-Z]|[1-9]|I{{1,3}}))(?:\s?(?:group|arm))?(?=[\s;,:]|$)"
)
_CHOICE = compiled(
    r"""(?: (?P<random> (?:randomi[sz]ed|assigned|allocated)\b(?:[^.;]|\.(?=\w)){0,80}?\s(?:to|into|between)\s(?:receive\s|undergo\s|have\s|treatment\swith\s)? ) | \breceived?\s | \breceiving\s | \b(?:treatment|therapy|treated)\swith\s(?=either\s) )
        (?:either\s|both\s)? (?P<first> (?:[^.;:]|\.(?=\w)){2,90}? ) ,?\s (?P<link> or | versus | vs\.? ) \s (?P<second> (?:[^.;:]|\.(?=\w)){2,70}? )
        (?= \s?[.;:,] | \s(?:for|in|at|over|once|twice|every|daily|during|as|with|was|were|after|before|groups?|arms?|or|versus|vs)\b | $ )""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NO_LABEL_HOLDS = frozenset(
    "was were is are had has have which who included compared reported than mean median patients participants women men subjects study studies".split()
)
_LABELLED_PAIR = compiled(
    r"""[(\[] (?:[A-Za-z ]{1,30}:\s)? (?P<first>[A-Za-z][\w+/-]{1,24}(?:\s(?:group|arm))?) :?,?\s (?:n\s?=\s?|mean\s)? [-+]?\d[\d.,]{0,15} [^()\[\];]{0,30}? (?:[\[(][^()\[\]]{1,30}[)\]])? [;,]\s
        (?P<second>[A-Za-z][\w+/-]{1,24}(?:\s(?:group|arm))?) :?,?\s (?:n\s?=\s?|mean\s)? [-+]?\d[\d.,]{0,15}""",
    regex.VERBOSE,
)
_NO_ARM_BEFORE_NUMBER = frozenset(
    "p n or hr rr ci mean median sd se range iqr aged age and versus vs fig figure table md smd irr to of in at from between beta than about day week month year ttp ttf os pfs dfs efs rfs orr pcr cbr hads bmi who ecog "
    "baseline estimate difference ratio overall total women men male female grade phase type class score edss ages roughly version since until".split()
)
_GRADE = compiled(r"\bgrades?\b|^[IVX]+[ABab]?$", regex.IGNORECASE)
_OUTCOME_LIST = compiled(r"\b(?:groups?|arms?)\s?$", regex.IGNORECASE)
"""Before a bracket with labels and values that are no arms': "in the sham group (walk 3, pain 4)"."""
_AMOUNT = DOSE.replace("|%", "")
_OR = r",?\s(?:and|or|versus|vs\.?)\s"
_TWO_DOSES = compiled(rf"(?<!\d){_AMOUNT}(?:\s(?:daily|weekly))?{_OR}{_AMOUNT}", regex.IGNORECASE)
_DOSES = compiled(
    rf"(?<![\w-])(?P<name>(?!(?:or|and|of|to|with|for|at|by|the|in|per)\s)[A-Za-z][\w-]{{2,30}}+)(?:\s(?:tablets?|capsules?|injections?))?\s[(\[]?(?P<one>{_AMOUNT})(?:\s(?:daily|weekly))?{_OR}(?P<two>{_AMOUNT})",
    regex.IGNORECASE,
)
_CONTROLLED = compiled(r"\b(placebo|sham|saline|vehicle)[-\s]+controlled", regex.IGNORECASE)
_THERAPY = compiled(r"\b([A-Z][\w-]{1,14})[-\s](?:treatment|therapy|infusions?|injections?|administration|transplantation)\b")
_TREATED = compiled(
    rf"\b(?:patients|participants|those|women|subjects|children)\s(?:(?:were|was)\s)?(?:treated\swith|receiving|given|taking)\s(?P<label>(?:{TOKEN}\s?){{1,4}})",
    regex.IGNORECASE,
)
_INERT_NAMED = compiled(r"\b(?:placebo|sham)\b(?![-\s]+(?:controlled|treated|response|effect))", regex.IGNORECASE)
_PRODUCT = compiled(r"(?<![\w-])(?:[A-Za-z]{1,6}-)?(?:h?MSC|BMMNC|BMAC|ADSC|ASC|BMSC|MPC|MAPC)(?:-[A-Z]{2,4})?(?=s?\b)")
_COMPARATOR = compiled(rf"\b(?:{_COMPARATOR_NAMES})\b", regex.IGNORECASE)


@dataclass
class Candidates:
    """Labels with their weights, and pairs of spellings that name one arm; double_dummy: a placebo is no part of any."""

    weights: Counter[str] = field(default_factory=Counter)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    double_dummy: bool = False

    def add(self, label: str, weight: int) -> str | None:
        """Adds weight to a label after `cleaned`; the label as kept, None where it can be no arm's."""
        label_kept = cleaned(without_dummy(label) if self.double_dummy else label)
        if label_kept == "placebo" and self.double_dummy:
            return None
        if label_kept:
            self.weights[label_kept] += weight
        return label_kept


def candidates(folded: str) -> Candidates:
    """All labels that some place of the text suggests."""
    found = Candidates(double_dummy=is_double_dummy(folded))
    _from_group_words(folded, found)
    numbered = Counter(match[0][:-1].lower() + match[0][-1] for match in finditer(_NUMBERED, folded))
    for label, times in numbered.items():
        found.weights[label] += 2 * times + (len(numbered) > 1)  # "group A" once is an arm beside groups B and C
    lettered = Counter(match[0] for match in finditer(_LETTERED, folded))
    for label, times in lettered.items() if len(lettered) > 1 else ():
        found.weights[label] += 2 * times + 1
    _from_sizes(folded, found)
    combined = Counter(match[0] for match in finditer(_COMBINED, folded))
    for label, times in combined.items() if len(combined) > 1 or sum(combined.values()) > 2 else ():
        found.weights[label] += min(times, STRONG) if times > 1 else 1
    for match in finditer(_LABELLED_PAIR, folded):
        for name in ("first", "second"):
            if (
                match[name].lower() not in _NO_ARM_BEFORE_NUMBER
                and not _GRADE.search(match[name])
                and not _OUTCOME_LIST.search(folded, max(0, match.start() - 12), match.start())
            ):
                found.add(match[name], 2)
    _from_choices(folded, found)
    for name, weight in (*contrasted(folded), *compared(folded)):
        found.add(name, weight)
    for name, weight in valued_labels(folded):
        if _NUMBER_IN_NAME.fullmatch(name):
            found.weights[name] += weight
        else:
            found.add(name, weight)
    for name, short in short_names(folded):
        label = cleaned(name)
        if label and len(label.split()) <= LONGEST_LABEL:
            found.aliases.append((label, short))
    for name, weight in schedule_arms(folded):
        found.weights[name] += weight
    for name, weight in told_arms(folded, [label for label, weight in found.weights.items() if weight >= STRONG]):
        found.weights[name] += weight
    for label in found.weights:
        found.weights[label] += min(2, occurrences(folded, label) - 1)
    for match in finditer(_CONTROLLED, folded):
        found.add(match[1].lower(), 3)
    for match in finditer(_INERT_NAMED, folded):
        found.add(match[0].lower(), 3)
    _from_doses(folded, found)
    _without_echoes(folded, found)
    if not any(not _COMPARATOR.search(label) and weight >= STRONG for label, weight in found.weights.items()):
        _from_treatments(folded, found)
    return found


def _from_group_words(folded: str, found: Candidates) -> None:
    for match in finditer(_GROUP_WORD, folded):
        words = _before(folded, match.start())
        label = trimmed([compiled(r"\s?\([^()]*\)").sub("", word) for word in words])
        if not label and words[-1:] == ["the"] and compiled(r"treatment\s+(?:group|arm)", regex.IGNORECASE).fullmatch(match[0]):
            label = "treatment"
        if (
            not label
            or (match[0][0].isupper() and _is_a_name(label))
            or (match[0].lower() == "recipients" and len(label.split()) > 2)
        ):
            continue
        kept = found.add(label, 2 if match[0].lower().startswith("cohort") else 3)
        also = _ALSO_CALLED.fullmatch(words[-1]) if words else None
        if kept and also is not None and also["role"].lower() != kept.lower():
            found.aliases.append((kept, also["role"]))
        first = _joined_before(folded, match.start(), words)
        if kept and first:
            found.add(first, 3)


def _is_a_name(label: str) -> bool:
    """True for the words before "Group" in the name of a body or an instrument."""
    words = label.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _before(folded: str, stop: int) -> list[str]:
    """The tokens that end at `stop`, nearest last, as far as only spaces or hyphens part them and no sentence ends."""
    chain: list[str] = []
    edge = stop
    for match in reversed(list(_LEFT_TOKENS.finditer(folded, max(0, stop - 80), stop))):
        text, end = match[0], match.end()
        if folded[end:edge].strip(" -") or text.endswith(".") or len(chain) == LONGEST_LABEL or "\n" in folded[end:edge]:
            break
        chain.insert(0, text)
        edge = match.start()
    return chain


def _joined_before(folded: str, stop: int, words: list[str]) -> str | None:
    """The first of two labels in "MSC-NP (n = 27) and saline (n = 27) groups"."""
    if not words:
        return None
    match = compiled(r"""(?:^|(?P<lead>\b(?:the|in|into|between|of|to|both|for|from|either|among|with)\s|[(,:]\s?))(?P<first>(?:[\w+/®™'-]+[ ]){0,3}[\w+/®™'-]+-?)(?:\s?\([^()]{1,40}\))?
            \s(?:and|or|versus|vs\.?)\s(?:the\s)?(?:[\w+/®™'-]+[ ]?){1,3}(?:\s?\([^()]{1,40}\))?\s?$""", regex.VERBOSE).search(folded[max(0, stop - 140) : stop])  # fmt: skip
    return trimmed(match["first"].rstrip("-").split()) if match else None


def _from_sizes(folded: str, found: Candidates) -> None:
    """Labels before "(n = 15)"; of a list of such labels each weighs as much as one before "group"."""
    sized: list[tuple[int, str]] = []
    for match in finditer(_SIZE, folded):
        label = sized_label(folded, max(0, match.start() - _LONGEST_SIZED), match.start())
        words = label.lower().split() if label else []
        if (
            label
            and len(words) <= LONGEST_LABEL
            and words[-1] not in NOT_A_LABEL
            and not any(word in _NO_LABEL_HOLDS for word in words)
        ):
            sized.append((match.start(), label))
    for start, label in sized:
        listed = any(other != label and abs(place - start) < _LONGEST_SIZED for place, other in sized)
        found.add(label, 2 if listed else 1)


def _from_choices(folded: str, found: Candidates) -> None:
    """ "randomised to A (A's short name) or B": two arms, and what their brackets call them."""
    plain, brackets = without_brackets(folded)
    for match in _CHOICE.finditer(plain):
        told = {name: without_dummy(match[name]) if found.double_dummy else match[name] for name in ("first", "second")}
        sides = {name: leading(told[name]) for name in told}
        for name, label in sides.items():
            if name == "first" and len(label.split()) > LONGEST_LABEL:
                label = trimmed(told[name].split())
            kept = found.add(label, 3 if match["random"] and len(label.split()) <= LONGEST_LABEL else 2) if label else None
            alias = _ALIAS.match(brackets.get(match.end(name), ""))
            if kept and alias and occurrences(folded, alias[1]) > 1:
                if sides["first"] != sides["second"]:  # "rest plus heat (intervention) or rest alone (control)"
                    found.aliases.append((kept, alias[1]))
                found.add(alias[1], 2)


def _without_echoes(folded: str, found: Candidates) -> None:
    """Drops "sham" where the text has it only in "sham-controlled" and inside a longer label ("sham tDCS"), and what two arms share."""
    for bare in ("placebo", "sham", "saline", "vehicle"):
        longer = [
            label for label in found.weights if compiled(rf"\b{bare}\b", regex.IGNORECASE).search(label) and label.lower() != bare
        ]
        inside = sum(occurrences(folded, label) for label in longer)
        controlled = len(compiled(rf"\b{bare}[-\s]+controlled", regex.IGNORECASE).findall(folded))
        if bare in found.weights and inside and occurrences(folded, bare) <= inside + controlled:
            del found.weights[bare]
    _without_parts(folded, found)
    stems = Counter(label.rsplit(" ", 1)[0] for label in found.weights if _NUMBER_IN_NAME.fullmatch(label))
    for stem, times in stems.items():
        if times > 1:  # of "AB 50" and "AB 100", "AB" is neither
            del found.weights[stem]


def _without_parts(folded: str, found: Candidates) -> None:
    """Drops "EXE" where the text has it only as a part of "EVE + EXE" and of "PBO + EXE"."""
    whole = [label for label in found.weights if _COMBINED.fullmatch(label)]
    for part in {part for label in whole for part in compiled(r"\s?\+\s?").split(label)}:
        inside = sum(occurrences(folded, label) for label in whole if part in compiled(r"\s?\+\s?").split(label))
        alone = compiled(rf"\b{regex.escape(part)}\s(?:alone|groups?|arms?)\b").search(folded)
        if part in found.weights and alone is None and occurrences(folded, part) <= inside + 1:
            del found.weights[part]


def _from_doses(folded: str, found: Candidates) -> None:
    """ "drug A 10 mg and 20 mg": each dose is an arm, and the dose alone names it."""
    for text in (folded, without_brackets(folded)[0]):
        for match in _DOSES.finditer(text) if _TWO_DOSES.search(text) else ():
            name = match["name"]
            if name.lower() in NOT_A_LABEL or occurrences(folded, name) < 2 or match["one"] == match["two"]:
                continue
            for dose in (match["one"], match["two"]):
                label = f"{name} {dose}"
                found.weights[label] += STRONG
                found.aliases.append((label, dose))


def _from_treatments(folded: str, found: Candidates) -> None:
    for match in finditer(_PRODUCT, folded):
        found.add(match[0], 2)
    for match in finditer(_THERAPY, folded):
        found.add(match[1], 1)
    for match in finditer(_TREATED, folded):
        label = leading(match["label"])
        if label and len(label.split()) <= 3:
            found.add(label, 2)
