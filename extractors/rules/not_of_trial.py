"""Sentences whose figures may be no results of the report's trial."""

from extractors.rule import Example, Not, Rule

PLAN_TOLD = Rule(
    name="plan_told",
    pattern=r"""\b(?: (?:we|was|were|been|is|by) \s (?:assum(?:ed|ing)|hypothesi[sz]ed|anticipated) | assum(?:ing|ptions?) | expected \s (?:an?\s)? (?:hazard|odds|relative|risk|effect|difference|mean|rate|response|incidence)
        | (?:sample|trial) \s size \s (?:was|of|is|calculation|estimation|estimate) | non-?inferiority \s (?:margin|limit|bound) | minim(?:al|um) \s clinically \s important
        | \d{2} \s? % \s power | power \s (?:of \s \d{2} | to \s detect) )\b""",
    examples=(
        Example("We assumed that half would respond"),
        Example("based on an expected hazard ratio of 0.7"),
        Example("the noninferiority margin was 2 points"),
        Example("gave 80% power to detect"),
    ),
    refuses=(
        Not("as expected, fever was common", why="a result that was no surprise"),
        Not("the powered wheelchair", why="no plan"),
        Not("half of them responded", why="a result"),
    ),
)
"""A figure of such a sentence was set or supposed before the trial."""

OTHERS_TOLD = Rule(
    name="others_told",
    pattern=r"""\b(?: in \s (?:animals?|rats|mice|rabbits|pigs|sheep|dogs) | animal \s (?:experiments?|stud(?:y|ies)|models?) | et \s al\.? \s (?:found|reported|showed|observed|described)
        | (?:a|one|another|the|recent|previous|earlier) \s (?:recent\s|previous\s|earlier\s|published\s)? meta-?analys[ei]s \s (?:of|by|found|showed|reported) | previously \s (?:reported|published) )\b""",
    examples=(
        Example("In animals, the scar shrank by 30%"),
        Example("Meyer et al. reported an odds ratio"),
        Example("A meta-analysis of nine trials found"),
    ),
    refuses=(
        Not("This meta-analysis was registered", why="the report's own work"),
        Not("in the animal-assisted arm", why="an arm"),
        Not("we found that pain fell", why="the report's own result"),
    ),
)
"""A figure of such a sentence may be of animals or of other people's work."""
