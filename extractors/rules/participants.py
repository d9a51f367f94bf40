"""Counts of participants: "18 PMS participants", "(n = 27)", "Forty-one children", "total N=18", "10 manuscripts"."""

from extractors.fragments import DIGITS, NUMBER_WORD
from extractors.rule import Example, Not, Rule

COUNT = rf"(?: (?<![\w.,/·%-]) (?<! [<>≤≥]\s? ) {DIGITS} (?![\w%]|[.,]\d) | {NUMBER_WORD} )"
"""A whole number that counts: no decimals, no percentage, no part of a name, no bound (">3")."""

_COUNT = rf"(?: (?<![\w.,/·%-]) \d{{1,3}}\s\d{{3}} (?![\w%]|[.,]\d|\s\d) (?<!\d\s\d{{1,3}}\s\d{{3}}) | {COUNT} )"
"""The same, with a space between the thousands too: "13 207 women"."""

PEOPLE = r"""(?: patients? | Latinas | (?:mutation\s)?carriers | participants? | subjects? | persons? | people | individuals? | volunteers? | adults? | children | adolescents? | infants? | neonates? | newborns?
        | women | cases | recipients? | survivors? | students? | residents? | mothers? | veterans? | men\sand\swomen | hips? | knees? | eyes? | legs? | limbs? | joints? | discs? )"""
_QUALIFIER = r"""(?: (?! (?:groups?|arms?)\b ) ) (?: (?! (?:of|in|to|and|or|with|were|was|is|are|received|had|the|a|an|per|for|from|at|by|than|who|that|on|out|among|between|but|while|whereas|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|other|more|more\sthan|times?|further
        |days?|weeks?|months?|years?|hours?|minutes?|mg|kg|ml|g|points?|percent|per\scent|million|billion|each|all|both|episodes?|events?|doses?|injections?|cycles?|centers?
        |centres?|sites?|hospitals?|countries|sessions?|visits?|cells?|studies|trials?)\b ) [\p{L}][\p{L}\p{N}'/+-]{0,30} ,? \s ){0,6}"""

PARTICIPANTS = Rule(
    name="participants",
    pattern=rf"""(?P<n> {_COUNT} ) \s (?P<percent> \(\s?\d{{1,3}}(?:\.\d+)?\s?%\s?\)\s )? (?P<qualifier> (?: (?!(?:men|women|boys|girls|days|weeks|months|years|patients|controls|centers|centres)\b) [a-z-]{{4,20}} \s and \s (?= [a-z] ) )? {_QUALIFIER} )
        (?P<people> {PEOPLE} | pts | (?:out|in)patients | (?:men|boys|girls) (?= \s(?:with|aged|who|were|in\sthe|treated|undergoing|receiving|from)\b ) ) \b (?! \s?-\s?(?:years?|days?|months?) | ' )""",
    examples=(
        Example("18 PMS participants", n="18", people="participants"),
        Example("31 zolmidol, nine patients stopped", n="nine", people="patients"),
        Example("144 persons with active disease", n="144"),
        Example("Forty-one children with GBS", n="Forty-one", people="children"),
        Example("Two-hundred and twelve patients", n="Two-hundred and twelve"),
        Example("1,011 patients", n="1,011"),
        Example("36 treatment naïve HIV-1-infected patients", n="36"),
        Example("216 men and women", n="216", people="men and women"),
        Example("310 men with prostate cancer", n="310", people="men"),
        Example("A total of 13 207 healthy women", n="13 207", people="women"),
        Example("62 pts were enrolled", n="62", people="pts"),
        Example("the 14 control group patients", n="14", qualifier="control group "),
        Example("88 (92%) patients in each arm", n="88", percent="(92%) "),
        Example("79 overweight and obese postmenopausal women", n="79", people="women"),
        Example("213 BRCA mutation carriers", n="213"),
    ),
    refuses=(
        Not("8% of patients", why="a percentage"),
        Not("6 months in patients", why="a time"),
        Not("1.5 patients", why="a rate"),
        Not("3 centres recruited patients", why="the number counts centres"),
        Not("2 groups of patients", why="the number counts groups"),
        Not("19 men and 22 girls", why="how many of each sex"),
        Not("between the two schedules, but patients", why="schedules are counted"),
        Not("two leaflets' effects among women", why="leaflets are counted"),
    ),
)

