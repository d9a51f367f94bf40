"""Doses of cells and drugs, and strengths of solutions."""

from extractors.no_result import NoResult
from extractors.rule import Example, Not

_NUMBER = r"(?: (?<![\d.,]) (?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9}) (?:\.\d{1,4})? (?! \d | [.,]\d ) )"
_RANGE = rf"(?: {_NUMBER} (?: \s? (?: - | to | and | or | / | , ) \s? {_NUMBER} ){{0,3}} )"
_MASS = r"(?:mg|milligrams?|g|grams?|µg|μg|mcg|micrograms?|ng|kg|mL|ml|cc|L|l|µL|μL|IU|MIU|U|units?|mmol|µmol|μmol|mEq|Gy|cGy|MBq|mCi|J|mg/mL|mg/ml)"
_PER = r"(?: \s?(?:/|per)\s? (?:kg|day|d|m|week|wk|dose|h|hr|hour|min|injection|infusion|administration|eye|knee|side|site|body|ideal|kilogram|month|patient|vial|tablet|24|12) (?![A-Za-z]) )"

CELL_DOSE = NoResult(
    name="cell_dose",
    # "1 million MSCs/kg", "1 × 10^6 cells/kg", "100 × 10^6", "1×106 UC-MSCs/kg", "15.1-51.6 million cells", "0.47 ± 0.15 × 108/kg"
    pattern=rf"""
        (?: {_RANGE} | 0{{3,40}} | 001 | hundred ) [\s-]? (?:million|billion|thousand) (?: (?:-|\s?to\s?|\sor\s) {_NUMBER} \s? (?:million|billion) )? (?= [\s-]? (?: [\w-]{{1,20}},?\s ){{0,6}}? [\w+-]{{0,12}}(?:cells?|MSCs?|SCs?|ASCs?|MNCs?|BMCs?|MAPCs?|stromal|stem|mesenchymal|viable|per|/)\b? | [\s-]?/ )
      | {_NUMBER} \s (?:or|and|to) \s {_NUMBER} - (?:million|billion)
      | \( [x×] (?P<aside> 10\s?\^?\s?\d{{1,2}} ) \)
      | {_RANGE} (?: \s? ± \s? {_NUMBER} )? \s? [x×*] \s? (?: 10 \s? \^? \s? (?: [(]?-?\d{{1,2}}[)]? | [⁰¹²³⁴-⁹]{{1,2}} ) | 10{{1,3}}[4-9] | e\d ) (?: \s? [-±] \s? {_NUMBER} \s? [x×*] \s? 10 \s? \^? \s? \d{{1,2}} )?
        (?= \s? (?: /\s?kg | per | [\w-]{{0,25}}\s?(?:cells?|MSCs?|CFU|MNCs?|viable|stem|stromal|mesenchymal|autologous|allogeneic|nucleated|mononuclear)\b | [)\]] | , | /\w ) )
      | \b (?: max(?:imum)? | total | dose ) \s (?:of\s|dose\sof\s)? (?P<aside> {_NUMBER} \s? [x×*] \s? 10 \s? \^? \d{{1,2}} )
    """,
    examples=(
        Example("received 2 million MSCs/kg body weight"), Example("(2 × 10^6 cells/kg, max 150 × 10^6)"), Example("of 3×106 UC-MSCs/kg"), Example("12.5-50.5 million cells"),
        Example("0.5 ± 0.2 × 108/kg"), Example("27 million autologous, cultured bone marrow cells"),
    ),
    refuses=(Not("3.29×10-6", why="a p-value"), Not("2 × 2 table", why="no power"), Not("cost 12 million euros", why="money")),
)  # fmt: skip

