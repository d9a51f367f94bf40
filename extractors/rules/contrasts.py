"""Who is compared with whom, in the words of the sentence itself: people by what they are, have or did.

Reports compare more than the arms of a trial: those with and without a trait, a marker's levels, what predicts an
outcome. Each rule gives the spans of `group` and, where the text names one, of `comparator`; `extractors.linking.contrasts`
decides which of them a statistic belongs to.
"""

from extractors.rule import Example, Not, Rule

PEOPLE = r"(?:patients?|participants?|subjects?|women|men|children|individuals?|people|adults|infants|persons|survivors|carriers|cases|users|those)"
_TELLS = r"(?:with(?!\s(?:respect|regard)\b)|who\s(?:were|had\sbeen)\s(?:treated\swith|given|taking|receiving)|who\s(?:had|have|has|were|are|did|was|received|used|took|underwent)|in\swhom|receiving|treated\swith|given|taking|having|using|undergoing)"
_NO_WORD = (
    r"(?:was|were|is|are|be|been|had|has|have|did|does|do|could|may|might|can|will|would|showed|shows?|experienced|developed|achieved|compared|relative|versus|vs|than|significantly|who|which|that|whom"
    r"|whose|where|but|while|whereas|although|because|reported|improved|increased|decreased|received|predicted|predicts?|occurred|remained|resulted|led|emerged|differed|after|before|during|when|if|as|also|more|less|lower|higher|greater|fewer|independently|strongly)"
)
_WORD = rf"(?:or\s(?:more|less|greater|higher|lower|fewer)\b|(?!{_NO_WORD}\b)[^\s,;:.()\[\]=]{{1,40}}(?:[.,]\d[^\s,;:.()\[\]=]{{0,20}}){{0,2}})"
_LABEL = rf"{_WORD}(?:\s{_WORD}){{0,9}}"
_SHORT = rf"{_WORD}(?:\s{_WORD}){{0,5}}?"
_COMPARED = r"(?:(?:when\s|as\s)?compared\s(?:with|to)|relative\sto|as\sopposed\sto|than|versus|vs\.?)"
_NO_STOP = r"(?:[^.;]|\.(?=\d))"
_END = r"(?=\s*(?:[.,;:()\[\]=]|$)|\s(?:was|were|is|are|had|has|have|did|at|after|during|when|but|while|whereas|who|in\sthe\s(?:first|second))\b)"

PEOPLE_CONTRAST = Rule(
    name="people_contrast",
    pattern=rf"""\b{PEOPLE} \s (?: in\sthe\s[\w+/-]+\s(?:arm|group)\s)? (?: (?P<group> without \s {_LABEL} ) | {_TELLS} \s (?:an?\s|the\s)? (?P<group> {_LABEL} ) ) (?=\s|[,.;:()\[\]])
        (?: {_NO_STOP}{{0,200}}? [\s,)\]] ) (?P<against> {_COMPARED} ) \s (?:(?:in|for|among|with|by)\s)? (?:the\s)? (?:{PEOPLE}|that\s(?:in|of)(?:\s{PEOPLE})?) \s
        (?: (?P<negated> without (?:\sit|\sthem|\sthis)? | (?:who|that)\s(?:did|had|were|was|have|do)\snot (?:\s(?:have|use|receive|had|so|it))? ) (?= \s*[,.;:()\[\]] )
          | (?P<comparator> without \s {_LABEL} ) {_END} | {_TELLS} \s (?:an?\s|the\s)? (?P<comparator> {_LABEL} ) {_END} )""",
    examples=(
        Example(
            "Patients in whom shunt failure was seen fared worse than patients without shunt failure (",
            group="shunt failure",
            comparator="without shunt failure",
        ),
        Example("Women with gout had more falls compared with those with asthma (", group="gout", comparator="asthma"),
        Example(
            "patients treated with a stent (n=5) did worse compared with those given tablets alone;", comparator="tablets alone"
        ),
        Example(
            "People in the tablet arm who were given gels (n=5) did worse than those given creams (",
            group="gels",
            comparator="creams",
        ),
        Example("among men with gout, as compared with those without, was", group="gout", negated="without"),
        Example(
            "women with 5 falls or more (n=9) did worse than those with 4 falls or fewer (",
            group="5 falls or more",
            comparator="4 falls or fewer",
        ),
        Example("subjects who used snuff did worse than those who did not (", group="snuff", negated="who did not"),
    ),
    refuses=(
        Not("Patients with gout had more falls than before (", why="one group at two times"),
        Not("more patients had pain than in the vehicle group (", why="arms, which are found by their own names"),
        Not("patients with gout. Compared with those without asthma,", why="another sentence"),
    ),
)