N_EQUALS = Rule(
    name="n_equals",
    pattern=rf"(?<![\w]) (?P<total> total\s | overall\s )? (?-i:[Nn]) \s{{0,2}} (?: [=:] | of ) \s{{0,2}} (?P<n> {DIGITS} ) (?! [\w%] | [.,]\d | \s?/ )",
    examples=(
        Example("(n = 27)", n="27", total=None),
        Example("total N=18", n="18", total="total "),
        Example("(n=2,073)", n="2,073"),
        Example("Verum ( N  = 12)", n="12"),
    ),
    refuses=(Not("n = 0.5", why="no whole number"), Not("mean = 27", why="n ends a word"), Not("n=7/18", why="a share")),
)

SAMPLE_SIZE_FIELD = Rule(
    name="sample_size_field",
    pattern=rf"(?: sample\ssize | number\sof\s(?:participants|patients|subjects) (?:\s(?:enrolled|randomi[sz]ed))? | enrol?lment ) \s* (?:[:=|]|was|of|\n)? [\s|-]* (?P<n> {DIGITS} ) (?! [\w%] | [.,]\d )",
    examples=(Example("Sample Size\n- 18", n="18"), Example("Sample size: 120", n="120"), Example("Enrollment: 48", n="48")),
    refuses=(
        Not("sample size calculation with 80% power", why="a calculation"),
        Not("a small sample size limits", why="no number"),
    ),
)

ALLOCATED = Rule(
    name="allocated",
    pattern=rf"""(?<! \b(?:ages?|aged|median|mean|average|score|index)\s(?:of\s|was\s)? ) (?P<n> {_COUNT} ) \s (?: \( \d{{1,3}}(?:\.\d+)?\s?% \)\s )? (?: (?:of\s(?:them|these|whom)|patients|others)\s )?
        (?: (?:were|was|being)\s (?:then\s|subsequently\s)? (?:randomly\s)? (?P<verb> randomi[sz]ed | assigned | allocated | enrolled | included | recruited | screened | approached | divided | analy[sz]ed | evaluated | treated
          | evaluable | assessable | eligible | assessed\sfor\seligibility ) | (?P<verb> completed | consented | withdrew | dropped\sout | discontinued | randomi[sz]ed (?! ,?\s(?:phase|controlled|trial|stud|clinical|double|open|placebo|multi) ) | analy[sz]ed | evaluated | entered\s(?:the\sstudy|randomi[sz]ation)
          | participated | formed(?=\sthe) | (?:randomly\s)?(?:assigned|allocated)(?=\sto\b) | (?:to\sreceive|received|receiving) | (?:in)?to(?=\s(?:[A-Z][\w+/-]{{0,15}}|placebo|control|observation)\b) | to(?=\s(?:the|an?)\s(?:[\w+/-]+\s){{1,4}}?(?:group|arm)\b) ) ) (?!\w)""",
    examples=(
        Example("261 were randomly assigned to receive drug A", n="261", verb="assigned"),
        Example("and 274 to receive placebo", n="274", verb="to receive"),
        Example("three dropped out in the control group", n="three", verb="dropped out"),
        Example("22 completed the study", n="22", verb="completed"),
        Example("25 (84%) completed the programme", n="25", verb="completed"),
        Example("drug A (103 analysed)", n="103", verb="analysed"),
        Example("and 135 to the control group", n="135"),
        Example("81 to a control group", n="81"),
        Example("and 106 953 (66·5%) to the control group", n="106 953"),
        Example("46 were randomly divided into two groups", n="46", verb="divided"),
        Example("81 (85%) consented and were randomised", n="81", verb="consented"),
        Example("71 were assigned to TC and 69 to AC", n="71"),
        Example("with 79 allocated to the walking group", n="79", verb="allocated"),
        Example("87 were evaluable for response", n="87", verb="evaluable"),
        Example("37 formed the control group", n="37", verb="formed"),
    ),
    refuses=(
        Not("6.5 were assigned", why="no whole number"),
        Not("12 weeks were completed", why="the number counts weeks"),
        Not("with a median age of 70 were randomly assigned", why="an age"),
        Not("a pain score of >3 were assigned", why="a bound"),
        Not("the EORTC 10001 randomized phase II trial", why="a trial's number"),
    ),
)

