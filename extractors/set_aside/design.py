"""How a trial was set up: allocation, blocks, centres, sample-size calculation, levels of significance, software."""

from extractors.no_result import NoResult
from extractors.number_spans import WHOLE
from extractors.rule import Example, Not

ALLOCATION = NoResult(
    name="allocation",
    # "1:1", "2:1:1", "2×3 factorial", "block sizes of 4 and 6", "10/10 HLA-matched"
    pattern=rf"""
        (?<![\d.:]) (?P<aside> \d \s?:\s? \d (?: \s?:\s? \d ){{0,4}} ) (?! [\d:.] | \s?[ap]\.?m )
      | (?P<aside> \d \s?[x×]\s? \d ) \s (?:factorial|cross-?over|design|latin)
      | \b (?: block\ssizes? | blocks | permuted\sblocks | sized\sblocks ) \s (?:of|was|were) \s (?:size\s)? (?P<aside> {WHOLE} (?: \s?(?:,|and|or|to|-)\s? {WHOLE} ){{0,4}} )
      | (?P<aside> {WHOLE} ) [\s-] blocks? \b
      | (?P<aside> \d{{1,2}}/\d{{1,2}} ) (?= [\s-] (?:HLA|allele|antigen|matched) )
    """,
    examples=(Example("randomised 1:1 to", aside="1:1"), Example("in a 2:1:1 ratio", aside="2:1:1"), Example("a 2×2 factorial design", aside="2×2"), Example("block sizes of 4 and 6", aside="4 and 6")),
    refuses=(Not("12:30", why="a time of day"), Not("2007;1:120", why="a citation")),
)  # fmt: skip

BASE_OF_RATE = NoResult(
    name="base_of_rate",
    # "per 1000 women", "1.5/1,000": of how many a rate is, no count of them
    pattern=r"(?: \b per \s | (?<= \.\d{1,3} \s? ) / \s? ) (?P<aside> 1(?:,?000|0,?000|00,?000) ) (?! [\d,.]*\d | \w )",
    examples=(Example("42.5 per 1000 women", aside="1000"), Example("1.51/1,000", aside="1,000")),
    refuses=(Not("12/1000 women", why="a share"), Not("in 1000 women", why="a count")),
)  # fmt: skip

PARTS_OF_DESIGN = NoResult(
    name="part_of_design",
    # "two groups", "98 centres", "nine countries", "three doses", "four peripheral infusions": what is counted is no participant and no event.
    pattern=rf"""
        (?P<aside> {WHOLE} ) [ ] (?: (?!of\b|patients?\b|participants?\b|subjects?\b|with\b|in\b|and\b|who\b|had\b|were\b|to\b|the\b|at\b|for\b|from\b|by\b|on\b|per\b) [A-Za-z][\w-]{{1,20}} ,? [ ] ){{0,3}}?
        (?: groups | arms | cohorts | cent(?:er|re)s | sites | hospitals | clinics | institutions? | practices | countries | universities | laborator(?:y|ies) | departments | wards | schools | villages | health\scent(?:er|re)s | facilities
          | doses | injections | infusions | transfusions | administrations | cycles | courses | sessions | applications | transplantations | pieces | portions | aliquots | syringes | passages | blocks
          | phases | parts | stages | periods | steps | visits | occasions | time\spoints | timepoints | measurements | assessments | evaluations | strata | subscales | domains | items | questions | components | dimensions | factors | criteria | categories
          | raters | observers | reviewers | assessors | pathologists | radiologists | neurologists | investigators | examiners | authors | databases | regimens | treatments | therapies | interventions | cytokines | chemokines | biomarkers | populations | drugs | agents | approaches | strategies | methods | models | tests
          | types | variables | parameters | end[\s-]?points | outcomes | markers | genes | proteins | regions | quartiles | tertiles | analyses | conditions | diets )
        (?! [\w-] | \s?\( \s?\d{{1,3}}(?:\.\d)?\s?% | \s (?:(?!in\b|of\b|for\b|among\b|with\b|and\b|on\b)[\w-]{{2,15}}\s){{0,1}} (?:patients|participants|subjects|women|men|children|adults|individuals|people|controls) \b )
      | \b (?: cent(?:er|re)s | sites | countries | hospitals ) [ ]? (?: : | \n ) [ ]? -? [ ]? (?P<aside> {WHOLE} )
      | (?P<aside> {WHOLE} ) [ ] in [ ] (?:the[ ])? [A-Z][a-z]+ (?= [ ] and [ ] (?:the[ ])? [A-Z] )
      | \b (?P<aside> 00[01] | 00000 ) \s (?: \( [^()]{{2,25}} \) \s )? (?: group | arm | side | hand | eye | another | third | half | quarter | thirds | quarters | halves | fifths | or \s more ) \b
      | \b 001 \s (?: of \s (?:the|its|these|those|them|our|several|many|000) | can | could | might | may | would | should | must | needs | another | such | after | by | for | to | hand )
    """,
    examples=(
        Example("between the two study groups", aside="two"), Example("at 98 centres", aside="98"), Example("in nine countries", aside="nine"), Example("a total of four intravenous infusions of", aside="four"),
        Example("one (control) group received", aside="one"), Example("one of the largest trials"),
    ),
    refuses=(Not("two patients in both groups", why="a count"), Not("12 events", why="a count"), Not("3 of 5 patients", why="a count"), Not("Eighteen subjects", why="a count")),
)  # fmt: skip

