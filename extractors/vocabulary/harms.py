"""Words that name a harm. Reports' own terms are kept as printed; this list only says that a phrase is one.

Not MedDRA: a plain list of words from public trial reports, safety sections of registries and CTCAE chapter names.
"""

GENERAL = (
    "adverse event", "adverse events", "adverse effect", "adverse effects", "adverse reaction", "adverse reactions", "adverse drug reaction",
    "adverse drug reactions", "side effect", "side effects", "SAE", "SAEs", "AE", "AEs", "TEAE", "TEAEs", "TE-SAE", "TE-SAEs", "toxicity", "toxicities",
    "complication", "complications", "safety concern", "safety concerns", "dose-limiting toxicity", "dose-limiting toxicities", "safety event",
    "safety events", "serious event", "serious events", "untoward effect", "untoward effects", "harm", "harms", "adverse experience", "adverse experiences",
    "adverse outcome", "adverse outcomes", "unwanted effect", "unwanted effects", "undesirable effect", "undesirable effects", "toxic effect", "toxic effects", "side-effect",
    "side-effects", "SUSAR", "SUSARs", "DLT", "DLTs", "ADR", "ADRs", "TRAE", "TRAEs", "irAE", "irAEs",
)  # fmt: skip
"""Words for harms in general."""

TERMS = (
    "death", "deaths", "died", "mortality", "fatal", "hospitalisation", "hospitalization", "hospitalisations", "hospitalizations", "hospitalised", "hospitalized", "fever", "pyrexia", "chills", "headache",
    "headaches", "nausea", "vomiting", "diarrhea", "diarrhoea", "constipation", "fatigue", "asthenia", "dizziness", "vertigo", "rash", "pruritus", "itching",
    "urticaria", "erythema", "infection", "infections", "pneumonia", "bronchitis", "sinusitis", "influenza", "nasopharyngitis", "herpes zoster", "sepsis",
    "septicaemia", "septicemia", "bacteraemia", "bacteremia", "cellulitis", "abscess", "meningitis", "encephalitis", "arachnoiditis", "myelitis", "malignancy",
    "malignancies", "cancer", "cancers", "neoplasm", "neoplasms", "tumour", "tumor", "tumours", "tumors", "teratoma", "ectopic tissue", "thrombosis", "thromboembolism",
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
    "stomatitis", "dysgeusia", "epistaxis", "hyponatremia", "hyponatraemia", "hypokalemia", "hypokalaemia", "hyperkalemia", "hyperkalaemia", "hypocalcaemia", "hypocalcemia",
    "hand-foot syndrome", "neurotoxicity", "cardiotoxicity", "haemolysis", "hemolysis", "ascites", "encephalopathy", "coma", "delirium", "psychosis", "migraine", "blurred vision",
    "palpitations", "angina", "cardiac arrest", "cardiac failure", "shock", "septic shock", "respiratory distress", "pneumonitis", "pneumothorax", "pulmonary oedema", "pulmonary edema",
    "pleural effusion", "wheezing", "bronchiolitis", "pharyngitis", "rhinitis", "otitis media", "gastroenteritis", "colitis", "appendicitis", "cholecystitis", "flatulence", "bloating",
    "reflux", "dysphagia", "hiccups", "haematuria", "hematuria", "dysuria", "cystitis", "pyelonephritis", "nephritis", "dermatitis", "eczema", "acne", "erythroderma", "blistering",
    "hyperhidrosis", "photosensitivity", "injection-site reaction", "injection-site reactions", "infusion-related reaction", "infusion-related reactions", "skin reaction", "skin reactions",
    "local reaction", "local reactions", "adverse skin reactions", "flu-like symptoms", "flu-like syndrome", "malaise", "rigors", "sweating", "hypothermia", "hyperthermia", "weight gain",
    "post-dural puncture headache", "meningism", "radiculitis", "radicular pain", "sciatica", "joint swelling", "synovitis", "heterotopic ossification", "tendon rupture",
    "hypoglycaemic episodes", "hypoglycemic episodes", "hypoglycaemic episode", "hypoglycemic episode", "hypoglycaemic events", "hypoglycemic events", "bleeding events",
    "cardiovascular events", "thromboembolic events", "vascular events", "infectious episodes", "ectopic bone", "tumour formation", "tumor formation", "tumorigenesis", "tumourigenicity",
    "serious reaction", "serious reactions", "immunogenicity", "alloimmunisation", "alloimmunization", "graft loss", "secondary malignancies", "lymphoma", "leukaemia", "leukemia",
    "seroma", "seromas", "necrosis", "hernia", "ileus", "leak", "leakage", "fistula", "rebleeding", "reoperation", "reoperations", "rehospitalisation", "rehospitalization",
    "galactorrhoea", "hypersalivation", "xerostomia", "vaginal bleeding", "vaginal dryness", "miscarriage", "stillbirth", "stillbirths", "preeclampsia", "pre-eclampsia",
    "sedation", "drowsiness", "akathisia", "dyskinesia", "dyskinesias", "dystonia", "orthostatic hypotension", "irritability", "nightmares", "suicide", "suicide attempt", "suicide attempts",
    "hypertransaminasaemia", "liver injury", "liver failure", "cholestasis", "hyperbilirubinaemia", "hyperbilirubinemia", "granulocytopenia", "agranulocytosis", "eosinophilia",
    "flushing", "hot flashes", "hot flushes", "dry mouth", "taste alteration", "bruising", "ecchymosis", "cramps", "spasms", "tremor", "ataxia", "restlessness", "agitation",
)  # fmt: skip
"""Names of single harms; a longer name that holds one of these is a harm too."""