IN_ARM = Rule(
    name="in_arm",
    pattern=rf"""(?P<n> {COUNT} ) \s (?: (?:in|from) \s (?:the\s)? (?P<label> (?! (?:each|both|either|these)\s ) (?:[\w+/-]+\s){{1,4}} ) (?:groups?|arms?)\b (?! \s(?:[A-Z]|I{{1,3}}|[1-4])\b )
        | (?: in \s )? (?P<label> (?:group|arm)\s(?:[A-Z]|I{{1,3}}|[1-4])\b ) | (?P<label> cases ) (?= \s and \s {COUNT} \s (?:[a-z-]+\s){{0,2}} controls\b ) | (?P<label> (?: (?:healthy|matched)\s )? controls? | placebo | intervention | sham ) (?= \s?(?:and|or|[.,;:)]|were\b|was\b|from\b|who\b|with\b) ) )""",
    examples=(
        Example("14 in control group and 11 in verum group", n="14", label="control "),
        Example("and 30 from the verum group", n="30", label="verum "),
        Example("(20 placebo and 21 intervention)", n="20", label="placebo"),
        Example("48 in group A and 43 in group B", n="48", label="group A"),
        Example("43 in group P.", n="43", label="group P"),
        Example("682 healthy controls from", n="682", label="healthy controls"),
        Example("enrolled 982 cases and 1,218 matched controls", n="982", label="cases"),
    ),
    refuses=(
        Not("57% in control group", why="a percentage"),
        Not("12 in the evening", why="no arm"),
        Not("18 in each group", why="no one arm"),
    ),
)

SHARE_OF_PARTICIPANTS = Rule(
    name="share_of_participants",
    pattern=rf"""(?P<n> {COUNT} ) \s (?: \(\s?\d{{1,3}}(?:\.\d+)?\s?%\s?\)\s )? (?:out\s)?of \s (?:the\s|all\s|a\stotal\sof\s)? (?P<origin> (?:original(?:ly)?|initial(?:ly)?|randomi[sz]ed|enrolled|eligible|included)\s )?
        (?P<total> (?<![\w.]) {DIGITS} (?![\w%]|[.,]\d) ) (?= \s ) \s (?P<label> (?: (?!(?:were|was|had|have|who|and|in|of|with|to)\b) [\p{{L}}][\p{{L}}\p{{N}}+/-]{{0,24}}\s ){{0,3}} (?: [\w/+]{{1,24}}-treated ) )?
        (?P<people> {PEOPLE} )? (?= (?:[^.;]|\.(?=\d)){{0,160}}? \b(?: contributed | (?:were|was)\s(?:included | enrolled | evaluable | analy[sz]ed | recruited | available | re-?enrolled | re-?assessed) | completed\sthe\s(?:study|trial) | participated\sin | agreed\sto\s(?:take\spart|randomi[sz]ation) | entered\sthe\s(?:study|trial|extension) ) \b )""",
    examples=(
        Example(
            "140 (62%) of the original 226 patients were enrolled", n="140", origin="original ", total="226", people="patients"
        ),
        Example(
            "90 of 101 drug A-treated and 88 of 99 placebo-treated patients contributed data",
            n="90",
            total="101",
            label="drug A-treated",
        ),
        Example("61 of 70 participants completed the study", n="61", total="70"),
        Example("31 of 322 eligible women participated in the trial", n="31", total="322"),
    ),
    refuses=(
        Not("12 of 40 patients improved", why="a result"),
        Not("one of them completed the study", why="no whole is counted"),
    ),
)

