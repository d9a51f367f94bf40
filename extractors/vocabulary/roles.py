"""Words that say at which point of a trial participants are counted, strongest first."""

from schemas.vocabulary import Role

ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    (
        Role.PLANNED,
        r"\b(?:will\sbe|planned(?!\s(?:interim|analys))|target|would\sbe\srequired|needed\sto\sdetect|required\sto|power)\b",
    ),
    (
        Role.WITHDRAWN,
        r"\b(?:withdrew|withdrawn|withdrawals?|dropped\sout|drop-?outs?|lost\sto\sfollow|discontinued|left\sthe\s(?:study|trial))\b",
    ),
    (Role.SCREENED, r"\b(?:screened|assessed\sfor\seligibility|approached)\b"),
    (Role.COMPLETED, r"\b(?:completed|completers|completing)\b"),
    (
        Role.ANALYSED,
        r"\b(?:analy[sz]ed|evaluated|evaluable|assessable|included\sin\sthe\s(?:\S+\s){0,4}(?:analys[ei]s|substudy|sub-study|population)|per-protocol|contributed\sdata|(?:available|suitable)\sfor|(?:final|safety|efficacy)\sanalysis)\b",
    ),
    (
        Role.RANDOMISED,
        r"\b(?:randomi[sz]ed(?!(?:,?\s(?:and\s)?(?:controlled|clinical|trial|study|double|placebo|open|phase|prospective|multi|single)))|randomly|randomi[sz]ation|allocated|allocation|assigned|by\srandom)\b",
    ),
    (Role.TREATED, r"\b(?:received|were\streated|were\sgiven|underwent|infused|transplanted|was\sadministered|were\sinjected)\b"),
)
"""Role and the pattern of its words; where a text says none of these, participants are enrolled."""

ENTRY_WORDS = r"\b(?:enrol?led|recruited|registered|accrued|included|entered|participated)\b"
"""Words that say of participants that they came into the trial and nothing more."""

OWN_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.RANDOMISED, r"randomi[sz]|assigned|allocated"),
    (Role.ANALYSED, r"analy[sz]ed|evaluated|evaluable|assessable|contributed|available"),
    (Role.SCREENED, r"screened|assessed\sfor"),
    (Role.COMPLETED, r"completed"),
    (Role.WITHDRAWN, r"withdrew|dropped|discontinued"),
    (Role.TREATED, r"\btreated"),
    (Role.ENROLLED, r"enrol?led|recruited|included|entered|registered|participated|eligible"),
)
"""Role and the pattern of the verb that stands right beside the count."""

RESULT_VERBS = (
    "improved", "worsened", "died", "had", "have", "has", "developed", "experienced", "reported", "showed", "achieved", "remained", "deteriorated",
    "declined", "relapsed", "responded", "survived", "required", "needed", "could", "felt", "suffered", "reached", "met", "presented", "exhibited",
    "demonstrated", "became", "progressed", "failed", "displayed", "regained", "lost", "gained", "did", "self-reported", "preferred", "tested",
    "did not", "stable", "recovered", "vomited", "complained", "belonged", r"(?:were|was)\sin\s(?:complete|partial|full)",
)  # fmt: skip
"""What participants do where the count is a result, not a sample size."""
