"""How texts name a trial: by an acronym beside a word such as "trial", or by its year and design.

Group `acronym` or `label` is the name. An acronym that the text explains as something else ("disability scale
(EDSS)") is dropped in `extractors/studies`; NO_STUDY lists those that texts use without explaining them.
"""

from extractors.rule import Example, Not, Rule

# Three characters or more, one or two parts after hyphens, and somewhere two capitals close together (so no
# "Placebo-Controlled"); neither a phase ("IIb") nor a registry number.
_ACRONYM = r"""(?<![\w/-]) (?P<acronym> (?= [A-Za-z\d-]{0,12}? (?: [A-Z][A-Z\d] | [A-Z][a-z]{1,4}[A-Z] ) ) (?! (?:I{1,3}|IV)[ab]?\b | [A-Z]{2,8}\d{6} )
    [A-Z][A-Za-z\d]{2,14} (?:-[A-Z\d][A-Za-z\d]{0,9}){0,2} ) (?![\w/])"""
_TRIAL = r"(?:trials?|study|studies)"
_PHASE = r"[Pp]hase\s(?:[1-4]|I{1,3}|IV)[ab]?(?:/(?:[1-4]|I{1,3}|IV)[ab]?)?"
_ADJECTIVE = rf"""(?: {_PHASE} | clinical | randomi[sz]ed(?:-controlled)? | controlled | (?:double|single)-blind(?:ed)? | open-label(?:led)?
    | placebo-controlled | pivotal | pilot | extension | main | parent | core | original | follow-up | multi-?cent(?:er|re) | crossover
    | cross-over | international | registered | cohort | prospective | retrospective | feasibility | long-term | safety | efficacy
    | proof-of-concept | dose-escalation | dose-finding | factorial | non-randomi[sz]ed | uncontrolled | observational | single-arm
    | single-cent(?:er|re) | small | large | larger | smaller | interventional | systematic | Cochrane )"""

ACRONYM_BEFORE_TRIAL = Rule(
    name="acronym_before_trial",
    # "the MESEMS trial", "2021 MESEMS phase 2 randomized controlled trial", "MESEMS Phase 2 Clinical Trial"
    pattern=rf"{_ACRONYM} ,? \s (?: {_ADJECTIVE} ,? \s ){{0,6}} (?: {_TRIAL} | [Tt]rial | [Cc]linical\s[Tt]rial ) \b",
    examples=(
        Example("the STARLIGHT trial enrolled", acronym="STARLIGHT"),
        Example("The STEM-ALS phase II/III clinical trial", acronym="STEM-ALS"),
        Example("in the MRC RT07 trial", acronym="RT07"),
        Example("a CLARION extension study", acronym="CLARION"),
    ),
    refuses=(Not("The trial enrolled", why="no acronym"), Not("Cohort study", why="an ordinary word with one capital")),
    ignore_case=False,
)  # fmt: skip

ACRONYM_AFTER_TRIAL = Rule(
    name="acronym_after_trial",
    # The name spelled out, then in brackets: "… Angioplasty Study (CAVATAS)", "… Immunosuppression Trial-Extended Donors (BENEFIT-EXT)".
    pattern=rf"\b (?:Trial|Study) (?: [\s-] [A-Z][\w-]{{1,30}} ){{0,6}} \s? [(\[] {_ACRONYM} [)\]]",
    examples=(
        Example("the Cell Angioplasty Study (CANGAS) was", acronym="CANGAS"),
        Example("Bone Marrow Trial-Elderly Recipients (MARROW-OLD)", acronym="MARROW-OLD"),
    ),
    refuses=(
        Not("the Disability Scale (EDSS) was", why="a test"),
        Not("the study of lung function (FEV1)", why="the name of the study does not end there"),
    ),
    ignore_case=False,
)  # fmt: skip

ACRONYM_IN_BRACKETS = Rule(
    name="acronym_in_brackets",
    # "MEsenchymal StEm cells for Multiple Sclerosis (MESEMS) Phase 2 clinical trial", "(MESEMS): a phase 2 … trial"
    pattern=rf"[(\[] {_ACRONYM} [)\]] :? \s (?:[Aa]n?\s)? (?: {_ADJECTIVE} ,? \s ){{0,6}} (?: {_TRIAL} | [Tt]rial | {_PHASE} ) \b",
    examples=(
        Example("Stem Cells in Early Stroke (STEMES) study", acronym="STEMES"),
        Example("cells for sclerosis (CELSCL): a phase 2, randomized trial", acronym="CELSCL"),
    ),
    refuses=(Not("disability scale (EDSS) at the end of the study", why="a test"), Not("(STEMES) cells", why="no trial")),
    ignore_case=False,
)  # fmt: skip

