"""What a rule is that sets numbers aside."""

from dataclasses import dataclass

from extractors.rule import Rule


@dataclass(frozen=True)
class NoResult(Rule):
    """A notation of numbers that are no results; its group `aside` holds them (the whole match where it took no part).

    pattern reads what `extractors.number_spans.words_as_figures` writes. It is compiled when it is first tried: most
    texts need few of them, and compiling all takes longer than reading a report.
    """

    def __post_init__(self) -> None:
        if not self.examples or not self.refuses:
            raise ValueError(f"rule {self.name} needs at least one example and one refusal")