BEFORE_LABEL = Rule(
    name="before_label",
    pattern=rf"""(?<= [(,]\s? | \band\s ) (?P<n> {COUNT} ) \s (?P<label> (?! (?:in|to|of|and|or|with|from|at|by|for|on|were|was|the|had|underwent|received|given|minutes?|hours?|days?|weeks?|months?|years?|times|cycles?|mg|kg|ml|per)\b ) [A-Za-z][\w+/-]{{1,24}} (?:\s[\w+/-]{{2,24}}){{0,2}}? )
        (?= \s?(?:and\s\d|[,;]\s\d|\)) | \s(?:patients|participants|subjects|women)\s?\) | (?<= \b(?:received|(?:randomi[sz]ed|assigned|allocated)\sto)\s [\w/+-]{{2,24}} (?:\s[\w/+-]{{1,24}}){{0,3}} (?:,\s(?:and\s)?|\sand\s) (?P=n) \s (?P=label) ) \s?[.,;] )""",
    examples=(
        Example("(26 early surgery, 27 late surgery)", n="26", label="early surgery"),
        Example("(47 CT and 48 HT)", n="47", label="CT"),
        Example("(47 CT and 48 HT patients)", n="47", label="CT"),
        Example("33 received zolmidol and 31 sham, nine", n="31", label="sham"),
    ),
    refuses=(
        Not("after 12 weeks (", why="no bracket before the count"),
        Not("(150 minutes per week; 38", why="a time"),
        Not("(12 of 40)", why="a share"),
    ),
)

STUDIES_COUNTED = Rule(
    name="studies_counted",
    pattern=rf"""(?<! \bphases?\s ) (?P<n> {COUNT} ) \s (?P<label> (?: (?: eligible | included | relevant | published | uncontrolled | controlled | non-?randomi[sz]ed | randomi[sz]ed | open-label | observational | clinical | cohort
        | single-arm | prospective | retrospective | case | controlled | pilot ) (?:\s|-)? ){{0,4}} (?: manuscripts? | articles? | publications? | papers? | trials?(?!\s(?:participants?|patients?|subjects?|arms?)) | RCTs? | reports? | series | studies ) ) \b""",
    examples=(
        Example("identified only 10 manuscripts", n="10", label="manuscripts"),
        Example("7 uncontrolled trials, 2 randomized trials, and 1 case report", n="7", label="uncontrolled trials"),
    ),
    refuses=(
        Not("12 trial participants", why="people are counted"),
        Not("2012 open-label study of 25 patients", why="a year"),
        Not("this phase 3 study included", why="a phase"),
    ),
)

LABELLED_COUNT = Rule(
    name="labelled_count",
    pattern=rf"(?<=[(;,]\s?) (?! (?:CI|CrI|HR|OR|RR|IQR|SD|SE|range|mean|median|NNT|ratio|ref)\b ) (?P<label> [A-Za-z][\w+/-]{{0,24}} (?:\s\+\s[\w+/-]{{1,24}} | \s[A-D\d](?=,))? (?:\s(?:group|arm))? ) (?P<mark> \s?[:=] | , )? \s? (?:n\s?=\s?)? (?P<n> {DIGITS} ) (?= \s?(?:\[[^\[\]]{{1,12}}\]\s?)?[;,)] )",
    examples=(
        Example("(early: 167; delayed: 111)", n="167", label="early"),
        Example("(MSC: n=20)", n="20", label="MSC"),
        Example("(VE + EX, 482; PB + EX, 238)", n="482", label="VE + EX"),
        Example("(T, 100; C, 95)", n="100", label="T"),
        Example("intervention group (IG = 18)", n="18", label="IG"),
        Example("(arm A, 75; arm B, 54)", n="75", label="arm A"),
        Example("(prompt: 92 [61%]; late: 80 [55%])", n="92", label="prompt"),
    ),
    refuses=(Not("(95% CI: 12, 14)", why="limits"), Not("at 12: 30,", why="a clock")),
)

