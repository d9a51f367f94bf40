"""One printed statement of an estimate, its interval and its p-value, as places in a text."""

from dataclasses import dataclass

from extractors.rule import Mention

Place = tuple[int, int]


@dataclass(frozen=True)
class Statistic:
    """One printed statement: any of estimate, interval and p-value, each with the places of its digits.

    level_from_header is True where the level was declared once for several intervals; like is the earlier
    statistic of the sentence whose kind this one shares ("... 1.2 (95% CI 1.0 to 1.4) and 1.5 (1.1 to 1.9)").
    """

    start: int
    end: int
    estimate: Mention | None = None
    value: Place | None = None
    unit: Place | None = None
    interval: Mention | None = None
    level: Place | None = None
    p: Mention | None = None
    p_place: Place | None = None
    like: "Statistic | None" = None
    level_from_header: bool = False
    bracketed: bool = False
    bare_value: Place | None = None
    """A number right before a p-value alone, which may be what it tests: "vs placebo: 0.051 L, P = .030"."""

    @property
    def rule(self) -> str:
        """Name of the rule that tells most of the statement."""
        mention = self.estimate or self.interval or self.p
        return mention.rule.name if mention else "unlabelled_limits"
