"""Words that name the arms of a trial, and words that never do."""

COMPARATORS = (
    "placebo", "saline", "sham", "vehicle", "vehicle control", "control", "controls", "usual care", "standard care", "standard of care",
    "standard therapy", "standard treatment", "standard medical treatment", "conventional treatment", "conventional therapy", "routine care",
    "usual practice", "standard practice", "protocolized care", "protocolised care", "care as usual", "treatment as usual", "attention control",
    "no treatment", "no intervention", "no therapy", "no further treatment", "untreated", "waiting list", "wait list", "observation", "best supportive care", "dummy",
)  # fmt: skip
"""What trials compare with: an arm whose label holds one of these is the comparator."""

EXPERIMENTALS = (
    "intervention", "treatment", "treated", "experimental", "active", "verum", "therapy", "msc", "mscs", "stem cell", "stem cells", "cell",
    "cells", "bmmnc", "hmscs", "stromal",
)  # fmt: skip
"""Words that make an arm the experimental one where no comparator's name says otherwise."""

NOT_A_LABEL = frozenset("""
a an the this that these those each both all two three four five six either neither other another same such one no any some every
in of on at to for from by with and or but nor vs versus than between among within across per into over under after before during
study studies trial trials patient patients participant participants subject subjects people persons individuals women men children
adults group groups arm arms cohort cohorts subgroup subgroups population parallel treatment-group age sex respective corresponding
different several multiple many most separate independent larger smaller matched remaining whole entire overall total combined
was were is are be been being had has have did does do not which who whose whom it its their his her my your our they there then thus as if when while
whereas although because however respectively compared comparison assigned randomized randomised allocated receiving received given
higher lower greater lesser more less fewer significant significantly similar homogeneous balanced comparable divided number
investigational blinded masked non first second third last working research expert focus our new old via using
cycle cycles dose doses plasma death design remission response infusion infusions injection injections
once twice without use agents agent premedication efficient effective better worse likely well common frequent superior inferior primary secondary
compare compared comparing comparison evaluate evaluated evaluating investigate investigated determine studied assess assessed examine examined whether we up wearing administered
year years month months week weeks day days hour hours minute minutes min p n ci
""".split())  # fmt: skip
"""Words at which a label begins or ends: they are no part of it."""

GENERIC_LABELS = frozenset({
    "dose", "study", "trial", "age", "main", "risk", "sex", "gender", "ethnic", "racial", "disease", "diagnostic", "between-", "within-",
    "patient", "clinical", "double-blind", "cross-over", "crossover", "therapeutic", "prognostic", "working", "muscle",
    "blood", "support", "functional", "left", "right", "upper", "lower", "dominant", "non-dominant", "nondominant", "affected", "unaffected",
    "medication", "analysis", "normal", "regimen", "regimens", "dosage", "orally", "experience", "management", "comparison", "carboxyl", "writing", "steering", "peer", "user", "sub", "baseline",
})  # fmt: skip
"""Words that, alone before 'group', name no arm."""

SUBGROUPS = (
    r"(?:very[-\s])?(?:high|low|intermediate|standard|poor|good|average)[-\s]risk", "intermediate", r"(?:modified\s)?(?:per[-\s]protocol|intention[-\s]to[-\s]treat|intent[-\s]to[-\s]treat|ITT|safety)",
    r"[\w-]{1,12}[-\s](?:positive|negative)", r"(?:pre|post|peri)-?menopausal", r"(?:non-?)?responders?", r"(?:young|old)(?:er|est)?", r"(?:non-?)?smokers?",
    r"(?:fe)?males?", r"boys?", r"girls?", "mild", "moderate", "severe",
)  # fmt: skip
"""Patterns of labels that part the participants by what they are, not by what they were given."""

MODIFIERS = (
    r"oral(?:ly)?|intravenous(?:ly)?|subcutaneous(?:ly)?|intramuscular(?:ly)?|intranasal(?:ly)?|intrathecal(?:ly)?|topical(?:ly)?|inhaled|daily|weekly|monthly|once|twice"
    r"|additional|adjuvant|concomitant|alone|blinded|double-blind|open-label|intervention\sof|addition\sof"
)
"""Words beside a label that say how it was given: no part of it where another word is left."""

DOSE_UNITS = r"mg|g|kg|µg|μg|mcg|ng|mL|ml|IU|MIU|U|units|Gy|mmol|million|M|%"
"""Units that make a number a dose."""
