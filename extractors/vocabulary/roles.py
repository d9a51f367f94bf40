"""Words that say at which point of a trial participants are counted, strongest first."""

from schemas.vocabulary import Role

ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.PLANNED, r"\b(?:will\sbe|planned|target|would\sbe\srequired|needed\sto\sdetect|required\sto|power)\b"),
    (Role.WITHDRAWN, r"\b(?:withdrew|withdrawn|withdrawals?|dropped\sout|drop-?outs?|lost\sto\sfollow|discontinued|left\sthe\s(?:study|trial))\b"),
    (Role.SCREENED, r"\b(?:screened|assessed\sfor\seligibility|approached)\b"),
    (Role.COMPLETED, r"\b(?:completed|completers|completing)\b"),
    (Role.ANALYSED, r"\b(?:analy[sz]ed|evaluated|evaluable|included\sin\sthe\s(?:\S+\s){0,4}(?:analys[ei]s|substudy|sub-study|population)|available\sfor|(?:final|safety|efficacy)\sanalysis)\b"),
    (Role.RANDOMISED, r"\b(?:randomi[sz]ed(?!(?:,?\s(?:and\s)?(?:controlled|clinical|trial|study|double|placebo|open|phase|prospective|multi|single)))|randomly|allocated|allocation|assigned)\b"),
    (Role.TREATED, r"\b(?:received|were\streated|were\sgiven|underwent|infused|transplanted|was\sadministered|were\sinjected)\b"),
    (Role.ENROLLED, r"\b(?:enrolled|recruited|included|participated|entered|with|were)\b"),
)
"""Role and the pattern of its words."""

RESULT_VERBS = (
    "improved", "worsened", "died", "had", "have", "has", "developed", "experienced", "reported", "showed", "achieved", "remained", "deteriorated",
    "declined", "relapsed", "responded", "survived", "required", "needed", "could", "felt", "suffered", "reached", "met", "presented", "exhibited",
    "demonstrated", "became", "progressed", "failed", "displayed", "regained", "lost", "gained", "did", "self-reported", "preferred", "tested",
    "did not", "stable", "recovered", "vomited", "complained",
)  # fmt: skip
"""What participants do where the count is a result, not a sample size."""
