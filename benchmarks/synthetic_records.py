"""PubMed records that no one wrote: as many as asked for, the same for the same seed, as dense in numbers as real abstracts of trials.

    python benchmarks/synthetic_records.py OUT.xml.gz [--records 30000] [--seed 1]

A record is some 1,900 characters with about 27 numbers: sizes, means, shares, estimates with intervals, p-values and harms in the
notations that abstracts use. One in five is an abstract without results.
"""

import argparse
import gzip
import math
import random
from collections.abc import Iterator
from pathlib import Path

_CELLS = ("adipose-derived MSC", "bone-marrow MSC", "umbilical-cord MSC", "MSC exosomes", "autologous MSC")
_CONTROLS = ("placebo", "saline", "usual care", "hyaluronic acid", "sham injection")
_OUTCOMES = (
    "pain score",
    "walking distance",
    "ejection fraction",
    "serum CRP",
    "lesion volume",
    "quality of life",
    "grip strength",
)
_HARMS = ("fever", "headache", "local swelling", "nausea", "back pain", "injection-site pain")
_CONDITIONS = ("knee osteoarthritis", "multiple sclerosis", "heart failure", "Crohn fistula", "ischaemic stroke", "lupus nephritis")
_WORDS = (
    "evidence", "remains", "limited", "however", "clinical", "effect", "patients", "treatment", "outcome", "long-term", "safety", "was",
    "assessed", "with", "and", "of", "the", "in", "cells", "after", "therapy", "may", "improve", "function", "recovery", "inflammation",
)  # fmt: skip


def records(count: int, seed: int) -> Iterator[str]:
    """One PubmedArticle element after the other."""
    chance = random.Random(seed)
    for number in range(count):
        trial = _Trial(chance, number)
        parts = (
            trial.abstract() if chance.random() < 0.8 else [("BACKGROUND", _talk(chance, 90)), ("CONCLUSIONS", _talk(chance, 90))]
        )
        body = "".join(f'<AbstractText Label="{label}">{text}</AbstractText>' for label, text in parts)
        yield (
            f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{10_000_000 + number}</PMID><Article PubModel="Print">'
            f"<ArticleTitle>{trial.title()}</ArticleTitle><Abstract>{body}</Abstract><Language>eng</Language></Article></MedlineCitation>"
            "</PubmedArticle>\n"
        )


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write them as one packed file of the shape of PubMed's baseline."""
    with gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as file:
        file.write(b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for record in records(count, seed):
            file.write(record.encode())
        file.write(b"</PubmedArticleSet>\n")


class _Trial:
    """A trial with its numbers drawn."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance, self.number = chance, number
        self.cells, self.control = chance.choice(_CELLS), chance.choice(_CONTROLS)
        self.condition = chance.choice(_CONDITIONS)
        self.arms = (chance.randint(12, 160), chance.randint(12, 160))
        self.outcomes = chance.sample(_OUTCOMES, 3)
        self.months = chance.choice((3, 6, 12, 24))

    def title(self) -> str:
        return f"{self.cells.capitalize()} versus {self.control} in {self.condition}: a randomised trial"

    def abstract(self) -> list[tuple[str, str]]:
        """Label and text of each section."""
        one, other = self.arms
        methods = (
            f"{one + other} patients were randomised to {self.cells} (n = {one}) or {self.control} (n = {other}). "
            f"The primary endpoint was the {self.outcomes[0]} at {self.months} months. " + _talk(self.chance, 25)
        )
        harms = " ".join(self._harm(harm) for harm in self.chance.sample(_HARMS, 2))
        results = " ".join([self._means(self.outcomes[0]), self._estimate(self.outcomes[1]), self._shares(), harms])
        return [
            ("BACKGROUND", _talk(self.chance, 40)), ("METHODS", methods), ("RESULTS", results), ("CONCLUSIONS", _talk(self.chance, 40)),
        ]  # fmt: skip

    def _means(self, outcome: str) -> str:
        mean, other, spread = self.chance.uniform(10, 60), self.chance.uniform(10, 60), self.chance.uniform(2, 9)
        return (
            f"At {self.months} months the mean {outcome} was {mean:.1f} ± {spread:.1f} with {self.cells} and {other:.1f} ± {spread + 0.4:.1f} "
            f"with {self.control} (P = {self.chance.uniform(0.001, 0.9):.3f})."
        )

    def _estimate(self, outcome: str) -> str:
        """An estimate whose interval and p-value belong together, as they nearly always do."""
        if self.chance.random() < 0.5:
            log, error = self.chance.uniform(-0.9, 0.6), 0.2
            value, low, high = (math.exp(log + z * error) for z in (0, -1.96, 1.96))
            name, z = "hazard ratio", log / error
        else:
            value, error = self.chance.uniform(-9, 9), self.chance.uniform(1, 4)
            low, high = value - 1.96 * error, value + 1.96 * error
            name, z = "mean difference", value / error
        p = math.erfc(abs(z) / math.sqrt(2))
        told = f"P = {p:.3f}" if p >= 0.001 else "P &lt; 0.001"
        return f"The {outcome} differed between groups ({name} {value:.2f}, 95% CI {low:.2f} to {high:.2f}; {told})."

    def _shares(self) -> str:
        counts = [self.chance.randint(1, size) for size in self.arms]
        told = [f"{count} of {size} ({100 * count / size:.1f}%)" for count, size in zip(counts, self.arms, strict=True)]
        return f"Response was seen in {told[0]} patients given {self.cells} and in {told[1]} given {self.control}."

    def _harm(self, harm: str) -> str:
        counts = [self.chance.randint(0, size // 3) for size in self.arms]
        return f"{harm.capitalize()} occurred in {counts[0]} patients with {self.cells} and {counts[1]} with {self.control}."


def _talk(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.out, options.records, options.seed)


if __name__ == "__main__":
    main()
