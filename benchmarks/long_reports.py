"""Reports as long as any that a curator will meet, made for measuring: the same arguments give the same report."""

import math
import random
from collections.abc import Iterator
from pathlib import Path

OUTCOMES = ("relapse", "death from any cause", "graft failure", "hospital admission", "disability progression", "re-operation")
SCORES = ("EDSS", "WOMAC total score", "6-minute walk distance", "left ventricular ejection fraction", "VAS pain score")
FILLER = (
    "Cells were thawed at the bedside and given over twenty minutes by a nurse who took no part in the assessments.",
    "Assessors did not know which treatment a patient had received, and the code was held by the pharmacy.",
    "The groups were alike in what had been recorded at entry, and nobody crossed from one to the other.",
    "What was missing was not imputed; the analysis follows the plan that had been filed beforehand.",
)


def sentences(seed: int) -> Iterator[str]:
    """Statements without end, one result each; every twentieth contradicts itself, so that a curator has to look."""
    numbers = random.Random(seed)
    while True:
        log_ratio, standard_error = numbers.gauss(0, 0.3), numbers.uniform(0.1, 0.4)
        low, high = (math.exp(log_ratio + sign * 1.96 * standard_error) for sign in (-1, 1))
        estimate = math.exp(log_ratio) if numbers.random() < 0.9 else high + numbers.randint(10, 80) / 100
        p = math.erfc(abs(log_ratio) / standard_error / math.sqrt(2))
        months, outcome = numbers.randint(1, 60), numbers.choice(OUTCOMES)
        yield (
            f"At {months} months the hazard ratio for {outcome} with MSC against placebo was {estimate:.2f} "
            f"(95% CI {low:.2f} to {high:.2f}; P={p:.3f})."
        )
        months, score = numbers.randint(1, 60), numbers.choice(SCORES)
        yield (
            f"The {score} at {months} months was {numbers.randint(200, 700) / 10:.1f} (SD {numbers.randint(30, 120) / 10:.1f}) "
            f"in the MSC group."
        )


def rows_report(path: Path, n_rows: int) -> None:
    """A text report that tells n_rows results, about one a sentence, in paragraphs of five under a heading each fifty."""
    told = sentences(1)
    parts = ["# Results of a long trial"]
    for number in range(-(-n_rows // 5)):
        if number % 10 == 0:
            parts.append(f"## Cohort {number // 10 + 1}")
        parts.append(" ".join(next(told) for _ in range(5)))
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def pdf_report(path: Path, n_pages: int) -> None:
    """A PDF of that many pages, each with a running head, text and some results."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    style, told, story = getSampleStyleSheet(), sentences(2), []
    for number in range(1, n_pages + 1):
        story.append(Paragraph(f"Results in stratum {number}", style["Heading2"]))
        for turn in range(9):
            story.append(Paragraph(" ".join([FILLER[(number + turn) % 4], *(next(told) for _ in range(turn % 2)), FILLER[turn % 4]] * 2)
                                   if turn % 3 else f"{next(told)} {FILLER[turn % 4]}", style["BodyText"]))  # fmt: skip
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)