_VERB = r"(?:was|were|is|are|be|been|had|has|have|did|does|could|may|might|showed|shows?|shown|that|which|who|but|while|whereas|although|because|remained|emerged|predicted|predicts|there|no|differences?|it|this|these)"
_SUBJECT_WORD = rf"(?!{_VERB}\b)(?:[^\s,;:.()\[\]=]{{1,40}}(?:[.,]\d[^\s,;:.()\[\]=]{{0,20}}){{0,2}}|\([^()]{{1,30}}\))"

EXPOSURE = Rule(
    name="exposure",
    pattern=rf"""(?<![^\s(\[,;:]) (?P<group> {_SUBJECT_WORD} (?:\s{_SUBJECT_WORD}){{0,15}}? ) \s
        (?: (?:was|were|is|are|remained|became|proved|emerged) \s (?:as\s|(?:found|shown|seen)\sto\sbe\s)? (?:[a-z]+ly\s|also\s|not\s|both\s|the\s|an?\s|only\s|one\sof\sthe\s){{0,4}} (?:[a-z]+\s){{0,2}}?
            (?: (?: predictors? | (?:risk|prognostic)\sfactors? | determinants? | markers? ) \s (?:of|for) | (?:predictive|prognostic) \s (?:of|for) | (?P<symmetric> associated ) \s with )
          | (?:also\s|[a-z]+ly\s)? (?: predict(?:s|ed) (?:\sfor)? | carried | conferred ) ) \s (?P<outcome> [^.;:()\[\]]{{2,160}} | $ )""",
    examples=(
        Example("A history of gout was a predictor of shunt failure (", group="A history of gout", outcome="shunt failure "),
        Example("early swelling was independently associated with shunt failure (", group="early swelling"),
        Example(
            "mild swelling (5-9%) soon after surgery was associated with falls (", group="mild swelling (5-9%) soon after surgery"
        ),
        Example("LDL between 1.01 and 2.09 mmol/l predicted stroke", group="LDL between 1.01 and 2.09 mmol/l", outcome="stroke"),
        Example("Gout emerged as an independent risk factor for falls (", group="Gout", outcome="falls "),
    ),
    refuses=(
        Not("There were no predictors (", why="none is named"),
        Not("There was no predictor of falls (", why="none is named"),
        Not("Differences were associated with falls (", why="a difference is no group"),
        Not("The risk of falls was lower with splints (", why="arms are compared"),
        Not("Women were followed for 2 years", why="no exposure"),
    ),
)

PAIR_BEFORE = Rule(
    name="pair_before",
    pattern=rf"""(?: [(\[,;:]\s? | \b(?:for|comparing|between)\s ) (?:the\s)? (?![-+]?\d{{1,12}}(?:[.,]\d{{1,12}}){{0,4}}%?\s) (?P<group> {_SHORT} ) \s (?:vs\.?|versus|v|compared\s(?:with|to)) \s (?:the\s)? (?![-+]?\d{{1,12}}(?:[.,]\d{{1,12}}){{0,4}}(?:\s|%|$)) (?P<comparator> {_SHORT} )
        \s? [:,=;] \s* $""",
    examples=(
        Example("(never vs ever smokers: ", group="never", comparator="ever smokers"),
        Example("falls were rare (splint versus no splint, ", group="splint", comparator="no splint"),
    ),
    refuses=(
        Not("(26.6 months v 24.7 months; ", why="the groups' own values"),
        Not("(94% vs 76%, ", why="the groups' own values"),
        Not("(12 v 14, ", why="the groups' own values"),
    ),
)

