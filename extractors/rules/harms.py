"""Harms: "fever (n=9)", "no serious adverse events", "Four patients developed a fever", "one SAE", "no one died"."""

import regex

from extractors.fragments import DIGITS, NUM
from extractors.rule import Example, Not, Rule
from extractors.rules.participants import COUNT, PEOPLE
from extractors.vocabulary.harms import GENERAL, TERMS


def _alternatives(words: tuple[str, ...]) -> str:
    """The words as one pattern in verbose mode; abbreviations in capitals keep their case."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(f"(?-i:{escaped})" if word.upper() == word else escaped for word in longest for escaped in [regex.escape(word).replace(r"\ ", r"\s")])


HARM_WORD = rf"(?: \b(?: {_alternatives((*GENERAL, *TERMS))} )\b )"
_QUALIFIERS = r"(?: (?:treatment|drug|therapy|cell|infusion|procedure|injection|study)[-\s](?:related|emergent|associated|limiting)\s | (?:serious|severe|major|minor|other|new|mild|moderate|related|unexpected|significant|relevant|clinical|clinically|immediate|acute|late|such|local|systemic|further|any|additional|notable)\s ){0,4}"
_TERM = rf"(?P<term> {_QUALIFIERS} (?: [a-zA-Z][\w-]*\s ){{0,4}}? {HARM_WORD} (?: \s(?:of\sthe|of|from|due\sto|with|at\sthe|requiring|attributed\sto|and)\s [a-zA-Z][\w-]* (?:\s[a-zA-Z][\w-]*){{0,3}} )? )"
_SHORT_TERM = rf"(?P<term> {_QUALIFIERS} (?: (?!and\b|or\b|with\b|of\b|in\b|to\b|was\b|were\b|the\b|had\b) [a-zA-Z][\w-]*\s ){{0,5}}? {HARM_WORD} )"

HARM_TERM = Rule(
    name="harm_term",
    pattern=HARM_WORD,
    examples=(Example("a mild fever"), Example("three SAEs"), Example("low back pain")),
    refuses=(Not("saeson", why="no word of the list"), Not("a feverish race", why="the word goes on")),
)

NO_HARM = Rule(
    name="no_harm",
    pattern=rf"""(?P<none> \b(?: no | none | without | zero | neither | free\sof ) ) \s (?: (?:evidence|signs?|cases?|incidence|occurrence|reports?|episodes?|(?:patients?|participants?|subjects?|one)\s(?:had|developed|experienced|reported|suffered)(?:\sfrom)?)
        (?:\sof)?\s (?:any\s|an?\s)? | of\sthe\s{PEOPLE}\s(?:in\s[^.;,]{{1,40}}\s)?(?:experienced|developed|had|reported|suffered)\s(?:any\s|an?\s)? | {PEOPLE}\s(?:in\s[^.;,]{{1,40}}\s)?(?:were|was)\s (?=hospitali) | {PEOPLE}\s (?=died) | one\s (?=died) )? {_SHORT_TERM}""",
    examples=(
        Example("No serious adverse events were observed", none="No", term="serious adverse events"),
        Example("no therapy-related TE-SAEs occurred", term="therapy-related TE-SAEs"),
        Example("None of the patients experienced dyspnea", none="None", term="dyspnea"),
        Example("no one died", none="no", term="died"),
        Example("without complications", term="complications"),
    ),
    refuses=(
        Not("no difference in pain", why="no difference is no absence"),
        Not("a note on fever", why="no word of absence"),
    ),
)

PEOPLE_WITH_HARM = Rule(
    name="people_with_harm",
    pattern=rf"""(?: (?P<count> {COUNT} ) | \b(?P<count> an?(?:other)? | another ) ) (?: \s? [(\[] \s? (?P<percent> {NUM} ) \s?% \s? [)\]] )? (?: \s (?P<qualifier> (?:(?!of\b|in\b|to\b|and\b)[a-zA-Z][\w+/-]*\s){{0,3}} ) {PEOPLE} )
        (?: \s? [(\[] \s? (?P<percent> {NUM} ) \s?% \s? [)\]] )? (?P<where> \s in\s[^.;,()]{{1,50}}? | \s receiving\s[^.;,()]{{1,40}}? )? ,? \s (?: who\s )?
        (?: had | developed | experienced | reported | suffered(?:\sfrom)? | presented\swith | required | with | showed | died | vomited )
        (?: (?<=died) (?P<term> (?<=d) ) | \s (?: an?\s | one\s | the\s | some\s | any\s )? (?: (?P<events> {COUNT} ) \s (?:episodes?|events?|cases?)\sof\s )? {_SHORT_TERM} )""",
    examples=(
        Example("Four patients developed a fever", count="Four", term="fever"),
        Example("A participant developed low back pain", count="A", term="low back pain"),
        Example("seven patients had nine episodes of upper respiratory tract infection", count="seven", events="nine"),
        Example("Twelve patients (2.9%) receiving placebo died", count="Twelve", percent="2.9"),
        Example("Another participant developed chronic coccydynia", count="Another", term="chronic coccydynia"),
    ),
    refuses=(Not("12 patients received cells", why="no harm"), Not("patients had fever", why="no count")),
)

HARM_WITH_COUNT = Rule(
    name="harm_with_count",
    pattern=rf"""{_TERM} \s? (?: [(\[] \s? (?: n\s?=\s?(?P<count> {DIGITS} ) | (?P<count> {DIGITS} )(?=\s?[)\]]|\s?/) ) (?: \s?/\s?(?P<at_risk> {DIGITS} ) )? (?: ,? \s? (?P<percent> {NUM} ) \s?% )? \s? [)\]]
        | \s?in\s (?P<count> {COUNT} ) (?: \s?/\s?(?P<at_risk> {DIGITS} ) | (?:\sof\s(?P<at_risk> {DIGITS} ))? \s {PEOPLE} ) (?: \s? [(\[] \s? (?P<percent> {NUM} ) \s?% \s? [)\]] )? )""",
    examples=(
        Example("fever (n=9)", term="fever", count="9"),
        Example("spinal MRI abnormalities in 7 patients", count="7"),
        Example("nerve root clumping in 7/18", count="7", at_risk="18"),
        Example("skin irritation in 42/107 (39%)", count="42", at_risk="107", percent="39"),
    ),
    refuses=(Not("fever (p=0.03)", why="a p-value"), Not("infection (12%)", why="a percentage alone")),
)

COUNT_OF_HARMS = Rule(
    name="count_of_harms",
    pattern=rf"""(?: (?P<count> {COUNT} ) | \b(?P<count> an ) ) \s (?: (?P<cases> cases? | episodes? | events? ) \sof\s )? {_SHORT_TERM} (?! \s?-?(?:related|free) )""",
    examples=(
        Example("one SAE probably related", count="one", term="SAE"),
        Example("one case of chronic coccygeal pain", count="one", cases="case", term="chronic coccygeal pain"),
        Example("three serious adverse events", count="three", term="serious adverse events"),
    ),
    refuses=(Not("6-month fever", why="the number is part of a time"), Not("grade 3.5 rash", why="no whole number")),
)

HARM_PERCENT = Rule(
    name="harm_percent",
    pattern=rf"""(?: (?P<modifier> up\sto | about | approximately | around | over | under | less\sthan | more\sthan ) \s )? (?P<percent> {NUM} ) \s? (?:%|per\s?cent\b) \s of\s (?:the\s|all\s)? (?:[a-z]+\s)?{PEOPLE} \s
        (?:in\s[^.;,()]{{1,40}}?\s)? (?:had|developed|experienced|reported|suffered(?:\sfrom)?|presented\swith) \s (?:an?\s|any\s|some\s)? {_SHORT_TERM}""",
    examples=(Example("Up to 8% of patients experienced serious side effects", modifier="Up to", percent="8", term="serious side effects"),),
    refuses=(Not("8% of patients improved", why="no harm"), Not("fever in 8%", why="another order")),
)
