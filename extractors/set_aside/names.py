"""Figures that are part of a name: tests, genes, markers, cytokines, scales, grades, levels of a classification."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not

# Words whose letters before a figure are no name: "CI0.3", "p0.05", "N18".
_NO_NAME = r"(?! (?:CI|CrI|HR|OR|RR|IRR|MD|SMD|SD|SE|SEM|IQR|N|P|R|RD|NNT|AUC|Age|Gender|And|The|In|At|To|Of|vs|VS|USD|US|EUR|Mean|Median) (?![A-Za-z]) )"

LETTERS_THEN_FIGURES = NoResult(
    name="name",
    # "CD68", "Ki67", "SPINK1", "FEV1", "T25FW", "HbA1c", "L5-S1with", "β2", "O150"; "IL-6", "SF-36", "EQ-5D", "interferon beta-1b"
    pattern=rf"""
        (?<!\d) (?P<aside> \d{{1,4}} (?<= (?<![\w.]) {_NO_NAME} [A-Za-zα-ω]{{0,8}}[A-Zα-ω][A-Za-zα-ω]{{0,8}} \d{{1,4}} ) (?: [A-Za-z]{{1,3}}\d{{1,3}} )? ) (?! \d | [.,]\d | %)
      | - (?P<aside> \d{{1,3}} ) (?<= (?<![\w.]) {_NO_NAME} (?: [A-Za-zα-ω]{{0,8}}[A-Zα-ω]{{1,2}}[A-Za-z]{{0,4}}[A-Zα-ω\d] | HLA-[A-Z]{{1,3}} | SARS-CoV | (?:TNF|IFN|TGF|IL)-?[αβγ]? )
        - \d{{1,3}} ) (?! \d | [.,]\d | \s?% | \s(?:patients|participants|subjects|to|vs)\b | [\s-]?(?:months?|weeks?|years?|days?)\b )
      | (?P<aside> \d\.\d ) (?<= \b {_NO_NAME} [A-Z]{{2,4}} \d\.\d ) (?= \s [A-Z] )
      | [(\[] (?P<aside> \d ) [)\]] (?<= \b {_NO_NAME} [A-Z]{{3,6}} .\d. )
      | - (?P<aside> \d{{1,2}} ) (?<= (?:Task|Scale|Test|Index|Inventory|Questionnaire|Score|Form) - \d{{1,2}} ) \b
      | \b (?: interleukin | interferon (?:\s (?:alpha|beta|gamma|α|β))? | beta | alpha | omega | apolipoprotein | caspase | galectin | annexin | cytokeratin | coenzyme
        | smad | wnt | toll-like\sreceptor | vitamin\s[bdk] | chromosome | covid | complement ) [\s-]? (?P<aside> \d{{1,3}} ) (?! \d | [.,]\d | \s?%)
    """,
    examples=(
        Example("(CD68 and", aside="68"), Example("SPINK1", aside="1"), Example("FEV1 was", aside="1"), Example("T25FW", aside="25"),
        Example("IL-6 levels", aside="6"), Example("SF-36", aside="36"), Example("interferon beta-1b", aside="1"), Example("COL1A1", aside="1A1"),
        Example("β2-agonist", aside="2"),
    ),
    refuses=(
        Not("CI0.3-1.2", why="an interval"), Not("P0.05", why="a p-value"), Not("score19.1", why="a table's text that ran together"),
        Not("MSC-12 patients", why="a dash"), Not("β-0.31", why="an estimate"), Not("N18", why="a count"),
    ),
    ignore_case=False,
)  # fmt: skip

LATER_FIGURES = NoResult(
    name="name_figures",
    # A second figure in a word that holds letters: "COL1A1", "L4-L5", "HLA-DRB1*15:01", "s13287-017"; "EQ-5D", "6MWT", "9HPT", "100M-group"
    pattern=r"""
        (?<= [A-Z][A-Za-z]{0,4}\d{1,3}[A-Za-z]{1,4}-? ) (?P<aside> \d{1,3} ) (?! \d | [.,]\d | % )
      | (?<= [A-Z]{2}- ) (?P<aside> \d{1,2} ) (?= [A-Z]\b )
      | (?<![\w.,=±<>-]) (?P<aside> \d{1,3} ) (?= (?! (?:L|U|N|G|K|C|IU|CI|ML|MG|KG|MM|CM|Hz|HZ|VS|OR|AND)\b ) (?: [A-Z]{2,6} | [DMTHPF] | I-|Tc-?|F- ) (?![a-z]) )
      | (?<![\w.,=±<>]) (?P<aside> \d{1,3} ) - (?= [A-Z]{2,5}\b (?<! CI) )
      | (?<= \b L\d- | \bT\d{1,2}- | \bC\d- ) (?P<aside> \d )
    """,
    examples=(
        Example("COL1A1", aside="1"), Example("the 6MWT", aside="6"), Example("(9-HPT)", aside="9"), Example("EQ-5D", aside="5"),
        Example("the 100M-group", aside="100"), Example("by 3D imaging", aside="3"),
    ),
    refuses=(Not("in 5 L", why="a volume"), Not("95CI", why="a level"), Not("12 MS patients", why="a count"), Not("-54 MSC", why="a value")),
    ignore_case=False,
)  # fmt: skip

CLASSIFICATION = NoResult(
    name="classification",
    # "type 2 diabetes", "phase 1/2", "grade 3 or 4", "grade II-IV", "Patient 1:", "class 3", "version 3.1", "in group 2"
    pattern=r"""
        \b (?: types? | phases? | grades? | stages? | class(?:es)? | levels? | version | v\. | release | step | visit | part | tier | schedule | model | cohort | arm | group
        | cluster | patient | subject | case | question | item | criterion | aim | objective | hypothesis | study | trial | experiment | score | (?:swollen\s|tender\s)?joint\scount | line | lot | room | ward | quartile | tertile | quintile | category | ctcae | nyha | asa | ecog | who | hoehn | gmfcs | isup | n[oº°]
        ) (?<! \bthe \s [\w+-]{1,25} \s (?:cohort|arm|group) ) (?! (?<=cohort|arm|group) \s? \d{1,3} \s?/\s? \d ) \s? [-\s]? (?P<aside> (?: [0-9][a-c]? | (?<=count\s|score\s)28 | (?<=version\s|v\.\s?)\d{1,2}(?:\.\d{1,3}){0,3} | [1-9]\d (?=:) ) (?: \s?(?:/|-|,\sand|,|or|and|to)\s? [0-9][a-c]? (?! [.\d] ) ){0,4} )
        (?! \d | [.,]\d | \s?% | [-\s]?(?:patients?|participants?|subjects?|men|women|months?|weeks?|years?|days?|points?|to|of|out)\b | \s?[±(\[](?<!28\s?.) | \s?vs )
    """,
    examples=(
        Example("with type 2 diabetes", aside="2"), Example("a phase 1/2 trial", aside="1/2"), Example("grade 3 or 4 events", aside="3 or 4"),
        Example("Patient 1: a man", aside="1"), Example("MedDRA version 21.0", aside="21.0"), Example("Phase 2 study", aside="2"), Example("disease activity score 28", aside="28"),
    ),
    refuses=(
        Not("in the group 12 patients", why="a count"), Not("In the MSC group 9/5 (180%)", why="a share, and a wrong one"), Not("the placebo arm 2 died", why="a count"),
        Not("group 9 out of 5", why="a count"), Not("group 3 patients died", why="a count"), Not("score 3.5", why="a value"),
        Not("score 3 (2-4)", why="a value with its range"),
    ),
)  # fmt: skip

COMPOUND_NAME = NoResult(
    name="compound_name",
    # "9-Hole Peg Test", "timed 25-foot walk", "six-minute walk test", "36-item", "5-point", "12-lead", "three-arm"
    pattern=r"""
        (?<![\w.]) (?P<aside> \d{1,3} | 0{4,40} )
        (?: [-\s] (?: hole | foot | feet | lead | gauge | stranded | vessel )
          | - (?: item | gene | point | lead | arm(?:ed)? | group | way | step | stage | dimension(?:al)? | domain | question | centre | center | part | factor | compartment | level | drug
            | dose | cycle | fold | sided | tailed | period | treatment | met(?:er|re) | met(?:er|re)s | m | mm | cm | word | letter | digit | electrode | channel | parameter | variable
            | sample | color | colour | stream | phase | component | category | grade | score | weekly | monthly | hourly | yearly | session )
          | [-\s] (?: minute | min | meter | metre | second ) (?= [-\s]walk | \swalking )
        ) (?![a-z])
    """,
    examples=(
        Example("the 9-Hole Peg Test", aside="9"), Example("a timed 25-foot walk", aside="25"), Example("six-minute walk", aside="six"), Example("a 36-item form", aside="36"),
        Example("Three-vessel disease", aside="Three"), Example("two-sided tests", aside="two"), Example("nine-hole peg test", aside="nine"),
    ),
    refuses=(Not("12-month", why="a time"), Not("6 points", why="a result"), Not("0.5-point", why="a difference")),
)  # fmt: skip

UNIT_FIGURE = NoResult(
    name="unit_figure",
    # The figures of units and powers: "kg/m2", "mm3", "10^6", "10⁶", "log10", "1.73 m2"
    pattern=r"""
        (?<= \b (?:m|cm|mm|km|dm|µm|μm|s|kg/m|mg/m|g/m|min|L|l|mL|ml) \^? ) (?P<aside> [23] ) (?! \d | \.\d | \s?%)
      | (?<= \b (?:dyn|dynes?) \s? [·.]? \s? s? \s? [·./]? \s? (?:s/)? cm \^? -? ) (?P<aside> 5 ) (?! \d | \.\d | \s?%)
      | \b log (?P<aside> 10 | 2 ) \b | (?P<aside> 1\.73 ) (?= \s?m )
      | (?P<aside> [\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+ )
    """,
    examples=(Example("25 kg/m2", aside="2"), Example("60 mg/m2", aside="2"), Example("dyn s/cm5", aside="5"), Example("log10", aside="10"), Example("10⁶", aside="⁶")),
    refuses=(Not("m 2", why="apart"), Not("mm 25", why="a value"), Not("a cm5", why="no unit of resistance")),
    ignore_case=False,
)  # fmt: skip