POWER = NoResult(
    name="sample_size_calculation",
    # "80% power", "a power of 0.9", "alpha = 0.05", "two-sided significance level of 5%", "54 patients would be needed", "a non-inferiority margin of 5%"
    pattern=r"""
        (?P<aside> \d{1,2}(?:\.\d{1,2})? ) \s?% \s (?:statistical\s)? power \b
      | \b power \s (?: \( [^()]{1,12} \) \s )? (?: of | was | = | to | at )? \s? (?:set\sat\s|at\sleast\s)? (?P<aside> \d{0,2}(?:\.\d{1,2})? (?<=\d) ) (?! \d )
      | (?: (?<!\w) (?:α|alpha) (?:\s?[- ]?(?:error|level|risk))? | (?<!\w) (?:β|beta)[\s-](?:error|risk) | type\sI{1,2}\serror(?:\srate)? | (?:significance|confidence)\slevel | level\sof\s(?:statistical\s)?significance | false[- ](?:positive|discovery)\srate )
        \s? (?: of | was | were | is | at | = | set | : | \( | controlled | maintained | fixed | \s ){1,6} (?:at\s|to\s)? (?:[<≤]\s?|p\s?[<≤=]\s?)? (?P<aside> \d{0,2}(?:\.\d{1,3})? (?<=\d) ) (?! \d | \.\d | \s?; )
      | (?<![\d.]) (?P<aside> \d(?:\.\d)? ) \s?% \s (?: two-sided | one-sided | 2-sided | 1-sided )? \s? (?: significance | alpha | type ) \b
      | (?P<aside> \b\d{2,5} ) \s (?: evaluable \s | additional \s )? (?:patients|participants|subjects|women|men|children|events|individuals|people|eyes|knees) (?: \s per \s (?:group|arm) | \s in \s each \s (?:group|arm) )? \s (?:would\sbe|were|was|are|is|will\sbe|would\shave\sto\sbe) \s (?:needed|required|necessary|planned|to\sbe)
      | \b (?: sample\ssize | enrol?lment | recruitment ) \s (?: target \s )? (?:of|was) \s (?P<aside> \d{2,5} ) \s (?:\w{1,15}\s){0,3}? (?: was | were | would | is ) \s (?:calculated|estimated|needed|required|planned|determined|chosen|based)
      | \b (?P<aside> \d{1,3} ) \s? % \s of \s (?:the\s)? (?:planned|target|intended|required|anticipated|calculated|original) \s (?:sample|enrol?lment|recruitment|number)
      | (?P<aside> \b\d{1,2}(?:\.\d)? ) \s?% \s (?:was|were|is) \s (?:set|chosen|selected|defined|taken|prespecified|pre-specified|considered) \s (?:as|to\sbe) \s (?:the\s|a\s)? (?:non-?inferiority|equivalence|margin|clinically|relevant|threshold)
      | \b (?: margin | Δ | delta | effect\ssize | drop-?out(?:\srate)? | attrition(?:\srate)? | loss\sto\sfollow-up ) \s? (?: of | was | = | at | rate \s of ) \s? (?P<aside> -?\d{1,2}(?:\.\d{1,3})? ) \s? %? (?= \s (?:difference|was\s(?:assumed|expected|anticipated|set|chosen)|would) | ,?\s(?:assum|with\s\d\d%\spower) )
    """,
    examples=(
        Example("gave 80% power to", aside="80"), Example("with a power of 0.9", aside="0.9"), Example("alpha of 0.05", aside="0.05"), Example("a two-sided significance level of 5%", aside="5"),
        Example("54 patients would be needed", aside="54"), Example("reached 40% of the planned sample", aside="40"),
    ),
    refuses=(Not("54 patients were treated", why="a count"), Not("β = -0.31; 95% CI", why="an estimate"), Not("no power", why="no number")),
)  # fmt: skip