SIZES_OF_TWO = Rule(
    name="sizes_of_two",
    pattern=rf"""\b n \s?=\s? (?P<n> {COUNT} ) (?: ,?\sand\s | ,\s | \s(?:vs\.?|versus)\s ) n \s?=\s? (?P<second> {COUNT} ) \s (?= (?:for|in|with)\s(?:the\s)?[^.;()]{{2,90}}? \b(?: groups | arms | respectively )\b )
        | (?<! \b(?:at|after|grades?|weeks?|months?|days?|between|aged|from|were|was|in|of|to|by)\s ) (?P<n> {COUNT} ) \s and \s (?P<second> {COUNT} ) \s
        (?: (?: (?!(?:in|of|to|and|or|with|had)\b) [a-z-]{{3,20}} \s ){{0,2}} {PEOPLE} \s (?= (?:were\s)? (?:received|randomi[sz]ed|assigned|allocated|treated|underwent|in\sthe|to\sthe|with\b|analy[sz]ed|evaluable) (?:[^.;]|\.(?=\d)){{0,120}}? \brespectively\b )
          | (?: {PEOPLE} \s )? (?= (?:(?:were\s)?(?:randomly\s)?(?:assigned|allocated|randomi[sz]ed)\s)?(?:in|to|into)\s(?:the\s)?[^.;()]{{2,70}}?\s(?:groups?|arms?)\b ) )""",
    examples=(
        Example("(n=49 and n=50 for the verum group and the sham group, respectively)", n="49", second="50"),
        Example("In total, 271 and 278 patients received verum and sham, respectively", n="271", second="278"),
        Example("(49 and 50 in the walking and control groups", n="49", second="50"),
        Example("Thirty-seven and 36 patients were assigned to the control and the verum groups", n="Thirty-seven", second="36"),
    ),
    refuses=(
        Not("at 6 and 12 months in both groups", why="times"),
        Not("(n=49 and n=50 of 99)", why="nothing says whose they are"),
        Not("12 and 14 patients improved", why="a result, and nothing says whose"),
        Not("in 12 and 9 patients with A and B, respectively", why="a result"),
    ),
)

SIZE_THEN_LABEL = Rule(
    name="size_then_label",
    pattern=rf"""(?: (?<= [(\[] \s? ) | (?<= [;,] \s ) | \band\s ) (?: n \s? = \s? )? (?P<n> {COUNT} ) ,\s? (?P<label> (?! (?:and|or|but|of|with|in|who|the|range|respectively|median|mean|n|p|P|SD|IQR)\b ) [A-Za-z][\w+/®-]{{1,24}} (?: \s (?!(?:and|was|were)\b) [\w+/®-]{{1,24}} ){{0,3}} ) (?= \s? (?: ; | \) | \] | \.(?!\d) ) )""",
    examples=(
        Example("were randomly assigned (184, verum; 92, sham)", n="184", label="verum"),
        Example("(n = 35, verum; n = 29, sham)", n="35", label="verum"),
    ),
    refuses=(
        Not("(12, 14)", why="no label"),
        Not("(n = 12, respectively)", why="no label"),
        Not("(n = 12, bolus 1.5 mg)", why="a dose"),
        Not("(3, range 1 to 5)", why="a statistic"),
    ),
)

