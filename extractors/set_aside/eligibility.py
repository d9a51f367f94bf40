"""Who could take part: ages, thresholds and lists of criteria."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not

_YEARS = r"(?: (?<![\d.,]) \d{1,3} (?! \d | [.,]\d ) )"
_NUMBER = r"(?: (?<![\d.,]) (?:\d{1,3}(?:,\d{3}){1,3}|\d{1,7}) (?:\.\d{1,4})? (?! \d | [.,]\d ) )"

CRITERIA = NoResult(
    name="eligibility",
    # From the words "inclusion criteria" to the end of the sentence, also where they are the heading above it.
    pattern=r"""
        \b (?: inclusion | exclusion | eligibility | entry | enrol?lment | selection ) \s criteria \s? (?: (?:for\s[\w\s-]{1,40}?)? \s? (?: were | was | are | included? | comprised | consisted\sof | required | specified )\b | : | \n )
        (?P<aside> (?: [^.\n] | \.(?=\d) ){1,800} )
      | \b (?: (?:were|was|are) \s (?:eligible|excluded|ineligible) \s (?:if|when) | (?:patients|participants|subjects) \s (?:were\s)? (?:required|had) \s to \s have | eligible \s (?:patients|participants|subjects) \s (?:had|were\saged|were\srequired) )
        (?P<aside> (?: [^.\n] | \.(?=\d) ){1,500} )
    """,
    examples=(
        Example("Inclusion Criteria\nWomen aged 20-60 with a score of 3-6"), Example("Exclusion criteria were a platelet count below 100 and 2 relapses"),
        Example("Patients were eligible if they had 2 relapses"),
    ),
    refuses=(Not("Of 500 screened, 216 met the inclusion criteria.", why="counts"), Not("12 were excluded because", why="counts")),
)  # fmt: skip

AGE_LIMITS = NoResult(
    name="age_limits",
    # "aged 18-55", "age 40-85 years", "aged ≥ 40 years", "aged 18 years or older", "age <45 years", "between 18 and 65 years"
    pattern=rf"""
        \b age[sd]? \b (?<! \b(?:mean|median|average)\sage[sd]? ) (?: \s(?:range(?:d)?|of|was|were|from|between|over|above|under|below|at\sleast|range:?) ){{0,2}} \s? (?: [≥≤<>] \s? (?P<aside> {_YEARS} ) | (?P<aside> {_YEARS} \s?(?:years?\s)?(?:-|to|and)\s?{_YEARS} )
          | (?P<aside> {_YEARS} ) (?= \s?(?:years?|yrs?|y|months?|mo)?\s?(?:and|or)\s(?:older|over|above|more|younger|under|greater) ) | (?P<aside> {_YEARS} \s?-\s?{_YEARS} ) ) (?! \s?[±%(] )
      | \b (?:between | from | ≥ | > | over | at\sleast | above ) \s? (?P<aside> {_YEARS} (?:\s(?:and|to)\s{_YEARS})? ) \s? (?:years?|yrs?|months?) \s (?:of\sage | old)
      | (?P<aside> {_YEARS} ) \s? (?:years?|yrs?|months?|days?|weeks?) \s (?:of\sage\s)? (?:or|and) \s (?:older|over|above|more|younger|under)
      | \b (?:below|above|under|over|from) \s the \s age \s of \s (?P<aside> {_YEARS} )
      | \b (?:adults|adolescents|children|men|women|patients|participants|subjects|those|people|persons) \s (?:aged\s)? [≥≤<>] \s? (?P<aside> {_YEARS} ) \s? (?:years|yrs|months)
    """,
    examples=(
        Example("adults aged 20-60 with", aside="20-60"), Example("women, age 45-80 years", aside="45-80"), Example("aged ≥ 50 years", aside="50"), Example("patients aged 18 years or older", aside="18"),
        Example("age <45 years", aside="45"),
    ),
    refuses=(Not("mean age 34.3 years", why="a baseline value"), Not("age 42 ± 15 years", why="a baseline value"), Not("aged 12 patients", why="a count")),
)  # fmt: skip

THRESHOLD = NoResult(
    name="threshold",
    # "EDSS <4.0", "FEV1 ≤ 65% predicted", "BP < 140/90 mmHg", "(CDAI<150)", "≥2 relapses"; p-values are no thresholds.
    pattern=r"""
        [≥≤<>] (?<! (?: \b [pP] \s? | [pP][\s_-]?(?:values?|trend|interaction|adjusted)\)? \s? | \b[pP]\s?\([\w\s-]{1,20}\)\s? | \b[pP]s\s? | \bprobability\s?of\s? | \bsignifican\w{2,4}\s?\(? | [(,]\s? (?=[<≤]\s?0?\.0) ) [≥≤<>] )
        \s? = ? \s? (?P<aside> 10-\d\b | (?! 0?\.[0-4]\d* (?!\d) \s? (?:[);,.]|and\b|vs\b|for\b|$) ) (?:\d{1,3}(?:,\d{3}){1,3}|\d{1,7}) (?:\.\d{1,4})? (?: \s? / \s? \d{1,3} )? (?! [\d] ) )
      | (?<![\d.,]) (?: \d{1,3} \s?- )? (?P<aside> \d{1,5}(?:\.\d{1,2})? ) \s? (?: % | points? | cells | mm )? \s or \s (?: more | greater | less | higher | lower | fewer | above | below | worse | better ) \b
      | \b (?: at\sleast | (?:more|less|greater|fewer|higher|lower)\sthan | below | above | exceeding ) \s (?P<aside> \d{1,3}(?:,\d{3})*(?:\.\d{1,2})? ) (?! [\d.,]\d ) \s? (?: cells | mm\s?Hg | mmol | mg | g/d | /mm | /µ | × | copies | IU | ng | pg | mL | ml | kg | cm ) (?! \w )
    """,
    examples=(
        Example("EDSS <4.0", aside="4.0"), Example("FEV1 ≤ 65%", aside="65"), Example("goals (BP < 140/90 mmHg", aside="140/90"), Example("failure of ≥1 drug", aside="1"),
    ),
    refuses=(Not("p < 0.05", why="a p-value"), Not("P-value < 0.001", why="a p-value"), Not("(<0.001)", why="a p-value whose p stands in the head of its column"), Not("p>0.05", why="a p-value")),
)  # fmt: skip

SCALE = NoResult(
    name="scale_range",
    # "EDSS (3.0-6.5)", "a scale from 0 to 10", "0-100 mm VAS", "scores range from 0 to 24", "EDSS 4-7"
    pattern=rf"""
        \b (?: EDSS | Expanded\sDisability\sStatus\sScale | VAS | NRS | WOMAC | HAQ | NIHSS | mRS | MELD | Child-Pugh | Karnofsky | ECOG | ALSFRS(?:-R)? | UPDRS | MMSE | NYHA | GCS | PASI | DAS28 | SLEDAI | CDAI )
        \)? \s? (?:scores?\s|of\s|between\s|from\s){{0,2}} [(\[]? \s? (?P<aside> {_NUMBER} \s? (?:-|to|and) \s? {_NUMBER} ) [)\]]? (?! \s?(?:%|±|;\s?p|,\s?p|in\sthe|vs|points?) )
      | \b (?: scales?|scor(?:e|es|ed|ing)|rating|index|graded|ratings) \s (?:of\s|is\s|was\s|can\s|could\s|which\s|that\s|ranges?\s|ranging\s|ranged\s|possible\s|values\s){{0,3}} [(\[]? (?:range,?:?\s)? (?: from \s | between \s )? (?P<aside> -?(?:0|1) \s?(?:-|to|and)\s? {_NUMBER} ) (?= [)\].,;:\s] )
      | (?P<aside> (?<![\d.]) 0 \s? (?:-|to) \s? (?:4|5|6|7|8|10|20|24|28|30|40|48|50|52|60|63|68|70|90|96|100) ) (?= [\s-]? (?: mm | cm | points? | scale | VAS | visual | numeric | scores? | being | ;\s?higher | ,\s?with | ,\s?where | ,\s?higher ) )
      | [(,;]\s? (?P<aside> \d{{1,3}} ) \s? = \s? (?:no|none|normal|worst|best|worse|severe|extreme|very|asymptomatic|dead|death|perfect|maximum|minimum|complete|unable)\b
    """,
    examples=(
        Example("by baseline EDSS (3.0-6.5)", aside="3.0-6.5"), Example("on a scale from 0 to 10,", aside="0 to 10"), Example("a 0-100 mm visual scale", aside="0-100"), Example("(0 = no pain", aside="0"),
    ),
    refuses=(Not("EDSS 4.5 (3.0-6.5)", why="a median with its range"), Not("scored 12 to 14 points", why="results"), Not("HR (0.5-0.9)", why="an interval")),
)  # fmt: skip