SIGNIFICANCE_LEVEL = NoResult(
    name="significance_level",
    # "p < 0.05 was considered significant", "significance was set at p < 0.05", "* indicates p ≤ .05"
    pattern=r"""
        \b p (?:[\s-]?values?)? \s? (?: [<≤=] | of | (?:of\s)?(?:less|lower)\sthan | below ){1,2} \s? (?:or\sequal\sto\s)? (?P<aside> 0?\.\d{1,4} ) \s? (?: \([^()]{1,20}\) \s )? (?: (?: was | were | is | are | being | as ) \s )?
        (?: (?:also\s|pre-?specified\sto\s)? (?: considered | regarded | taken | deemed | defined | accepted | judged | used | set | chosen | assumed | interpreted ) | (?:statistically\s)? significant (?=\s?[.;)]) (?<=was\ssignificant|were\ssignificant|is\ssignificant) | (?:as|to)\s(?:indicate|be|denote|statistical) )
      | \b (?: significan(?:ce|t) (?:\slevel|\sthreshold)? | threshold | cut-?off ) \s (?: (?:was|were|is)\s )? (?: set | defined | accepted | considered | assumed | established | declared | determined | indicated | taken | assessed ) (?:\s(?:at|as|if|when|for|to\sbe|by|with|a|the|level|of|two-sided)){0,5} \s (?: p (?:[\s-]?values?)? \s? (?:of\s)? )? (?: [<≤=] \s? )? (?: (?:less|lower)\sthan\s )? (?P<aside> 0?\.\d{1,4} )
      | [*†‡§#]{1,4} \s? (?: indicates? | denotes? | , | = | : )? \s? p \s? [<≤=] \s? (?P<aside> 0?\.\d{1,5} )
    """,
    examples=(
        Example("P < 0.05 was considered significant", aside="0.05"), Example("Significance was set at p<0.05", aside="0.05"), Example("*p ≤ .05", aside=".05"), Example("a p value of less than 0.05 was regarded", aside="0.05"),
    ),
    refuses=(Not("p < 0.05, and it was", why="a result"), Not("was significant (p = 0.03)", why="a result"), Not("P=0.03 in women", why="a result")),
)  # fmt: skip

CONFIDENCE_LEVEL = NoResult(
    name="confidence_level",
    # The level of an interval that no row claims: "(95% CI)", "95% confidence interval [CI]"
    pattern=r"(?<![\d.]) (?P<aside> (?:80|9\d)(?:\.\d{1,2})? ) \s?% \s? -? (?: \(?CIs?\b | C\.I\. | CrI | confidence | credible | credibility | HDI | prediction\sinterval | UCB | LCB )",
    examples=(Example("(95% CI)", aside="95"), Example("the 90% confidence interval", aside="90"), Example("95%CI", aside="95")),
    refuses=(Not("95% of patients", why="a share"), Not("95% complied", why="a share")),
)  # fmt: skip

SOFTWARE = NoResult(
    name="software",
    pattern=r"""
        \b (?: SPSS | SAS | Stata | STATA | GraphPad | Prism | R | RevMan | Review\sManager | MATLAB | Matlab | Excel | Python | StatView | JMP | Minitab | MedCalc | EpiInfo | Epi\sInfo | SigmaPlot | nQuery | PASS | G\*Power | FlowJo | ImageJ | MedDRA | CTCAE | FreeSurfer | FSL )
        (?: \s (?:Statistics|software|for\sWindows|Inc|IBM|package|Instat|InStat|v|ver|version|release|Version|Prism|Statistical\sSoftware) ,? \.? ){0,4} \s? (?: v\.?\s?|version\s )? (?P<aside> \d{1,2}(?:\.\d{1,2}){0,3} ) (?! \d | \.\d | \s?% | \s?(?:patients|mg|weeks|months) )
      | \b [Vv]ersion \s (?P<aside> \d{1,2}(?:\.\d{1,2}){1,3} )
    """,
    examples=(Example("SPSS version 25.0", aside="25.0"), Example("R 4.2.1", aside="4.2.1"), Example("CTCAE v4.0", aside="4.0"), Example("GraphPad Prism 9")),
    refuses=(Not("R 12 patients", why="a count"), Not("SAS was used in 12 trials", why="a count")),
    ignore_case=False,
)  # fmt: skip