PART_GIVEN = Rule(
    name="part_given",
    pattern=rf"""(?<! \b(?:by|at|of|(?<!(?:randomi[sz]ed|assigned|allocated)\s)to|in|than|day|week|month|year|grade|stage|age|aged)\s ) (?P<n> {COUNT} ) \s (?: (?:patients|women|participants|subjects|children|men)\s )? (?: (?:(?:were|was)\s)?(?P<verb> had | underwent | received | (?:not\s)?given | randomi[sz]ed\sto | assigned\sto | (?:for|on)(?=\s[a-z]) ) \s ) (?P<label> (?! (?:no|the|a|an)\s(?:more|less)\b | (?:each|both|all|which|whom|them)\b ) [A-Za-z][\w+/®-]{{1,24}} (?: \s (?!(?:and|was|were|with|for|in|at|or)\b) [\w+/®-]{{1,24}} ){{0,3}} )""",
    examples=(
        Example("94 women: 31 had baths, 29 had sham baths", n="31", verb="had", label="baths"),
        Example("171 on zolmidol alone and", n="171", verb="on", label="zolmidol alone"),
        Example("were randomised to 80 for zolmidol and", n="80", verb="for", label="zolmidol"),
        Example("(145 given zolmidol; 140 not given zolmidol)", n="145", verb="given"),
        Example("Forty underwent surgery; 40", n="Forty", verb="underwent", label="surgery"),
    ),
    refuses=(
        Not("12 months on zolmidol", why="a time"),
        Not("at 6 had", why="a time"),
        Not("4.5 on average", why="no whole number"),
    ),
)
"""Counts of parts: sizes of arms only where they add up to a whole that the report counts."""

BRACKETED_PART = Rule(
    name="bracketed_part",
    pattern=r"(?<= [A-Za-z] \s \( ) (?P<n> \d{2,5} ) (?= \) )",
    examples=(Example("to zolmidol 160 mg daily (149) or", n="149"), Example("controls (150) for", n="150")),
    refuses=(
        Not("zolmidol (14.9)", why="no whole number"),
        Not("pain fell.(12)", why="a reference mark"),
        Not("12 (14)", why="a figure before it"),
    ),
)
"""A bare number in brackets: a size only where such numbers add up to a whole that the report counts."""

SIZE_OF_FIRST = Rule(
    name="size_of_first",
    pattern=rf"""(?P<n> {COUNT} ) \s (?P<label> (?! (?:in|to|of|and|or|with|from|at|by|for|on|were|was|the|had)\b ) [A-Za-z][\w+/-]{{2,24}} (?: \s [\w+/-]{{2,24}} )?? ) (?<! \b(?:patients|women|men|participants|subjects) ) (?= \s and \s {COUNT} \s (?: [A-Za-z][\w+/-]{{1,24}} \s ){{1,3}} {PEOPLE} \s (?: completed | participated | finished | were\s(?:randomi[sz]ed|included|analy[sz]ed|enrolled) ) \b )""",
    examples=(Example("580 verum and 655 sham women completed the interviews", n="580", label="verum"),),
    refuses=(
        Not("580 and 655 women completed", why="no label"),
        Not("580 verum and 655 sham women slept", why="a result"),
    ),
)
"""The size of the first of two arms, whose people are named with the second."""

SIZE_ON_ARM = Rule(
    name="size_on_arm",
    pattern=rf"""(?: (?<= [(\[] \s? ) | (?<= \s(?:versus|vs\.?|v|and)\s | [,;]\s ) ) (?P<n> {COUNT} ) \s (?: (?:patients|women|participants|subjects)\s )? (?: on | given | taking | receiving | assigned\sto | randomi[sz]ed\sto | treated\swith ) \s (?:the\s)?
        (?P<label> (?! (?:the|each|both|all)\b ) [A-Za-z][\w+/®-]{{1,24}} (?: \s (?!(?:and|or|versus|vs|v)\b) [\w+/®-]{{1,24}} ){{0,2}} ) (?= \s? [,;)\]] | \s(?:versus|vs\.?|v|and|or)\b )""",
    examples=(
        Example("Among women without fractures (607 on zolmidol versus", n="607", label="zolmidol"),
        Example("on zolmidol versus 602 on sham)", n="602", label="sham"),
    ),
    refuses=(
        Not("after 12 on zolmidol", why="no bracket before it"),
        Not("(12.5 on zolmidol, 13.1 on sham)", why="no whole number"),
    ),
)
"""Sizes of arms where the bracket stands behind the people that it parts."""
