"""What names a harm, and what says that there was none: "low back pain", "no serious adverse events", "absence of tumours"."""

import regex

from extractors.rule import Example, Not, Rule
from extractors.rules.participants import PEOPLE
from extractors.vocabulary.harms import GENERAL, TERMS


def _trie(words: tuple[str, ...]) -> str:
    """The words as one pattern in verbose mode that looks at each letter once; longer words win."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}

    def pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
        branches = [
            (r"\s" if letter == " " else regex.escape(letter)) + pattern(below) for letter, below in sorted(node.items()) if letter
        ]
        if not branches:
            return ""
        joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
        return f"{joined}?" if "" in node else joined

    return pattern(tree)


_ALL = tuple(dict.fromkeys((*GENERAL, *TERMS)))
_ABBREVIATIONS = tuple(word for word in _ALL if any(letter.isupper() for letter in word[:3]))
_WORDS = tuple(word.lower() for word in _ALL if word not in _ABBREVIATIONS)
HARM_WORD = rf"(?: \b(?: {_trie(_WORDS)} | (?-i:{_trie(_ABBREVIATIONS)}) )\b (?! \s?-\s?(?:free|specific|related|induced) | -\w ) )"

HARM_TERM = Rule(
    name="harm_term",
    pattern=HARM_WORD,
    examples=(Example("a mild fever"), Example("three SAEs"), Example("low back pain")),
    refuses=(
        Not("saeson", why="no word of the list"),
        Not("a feverish race", why="the word goes on"),
        Not("stroke-related costs", why="the harm only describes something else"),
    ),
)

ABSENCE = Rule(
    name="absence",
    pattern=rf"""\b(?P<none> no | none | without | zero | absence | free | neither ) \b (?: (?<=absence)\sof | (?<=free)\s(?:of|from) | (?<=none)\sof\s(?:the\s|these\s|our\s|all\s)?(?:[\w/-]+\s){{0,3}}?(?P<people> {PEOPLE} )
        | (?<=no)\sone | (?<=none)(?=\s(?:had|experienced|developed|reported|suffered|died|showed|required|withdrew|discontinued|stopped|dropped)\b) | (?<=no)\s(?:(?!in\b|of\b|with\b|between\b|for\b)[\w/-]+\s){{0,2}}?(?P<people> {PEOPLE} )
        | (?<=no|without|zero|neither) ) (?= \s | $ )
        (?: (?<=no|without|zero|absence\sof|free\sof|free\sfrom) \s(?:clinical\s)?(?: evidence | signs? | cases? | incidents? | incidences? | instances? | occurrences? | episodes? | reports? )\s(?:or\ssymptoms?\s)?(?:of|for) )?""",
    examples=(
        Example("No serious adverse events were observed", none="No", people=None),
        Example("None of the treated patients experienced dyspnea", none="None", people="patients"),
        Example("no patients in group B were hospitalized", none="no", people="patients"),
        Example("no one died", none="no"),
        Example("with absence of tumours", none="absence"),
        Example("no evidence of infection", none="no"),
        Example("and none withdrew because of harms", none="none"),
    ),
    refuses=(
        Not("a note on fever", why="no word of absence"),
        Not("None of the infections was severe", why="the harms were there, their kind was not"),
    ),
)

PEOPLE_SHOWED = Rule(
    name="people_showed",
    pattern=r"""\b(?: had | have | has | having | developed | experienced | experiencing | reported | reporting | suffered(?:\sfrom)? | presented(?:\swith)? | required | showed | withdrew | withdrawn | discontinued
        | stopped | dropped\sout | died | were\s(?=hospitali) | was\s(?=hospitali) | complained\sof | exhibited | sustained | encountered | noted | with )\b""",
    examples=(Example("patients had serious events"), Example("who experienced fever"), Example("stopped because of rash")),
    refuses=(Not("patients received cells", why="a treatment"), Not("patients improved", why="no harm follows")),
)

PRIMARY_ENDPOINT = Rule(
    name="primary_endpoint",
    pattern=r"""\b(?: (?:primary|main|principal|co-primary|key|composite)\s(?:[\w-]+\s){0,3}? (?:end-?\s?points?|outcomes?|measures?|assessments?|variables?) | (?:end-?\s?points?|outcomes?|outcome\smeasures?)\s(?:was|were|included|is|are)\b )""",
    examples=(
        Example("The primary efficacy endpoint was pneumonia"),
        Example("Endpoints were infections"),
        Example("the main outcome measure"),
    ),
    refuses=(Not("primary care patients", why="no endpoint"), Not("outcomes improved", why="no declaration")),
)

SAFETY_TALK = Rule(
    name="safety_talk",
    pattern=r"\b(?: adverse | side[\s-]effects? | safety | safe | safely | tolerated | tolerability | toxicit(?:y|ies) | complications? | unwanted | (?-i:(?:TE-?)?S?AEs?) | harms? )\b",
    examples=(Example("well tolerated"), Example("two SAEs"), Example("Safety analyses showed")),
    refuses=(Not("safeguards", why="the word goes on"), Not("intolerant", why="another word")),
)
"""What makes the harms around it harms of the treatment rather than what the treatment is for."""
