"""Outcomes under the names that reports give them, so that tellings in different words can be lined up.

Names are written as they are compared: without capitals, marks and plural forms (`extractors/outcomes`). The lists follow the
instruments' own publications and, for multiple sclerosis, the domains of MSOAC (LaRocca et al., Mult Scler 2018;24:1469).
"""

from dataclasses import dataclass

from schemas.vocabulary import Direction

LOWER, HIGHER = Direction.LOWER, Direction.HIGHER


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of the project's vocabulary.

    names: what it is called; one of them stands in the title. needs: words of which one must stand beside it ("serum"
    makes a GFAP that of serum); an outcome whose needs are met goes before one of the same name that needs nothing.
    direction: which change is good for the patient; None where that depends on how it was measured (the 25-foot walk as a time or
    as a speed). examples: titles that are this outcome; refuses: titles that are not.
    """

    outcome_id: str
    direction: Direction | None
    names: tuple[str, ...]
    needs: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


_GFAP = ("gfap", "glial fibrillary acidic protein")
_NFL = ("nfl", "neurofilament light", "neurofilament light chain", "neurofilament")
_SERUM = ("serum", "plasma", "blood", "snfl", "sgfap", "pnfl")
_CSF = ("csf", "cerebrospinal", "cerebrospinal fluid")

OUTCOMES = (
    # Multiple sclerosis: disability and function.
    Outcome("edss", LOWER, ("edss", "expanded disability status scale"), examples=("EDSS score", "Expanded Disability Status Scale (EDSS)"), refuses=("EDSS Plus improvement", "EDSS and SDMT")),
    Outcome("edss_plus", None, ("edss plus",), examples=("EDSS Plus", "EDSS Plus improvement"), refuses=("EDSS",)),
    Outcome("confirmed_disability_progression", LOWER, ("confirmed disability progression", "confirmed disability worsening", "cdp", "disability progression", "disability worsening", "sustained disability progression"), examples=("24-week confirmed disability progression",), refuses=("disability",)),
    Outcome("timed_25_foot_walk", None, ("t25fw", "t25 fw", "25 foot walk", "25foot walk", "timed 25 foot walk", "25fwt", "25 ft walk", "timed 25 foot walk test"), examples=("T25FW", "timed 25-foot walk test (T25FW)"), refuses=("6-minute walk test",)),
    Outcome("six_minute_walk_distance", HIGHER, ("6mwt", "6mwd", "6 mwt", "6 minute walk", "six minute walk", "6 min walk", "6 minute walking", "six minute walking", "6 minute walk test", "six minute walk distance"), examples=("6MWT", "six-minute walk distance", "6-min walk test"), refuses=("2-minute walk",)),
    Outcome("nine_hole_peg_test", None, ("9hpt", "9 hpt", "nine hole peg", "9 hole peg", "nine hole peg test", "9 hole peg test"), examples=("9-HPT", "nine-hole peg test"), refuses=("peg",)),
    Outcome("symbol_digit_modalities_test", HIGHER, ("sdmt", "symbol digit modalities", "symbol digit modalities test", "symbol digit modality test"), examples=("SDMT",), refuses=("digit span",)),
    Outcome("paced_auditory_serial_addition_test", HIGHER, ("pasat", "paced auditory serial addition", "paced auditory serial addition test"), examples=("PASAT-3",), refuses=("auditory",)),
    Outcome("ms_functional_composite", HIGHER, ("msfc", "multiple sclerosis functional composite", "ms functional composite"), examples=("MSFC z-score",), refuses=("functional status",)),
    Outcome("ms_walking_scale_12", LOWER, ("msws 12", "msws12", "multiple sclerosis walking scale"), examples=("MSWS-12",), refuses=("walking speed",)),
    Outcome("ms_impact_scale_29", LOWER, ("msis 29", "msis29", "multiple sclerosis impact scale"), examples=("MSIS-29",), refuses=("impact",)),
    Outcome("fatigue_severity_scale", LOWER, ("fatigue severity scale",), examples=("Fatigue Severity Scale",), refuses=("fatigue",)),
    Outcome("low_contrast_letter_acuity", HIGHER, ("lcla", "low contrast letter acuity", "low contrast visual acuity"), examples=("low-contrast letter acuity",), refuses=("visual field",)),
    Outcome("evoked_potential_latency", LOWER, ("cep latency", "combined evoked potential latency", "evoked potential latency"), examples=("CEP latencies", "combined evoked potential latency"), refuses=("evoked", "visual evoked potential amplitude")),
    # Multiple sclerosis: disease activity, imaging and fluids.
    Outcome("annualised_relapse_rate", LOWER, ("annualised relapse rate", "annualized relapse rate", "annualized recurrence rate", "annualised recurrence rate", "relapse rate"), examples=("annualized relapse rate (ARR)", "mean annualised relapse rate"), refuses=("time to first relapse",)),
    Outcome("gadolinium_enhancing_lesions", LOWER, ("gadolinium enhancing lesion", "gd enhancing lesion", "gadolinium enhancing t1 lesion", "contrast enhancing lesion", "enhancing lesion"), examples=("gadolinium-enhancing lesions", "cumulative number of gadolinium-enhancing lesions (GEL)"), refuses=("T2 lesions",)),
    Outcome("t2_lesions", LOWER, ("t2 lesion", "new t2 lesion", "new or enlarging t2 lesion", "t2 hyperintense lesion"), examples=("new or enlarging T2 lesions",), refuses=("T1 lesions", "T2 lesion volume")),
    Outcome("t2_lesion_volume", LOWER, ("t2 lesion volume", "t2 lesion load"), examples=("T2 lesion volume",), refuses=("T2 lesions",)),
    Outcome("brain_atrophy", LOWER, ("brain atrophy", "cerebral atrophy", "brain volume loss", "whole brain atrophy"), examples=("cerebral atrophy on MRI", "brain atrophy"), refuses=("muscle atrophy", "brain volume")),
    Outcome("brain_volume", HIGHER, ("brain volume", "pbvc", "percentage brain volume change", "brain volume change"), examples=("percentage brain volume change",), refuses=("brain volume loss",)),
    Outcome("gfap", LOWER, _GFAP, examples=("GFAP",), refuses=("serum GFAP", "CSF GFAP")),
    Outcome("gfap_serum", LOWER, _GFAP, needs=_SERUM, examples=("Serum glial fibrillary acidic protein (GFAP)", "plasma GFAP"), refuses=("GFAP",)),
    Outcome("gfap_csf", LOWER, _GFAP, needs=_CSF, examples=("CSF GFAP",), refuses=("GFAP",)),
    Outcome("neurofilament_light", LOWER, _NFL, examples=("NfL", "neurofilament light chain"), refuses=("serum NfL",)),
    Outcome("neurofilament_light_serum", LOWER, (*_NFL, "snfl", "pnfl"), needs=_SERUM, examples=("serum neurofilament light chain", "sNfL"), refuses=("NfL",)),
    Outcome("neurofilament_light_csf", LOWER, _NFL, needs=_CSF, examples=("cerebrospinal fluid NfL",), refuses=("NfL",)),
    Outcome("retinal_nerve_fibre_layer", HIGHER, ("rnfl", "retinal nerve fiber layer", "retinal nerve fibre layer"), examples=("RNFL thickness",), refuses=("macular volume",)),
    # Amyotrophic lateral sclerosis, stroke, spinal cord.
    Outcome("alsfrs_r", HIGHER, ("alsfrs r", "alsfrs", "als functional rating scale", "amyotrophic lateral sclerosis functional rating scale"), examples=("ALSFRS-R slope",), refuses=("rating scale",)),
    Outcome("modified_rankin_scale", LOWER, ("modified rankin scale", "modified rankin score"), examples=("modified Rankin scale (mRS)",), refuses=("Barthel index",)),
    Outcome("nih_stroke_scale", LOWER, ("nihss", "nih stroke scale", "national institutes of health stroke scale"), examples=("NIHSS",), refuses=("stroke",)),
    Outcome("barthel_index", HIGHER, ("barthel index",), examples=("Barthel Index score",), refuses=("Rankin",)),
    # Heart and vessels.
    Outcome("lvef", HIGHER, ("lvef", "left ventricular ejection fraction", "lv ejection fraction", "ejection fraction"), examples=("left ventricular ejection fraction (LVEF)",), refuses=("end-systolic volume",)),
    Outcome("lv_end_systolic_volume", LOWER, ("lvesv", "lvesvi", "left ventricular end systolic volume", "lv end systolic volume", "end systolic volume"), examples=("LV end-systolic volume",), refuses=("end-diastolic volume",)),
    Outcome("lv_end_diastolic_volume", LOWER, ("lvedv", "lvedvi", "left ventricular end diastolic volume", "lv end diastolic volume", "end diastolic volume"), examples=("LVEDV",), refuses=("LVESV",)),
    Outcome("infarct_size", LOWER, ("infarct size", "scar size", "infarct volume"), examples=("infarct size",), refuses=("infarction",)),
    Outcome("kccq", HIGHER, ("kccq", "kansas city cardiomyopathy questionnaire"), examples=("KCCQ",), refuses=("MLHFQ",)),
    Outcome("mlhfq", LOWER, ("mlhfq", "minnesota living with heart failure", "minnesota living with heart failure questionnaire"), examples=("MLHFQ score",), refuses=("KCCQ",)),
    Outcome("nt_pro_bnp", LOWER, ("nt probnp", "nt pro bnp", "n terminal pro b type natriuretic peptide"), examples=("NT-proBNP",), refuses=("BNP",)),
    Outcome("ankle_brachial_index", HIGHER, ("ankle brachial index", "ankle brachial pressure index"), examples=("ankle-brachial index (ABI)",), refuses=("ankle",)),
    Outcome("amputation_free_survival", HIGHER, ("amputation free survival",), examples=("amputation-free survival",), refuses=("amputation", "survival")),
    # Joints, gut, skin.
    Outcome("womac", LOWER, ("womac", "western ontario and mcmaster universities"), examples=("WOMAC total score",), refuses=("WOMAC pain",)),
    Outcome("womac_pain", LOWER, ("womac pain",), examples=("WOMAC pain subscale",), refuses=("WOMAC", "pain")),
    Outcome("koos", HIGHER, ("koos", "knee injury and osteoarthritis outcome score"), examples=("KOOS",), refuses=("WOMAC",)),
    Outcome("pain_visual_analogue_scale", LOWER, ("vas", "visual analogue scale", "visual analog scale", "vas pain", "pain vas", "pain visual analogue scale"), needs=("pain",), examples=("VAS for pain", "pain visual analog scale"), refuses=("VAS", "pain")),
    Outcome("cdai", LOWER, ("cdai", "crohn's disease activity index", "crohn s disease activity index"), examples=("CDAI",), refuses=("Crohn's disease",)),
    Outcome("combined_remission", HIGHER, ("combined remission",), examples=("combined remission",), refuses=("remission",)),
    Outcome("fistula_healing", HIGHER, ("fistula healing", "fistula closure", "complete fistula closure"), examples=("complete fistula closure",), refuses=("fistula",)),
    # Lung, metabolism, blood, inflammation.
    Outcome("fev1", HIGHER, ("fev1", "forced expiratory volume in 1 second", "forced expiratory volume in one second"), examples=("FEV1",), refuses=("FVC",)),
    Outcome("fvc", HIGHER, ("fvc", "forced vital capacity"), examples=("forced vital capacity (FVC)",), refuses=("FEV1",)),
    Outcome("pao2_fio2", HIGHER, ("pao2 fio2", "p f ratio", "pf ratio"), examples=("PaO2/FiO2 ratio",), refuses=("FiO2",)),
    Outcome("hba1c", LOWER, ("hba1c", "glycated hemoglobin", "glycated haemoglobin", "glycosylated hemoglobin", "glycosylated haemoglobin"), examples=("HbA1c",), refuses=("hemoglobin",)),
    Outcome("c_peptide", HIGHER, ("c peptide",), examples=("fasting C-peptide",), refuses=("peptide",)),
    Outcome("egfr", HIGHER, ("egfr", "estimated glomerular filtration rate", "glomerular filtration rate"), examples=("eGFR",), refuses=("creatinine",)),
    Outcome("c_reactive_protein", LOWER, ("crp", "c reactive protein", "hscrp", "hs crp"), examples=("C-reactive protein (CRP)",), refuses=("protein",)),
    Outcome("interleukin_6", LOWER, ("il 6", "il6", "interleukin 6"), examples=("IL-6", "serum interleukin-6"), refuses=("IL-10",)),
    # In every field.
    Outcome("overall_survival", HIGHER, ("overall survival",), examples=("median overall survival",), refuses=("progression-free survival",)),
    Outcome("progression_free_survival", HIGHER, ("progression free survival", "pfs"), examples=("progression-free survival (PFS)",), refuses=("overall survival",)),
    Outcome("mortality", LOWER, ("mortality", "death from any cause", "all cause mortality", "all cause death"), examples=("28-day mortality", "death from any cause"), refuses=("cardiovascular death", "cardiovascular mortality")),
    Outcome("cardiovascular_mortality", LOWER, ("cardiovascular mortality", "cardiovascular death", "cardiac death", "cardiac mortality"), examples=("cardiovascular death",), refuses=("mortality",)),
    Outcome("acute_gvhd", LOWER, ("acute gvhd", "acute graft versus host disease", "agvhd"), examples=("acute GVHD", "acute graft-versus-host disease"), refuses=("chronic GVHD",)),
    Outcome("chronic_gvhd", LOWER, ("chronic gvhd", "chronic graft versus host disease", "cgvhd"), examples=("chronic GVHD",), refuses=("acute GVHD",)),
)  # fmt: skip
