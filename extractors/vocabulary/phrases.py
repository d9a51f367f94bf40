"""Words that shape a sentence about a result: verbs, comparatives, and subjects that say nothing of the outcome."""

VERBS = (
    "was", "were", "is", "are", "had", "has", "have", "did", "does", "do", "showed", "shows", "show", "improved", "increased", "decreased",
    "declined", "reduced", "rose", "fell", "dropped", "differed", "differ", "remained", "occurred", "experienced", "developed", "achieved", "achieves", "achieve",
    "reached", "required", "favored", "favoured", "tended", "correlated", "appeared", "resulted", "demonstrated", "reported", "lasted",
    "became", "could", "would", "led", "caused", "ranged", "averaged", "changed", "worsened", "progressed", "survived", "failed", "met",
    "approached", "gained", "lost", "exhibited", "displayed", "revealed", "yielded", "obtained", "reduces", "improves", "increases",
    "indicates", "indicated", "reach", "attain", "approach", "suggests", "suggested", "persisted", "lowered", "prolonged", "shortened", "attenuated", "prevented", "emerged", "enhanced", "affected", "yields", "produced", "produces",
)  # fmt: skip

COMPARATIVES = (
    "reduced", "lower", "higher", "greater", "shorter", "longer", "improved", "increased", "decreased", "better", "worse", "less", "more",
    "fewer", "faster", "slower", "larger", "smaller", "prolonged", "elevated", "enhanced", "comparable", "similar", "superior", "inferior",
    "diminished", "shortened", "attenuated", "earlier", "later",
)  # fmt: skip

CHANGE_NOUNS = (
    "difference", "differences", "change", "changes", "effect", "effects", "impact", "reduction", "reductions", "increase", "increases",
    "improvement", "improvements", "decrease", "decreases", "decline", "benefit", "benefits", "gain", "gains", "rise", "advantage",
    "superiority", "trend", "decreases", "declines", "tendency", "signal", "signals", "association", "influence", "heterogeneity", "interaction", "risk", "odds",
    "evidence", "variation",
)  # fmt: skip

EMPTY_SUBJECTS = (
    "results", "result", "findings", "finding", "analysis", "analyses", "there", "it", "this", "that", "these", "those", "they", "we", "he",
    "she", "patients", "participants", "subjects", "children", "women", "men", "individuals", "people", "adults", "group", "groups", "arm",
    "arms", "difference", "differences", "effect", "effects", "trend", "trends", "both", "all", "none", "no", "one", "two", "which", "who",
    "treatment", "therapy", "treatments", "change", "changes", "improvement", "improvements", "study", "trial", "data", "values", "value",
    "reduction", "reductions", "increase", "increases", "decrease", "decreases", "estimates", "estimate", "model", "models", "outcome",
    "outcomes", "comparison", "comparisons", "picture", "pattern", "situation", "case", "finding", "observation", "observations", "proportion", "proportions", "number", "numbers", "percentage", "percentages", "often", "likely",
    "frequent", "frequently", "common", "days", "weeks", "months", "years", "others", "respectively", "remaining", "total", "rest", "ones",
    "period", "time", "point", "points", "receiving", "pronounced", "score", "scores", "baseline", "episodes", "cases", "events", "subgroup",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "high", "low", "former", "latter", "first", "second",
    "respectively", "primary", "secondary", "evidence", "differently", "year", "month", "week", "day", "hour", "hours", "minutes", "child", "patient", "person", "half", "arm's", "values", "responses", "estimated",
    "analysed", "analyzed", "lot", "majority", "minority", "most", "use", "terms", "regard", "respect", "addition", "contrast", "line", "conclusion",
    "statistical", "identified", "confirmed", "tested", "whom", "whose", "combined", "strongest", "subgroups", "population", "cohort", "sample", "average", "mean", "median", "significance", "reference",
)  # fmt: skip

ADVERBS = (
    "significantly", "statistically", "likewise", "however", "similarly", "moreover", "furthermore", "also", "additionally", "overall", "finally",
    "conversely", "respectively", "only", "markedly", "slightly", "substantially", "considerably", "notably", "interestingly", "again", "even",
    "not", "no", "non", "significant", "a", "an", "the", "any", "some", "its", "their", "both", "further", "marked", "slight", "modest",
    "substantial", "clear", "observed", "further", "small", "large", "important", "clinically", "relevant", "meaningful", "trend", "toward",
    "towards", "signal", "of", "to", "for", "in", "and", "or", "but", "with", "as", "well", "while", "whereas", "although", "that", "which",
    "had", "have", "has", "was", "were", "by", "on", "differently", "especially", "particularly", "showing", "corresponding", "mainly", "exploratory", "negative", "positive", "outcome", "endpoint", "end", "point",
    "including", "included", "namely", "consequently", "be", "been", "being", "either", "same", "other", "another", "each", "every", "more", "less", "most", "least",
    "few", "fewer", "several", "nearly", "almost", "approximately", "about", "around", "up", "still", "already", "into", "between", "among", "seen", "found",
    "noted", "detected", "there", "this", "these", "those", "it", "they", "we", "all", "when", "if", "so", "such", "more", "than", "trends", "then", "thus", "such", "at", "from", "than", "against", "opposed", "adjusted", "unadjusted",
)  # fmt: skip
"""Words that are stripped from either end of an outcome's name."""

PEOPLE = frozenset(
    "patient patients participant participants subject subjects woman women man men child children individual individuals people person persons adult adults infant infants "
    "physician physicians nurse nurses clinician clinicians investigator investigators parent parents".split()
)
"""Words for those who were studied: a name that begins or ends with one is theirs and no outcome's."""

GROUP_NOUNS = frozenset("group groups subgroup subgroups arm arms cohort cohorts".split())
"""Words that make what stands before them a group."""

PREPOSITIONS = frozenset("of in on for with by to from at among between per".split())
"""A name that holds one has its head before it."""