ACRONYM_SPELLED_OUT = Rule(
    name="acronym_spelled_out",
    # The short name first, its words in brackets: "The PROUD (…) study", "In MESEMS (…), a Phase 2 clinical trial".
    pattern=rf"{_ACRONYM} \s [(\[] (?=[A-Z]) [^()\[\]]{{8,140}} [)\]] ,? \s (?:[Aa]n?\s|[Tt]he\s)? (?: {_ADJECTIVE} ,? \s ){{0,6}} (?: {_TRIAL} | [Tt]rial | [Ss]tudy | [Cc]linical\s[Tt]rial ) \b",
    examples=(
        Example("The CANGAS (Cells in Angina of the Surgical patient) study", acronym="CANGAS"),
        Example("In STEMES (STem cells in Early Multiple Events of Stroke), a phase 2 trial", acronym="STEMES"),
    ),
    refuses=(Not("EDSS (Expanded Disability Status Scale) was", why="a test"), Not("MSC (n = 12) trial", why="no words in the brackets")),
    ignore_case=False,
)  # fmt: skip

ACRONYM_AFTER_DESCRIPTION = Rule(
    name="acronym_after_description",
    # "a randomised trial of 2021, MESEMS: …", "one placebo-controlled study, CANGAS, found"
    pattern=rf"\b (?: trial | study | RCT ) (?: \s (?:of|from|in) \s (?:19|20)\d\d )? , \s (?: called \s | named \s | the \s )? {_ACRONYM} (?= [:,.;] )",
    examples=(
        Example("a randomised trial of 2019, STARLIGHT: no benefit", acronym="STARLIGHT"),
        Example("one placebo-controlled study, CANGAS, found", acronym="CANGAS"),
    ),
    refuses=(Not("in this study, EDSS was", why="no closing mark: a test"), Not("in the trial, patients", why="no acronym")),
    ignore_case=False,
)  # fmt: skip

ACRONYM_OF_PARTICIPANTS = Rule(
    name="acronym_of_participants",
    pattern=rf"\b (?:[Pp]articipants|[Pp]atients|[Ss]ubjects|enrolled|randomi[sz]ed|assigned|included) \s (?:in|into) \s (?:the\s)? {_ACRONYM} (?! -\w )",
    examples=(Example("Participants in ADVANTAGE (Advanced Cells) were", acronym="ADVANTAGE"), Example("patients included in CANGAS.", acronym="CANGAS")),
    refuses=(Not("patients in remission", why="no acronym"),),
    ignore_case=False,
)  # fmt: skip

ACRONYM_WITH_NUMBER = Rule(
    name="acronym_with_number",
    pattern=rf"{_ACRONYM} ,? \s? [(\[] \#? (?: [\w.]{{1,20}} [:\s] \s? ){{0,3}} (?:NCT|ISRCTN|EudraCT|ChiCTR|IRCT|ACTRN|jRCT)",
    examples=(Example("STARLIGHT (#NCT01234567)", acronym="STARLIGHT"), Example("CANGAS [ClinicalTrials.gov: NCT01234567]", acronym="CANGAS")),
    refuses=(Not("trial (NCT01234567)", why="no acronym"), Not("ClinicalTrials.gov (NCT01234567)", why="a registry")),
    ignore_case=False,
)  # fmt: skip

ACRONYM_AS_TITLE = Rule(
    name="acronym_as_title",
    # A page whose first line is the trial's name, or starts with it: "SMART-MS", "CANGAS: stem cells for …"
    pattern=rf"\A \s{{0,20}} (?:\#{{1,3}}\s)? (?=[^\s:]*[A-Z][^\s:]*[A-Z][^\s:]*[A-Z-]) {_ACRONYM} (?= \s{{0,3}} (?: \n | : \s | \Z ) )",
    examples=(Example("STEM-ALS\nObjective", acronym="STEM-ALS"), Example("CANGAS: stem cells for heart failure", acronym="CANGAS")),
    refuses=(Not("Abstract\nBackground", why="a word"), Not("STEM-ALS cells are", why="a sentence")),
    ignore_case=False,
)  # fmt: skip

DATED_STUDY = Rule(
    name="dated_study",
    # "A 2012 open-label study", "A 2020 systematic review", "the 2019 phase I trial"
    pattern=rf"""
        (?<![\w.-]) (?P<label> (?:19|20)\d\d \s (?: (?!(?:the|of|in|and|for|an?|to|with|on|by|from|at|that|we)\s) [a-z][\w-]{{1,20}} ,? \s | {_ADJECTIVE} ,? \s ){{0,5}}?
        (?: stud(?:y|ies) | trials? | (?:systematic|Cochrane|scoping) \s reviews? | meta-analys[ie]s | case\sseries | RCT ) ) \b
    """,
    examples=(
        Example("A 2016 double-blind study of", label="2016 double-blind study"),
        Example("the 2018 phase II trial", label="2018 phase II trial"),
        Example("One 2022 meta-analysis pooled", label="2022 meta-analysis"),
    ),
    refuses=(Not("In 2012 the authors of the study", why="a sentence"), Not("12 open-label studies", why="no year")),
    ignore_case=False,
)  # fmt: skip