NOT_OF_A_TERM = frozenset("""
a an the this that these those all any some each every both either neither other another no none one two three four five six seven eight nine ten
of in on at to for from by with and or but nor vs v versus than between among within across per into under over after before during via as
was were is are be been being had has have having did does do not also only more most less fewer least many several few further additional additionally new
occurred occurring reported reports report developed develop experienced experience suffered showed show required requiring including included include includes caused cause
observed seen noted recorded documented detected found presented presenting leading resulting because due owing regarding concerning
common commonest frequent frequently commonly most mainly mostly main major-most predominantly primarily such which who whom whose where when while whereas however
although because there their its his her our they them it then thus if without absence rate rates number numbers incidence incidences proportion proportions percentage frequency
causing increasing reducing worsening increased increase decreased reduced reduce lower higher greater similar comparable total overall cumulative risk risks evidence case cases episode episodes event
withdrew withdrawn discontinued stopped dropped died survived received receiving given treated using possible potential cause prevention prevent preventing
group groups arm arms study trial period time least first second third cases's like namely especially particularly e.g i.e eg ie can may might could would should will
remaining respectively patient's week weeks month months year years day days hospital reduction difference differences effect severe-most indicated suggested suffer signs sign symptoms
""".split())  # fmt: skip
"""Words at which the name of a harm begins: none of them is a part of it."""

COMPLETES_A_TERM = ("abnormalities", "abnormality")
"""After "or" such a word ends the name before it rather than naming a harm of its own ("no neoplasms or abnormalities")."""

ONLY_IN_SAFETY_TALK = frozenset({
    "discontinuation", "fracture", "tumor", "tumour", "cancer", "neoplasm", "depression", "anxiety", "weight loss", "weight gain", "recurrence of tumour", "abnormalitie", "abnormality",
    "immunogenicity", "sedation", "insomnia", "fall", "lymphoma", "leukemia", "leukaemia", "ulcer", "ulceration", "leak", "leakage", "incontinence", "swelling", "weakness",
})  # fmt: skip
"""Harms, without their plural s, that are as often what a trial treats or measures: harms only where their own sentence is about safety."""
