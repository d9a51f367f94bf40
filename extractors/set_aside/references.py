"""Pointers to other texts and to other places of the text: citations, DOIs, addresses, tables, list numbers."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not

DOI_OR_ADDRESS = NoResult(
    name="doi_or_address",
    pattern=r"""
        \b 10\.\d{4,9}/[^\s"<>]{1,80}
      | \b (?:https?://|www\.) [^\s"<>]{1,300}
    """,
    examples=(Example("doi: 10.1000/j.xyz.2020.01.002."), Example("https://example.org/study/12?page=3"), Example("(doi:10.1000/s12-020-0541-2)")),
    refuses=(Not("10.5/12 patients", why="a DOI's registrant has four digits or more"),),
)  # fmt: skip

DATABASE_NUMBER = NoResult(
    name="database_number",
    pattern=r"\b (?:PMID|PMCID|PubMed\sID|ISSN|ISBN|ORCID|Embase|Cochrane|Scopus|arXiv|bioRxiv) [:\s#]{0,3} (?:PMC|EMBASE|CD)? (?P<aside> [\dX][\d.X-]{2,20} ) | \b PMC (?P<aside> \d{5,9} ) \b",
    examples=(Example("PMID: 31234567"), Example("PMC6507027"), Example("ISSN 1474-4422")),
    refuses=(Not("PMC 12 patients", why="no number of the database"),),
)  # fmt: skip

CITED_JOURNAL = NoResult(
    name="cited_journal",
    # "2022;13:891514", "2021;20(11):917-929", "2024 May 23;15(1):151", "106:e214915", "vol. 3", "pp 12-15"
    pattern=r"""
        (?: (?:19|20)\d\d (?: \s [A-Z][a-z]{2,8} (?:-[A-Z][a-z]{2})? (?: \s \d{1,2} )? )? \s? [;,] \s? )?
        (?<![\d.:]) \d{1,4} \s? (?: \( [^()\n]{1,15} \) )? \s? : \s? [A-Za-z]{0,2}\d{1,7} (?: -[A-Za-z]?\d{1,7} )? (?= [\s.;,)] | \Z ) (?<= [;(]\s?\d.{1,40} | [a-z\d]{3,}:.{1,20} | :[A-Za-z]{1,2}\d{1,7} | :\d{4,7} )
      | (?:19|20)\d\d (?: \s [A-Z][a-z]{2,8} (?: \s \d{1,2} )? )? \s? ; \s? \d{1,4} (?: \s? \( [^()\n]{1,15} \) )? (?: \s? : \s? [A-Za-z]{0,2}\d{1,7} (?: -[A-Za-z]?\d{1,7} )? )?
      | \b (?: vol(?:ume)? | pp? | pages? | issue | suppl(?:ement)? ) \.? \s (?P<aside> \d{1,5} (?: -\d{1,5} )? ) (?! [.]\d | \s?% )
    """,
    examples=(
        Example("J Cells. 2022;13:891514."), Example("Lancet 2021;20(11):917-929"), Example("Res Ther. 2024 May 23;15(1):151."),
        Example("pp 12-15"), Example("Neurology 2026;106:e214915."),
    ),
    refuses=(Not("a ratio of 1:1 was", why="an allocation"), Not("at 12:30", why="a time of day"), Not("p 0.03", why="a p-value")),
)  # fmt: skip

BRACKETED_REFERENCE = NoResult(
    name="bracketed_reference",
    # "[8]", "[1,2]", "[3-5, 7]", "guidelines (29)."
    pattern=r"""
        (?<! [\d%]\s? | = ) \[ (?P<aside> \d{1,3} (?: \s?[,;-]\s? \d{1,3} ){0,9} ) \] (?! \s? (?:of|/|%|patients|participants) )
      | (?<= \b[a-z]{4,} ) (?<! \b(?:patients|participants|subjects|women|men|children|controls|group|placebo|score|scores|median|mean|total|years|days|weeks|months|hours|minutes|points|units|percent|events|episodes|cases|arm) ) \s
        \( (?P<aside> \d{1,3} (?: \s?[,-]\s? \d{1,3} ){0,5} ) \) (?= [.]\s+[A-Z] | [.]?\s*\Z )
    """,
    examples=(Example("as shown before [8]."), Example("other work [1,2]"), Example("in earlier reports (29). In")),
    refuses=(
        Not("55 [41%]", why="a percentage"), Not("of patients (29).", why="a count"), Not("12 [9-15]", why="an interval"),
        Not("in group A (29), and", why="the sentence goes on"),
    ),
    ignore_case=False,
)  # fmt: skip

TRAILING_REFERENCE = NoResult(
    name="trailing_reference",
    # Superscripts that lost their place: "in active disease 1.", "in optimal candidates 2, 6"
    pattern=r"""
        (?<= [a-z]{3} | [)"%] | \b[A-Z]{2,6}s?(?=[ ][1-9](?:,[ ]?[1-9]\d?){0,5}(?:\.\s|[ ]{0,3}\n)) ) (?<! \b(?:of|was|were|and|the|for|with|from|than|about|least|most|only|size|number|total|score|grade|phase|type|week|weeks|day
        |days|month|months|year|years|class|stage|level|table|figure|fig|group|arm|cohort|patient|case|median|mean|age|aged|equals|page|section|step|visit
        |dose|doses|other|all|both|nearly|over|under|versus|between|into|by|around|remaining|version|part|item|appendix) ) [ ]
        (?P<aside> [1-9]\d? (?: ,[ ]? [1-9]\d? ){0,5} ) (?= \.(?:\s|\Z) | [ ]{0,3}(?:\n|\Z) )
    """,
    examples=(Example("no effect on relapses 1.", aside="1"), Example("in younger patients 2, 6\n", aside="2, 6"), Example('has no role" 4')),
    refuses=(Not("a total of 12.", why="a count"), Not("at week 24.", why="a time"), Not("Sample size 18\n", why="a count"), Not("scored 3.5", why="a value")),
    ignore_case=False,
)  # fmt: skip

PLACE_IN_TEXT = NoResult(
    name="place_in_text",
    pattern=r"""
        (?<![A-Za-z]) (?: tables? | fig(?:ure)?s? | appendi(?:x|ces) | box | panels? | sections? | chapters? | supplement(?:ary)?(?:\s(?:tables?|figures?|materials?|files?))?
        | additional\sfiles? | eqs? | equations? | footnotes? | ref(?:erence)?s? ) \.? \s{0,2}
        (?P<aside> [SA]? \d{1,3} (?:\.\d{1,2})? [A-Za-z]? (?: \s?(?:[,;&-]|and|to)\s? [SA]?\d{0,2}[A-Z]? (?! \w ) ){0,6} ) (?! \d | \s?% )
    """,
    examples=(
        Example("in Table 2"), Example("(Fig. 2A-C)"), Example("Figures 1 and 2"), Example("Supplementary Table S3"), Example("patients.Table 1Patient"),
        Example("see Figure 3B"),
    ),
    refuses=(Not("was stable 1 year later", why="'stable' is no table"), Not("Table of contents", why="no number")),
)  # fmt: skip

LIST_NUMBER = NoResult(
    name="list_number",
    pattern=r"""
        (?m: ^ ) [ ]{0,8} \(? (?P<aside> [1-9]\d{0,2} ) [.)] (?= [ ] | [A-Z] )
      | (?m: ^ ) [ ]{0,8} (?P<aside> [1-9]\d? (?:\.\d{1,2}){1,3} ) (?= [ ][A-Z] )
      | (?<= [:;,] \s | [:;,] \s and \s | \. \s ) \(? (?P<aside> [1-9] ) \) (?= \s [A-Za-z] )
      | \b [A-Z]{3,}(?:\.[A-Z ]{3,40})?\. (?P<aside> \d{1,2} ) \. (?= \s [A-Z] )
    """,
    examples=(
        Example("1. Smith J, et al.", aside="1"), Example("arms: 1) placebo; 2) cells"), Example("BODY.RESULTS.2. SAFETY"),
        Example("2.1 Participants"),
    ),
    refuses=(Not("in 12 (8 women)", why="a count"), Not("18 patients", why="a count"), Not("0.5. Then", why="a value")),
    ignore_case=False,
)  # fmt: skip