OTHER_STUDY = Rule(
    name="other_study",
    # A trial that the text sets apart from its own.
    pattern=rf"""
        (?<![\w-]) (?: [Aa]n?\s | [Oo]ne\s | [Tt]he\s | [Ii]n\s | [Oo]ur\s | [Tt]heir\s | [Tt]wo\s )?
        (?P<label> (?:previous|previously\sreported|prior|earlier|another|preceding) \s (?: {_ADJECTIVE} ,? \s ){{0,5}} (?: study | trial | meta-analysis | systematic\sreview | RCT ) ) \b
    """,
    examples=(
        Example("In an earlier phase I trial of 12 patients", label="earlier phase I trial"),
        Example("Another open-label study", label="Another open-label study"),
    ),
    refuses=(Not("previous treatment", why="no study"), Not("the trial", why="the report's own")),
)  # fmt: skip

REGISTERED_STUDY = Rule(
    name="registered_study",
    # A description with its own number: "a small Phase 2 trial (NCT02166021)".
    pattern=rf"""
        (?<![\w-]) (?: [Aa]n? | [Oo]ne | [Tt]he | [Aa]nother ) \s (?P<label> (?: {_ADJECTIVE} ,? \s ){{1,6}} (?: study | trial | RCT ) )
        \s? [(\[] (?: [\w.]{{1,20}} [:\s] \s? ){{0,3}} (?= NCT | ISRCTN | EudraCT | ChiCTR | IRCT | ACTRN | jRCT | (?:19|20)\d\d-\d{{6}} )
    """,
    examples=(
        Example("in a large phase 3 trial (NCT01234567)", label="large phase 3 trial"),
        Example("A pilot study [ISRCTN01234567]", label="pilot study"),
    ),
    refuses=(Not("a trial (NCT01234567)", why="nothing describes it"), Not("a pilot study (n=12)", why="no number")),
)  # fmt: skip

NAMES_BY_ACRONYM = (
    ACRONYM_BEFORE_TRIAL, ACRONYM_AFTER_TRIAL, ACRONYM_IN_BRACKETS, ACRONYM_SPELLED_OUT, ACRONYM_AFTER_DESCRIPTION, ACRONYM_OF_PARTICIPANTS, ACRONYM_WITH_NUMBER, ACRONYM_AS_TITLE,
)  # fmt: skip
NAMES_BY_DESCRIPTION = (DATED_STUDY, REGISTERED_STUDY, OTHER_STUDY)

NO_STUDY = frozenset("""
    RCT RCTs MSC MSCs MSC-NP MSC-NPs hMSC UC-MSC UC-MSCs BM-MSC BM-MSCs AD-MSC AD-MSCs ADSC ASC ASCs BMMNC BMMNCs BMAC HSCT AHSCT SCT SVF MNC PBMC
    MRI fMRI PET SPECT ECG EEG CSF CNS PCR RT-PCR ELISA DNA RNA mRNA HLA GVHD EDSS MSFC T25FW T25-FW 9-HPT 9HPT 6MWT SDMT PASAT ALSFRS ALSFRS-R
    VAS WOMAC KOOS SF-36 EQ-5D MELD LVEF NYHA CDAI PMS RRMS SPMS PPMS ALS COPD ARDS COVID COVID-19 SARS-CoV-2 HIV AIDS SLE CKD AKI STEMI AMI
    FDA EMA NIH WHO NHS MRC UK USA ECTRIMS ACTRIMS EBMT AAN CONSORT PRISMA GRADE ITT SAE SAEs AES TEAE CTCAE MedDRA IRB ICMJE GCP GMP GLP DSMB
    ABSTRACT TITLE BODY METHODS RESULTS BACKGROUND OBJECTIVE OBJECTIVES CONCLUSION CONCLUSIONS DISCUSSION INTRODUCTION SUMMARY REVIEW ARTICLE
    NEWS PRESS RELEASE PDF HTML III PhD ClinicalTrials ClinicalTrial EudraCT EUDRACT ISRCTN NCT EU CTIS DMT DMTs CIS EU-CTR ANZCTR Phase
    II/III PI-led Pre-RCT TNF TNF-i IL-6 VEGF CD34 CD4 CD8 PSA BMI LDL LDL-C HDL BP SD SEM CI OR HR IQR AUC ANOVA ANCOVA
""".split())  # fmt: skip
"""Abbreviations that stand before "trial" or "study" without being a trial's name."""
