"""How the registries of trials print their numbers. Group `identifier` is the number, value `scheme` the registry."""

from extractors.rule import Example, Not, Rule
from schemas.vocabulary import IdentifierScheme


def _registry(scheme: IdentifierScheme, pattern: str, examples: tuple[Example, ...], refuses: tuple[Not, ...]) -> Rule:
    return Rule(
        f"registry_{scheme.value}",
        rf"(?<![A-Za-z\d]) (?P<identifier> {pattern} ) (?!\d)",
        examples,
        refuses,
        {"scheme": scheme.value},
    )


REGISTRIES: tuple[Rule, ...] = (
    _registry(
        IdentifierScheme.NCT, r"NCT [\s:#-]{0,2} \d{8} | (?<= clinicaltrials?\.gov\s (?:identifier|number|id|no\.?|registration) [:\s#]{0,3} ) 0\d{7}",
        (Example("(NCT04749667)", identifier="NCT04749667"), Example("ID#NCT01015456"), Example("ClinicalTrials.gov/NCT03355365"),
         Example("nct 01234567", identifier="nct 01234567"), Example("clinicaltrials.gov identifier: 01234567", identifier="01234567")),
        (Not("NCT0474966", why="seven digits"), Not("NCT047496671", why="nine digits")),
    ),
    # EudraCT numbers are YYYY-NNNNNN-CC; EU CTIS numbers YYYY-5NNNNN-CC-VV, so the longer form comes first.
    _registry(
        IdentifierScheme.CTIS, r"20[2-9]\d-5\d{5}-\d{2}-\d{2}",
        (Example("EU CT 2023-510228-63-00", identifier="2023-510228-63-00"),),
        (Not("2012-002357-35", why="EudraCT"), Not("2023-510228-63", why="the version is missing")),
    ),
    _registry(
        IdentifierScheme.EUDRACT, r"(?:19|20)\d{2}-\d{6}-\d{2} (?! -\d )",
        (Example("EudraCT 2010-024081-21", identifier="2010-024081-21"), Example("(2006–004374–27)".replace("–", "-")),),
        (Not("2023-510228-63-00", why="CTIS"), Not("2010-02408-21", why="five digits")),
    ),
    _registry(
        IdentifierScheme.ISRCTN, r"(?:ISRCTN|ISCRTN) [\s:#-]{0,2} \d{8}",
        (Example("number ISRCTN79718493", identifier="ISRCTN79718493"), Example("ISRCTN: 01425573"), Example("ISCRTN45724312")),
        (Not("ISRCTN7971849", why="seven digits"), Not("ISRCTN Registry", why="no number")),
    ),
    _registry(
        IdentifierScheme.CHICTR, r"ChiCTR (?: - [A-Z]{2,5} )? -? \d{8,11}",
        (Example("ChiCTR-TRC-08000170"), Example("ChiCTR2000029990", identifier="ChiCTR2000029990")),
        (Not("ChiCTR", why="no number"), Not("CTR20190001", why="the drug registry of China is another")),
    ),
    _registry(
        IdentifierScheme.IRCT, r"IRCT (?: ID )? :? \s? \d{11,14} N \d{1,3}",
        (Example("IRCT20190101042197N1", identifier="IRCT20190101042197N1"), Example("IRCT138810253028N2")),
        (Not("IRCT20190101", why="the part after N is missing"),),
    ),
    _registry(
        IdentifierScheme.JRCT, r"jRCTs? -? \d{9,10}",
        (Example("jRCTs032200114", identifier="jRCTs032200114"), Example("jRCT2031210001")),
        (Not("jRCT", why="no number"), Not("RCT 2031210001", why="no registry")),
    ),
    _registry(
        IdentifierScheme.CTRI, r"CTRI / (?:19|20)\d{2} / \d{1,3} / \d{5,7}",
        (Example("CTRI/2018/05/013788", identifier="CTRI/2018/05/013788"), Example("CTRI/2009/091/000013")),
        (Not("CTRI/2018", why="no number"),),
    ),
    _registry(
        IdentifierScheme.KCT, r"KCT \s? \d{7}",
        (Example("KCT0001894", identifier="KCT0001894"), Example("cris.nih.go.kr, KCT 0001894")),
        (Not("KCT00018941", why="eight digits"), Not("NKCT0001894", why="a longer word")),
    ),
    _registry(
        IdentifierScheme.ACTRN, r"ACTRN [\s:]{0,2} \d{14}",
        (Example("ACTRN12612000736864", identifier="ACTRN12612000736864"), Example("ACTRN: 12612000736864")),
        (Not("ACTRN1261200073686", why="thirteen digits"),),
    ),
)  # fmt: skip
