"""Words that name a harm. Reports' own terms are kept as printed; this list only says that a phrase is one.

Not MedDRA: a plain list of words from public trial reports, safety sections of registries and CTCAE chapter names.
"""

GENERAL = (
    "adverse event", "adverse events", "adverse effect", "adverse effects", "adverse reaction", "adverse reactions", "adverse drug reaction",
    "adverse drug reactions", "side effect", "side effects", "SAE", "SAEs", "AE", "AEs", "TEAE", "TEAEs", "TE-SAE", "TE-SAEs", "toxicity", "toxicities",
    "complication", "complications", "safety concern", "safety concerns", "dose-limiting toxicity", "dose-limiting toxicities", "safety event",
    "safety events", "serious event", "serious events", "untoward effect", "untoward effects", "harm", "harms",
)  # fmt: skip
"""Words for harms in general."""

TERMS = (
    "death", "deaths", "died", "mortality", "fatal", "hospitalisation", "hospitalization", "hospitalisations", "hospitalizations", "hospitalised", "hospitalized", "fever", "pyrexia", "chills", "headache",
    "headaches", "nausea", "vomiting", "diarrhea", "diarrhoea", "constipation", "fatigue", "asthenia", "dizziness", "vertigo", "rash", "pruritus", "itching",
    "urticaria", "erythema", "infection", "infections", "pneumonia", "bronchitis", "sinusitis", "influenza", "nasopharyngitis", "herpes zoster", "sepsis",
    "septicaemia", "septicemia", "bacteraemia", "bacteremia", "cellulitis", "abscess", "meningitis", "encephalitis", "arachnoiditis", "myelitis", "malignancy",
    "malignancies", "cancer", "neoplasm", "neoplasms", "tumour", "tumor", "tumours", "tumors", "teratoma", "ectopic tissue", "thrombosis", "thromboembolism",
    "embolism", "pulmonary embolism", "deep vein thrombosis", "stroke", "transient ischaemic attack", "transient ischemic attack", "haemorrhage", "hemorrhage", "bleeding",
    "haematoma", "hematoma", "myocardial infarction", "heart failure", "arrhythmia", "arrhythmias", "atrial fibrillation", "hypertension", "hypotension", "tachycardia",
    "bradycardia", "syncope", "anaphylaxis", "anaphylactic", "hypersensitivity", "allergic reaction", "allergic reactions", "infusion reaction", "infusion reactions",
    "injection site reaction", "injection site reactions", "injection site pain", "neutropenia", "febrile neutropenia", "leucopenia", "leukopenia", "lymphopenia",
    "thrombocytopenia", "anaemia", "anemia", "pancytopenia", "hepatotoxicity", "jaundice", "hepatitis", "pancreatitis", "renal failure", "kidney injury", "nephrotoxicity",
    "proteinuria", "seizure", "seizures", "convulsion", "convulsions", "neuropathy", "paraesthesia", "paresthesia", "weakness", "nerve injury", "nerve root clumping",
    "fluid loculations", "low back pain", "lower back pain", "back pain", "coccygeal pain", "coccydynia", "leg pain", "neck pain", "bone pain", "abdominal pain",
    "chest pain", "joint pain", "muscle pain", "pain at the injection site", "arthralgia", "myalgia", "arthritis", "swelling", "oedema", "edema", "effusion", "dyspnea",
    "dyspnoea", "cough", "respiratory failure", "bronchospasm", "insomnia", "somnolence", "depression", "anxiety", "suicidal ideation", "hallucinations", "confusion",
    "weight loss", "anorexia", "mucositis", "alopecia", "hypoglycaemia", "hypoglycemia", "hyperglycaemia", "hyperglycemia", "ketoacidosis", "lactic acidosis",
    "skin irritation", "dryness", "local skin dryness", "dyspepsia", "gastrointestinal bleeding", "perforation", "ulcer", "ulceration", "fracture", "fractures", "falls", "fall",
    "graft-versus-host disease", "GVHD", "graft failure", "graft rejection", "relapse of infection", "urinary tract infection", "urinary tract infections", "urinary retention",
    "incontinence", "upper respiratory tract infection", "upper respiratory tract infections", "meningeal irritation", "aseptic meningitis", "spinal MRI abnormalities",
    "reactivation", "lethargy", "conjunctivitis", "uveitis", "vision loss", "hearing loss", "tinnitus", "phlebitis", "extravasation", "maldigestion", "discontinuation",
    "donor-specific antibodies", "immune reaction", "immune reactions", "neoplasia", "abnormalities", "wound infection", "dehiscence", "nonunion", "recurrence of tumour",
    "flushing", "hot flushes", "dry mouth", "taste alteration", "bruising", "ecchymosis", "cramps", "spasms", "tremor", "ataxia", "restlessness", "agitation",
)  # fmt: skip
"""Names of single harms; a longer name that holds one of these is a harm too."""

ABSENT_UNLESS_COUNTED = ("recurrence", "relapse", "progression")
"""Efficacy outcomes in most trials: never taken for harms by the word alone."""