DRUG_DOSE = NoResult(
    name="dose",
    # "40 mg/day", "100 mg/m2 at 3-weekly intervals", "15 µg bid", "1 g twice daily", "5 mg/kg", "2 Gy", "1,500/75 mg plus"
    pattern=rf"""
        (?! {_RANGE} \s? m?L/min ) (?<! ±\s? | =\s? | CI\s? | \d\s?[-(] | [-+] | \b(?:was|were|by|of\s-?\d|mean|median)\s ) (?P<aside> {_RANGE} ) [\s-]? {_MASS} (?![A-Za-z])
        (?: {_PER} | \s?/\s?m (?P<aside> 2 | ² )
          | [\s-]? (?:per\sday | a\sday | (?:once|twice|thrice)[\s-]?(?:daily|weekly|a|per|every)? | (?:0{{3,5}}|[2-6])\stimes | daily | bid | b\.i\.d | tid | qd | od | bd | weekly | monthly | nightly | every | each | orally | oral | p\.?o\.? | i\.?v\.?
            | i\.?m\.? | s\.?c\.? | intraven\w+ | intra\w+ | subcut\w+ | tablets? | capsules? | injections? | infusions? | bolus | doses? | plus | saline | of\s(?:saline|autologous|normal|ringer\w*|lactated|bone\smarrow|platelet|hyaluron\w+|sterile|phosphate) ) (?! \w ) )
        (?! \s?± | \s? [(\[] \s? (?:9\d|SD|SE|IQR|range|p\b) )
      | (?<= \b [a-z]{{3,20}}(?:mab|nib|ine|ide|one|ol|in|ate|um|an|il|cept|ab|guat|pant|stat|sone|group|arm)\s | \bfor\s | (?:mg|µg|μg|mcg) \s (?:or|and|versus|vs\.?|to) \s ) (?P<aside> {_NUMBER} ) \s? (?:mg|µg|μg|mcg) (?! [/\w] | \s?[±(] | ,\s?9\d ) 
      | (?P<aside> {_NUMBER} ) \s? (?:mg|µg|μg|mcg) (?= [\s-] (?:or|vs\.?|versus|group|arm|dose) \b )
      | (?<! [=±]\s? ) (?P<aside> {_RANGE} ) \s? -? (?:Gy|cGy|MBq|mCi) \b
      | \b (?P<aside> \d{{1,3}} ) \s (?: drops | tablets? | capsules? | puffs | vials? ) \b
    """,
    examples=(
        Example("prednisone 40 mg/day", aside="40"), Example("60 mg/m2, then"), Example("(15 μg bid)", aside="15"), Example("1 g twice daily", aside="1"), Example("plus 2 Gy total", aside="2"),
        Example("10 ml of saline", aside="10"),
    ),
    refuses=(
        Not("4.2±0.84 mg/day", why="a result"), Not("was 3.2 mg/day", why="a result"), Not("0.5 ng/ml", why="a concentration"), Not("2.6 kg (", why="a weight"),
    ),
)  # fmt: skip

DOSE_AFTER_VERB = NoResult(
    name="dose_given",
    # "received 300 mg of", "a dose of 5 mg", "chloroquine (450 to 600 mg,", "randomised to 0.5 mg or 1.0 mg"
    pattern=rf"""
        \b (?: dos(?:e|es|age|ages|ing)\s(?:of|at|was|were) | receiv(?:e|ed|ing) | given | administered | infused | injected | treated\swith | consisted\sof | injections?\sof | infusions?\sof | titrated\sto | started\s(?:at|on|with) | randomi[sz]ed\sto
        | assigned\sto | plus | containing | volume\sof | diluted\sin | suspended\sin | resuspended\sin | aspirat\w{{1,3}} | collected ) \s
        (?: [^\s.;()±=]{{1,25}} \s ){{0,6}}? \(? (?P<aside> {_RANGE} ) [\s-]? {_MASS} (?![A-Za-z]) (?! \s?/\s?(?:dl|ml|l)\b | \s? [±(] )
      | \b [a-z]{{5,25}} \s \( (?P<aside> {_RANGE} ) \s? (?:mg|g|µg|μg|mcg|IU|mL|ml) (?= [,;)] | \sdaily | \sonce | \stwice ) (?! ,\s? (?:9\d|SD|p\b|range) )
    """,
    examples=(Example("received a single 300 mg tablet", aside="300"), Example("a dose of 5 mg", aside="5"), Example("chloroquine (450 to 600 mg, daily)", aside="450 to 600"), Example("suspended in 10 mL", aside="10")),
    refuses=(Not("received 12 weeks", why="a time"), Not("in the group given placebo was 3 (2-4) mg", why="a result"), Not("given to 12 patients", why="a count")),
)  # fmt: skip

SOLUTION = NoResult(
    name="solution",
    pattern=r"""
        (?<![\d.]) (?P<aside> \d{1,2}(?:\.\d{1,2})? ) \s?% \s (?: (?:human|normal|sterile|fetal|foetal|v/v|w/v|buffered)\s ){0,3}
        (?: saline | sodium | NaCl | dextrose | glucose | lidocaine | lignocaine | bupivacaine | ropivacaine | albumin | HSA | DMSO | dimethyl | FBS | FCS | bovine | calf | serum | platelet | plasma\s(?:solution|lysate) | agarose | solution | cream
        | gel | ointment | hypochlorite | chlorhexidine | ethanol | formalin | paraformaldehyde | CO2 | O2 | oxygen | humidi\w+ | trypsin | penicillin | heparin | autologous\s(?:serum|plasma) )
      | (?<![\d.]) -? (?P<aside> \d{1,3} ) \s? (?:°|º|degrees?)\s?C\b
      | (?<! [=±]\s? ) \b (?P<aside> \d{1,5} ) \s? (?: [x×]\s?g | rpm | gauge | G\sneedle | U/m[lL] | Tesla | T\sMRI | kDa | bp | Hz | kHz | MHz | nm ) \b
    """,
    examples=(Example("in 0.9% saline", aside="0.9"), Example("with 5% human albumin", aside="5"), Example("stored at -80 °C", aside="80"), Example("spun at 400 ×g"), Example("a 22 gauge needle")),
    refuses=(Not("12% of patients", why="a share"), Not("0.9% died", why="a share")),
)  # fmt: skip