PAIR_AFTER = Rule(
    name="pair_after",
    pattern=rf"""(?<! [.;:]\s ) (?<= [\s)\],] ) (?:for|in|with|among|comparing|favou?ring) \s (?:the\s)? (?:{PEOPLE}\s(?:{_TELLS}\s)?)? (?![-+]?\d{{1,12}}(?:[.,]\d{{1,12}}){{0,4}}%?\s) (?P<group> {_SHORT} ) \s {_COMPARED} \s (?:(?:in|for|with|the|{PEOPLE}|{_TELLS})\s){{0,4}}
        (?![-+]?\d{{1,12}}(?:[.,]\d{{1,12}}){{0,4}}(?:\s|%|$)) (?P<comparator> {_SHORT} ) {_END}""",
    examples=(
        Example(
            ") in node negative as compared to node positive patients.", group="node negative", comparator="node positive patients"
        ),
        Example(" for short versus long courses.", group="short", comparator="long courses"),
    ),
    refuses=(
        Not(" for 40% versus 50%.", why="values"),
        Not(" in the splint group.", why="one group"),
        Not(". In gout versus asthma", why="another sentence"),
    ),
)

COMPARED_WITH = Rule(
    name="compared_with",
    pattern=rf"""(?: \b(?:when\s|as\s)?compared\s(?:with|to) | \brelative\sto | \b(?:superior|inferior)\sto | \bthan \s (?:in|with|for|after|among) ) \s (?:the\s|an?\s|those\s(?:in|with|on|of|receiving)\s(?:the\s)?)?
        (?!\d|baseline|before|placebo's|that\b|those\b|{PEOPLE}\s) (?P<comparator> {_WORD} (?:\s(?!(?:for|in|on|with|at|group|arm|groups|arms)\b){_WORD}){{0,3}}? ) (?=\s*(?:[.,;:()\[\]]|$)|\s(?:for|in|on|at|with|to|groups?|arms?|was|were|had|after|during|when)\b)""",
    examples=(
        Example("was superior to usual walks for pain (", comparator="usual walks"),
        Example("lower than with bed rest (", comparator="bed rest"),
        Example(", compared with LDL below", comparator="LDL below"),
    ),
    refuses=(
        Not("compared with baseline (", why="one group at two times"),
        Not("higher than 12 points", why="a value"),
    ),
)

CORRELATED = Rule(
    name="correlated",
    pattern=rf"""(?: (?<![^\s(\[,;:]) (?P<first> {_WORD} (?:\s{_WORD}){{0,11}}? ) \s (?: (?:(?:was|were|is|are|did)\s)? (?:not\s)? (?:[a-z]+ly\s){{0,2}} (?:correlated|correlates?) | (?:had|showed)\s(?:an?\s|no\s)(?:[a-z]+\s){{0,3}}correlations? ) \s (?:significantly\s)? (?:with|to)
          | \bcorrelations?\s (?:of|between) \s (?:the\s)? (?P<first> {_WORD} (?:\s{_WORD}){{0,11}}? ) \s (?:and|with) ) \s (?:the\s)? (?P<second> {_WORD} (?:\s{_WORD}){{0,11}} )""",
    examples=(
        Example("Loss of sleep correlated with fall in weight (r=0.3)", first="Loss of sleep", second="fall in weight"),
        Example("a correlation between sleep and weight (", first="sleep", second="weight"),
        Example("sleep was negatively correlated with weight (", first="sleep", second="weight"),
    ),
    refuses=(
        Not("the correlation was weak (", why="nothing is named"),
        Not("the correlation with weight (", why="only one of two is named"),
        Not("sleep and weight fell (", why="no correlation"),
    ),
)
